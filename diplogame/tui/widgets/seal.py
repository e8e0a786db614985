"""The game's emblem: a wax seal with a compass rose, and the name in wide letters.

Guarantees: computed from geometry, the same on every machine; nothing moves; with few colours the
seal becomes an engraving in braille instead of shaded wax.
"""

# `id` is what the framework calls it in every widget
from __future__ import annotations

import math
from functools import lru_cache

from textual.color import Color
from textual.content import Content
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from diplogame.tui.widgets.canvas import Braille, Cells, clip, fit


def _star(x: float, y: float, radius: float) -> tuple[float, float] | None:
    """Return (height, side) of an eight-pointed rose at (x, y), or None outside of it.

    The rose is eight kites; each has a lit and a shaded half, as on old charts.
    """
    distance = math.hypot(x, y)
    if distance > radius:
        return None
    angle = math.atan2(y, x)
    for points, reach, waist in ((0.0, 1.0, 0.21), (math.pi / 4, 0.60, 0.17)):
        turn = (angle - points + math.pi / 4) % (math.pi / 2) - math.pi / 4
        along, across = distance * math.cos(turn), distance * math.sin(turn)
        tip, shoulder = radius * reach, radius * waist
        half = along if along < shoulder else (tip - along) * shoulder / (tip - shoulder)
        if 0 <= along <= tip and abs(across) <= half:
            return (1.0, 1.0 if across < 0 else -1.0)
    return None


def relief(x: float, y: float) -> float | None:
    """Return how bright the wax is at (x, y), -1 to 1 in both directions; None beside the seal.

    The seal fills a circle of radius 1 with an uneven edge; light falls from the upper left.
    """
    angle = math.atan2(y, x)
    distance = math.hypot(x, y)
    edge = 0.93 + 0.035 * math.sin(3 * angle + 0.6) + 0.022 * math.sin(7 * angle + 2.0)
    if distance > edge:
        return None
    light = (-x * 0.5 - y * 0.86) / max(0.001, distance)
    if distance > edge - 0.10:  # the rounded rim of the spilt wax
        return 0.5 + 0.30 * light - 0.25 * (distance - edge + 0.10) / 0.10
    if distance > 0.74:
        return 0.44
    if distance > 0.69:  # the wall the stamp left, shaded on the light's side
        return 0.40 - 0.34 * light
    bead = (angle / (2 * math.pi) * 24) % 1.0
    if 0.625 < distance < 0.665 and 0.22 < bead < 0.78:
        return 0.72
    rose = _star(x, y, 0.60)
    if rose is not None:
        return 1.0 if rose[1] > 0 else 0.66
    return 0.26 + 0.05 * light


def _line(x: float, y: float, fine: float) -> bool:
    """Whether the engraving has ink at (x, y); `fine` is the size of a dot."""
    angle = math.atan2(y, x)
    distance = math.hypot(x, y)
    edge = 0.95 + 0.03 * math.sin(3 * angle + 0.6) + 0.018 * math.sin(7 * angle + 2.0)
    if edge - 1.1 * fine < distance <= edge or 0.745 < distance <= 0.745 + fine:
        return True
    if distance > edge:
        return False
    if distance > 0.76 and x + y > 0.35:  # the side away from the light is hatched
        return math.floor((x - y) / fine) % 3 == 0
    bead = (angle / (2 * math.pi) * 24) % 1.0
    if 0.655 < distance <= 0.655 + fine and 0.3 < bead < 0.7:
        return True
    rose = _star(x, y, 0.60)
    if rose is None:
        return False
    return rose[1] > 0 or math.floor((x + y) / fine) % 2 == 0


