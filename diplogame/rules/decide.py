"""Deciding a command: check it, and write down what follows (architecture, "How a turn flows").

Guarantees: refusals are values with stable codes and all faults at once; an accepted command leaves
the game waiting for somebody, or over; the new state is the fold of the events.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, assert_never

from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules import flow, meetings, planning, plenary, threats, twists
from diplogame.rules.aftermath import CHOICES, score
from diplogame.rules.desk import Desk, Fault
from diplogame.rules.ledger import judge_stances, lift, pay, payments_due
from diplogame.rules.state import State
from diplogame.rules.terms import ClauseStatus, NightChoice, Reason, Stage, ThreatState
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
    faults = _faults(state, command)
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
        elif isinstance(command, cmd.MakePlan):
            # What is said with a request for a meeting is said to the one who is asked.
            audience = (seat, to) if to and to != seat else (seat,)
        else:
            audience = ev.EVERYBODY
        desk.emit(ev.Said(seat, rule.say, to, audience))


def _faults(state: State, command: cmd.Command) -> list[Fault]:
    seat = command.seat
    if state.public.stage is Stage.ENDED:
        return [Fault("game.over")]
    if seat not in state.private:
        return [Fault("seat.unknown", {"name": seat})]
    if seat not in state.awaiting:
        return [Fault("seat.not-awaited", {"name": seat})]
    rule = getattr(command, "script", "")
    if rule and rule not in [r.id for r in state.conference.delegation(seat).rules]:
        return [Fault("script.unknown", {"name": rule})]
    wanted = _STAGES[type(command)]
    if state.public.stage not in wanted:
        return [Fault("stage.wrong", {"stage": state.public.stage.value})]
    match command:
        case cmd.DeclarePositions():
            return _position_faults(state, command)
        case cmd.MakePlan():
            return planning.plan_faults(state, seat, command.plan)
        case cmd.ChooseTwist():
            twist = next((t for t in state.conference.twists if t.id == command.twist), None)
            if twist is None or state.public.choosing != command.twist:
                return [Fault("twist.unknown", {"name": command.twist})]
            if command.choice not in [c.id for c in twist.choices]:
                return [Fault("twist.choice", {"name": command.choice})]
            return []
        case cmd.AnswerInvitation():
            meeting = state.meetings.get(command.meeting)
            if meeting is None or seat not in meeting.invited or meeting.status != "asked":
                return [Fault("invitation.unknown", {"meeting": command.meeting})]
            return []
        case (
            cmd.Probe()
            | cmd.Disclose()
            | cmd.Evade()
            | cmd.MakeOffer()
            | cmd.Press()
            | cmd.Reassure()
            | cmd.AcceptOffer()
            | cmd.DeclineOffer()
            | cmd.YieldFloor()
            | cmd.Adjourn()
        ):
            found = meetings.seated(state, seat, command.meeting)
            return found or _meeting_faults(state, command)
        case cmd.AnswerThreat():
            return _answer_faults(state, command)
        case cmd.MakeSpeech():
            return plenary.speech_faults(state, seat, command.speech)
        case cmd.MakeMotion():
            return plenary.motion_faults(state, seat, command.motion)
        case cmd.IssueUltimatum():
            faults = threats.threat_faults(state, seat, command.target, command.terms)
            if command.terms.commitment < 2:
                faults.append(Fault("threat.floor-is-public"))
            return faults
        case cmd.LeaveHall() | cmd.PassFloor():
            return []
        case cmd.CastBallot():
            return _ballot_faults(state, command)
        case cmd.ChooseNight():
            return _night_faults(state, command)
        case (
            cmd.SettleThreat()
            | cmd.SettlePayment()
            | cmd.LiftSanction()
            | cmd.LeaveSanction()
            | cmd.CloseReckoning()
        ):
            return _reckoning_faults(state, command)
        case cmd.ChooseAftermath():
            ok = command.choice in CHOICES
            return [] if ok else [Fault("aftermath.choice", {"name": command.choice})]
        case _:
            assert_never(command)


_STAGES: dict[type, tuple[Stage, ...]] = {
    cmd.DeclarePositions: (Stage.PLANNING,),
    cmd.MakePlan: (Stage.PLANNING,),
    cmd.ChooseTwist: (Stage.TWIST,),
    cmd.AnswerInvitation: (Stage.INVITATIONS,),
    cmd.Probe: (Stage.MEETINGS,),
    cmd.Disclose: (Stage.MEETINGS,),
    cmd.Evade: (Stage.MEETINGS,),
    cmd.MakeOffer: (Stage.MEETINGS,),
    cmd.Press: (Stage.MEETINGS,),
    cmd.Reassure: (Stage.MEETINGS,),
    cmd.AcceptOffer: (Stage.MEETINGS,),
    cmd.DeclineOffer: (Stage.MEETINGS,),
    cmd.YieldFloor: (Stage.MEETINGS,),
    cmd.Adjourn: (Stage.MEETINGS,),
    cmd.AnswerThreat: (Stage.MEETINGS, Stage.PLENARY),
    cmd.MakeSpeech: (Stage.PLENARY,),
    cmd.MakeMotion: (Stage.PLENARY,),
    cmd.IssueUltimatum: (Stage.PLENARY,),
    cmd.LeaveHall: (Stage.PLENARY,),
    cmd.PassFloor: (Stage.PLENARY,),
    cmd.CastBallot: (Stage.VOTE,),
    cmd.ChooseNight: (Stage.SUMMIT,),
    cmd.SettleThreat: (Stage.RECKONING,),
    cmd.SettlePayment: (Stage.RECKONING,),
    cmd.LiftSanction: (Stage.RECKONING,),
    cmd.LeaveSanction: (Stage.RECKONING,),
    cmd.CloseReckoning: (Stage.RECKONING,),
    cmd.ChooseAftermath: (Stage.AFTERMATH,),
}


def _position_faults(state: State, command: cmd.DeclarePositions) -> list[Fault]:
    issues = state.conference.issues
    shape = [len(row) for row in command.stances]
    if shape != [len(i.options) for i in issues]:
        return [Fault("positions.shape")]
    if command.seat in state.public.declared:
        return [Fault("positions.once")]
    return []


def _meeting_faults(state: State, command: cmd.Command) -> list[Fault]:
    seat = command.seat
    meeting = state.meetings[getattr(command, "meeting", "")]
    owed = meetings.owed_answer(meeting)
    answers = {
        "offer": (cmd.AcceptOffer, cmd.DeclineOffer),
        "probe": (cmd.Disclose, cmd.Evade),
        "threat": (),
        "": (),
    }
    if owed and not isinstance(command, answers[owed]):
        return [Fault("meeting.owes-answer", {"to": owed})]
    if not owed and isinstance(command, cmd.AcceptOffer | cmd.DeclineOffer | cmd.Evade):
        return [Fault("meeting.nothing-asked")]
    names = [i.id for i in state.conference.issues]
    match command:
        case cmd.Probe(issue=issue, to=to):
            if to and (to == seat or to not in meeting.parties):
                return [Fault("meeting.not-here", {"name": to})]
            return [] if issue in names else [Fault("meeting.unknown-issue", {"name": issue})]
        case cmd.Disclose(issue=issue, option=option):
            if issue not in names:
                return [Fault("meeting.unknown-issue", {"name": issue})]
            if not 0 <= option < len(state.conference.issues[names.index(issue)].options):
                return [Fault("meeting.unknown-option", {"name": option})]
            if owed == "probe" and issue != meeting.probed:
                return [Fault("meeting.other-issue", {"name": meeting.probed})]
            return []
        case cmd.MakeOffer(variants=variants):
            if meetings.expert_sent(meeting, seat):
                return [Fault("meeting.expert-cannot-commit")]
            if not 1 <= len(variants) <= 3:
                return [Fault("offer.variants", {"most": 3})]
            faults = []
            for variant in variants:
                faults.extend(meetings.bargain_faults(state, meeting, seat, variant))
            return faults
        case cmd.Press(target=target, terms=terms):
            if target not in meeting.parties:
                return [Fault("threat.target", {"name": target})]
            return threats.threat_faults(state, seat, target, terms)
        case cmd.AcceptOffer(variant=variant):
            assert meeting.offer is not None
            if meetings.expert_sent(meeting, seat):
                return [Fault("meeting.expert-cannot-commit")]
            if not 0 <= variant < len(meeting.offer.variants):
                return [Fault("offer.variant", {"given": variant})]
            bargain = meeting.offer.variants[variant]
            return [
                f
                for f in meetings.bargain_faults(state, meeting, seat, bargain)
                if f.code == "bargain.insolvent"
            ]
        case cmd.DeclineOffer(counter=counter):
            faults = _reason_faults(state, command)
            if counter is not None and meeting.countered:
                faults.append(Fault("offer.counter-exhausted"))
            elif counter is not None:
                faults.extend(meetings.bargain_faults(state, meeting, seat, counter))
            return faults
        case _:
            return []


def _answer_faults(state: State, command: cmd.AnswerThreat) -> list[Fault]:
    threat = state.threats.get(command.threat)
    if threat is None or threat.target != command.seat or threat.answer:
        return [Fault("threat.unknown", {"name": command.threat})]
    if threat.state is not ThreatState.STANDING:
        return [Fault("threat.over")]
    if command.answer not in threats.ANSWERS:
        return [Fault("threat.answer", {"name": command.answer})]
    others = set(state.private[command.seat].trust) - {threat.sender}
    wanted = others if command.answer == "patron" else {""}
    if command.patron not in wanted:
        return [Fault("threat.patron", {"name": command.patron})]
    return []


def _ballot_faults(state: State, command: cmd.CastBallot) -> list[Fault]:
    motion = state.public.motion
    if motion is None:
        return [Fault("ballot.no-motion")]
    allowed = plenary.ballots_for(plenary.rule_for(state, motion.kind))
    if command.ballot not in allowed:
        return [Fault("ballot.kind", {"name": command.ballot.value})]
    if not -1 <= command.issue < len(state.conference.issues):
        return [Fault("reason.issue")]
    return []


def _reason_faults(state: State, command: cmd.DeclineOffer) -> list[Fault]:
    """What a reason is about must exist: screens and the evidence log quote it (R6.3)."""
    issues = state.conference.issues
    if not -1 <= command.issue < len(issues):
        return [Fault("reason.issue")]
    options = len(issues[command.issue].options) if command.issue >= 0 else 0
    if not -1 <= command.option < options:
        return [Fault("reason.option")]
    if command.rival and command.rival not in state.conference.everybody:
        return [Fault("reason.rival", {"name": command.rival})]
    return []


def _night_faults(state: State, command: cmd.ChooseNight) -> list[Fault]:
    if command.seat in state.night:
        return [Fault("night.chosen")]
    if command.choice in (NightChoice.GIVE, NightChoice.FUDGE):
        if not 0 <= command.issue < len(state.conference.issues):
            return [Fault("night.needs-issue")]
        if state.public.clauses[command.issue].status is ClauseStatus.CLOSED:
            return [Fault("night.closed")]
    elif command.issue != -1:
        return [Fault("night.no-issue")]
    return []


def _reckoning_faults(state: State, command: cmd.Command) -> list[Fault]:
    seat = command.seat
    desk = Desk(state)
    match command:
        case cmd.SettleThreat(threat=name, action=action, pretext=pretext):
            threat = next((t for t in threats.due(state, seat) if t.id == name), None)
            if threat is None:
                return [Fault("threat.not-due", {"name": name})]
            if action not in ("impose", "extend", "back_down"):
                return [Fault("threat.action", {"name": action})]
            if action == "extend" and threat.extensions >= threats.MOST_EXTENSIONS:
                return [Fault("threat.no-more-extensions")]
            if pretext and state.private[seat].budget < threats.PRETEXT_PRICE:
                return [Fault("threat.pretext-price", {"price": threats.PRETEXT_PRICE})]
            return []
        case cmd.SettlePayment(understanding=name, term=term, pay=wanted):
            found = [t for e, i, t in payments_due(desk, seat) if e.id == name and i == term]
            if not found:
                return [Fault("payment.not-due", {"name": name})]
            price = next(i.price for i in state.conference.incentives if i.id == found[0].incentive)
            if wanted and state.private[seat].budget < price:
                return [Fault("payment.insolvent", {"price": price})]
            return []
        case cmd.LiftSanction(sanction=name):
            sanction = state.sanctions.get(name)
            ok = sanction is not None and sanction.sender == seat
            return [] if ok else [Fault("sanction.unknown", {"name": name})]
        case cmd.LeaveSanction(sanction=name):
            sanction = state.sanctions.get(name)
            ok = sanction is not None and seat in sanction.partners
            return [] if ok else [Fault("sanction.not-backed", {"name": name})]
        case _:
            return [Fault("reckoning.duties")] if flow.has_duties(desk, seat) else []


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
        case _:
            _in_meeting(desk, command)


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
