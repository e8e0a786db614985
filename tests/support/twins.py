"""Two worlds that differ only in what one delegation may not know, played side by side (R16.3).

World two is derived from world one: everything the others keep to themselves is drawn anew. Then
both are given the same public and own orders - and, in the second kind of run, one world alone the
others' private acts. What the delegation is shown, told, allowed and refused must stay the same.

Shown on purpose, and therefore left alone (declassified by the rules themselves):
    * how patient a guest is in a meeting (its temper and its trust in the host are felt in the room):
      trust is not drawn anew, but it goes its own way in the world where the others plot;
    * what experts, leaks and caught lies reveal; the outcome of a summit's breakthrough; a capital
      that disowns; a patron who shields; ratification and everything after the gavel.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from random import Random

from diplogame.record.codec import encode
from diplogame.rules import commands as cmd
from diplogame.rules import decide as deciding
from diplogame.rules import events as ev
from diplogame.rules import legal as legality
from diplogame.rules import view as viewing
from diplogame.rules.conference import (
    Conference,
    Delegation,
    Effect,
    Kind,
    Range,
    Room,
    Temperament,
)
from diplogame.rules.flow import begin
from diplogame.rules.passive import passive
from diplogame.rules.records import Belief
from diplogame.rules.setup import normalise, open_conference, with_weights
from diplogame.rules.state import Private, State
from diplogame.rules.terms import (
    Band,
    Bargain,
    CableHome,
    Campaign,
    ConveneSummit,
    Evidence,
    Frankness,
    Interests,
    Meet,
    Plan,
    Proviso,
    ReferToExperts,
    Rest,
    Stage,
    Study,
    Term,
    TermKind,
    ThreatTerms,
)
from support import play

STANDS = (TermKind.SUPPORT, TermKind.ACQUIESCE)


# --- deriving the second world --------------------------------------------------------------------


def other_world(state: State, me: str, rng: Random) -> State:
    """The same game with everything the others keep to themselves drawn anew."""
    conference = dataclasses.replace(
        state.conference,
        delegations=tuple(
            d if d.id == me else _other_delegation(d, rng) for d in state.conference.delegations
        ),
    )
    private = {
        seat: p if seat == me else _other_private(p, me, rng) for seat, p in state.private.items()
    }
    return dataclasses.replace(state, conference=conference, private=private)


def _other_delegation(d: Delegation, rng: Random) -> Delegation:
    return dataclasses.replace(
        d,
        linkages=(),
        red_lines=(),
        walk_away=Range(100, 9000),
        drift=rng.randint(-300, 300),
        crisis_sensitivity=rng.randint(0, 90),
        impatience=rng.randint(0, 40),
        home=dataclasses.replace(
            d.home, gauge=rng.randint(0, 100), threshold=rng.randint(0, 100), veto_players=()
        ),
        budget=rng.randint(0, 50),
        temperament=Temperament(patience=d.temperament.patience, candour=rng.randint(0, 100)),
        agenda=(),
        rules=(),
        rivals=(),
    )


def _band(rng: Random, most: int) -> Band:
    return Band(*sorted((rng.randint(0, most), rng.randint(0, most))))


def _interests(interests: Interests, rng: Random) -> Interests:
    if not interests.weights:
        return interests
    values = tuple(tuple(rng.randint(0, 100) for _ in row) for row in interests.values)
    fresh = dataclasses.replace(interests, values=values, linkages=(), red_lines=())
    return with_weights(fresh, normalise([rng.randint(1, 100) for _ in interests.weights]))


def _belief(belief: Belief, rng: Random) -> Belief:
    return Belief(
        weights=tuple(_band(rng, 10_000) for _ in belief.weights),
        values=tuple(tuple(_band(rng, 100) for _ in row) for row in belief.values),
        reserve=_band(rng, 10_000),
        certainty=tuple(rng.randint(0, 95) for _ in belief.certainty),
    )


def _other_private(p: Private, me: str, rng: Random) -> Private:
    return dataclasses.replace(
        p,
        interests=_interests(p.interests, rng),
        walk_away=rng.randint(0, 9000),
        beta=rng.randint(5, 200),
        gauge=rng.randint(0, 100),
        budget=rng.randint(0, 40),
        mandate=tuple(tuple(rng.random() < 0.6 for _ in row) for row in p.mandate),
        ministers=rng.randint(0, 3),
        veto_weights=(),
        regard={o: rng.randint(0, 100) for o in p.regard},
        beliefs={o: _belief(b, rng) for o, b in p.beliefs.items()},
        evidence=(Evidence(1, me, 0, "rumour", 50, "reading"),) * rng.randint(0, 3),
        fired={"secret": rng.randint(1, 5)},
        acts={"probed": rng.randint(0, 9), "reassured": 0},
        exposure={k: rng.randint(0, 400) for k in p.exposure},
        appetite={k: rng.randint(0, 900) for k in p.appetite},
        side=rng.randint(-500, 500),
    )


# --- comparing ------------------------------------------------------------------------------------


def told(events: Iterable[ev.Event], me: str) -> list[str]:
    """What a delegation is told, word for word."""
    return [json.dumps(encode(e)) for e in viewing.redact(events, me)]


def _without_revelations(conference: Conference) -> Conference:
    """The conference without twists that bring papers to light: those show secrets on purpose."""

    def kept(effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
        return tuple(e for e in effects if e.what != "reveal")

    twists = tuple(
        dataclasses.replace(
            t,
            effects=kept(t.effects),
            choices=tuple(dataclasses.replace(c, effects=kept(c.effects)) for c in t.choices),
        )
        for t in conference.twists
    )
    return dataclasses.replace(conference, twists=twists)


class Twins:
    """Two worlds, and what one delegation has been told in each."""

    def __init__(self, conference: Conference, seed: int, me: str, redrawn: bool = True) -> None:
        opening = open_conference(_without_revelations(conference), seed)
        rng = Random(f"{seed}-{me}-twin")
        self.me = me
        self.openings = (opening, other_world(opening, me, rng) if redrawn else opening)
        self.states: list[State] = []
        self.heard: list[list[str]] = []
        for one in self.openings:
            state, events = begin(one)
            self.states.append(state)
            self.heard.append(told(events, me))
        self.public_end = False
        self.last = ""

    def give(self, world: int, command: cmd.Command) -> bool:
        """Give an order in one world; whether it was accepted."""
        decision = deciding.decide(self.states[world], command)
        if not isinstance(decision, deciding.Accepted):
            return False
        self.states[world] = decision.state
        self.heard[world] += told(decision.events, self.me)
        for event in decision.events:
            breakthrough = isinstance(event, ev.SummitEnded) and event.result != "staged"
            leaked = isinstance(event, ev.MeetingSeen | ev.UnderstandingLearnt) and event.leaked
            if isinstance(event, ev.ConferenceEnded) or breakthrough or leaked:
                self.public_end = True
        return True

    def difference(self) -> str:
        """The first thing in which what the delegation knows differs, or empty."""
        one, two = (viewing.view_of(s, self.me) for s in self.states)
        if self.heard[0] != self.heard[1]:
            pairs = zip(self.heard[0], self.heard[1], strict=False)
            longer = max(self.heard, key=len)[min(len(h) for h in self.heard) :]
            rest = f"more to one: {longer[:1]}"
            return "told: " + next((f"{a} / {b}" for a, b in pairs if a != b), rest)
        for field in dataclasses.fields(one):
            if json.dumps(encode(getattr(one, field.name))) != json.dumps(
                encode(getattr(two, field.name))
            ):
                return f"view.{field.name}"
        if legality.legal(one) != legality.legal(two):
            return "legal"
        return ""

    def refusals(self, commands: Iterable[cmd.Command]) -> str:
        """Whether some order would be answered differently: the code, or what is told of it."""
        for command in commands:
            one, two = (deciding.decide(s, command) for s in self.states)
            if type(one) is not type(two):
                return f"answer to {command}"
            if isinstance(one, deciding.Refused) and isinstance(two, deciding.Refused):
                if [(f.code, dict(f.params)) for f in one.faults] != [
                    (f.code, dict(f.params)) for f in two.faults
                ]:
                    return f"refusal of {command}"
        return ""


def same_orders(conference: Conference, seed: int, me: str, most: int = 400) -> str:
    """Both worlds are given the same orders, lawful in both; the first difference, or empty."""
    rng = Random(f"{seed}-{me}")
    twins = Twins(conference, seed, me)
    for _ in range(most):
        if twins.public_end:
            return ""
        found = twins.difference()
        if found:
            return found
        awaiting = twins.states[0].awaiting
        if not awaiting:
            return ""
        seat = me if me in awaiting and rng.random() < 0.5 else rng.choice(awaiting)
        if seat not in twins.states[1].awaiting:
            return f"{seat} is awaited in one world only"
        view = viewing.view_of(twins.states[0], seat)
        choices = play.lawful(view, rng)
        rng.shuffle(choices)
        if seat == me:
            found = twins.refusals([*choices, *oracles(view, twins)])
            if found:
                return found
        for command in [*choices, passive(view)]:
            if not _declassifies(command, twins, me) and _both(twins, command):
                break
        else:
            return ""
    return ""


def _both(twins: Twins, command: cmd.Command) -> bool:
    if not all(isinstance(deciding.decide(s, command), deciding.Accepted) for s in twins.states):
        return False
    return twins.give(0, command) and twins.give(1, command)


def _declassifies(command: cmd.Command, twins: Twins, me: str) -> bool:
    """Whether an order has consequences that show something of the others' secrets on purpose."""
    match command:
        case cmd.MakePlan(plan=plan):
            if command.seat == me:
                return any(isinstance(a, Study) for a in plan.activities)
            return any(isinstance(a, Meet) and len(a.guests) > 1 for a in plan.activities)
        case cmd.MakeMotion(motion=motion):
            return isinstance(motion, ReferToExperts)
        case cmd.Disclose():
            return command.seat != me
        case cmd.Confide(frankness=frankness):
            # Who says how it stands to a mediator, says it: in one room to all, and to its friends.
            return command.seat != me and frankness is not Frankness.CLOSED
        case cmd.AnswerThreat(answer=answer):
            terms = twins.states[0].threats[command.threat].terms
            term = Term(command.seat, TermKind.SUPPORT, terms.issue, terms.option)
            gives = answer in ("comply", "partly")
            return answer == "patron" or (gives and not _mandated(twins, me, (term,)))
        case cmd.AcceptOffer(meeting=meeting, variant=variant):
            offer = twins.states[0].meetings[meeting].offer
            return offer is not None and not _mandated(twins, me, offer.variants[variant].terms)
        case _:
            return False


