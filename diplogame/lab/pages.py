"""The reports in words: from the plain data of a report to sections of tables and plots.

Guarantees: reads the report's data only, the same that ``--json`` prints; what is not known is "-".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diplogame.lab.document import Bars, Block, Document, Prose, Section, Spans, Table
from diplogame.lab.targets import MET, MISSED, interval, per_cent

Data = Mapping[str, Any]

_MOST = 40
"""Entries of a list that are shown; the JSON has all."""


def balance_page(data: Data) -> Document:
    """The balance report."""
    rows = data["targets"]
    met = sum(row["status"] == MET for row in rows)
    missed = sum(row["status"] == MISSED for row in rows)
    lede = (
        f"{data['games']} games, rules {data['rules']}, code {data['engine']}, minds at "
        f"{data['difficulty']}. Targets: {met} met, {missed} missed, {len(rows) - met - missed} "
        "open. Intervals are 95 %: Student's t for means, Wilson for shares; bots are compared game "
        "by game on the same seeds and chairs."
    )
    sections = [
        Section("Targets (R21)", (_targets(rows),)),
        _bots(data),
        _chairs(data),
        *_course(data),
        _verbs(data),
        *_levels(data),
        *_defects(data),
    ]
    return Document(f"Balance: {data['title']}", lede, tuple(sections))


def _targets(rows: list[dict[str, str]]) -> Table:
    body = [(r["status"], r["title"], r["asked"], r["found"], r["detail"]) for r in rows]
    return Table(("status", "target", "asked", "found", "resting on"), tuple(body))


def points(found: Data | None) -> str:
    """A mean of points with its interval."""
    if found is None:
        return "-"
    if found["games"] < 2:
        return f"{found['mean']:.0f}"
    return f"{found['mean']:.0f} ({found['low']:.0f} to {found['high']:.0f})"


def brief(found: Data | None) -> str:
    """A mean of points with half its interval."""
    if found is None:
        return "-"
    half = (found["high"] - found["low"]) / 2
    return f"{found['mean']:.0f}" + (f" ±{half:.0f}" if found["games"] > 1 else "")


def shown(found: Data | None) -> str:
    """A share with its interval."""
    return "-" if found is None else interval(dict(found))


def _bots(data: Data) -> Section:
    spans = Spans(
        tuple(
            (
                b["bot"],
                b["score"]["low"],
                b["score"]["mean"],
                b["score"]["high"],
                points(b["score"]),
            )
            for b in data["bots"]
            if b["score"] is not None
        )
    )
    head = ("bot", "above par", "beats par", "adopted", "broker ahead by", "mind ahead by", "games")
    rows = tuple(
        (
            b["bot"],
            points(b["margin"]),
            shown(b["beats_par"]),
            "-" if b["adopted"] is None else per_cent(b["adopted"]["share"]),
            points(b["broker_lead"]),
            points(b["mind_lead"]),
            str((b["score"] or {}).get("games", 0)),
        )
        for b in data["bots"]
    )
    seats = [s["seat"] for s in data["seats"] if s["votes"]]
    by_seat = Table(
        ("score in", *(b["bot"] for b in data["bots"])),
        tuple((s, *(brief(b["seats"].get(s)) for b in data["bots"])) for s in seats),
    )
    span = data["range"]
    note = "No bots have played yet."
    if span is not None:
        note = (
            f"One bot in one voting chair, minds in the others. Scores span {span['low']:.0f} to "
            f"{span['high']:.0f} (1st to 99th percentile): {span['width']:.0f} points."
        )
    return Section("Bots", (Prose(note), spans, Table(head, rows), by_seat))


def _chairs(data: Data) -> Section:
    rows = []
    for seat in data["seats"]:
        quartiles = seat["quartiles"]
        best = seat["best"]
        rows.append(
            (
                seat["name"],
                "votes" if seat["votes"] else "voice",
                str(seat["par"]) + ("" if seat["par_of_pack"] else " (measured)"),
                points(seat["minds"]),
                " ".join(f"{q:.0f}" for q in quartiles) if quartiles else "-",
                "-" if best is None else f"{best['bot']} {best['margin']['mean']:+.0f}",
                "-" if best is None else per_cent(best["beats_par"]["share"]),
            )
        )
    head = ("chair", "", "par", "minds' score", "5 25 50 75 95 %", "best bot", "beats par")
    return Section("Chairs", (Table(head, tuple(rows)),))


def _course(data: Data) -> list[Section]:
    minds, random, zone = data["minds"], data["random"], data["feasible"]
    facts = [
        ("games of minds", str(minds["games"])),
        ("adopted", shown(minds["adopted"])),
        ("how they end", counted(minds["outcomes"])),
        ("homes that ratify", shown(minds["ratified"])),
        ("treaty stands in 10 years, per mille", points(minds["survival"])),
        ("joint value, per mille of the best", points(minds["joint"])),
        ("different treaties", str(minds["treaties"])),
        ("deals in the last fifth", shown(minds["late"])),
        ("random play, all chairs", counted(random["outcomes"])),
        ("all-middle text rejected", shown(data["middle"]["rejected"])),
        (
            "feasible packages",
            "-"
            if zone["median"] is None
            else f"{per_cent(zone['median'])} ({per_cent(zone['low'])} to {per_cent(zone['high'])})",
        ),
    ]
    blocks: list[Block] = [Table(("", ""), tuple(facts))]
    for title, counts in (("Rounds in which deals close", minds["closes"]),):
        if counts:
            blocks += [Prose(f"{title}, of {minds['rounds']}:"), bars(counts, "round ")]
    if minds["clause_closings"]:
        blocks += [Prose("Clauses closed, by round:"), bars(minds["clause_closings"], "round ")]
    first = Section("How conferences of minds go", tuple(blocks))
    quarrel: list[Block] = []
    for title, counts in (
        ("Who blocks the whole text:", minds["blockers"]),
        ("Clauses fought over (amendments, reopenings, closings lost):", minds["contested"]),
        ("Why offers are declined:", minds["reasons"]),
    ):
        if counts:
            quarrel += [Prose(title), bars(counts)]
    motions = tuple(
        (kind, str(count), str(minds["carried"].get(kind, 0)))
        for kind, count in minds["motions"].items()
    )
    quarrel.append(Table(("motion", "moved", "carried"), motions))
    quarrel.append(
        Table(
            ("", ""),
            (
                ("offers", counted(minds["offers"])),
                ("promises", counted(minds["promises"])),
                ("threats", counted(minds["threats"])),
                ("summits", counted(minds["summits"])),
            ),
        )
    )
    return [first, Section("What they quarrel over", tuple(quarrel))]


def counted(counts: Data) -> str:
    """Counts in a line."""
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "-"


def bars(counts: Data, before: str = "") -> Bars:
    """Counts as bars."""
    return Bars(tuple((f"{before}{name}", float(n), str(n)) for name, n in counts.items()))


def _verbs(data: Data) -> Section:
    verbs = data["verbs"]
    if not verbs["winning"]:
        return Section("Verbs", (Prose("Nobody beat par with a treaty in these games."),))
    names = list(verbs["all"])
    rows = tuple(
        (name, per_cent(verbs["winning"].get(name, 0.0)), per_cent(verbs["all"][name]))
        for name in names
    )
    tops = tuple(
        (who, str(entry["wins"]), _top(entry["shares"])) for who, entry in verbs["by"].items()
    )
    note = (
        f"Shares of {verbs['orders']} orders of {verbs['winners']} winners (above par, with a treaty), "
        "beside everybody's. Ballots, invitations and what falls due are duties and not counted; "
        "nor are resting, passing and yielding."
    )
    chart = Bars(tuple((name, share, per_cent(share)) for name, share in verbs["winning"].items()))
    return Section(
        "Verbs",
        (
            Prose(note),
            chart,
            Table(("verb", "winners", "everybody"), rows),
            Table(("player", "wins", "most used when winning"), tops),
        ),
    )


def _top(shares: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {per_cent(share)}" for name, share in list(shares.items())[:4])


def _levels(data: Data) -> list[Section]:
    if not data["levels"]:
        return []
    found, steps = data["levels"], data["steps"]
    bots = list(found[0]["bots"])
    rows = [(bot, *(points(level["bots"].get(bot)) for level in found)) for bot in bots]
    rows.append(("all bots", *(points(level["all_bots"]) for level in found)))
    rows.append(("broker's treaties", *(points(level["broker_with_treaty"]) for level in found)))
    shares = (
        ("broker's adopt", "broker_adopted"),
        ("bots' adopt", "bots_adopted"),
        ("minds adopt", "adopted"),
    )
    rows += [(name, *(shown(level[key]) for level in found)) for name, key in shares]
    note = (
        "What bots get among minds of each level: it ought to fall to the right, and not because "
        "conferences fail. Below, the same game by game (seed and chair alike): points lost from one "
        "level to the next. The field is the mean of all bots on a seed."
    )
    head = tuple(f"{step['easier']} to {step['harder']}" for step in steps)
    lost = [("field", *(_lost(step["field"]) for step in steps))]
    lost += [(bot, *(_lost(step["bots"].get(bot)) for step in steps)) for bot in bots]
    table = Table(("", *(level["difficulty"] for level in found)), tuple(rows))
    return [Section("Difficulty", (Prose(note), table, Table(("", *head), tuple(lost))))]


def _lost(found: Data | None) -> str:
    """A difference in points as what is lost, with its interval and the pairs it rests on."""
    if found is None:
        return "-"
    figures = f"{-found['mean']:+.0f}"
    if found["games"] > 1:
        figures += f" ({-found['high']:+.0f} to {-found['low']:+.0f})"
    return f"{figures}, {found['games']} pairs"


def _defects(data: Data) -> list[Section]:
    if not data["defects"]:
        return []
    rows = tuple((d["game"], d["what"]) for d in data["defects"][:_MOST])
    return [Section("Games that broke off", (Table(("game", "what"), rows),))]


def bench_page(data: Data) -> Document:
    """How fast games are played."""
    rows = tuple(
        (
            str(each["processes"]),
            f"{each['games_a_second']:.2f}",
            f"{each['slowest']:.2f} to {each['fastest']:.2f}",
            "-" if each["cpu_a_game"] is None else f"{each['cpu_a_game']:.3f} s",
        )
        for each in (data["one"], data["many"])
    )
    lede = (
        f"{data['games']} games of minds a turn, {data['turns']} turns each, starting processes "
        f"included; code {data['engine']}. {data['many']['processes']} processes play "
        f"{data['ratio']:.2f} times as many games as one."
    )
    table = Table(("processes", "games a second", "from slowest to fastest", "work a game"), rows)
    return Document(f"Speed: {data['title']}", lede, (Section("Games of minds", (table,)),))


def run_page(data: Data) -> Document:
    """What a run has played."""
    rows = tuple(
        (row["lineup"], row["difficulty"], str(row["games"]), counted(row["outcomes"]))
        for row in data["lineups"]
    )
    lede = f"{data['games']} games in {data['results']}, {data['new']} of them new."
    table = Table(("line-up", "minds at", "games", "how they end"), rows)
    return Document(f"Games: {data['title']}", lede, (Section("Line-ups", (table,)),))
