"""What one delegation sees: the only door to hidden data (R16.3). This file is the security review.

Guarantees: a :class:`SeatView` is built up field by field from an allow-list - nothing is stripped from
a larger object; two states that differ only in what others keep secret give equal views; events are
redacted here and nowhere else. Views share immutable parts of the state and are cheap to make.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import TypeAlias

from diplogame.rules.conference import (
    Bloc,
    Calendar,
    Clubs,
    Conference,
    Crisis,
    Delegation,
    Institution,
    Issue,
    Kind,
    Mediator,
    Priority,
    Twist,
)
from diplogame.rules.events import Event
from diplogame.rules.ids import IssueId, OptionIndex, Package, SeatId
from diplogame.rules.records import (
    Belief,
    Contact,
    Meeting,
    Public,
    Sanction,
    Threat,
    Understanding,
)
from diplogame.rules.register import Meetings, Threats, Understandings, row_of
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Coalition,
    Difficulty,
    Ending,
    Evidence,
    Interests,
    Mediation,
    NightChoice,
    Plan,
    Stage,
)
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class DelegationCard:
    """The public facts of a delegation: what stands on its nameplate and in its declared position."""

    id: SeatId
    kind: Kind
    votes: int
    population: int
    slots: int
    initiative: int
    declared: tuple[tuple[OptionIndex, Priority], ...]
    ratification: str
    par: int


@dataclass(frozen=True, slots=True)
class IncentiveCard:
    """An incentive as the catalogue describes it: published worth, not what it is truly worth."""

    id: str
    kind: str
    giver: SeatId
    price: int
    worth: Mapping[SeatId, int]
    minded_by: Mapping[SeatId, int]


@dataclass(frozen=True, slots=True)
class InstrumentCard:
    """An instrument of pressure as the staff describe it: published cost, not the true exposure."""

    id: str
    kind: str
    sender: SeatId
    cost: Mapping[SeatId, int]
    own_cost: int
    economic: bool


_Facts: TypeAlias = tuple[
    tuple[SeatId, ...],
    tuple[SeatId, ...],
    dict[IssueId, int],
    dict[SeatId, tuple[InstrumentCard, ...]],
    frozenset[SeatId],
]


class _Kept:
    """What a table works out once about itself: no field of it, so neither compared nor saved."""

    __slots__ = ("_kept",)


@dataclass(frozen=True, slots=True)
class Table(_Kept):
    """The conference as everybody knows it; the public part of the pack."""

    id: str
    version: str
    issues: tuple[Issue, ...]
    cards: Mapping[SeatId, DelegationCard]
    institution: Institution
    calendar: Calendar
    crisis: Crisis
    incentives: Mapping[str, IncentiveCard]
    instruments: Mapping[str, InstrumentCard]
    choices: Mapping[str, tuple[str, ...]]
    blocs: Mapping[str, Bloc] = field(default_factory=dict)
    clubs: Clubs | None = None
    mediators: tuple[Mediator, ...] = ()

    def _known(self) -> _Facts:
        try:
            return self._kept  # type: ignore[attr-defined, no-any-return]
        except AttributeError:
            seats = tuple(c.id for c in self.cards.values() if c.kind is Kind.SEAT)
            index = {item.id: k for k, item in reversed(tuple(enumerate(self.issues)))}
            levers: dict[SeatId, tuple[InstrumentCard, ...]] = {}
            for tool in self.instruments.values():
                levers[tool.sender] = (*levers.get(tool.sender, ()), tool)
            made = (seats, tuple(self.cards), index, levers, frozenset(seats))
            object.__setattr__(self, "_kept", made)
            return made

    @property
    def seats(self) -> tuple[SeatId, ...]:
        """Voting delegations in the pack's order."""
        return self._known()[0]

    @property
    def voting(self) -> frozenset[SeatId]:
        """The same as ``seats``, to ask who votes."""
        return self._known()[4]

    @property
    def everybody(self) -> tuple[SeatId, ...]:
        """All delegations in the pack's order."""
        return self._known()[1]

    def issue_index(self, issue: IssueId) -> int:
        """Position of an issue in a package; KeyError for an unknown one."""
        return self._known()[2][issue]

    def levers(self, seat: SeatId) -> tuple[InstrumentCard, ...]:
        """The instruments of pressure that a delegation has, in the catalogue's order."""
        return self._known()[3].get(seat, ())


