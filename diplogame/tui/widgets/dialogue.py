"""A spoken answer: the line, the reason, its size, and what would turn it (R6.3).

Guarantees: the verdict has a sign and a word; reason and remedy are always labelled; the line is set
in quotation marks and wrapped, never cut.
"""

# `id` is what the framework calls it in every widget
from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from diplogame.rules.values import dataclass
from diplogame.tui.widgets.canvas import clip, fit, wrap
from diplogame.tui.widgets.marks import ENGLISH, Stance, Words


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said at the table.

    Attributes:
        speaker: The delegation.
        title: The person and office, or empty.
        verdict: The answer in a word or two (`declines`, `accepts`, `counters`).
        stance: Its colour and sign.
        line: The words spoken, without quotation marks.
        reason: Why, in a few words.
        size: How much is missing, in words.
        turn: What would turn it, or empty.
        learnt: What you now believe, or empty.
        told: Whether the line tells what the speaker does, and is not to be quoted.
    """

    speaker: str
    line: str
    title: str = ""
    verdict: str = ""
    stance: Stance = Stance.UNKNOWN
    reason: str = ""
    size: str = ""
    turn: str = ""
    learnt: str = ""
    told: bool = False


def lines_of(answer: Answer, width: int, words: Words = ENGLISH) -> list[Content]:
    """Return the answer as lines of at most `width` cells."""
    edge = ("▎ ", answer.stance.tone)
    room = max(8, width - 2)
    verdict = clip(answer.verdict, room // 3)
    state = f"{answer.stance.sign} {verdict}" if verdict else ""
    left = room - cell_len(state) - 2
    speaker = clip(answer.speaker, left)
    title = clip(answer.title, max(0, left - cell_len(speaker) - 3))
    gap = left + 2 - cell_len(speaker) - (3 + cell_len(title) if title else 0)
    out = [
        Content.assemble(
            edge,
            (speaker, "bold $brass"),
            (f" · {title}" if title else "", "$muted"),
            " " * max(1, gap),
            (state, f"bold {answer.stance.tone}"),
        ),
        Content.assemble(edge),
    ]
    for line in wrap(answer.line if answer.told else f"“{answer.line}”", room):
        out.append(Content.assemble(edge, (line, "italic $ink")))
    facts = [
        (words.reason, " · ".join(part for part in (answer.reason, answer.size) if part)),
        (words.would_turn, answer.turn),
        (words.learnt, answer.learnt),
    ]
    facts = [(label, text) for label, text in facts if text]
    if facts:
        out.append(Content.assemble(edge))
    label_width = max((cell_len(label) for label, _ in facts), default=0)
    for label, text in facts:
        for index, line in enumerate(wrap(text, max(8, room - label_width - 3))):
            head = label if index == 0 else ""
            style = "bold $ink" if label == words.would_turn else "$ink"
            out.append(
                Content.assemble(edge, (fit(head, label_width) + "   ", "$muted"), (line, style))
            )
    return out


class Dialogue(Static):
    """One answer, as high as it needs to be."""

    DEFAULT_CSS = """
    Dialogue { height: auto; width: 1fr; color: $ink; }
    """

    def __init__(
        self,
        answer: Answer | None = None,
        *,
        words: Words = ENGLISH,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__("", id=id, classes=classes, markup=False)
        self._answer = answer
        self._words = words
        self._width = 0

    def show(self, answer: Answer | None) -> None:
        """Show another answer, or none."""
        self._answer = answer
        self._draw()

    def on_resize(self) -> None:
        """Wrap to the new width."""
        if self.size.width != self._width:
            self._draw()

    def _draw(self) -> None:
        self._width = self.size.width
        if self._width and self._answer is not None:
            self.update(Content("\n").join(lines_of(self._answer, self._width, self._words)))
        else:
            self.update(Content(""))
