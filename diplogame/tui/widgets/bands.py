"""Ranges on a fixed scale: what the staff believe, drawn as honestly as they believe it.

Guarantees: all bands of one widget share one scale; ends are drawn to half a cell; the numbers stand
beside the picture, so it reads without colour and aloud.
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
class Band:
    """One range.

    Attributes:
        label: What it is about.
        low: Lower end, in the unit of the scale.
        high: Upper end, not below `low`.
        mark: A single value to mark on the scale (the truth in a debrief, a threshold), or None.
        note: A few words after the numbers: source, confidence.
        tone: Colour of the range.
        unit: Written after the numbers, such as `%`.
    """

    label: str
    low: int
    high: int
    mark: int | None = None
    note: str = ""
    tone: Tone = Tone.ACCENT
    unit: str = ""


def range_text(low: int, high: int, unit: str = "") -> str:
    """Return the range in figures: `40–65 %`, or one number where both ends meet."""
    figures = str(low) if low == high else f"{low}–{high}"
    return f"{figures} {unit}" if unit else figures


def band_bar(
    low: int,
    high: int,
    width: int,
    scale: tuple[int, int] = (0, 100),
    mark: int | None = None,
    style: str = "$brass",
) -> Content:
    """Return a range drawn in exactly `width` cells.

    Args:
        low: Lower end; values outside the scale are drawn at its edge.
        high: Upper end.
        width: Cells for the whole picture, its two end strokes included; at least 4.
        scale: Values at the left and the right end.
        mark: A value to mark, or None.
        style: Style of the range.
    """
    inner = max(2, width - 2)
    least, most = scale
    span = max(1, most - least)

    def half(value: int) -> int:
        return min(inner * 2, max(0, round((value - least) * inner * 2 / span)))

    start, end = half(min(low, high)), half(max(low, high))
    if end == start:  # a point is still something to see
        start, end = (start - 1, end) if end == inner * 2 else (start, end + 1)
    spot = None if mark is None else min(inner - 1, half(mark) // 2)
    parts: list[tuple[str, str]] = [("▕", "$faint")]
    for cell in range(inner):
        left, right = start <= cell * 2 < end, start <= cell * 2 + 1 < end
        if cell == spot:
            parts.append(("◆", "bold $ink"))
        elif left or right:
            parts.append(("━" if left and right else "╾" if left else "╼", style))
        else:
            parts.append(("─", "$hairline"))
    parts.append(("▏", "$faint"))
    return Content.assemble(*parts)


class Bands(Static):
    """Several ranges under each other, labels and figures aligned."""

    DEFAULT_CSS = """
    Bands { height: auto; width: 1fr; color: $ink; }
    """

    def __init__(
        self,
        bands: Sequence[Band] = (),
        *,
        scale: tuple[int, int] = (0, 100),
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__("", id=id, classes=classes, markup=False)
        self._bands = tuple(bands)
        self._scale = scale
        self._width = 0

    def show(self, bands: Sequence[Band], scale: tuple[int, int] | None = None) -> None:
        """Show other ranges."""
        self._bands = tuple(bands)
        self._scale = scale or self._scale
        self._draw()

    def on_mount(self) -> None:
        """Reserve the height before the width is known."""
        self.update(Content("\n" * max(0, len(self._bands) - 1)))

    def on_resize(self) -> None:
        """Draw to the new width."""
        if self.size.width != self._width:
            self._draw()

    def _draw(self) -> None:
        width = self._width = self.size.width
        if width < 1:
            return
        figures = [range_text(b.low, b.high, b.unit) for b in self._bands]
        numbers = max((cell_len(f) for f in figures), default=0)
        label = min(max((cell_len(clip(b.label, 40)) for b in self._bands), default=0), width // 3)
        notes = max((cell_len(clip(b.note, 60)) for b in self._bands), default=0)
        free = width - label - numbers - 4
        note = notes if notes and free - notes - 2 >= 14 else 0
        bar = max(6, min(free - (note + 2 if note else 0), 44))
        lines = []
        for band, text in zip(self._bands, figures, strict=True):
            lines.append(
                Content.assemble(
                    (fit(band.label, label) + "  ", "$muted"),
                    band_bar(band.low, band.high, bar, self._scale, band.mark, band.tone.style),
                    (" " + fit(text, numbers, "right"), "bold"),
                    ("  " + clip(band.note, note) if note else "", "$muted"),
                )
            )
        self.update(Content("\n").join(lines))
