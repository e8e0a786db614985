"""A debrief as one self-contained HTML page, with its pictures as SVG.

Guarantees: every text is escaped; no script, no link, no font or picture from elsewhere (a content policy
in the page forbids them); readable without colour, printable.
"""

from __future__ import annotations

from html import escape

from diplogame.app.debrief import Debrief
from diplogame.app.debrief.pages import Point
from diplogame.packs.clean import clean
from diplogame.report.sections import Table, sections

_STYLE = """
body{font:16px/1.5 Georgia,serif;color:#1c2430;background:#fbf8f0;max-width:62rem;margin:2rem auto;
padding:0 1rem}h1,h2{font-weight:normal;border-bottom:2px solid #b08d57}table{border-collapse:collapse;
margin:1rem 0;font-size:.85rem}th,td{border:1px solid #cfc7b4;padding:.2rem .5rem;text-align:left;
vertical-align:top}th{background:#efe8d8}td.n{text-align:right;font-variant-numeric:tabular-nums}
figure{margin:1rem 0}figcaption{font-size:.85rem}svg{background:#fff;border:1px solid #cfc7b4}
details{margin:1rem 0}@media print{body{background:#fff}}
"""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"

_WIDTH, _HEIGHT, _EDGE = 560, 360, 46
_INKS = ("#1f3a5f", "#a3562a", "#2f6b4f", "#7a3b69", "#5b5b5b", "#8a6d00", "#0f6f78", "#b03a48")
_DASHES = ("", "6 3", "2 3", "8 3 2 3", "1 4", "12 4", "4 4", "2 6")
_LONG = 14


def html(debrief: Debrief) -> str:
    """The whole debrief as one HTML document."""
    title = _e(debrief.result.headline)
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{title}</title><style>{_STYLE}</style></head><body>",
    ]
    for number, section in enumerate(sections(debrief)):
        tag = "h1" if number == 0 else "h2"
        parts.append(f"<section><{tag}>{_e(section.title)}</{tag}>")
        parts += [f"<p>{_e(text)}</p>" for text in section.paragraphs if text]
        if section.items:
            items = "".join(f"<li>{_e(item)}</li>" for item in section.items)
            parts.append(f"<ul>{items}</ul>")
        if section.figure == "frontier":
            parts.append(_scatter(debrief))
        elif section.figure == "curves":
            parts.append(_curves(debrief))
        parts += [_table(table) for table in section.tables if table.rows]
        parts.append("</section>")
    parts.append("</body></html>\n")
    return "\n".join(parts)


def _e(text: str) -> str:
    return escape(clean(text, 4000), quote=True)


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{_e(cell)}</th>' for cell in table.head)
    rows = []
    for row in table.rows:
        marks = [' class="n"' if _number(cell) else "" for cell in row]
        cells = "".join(f"<td{mark}>{_e(cell)}</td>" for mark, cell in zip(marks, row, strict=True))
        rows.append(f"<tr>{cells}</tr>")
    body = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    if len(table.rows) <= _LONG:
        return body
    return f"<details><summary>{_e(table.name)}: {len(table.rows)} rows</summary>{body}</details>"


def _number(cell: str) -> bool:
    return bool(cell) and cell.lstrip("+-").replace(".", "", 1).isdigit()


# --- pictures ------------------------------------------------------------------------------------

_SHAPES = {
    "frontier": ("circle", "#b9b2a1", 2),
    "offer": ("circle", "#a3562a", 3),
    "nash": ("square", "#1f3a5f", 5),
    "kalai-smorodinsky": ("diamond", "#2f6b4f", 6),
    "egalitarian": ("cross", "#7a3b69", 6),
    "utilitarian": ("plus", "#5b5b5b", 6),
    "agreed": ("star", "#b03a48", 8),
    "text": ("star", "#b03a48", 8),
}


def _pair(debrief: Debrief) -> tuple[int, int]:
    """The two voters shown: a person's chair against the one it differs from most, else the first two."""
    f = debrief.frontier
    humans = [k for k, s in enumerate(f.seats) if s in debrief.humans]
    first = humans[0] if humans else 0
    points = f.of_kind("frontier") or f.points

    def conflict(k: int) -> int:
        return sum(abs(p.values[first] - p.values[k]) for p in points)

    others = [k for k in range(len(f.seats)) if k != first]
    return first, max(others, key=lambda k: (conflict(k), -k)) if others else first


def _scatter(debrief: Debrief) -> str:
    f = debrief.frontier
    one, two = _pair(debrief)
    marks = []
    for point in f.points:
        x, y = _place(point, one, two)
        shape, ink, size = _SHAPES.get(point.kind, ("circle", "#000", 3))
        label = _e(point.label or "An efficient text")
        values = f"{point.values[one]} / {point.values[two]}"
        marks.append(f"<g><title>{label}: {values}</title>{_mark(shape, x, y, size, ink)}</g>")
        if point.kind not in ("frontier", "offer"):
            marks.append(
                f'<text x="{x + 9:.0f}" y="{y + 4:.0f}" font-size="11">{_e(point.label)}</text>'
            )
    lines = _floors(f.walk_aways[one], f.walk_aways[two])
    first, second = debrief.name(f.seats[one]), debrief.name(f.seats[two])
    caption = (
        f"Worth to {first} (across) and to {second} (up); broken lines: what no deal is worth."
    )
    return _figure("".join(marks) + lines, caption, first, second)