def _mandated(twins: Twins, me: str, terms: tuple[Term, ...]) -> bool:
    return all(
        term.by == me
        or term.kind not in STANDS
        or s.private[term.by].mandate[term.issue][term.option]
        for term in terms
        for s in twins.states
    )


def oracles(view: viewing.SeatView, twins: Twins) -> Iterable[cmd.Command]:
    """Orders by which somebody might fish for what he must not know."""
    seat, meeting = view.seat, view.meeting
    everybody = view.table.everybody
    for other in everybody:
        if other != seat:
            yield cmd.AnswerInvitation(seat, f"r{view.public.round}s0-{other}", True)
            yield cmd.Reassure(seat, f"r{view.public.round}s{view.public.slot}-{other}")
            yield cmd.SettleThreat(seat, f"t1-{other}-{seat}-0", "impose")
    if meeting is None:
        return
    due = view.public.round
    hidden = sorted({key for s in twins.states for key in (*s.threats, *s.sanctions)})
    for key in hidden:
        for by in meeting.parties:
            term = Term(by, TermKind.LIFT, threat=key)
            yield cmd.MakeOffer(seat, meeting.id, (Bargain((term,), due),))
    for third in everybody:
        for by in meeting.parties:
            back = Term(by, TermKind.BACK, to=third)
            yield cmd.MakeOffer(seat, meeting.id, (Bargain((back,), due),))
    for target in everybody:
        for tool in view.table.instruments.values():
            if tool.sender == seat and target in tool.cost and target in meeting.parties:
                for partner in everybody:  # whom a threat may name shows who is bound to whom
                    terms = ThreatTerms(0, 0, tool.id, True, 2, due, (partner,))
                    yield cmd.Press(seat, meeting.id, terms, target)
    for gift in view.table.incentives.values():
        for to in gift.worth:
            if gift.giver in meeting.parties and to in meeting.parties and to != gift.giver:
                pay = Term(gift.giver, TermKind.PAY, to=to, incentive=gift.id)
                yield cmd.MakeOffer(seat, meeting.id, (Bargain((pay,) * 8, due),))
    for other in meeting.parties:
        if other != seat:
            for k, issue in enumerate(view.table.issues):
                for option in range(len(issue.options)):
                    term = Term(other, TermKind.SUPPORT, k, option)
                    yield cmd.MakeOffer(seat, meeting.id, (Bargain((term,), due),))
                    vote = Term(other, TermKind.ADOPT, given=Proviso(k, option))
                    yield cmd.MakeOffer(seat, meeting.id, (Bargain((vote,), due),))


