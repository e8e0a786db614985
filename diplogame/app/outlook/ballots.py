"""How another delegation may vote: a chance, and how far to trust it.

The signs of `diplogame.app.outlook.signs` are weighed by the tables of `diplogame.app.outlook.weights`
and summed to log-odds, as every chance in the rules is (docs/lab.md tells how the weights were found).

Guarantees: reads a view and nothing else; whole numbers; a chance is never certain, a band is wider the
less is known, and its middle is the chance unless it was kept from being certain.
"""

from __future__ import annotations

from collections.abc import Iterable

from diplogame.app.outlook.signs import SIGNS, family, signs
from diplogame.app.outlook.weights import ABSTAINS, BASE, WEIGHTS
from diplogame.rules import tables
from diplogame.rules.decisions import (
    Ballot,
    Base,
    Consensus,
    DecisionRule,
    Majority,
    SilenceProcedure,
)
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.terms import Band, MotionKind, MoveToVote
from diplogame.rules.view import SeatView

LEAST_DOUBT = 100
"""Half of the width, per mille, of a band around an even chance where all is known that can be known."""

GAP = 15
"""What each point of certainty that is lacking adds to that, in tenths."""

WELL_KNOWN = 75
"""Certainty from which what an issue is worth to somebody counts as known."""

SURELY, HARDLY = 990, 10
"""The most and the least that is ever reckoned for one ballot, per mille."""

MOVER = 980
"""Chance per mille that who moved something votes for it."""

_FOR = (Ballot.YES, Ballot.SILENT, Ballot.CONCERN)


def certainty_of(view: SeatView, seat: SeatId, issues: Iterable[int]) -> int:
    """How well we know what some issues are worth to a voter, 0-100; 0 where we know nothing."""
    certainty = view.beliefs[seat].certainty
    known = [certainty[k] for k in issues] if certainty else []
    return sum(known) // len(known) if known else 0


def touched(before: Package, after: Package) -> tuple[int, ...]:
    """The issues that a change of the text is about; all of them where it changes none."""
    pairs = enumerate(zip(before, after, strict=True))
    return tuple(k for k, (old, new) in pairs if old != new) or tuple(range(len(before)))


def doubted(chance: int, certainty: int) -> Band:
    """A chance per mille as a band: the less is known the wider, the nearer to sure the narrower."""
    doubt = LEAST_DOUBT + (100 - certainty) * GAP // 10
    half = doubt * 4 * chance * (1000 - chance) // 1_000_000
    band = Band(max(0, chance - half), min(1000, chance + half))
    return band if certainty >= WELL_KNOWN else Band(min(band.low, 940), max(band.high, 60))


def vote_chance(view: SeatView, seat: SeatId, kind: MotionKind, after: Package) -> int:
    """Chance per mille that another delegation votes for a motion; does not object, under consensus.

    Args:
        view: Who asks.
        seat: Whose vote; another voting delegation.
        kind: The motion; of the whole text, its adoption.
        after: The text as it would be left.
    """
    of = family(view, kind)
    weights = WEIGHTS[of]
    odds = BASE[of] + sum(
        weights.get(name, 0) * sign // 1000
        for name, sign in zip(SIGNS[of], signs(view, seat, kind, after), strict=True)
    )
    return max(HARDLY, min(SURELY, tables.logistic(odds)))


def letting_pass(
    view: SeatView, seat: SeatId, kind: MotionKind, after: Package, rule: DecisionRule
) -> int:
    """Chance per mille that another delegation's ballot counts for a motion under a rule.

    Who neither wants nor minds a change abstains: a yes where only objections stop it, no ballot at all
    where only those who vote are counted. What was cast already is known; who moved it wants it.
    """
    motion = view.public.motion
    if motion is not None and motion.kind == kind:
        cast = view.public.ballots.get(seat)
        if cast is not None:
            open_to_all = isinstance(rule, Consensus | SilenceProcedure)
            return 1000 if cast in _FOR or (open_to_all and cast is Ballot.ABSTAIN) else 0
        if motion.by == seat:
            return MOVER
    chance = vote_chance(view, seat, kind, after)
    neither = (1000 - chance) * ABSTAINS.get(family(view, kind), 0) // 1000
    if isinstance(rule, Consensus | SilenceProcedure):
        return chance + neither
    if isinstance(rule, Majority) and rule.of is Base.VOTING:
        return chance * 1000 // max(1, 1000 - neither)
    return chance


def vote_forecast(view: SeatView, package: Package) -> dict[SeatId, Band]:
    """Chance per mille that each voter lets a package pass, as a band from what we know of it.

    Ourselves: whether the package is worth our walk-away and crosses no red line.
    """
    found: dict[SeatId, Band] = {}
    for seat in view.table.seats:
        if seat == view.seat:
            ok = view.interests.utility(package) >= view.walk_away
            ok = ok and not view.interests.crossed(package)
            found[seat] = Band(1000, 1000) if ok else Band(0, 0)
            continue
        chance = vote_chance(view, seat, MoveToVote(), package)
        found[seat] = doubted(chance, certainty_of(view, seat, range(len(package))))
    return found
