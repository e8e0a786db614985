"""Random lawful acts in blocs and clubs (R13), for the random bot and for tests.

Guarantees: reads a view only; what is made here passes every check that the maker's own knowledge allows.
"""

from __future__ import annotations

from diplogame.lab.bots.lots import Lots
from diplogame.rules import commands as cmd
from diplogame.rules.caucus import amended
from diplogame.rules.coalitions import in_force, led_by, memberships
from diplogame.rules.duties import Legal
from diplogame.rules.legal import declare_why, joinable
from diplogame.rules.records import Meeting
from diplogame.rules.terms import (
    Activity,
    Circulate,
    Clauses,
    ClauseStatus,
    Coalition,
    HoldCaucus,
    Reason,
    Rest,
    Term,
    TermKind,
)
from diplogame.rules.view import SeatView

FREE = ("declare-common", "join", "leave-coalition")
"""Verbs of planning that take no slot."""


def acts(view: SeatView, now: Legal, lots: Lots) -> list[cmd.Command]:
    """What may be done in the morning without a slot."""
    found: list[cmd.Command] = []
    own = memberships(view.coalitions, view.seat)
    if now.may("declare-common"):
        ready = [c.id for c in own if not declare_why(view, c)]
        found.append(cmd.DeclareCommon(view.seat, lots.pick(ready)))
    if now.may("join"):
        found.append(cmd.JoinClub(view.seat, lots.pick(joinable(view))))
    if now.may("leave-coalition") and lots.chance(150):
        leaving = lots.pick([c.id for c in own])
        found.append(cmd.LeaveCoalition(view.seat, leaving, lots.pick(tuple(Reason))))
    return found


def small_text(view: SeatView, lots: Lots, most: int) -> Clauses:
    """Some clauses at options that they may still come to."""
    count = lots.between(1, min(most, len(view.table.issues)))
    chosen = sorted(lots.sample(range(len(view.table.issues)), count))
    return tuple((k, _option(view, lots, k)) for k in chosen)


def _option(view: SeatView, lots: Lots, issue: int) -> int:
    clause = view.public.clauses[issue]
    if clause.status is ClauseStatus.CLOSED:
        return clause.leading
    return lots.below(len(view.table.issues[issue].options))


def activity(view: SeatView, lots: Lots, verb: str) -> Activity:
    """A caucus of our bloc, or a declaration to some."""
    if verb == "caucus":
        blocs = [c.id for c in memberships(view.coalitions, view.seat) if not c.club]
        return HoldCaucus(lots.pick(blocs))
    clubs = view.table.clubs
    if verb != "circulate" or clubs is None:
        return Rest()
    others = [s for s in view.table.seats if s != view.seat]
    invited = lots.sample(others, lots.between(1, min(3, len(others))))
    return Circulate(small_text(view, lots, clubs.clauses), tuple(invited))


def turn(view: SeatView, now: Legal, lots: Lots) -> list[cmd.Command]:
    """What may be done with the word in a caucus."""
    seat, key = view.seat, now.coalition
    coalition = view.coalitions[key]
    assert coalition.caucus is not None
    bloc = view.table.blocs[key]
    found: list[cmd.Command] = [cmd.PassCaucus(seat, key)]
    if now.may("table"):
        draft = small_text(view, lots, bloc.clauses)
        if draft != in_force(coalition, view.public.round):
            found += [cmd.TableDraft(seat, key, draft)] * 2
    if now.may("amend-draft"):
        amendment = _amendment(view, coalition, lots, bloc.clauses)
        found += [amendment] if amendment is not None else []
    if now.may("stand"):
        found.append(cmd.StandForLeader(seat, key))
    return found


def _amendment(
    view: SeatView, coalition: Coalition, lots: Lots, most: int
) -> cmd.AmendDraft | None:
    assert coalition.caucus is not None
    draft = coalition.caucus.draft
    issue = lots.below(len(view.table.issues))
    option = lots.pick((-1, _option(view, lots, issue)))
    then = amended(draft, issue, option)
    if then == draft or not 1 <= len(then) <= most:
        return None
    return cmd.AmendDraft(view.seat, coalition.id, issue, option)


def term(view: SeatView, meeting: Meeting, lots: Lots, due: int) -> Term | None:
    """An undertaking that coalitions make possible: leave, stay, or a member's word by its leader."""
    standing = [c for c in view.coalitions.values() if c.standing]
    parties = meeting.parties
    found: list[Term] = []
    for c in standing:
        inside = [p for p in parties if p in c.members]
        if inside and len(inside) < len(parties):
            found.append(Term(lots.pick(inside), TermKind.LEAVE, to=c.id))
        if len(inside) > 1:
            found.append(Term(lots.pick(inside), TermKind.STAY, to=c.id))
    for c in led_by(view.coalitions, view.seat):
        absent = [m for m in c.members if m not in parties]
        if due <= c.expires and absent:
            found += [
                Term(lots.pick(absent), TermKind.SUPPORT, issue, option)
                for issue, option in in_force(c, view.public.round)
            ]
    return lots.pick(found) if found else None


__all__ = ["FREE", "activity", "acts", "small_text", "term", "turn"]