# --- one world busy behind the other's back -----------------------------------------------------------


def busy_behind_the_back(conference: Conference, seed: int, me: str, rounds: int = 99) -> str:
    """In world two the others plot in back-channels; in world one they rest. Public acts are the same.

    World two starts as world one: the plots alone make the difference.
    """
    rng = Random(f"{seed}-{me}-busy")
    twins = Twins(conference, seed, me, redrawn=False)
    while twins.states[0].awaiting:
        for world in (0, 1):
            _pump(twins, world, rng, rounds)
        if twins.public_end:
            return ""
        found = twins.difference()
        if found:
            return found
        states = twins.states
        if states[0].public.stage is not states[1].public.stage:
            return f"stage {states[0].public.stage} / {states[1].public.stage}"
        if me in states[0].awaiting:
            view = viewing.view_of(states[0], me)
            choices = _open_acts(view, rng)
            found = twins.refusals([*choices, *oracles(view, twins)])
            if found:
                return found
            seat = me
        else:
            if states[0].awaiting != states[1].awaiting:
                return f"awaiting {states[0].awaiting} / {states[1].awaiting}"
            if not states[0].awaiting:
                return ""
            seat = states[0].awaiting[0]
            choices = _open_acts(viewing.view_of(states[0], seat), rng)
        for command in choices:
            if not _declassifies(command, twins, me) and _both(twins, command):
                break
        else:
            return ""
        if twins.public_end:
            return ""
    return ""


