"""Rows of the bargain composer about blocs and clubs: leaving, staying, and a leader's word for all (R13).

Guarantees: what the rules would refuse is not offered; a row is there only where the conference has
coalitions and it could be filled.
"""

from __future__ import annotations

from collections.abc import Sequence

from diplogame.rules import appraisal
from diplogame.rules.coalitions import fellows, in_force, led_by, memberships
from diplogame.rules.ids import SeatId
from diplogame.rules.meetings import MOST_TERMS
from diplogame.rules.terms import Bargain, ClauseStatus, Term, TermKind
from diplogame.rules.view import SeatView
from diplogame.tui.drafting import Draft, Row
from diplogame.tui.game import Game
from diplogame.tui.parts import Item
from diplogame.tui.strings import t
from diplogame.tui.widgets.marks import value_tone
from diplogame.tui.wording import change, change_band


def bonds(view: SeatView, parties: Sequence[SeatId]) -> list[Term]:
    """Undertakings to leave or to stay that could be given at this table."""
    found: list[Term] = []
    for who in parties:
        for coalition in memberships(view.coalitions, who):
            others = [p for p in parties if p != who]
            if any(p not in coalition.members for p in others):
                found.append(Term(who, TermKind.LEAVE, to=coalition.id))
            if any(p in coalition.members for p in others):
                found.append(Term(who, TermKind.STAY, to=coalition.id))
    return found


def voices(view: SeatView, parties: Sequence[SeatId]) -> list[tuple[str, int, int]]:
    """(coalition, issue, option) for which we can give the word of all whom we lead (R13.4)."""
    return [
        (c.id, issue, option)
        for c in led_by(view.coalitions, view.seat)
        if any(m not in parties for m in c.members) and any(p not in c.members for p in parties)
        if 1 + sum(m not in parties for m in c.members) <= MOST_TERMS
        for issue, option in in_force(c, view.public.round)
        if view.public.clauses[issue].status is not ClauseStatus.CLOSED
        or view.public.clauses[issue].leading == option
    ]


def voice_terms(
    view: SeatView, parties: Sequence[SeatId], key: tuple[str, int, int]
) -> tuple[Term, ...]:
    """The undertakings of a leader and of every member that is not at the table."""
    coalition, issue, option = key
    absent = [m for m in fellows(view.coalitions[coalition], view.seat) if m not in parties]
    return tuple(Term(m, TermKind.SUPPORT, issue, option) for m in (view.seat, *absent))


def spoken(
    view: SeatView, draft: Draft, parties: Sequence[SeatId], key: tuple[str, int, int]
) -> bool:
    """Whether a draft gives the word of all for a clause."""
    return all(
        draft.stands.get((term.by, term.issue)) == (TermKind.SUPPORT, term.option)
        for term in voice_terms(view, parties, key)
    )


def speak(
    view: SeatView, draft: Draft, parties: Sequence[SeatId], key: tuple[str, int, int], on: bool
) -> None:
    """Give the word of all for a clause, while the mandate lasts; or take it back."""
    for term in voice_terms(view, parties, key):
        if on:
            draft.stands[term.by, term.issue] = (TermKind.SUPPORT, term.option)
        else:
            draft.stands.pop((term.by, term.issue), None)
    if on:
        draft.due = min(draft.due, view.coalitions[key[0]].expires)


def voice_key(rest: str) -> tuple[str, int, int]:
    """What a row of the leader's word is about: coalition, issue index, option."""
    coalition, issue, option = rest.split("|")
    return coalition, int(issue), int(option)


def bond_rows(game: Game, draft: Draft, parties: Sequence[SeatId]) -> list[Row]:
    """The rows, each with what it is worth."""
    view, found = game.view, []
    for term in bonds(view, parties):
        cells: list[str | None] = [None] * len(parties)
        entry = (term.by, term.kind, term.to)
        cells[parties.index(term.by)] = t("bargain.bond") if entry in draft.bonds else ""
        name = game.tell.coalition(term.to)
        label = t(f"term.{term.kind.value}.by", who=game.short(term.by), name=name)
        brief = t(f"term.{term.kind.value}.brief", who=game.short(term.by))
        worth = _worth(game, (term,), parties)
        key = f"bond:{term.kind.value}|{term.by}|{term.to}"
        found.append(Row(key, label, tuple(cells), *worth, brief=brief))
    for voice in voices(view, parties):
        coalition, issue, option = voice
        cells = [None] * len(parties)
        on = spoken(view, draft, parties, voice)
        cells[parties.index(view.seat)] = t("bargain.voice") if on else ""
        label = t(
            "term.voice",
            name=game.tell.coalition(coalition),
            option=game.words.option(issue, option),
        )
        brief = t("term.voice.brief", option=game.words.option_short(issue, option))
        worth = _worth(game, voice_terms(view, parties, voice), parties)
        found.append(
            Row(f"voice:{coalition}|{issue}|{option}", label, tuple(cells), *worth, brief=brief)
        )
    return found


def _worth(game: Game, terms: tuple[Term, ...], parties: Sequence[SeatId]) -> tuple[str, str, str]:
    view = game.view
    bargain = Bargain(terms, view.public.round)
    ours = appraisal.own_worth(view, bargain)
    theirs = ""
    if len(parties) == 2:
        theirs = change_band(appraisal.their_worth(view, parties[1], bargain))
    return change(ours), theirs, value_tone(ours)


def bond_items(
    game: Game, draft: Draft, parties: Sequence[SeatId], kind: str, rest: str
) -> tuple[str, list[Item], str]:
    """The question of such a cell, its answers, and what is there."""
    none = Item("none", t("bargain.none"))
    if kind == "voice":
        key = voice_key(rest)
        yes = Item("yes", t("bargain.voice"), "", t("bargain.voice.about"))
        at = "yes" if spoken(game.view, draft, parties, key) else "none"
        return t("term.voice.ask", name=game.tell.coalition(key[0])), [none, yes], at
    how, by, coalition = rest.split("|")
    name = game.tell.coalition(coalition)
    yes = Item("yes", t("bargain.bond"), "", t(f"bargain.{how}.about"))
    at = "yes" if (by, TermKind(how), coalition) in draft.bonds else "none"
    return t(f"term.{how}.ask", who=game.name(by), name=name), [none, yes], at
