"""The course of a round: which stage follows which, and who is awaited (R4).

Guarantees: after every decision either somebody is awaited or the game is over; stages are entered in
the same order whether or not anything secret happens in them, so their passing tells nobody who met.
"""

from __future__ import annotations

from diplogame.rules import events as ev
from diplogame.rules.aftermath import conclude, score
from diplogame.rules.brokerage import fade
from diplogame.rules.capital import answer_cables
from diplogame.rules.caucus import next_summons, next_word
from diplogame.rules.clubs import next_signature
from diplogame.rules.coalitions import lapse_positions, led_by
from diplogame.rules.conference import Kind
from diplogame.rules.desk import Desk
from diplogame.rules.ids import SeatId
from diplogame.rules.ledger import compare_notes, judge_due, payments_due
from diplogame.rules.mediation import next_in_mediation, next_request
from diplogame.rules.meetings import disown, open_meeting, surface_leaks
from diplogame.rules.phases import last_round, phase_of
from diplogame.rules.planning import closed_clauses, matched, next_invitation, work
from diplogame.rules.plenary import (
    decide_motion,
    move,
    partial_package,
    put_next_part,
    still_to_vote,
)
from diplogame.rules.state import State
from diplogame.rules.summit import hour_over, is_tonight, still_to_choose
from diplogame.rules.terms import AdoptPartial, MotionKind, MoveToVote, Outcome, Stage
from diplogame.rules.threats import bite, close_all, due, withdraw_met
from diplogame.rules.twists import next_twist


def begin(state: State) -> tuple[State, tuple[ev.Event, ...]]:
    """The opening events of a game, up to the first command awaited."""
    desk = Desk(state)
    open_round(desk, 1)
    return desk.state, tuple(desk.events)


def wait(desk: Desk, seats: tuple[SeatId, ...]) -> None:
    """Wait for these delegations."""
    if desk.state.awaiting != seats:
        desk.emit(ev.Awaited(seats))


def enter(desk: Desk, stage: Stage, slot: int = 0) -> None:
    """Enter a stage unless already there."""
    public = desk.state.public
    if public.stage is not stage or public.slot != slot:
        desk.emit(ev.StageEntered(stage, slot))


def open_round(desk: Desk, number: int) -> None:
    """Cables in: the clock, drifts, sanctions, answers from home, twists (R4.1)."""
    conference = desk.conference
    desk.emit(ev.RoundOpened(number, phase_of(conference.calendar, number)))
    if number > 1:
        step = conference.crisis.per_round
        desk.meter("crisis", "", step, "clock")
        for seat in desk.voters:
            brief = conference.delegation(seat)
            # Time and crisis hurt: what no deal is worth falls (R2.4, hurting stalemate).
            hurt = brief.drift - brief.crisis_sensitivity * step // 10
            desk.meter("walk_away", seat, hurt, "clock")
        bite(desk)
        answer_cables(desk)
    lapse_positions(desk)
    fade(desk, number - 1)
    enter(desk, Stage.TWIST)
    after_twists(desk)


def after_twists(desk: Desk) -> None:
    """Let twists happen until one waits for its chooser; then everybody plans."""
    chooser = next_twist(desk)
    if chooser is not None:
        wait(desk, (chooser,))
        return
    enter(desk, Stage.PLANNING)
    wait(desk, desk.active)


def after_plan(desk: Desk, seat: SeatId) -> None:
    """One more delegation is ready; when all are, the first slot begins."""
    left = tuple(s for s in desk.state.awaiting if s != seat)
    wait(desk, left)
    if not left:
        enter(desk, Stage.INVITATIONS, 0)
        after_invitation(desk)


