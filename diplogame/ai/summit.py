"""The summit: whether to call it, and what a leader does in the night (R15).

Guarantees: pure; a leader gives only where giving leaves the text worth signing, and walks only when
every bearable clause is gone.
"""

from __future__ import annotations

from diplogame.ai.outlook import Outlook
from diplogame.ai.packages import passing
from diplogame.rules import commands as cmd
from diplogame.rules import tables
from diplogame.rules.summit import breakthrough_log_odds
from diplogame.rules.terms import ConveneSummit, Goal, NightChoice


def goal_for(outlook: Outlook) -> Goal:
    """How bold a goal to announce: by what is open and the time left to prepare."""
    calendar = outlook.view.table.calendar
    later = [r for r in calendar.summit_rounds if r > outlook.round]
    notice = min(later, default=outlook.round) - outlook.round
    if notice <= 1 or len(outlook.open) <= 2:
        return Goal.MODEST
    return Goal.SOLID if len(outlook.open) <= 5 or notice <= 2 else Goal.BOLD


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
    return ConveneSummit(goal_for(outlook))


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
    if walk and loss > 2 * bearable and roll < pride // 3:
        return cmd.ChooseNight(outlook.seat, NightChoice.WALK)
    return cmd.ChooseNight(outlook.seat, NightChoice.FIRM)


def _choices(outlook: Outlook) -> tuple[int, int, bool]:
    """What a leader would let go this hour, per cent of what is bearable: give, fudge, and walk at all.

    The first hour is for positions, the last for decisions; nobody gives while the night looks
    hopeless or the others need not be met.
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
    return (40 + broker, 80, hopeless)


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
