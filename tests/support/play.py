"""Random lawful play from a seat's view, and orders that must be refused.

Guarantees: reads views only, never a state; the same generator state gives the same orders. Tests use
it as the model of "whatever is listed as allowed is accepted" (R1.3): `lawful` gives at least one order
for every open verb of the duty, `greyed` an order for every closed one with the code it must meet, and
`unlawful` orders that nobody may ever accept.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from random import Random

from diplogame.packs.loader import LoadedPack, load_pack
from diplogame.rules import commands as cmd
from diplogame.rules.conference import Conference, Envoy, Kind, Priority, Room
from diplogame.rules.decide import Accepted, decide
from diplogame.rules.decisions import Ballot
from diplogame.rules.events import Event
from diplogame.rules.flow import begin
from diplogame.rules.legal import (
    Legal,
    endorsable,
    envoys,
    legal,
    partners,
    press_fault,
    pressing_tools,
)
from diplogame.rules.records import Meeting
from diplogame.rules.setup import open_conference
from diplogame.rules.state import State
from diplogame.rules.terms import (
    AccreditObserver,
    AdoptPartial,
    Amend,
    Bargain,
    CableHome,
    Campaign,
    Clarity,
    ClauseStatus,
    CloseClause,
    ConveneSummit,
    DeferToAnnex,
    DivideTheQuestion,
    Draft,
    Endorse,
    Goal,
    Meet,
    MotionKind,
    MoveToVote,
    NightChoice,
    Plan,
    PrepareSummit,
    Proviso,
    Reason,
    ReferToExperts,
    Reopen,
    Rest,
    Size,
    Speech,
    Stance,
    StartSilence,
    StopClock,
    Study,
    Suspend,
    TablePackage,
    Term,
    TermKind,
    TermState,
    ThreatState,
    ThreatTerms,
    Trigger,
)
from diplogame.rules.view import SeatView, view_of

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests" / "data" / "packs" / "tiny"
PORT_MERIDIAN = ROOT / "content" / "port-meridian"
FIRST_STEPS = ROOT / "content" / "first-steps"

MOST_COMMANDS_A_ROUND = 600
"""No conference of the test packs may need more orders a round than this: a bound for loops."""

_PACKS: dict[Path, LoadedPack] = {}


def pack(path: Path) -> LoadedPack:
    """A pack, loaded once a test run."""
    if path not in _PACKS:
        _PACKS[path] = load_pack(path)
    return _PACKS[path]


def opened(path: Path, seed: int = 1) -> State:
    """A game of a pack, opened and waiting for its first order."""
    return begin(open_conference(pack(path).conference, seed))[0]


@dataclasses.dataclass(frozen=True)
class Step:
    """One accepted order of a game: the state before it, its events, the state after it."""

    before: State
    command: cmd.Command
    events: tuple[Event, ...]
    after: State


def playout(state: State, rng: Random, most: int | None = None) -> Iterator[Step]:
    """Play lawful orders at random until the game is over (or ``most`` were given)."""
    given = 0
    while state.awaiting and (most is None or given < most):
        seat = rng.choice(state.awaiting)
        command = rng.choice(lawful(view_of(state, seat), rng))
        decision = decide(state, command)
        assert isinstance(decision, Accepted), (command, decision)
        yield Step(state, command, decision.events, decision.state)
        state = decision.state
        given += 1


# --- lawful orders ------------------------------------------------------------------------------


def lawful(view: SeatView, rng: Random) -> list[cmd.Command]:
    """Orders that must be accepted: one or more for every open verb of what is awaited."""
    now = legal(view)
    seat = view.seat
    meeting = view.meeting
    match now.duty:
        case "twist":
            assert view.twist is not None
            return [cmd.ChooseTwist(seat, view.twist.id, c) for c in now.choices]
        case "plan":
            return _planning(view, now, rng)
        case "invitation":
            asked = now.invitations[0]
            return [
                cmd.AnswerInvitation(seat, asked, True),
                cmd.AnswerInvitation(seat, asked, False, rng.choice(list(Reason))),
            ]
        case "meeting":
            assert meeting is not None
            return _exchange(view, meeting, now, rng)
        case "offer":
            assert meeting is not None
            return _answers(view, meeting, now, rng)
        case "probe":
            assert meeting is not None
            return [_disclosure(view, meeting, meeting.probed, rng), cmd.Evade(seat, meeting.id)]
        case "threat":
            patrons = [s for s in view.trust if s != view.threats[now.threat].sender]
            return [
                cmd.AnswerThreat(
                    seat,
                    now.threat,
                    verb.name,
                    rng.choice(list(Reason)),
                    rng.choice(patrons) if verb.name == "patron" else "",
                )
                for verb in now.verbs
                if verb.allowed
            ]
        case "plenary":
            return _plenary(view, now, rng)
        case "ballot":
            about = rng.randrange(-1, len(view.table.issues))
            return [cmd.CastBallot(seat, b, rng.choice(list(Reason)), about) for b in now.ballots]
        case "night":
            return _night(view, now, rng)
        case "reckoning":
            return _reckoning(view, now)
        case "aftermath":
            return [cmd.ChooseAftermath(seat, choice) for choice in now.choices]
        case other:
            raise AssertionError(f"{seat} is awaited, and its duty is {other!r}")


def _planning(view: SeatView, now: Legal, rng: Random) -> list[cmd.Command]:
    found: list[cmd.Command] = []
    if now.may("declare"):
        rows = tuple(
            tuple(rng.choice(list(Stance)) for _ in issue.options) for issue in view.table.issues
        )
        found.append(cmd.DeclarePositions(view.seat, rows))
    for verb in now.verbs:
        if verb.allowed and verb.name not in ("declare", "rest"):
            found.append(cmd.MakePlan(view.seat, _plan(view, now, rng, verb.name)))
    found.append(cmd.MakePlan(view.seat, Plan(tuple(Rest() for _ in range(now.day)))))
    return found


def _plan(view: SeatView, now: Legal, rng: Random, first: str) -> Plan:
    """A plan that does ``first`` in some slot, and more if there are slots left."""
    order = list(range(now.day))
    rng.shuffle(order)
    activities: list[object] = [Rest()] * now.day
    ministers, virtual, left = view.ministers, False, now.slots
    names = [v.name for v in now.verbs if v.allowed and v.name not in ("declare", "rest")]
    wish = first
    for at in order:
        activity = _activity(view, now, rng, wish, ministers, left <= 0)
        wish = rng.choice([*names, "rest"])
        if isinstance(activity, Rest):
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
    return Plan(tuple(activities))  # type: ignore[arg-type]


def _activity(
    view: SeatView, now: Legal, rng: Random, verb: str, ministers: int, remote: bool
) -> object:
    issue = rng.choice(view.table.issues).id
    match verb:
        case "meet":
            room = Room.VIRTUAL if remote else rng.choice(list(Room))
            pair = room in (Room.BACK_CHANNEL, Room.VIRTUAL)
            guests = rng.sample(now.guests, 1 if pair else rng.randint(1, min(3, len(now.guests))))
            envoy = rng.choice(envoys(view) if ministers > 0 else (Envoy.DIPLOMAT, Envoy.EXPERT))
            return Meet(tuple(guests), room, envoy, rng.choice([issue, ""]))
        case "draft":
            return Draft(issue)
        case "study":
            return Study(issue)
        case "cable":
            outside = [
                (k, o) for k, row in enumerate(view.mandate) for o, ok in enumerate(row) if not ok
            ]
            k, option = rng.choice(outside)
            return CableHome(view.table.issues[k].id, option)
        case "campaign":
            return Campaign()
        case "prepare":
            return PrepareSummit()
        case _:
            return Rest()


def _disclosure(view: SeatView, meeting: Meeting, issue: str, rng: Random) -> cmd.Disclose:
    options = view.table.issues[view.table.issue_index(issue)].options
    return cmd.Disclose(
        view.seat, meeting.id, issue, rng.choice(list(Priority)), rng.randrange(len(options))
    )


def _exchange(view: SeatView, meeting: Meeting, now: Legal, rng: Random) -> list[cmd.Command]:
    seat, found = view.seat, []
    issue = rng.choice(view.table.issues).id
    for verb in now.verbs:
        if not verb.allowed:
            continue
        match verb.name:
            case "probe":
                others = [p for p in meeting.parties if p != seat]
                found.append(cmd.Probe(seat, meeting.id, issue, rng.choice(["", *others])))
            case "disclose":
                found.append(_disclosure(view, meeting, issue, rng))
            case "offer":
                found.append(cmd.MakeOffer(seat, meeting.id, (bargain(view, meeting, rng),)))
                several = tuple(bargain(view, meeting, rng) for _ in range(rng.randint(2, 3)))
                found.append(cmd.MakeOffer(seat, meeting.id, several))
            case "press":
                targets = [p for p in meeting.parties if p != seat and not press_fault(view, p)]
                target = rng.choice(targets)
                found.append(cmd.Press(seat, meeting.id, threat(view, target, rng), target))
            case "reassure":
                found.append(cmd.Reassure(seat, meeting.id))
            case "yield":
                found.append(cmd.YieldFloor(seat, meeting.id))
            case "adjourn":
                found.append(cmd.Adjourn(seat, meeting.id, rng.choice(list(Reason))))
    return found


def threat(view: SeatView, target: str, rng: Random, commitment: int = 0) -> ThreatTerms:
    """Terms of a threat that may be made."""
    issue = rng.randrange(len(view.table.issues))
    options = range(len(view.table.issues[issue].options))
    wanted = [o for o in options if o != view.text[issue]] if rng.random() < 0.8 else list(options)
    first = view.public.round
    last = max(first, view.table.calendar.rounds + 1)
    return ThreatTerms(
        issue=issue,
        option=rng.choice(wanted),
        instrument=rng.choice(pressing_tools(view, target)),
        clear=rng.random() < 0.5,
        commitment=commitment or rng.randint(1, 3),
        # Soon, as a rule: a deadline after the last day would never be met with an answer.
        deadline=first if rng.random() < 0.6 else rng.randint(first, last),
        partners=tuple(p for p in partners(view, target) if rng.random() < 0.7),
    )


def purse(view: SeatView) -> int:
    """Budget that is not yet promised away."""
    promised = sum(
        view.table.incentives[term.incentive].price
        for entry in view.understandings.values()
        for term, state in zip(entry.bargain.terms, entry.states, strict=True)
        if term.by == view.seat and term.kind is TermKind.PAY and state is TermState.PENDING
    )
    return view.budget - promised


def bargain(view: SeatView, meeting: Meeting, rng: Random) -> Bargain:
    """A lawful bargain: terms of every kind, for one or several sides."""
    terms: list[Term] = []
    left = purse(view)
    stands: dict[tuple[str, int], int] = {}
    for _ in range(rng.randint(1, 5)):
        term = _term(view, meeting, rng)
        if term is None:
            continue
        if term.kind is TermKind.PAY and term.by == view.seat:
            left -= view.table.incentives[term.incentive].price
            if left < 0:
                left += view.table.incentives[term.incentive].price
                continue
        if term.kind in (TermKind.SUPPORT, TermKind.ACQUIESCE):
            if stands.setdefault((term.by, term.issue), term.option) != term.option:
                continue
        terms.append(term)
    if not terms:
        text = view.text
        terms.append(Term(rng.choice(meeting.parties), TermKind.ACQUIESCE, 0, text[0]))
    # Dice of their own: that there are conditions does not change what else is played.
    dice = Random(f"{view.seat} {meeting.id} {meeting.offers} {len(terms)}")
    terms = [_under_a_condition(view, terms, term, dice) for term in terms]
    first = view.public.round
    due = rng.randint(first, max(first, view.table.calendar.rounds + 2))
    return Bargain(tuple(terms), due, rng.random() < 0.3)


def _under_a_condition(view: SeatView, terms: list[Term], term: Term, rng: Random) -> Term:
    """The term itself, or as long as a clause reads an option that it may depend on (R6.6)."""
    if term.kind in (TermKind.LIFT, TermKind.BACK) or rng.random() < 0.6:
        return term
    supported = {(t.issue, t.option) for t in terms if t.kind is TermKind.SUPPORT}
    contested = {issue for issue, _ in supported}
    fitting = [
        Proviso(k, option)
        for k, (issue, clause) in enumerate(
            zip(view.table.issues, view.public.clauses, strict=True)
        )
        for option in range(len(issue.options))
        if term.kind is TermKind.PAY or term.kind is TermKind.ADOPT or k != term.issue
        if clause.status is not ClauseStatus.CLOSED or option == clause.leading
        if k not in contested or {o for i, o in supported if i == k} == {option}
    ]
    return dataclasses.replace(term, given=rng.choice(fitting)) if fitting else term


def _term(view: SeatView, meeting: Meeting, rng: Random) -> Term | None:
    by = rng.choice(meeting.parties)
    match rng.choice(list(TermKind)):
        case (TermKind.SUPPORT | TermKind.ACQUIESCE) as kind:
            issue = rng.randrange(len(view.table.issues))
            clause = view.public.clauses[issue]
            option = rng.randrange(len(view.table.issues[issue].options))
            if clause.status is ClauseStatus.CLOSED:
                option = clause.leading
            return Term(by, kind, issue, option)
        case TermKind.PAY:
            gifts = [
                (gift.id, gift.giver, to)
                for gift in view.table.incentives.values()
                for to in gift.worth
                if gift.giver in meeting.parties and to in meeting.parties and to != gift.giver
            ]
            if not gifts:
                return None
            name, giver, to = rng.choice(gifts)
            return Term(
                giver, TermKind.PAY, to=to, incentive=name, trigger=rng.choice(list(Trigger))
            )
        case TermKind.ADOPT:
            return Term(by, TermKind.ADOPT) if view.table.cards[by].kind is Kind.SEAT else None
        case TermKind.LIFT:
            known = [
                (t.sender, key)
                for key, t in view.threats.items()
                if t.state is ThreatState.STANDING
                and t.sender in meeting.parties
                and t.target in meeting.parties
            ]
            known += [
                (s.sender, key)
                for key, s in view.sanctions.items()
                if s.sender in meeting.parties and s.target in meeting.parties
            ]
            if not known:
                return None
            sender, key = rng.choice(sorted(known))
            return Term(sender, TermKind.LIFT, threat=key)
        case TermKind.BACK:
            thirds = [
                (who, third)
                for third in view.table.everybody
                for who in meeting.parties
                if third not in meeting.parties
                and any(
                    x.sender in meeting.parties and x.sender != who and third in x.cost
                    for x in view.table.instruments.values()
                )
            ]
            if not thirds:
                return None
            who, third = rng.choice(thirds)
            return Term(who, TermKind.BACK, to=third)


def solvent(view: SeatView, offered: Bargain) -> bool:
    """Whether the view's delegation could pay its part of a bargain."""
    price = sum(
        view.table.incentives[t.incentive].price
        for t in offered.terms
        if t.kind is TermKind.PAY and t.by == view.seat
    )
    return price == 0 or price <= purse(view)


