"""The rows of the bargain composer, and what may go into each of their cells.

Guarantees: what the rules would refuse is not offered; numbers of ours are exact, of theirs bands.
"""

from __future__ import annotations

from collections.abc import Sequence

from diplogame.app.narrate import words
from diplogame.rules import appraisal
from diplogame.rules.conference import Kind
from diplogame.rules.ids import SeatId
from diplogame.rules.planning import closed_statuses
from diplogame.rules.terms import Bargain, Term, TermKind, ThreatState, Trigger
from diplogame.rules.view import SeatView
from diplogame.tui.between import lifted
from diplogame.tui.drafting import Draft, Row
from diplogame.tui.game import Game
from diplogame.tui.parts import Item
from diplogame.tui.present import promised
from diplogame.tui.screens.bargain_givens import condition_items, with_conditions
from diplogame.tui.screens.bonds import bond_items, bond_rows
from diplogame.tui.strings import t
from diplogame.tui.widgets.marks import value_tone
from diplogame.tui.wording import change, change_band

SIGNS = {TermKind.SUPPORT: "▲", TermKind.ACQUIESCE: "◆"}
"""Signs before an undertaking on a clause: support, not objecting."""


def rows(game: Game, draft: Draft, parties: Sequence[SeatId]) -> list[Row]:
    """Return the rows: clauses, gifts, the whole text, what may be taken back, and the frame."""
    view, book = game.view, game.words
    found: list[Row] = []
    for k in range(len(view.table.issues)):
        clause = view.public.clauses[k]
        cells: list[str | None] = []
        briefs: list[str | None] = []
        for who in parties:
            stand = draft.stands.get((who, k))
            cells.append("" if stand is None else f"{SIGNS[stand[0]]} {book.option(k, stand[1])}")
            briefs.append(
                "" if stand is None else f"{SIGNS[stand[0]]} {book.option_short(k, stand[1])}"
            )
        terms = tuple(x for x in draft.terms() if x.issue == k)
        ours, theirs, tone = _worth(view, terms, parties, draft.due)
        label = f"{k + 1} {book.issue(k)}"
        closed = clause.status in closed_statuses()
        brief = f"{k + 1} {book.issue_short(k)}"
        worths = (ours, theirs, tone, closed)
        found.append(
            Row(f"issue:{k}", label, tuple(cells), *worths, brief=brief, briefs=tuple(briefs))
        )
    gifts = _gifts(view, parties)
    if gifts:
        found.append(Row("", t("bargain.gifts")))
    for giver, incentive, to in gifts:
        trigger = draft.pays.get((giver, incentive, to))
        cells = [None] * len(parties)
        cells[parties.index(giver)] = "" if trigger is None else t(f"trigger.{trigger.value}")
        term = Term(
            giver, TermKind.PAY, to=to, incentive=incentive, trigger=trigger or Trigger.CLAUSE
        )
        ours, theirs, tone = _worth(view, (term,), parties, draft.due)
        price = view.table.incentives[incentive].price
        # Where the name must be cut, its price and who gets it must not be.
        tail = t("bargain.gift.price", price=price)
        if len(parties) > 2:
            tail += f" → {game.short(to)}"
        shown = (ours, theirs, tone) if trigger is not None else (f"({ours})", theirs, "$faint")
        key = f"pay:{giver}|{incentive}|{to}"
        found.append(Row(key, book.incentive(incentive), tuple(cells), *shown, tail=tail))
    found.append(Row("", t("bargain.more")))
    votes: list[str | None] = [
        None
        if view.table.cards[who].kind is not Kind.SEAT
        else t("bargain.votes")
        if who in draft.adopts
        else ""
        for who in parties
    ]
    terms = tuple(x for x in draft.terms() if x.kind is TermKind.ADOPT)
    found.append(Row("adopt:", t("term.adopt.row"), tuple(votes), *_worth(view, terms, parties, 1)))
    for who, key in _liftable(view, parties):
        cells = [None] * len(parties)
        cells[parties.index(who)] = t("bargain.lifts") if (who, key) in draft.lifts else ""
        term = Term(who, TermKind.LIFT, threat=key)
        ours, theirs, tone = _worth(view, (term,), parties, draft.due)
        found.append(Row(f"lift:{key}", lifted(game, key), tuple(cells), ours, theirs, tone))
    for who, third in _backable(view, parties):
        cells = [None] * len(parties)
        cells[parties.index(who)] = t("bargain.backs") if (who, third) in draft.backs else ""
        worth = _worth(view, (Term(who, TermKind.BACK, to=third),), parties, draft.due)
        # Each partner may do so, each in a row of its own: a row says whose it is.
        label = t("term.back.by", who=game.short(who), name=game.short(third))
        brief = t("term.back.brief", who=game.short(who), name=game.short(third))
        found.append(Row(f"back:{who}|{third}", label, tuple(cells), *worth, brief=brief))
    if view.coalitions:
        found += bond_rows(game, draft, parties)
    found.append(Row("due:", t("bargain.due"), (game.tell.until(draft.due),)))
    seen = t("between.public" if draft.public else "between.private")
    found.append(Row("public:", t("bargain.public"), (seen,)))
    return with_conditions(game, draft, parties, found)


