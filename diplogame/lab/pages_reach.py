"""The reports on reach and on forecasts in words: coverage and calibration.

Guarantees: as in :mod:`diplogame.lab.pages`.
"""

from __future__ import annotations

from diplogame.lab.document import Document, Prose, Section, Spans, Table
from diplogame.lab.pages import Data, shown
from diplogame.lab.targets import per_cent

MOST = 40
"""Names of a list that are shown; the JSON has all."""

_PARTS = {
    "events": "events of the pack",
    "answers": "answers to events",
    "rules": "rules of delegations",
    "hints": "hints of the coach",
    "stories": "stories of the time after",
    "lines": "lines",
}


def coverage_page(data: Data) -> Document:
    """The coverage report."""
    parts = data["reached"]
    rows = tuple(
        (
            _PARTS[name],
            str(part["all"] - len(part["never"])),
            str(part["all"]),
            str(len(part["never"])),
        )
        for name, part in parts.items()
    )
    lines = parts["lines"]
    note = (
        f"Of {lines['variants']} ways to say a line, {lines['variants_never']} were never heard. "
        f"Not counted: {len(lines['impossible'])} lines for which this pack has no occasion (no summit, "
        "no silence procedure, nobody to accredit, nothing to threaten or to give with)."
    )
    sections = [Section("Reached", (Table(("", "reached", "of", "never"), rows), Prose(note)))]
    for name, part in parts.items():
        if part["never"]:
            sections.append(Section(f"Never reached: {_PARTS[name]}", (listed(part["never"]),)))
    conditions, flags, options = data["conditions"], data["flags"], data["options"]
    odd = (
        ("conditions that never held (dead)", conditions["dead"]),
        ("conditions that always held", conditions["always"]),
        ("rules whose condition held, and that never fired", conditions["held_never_fired"]),
        ("flags that are read and that nothing sets", flags["read_never_set"]),
        ("flags that are set and that nothing reads", flags["set_never_read"]),
        ("flags that are declared and not used", flags["declared_never_used"]),
        ("flags that were never set in play", flags["never_set_in_play"]),
        ("clauses on which all want the same, whatever they declare", options["compatible"]),
        ("options that another is better than for all, in every draw", options["dominated"]),
        ("options like that in half of the draws or more", options["mostly_dominated"]),
        ("options that got into no treaty", options["never_agreed"]),
    )
    for title, names in odd:
        if names:
            sections.append(Section(title[0].upper() + title[1:], (listed(names),)))
    kinds = Prose(", ".join(data["event_kinds_never"]) or "None.")
    sections.append(Section("Kinds of happenings of the rules that never occurred", (kinds,)))
    lede = (
        f"{data['games']} games, rules {data['rules']}, texts {data['texts']}, code {data['engine']}. "
        "Everything ought to be reached somewhere in 1000 games (R21)."
    )
    return Document(f"Coverage: {data['title']}", lede, tuple(sections))


def listed(names: list[str]) -> Table:
    """Names as a table of one column, cut when there are very many."""
    rows = [(name,) for name in names[:MOST]]
    if len(names) > MOST:
        rows.append((f"... and {len(names) - MOST} more (--json lists all)",))
    return Table(("name",), tuple(rows))


# --- calibration ------------------------------------------------------------------------------------


def calibration_page(data: Data) -> Document:
    """The calibration report."""
    rows = []
    for kind in (*data["kinds"], data["all"]):
        if not kind["count"]:
            rows.append((kind["kind"], "0", *("-",) * 8))
            continue
        verdict = {True: "yes", False: "no", None: "too few"}[kind["honest"]]
        rows.append(
            (
                kind["kind"],
                str(kind["count"]),
                per_cent(kind["forecast"]),
                shown(kind["came_true"]),
                per_cent(kind["width"]),
                f"{kind['brier']:.3f}",
                f"{kind['constant']:.3f}",
                "-" if kind["skill"] is None else f"{kind['skill']:+.3f}",
                per_cent(kind["error"]),
                verdict,
            )
        )
    head = (
        "forecast",
        "count",
        "mean",
        "came true",
        "width",
        "Brier",
        "constant",
        "skill",
        "miss",
        "honest",
    )
    sections = [Section("Kinds of forecasts", (Table(head, tuple(rows)),))]
    for kind in (*data["kinds"], data["all"]):
        if kind["bins"]:
            sections.append(_reliability(kind))
    if data["all"]["shown"]:
        sections.append(_as_shown(data["all"]["shown"]))
    lede = (
        f"{data['games']} games, code {data['engine']}, forecasts of: {data['of']}. Each band is sorted "
        "by its middle; a row is honest when the 95 % interval of what came true touches the mean band "
        "as shown; the miss is how far outside it lies on average. Brier score of the middle, beside a "
        "constant forecast of the base rate."
    )
    return Document(f"Calibration: {data['title']}", lede, tuple(sections))


def _as_shown(bands: list[Data]) -> Section:
    rows = tuple(
        (
            f"{each['low']} to {each['high']} %",
            str(each["count"]),
            per_cent(each["came_true"]),
            "yes" if each["honest"] else "no",
        )
        for each in bands
    )
    head = ("as shown", "count", "came true", "honest")
    return Section("All kinds, by the band shown", (Table(head, rows),))


def _reliability(kind: Data) -> Section:
    rows = []
    for each in kind["bins"]:
        verdict = {True: "yes", False: "no", None: "few"}[each["honest"]]
        rows.append(
            (
                f"{each['from']:.0%} to {each['to']:.0%}",
                str(each["count"]),
                f"{per_cent(each['shown_low'])} to {per_cent(each['shown_high'])}",
                shown(each["came_true"]),
                verdict,
            )
        )
    spans = Spans(
        tuple(
            (
                f"{each['from']:.0%} to {each['to']:.0%}",
                each["shown_low"] * 100,
                each["came_true"]["share"] * 100,
                each["shown_high"] * 100,
                f"{per_cent(each['came_true']['share'])} of {each['count']}",
            )
            for each in kind["bins"]
        )
    )
    table = Table(("middle", "count", "shown", "came true", "honest"), tuple(rows))
    note = Prose("Line: the mean band as shown. Dot: what came true, in per cent.")
    return Section(f"Reliability: {kind['kind']}", (table, note, spans))