def _answers(view: SeatView, meeting: Meeting, now: Legal, rng: Random) -> list[cmd.Command]:
    assert meeting.offer is not None
    seat, found = view.seat, []
    if now.may("accept"):
        found += [
            cmd.AcceptOffer(seat, meeting.id, number)
            for number, variant in enumerate(meeting.offer.variants)
            if solvent(view, variant)
        ]
    issue = rng.randrange(-1, len(view.table.issues))
    option = rng.randrange(len(view.table.issues[issue].options)) if issue >= 0 else -1
    reason, size = rng.choice(list(Reason)), rng.choice(list(Size))
    rival = rng.choice(["", *view.table.everybody])
    found.append(cmd.DeclineOffer(seat, meeting.id, reason, size, issue, option, rival))
    if now.may("counter"):
        counter = bargain(view, meeting, rng)
        found.append(
            cmd.DeclineOffer(seat, meeting.id, reason, size, issue, option, rival, counter)
        )
    return found


def _plenary(view: SeatView, now: Legal, rng: Random) -> list[cmd.Command]:
    seat = view.seat
    found: list[cmd.Command] = []
    others = [s for s in view.table.everybody if s != seat]
    issues = [i.id for i in view.table.issues]
    if now.may("speech"):
        found += [
            cmd.MakeSpeech(seat, Speech("appeal", rng.choice(["", *others]))),
            cmd.MakeSpeech(seat, Speech("shame", rng.choice(others))),
            cmd.MakeSpeech(seat, Speech("red-line", issue=rng.choice(issues))),
            cmd.MakeSpeech(seat, Speech("rally", issue=rng.choice(["", *issues]))),
        ]
    for verb in now.motions:
        if verb.allowed:
            found.append(cmd.MakeMotion(seat, motion(view, verb.name, rng)))
    if now.may("ultimatum"):
        target = rng.choice([s for s in others if not press_fault(view, s)])
        terms = threat(view, target, rng, rng.randint(2, 3))
        found.append(cmd.IssueUltimatum(seat, target, terms))
    return [*found, cmd.LeaveHall(seat), cmd.PassFloor(seat)]