def _worth(
    view: SeatView, terms: tuple[Term, ...], parties: Sequence[SeatId], due: int
) -> tuple[str, str, str]:
    if not terms:
        return "", "", "$muted"
    bargain = Bargain(terms, due)
    ours = appraisal.own_worth(view, bargain)
    theirs = ""
    if len(parties) == 2:
        theirs = change_band(appraisal.their_worth(view, parties[1], bargain))
    return change(ours), theirs, value_tone(ours)


def _gifts(view: SeatView, parties: Sequence[SeatId]) -> list[tuple[SeatId, str, SeatId]]:
    return [
        (card.giver, card.id, to)
        for card in view.table.incentives.values()
        if card.giver in parties
        for to in parties
        if to != card.giver and to in card.worth
    ]


def _liftable(view: SeatView, parties: Sequence[SeatId]) -> list[tuple[SeatId, str]]:
    found = [
        (threat.sender, key)
        for key, threat in sorted(view.threats.items())
        if threat.state is ThreatState.STANDING
        and threat.sender in parties
        and threat.target in parties
    ]
    found += [
        (sanction.sender, key)
        for key, sanction in sorted(view.sanctions.items())
        if sanction.sender in parties and sanction.target in parties
    ]
    return found


def _backable(view: SeatView, parties: Sequence[SeatId]) -> list[tuple[SeatId, SeatId]]:
    """Return (partner, third delegation) where somebody else at the table can press the third."""
    tools = view.table.instruments.values()
    return [
        (who, third)
        for third in view.table.everybody
        if third not in parties
        for who in parties
        if any(x.sender in parties and x.sender != who and third in x.cost for x in tools)
    ]


def cell_items(
    game: Game, draft: Draft, parties: Sequence[SeatId], key: str, party: int
) -> tuple[str, list[Item], str]:
    """Return the question of a cell, what may go into it, and what is there; no items: a refusal."""
    kind, _, rest = key.partition(":")
    who = parties[party]
    name = t("between.we") if who == game.seat else game.name(who)
    match kind:
        case "given":
            return condition_items(game, draft, parties, rest, party)
        case "issue":
            asked, items, at = _stand_items(game, draft, who, int(rest), name)
            return asked, [*items, *_condition_item(draft, key, who)], at
        case "pay":
            giver, incentive, to = rest.split("|")
            asked, items, at = _pay_items(game, draft, giver, incentive, to)
            return asked, [*items, *_condition_item(draft, key, giver)], at
        case "adopt":
            if game.view.table.cards[who].kind is not Kind.SEAT:
                return t("bargain.no-vote", name=name), [], ""
            here = "yes" if who in draft.adopts else "none"
            about = t("bargain.adopt.about")
            yes = Item("yes", t("term.adopt"), "", about)
            asked = "bargain.ask.us" if who == game.seat else "bargain.ask"
            items = [Item("none", t("bargain.none")), yes, *_condition_item(draft, key, who)]
            return t(asked, name=name), items, here
        case "lift":
            items = [Item("none", t("bargain.none")), Item("yes", t("bargain.lifts"))]
            return lifted(game, rest), items, ""
        case "back":
            third = rest.split("|")[1]
            about = t("bargain.back.about")
            items = [Item("none", t("bargain.none")), Item("yes", t("bargain.backs"), "", about)]
            at = "yes" if tuple(rest.split("|")) in draft.backs else "none"
            return t("term.back.row", name=game.name(third)), items, at
        case "bond" | "voice":
            return bond_items(game, draft, parties, kind, rest)
        case "due":
            view = game.view
            last = view.table.calendar.rounds + 2
            items = [
                Item(str(n), game.tell.until(n))
                for n in range(view.public.round, min(last, view.public.round + 7) + 1)
            ]
            return t("bargain.due"), items, str(draft.due)
        case _:
            items = [
                Item("no", t("between.private"), "", t("bargain.private.about")),
                Item("yes", t("between.public"), "", t("bargain.public.about")),
            ]
            return t("bargain.public"), items, "yes" if draft.public else "no"


