"""Screens under test are waited for by what they still have to do, not by how busy the machine is.

The framework's pilot sleeps after every key until the process has been quiet for 20 ms of the clock: a
busy machine makes that a second, and an idle one makes two fifths of a test out of nothing. Here it
waits until no widget has a message left, in hand or in its queue, and no mind is thinking.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from typing import Any
from weakref import WeakSet

import pytest
import textual.app
import textual.pilot
from textual._context import active_app
from textual._queue import Queue
from textual.message_pump import MessagePump

CALM = 4
"""Turns of the loop without any work after which everything has been dealt with."""

FRAME = 1 / 60
"""Seconds after which the framework paints what has changed."""


_in_hand: WeakSet[Queue[Any]] = WeakSet()
"""Queues of those that are dealing with a message just now."""


async def _get(self: Queue[Any]) -> Any:
    value = await _GET(self)
    _in_hand.add(self)
    return value


def _task_done(self: Queue[Any]) -> None:
    _in_hand.discard(self)


_GET = Queue.get


def at_rest() -> bool:
    """Whether nothing is left to be done of what has been asked for until now."""
    app = active_app.get()
    pumps: list[MessagePump] = [app]
    for screen in app.screen_stack:
        pumps += screen.walk_children(with_self=True)
    if any(pump._message_queue.values or pump._message_queue in _in_hand for pump in pumps):
        return False
    game = getattr(app, "game", None)
    return game is None or not game.busy


async def wait_until_at_rest(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Wait until nothing is left to be done, or for ``max_sleep`` seconds."""
    limit = time.monotonic() + max_sleep
    calm = 0
    while calm < CALM and time.monotonic() < limit:
        # The last turn is a frame long: what a timer paints is painted, what it sets off is waited for.
        await asyncio.sleep(FRAME if calm == CALM - 1 else 0 if calm else 0.001)
        calm = calm + 1 if at_rest() else 0


@pytest.fixture(scope="session", autouse=True)
def _pilot_waits_for_work() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Queue, "get", _get)
        patch.setattr(Queue, "task_done", _task_done)
        patch.setattr(textual.app, "wait_for_idle", wait_until_at_rest)
        patch.setattr(textual.pilot, "wait_for_idle", wait_until_at_rest)
        yield
