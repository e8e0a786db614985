"""The room: a seating plan on a horseshoe, every chair a place one can go to.

Guarantees: chairs never cover each other (in a room too small they become a list); the order of the
focus is the order of the seats; stance is a sign and a letter beside its colour; nothing is mounted
again when the state of the room changes.
"""

# ruff: noqa: A002  # `id` is what the framework calls it in every widget
from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from diplogame.tui.widgets.canvas import Braille, Cells, clip, fit
from diplogame.tui.widgets.marks import ENGLISH, Stance, Words

_NARROW = 50
# 1 is an ellipse; less makes the shoulders of the horseshoe squarer. The first that fits is taken.
_SHAPES = (0.62, 0.5, 0.8)


@dataclass(frozen=True, slots=True)
class Seat:
    """One chair in the room.

    Attributes:
        key: Identity.
        name: The delegation, short.
        stance: On the package the room is looking at.
        trust: 0-100 towards you, None for yourself or when it means nothing.
        contact: When you last spoke, in a word or two.
        you: It is the viewer's own chair.
        presides: It sits at the head of the horseshoe.
        voice: It speaks but has no vote; drawn without a stance.
    """

    key: str
    name: str
    stance: Stance = Stance.UNKNOWN
    trust: int | None = None
    contact: str = ""
    you: bool = False
    presides: bool = False
    voice: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything goes: the upper left cell of each seat, their size, and the arc's box."""

    places: tuple[tuple[int, int], ...]
    width: int
    height: int
    shape: float = _SHAPES[0]
    listed: bool = False


def _curve(t: float, rx: float, ry: float, shape: float) -> tuple[float, float]:
    """Return the offset from the foot of the horseshoe's middle; t runs 0 to 1, left to right."""
    angle = math.pi * t
    cos, sin = math.cos(angle), math.sin(angle)
    return (-rx * math.copysign(abs(cos) ** shape, cos), -ry * max(0.0, sin) ** shape)


def _even(
    count: int, rx: float, ry: float, shape: float, start: float, end: float
) -> list[tuple[float, float]]:
    """Return `count` points between two parameters, evenly spaced to the eye, ends included."""
    steps = 400
    samples = [_curve(start + (end - start) * i / steps, rx, ry, shape) for i in range(steps + 1)]
    lengths = [0.0]
    for (x0, y0), (x1, y1) in itertools.pairwise(samples):
        # A cell is about twice as high as it is wide.
        lengths.append(lengths[-1] + math.hypot(x1 - x0, 2 * (y1 - y0)))
    out: list[tuple[float, float]] = []
    for index in range(count):
        share = 0.5 if count == 1 else index / (count - 1)
        goal = lengths[-1] * share
        at = next(i for i, length in enumerate(lengths) if length >= goal - 1e-9)
        out.append(samples[at])
    return out


def plan(seats: Sequence[Seat], width: int, height: int) -> Plan:
    """Return where the seats go in a room of `width` x `height` cells."""
    count = len(seats)
    listed = Plan(tuple((0, i) for i in range(count)), width, 1, listed=True)
    if width < _NARROW or count < 2 or height < 6:
        return listed
    sizes = [(3, 18), (3, 15), (2, 15), (2, 12), (2, 10)]
    # First with little pushing and a visible table, then anything that fits, small chairs first.
    for most, tries in ((6, sizes), (10_000, sizes[:1:-1])):
        for tall, wide in tries:
            if most < 100 and (height < 6 * tall or width < 2 * wide + 26):
                continue
            for shape in _SHAPES:
                wanted = _places(seats, width, height, wide, tall, shape)
                places = _nudged(wanted, width, height, wide, tall)
                moved = [
                    abs(x0 - x1) + 3 * abs(y0 - y1)
                    for (x0, y0), (x1, y1) in zip(wanted, places, strict=True)
                ]
                if max(moved) <= most and not _overlap(places, wide, tall):
                    return Plan(tuple(places), wide, tall, shape)
    return listed


def _places(
    seats: Sequence[Seat], width: int, height: int, wide: int, tall: int, shape: float
) -> list[tuple[int, int]]:
    rx, ry = min((width - wide) / 2 - 1, 46.0), float(height - tall)
    middle = (width - wide) / 2
    head = next((i for i, seat in enumerate(seats) if seat.presides), None)
    rest = [i for i in range(len(seats)) if i != head]
    points: dict[int, tuple[float, float]] = {}
    if head is None:
        points = dict(zip(rest, _even(len(rest), rx, ry, shape, 0.0, 1.0), strict=True))
    else:
        points[head] = _curve(0.5, rx, ry, shape)
        left = (len(rest) + 1) // 2
        # Each wing is spread evenly and stops a full seat's distance short of the head.
        wing = _even(left + 1, rx, ry, shape, 0.0, 0.5)[:left]
        points.update(zip(rest[:left], wing, strict=True))
        right = len(rest) - left
        wing = _even(right + 1, rx, ry, shape, 0.5, 1.0)[1:]
        points.update(zip(rest[left:], wing, strict=True))
    foot = height - tall
    return [
        (round(middle + points[i][0]), max(0, min(foot, round(foot + points[i][1]))))
        for i in range(len(seats))
    ]


def _nudged(
    places: Sequence[tuple[int, int]], width: int, height: int, wide: int, tall: int
) -> list[tuple[int, int]]:
    """Return the places with seats that touch moved outward, or down, from the top of the arc on."""
    order = sorted(
        range(len(places)), key=lambda i: (places[i][1], abs(2 * places[i][0] + wide - width), i)
    )
    done: dict[int, tuple[int, int]] = {}
    for index in order:
        x, y = places[index]
        side = -1 if 2 * x + wide < width else 1
        moves = [(step, drop) for drop in range(tall + 1) for step in range(wide)]
        for step, drop in sorted(moves, key=lambda move: (move[0] + 3 * move[1], move)):
            spot = (x + side * step, y + drop)
            inside = 0 <= spot[0] <= width - wide and spot[1] <= height - tall
            if inside and not _overlap([spot, *done.values()], wide, tall, first=True):
                x, y = spot
                break
        done[index] = (x, y)
    return [done[i] for i in range(len(places))]


def _overlap(places: Sequence[tuple[int, int]], wide: int, tall: int, first: bool = False) -> bool:
    """Whether any two seats touch; with `first`, whether the first touches another."""
    for index, (x, y) in enumerate(places):
        if x < 0:
            return True
        for other_x, other_y in places[index + 1 :]:
            if abs(x - other_x) < wide + 1 and abs(y - other_y) < tall:
                return True
        if first:
            break
    return False


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
            parts.append((f"{stance.sign} {words.letter(stance)}", f"bold {stance.tone}"))
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
        Binding("right,down,l,j", "walk(1)", "Next chair", show=False),
        Binding("left,up,h,k", "walk(-1)", "Previous chair", show=False),
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
            points = [_curve(i / 160, in_x, in_y, found.shape) for i in range(161)]
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
