"""Shared vocabulary of commands, events, state and views: small frozen values and enumerations.

Guarantees: plain data only; nothing here is secret by itself, so every layer may import it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from diplogame.rules.conference import Envoy, Room
from diplogame.rules.decisions import Ballot
from diplogame.rules.ids import IssueId, OptionIndex, Package, SeatId


class Difficulty(StrEnum):
    """Changes minds (patience, bluffing, reading of you), never rules or dice (R20.5)."""

    NOVICE = "novice"
    ENVOY = "envoy"
    AMBASSADOR = "ambassador"


class Stage(StrEnum):
    """Where in the round the game stands (R4); decides who is awaited and for what."""

    TWIST = "twist"
    PLANNING = "planning"
    INVITATIONS = "invitations"
    MEETINGS = "meetings"
    PLENARY = "plenary"
    VOTE = "vote"
    SUMMIT = "summit"
    RECKONING = "reckoning"
    AFTERMATH = "aftermath"
    ENDED = "ended"


class ClauseStatus(StrEnum):
    """Status of a clause of the text (R3.1)."""

    OPEN = "open"
    BRACKETED = "bracketed"
    CLOSED = "closed"  # closed ad referendum
    AGREED = "agreed"


class Clarity(StrEnum):
    """Clear, or constructively ambiguous (R3.2)."""

    CLEAR = "clear"
    AMBIGUOUS = "ambiguous"


class Stance(StrEnum):
    """Public stance on an option (R8.2)."""

    SUPPORT = "support"
    LIVE_WITH = "can-live-with"
    RESERVE = "reserve"
    OPPOSE = "oppose"


class Outcome(StrEnum):
    """How a conference ends (R19.1)."""

    ADOPTED = "adopted"
    PARTIAL = "partial"
    SUSPENDED = "suspended"
    COLLAPSED = "collapsed"


class Reason(StrEnum):
    """Why an answer is what it is (R6.3). Stable codes: texts, tests and saves quote them."""

    AGREED = "agreed"
    WORST_CLAUSE = "worst_clause"
    RED_LINE = "red_line"
    HOLDING_OUT = "holding_out"
    DISTRUST = "distrust"
    OUTSIDE_MANDATE = "outside_mandate"
    HOME = "home"
    RIVAL_GAINS = "rival_gains"
    BOUND = "bound"
    RESENTMENT = "resentment"
    NO_AUTHORITY = "no_authority"
    NOTHING_NEW = "nothing_new"
    OVERREACH = "overreach"
    BUSY = "busy"
    PROMISED = "promised"


class Size(StrEnum):
    """How far apart, in words (R6.3): the gap to acceptance in points up to 100, 300, 700, more."""

    NARROW = "narrow"
    MODERATE = "moderate"
    WIDE = "wide"
    GULF = "gulf"


class TermKind(StrEnum):
    """What a party to a bargain undertakes (R6.2)."""

    SUPPORT = "support"  # speak and vote for the option
    ACQUIESCE = "acquiesce"  # do not object to it
    PAY = "pay"  # deliver an incentive
    ADOPT = "adopt"  # vote for the whole text
    LIFT = "lift"  # withdraw a threat or lift a sanction
    BACK = "back"  # back the other side's pressure on a third delegation (R10.1)


class Trigger(StrEnum):
    """When a payment falls due (R6.2, R11.1)."""

    SIGNATURE = "signature"  # at the end of this round
    CLAUSE = "clause"  # when the payee's supported clause is closed
    ADOPTION = "adoption"  # when the text is adopted


class TermState(StrEnum):
    """One state machine per promise, settled once (R6.5)."""

    PENDING = "pending"
    KEPT = "kept"
    BROKEN = "broken"
    LAPSED = "lapsed"


class ThreatState(StrEnum):
    """Life of a threat (R10.3)."""

    STANDING = "standing"
    COMPLIED = "complied"
    IMPOSED = "imposed"
    BACKED_DOWN = "backed_down"
    WITHDRAWN = "withdrawn"  # lifted in a bargain, or its demand was met


class Goal(StrEnum):
    """Announced goal of a summit (R15.1)."""

    MODEST = "modest"
    SOLID = "solid"
    BOLD = "bold"


class NightChoice(StrEnum):
    """A leader's choice in an hour of the summit night (R15.3)."""

    FIRM = "firm"  # hold your ground and extend the night
    GIVE = "give"  # cross one line by one step
    FUDGE = "fudge"  # sign a constructively ambiguous clause
    WALK = "walk"  # leave


