"""Slots: plans, invitations, and what is done with a slot other than meeting (R4.2, R4.3, R5).

Guarantees: requests are matched slot by slot in order of initiative; whoever loses is told; nobody is
in two rooms at once.
"""

from __future__ import annotations

from diplogame.rules import events as ev
from diplogame.rules.capital import campaign
from diplogame.rules.caucus import sits
from diplogame.rules.clubs import circulate, circulate_faults
from diplogame.rules.conference import Envoy, Kind, Room
from diplogame.rules.desk import Desk, Fault, clamp
from diplogame.rules.ids import SeatId
from diplogame.rules.information import expert_reading
from diplogame.rules.mediation import mediates, seek_faults
from diplogame.rules.records import Meeting
from diplogame.rules.register import Meetings, row_of
from diplogame.rules.state import State
from diplogame.rules.terms import (
    CableHome,
    Campaign,
    Circulate,
    ClauseStatus,
    Draft,
    HoldCaucus,
    Meet,
    Plan,
    PrepareSummit,
    Reason,
    Rest,
    SeekMediation,
    Study,
)
from diplogame.rules.view import slots_of

PREPARATION = 9
"""Preparation gained by one slot of ministers' work (R15.1)."""


def plan_faults(state: State, seat: SeatId, plan: Plan) -> list[Fault]:
    """Everything wrong with a plan (R4.2)."""
    faults: list[Fault] = []
    length = len(state.conference.calendar.slots)
    if len(plan.activities) != length:
        return [Fault("plan.length", {"slots": length, "given": len(plan.activities)})]
    busy = [a for a in plan.activities if not isinstance(a, Rest)]
    virtual = [a for a in busy if isinstance(a, Meet) and a.room is Room.VIRTUAL]
    # One virtual session a round comes on top of a small delegation's slots (R5.2).
    if len(busy) - min(1, len(virtual)) > slots_of(state, seat):
        faults.append(Fault("plan.too-many", {"slots": slots_of(state, seat)}))
    ministers = sum(isinstance(a, Meet) and a.envoy is Envoy.MINISTER for a in busy)
    if ministers > state.private[seat].ministers:
        faults.append(Fault("plan.ministers", {"left": state.private[seat].ministers}))
    calls = [a.coalition for a in busy if isinstance(a, HoldCaucus)]
    if len(set(calls)) < len(calls):
        faults.append(Fault("plan.one-caucus"))
    if sum(isinstance(a, Circulate) for a in busy) > 1:
        faults.append(Fault("club.one"))
    for slot, activity in enumerate(plan.activities):
        faults.extend(_activity_faults(state, seat, slot, activity))
    return faults


def _activity_faults(state: State, seat: SeatId, slot: int, activity: object) -> list[Fault]:
    conference = state.conference
    names = [i.id for i in conference.issues]
    at: dict[str, str | int] = {"slot": slot}
    match activity:
        case Meet(guests=guests, issue=issue, room=room):
            found = []
            if not 1 <= len(guests) <= 3 or len(set(guests)) != len(guests) or seat in guests:
                found.append(Fault("plan.guests", at))
            for guest in guests:
                if guest not in conference.everybody:
                    found.append(Fault("plan.unknown-delegation", {**at, "name": guest}))
                elif conference.delegation(guest).kind is Kind.CHAIR:
                    found.append(Fault("plan.chair", at))
            if issue and issue not in names:
                found.append(Fault("plan.unknown-issue", {**at, "name": issue}))
            if room in (Room.BACK_CHANNEL, Room.VIRTUAL) and len(guests) > 1:
                found.append(Fault("plan.room-two", at))
            return found
        case Draft(issue=issue) | Study(issue=issue):
            return [] if issue in names else [Fault("plan.unknown-issue", {**at, "name": issue})]
        case CableHome(issue=issue, option=option):
            if issue not in names:
                return [Fault("plan.unknown-issue", {**at, "name": issue})]
            index = conference.issue_index(issue)
            if not 0 <= option < len(conference.issues[index].options):
                return [Fault("plan.unknown-option", {**at, "name": option})]
            if state.private[seat].mandate[index][option]:
                return [Fault("plan.mandate-has-it", at)]
            return []
        case PrepareSummit():
            summit = state.public.summit
            if summit is None or summit.result:
                return [Fault("plan.no-summit", at)]
            return []
        case Campaign() | Rest():
            return []
        case HoldCaucus(coalition=key):
            known = state.coalitions.get(key)
            own = known is not None and known.standing and seat in known.members
            blocs = [b.id for b in conference.blocs]
            return [] if own and key in blocs else [Fault("plan.no-bloc", {**at, "name": key})]
        case Circulate():
            found = circulate_faults(state, seat, activity)
            return [Fault(f.code, {**at, **f.params}) for f in found]
        case SeekMediation():
            found = seek_faults(state, seat, activity)
            return [Fault(f.code, {**at, **f.params}) for f in found]
        case _:
            return [Fault("plan.unknown-activity", at)]


