"""How a round grows with the hall: 5 to 193 delegations, 4 to 16 issues; `clerks` says what a round is.

Times are processor times of this process, so that a busy machine does not count. A figure is the median
of the rounds of one game in which motions are open; "rules" are views and decisions, "minds" the same with
a mind in every chair, thought included. Growth is the exponent of a straight line through the logarithms
of the figures: 1 is linear in the number of delegations (or issues).
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bench.assembly import assembly
from bench.clerks import clerk
from bench.figures import Figure, Report
from diplogame.ai.chance import Dice
from diplogame.ai.mind import decide as think
from diplogame.rules import commands as cmd
from diplogame.rules.decide import Accepted, decide
from diplogame.rules.flow import begin
from diplogame.rules.setup import open_conference
from diplogame.rules.state import State
from diplogame.rules.terms import Stage
from diplogame.rules.view import SeatView, view_of

SEATS = (5, 9, 17, 35, 70, 193)
ISSUES = (4, 8, 16)
WITH_MINDS = (5, 17, 35, 70, 193)
GOALS = {35: 50.0, 193: 1000.0}
"""Milliseconds a round of so many delegations should take at the most (with eight issues)."""

FIRST, LAST = 3, 6
"""Rounds that are measured: proposals are open, and the game is not yet over."""

Hand = Callable[[SeatView], cmd.Command]


@dataclass(slots=True)
class Day:
    """What one round took: commands, events, and seconds in views, thought and decisions."""

    round: int
    commands: int = 0
    events: int = 0
    viewed: float = 0.0
    thought: float = 0.0
    decided: float = 0.0
    motions: int = 0
    kinds: dict[str, float] = field(default_factory=dict)


def days(state: State, hand: Hand) -> Iterator[Day]:
    """Play on from an opening, and yield what each round took."""
    now = time.process_time
    state, _ = begin(state)
    day = Day(state.public.round)
    while state.public.stage is not Stage.ENDED:
        seat = state.awaiting[0]
        start = now()
        view = view_of(state, seat)
        seen = now()
        command = hand(view)
        chosen = now()
        decision = decide(state, command)
        done = now()
        if not isinstance(decision, Accepted):
            raise AssertionError(f"{command!r} refused: {decision.code}")
        state = decision.state
        day.commands += 1
        day.events += len(decision.events)
        day.viewed += seen - start
        day.thought += chosen - seen
        day.decided += done - chosen
        name = type(command).__name__
        day.motions += name == "MakeMotion"
        day.kinds[name] = day.kinds.get(name, 0.0) + done - chosen
        if state.public.round != day.round:
            yield day
            day = Day(state.public.round)
    yield day


def measure(report: Report, quick: bool) -> None:
    """Rounds by seats and issues, played by clerks for the rules alone and by minds."""
    seats = SEATS[:4] if quick else SEATS
    rules = {count: 1000 * _round(count, 8, clerk, thought=False) for count in seats}
    for count, took in rules.items():
        name = f"round of {count} seats, 8 issues: rules"
        report.add(Figure(name, took, "ms", GOALS.get(count)))
    few = seats[-1]
    wide = {k: 1000 * _round(few, k, clerk, thought=False) for k in ISSUES}
    for issues in (ISSUES[0], ISSUES[-1]):
        report.add(Figure(f"round of {few} seats, {issues} issues: rules", wide[issues], "ms"))
    report.add(
        Figure("rules: growth by seats", growth(rules), "", 1.0, note="exponent, 5 seats and more"),
        Figure("rules: growth by issues", growth(wide), "", 1.0, note="exponent"),
    )
    minds = {n: 1000 * _round(n, 8, _mind, thought=True) for n in WITH_MINDS if n in seats}
    for count, took in minds.items():
        name = f"round of {count} seats, 8 issues: minds"
        report.add(Figure(name, took, "ms", GOALS.get(count)))
    report.add(Figure("minds: growth by seats", growth(minds), "", 1.0, note="exponent"))


def _mind(view: SeatView) -> cmd.Command:
    return think(view, Dice(1, view.seat))


def _round(seats: int, issues: int, hand: Hand, thought: bool) -> float:
    """Median seconds of a round."""
    found = []
    for day in days(open_conference(assembly(seats, issues), 1), hand):
        if day.round >= FIRST:
            found.append(day.viewed + day.decided + (day.thought if thought else 0.0))
        if day.round == LAST:
            break
    return statistics.median(found)


def growth(figures: dict[int, float]) -> float:
    """The exponent with which figures grow: the slope of the line through their logarithms."""
    xs = [math.log(count) for count in figures]
    ys = [math.log(max(took, 1e-9)) for took in figures.values()]
    x, y = statistics.fmean(xs), statistics.fmean(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum(
        (a - x) ** 2 for a in xs
    )
