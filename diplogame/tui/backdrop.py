"""The screen below all others: empty, or what one waits for while no place can be shown yet.

Guarantees: says nothing of any seat; is never switched away from; what it says is painted before the
work that it announces begins, as far as `painted` is waited for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

_MOST = 0.3
"""Seconds after which nobody waits for the painting any longer."""


class Backdrop(Screen[None]):
    """The empty screen below all others."""

    DEFAULT_CSS = """
    Backdrop { background: $background; align: center middle; }
    Backdrop > Static { width: 90%; height: auto; text-align: center; color: $muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._said = Static("", markup=False)

    def compose(self) -> ComposeResult:
        """Nothing, until something is said."""
        yield self._said

    def tell(self, text: str) -> None:
        """Say what is waited for, also before there is a screen; an empty text clears it."""
        self._said.update(Content(text and f"… {text}"))

    async def painted(self) -> None:
        """Wait until what was said is on the terminal."""
        done = asyncio.Event()
        if self.call_after_refresh(done.set):
            try:
                await asyncio.wait_for(done.wait(), _MOST)
            except TimeoutError:
                return


def counted(say: Callable[[int, int], None]) -> Callable[[int, int], None]:
    """Return what work in a thread calls with (steps done, of how many); `say` runs with the screens.

    A step in twenty is told: telling must cost nothing beside doing.
    """
    loop = asyncio.get_running_loop()

    def progress(done: int, of: int) -> None:
        if done % 20 == 0 or done == of:
            loop.call_soon_threadsafe(say, done, of)

    return progress


__all__ = ["Backdrop", "counted"]
