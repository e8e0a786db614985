"""Coalitions at the bargaining table: peeling a member off, keeping one, and speaking for all (R13.4, R13.6).

Guarantees: pure; only candidates are made here, judged like every other bargain; a leader gives the word of
its members only for what the position in force says, and for no longer than that binds.
"""

from __future__ import annotations

from diplogame.ai.outlook import Outlook
from diplogame.rules.coalitions import in_force, led_by, memberships, spoken_for
from diplogame.rules.ids import SeatId
from diplogame.rules.meetings import MOST_TERMS
from diplogame.rules.prospects import expected_points, position_gains
from diplogame.rules.terms import Bargain, Term, TermKind


def overtures(
    outlook: Outlook, other: SeatId, presents: list[Term], pays: list[Term]
) -> list[tuple[Term, ...]]:
    """Bargains about another's coalition: that it leaves, for something, or that it stays, for something."""
    view = outlook.view
    found: list[tuple[Term, ...]] = []
    for coalition in memberships(view.coalitions, other):
        if outlook.seat in coalition.members:
            if not _tempted(outlook, other, coalition.id):
                continue
            asked = Term(other, TermKind.STAY, to=coalition.id)
        else:
            asked = Term(other, TermKind.LEAVE, to=coalition.id)
        found.extend((asked, pay) for pay in pays)
        found.extend((asked, give) for give in presents[:3])
        found.extend((asked, pay, give) for pay in pays for give in presents[:2])
    return found


def _tempted(outlook: Outlook, other: SeatId, key: str) -> bool:
    """Whether the position is believed to burden a fellow, so that outsiders may buy it off."""
    coalition = outlook.view.coalitions[key]
    return sum(position_gains(outlook.view, coalition, outlook.rows(other))) < 0


def blocks(outlook: Outlook, other: SeatId, present: tuple[SeatId, ...]) -> list[tuple[Term, ...]]:
    """Support by all for whom we speak, where that is worth something to the other side (R13.4)."""
    view = outlook.view
    found: list[tuple[Term, ...]] = []
    for coalition in led_by(view.coalitions, outlook.seat):
        if other in coalition.members:
            continue
        absent = [m for m in coalition.members if m not in present]
        for issue, option in in_force(coalition, outlook.round):
            row = outlook.rows(other)[issue]
            if issue in outlook.closed or row[option] <= expected_points(view, issue, row):
                continue
            found.append(
                tuple(Term(m, TermKind.SUPPORT, issue, option) for m in (outlook.seat, *absent))
            )
    return found


def bounded(outlook: Outlook, bargain: Bargain, present: tuple[SeatId, ...]) -> Bargain:
    """The same bargain due while the mandate lasts, if it gives the word of somebody who is not here."""
    absent = {t.by for t in bargain.terms if t.by not in present}
    ends = [
        c.expires
        for c in led_by(outlook.view.coalitions, outlook.seat)
        if absent and absent <= set(c.members) and in_force(c, outlook.round)
    ]
    if not ends or bargain.due <= min(ends):
        return bargain
    return Bargain(bargain.terms, min(ends), bargain.public)


def lawful(outlook: Outlook, bargain: Bargain, present: tuple[SeatId, ...]) -> bool:
    """Whether a bargain is short enough, and whoever gives its word in it here or spoken for (R6.2, R13.4).

    Of others' positions only those that are declared count: of the rest the rules would not say. The
    word of a large bloc may be more than one bargain holds.
    """
    if len(bargain.terms) > MOST_TERMS:
        return False
    absent = [t for t in bargain.terms if t.by not in present]
    if not absent:
        return True
    coalitions = outlook.view.coalitions
    known = {k: c for k, c in coalitions.items() if c.declared}
    return all(
        any(
            spoken_for(
                coalitions if leader == outlook.seat else known,
                leader,
                term,
                bargain.due,
                outlook.round,
            )
            for leader in present
        )
        for term in absent
    )


def released(outlook: Outlook, bargain: Bargain) -> frozenset[str]:
    """Understandings that would bind us no longer once we left a coalition as this bargain says."""
    coalitions = outlook.view.coalitions
    return frozenset(
        coalitions[t.to].mandate
        for t in bargain.terms
        if t.kind is TermKind.LEAVE and t.by == outlook.seat and t.to in coalitions
    )


__all__ = ["blocks", "bounded", "lawful", "overtures", "released"]