def _open_acts(view: viewing.SeatView, rng: Random) -> list[cmd.Command]:
    """Acts that both worlds can share: no meetings, no threats; the plenary is played in earnest."""
    now = legality.legal(view)
    if now.duty == "plan":
        rest = Plan(tuple(Rest() for _ in range(now.day)))
        return [cmd.MakePlan(view.seat, rest)]
    if now.duty in ("plenary", "ballot", "twist", "night"):
        choices = [
            c
            for c in play.lawful(view, rng)
            if not isinstance(c, cmd.IssueUltimatum)
            and not (isinstance(c, cmd.MakeMotion) and isinstance(c.motion, ConveneSummit))
        ]
        rng.shuffle(choices)
        # Texts move when amendments and closings pass: let most of them.
        choices.sort(key=lambda c: _eagerness(c, rng), reverse=True)
        return [*choices, passive(view)]
    return [passive(view)]


def _eagerness(command: cmd.Command, rng: Random) -> int:
    match command:
        case cmd.MakeMotion(motion=motion):
            name = type(motion).__name__
            return rng.randint(0, 9) if name in ("Amend", "CloseClause", "Reopen") else 0
        case cmd.CastBallot(ballot=ballot):
            return rng.randint(3, 9) if ballot.value in ("yes", "silent") else rng.randint(0, 6)
        case _:
            return rng.randint(0, 5)


