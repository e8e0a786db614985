"""What a mind makes of its view: numbers that every duty asks for, worked out once a call.

Guarantees: pure; reads the view only; everything is computed on first use and kept for the one command
that is being decided, never longer.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import is_
from typing import TYPE_CHECKING

from diplogame.ai.chance import Dice
from diplogame.ai.circle import circle_of
from diplogame.ai.once import cached_property
from diplogame.ai.reading import AGAINST, Rows, believed, whole_texts
from diplogame.ai.temperament import Temper, temper_of
from diplogame.rules import tables
from diplogame.rules.aspirations import TOP_SHARE, dream, time_used
from diplogame.rules.capital import ratification_log_odds
from diplogame.rules.coalitions import EXCLUDED_GAUGE, outsiders_price
from diplogame.rules.conditions import Facts, Value, compile_expression
from diplogame.rules.conference import Adjust, HoldOut, ScriptRule
from diplogame.rules.decisions import (
    Ballot,
    Consensus,
    ConsensusMinus,
    CoreAndOthers,
    CouncilVeto,
    DecisionRule,
    DoubleMajority,
    EntryIntoForce,
    Majority,
    SilenceProcedure,
    TacitAcceptance,
    Unanimity,
)
from diplogame.rules.facts import ViewFacts
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.phases import last_round
from diplogame.rules.planning import closed_statuses
from diplogame.rules.prospects import expectations
from diplogame.rules.terms import (
    Reason,
    Term,
    TermKind,
    TermState,
)
from diplogame.rules.undertakings import binding
from diplogame.rules.view import SeatView

if TYPE_CHECKING:
    from diplogame.ai.slopes import Slope

STANDS = (TermKind.SUPPORT, TermKind.ACQUIESCE)
"""Undertakings about an option."""

CUSHION = 150
"""Points above a believed walk-away at which a delegation is reckoned to be content."""

HURT = 10
"""Points by which a walk-away is reckoned to fall with each step of the crisis."""

HOME_REFUSES = 400
"""Chance of ratification, per mille, below which a mind says that home would not ratify."""


_CONDITIONS: dict[int, tuple[ScriptRule, Callable[[Facts], Value]]] = {}
"""Conditions of rules, compiled, by the identity of the rule: they are asked at every decision."""


Columns = tuple[tuple[tuple[int, ...], ...], ...]

_COLUMNS: dict[tuple[int, ...], tuple[list[Rows], Columns]] = {}
"""Believed points of all the other voters by issue and option, by the identity of their rows."""


class Outlook:
    """One delegation's reckoning at one instant; made anew for every command."""

    def __init__(self, view: SeatView, dice: Dice) -> None:
        self.view = view
        self.dice = dice
        self.temper: Temper = temper_of(view)
        self.seat: SeatId = view.seat
        self.text: Package = view.text
        self.points: Rows = view.interests.points
        self.round = view.public.round
        self.walk = view.walk_away
        self.memo: dict[str, Package] = {}
        self.slopes: dict[bool, Slope] = {}
        self.minded: dict[tuple[int, int], bool] = {}
        self.due: dict[tuple[type, ...], tuple[ScriptRule, ...]] = {}
        self.friends: dict[tuple[int, int], frozenset[SeatId]] = {}
        self.owed: dict[tuple[int, int], tuple[SeatId, ...]] | None = None
        self.saved: frozenset[int] | None = None

    # --- time and what we hold out for ---------------------------------------------------------

    @cached_property
    def time(self) -> int:
        """Time used as this mind feels it, per mille."""
        return max(0, min(1000, time_used(self.view) + self.temper.haste))

    @cached_property
    def last(self) -> bool:
        """Whether this is the last round on the calendar, or the crisis ends it."""
        public = self.view.public
        end = last_round(self.view.table.calendar, public.clock_stopped)
        return public.round >= end or public.crisis >= self.view.table.crisis.limit

    @cached_property
    def rounds_left(self) -> int:
        """Rounds after this one."""
        end = last_round(self.view.table.calendar, self.view.public.clock_stopped)
        return max(0, end - self.round)

    @cached_property
    def aspiration(self) -> int:
        """What this mind holds out for now, points (R20.2): Faratin's curve, softened by scripts."""
        top = self.walk + max(0, dream(self.view) - self.walk) * TOP_SHARE // 100
        held = tables.concession(self.time, max(5, min(1000, self.view.beta)))
        shift = sum(
            r.do.points
            for r in self.view.me.rules
            if isinstance(r.do, Adjust) and r.id in self.view.fired
        )
        return max(self.walk, self.walk + (top - self.walk) * held // 1000 + shift)

    @cached_property
    def holding(self) -> int:
        """How much it still holds back, per mille: 1000 at the start, 0 at the deadline."""
        return tables.concession(self.time, max(5, min(1000, self.view.beta)))

    @cached_property
    def asking(self) -> int:
        """Per cent of the usual surplus that it asks for now (R20.5)."""
        first, last = self.temper.asking
        return first + (last - first) * self.time // 1000

    # --- worth --------------------------------------------------------------------------------

    def worth(self, package: Package) -> int:
        """What a package is worth to us, points."""
        return self.view.interests.utility(package) if self.points else 0

    def crossed(self, package: Package) -> tuple[str, ...]:
        """Our red lines that a package crosses."""
        return self.view.interests.crossed(package) if self.points else ()

    def at_signature(self, package: Package) -> int:
        """Worth of a package when signed this round: delay costs (R2.4 impatience)."""
        delay = max(0, min(500, self.view.interests.impatience * self.round))
        return self.worth(package) * (1000 - delay) // 1000

    def ratified(self, package: Package) -> int:
        """Chance per mille that our home ratifies a package (R12.3)."""
        view = self.view
        odds = ratification_log_odds(
            view.me,
            tuple(i.id for i in view.table.issues),
            view.interests,
            view.walk_away,
            view.gauge + EXCLUDED_GAUGE * outsiders_price(view.coalitions, self.seat, package),
            view.mandate,
            view.veto_weights,
            package,
        )
        return tables.logistic(odds)

    @cached_property
    def expected(self) -> tuple[int, ...]:
        """What each clause is worth to us as the talks stand, points."""
        return expectations(self.view, self.points)

    # --- the others -----------------------------------------------------------------------------

    @cached_property
    def voters(self) -> tuple[SeatId, ...]:
        """The other voting delegations, in the pack's order; in a large hall, those of our circle."""
        return circle_of(self.view)

    @cached_property
    def _rows(self) -> dict[SeatId, Rows]:
        return {}

    def rows(self, other: SeatId) -> Rows:
        """Believed points of another per issue and option, as well as this mind reads (R20.5)."""
        known = self._rows.get(other)
        if known is None:
            known = self._rows[other] = believed(self.view, self.temper, other)
        return known

    @cached_property
    def columns(self) -> Columns:
        """Believed points per issue and option of the other voters, in their order."""
        rows = [self.rows(o) for o in self.voters]
        if not rows:
            return tuple(tuple(() for _ in own) for own in self.points)
        memo = tuple(map(id, rows))
        known = _COLUMNS.get(memo)
        if known is not None and all(map(is_, known[0], rows)):
            return known[1]
        found = tuple([tuple(zip(*each, strict=True)) for each in zip(*rows, strict=True)])
        if len(_COLUMNS) > 512:
            _COLUMNS.clear()
        _COLUMNS[memo] = (rows, found)
        return found

    @cached_property
    def goals(self) -> tuple[int, ...]:
        """Points at which each of the other voters is believed to be content, in their order."""
        return tuple([self.reserve(o) + self.temper.cushion for o in self.voters])

    def their_worth(self, other: SeatId, package: Package) -> int:
        """Believed worth of a package to another, points."""
        worth = 0
        for row, option in zip(self.rows(other), package, strict=True):
            worth += row[option]
        return worth

    def reserve(self, other: SeatId) -> int:
        """Believed walk-away of another, points; roll-calls on whole texts correct it."""
        known = self._reserves.get(other)
        if known is None:
            known = self._reserves[other] = self._estimate(other)
        return known

    @cached_property
    def _reserves(self) -> dict[SeatId, int]:
        return {}

    def _estimate(self, other: SeatId) -> int:
        """What time and crisis do to us they do to them; who refused a text is not content with it."""
        public = self.view.public
        hurt = (public.crisis - self.view.table.crisis.start) * HURT
        guess = self.view.beliefs[other].reserve.middle - max(0, hurt)
        refusals = 0
        for package, ballots in whole_texts(public.votes):
            ballot, reason = ballots.get(other, (Ballot.ABSENT, Reason.AGREED))
            if ballot is Ballot.ABSENT:
                continue
            worth = self.their_worth(other, package)
            if ballot in AGAINST:
                lacked = 60 if reason is Reason.HOLDING_OUT else self.temper.lack
                # Who says no again and again lacks more than it seemed the first time.
                lacked += lacked * min(4, refusals) * self.temper.listening // 100
                guess = max(guess, worth + lacked * self.temper.reading // 100 - CUSHION)
                refusals += reason is not Reason.HOLDING_OUT
            else:
                guess = min(guess, worth)
                refusals = 0
        return guess

    def shortfalls(self, package: Package) -> list[int]:
        """What each other voter is believed to lack for contentment, smallest first."""
        return sorted(
            max(0, goal - self.their_worth(o, package))
            for o, goal in zip(self.voters, self.goals, strict=True)
        )

    @cached_property
    def needed(self) -> int:
        """Other voters whose consent adoption needs, about."""
        return max(0, consents(self.view.table.institution.adoption, len(self.voters) + 1) - 1)

    # --- the text -------------------------------------------------------------------------------

    @cached_property
    def closed(self) -> frozenset[int]:
        """Indices of clauses no longer in brackets."""
        statuses = closed_statuses()
        return frozenset(k for k, c in enumerate(self.view.public.clauses) if c.status in statuses)

    @cached_property
    def open(self) -> tuple[int, ...]:
        """Indices of clauses still in brackets, in order."""
        return tuple(k for k in range(len(self.text)) if k not in self.closed)

    # --- obligations ----------------------------------------------------------------------------

    @cached_property
    def duties(self) -> tuple[tuple[str, Term], ...]:
        """Our own pending undertakings about options: (understanding, term), by id."""
        return tuple(
            (key, term)
            for key in sorted(self.view.understandings)
            for term, state in zip(
                self.view.understandings[key].bargain.terms,
                self.view.understandings[key].states,
                strict=True,
            )
            if term.by == self.seat and state is TermState.PENDING and term.kind in STANDS
        )

    @cached_property
    def promised(self) -> dict[int, tuple[Term, ...]]:
        """Our pending undertakings that bind by the text as it stands, by issue index (R6.6)."""
        found: dict[int, list[Term]] = {}
        for key, term in self.duties:
            if not binding(self.view.public, self.view.understandings[key], term):
                continue
            found.setdefault(term.issue, []).append(term)
        return {k: tuple(terms) for k, terms in found.items()}

    @cached_property
    def spent(self) -> int:
        """Budget already promised away."""
        cards = self.view.table.incentives
        return sum(
            cards[t.incentive].price
            for u in self.view.understandings.values()
            for t, state in zip(u.bargain.terms, u.states, strict=True)
            if t.by == self.seat and t.kind is TermKind.PAY and state is TermState.PENDING
        )

    # --- scripts --------------------------------------------------------------------------------

    def holds(self, rule: ScriptRule) -> bool:
        """Whether a rule's condition is true of our view."""
        known = _CONDITIONS.get(id(rule))
        if known is None or known[0] is not rule:
            if len(_CONDITIONS) > 1024:
                _CONDITIONS.clear()
            known = _CONDITIONS[id(rule)] = (rule, compile_expression(rule.when))
        return bool(known[1](self._facts))

    @cached_property
    def _facts(self) -> ViewFacts:
        return ViewFacts(self.view)

    @cached_property
    def held_out(self) -> frozenset[int]:
        """Issues on which a script says not to move now."""
        names = [i.id for i in self.view.table.issues]
        return frozenset(
            names.index(r.do.issue)
            for r in self.view.me.rules
            if isinstance(r.do, HoldOut) and r.do.issue in names and self.holds(r)
        )


def consents(rule: DecisionRule, voters: int) -> int:
    """About how many voting delegations must go along for a text to pass under a rule."""
    match rule:
        case ConsensusMinus(k=k):
            return max(1, voters - k)
        case Majority(share=share):
            return share.needed(voters)
        case DoubleMajority(states_per_mille=states, weight_per_mille=weight):
            return min(voters, -(-max(states, weight) * voters // 1000))
        case CouncilVeto(votes_needed=votes, veto_holders=holders):
            return min(voters, max(votes, len(holders)))
        case CoreAndOthers(core=core, others_needed=others):
            return min(voters, len(core) + others)
        case EntryIntoForce(count=count):
            return min(voters, max(1, count))
        case TacitAcceptance(adoption=adoption):
            return consents(adoption, voters)
        case Unanimity() | Consensus() | SilenceProcedure():
            return voters
