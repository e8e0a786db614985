"""The summit (R15): preparation, expectations, odds, and its night in three hours.

Guarantees: the odds that are shown before commitment are those that are drawn; failure costs
goal x (100 - preparation); arriving prepared is what breaks deadlocks (field guide 4.2).
"""

from __future__ import annotations

from diplogame.rules import events as ev
from diplogame.rules import tables
from diplogame.rules.capital import feel_closing
from diplogame.rules.desk import Desk, clamp
from diplogame.rules.ids import SeatId
from diplogame.rules.ledger import judge_closing
from diplogame.rules.records import Summit
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Clarity,
    ClauseStatus,
    Goal,
    NightChoice,
)

HOURS = 3
"""Hours of the night in which leaders choose (R15.3)."""

BOLDNESS = {Goal.MODEST: 0, Goal.SOLID: 900, Goal.BOLD: 1900}
"""What the announced goal takes off the log-odds, thousandths (R15.1)."""

REACH = {Goal.MODEST: 1, Goal.SOLID: 2, Goal.BOLD: 4}
"""Clauses that a breakthrough closes (R15.2)."""

WEIGHT = {Goal.MODEST: 1, Goal.SOLID: 2, Goal.BOLD: 3}
"""Weight of the goal in the cost of failure (R15.2)."""

LINE_CROSSING = 70
"""Preparation from which leaders can cross a red line by one step (R15.2)."""

HOME_ALLOWS = 40
"""Gauge from which home lets its leader cross a line (R15.2)."""

HASTE = 15
"""Fatigue with which leaders arrive who were summoned for the very next round (R15.1)."""


def breakthrough_log_odds(
    preparation: int, goal: Goal, fatigue: int, gives: int, fudges: int, firms: int, walks: int
) -> int:
    """Log-odds in thousandths that an hour of the night brings the breakthrough (R15.2)."""
    z = -2600 + preparation * 45 - BOLDNESS[goal] - fatigue * 10
    return z + gives * 650 + fudges * 450 - firms * 300 - walks * 1500


