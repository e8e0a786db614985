"""The summit: what it promises, whether to call it, and what a leader does in the night (R15).

Guarantees: pure; a summit is called and voted for by one forecast - chance and gain of a breakthrough
against chance and cost of failure, as this delegation sees them; a leader gives only where giving leaves
the text worth signing, and walks only when every bearable clause is gone.
"""

from __future__ import annotations

from diplogame.ai.outlook import Outlook
from diplogame.ai.packages import fair, passing
from diplogame.rules import commands as cmd
from diplogame.rules import tables
from diplogame.rules.planning import PREPARATION
from diplogame.rules.records import Summit
from diplogame.rules.summit import HASTE, HOURS, REACH, WEIGHT, breakthrough_log_odds, failure_cost
from diplogame.rules.terms import ConveneSummit, Goal, NightChoice, Reason
from diplogame.rules.values import dataclass

HOST_SLOTS, GUEST_SLOTS = 130, 12
"""Slots of ministers' work a round, in hundredths, that are expected of the host and of each guest."""

GIVING = 60
"""Per cent of the leaders who are expected to give something in an hour of the night."""

TIRING = 15
"""Fatigue that each hour of the night adds (R15.2)."""

GAUGE_POINTS = 14
"""Points that a point of gauge is worth: ten in the score, the rest in the odds of ratification."""

CRISIS_POINTS = 5
"""Points that a step of the crisis costs everybody."""

STAGED = 3
"""Gauge points that a well prepared night without a result costs at home (R15.3)."""

CLEAR = 25
"""Points of forecast from which a mind is for a summit, or below the negative of which it is against."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a summit promises a delegation.

    Attributes:
        goal: The announced goal.
        chance: Of a breakthrough, per mille.
        gain: Points a breakthrough is worth.
        cost: Points that failure costs.
        gauge: Gauge points of that cost.
    """

    goal: Goal
    chance: int
    gain: int
    cost: int
    gauge: int

    @property
    def value(self) -> int:
        """The gamble in points."""
        return (self.chance * self.gain - (1000 - self.chance) * self.cost) // 1000


def prospect(outlook: Outlook, goal: Goal, host: bool) -> Prospect:
    """The forecast for a summit that would be convened now, on the next day the calendar allows."""
    view = outlook.view
    later = [r for r in view.table.calendar.summit_rounds if r > outlook.round]
    notice = min(later, default=outlook.round + 1) - outlook.round
    guests = len(outlook.voters)
    work = PREPARATION * notice * (HOST_SLOTS + GUEST_SLOTS * guests) // 100
    preparation = min(100, 4 * len(outlook.closed) + work)
    fatigue = HASTE if notice <= 1 else 0
    gives = (guests + 1) * GIVING // 100
    missed = 1000
    for hour in range(HOURS):
        gives, fudges = (guests + 1) * hour // 4, guests // 4
        odds = breakthrough_log_odds(
            preparation,
            goal,
            fatigue + TIRING * hour,
            gives,
            fudges,
            guests + 1 - gives - fudges,
            0,
        )
        missed = missed * (1000 - tables.logistic(odds)) // 1000
    failing = Summit(outlook.seat, outlook.round, goal, preparation)
    gauge = STAGED if preparation >= 50 else failure_cost(failing)
    gauge += gauge // 2 if host else 0
    cost = gauge * GAUGE_POINTS + (0 if preparation >= 50 else gauge * CRISIS_POINTS)
    return Prospect(goal, 1000 - missed, _gain(outlook, goal), cost, gauge)


def _gain(outlook: Outlook, goal: Goal) -> int:
    """What a breakthrough would bring: the part of a deal it closes, where there is none in sight."""
    if not outlook.open or not outlook.points:
        return 0
    surplus = outlook.worth(fair(outlook)) - outlook.walk
    lacking = 1000 - passing(outlook, outlook.text)
    share = min(REACH[goal], len(outlook.open)) * 1000 // len(outlook.open)
    lift = (2 + 2 * WEIGHT[goal]) * GAUGE_POINTS
    return max(0, surplus) * lacking // 1000 * share // 1000 + lift


def best_goal(outlook: Outlook, boldest: Goal = Goal.BOLD) -> Prospect:
    """The goal that promises us most as its host, no bolder than asked."""
    goals = [g for g in Goal if WEIGHT[g] <= WEIGHT[boldest]]
    return max((prospect(outlook, g, host=True) for g in goals), key=lambda p: p.value)