@dataclass(frozen=True, slots=True)
class SeatView:
    """All that one delegation knows at one instant (R16.3): what players and minds are given.

    Attributes:
        seat: Whose view.
        table: The conference as everybody knows it.
        me: Our own brief: temperament, agenda, rules, home, red lines (only ours).
        difficulty: How sharp the minds are.
        public: The public record.
        awaited: Whether the game waits for us.
        speaker: Who has the floor or votes next in plenary, when that is public.
        interests, walk_away, beta, gauge, budget, mandate, ministers, veto_weights, trust, beliefs,
        contacts, plan, cables, evidence, committed, fired, acts, exposure, appetite, side, slots: our own.
        regard: Our estimate of the others' trust in us.
        meetings: This round's meetings to which we are a party.
        understandings, threats: Those we know of.
        sanctions: All (public).
        night: Our own choice for this hour of a summit, if made.
        coalitions: Blocs and clubs: our own whole, of others what is public.
        mediations: Those we are a party to or mediate, as we know them; of others what was announced.
        twist: The twist we must answer, or None.
    """

    seat: SeatId
    table: Table
    me: Delegation
    difficulty: Difficulty
    public: Public
    awaited: bool
    speaker: SeatId
    interests: Interests
    walk_away: int
    beta: int
    gauge: int
    budget: int
    mandate: tuple[tuple[bool, ...], ...]
    ministers: int
    veto_weights: tuple[int, ...]
    slots: int
    trust: Mapping[SeatId, int]
    regard: Mapping[SeatId, int]
    beliefs: Mapping[SeatId, Belief]
    contacts: Mapping[SeatId, Contact]
    plan: Plan | None
    cables: tuple[tuple[int, OptionIndex], ...]
    evidence: tuple[Evidence, ...]
    committed: tuple[tuple[int, OptionIndex], ...]
    fired: Mapping[str, int]
    acts: Mapping[str, int]
    exposure: Mapping[str, int]
    appetite: Mapping[str, int]
    side: int
    meetings: Mapping[str, Meeting]
    understandings: Mapping[str, Understanding]
    threats: Mapping[str, Threat]
    sanctions: Mapping[str, Sanction]
    night: NightChoice | None
    twist: Twist | None
    coalitions: Mapping[str, Coalition] = field(default_factory=dict)
    mediations: Mapping[str, Mediation] = field(default_factory=dict)

    @property
    def text(self) -> Package:
        """The chair's text as it reads today."""
        return tuple(clause.leading for clause in self.public.clauses)

    @property
    def meeting(self) -> Meeting | None:
        """The meeting in which we are sitting now, or None."""
        for meeting in self.meetings.values():
            if meeting.status == "open":
                return meeting
        return None


_TABLES: dict[int, tuple[Conference, Table]] = {}
"""Tables by the identity of their conference: hashing a whole conference at every view would be dear."""


def table_of(conference: Conference) -> Table:
    """The public part of a conference (R2.5): declared positions, catalogues, procedure."""
    known = _TABLES.get(id(conference))
    if known is not None and known[0] is conference:
        return known[1]
    if len(_TABLES) > 64:
        _TABLES.clear()
    table = _lay_table(conference)
    _TABLES[id(conference)] = (conference, table)
    return table


def _lay_table(conference: Conference) -> Table:
    return Table(
        id=conference.id,
        version=conference.version,
        issues=conference.issues,
        cards={d.id: _card(d) for d in conference.delegations},
        institution=conference.institution,
        calendar=conference.calendar,
        crisis=conference.crisis,
        incentives={
            i.id: IncentiveCard(i.id, i.kind, i.giver, i.price, dict(i.worth), dict(i.minded_by))
            for i in conference.incentives
        },
        instruments={
            i.id: InstrumentCard(i.id, i.kind, i.sender, dict(i.cost), i.own_cost, i.economic)
            for i in conference.instruments
        },
        choices={t.id: tuple(c.id for c in t.choices) for t in conference.twists},
        blocs={b.id: b for b in conference.blocs},
        clubs=conference.clubs,
        mediators=conference.mediators,
    )


def _card(delegation: Delegation) -> DelegationCard:
    return DelegationCard(
        id=delegation.id,
        kind=delegation.kind,
        votes=delegation.votes,
        population=delegation.population,
        slots=delegation.slots,
        initiative=delegation.initiative,
        declared=tuple((i.declared_option, i.declared_priority) for i in delegation.interests),
        ratification=delegation.home.ratification,
        par=delegation.par,
    )


