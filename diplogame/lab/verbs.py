"""What an order is called in the lab: the verbs of `legal`, one place for all counts.

Guarantees: every command has at least one name; a plan has one for each slot.
"""

from __future__ import annotations

from typing import Final, assert_never

from diplogame.rules import commands as cmd
from diplogame.rules.terms import (
    Activity,
    CableHome,
    Campaign,
    Circulate,
    Draft,
    HoldCaucus,
    Meet,
    PrepareSummit,
    Rest,
    SeekMediation,
    Study,
)

IDLE: Final = frozenset({"rest", "pass", "yield", "caucus-pass"})
"""Verbs that do nothing: they are counted, and left out of shares."""

DUTIES: Final = frozenset(
    {"ballot", "come", "stay-away", "twist", "close", "pay", "default", "impose", "extend"}
    | {"back-down", "lift", "drop-out", "aftermath-comply", "aftermath-verify", "aftermath-cheat"}
    | {"caucus-come", "caucus-stay-away", "caucus-ballot", "sign", "not-sign"}
    | {"mediation-come", "mediation-decline", "answer-in-secret"}
    | {"confide-frank", "confide-guarded", "confide-closed"}
)
"""Orders that the game asks for and that choose between answers, not between verbs."""


def verbs(command: cmd.Command) -> tuple[str, ...]:
    """The verbs of an order."""
    match command:
        case cmd.MakePlan(plan=plan):
            return tuple(_activity(a) for a in plan.activities)
        case cmd.DeclarePositions():
            return ("declare",)
        case cmd.ChooseTwist():
            return ("twist",)
        case cmd.AnswerInvitation(accept=accept):
            return ("come" if accept else "stay-away",)
        case cmd.Probe():
            return ("probe",)
        case cmd.Disclose():
            return ("disclose",)
        case cmd.Evade():
            return ("evade",)
        case cmd.MakeOffer():
            return ("offer",)
        case cmd.Press():
            return ("press",)
        case cmd.Reassure():
            return ("reassure",)
        case cmd.AcceptOffer():
            return ("accept",)
        case cmd.DeclineOffer(counter=counter):
            return ("decline" if counter is None else "counter",)
        case cmd.YieldFloor():
            return ("yield",)
        case cmd.Adjourn():
            return ("adjourn",)
        case cmd.AnswerThreat(answer=answer):
            return (f"threat-{answer}",)
        case cmd.MakeSpeech():
            return ("speech",)
        case cmd.MakeMotion():
            return ("motion",)
        case cmd.IssueUltimatum():
            return ("ultimatum",)
        case cmd.LeaveHall():
            return ("leave",)
        case cmd.PassFloor():
            return ("pass",)
        case cmd.CastBallot():
            return ("ballot",)
        case cmd.ChooseNight(choice=choice):
            return (f"night-{choice.value}",)
        case cmd.SettleThreat(action=action):
            return (action.replace("_", "-"),)
        case cmd.SettlePayment(pay=pay):
            return ("pay" if pay else "default",)
        case cmd.LiftSanction():
            return ("lift",)
        case cmd.LeaveSanction():
            return ("drop-out",)
        case cmd.CloseReckoning():
            return ("close",)
        case cmd.ChooseAftermath(choice=choice):
            return (f"aftermath-{choice}",)
        case cmd.AnswerSummons(accept=accept):
            return ("caucus-come" if accept else "caucus-stay-away",)
        case cmd.TableDraft():
            return ("caucus-draft",)
        case cmd.AmendDraft():
            return ("caucus-amend",)
        case cmd.StandForLeader():
            return ("caucus-stand",)
        case cmd.PassCaucus():
            return ("caucus-pass",)
        case cmd.CastCaucusBallot():
            return ("caucus-ballot",)
        case cmd.DeclareCommon():
            return ("declare-common",)
        case cmd.LeaveCoalition():
            return ("leave-coalition",)
        case cmd.AnswerDeclaration(sign=sign):
            return ("sign" if sign else "not-sign",)
        case cmd.JoinClub():
            return ("join",)
        case cmd.AnswerMediation(accept=accept):
            return ("mediation-come" if accept else "mediation-decline",)
        case cmd.Confide(frankness=frankness):
            return (f"confide-{frankness.value}",)
        case cmd.Mediate(style=style):
            return (f"mediate-{style.value}",)
        case cmd.AnswerBlind():
            return ("answer-in-secret",)
        case _:
            assert_never(command)


def _activity(activity: Activity) -> str:
    match activity:
        case Meet():
            return "meet"
        case Draft():
            return "draft"
        case Study():
            return "study"
        case CableHome():
            return "cable"
        case Campaign():
            return "campaign"
        case PrepareSummit():
            return "prepare"
        case HoldCaucus():
            return "caucus"
        case Circulate():
            return "circulate"
        case SeekMediation():
            return "mediation"
        case Rest():
            return "rest"
        case _:
            assert_never(activity)


def chosen(verb: str) -> bool:
    """Whether a verb counts in shares: it was chosen among verbs, and does something."""
    return verb not in IDLE and verb not in DUTIES
