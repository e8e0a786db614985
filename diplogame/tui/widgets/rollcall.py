"""A roll-call: one delegation after another, each with its explanation of vote.

Guarantees: nothing of a vote is shown before it is called; the reveal can be stepped, skipped, or left
to a timer; the tally shows the threshold it is measured against, in figures and on the bar, for
each count the rule knows (heads, weights).
"""

# `id` is what the framework calls it in every widget
from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.timer import Timer

from diplogame.rules.values import dataclass
from diplogame.tui.widgets.canvas import clip, fit, wrap
from diplogame.tui.widgets.listing import Listing
from diplogame.tui.widgets.marks import ENGLISH, Words


class Vote(Enum):
    """How a delegation votes."""

    FOR = "in_favour"
    AGAINST = "against"
    ABSTAIN = "abstains"
    ABSENT = "absent"

    @property
    def sign(self) -> str:
        """One-cell sign, told apart by shape."""
        return {"in_favour": "▲", "against": "▼", "abstains": "◇", "absent": "·"}[self.value]

    @property
    def style(self) -> str:
        """Style naming the theme variable."""
        return {
            "in_favour": "$stance-support",
            "against": "$stance-oppose",
            "abstains": "$stance-reserve",
            "absent": "$muted",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Ballot:
    """One delegation's vote and what it said about it."""

    name: str
    vote: Vote
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """One way of counting: a name, the weight of each ballot in order, and what is needed."""

    label: str
    weights: tuple[int, ...]
    needed: int | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A whole roll-call: question, ballots in the order of calling, counts, the result in words."""

    question: str
    ballots: tuple[Ballot, ...]
    counts: tuple[Count, ...] = ()
    result: str = ""
    passed: bool = False


class RollCall(Listing):
    """A vote revealed line after line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "next", "Next"),
        Binding("s", "skip", "Skip"),
    ]

    class Revealed(Message):
        """A ballot was read out."""

        def __init__(self, call: RollCall, index: int) -> None:
            super().__init__()
            self.call, self.index = call, index

        @property
        def control(self) -> RollCall:
            """The roll-call it happened in."""
            return self.call

    class Finished(Message):
        """The last ballot was read out."""

        def __init__(self, call: RollCall) -> None:
            super().__init__()
            self.call = call

        @property
        def control(self) -> RollCall:
            """The roll-call it happened in."""
            return self.call

    def __init__(
        self,
        call: Call | None = None,
        *,
        every: float | None = None,
        words: Words = ENGLISH,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Take the roll-call; with `every`, ballots are read out by themselves each so many seconds."""
        super().__init__(id=id, classes=classes)
        self._call = call or Call("", ())
        self._every = every
        self._words = words
        self._read = 0
        self._timer: Timer | None = None
        self._laid: tuple[int, list[tuple[int, int, str]]] = (-1, [])

    @property
    def read(self) -> int:
        """How many ballots have been read out."""
        return self._read

    def on_mount(self) -> None:
        """Start the timer, if there is one."""
        self._start()

    def show(self, call: Call) -> None:
        """Start another roll-call."""
        self._call, self._read = call, 0
        self._laid = (-1, [])
        self.changed(0)
        self._start()

    def _start(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._every is not None and self._call.ballots:
            self._timer = self.set_interval(self._every, self.action_next)

    def action_next(self) -> None:
        """Read out the next ballot."""
        if self._read < len(self._call.ballots):
            self._reveal_to(self._read + 1)

    def action_skip(self) -> None:
        """Read out all the rest at once."""
        if self._read < len(self._call.ballots):
            self._reveal_to(len(self._call.ballots))

    def _reveal_to(self, read: int) -> None:
        self._read = read
        self._laid = (-1, [])
        rows = [i for i, (ballot, _, _) in enumerate(self._lines()) if ballot == read - 1]
        self._cursor = rows[-1] if rows else 0
        self._reveal()
        self.refresh()
        self.post_message(self.Revealed(self, read - 1))
        if read == len(self._call.ballots):
            if self._timer is not None:
                self._timer.stop()
                self._timer = None
            self.post_message(self.Finished(self))

    # Lines -----------------------------------------------------------------------------------

    def _name_width(self) -> int:
        width = max(1, self.size.width - 1)
        longest = max((cell_len(clip(b.name, 24)) for b in self._call.ballots), default=0)
        return min(longest, max(8, width // 4))

    def _verb_width(self) -> int:
        return max(cell_len(str(getattr(self._words, vote.value))) for vote in Vote)

    def _lines(self) -> list[tuple[int, int, str]]:
        """Return (ballot, line within it, text of its explanation)."""
        width = max(1, self.size.width - 1)
        if self._laid[0] == width:
            return self._laid[1]
        room = max(8, width - 4 - self._name_width() - 2 - self._verb_width() - 2)
        lines: list[tuple[int, int, str]] = []
        for index, ballot in enumerate(self._call.ballots):
            said = wrap(ballot.explanation, room, 2) if index < self._read else []
            lines += [(index, line, text) for line, text in enumerate(said or [""])]
        if lines and len(lines) + len(self._call.ballots) - 1 <= self.window():
            aired: list[tuple[int, int, str]] = []
            for entry in lines:
                if aired and entry[1] == 0:
                    aired.append((-1, 0, ""))
                aired.append(entry)
            lines = aired
        self._laid = (width, lines)
        return lines

    def on_resize(self) -> None:
        """Lay the lines out again."""
        self._laid = (-1, [])
        super().on_resize()

    def rows(self) -> int:
        """Return the number of lines."""
        return len(self._lines())

    def selectable(self, index: int) -> bool:
        """There is no cursor here: keys scroll."""
        return False

    def row(self, index: int, width: int, cursor: bool) -> Content:
        """Return a line of a ballot."""
        number, line, said = self._lines()[index]
        if number < 0:
            return Content("")
        ballot = self._call.ballots[number]
        name, verb = self._name_width(), self._verb_width()
        if number >= self._read:
            return Content.assemble(("  ○ ", "$faint"), (fit(ballot.name, name), "$muted"))
        vote = ballot.vote
        word = str(getattr(self._words, vote.value))
        latest = number == self._read - 1
        quote = Content.styled(said, "italic $ink" if latest else "$muted")
        if line:
            return Content.assemble(" " * (4 + name + 2 + verb + 2), quote)
        return Content.assemble(
            ("▸ " if latest else "  ", "bold $brass"),
            (f"{vote.sign} ", f"bold {vote.style}"),
            (fit(ballot.name, name) + "  ", "bold $ink"),
            (fit(word, verb) + "  ", vote.style),
            quote,
        )

    def head(self, width: int) -> Sequence[Content]:
        """Return the question."""
        lines = wrap(self._call.question, max(1, width - 2), 2)
        return (
            *(Content.styled(f"  {line}", "bold $ink") for line in lines),
            Content.styled("─" * width, "$hairline"),
        )

    def foot(self, width: int) -> Sequence[Content]:
        """Return the tally, and the result once it is known."""
        lines = [Content.styled("─" * width, "$hairline")]
        lines += [self._tally(count, width) for count in self._call.counts]
        words = self._words
        if self._read < len(self._call.ballots):
            lines.append(Content.styled(f"  {words.next} · {words.to_the_end}", "$muted"))
        else:
            word = words.adopted if self._call.passed else words.not_adopted
            result = clip(self._call.result or word, width - 4)
            sign, style = ("▲", "$good") if self._call.passed else ("▼", "$bad")
            lines.append(Content.assemble((f"  {sign} ", f"bold {style}"), (result, "bold $ink")))
        return tuple(lines)

    def _tally(self, count: Count, width: int) -> Content:
        sums = dict.fromkeys(Vote, 0)
        for ballot, weight in zip(self._call.ballots[: self._read], count.weights, strict=False):
            sums[ballot.vote] += weight
        total = max(1, sum(count.weights))
        label = clip(count.label, 12)
        needed = "" if count.needed is None else f"  {count.needed} {self._words.needed}"
        figures = f"  ▲ {sums[Vote.FOR]}  ▼ {sums[Vote.AGAINST]}  ◇ {sums[Vote.ABSTAIN]}"
        labels = max(cell_len(clip(c.label, 12)) for c in self._call.counts)
        notes = max(len(str(sum(c.weights))) for c in self._call.counts)
        room = width - 4 - labels - (16 + 3 * notes) - 11
        inner = max(6, min(room, 48))
        yes = sums[Vote.FOR] * inner // total
        no = sums[Vote.AGAINST] * inner // total
        mild = sums[Vote.ABSTAIN] * inner // total
        spot = None
        if count.needed is not None:
            spot = min(inner - 1, max(0, -(-count.needed * inner // total) - 1))
        parts: list[tuple[str, str]] = [("  " + fit(label, labels) + "  ", "$muted")]
        for cell in range(inner):
            if cell == spot:
                reached = sums[Vote.FOR] >= (count.needed or 0)
                parts.append(("┃", "bold $good" if reached else "bold $ink"))
            elif cell < yes:
                parts.append(("━", "$stance-support"))
            elif cell >= inner - no:
                parts.append(("━", "$stance-oppose"))
            elif cell >= inner - no - mild:
                parts.append(("╌", "$stance-reserve"))
            else:
                parts.append(("─", "$hairline"))
        parts += [
            (f"  ▲ {sums[Vote.FOR]}", "bold $stance-support"),
            (f"  ▼ {sums[Vote.AGAINST]}", "bold $stance-oppose"),
            (f"  ◇ {sums[Vote.ABSTAIN]}", "bold $stance-reserve"),
            (" " * max(0, 16 + 3 * notes - 4 - cell_len(figures)) + needed, "$ink"),
        ]
        return Content.assemble(*parts)