def view_of(state: State, seat: SeatId) -> SeatView:
    """The view of one delegation; KeyError for an unknown one."""
    private = state.private[seat]
    public = state.public
    me = state.conference.delegation(seat)
    in_hall = public.stage in (Stage.PLENARY, Stage.VOTE)
    twist = None
    if public.stage is Stage.TWIST and public.choosing and seat in state.awaiting:
        twist = next(t for t in state.conference.twists if t.id == public.choosing)
    night = state.night.get(seat)
    return SeatView(
        seat=seat,
        table=table_of(state.conference),
        me=me,
        difficulty=state.difficulty,
        public=public,
        awaited=seat in state.awaiting,
        speaker=state.awaiting[0] if in_hall and state.awaiting else "",
        interests=private.interests,
        walk_away=private.walk_away,
        beta=private.beta,
        gauge=private.gauge,
        budget=private.budget,
        mandate=private.mandate,
        ministers=private.ministers,
        veto_weights=private.veto_weights,
        slots=slots_of(state, seat),
        trust=private.trust,
        regard=private.regard,
        beliefs=private.beliefs,
        contacts=private.contacts,
        plan=private.plan,
        cables=private.cables,
        evidence=private.evidence,
        committed=private.committed,
        fired=private.fired,
        acts=private.acts,
        exposure=private.exposure,
        appetite=private.appetite,
        side=private.side,
        meetings=row_of(state.meetings, seat, Meetings.concerned),
        understandings=row_of(state.understandings, seat, Understandings.concerned),
        threats=row_of(state.threats, seat, Threats.concerned),
        sanctions=state.sanctions,
        night=None if night is None else night[0],
        twist=twist,
        coalitions=_coalitions(state, seat) if state.coalitions else {},
        mediations=_mediations(state, seat) if state.mediations else {},
    )


def _mediations(state: State, seat: SeatId) -> dict[str, Mediation]:
    """Mediations as a delegation knows them (R14.2).

    A party knows its own word and answer, and in one room how frank the others were; the mediator what each
    told it; whoever was asked that it was. Answers to a proposal are nobody's but who gave them. Of
    others' mediations one knows the proposals that all agreed to.
    """
    found: dict[str, Mediation] = {}
    for key, m in state.mediations.items():
        party, mediates = seat in m.parties, seat == m.mediator
        if party or mediates:
            hears = mediates or not m.shuttle
            found[key] = Mediation(
                id=m.id,
                mediator=m.mediator,
                by=m.by,
                parties=m.parties,
                issues=m.issues,
                shuttle=m.shuttle,
                round=m.round,
                slot=m.slot,
                sitting=m.sitting,
                invited=m.invited,
                away=m.away,
                telling=tuple(s for s in m.telling if hears or s == seat),
                told={s: f for s, f in m.told.items() if hears or s == seat},
                style=m.style,
                proposal=m.proposal,
                answering=tuple(s for s in m.answering if s == seat),
                answers={s: a for s, a in m.answers.items() if s == seat},
                pressed={s: p for s, p in m.pressed.items() if s == seat},
                common=m.common,
                ending=m.ending,
            )
        elif m.ending is Ending.AGREED:
            found[key] = Mediation(
                id=m.id,
                mediator=m.mediator,
                by=m.by,
                parties=m.parties,
                issues=tuple(issue for issue, _ in m.proposal),
                shuttle=False,
                round=m.round,
                slot=m.slot,
                sitting=m.sitting,
                style=m.style,
                proposal=m.proposal,
                ending=m.ending,
            )
    return found


def _coalitions(state: State, seat: SeatId) -> dict[str, Coalition]:
    """Coalitions as a delegation knows them (R13).

    Of others it knows who is in, who leads and what was declared; of a declaration that was not sent to it,
    nothing.
    """
    found: dict[str, Coalition] = {}
    for key, c in state.coalitions.items():
        if seat in c.members or (not c.standing and seat in c.asked):
            found[key] = c
        elif c.standing or c.left:
            known = c.declared
            found[key] = Coalition(
                id=c.id,
                club=c.club,
                members=c.members,
                leader=c.leader,
                left=c.left,
                position=c.position if known else (),
                expires=c.expires if known else 0,
                declared=known,
                mandate=c.mandate if known else "",
                standing=c.standing,
            )
    return found


def slots_of(state: State, seat: SeatId) -> int:
    """Slots a delegation has this round (R4.2): its own, plus granted ones, at most the full day."""
    own = state.conference.delegation(seat).slots + state.private[seat].extra_slots
    return max(0, min(own, len(state.conference.calendar.slots)))


def sees(event: Event, seat: SeatId) -> bool:
    """Whether a delegation learns of an event."""
    return "all" in event.audience or seat in event.audience


def redact(events: Iterable[Event], seat: SeatId) -> tuple[Event, ...]:
    """The events a delegation learns of, in order. Partly secret acts are two events, never one cut."""
    return tuple(event for event in events if sees(event, seat))
