"""Blocs and clubs in a mind's eyes: what to settle with friends, when to speak as one, when to go (R13).

Guarantees: pure; a mind binds itself to a position, signs principles or stays only where its own reckoning
and its bonds are worth more than what it gives up, and says why where it does not; nobody leaves for a price
that the parting alone would cost.
"""

from __future__ import annotations

from collections.abc import Iterable

from diplogame.ai.outlook import Outlook, consents
from diplogame.ai.verdict import ad_referendum, grievance, home_rejects
from diplogame.rules import commands as cmd
from diplogame.rules.appraisal import own_worth, their_middle
from diplogame.rules.belonging import leaving_price, share
from diplogame.rules.caucus import amended
from diplogame.rules.coalitions import (
    EXCLUDED_TRUST,
    LATE_SHARE,
    at_once,
    fellows,
    in_force,
    mandate_terms,
    memberships,
)
from diplogame.rules.conference import Bloc, Kind, Phase
from diplogame.rules.ids import SeatId
from diplogame.rules.legal import declare_why, joinable
from diplogame.rules.prospects import position_gains
from diplogame.rules.terms import (
    Activity,
    Bargain,
    CableHome,
    Circulate,
    Clauses,
    Coalition,
    HoldCaucus,
    Meet,
    PrepareSummit,
    Reason,
)

SOLIDARITY = 60
"""Points that it is worth in itself to go with one's bloc, before trust is reckoned in."""

WORTHWHILE = 40
"""Points that a draft or a club must promise to be worth a slot."""

TOO_SORE = 45
"""Resentment, scaled by the grudge, from which a mind does not come to a caucus."""

STRANGER = 2
"""Points for each point of trust that an outsider of a club would lose in us."""


def bond(outlook: Outlook, others: Iterable[SeatId]) -> int:
    """What it is worth to go with these, points: solidarity, and trust above indifference."""
    trust = [outlook.view.trust.get(o, 50) for o in others]
    middle = sum(trust) // max(1, len(trust))
    return max(0, SOLIDARITY + (middle - 50) * 3)


def together(outlook: Outlook, members: Iterable[SeatId], clauses: Clauses) -> Bargain:
    """A position as the bargain among its members that it is."""
    return Bargain(mandate_terms(members, clauses), outlook.round)


# --- drafts -------------------------------------------------------------------------------------------


def acceptable(outlook: Outlook, clauses: Clauses) -> tuple[Reason, int]:
    """Whether we may bind ourselves to these clauses at all: AGREED, or why not and the issue (R12, R6.5)."""
    text = list(outlook.text)
    for issue, option in clauses:
        text[issue] = option
    newly = set(outlook.crossed(tuple(text))) - set(outlook.crossed(outlook.text))
    if newly:
        return Reason.RED_LINE, clauses[0][0]
    for issue, option in clauses:
        if any(t.option != option for t in outlook.promised.get(issue, ())):
            return Reason.BOUND, issue
        if not outlook.view.mandate[issue][option] and not ad_referendum(outlook):
            return Reason.OUTSIDE_MANDATE, issue
        if home_rejects(outlook, issue, option):
            return Reason.HOME, issue
    return Reason.AGREED, -1


