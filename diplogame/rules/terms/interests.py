"""What a delegation wants, as drawn for one game (R2).

Guarantees: integers only; a package's worth is a function of nothing but the package.
"""

from __future__ import annotations

from diplogame.rules.ids import OptionIndex, Package
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class Combination:
    """Option indices per issue index that must all hold; worth ``points`` (a linkage) when they do."""

    parts: tuple[tuple[int, tuple[OptionIndex, ...]], ...]
    points: int = 0
    id: str = ""

    def holds(self, package: Package) -> bool:
        """Whether the package stands at a listed option on every listed issue."""
        for issue, options in self.parts:  # noqa: SIM110 - asked hundreds of thousands of times a game
            if package[issue] not in options:
                return False
        return True


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
