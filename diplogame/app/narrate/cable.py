"""A cable: one thing a delegation has learnt, ready to be shown; and the memory behind it.

Guarantees: plain text only, cleaned by the phrasebook; whoever shows it must still treat it as text and
never as markup. The memory holds absolute facts (never counts), so the same event may be read for
several delegations.
"""

from __future__ import annotations

from dataclasses import field

from diplogame.rules import events as ev
from diplogame.rules.conference import Conference, Phase
from diplogame.rules.ids import SeatId
from diplogame.rules.records import Sanction, Threat, Understanding
from diplogame.rules.setup import declared_stances
from diplogame.rules.terms import Motion, Offer, Stage, Stance, ThreatState
from diplogame.rules.values import dataclass
from diplogame.rules.view import SeatView

KINDS = (
    "news",
    "answer",
    "meeting",
    "plenary",
    "vote",
    "home",
    "threat",
    "ledger",
    "staff",
    "summit",
)
"""Kinds of cables, for filters."""


@dataclass(frozen=True, slots=True)
class Cable:
    """One thing a delegation has learnt.

    Attributes:
        round: When.
        slot: Slot of the round, 0-based; -1 for none in particular.
        kind: One of `KINDS`.
        speaker: Who says it; "" for the press, the staff or nobody. The chair has its id.
        text: What is said, or the news: one to three sentences.
        detail: What it means: terms, reason, size, what would turn it.
        about: Delegations concerned.
        effects: Numbers moved: ``Home support 58 (-3)``.
        told: Whether the text tells what the speaker does, and is not to be quoted.
    """

    round: int
    slot: int
    kind: str
    speaker: SeatId
    text: str
    detail: str = ""
    about: tuple[SeatId, ...] = ()
    effects: str = ""
    told: bool = False

    @property
    def body(self) -> str:
        """Detail and effects, as one text."""
        return "  ".join(part for part in (self.detail, self.effects) if part)


