"""Whole texts: what they are worth to a mind, and the one it steers for (R20.2).

Guarantees: pure; hill climbing is deterministic (ties go to the first in order); closed clauses are never
moved; a package that crosses our red lines is never steered for.
"""

from __future__ import annotations

from diplogame.ai.outlook import CUSHION, Outlook
from diplogame.rules import tables
from diplogame.rules.ids import Package

RED = 4000
"""Points by which a crossed red line spoils a package in our eyes."""

FLOOR_WEIGHT = 3
"""How much a point below our walk-away weighs against a point above it."""


def concern(outlook: Outlook) -> int:
    """Weight per mille that we give to what others lack: small at first, more than our own late.

    Near the end a mind wants a text that everyone can sign, as long as it beats its own walk-away.
    """
    late = outlook.time * outlook.time // 1000
    start = 60 + outlook.temper.brokerage * 3
    return start + late * (1500 - start) // 1000


def standing_value(outlook: Outlook, package: Package) -> int:
    """What it is worth to us that the text reads so, points (may be negative).

    Own worth, less what is missing to our aspiration (early) and to our walk-away (always), less
    what those whose consent is needed are believed to lack (more with time).
    """
    own = outlook.worth(package)
    value = own
    if own < outlook.walk:
        value -= FLOOR_WEIGHT * (outlook.walk - own)
    if own < outlook.aspiration:
        value -= (outlook.aspiration - own) * outlook.holding // 1000
    if outlook.crossed(package):
        value -= RED
    lacking = sum(outlook.shortfalls(package)[: outlook.needed])
    return value - lacking * concern(outlook) // 1000


def _climb(outlook: Outlook, start: Package, free: tuple[int, ...]) -> tuple[int, Package]:
    issues = outlook.view.table.issues
    best = standing_value(outlook, start)
    here = start
    for _ in range(12):
        found: Package | None = None
        for issue in free:
            for option in range(len(issues[issue].options)):
                if option == here[issue]:
                    continue
                other = (*here[:issue], option, *here[issue + 1 :])
                value = standing_value(outlook, other)
                if value > best:
                    best, found = value, other
        if found is None:
            break
        here = found
    return best, here


def free_issues(outlook: Outlook) -> tuple[int, ...]:
    """Issues that may still be moved: open, and not bound by an undertaking of ours."""
    return tuple(k for k in outlook.open if k not in outlook.promised)


def target(outlook: Outlook) -> Package:
    """The text that this mind steers for now; keeps what it has promised to support."""
    if not outlook.points:
        return outlook.text
    start = list(outlook.text)
    ideal = list(outlook.text)
    for issue in outlook.open:
        terms = outlook.promised.get(issue)
        if terms:
            start[issue] = ideal[issue] = terms[-1].option
        else:
            row = outlook.points[issue]
            ideal[issue] = max(range(len(row)), key=lambda o, row=row: (row[o], -o))  # type: ignore[misc]
    free = free_issues(outlook)
    found = [_climb(outlook, tuple(start), free), _climb(outlook, tuple(ideal), free)]
    return max(found, key=lambda pair: pair[0])[1]


def least_surplus(outlook: Outlook, package: Package) -> int:
    """The smallest believed surplus over a walk-away, our own included, points."""
    own = outlook.at_signature(package) - outlook.walk
    if outlook.crossed(package):
        own -= RED
    return min(
        [own, *(outlook.their_worth(o, package) - outlook.reserve(o) for o in outlook.voters)]
    )


def passing(outlook: Outlook, package: Package) -> int:
    """Chance per mille, as this mind reads the others, that enough of them would let a text pass."""
    late = outlook.time * 400 // 1000
    chances = sorted(
        (
            tables.logistic(
                (outlook.their_worth(o, package) - outlook.reserve(o) - CUSHION // 2) * 2 + late
            )
            for o in outlook.voters
        ),
        reverse=True,
    )
    total = 1000
    for chance in chances[: outlook.needed]:
        total = total * max(5, chance) // 1000
    return total
