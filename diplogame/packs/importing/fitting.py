"""Cutting a problem to what a pack can hold.

A pack knows 2 to 9 options of an issue, weights in whole per cent and worths of 0 to 100. Guarantee:
what is lost is counted (`Worth.deviation`) or said in a note.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

from diplogame.packs.clean import clean
from diplogame.packs.importing.problem import (
    ImportFault,
    Problem,
    ProblemIssue,
    ProblemParty,
    is_ordered,
)

MOST_OPTIONS: Final = 9
MOST_ISSUES: Final = 40
_ZERO: Final = Fraction(0)


def _kept(problem: Problem, issue: int, thin: bool) -> list[int]:
    """Which values of an issue stay."""
    count = len(problem.issues[issue].values)
    if count <= MOST_OPTIONS:
        return list(range(count))
    name = clean(problem.issues[issue].name, 60, line=True)
    if not thin:
        raise ImportFault(
            problem.title,
            f"the issue '{name}' has {count} values; a pack knows {MOST_OPTIONS} at most",
            help_="--thin keeps nine of them: the ends, what somebody likes best, and between",
        )
    chosen = {0, count - 1}
    for party in problem.parties:
        row = party.points[issue]
        if len(chosen) < MOST_OPTIONS:
            chosen.add(row.index(max(row)))
    while len(chosen) < MOST_OPTIONS:
        # Into the middle of the widest gap, the first of equal ones.
        places = sorted(chosen)
        gaps = [(places[k] - places[k + 1], places[k]) for k in range(len(places) - 1)]
        width, start = min(gaps)
        chosen.add(start + (-width) // 2)
    return sorted(chosen)


def fitted(problem: Problem, thin: bool) -> tuple[Problem, list[str]]:
    """The problem with no more than a pack can hold, and what was left out, in sentences.

    Raises:
        ImportFault: It has too many issues or none, or too many values of one and may not be thinned.
    """
    notes: list[str] = []
    kept = [_kept(problem, issue, thin) for issue in range(len(problem.issues))]
    for issue, places in zip(problem.issues, kept, strict=True):
        if len(places) < len(issue.values):
            name = clean(issue.name, 60, line=True)
            notes.append(f"'{name}' keeps {len(places)} of its {len(issue.values)} values.")
    open_ = [k for k, places in enumerate(kept) if len(places) > 1]
    for k in sorted(set(range(len(kept))) - set(open_)):
        name = clean(problem.issues[k].name, 60, line=True)
        notes.append(
            f"'{name}' has one value, so it is no issue; its worth is counted all the same."
        )
    if not open_:
        raise ImportFault(problem.title, "no issue has two values: there is nothing to negotiate")
    if len(open_) > MOST_ISSUES:
        raise ImportFault(
            problem.title, f"there are {len(open_)} issues; a pack knows {MOST_ISSUES} at most"
        )
    parties = []
    for party in problem.parties:
        settled = [party.points[k][places[0]] for k, places in enumerate(kept) if k not in open_]
        parties.append(
            ProblemParty(
                party.name,
                tuple(tuple(party.points[k][place] for place in kept[k]) for k in open_),
                party.reserved,
                party.bias + sum(settled, _ZERO),
            )
        )
    issues = []
    for k in open_:
        values = tuple(problem.issues[k].values[place] for place in kept[k])
        issues.append(
            ProblemIssue(
                problem.issues[k].name, values, problem.issues[k].ordered or is_ordered(values)
            )
        )
    found = Problem(problem.title, problem.origin, tuple(issues), tuple(parties), problem.notes)
    return found, notes


@dataclass(frozen=True, slots=True)
class Worth:
    """A party's interests in a pack's numbers.

    Attributes:
        weights: By issue, per cent; they add up to 100.
        values: By issue and value, 0-100.
        walk_away: What no deal is worth, points of 10 000.
        deviation: The most that any package's worth is off by, points of 10 000, rounded up.
        note: What else is not as in the source, or "".
    """

    weights: tuple[int, ...]
    values: tuple[tuple[int, ...], ...]
    walk_away: int
    deviation: int
    note: str


def worth_of(party: ProblemParty) -> Worth:
    """Weights in per cent, values 0-100, the walk-away in points.

    Points are never negative in a pack: rows with negative ones are raised until their least is 0,
    and the bias is left out; what no deal is worth moves with them.
    """
    low = [min(_ZERO, min(row)) for row in party.points]
    rows = [[value - least for value in row] for row, least in zip(party.points, low, strict=True)]
    moved = party.bias + sum(low, _ZERO)
    tops = [max(row) for row in rows]
    total = sum(tops, _ZERO)
    if not total:
        # Nothing matters to it: weights are all alike, and every option is worth nothing.
        return Worth(
            tuple(_shares([Fraction(1)] * len(rows))),
            tuple((0,) * len(row) for row in rows),
            0 if party.walk_away <= party.bias else 10_000,
            0,
            f"{clean(party.name, 60, line=True)} is indifferent to everything.",
        )
    weights = _shares([top / total for top in tops])
    values = tuple(
        tuple(round(100 * value / top) if top else 0 for value in row)
        for row, top in zip(rows, tops, strict=True)
    )
    more = less = _ZERO
    for weight, row, exact in zip(weights, values, rows, strict=True):
        off = [weight * value - 10_000 * e / total for value, e in zip(row, exact, strict=True)]
        more, less = more + max(off), less + min(off)
    wanted = 10_000 * (party.walk_away - moved) / total
    walk_away = max(0, min(10_000, round(wanted)))
    note = ""
    if wanted > 10_000:
        note = f"No package is worth its walk-away to {clean(party.name, 60, line=True)}."
    return Worth(tuple(weights), values, walk_away, ceil(max(more, -less)), note)


def _shares(parts: Sequence[Fraction]) -> list[int]:
    """Parts of a whole in per cent that add up to 100, by largest remainder."""
    total = sum(parts, _ZERO)
    exact = [100 * part / total for part in parts]
    found = [int(each) for each in exact]
    order = sorted(range(len(parts)), key=lambda k: (found[k] - exact[k], k))
    for k in order[: 100 - sum(found)]:
        found[k] += 1
    return found
