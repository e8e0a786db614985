"""Random lawful play over the whole space of orders (R21): any open verb, any lawful way to use it.

Guarantees: reads a view only; what it returns `decide` accepts; every verb, motion, term, tone, room
and envoy of the rules can come up.
"""

from __future__ import annotations

from diplogame.lab.bots import wild_coalitions, wild_mediation
from diplogame.lab.bots.lots import Lots
from diplogame.lab.bots.wild_terms import bargain, motion, solvent, threat
from diplogame.rules import commands as cmd
from diplogame.rules.conference import Envoy, Priority, Room
from diplogame.rules.duties import Legal
from diplogame.rules.legal import envoys, legal
from diplogame.rules.levers import press_fault
from diplogame.rules.records import Meeting
from diplogame.rules.terms import (
    Activity,
    CableHome,
    Campaign,
    Circulate,
    ClauseStatus,
    Draft,
    HoldCaucus,
    Meet,
    NightChoice,
    Plan,
    PrepareSummit,
    Reason,
    Rest,
    Size,
    Speech,
    Stance,
    Study,
)
from diplogame.rules.threats import MOST_EXTENSIONS, PRETEXT_PRICE
from diplogame.rules.view import SeatView

__all__ = ["lawful", "random"]


def random(view: SeatView, seed: int) -> cmd.Command:
    """An order drawn evenly over the open verbs; ValueError when nothing is awaited."""
    lots = Lots(seed, view)
    return lots.pick(lawful(view, lots))


def lawful(view: SeatView, lots: Lots) -> list[cmd.Command]:
    """One order or more for every verb that is open now, each drawn at random.

    Raises:
        ValueError: Nothing is awaited of this delegation.
    """
    now = legal(view)
    seat, meeting = view.seat, view.meeting
    match now.duty:
        case "twist":
            assert view.twist is not None
            return [cmd.ChooseTwist(seat, view.twist.id, choice) for choice in now.choices]
        case "plan":
            return _planning(view, now, lots)
        case "invitation":
            asked = now.invitations[0]
            return [
                cmd.AnswerInvitation(seat, asked, True),
                cmd.AnswerInvitation(seat, asked, False, lots.pick(tuple(Reason))),
            ]
        case "meeting":
            assert meeting is not None
            return _exchange(view, meeting, now, lots)
        case "offer":
            assert meeting is not None
            return _answers(view, meeting, now, lots)
        case "probe":
            assert meeting is not None
            return [_disclosure(view, meeting, meeting.probed, lots), cmd.Evade(seat, meeting.id)]
        case "threat":
            return _stand(view, now, lots)
        case "plenary":
            return _plenary(view, now, lots)
        case "ballot":
            about = lots.between(-1, len(view.table.issues) - 1)
            reason = lots.pick(tuple(Reason))
            return [cmd.CastBallot(seat, ballot, reason, about) for ballot in now.ballots]
        case "night":
            return _night(view, now, lots)
        case "reckoning":
            return _reckoning(view, now)
        case "summons":
            return [
                cmd.AnswerSummons(seat, now.coalition, True),
                cmd.AnswerSummons(seat, now.coalition, False, lots.pick(tuple(Reason))),
            ]
        case "declaration":
            return [
                cmd.AnswerDeclaration(seat, now.coalition, True),
                cmd.AnswerDeclaration(seat, now.coalition, False, lots.pick(tuple(Reason))),
            ]
        case "caucus":
            return wild_coalitions.turn(view, now, lots)
        case "caucus-ballot":
            about = lots.between(-1, len(view.table.issues) - 1)
            reason = lots.pick(tuple(Reason))
            return [
                cmd.CastCaucusBallot(seat, now.coalition, ballot, reason, about)
                for ballot in now.ballots
            ]
        case "mediation-request" | "confide" | "mediate" | "blind":
            return wild_mediation.words(view, now, lots)
        case "aftermath":
            return [cmd.ChooseAftermath(seat, choice) for choice in now.choices]
        case _:
            raise ValueError(f"nothing is awaited of {seat!r}")


_SLOTLESS = ("declare", "rest", *wild_coalitions.FREE)
"""Verbs of planning that take no slot."""


# --- planning -----------------------------------------------------------------------------------


