"""Meters: home support, budget, credibility, clock, crisis, slots left.

Guarantees: a strip is always two lines high and fills its width evenly; the figure stands beside
every bar; a change is shown by a signed arrow; below a useful width bars give way to figures.
"""

# `id` is what the framework calls it in every widget
from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from diplogame.rules.values import dataclass
from diplogame.tui.widgets.canvas import clip, fit
from diplogame.tui.widgets.marks import Tone


@dataclass(frozen=True, slots=True)
class Meter:
    """One meter.

    Attributes:
        label: Its name.
        value: Where it stands, 0 to `most`.
        most: The end of the scale.
        tone: Its quality.
        text: What is written instead of the value (`4 of 10`), or empty.
        change: What happened to it since last shown; 0 shows nothing.
        pips: Draw countable dots instead of a bar (slots, rounds); for `most` up to 12.
        threshold: A value marked on the bar (ratification, danger), or None.
        more_is_better: Whether a rise is good news; colours the change.
    """

    label: str
    value: int
    most: int = 100
    tone: Tone = Tone.PLAIN
    text: str = ""
    change: int = 0
    pips: bool = False
    threshold: int | None = None
    more_is_better: bool = True

    @property
    def figure(self) -> str:
        """The value in writing."""
        return self.text or str(self.value)


def quality(value: int, poor: int = 50, bad: int = 30, good: int = 70) -> Tone:
    """Return the tone of a gauge where more is better: good from `good`, poor and bad below."""
    if value < bad:
        return Tone.BAD
    if value < poor:
        return Tone.POOR
    return Tone.GOOD if value >= good else Tone.FAIR


def meter_bar(meter: Meter, width: int) -> Content:
    """Return the meter's bar or pips in at most `width` cells."""
    if meter.pips and 0 < meter.most <= min(12, width):
        full = max(0, min(meter.value, meter.most))
        return Content.assemble(
            ("●" * full, meter.tone.style), ("○" * (meter.most - full), "$faint")
        )
    inner = max(1, width)
    most = max(1, meter.most)
    halves = min(inner * 2, max(0, round(meter.value * inner * 2 / most)))
    spot = None
    if meter.threshold is not None:
        spot = min(inner - 1, max(0, meter.threshold * inner // most))
    parts: list[tuple[str, str]] = []
    for cell in range(inner):
        filled = halves - cell * 2
        style = meter.tone.style if filled > 0 else "$hairline"
        if cell == spot:
            parts.append(("┃" if filled > 1 else "│", "bold $ink"))
        else:
            parts.append(("━" if filled > 1 else "╾" if filled == 1 else "─", style))
    return Content.assemble(*parts)


def change_mark(meter: Meter) -> tuple[str, str]:
    """Return the arrow and figure of the meter's change with its style; empty for none."""
    change = meter.change
    if change == 0:
        return ("", "")
    style = "$good" if (change > 0) is meter.more_is_better else "$bad"
    return (f"↑{change}" if change > 0 else f"↓{-change}", style)


class GaugeStrip(Static):
    """Several meters side by side: names above, figures and bars below."""

    DEFAULT_CSS = """
    GaugeStrip { height: 2; width: 1fr; color: $ink; }
    """

    def __init__(
        self,
        meters: Sequence[Meter] = (),
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__("", id=id, classes=classes, markup=False)
        self._meters = tuple(meters)

    def show(self, meters: Sequence[Meter]) -> None:
        """Show other values; nothing is redrawn when they are the same."""
        if tuple(meters) != self._meters:
            self._meters = tuple(meters)
            self._draw()

    def on_resize(self) -> None:
        """Draw to the new width."""
        self._draw()

    def _draw(self) -> None:
        width, count = self.size.width, len(self._meters)
        if width < 1 or not count:
            self.update(Content(""))
            return
        gap = 2 if width // count < 16 else 3
        column = (width - gap * (count - 1)) // count
        if column < 4:
            self.update(Content(clip("  ".join(m.figure for m in self._meters), width)))
            return
        top: list[tuple[str, str]] = []
        low: list[Content] = []
        for index, meter in enumerate(self._meters):
            last = index == count - 1
            space = " " * (0 if last else gap)
            label, figure = clip(meter.label, column), clip(meter.figure, column)
            arrow, arrow_style = change_mark(meter)
            if arrow and cell_len(label) + 1 + cell_len(arrow) > column:
                arrow = ""
            gap_inside = column - cell_len(label) - cell_len(arrow)
            head = f"{label} " if arrow else label
            top.append((head, "$muted"))
            top.append((arrow, arrow_style))
            top.append((" " * (gap_inside - (1 if arrow else 0)) + space, ""))
            room = column - cell_len(figure) - 1
            bar = meter_bar(meter, min(room, 16)) if room >= 3 else Content("")
            rest = column - cell_len(figure) - 1 - bar.cell_length
            low.append(
                Content.assemble(
                    (figure, f"bold {meter.tone.style}"),
                    " " if room >= 0 else "",
                    bar,
                    " " * max(0, rest) + space,
                )
            )
        self.update(Content("\n").join([Content.assemble(*top), Content("").join(low)]))


class Gauges(Static):
    """Meters under each other, for a dossier or a debrief."""

    DEFAULT_CSS = """
    Gauges { height: auto; width: 1fr; color: $ink; }
    """

    def __init__(
        self,
        meters: Sequence[Meter] = (),
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            Content("\n" * max(0, len(meters) - 1)), id=id, classes=classes, markup=False
        )
        self._meters = tuple(meters)

    def show(self, meters: Sequence[Meter]) -> None:
        """Show other values."""
        self._meters = tuple(meters)
        self._draw()

    def on_resize(self) -> None:
        """Draw to the new width."""
        self._draw()

    def _draw(self) -> None:
        width = self.size.width
        if width < 1 or not self._meters:
            return
        label = min(max(cell_len(clip(m.label, 40)) for m in self._meters), width // 2)
        number = min(max(cell_len(clip(m.figure, 20)) for m in self._meters), width // 4)
        bar = max(4, min(width - label - number - 9, 40))
        lines = []
        for meter in self._meters:
            arrow, style = change_mark(meter)
            lines.append(
                Content.assemble(
                    (fit(meter.label, label) + "  ", "$muted"),
                    (fit(meter.figure, number, "right") + " ", f"bold {meter.tone.style}"),
                    meter_bar(meter, bar),
                    (f"  {arrow}" if arrow else "", style),
                )
            )
        self.update(Content("\n").join(lines))
