"""Whole texts: what they are worth to a mind, and the one it steers for (R20.2).

Guarantees: pure; hill climbing is deterministic (ties go to the first in order); closed clauses are never
moved; a package that crosses our red lines is never steered for.
"""

from __future__ import annotations

from diplogame.ai.outlook import CUSHION, Outlook
from diplogame.rules import tables
from diplogame.rules.ids import Package
from diplogame.rules.terms import ClauseStatus

RED = 4000
"""Points by which a crossed red line spoils a package in our eyes."""

FLOOR_WEIGHT = 3
"""How much a point below our walk-away weighs against a point above it."""


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


class _Slope:
    """A hill to climb: packages by `standing_value`, worked out from one step to the next."""

    bounded = True
    """Whether no value is above what the package is worth to us alone."""

    def __init__(self, outlook: Outlook, start: Package, late: bool = False) -> None:
        self.outlook = outlook
        self.goals = [outlook.reserve(o) + outlook.temper.cushion for o in outlook.voters]
        interests = outlook.view.interests
        self.linked = frozenset(
            issue
            for combination in (*interests.linkages, *interests.red_lines)
            for issue, _ in combination.parts
        )
        self.weight = concern(outlook, late)
        self.holding = 0 if late else outlook.holding
        self.floor, self.aim, self.needed = outlook.walk, outlook.aspiration, outlook.needed
        self.columns = outlook.columns
        self.here = start
        self._stand(start)

    def _stand(self, package: Package) -> None:
        """Take a package as the place to step from."""
        interests = self.outlook.view.interests
        self.here = package
        self.own = sum(row[o] for row, o in zip(interests.points, package, strict=True))
        self.extra = self._extra(package)
        self.lacks = list(self.goals)
        for column, option in zip(self.columns, package, strict=True):
            self.lacks = [
                lack - points for lack, points in zip(self.lacks, column[option], strict=True)
            ]
        self.value = self._value(self.own, self.extra, self.lacks)

    def _extra(self, package: Package) -> tuple[int, bool]:
        interests = self.outlook.view.interests
        linkage = 0
        for link in interests.linkages:
            if link.holds(package):
                linkage += link.points
        for line in interests.red_lines:
            if line.holds(package):
                return linkage, True
        return linkage, False

    def _value(self, own: int, extra: tuple[int, bool], lacks: list[int]) -> int:
        return self._alone(own, extra) - self._pity(lacks)

    def _alone(self, own: int, extra: tuple[int, bool]) -> int:
        """What a package is worth to us if nobody else counted: the most that its value can be."""
        worth = own + extra[0]
        worth = 0 if worth < 0 else 10_000 if worth > 10_000 else worth
        value = worth - (RED if extra[1] else 0)
        if worth < self.floor:
            value -= FLOOR_WEIGHT * (self.floor - worth)
        if worth < self.aim:
            value -= (self.aim - worth) * self.holding // 1000
        return value

    def _pity(self, lacks: list[int]) -> int:
        """What the lacks of others take from it; never below nought."""
        short = [lack for lack in lacks if lack > 0]
        content = len(lacks) - len(short)
        if self.needed < len(lacks):
            short = sorted(short)[: max(0, self.needed - content)]
        return sum(short) * self.weight // 1000

    def step(self, issue: int, option: int, above: int | None = None) -> int:
        """Value of the package one step away; any value not above ``above`` if it is not above that."""
        now = self.here[issue]
        row = self.outlook.points[issue]
        extra = self.extra
        if issue in self.linked:
            extra = self._extra((*self.here[:issue], option, *self.here[issue + 1 :]))
        own = self.own + row[option] - row[now]
        if above is not None and self.bounded:
            most = self._alone(own, extra)
            if most <= above:
                return most
        column = self.columns[issue]
        lacks = [
            lack + old - new
            for lack, old, new in zip(self.lacks, column[now], column[option], strict=True)
        ]
        return self._value(own, extra, lacks)

    def climb(self, free: tuple[int, ...]) -> tuple[int, Package]:
        """The top that is reached by the steepest single steps."""
        issues = self.outlook.view.table.issues
        for _ in range(16):
            best, found = self.value, (-1, -1)
            for issue in free:
                now = self.here[issue]
                for option in range(len(issues[issue].options)):
                    if option != now:
                        value = self.step(issue, option, best)
                        if value > best:
                            best, found = value, (issue, option)
            if found[0] < 0:
                break
            issue, option = found
            self._stand((*self.here[:issue], option, *self.here[issue + 1 :]))
        return self.value, self.here


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
    free = free_issues(outlook)
    found = [_Slope(outlook, tuple(p)).climb(free) for p in (start, ideal)]
    return max(found, key=lambda pair: pair[0])[1]


class _Fair(_Slope):
    """The broker's hill: the least believed surplus of all, ours among them."""

    bounded = False

    def _value(self, own: int, extra: tuple[int, bool], lacks: list[int]) -> int:
        worth = own + extra[0] - (RED if extra[1] else 0)
        surplus = [
            worth - self.outlook.walk,
            *(self.outlook.temper.cushion - lack for lack in lacks),
        ]
        # The sum breaks ties and keeps the climb moving where the least cannot be bettered alone.
        return min(surplus) * 8 + sum(min(s, 2500) for s in surplus) // len(surplus)


def fair(outlook: Outlook) -> Package:
    """The text that leaves the least contented the most contented, as this mind reads them (R20.2)."""
    known = outlook.memo.get("fair")
    if known is None:
        free = free_issues(outlook)
        starts = (target(outlook), outlook.text)
        found = [_Fair(outlook, p).climb(free) for p in starts]
        known = outlook.memo["fair"] = max(found, key=lambda pair: pair[0])[1]
    return known


def best_change(outlook: Outlook, issue: int, late: bool = False) -> tuple[int, int]:
    """What the best other option of one clause would bring, points, and that option.

    ``late`` asks what it will bring when the talks come to their end with a text that reads as this one.
    """
    slope = _Slope(outlook, outlook.text, late)
    found = [
        (slope.step(issue, option) - slope.value, -option)
        for option in range(len(outlook.view.table.issues[issue].options))
        if option != outlook.text[issue]
    ]
    gain, option = max(found, default=(0, -outlook.text[issue]))
    return gain, -option


def would_move(outlook: Outlook, issue: int, option: int) -> bool:
    """Whether we would put an option to the vote by itself: support that nobody calls in is not asked for."""
    if outlook.text[issue] == option:
        return True
    if outlook.slope is None:
        outlook.slope = _Slope(outlook, outlook.text)
    slope = outlook.slope
    assert isinstance(slope, _Slope)
    return slope.step(issue, option) > slope.value


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
