"""Commands: what a delegation may order, in the imperative.

Guarantees: frozen plain data; ``decide`` is the only reader that gives them effect. Every command
names the delegation that gives it; the same commands serve players, minds and scripts. ``script``
names the pack's rule that moved a mind to act (empty for people); the rule then counts as fired.
"""

from __future__ import annotations

from typing import TypeAlias

from diplogame.rules.conference import Priority
from diplogame.rules.decisions import Ballot
from diplogame.rules.ids import IssueId, OptionIndex, SeatId
from diplogame.rules.terms import (
    Bargain,
    Clauses,
    Frankness,
    MotionKind,
    NightChoice,
    Plan,
    Reason,
    Size,
    Speech,
    Stance,
    Style,
    ThreatTerms,
)
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class DeclarePositions:
    """State your stance on every option in public (R8.2); free, once a round, while planning."""

    seat: SeatId
    stances: tuple[tuple[Stance, ...], ...]


@dataclass(frozen=True, slots=True)
class MakePlan:
    """Fix what you do with the slots of this round (R4.2)."""

    seat: SeatId
    plan: Plan
    script: str = ""


@dataclass(frozen=True, slots=True)
class ChooseTwist:
    """Answer a twist event (R1.1)."""

    seat: SeatId
    twist: str
    choice: str


@dataclass(frozen=True, slots=True)
class AnswerInvitation:
    """Accept or decline a side-meeting, with a reason (R4.2)."""

    seat: SeatId
    meeting: str
    accept: bool
    reason: Reason = Reason.AGREED


@dataclass(frozen=True, slots=True)
class Probe:
    """Ask what an issue is worth to the other side (R6.1); of several the one named, else the first."""

    seat: SeatId
    meeting: str
    issue: IssueId
    to: SeatId = ""


@dataclass(frozen=True, slots=True)
class Disclose:
    """Say what an issue is worth to you and which option you want - truly or not (R6.1, R16.2)."""

    seat: SeatId
    meeting: str
    issue: IssueId
    priority: Priority
    option: OptionIndex


@dataclass(frozen=True, slots=True)
class Evade:
    """Decline to answer a probe."""

    seat: SeatId
    meeting: str


@dataclass(frozen=True, slots=True)
class MakeOffer:
    """Put a bargain on the table, or two or three that are worth the same to you (R6.1)."""

    seat: SeatId
    meeting: str
    variants: tuple[Bargain, ...]
    script: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """Threaten the other side in a meeting (R6.1, R10.1)."""

    seat: SeatId
    meeting: str
    terms: ThreatTerms
    target: SeatId
    script: str = ""


@dataclass(frozen=True, slots=True)
class Reassure:
    """Spend the exchange on the relationship (R6.1)."""

    seat: SeatId
    meeting: str


@dataclass(frozen=True, slots=True)
class AcceptOffer:
    """Accept the offer on the table; ``variant`` picks among equivalent ones (R6.1)."""

    seat: SeatId
    meeting: str
    variant: int = 0
    reason: Reason = Reason.AGREED


@dataclass(frozen=True, slots=True)
class DeclineOffer:
    """Decline, say why and by how much, and what would turn it (R6.3).

    Attributes:
        reason: Reason code.
        size: How far apart, in words.
        issue: Issue index the reason is about, or -1.
        option: Option index the reason is about, or -1.
        rival: Delegation the reason is about, or empty.
        counter: The cheapest change that would turn it: a bargain the decliner would accept, or None.
    """

    seat: SeatId
    meeting: str
    reason: Reason
    size: Size = Size.MODERATE
    issue: int = -1
    option: OptionIndex = -1
    rival: SeatId = ""
    counter: Bargain | None = None


@dataclass(frozen=True, slots=True)
class YieldFloor:
    """Let the other side speak."""

    seat: SeatId
    meeting: str


@dataclass(frozen=True, slots=True)
class Adjourn:
    """End the meeting (R6.1)."""

    seat: SeatId
    meeting: str
    reason: Reason = Reason.AGREED


@dataclass(frozen=True, slots=True)
class AnswerThreat:
    """comply, partly, stall, counter or patron (R10.2); ``patron`` names the one sought."""

    seat: SeatId
    threat: str
    answer: str
    reason: Reason = Reason.AGREED
    patron: SeatId = ""


@dataclass(frozen=True, slots=True)
class MakeSpeech:
    """Speak in plenary (R8.3)."""

    seat: SeatId
    speech: Speech
    script: str = ""


@dataclass(frozen=True, slots=True)
class MakeMotion:
    """Move something in plenary (R8.1)."""

    seat: SeatId
    motion: MotionKind
    script: str = ""


@dataclass(frozen=True, slots=True)
class IssueUltimatum:
    """Threaten a delegation from the floor, in public (R10.1)."""

    seat: SeatId
    target: SeatId
    terms: ThreatTerms
    script: str = ""


@dataclass(frozen=True, slots=True)
class LeaveHall:
    """Walk out for the rest of the round (R10.1)."""

    seat: SeatId
    script: str = ""


@dataclass(frozen=True, slots=True)
class PassFloor:
    """Say nothing in this plenary."""

    seat: SeatId


@dataclass(frozen=True, slots=True)
class CastBallot:
    """Vote, with an explanation of vote (R8.4): a reason, and the issue it is about or -1."""

    seat: SeatId
    ballot: Ballot
    reason: Reason = Reason.AGREED
    issue: int = -1


