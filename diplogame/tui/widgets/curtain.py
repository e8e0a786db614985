"""The curtain between two players at one terminal.

Guarantees: opaque from edge to edge; shows nothing but what it was given; no notification appears on
it; it lifts only by Enter (and the right PIN, where there is one), never by the key that was still
held down from before, and never by a stray click.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from diplogame.tui.widgets.canvas import Cells, clip, fit, wrap
from diplogame.tui.widgets.marks import ENGLISH, Words


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
    Curtain ToastRack { display: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "lift", "Lift the curtain"),
        # Leaving by Escape would put the next player before the last one's papers.
        Binding("escape", "forget", "Clear", show=False),
        Binding("backspace", "rub_out", "Rub out", show=False),
    ]
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        notice: Notice,
        *,
        pin: Callable[[str], bool] | None = None,
        words: Words = ENGLISH,
    ) -> None:
        """Take the notice and, for chairs with a PIN, the function that checks it."""
        super().__init__()
        self.title = ""
        self._notice, self._check, self._words = notice, pin, words
        self._typed = ""
        self._wrong = False

    def on_key(self, event: events.Key) -> None:
        """Collect the PIN; what is typed is never shown."""
        if self._check is not None and event.is_printable and event.character:
            event.stop()
            if len(self._typed) < 16:
                self._typed += event.character
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
        """Lift the curtain, if the PIN is right."""
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
        fold = max(0, min(24, (width - 46) // 2))
        for y in range(height):
            for x in range(fold):
                # Folds get narrower towards the opening, as cloth drawn aside does.
                edge = fold - x
                step = 2 + edge // 5
                if x % step == 0:
                    style = "$hairline" if (x // step) % 2 else "$wax"
                    cells.put(x, y, "│", style)
                    cells.put(width - 1 - x, y, "│", style)
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
        body += [("", ""), ("", ""), *self._prompt()]
        start = max(0, (height - len(body)) // 2)
        for index, (text, style) in enumerate(body):
            cells.put(left, start + index, fit(text, room, "center"), style)
        return cells.content()
