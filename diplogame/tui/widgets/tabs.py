"""A row of tabs: the names of panes in one line.

Guarantees: keys and mouse do the same; a name is never cut - where there is no room for all, those
farthest from the open one give way to the keys that open them; the open one is underlined, not only
coloured.
"""

# `id` is what the framework calls it in every widget
from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from diplogame.tui.widgets.canvas import clip

TAB_KEYS = "1234567890-"
"""The keys of tabs in their order, as they stand beside each other on the keyboard."""


class Tabs(Static, can_focus=True):
    """Names of panes in one line; a number, an arrow or a click goes there."""

    DEFAULT_CSS = """
    Tabs { height: 1; width: 1fr; color: $ink; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)", "Previous pane", show=False),
        Binding("right,l", "step(1)", "Next pane", show=False),
    ]

    class Changed(Message):
        """Another pane was asked for."""

        def __init__(self, tabs: Tabs, key: str) -> None:
            super().__init__()
            self.tabs, self.key = tabs, key

        @property
        def control(self) -> Tabs:
            """The row of tabs it happened in."""
            return self.tabs

    def __init__(
        self,
        tabs: Sequence[tuple[str, str]] = (),
        current: str = "",
        *,
        numbered: bool = True,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__("", id=id, classes=classes, markup=False)
        self._tabs = tuple(tabs)
        self._current = current or (tabs[0][0] if tabs else "")
        self._numbered = numbered
        self._spots: list[tuple[int, int, str]] = []

    @property
    def current(self) -> str:
        """Key of the pane that is shown."""
        return self._current

    def show(self, tabs: Sequence[tuple[str, str]], current: str | None = None) -> None:
        """Show other tabs."""
        self._tabs = tuple(tabs)
        keys = [key for key, _ in self._tabs]
        wanted = current if current is not None else self._current
        self._current = wanted if wanted in keys else (keys[0] if keys else "")
        self._draw()

    def go(self, key: str) -> None:
        """Go to a pane and say so."""
        if key != self._current and any(key == tab for tab, _ in self._tabs):
            self._current = key
            self._draw()
            self.post_message(self.Changed(self, key))

    def number(self, number: int) -> None:
        """Go to the pane with this number, from 1."""
        if 1 <= number <= len(self._tabs):
            self.go(self._tabs[number - 1][0])

    def action_step(self, step: int) -> None:
        """Go to the next or the previous pane."""
        keys = [key for key, _ in self._tabs]
        if keys:
            at = keys.index(self._current) if self._current in keys else 0
            self.go(keys[(at + step) % len(keys)])

    def on_resize(self) -> None:
        """Fit the names into the width."""
        self._draw()

    def on_focus(self) -> None:
        """Show that the arrows work here."""
        self._draw()

    def on_blur(self) -> None:
        """Show that they do not any more."""
        self._draw()

    def _draw(self) -> None:
        width = self.size.width
        if width < 1:
            return
        names = [clip(name, 20) for _, name in self._tabs]
        heads = [self._head(index) for index in range(len(names))]
        gap = (
            3
            if sum(cell_len(h + n) + 3 for h, n in zip(heads, names, strict=True)) - 3 <= width
            else 2
        )
        named = self._named(heads, names, width, gap)
        parts: list[tuple[str, str]] = []
        self._spots = []
        x = 0
        for index, (key, _) in enumerate(self._tabs):
            here = key == self._current
            head = heads[index] if index in named else heads[index].strip() or "·"
            label = names[index] if index in named else ""
            style = "bold underline $brass" if here else "$ink"
            if here and self.has_focus:
                style = "bold reverse $brass"
            # A number alone is what one presses to see the name: it stands out like the open one's.
            loud = here or index not in named
            parts += [(head, "bold $brass" if loud else "$faint"), (label, style), (" " * gap, "")]
            size = cell_len(head) + cell_len(label)
            self._spots.append((x, x + size, key))
            x += size + gap
        self.update(Content.assemble(*parts).truncate(width))

    def _head(self, index: int) -> str:
        """Return the key of a tab as it stands before its name."""
        return f"{TAB_KEYS[index]} " if self._numbered and index < len(TAB_KEYS) else ""

    def _named(self, heads: Sequence[str], names: Sequence[str], width: int, gap: int) -> set[int]:
        """Return which tabs are shown by name: all, or as many around the open one as there is room.

        The others give way to their keys alone; a name is never cut.
        """
        keys = [key for key, _ in self._tabs]
        at = keys.index(self._current) if self._current in keys else 0
        left = width + gap - sum(max(1, len(head.strip())) + gap for head in heads)
        named: set[int] = set()
        for index in sorted(range(len(keys)), key=lambda k: (abs(k - at), k < at)):
            more = cell_len(heads[index] + names[index]) - max(1, len(heads[index].strip()))
            if more > left and named:
                break
            left -= more
            named.add(index)
        return named

    def on_click(self, event: events.Click) -> None:
        """Go to the pane whose name was clicked."""
        for start, end, key in self._spots:
            if start <= event.x < end:
                event.stop()
                self.go(key)
                return
