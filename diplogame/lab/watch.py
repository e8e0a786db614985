"""What is counted while a game is played and when it is over.

Guarantees: only watches - the game goes the same way whether it is watched or not; plain JSON values in
sorted order, integers and texts, no floats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from diplogame.app.session import Session
from diplogame.lab.verbs import verbs
from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.conditions import Value, compile_expression
from diplogame.rules.conference import Conference, Kind
from diplogame.rules.facts import ViewFacts
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import (
    AdoptPartial,
    Amend,
    CloseClause,
    MotionKind,
    MoveToVote,
    Outcome,
    Reopen,
    StartSilence,
)
from diplogame.rules.view import SeatView

ADOPTIONS = (MoveToVote, StartSilence, AdoptPartial)
"""Motions on the whole text."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of a pack: what it belongs to, and who looks."""

    name: str
    test: Callable[[ViewFacts], Value]
    first: int = 1
    last: int = 99


@lru_cache(maxsize=8)
def _conditions(conference: Conference) -> Mapping[SeatId, tuple[Condition, ...]]:
    """Every condition of a pack's rules, events and hints, by the delegation that reads it."""
    found: dict[SeatId, list[Condition]] = {d.id: [] for d in conference.delegations}
    for each in conference.delegations:
        for rule in each.rules:
            test = compile_expression(rule.when)
            found[each.id].append(Condition(f"rule:{each.id}/{rule.id}", test))
    for hint in conference.coaching:
        if conference.coached_seat:
            test = compile_expression(hint.when)
            found[conference.coached_seat].append(Condition(f"hint:{hint.id}", test))
    chairs = [d.id for d in conference.delegations if d.kind is Kind.CHAIR]
    witness = chairs[0] if chairs else conference.delegations[0].id
    for twist in conference.twists:
        if twist.when is not None:
            test = compile_expression(twist.when)
            eyes = twist.chooser or witness
            low, high = twist.rounds.low, twist.rounds.high
            found[eyes].append(Condition(f"event:{twist.id}", test, low, high))
    return {seat: tuple(conditions) for seat, conditions in found.items()}


def condition_names(conference: Conference) -> tuple[str, ...]:
    """Names of all conditions that are watched, sorted."""
    return tuple(sorted(c.name for row in _conditions(conference).values() for c in row))


class Watch:
    """The counts of one game.

    Args:
        session: The game, at its opening.
    """

    def __init__(self, session: Session) -> None:
        conference = session.pack.conference
        self._session = session
        self._conference = conference
        self._conditions = _conditions(conference)
        self._twist_eyes = tuple(
            seat
            for seat, row in self._conditions.items()
            if any(c.name.startswith("event:") for c in row)
        )
        self._held: set[str] = set()
        self._failed: set[str] = set()
        self._round = 0
        self._verbs: dict[SeatId, Counter[str]] = {}
        self._orders = 0

    def before(self, seat: SeatId, view: SeatView, command: cmd.Command) -> None:
        """Note an order before it is given."""
        self._orders += 1
        self._verbs.setdefault(seat, Counter()).update(verbs(command))
        self._look(seat, view)
        if view.public.round != self._round:
            self._round = view.public.round
            for eyes in self._twist_eyes:
                self._look(eyes, self._session.view(eyes))

    def _look(self, seat: SeatId, view: SeatView) -> None:
        """See which conditions hold in a delegation's eyes, until each has been seen both ways."""
        round_ = view.public.round
        facts = None
        for condition in self._conditions[seat]:
            name = condition.name
            if name in self._held and name in self._failed:
                continue
            if condition.first <= round_ <= condition.last:
                facts = facts or ViewFacts(view)
                (self._held if condition.test(facts) else self._failed).add(name)

    def result(self) -> dict[str, Any]:
        """Everything counted, as plain JSON values."""
        session = self._session
        public = session.state.public
        kinds: Counter[str] = Counter()
        tally = _Tally(self._conference)
        for entry in session.history:
            for event in entry.events:
                kinds[type(event).__name__] += 1
                tally.take(event, entry.round)
        agreed = public.outcome in (Outcome.ADOPTED, Outcome.PARTIAL)
        return {
            "outcome": public.outcome.value if public.outcome is not None else "",
            "round": public.round,
            "package": list(public.package) if agreed else [],
            "scores": _sorted(public.scores),
            "survival": public.survival,
            "joint": public.joint_value,
            "ratified": {s: int(yes) for s, yes in sorted(public.ratified.items())},
            "in_force": public.in_force is not False if agreed else False,
            "crisis": public.crisis,
            "orders": self._orders,
            "verbs": {s: _sorted(self._verbs[s]) for s in sorted(self._verbs)},
            "events": _sorted(kinds),
            "flags": sorted(public.flags),
            "held": sorted(self._held),
            "failed": sorted(self._failed),
            **tally.result(session),
        }


