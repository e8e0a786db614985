"""What is said and moved in plenary, and how it was voted (R8).

Guarantees: plain frozen values.
"""

from __future__ import annotations

from typing import TypeAlias

from diplogame.rules.decisions import Ballot
from diplogame.rules.ids import IssueId, OptionIndex, Package, SeatId
from diplogame.rules.terms.basics import Clarity, Goal, Reason
from diplogame.rules.values import dataclass


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
    """A speech in plenary (R8.3): tone appeal, shame, red-line or rally.

    A red line is drawn on a clause, at an option of it: closed otherwise, it is crossed. Without one (-1)
    it is drawn at the first option that the speaker has declared support for.
    """

    tone: str
    target: SeatId = ""
    issue: IssueId = ""
    option: OptionIndex = -1
