"""The debrief's pictures: the scatter of texts, the curves of offers and of trust, and their notes.

Guarantees: pure functions of a `Debrief` and the pack's names; scales are fixed, so that pictures of one
game may be compared.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from diplogame.app.debrief import Debrief
from diplogame.app.debrief.pages import Curve, Point
from diplogame.packs.phrasebook import Phrasebook
from diplogame.rules.ids import SeatId
from diplogame.tui.parts import bullet, prose, table, title
from diplogame.tui.strings import t
from diplogame.tui.widgets import scatter
from diplogame.tui.widgets.axes import Axis
from diplogame.tui.widgets.canvas import fit
from diplogame.tui.widgets.curves import Chart, Event, Reserve, Series
from diplogame.tui.widgets.marks import value_tone
from diplogame.tui.wording import change, figures, points

_MARKS = {
    "nash": ("★", "$ink"),
    "kalai-smorodinsky": ("✦", "$ink"),
    "egalitarian": ("◇", "$fair"),
    "utilitarian": ("△", "$fair"),
    "agreed": ("●", "$brass"),
    "text": ("○", "$brass"),
    "offer": ("·", "$muted"),
}


# --- pictures ---------------------------------------------------------------------------------


def picture(found: Debrief, words: Phrasebook, one: SeatId, two: SeatId) -> scatter.Picture:
    """Return the space of values of two delegations."""
    page = found.frontier
    a, b = page.seats.index(one), page.seats.index(two)

    def at(point: Point) -> tuple[int, int]:
        return (point.values[a] // 100, point.values[b] // 100)

    cloud = tuple(sorted({at(p) for p in page.points if p.kind == "frontier"}))
    edge = _edge(cloud)
    spots: list[scatter.Point] = []
    seen: dict[tuple[int, int], int] = {}
    order = ("agreed", "text", "nash", "kalai-smorodinsky", "egalitarian", "utilitarian", "offer")
    for kind in order:
        for point in page.of_kind(kind):
            mark, style = _MARKS.get(kind, ("·", "$muted"))
            x, y = at(point)
            label = t(f"point.{kind}") if kind != "offer" else ""
            if kind == "offer":
                if point.by not in (one, two):
                    continue
                style = "$series-2" if point.by == one else "$series-4"
                mark = "▸" if point.by == one else "◂"
            if (x, y) in seen and label:
                index = seen[(x, y)]
                old = spots[index]
                spots[index] = scatter.Point(
                    x, y, f"{old.label}, {label}", old.mark, old.style, old.strong
                )
                continue
            if label:
                seen[(x, y)] = len(spots)
            spots.append(scatter.Point(x, y, label, mark, style, kind in ("agreed", "nash")))
    return scatter.Picture(
        Axis(0, 100, words.short(one)),
        Axis(0, 100, words.short(two)),
        tuple(spots),
        (scatter.Path(edge),) if len(edge) > 1 else (),
        (
            scatter.Threshold("x", page.walk_aways[a] // 100, t("debrief.curve.reserve")),
            scatter.Threshold("y", page.walk_aways[b] // 100, t("debrief.curve.reserve")),
        ),
        cloud,
    )


def _edge(cloud: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return the upper right edge of a cloud, for these two delegations alone."""
    best = -1
    edge: list[tuple[int, int]] = []
    for x, y in sorted(cloud, key=lambda p: (-p[0], -p[1])):
        if y > best:
            best = y
            edge.append((x, y))
    return tuple(reversed(edge))


def swaps(found: Debrief, words: Phrasebook, one: SeatId, two: SeatId, width: int) -> list[Content]:
    """Return what both could have had more of."""
    page = found.frontier
    lines = [*prose(page.note, width), Content(""), *title(t("debrief.swaps"), width)]
    own = [
        swap for swap in page.swaps if swap.common or (one in swap.parties and two in swap.parties)
    ]
    rest = [swap for swap in page.swaps if swap not in own]
    if not page.swaps:
        return [*lines, *prose(t("debrief.swaps.none"), width, "$muted")]
    for swap in own + rest:
        # The sentence tells who gains and who pays; the mark tells whether it is about this pair.
        strong = swap in own
        sign, style = ("◆", "bold $ink") if strong else ("·", "$muted")
        lines += bullet(figures(swap.text), width, sign, style)
        if swap.common:
            lines += prose(t("debrief.swap.common"), width, "$good", 2)
    return lines


