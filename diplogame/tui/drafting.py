"""A bargain in the making, and the widget in which it is made: undertakings by party and row.

Guarantees: what is on the table of the widget is exactly the bargain it returns, and back; nothing is
proposed by drawing it up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from diplogame.rules.ids import SeatId
from diplogame.rules.terms import Bargain, Proviso, Term, TermKind, Trigger
from diplogame.rules.undertakings import STANDS
from diplogame.rules.values import dataclass
from diplogame.tui.widgets.canvas import clip, fit
from diplogame.tui.widgets.listing import Listing

_ORDER = (
    TermKind.SUPPORT,
    TermKind.ACQUIESCE,
    TermKind.PAY,
    TermKind.ADOPT,
    TermKind.LIFT,
    TermKind.BACK,
    TermKind.LEAVE,
    TermKind.STAY,
)


def row_of(term: Term) -> str:
    """Return the key of the row in which an undertaking is drawn up."""
    match term.kind:
        case TermKind.SUPPORT | TermKind.ACQUIESCE:
            return f"issue:{term.issue}"
        case TermKind.PAY:
            return f"pay:{term.by}|{term.incentive}|{term.to}"
        case TermKind.ADOPT:
            return "adopt:"
        case TermKind.LIFT:
            return f"lift:{term.threat}"
        case TermKind.BACK:
            return f"back:{term.by}|{term.to}"
        case TermKind.LEAVE | TermKind.STAY:
            return f"bond:{term.kind.value}|{term.by}|{term.to}"


@dataclass(slots=True)
class Draft:
    """Undertakings by whom and on what, before they are a bargain.

    Attributes:
        due: Round until whose end it runs.
        public: Whether it is announced.
        stands: (party, issue index) to (SUPPORT or ACQUIESCE, option).
        pays: (giver, incentive, receiver) to when it is paid.
        adopts: Parties that vote for the whole text.
        lifts: (party, threat or sanction) to be taken back.
        backs: (party, third delegation) whose pressing it backs.
        bonds: (party, LEAVE or STAY, coalition).
        givens: (row, party) of an undertaking to the condition without which it does not bind (R6.6).
    """

    due: int
    public: bool = False
    stands: dict[tuple[SeatId, int], tuple[TermKind, int]] = field(default_factory=dict)
    pays: dict[tuple[SeatId, str, SeatId], Trigger] = field(default_factory=dict)
    adopts: set[SeatId] = field(default_factory=set)
    lifts: set[tuple[SeatId, str]] = field(default_factory=set)
    backs: set[tuple[SeatId, SeatId]] = field(default_factory=set)
    bonds: set[tuple[SeatId, TermKind, str]] = field(default_factory=set)
    givens: dict[tuple[str, SeatId], Proviso] = field(default_factory=dict)

    @classmethod
    def of(cls, bargain: Bargain) -> Draft:
        """Return the draft that says what a bargain says."""
        draft = cls(bargain.due, bargain.public)
        for term in bargain.terms:
            match term.kind:
                case TermKind.SUPPORT | TermKind.ACQUIESCE:
                    draft.stands[term.by, term.issue] = (term.kind, term.option)
                case TermKind.PAY:
                    draft.pays[term.by, term.incentive, term.to] = term.trigger
                case TermKind.ADOPT:
                    draft.adopts.add(term.by)
                case TermKind.LIFT:
                    draft.lifts.add((term.by, term.threat))
                case TermKind.BACK:
                    draft.backs.add((term.by, term.to))
                case TermKind.LEAVE | TermKind.STAY:
                    draft.bonds.add((term.by, term.kind, term.to))
            if term.given is not None:
                draft.givens[row_of(term), term.by] = term.given
        return draft

    def terms(self) -> tuple[Term, ...]:
        """Return the undertakings in a fixed order."""
        found = [
            Term(by, kind, issue, option)
            for (by, issue), (kind, option) in sorted(self.stands.items())
        ]
        found += [
            Term(by, TermKind.PAY, to=to, incentive=incentive, trigger=trigger)
            for (by, incentive, to), trigger in sorted(self.pays.items())
        ]
        found += [Term(by, TermKind.ADOPT) for by in sorted(self.adopts)]
        found += [Term(by, TermKind.LIFT, threat=key) for by, key in sorted(self.lifts)]
        found += [Term(by, TermKind.BACK, to=to) for by, to in sorted(self.backs)]
        found += [Term(by, kind, to=to) for by, kind, to in sorted(self.bonds)]
        return tuple(self._under_its_condition(term) for term in found)

    def _under_its_condition(self, term: Term) -> Term:
        given = self.givens.get((row_of(term), term.by))
        # What was drawn up before may be about the same clause now: such a condition falls away.
        if given is None or (term.kind in STANDS and given.issue == term.issue):
            return term
        return replace(term, given=given)

    def at(self, row: str, party: SeatId) -> Term | None:
        """Return a party's undertaking in a row, or None."""
        return next((t for t in self.terms() if t.by == party and row_of(t) == row), None)

    def bargain(self) -> Bargain:
        """Return the bargain."""
        return Bargain(self.terms(), self.due, self.public)

    def clear(self) -> None:
        """Take every undertaking back."""
        self.stands.clear()
        self.pays.clear()
        self.adopts.clear()
        self.lifts.clear()
        self.backs.clear()
        self.bonds.clear()
        self.givens.clear()


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the widget.

    Attributes:
        key: Identity; empty for headings.
        label: What it is about.
        cells: One text per party; empty where there is nothing, None where there can be nothing.
        ours: What the line is worth to us, or empty.
        theirs: What it is worth to the other side as believed, or empty.
        tone: Style of `ours`.
        dim: The clause is settled.
        brief: The label where there is no room for it; empty where it has no shorter form.
        briefs: The texts of the cells where there is no room for them; empty likewise.
        tail: What stands at the label's end and is kept where the label is cut.
    """

    key: str
    label: str
    cells: tuple[str | None, ...] = ()
    ours: str = ""
    theirs: str = ""
    tone: str = "$muted"
    dim: bool = False
    brief: str = ""
    briefs: tuple[str | None, ...] = ()
    tail: str = ""


class DraftTable(Listing):
    """The rows of a draft with a cursor over rows and parties."""

    DEFAULT_CSS = """
    DraftTable { height: 1fr; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "side(-1)", "Other side", show=False),
        Binding("right", "side(1)", "Other side", show=False),
        Binding("space", "cycle(1)", "Next", show=False),
        Binding("backspace,delete", "wipe", "Take back", show=False),
    ]

    class Picked(Message):
        """A cell was chosen with Enter or a click."""

        def __init__(self, table: DraftTable, key: str, party: int) -> None:
            super().__init__()
            self.table, self.key, self.party = table, key, party

    class Cycled(Picked):
        """The next value is wanted in a cell."""

    class Wiped(Picked):
        """A cell is to be emptied."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._table: tuple[Row, ...] = ()
        self._parties: tuple[str, ...] = ()
        self._heads: tuple[str, str, str] = ("", "", "")
        self._side = 0

    def show(
        self, rows: Sequence[Row], parties: Sequence[str], heads: tuple[str, str, str]
    ) -> None:
        """Show rows; `parties` head the cells, `heads` the label and the two worths."""
        key = self.key()
        self._table, self._parties, self._heads = tuple(rows), tuple(parties), heads
        self._side = min(self._side, max(0, len(parties) - 1))
        at = next((i for i, row in enumerate(self._table) if row.key and row.key == key), None)
        first = next((i for i, row in enumerate(self._table) if row.key), 0)
        self.changed(first if at is None else at)

    def start(self) -> None:
        """Put the cursor on the first cell: the first row, our own side."""
        self._side, self._top = 0, 0
        self.changed(next((i for i, row in enumerate(self._table) if row.key), 0))

    def key(self) -> str:
        """Return the key of the row under the cursor."""
        return self._table[self.cursor].key if self.cursor < len(self._table) else ""

    @property
    def side(self) -> int:
        """Index of the party whose cell has the cursor."""
        return self._side

    def rows(self) -> int:
        """Return the number of rows."""
        return len(self._table)

    def selectable(self, index: int) -> bool:
        """Headings are passed over."""
        return bool(self._table[index].key)

    def _columns(self, width: int) -> tuple[int, int, int, int]:
        """Return the widths of label, cell, ours and theirs."""
        theirs = 16 if width >= 96 else 0
        ours = 7
        count = max(1, len(self._parties))
        # Where it is narrow, cells hold short names, and labels of gifts have none.
        label = width * (7 if count <= 2 else 6) // 20 if width < 96 else width // 4
        label = min(34, max(14, label))
        cell = max(9, (width - label - ours - theirs - 4) // count - 1)
        return label, cell, ours, theirs

    def head(self, width: int) -> Sequence[Content]:
        """Return the column heads."""
        label, cell, ours, theirs = self._columns(width - 1)
        parts: list[tuple[str, str]] = [(fit("  " + self._heads[0], label + 2), "$muted")]
        for index, party in enumerate(self._parties):
            here = index == self._side
            parts.append((" " + fit(party, cell), "bold underline $brass" if here else "bold $ink"))
        parts.append((fit(self._heads[1], ours, "right"), "$muted"))
        if theirs:
            parts.append((fit(self._heads[2], theirs, "right"), "$muted"))
        return (Content.assemble(*parts), Content.styled("─" * width, "$hairline"))

    def row(self, index: int, width: int, cursor: bool) -> Content:
        """Return one row."""
        row = self._table[index]
        if not row.key:
            return Content.styled(clip("  " + row.label, width), "$muted")
        label, cell, ours, theirs = self._columns(width)
        parts: list[tuple[str, str]] = [("▸ " if cursor else "  ", "bold $brass")]
        # One long name makes all of its kind short: a column reads alike from top to bottom.
        kind = row.key.partition(":")[0]
        alike = (one.label for one in self._table if one.brief and one.key.startswith(f"{kind}:"))
        whole = all(cell_len(name) <= label for name in alike)
        name = row.label if whole or not row.brief else row.brief
        name = clip(name, max(1, label - cell_len(row.tail))) + row.tail
        parts.append((fit(name, label), "$faint" if row.dim else "$ink"))
        for side, text in enumerate(row.cells):
            if text and row.briefs and cell_len(text) > cell:
                text = row.briefs[side]
            here = cursor and side == self._side
            if text is None:
                shown, style = "", "$faint"
            else:
                shown, style = (text, "bold $ink") if text else ("·", "$faint")
            parts.append(("▐" if here else " ", "$brass"))
            parts.append((fit(shown, cell), "bold reverse $brass" if here else style))
        for _ in range(len(self._parties) - len(row.cells)):
            parts.append((" " * (cell + 1), ""))
        parts.append((fit(row.ours, ours, "right"), row.tone))
        if theirs:
            parts.append((fit(row.theirs, theirs, "right"), "$muted"))
        return Content.assemble(*parts)

    # Doing ---------------------------------------------------------------------------------------

    def action_side(self, step: int) -> None:
        """Go to the other side's cells."""
        if self._parties:
            self._side = (self._side + step) % len(self._parties)
            self.refresh()

    def chosen(self, index: int) -> None:
        """Choose what goes into the cell."""
        self.post_message(self.Picked(self, self._table[index].key, self._side))

    def action_cycle(self, step: int) -> None:
        """Ask for the next value."""
        if self.key():
            self.post_message(self.Cycled(self, self.key(), self._side))

    def action_wipe(self) -> None:
        """Empty the cell."""
        if self.key():
            self.post_message(self.Wiped(self, self.key(), self._side))

    def on_click(self, event: events.Click) -> None:
        """A click on a cell goes to its side first."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        label, cell, _, _ = self._columns(self.size.width - 1)
        side = (offset.x - label - 2) // (cell + 1)
        if 0 <= side < len(self._parties) and side != self._side:
            self._side = side
            self.refresh()
