"""Deciding a command: check it, and write down what follows (architecture, "How a turn flows").

Guarantees: refusals are values with stable codes and all faults at once; an accepted command leaves
the game waiting for somebody, or over; the new state is the fold of the events.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from diplogame.rules import (
    caucus,
    clubs,
    coalitions,
    flow,
    mediation,
    meetings,
    plenary,
    threats,
    twists,
)
from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.admission import faults_of
from diplogame.rules.aftermath import score
from diplogame.rules.desk import Desk, Fault
from diplogame.rules.ledger import judge_stances, lift, pay
from diplogame.rules.state import State
from diplogame.rules.terms import Reason, Stage
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class Accepted:
    """The command stands: its events, and the state after them."""

    events: tuple[ev.Event, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Refused:
    """The command is refused; ``faults`` names everything wrong with it, the first one first."""

    faults: tuple[Fault, ...]

    @property
    def code(self) -> str:
        """Code of the first fault."""
        return self.faults[0].code

    @property
    def params(self) -> Mapping[str, str | int]:
        """Parameters of the first fault."""
        return self.faults[0].params


Decision: TypeAlias = Accepted | Refused


def decide(state: State, command: cmd.Command) -> Decision:
    """What becomes of a command in a state."""
    faults = faults_of(state, command)
    if faults:
        return Refused(tuple(faults))
    desk = Desk(state)
    script = getattr(command, "script", "")
    if script:
        _note_script(desk, command.seat, script, command)
    _perform(desk, command)
    return Accepted(tuple(desk.events), desk.state)


def _note_script(desk: Desk, seat: str, script: str, command: cmd.Command) -> None:
    rule = next((r for r in desk.conference.delegation(seat).rules if r.id == script), None)
    if rule is None:
        return
    desk.emit(ev.ScriptFired(seat, script, (seat,)))
    if rule.say:
        meeting = desk.state.meetings.get(getattr(command, "meeting", ""))
        to = getattr(rule.do, "delegation", "") or getattr(rule.do, "target", "")
        if meeting is not None:
            audience: ev.Audience = meeting.parties
        elif isinstance(command, cmd.MakePlan) and to and to != seat:
            # What is said with a request for a meeting is said to the one who is asked.
            audience = (seat, to)
        else:
            # In the hall, or with the day's plan to whoever asks (a change of heart is announced).
            audience = ev.EVERYBODY
        desk.emit(ev.Said(seat, rule.say, to, audience))


def _perform(desk: Desk, command: cmd.Command) -> None:
    seat = command.seat
    match command:
        case cmd.DeclarePositions(stances=stances):
            desk.emit(ev.PositionsDeclared(seat, stances))
            judge_stances(desk, seat)
        case cmd.MakePlan(plan=plan):
            desk.emit(ev.PlanMade(seat, plan, (seat,)))
            flow.after_plan(desk, seat)
        case cmd.ChooseTwist(twist=name, choice=choice):
            twist = next(t for t in desk.conference.twists if t.id == name)
            twists.choose(desk, seat, twist, choice)
            flow.after_twists(desk)
        case cmd.AnswerInvitation(meeting=name, accept=accept, reason=reason):
            parties = desk.state.meetings[name].parties
            answer = Reason.AGREED if accept else reason
            desk.emit(ev.InvitationAnswered(name, seat, accept, answer, parties))
            flow.after_invitation(desk)
        case cmd.AnswerThreat():
            threats.do_answer(desk, command)
            _after_threat(desk, command)
        case (
            cmd.MakeSpeech()
            | cmd.MakeMotion()
            | cmd.IssueUltimatum()
            | cmd.LeaveHall()
            | cmd.PassFloor()
        ):
            _on_the_floor(desk, command)
        case cmd.CastBallot(ballot=ballot, reason=reason, issue=issue):
            motion = desk.state.public.motion
            assert motion is not None
            desk.emit(ev.BallotCast(motion.id, seat, ballot, reason, issue))
            flow.after_floor(desk)
        case cmd.ChooseNight(choice=night, issue=issue):
            desk.emit(ev.NightChosen(seat, night, issue, (seat,)))
            flow.after_night(desk)
        case cmd.SettleThreat():
            threats.do_settle(desk, command)
        case cmd.SettlePayment(understanding=name, term=term, pay=wanted):
            pay(desk, name, term, wanted)
        case cmd.LiftSanction(sanction=name):
            sanction = desk.state.sanctions[name]
            lift(desk, name)
            desk.trust(sanction.target, seat, 2, "lifted")
        case cmd.LeaveSanction(sanction=name):
            threats.leave(desk, seat, name)
        case cmd.CloseReckoning():
            flow.after_reckoning(desk, seat)
        case cmd.ChooseAftermath(choice=choice):
            desk.emit(ev.AftermathChosen(seat, choice))
            left = tuple(s for s in desk.state.awaiting if s != seat)
            flow.wait(desk, left)
            if not left:
                score(desk)
        case (
            cmd.AnswerSummons()
            | cmd.TableDraft()
            | cmd.AmendDraft()
            | cmd.StandForLeader()
            | cmd.PassCaucus()
            | cmd.CastCaucusBallot()
            | cmd.DeclareCommon()
            | cmd.LeaveCoalition()
            | cmd.AnswerDeclaration()
            | cmd.JoinClub()
        ):
            _in_coalition(desk, command)
        case cmd.AnswerMediation():
            mediation.answer_request(desk, command)
            flow.after_invitation(desk)
        case cmd.Confide():
            mediation.confide(desk, command)
            flow.after_mediation(desk)
        case cmd.Mediate(mediation=key, style=style, proposal=proposal):
            mediation.mediate(desk, key, style, proposal)
            flow.after_mediation(desk)
        case cmd.AnswerBlind():
            mediation.answer_blind(desk, command)
            flow.after_mediation(desk)
        case _:
            _in_meeting(desk, command)


def _in_coalition(
    desk: Desk,
    command: cmd.CoalitionAct,
) -> None:
    key, seat = command.coalition, command.seat
    coalition = desk.state.coalitions[key]
    match command:
        case cmd.AnswerSummons(accept=accept, reason=reason):
            why = Reason.AGREED if accept else reason
            desk.emit(ev.SummonsAnswered(key, seat, accept, why, coalition.members))
            flow.after_invitation(desk)
        case cmd.DeclareCommon():
            coalitions.declare(desk, key, seat)
        case cmd.LeaveCoalition():
            coalitions.leave(desk, seat, key)
        case cmd.AnswerDeclaration(sign=sign, reason=reason):
            heard = (coalition.leader, *coalition.asked)
            why = Reason.AGREED if sign else reason
            desk.emit(ev.DeclarationAnswered(key, seat, sign, why, heard))
            flow.after_caucus(desk)
        case cmd.JoinClub():
            clubs.join(desk, seat, key)
        case _:
            caucus.take_turn(desk, command)
            flow.after_caucus(desk)


def _after_threat(desk: Desk, command: cmd.AnswerThreat) -> None:
    if desk.state.public.stage is Stage.PLENARY:
        flow.after_floor(desk)
        return
    for meeting in desk.state.meetings.values():
        if meeting.status == "open" and command.seat in meeting.parties:
            meetings.pass_word(desk, meeting.id)
    flow.after_meeting(desk)


def _on_the_floor(
    desk: Desk,
    command: cmd.MakeSpeech | cmd.MakeMotion | cmd.IssueUltimatum | cmd.LeaveHall | cmd.PassFloor,
) -> None:
    seat = command.seat
    match command:
        case cmd.MakeSpeech(speech=speech):
            # A speech leaves the word with the speaker: a motion may follow.
            plenary.speak(desk, seat, speech)
            flow.wait(desk, (seat,))
        case cmd.MakeMotion(motion=motion):
            flow.give_word_on(desk, seat)
            plenary.move(desk, seat, motion)
            flow.after_floor(desk)
        case cmd.IssueUltimatum(target=target, terms=terms):
            flow.give_word_on(desk, seat)
            threats.issue_threat(desk, seat, target, terms, ev.EVERYBODY)
            flow.wait(desk, (target,))
        case cmd.LeaveHall():
            flow.give_word_on(desk, seat)
            desk.emit(ev.WalkedOut(seat))
            desk.meter("gauge", seat, 2, "walked-out")
            desk.meter("standing", seat, -4, "walked-out")
            desk.meter("crisis", "", 2, "walked-out")
            flow.after_floor(desk)
        case cmd.PassFloor():
            flow.give_word_on(desk, seat)
            flow.after_floor(desk)


def _in_meeting(desk: Desk, command: cmd.Command) -> None:
    match command:
        case cmd.Probe():
            meetings.do_probe(desk, command)
        case cmd.Disclose():
            meetings.do_disclose(desk, command)
        case cmd.Evade():
            meetings.do_evade(desk, command)
        case cmd.MakeOffer():
            meetings.do_offer(desk, command)
        case cmd.Press(seat=seat, target=target, terms=terms, meeting=name):
            parties = desk.state.meetings[name].parties
            audience = ev.EVERYBODY if terms.commitment >= 3 else parties
            threats.issue_threat(desk, seat, target, terms, audience)
        case cmd.Reassure():
            meetings.do_reassure(desk, command)
        case cmd.AcceptOffer():
            meetings.do_accept(desk, command)
        case cmd.DeclineOffer():
            meetings.do_decline(desk, command)
        case cmd.YieldFloor(meeting=name):
            meetings.pass_word(desk, name, yielded=True)
        case cmd.Adjourn(seat=seat, meeting=name, reason=reason):
            meetings.end(desk, name, seat, reason)
        case _:
            return
    flow.after_meeting(desk)
