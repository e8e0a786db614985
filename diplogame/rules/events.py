"""Events: what happened, in the past tense.

Guarantees: frozen plain data, no prose; each carries its ``audience`` - delegation ids, or ``("all",)``.
Folding the events of a game over its opening state gives its state (architecture: fold == state).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from diplogame.rules.conference import Phase, Priority
from diplogame.rules.decisions import Ballot
from diplogame.rules.ids import IssueId, OptionIndex, Package, SeatId
from diplogame.rules.terms import (
    Activity,
    BallotRecord,
    Band,
    Bargain,
    Clarity,
    Evidence,
    Goal,
    Motion,
    NightChoice,
    Offer,
    Outcome,
    Plan,
    Reason,
    Size,
    Speech,
    Stage,
    Stance,
    TermState,
    ThreatState,
    ThreatTerms,
)

Audience: TypeAlias = tuple[str, ...]
EVERYBODY: Audience = ("all",)


@dataclass(frozen=True, slots=True)
class RoundOpened:
    """A new round begins (R4.1)."""

    round: int
    phase: Phase
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class StageEntered:
    """The game moved to a stage of the round."""

    stage: Stage
    slot: int
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class Awaited:
    """Who must act before the game moves on; nobody's news (it would tell who is meeting whom)."""

    seats: tuple[SeatId, ...]
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A delegation said a scripted line; ``line`` is a phrasebook key."""

    seat: SeatId
    line: str
    to: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class MeterMoved:
    """A number moved, and why.

    ``meter``: trust (``seat`` in ``toward``), gauge, budget, standing, credibility, walk_away, crisis,
    preparation, expectations, fatigue, ministers, slots, intelligence, gift (receiver ``seat``),
    resentment (of ``seat`` at ``toward``), side (points gained or lost beside the treaty).
    """

    meter: str
    seat: SeatId
    delta: int
    cause: str
    toward: SeatId = ""
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class TwistHappened:
    """A scripted event of the conference happened; ``chooser`` must answer if not empty."""

    twist: str
    chooser: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class TwistChosen:
    """A twist was answered."""

    seat: SeatId
    twist: str
    choice: str
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class FlagSet:
    """A flag of the pack was set."""

    flag: str
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class WeightShifted:
    """An issue became more (or less) important to a delegation; weights stay normalised."""

    seat: SeatId
    issue: int
    points: int
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class PositionsDeclared:
    """A delegation stated its stances (R8.2)."""

    seat: SeatId
    stances: tuple[tuple[Stance, ...], ...]
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class PlanMade:
    """A delegation fixed its plan; the others see only that it is ready."""

    seat: SeatId
    plan: Plan
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class SlotSpent:
    """A slot was used for something other than a meeting (R4.3); ``result`` is a code for the news."""

    seat: SeatId
    slot: int
    activity: Activity
    result: str
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class MeetingAsked:
    """A side-meeting was asked for."""

    meeting: str
    slot: int
    parties: tuple[SeatId, ...]
    room: str
    envoys: tuple[str, ...]
    issue: IssueId
    patience: int
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class InvitationAnswered:
    """An invitation was accepted or declined."""

    meeting: str
    seat: SeatId
    accepted: bool
    reason: Reason
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class MeetingOpened:
    """A side-meeting began; ``floor`` has the first word."""

    meeting: str
    floor: SeatId
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class MeetingSeen:
    """Others saw who met whom (R5.2)."""

    parties: tuple[SeatId, ...]
    room: str
    leaked: bool
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class FloorPassed:
    """The word passed to another party; ``exchanges`` counts completed exchanges."""

    meeting: str
    floor: SeatId
    lead: SeatId
    exchanges: int
    yields: int = 0
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class Probed:
    """A party asked what an issue is worth."""

    meeting: str
    seat: SeatId
    to: SeatId
    issue: IssueId
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class Disclosed:
    """A party said what an issue is worth to it (whether it is true is not said)."""

    meeting: str
    seat: SeatId
    issue: IssueId
    priority: Priority
    option: OptionIndex
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class Evaded:
    """A party did not answer a probe."""

    meeting: str
    seat: SeatId
    issue: IssueId
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class OfferMade:
    """An offer was put on the table."""

    meeting: str
    offer: Offer
    counter: bool = False
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class OfferAccepted:
    """A party accepted the offer on the table."""

    meeting: str
    seat: SeatId
    offer: str
    variant: int
    reason: Reason
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class OfferDeclined:
    """A party declined the offer; ``counter`` is what would turn it (R6.3)."""

    meeting: str
    seat: SeatId
    offer: str
    reason: Reason
    size: Size
    issue: int
    option: OptionIndex
    rival: SeatId
    counter: Bargain | None
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class Reassured:
    """A party spent an exchange on the relationship."""

    meeting: str
    seat: SeatId
    effect: int
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class MeetingEnded:
    """A side-meeting ended (or never took place: ``reason`` busy or declined)."""

    meeting: str
    by: SeatId
    reason: Reason
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class UnderstandingReached:
    """A bargain entered the ledger (R6.5)."""

    id: str
    parties: tuple[SeatId, ...]
    bargain: Bargain
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class UnderstandingLearnt:
    """Others learnt of an understanding (public from the start, or by a leak)."""

    id: str
    learnt_by: tuple[SeatId, ...]
    leaked: bool
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class TermSettled:
    """A promise was kept, broken, or lapsed; once (R6.5)."""

    understanding: str
    term: int
    state: TermState
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class BeliefMoved:
    """A delegation's belief about another narrowed or shifted (R16.1).

    ``issue`` -1: reserve. ``option`` -1: the weight of the issue; otherwise the option's value.
    """

    holder: SeatId
    about: SeatId
    issue: int
    option: OptionIndex
    band: Band
    certainty: int
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class EvidenceLogged:
    """An entry was added to a delegation's evidence log."""

    holder: SeatId
    evidence: Evidence
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class ThreatIssued:
    """A threat was made (R10.1)."""

    id: str
    sender: SeatId
    target: SeatId
    terms: ThreatTerms
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class ThreatAnswered:
    """The target answered (R10.2)."""

    id: str
    seat: SeatId
    answer: str
    reason: Reason
    patron: SeatId
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class ThreatSettled:
    """A threat came to its end, or its deadline moved (``extended``)."""

    id: str
    state: ThreatState
    extended: bool
    pretext: bool
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class SanctionImposed:
    """An instrument was imposed (R10.4)."""

    id: str
    sender: SeatId
    target: SeatId
    instrument: str
    cost: int
    own_cost: int
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class SanctionLifted:
    """A sanction was lifted."""

    id: str
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class CableAnswered:
    """The capital answered a request for room on an option (R12.1)."""

    seat: SeatId
    issue: int
    option: OptionIndex
    granted: bool
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class SpeechMade:
    """A delegation spoke in plenary (R8.3)."""

    seat: SeatId
    speech: Speech
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class FloorHeld:
    """A delegation used or passed its turn in the plenary; ``order`` is who is still to come."""

    seat: SeatId
    order: tuple[SeatId, ...]
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class WalkedOut:
    """A delegation left the hall for the rest of the round."""

    seat: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class MotionMade:
    """A motion came before the house."""

    motion: Motion
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class BallotCast:
    """A delegation voted and explained its vote (R8.4)."""

    motion: str
    seat: SeatId
    ballot: Ballot
    reason: Reason
    issue: int
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class MotionDecided:
    """A motion was carried or lost."""

    record: BallotRecord
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class ClauseAmended:
    """The chair's text now reads another option on a clause (R3.1)."""

    issue: int
    option: OptionIndex
    by: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class BracketAdded:
    """An option entered the brackets with a sponsor."""

    issue: int
    option: OptionIndex
    by: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class ClauseClosed:
    """A clause was closed ad referendum (R3.1); ``paid`` gave something for it."""

    issue: int
    clarity: Clarity
    by: SeatId
    paid: tuple[SeatId, ...]
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class ClauseReopened:
    """A closed clause was opened again."""

    issue: int
    by: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class ClauseAnnexed:
    """A clause was deferred to an annex."""

    issue: int
    by: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class TextReplaced:
    """A tabled package became the chair's text."""

    package: Package
    by: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class ClockStopped:
    """A round was added (R8.1)."""

    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class SummitCalled:
    """Leaders were summoned (R15)."""

    by: SeatId
    round: int
    goal: Goal
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class NightChosen:
    """A leader chose for the hour; announced when all have."""

    seat: SeatId
    choice: NightChoice
    issue: int
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class NightRevealed:
    """An hour of the summit night passed: who did what."""

    hour: int
    choices: tuple[tuple[SeatId, NightChoice, int], ...]
    chance: int
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class SummitEnded:
    """breakthrough, staged, ambiguous or failure (R15.2)."""

    result: str
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class ConferenceEnded:
    """The talks ended (R19.1)."""

    outcome: Outcome
    package: Package
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class RatificationDecided:
    """A capital ratified, or did not (R12.3)."""

    seat: SeatId
    ratified: bool
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class AftermathChosen:
    """A delegation chose how to live with the treaty (R19.1)."""

    seat: SeatId
    choice: str
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class GameScored:
    """The aftermath: survival per mille, joint value per mille of the best, scores by seat (R19.2)."""

    survival: int
    joint_value: int
    scores: tuple[tuple[SeatId, int], ...]
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class ScriptFired:
    """A scripted rule of a delegation fired (its own memory)."""

    seat: SeatId
    rule: str
    audience: Audience = ()


