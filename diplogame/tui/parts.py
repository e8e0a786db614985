"""Parts several screens share: a menu of lines, a page of text, and a row of tabs.

Guarantees: keys and mouse do the same; a line that cannot be chosen now can still be read, with the
reason; text from packs, saves and players goes through `clip`, `wrap` and `Content`, never markup.
"""

# `id` is what the framework calls it in every widget
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from diplogame.rules.values import dataclass
from diplogame.tui.layout import bullet, fact, prose, table, title
from diplogame.tui.widgets.canvas import clip, fit, wrap
from diplogame.tui.widgets.listing import Listing
from diplogame.tui.widgets.tabs import TAB_KEYS, Tabs


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a menu.

    Attributes:
        key: Identity; empty for headings and blanks.
        title: What it is.
        note: Said at the right end: a price, a date, a state.
        about: Shown in full below the menu while the cursor is on the line.
        why: Why it cannot be chosen now; empty when it can.
        sign: One-cell sign before the title, or empty.
        tone: Style of the sign.
        heading: A heading, not a choice.
    """

    key: str
    title: str
    note: str = ""
    about: str = ""
    why: str = ""
    sign: str = ""
    tone: str = "$brass"
    heading: bool = False


def heading(title: str) -> Item:
    """Return a heading of a menu."""
    return Item("", title, heading=True)


BLANK = Item("", "", heading=True)
"""An empty line between groups of a menu."""


class Menu(Listing):
    """A list of things to choose from, each with a reason where it is closed."""

    DEFAULT_CSS = """
    Menu { height: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Choose")]

    class Highlighted(Message):
        """The cursor is on a line."""

        def __init__(self, menu: Menu, key: str) -> None:
            super().__init__()
            self.menu, self.key = menu, key

        @property
        def control(self) -> Menu:
            """The menu it happened in."""
            return self.menu

    class Chosen(Highlighted):
        """A line was chosen with Enter or a click on the line under the cursor."""

    class Barred(Message):
        """A closed line was chosen; `why` says why it is closed."""

        def __init__(self, menu: Menu, key: str, why: str) -> None:
            super().__init__()
            self.menu, self.key, self.why = menu, key, why

        @property
        def control(self) -> Menu:
            """The menu it happened in."""
            return self.menu

    def __init__(
        self,
        items: Iterable[Item] = (),
        *,
        feet: int = 0,
        note_width: int = 0,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Take the items.

        Args:
            items: Lines in their order.
            feet: Lines below the menu for what is said about the line under the cursor.
            note_width: Cells for the notes at the right end; 0 gives them what they need.
            id: Widget id.
            classes: Widget classes.
        """
        super().__init__(id=id, classes=classes)
        self._items = tuple(items)
        self._feet = feet
        self._note = note_width
        self._cursor = self._first()

    def _first(self) -> int:
        return next((i for i, item in enumerate(self._items) if item.key), 0)

    def show(self, items: Iterable[Item], key: str | None = None) -> None:
        """Show other lines; the cursor stays on the same key, or goes to `key`."""
        wanted = key if key is not None else self.key()
        self._items = tuple(items)
        at = next((i for i, item in enumerate(self._items) if item.key and item.key == wanted), -1)
        self.changed(at if at >= 0 else self._first())
        self.refresh(layout=True)

    def key(self) -> str:
        """Return the key of the line under the cursor; empty without one."""
        return self._items[self._cursor].key if self._cursor < len(self._items) else ""

    def item(self, key: str) -> Item | None:
        """Return the line with that key."""
        return next((item for item in self._items if item.key == key), None)

    def go(self, key: str) -> bool:
        """Put the cursor on the line with that key; return whether there is one."""
        for index, item in enumerate(self._items):
            if item.key == key:
                self.move_to(index)
                return True
        return False

    def rows(self) -> int:
        """Return the number of lines."""
        return len(self._items)

    def selectable(self, index: int) -> bool:
        """Headings and blanks are passed over."""
        return bool(self._items[index].key)

    def _note_width(self, item: Item, width: int) -> int:
        if self._note:
            return min(self._note, width // 2)
        # The title has the right of way; the note gets what is left, or a third where both are long.
        note = cell_len(clip(item.note, 60))
        return min(note, max(width // 3, width - cell_len(clip(item.title, width)) - 7))

    def row(self, index: int, width: int, cursor: bool) -> Content:
        """Return one line."""
        item = self._items[index]
        if item.heading:
            return Content.styled(clip(item.title, width), "$muted")
        notes = self._note_width(item, width)
        signed = any(one.sign for one in self._items)
        room = max(1, width - 2 - (2 if signed else 0) - (notes + 2 if notes else 0))
        tone = "$faint" if item.why else "bold $ink" if cursor else "$ink"
        parts: list[tuple[str, str]] = [("▸ " if cursor else "  ", "bold $brass")]
        if signed:
            parts.append((fit(item.sign, 1) + " ", "$faint" if item.why else item.tone))
        parts.append((fit(item.title, room), tone))
        if notes:
            parts.append(
                ("  " + fit(item.note, notes, "right"), "$faint" if item.why else "$muted")
            )
        return Content.assemble(*parts)

    def foot(self, width: int) -> Sequence[Content]:
        """Return what is said about the line under the cursor."""
        if not self._feet:
            return ()
        item = self._items[self._cursor] if self._cursor < len(self._items) else None
        lines: list[Content] = []
        if item is not None:
            if item.why:
                lines += [
                    Content.styled(f" {line}", "$poor")
                    for line in wrap(item.why, max(1, width - 2), self._feet)
                ]
            if item.about:
                left = self._feet - len(lines)
                if left > 0:
                    lines += [
                        Content.styled(f" {line}", "$muted")
                        for line in wrap(item.about, max(1, width - 2), left)
                    ]
        lines += [Content("")] * (self._feet - len(lines))
        return (Content.styled("─" * width, "$hairline"), *lines)

    def highlighted(self, index: int) -> None:
        """Tell the screen which line the cursor is on."""
        self.post_message(self.Highlighted(self, self._items[index].key))

    def chosen(self, index: int) -> None:
        """Tell the screen which line was chosen, or why it cannot be."""
        item = self._items[index]
        if item.why:
            self.post_message(self.Barred(self, item.key, item.why))
        else:
            self.post_message(self.Chosen(self, item.key))


Builder = Callable[[int], Sequence[Content]]
"""Makes the lines of a page for a width in cells."""


class Page(Listing):
    """A page of text that scrolls: lines are made for the width there is."""

    def __init__(
        self,
        build: Builder | None = None,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._build = build
        self._laid: tuple[int, tuple[Content, ...]] = (-1, ())
        self._tail = False

    def show(self, build: Builder | None, *, top: bool = True, end: bool = False) -> None:
        """Show another text; `top` scrolls to its beginning, `end` stays at its last line."""
        before = len(self._laid[1])
        self._build = build
        self._laid = (-1, ())
        self._tail = end
        if end:
            self._reveal()
        elif top:
            self._top = 0
        self.refresh(layout=self._grows(before))

    def _grows(self, before: int) -> bool:
        """Whether the screen must be laid out anew: only a page as high as its text can take more room."""
        height, width = self.styles.height, self.styles.width
        if height is None or width is None or width.is_auto or not self.size.width:
            return True
        return height.is_auto and self.rows() != before

    def _reveal(self) -> bool:
        """Keep the place, or the last line, whatever the height: there is no cursor to show."""
        before, last = self._top, max(0, self.rows() - self.window())
        self._top = last if self._tail else min(before, last)
        return self._top != before

    def _scroll(self, step: int) -> None:
        super()._scroll(step)
        self._tail = self._tail and step > 0

    def _lines(self, width: int) -> tuple[Content, ...]:
        if self._laid[0] != width:
            made = tuple(self._build(max(8, width))) if self._build is not None else ()
            self._laid = (width, made)
        return self._laid[1]

    def rows(self) -> int:
        """Return the number of lines at the present width."""
        return len(self._lines(max(1, self.size.width - 1)))

    def selectable(self, index: int) -> bool:
        """There is no cursor on a page: keys scroll."""
        return False

    def row(self, index: int, width: int, cursor: bool) -> Content:
        """Return one line."""
        lines = self._lines(width)
        return lines[index] if index < len(lines) else Content("")

    def action_page(self, direction: int) -> None:
        """Scroll by a page."""
        self._scroll(direction * max(1, self.window() - 2))

    def action_choose(self) -> None:
        """There is nothing to choose on a page."""


__all__ = [
    "BLANK",
    "TAB_KEYS",
    "Builder",
    "Item",
    "Menu",
    "Page",
    "Tabs",
    "bullet",
    "fact",
    "heading",
    "prose",
    "table",
    "title",
]