def motion(view: SeatView, name: str, rng: Random) -> MotionKind:
    """A motion of an open kind."""
    issues = view.table.issues
    clauses = view.public.clauses
    open_ = [k for k, c in enumerate(clauses) if c.status is not ClauseStatus.CLOSED]
    closed = [k for k, c in enumerate(clauses) if c.status is ClauseStatus.CLOSED]
    match name:
        case "Amend":
            k = rng.choice(open_)
            others = [o for o in range(len(issues[k].options)) if o != clauses[k].leading]
            return Amend(issues[k].id, rng.choice(others))
        case "CloseClause":
            return CloseClause(issues[rng.choice(open_)].id, rng.choice(list(Clarity)))
        case "Reopen":
            return Reopen(issues[rng.choice(closed)].id)
        case "TablePackage":
            text = list(view.text)
            sure = rng.choice(open_)
            for k in open_:
                options = [o for o in range(len(issues[k].options)) if o != text[k]]
                if k == sure or rng.random() < 0.4:
                    text[k] = rng.choice(options)
            return TablePackage(tuple(text))
        case "ReferToExperts":
            left = [
                i.id for k, i in enumerate(issues) if i.technical and k not in view.public.referred
            ]
            return ReferToExperts(rng.choice(left))
        case "DeferToAnnex":
            return DeferToAnnex(issues[rng.choice(open_)].id)
        case "MoveToVote":
            return MoveToVote()
        case "StartSilence":
            return StartSilence()
        case "ConveneSummit":
            return ConveneSummit(rng.choice(list(Goal)))
        case "StopClock":
            return StopClock()
        case "Suspend":
            return Suspend()
        case "DivideTheQuestion":
            package = motion(view, "TablePackage", rng)
            assert isinstance(package, TablePackage)
            changed = sum(a != b for a, b in zip(package.package, view.text, strict=True))
            whole = changed < 2 or rng.random() < 0.5
            return DivideTheQuestion(() if whole else package.package)
        case "AccreditObserver":
            return AccreditObserver(rng.choice(view.public.unaccredited))
        case "Endorse":
            return Endorse(*rng.choice(endorsable(view)))
        case _:
            raise AssertionError(f"no motion {name}")


