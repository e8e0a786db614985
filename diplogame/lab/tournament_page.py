"""The tournament's report in words, from the data that ``--json`` prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diplogame.lab.document import Block, Document, Prose, Section, Spans, Table
from diplogame.lab.targets import per_cent

Data = Mapping[str, Any]


def tournament_page(data: Data) -> Document:
    """The report of `lab tournament`."""
    lede = f"{data['tables']} tables: {data['source']}. "
    if data["agents"]:
        lede += (
            "Advantage is (utility - reserve) / (best - reserve), no deal being 0; intervals are 95 %, "
            "over tables. CPU is that of a whole session, both sides."
        )
    else:
        lede += "Welfare is the sum of utilities over the largest that suits everybody."
    if data["interrupted"]:
        lede = "INTERRUPTED; what follows is what was finished. " + lede
    sections = [_bargaining(section) for section in data["sections"]]
    if data["plenaries"]:
        sections.append(_plenaries(data))
    if data["faults"]:
        told = tuple(Prose(each) for each in data["faults"][:20])
        sections.append(Section("Agents that erred (each time no deal for them)", told))
    return Document("Tournament", lede, tuple(sections))


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _part(value: float | None) -> str:
    return "-" if value is None else per_cent(value)


def _half(found: Data | None) -> str:
    return "-" if found is None or found["count"] < 2 else f"{found['half']:.3f}"


def _mean(found: Data | None) -> str:
    return "-" if found is None else f"{found['mean']:.3f}"


def _bargaining(section: Data) -> Section:
    rows = sorted(
        section["agents"],
        key=lambda row: (-(row["advantage"] or {"mean": -1})["mean"], row["agent"]),
    )
    head = ("agent", "advantage", "±", "deals", "partner's", "self-play", "its deals", "CPU ms")
    body = tuple(
        (
            row["agent"],
            _mean(row["advantage"]),
            _half(row["advantage"]),
            _part(row["deals"]),
            _share(row["partner"]),
            _share(row["self_play"]),
            _part(row["self_play_deals"]),
            "-" if row["cpu_ms"] is None else f"{row['cpu_ms']:.2f}",
        )
        for row in rows
    )
    spans = Spans(
        tuple(
            (
                row["agent"],
                100 * row["advantage"]["low"],
                100 * row["advantage"]["mean"],
                100 * row["advantage"]["high"],
                f"{row['advantage']['mean']:.3f}",
            )
            for row in rows
            if row["advantage"] is not None
        )
    )
    blocks: list[Block] = [Table(head, body), spans]
    against = section.get("against")
    if against and len(against) > 1:
        names = [row["agent"] for row in rows]
        blocks.append(Prose("Advantage of the row's agent against the column's:"))
        blocks.append(
            Table(
                ("against", *names),
                tuple((name, *(_share(against[name][n]) for n in names)) for name in names),
            )
        )
    title = (
        f"{section['parties']} parties, {section['rounds']} rounds "
        f"({section['tables']} tables, {section['sessions']} sessions)"
    )
    return Section(title, tuple(blocks))


def _plenaries(data: Data) -> Section:
    head = (
        *("parties", "rounds", "delegates", "rule", "welfare", "±"),
        *("gain", "worst off", "treaties", "motions", "CPU ms"),
    )
    rows = tuple(
        (
            str(row["parties"]),
            str(row["rounds"]),
            row["room"],
            row["rule"],
            _mean(row["welfare"]),
            _half(row["welfare"]),
            _mean(row["gain"]),
            _mean(row["worst"]),
            per_cent(row["treaties"]),
            f"{row['motions']:.0f}",
            f"{row['cpu_ms']:.1f}",
        )
        for row in data["plenaries"]
    )
    note = (
        "The rule is that for amendments; everybody must sign in any case, and without a treaty "
        "everybody has its reserve. Gain leaves reserves out: 0 is no deal, 1 the most there is to be gained."
    )
    if data["hopeless"]:
        note += f" At {data['hopeless']} tables nothing suits everybody; they are left out."
    return Section("A plenary in small", (Prose(note), Table(head, rows)))
