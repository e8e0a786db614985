"""Figures of the public negotiator, beside a bare loop that does the same with nothing around it."""

from __future__ import annotations

import random
import time
from bisect import bisect_left
from collections.abc import Callable
from itertools import product

from bench.figures import Figure, Report
from diplogame.negotiator import Negotiator, TimeBased, Worth, additive, sit

Issues = list[tuple[str, tuple[int, ...]]]

ROUNDS = 100
OFFERS = 250_000
NEGOTIATIONS = 1_000


def measure(report: Report, quick: bool) -> None:
    """Measure all of it; rankings are made before, records are kept."""
    seconds = 0.5 if quick else 2.0
    two, five = table(4, 5, 2), table(5, 5, 5)
    ours = rate(lambda: offers(*two, lambda: TimeBased(10)), seconds)
    bare = rate(lambda: bare_loop(*two), seconds)
    report.add(
        Figure(
            "bargaining: offers, two parties",
            ours,
            "/s",
            OFFERS,
            True,
            "625 outcomes, two Boulware",
        ),
        Figure("bargaining: the same, a bare loop", bare, "/s", None, True, "no record, no checks"),
        Figure("bargaining: share of the bare loop", ours / bare, "", None, True),
        Figure(
            "bargaining: negotiations, five parties",
            rate(lambda: offers(*five, lambda: TimeBased(20)) and 1, seconds),
            "/s",
            NEGOTIATIONS,
            True,
            "3125 outcomes, five Boulware",
        ),
        Figure(
            "bargaining: offers of our negotiator",
            rate(lambda: offers(*two, Negotiator), seconds),
            "/s",
            None,
            True,
            "against its like",
        ),
    )


def table(issues: int, values: int, parties: int) -> tuple[Issues, list[Worth]]:
    """A table of random tastes, ranked."""
    dice = random.Random(1)
    names = [(f"issue {k}", tuple(range(values))) for k in range(issues)]
    worths = [
        Worth(names, additive(names, [[dice.random() for _ in range(values)] for _ in names]))
        for _ in range(parties)
    ]
    for worth in worths:
        _ = worth.space
    return names, worths


def rate(play: Callable[[], int], seconds: float) -> float:
    """What `play` counts, a second of CPU."""
    count = 0
    start = time.process_time()
    while (took := time.process_time() - start) < seconds:
        count += play()
    return count / took


def offers(issues: Issues, worths: list[Worth], make: Callable[[], TimeBased | Negotiator]) -> int:
    """Play one session; how many offers were made."""
    session = sit(issues, worths, [0.0] * len(worths), [make() for _ in worths], ROUNDS)
    return len(session.offers)


_SORTED: dict[int, list[list[tuple[float, tuple[int, ...]]]]] = {}


def bare_loop(issues: Issues, worths: list[Worth]) -> int:
    """Two who concede by the clock, as a loop of a few lines; how many offers were made."""
    ranked = _SORTED.get(id(worths))
    if ranked is None:
        everything = list(product(*(values for _, values in issues)))
        ranked = _SORTED[id(worths)] = [sorted((w(o), o) for o in everything) for w in worths]
    tops = [column[-1][0] for column in ranked]
    standing: tuple[int, ...] | None = None
    made = 0
    for now in range(ROUNDS):
        held = 1 - ((now + 1) / ROUNDS) ** 10
        for who in (0, 1):
            aspiration = tops[who] * held
            if standing is not None and worths[who](standing) >= aspiration:
                return made
            standing = ranked[who][bisect_left(ranked[who], (aspiration,))][1]
            made += 1
    return made
