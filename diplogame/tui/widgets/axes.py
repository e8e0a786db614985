"""A frame with fixed scales for the braille plots: where a value falls, ticks, and axis names.

Guarantees: the scale is what the caller gave, never stretched to the data; ticks are round values
of that scale.
"""

from __future__ import annotations

from rich.cells import cell_len

from diplogame.rules.values import dataclass
from diplogame.tui.widgets.canvas import Cells, clip


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: its scale and its name.

    Attributes:
        low: Value at the left or the bottom.
        high: Value at the right or the top, above `low`.
        label: Its name; short.
        step: Distance between ticks; 0 chooses a round one.
    """

    low: int = 0
    high: int = 100
    label: str = ""
    step: int = 0

    def share(self, value: float) -> float:
        """Return where `value` falls, 0 at `low` and 1 at `high`, cut at the ends."""
        return min(1.0, max(0.0, (value - self.low) / max(1, self.high - self.low)))

    def ticks(self, most: int) -> list[int]:
        """Return at most `most` + 1 round values from `low` to `high`."""
        span = max(1, self.high - self.low)
        step = self.step
        if step < 1:
            step = 1
            while span // step > max(1, most):
                lead = int(str(step)[0])
                step = step * 2 if lead == 1 else step * 5 // 2 if lead == 2 else step * 2
        first = -(-self.low // step) * step
        return list(range(first, self.high + 1, step))


class Frame:
    """The drawing area inside the axes of a `Cells` picture."""

    def __init__(self, width: int, height: int, x: Axis, y: Axis, *, top: int = 1) -> None:
        self.x, self.y = x, y
        self.cells = Cells(width, height)
        y_ticks = y.ticks(max(1, (height - top - 2) // 3))
        self.left = max((len(str(t)) for t in y_ticks), default=1) + 2
        self.top = top
        self.width = max(1, width - self.left - 1)
        self.height = max(1, height - top - 2)
        self._ticks(y_ticks)

    @property
    def usable(self) -> bool:
        """Whether there is room for a picture at all."""
        return self.width >= 10 and self.height >= 3

    def dot(self, x: float, y: float) -> tuple[float, float]:
        """Return the dot of a braille picture of the drawing area for a value pair."""
        return (
            self.x.share(x) * (self.width * 2 - 1),
            (1 - self.y.share(y)) * (self.height * 4 - 1),
        )

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """Return the cell of the whole picture for a value pair."""
        across, down = self.dot(x, y)
        return self.left + int(across + 0.5) // 2, self.top + int(down + 0.5) // 4

    def _ticks(self, y_ticks: list[int]) -> None:
        cells, bottom = self.cells, self.top + self.height
        axis_x = self.left - 1
        for row in range(self.top, bottom):
            cells.put(axis_x, row, "│", "$hairline", take=True)
        cells.put(axis_x, bottom, "└" + "─" * self.width, "$hairline")
        for tick in y_ticks:
            row = self.cell(self.x.low, tick)[1]
            cells.put(axis_x - 1 - len(str(tick)), row, str(tick), "$muted")
            cells.put(axis_x, row, "┤", "$hairline")
        used = -1
        x_ticks = self.x.ticks(max(1, self.width // 8))
        for tick in x_ticks:
            column = self.cell(tick, self.y.low)[0]
            text = str(tick)
            start = min(max(self.left, column - len(text) // 2), cells.width - len(text))
            if start > used + 1:
                cells.put(start, bottom + 1, text, "$muted")
                cells.put(column, bottom, "┴", "$hairline")
                used = start + len(text)
        if self.top and self.y.label:
            cells.put(0, 0, f"↑ {clip(self.y.label, self.cells.width - 2)}", "$muted")
        if self.x.label:
            name = f"{clip(self.x.label, self.width // 2)} →"
            start = cells.width - cell_len(name) - 1
            # The name sits on the axis itself, so it never meets a tick.
            cells.put(start - 1, bottom, f" {name}", "$muted")
