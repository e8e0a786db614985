"""A scatter of packages in braille: points with their names beside them, frontier and reserve lines.

Guarantees: fixed scales; a label is put where it covers no other label or point, and left out only
when no side is free (the point itself is always drawn); every point has a mark of its own shape.
"""

# `id` is what the framework calls it in every widget
from __future__ import annotations

from dataclasses import field

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from diplogame.rules.values import dataclass
from diplogame.tui.widgets.axes import Axis, Frame
from diplogame.tui.widgets.canvas import Braille, clean, clip, fit
from diplogame.tui.widgets.marks import ENGLISH, Words


@dataclass(frozen=True, slots=True)
class Point:
    """A named point: `mark` is one cell, `style` a content style, `strong` sets its name in bold."""

    x: int
    y: int
    label: str = ""
    mark: str = "●"
    style: str = "$brass"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points (a frontier), two dots thick; `dashed` is thin and leaves gaps."""

    points: tuple[tuple[int, int], ...]
    style: str = "$brass"
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Threshold:
    """A line across the whole picture at one value: a walk-away, a par. `axis` is `x` or `y`."""

    axis: str
    value: int
    label: str = ""
    style: str = "$stance-oppose"


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything a scatter shows; `cloud` are the nameless small dots behind it."""

    x: Axis = field(default_factory=Axis)
    y: Axis = field(default_factory=Axis)
    points: tuple[Point, ...] = ()
    paths: tuple[Path, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    cloud: tuple[tuple[int, int], ...] = ()


class Scatter(Widget):
    """A scatter plot that fills the room it is given."""

    DEFAULT_CSS = """
    Scatter { height: 1fr; width: 1fr; color: $ink; min-height: 6; }
    """

    def __init__(
        self,
        picture: Picture | None = None,
        *,
        words: Words = ENGLISH,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._picture = picture or Picture()
        self._words = words

    def show(self, picture: Picture) -> None:
        """Show another picture."""
        self._picture = picture
        self.refresh()

    def render(self) -> Content:
        """Draw to the present size."""
        return draw(self._picture, self.size.width, self.size.height, self._words)


def draw(picture: Picture, width: int, height: int, words: Words = ENGLISH) -> Content:
    """Return the scatter as content of `width` x `height` cells."""
    frame = Frame(width, height, picture.x, picture.y)
    if not frame.usable or not (picture.points or picture.cloud or picture.paths):
        return Content.styled(clip(words.no_data, width), "$muted")
    cells = frame.cells
    layer = _layer(frame)
    for x, y in picture.cloud:
        layer.dot(*frame.dot(x, y))
    cells.dots(layer, "$faint", frame.left, frame.top)
    for threshold in picture.thresholds:
        layer = _layer(frame)
        if threshold.axis == "x":
            ends = ((threshold.value, picture.y.low), (threshold.value, picture.y.high))
        else:
            ends = ((picture.x.low, threshold.value), (picture.x.high, threshold.value))
        layer.path([frame.dot(*end) for end in ends], gap=3)
        cells.dots(layer, threshold.style, frame.left, frame.top)
    for path in picture.paths:
        layer = _layer(frame)
        dots = [frame.dot(*point) for point in path.points]
        layer.path(dots, gap=2 if path.dashed else 0)
        if not path.dashed:
            layer.path([(x, y + 1) for x, y in dots])
        cells.dots(layer, path.style, frame.left, frame.top)
    spots = [(point, *frame.cell(point.x, point.y)) for point in picture.points]
    for point, column, row in spots:
        cells.put(column, row, clean(point.mark)[:1] or "●", f"bold {point.style}")
    for point, column, row in sorted(spots, key=lambda spot: not spot[0].strong):
        _label(frame, point, column, row)
    for threshold in picture.thresholds:
        _threshold_label(frame, threshold)
    return cells.content()


def _layer(frame: Frame) -> Braille:
    return Braille(frame.width, frame.height)


def _label(frame: Frame, point: Point, column: int, row: int) -> None:
    text = clip(point.label, max(4, frame.width // 3))
    if not text:
        return
    size = cell_len(text)
    style = f"bold {point.style}" if point.strong else point.style
    places = (
        (column + 2, row),
        (column - 1 - size, row),
        (column + 1, row - 1),
        (column + 1, row + 1),
        (column - size, row - 1),
        (column - size, row + 1),
        (column - size // 2, row - 1),
        (column - size // 2, row + 1),
        (column + 2, row - 2),
        (column + 2, row + 2),
    )
    # Beside the lines if there is a place, upon them if not.
    for tidy in (True, False):
        for x, y in places:
            if not (frame.top <= y < frame.top + frame.height and x >= frame.left):
                continue
            free = frame.cells.free(x, y, size)
            if free and (not tidy or frame.cells.clear(x, y, size, "$faint")):
                frame.cells.put(x, y, fit(text, size), style)
                return


def _threshold_label(frame: Frame, threshold: Threshold) -> None:
    text = clip(threshold.label, max(4, frame.width // 3))
    size = cell_len(text)
    if not text:
        return
    if threshold.axis == "x":
        column, _ = frame.cell(threshold.value, frame.y.high)
        places = [
            (x, y)
            for y in (frame.top, frame.top + 1, frame.top + 2)
            for x in (column + 1, column - size)
        ]
    else:
        _, row = frame.cell(frame.x.low, threshold.value)
        right = frame.left + frame.width - size
        places = [
            (x, y) for y in (row - 1, row + 1, row) for x in (right, right - size, frame.left + 1)
        ]
    for x, y in places:
        inside = frame.top <= y < frame.top + frame.height and x >= frame.left
        if inside and frame.cells.free(x, y, size):
            frame.cells.put(x, y, text, threshold.style)
            return