def meeting_id(state: State, slot: int, host: SeatId) -> str:
    """Identifier of a meeting: what its parties know of it, so it counts nobody else's."""
    return f"r{state.public.round}s{slot}-{host}"


def engaged(state: State, seat: SeatId, slot: int) -> bool:
    """Whether a delegation already has somebody to see in a slot."""
    for meeting in row_of(state.meetings, seat, Meetings.concerned).values():
        if meeting.slot == slot and meeting.status != "declined":
            if seat == meeting.parties[0] or seat not in meeting.invited:
                return True
    return sits(state, seat, slot) or mediates(state, seat, slot)


def patience_of(state: State, parties: tuple[SeatId, ...]) -> int:
    """Exchanges the most impatient guest bears, 2-7: its temper and its trust in the host (R6.1)."""
    host = parties[0]
    found = []
    for guest in parties[1:]:
        temper = state.conference.delegation(guest).temperament.patience
        found.append(temper + (state.private[guest].trust.get(host, 50) - 50) // 20)
    return clamp(min(found), 2, 7)


def next_invitation(desk: Desk, slot: int) -> SeatId | None:
    """Send out requests in order of initiative until somebody must answer; None when all is matched."""
    for host in desk.active:
        plan = desk.private(host).plan
        activity = plan.activities[slot] if plan is not None else Rest()
        if not isinstance(activity, Meet):
            continue
        key = meeting_id(desk.state, slot, host)
        if key not in desk.state.meetings and not _ask(desk, slot, host, key, activity):
            continue
        waiting = _press_invitation(desk, slot, key)
        if waiting is not None:
            return waiting
    return None


def _ask(desk: Desk, slot: int, host: SeatId, key: str, activity: Meet) -> bool:
    if engaged(desk.state, host, slot):
        return False
    parties = (host, *activity.guests)
    envoys = (activity.envoy.value, *(Envoy.DIPLOMAT.value for _ in activity.guests))
    desk.emit(
        ev.MeetingAsked(
            key,
            slot,
            parties,
            activity.room.value,
            envoys,
            activity.issue,
            patience_of(desk.state, parties),
            parties,
        )
    )
    if activity.envoy is Envoy.MINISTER:
        desk.meter("ministers", host, -1, "sent")
    return True


def _press_invitation(desk: Desk, slot: int, key: str) -> SeatId | None:
    meeting = desk.state.meetings[key]
    for guest in meeting.invited:
        if meeting.status != "asked":
            return None
        if engaged(desk.state, guest, slot):
            desk.emit(ev.InvitationAnswered(key, guest, False, Reason.BUSY, meeting.parties))
            meeting = desk.state.meetings[key]
            continue
        if _mutual(desk.state, slot, guest, meeting.parties[0]):
            desk.emit(ev.InvitationAnswered(key, guest, True, Reason.AGREED, meeting.parties))
            meeting = desk.state.meetings[key]
            continue
        return guest
    return None


def _mutual(state: State, slot: int, guest: SeatId, host: SeatId) -> bool:
    plan = state.private[guest].plan
    if plan is None:
        return False
    activity = plan.activities[slot]
    return isinstance(activity, Meet) and activity.guests == (host,)


def matched(desk: Desk, slot: int) -> list[Meeting]:
    """Meetings of a slot that will take place, in order of asking."""
    return [
        m
        for m in desk.state.meetings.values()
        if m.slot == slot and m.status == "asked" and not m.invited and len(m.parties) > 1
    ]


def work(desk: Desk, slot: int) -> None:
    """Do what was planned for a slot by all who are not in a meeting (R4.3)."""
    for seat in desk.active:
        plan = desk.private(seat).plan
        activity = plan.activities[slot] if plan is not None else Rest()
        if isinstance(activity, Meet) and meeting_id(desk.state, slot, seat) not in (
            desk.state.meetings
        ):
            # Somebody else had asked first: the loser of overlapping requests is told (R4.2).
            desk.emit(ev.SlotSpent(seat, slot, activity, "engaged", (seat,)))
        if isinstance(activity, Meet | Rest):
            continue
        if isinstance(activity, HoldCaucus):
            if not sits(desk.state, seat, slot):
                desk.emit(ev.SlotSpent(seat, slot, Rest(), "no-caucus", (seat,)))
            continue
        if engaged(desk.state, seat, slot):
            if sits(desk.state, seat, slot):
                desk.emit(ev.SlotSpent(seat, slot, Rest(), "caucus", (seat,)))
                continue
            if mediates(desk.state, seat, slot):
                if not isinstance(activity, SeekMediation):
                    desk.emit(ev.SlotSpent(seat, slot, Rest(), "mediation", (seat,)))
                continue
            desk.emit(ev.SlotSpent(seat, slot, Rest(), "visited", (seat,)))
            continue
        _work(desk, seat, slot, activity)


def _work(
    desk: Desk,
    seat: SeatId,
    slot: int,
    activity: Draft | Study | CableHome | Campaign | PrepareSummit | Circulate | SeekMediation,
) -> None:
    match activity:
        case Circulate():
            if circulate_faults(desk.state, seat, activity):
                desk.emit(ev.SlotSpent(seat, slot, Rest(), "no-declaration", (seat,)))
                return
            desk.emit(ev.SlotSpent(seat, slot, activity, "circulated", (seat,)))
            circulate(desk, seat, slot, activity)
        case SeekMediation():
            # Nobody came, or the clause was closed since the morning: the slot was kept for nothing.
            desk.emit(ev.SlotSpent(seat, slot, Rest(), "no-mediation", (seat,)))
        case Draft():
            # A worked-over wording is public by nature: it is circulated as a non-paper.
            desk.emit(ev.SlotSpent(seat, slot, activity, "drafted", ev.EVERYBODY))
            desk.meter("standing", seat, 1, "drafted")
        case Study(issue=issue):
            desk.emit(ev.SlotSpent(seat, slot, activity, "studied", (seat,)))
            index = desk.conference.issue_index(issue)
            for other in desk.voters:
                if other != seat:
                    expert_reading(desk, seat, other, index, "experts")
        case CableHome():
            desk.emit(ev.SlotSpent(seat, slot, activity, "cabled", (seat,)))
        case Campaign():
            desk.emit(ev.SlotSpent(seat, slot, activity, "campaigned", (seat,)))
            campaign(desk, seat)
        case PrepareSummit():
            desk.emit(ev.SlotSpent(seat, slot, activity, "prepared", ev.EVERYBODY))
            desk.meter("preparation", seat, PREPARATION, "ministers")


def closed_statuses() -> tuple[ClauseStatus, ClauseStatus]:
    """Statuses of a clause that is no longer in brackets."""
    return (ClauseStatus.CLOSED, ClauseStatus.AGREED)


def closed_clauses(state: State) -> int:
    """Clauses no longer in brackets."""
    return sum(clause.status in closed_statuses() for clause in state.public.clauses)
