"""The debrief as lines: every page of it, in the order of the tabs.

Guarantees: plain text; numbers keep their units; what a picture would show is said in words or rows.
"""

from __future__ import annotations

from diplogame.app.debrief import Debrief
from diplogame.app.debrief.pages import SeatResult
from diplogame.app.narrate.words import join, signed
from diplogame.plain.lines import heading, table, wrapped
from diplogame.rules.ids import SeatId

_MOST = 12


def debrief_lines(d: Debrief, whole: bool = True) -> list[str]:
    """The debrief; without ``whole`` only result, swaps and questions."""
    lines = _result(d) + _frontier(d)
    if whole:
        lines += _curves(d) + _trust(d) + _threats(d) + _information(d) + _votes(d) + _rounds(d)
    lines += _years(d)
    lines += heading("Five questions")
    for number, question in enumerate(d.questions, 1):
        lines += wrapped(f"{number}. {question}", "", "   ")
    if d.seal:
        lines += ["", f"Seal of the record: {d.seal}"]
    return lines


def _result(d: Debrief) -> list[str]:
    r = d.result
    lines = heading(r.headline)
    lines += wrapped(r.lede)
    lines.append("")
    lines += wrapped(f"Outcome: {r.outcome}, in round {r.round}.")
    lines += wrapped(r.verdict)
    for clause in r.clauses:
        note = f" ({clause.note})" if clause.note else ""
        lines += wrapped(f"{clause.issue}: {clause.option}{note}", "  ", "    ")
    lines.append("")
    rows = [["Delegation", "Worth", "No deal", "Gain", "Share", "Score", "Par", "Home", "Ratified"]]
    rows += [_row(d, seat) for seat in r.seats]
    lines += table(rows)
    if r.agreed:
        lines += wrapped(f"Value created: {r.created // 10} % of what all clauses could give.")
    for seat in r.seats:
        for line in seat.crossed:
            lines += wrapped(f"{d.name(seat.seat)} signed across its red line: {line}")
    return lines


def _row(d: Debrief, s: SeatResult) -> list[str]:
    ratified = "-" if s.ratified is None else "yes" if s.ratified else "no"
    return [
        d.name(s.seat) + (" (played)" if s.human else ""),
        str(s.worth),
        str(s.walk_away),
        signed(s.gain) if d.result.agreed else "-",
        f"{s.share // 10} %" if s.voter and d.result.agreed else "-",
        str(s.score),
        str(s.par or "-"),
        str(s.gauge),
        ratified,
    ]


def _frontier(d: Debrief) -> list[str]:
    f = d.frontier
    lines = heading("What was left on the table")
    lines += wrapped(f.note)
    for swap in f.swaps:
        lines += wrapped(swap.text, "  ", "    ")
    rows = [["Text", *(d.name(s) for s in f.seats)]]
    rows.append(["No deal", *map(str, f.walk_aways)])
    for point in f.points:
        if point.kind not in ("frontier", "offer"):
            rows.append([point.label, *map(str, point.values)])
    lines += table(rows)
    count = len(f.of_kind("frontier"))
    if count:
        lines += wrapped(
            f"Efficient texts that suit every voter: {count}. "
            f"Offers made: {len(f.of_kind('offer'))}."
        )
    return lines


def _curves(d: Debrief) -> list[str]:
    c = d.curves
    lines = heading("Round by round: what the text was worth")
    rows = [["Delegation", *(f"R{r}" for r in c.rounds)]]
    for curve in c.curves:
        if curve.seat in d.frontier.seats:
            rows.append([d.name(curve.seat), *map(str, curve.text)])
    lines += table(rows)
    lines += ["", "Best own offers (- for none), and what each held out for:"]
    rows = [["Delegation", *(f"R{r}" for r in c.rounds)]]
    for curve in c.curves:
        if curve.seat in d.frontier.seats:
            offers = ["-" if o is None else str(o) for o in curve.offers]
            rows.append([f"{d.name(curve.seat)}, offers", *offers])
            rows.append([f"{d.name(curve.seat)}, aspiration", *map(str, curve.aspiration)])
    return lines + table(rows)


