"""Lines with a cursor: the base of the text, the cables and the roll-call.

Guarantees: one widget whatever the number of lines; only visible lines are made into content; moving
the cursor repaints two lines; keys and mouse do the same things. Lines above and below the list
(`head`, `foot`) never scroll.
"""

# `id` is what the framework calls it in every widget
from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

KEPT_LINES = 128
"""Painted lines that a list remembers: about two screens."""


class Listing(Widget, can_focus=True):
    """A list of lines drawn on demand. Subclasses say what the lines are."""

    DEFAULT_CSS = """
    Listing { height: 1fr; width: 1fr; color: $ink; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home,g", "edge(-1)", "First", show=False),
        Binding("end,G", "edge(1)", "Last", show=False),
        Binding("enter", "choose", "Choose", show=False),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._cursor = 0
        self._top = 0
        self._painted: dict[Hashable, Strip] = {}

    # What subclasses say ------------------------------------------------------------------

    def rows(self) -> int:
        """Return the number of lines in the list."""
        raise NotImplementedError

    def row(self, index: int, width: int, cursor: bool) -> Content:
        """Return one line; `cursor` says whether the cursor is on it."""
        raise NotImplementedError

    def selectable(self, index: int) -> bool:
        """Whether the cursor may stand on the line."""
        return True

    def owner(self, index: int) -> int:
        """Return the line this one continues: the cursor covers both. Itself by default."""
        return index

    def head(self, width: int) -> Sequence[Content]:
        """Return the lines above the list."""
        return ()

    def foot(self, width: int) -> Sequence[Content]:
        """Return the lines below the list."""
        return ()

    def highlighted(self, index: int) -> None:
        """The cursor moved to the line."""

    def chosen(self, index: int) -> None:
        """The line was chosen with Enter or a click on the line under the cursor."""

    def head_clicked(self, x: int, y: int) -> None:
        """A line above the list was clicked."""

    # Cursor and scrolling --------------------------------------------------------------------

    @property
    def cursor(self) -> int:
        """Index of the line under the cursor, from 0."""
        return self._cursor

    @property
    def top(self) -> int:
        """Index of the first visible line."""
        return self._top

    def window(self) -> int:
        """Return how many lines of the list are visible."""
        size = self.size
        fixed = len(self.head(size.width)) + len(self.foot(size.width))
        return max(1, size.height - fixed)

    def changed(self, cursor: int | None = None) -> None:
        """The lines are others now: put the cursor on a line it may stand on and repaint."""
        count = self.rows()
        wanted = self._cursor if cursor is None else cursor
        self._cursor = self._nearest(min(max(0, wanted), max(0, count - 1)))
        self._reveal()
        self.refresh()

    def _nearest(self, index: int) -> int:
        count = self.rows()
        for distance in range(count):
            for candidate in (index + distance, index - distance):
                if 0 <= candidate < count and self.selectable(candidate):
                    return candidate
        return 0

    def _reveal(self) -> bool:
        """Scroll so that the cursor is visible; return whether anything moved."""
        window, count, before = self.window(), self.rows(), self._top
        top = min(self._top, max(0, count - window))
        if self._cursor < top:
            # A heading just above the cursor comes into sight with it.
            top = self._cursor - (
                1 if self._cursor and not self.selectable(self._cursor - 1) else 0
            )
        elif self._cursor >= top + window:
            top = self._cursor - window + 1
        self._top = max(0, top)
        return self._top != before

    def move_to(self, index: int) -> None:
        """Put the cursor on a line, scroll it into sight and say so."""
        if not (0 <= index < self.rows() and self.selectable(index)) or index == self._cursor:
            return
        before, self._cursor = self._cursor, index
        feet = len(self.foot(self.size.width))
        if self._reveal():
            self.refresh()
        else:
            head = len(self.head(self.size.width))
            width = self.size.width
            lines = [head + before - self._top, head + index - self._top]
            regions = [Region(0, line, width, 2) for line in lines if line >= 0]
            if feet:
                regions.append(Region(0, self.size.height - feet, width, feet))
            self.refresh(*regions)
        self.highlighted(index)

    def action_move(self, step: int) -> None:
        """Move to the next line the cursor may stand on; without one, scroll."""
        index = self._cursor + step
        while 0 <= index < self.rows():
            if self.selectable(index):
                self.move_to(index)
                return
            index += step
        self._scroll(step)

    def action_page(self, direction: int) -> None:
        """Move by a page."""
        if self.rows():
            target = self._cursor + direction * max(1, self.window() - 1)
            self.move_to(self._nearest(min(max(0, target), self.rows() - 1)))

    def action_edge(self, direction: int) -> None:
        """Move to the first or the last line."""
        if self.rows():
            self.move_to(self._nearest(0 if direction < 0 else self.rows() - 1))
            self._scroll(direction * self.rows())

    def action_choose(self) -> None:
        """Choose the line under the cursor."""
        if self.rows() and self.selectable(self._cursor):
            self.chosen(self._cursor)

    def _scroll(self, step: int) -> None:
        top = min(max(0, self._top + step), max(0, self.rows() - self.window()))
        if top != self._top:
            self._top = top
            self.refresh()

    # Events ---------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._reveal()
        self.refresh()

    def on_focus(self) -> None:
        """Paint the cursor as active."""
        self.refresh()

    def on_blur(self) -> None:
        """Paint the cursor as idle."""
        self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self._scroll(-3)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked line; a click on the cursor's line chooses it."""
        event.stop()
        offset = event.get_content_offset(self)
        if offset is None:
            return
        head = len(self.head(self.size.width))
        if offset.y < head:
            self.head_clicked(offset.x, offset.y)
            return
        index = self._top + offset.y - head
        if offset.y - head >= self.window() or index >= self.rows():
            return
        index = self.owner(index)
        if self.selectable(index):
            if index == self._cursor:
                self.chosen(index)
            else:
                self.move_to(index)

    # Painting -------------------------------------------------------------------------------

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height of everything, for `height: auto`."""
        return len(self.head(width)) + self.rows() + len(self.foot(width))

    def render_line(self, y: int) -> Strip:
        """Return one line of the widget."""
        width = self.size.width
        head, foot = self.head(width), self.foot(width)
        content, ground = Content(""), ""
        bottom = self.size.height - len(foot)
        if y < len(head):
            content = head[y]
        elif y >= bottom:
            content = foot[y - bottom]
        else:
            index = self._top + y - len(head)
            if index < self.rows():
                cursor = self.owner(index) == self._cursor and self.selectable(self._cursor)
                content = self.row(index, width - 1, cursor)
                if cursor:
                    ground = "on $cursor" if self.has_focus else "on $cursor-idle"
            bar = self._scroll_mark(y - len(head))
            blank = width - 1 - content.cell_length
            content = Content.assemble(content, " " * max(0, blank))
            if ground and self.app.current_theme.ansi:
                # Sixteen colours have no shade that is safe behind all the others.
                if self.has_focus:
                    content = Content.styled(content.plain, "reverse")
            elif ground:
                content = content.stylize_before(ground)
            content = Content.assemble(content, bar)
        if content.cell_length > width:
            content = content.truncate(width, ellipsis=True)
        return self._paint(content, width)

    def _paint(self, content: Content, width: int) -> Strip:
        """The line in colours; one that reads as it did before is not coloured again."""
        style = self.visual_style
        key = (content.plain, tuple(content.spans), width, style, self.app.theme)
        marked = self.text_selection is not None
        known = None if marked else self._painted.get(key)
        if known is not None:
            return known
        strips = Visual.to_strips(self, content, width, 1, style, pad=True)
        strip = strips[0] if strips else Strip.blank(width, self.rich_style)
        if not marked:
            if len(self._painted) >= KEPT_LINES:
                self._painted.clear()
            self._painted[key] = strip
        return strip

    def notify_style_update(self) -> None:
        """Forget painted lines: colours may mean something else now."""
        self._painted.clear()
        super().notify_style_update()

    def _scroll_mark(self, line: int) -> tuple[str, str]:
        window, count = self.window(), self.rows()
        if count <= window:
            return (" ", "")
        size = max(1, window * window // count)
        start = self._top * (window - size) // max(1, count - window)
        return ("▐", "$faint") if start <= line < start + size else ("▕", "$hairline")
