"""The room: a seating plan on a horseshoe, every chair a place one can go to.

Guarantees: chairs never cover each other (in a room too small they become a list); the order of the
focus is the order of the seats; stance is a sign and a letter beside its colour; nothing is mounted
again when the state of the room changes.
"""

# `id` is what the framework calls it in every widget
from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from diplogame.tui.widgets.canvas import Braille, Cells, clip, fit
from diplogame.tui.widgets.marks import ENGLISH, Stance, Words
from diplogame.tui.widgets.seating import Plan, Seat, curve, plan


class SeatPlace(Widget, can_focus=True):
    """One chair. Focus it with Tab or the arrows, choose it with Enter or a click."""

    DEFAULT_CSS = """
    SeatPlace { position: absolute; height: 2; width: 12; background: $background; color: $ink; }
    SeatPlace:focus { background: $cursor; }
    SeatPlace:ansi:focus { background: ansi_default; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "choose", "Open", show=False)]

    def __init__(self, seat: Seat, words: Words) -> None:
        super().__init__()
        self.seat = seat
        self._words = words
        self.listed = False
        self.placed = False

    def set(self, seat: Seat) -> None:
        """Show another state of the chair."""
        if seat != self.seat:
            self.seat = seat
            self.refresh()

    def render(self) -> Content:
        """Draw name, stance and trust."""
        if not self.placed:  # never a heap of chairs in the corner, not even for a moment
            return Content("")
        width, height = self.size
        seat = self.seat
        title = "bold $brass" if seat.you else "bold $ink"
        name = clip(seat.name, max(1, width - 2))
        if self.listed:
            return self._shown(self._as_line(width, title), width)
        lines = [Content.styled(fit(name, width, "center"), title)]
        lines.append(self._center(self._state(), width))
        if height > 2:
            lines.append(Content.styled(fit(seat.contact, width, "center"), "$muted"))
        return Content("\n").join([self._shown(line, width) for line in lines[: max(1, height)]])

    def _shown(self, line: Content, width: int) -> Content:
        """Return the line; under the cursor and with sixteen colours in reverse, without colours."""
        if self.has_focus and self.app.current_theme.ansi:
            return Content.styled(fit(line.plain, width), "reverse")
        return line

    def _state(self) -> Content:
        seat, words = self.seat, self._words
        parts: list[tuple[str, str]] = []
        if not seat.voice:
            stance = seat.stance
            # Before a conference nobody stands anywhere: a plain dot, not a question.
            unmet = stance is Stance.UNKNOWN and seat.trust is None and not seat.you
            sign = stance.sign if unmet else f"{stance.sign} {words.letter(stance)}"
            parts.append((sign, f"bold {stance.tone}"))
        if seat.you:
            parts.append(((" · " if parts else "") + clip(words.you, 5), "$brass"))
        elif seat.trust is not None:
            parts.append(((" · " if parts else "") + str(seat.trust), "$muted"))
        if not parts:
            parts.append(("◦", "$faint"))
        return Content.assemble(*parts)

    @staticmethod
    def _center(content: Content, width: int) -> Content:
        left = max(0, (width - content.cell_length) // 2)
        return Content.assemble(" " * left, content)

    def _as_line(self, width: int, title: str) -> Content:
        seat = self.seat
        name = max(6, min(20, width - 22))
        state = self._state()
        return Content.assemble(
            ("▸ " if self.has_focus else "  ", "bold $brass"),
            (fit(seat.name, name) + " ", title),
            state,
            " " * max(1, 12 - state.cell_length),
            (clip(seat.contact, max(0, width - name - 16)), "$muted"),
        )

    def on_focus(self) -> None:
        """Say which chair it is."""
        self.refresh()
        self.post_message(Horseshoe.SeatHighlighted(self.seat.key))

    def on_blur(self) -> None:
        """Take the pointer away."""
        self.refresh()

    def action_choose(self) -> None:
        """Choose this chair."""
        self.post_message(Horseshoe.SeatChosen(self.seat.key))

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        event.stop()
        self.action_choose()


class Horseshoe(Widget):
    """The room with its chairs."""

    DEFAULT_CSS = """
    Horseshoe { height: 1fr; width: 1fr; overflow: hidden; background: $background; }
    Horseshoe.-listed { overflow-y: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,down,j", "walk(1)", "Next chair", show=False),
        Binding("left,up,k", "walk(-1)", "Previous chair", show=False),
    ]

    class SeatHighlighted(Message):
        """A chair has the focus."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class SeatChosen(SeatHighlighted):
        """A chair was chosen with Enter or a click."""

    def __init__(
        self,
        seats: Sequence[Seat] = (),
        *,
        caption: Sequence[str] = (),
        words: Words = ENGLISH,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Take the seats in the order they sit, from the left foot to the right; caption: mid-room."""
        super().__init__(id=id, classes=classes)
        self._words = words
        self._seats = tuple(seats)
        self._caption = tuple(caption)
        self._places = [SeatPlace(seat, words) for seat in self._seats]
        self._plan: Plan | None = None

    def compose(self) -> list[SeatPlace]:
        """Mount the chairs once."""
        return self._places

    async def show(self, seats: Sequence[Seat], caption: Sequence[str] | None = None) -> None:
        """Show another state of the room; chairs are mounted anew only if others sit there."""
        same = [s.key for s in seats] == [s.key for s in self._seats]
        self._seats = tuple(seats)
        if caption is not None:
            self._caption = tuple(caption)
        if same:
            for place, seat in zip(self._places, self._seats, strict=True):
                place.set(seat)
        else:
            await self.remove_children()
            self._places = [SeatPlace(seat, self._words) for seat in self._seats]
            await self.mount_all(self._places)
            self._arrange()
        self.refresh()

    def on_mount(self) -> None:
        """Find the first places."""
        self._arrange()

    def on_resize(self) -> None:
        """Move the chairs to where they belong now."""
        self._arrange()

    def _arrange(self) -> None:
        width, height = self.size
        if not width or not height:
            return
        found = plan(self._seats, width, height)
        self._plan = found
        self.set_class(found.listed, "-listed")
        with self.app.batch_update():
            for place, (x, y) in zip(self._places, found.places, strict=True):
                place.listed = found.listed
                place.placed = True
                if found.listed:
                    place.styles.position = "relative"
                    place.styles.offset = (0, 0)
                    place.styles.width = "100%"
                    place.styles.height = 1
                else:
                    place.styles.position = "absolute"
                    place.styles.offset = (x, y)
                    place.styles.width = found.width
                    place.styles.height = found.height
                place.refresh()
        self.refresh()

    def action_walk(self, step: int) -> None:
        """Give the focus to the next or the previous chair."""
        if not self._places:
            return
        now = next((i for i, place in enumerate(self._places) if place.has_focus), None)
        index = (0 if step > 0 else -1) if now is None else (now + step) % len(self._places)
        self._places[index].focus()

    def focus_seat(self, key: str) -> bool:
        """Give the focus to a chair; return whether it exists."""
        for place in self._places:
            if place.seat.key == key:
                place.focus()
                return True
        return False

    def render(self) -> Content:
        """Draw the table behind the chairs, and the caption in its middle."""
        width, height = self.size
        found = self._plan
        if found is None or found.listed or not found.places:
            return Content("")
        cells = Cells(width, height)
        rx, ry = min((width - found.width) / 2 - 1, 46.0), float(height - found.height)
        middle, foot = (width - 1) / 2, height - found.height / 2 - 0.5
        for x, y in found.places:  # the table keeps clear of the chairs
            for row in range(y, y + found.height):
                cells.put(x - 1, row, " " * (found.width + 2))
        for inset, style in ((0.0, "$faint"), (1.6, "$hairline")):
            table = Braille(width, height)
            in_x = rx - found.width / 2 - 2 - inset * 2
            in_y = ry - found.height / 2 - 0.9 - inset * 0.8
            if in_x < 8 or in_y < 3:
                continue
            points = [curve(i / 160, in_x, in_y, found.shape) for i in range(161)]
            table.path([((middle + x) * 2 + 1, (foot + y) * 4 + 2) for x, y in points])
            cells.dots(table, style)
        top = found.height + 3
        room = max(1, int((rx - found.width / 2 - 7) * 2))
        lines = self._caption[: max(0, height - top - 1)] if room >= 12 else ()
        start = max(top, top + (height - top - len(lines)) // 2 - 1)
        for index, line in enumerate(lines):
            text = clip(line, room)
            style = "bold $ink" if index == 0 else "$muted"
            cells.put((width - room) // 2, start + index, fit(text, room, "center"), style)
        return cells.content()