def _planning(view: SeatView, now: Legal, lots: Lots) -> list[cmd.Command]:
    found: list[cmd.Command] = []
    if now.may("declare"):
        rows = tuple(
            tuple(lots.pick(tuple(Stance)) for _ in issue.options) for issue in view.table.issues
        )
        found.append(cmd.DeclarePositions(view.seat, rows))
    found += wild_coalitions.acts(view, now, lots)
    for verb in now.verbs:
        if verb.allowed and verb.name not in _SLOTLESS:
            found.append(cmd.MakePlan(view.seat, _plan(view, now, lots, verb.name)))
    found.append(cmd.MakePlan(view.seat, Plan((Rest(),) * now.day)))
    return found


def _plan(view: SeatView, now: Legal, lots: Lots, first: str) -> Plan:
    """A plan that does ``first`` in some slot, and something in the others while slots are left."""
    activities: list[Activity] = [Rest()] * now.day
    ministers, virtual, left = view.ministers, False, now.slots
    names = [v.name for v in now.verbs if v.allowed and v.name not in _SLOTLESS]
    wish = first
    for at in lots.sample(range(now.day), now.day):
        activity = _activity(view, now, lots, wish, ministers, left <= 0)
        wish = lots.pick([*names, "rest"])
        if isinstance(activity, Rest) or (
            isinstance(activity, HoldCaucus | Circulate)
            and any(isinstance(a, type(activity)) for a in activities)
        ):
            continue
        remote = isinstance(activity, Meet) and activity.room is Room.VIRTUAL
        if remote and not virtual:
            virtual = True
        elif left > 0:
            left -= 1
        else:
            continue
        if isinstance(activity, Meet) and activity.envoy is Envoy.MINISTER:
            ministers -= 1
        activities[at] = activity
    return Plan(tuple(activities))


def _activity(
    view: SeatView, now: Legal, lots: Lots, verb: str, ministers: int, remote: bool
) -> Activity:
    issue = lots.pick(view.table.issues).id
    match verb:
        case "meet" if now.guests:
            room = Room.VIRTUAL if remote else lots.pick(tuple(Room))
            two = room in (Room.BACK_CHANNEL, Room.VIRTUAL)
            guests = lots.sample(now.guests, 1 if two else lots.between(1, min(3, len(now.guests))))
            plain = (Envoy.DIPLOMAT, Envoy.EXPERT)
            envoy = lots.pick(envoys(view) if ministers > 0 else plain)
            return Meet(tuple(guests), room, envoy, lots.pick((issue, "")))
        case "draft":
            return Draft(issue)
        case "study":
            return Study(issue)
        case "cable":
            rows = enumerate(view.mandate)
            k, option = lots.pick([(k, o) for k, row in rows for o, ok in enumerate(row) if not ok])
            return CableHome(view.table.issues[k].id, option)
        case "campaign":
            return Campaign()
        case "prepare":
            return PrepareSummit()
        case "caucus" | "circulate":
            return wild_coalitions.activity(view, lots, verb)
        case "mediation":
            return wild_mediation.activity(view, lots)
        case _:
            return Rest()


# --- meetings -----------------------------------------------------------------------------------


def _disclosure(view: SeatView, meeting: Meeting, issue: str, lots: Lots) -> cmd.Disclose:
    options = view.table.issues[view.table.issue_index(issue)].options
    priority = lots.pick(tuple(Priority))
    return cmd.Disclose(view.seat, meeting.id, issue, priority, lots.below(len(options)))


def _exchange(view: SeatView, meeting: Meeting, now: Legal, lots: Lots) -> list[cmd.Command]:
    seat = view.seat
    others = [p for p in meeting.parties if p != seat]
    issue = lots.pick(view.table.issues).id
    found: list[cmd.Command] = []
    for verb in now.verbs:
        if not verb.allowed:
            continue
        match verb.name:
            case "probe":
                found.append(cmd.Probe(seat, meeting.id, issue, lots.pick(["", *others])))
            case "disclose":
                found.append(_disclosure(view, meeting, issue, lots))
            case "offer":
                count = lots.pick((1, 1, 2, 3))
                variants = tuple(bargain(view, meeting, lots) for _ in range(count))
                found.append(cmd.MakeOffer(seat, meeting.id, variants))
            case "press":
                target = lots.pick([p for p in others if not press_fault(view, p)])
                found.append(cmd.Press(seat, meeting.id, threat(view, target, lots), target))
            case "reassure":
                found.append(cmd.Reassure(seat, meeting.id))
            case "yield":
                found.append(cmd.YieldFloor(seat, meeting.id))
            case "adjourn":
                found.append(cmd.Adjourn(seat, meeting.id, lots.pick(tuple(Reason))))
            case _:
                pass
    return found