def after_invitation(desk: Desk) -> None:
    """Match requests; when all are answered, work and meetings of the slot follow."""
    slot = desk.state.public.slot
    asked = next_summons(desk, slot) or next_request(desk, slot) or next_invitation(desk, slot)
    if asked is not None:
        wait(desk, (asked,))
        return
    work(desk, slot)
    if desk.conference.blocs or desk.conference.clubs:
        # Entered whether or not anybody caucuses: its passing tells nobody who does.
        enter(desk, Stage.CAUCUS, slot)
        after_caucus(desk)
        return
    _to_mediation(desk, slot)


def after_caucus(desk: Desk) -> None:
    """Let declarations be answered and caucuses sit; then the meetings of the slot (R13)."""
    slot = desk.state.public.slot
    asked = next_signature(desk)
    awaited = asked[1] if asked is not None else next_word(desk, slot)
    if awaited is not None:
        wait(desk, (awaited,))
        return
    _to_mediation(desk, slot)


def _to_mediation(desk: Desk, slot: int) -> None:
    if desk.conference.mediators:
        # Entered whether or not anybody mediates: its passing tells nobody who does.
        enter(desk, Stage.MEDIATION, slot)
        after_mediation(desk)
        return
    enter(desk, Stage.MEETINGS, slot)
    after_meeting(desk)


def after_mediation(desk: Desk) -> None:
    """Let the mediations of the slot go on; then its meetings (R14.2)."""
    slot = desk.state.public.slot
    awaited = next_in_mediation(desk, slot)
    if awaited is not None:
        wait(desk, (awaited,))
        return
    enter(desk, Stage.MEETINGS, slot)
    after_meeting(desk)


def after_meeting(desk: Desk) -> None:
    """Continue the meeting that is open, open the next, or end the slot."""
    slot = desk.state.public.slot
    for meeting in desk.state.meetings.values():
        if meeting.slot == slot and meeting.status == "open":
            wait(desk, (meeting.floor,))
            return
    for meeting in matched(desk, slot):
        open_meeting(desk, meeting)
        wait(desk, (meeting.parties[0],))
        return
    if slot + 1 < len(desk.conference.calendar.slots):
        enter(desk, Stage.INVITATIONS, slot + 1)
        after_invitation(desk)
        return
    open_plenary(desk)


def open_plenary(desk: Desk) -> None:
    """The plenary opens with the list of speakers (R8)."""
    enter(desk, Stage.PLENARY)
    out = (*desk.state.public.walked_out, *desk.state.public.unaccredited)
    order = [s for s in desk.active if s not in out]
    # Who speaks for a bloc speaks first, and so places the first amendment (R13.4).
    order.sort(key=lambda s: not any(c.declared for c in led_by(desk.state.coalitions, s)))
    desk.emit(ev.FloorHeld("", tuple(order)))
    after_floor(desk)


def after_floor(desk: Desk) -> None:
    """Vote if a motion is before the house, give the word on, or end the plenary."""
    public = desk.state.public
    if public.motion is not None:
        enter(desk, Stage.VOTE)
        left = still_to_vote(desk)
        if left:
            wait(desk, (left[0],))
            return
        decide_motion(desk)
        if desk.state.public.outcome is not None:
            finish(desk)
            return
        if desk.state.public.divided:
            put_next_part(desk, _chair(desk))
            after_floor(desk)
            return
        enter(desk, Stage.PLENARY)
    order = tuple(s for s in desk.state.public.order if s not in desk.state.public.walked_out)
    if order:
        wait(desk, (order[0],))
        return
    end_plenary(desk)


def give_word_on(desk: Desk, seat: SeatId) -> None:
    """A delegation is done with its turn."""
    order = tuple(s for s in desk.state.public.order if s != seat)
    desk.emit(ev.FloorHeld(seat, order))


def end_plenary(desk: Desk) -> None:
    """The last plenary ends with the chair's question; else leaders may meet, then the reckoning."""
    if is_tonight(desk.state):
        enter(desk, Stage.SUMMIT)
        wait(desk, desk.voters)
        return
    close_day(desk)


