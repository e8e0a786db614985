"""Small tools for applying events: copies of frozen records with something changed.

Guarantees: nothing is changed in place; parts that do not change are shared.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from diplogame.rules.backing import backed_cost
from diplogame.rules.beliefs import Beliefs
from diplogame.rules.ids import SeatId
from diplogame.rules.records import (
    Belief,
    Contact,
)
from diplogame.rules.register import Register
from diplogame.rules.state import State
from diplogame.rules.values import replace

_T = TypeVar("_T")


def clamp(value: int, low: int = 0, high: int = 100) -> int:
    """The value, held within its limits."""
    return max(low, min(high, value))


def put(mapping: Mapping[str, _T], key: str, value: _T) -> Mapping[str, _T]:
    """The mapping with one entry set; a register stays one."""
    if isinstance(mapping, Register):
        return mapping.put(key, value)
    if isinstance(mapping, Beliefs):
        return cast("Mapping[str, _T]", mapping.put(key, cast("Belief", value)))
    return {**mapping, key: value}


def at(items: tuple[_T, ...], index: int, value: _T) -> tuple[_T, ...]:
    """The tuple with one place set."""
    return (*items[:index], value, *items[index + 1 :])


def on_public(state: State, **changes: Any) -> State:
    """The state with the public record changed."""
    return replace(state, public=replace(state.public, **changes))


def on_private(state: State, seat: SeatId, **changes: Any) -> State:
    """The state with one delegation's private part changed."""
    return replace(state, private=put(state.private, seat, replace(state.private[seat], **changes)))


def on_contact(state: State, seat: SeatId, other: SeatId, **changes: Any) -> State:
    """The state with what a delegation remembers of another changed."""
    private = state.private[seat]
    contact = private.contacts.get(other, Contact())
    return on_private(
        state, seat, contacts=put(private.contacts, other, replace(contact, **changes))
    )


def on_meeting(state: State, meeting: str, **changes: Any) -> State:
    """The state with one meeting changed."""
    return replace(
        state, meetings=put(state.meetings, meeting, replace(state.meetings[meeting], **changes))
    )


def count_act(state: State, seat: SeatId, act: str) -> State:
    """The state with one act of a delegation counted (its own memory)."""
    acts = state.private[seat].acts
    return on_private(state, seat, acts=put(acts, act, acts.get(act, 0) + 1))


def reckoned(state: State) -> State:
    """The state with the published cost of every sanction as partners and the house make it (R10.4)."""
    tools = {tool.id: dict(tool.cost) for tool in state.conference.instruments}
    sanctions = {}
    for key, sanction in state.sanctions.items():
        endorsed = (sanction.target, sanction.instrument) in state.public.endorsed
        base = tools.get(sanction.instrument, {}).get(sanction.target, 0)
        cost = backed_cost(base, len(sanction.partners), endorsed)
        sanctions[key] = replace(sanction, cost=cost)
    return replace(state, sanctions=sanctions)