def _trust(d: Debrief) -> list[str]:
    t = d.trust
    voters = d.frontier.seats
    lines = heading("Trust at the end (rows trust columns)")
    last = {(one, other): levels[-1] for one, other, levels in t.lines if levels}
    rows = [["", *(d.name(s) for s in voters)]]
    for one in voters:
        rows.append([d.name(one), *(str(last.get((one, o), "-")) for o in voters)])
    lines += table(rows)
    turned = sorted(t.events, key=lambda e: (-abs(e.delta), e.round, e.seat, e.toward))[:_MOST]
    for e in sorted(turned, key=lambda e: (e.round, e.seat, e.toward)):
        lines += wrapped(
            f"Round {e.round}: trust of {d.name(e.seat)} in {d.name(e.toward)} {signed(e.delta)} "
            f"({e.why}).",
            "  ",
            "    ",
        )
    return lines


def _threats(d: Debrief) -> list[str]:
    lines = heading("Threats")
    lines += wrapped(d.threats.note)
    for r in d.threats.rows:
        lines += wrapped(
            f"Round {r.round}: {d.name(r.sender)} to {d.name(r.target)}, {r.commitment}: "
            f"{r.instrument} over {r.demand}; would have cost {r.cost} and {r.own_cost} a round; "
            f"answer: {r.answer}; {r.end}.",
            "  ",
            "    ",
        )
    return lines


def _information(d: Debrief) -> list[str]:
    page = d.information
    lines = heading("What was believed, and what was true")
    lines += wrapped(page.note)
    whose: tuple[SeatId, ...] = d.humans or d.frontier.seats[:1]
    for holder in whose:
        held = dict(page.hits).get(holder)
        if held is not None:
            lines += wrapped(f"{d.name(holder)}: {held // 10} % of its estimates held the truth.")
        missed = [r for r in page.rows if r.holder == holder and (not r.hit or not r.right)]
        for r in missed[:_MOST]:
            wanted = (
                "" if r.right else f" It was thought to want ‘{r.wanted}’, and wanted ‘{r.best}’."
            )
            lines += wrapped(
                f"{d.name(r.about)}, {r.title}: believed {r.weight.low // 100}-"
                f"{(r.weight.high + 99) // 100} %, in truth {r.truth // 100} %.{wanted}",
                "  ",
                "    ",
            )
    return lines


def _votes(d: Debrief) -> list[str]:
    lines = heading("Votes")
    for v in d.votes.rows:
        verdict = "carried" if v.carried else "lost"
        no = [f"{d.name(s)} ({why})" if why else d.name(s) for s, b, why in v.ballots if _no(b)]
        against = f"; against: {join(no)}" if no else ""
        lines += wrapped(
            f"Round {v.round}: {d.name(v.by)} moved {v.motion}; {verdict}{against}.", "  ", "    "
        )
    lines += wrapped(f"Counted under other rules: {d.votes.about}.")
    for recount in d.votes.recounts:
        mark = " (the rule in force)" if recount.actual else ""
        passed = "adopted" if recount.passed else "not adopted"
        lines += wrapped(f"{recount.rule}{mark}: {passed}.", "  ", "    ")
    return lines


def _no(ballot: str) -> bool:
    return ballot in ("no", "objects")


def _rounds(d: Debrief) -> list[str]:
    lines = heading("What if: rounds to branch from")
    for row in d.rounds:
        turn = " (a turning point)" if row.turning else ""
        told = " ".join(t if t[-1:] in ".!?" else f"{t}." for t in row.events)
        lines += wrapped(f"Round {row.round}{turn}. {told}", "  ", "    ")
    lines += wrapped("Play on from one of them: diplogame branch SAVE --round N")
    return lines


def _years(d: Debrief) -> list[str]:
    lines = heading("The years after")
    for year in d.years:
        chance = f"{(year.survival + 5) // 10} chances in 100 that the treaty stands. "
        told = " ".join(year.texts)
        head = f"After {year.years} year{'' if year.years == 1 else 's'}: "
        lines += wrapped(head + (chance if year.survival else "") + told, "", "   ")
    return lines
