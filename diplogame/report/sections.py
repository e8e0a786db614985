"""A debrief as sections: titles, paragraphs, lists and tables, before any format.

Guarantees: plain text, cleaned of control and invisible characters; formats only escape and set it.
"""

from __future__ import annotations

from diplogame.app.debrief import Debrief
from diplogame.app.narrate.words import join, signed
from diplogame.packs.clean import clean
from diplogame.rules.values import dataclass

_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts under a row of headings."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report; ``figure`` names a picture that formats with pictures put there."""

    title: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    figure: str = ""


def tidy(text: str) -> str:
    """A text on one line, without anything invisible."""
    return clean(text, _LONGEST, line=True)


def sections(d: Debrief) -> tuple[Section, ...]:
    """The parts of a report, in reading order."""
    return (
        _result(d),
        _frontier(d),
        _curves(d),
        _trust(d),
        _threats(d),
        _information(d),
        _votes(d),
        _rounds(d),
        _years(d),
        Section("Five questions", items=tuple(map(tidy, d.questions))),
        _record(d),
    )


def _table(name: str, head: list[str], rows: list[list[str]]) -> Table:
    return Table(
        name, tuple(map(tidy, head)), tuple(tuple(tidy(cell) for cell in row) for row in rows)
    )


def _result(d: Debrief) -> Section:
    r = d.result
    rows = []
    for s in r.seats:
        ratified = "" if s.ratified is None else "yes" if s.ratified else "no"
        rows.append(
            [
                d.name(s.seat),
                "yes" if s.voter else "no",
                "yes" if s.human else "no",
                str(s.worth),
                str(s.walk_away),
                str(s.gain) if r.agreed else "",
                f"{s.share / 10:.1f}" if s.voter and r.agreed else "",
                str(s.score),
                str(s.par or ""),
                str(s.gauge),
                str(s.standing),
                str(s.credibility),
                ratified,
            ]
        )
    head = ["Delegation", "Votes", "Played", "Worth", "No deal", "Gain", "Share %", "Score", "Par"]
    head += ["Home", "Standing", "Credibility", "Ratified"]
    tables = [_table("result", head, rows)]
    if r.clauses:
        clauses = [[c.issue, c.option, c.text, c.note] for c in r.clauses]
        tables.append(_table("text", ["Clause", "Agreed", "Words", "Note"], clauses))
    created = f"Value created: {r.created // 10} % of what all clauses together could give."
    verdicts = [f"{d.name(s.seat)}: {s.verdict}" for s in r.seats]
    return Section(
        tidy(r.headline),
        tuple(
            map(
                tidy,
                [r.lede, f"Outcome: {r.outcome}, in round {r.round}.", created if r.agreed else ""],
            )
        ),
        tuple(map(tidy, verdicts)),
        tuple(tables),
    )


def _frontier(d: Debrief) -> Section:
    f = d.frontier
    rows = [["No deal", *map(str, f.walk_aways)]]
    rows += [
        [p.label, *map(str, p.values)] for p in f.points if p.kind not in ("frontier", "offer")
    ]
    return Section(
        "What was left on the table",
        (tidy(f.note),),
        tuple(tidy(s.text) for s in f.swaps),
        (_table("points", ["Text", *(d.name(s) for s in f.seats)], rows),),
        "frontier",
    )


def _curves(d: Debrief) -> Section:
    rows = []
    for curve in d.curves.curves:
        for k, number in enumerate(d.curves.rounds):
            offer = curve.offers[k]
            rows.append(
                [
                    d.name(curve.seat),
                    str(number),
                    str(curve.text[k]),
                    "" if offer is None else str(offer),
                    str(curve.aspiration[k]),
                    str(curve.reserve[k]),
                ]
            )
    head = ["Delegation", "Round", "Text", "Own best offer", "Aspiration", "No deal"]
    return Section("Round by round", tables=(_table("curves", head, rows),), figure="curves")


def _trust(d: Debrief) -> Section:
    rows = [[d.name(one), d.name(other), *map(str, levels)] for one, other, levels in d.trust.lines]
    head = ["Who", "In whom", *(f"R{r}" for r in d.trust.rounds)]
    events = [
        [str(e.round), d.name(e.seat), d.name(e.toward), signed(e.delta), e.why]
        for e in d.trust.events
    ]
    return Section(
        "Trust",
        tables=(
            _table("trust", head, rows),
            _table("trust-events", ["Round", "Who", "In whom", "Change", "Why"], events),
        ),
    )


def _threats(d: Debrief) -> Section:
    rows = [
        [
            str(r.round),
            d.name(r.sender),
            d.name(r.target),
            r.commitment,
            r.instrument,
            r.demand,
            str(r.cost),
            str(r.own_cost),
            r.answer,
            r.end,
        ]
        for r in d.threats.rows
    ]
    head = ["Round", "By", "To", "How", "With", "Demand", "Cost", "Own cost", "Answer", "End"]
    tables = (_table("threats", head, rows),) if rows else ()
    return Section("Threats", (tidy(d.threats.note),), tables=tables)


def _information(d: Debrief) -> Section:
    rows = [
        [
            d.name(r.holder),
            d.name(r.about),
            r.title,
            f"{r.weight.low}-{r.weight.high}",
            str(r.truth),
            "yes" if r.hit else "no",
            r.wanted,
            r.best,
            "yes" if r.right else "no",
        ]
        for r in d.information.rows
        if r.holder in (d.humans or d.seats)
    ]
    head = ["Who believed", "Of whom", "Clause", "Weight believed", "Weight", "Held"]
    head += ["Thought to want", "Wanted", "Right"]
    return Section(
        "What was believed, and what was true",
        (tidy(d.information.note),),
        tables=(_table("information", head, rows),),
    )


def _votes(d: Debrief) -> Section:
    rows = []
    for v in d.votes.rows:
        told = "; ".join(
            f"{d.name(seat)} {ballot}{f' ({why})' if why else ''}"
            for seat, ballot, why in v.ballots
        )
        rows.append([str(v.round), d.name(v.by), v.motion, "yes" if v.carried else "no", told])
    counts = [
        [r.rule, "adopted" if r.passed else "not adopted", "in force" if r.actual else ""]
        for r in d.votes.recounts
    ]
    return Section(
        "Votes",
        (tidy(f"Counted under other rules: {d.votes.about}."),),
        tables=(
            _table("recounts", ["Rule", "Result", ""], counts),
            _table("votes", ["Round", "By", "Motion", "Carried", "Ballots"], rows),
        ),
    )


def _rounds(d: Debrief) -> Section:
    items = []
    for row in d.rounds:
        mark = " (a turning point)" if row.turning else ""
        items.append(tidy(f"Round {row.round}{mark}: {' / '.join(row.events)}"))
    return Section("What if: rounds to branch from", items=tuple(items))


def _years(d: Debrief) -> Section:
    items = []
    for year in d.years:
        chance = f"{(year.survival + 5) // 10} % to stand. " if year.survival else ""
        items.append(tidy(f"After {year.years}: {chance}{' '.join(year.texts)}"))
    return Section("The years after", items=tuple(items))


def _record(d: Debrief) -> Section:
    played = join(map(d.name, d.humans)) or "minds only"
    facts = [
        f"Conference: {d.title} ({d.pack})",
        f"Seed {d.seed}, difficulty {d.difficulty}, played by {played}",
    ]
    if d.seal:
        facts.append(f"Seal of the record: {d.seal}")
    return Section("The record", items=tuple(map(tidy, facts)))
