"""The debrief as a file: Markdown, one HTML page, or a table of results.

Guarantees: names and texts from packs and players are only ever text - escaped in HTML, without
Markdown signs, never a formula in a spreadsheet; a page loads nothing from elsewhere.
"""

from __future__ import annotations

import csv
import html
import io

from diplogame.app.debrief import Debrief
from diplogame.tui.debriefing import per_cent
from diplogame.tui.strings import many, t
from diplogame.tui.widgets.canvas import clean

FORMS = ("markdown", "html", "csv")
"""Forms a debrief can be written in."""

_COLUMNS = (
    "seat name human worth walk_away dream gain share_per_mille score par "
    "gauge standing credibility side"
)


def export(found: Debrief, kind: str) -> tuple[str, str]:
    """Return the debrief as the text of a file, and the file's suffix.

    Raises:
        ValueError: No such form.
    """
    if kind == "markdown":
        return markdown(found), ".md"
    if kind == "html":
        return web(found), ".html"
    if kind == "csv":
        return spreadsheet(found), ".csv"
    raise ValueError(f"no form {kind!r}")


def _sections(found: Debrief) -> list[tuple[str, list[str]]]:
    result = found.result
    out: list[tuple[str, list[str]]] = [
        (t("debrief.result"), [result.lede, result.verdict]),
        (
            t("debrief.clauses"),
            [f"{c.issue}: {c.option}. {c.note}".strip() for c in result.clauses],
        ),
        (
            t("debrief.swaps"),
            [found.frontier.note, *(swap.text for swap in found.frontier.swaps)],
        ),
        (
            t("debrief.threats"),
            [found.threats.note]
            + [
                f"R{r.round} {found.name(r.sender)} → {found.name(r.target)}: {r.instrument}: "
                f"{r.demand}. {r.answer}; {r.end}."
                for r in found.threats.rows
            ],
        ),
        (t("debrief.information"), [found.information.note]),
        (
            t("debrief.votes"),
            [
                f"R{v.round} {found.name(v.by) if v.by else t('vote.chair')} {v.motion}: "
                + ", ".join(f"{found.name(s)} {b}" for s, b, _w in v.ballots)
                for v in found.votes.rows
            ],
        ),
        (
            t("debrief.recounts"),
            [found.votes.about]
            + [
                f"{r.rule}: {t('debrief.passes' if r.passed else 'debrief.fails')}"
                for r in found.votes.recounts
            ],
        ),
        (
            t("debrief.years"),
            [
                f"{many('debrief.years.after', y.years)}: {per_cent(y.survival)}. {' '.join(y.texts)}"
                for y in found.years
            ],
        ),
        (t("debrief.questions"), list(found.questions)),
    ]
    return [(head, [clean(line) for line in lines if line]) for head, lines in out]


def _table(found: Debrief) -> tuple[list[str], list[list[str]]]:
    head = [
        t("debrief.delegation"),
        t("debrief.worth"),
        t("debrief.walk-away"),
        t("debrief.gain"),
        t("debrief.share"),
        t("debrief.score"),
        t("debrief.par"),
    ]
    rows = [
        [
            clean(found.name(r.seat)),
            str(r.worth),
            str(r.walk_away),
            str(r.gain),
            per_cent(r.share),
            str(r.score),
            str(r.par or ""),
        ]
        for r in found.result.seats
    ]
    return head, rows


def _marked(text_: str) -> str:
    """Return a text whose Markdown signs are only themselves."""
    for sign in "\\`*_[]<>#|":
        text_ = text_.replace(sign, f"\\{sign}")
    return text_


def markdown(found: Debrief) -> str:
    """Return the debrief as Markdown."""
    lines = [
        f"# {_marked(clean(found.title))}",
        "",
        f"**{_marked(clean(found.result.headline))}**",
        "",
    ]
    lines += [f"Seed {found.seed}, {found.difficulty}. {found.seal}", ""]
    head, rows = _table(found)
    lines += ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(_marked(cell) for cell in row) + " |" for row in rows]
    for name, said in _sections(found):
        lines += ["", f"## {name}", ""]
        lines += [f"- {_marked(line)}" for line in said]
    return "\n".join(lines) + "\n"


def web(found: Debrief) -> str:
    """Return the debrief as one HTML page without anything from elsewhere."""
    e = html.escape
    head, rows = _table(found)
    body = [
        f"<h1>{e(clean(found.title))}</h1>",
        f"<p class=lede>{e(clean(found.result.headline))}</p>",
    ]
    body.append("<table><tr>" + "".join(f"<th>{e(h)}</th>" for h in head) + "</tr>")
    body += ["<tr>" + "".join(f"<td>{e(c)}</td>" for c in row) + "</tr>" for row in rows]
    body.append("</table>")
    for name, said in _sections(found):
        body.append(f"<h2>{e(name)}</h2><ul>")
        body += [f"<li>{e(line)}</li>" for line in said]
        body.append("</ul>")
    body.append(
        f"<p><small>Seed {found.seed} · {e(found.difficulty)} · {e(found.seal)}</small></p>"
    )
    style = (
        "body{font:18px/1.5 Georgia,serif;max-width:50em;margin:2em auto;padding:0 1em;"
        "background:#f7f2e6;color:#1c2840}h1,h2{color:#79540f}table{border-collapse:collapse;width:100%}"
        "td,th{padding:.2em .6em;border-bottom:1px solid #d3cab4;text-align:right}"
        "td:first-child,th:first-child{text-align:left}.lede{font-size:1.3em;font-style:italic}"
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{e(clean(found.title))}</title><style>{style}</style></head><body>"
        + "\n".join(body)
        + "</body></html>\n"
    )


def spreadsheet(found: Debrief) -> str:
    """Return the results as CSV; no cell begins like a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS.split())
    for r in found.result.seats:
        name = clean(found.name(r.seat))
        # A spreadsheet would read a name that begins with one of these as a formula.
        name = "'" + name if name[:1] in "=+-@\t" else name
        writer.writerow(
            [
                r.seat,
                name,
                int(r.human),
                r.worth,
                r.walk_away,
                r.dream,
                r.gain,
                r.share,
                r.score,
                r.par,
                r.gauge,
                r.standing,
                r.credibility,
                r.side,
            ]
        )
    return out.getvalue()