@dataclass(slots=True)
class Memory:
    """What later events refer to by id. Each entry is an absolute fact heard in an event."""

    stage: Stage = Stage.TWIST
    slot: int = -1
    parties: dict[str, tuple[SeatId, ...]] = field(default_factory=dict)
    rooms: dict[str, str] = field(default_factory=dict)
    envoys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    issues: dict[str, str] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)
    exchanges: dict[str, int] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    threats: dict[str, Threat] = field(default_factory=dict)
    sanctions: dict[str, Sanction] = field(default_factory=dict)
    understandings: dict[str, Understanding] = field(default_factory=dict)
    motions: dict[str, Motion] = field(default_factory=dict)
    stances: dict[SeatId, tuple[tuple[Stance, ...], ...]] = field(default_factory=dict)
    text: list[int] = field(default_factory=list)
    called_by: SeatId = ""
    phase: Phase | None = None
    over: bool = False
    # Who has met whom; who agreed in the meeting that runs; which understandings
    # were heard as they were reached; terms settled, by understanding and place;
    # and what the clauses read before the leaders came.
    # Who presses whom, as far as it was heard in events: until which round, and by which sanctions.
    met: set[frozenset[SeatId]] = field(default_factory=set)
    agreed: set[frozenset[SeatId]] = field(default_factory=set)
    heard: set[str] = field(default_factory=set)
    counters: set[str] = field(default_factory=set)
    done: set[tuple[str, int]] = field(default_factory=set)
    overnight: dict[int, int] = field(default_factory=dict)
    # Whether it has been said what work on the wording is good for.
    drafted: bool = False
    pressed: dict[frozenset[SeatId], int] = field(default_factory=dict)
    punished: dict[str, frozenset[SeatId]] = field(default_factory=dict)

    @classmethod
    def of(cls, conference: Conference) -> Memory:
        """What is known when the conference opens."""
        return cls(
            stances={
                d.id: declared_stances(conference.issues, d)
                for d in conference.delegations
                if d.interests
            },
            text=[issue.opening[0] for issue in conference.issues],
        )

    def note(self, event: ev.Event, round_: int) -> None:
        """Keep what a later event will refer to."""
        match event:
            case ev.StageEntered(stage=stage, slot=slot):
                self.stage = stage
                self.slot = slot if stage in (Stage.INVITATIONS, Stage.MEETINGS) else -1
            case ev.MeetingAsked():
                self.parties[event.meeting] = event.parties
                self.rooms[event.meeting] = event.room
                self.envoys[event.meeting] = event.envoys
                self.issues[event.meeting] = event.issue
            case ev.InvitationAnswered(accepted=False):
                parties = self.parties.get(event.meeting, ())
                if len(parties) > 2 and event.seat in parties:
                    # The others meet without the one that does not come.
                    coming = dict(zip(parties, self.envoys.get(event.meeting, ()), strict=False))
                    coming.pop(event.seat, None)
                    self.parties[event.meeting] = tuple(p for p in parties if p != event.seat)
                    self.envoys[event.meeting] = tuple(coming.values())
            case ev.MeetingOpened():
                self.opened.add(event.meeting)
                self.agreed.discard(frozenset(self.parties.get(event.meeting, ())))
            case ev.TermSettled():
                self.done.add((event.understanding, event.term))
            case ev.FloorPassed():
                self.exchanges[event.meeting] = event.exchanges
            case ev.OfferMade():
                self.offers[event.offer.id] = event.offer
                if event.counter:
                    self.counters.add(event.offer.id)
            case ev.ThreatIssued():
                self.threats[event.id] = Threat(
                    event.id,
                    event.sender,
                    event.target,
                    event.terms,
                    round_,
                    ThreatState.STANDING,
                    "",
                    event.audience,
                )
                self.pressed[frozenset((event.sender, event.target))] = event.terms.deadline
            case ev.SanctionImposed():
                self.punished[event.id] = frozenset((event.sender, event.target))
                self.sanctions[event.id] = Sanction(
                    event.id,
                    event.sender,
                    event.target,
                    event.instrument,
                    round_,
                    event.cost,
                    event.own_cost,
                )
            case ev.UnderstandingReached():
                self.agreed.add(frozenset(event.parties))
                self.heard.add(event.id)
                self.understandings[event.id] = Understanding(
                    event.id, round_, event.parties, event.bargain, (), event.audience
                )
            case ev.MotionMade(motion=motion):
                self.motions[motion.id] = motion
            case ev.SummitCalled():
                self.called_by = event.by
            case ev.ConferenceEnded():
                self.over = True
            case _:
                pass

    def learn(self, event: ev.UnderstandingReached, round_: int) -> None:
        """Keep an understanding of others whose terms have become known."""
        entry = Understanding(event.id, round_, event.parties, event.bargain, (), event.audience)
        self.understandings.setdefault(event.id, entry)

    def settle(self, event: ev.Event) -> None:
        """Keep what changed, after the event was told (the change itself is part of the telling)."""
        match event:
            case ev.PositionsDeclared():
                self.stances[event.seat] = event.stances
            case ev.ClauseAmended():
                if self.stage is Stage.SUMMIT:
                    self.overnight[event.issue] = self.text[event.issue]
                self.text[event.issue] = event.option
            case ev.MeetingOpened():
                self.met.add(frozenset(self.parties.get(event.meeting, ())))
            case ev.SanctionLifted():
                self.punished.pop(event.id, None)
            case ev.SlotSpent(result="drafted"):
                self.drafted = True
            case ev.TextReplaced():
                self.text[:] = event.package
            case ev.RoundOpened():
                self.phase = event.phase
            case _:
                pass

    def look_up(self, view: SeatView | None) -> None:
        """Take over what a view knows and the events heard so far did not say."""
        if view is None:
            return
        for key, threat in view.threats.items():
            self.threats.setdefault(key, threat)
        for key, sanction in view.sanctions.items():
            self.sanctions.setdefault(key, sanction)
        for key, entry in view.understandings.items():
            self.understandings.setdefault(key, entry)
