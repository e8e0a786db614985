"""The quietest lawful command for whatever is awaited: rest, decline, abstain, pass.

Used when somebody is absent (a timer ran out, a chair stands empty) and as the lab's *passive* bot (R21).
Guarantees: ``decide`` accepts what this returns.
"""

from __future__ import annotations

from diplogame.rules import commands as cmd
from diplogame.rules.decisions import Ballot
from diplogame.rules.duties import Legal
from diplogame.rules.legal import legal
from diplogame.rules.terms import Frankness, NightChoice, Plan, Reason, Rest, Size, Style
from diplogame.rules.view import SeatView


def passive(view: SeatView) -> cmd.Command:
    """The quietest lawful command; ValueError when nothing is awaited of this delegation."""
    now = legal(view)
    seat = view.seat
    meeting = view.meeting.id if view.meeting is not None else ""
    match now.duty:
        case "plan":
            return cmd.MakePlan(seat, Plan(tuple(Rest() for _ in range(now.day))))
        case "twist":
            assert view.twist is not None
            return cmd.ChooseTwist(seat, view.twist.id, now.choices[0])
        case "invitation":
            return cmd.AnswerInvitation(seat, now.invitations[0], False, Reason.NOTHING_NEW)
        case "offer":
            return cmd.DeclineOffer(seat, meeting, Reason.HOLDING_OUT, Size.MODERATE)
        case "probe":
            return cmd.Evade(seat, meeting)
        case "threat":
            return cmd.AnswerThreat(seat, now.threat, "stall", Reason.HOLDING_OUT)
        case "meeting":
            return cmd.YieldFloor(seat, meeting)
        case "plenary":
            return cmd.PassFloor(seat)
        case "ballot":
            for quiet in (Ballot.ABSTAIN, Ballot.CONCERN, Ballot.SILENT):
                if quiet in now.ballots:
                    return cmd.CastBallot(seat, quiet)
            return cmd.CastBallot(seat, now.ballots[0])
        case "night":
            return cmd.ChooseNight(seat, NightChoice.FIRM)
        case "reckoning":
            for due in now.dues:
                if due.kind == "threat":
                    return cmd.SettleThreat(seat, due.id, "back_down")
                if due.kind == "payment":
                    return cmd.SettlePayment(seat, due.id, due.term, False)
            return cmd.CloseReckoning(seat)
        case "summons":
            return cmd.AnswerSummons(seat, now.coalition, False, Reason.NOTHING_NEW)
        case "caucus":
            return cmd.PassCaucus(seat, now.coalition)
        case "caucus-ballot":
            for quiet in (Ballot.ABSTAIN, Ballot.CONCERN, Ballot.SILENT):
                if quiet in now.ballots:
                    return cmd.CastCaucusBallot(seat, now.coalition, quiet)
            return cmd.CastCaucusBallot(seat, now.coalition, now.ballots[0])
        case "declaration":
            return cmd.AnswerDeclaration(seat, now.coalition, False, Reason.NOTHING_NEW)
        case "mediation-request":
            return cmd.AnswerMediation(seat, now.mediation, False, Reason.NOTHING_NEW)
        case "confide":
            return cmd.Confide(seat, now.mediation, Frankness.CLOSED)
        case "mediate":
            return _mediate(view, now)
        case "blind":
            return cmd.AnswerBlind(seat, now.mediation, False)
        case "aftermath":
            return cmd.ChooseAftermath(seat, "comply")
        case _:
            raise ValueError(f"nothing is awaited of {seat!r}")


def _mediate(view: SeatView, now: Legal) -> cmd.Mediate:
    """Listen and show what there is in common; who may only draft puts the text as it reads."""
    if Style.FACILITATE in now.choices:
        return cmd.Mediate(view.seat, now.mediation, Style.FACILITATE)
    text = tuple((k, view.text[k]) for k in view.mediations[now.mediation].issues)
    return cmd.Mediate(view.seat, now.mediation, Style(now.choices[0]), text)