Event: TypeAlias = (
    RoundOpened
    | StageEntered
    | Awaited
    | Said
    | MeterMoved
    | TwistHappened
    | TwistChosen
    | FlagSet
    | WeightShifted
    | PositionsDeclared
    | PlanMade
    | SlotSpent
    | MeetingAsked
    | InvitationAnswered
    | MeetingOpened
    | MeetingSeen
    | FloorPassed
    | Probed
    | Disclosed
    | Evaded
    | OfferMade
    | OfferAccepted
    | OfferDeclined
    | Reassured
    | MeetingEnded
    | UnderstandingReached
    | UnderstandingLearnt
    | TermSettled
    | BeliefMoved
    | EvidenceLogged
    | ThreatIssued
    | ThreatAnswered
    | ThreatSettled
    | SanctionImposed
    | SanctionLifted
    | CableAnswered
    | SpeechMade
    | FloorHeld
    | WalkedOut
    | MotionMade
    | BallotCast
    | MotionDecided
    | ClauseAmended
    | BracketAdded
    | ClauseClosed
    | ClauseReopened
    | ClauseAnnexed
    | TextReplaced
    | ClockStopped
    | SummitCalled
    | NightChosen
    | NightRevealed
    | SummitEnded
    | ConferenceEnded
    | RatificationDecided
    | AftermathChosen
    | GameScored
    | ScriptFired
)
