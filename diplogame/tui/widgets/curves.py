"""Several series over the rounds, in braille, on one fixed scale.

Guarantees: all series share the scale the caller gave (0-100 by default), never their own; each has a
mark of its own shape at its values, repeated in the legend, so curves are told apart without
colour; a missing value is a gap, not a zero.
"""

# `id` is what the framework calls it in every widget
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from diplogame.rules.values import dataclass
from diplogame.tui.widgets.axes import Axis, Frame
from diplogame.tui.widgets.canvas import Braille, clip
from diplogame.tui.widgets.marks import ENGLISH, SERIES_MARKS, Words


@dataclass(frozen=True, slots=True)
class Series:
    """One curve: `values[i]` belongs to round `first + i`; None is a gap."""

    name: str
    values: tuple[int | None, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Reserve:
    """A dashed line at one value, with its name: a walk-away, a par, the odds of a coin."""

    value: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A moment marked on the time axis."""

    round: int
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything a widget of curves shows; `first` is the round of every series' first value."""

    series: tuple[Series, ...] = ()
    reserves: tuple[Reserve, ...] = ()
    events: tuple[Event, ...] = ()
    first: int = 1
    last: int = 10
    y: Axis = field(default_factory=Axis)
    x_label: str = "round"


class Curves(Widget):
    """Curves that fill the room they are given, legend above."""

    DEFAULT_CSS = """
    Curves { height: 1fr; width: 1fr; color: $ink; min-height: 7; }
    """

    def __init__(
        self,
        chart: Chart | None = None,
        *,
        words: Words = ENGLISH,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._chart = chart or Chart()
        self._words = words

    def show(self, chart: Chart) -> None:
        """Show other curves."""
        self._chart = chart
        self.refresh()

    def render(self) -> Content:
        """Draw to the present size."""
        return draw(self._chart, self.size.width, self.size.height, self._words)


def style_of(index: int) -> str:
    """Return the style of the series with this index."""
    return f"$series-{index % 6 + 1}"


def mark_of(index: int) -> str:
    """Return the mark of the series with this index."""
    return SERIES_MARKS[index % len(SERIES_MARKS)]


def legend(series: Sequence[Series], width: int) -> list[Content]:
    """Return the legend as lines of at most `width` cells."""
    lines: list[Content] = []
    parts: list[tuple[str, str]] = []
    used = 0
    for index, one in enumerate(series):
        name = clip(one.name, min(24, width - 2))
        size = 2 + cell_len(name) + 3
        if parts and used + size - 3 > width:
            lines.append(Content.assemble(*parts).rstrip())
            parts, used = [], 0
        parts.append((f"{mark_of(index)} ", f"bold {style_of(index)}"))
        parts.append((f"{name}   ", "bold" if one.strong else "$muted"))
        used += size
    if parts:
        lines.append(Content.assemble(*parts).rstrip())
    return lines


def draw(chart: Chart, width: int, height: int, words: Words = ENGLISH) -> Content:
    """Return the curves as content of `width` x `height` cells."""
    head = legend(chart.series, max(1, width))
    events = [e for e in chart.events if chart.first <= e.round <= chart.last]
    axis = Axis(chart.first, max(chart.first + 1, chart.last), chart.x_label)
    frame = Frame(width, height - len(head) - 1, axis, chart.y, top=1)
    has_values = any(value is not None for one in chart.series for value in one.values)
    if not frame.usable or not has_values:
        return Content.styled(clip(words.no_data, width), "$muted")
    for reserve in chart.reserves:
        layer = Braille(frame.width, frame.height)
        ends = [frame.dot(axis.low, reserve.value), frame.dot(axis.high, reserve.value)]
        layer.path(ends, gap=3)
        frame.cells.dots(layer, "$stance-oppose", frame.left, frame.top)
    for event in events:
        layer = Braille(frame.width, frame.height)
        layer.path(
            [frame.dot(event.round, chart.y.low), frame.dot(event.round, chart.y.high)], gap=6
        )
        frame.cells.dots(layer, "$faint", frame.left, frame.top)
    for index, one in enumerate(chart.series):
        _curve(frame, chart, index, one)
    # Later series would hide earlier marks where values meet: strong ones are written last.
    order = sorted(range(len(chart.series)), key=lambda i: chart.series[i].strong)
    for index in order:
        for offset, value in enumerate(chart.series[index].values):
            if value is not None and chart.first + offset <= chart.last:
                column, row = frame.cell(chart.first + offset, value)
                frame.cells.put(column, row, mark_of(index), f"bold {style_of(index)}")
    for event in events:
        _note(frame, event.label, frame.cell(event.round, chart.y.high)[0], frame.top, "$muted")
    for reserve in chart.reserves:
        text = clip(reserve.label, frame.width // 2)
        row = frame.cell(axis.low, reserve.value)[1]
        right = frame.left + frame.width - cell_len(text) - 1
        for x, y in ((right, row + 1), (right, row - 1), (frame.left + 1, row + 1)):
            if frame.top <= y < frame.top + frame.height and frame.cells.free(x, y, cell_len(text)):
                frame.cells.put(x, y, text, "$stance-oppose")
                break
    return Content("\n").join([*head, Content(""), *frame.cells.rows()])


def _curve(frame: Frame, chart: Chart, index: int, one: Series) -> None:
    layer = Braille(frame.width, frame.height)
    run: list[tuple[float, float]] = []
    for offset, value in enumerate((*one.values, None)):
        if value is None or chart.first + offset > chart.last:
            layer.path(run)
            run = []
        else:
            run.append(frame.dot(chart.first + offset, value))
    frame.cells.dots(layer, style_of(index), frame.left, frame.top)


def _note(frame: Frame, label: str, column: int, row: int, style: str) -> None:
    text = clip(label, max(4, frame.width // 3))
    size = cell_len(text)
    for y in (row, row + 1, row + 2):
        for x in (column + 1, column - size):
            if x >= frame.left and y < frame.top + frame.height and frame.cells.free(x, y, size):
                frame.cells.put(x, y, text, style)
                return
