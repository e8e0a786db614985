"""Issues, and what they are worth to whom (R2, R3.1).

Guarantees: immutable, plain data, no prose; units as in :mod:`diplogame.rules.conference`.
"""

from __future__ import annotations

from diplogame.rules.conference.kinds import Priority, Range
from diplogame.rules.ids import IssueId
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of the text with its options (R3.1).

    Attributes:
        id: Identifier.
        options: Option identifiers; along the dimension when ``ordered``.
        ordered: Whether neighbouring options are close in meaning.
        status_quo: Index of what holds where nothing is agreed (partial agreements, R19.1).
        technical: Whether experts can work on it (R5.3).
        opening: Indices of the options bracketed when the conference opens; the first of them leads.
        salience: Whether publics watch it (moves the home gauge when conceded, R12.2).
    """

    id: IssueId
    options: tuple[str, ...]
    ordered: bool = True
    status_quo: int = 0
    technical: bool = False
    opening: tuple[int, ...] = (0,)
    salience: int = 1


@dataclass(frozen=True, slots=True)
class ValueCurve:
    """Worth of an issue's options by distance from an ideal: ``(1 - distance)^gamma`` (R2.2).

    Attributes:
        ideal: Ideal position, per mille of the way from the first option to the last.
        gamma: Exponent in tenths (20 = 2.0); 10 to 40.
    """

    ideal: Range
    gamma: int = 25


@dataclass(frozen=True, slots=True)
class ValueList:
    """Explicit worth of each option, 0-100, with a per-seed jitter of +/- ``jitter`` (R2.2)."""

    values: tuple[int, ...]
    jitter: int = 0


@dataclass(frozen=True, slots=True)
class IssueInterest:
    """What one issue is worth to one delegation, and what it says in public (R2.1, R2.5).

    Attributes:
        issue: The issue.
        weight: True weight, drawn per seed and normalised to 10 000 over all issues.
        worth: Curve or explicit list.
        declared_option: Position it declares (option index).
        declared_priority: Priority it declares.
        mandate: Option indices it may accept without asking home (R12.1); empty = any.
    """

    issue: IssueId
    weight: Range
    worth: ValueCurve | ValueList
    declared_option: int
    declared_priority: Priority
    mandate: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Linkage:
    """Bonus or penalty for a combination of options across issues (R2.3), in points."""

    combination: tuple[tuple[IssueId, tuple[int, ...]], ...]
    points: int


@dataclass(frozen=True, slots=True)
class RedLine:
    """A combination of options that the delegation will not sign (R2.3).

    ``combination`` holds (issue, option indices); the line is crossed when every issue stands at one
    of its listed options ("never X" has one entry; "X only with at least Y" lists X and all below Y).
    """

    id: str
    combination: tuple[tuple[IssueId, tuple[int, ...]], ...]