def _night(view: SeatView, now: Legal, rng: Random) -> list[cmd.Command]:
    open_ = [k for k, c in enumerate(view.public.clauses) if c.status is not ClauseStatus.CLOSED]
    found: list[cmd.Command] = []
    for verb in now.verbs:
        choice = NightChoice(verb.name)
        named = choice in (NightChoice.GIVE, NightChoice.FUDGE)
        if verb.allowed:
            found.append(cmd.ChooseNight(view.seat, choice, rng.choice(open_) if named else -1))
    return found


def _reckoning(view: SeatView, now: Legal) -> list[cmd.Command]:
    seat = view.seat
    found: list[cmd.Command] = []
    for due in now.dues:
        if due.kind == "threat":
            found += [cmd.SettleThreat(seat, due.id, a) for a in ("impose", "back_down")]
            if view.budget >= 2:
                found.append(cmd.SettleThreat(seat, due.id, "back_down", pretext=True))
            if view.threats[due.id].extensions < 2:
                found.append(cmd.SettleThreat(seat, due.id, "extend"))
        elif due.kind == "payment":
            term = view.understandings[due.id].bargain.terms[due.term]
            found.append(cmd.SettlePayment(seat, due.id, due.term, False))
            if view.table.incentives[term.incentive].price <= view.budget:
                found.append(cmd.SettlePayment(seat, due.id, due.term, True))
        elif due.kind == "backing":
            found.append(cmd.LeaveSanction(seat, due.id))
        else:
            found.append(cmd.LiftSanction(seat, due.id))
    return [*found, cmd.CloseReckoning(seat)] if now.may("close") else found


