"""The package board: a table of signed numbers and stances with a cursor on every cell.

Guarantees: numbers carry their sign and a true minus, stances their sign, so the table reads without
colour; colours follow the theme when it changes; messages name rows and columns by the caller's keys.
"""

# `id` is what the framework calls it in every widget
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len
from rich.style import Style as RichStyle
from rich.text import Text
from textual.color import Color
from textual.message import Message
from textual.theme import Theme
from textual.widgets import DataTable

from diplogame.rules.values import dataclass
from diplogame.tui.widgets.canvas import clip
from diplogame.tui.widgets.marks import Stance, Tone, signed, value_tone


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a signed value, a stance, a text, or several of them in this order.

    Attributes:
        value: A gain or loss; None for no number.
        stance: A stance sign before it, or None.
        text: Words after it.
        tone: Colour of the words.
        strong: Set in bold: it is part of the package on the board.
    """

    value: int | None = None
    stance: Stance | None = None
    text: str = ""
    tone: Tone = Tone.PLAIN
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A row's or a column's key and name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Board:
    """The table: columns, rows, and one tuple of cells per row; `corner` heads the row names."""

    columns: tuple[Head, ...]
    rows: tuple[Head, ...]
    cells: tuple[tuple[Cell, ...], ...]
    corner: str = ""


class Matrix(DataTable[Text]):
    """Issues x delegations, issues x options, delegations x delegations."""

    DEFAULT_CSS = """
    Matrix { scrollbar-size: 1 1; height: 1fr; width: 1fr; background: $background; color: $ink; }
    Matrix:focus { background-tint: transparent; }
    Matrix > .datatable--header { background: $background; color: $muted; text-style: none; }
    Matrix > .datatable--fixed { background: $background; color: $ink; }
    Matrix > .datatable--cursor { background: $cursor; color: $ink; }
    Matrix > .datatable--header-cursor { background: $cursor; color: $brass; }
    Matrix:ansi > .datatable--header { background: ansi_default; color: $muted; }
    Matrix:focus > .datatable--header { background-tint: transparent; }
    Matrix:ansi:focus > .datatable--cursor {
        background: ansi_default;
        color: ansi_default;
        text-style: reverse;
    }
    Matrix:blur > .datatable--cursor { background: $cursor-idle; }
    """

    class Highlighted(Message):
        """The cursor is on a cell."""

        def __init__(self, matrix: Matrix, row: str, column: str) -> None:
            super().__init__()
            self.matrix, self.row, self.column = matrix, row, column

        @property
        def control(self) -> Matrix:
            """The table it happened in."""
            return self.matrix

    class Chosen(Highlighted):
        """A cell was chosen."""

    def __init__(
        self,
        board: Board | None = None,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            id=id,
            classes=classes,
            cursor_foreground_priority="renderable",
            zebra_stripes=False,
            cell_padding=2,
        )
        self._board = board

    def on_mount(self) -> None:
        """Fill the table, and again whenever the theme changes: its colours are fixed values."""
        self.app.theme_changed_signal.subscribe(self, self._recolour)
        if self._board is not None:
            self.show(self._board)

    def on_resize(self) -> None:
        """Set the columns wider apart when there is room."""
        self.cell_padding = 2 if self.size.width >= 96 else 1

    def _recolour(self, theme: Theme) -> None:
        if self._board is not None:
            self.show(self._board)

    def show(self, board: Board) -> None:
        """Show another table; the cursor stays where it was if that place still exists."""
        spot = self.cursor_coordinate
        # With sixteen colours the cursor is reversed, and coloured figures would be unreadable.
        ansi = self.app.current_theme.ansi
        self.cursor_foreground_priority = "css" if ansi else "renderable"
        self._board = board
        self.clear(columns=True)
        names = [board.corner, *(row.name for row in board.rows)]
        longest = max(cell_len(clip(name, 26)) for name in names)
        self.add_column(Text(clip(board.corner, 26)), key="", width=max(longest, 4))
        self.fixed_columns = 1
        for column in board.columns:
            self.add_column(Text(clip(column.name, 16)), key=f"c{column.key}")
        for row, cells in zip(board.rows, board.cells, strict=True):
            name = Text(clip(row.name, 26), style=self._colour("$ink", bold=False))
            self.add_row(name, *(self._cell(cell) for cell in cells), key=row.key)
        if board.rows and board.columns:
            self.move_cursor(
                row=min(spot.row, len(board.rows) - 1),
                column=min(max(1, spot.column), len(board.columns)),
            )

    def _cell(self, cell: Cell) -> Text:
        parts = Text(no_wrap=True, end="")
        if cell.stance is not None:
            parts.append(cell.stance.sign, self._colour(cell.stance.tone, bold=cell.strong))
        if cell.value is not None:
            if parts:
                parts.append(" ")
            number = signed(cell.value).rjust(4)
            parts.append(number, self._colour(value_tone(cell.value), bold=cell.strong))
        if cell.text:
            if parts:
                parts.append(" ")
            parts.append(clip(cell.text, 24), self._colour(cell.tone.style, bold=cell.strong))
        return parts

    def _colour(self, tone: str, *, bold: bool) -> RichStyle:
        value = self.app.theme_variables.get(tone.removeprefix("$"), "ansi_default")
        return RichStyle(color=Color.parse(value).rich_color, bold=bold or None)

    def _names(self, event: Any) -> tuple[str, str] | None:
        row, column = event.cell_key.row_key.value, event.cell_key.column_key.value
        return None if not column or row is None else (row, column[1:])

    def on_data_table_cell_highlighted(self, event: DataTable.CellHighlighted) -> None:
        """Say it in the caller's keys."""
        event.stop()
        if names := self._names(event):
            self.post_message(self.Highlighted(self, *names))

    def on_data_table_cell_selected(self, event: DataTable.CellSelected) -> None:
        """Say it in the caller's keys."""
        event.stop()
        if names := self._names(event):
            self.post_message(self.Chosen(self, *names))


def board(
    columns: Sequence[tuple[str, str]],
    rows: Sequence[tuple[str, str, Sequence[Cell]]],
    corner: str = "",
) -> Board:
    """Return a board from plain pairs: (key, name) columns, (key, name, cells) rows."""
    return Board(
        tuple(Head(*column) for column in columns),
        tuple(Head(key, name) for key, name, _ in rows),
        tuple(tuple(cells) for _, _, cells in rows),
        corner,
    )
