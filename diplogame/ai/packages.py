"""Whole texts: what they are worth to a mind, and the one it steers for (R20.2).

Guarantees: pure; hill climbing is deterministic (ties go to the first in order); closed clauses are never
moved; a package that crosses our red lines is never steered for.
"""

from __future__ import annotations

from operator import is_

from diplogame.ai.outlook import CUSHION, Outlook
from diplogame.ai.reading import Rows
from diplogame.ai.slopes import Fair, Slope
from diplogame.rules import tables
from diplogame.rules.ids import Package
from diplogame.rules.terms import ClauseStatus, Interests


def concern(outlook: Outlook, late: bool = False) -> int:
    """Weight per mille that we give to what others lack: small at first, more than our own late.

    Near the end a mind wants a text that everyone can sign, as long as it beats its own walk-away;
    the more it would lose with the text, the more a point that somebody lacks is worth to it. ``late``
    asks what it will be in the end.
    """
    spent = 1000 if late else outlook.time * outlook.time // 1000
    start = 60 + outlook.temper.brokerage * 3
    at_stake = max(0, min(4000, outlook.worth(outlook.text) - outlook.walk))
    end = 700 + at_stake * 2 // 3
    first, last = outlook.temper.care
    care = first + (last - first) * spent // 1000
    return (start + spent * (end - start) // 1000) * care // 100


def standing_value(outlook: Outlook, package: Package) -> int:
    """What it is worth to us that the text reads so, points (may be negative).

    Own worth, less what is missing to our aspiration (early) and to our walk-away (always), less
    what those whose consent is needed are believed to lack (more with time).
    """
    return slope_of(outlook).value(package)


def slope_of(outlook: Outlook, late: bool = False) -> Slope:
    """What texts are worth to us by `standing_value`, or what they will be worth ``late``."""
    known = outlook.slopes.get(late)
    if known is None:
        holding = 0 if late else outlook.holding
        known = outlook.slopes[late] = Slope(outlook, concern(outlook, late), holding)
    return known


def free_issues(outlook: Outlook) -> tuple[int, ...]:
    """Issues that may still be moved: open, and not bound by an undertaking of ours."""
    return tuple(k for k in outlook.open if k not in outlook.promised)


def target(outlook: Outlook) -> Package:
    """The text that this mind steers for now; keeps what it has promised to support."""
    known = outlook.memo.get("target")
    if known is None:
        known = outlook.memo["target"] = _seek(outlook)
    return known


def _seek(outlook: Outlook) -> Package:
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
    return _climbed(outlook, tuple(start), tuple(ideal), free_issues(outlook))


_CLIMBS: dict[tuple[object, ...], tuple[Interests, list[Rows], Package]] = {}
"""Where climbs have led, by the identity of the interests and readings and by all else that they go by."""


def _climbed(outlook: Outlook, start: Package, ideal: Package, free: tuple[int, ...]) -> Package:
    """The better of the two tops that are reached from two texts; the first on ties."""
    interests = outlook.view.interests
    rows = [outlook.rows(o) for o in outlook.voters]
    ours = (outlook.walk, outlook.aspiration, outlook.holding, concern(outlook))
    texts = (start, ideal, free)
    memo = (id(interests), *map(id, rows), *ours, *texts, outlook.goals, outlook.needed)
    known = _CLIMBS.get(memo)
    if known is not None and known[0] is interests and all(map(is_, known[1], rows)):
        return known[2]
    slope = slope_of(outlook)
    found = [slope.climb(text, free) for text in dict.fromkeys((start, ideal))]
    best = max(found, key=lambda pair: pair[0])[1]
    if len(_CLIMBS) > 512:
        _CLIMBS.clear()
    _CLIMBS[memo] = (interests, rows, best)
    return best


def fair(outlook: Outlook) -> Package:
    """The text that leaves the least contented the most contented, as this mind reads them (R20.2)."""
    known = outlook.memo.get("fair")
    if known is None:
        free = free_issues(outlook)
        slope = Fair(outlook, concern(outlook), outlook.holding)
        found = [slope.climb(p, free) for p in (target(outlook), outlook.text)]
        known = outlook.memo["fair"] = max(found, key=lambda pair: pair[0])[1]
    return known


def best_change(outlook: Outlook, issue: int, late: bool = False) -> tuple[int, int]:
    """What the best other option of one clause would bring, points, and that option.

    ``late`` asks what it will bring when the talks come to their end with a text that reads as this one.
    """
    return slope_of(outlook, late).best_change(outlook.text, issue)


def would_move(outlook: Outlook, issue: int, option: int) -> bool:
    """Whether we would put an option to the vote by itself: support that nobody calls in is not asked for."""
    if outlook.text[issue] == option:
        return True
    return slope_of(outlook).change(outlook.text, issue, option) > 0


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


def partial_package(outlook: Outlook) -> Package:
    """Closed clauses as agreed, the status quo elsewhere (R19.1)."""
    return tuple(
        clause.leading if clause.status is ClauseStatus.CLOSED else issue.status_quo
        for clause, issue in zip(
            outlook.view.public.clauses, outlook.view.table.issues, strict=True
        )
    )


def with_option(text: Package, issue: int, option: int) -> Package:
    """A text with one clause at another option."""
    return (*text[:issue], option, *text[issue + 1 :])
