"""The package board: issues down, options across, the package that is being built picked out.

Guarantees: one line an issue, two where the height allows; the chosen option is marked by brackets and
by weight, never by colour alone; moving left or right changes the package and says so; closed clauses
cannot be moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from diplogame.rules.values import dataclass
from diplogame.tui.widgets.canvas import clip, fit
from diplogame.tui.widgets.listing import Listing
from diplogame.tui.widgets.marks import IDEAL, LEADING, MANDATE, Stance, signed, value_tone


@dataclass(frozen=True, slots=True)
class Choice:
    """One option on the board.

    Attributes:
        name: Short title.
        points: What it is worth to us against the text as it stands; None without interests.
        ideal: Our ideal.
        mandate: Within our mandate.
        leading: What the chair's text reads today.
        red: Chosen now, it would be part of a crossed red line.
        support: Believed stance of each delegation, in the order of the heads.
    """

    name: str
    points: int | None = None
    ideal: bool = False
    mandate: bool = True
    leading: bool = False
    red: bool = False
    support: tuple[Stance, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One issue on the board; a fixed one is closed."""

    name: str
    choices: tuple[Choice, ...]
    chosen: int
    fixed: bool = False


class Packages(Listing):
    """The board with a cursor on issues; left and right move through options."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "shift(-1)", "Option", key_display="←→"),
        Binding("right,l", "shift(1)", "Option", show=False),
        Binding("enter,space", "shift(1)", "Next option", show=False),
    ]

    class Changed(Message):
        """An option was chosen for an issue."""

        def __init__(self, board: Packages, issue: int, option: int) -> None:
            super().__init__()
            self.board, self.issue, self.option = board, issue, option

        @property
        def control(self) -> Packages:
            """The board it happened in."""
            return self.board

    class Moved(Message):
        """The cursor is on another issue."""

        def __init__(self, board: Packages, issue: int) -> None:
            super().__init__()
            self.board, self.issue = board, issue

        @property
        def control(self) -> Packages:
            """The board it happened in."""
            return self.board

    class Stuck(Message):
        """A closed clause was to be moved."""

    def __init__(
        self,
        rows: Sequence[Row] = (),
        heads: Sequence[str] = (),
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._rows = tuple(rows)
        self._heads = tuple(heads)
        self._spots: dict[int, list[tuple[int, int, int]]] = {}
        self._above: tuple[int, tuple[Content, ...]] = (-1, ())

    def show(self, rows: Sequence[Row], heads: Sequence[str]) -> None:
        """Show another package."""
        taller = len(rows) != len(self._rows) or len(heads) != len(self._heads)
        self._rows, self._heads = tuple(rows), tuple(heads)
        self._above = (-1, ())
        self.refresh(layout=taller)

    @property
    def issue(self) -> int:
        """The issue under the cursor."""
        return self.cursor // self._height()

    # Lines -----------------------------------------------------------------------------------

    def _height(self) -> int:
        """Lines an issue takes: three with a blank, two, or one."""
        if not self._rows or not self.size.height:
            return 1
        room = (self.size.height - 2) // len(self._rows)
        return 3 if room >= 3 else 2 if room >= 2 else 1

    def rows(self) -> int:
        """Return the number of lines."""
        return len(self._rows) * self._height()

    def selectable(self, index: int) -> bool:
        """The cursor stands on an issue's first line."""
        return index % self._height() == 0

    def owner(self, index: int) -> int:
        """The lines of an issue belong together."""
        height = self._height()
        return index if index % height == 2 else index // height * height

    def on_resize(self) -> None:
        """Keep the cursor on its issue when the lines per issue change."""
        self.changed(self.cursor)
        super().on_resize()

    def _columns(self, width: int) -> tuple[int, int]:
        """Return the widths of the issues' names and of one option."""
        most = max((len(row.choices) for row in self._rows), default=1)
        longest = max((cell_len(clip(row.name, 16)) for row in self._rows), default=8)
        name = min(longest, 15 if width >= 70 else 13 if width >= 60 else 10)
        free = width - 4 - name
        return name, max(6, min(17, free // most))

    def _cell(self, row: Row, width: int) -> int:
        """Return the width of an issue's options: as wide as all others, or wider where that cuts names."""
        name, cell = self._columns(width)
        return cell if cell >= 15 else max(cell, min(17, (width - 4 - name) // len(row.choices)))

    def row(self, index: int, width: int, cursor: bool) -> Content:
        """Return a line of an issue."""
        height = self._height()
        number, line = divmod(index, height)
        if line == 2 or number >= len(self._rows):
            return Content("")
        row = self._rows[number]
        name, _ = self._columns(width)
        cell = self._cell(row, width)
        if line == 1:
            return self._support(row, name, cell)
        here = index == self.cursor
        parts: list[tuple[str, str]] = [
            ("▸ " if here else "  ", "bold $brass"),
            (fit(row.name, name), "bold $ink" if here else "$ink"),
            (" ● " if row.fixed else "   ", "$good"),
        ]
        spots: list[tuple[int, int, int]] = []
        x = 5 + name
        for option, choice in enumerate(row.choices):
            parts += self._choice(row, option, choice, cell)
            spots.append((x, x + cell, option))
            x += cell
        self._spots[number] = spots
        return Content.assemble(*parts)

    def _choice(self, row: Row, option: int, choice: Choice, cell: int) -> list[tuple[str, str]]:
        chosen = option == row.chosen
        room = max(3, cell - 4)
        sign = (
            "✗"
            if chosen and choice.red
            else IDEAL
            if choice.ideal
            else LEADING
            if choice.leading
            else " "
        )
        tone = "bold $bad" if sign == "✗" else "bold $brass" if sign == IDEAL else "$ink"
        text = clip(choice.name, room)
        gap = " " * max(0, cell - 4 - cell_len(text))
        if chosen:
            style = "bold $bad" if choice.red else "bold $ink" if choice.mandate else "bold $poor"
            return [
                (sign, tone),
                ("[", "bold $brass"),
                (text, style),
                ("]", "bold $brass"),
                (gap + " ", ""),
            ]
        style = "$faint" if row.fixed or not choice.mandate else "$muted"
        return [(sign, tone), (" ", ""), (text, style), (" ", ""), (gap + " ", "")]

    def _support(self, row: Row, name: int, cell: int) -> Content:
        parts: list[tuple[str, str]] = [(" " * (5 + name), "")]
        for option, choice in enumerate(row.choices):
            points = "" if choice.points is None or option == row.chosen else signed(choice.points)
            signs = choice.support if cell >= len(choice.support) + 2 else ()
            left = cell - 2 - len(signs)
            parts.append((" ", ""))
            parts += [(s.sign, s.tone if option == row.chosen else "$faint") for s in signs]
            if cell_len(points) >= left:
                # Where the gap at the thousands would cost a figure, the figure stays.
                points = points.replace("\u202f", "")
            if left >= 5 and points:
                parts.append((fit(" " + points, left), value_tone(choice.points or 0)))
            else:
                parts.append((" " * left, ""))
            parts.append((" ", ""))
        return Content.assemble(*parts)

    def head(self, width: int) -> Sequence[Content]:
        """Return what the signs below an option stand for."""
        if not self._rows:
            return ()
        # Asked for by every line that is painted, and the same for all of them.
        if self._above[0] == width:
            return self._above[1]
        name, _cell = self._columns(width - 1)
        legend: list[tuple[str, str]] = [
            (" " * (5 + name + 1), ""),
            ("".join(clip(h, 1) for h in self._heads), "$muted"),
            ("   ", ""),
            (f"{LEADING} ", "$ink"),
            ("text  ", "$muted"),
            (f"{IDEAL} ", "bold $brass"),
            ("ideal  ", "$muted"),
            ("[ ]", "bold $brass"),
            (" your package", "$muted"),
        ]
        made = (Content.assemble(*legend).truncate(width), Content.styled("─" * width, "$hairline"))
        self._above = (width, made)
        return made

    # Doing -----------------------------------------------------------------------------------

    def highlighted(self, index: int) -> None:
        """Tell the screen which issue the cursor is on."""
        self.post_message(self.Moved(self, index // self._height()))

    def action_shift(self, step: int) -> None:
        """Choose the next or the previous option of the issue under the cursor."""
        if not self._rows:
            return
        row = self._rows[self.issue]
        if row.fixed:
            self.post_message(self.Stuck())
            return
        option = (row.chosen + step) % len(row.choices)
        self.post_message(self.Changed(self, self.issue, option))

    def on_click(self, event: events.Click) -> None:
        """A click on an option chooses it."""
        event.stop()
        offset = event.get_content_offset(self)
        if offset is None:
            return
        head = len(self.head(self.size.width))
        index = self.top + offset.y - head
        if not 0 <= offset.y - head < self.window() or index >= self.rows():
            return
        number = index // self._height()
        self.move_to(number * self._height())
        for start, end, option in self._spots.get(number, ()):
            if start <= offset.x < end:
                if self._rows[number].fixed:
                    self.post_message(self.Stuck())
                elif option != self._rows[number].chosen:
                    self.post_message(self.Changed(self, number, option))
                return


__all__ = ["MANDATE", "Choice", "Packages", "Row"]
