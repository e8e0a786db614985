"""Conditions in the composer: "as long as this clause reads that" (R6.6).

Guarantees: what the rules would refuse is greyed with their reason or not listed; what an undertaking
counts for under a condition is the rules' own estimate, from what everybody knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diplogame.app.narrate.refusal import refusal
from diplogame.rules import prospects
from diplogame.rules.ids import SeatId
from diplogame.rules.planning import closed_statuses
from diplogame.rules.terms import Proviso, Term, TermKind
from diplogame.rules.undertakings import CONDITIONAL, proviso_fault
from diplogame.tui.between import promise
from diplogame.tui.drafting import Draft, Row
from diplogame.tui.game import Game
from diplogame.tui.parts import Item, heading
from diplogame.tui.strings import t

GIVEN = "given:"
"""Leads the key of the row of a condition; the key of the row it belongs to follows."""


def holder(row: str, who: SeatId) -> SeatId:
    """Return whose undertaking a row holds: the giver's for an incentive, else that of the column."""
    kind, _, rest = row.partition(":")
    return rest.split("|")[0] if kind == "pay" else who


def with_conditions(
    game: Game, draft: Draft, parties: Sequence[SeatId], rows: Sequence[Row]
) -> list[Row]:
    """Return the rows with a line below each undertaking that has a condition."""
    book = game.words
    found: list[Row] = []
    for row in rows:
        found.append(row)
        terms = [draft.at(row.key, who) if row.key else None for who in parties]
        if all(term is None or term.given is None for term in terms):
            continue
        cells: list[str | None] = []
        briefs: list[str | None] = []
        for term in terms:
            if term is None or term.kind not in CONDITIONAL:
                cells.append(None)
                briefs.append(None)
            elif term.given is None:
                cells.append("")
                briefs.append("")
            else:
                issue, option = term.given.issue, term.given.option
                about = book.issue_short(issue)
                for into, name in ((cells, book.option), (briefs, book.option_short)):
                    shown = {"issue": about, "option": name(issue, option)}
                    into.append(t("bargain.given.cell", **shown))
        row_of_it = t("bargain.given.row")
        found.append(Row(GIVEN + row.key, row_of_it, tuple(cells), briefs=tuple(briefs)))
    return found


def condition_items(
    game: Game, draft: Draft, parties: Sequence[SeatId], row: str, party: int
) -> tuple[str, list[Item], str]:
    """Return the question, the conditions that fit, and the present one; no items: a refusal."""
    who = holder(row, parties[party])
    term = draft.at(row, who)
    if term is None:
        return t("bargain.given.nobody"), [], ""
    if term.kind not in CONDITIONAL:
        return t("bargain.given.never"), [], ""
    items = [Item("none", t("bargain.given.none"), "", t("bargain.given.about"))]
    for issue in _order(game, draft, term):
        items.append(heading(game.words.issue(issue)))
        items += _options(game, draft, term, issue)
    name = t("between.we") if who == game.seat else game.name(who)
    what = promise(game, replace(term, given=None))
    at = "none" if term.given is None else f"{term.given.issue}.{term.given.option}"
    return t("bargain.given.ask", name=name, what=what), items, at


def _order(game: Game, draft: Draft, term: Term) -> list[int]:
    """Return the clauses that may be a condition: those that the others promise something on first."""
    asked = {x.issue for x in draft.terms() if x.by != term.by and x.kind is TermKind.SUPPORT}
    issues = [k for k in range(len(game.view.table.issues)) if k != term.issue]
    return sorted(issues, key=lambda k: (k not in asked, k))


def _options(game: Game, draft: Draft, term: Term, issue: int) -> list[Item]:
    view, book, bargain = game.view, game.words, draft.bargain()
    clause = view.public.clauses[issue]
    counts = [len(i.options) for i in view.table.issues]
    closed = clause.status in closed_statuses()
    promised = {
        (x.issue, x.option) for x in bargain.terms if x.by != term.by and x.kind is TermKind.SUPPORT
    }
    items = []
    for option in range(counts[issue]):
        if closed and option != clause.leading:
            continue
        given = Proviso(issue, option)
        fault = proviso_fault(view.public, counts, bargain.terms, replace(term, given=given))
        notes = []
        if option == clause.leading:
            notes.append(t("bargain.given.now"))
        if (issue, option) in promised:
            notes.append(t("bargain.given.promised"))
        percent = prospects.likelihood(view, bargain, given)
        notes.append(t("bargain.given.counts", percent=percent))
        items.append(
            Item(
                f"{issue}.{option}",
                book.option(issue, option),
                " · ".join(notes),
                book.clause(issue, option),
                refusal(fault, {}, book) if fault else "",
            )
        )
    return items


def put_condition(draft: Draft, row: str, who: SeatId, value: str) -> None:
    """Put a condition on an undertaking of a draft, or take it off (``none``)."""
    cell = (row, holder(row, who))
    if value == "none":
        draft.givens.pop(cell, None)
    else:
        issue, _, option = value.partition(".")
        draft.givens[cell] = Proviso(int(issue), int(option))
