"""Whether a command may be given in a state, and everything that is wrong with it if not.

Guarantees: faults are values with stable codes; all of one kind are found at once; nothing is changed.
"""

from __future__ import annotations

from typing import assert_never

from diplogame.rules import (
    caucus,
    clubs,
    coalitions,
    flow,
    mediation,
    meetings,
    planning,
    plenary,
    threats,
)
from diplogame.rules import commands as cmd
from diplogame.rules.aftermath import CHOICES
from diplogame.rules.decisions import ballots_for
from diplogame.rules.desk import Desk, Fault
from diplogame.rules.ledger import payments_due
from diplogame.rules.state import State
from diplogame.rules.terms import ClauseStatus, NightChoice, Stage, ThreatState


def faults_of(state: State, command: cmd.Command) -> list[Fault]:
    """Everything wrong with a command in a state; empty if it may be given."""
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
            return _coalition_faults(state, command)
        case cmd.Mediate():
            return mediation.mediate_faults(state, command)
        case cmd.AnswerMediation() | cmd.Confide() | cmd.AnswerBlind():
            return mediation.duty_faults(state, command)
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
    cmd.AnswerSummons: (Stage.INVITATIONS,),
    cmd.TableDraft: (Stage.CAUCUS,),
    cmd.AmendDraft: (Stage.CAUCUS,),
    cmd.StandForLeader: (Stage.CAUCUS,),
    cmd.PassCaucus: (Stage.CAUCUS,),
    cmd.CastCaucusBallot: (Stage.CAUCUS,),
    cmd.DeclareCommon: (Stage.PLANNING,),
    cmd.LeaveCoalition: (Stage.PLANNING,),
    cmd.AnswerDeclaration: (Stage.CAUCUS,),
    cmd.JoinClub: (Stage.PLANNING,),
    cmd.AnswerMediation: (Stage.INVITATIONS,),
    cmd.Confide: (Stage.MEDIATION,),
    cmd.Mediate: (Stage.MEDIATION,),
    cmd.AnswerBlind: (Stage.MEDIATION,),
}


def _coalition_faults(
    state: State,
    command: cmd.CoalitionAct,
) -> list[Fault]:
    seat, key = command.seat, command.coalition
    match command:
        case cmd.AnswerSummons():
            return caucus.summons_faults(state, seat, key)
        case cmd.DeclareCommon():
            return coalitions.declare_faults(state, seat, key)
        case cmd.LeaveCoalition():
            return coalitions.leave_faults(state, seat, key)
        case cmd.AnswerDeclaration():
            return clubs.answer_faults(state, seat, key)
        case cmd.JoinClub():
            return clubs.join_faults(state, seat, key)
        case _:
            return caucus.turn_faults(state, command)


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
    allowed = ballots_for(plenary.rule_for(state, motion.kind))
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