# --- greyed verbs -------------------------------------------------------------------------------


def greyed(view: SeatView, rng: Random) -> list[tuple[str, cmd.Command]]:
    """For every greyed verb: the code it names, and an order that uses the verb."""
    now = legal(view)
    found: list[tuple[str, cmd.Command]] = []
    for verb in now.verbs:
        if not verb.allowed:
            command = _greyed(view, now, verb.name, verb.why, rng)
            if command is not None:
                found.append((verb.why, command))
    for verb in now.motions:
        if not verb.allowed:
            found.append((verb.why, cmd.MakeMotion(view.seat, _any_motion(view, verb.name))))
    return found


def _greyed(view: SeatView, now: Legal, verb: str, why: str, rng: Random) -> cmd.Command | None:
    seat = view.seat
    meeting = view.meeting
    first = view.table.issues[0].id
    rest = (Rest(),) * (now.day - 1)
    match verb:
        case "declare":
            rows = tuple((Stance.RESERVE,) * len(i.options) for i in view.table.issues)
            return cmd.DeclarePositions(seat, rows)
        case "draft":
            return cmd.MakePlan(seat, Plan((Draft(first), *rest)))
        case "study":
            return cmd.MakePlan(seat, Plan((Study(first), *rest)))
        case "cable":
            return cmd.MakePlan(seat, Plan((CableHome(first, 0), *rest)))
        case "campaign":
            return cmd.MakePlan(seat, Plan((Campaign(), *rest)))
        case "prepare":
            return cmd.MakePlan(seat, Plan((PrepareSummit(), *rest)))
        case "accept":
            assert meeting is not None
            return cmd.AcceptOffer(seat, meeting.id)
        case "counter":
            assert meeting is not None
            return cmd.DeclineOffer(
                seat, meeting.id, Reason.HOLDING_OUT, counter=bargain(view, meeting, rng)
            )
        case "offer":
            assert meeting is not None
            return cmd.MakeOffer(seat, meeting.id, (bargain(view, meeting, rng),))
        case "press":
            assert meeting is not None
            other = next(p for p in meeting.parties if p != seat)
            return cmd.Press(seat, meeting.id, _hopeless(view, other), other)
        case "speech":
            return cmd.MakeSpeech(seat, Speech("rally"))
        case "motion":
            kind = now.motions[0].name if now.motions else "MoveToVote"
            return cmd.MakeMotion(seat, _any_motion(view, kind))
        case "ultimatum":
            for other in view.table.everybody:
                if other != seat and press_fault(view, other) == why:
                    return cmd.IssueUltimatum(seat, other, _hopeless(view, other))
            raise AssertionError(f"nobody explains {why}")
        case "give" | "fudge":
            return cmd.ChooseNight(seat, NightChoice(verb), 0)
        case "close":
            return cmd.CloseReckoning(seat)
        case "lift":
            return cmd.LiftSanction(seat, "s-none")
        case "drop-out":
            return cmd.LeaveSanction(seat, "s-none")
        case _:
            raise AssertionError(f"no order for the greyed verb {verb}")


