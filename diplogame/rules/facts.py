"""Answers to the conditions of packs (R20.3), read from one delegation's view.

Guarantees: total - every declared name and function (:mod:`diplogame.rules.vocabulary`) has an answer
of its declared type, unknown ones answer 0; nothing is read that the delegation does not know.
"""

from __future__ import annotations

from diplogame.rules.aspirations import aspiration
from diplogame.rules.coalitions import in_force
from diplogame.rules.conditions import Value
from diplogame.rules.ids import SeatId
from diplogame.rules.planning import closed_statuses
from diplogame.rules.terms import Ending, Stance, TermState, ThreatState
from diplogame.rules.view import SeatView
from diplogame.rules.vocabulary import NEVER


class ViewFacts:
    """Facts as one delegation knows them."""

    __slots__ = ("view",)

    def __init__(self, view: SeatView) -> None:
        self.view = view

    def name(self, name: str) -> Value:
        """The value of a declared name; 0 for an unknown one."""
        view, public = self.view, self.view.public
        match name:
            case "round":
                return public.round
            case "rounds":
                return view.table.calendar.rounds
            case "rounds_left":
                return max(0, view.table.calendar.rounds - public.round)
            case "phase":
                return public.phase.value
            case "slot":
                slots = view.table.calendar.slots
                busy = public.stage.value in ("invitations", "meetings")
                return slots[public.slot] if busy and public.slot < len(slots) else ""
            case "crisis":
                return public.crisis
            case "closed":
                return sum(c.status in closed_statuses() for c in public.clauses)
            case "brackets":
                return sum(c.status not in closed_statuses() for c in public.clauses)
            case "summit_called":
                return public.summit is not None
            case "preparation":
                return public.summit.preparation if public.summit is not None else 0
            case "outcome":
                return public.outcome.value if public.outcome is not None else ""
            case "survival":
                return public.survival
            case _:
                return self._own(name)

    def _own(self, name: str) -> Value:
        view = self.view
        match name:
            case "gauge":
                return view.gauge
            case "budget":
                return view.budget
            case "my_utility":
                return view.interests.utility(view.text) if view.interests.points else 0
            case "my_walk_away":
                return view.walk_away
            case "my_aspiration":
                return aspiration(view)
            case "standing":
                return view.public.standing[view.seat]
            case "credibility":
                return view.public.credibility[view.seat]
            case "probed" | "offered" | "threatened" | "voted":
                return view.acts.get(name, 0)
            case _:
                return 0

    def call(self, function: str, args: tuple[Value, ...]) -> Value:
        """The value of a declared function; 0 for an unknown one."""
        texts = tuple(str(a) for a in args)
        match function, texts:
            case (("leading" | "is_closed" | "status"), (issue,)):
                return self._clause(function, issue)
            case (("is_leading" | "option" | "supporters" | "value"), (issue, option)):
                return self._option(function, issue, option)
            case (("supports" | "opposes" | "promised"), (who, issue, option)):
                return self._stance(function, who, issue, option)
            case (("in_bloc" | "leads_bloc"), (who, bloc)):
                coalition = self.view.coalitions.get(bloc)
                if coalition is None or not coalition.standing:
                    return False
                return who == coalition.leader or (
                    function == "in_bloc" and who in coalition.members
                )
            case (("bloc_declared" | "bloc_position"), (bloc, issue, option)):
                coalition = self.view.coalitions.get(bloc)
                known = coalition is not None and (
                    coalition.declared or function != "bloc_declared"
                )
                clauses = in_force(coalition, self.view.public.round) if coalition else ()
                return known and self._index(issue, option) in clauses
            case "in_club", (who,):
                return any(
                    c.club and c.standing and who in c.members
                    for c in self.view.coalitions.values()
                )
            case "mediated", (issue,):
                return any(
                    m.ending is Ending.AGREED and self.view.table.issues[k].id == issue
                    for m in self.view.mediations.values()
                    for k, _option in m.proposal
                )
            case "mediated_by", (who,):
                return any(
                    m.ending is Ending.AGREED and m.mediator == who
                    for m in self.view.mediations.values()
                )
            case "mediating", (who,):
                return any(
                    m.mediator == who and self.view.seat in m.parties and m.told
                    for m in self.view.mediations.values()
                )
            case "flag", (name,):
                return name in self.view.public.flags
            case "happened", (twist,):
                return twist in self.view.public.twists
            case _, (who,):
                return self._other(function, who)
            case _:
                return 0

    def _index(self, issue: str, option: str = "") -> tuple[int, int]:
        for k, item in enumerate(self.view.table.issues):
            if item.id == issue:
                return k, item.options.index(option) if option in item.options else -1
        return -1, -1

    def _clause(self, function: str, issue: str) -> Value:
        k, _ = self._index(issue)
        if k < 0:
            return 0
        clause = self.view.public.clauses[k]
        if function == "leading":
            return self.view.table.issues[k].options[clause.leading]
        if function == "is_closed":
            return clause.status in closed_statuses()
        return clause.status.value

    def _option(self, function: str, issue: str, option: str) -> Value:
        k, o = self._index(issue, option)
        if k < 0 or o < 0:
            return 0
        public = self.view.public
        match function:
            case "is_leading":
                return public.clauses[k].leading == o
            case "option":
                return bool(public.package) and public.package[k] == o
            case "supporters":
                return sum(rows[k][o] is Stance.SUPPORT for rows in public.stances.values())
            case _:
                values = self.view.interests.values
                return values[k][o] if values else 0

    def _stance(self, function: str, who: SeatId, issue: str, option: str) -> Value:
        k, o = self._index(issue, option)
        if k < 0 or o < 0:
            return False
        if function == "promised":
            return any(
                term.by == who
                and (term.issue, term.option) == (k, o)
                and state is TermState.PENDING
                for entry in self.view.understandings.values()
                for term, state in zip(entry.bargain.terms, entry.states, strict=True)
            )
        rows = self.view.public.stances.get(who)
        wanted = Stance.SUPPORT if function == "supports" else Stance.OPPOSE
        return rows is not None and rows[k][o] is wanted

    def _other(self, function: str, who: SeatId) -> Value:
        view = self.view
        match function:
            case "trust":
                return view.trust.get(who, 0)
            case "regard":
                return view.regard.get(who, 0)
            case "standing_of":
                return view.public.standing.get(who, 0)
            case "credibility_of":
                return view.public.credibility.get(who, 0)
            case "threatened_by":
                return any(
                    t.sender == who and t.target == view.seat and t.state is ThreatState.STANDING
                    for t in view.threats.values()
                )
            case "sanctioned_by":
                return any(
                    s.sender == who and s.target == view.seat for s in view.sanctions.values()
                )
            case "met":
                contact = view.contacts.get(who)
                return min(NEVER, view.public.round - contact.met) if contact is not None else NEVER
            case "broken_by":
                return any(
                    term.by == who and state is TermState.BROKEN and view.seat in entry.parties
                    for entry in view.understandings.values()
                    for term, state in zip(entry.bargain.terms, entry.states, strict=True)
                )
            case "is_seat":
                return who == view.seat
            case _:
                return 0
