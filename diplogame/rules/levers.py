"""Whom a delegation can press, with what, and with whom behind it (R10.1, R10.3).

Guarantees: reads a view only; a fault is the code of the refusal that one would meet.
"""

from __future__ import annotations

from diplogame.rules.backing import partners_bound
from diplogame.rules.ids import OptionIndex, SeatId
from diplogame.rules.terms import Stance, ThreatState
from diplogame.rules.view import SeatView


def press_fault(view: SeatView, target: SeatId) -> str:
    """Why a delegation cannot be threatened now, or empty (R10.1)."""
    own = view.table.levers(view.seat)
    if not own:
        return "threat.instrument"
    if not any(target in tool.cost for tool in own):
        return "threat.cannot-reach"
    for threat in view.threats.values():
        if threat.sender == view.seat and threat.target == target:
            if threat.state is ThreatState.STANDING:
                return "threat.standing-already"
    return "" if pressing_tools(view, target) else "threat.imposed-already"


_REASONS = (
    "threat.instrument",
    "threat.cannot-reach",
    "threat.imposed-already",
    "threat.standing-already",
)
"""Reasons against a threat, the most telling one last."""


def ultimatum_fault(view: SeatView) -> str:
    """Why nobody at all can be threatened now, or empty; of several reasons the most telling one.

    That somebody else is out of reach is not what one asks about.
    """
    reasons = [press_fault(view, s) for s in view.table.everybody if s != view.seat]
    return "" if "" in reasons else max(reasons, key=_REASONS.index)


def idle_demand(view: SeatView, target: SeatId, issue: int, option: OptionIndex) -> bool:
    """Whether a demand is met before it is made, so that its threat ends at once (R10.3)."""
    if view.public.clauses[issue].leading == option:
        return True
    stances = view.public.stances.get(target)
    return stances is not None and stances[issue][option] in (Stance.SUPPORT, Stance.LIVE_WITH)


def pressing_tools(view: SeatView, target: SeatId) -> tuple[str, ...]:
    """Instruments that could be used against a delegation now."""
    imposed = {
        s.instrument
        for s in view.sanctions.values()
        if s.sender == view.seat and s.target == target
    }
    return tuple(
        tool.id
        for tool in view.table.instruments.values()
        if tool.sender == view.seat and target in tool.cost and tool.id not in imposed
    )


def endorsable(view: SeatView) -> tuple[tuple[SeatId, str], ...]:
    """(target, instrument) pairs that one may move the house to endorse (R10.1)."""
    return tuple(
        (target, tool.id)
        for tool in view.table.instruments.values()
        for target in tool.cost
        if target != view.seat and (target, tool.id) not in view.public.endorsed
    )


def partners(view: SeatView, target: SeatId) -> tuple[SeatId, ...]:
    """Delegations bound to back our pressure on a target: whom a threat may name (R10.1)."""
    return partners_bound(view.understandings.values(), view.seat, target, view.public.round)