def _hopeless(view: SeatView, target: str) -> ThreatTerms:
    """Terms that would be lawful if the target could be threatened at all."""
    own = [t for t in view.table.instruments.values() if t.sender == view.seat]
    reach = [t for t in own if target in t.cost] or own
    return ThreatTerms(0, 0, reach[0].id if reach else "", True, 3, view.public.round)


def _any_motion(view: SeatView, name: str) -> MotionKind:
    """A motion of a kind that is closed, otherwise as lawful as it can be."""
    issues, clauses = view.table.issues, view.public.clauses
    technical = [i for i in issues if i.technical] or list(issues)
    match name:
        case "Amend":
            return Amend(issues[0].id, (clauses[0].leading + 1) % len(issues[0].options))
        case "CloseClause":
            return CloseClause(issues[0].id)
        case "Reopen":
            return Reopen(issues[0].id)
        case "TablePackage":
            other = (clauses[0].leading + 1) % len(issues[0].options)
            return TablePackage((other, *view.text[1:]))
        case "ReferToExperts":
            return ReferToExperts(technical[0].id)
        case "DeferToAnnex":
            return DeferToAnnex(issues[0].id)
        case "StartSilence":
            return StartSilence()
        case "ConveneSummit":
            return ConveneSummit(Goal.MODEST)
        case "StopClock":
            return StopClock()
        case "Suspend":
            return Suspend()
        case "DivideTheQuestion":
            return DivideTheQuestion()
        case "AccreditObserver":
            return AccreditObserver(view.table.everybody[0])
        case "Endorse":
            tools = view.table.instruments.values()
            pairs = [(t, x.id) for x in tools for t in x.cost if t != view.seat]
            return Endorse(*(pairs[0] if pairs else (view.seat, "")))
        case _:
            return MoveToVote()


# --- orders that nobody may accept ----------------------------------------------------------------


