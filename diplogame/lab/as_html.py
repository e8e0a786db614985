"""A report as one HTML file, to be kept or sent.

Guarantees: no script, nothing fetched from anywhere (a policy in the file forbids it); every text from packs
and records is cleaned and escaped; the same report gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final, assert_never

from diplogame.lab.document import Bars, Block, Document, Prose, Spans, Table
from diplogame.packs.clean import clean

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"

_WIDTH: Final = 720
_LABEL: Final = 170
_BESIDE: Final = 190
_ROW: Final = 22

_STYLE: Final = """
body { font: 16px/1.45 Georgia, serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: #1d1d1b; background: #fbfaf6; }
h1, h2 { font-weight: normal; } h2 { border-top: 1px solid #999; padding-top: .6rem; }
table { border-collapse: collapse; margin: 1rem 0; font: 14px/1.4 system-ui, sans-serif; }
th { text-align: left; border-bottom: 2px solid #555; padding: .25rem .7rem; }
td { border-bottom: 1px solid #ddd; padding: .25rem .7rem; vertical-align: top; }
td.n { text-align: right; font-variant-numeric: tabular-nums; }
td.met::before { content: "✓ "; } td.missed::before { content: "✗ "; } td.missed { font-weight: bold; }
svg { max-width: 100%; height: auto; font: 13px system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { body { color: #e6e3da; background: #1c1d20; }
  svg text { fill: #e6e3da; } td { border-color: #444; } }
"""


def as_html(document: Document) -> str:
    """The report as the text of one HTML file."""
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_e(document.title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{_e(document.title)}</h1><p>{_e(document.lede)}</p>",
    ]
    for section in document.sections:
        parts.append(f"<section><h2>{_e(section.title)}</h2>")
        parts += [_block(block) for block in section.blocks]
        parts.append("</section>")
    return "\n".join([*parts, "</body></html>"]) + "\n"


def _e(text: str) -> str:
    return escape(clean(text, 2000, line=True), quote=True)


def _block(block: Block) -> str:
    match block:
        case Prose(text=text):
            return f"<p>{_e(text)}</p>"
        case Table():
            return _table(block)
        case Bars(rows=rows):
            return _bars(rows)
        case Spans(rows=rows, mark=mark):
            return _spans(rows, mark)
        case _:
            assert_never(block)


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{_e(cell)}</th>' for cell in table.head)
    body = "".join(
        "<tr>" + "".join(f"<td{_kind(cell)}>{_e(cell)}</td>" for cell in row) + "</tr>"
        for row in table.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _kind(cell: str) -> str:
    """The class of a cell, from its text: a number, or a verdict."""
    if cell in ("met", "missed"):
        return f' class="{cell}"'
    figures = cell.lstrip("+-−").removesuffix("%").strip().replace(".", "", 1)
    return ' class="n"' if figures.isdigit() else ""


def _bars(rows: Sequence[tuple[str, float, str]]) -> str:
    top = max((value for _, value, _ in rows), default=0.0) or 1.0
    room = _WIDTH - _LABEL - _BESIDE
    parts = []
    for number, (label, value, text) in enumerate(rows):
        y = number * _ROW
        length = max(0.0, value) / top * room
        parts.append(_label(label, y))
        parts.append(
            f'<rect x="{_LABEL}" y="{y + 4}" width="{length:.1f}" height="{_ROW - 8}" '
            'fill="#6b7f9c"/>'
        )
        parts.append(f'<text x="{_LABEL + length + 6:.1f}" y="{y + 16}">{_e(text)}</text>')
    return _svg(parts, len(rows), rows)


def _spans(rows: Sequence[tuple[str, float, float, float, str]], mark: float | None) -> str:
    marks = [] if mark is None else [mark]
    least = min([r[1] for r in rows] + marks, default=0.0)
    span = (max([r[3] for r in rows] + marks, default=1.0) - least) or 1.0
    room = _WIDTH - _LABEL - _BESIDE

    def x(value: float) -> float:
        return _LABEL + (value - least) / span * room

    parts = []
    if mark is not None:
        parts.append(
            f'<line x1="{x(mark):.1f}" x2="{x(mark):.1f}" y1="0" y2="{len(rows) * _ROW}" '
            'stroke="#888" stroke-dasharray="3 3"/>'
        )
    for number, (label, low, middle, high, text) in enumerate(rows):
        y = number * _ROW + _ROW // 2
        parts.append(_label(label, number * _ROW))
        parts.append(
            f'<line x1="{x(low):.1f}" x2="{x(high):.1f}" y1="{y}" y2="{y}" '
            'stroke="#6b7f9c" stroke-width="3"/>'
        )
        parts.append(f'<circle cx="{x(middle):.1f}" cy="{y}" r="5" fill="#a3562a"/>')
        parts.append(f'<text x="{_WIDTH - _BESIDE + 8}" y="{y + 5}">{_e(text)}</text>')
    return _svg(parts, len(rows), rows)


def _label(text: str, y: int) -> str:
    short = clean(text, 2000, line=True)
    short = short if len(short) <= 24 else short[:23] + "…"
    return f'<text x="{_LABEL - 8}" y="{y + 16}" text-anchor="end">{escape(short)}</text>'


def _svg(parts: list[str], rows: int, data: Sequence[tuple[object, ...]]) -> str:
    said = "; ".join(f"{row[0]}: {row[-1]}" for row in data)
    return (
        f'<svg viewBox="0 0 {_WIDTH} {max(1, rows) * _ROW}" width="{_WIDTH}" role="img" '
        f'aria-label="{_e(said)}">{"".join(parts)}</svg>'
    )