@lru_cache(maxsize=16)
def engraved(width: int, height: int) -> tuple[str, ...]:
    """Return the seal as lines of braille: outlines and hatching, as on a banknote."""
    picture = Braille(width, height)
    radius = min(picture.across, picture.down) / 2
    for row in range(picture.down):
        for column in range(picture.across):
            x = (column + 0.5 - picture.across / 2) / radius
            y = (row + 0.5 - picture.down / 2) / radius
            if _line(x, y, 1 / radius):
                picture.dot(column, row)
    cells = Cells(width, height)
    cells.dots(picture, "")
    return tuple(row.plain for row in cells.rows())


def _shade(light: float, dark: Color, body: Color, bright: Color) -> Color:
    light = min(1.0, max(0.0, light))
    if light < 0.5:
        return dark.blend(body, light * 2)
    return body.blend(bright, (light - 0.5) * 2)


def _waxen(width: int, height: int, variables: dict[str, str]) -> Content:
    """Return the seal as shaded half blocks, two pixels to a cell, each smoothed from nine samples."""
    dark, body, bright, ground = (
        Color.parse(variables[name]) for name in ("wax-dark", "wax", "wax-light", "background")
    )
    size = min(width, height * 2)
    left = (width - size) // 2
    offsets = (-1 / 3, 0.0, 1 / 3)

    def pixel(column: int, row: int) -> Color | None:
        shades: list[float] = []
        for dy in offsets:
            for dx in offsets:
                x = (column + 0.5 + dx) * 2 / size - 1
                y = (row + 0.5 + dy) * 2 / size - 1
                light = relief(x, y)
                if light is not None:
                    shades.append(light)
        if len(shades) < 2:
            return None
        colour = _shade(sum(shades) / len(shades), dark, body, bright)
        return ground.blend(colour, len(shades) / 9)

    lines: list[Content] = []
    for row in range(size // 2):
        parts: list[tuple[str, Style]] = [(" " * left, Style.null())]
        for column in range(size):
            upper, lower = pixel(column, row * 2), pixel(column, row * 2 + 1)
            if upper is None and lower is None:
                parts.append((" ", Style.null()))
            elif lower is None:
                parts.append(("▀", Style(foreground=upper)))
            elif upper is None:
                parts.append(("▄", Style(foreground=lower)))
            else:
                parts.append(("▀", Style(foreground=upper, background=lower)))
        lines.append(Content.assemble(*parts))
    return Content("\n").join(lines)


class Seal(Widget):
    """The wax seal, as large as its room allows (18 rows at most)."""

    DEFAULT_CSS = """
    Seal { height: 16; width: 34; color: $brass; }
    """

    def render(self) -> Content:
        """Draw the seal to the present size."""
        width, height = self.size
        if width < 8 or height < 4:
            return Content("")
        theme = self.app.current_theme
        if theme.ansi or theme.name == "high-contrast" or self.app.no_color:
            size = min(width, height * 2)
            left = " " * ((width - size) // 2)
            lines = [Content(left + line) for line in engraved(size, size // 2)]
            return Content("\n").join(lines)
        return _waxen(width, height, self.app.theme_variables)


class Wordmark(Static):
    """The name of the game in wide letters between two rules, with a line under it."""

    DEFAULT_CSS = """
    Wordmark { height: 4; width: 1fr; color: $ink; }
    """

    def __init__(self, name: str, motto: str = "", *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self._wide, self._motto = name, motto

    def on_resize(self) -> None:
        """Centre in the new width."""
        width = self.size.width
        if width < 4:
            return
        wide = " ".join(clip(self._wide, width // 2).upper())
        gap = "  " if len(wide) + 8 < width else ""
        text = f"{gap}{wide}{gap}"
        rule = max(0, min(14, (width - len(text)) // 2 - 2))
        side = (width - len(text) - 2 * rule) // 2
        self.update(
            Content("\n").join(
                [
                    Content.assemble(
                        " " * side,
                        ("─" * rule, "$faint"),
                        (text, "bold $brass"),
                        ("─" * rule, "$faint"),
                    ),
                    Content(""),
                    Content.styled(fit(self._motto, width, "center"), "italic $muted"),
                ]
            )
        )