def unlawful(view: SeatView, command: cmd.Command) -> Iterator[cmd.Command]:
    """Variations of a lawful order that are wrong, one after another."""
    yield dataclasses.replace(command, seat="nobody")
    waiting = [s for s in view.table.everybody if s != view.seat]
    yield dataclasses.replace(command, seat=waiting[0] + "'s")
    if hasattr(command, "script"):
        yield dataclasses.replace(command, script="no-such-rule")
    if hasattr(command, "meeting"):
        yield dataclasses.replace(command, meeting="r0s0-nobody")
    seat = view.seat
    foreign: list[cmd.Command] = [
        cmd.ChooseTwist(seat, "none", "none"),
        cmd.SettlePayment(seat, "u-none", 0, True),
        cmd.SettleThreat(seat, "t-none", "impose"),
        cmd.LiftSanction(seat, "s-none"),
        cmd.LeaveSanction(seat, "s-none"),
        cmd.AnswerThreat(seat, "t-none", "comply"),
        cmd.AnswerInvitation(seat, "r0s0-nobody", True),
        cmd.Probe(seat, "r0s0-nobody", view.table.issues[0].id),
        cmd.MakeMotion(seat, AdoptPartial()),
        cmd.MakeMotion(seat, AccreditObserver(seat)),
        cmd.MakeMotion(seat, DivideTheQuestion((-1,))),
        cmd.MakeMotion(seat, Endorse(seat, "nothing")),
        cmd.ChooseAftermath(seat, "boast"),
        cmd.CastBallot(seat, Ballot.ABSENT),
        cmd.ChooseNight(seat, NightChoice.GIVE, -1),
        cmd.ChooseNight(seat, NightChoice.GIVE, 99),
        cmd.MakePlan(seat, Plan(())),
    ]
    yield from foreign
    yield from _wrong_fields(view, command)


def _wrong_fields(view: SeatView, command: cmd.Command) -> Iterator[cmd.Command]:
    replace = dataclasses.replace
    match command:
        case cmd.DeclarePositions(stances=rows):
            yield replace(command, stances=rows[:-1])
            yield replace(command, stances=((), *rows[1:]))
        case cmd.MakePlan(plan=plan):
            rest = plan.activities[1:]
            wrong = (
                Meet(()),
                Meet((view.seat,)),
                Meet(("nobody",)),
                Meet((view.table.seats[0],) * 2),
                Meet(tuple(c.id for c in view.table.cards.values() if c.kind is Kind.CHAIR)),
                Draft(""),
                Study("nothing"),
                CableHome(view.table.issues[0].id, -1),
                CableHome(view.table.issues[0].id, 99),
            )
            for activity in wrong:
                yield replace(command, plan=Plan((activity, *rest)))
            yield replace(command, plan=Plan((*plan.activities, Rest())))
        case cmd.ChooseTwist():
            yield replace(command, choice="neither")
        case cmd.Probe() | cmd.Disclose():
            yield replace(command, issue="")
            yield replace(command, issue="nothing")
            if isinstance(command, cmd.Disclose):
                yield replace(command, option=-1)
                yield replace(command, option=99)
        case cmd.MakeOffer(variants=variants):
            yield replace(command, variants=())
            yield replace(command, variants=variants * 4)
            for wrong_bargain in _wrong_bargains(view, variants[0]):
                yield replace(command, variants=(wrong_bargain,))
        case cmd.DeclineOffer(counter=counter):
            yield replace(command, issue=99)
            yield replace(command, issue=-2)
            yield replace(command, option=99)
            yield replace(command, rival="nobody")
            if counter is not None:
                for wrong_bargain in _wrong_bargains(view, counter):
                    yield replace(command, counter=wrong_bargain)
        case cmd.AcceptOffer():
            yield replace(command, variant=-1)
            yield replace(command, variant=3)
        case cmd.Press(terms=terms) | cmd.IssueUltimatum(terms=terms):
            yield replace(command, target=view.seat)
            yield replace(command, target="nobody")
            for change in (
                {"issue": -1},
                {"issue": 99},
                {"option": -1},
                {"option": 99},
                {"instrument": ""},
                {"instrument": "nothing"},
                {"commitment": 0},
                {"commitment": 4},
                {"deadline": view.public.round - 1},
                {"deadline": 99},
            ):
                yield replace(command, terms=replace(terms, **change))
        case cmd.AnswerThreat(answer=answer):
            yield replace(command, answer="laugh")
            yield replace(command, patron="nobody")
            sender = view.threats[command.threat].sender
            yield replace(command, answer="patron", patron=sender)
            if answer != "patron":
                yield replace(command, patron=sender)
        case cmd.MakeSpeech():
            yield replace(command, speech=Speech("song"))
            yield replace(command, speech=Speech("shame"))
            yield replace(command, speech=Speech("shame", view.seat))
            yield replace(command, speech=Speech("appeal", "nobody"))
            yield replace(command, speech=Speech("red-line"))
            yield replace(command, speech=Speech("rally", issue="nothing"))
        case cmd.MakeMotion():
            for name in ("", "nothing"):
                for kind in (Amend(name, 0), CloseClause(name), Reopen(name), DeferToAnnex(name)):
                    yield replace(command, motion=kind)
            yield replace(command, motion=Amend(view.table.issues[0].id, -1))
            yield replace(command, motion=Amend(view.table.issues[0].id, 99))
            yield replace(command, motion=TablePackage(()))
            yield replace(command, motion=TablePackage(view.text))
            yield replace(command, motion=TablePackage((*view.text, 0)))
            yield replace(command, motion=TablePackage(tuple(99 for _ in view.text)))
        case cmd.CastBallot():
            yield replace(command, issue=99)
            yield replace(command, issue=-2)
        case cmd.ChooseNight():
            yield replace(command, choice=NightChoice.FIRM, issue=0)
        case cmd.SettleThreat():
            yield replace(command, action="forget")
        case cmd.SettlePayment():
            yield replace(command, term=99)
            yield replace(command, term=-1)
        case cmd.ChooseAftermath():
            yield replace(command, choice="")
        case _:
            return