@dataclass(frozen=True, slots=True)
class Band:
    """An honest range, low <= high."""

    low: int
    high: int

    @property
    def middle(self) -> int:
        """Midpoint, rounded down."""
        return (self.low + self.high) // 2

    @property
    def width(self) -> int:
        """High - low."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Combination:
    """Option indices per issue index that must all hold; worth ``points`` (a linkage) when they do."""

    parts: tuple[tuple[int, tuple[OptionIndex, ...]], ...]
    points: int = 0
    id: str = ""

    def holds(self, package: Package) -> bool:
        """Whether the package stands at a listed option on every listed issue."""
        return all(package[issue] in options for issue, options in self.parts)


@dataclass(frozen=True, slots=True)
class Interests:
    """A delegation's interests as drawn for this game (R2.1): integers, 0-10 000 points.

    Attributes:
        weights: Points per issue; they sum to 10 000.
        values: Per issue and option, 0-100.
        points: Per issue and option: ``weight * value / 100`` (rounded down).
        linkages: Combination terms.
        red_lines: Combinations that are never signed.
        impatience: Per mille of worth lost per round of delay.
    """

    weights: tuple[int, ...]
    values: tuple[tuple[int, ...], ...]
    points: tuple[tuple[int, ...], ...]
    linkages: tuple[Combination, ...] = ()
    red_lines: tuple[Combination, ...] = ()
    impatience: int = 0

    def utility(self, package: Package) -> int:
        """Worth of a package in points, 0-10 000, before any cost of delay (R2.1)."""
        total = 0
        for row, option in zip(self.points, package, strict=True):
            total += row[option]
        for linkage in self.linkages:
            if linkage.holds(package):
                total += linkage.points
        return 0 if total < 0 else min(total, 10_000)

    def crossed(self, package: Package) -> tuple[str, ...]:
        """Ids of the red lines that the package crosses (R2.3)."""
        return tuple(line.id for line in self.red_lines if line.holds(package))


@dataclass(frozen=True, slots=True)
class Term:
    """One undertaking of a bargain (R6.2).

    Attributes:
        by: Who undertakes it.
        kind: What.
        issue: Issue index for SUPPORT and ACQUIESCE, else -1.
        option: Option index, else -1.
        to: Payee for PAY; for BACK the delegation that is pressed.
        incentive: What is paid.
        trigger: When a payment falls due.
        threat: Threat or sanction to be lifted.
    """

    by: SeatId
    kind: TermKind
    issue: int = -1
    option: OptionIndex = -1
    to: SeatId = ""
    incentive: str = ""
    trigger: Trigger = Trigger.SIGNATURE
    threat: str = ""


@dataclass(frozen=True, slots=True)
class Bargain:
    """Terms for all sides, until a due round, public or between the parties (R6.2)."""

    terms: tuple[Term, ...]
    due: int
    public: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer on the table: one bargain, or two or three worth the same to the one who makes it."""

    id: str
    by: SeatId
    variants: tuple[Bargain, ...]