def curve(found: Debrief, words: Phrasebook, seat: str) -> Chart:
    """Return one delegation's game over the rounds."""
    page = found.curves
    one = next((c for c in page.curves if c.seat == seat), None)
    if one is None or not page.rounds:
        return Chart()

    def share(values: Sequence[int | None]) -> tuple[int | None, ...]:
        return tuple(None if v is None else v // 100 for v in values)

    return Chart(
        (
            Series(t("debrief.curve.text"), share(one.text), True),
            Series(t("debrief.curve.offers"), share(one.offers)),
            Series(t("debrief.curve.aspiration"), share(one.aspiration)),
            Series(t("debrief.curve.reserve"), share(one.reserve)),
        ),
        (),
        (),
        page.rounds[0],
        page.rounds[-1],
        Axis(0, 100, words.short(seat)),
        t("debrief.round"),
    )


def curve_notes(found: Debrief, words: Phrasebook, seat: str, width: int) -> list[Content]:
    """Return the same game in figures."""
    page = found.curves
    one: Curve | None = next((c for c in page.curves if c.seat == seat), None)
    if one is None:
        return []
    rows = [
        [
            (f"R{round_}", "$muted"),
            (points(one.text[k]), "bold $ink"),
            ("–" if one.offers[k] is None else points(one.offers[k] or 0), "$ink"),
            (points(one.aspiration[k]), "$ink"),
            (points(one.reserve[k]), "$muted"),
        ]
        for k, round_ in enumerate(page.rounds)
    ]
    head = [
        t("debrief.round"),
        t("debrief.curve.text"),
        t("debrief.curve.offers"),
        t("debrief.curve.aspiration"),
        t("debrief.curve.reserve"),
    ]
    return [
        *title(t("debrief.of", name=found.name(seat)), width),
        *table(rows, width, "lrrrr", head, 3),
    ]


def trust_lines(found: Debrief, words: Phrasebook, seat: str) -> Chart:
    """Return how far the others trusted a delegation over the rounds."""
    page = found.trust
    if not page.rounds:
        return Chart()
    series = tuple(
        Series(words.short(who), levels, who in found.humans)
        for who, toward, levels in page.lines
        if toward == seat
    )
    moved = [e for e in page.events if e.toward == seat]
    moved.sort(key=lambda e: (-abs(e.delta), e.round))
    marks: dict[int, str] = {}
    for event in moved:
        if len(marks) < 3:
            marks.setdefault(event.round, event.why)
    return Chart(
        series[:6],
        (Reserve(50, ""),),
        tuple(Event(round_, why) for round_, why in sorted(marks.items())),
        page.rounds[0],
        page.rounds[-1],
        Axis(0, 100, t("debrief.trust.in", name=words.short(seat))),
        t("debrief.round"),
    )


def trust_events(found: Debrief, words: Phrasebook, seat: str, width: int) -> list[Content]:
    """Return what moved the others' trust in a delegation."""
    moved = [e for e in found.trust.events if e.toward == seat]
    moved.sort(key=lambda e: (-abs(e.delta), e.round, e.seat))
    lines = title(t("debrief.trust.events"), width)
    for event in moved[:20]:
        lines.append(
            Content.assemble(
                (f"R{event.round:<3}", "$muted"),
                (fit(words.short(event.seat), 12), "$ink"),
                (fit(change(event.delta), 5, "right") + "  ", "bold " + value_tone(event.delta)),
                (event.why, "$ink"),
            ).truncate(width, ellipsis=True)
        )
    return lines
