"""The curtain between two players at one terminal.

Guarantees: opaque from edge to edge; shows nothing but what it was given; no notification appears on
it; it lifts only by Enter (and the right PIN, where there is one), never by the key that was still
held down from before, and never by a stray click.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from diplogame.rules.values import dataclass
from diplogame.tui.widgets.canvas import Cells, clip, fit, wrap
from diplogame.tui.widgets.marks import ENGLISH, Words

_FOLD = "█▓▒░▒▓"


@dataclass(frozen=True, slots=True)
class Notice:
    """What the curtain says: a heading (`Norland`), lines below it, and what to press."""

    heading: str
    lines: tuple[str, ...] = ()
    prompt: str = ""


class Curtain(Screen[bool]):
    """A screen that hides everything; dismissed with True when it lifts."""

    DEFAULT_CSS = """
    Curtain { background: $background; color: $ink; overflow: hidden; }
    Curtain ToastHolder { display: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "lift", "Lift the curtain"),
        # Leaving by Escape would put the next player before the last one's papers.
        Binding("escape", "forget", "Clear", show=False),
        Binding("backspace", "rub_out", "Rub out", show=False),
    ]

    def __init__(
        self,
        notice: Notice,
        *,
        pin: Callable[[str], bool] | None = None,
        quiet: float = 0.6,
        clock: Callable[[], float] = time.monotonic,
        words: Words = ENGLISH,
    ) -> None:
        """Take the notice and, for chairs with a PIN, the function that checks it.

        A press of Enter counts only after `quiet` seconds without one: a key held down since the
        last player's turn repeats faster than that. `clock` gives seconds.
        """
        super().__init__()
        self.title = ""
        self._notice, self._check, self._words = notice, pin, words
        self._typed = ""
        self._wrong = False
        self._quiet, self._clock = quiet, clock
        self._last = clock()
        self._palette = True

    def on_mount(self) -> None:
        """Start to wait for quiet, and put the command palette out of reach."""
        self._last = self._clock()
        self._palette = self.app.use_command_palette
        self.app.use_command_palette = False

    def on_unmount(self) -> None:
        """Give the command palette back."""
        self.app.use_command_palette = self._palette

    def on_key(self, event: events.Key) -> None:
        """Collect the PIN; what is typed is never shown. Keys of the game below do nothing."""
        if event.key not in {"enter", "escape", "backspace"}:
            event.stop()
            event.prevent_default()
        typed = event.character if event.is_printable and self._check is not None else None
        if typed and len(self._typed) < 16:
            self._typed += typed
            self._wrong = False
            self.refresh()

    def action_rub_out(self) -> None:
        """Take back the last character of the PIN."""
        self._typed = self._typed[:-1]
        self.refresh()

    def action_forget(self) -> None:
        """Take back the whole PIN."""
        self._typed, self._wrong = "", False
        self.refresh()

    def action_lift(self) -> None:
        """Lift the curtain, if the PIN is right and Enter was not held down all along."""
        before, self._last = self._last, self._clock()
        if self._last - before < self._quiet:
            return
        if self._check is None or self._check(self._typed):
            self._typed = ""
            self.dismiss(True)
            return
        self._typed, self._wrong = "", True
        self.refresh()

    def _prompt(self) -> Sequence[tuple[str, str]]:
        words = self._words
        prompt = self._notice.prompt or words.press_enter
        if self._check is None:
            return [(prompt, "$muted")]
        typed = "●" * len(self._typed) or "○ ○ ○ ○"
        lines = [(prompt, "$muted"), ("", ""), (f"{words.enter_pin}   {typed}", "bold $ink")]
        if self._wrong:
            lines += [("", ""), (f"▼ {words.wrong_pin}", "$bad")]
        return lines

    def render(self) -> Content:
        """Draw the drapery and the notice."""
        width, height = self.size
        cells = Cells(width, height)
        fold = max(0, min(24, (width - 54) // 2))
        # Light and shade of a hanging cloth; the last fold is open towards the middle.
        cloth = "".join(_FOLD[x % len(_FOLD)] for x in range(fold - fold % len(_FOLD)))
        for y in range(height):
            cells.put(0, y, cloth, "$drape on $drape-shade")
            cells.put(width - len(cloth), y, cloth[::-1], "$drape on $drape-shade")
        room = max(10, width - 2 * fold - 4)
        left = (width - room) // 2
        body: list[tuple[str, str]] = [
            (" ".join(clip(self._notice.heading, room // 2).upper()), "bold $brass"),
            ("", ""),
            ("─" * min(24, room), "$hairline"),
            ("", ""),
        ]
        for line in self._notice.lines:
            body += [(part, "$ink") for part in wrap(line, room)]
        body += [("", ""), ("", "")]
        for text, style in self._prompt():
            body += [(part, style) for part in wrap(text, room) or [""]]
        start = max(0, (height - len(body)) // 2)
        for index, (text, style) in enumerate(body):
            cells.put(left, start + index, fit(text, room, "center"), style)
        return cells.content()