def _wrong_bargains(view: SeatView, good: Bargain) -> Iterator[Bargain]:
    replace = dataclasses.replace
    own = Term(view.seat, TermKind.SUPPORT, 0, view.text[0])
    yield replace(good, terms=())
    yield replace(good, terms=(own,) * 9)
    yield replace(good, due=view.public.round - 1)
    yield replace(good, due=99)
    for term in (
        replace(own, by="nobody"),
        replace(own, issue=-1),
        replace(own, issue=99),
        replace(own, option=-1),
        replace(own, option=99),
        Term(view.seat, TermKind.PAY, to="nobody", incentive="nothing"),
        Term(view.seat, TermKind.PAY, to=view.seat, incentive=next(iter(view.table.incentives))),
        Term(view.seat, TermKind.LIFT, threat="t-none"),
        Term(view.seat, TermKind.LIFT),
        Term(view.seat, TermKind.BACK, to=view.seat),
        Term(view.seat, TermKind.BACK, to="nobody"),
    ):
        yield replace(good, terms=(term,))
    yield from _wrong_conditions(view, good, own)
    if len(view.table.issues[0].options) > 1:
        # Two options of one clause cannot both be supported.
        options = len(view.table.issues[0].options)
        yield replace(good, terms=(own, replace(own, option=(view.text[0] + 1) % options)))


def _wrong_conditions(view: SeatView, good: Bargain, own: Term) -> Iterator[Bargain]:
    """Conditions on nothing, on the clause promised, on what cannot be, and where none may stand."""
    replace = dataclasses.replace
    last = len(view.table.issues) - 1
    for given in (Proviso(-1, 0), Proviso(99, 0), Proviso(last, -1), Proviso(last, 99)):
        yield replace(good, terms=(replace(own, given=given),))
    yield replace(good, terms=(replace(own, given=Proviso(own.issue, own.option)),))
    other = Proviso(own.issue, (own.option + 1) % len(view.table.issues[0].options))
    if other.option != own.option and view.table.cards[own.by].kind is Kind.SEAT:
        yield replace(good, terms=(own, Term(own.by, TermKind.ADOPT, given=other)))
    for k, clause in enumerate(view.public.clauses):
        count = len(view.table.issues[k].options)
        if k != own.issue and clause.status is ClauseStatus.CLOSED and count > 1:
            given = Proviso(k, (clause.leading + 1) % count)
            yield replace(good, terms=(replace(own, given=given),))
    for kind in (TermKind.LIFT, TermKind.BACK):
        for term in good.terms:
            if term.kind is kind:
                yield replace(good, terms=(replace(term, given=Proviso(0, view.text[0])),))


def conference_of(path: Path) -> Conference:
    """The conference of a pack."""
    return pack(path).conference


def passive_plan(view: SeatView) -> cmd.MakePlan:
    """A day of rest."""
    return cmd.MakePlan(view.seat, Plan(tuple(Rest() for _ in view.table.calendar.slots)))