def failure_cost(summit: Summit) -> int:
    """Gauge points that failure costs every delegation: goal x (100 - preparation), scaled (R15.2)."""
    return max(1, WEIGHT[summit.goal] * (100 - summit.preparation) // 20)


def is_tonight(state: State) -> bool:
    """Whether the leaders meet at the end of this round."""
    summit = state.public.summit
    return summit is not None and not summit.result and summit.round == state.public.round


def still_to_choose(desk: Desk) -> tuple[SeatId, ...]:
    """Leaders who have not chosen for this hour; those who left the table are not asked again."""
    summit = desk.state.public.summit
    gone = summit.left if summit is not None else ()
    return tuple(s for s in desk.voters if s not in desk.state.night and s not in gone)


def hour_over(desk: Desk) -> bool:
    """Reveal the hour and draw; True when the night is over."""
    summit = desk.state.public.summit
    assert summit is not None
    night, gone = desk.state.night, summit.left
    choices = tuple(
        (s, *night.get(s, (NightChoice.WALK if s in gone else NightChoice.FIRM, -1)))
        for s in desk.voters
    )
    count = {c: sum(1 for _s, x, _i in choices if x is c) for c in NightChoice}
    walks = count[NightChoice.WALK]
    odds = breakthrough_log_odds(
        summit.preparation,
        summit.goal,
        summit.fatigue,
        count[NightChoice.GIVE],
        count[NightChoice.FUDGE],
        count[NightChoice.FIRM],
        walks,
    )
    chance = tables.logistic(odds)
    desk.emit(ev.NightRevealed(summit.hour + 1, choices, chance))
    for seat, choice, _issue in choices:
        if choice is NightChoice.WALK and seat not in gone:
            desk.meter("standing", seat, -5, "walked-from-summit")
            desk.meter("gauge", seat, 2, "walked-from-summit")
    if walks * 2 > len(desk.voters):
        _fail(desk)
        return True
    if desk.chance("summit", summit.round, summit.hour, per_mille=chance):
        _break_through(desk, choices)
        return True
    desk.meter("fatigue", "", 15, "night")
    if summit.hour + 1 >= HOURS:
        if summit.preparation >= 50 and not walks:
            desk.emit(ev.SummitEnded("staged"))
            for seat in desk.voters:
                # Home waited for what had been announced, and got a photograph (R15.1).
                desk.meter("gauge", seat, -expectation_pressure(summit), "summit-staged")
        else:
            _fail(desk)
        return True
    return False


def _fail(desk: Desk) -> None:
    summit = desk.state.public.summit
    assert summit is not None
    cost = failure_cost(summit)
    desk.emit(ev.SummitEnded("failure"))
    for seat in desk.voters:
        extra = cost // 2 if seat == summit.called_by else 0
        desk.meter("gauge", seat, -(cost + extra), "summit-failed")
    desk.meter("standing", summit.called_by, -cost, "summit-failed")
    desk.meter("crisis", "", cost, "summit-failed")


def _break_through(desk: Desk, choices: tuple[tuple[SeatId, NightChoice, int], ...]) -> None:
    summit = desk.state.public.summit
    assert summit is not None
    fudged = {i for _s, c, i in choices if c is NightChoice.FUDGE and i >= 0}
    given = [i for _s, c, i in choices if c is NightChoice.GIVE and i >= 0]
    givers = {s for s, c, _i in choices if c is NightChoice.GIVE}
    fudges = sum(c is NightChoice.FUDGE for _s, c, _i in choices)
    gives = sum(c is NightChoice.GIVE for _s, c, _i in choices)
    ambiguous = fudges > gives
    for issue in _contested(desk, given, fudged)[: REACH[summit.goal]]:
        option = compromise(desk, issue, givers)
        if option is None:
            continue
        if desk.state.public.clauses[issue].leading != option:
            desk.emit(ev.ClauseAmended(issue, option, summit.called_by))
        clarity = Clarity.AMBIGUOUS if issue in fudged or ambiguous else Clarity.CLEAR
        desk.emit(ev.ClauseClosed(issue, clarity, summit.called_by, ()))
        judge_closing(desk, issue)
        feel_closing(desk, issue, option)
    desk.emit(ev.SummitEnded("ambiguous" if ambiguous else "breakthrough"))
    lift = 2 + 2 * WEIGHT[summit.goal]
    for seat in desk.voters:
        desk.meter("gauge", seat, lift, "summit-succeeded")
    desk.meter("standing", summit.called_by, 4, "summit-succeeded")
    for one in desk.voters:
        for other in desk.voters:
            desk.trust(one, other, 2, "summit-succeeded")


def _contested(desk: Desk, given: list[int], fudged: set[int]) -> list[int]:
    """Clauses still in brackets: those leaders named first, then the most contested."""
    open_ = [
        k for k, c in enumerate(desk.state.public.clauses) if c.status is not ClauseStatus.CLOSED
    ]

    def rank(issue: int) -> tuple[int, int, int]:
        named = 0 if issue in given else 1 if issue in fudged else 2
        return named, -len(desk.state.public.clauses[issue].options), issue

    return sorted(open_, key=rank)


def compromise(desk: Desk, issue: int, givers: set[SeatId]) -> int | None:
    """The option leaders settle on: the most points to all, no red line crossed alone (R15.2).

    A giver's red line bends by one step when the summit is prepared; None when every option crosses
    somebody's line.
    """
    summit = desk.state.public.summit
    prepared = summit is not None and summit.preparation >= LINE_CROSSING
    text = [c.leading for c in desk.state.public.clauses]
    best: tuple[int, int] | None = None
    for option in range(len(desk.conference.issues[issue].options)):
        package = tuple(option if k == issue else o for k, o in enumerate(text))
        crossed = [
            s
            for s in desk.voters
            if desk.private(s).interests.crossed(package)
            and not desk.private(s).interests.crossed(tuple(text))
        ]
        bend = {s for s in givers if prepared and desk.private(s).gauge >= HOME_ALLOWS}
        if any(s not in bend for s in crossed):
            continue
        total = 0
        for seat in desk.voters:
            points = desk.private(seat).interests.points[issue]
            # Squares punish leaving one leader with nothing to show.
            total += points[option] * 2 - (max(points) - points[option]) ** 2 // 2000
        if best is None or total > best[0]:
            best = (total, option)
    return None if best is None else best[1]


def expectation_pressure(summit: Summit) -> int:
    """Points of gauge by which an announced goal raises what home waits for."""
    return clamp(summit.expectations // 15, 1, 5)