@dataclass(frozen=True, slots=True)
class ThreatTerms:
    """What a threat says (R10.1).

    Attributes:
        issue: Issue index of the demand.
        option: Option index the target is to support (or stop opposing).
        instrument: What is threatened; empty for none.
        clear: Whether the demand names the option.
        commitment: 1 private hint, 2 plain warning, 3 public ultimatum.
        deadline: Round at whose end it is carried out or not.
        partners: Delegations named as partners; bound by an understanding to back it.
    """

    issue: int
    option: OptionIndex
    instrument: str
    clear: bool
    commitment: int
    deadline: int
    partners: tuple[SeatId, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One entry of the evidence log (R16.1).

    ``issue`` -1 speaks of the reserve; ``reliability`` 0-100; ``claim`` is a code for the log's line.
    """

    round: int
    about: SeatId
    issue: int
    source: str
    reliability: int
    claim: str
    option: OptionIndex = -1


# --- what a delegation does with a slot (R4.2, R5) -------------------------------------------------


@dataclass(frozen=True, slots=True)
class Meet:
    """Ask one to three delegations for a side-meeting."""

    guests: tuple[SeatId, ...]
    room: Room = Room.CORRIDOR
    envoy: Envoy = Envoy.DIPLOMAT
    issue: IssueId = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Work on the wording of a clause: closing it costs less at home, and it lasts longer (R4.3)."""

    issue: IssueId


@dataclass(frozen=True, slots=True)
class Study:
    """Put experts on an issue: what the others have at stake there becomes clearer (R5.3, R16.1)."""

    issue: IssueId


@dataclass(frozen=True, slots=True)
class CableHome:
    """Ask the capital for room on an option outside the mandate; answered next round (R12.1)."""

    issue: IssueId
    option: OptionIndex


@dataclass(frozen=True, slots=True)
class Campaign:
    """Work on opinion at home (R12.2)."""


@dataclass(frozen=True, slots=True)
class PrepareSummit:
    """Send ministers to prepare the summit (R15.1)."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Keep the slot free: a visitor finds you in good temper."""


Activity: TypeAlias = Meet | Draft | Study | CableHome | Campaign | PrepareSummit | Rest


@dataclass(frozen=True, slots=True)
class Plan:
    """A delegation's plan for the slots of one round (R4.2)."""

    activities: tuple[Activity, ...]


# --- plenary (R8) -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Amend:
    """Put another option of a clause into the chair's text (R8.1)."""

    issue: IssueId
    option: OptionIndex


@dataclass(frozen=True, slots=True)
class CloseClause:
    """Remove the brackets: close the clause at its leading option, ad referendum (R8.1)."""

    issue: IssueId
    clarity: Clarity = Clarity.CLEAR


@dataclass(frozen=True, slots=True)
class Reopen:
    """Open a closed clause again (R8.1)."""

    issue: IssueId


@dataclass(frozen=True, slots=True)
class TablePackage:
    """Table a whole package to replace the chair's text (R8.1)."""

    package: Package


@dataclass(frozen=True, slots=True)
class ReferToExperts:
    """Refer a technical issue to experts: everybody's uncertainty narrows (R8.1)."""

    issue: IssueId


@dataclass(frozen=True, slots=True)
class DeferToAnnex:
    """Defer a clause to an annex: the status quo stands there, and the treaty lasts less (R8.1, R19.1)."""

    issue: IssueId


@dataclass(frozen=True, slots=True)
class MoveToVote:
    """Vote on adopting the text as it stands, under the adoption rule (R8.1, R9)."""


@dataclass(frozen=True, slots=True)
class StartSilence:
    """Put the text under the silence procedure: adopted unless somebody breaks it (R9)."""


@dataclass(frozen=True, slots=True)
class ConveneSummit:
    """Summon the leaders (R15)."""

    goal: Goal


@dataclass(frozen=True, slots=True)
class StopClock:
    """Add a round; needs consensus (R8.1)."""


@dataclass(frozen=True, slots=True)
class Suspend:
    """Suspend to a next session (R8.1, R19.1)."""


@dataclass(frozen=True, slots=True)
class DivideTheQuestion:
    """Put the text, or a package, clause by clause (R8.1).

    Of the text (``package`` empty) every open clause is voted on in turn and closed if it carries; of a
    package every clause that it would change, and amended if it carries.
    """

    package: Package = ()


@dataclass(frozen=True, slots=True)
class AccreditObserver:
    """Let a voice that is not accredited speak in the hall (R8.1)."""

    delegation: SeatId


@dataclass(frozen=True, slots=True)
class Endorse:
    """Let the house endorse an instrument against a delegation: institutional backing (R10.1, R10.4)."""

    target: SeatId
    instrument: str


@dataclass(frozen=True, slots=True)
class AdoptPartial:
    """Adopt only the closed clauses (R19.1); moved by the chair at the end."""


MotionKind: TypeAlias = (
    Amend
    | CloseClause
    | Reopen
    | TablePackage
    | ReferToExperts
    | DeferToAnnex
    | MoveToVote
    | StartSilence
    | ConveneSummit
    | StopClock
    | Suspend
    | DivideTheQuestion
    | AccreditObserver
    | Endorse
    | AdoptPartial
)


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion before the house."""

    id: str
    by: SeatId
    kind: MotionKind
    round: int


@dataclass(frozen=True, slots=True)
class BallotRecord:
    """A vote taken: who voted how, and what came of it."""

    motion: Motion
    package: Package
    ballots: tuple[tuple[SeatId, Ballot, Reason, int], ...]
    carried: bool
    blockers: tuple[SeatId, ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """A speech in plenary (R8.3): tone appeal, shame, red-line or rally."""

    tone: str
    target: SeatId = ""
    issue: IssueId = ""