def _place(point: Point, one: int, two: int) -> tuple[float, float]:
    return _x(point.values[one], 10_000), _y(point.values[two])


def _x(value: int, top: int) -> float:
    return _EDGE + value * (_WIDTH - 2 * _EDGE) / max(1, top)


def _y(value: int) -> float:
    return _HEIGHT - _EDGE - value * (_HEIGHT - 2 * _EDGE) / 10_000


def _floors(across: int, up: int) -> str:
    x, y = _x(across, 10_000), _y(up)
    dash = 'stroke="#777" stroke-dasharray="5 4"'
    return (
        f'<line x1="{x:.0f}" y1="{_EDGE}" x2="{x:.0f}" y2="{_HEIGHT - _EDGE}" {dash}/>'
        f'<line x1="{_EDGE}" y1="{y:.0f}" x2="{_WIDTH - _EDGE}" y2="{y:.0f}" {dash}/>'
    )


def _mark(shape: str, x: float, y: float, r: int, ink: str) -> str:
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r}" fill="{ink}"/>'
    if shape == "square":
        return (
            f'<rect x="{x - r:.1f}" y="{y - r:.1f}" width="{2 * r}" height="{2 * r}" fill="{ink}"/>'
        )
    if shape == "plus":
        path = f"M{x - r:.1f} {y:.1f}h{2 * r}M{x:.1f} {y - r:.1f}v{2 * r}"
        return f'<path d="{path}" stroke="{ink}" stroke-width="2" fill="none"/>'
    if shape == "cross":
        path = f"M{x - r:.1f} {y - r:.1f}l{2 * r} {2 * r}m0 {-2 * r}l{-2 * r} {2 * r}"
        return f'<path d="{path}" stroke="{ink}" stroke-width="2" fill="none"/>'
    points = [(x, y - r), (x + r, y), (x, y + r), (x - r, y)]
    joined = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
    stroke = ' stroke="#000"' if shape == "star" else ""
    return f'<polygon points="{joined}" fill="{ink}"{stroke}/>'


def _curves(debrief: Debrief) -> str:
    page = debrief.curves
    last = max(1, len(page.rounds) - 1)
    parts, row = [], 0
    for curve in page.curves:
        if curve.seat not in debrief.frontier.seats:
            continue
        ink, dash = _INKS[row % len(_INKS)], _DASHES[row % len(_DASHES)]
        points = " ".join(
            f"{_x(k, last):.1f},{_y(value):.1f}" for k, value in enumerate(curve.text)
        )
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{ink}" stroke-width="2" '
            f'stroke-dasharray="{dash}"/>'
        )
        for k, offer in enumerate(curve.offers):
            if offer is not None:
                mark = _mark("circle", _x(k, last), _y(offer), 3, ink)
                parts.append(f"<g><title>Offer, {offer}</title>{mark}</g>")
        end = _y(curve.text[-1]) if curve.text else 0
        name = _e(debrief.name(curve.seat))
        parts.append(
            f'<text x="{_WIDTH - _EDGE + 4}" y="{end:.0f}" font-size="10" fill="{ink}">{name}</text>'
        )
        row += 1
    for k, number in enumerate(page.rounds):
        parts.append(
            f'<text x="{_x(k, last):.0f}" y="{_HEIGHT - _EDGE + 16}" font-size="10" '
            f'text-anchor="middle">{number}</text>'
        )
    caption = "What the text was worth to each voter, by round; dots: its own best offers."
    return _figure("".join(parts), caption, "Round", "Points")


def _figure(inside: str, caption: str, across: str, up: str) -> str:
    frame = (
        f'<rect x="{_EDGE}" y="{_EDGE}" width="{_WIDTH - 2 * _EDGE}" '
        f'height="{_HEIGHT - 2 * _EDGE}" fill="none" stroke="#999"/>'
    )
    axes = (
        f'<text x="{_WIDTH // 2}" y="{_HEIGHT - 10}" font-size="12" text-anchor="middle">'
        f"{_e(across)}</text>"
        f'<text x="14" y="{_HEIGHT // 2}" font-size="12" text-anchor="middle" '
        f'transform="rotate(-90 14 {_HEIGHT // 2})">{_e(up)}</text>'
    )
    return (
        f'<figure><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" role="img" '
        f'aria-label="{_e(caption)}">{frame}{inside}{axes}</svg>'
        f"<figcaption>{_e(caption)}</figcaption></figure>"
    )
