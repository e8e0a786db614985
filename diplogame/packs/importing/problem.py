"""A bargaining problem from elsewhere: what all formats are read into.

Guarantees: frozen plain data; numbers are exact fractions as the files give them, so nothing is
lost before it is rounded on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

from diplogame.analysis import Domain
from diplogame.packs.clean import clean

SCALE: Final = 10**12
"""Units of a `Domain` for one unit of the file."""

STEP: Final = 10**3
"""Units of a `Domain` that count as a difference: a thousand-millionth of the file's unit."""

MAX_PARTIES: Final = 200
MAX_ISSUES: Final = 200
MAX_VALUES: Final = 5_000
"""Of one issue."""
MAX_NUMBERS: Final = 1_000_000
"""Of parties times values."""
MAX_AMOUNT: Final = 10**9

_MAX_DIGITS: Final = 60


class ImportFault(ValueError):  # noqa: N818 - what was found, not what went wrong here
    """A file from elsewhere cannot be used.

    Attributes:
        place: ``file:line:column``, or as much of it as is known.
        message: One sentence, fit to be shown.
        help: What to do about it, or "".
    """

    def __init__(
        self, name: str, message: str, line: int = 0, column: int = 0, help_: str = ""
    ) -> None:
        # Names and words of the file may stand in it.
        place = clean(name, 200, line=True)
        self.place = f"{place}:{line}:{column}" if line else place
        self.message = clean(message, 500, line=True)
        self.help = help_
        super().__init__(f"{self.place}: {message}" + (f" ({help_})" if help_ else ""))


def number(text: str) -> Fraction | None:
    """A decimal number, exactly; None if it is none, or too long or too large to be meant."""
    if len(text) > 2 * _MAX_DIGITS:
        return None
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    # Long exponents would make integers of millions of digits.
    if value and not -_MAX_DIGITS <= value.adjusted() <= 15:
        return Fraction(0) if value.adjusted() < -_MAX_DIGITS else None
    found = Fraction(value)
    return found if abs(found) <= MAX_AMOUNT else None


@dataclass(frozen=True, slots=True)
class ProblemIssue:
    """An issue and its values, as the file names them.

    Attributes:
        name: Its name.
        values: At least one.
        ordered: Whether neighbours are close in meaning: numbers that rise or fall.
    """

    name: str
    values: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class ProblemParty:
    """A party.

    Attributes:
        name: Its name.
        points: By issue and value, what it adds to a package's worth.
        reserved: What no deal is worth; None for whatever is worse than every package.
        bias: Added to every package's worth.
    """

    name: str
    points: tuple[tuple[Fraction, ...], ...]
    reserved: Fraction | None = Fraction(0)
    bias: Fraction = Fraction(0)

    @property
    def best(self) -> Fraction:
        """The worth of its best package."""
        return self.bias + sum((max(row) for row in self.points), Fraction(0))

    @property
    def worst(self) -> Fraction:
        """The worth of its worst package."""
        return self.bias + sum((min(row) for row in self.points), Fraction(0))

    @property
    def walk_away(self) -> Fraction:
        """What no deal is worth."""
        return self.worst if self.reserved is None else self.reserved


@dataclass(frozen=True, slots=True)
class Problem:
    """A bargaining problem: issues, and what their values are worth to each party.

    Attributes:
        title: What it is called.
        origin: Which format it came in, in words.
        issues: At least one.
        parties: At least one.
        notes: What was left out, in sentences.

    Raises:
        ValueError: It is larger than was allowed.
    """

    title: str
    origin: str
    issues: tuple[ProblemIssue, ...]
    parties: tuple[ProblemParty, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_size(
            len(self.parties), len(self.issues), sum(len(issue.values) for issue in self.issues)
        )

    def domain(self) -> Domain:
        """The problem in whole numbers: `SCALE` units for one of the file's.

        Differences below `STEP` are noise of rounding; see `diplogame.analysis.analyse`.
        """
        rows = []
        for party in self.parties:
            scaled = [tuple(round(value * SCALE) for value in row) for row in party.points]
            bias = round(party.bias * SCALE)
            scaled[0] = tuple(value + bias for value in scaled[0])
            rows.append(tuple(scaled))
        return Domain(
            options=tuple(len(issue.values) for issue in self.issues),
            contributions=tuple(rows),
            walk_aways=tuple(round(party.walk_away * SCALE) for party in self.parties),
        )


def check_size(parties: int, issues: int, values: int) -> None:
    """Refuse what nobody means.

    Raises:
        ValueError: In words.
    """
    if not parties or not issues:
        raise ValueError("there are no parties" if issues else "there are no issues")
    for have, most, what in (
        (parties, MAX_PARTIES, "parties"),
        (issues, MAX_ISSUES, "issues"),
        (parties * values, MAX_NUMBERS, "numbers"),
    ):
        if have > most:
            raise ValueError(f"there are {have} {what}; at most {most} are read")


def is_ordered(values: tuple[str, ...]) -> bool:
    """Whether values are three numbers or more that rise or fall."""
    read = [number(value) for value in values]
    found = [value for value in read if value is not None]
    if len(found) < len(values) or len(found) < 3:
        return False
    return found in (sorted(found), sorted(found, reverse=True)) and len(set(found)) == len(found)
