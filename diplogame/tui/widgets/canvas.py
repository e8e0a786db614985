"""Drawing by cells: safe text, text that fits, and braille.

Guarantees: `clean` leaves no character that could move the cursor, turn the writing direction or
hide; `fit` returns exactly the asked width in cells, also with wide characters; a `Cells` picture
never grows beyond its size, whatever is put on it. Nothing here interprets markup.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size
from textual.content import Content

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_BRAILLE = 0x2800
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean(text: object, *, lines: bool = False) -> str:
    """Return `text` as harmless characters.

    Control and format characters (escape sequences, writing direction, zero width), lone
    surrogates and private characters are dropped; line ends and tabs become spaces, or line ends
    are kept with `lines`. Combining marks beyond two on one letter are dropped too.
    """
    out: list[str] = []
    marks = 0
    for char in str(text):
        if char == "\n" and lines:
            out.append(char)
            continue
        if char in "\n\t\r\u2028\u2029":
            out.append(" ")
            continue
        category = unicodedata.category(char)
        if category in _HIDDEN:
            continue
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks <= 2:
            out.append(char)
    return "".join(out)


def clip(text: object, width: int) -> str:
    """Return the cleaned `text`, cut to at most `width` cells with an ellipsis where it was cut."""
    # A hostile name may be millions of characters long; more than this can never be visible.
    return _cut(str(text)[: max(0, width) * 8 + 64], width)


@lru_cache(maxsize=1024)
def _cut(text: str, width: int) -> str:
    """The same names are cut to the same widths at every repaint."""
    safe = clean(text)
    if cell_len(safe) <= width:
        return safe
    if width <= 0:
        return ""
    out: list[str] = []
    used = 0
    for char in safe:
        size = get_character_cell_size(char)
        if used + size > width - 1:
            break
        out.append(char)
        used += size
    return "".join(out).rstrip() + "…"


def fit(text: object, width: int, align: str = "left") -> str:
    """Return the cleaned `text` cut or padded to exactly `width` cells (left, right, center)."""
    cut = clip(text, width)
    gap = max(0, width - cell_len(cut))
    if align == "right":
        return " " * gap + cut
    if align == "center":
        left = gap // 2
        return " " * left + cut + " " * (gap - left)
    return cut + " " * gap


def wrap(text: object, width: int, most: int | None = None) -> list[str]:
    """Return the cleaned `text` as lines of at most `width` cells, at most `most` of them."""
    if width < 1:
        return []
    limit = None if most is None else most * width * 2 + width
    safe = clean(str(text)[:limit], lines=True)
    lines = [line.plain.rstrip() for line in Content(safe).wrap(width)]
    if most is not None and len(lines) > most:
        lines = lines[:most]
        lines[-1] = (
            clip(lines[-1] + " …", width) if cell_len(lines[-1]) + 2 > width else (lines[-1] + " …")
        )
    return lines


class Cells:
    """A picture of `width` x `height` cells, each with a character and a style."""

    def __init__(self, width: int, height: int) -> None:
        self.width = max(0, width)
        self.height = max(0, height)
        self._chars = [[" "] * self.width for _ in range(self.height)]
        self._styles = [[""] * self.width for _ in range(self.height)]
        self._taken = [[False] * self.width for _ in range(self.height)]

    def put(self, x: int, y: int, text: object, style: str = "", *, take: bool = True) -> None:
        """Write `text` from (x, y); what falls outside is left out.

        Args:
            x: Column of the first character, from 0.
            y: Row, from 0.
            text: Any text; it is cleaned.
            style: A content style such as `bold $brass`.
            take: Whether later labels should keep away from here (see `free`).
        """
        if not 0 <= y < self.height:
            return
        row, styles, taken = self._chars[y], self._styles[y], self._taken[y]
        for char in clean(text):
            size = get_character_cell_size(char)
            if size == 0:
                if 0 < x <= self.width:
                    row[x - 1] += char
                continue
            if x >= 0 and x + size <= self.width:
                row[x], styles[x], taken[x] = char, style, take
                for extra in range(1, size):
                    row[x + extra], styles[x + extra], taken[x + extra] = "", style, take
            x += size

    def free(self, x: int, y: int, width: int) -> bool:
        """Whether `width` cells from (x, y) are inside and hold no text yet."""
        if not 0 <= y < self.height or x < 0 or x + width > self.width:
            return False
        return not any(self._taken[y][x : x + width])

    def clear(self, x: int, y: int, width: int, behind: str = "") -> bool:
        """Whether `width` cells from (x, y) are free and hold no dots but those in style `behind`."""
        return self.free(x, y, width) and all(
            self._chars[y][column] == " " or self._styles[y][column] == behind
            for column in range(x, x + width)
        )

    def dots(self, picture: Braille, style: str, x: int = 0, y: int = 0) -> None:
        """Lay `picture` over the cells from (x, y); cells that hold text keep it."""
        for row_index, row in enumerate(picture.masks):
            top = y + row_index
            if not 0 <= top < self.height:
                continue
            for column, mask in enumerate(row):
                left = x + column
                if mask and 0 <= left < self.width and not self._taken[top][left]:
                    before = self._chars[top][left]
                    # Two layers of dots in one cell share it; the later one gives the colour.
                    old = ord(before) - _BRAILLE if before and _is_braille(before) else 0
                    self._chars[top][left] = chr(_BRAILLE | mask | old)
                    self._styles[top][left] = style

    def content(self) -> Content:
        """Return the picture as content, one line per row."""
        return Content("\n").join(self.rows())

    def rows(self) -> list[Content]:
        """Return the picture as one content per row, neighbours of one style joined."""
        out: list[Content] = []
        for chars, styles in zip(self._chars, self._styles, strict=True):
            parts: list[tuple[str, str]] = []
            start = 0
            for index in range(1, self.width + 1):
                if index == self.width or styles[index] != styles[start]:
                    parts.append(("".join(chars[start:index]), styles[start]))
                    start = index
            out.append(Content.assemble(*parts) if parts else Content(""))
        return out


def _is_braille(char: str) -> bool:
    return len(char) == 1 and _BRAILLE <= ord(char) <= _BRAILLE + 0xFF


class Braille:
    """Dots, two across and four down in every cell."""

    def __init__(self, width: int, height: int) -> None:
        self.across = max(0, width) * 2
        self.down = max(0, height) * 4
        self.masks = [[0] * max(0, width) for _ in range(max(0, height))]

    def dot(self, x: float, y: float) -> None:
        """Set the dot nearest to (x, y), counted in dots from the upper left."""
        column, row = math.floor(x + 0.5), math.floor(y + 0.5)
        if 0 <= column < self.across and 0 <= row < self.down:
            self.masks[row // 4][column // 2] |= _DOTS[row % 4][column % 2]

    def line(self, x0: float, y0: float, x1: float, y1: float, gap: int = 0) -> None:
        """Draw a straight line; with `gap` n, n dots are left out after every two."""
        steps = int(max(abs(x1 - x0), abs(y1 - y0), 1))
        for step in range(steps + 1):
            if gap and step % (gap + 2) >= 2:
                continue
            self.dot(x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps)

    def path(self, points: Iterable[tuple[float, float]], gap: int = 0) -> None:
        """Draw straight lines from point to point."""
        before: tuple[float, float] | None = None
        for point in points:
            if before is not None:
                self.line(*before, *point, gap=gap)
            before = point
