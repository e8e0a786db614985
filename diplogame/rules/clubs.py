"""Clubs of the willing: a declaration of principles among some, at once and deep (R13.7).

Guarantees: who signs is bound to support the principles to the end; members have a part of what they are
worth at once; a declaration that too few sign leaves nothing behind, and outsiders learn nothing of it.
"""

from __future__ import annotations

from diplogame.rules import events as ev
from diplogame.rules.coalitions import (
    EXCLUDED_TRUST,
    LATE_SHARE,
    adopt,
    clauses_faults,
    feel_bound,
    gain,
    mandate_terms,
    option_counts,
)
from diplogame.rules.desk import Desk, Fault
from diplogame.rules.ids import SeatId
from diplogame.rules.ledger import expose
from diplogame.rules.state import State
from diplogame.rules.terms import Bargain, Circulate


def club_id(round_: int, slot: int, seat: SeatId) -> str:
    """Identifier of a club: what those who are asked know of it."""
    return f"club-r{round_}s{slot}-{seat}"


def convener(club: str) -> SeatId:
    """The delegation that convened a club, as its identifier tells; empty for a standing bloc's."""
    parts = club.split("-", 2)
    return parts[2] if parts[0] == "club" and len(parts) == 3 else ""


def circulate_faults(state: State, seat: SeatId, activity: Circulate) -> list[Fault]:
    """Everything wrong with circulating a declaration of principles."""
    clubs, voters = state.conference.clubs, state.conference.seats
    if clubs is None:
        return [Fault("club.none")]
    if seat not in voters:
        return [Fault("club.voters", {"name": seat})]
    if any(c.club and c.leader == seat and c.standing for c in state.coalitions.values()):
        return [Fault("club.one")]
    faults = clauses_faults(option_counts(state), state.public, activity.principles, clubs.clauses)
    asked = activity.invited
    if not asked or len(set(asked)) != len(asked) or seat in asked:
        faults.append(Fault("club.invited"))
    for name in asked:
        if name not in voters:
            faults.append(Fault("club.voters", {"name": name}))
    return faults


def circulate(desk: Desk, seat: SeatId, slot: int, activity: Circulate) -> None:
    """Send a declaration to those who might sign it."""
    key = club_id(desk.state.public.round, slot, seat)
    invited = tuple(s for s in desk.active if s in activity.invited)
    audience = (seat, *invited)
    desk.emit(ev.DeclarationCirculated(key, seat, invited, activity.principles, audience))


def next_signature(desk: Desk) -> tuple[str, SeatId] | None:
    """The next delegation that must answer a declaration, with the declaration; found what can be founded."""
    for key in sorted(desk.state.coalitions):
        club = desk.state.coalitions[key]
        if not club.club or club.standing or not club.members:
            continue
        if club.invited:
            return key, club.invited[0]
        _conclude(desk, key)
    return None


def answer_faults(state: State, seat: SeatId, key: str) -> list[Fault]:
    """Everything wrong with answering a declaration."""
    club = state.coalitions.get(key)
    if club is None or club.standing or seat not in club.invited:
        return [Fault("club.not-asked", {"name": key})]
    return []


def _conclude(desk: Desk, key: str) -> None:
    club, clubs = desk.state.coalitions[key], desk.conference.clubs
    assert clubs is not None
    if len(club.members) < clubs.least:
        desk.emit(ev.DeclarationFailed(key, (club.leader, *club.asked)))
        return
    members = tuple(s for s in desk.voters if s in club.members)
    last = desk.conference.calendar.rounds + desk.conference.calendar.overtime
    mandate = f"c-{key}"
    adopt(desk, key, club.position, last, mandate, members)
    desk.emit(ev.ClubFounded(key, members, club.position, mandate, last))
    expose(desk, mandate, leaked=False)
    for member in members:
        desk.meter("side", member, gain(desk, member, club.position), "club")
    for outsider in desk.voters:
        if outsider in members or outsider in club.asked:
            continue
        for member in members:
            desk.trust(outsider, member, EXCLUDED_TRUST, "left-out")


def join_faults(state: State, seat: SeatId, key: str) -> list[Fault]:
    """Everything wrong with acceding to a club."""
    club = state.coalitions.get(key)
    if club is None or not club.club or not club.standing:
        return [Fault("club.unknown", {"name": key})]
    if seat not in state.conference.seats:
        return [Fault("club.voters", {"name": seat})]
    if seat in club.members:
        return [Fault("club.member")]
    return [Fault("club.left")] if seat in club.left else []


def join(desk: Desk, seat: SeatId, key: str) -> None:
    """Accede to the principles: bound from now on, for part of what the founders had."""
    club = desk.state.coalitions[key]
    parties = (*club.members, seat)
    bargain = Bargain(mandate_terms((seat,), club.position), club.expires)
    mandate = f"{club.mandate}+{seat}"
    desk.emit(ev.UnderstandingReached(mandate, parties, bargain, parties))
    feel_bound(desk, seat, club.position)
    desk.emit(ev.ClubJoined(key, seat))
    expose(desk, mandate, leaked=False)
    desk.meter("side", seat, gain(desk, seat, club.position) * LATE_SHARE // 100, "club")
