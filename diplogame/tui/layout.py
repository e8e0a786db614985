"""Lines of a page: titles, paragraphs, facts and tables, laid out to a width.

Guarantees: every line fits the width it was made for; texts are shown as they are, never as markup.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from diplogame.tui.widgets.canvas import clip, fit, wrap


def title(text: str, width: int, note: str = "") -> list[Content]:
    """Return a section's title over a hairline, with a note at its right end."""
    said = clip(note, max(width // 2, width - cell_len(text) - 2))
    name = clip(text, max(1, width - cell_len(said) - 2))
    gap = max(1, width - cell_len(name) - cell_len(said))
    return [
        Content.assemble((name, "bold $brass"), " " * gap, (said, "$muted")),
        Content.styled("─" * width, "$hairline"),
    ]


def prose(text: str, width: int, style: str = "$ink", indent: int = 0) -> list[Content]:
    """Return a text wrapped to `width`, paragraphs kept."""
    lines: list[Content] = []
    pad = " " * indent
    for paragraph in str(text).split("\n"):
        if not paragraph.strip():
            lines.append(Content(""))
            continue
        for line in wrap(paragraph.strip(), max(1, width - indent)):
            lines.append(Content.assemble(pad, (line, style)))
    return lines


def bullet(text: str, width: int, sign: str = "·", style: str = "$ink") -> list[Content]:
    """Return a text with a hanging sign before it."""
    lines: list[Content] = []
    size = cell_len(sign) + 1
    for index, line in enumerate(wrap(text, max(1, width - size)) or [""]):
        head = (sign + " ", "$brass") if index == 0 else (" " * size, "")
        lines.append(Content.assemble(head, (line, style)))
    return lines


def fact(
    label: str, value: str, width: int, label_width: int, style: str = "$ink"
) -> list[Content]:
    """Return a labelled value, the value wrapped beside its label."""
    lines: list[Content] = []
    for index, line in enumerate(wrap(value, max(1, width - label_width - 2)) or [""]):
        head = label if index == 0 else ""
        lines.append(Content.assemble((fit(head, label_width) + "  ", "$muted"), (line, style)))
    return lines


def table(
    rows: Sequence[Sequence[tuple[str, str]]],
    width: int,
    align: str = "",
    head: Sequence[str] = (),
    gap: int = 2,
) -> list[Content]:
    """Return rows of (text, style) cells in aligned columns; the first column gives way first.

    Args:
        rows: The cells.
        width: Cells for the whole line.
        align: One letter a column: `l` or `r`; missing ones are `l`.
        head: Names of the columns, or none.
        gap: Cells between columns.
    """
    count = max((len(row) for row in rows), default=len(head))
    if not count:
        return []
    sizes = [0] * count
    for row in [[(h, "") for h in head], *rows] if head else rows:
        for index, (text, _) in enumerate(row):
            sizes[index] = max(sizes[index], cell_len(clip(text, 60)))
    over = sum(sizes) + gap * (count - 1) - width
    if over > 0:
        shrunk = max(8, sizes[0] - over)
        over -= sizes[0] - shrunk
        sizes[0] = shrunk
    while over > 0 and max(sizes) > 4:
        widest = max(range(count), key=lambda i: sizes[i])
        sizes[widest] -= 1
        over -= 1

    def line(cells: Sequence[tuple[str, str]], style: str = "") -> Content:
        parts: list[tuple[str, str]] = []
        for index, (text, tone) in enumerate(cells):
            side = "right" if align[index : index + 1] == "r" else "left"
            pad = " " * gap if index < count - 1 else ""
            parts.append((fit(text, sizes[index], side), style or tone))
            parts.append((pad, ""))
        return Content.assemble(*parts).truncate(width)

    out: list[Content] = []
    if head:
        out.append(line([(h, "") for h in head], "$muted"))
    out += [line(row) for row in rows]
    return out
