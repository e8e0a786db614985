"""Cables: news, answers, intelligence, the transcript; newest first, filtered.

Guarantees: one widget for any length of history (only visible lines are drawn); the filter shows how
many of each kind there are; the cable under the cursor is readable in full below the list when the
height allows.
"""

# `id` is what the framework calls it in every widget
from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from diplogame.rules.values import dataclass
from diplogame.tui.widgets.canvas import clean, clip, fit, wrap
from diplogame.tui.widgets.listing import Listing
from diplogame.tui.widgets.marks import ENGLISH, Words


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of cable: its key, its name and a one-cell sign."""

    key: str
    name: str
    sign: str = "·"
    style: str = "$muted"


@dataclass(frozen=True, slots=True)
class Cable:
    """One message.

    Attributes:
        key: Identity.
        kind: Key of its `Kind`.
        time: When, short (`R4`, `R4 am`).
        sender: Who.
        subject: One line.
        body: The rest.
        unread: Not seen yet.
    """

    key: str
    kind: str
    time: str
    sender: str
    subject: str
    body: str = ""
    unread: bool = False


_TALL = 12
"""Height from which the filter may take two lines."""


def _broken(
    tabs: Sequence[tuple[str | None, str, str]], width: int
) -> list[list[tuple[str | None, str, str]]]:
    """Return tabs in lines that fit, two cells apart."""
    lines: list[list[tuple[str | None, str, str]]] = [[]]
    x = 1
    for tab in tabs:
        size = cell_len(tab[1] + tab[2])
        if lines[-1] and x + size > width:
            lines.append([])
            x = 1
        lines[-1].append(tab)
        x += size + 2
    return lines


class Cables(Listing):
    """The list of cables with its filter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,f", "filter(1)", "Next kind", show=False),
        Binding("left,F", "filter(-1)", "Previous kind", show=False),
    ]

    class Highlighted(Message):
        """The cursor is on a cable."""

        def __init__(self, cables: Cables, key: str) -> None:
            super().__init__()
            self.cables, self.key = cables, key

        @property
        def control(self) -> Cables:
            """The list it happened in."""
            return self.cables

    class Chosen(Highlighted):
        """A cable was chosen."""

    def __init__(
        self,
        kinds: Sequence[Kind] = (),
        cables: Sequence[Cable] = (),
        *,
        words: Words = ENGLISH,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._words = words
        self._kinds = {kind.key: kind for kind in kinds}
        self._all: tuple[Cable, ...] = tuple(cables)
        self._kind: str | None = None
        self._query = ""
        self._shown: tuple[Cable, ...] = self._all
        self._counts: dict[str, int] = {}
        self._spots: list[tuple[int, int, int, str | None]] = []
        self._select()

    def show(self, cables: Sequence[Cable], kinds: Sequence[Kind] | None = None) -> None:
        """Show these cables, the newest first as the caller ordered them.

        The cursor stays where it is until something new comes in: then it is on the newest unread.
        """
        key = self.key()
        before = {cable.key for cable in self._all}
        news = any(cable.unread and cable.key not in before for cable in cables)
        if kinds is not None:
            self._kinds = {kind.key: kind for kind in kinds}
        self._all = tuple(cables)
        self._select()
        unread = next((i for i, cable in enumerate(self._shown) if cable.unread), None)
        self.changed(unread if news and unread is not None else self._index(key))

    def key(self) -> str | None:
        """Return the key of the cable under the cursor."""
        return self._shown[self.cursor].key if self.cursor < len(self._shown) else None

    def filter(self, kind: str | None = None, query: str | None = None) -> None:
        """Show one kind only (None: all), and only what contains `query` (None keeps it)."""
        key = self.key()
        self._kind = kind if kind in self._kinds else None
        if query is not None:
            self._query = query.casefold()
        self._select()
        self.changed(self._index(key))

    def _index(self, key: str | None) -> int:
        return next((i for i, cable in enumerate(self._shown) if cable.key == key), 0)

    def _select(self) -> None:
        query = self._query
        found = [
            c
            for c in self._all
            if not query or query in f"{c.sender}\n{c.subject}\n{c.body}".casefold()
        ]
        self._counts = {key: sum(c.kind == key for c in found) for key in self._kinds}
        self._counts[""] = len(found)
        self._shown = tuple(c for c in found if self._kind in (None, c.kind))

    # Lines -----------------------------------------------------------------------------------

    def rows(self) -> int:
        """Return the number of cables that pass the filter."""
        return len(self._shown)

    def head(self, width: int) -> Sequence[Content]:
        """Return the filter: words with numbers, words, or signs, whatever there is room for."""
        tabs: list[tuple[str | None, str, int]] = [(None, self._words.all, self._counts[""])]
        tabs += [(k.key, k.name, self._counts[k.key]) for k in self._kinds.values()]
        told = self._lay_out(tabs, width)
        lines: list[Content] = []
        self._spots = []
        for y, line in enumerate(told):
            parts: list[tuple[str, str]] = [(" ", "")]
            x = 1
            for key, label, count in line:
                chosen = key == self._kind
                parts.append((label, "bold underline $brass" if chosen else "$ink"))
                parts.append((f"{count}  ", "$muted"))
                size = cell_len(label + count)
                self._spots.append((x, x + size, y, key))
                x += size + 2
            lines.append(Content.assemble(*parts).truncate(width))
        return (*lines, Content.styled("─" * width, "$hairline"))

    def _lay_out(
        self, tabs: Sequence[tuple[str | None, str, int]], width: int
    ) -> list[list[tuple[str | None, str, str]]]:
        """Return the filter's lines, each of (kind, label, number)."""
        most = 2 if self.size.height >= _TALL else 1
        for counted in (True, False):
            named = [
                (key, clip(name, 14), f" {n}" if counted or key == self._kind else "")
                for key, name, n in tabs
            ]
            lines = _broken(named, width)
            if len(lines) <= most:
                return lines
        signs = [
            (
                key,
                clip(self._kinds[key].sign, 1) if key and key != self._kind else clip(name, 14),
                f" {n}",
            )
            for key, name, n in tabs
        ]
        return _broken(signs, width)[:1]

    def head_clicked(self, x: int, y: int) -> None:
        """A click on a kind filters by it."""
        for start, end, line, key in self._spots:
            if y == line and start <= x < end:
                self.filter(key)
                return

    def row(self, index: int, width: int, cursor: bool) -> Content:
        """Return one cable as a line."""
        cable = self._shown[index]
        kind = self._kinds.get(cable.kind, Kind(cable.kind, cable.kind))
        sender = min(16, max(6, width // 5))
        time = 6
        room = max(4, width - 5 - time - sender - 2)
        return Content.assemble(
            ("▸ " if cursor else "• " if cable.unread else "  ", "bold $brass"),
            (f"{clean(kind.sign)[:1] or '·'} ", kind.style),
            (fit(cable.time, time) + " ", "$muted"),
            (fit(cable.sender, sender) + "  ", "bold $ink" if cable.unread else "$ink"),
            (clip(cable.subject, room), "bold $ink" if cable.unread else "$ink"),
        )

    def foot(self, width: int) -> Sequence[Content]:
        """Return the body of the cable under the cursor."""
        room = min(6, (self.size.height - 6) // 2)
        if room < 2:
            return ()
        if not self._shown:
            lines = [self._words.nothing]
        else:
            cable = self._shown[min(self.cursor, len(self._shown) - 1)]
            lines = wrap(cable.body or cable.subject, max(1, width - 2), room)
        lines += [""] * (room - len(lines))
        rule = Content.styled("─" * width, "$hairline")
        return (rule, *(Content.styled(f" {line}", "$ink") for line in lines))

    # Doing -----------------------------------------------------------------------------------

    def highlighted(self, index: int) -> None:
        """Tell the screen which cable the cursor is on."""
        self.post_message(self.Highlighted(self, self._shown[index].key))

    def chosen(self, index: int) -> None:
        """Tell the screen which cable was chosen."""
        self.post_message(self.Chosen(self, self._shown[index].key))

    def action_filter(self, step: int) -> None:
        """Go to the next or the previous kind."""
        keys: list[str | None] = [None, *self._kinds]
        self.filter(keys[(keys.index(self._kind) + step) % len(keys)])
