"""Random lawful play from a seat's view, and orders that must be refused.

Guarantees: reads views only, never a state; the same generator state gives the same orders. Tests use
it as the model of "whatever is listed as allowed is accepted" (R1.3): `lawful` (the random bot's orders)
gives at least one for every open verb of the duty, `greyed` one for every closed verb with the code it
must meet, and `unlawful` orders that nobody may ever accept.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from random import Random

from diplogame.lab.bots import wild
from diplogame.lab.bots.lots import Lots
from diplogame.lab.bots.wild_terms import bargain
from diplogame.packs.loader import LoadedPack, load_pack
from diplogame.rules import commands as cmd
from diplogame.rules.coalitions import memberships
from diplogame.rules.conference import Conference, Kind
from diplogame.rules.decide import Accepted, decide
from diplogame.rules.decisions import Ballot
from diplogame.rules.duties import Legal
from diplogame.rules.events import Event
from diplogame.rules.flow import begin
from diplogame.rules.legal import legal
from diplogame.rules.levers import press_fault
from diplogame.rules.setup import open_conference
from diplogame.rules.state import State
from diplogame.rules.terms import (
    AccreditObserver,
    AdoptPartial,
    Amend,
    Bargain,
    CableHome,
    Campaign,
    Circulate,
    ClauseStatus,
    CloseClause,
    ConveneSummit,
    DeferToAnnex,
    DivideTheQuestion,
    Draft,
    Endorse,
    Goal,
    HoldCaucus,
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
    Speech,
    Stance,
    StartSilence,
    StopClock,
    Study,
    Suspend,
    TablePackage,
    Term,
    TermKind,
    ThreatTerms,
)
from diplogame.rules.view import SeatView, view_of

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests" / "data" / "packs" / "tiny"
PORT_MERIDIAN = ROOT / "content" / "port-meridian"
FIRST_STEPS = ROOT / "content" / "first-steps"
UPLANDS = ROOT / "tests" / "data" / "packs" / "uplands"
FORD = ROOT / "tests" / "data" / "packs" / "ford"

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


class Drawn(Lots):
    """The draws of the random bot, taken from a generator instead of the moment of the game."""

    __slots__ = ("_rng",)

    def __init__(self, rng: Random) -> None:
        self._rng = rng

    def below(self, sides: int) -> int:
        return self._rng.randrange(sides)


def lawful(view: SeatView, rng: Random) -> list[cmd.Command]:
    """Orders that must be accepted: one or more for every open verb of what is awaited."""
    return wild.lawful(view, Drawn(rng))


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
                seat, meeting.id, Reason.HOLDING_OUT, counter=bargain(view, meeting, Drawn(rng))
            )
        case "offer":
            assert meeting is not None
            return cmd.MakeOffer(seat, meeting.id, (bargain(view, meeting, Drawn(rng)),))
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
        case "caucus":
            return cmd.MakePlan(seat, Plan((HoldCaucus(next(iter(view.table.blocs))), *rest)))
        case "circulate":
            other = next(s for s in view.table.seats if s != seat)
            return cmd.MakePlan(seat, Plan((Circulate(((0, view.text[0]),), (other,)), *rest)))
        case "declare-common":
            own = [c.id for c in memberships(view.coalitions, seat)]
            return cmd.DeclareCommon(seat, own[0] if own else next(iter(view.table.blocs)))
        case "join":
            clubs = [k for k, c in sorted(view.coalitions.items()) if c.club and c.standing]
            return None if clubs else cmd.JoinClub(seat, "club-none")
        case "leave-coalition":
            return cmd.LeaveCoalition(seat, "none")
        case "table":
            return cmd.TableDraft(seat, now.coalition, ((0, view.text[0]),))
        case "amend-draft":
            return cmd.AmendDraft(seat, now.coalition, 0, view.text[0])
        case "stand":
            return cmd.StandForLeader(seat, now.coalition)
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