def summoning(outlook: Outlook, goal: Goal, host: bool) -> tuple[int, Reason, int]:
    """For a summit, neither or against, and why: odds and gain against the cost of failure (R15.1)."""
    view = outlook.view
    if not outlook.points:
        return 0, Reason.AGREED, -1
    found = prospect(outlook, goal, host)
    home = view.me.home
    if home.ratification != "none" and view.gauge - found.gauge < home.threshold:
        if found.chance < 500:
            return -1, Reason.HOME, -1
    if found.value > CLEAR:
        return 1, Reason.AGREED, -1
    if found.value >= -CLEAR:
        return 0, Reason.NOTHING_NEW, -1
    # Too bold for what is prepared, or nothing there that we could win.
    bold = found.gain > found.cost
    return -1, Reason.OVERREACH if bold else Reason.HOLDING_OUT, -1


def wanted(outlook: Outlook) -> ConveneSummit | None:
    """A motion to summon the leaders, if the talks are stuck and home can bear it."""
    view = outlook.view
    calendar = view.table.calendar
    later = [r for r in calendar.summit_rounds if r > outlook.round]
    if view.public.summit is not None or not later or view.gauge < 45:
        return None
    if min(later) - outlook.round > 3 or len(outlook.open) < 2:
        return None
    if passing(outlook, outlook.text) > 350:
        return None
    eager = 150 + outlook.temper.brokerage * 4
    if not outlook.dice.chance("summit", outlook.round, per_mille=eager):
        return None
    found = best_goal(outlook)
    return ConveneSummit(found.goal) if found.value > CLEAR else None


def night(outlook: Outlook) -> cmd.ChooseNight:
    """Hold firm, give, fudge or walk for one hour."""
    view = outlook.view
    summit = view.public.summit
    if summit is None or not outlook.points or not outlook.open:
        return cmd.ChooseNight(outlook.seat, NightChoice.FIRM)
    issue, loss = _dearest_to_them(outlook)
    bearable = max(200, outlook.worth(outlook.text) - outlook.walk)
    pride = outlook.temper.pride + outlook.temper.aggression // 2
    roll = outlook.dice.draw("night", summit.round, summit.hour, sides=100)
    give, fudge, walk = _choices(outlook)
    if loss * 100 <= bearable * give and roll >= pride // 3:
        return cmd.ChooseNight(outlook.seat, NightChoice.GIVE, issue)
    if loss * 100 <= bearable * fudge and roll >= pride // 2:
        return cmd.ChooseNight(outlook.seat, NightChoice.FUDGE, issue)
    if walk and loss > bearable and roll < pride // 2:
        return cmd.ChooseNight(outlook.seat, NightChoice.WALK)
    return cmd.ChooseNight(outlook.seat, NightChoice.FIRM)


def _choices(outlook: Outlook) -> tuple[int, int, bool]:
    """What a leader would let go this hour, per cent of what is bearable: give, fudge, and walk at all.

    The first hour is for positions, the last for decisions; nobody gives while the night looks
    hopeless or the others need not be met. In the last hour a leader may leave a room in which nothing is
    to be had: where the night is hopeless, or the text is below its walk-away.
    """
    summit = outlook.view.public.summit
    assert summit is not None
    odds = breakthrough_log_odds(
        summit.preparation, summit.goal, summit.fatigue, len(outlook.voters) // 2, 0, 0, 0
    )
    hopeless = tables.logistic(odds) < 100
    broker = outlook.temper.brokerage // 4
    if summit.hour == 0:
        return (broker, 15, False) if not hopeless else (0, 0, False)
    if summit.hour == 1:
        return (15 + broker, 40, False) if not hopeless else (broker, 15, False)
    below = outlook.worth(outlook.text) < outlook.walk
    return (40 + broker, 80, hopeless or below)


def _dearest_to_them(outlook: Outlook) -> tuple[int, int]:
    """The open clause where giving costs us least against what it brings the others, and the cost."""
    best: tuple[int, int, int] | None = None
    for k in outlook.open:
        own = outlook.points[k]
        now = outlook.text[k]
        for option in range(len(own)):
            if option == now:
                continue
            loss = own[now] - own[option]
            gain = sum(outlook.rows(o)[k][option] - outlook.rows(o)[k][now] for o in outlook.voters)
            score = gain - loss
            if best is None or score > best[0]:
                best = (score, k, max(0, loss))
    assert best is not None  # there is an open clause with more than one option, or none at all
    return best[1], best[2]