def _condition_item(draft: Draft, key: str, who: SeatId) -> list[Item]:
    """Return the line that leads on to the condition of what is in a cell, if there is anything."""
    if draft.at(key, who) is None:
        return []
    return [Item("given", t("bargain.given.item"), "", t("bargain.given.about"), "", "…")]


def _stand_items(
    game: Game, draft: Draft, who: SeatId, issue: int, name: str
) -> tuple[str, list[Item], str]:
    view, book = game.view, game.words
    clause = view.public.clauses[issue]
    closed = clause.status in closed_statuses()
    items = [Item("none", t("bargain.none"))]
    others = [who] if who != view.seat else []
    for kind in (TermKind.SUPPORT, TermKind.ACQUIESCE):
        for o in range(len(view.table.issues[issue].options)):
            if closed and o != clause.leading:
                continue
            term = Term(who, kind, issue, o)
            ours = appraisal.own_worth(view, Bargain((term,), draft.due))
            note = change(ours)
            for other in others:
                band = appraisal.their_worth(view, other, Bargain((term,), draft.due))
                note += f"   {game.short(other)} {change_band(band)}"
            about = book.clause(issue, o)
            if who == view.seat and view.mandate and not view.mandate[issue][o]:
                about = f"{t('clause.outside').capitalize()}. {about}"
            items.append(
                Item(
                    f"{kind.value}.{o}",
                    t(f"cell.{kind.value}", option=book.option(issue, o)),
                    note,
                    about,
                    "",
                    SIGNS[kind],
                )
            )
    stand = draft.stands.get((who, issue))
    at = f"{stand[0].value}.{stand[1]}" if stand is not None else "none"
    asked = "bargain.ask.us.issue" if who == view.seat else "bargain.ask.issue"
    return t(asked, name=name, issue=book.issue(issue)), items, at


def _pay_items(
    game: Game, draft: Draft, giver: SeatId, incentive: str, to: SeatId
) -> tuple[str, list[Item], str]:
    view, book = game.view, game.words
    card = view.table.incentives[incentive]
    why = ""
    if giver == view.seat and card.price + promised(view) > view.budget:
        why = t("bargain.too-dear", price=card.price, left=view.budget - promised(view))
    items = [Item("none", t("bargain.none"))]
    for trigger in Trigger:
        term = Term(giver, TermKind.PAY, to=to, incentive=incentive, trigger=trigger)
        ours = appraisal.own_worth(view, Bargain((term,), draft.due))
        items.append(
            Item(
                trigger.value,
                words.sentence(words.TRIGGERS[trigger]).rstrip("."),
                change(ours),
                book.incentive_about(incentive),
                why,
            )
        )
    now = draft.pays.get((giver, incentive, to))
    heading = t(
        "bargain.ask.pay", giver=game.name(giver), what=book.incentive(incentive), to=game.name(to)
    )
    return heading, items, now.value if now is not None else "none"


def cycle(game: Game, draft: Draft, parties: Sequence[SeatId], key: str, party: int) -> str:
    """Return the value after the present one in a cell; empty when nothing may go there."""
    _, items, at = cell_items(game, draft, parties, key, party)
    keys = [item.key for item in items if item.key and not item.why and item.key != "given"]
    if not keys:
        return ""
    return keys[(keys.index(at) + 1) % len(keys)] if at in keys else keys[0]