def close_day(desk: Desk) -> None:
    """The reckoning; on the last day it comes before the chair's questions (R19.1).

    No threat and no payment that falls due then is forgotten (R10.3, R11.2).
    """
    if is_last(desk) and _questions_put(desk):
        put_final_questions(desk)
        return
    reckon(desk)


def is_last(desk: Desk) -> bool:
    """Whether this is the last plenary: the calendar's, or the crisis has run its course."""
    public = desk.state.public
    calendar = desk.conference.calendar
    ran_out = public.crisis >= desk.conference.crisis.limit
    return public.round >= last_round(calendar, public.clock_stopped) or ran_out


def _chair(desk: Desk) -> SeatId:
    return next((d.id for d in desk.conference.delegations if d.kind is Kind.CHAIR), "")


def _questions_put(desk: Desk) -> list[MotionKind]:
    """Last questions that the chair has put to the house today."""
    public, chair = desk.state.public, _chair(desk)
    return [
        v.motion.kind
        for v in public.votes
        if v.motion.round == public.round
        and v.motion.by == chair
        and isinstance(v.motion.kind, MoveToVote | AdoptPartial)
    ]


def put_final_questions(desk: Desk) -> None:
    """The chair puts the text, then what is closed of it, then closes the conference (R19.1)."""
    chair = _chair(desk)
    asked = _questions_put(desk)
    if not any(isinstance(kind, MoveToVote) for kind in asked):
        move(desk, chair, MoveToVote())
        after_floor(desk)
        return
    partial_asked = any(isinstance(kind, AdoptPartial) for kind in asked)
    enough = closed_clauses(desk.state) >= desk.conference.institution.partial_minimum
    if enough and not partial_asked and partial_package(desk.state):
        move(desk, chair, AdoptPartial())
        after_floor(desk)
        return
    if not desk.conference.institution.single_undertaking and closed_clauses(desk.state):
        # Where each clause stands by itself, what was closed outlives the talks (R3.3).
        desk.emit(ev.ConferenceEnded(Outcome.PARTIAL, partial_package(desk.state)))
    else:
        desk.emit(ev.ConferenceEnded(Outcome.COLLAPSED, ()))
    finish(desk)


def after_night(desk: Desk) -> None:
    """All leaders have chosen: reveal, draw, and go on or go home."""
    left = still_to_choose(desk)
    if left:
        wait(desk, left)
        return
    if not hour_over(desk):
        wait(desk, still_to_choose(desk))
        return
    close_day(desk)


def reckon(desk: Desk) -> None:
    """Threats and payments fall due (R4.5)."""
    enter(desk, Stage.RECKONING)
    withdraw_met(desk)
    after_reckoning(desk, None)


def has_duties(desk: Desk, seat: SeatId) -> bool:
    """Whether a delegation must settle something before the round can close."""
    return bool(due(desk.state, seat)) or bool(payments_due(desk, seat))


def after_reckoning(desk: Desk, done: SeatId | None) -> None:
    """Wait for those with something due or a sanction to review; then close the round."""
    if done is None:
        sanctions = desk.state.sanctions.values()
        reviewing = {seat for s in sanctions for seat in (s.sender, *s.partners)}
        waiting = tuple(s for s in desk.active if has_duties(desk, s) or s in reviewing)
    else:
        waiting = tuple(s for s in desk.state.awaiting if s != done)
    wait(desk, waiting)
    if waiting:
        return
    last = is_last(desk)
    if not last:  # on the last day promises run on to the final question
        judge_due(desk, final=False)
    disown(desk)
    compare_notes(desk)
    surface_leaks(desk)
    if last:
        put_final_questions(desk)
        return
    open_round(desk, desk.state.public.round + 1)


def finish(desk: Desk) -> None:
    """The gavel has fallen: ratification, aftermath, score (R19)."""
    close_all(desk)
    if conclude(desk):
        enter(desk, Stage.AFTERMATH)
        wait(desk, tuple(s for s in desk.voters if desk.state.public.ratified.get(s)))
        return
    if not desk.state.public.scores:
        score(desk)
    wait(desk, ())