def _answers(view: SeatView, meeting: Meeting, now: Legal, lots: Lots) -> list[cmd.Command]:
    assert meeting.offer is not None
    seat = view.seat
    found: list[cmd.Command] = []
    if now.may("accept"):
        found += [
            cmd.AcceptOffer(seat, meeting.id, number)
            for number, variant in enumerate(meeting.offer.variants)
            if solvent(view, variant)
        ]
    issue = lots.between(-1, len(view.table.issues) - 1)
    option = lots.below(len(view.table.issues[issue].options)) if issue >= 0 else -1
    reason, size = lots.pick(tuple(Reason)), lots.pick(tuple(Size))
    rival = lots.pick(["", *view.table.everybody])
    found.append(cmd.DeclineOffer(seat, meeting.id, reason, size, issue, option, rival))
    if now.may("counter"):
        counter = bargain(view, meeting, lots)
        found.append(
            cmd.DeclineOffer(seat, meeting.id, reason, size, issue, option, rival, counter)
        )
    return found


def _stand(view: SeatView, now: Legal, lots: Lots) -> list[cmd.Command]:
    """Answers to a threat."""
    sender = view.threats[now.threat].sender
    patrons = [s for s in sorted(view.trust) if s != sender]
    return [
        cmd.AnswerThreat(
            view.seat,
            now.threat,
            verb.name,
            lots.pick(tuple(Reason)),
            lots.pick(patrons) if verb.name == "patron" else "",
        )
        for verb in now.verbs
        if verb.allowed and (verb.name != "patron" or patrons)
    ]


# --- plenary, summit, reckoning -----------------------------------------------------------------


def _plenary(view: SeatView, now: Legal, lots: Lots) -> list[cmd.Command]:
    seat = view.seat
    others = [s for s in view.table.everybody if s != seat]
    issues = [issue.id for issue in view.table.issues]
    found: list[cmd.Command] = []
    if now.may("speech"):
        speeches = (
            Speech("appeal", lots.pick(["", *others])),
            Speech("shame", lots.pick(others)),
            Speech("red-line", issue=lots.pick(issues)),
            Speech("rally", issue=lots.pick(["", *issues])),
        )
        found += [cmd.MakeSpeech(seat, speech) for speech in speeches]
    found += [
        cmd.MakeMotion(seat, motion(view, verb.name, lots)) for verb in now.motions if verb.allowed
    ]
    if now.may("ultimatum"):
        target = lots.pick([s for s in others if not press_fault(view, s)])
        terms = threat(view, target, lots, lots.between(2, 3))
        found.append(cmd.IssueUltimatum(seat, target, terms))
    return [*found, cmd.LeaveHall(seat), cmd.PassFloor(seat)]


def _night(view: SeatView, now: Legal, lots: Lots) -> list[cmd.Command]:
    open_ = [k for k, c in enumerate(view.public.clauses) if c.status is not ClauseStatus.CLOSED]
    found: list[cmd.Command] = []
    for verb in now.verbs:
        if verb.allowed:
            choice = NightChoice(verb.name)
            named = choice in (NightChoice.GIVE, NightChoice.FUDGE)
            found.append(cmd.ChooseNight(view.seat, choice, lots.pick(open_) if named else -1))
    return found


def _reckoning(view: SeatView, now: Legal) -> list[cmd.Command]:
    seat = view.seat
    found: list[cmd.Command] = []
    for due in now.dues:
        match due.kind:
            case "threat":
                actions = ["impose", "back_down"]
                if view.threats[due.id].extensions < MOST_EXTENSIONS:
                    actions.append("extend")
                found += [cmd.SettleThreat(seat, due.id, action) for action in actions]
                if view.budget >= PRETEXT_PRICE:
                    found.append(cmd.SettleThreat(seat, due.id, "back_down", pretext=True))
            case "payment":
                entry = view.understandings[due.id]
                price = view.table.incentives[entry.bargain.terms[due.term].incentive].price
                if view.budget >= price:
                    found.append(cmd.SettlePayment(seat, due.id, due.term, True))
                found.append(cmd.SettlePayment(seat, due.id, due.term, False))
            case "sanction":
                found.append(cmd.LiftSanction(seat, due.id))
            case "backing":
                found.append(cmd.LeaveSanction(seat, due.id))
            case _:
                pass
    if now.may("close"):
        found.append(cmd.CloseReckoning(seat))
    return found