class _Tally:
    """Counts taken from the events of a finished game."""

    def __init__(self, conference: Conference) -> None:
        self._conference = conference
        self.rules: dict[SeatId, set[str]] = {}
        self.choices: dict[str, str] = {}
        self.twists: list[str] = []
        self.closings: list[list[int]] = []
        self.questions: list[list[Any]] = []
        self.motions: Counter[str] = Counter()
        self.carried: Counter[str] = Counter()
        self.blockers: Counter[str] = Counter()
        self.contested: Counter[str] = Counter()
        self.offers: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.threats: Counter[str] = Counter()
        self.summit = ""

    def take(self, event: ev.Event, round_: int) -> None:
        """Count one event."""
        match event:
            case ev.ScriptFired(seat=seat, rule=rule):
                self.rules.setdefault(seat, set()).add(rule)
            case ev.TwistHappened(twist=twist):
                self.twists.append(twist)
            case ev.TwistChosen(twist=twist, choice=choice):
                self.choices[twist] = choice
            case ev.ClauseClosed(issue=issue):
                self.closings.append([round_, issue])
            case ev.MotionDecided(record=record):
                self._motion(record.motion.kind, record.motion.by, record.carried, round_)
                if isinstance(record.motion.kind, ADOPTIONS) and not record.carried:
                    self.blockers.update(record.blockers)
            case ev.OfferMade():
                self.offers["made"] += 1
            case ev.OfferAccepted():
                self.offers["accepted"] += 1
            case ev.OfferDeclined(reason=reason):
                self.offers["declined"] += 1
                self.reasons[reason.value] += 1
            case ev.ThreatSettled(state=state, extended=extended):
                self.threats["extended" if extended else state.value] += 1
            case ev.SummitEnded(result=result):
                self.summit = result
            case _:
                pass

    def _motion(self, kind: MotionKind, by: SeatId, carried: bool, round_: int) -> None:
        name = type(kind).__name__
        self.motions[name] += 1
        self.carried[name] += carried
        if isinstance(kind, ADOPTIONS):
            self.questions.append([round_, by, name, int(carried)])
        if isinstance(kind, Amend | Reopen) or (isinstance(kind, CloseClause) and not carried):
            self.contested[kind.issue] += 1

    def result(self, session: Session) -> dict[str, Any]:
        """The counts as plain JSON values."""
        states: Counter[str] = Counter()
        for entry in session.state.understandings.values():
            states.update(state.value for state in entry.states)
        return {
            "rules": {s: sorted(self.rules[s]) for s in sorted(self.rules)},
            "twists": sorted(self.twists),
            "choices": dict(sorted(self.choices.items())),
            "closings": self.closings,
            "questions": self.questions,
            "motions": _sorted(self.motions),
            "carried": _sorted(self.carried),
            "blockers": _sorted(self.blockers),
            "contested": _sorted(self.contested),
            "offers": _sorted(self.offers),
            "reasons": _sorted(self.reasons),
            "promises": _sorted(states),
            "threats": _sorted(self.threats),
            "summit": self.summit,
        }


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return {str(key): int(counts[key]) for key in sorted(counts)}