_PRIVATE_STAGES = (Stage.PLANNING, Stage.INVITATIONS, Stage.MEETINGS, Stage.RECKONING)


def _pump(twins: Twins, world: int, rng: Random, rounds: int) -> None:
    """Let the others do in private what they do, until the delegation or the plenary is awaited."""
    while True:
        state = twins.states[world]
        waiting = [s for s in state.awaiting if s != twins.me]
        if state.public.stage not in _PRIVATE_STAGES or not waiting or twins.public_end:
            return
        if twins.me in state.awaiting and state.public.stage is not Stage.PLANNING:
            return
        seat = waiting[0]
        view = viewing.view_of(state, seat)
        command = passive(view)
        if world == 1 and state.public.round <= rounds:
            command = _plot(view, twins.me, rng)
        assert twins.give(world, command), command


def _plot(view: viewing.SeatView, me: str, rng: Random) -> cmd.Command:
    now = legality.legal(view)
    seat = view.seat
    if now.duty == "plan":
        return cmd.MakePlan(seat, _secret_plan(view, now, me, rng))
    if now.duty == "reckoning":
        choices = [
            c
            for c in play.lawful(view, rng)
            if not (isinstance(c, cmd.SettleThreat) and c.action == "impose")
            and not (isinstance(c, cmd.SettlePayment) and not c.pay)
        ]
        if choices:
            return rng.choice(choices)
        # An unpaid promise is a public grievance (R11.2): here nobody may be that poor.
        return passive(view)
    choices = play.lawful(view, rng)
    secret: list[cmd.Command] = []
    for command in choices:
        match command:
            case cmd.Press(terms=terms):
                if terms.commitment < 3:
                    secret.append(command)
            case cmd.MakeOffer(variants=variants):
                if all(not b.public for b in variants) and not any(
                    # Who leaves a coalition leaves it in public (R13.6).
                    t.kind in (TermKind.PAY, TermKind.LEAVE)
                    for b in variants
                    for t in b.terms
                ):
                    secret += [command, command, command]
            case cmd.DeclineOffer(counter=counter):
                if counter is None:
                    secret.append(command)
            case cmd.AcceptOffer() | cmd.AnswerInvitation(accept=True):
                secret += [command, command, command]
            case cmd.Adjourn():
                pass
            case cmd.AnswerThreat(answer="comply" | "partly", threat=name):
                if view.threats[name].terms.commitment < 3:
                    secret.append(command)
            case cmd.AnswerThreat(answer="patron", patron=patron):
                if patron != me:
                    secret.append(command)
            case _:
                secret.append(command)
    return rng.choice(secret)


def _secret_plan(view: viewing.SeatView, now: legality.Legal, me: str, rng: Random) -> Plan:
    guests = [g for g in now.guests if g != me and view.table.cards[g].kind is not Kind.CHAIR]
    activities: list[object] = []
    for _ in range(now.day):
        if len([a for a in activities if not isinstance(a, Rest)]) >= now.slots:
            activities.append(Rest())
            continue
        issue = rng.choice(view.table.issues)
        options: list[object] = [Study(issue.id), Campaign(), Rest()]
        if guests:
            options += [Meet((rng.choice(guests),), Room.BACK_CHANNEL)] * 6
        outside = [
            (k, o) for k, row in enumerate(view.mandate) for o, ok in enumerate(row) if not ok
        ]
        if outside:
            k, o = rng.choice(outside)
            options.append(CableHome(view.table.issues[k].id, o))
        activities.append(rng.choice(options))
    return Plan(tuple(activities))  # type: ignore[arg-type]