@dataclass(frozen=True, slots=True)
class ChooseNight:
    """A leader's choice for one hour of the summit night (R15.3); ``issue`` for GIVE and FUDGE."""

    seat: SeatId
    choice: NightChoice
    issue: int = -1


@dataclass(frozen=True, slots=True)
class SettleThreat:
    """At the deadline: impose, extend, or back_down; a pretext costs budget (R10.3)."""

    seat: SeatId
    threat: str
    action: str
    pretext: bool = False


@dataclass(frozen=True, slots=True)
class SettlePayment:
    """Deliver what was promised, or not (R11.2)."""

    seat: SeatId
    understanding: str
    term: int
    pay: bool


@dataclass(frozen=True, slots=True)
class LiftSanction:
    """Lift a sanction of yours at the reckoning (R10.4)."""

    seat: SeatId
    sanction: str


@dataclass(frozen=True, slots=True)
class LeaveSanction:
    """Drop out of a sanction that one backs (R10.4): free of blame once partners tire."""

    seat: SeatId
    sanction: str


@dataclass(frozen=True, slots=True)
class CloseReckoning:
    """Nothing more to settle this round."""

    seat: SeatId


@dataclass(frozen=True, slots=True)
class ChooseAftermath:
    """After the treaty: comply, invest in verification, or cheat (R19.1)."""

    seat: SeatId
    choice: str


@dataclass(frozen=True, slots=True)
class AnswerSummons:
    """Come to a caucus of one's bloc, or say why not (R13.2)."""

    seat: SeatId
    coalition: str
    accept: bool
    reason: Reason = Reason.AGREED


@dataclass(frozen=True, slots=True)
class TableDraft:
    """Put a draft of a common position on the table of a caucus that has none (R13.2)."""

    seat: SeatId
    coalition: str
    draft: Clauses


@dataclass(frozen=True, slots=True)
class AmendDraft:
    """Move that a caucus set one clause of its draft, or strike it (``option`` -1) (R13.2)."""

    seat: SeatId
    coalition: str
    issue: int
    option: OptionIndex


@dataclass(frozen=True, slots=True)
class StandForLeader:
    """Stand against the leader of one's bloc (R13.2)."""

    seat: SeatId
    coalition: str


@dataclass(frozen=True, slots=True)
class PassCaucus:
    """Say nothing in a caucus."""

    seat: SeatId
    coalition: str


@dataclass(frozen=True, slots=True)
class CastCaucusBallot:
    """Vote in a caucus, with a reason and the issue it is about, or -1 (R13.2)."""

    seat: SeatId
    coalition: str
    ballot: Ballot
    reason: Reason = Reason.AGREED
    issue: int = -1


@dataclass(frozen=True, slots=True)
class DeclareCommon:
    """Make the common position of one's bloc known; the leader's word, while planning (R13.4)."""

    seat: SeatId
    coalition: str


@dataclass(frozen=True, slots=True)
class LeaveCoalition:
    """Leave a bloc or a club, while planning (R13.6)."""

    seat: SeatId
    coalition: str
    reason: Reason = Reason.AGREED


@dataclass(frozen=True, slots=True)
class AnswerDeclaration:
    """Sign a declaration of principles, or say why not (R13.7)."""

    seat: SeatId
    coalition: str
    sign: bool
    reason: Reason = Reason.AGREED


@dataclass(frozen=True, slots=True)
class JoinClub:
    """Accede to a club that stands, while planning (R13.7)."""

    seat: SeatId
    coalition: str


@dataclass(frozen=True, slots=True)
class AnswerMediation:
    """Come to a mediation one is asked to, as a party or as the mediator, or say why not (R14.2)."""

    seat: SeatId
    mediation: str
    accept: bool
    reason: Reason = Reason.AGREED


@dataclass(frozen=True, slots=True)
class Confide:
    """Tell a mediator how one stands, more or less frankly (R14.2)."""

    seat: SeatId
    mediation: str
    frankness: Frankness


@dataclass(frozen=True, slots=True)
class Mediate:
    """As the mediator: show common ground, or put a proposal, or press for one (R14.2).

    ``proposal`` is empty for a facilitation.
    """

    seat: SeatId
    mediation: str
    style: Style
    proposal: Clauses = ()


@dataclass(frozen=True, slots=True)
class AnswerBlind:
    """Answer a double-blind proposal; nobody is told how, unless all said yes (R14.2)."""

    seat: SeatId
    mediation: str
    yes: bool


CaucusTurn: TypeAlias = TableDraft | AmendDraft | StandForLeader | PassCaucus | CastCaucusBallot
"""What may be done in a caucus (R13.2)."""

CoalitionAct: TypeAlias = (
    AnswerSummons | CaucusTurn | DeclareCommon | LeaveCoalition | AnswerDeclaration | JoinClub
)
"""Everything that is done in, with or towards a bloc or a club (R13)."""

Command: TypeAlias = (
    DeclarePositions
    | MakePlan
    | ChooseTwist
    | AnswerInvitation
    | Probe
    | Disclose
    | Evade
    | MakeOffer
    | Press
    | Reassure
    | AcceptOffer
    | DeclineOffer
    | YieldFloor
    | Adjourn
    | AnswerThreat
    | MakeSpeech
    | MakeMotion
    | IssueUltimatum
    | LeaveHall
    | PassFloor
    | CastBallot
    | ChooseNight
    | SettleThreat
    | SettlePayment
    | LiftSanction
    | LeaveSanction
    | CloseReckoning
    | ChooseAftermath
    | CoalitionAct
    | AnswerMediation
    | Confide
    | Mediate
    | AnswerBlind
)
