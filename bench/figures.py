"""Figures: collected, printed as a table, written as JSON."""

from __future__ import annotations

import json
import platform
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure.

    Attributes:
        name: What was measured.
        value: The median, or the count.
        unit: Unit of the value.
        goal: What it should not go beyond (or fall below, for rates); None for no goal.
        more_is_better: Whether the goal is a floor.
        note: How it was measured, in a few words.
    """

    name: str
    value: float
    unit: str
    goal: float | None = None
    more_is_better: bool = False
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None without one."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.more_is_better else self.value <= self.goal


@dataclass(slots=True)
class Report:
    """All figures of one run."""

    figures: list[Figure] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def add(self, *figures: Figure) -> None:
        """Add figures, and print them as they come."""
        for figure in figures:
            self.figures.append(figure)
            print(line(figure), flush=True)

    def miss(self, what: str, why: str) -> None:
        """Say that something could not be measured: a gap is reported, never skipped in silence."""
        self.missing.append(f"{what}: {why}")
        print(f"  {what:<42} NOT MEASURED: {why.splitlines()[0]}", flush=True)

    def write(self, path: Path) -> None:
        """Write everything as JSON."""
        data = {
            "taken": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "python": sys.version.split()[0],
            "machine": f"{platform.system()} {platform.machine()}",
            "figures": [{**asdict(each), "met": each.met} for each in self.figures],
            "missing": self.missing,
        }
        path.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")


def line(figure: Figure) -> str:
    """A figure as one line of the table."""
    value = f"{figure.value:,.1f}" if figure.value < 1000 else f"{figure.value:,.0f}"
    goal = ""
    if figure.goal is not None:
        sign = "at least" if figure.more_is_better else "at most"
        goal = f"  {'ok  ' if figure.met else 'MISS'} ({sign} {figure.goal:g})"
    note = f"  {figure.note}" if figure.note else ""
    return f"  {figure.name:<42} {value:>10} {figure.unit:<6}{goal}{note}"


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(work: Callable[[], object], repeats: int) -> float:
    """Median seconds of a piece of work over so many repeats, after one that does not count."""
    work()
    found = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return statistics.median(found)