def best_draft(
    outlook: Outlook, members: tuple[SeatId, ...], most: int, needed: int, least: int = 0
) -> tuple[int, Clauses]:
    """The small text that brings us most among those that enough members are believed to go along with.

    Args:
        outlook: Who asks.
        members: Who would stand for it, ourselves among them.
        most: Most clauses.
        needed: Members, ourselves included, who must go along.
        least: Points that another member must be believed to gain to go along.
    """
    if not outlook.points:
        return 0, ()
    others = [m for m in members if m != outlook.seat]
    ranked: list[tuple[int, int, int]] = []
    for k in outlook.open:
        best: tuple[int, int, int] | None = None
        for option in range(len(outlook.points[k])):
            if acceptable(outlook, ((k, option),))[0] is not Reason.AGREED:
                continue
            gain = own_worth(outlook.view, together(outlook, members, ((k, option),)))
            if gain <= 0:
                continue
            theirs = [believed(outlook, m, members, ((k, option),)) for m in others]
            # What friends gain by it counts for something: they have to carry it with us.
            entry = (gain + sum(min(t, gain) for t in theirs) // (2 * len(members)), k, option)
            if best is None or entry[0] > best[0]:
                best = entry
        if best is not None:
            ranked.append(best)
    ranked.sort(key=lambda entry: (-entry[0], entry[1]))
    found: Clauses = ()
    for _score, k, option in ranked:
        if len(found) >= most:
            break
        then = amended(found, k, option)
        going = 1 + sum(believed(outlook, m, members, then) > least for m in others)
        if going >= needed and acceptable(outlook, then)[0] is Reason.AGREED:
            found = then
    net = own_worth(outlook.view, together(outlook, members, found)) if found else 0
    return net, found


def believed(outlook: Outlook, other: SeatId, members: Iterable[SeatId], clauses: Clauses) -> int:
    """What a small text among members is worth to another of them, points, as believed."""
    return their_middle(outlook.view, other, together(outlook, members, clauses))


def needed_of(bloc: Bloc, coalition: Coalition) -> int:
    """Members whose consent a bloc needs, about."""
    return consents(bloc.rule, len(coalition.members))


def draft_of(outlook: Outlook, coalition: Coalition) -> tuple[int, Clauses]:
    """The draft that we would table in a bloc, with what it is worth to us."""
    bloc = outlook.view.table.blocs[coalition.id]
    least = -bond(outlook, fellows(coalition, outlook.seat)) // 2
    return best_draft(outlook, coalition.members, bloc.clauses, needed_of(bloc, coalition), least)


# --- the morning --------------------------------------------------------------------------------------


def morning(outlook: Outlook) -> cmd.Command | None:
    """What to do about coalitions before the day is planned: leave, speak for all, or accede."""
    view = outlook.view
    for coalition in memberships(view.coalitions, outlook.seat):
        if _too_dear(outlook, coalition):
            return cmd.LeaveCoalition(outlook.seat, coalition.id, Reason.WORST_CLAUSE)
        if not declare_why(view, coalition) and _speaks(outlook, coalition):
            return cmd.DeclareCommon(outlook.seat, coalition.id)
    for key in joinable(view) if outlook.points else ():
        if _accedes(outlook, view.coalitions[key]):
            return cmd.JoinClub(outlook.seat, key)
    return None


def _too_dear(outlook: Outlook, coalition: Coalition) -> bool:
    """Whether a position burdens us by more than leaving costs, and the bond is worth (R13.6)."""
    if not outlook.points:
        return False
    gains = position_gains(outlook.view, coalition, outlook.points)
    burden = -share(coalition, gains)
    price = leaving_price(coalition, outlook.seat, outlook.round)
    return burden > price + bond(outlook, fellows(coalition, outlook.seat))


def _speaks(outlook: Outlook, coalition: Coalition) -> bool:
    """A position is declared when proposals are made, or before it expires unsaid."""
    early = outlook.view.public.phase in (Phase.AGENDA, Phase.INFORMATION)
    return not early or coalition.expires <= outlook.round


def _accedes(outlook: Outlook, club: Coalition) -> bool:
    members = (*club.members, outlook.seat)
    if acceptable(outlook, club.position)[0] is not Reason.AGREED:
        return False
    net = own_worth(outlook.view, Bargain(mandate_terms((outlook.seat,), club.position), 0))
    net += _part(outlook, club.position) * LATE_SHARE // 100
    return net + bond(outlook, members) // 3 > WORTHWHILE


def _part(outlook: Outlook, principles: Clauses) -> int:
    """What a club's principles would bring us at once, points (R13.7)."""
    table = outlook.view.table
    return at_once(table.clubs, table.issues, outlook.points, principles)


def wishes(outlook: Outlook) -> list[tuple[int, str, Activity, str]]:
    """Caucuses and declarations worth a slot today: (score, name for ties, activity, no script)."""
    view = outlook.view
    if not view.coalitions and view.table.clubs is None:
        return []
    found: list[tuple[int, str, Activity, str]] = []
    for coalition in memberships(view.coalitions, outlook.seat):
        if coalition.club or not outlook.points:
            continue
        if in_force(coalition, outlook.round) or outlook.last:
            continue
        net, draft = draft_of(outlook, coalition)
        if net < WORTHWHILE or not draft:
            continue
        leads = coalition.leader == outlook.seat
        if leads or outlook.round > 1:
            score = (260 if leads else 150) + min(100, net // 4)
            found.append((score, f"caucus-{coalition.id}", HoldCaucus(coalition.id), ""))
    club = _club(outlook)
    return [*found, *([club] if club is not None else [])]


def _club(outlook: Outlook) -> tuple[int, str, Activity, str] | None:
    """A declaration of principles for those who want what we want, if the others can be done without."""
    view, clubs = outlook.view, outlook.view.table.clubs
    if clubs is None or not outlook.points or outlook.last or outlook.time > 700:
        return None
    if view.table.cards[outlook.seat].kind is not Kind.SEAT or view.acts.get("circulated"):
        return None
    if any(c.club and outlook.seat in c.members for c in view.coalitions.values()):
        return None
    best: tuple[int, Clauses, tuple[SeatId, ...]] | None = None
    friends = sorted(outlook.voters, key=lambda o: (-view.trust.get(o, 50), o))
    for size in range(clubs.least, len(friends) + 1):
        members = (outlook.seat, *friends[: size - 1])
        net, principles = best_draft(outlook, members, clubs.clauses, len(members))
        if not principles:
            continue
        net += _part(outlook, principles) - _resented(outlook, members, principles)
        if best is None or net > best[0]:
            best = net, principles, members[1:]
    if best is None or best[0] < WORTHWHILE * 2:
        return None
    return 240, "circulate", Circulate(best[1], best[2]), ""


def _resented(outlook: Outlook, members: tuple[SeatId, ...], principles: Clauses) -> int:
    """What a club costs with those who are left out: their trust, and their consent if it is needed."""
    outside = [o for o in outlook.voters if o not in members]
    trust = -EXCLUDED_TRUST * STRANGER * 10 * len(outside) // 2
    spare = len(outlook.voters) - outlook.needed
    wanted = max(0, len(outside) - spare)
    return trust + wanted * len(principles) * (30 + outlook.time // 10)


# --- calls and declarations ---------------------------------------------------------------------------


def answer_summons(outlook: Outlook, key: str) -> cmd.AnswerSummons:
    """Come to the caucus - who stays away is bound as well - unless something cannot wait."""
    view, coalition = outlook.view, outlook.view.coalitions[key]
    seat = outlook.seat
    assert coalition.caucus is not None
    if grievance(outlook, (coalition.leader,)) > TOO_SORE:
        return cmd.AnswerSummons(seat, key, False, Reason.RESENTMENT)
    activity = view.plan.activities[view.public.slot] if view.plan is not None else None
    if isinstance(activity, CableHome | PrepareSummit):
        return cmd.AnswerSummons(seat, key, False, Reason.BUSY)
    if isinstance(activity, Meet) and outlook.rounds_left == 0:
        return cmd.AnswerSummons(seat, key, False, Reason.BUSY)
    return cmd.AnswerSummons(seat, key, True)


def answer_declaration(outlook: Outlook, key: str) -> cmd.AnswerDeclaration:
    """Sign what is worth it with those who sign, or say why not."""
    club = outlook.view.coalitions[key]
    seat, principles = outlook.seat, club.position
    reason, _issue = acceptable(outlook, principles)
    if reason is not Reason.AGREED:
        return cmd.AnswerDeclaration(seat, key, False, reason)
    if grievance(outlook, (club.leader,)) > TOO_SORE:
        return cmd.AnswerDeclaration(seat, key, False, Reason.RESENTMENT)
    members = (*club.members, seat)
    net = own_worth(outlook.view, together(outlook, members, principles))
    net += _part(outlook, principles) - _resented(outlook, (*members, *club.invited), principles)
    if net + bond(outlook, club.members) // 3 > WORTHWHILE:
        return cmd.AnswerDeclaration(seat, key, True)
    low = Reason.WORST_CLAUSE if net < 0 else Reason.HOLDING_OUT
    return cmd.AnswerDeclaration(seat, key, False, low)


__all__ = [
    "acceptable",
    "answer_declaration",
    "answer_summons",
    "believed",
    "best_draft",
    "bond",
    "draft_of",
    "morning",
    "needed_of",
    "together",
    "wishes",
]
