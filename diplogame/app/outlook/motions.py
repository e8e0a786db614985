"""What a motion would do to the text, and how the house may decide on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from diplogame.app.outlook.worth import believed_gain
from diplogame.rules import tables
from diplogame.rules.appraisal import vote_forecast
from diplogame.rules.conference import Kind
from diplogame.rules.decisions import (
    Consensus,
    DecisionRule,
    Member,
    SilenceProcedure,
    adopted_by,
)
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.pledges import keeping, pledge, with_pledge
from diplogame.rules.terms import (
    AccreditObserver,
    AdoptPartial,
    Amend,
    Band,
    ClauseStatus,
    DeferToAnnex,
    DivideTheQuestion,
    MotionKind,
    MoveToVote,
    StartSilence,
    StopClock,
    TablePackage,
)
from diplogame.rules.view import SeatView, Table

_MOST_COUNTED = 12


def after(view: SeatView, kind: MotionKind) -> Package:
    """Return the text as it would read if the motion were carried."""
    text = list(view.text)
    match kind:
        case Amend(issue=name, option=option):
            text[view.table.issue_index(name)] = option
        case TablePackage(package=package):
            return package
        case DivideTheQuestion(package=package) if package:
            return package
        case DeferToAnnex(issue=name):
            index = view.table.issue_index(name)
            text[index] = view.table.issues[index].status_quo
        case AdoptPartial():
            return tuple(
                clause.leading if clause.status is ClauseStatus.CLOSED else issue.status_quo
                for clause, issue in zip(view.public.clauses, view.table.issues, strict=True)
            )
        case _:
            pass
    return tuple(text)


def rule_of(table: Table, kind: MotionKind) -> DecisionRule:
    """Return the rule under which a motion is put (R9)."""
    if isinstance(kind, MoveToVote | AdoptPartial):
        return table.institution.adoption
    if isinstance(kind, StartSilence):
        return SilenceProcedure()
    open_to_objection = table.institution.accreditation == "no-objection"
    if isinstance(kind, StopClock) or (isinstance(kind, AccreditObserver) and open_to_objection):
        return Consensus()
    return table.institution.amendment


def members_of(view: SeatView) -> tuple[Member, ...]:
    """The voting delegations as the decision rules count them."""
    return tuple(
        Member(c.id, c.votes, c.population)
        for c in view.table.cards.values()
        if c.kind is Kind.SEAT
    )


@lru_cache(maxsize=64)
def _passing(rule: DecisionRule, members: tuple[Member, ...]) -> tuple[int, ...]:
    """The coalitions, as bit sets over the members, with which a text passes."""
    found = []
    for mask in range(1 << len(members)):
        content = [m.id for k, m in enumerate(members) if mask >> k & 1]
        if adopted_by(rule, members, content):
            found.append(mask)
    return tuple(found)


def passing_chance(
    rule: DecisionRule, members: tuple[Member, ...], chances: Mapping[SeatId, int]
) -> int:
    """Chance per mille that a text passes when each member is for it with its own chance.

    The chances are taken as independent; above twelve members everybody's consent is asked for,
    which is the least that could be true.
    """
    if len(members) > _MOST_COUNTED:
        total = 1000
        for member in members:
            total = total * chances[member.id] // 1000
        return total
    sum_: int = 0
    scale: int = 1000 ** len(members)
    for mask in _passing(rule, members):
        part = 1
        for index, member in enumerate(members):
            chance = chances[member.id]
            part *= chance if mask >> index & 1 else 1000 - chance
        sum_ += part
    return sum_ * 1000 // scale


def adoption_band(view: SeatView, package: Package, rule: DecisionRule | None = None) -> Band:
    """Chance per mille that a package would be adopted under the rule in force, or another one."""
    votes = vote_forecast(view, package)
    members = members_of(view)
    chosen = rule if rule is not None else view.table.institution.adoption
    low = passing_chance(chosen, members, {s: b.low for s, b in votes.items()})
    high = passing_chance(chosen, members, {s: b.high for s, b in votes.items()})
    return _humble(view, Band(low, high), range(len(package)))


SLOPE = 3, 2
"""Log-odds per mille of a yes for each point that a change is believed to bring, as a fraction."""

INERTIA = 500
"""Log-odds per mille that speak for the text as it stands: a clause opened for nothing is a no."""

LEAST_DOUBT = 60
"""Chance per mille that a vote goes another way than all that is known of it says."""

GAP = 4
"""What each point of certainty that is lacking adds to that, per mille."""


def motion_band(
    view: SeatView, after: Package, rule: DecisionRule, kind: MotionKind | None = None
) -> Band:
    """Chance per mille that a change of the text is carried: everybody asks what it does to them.

    A motion that changes no wording (closing, referring, a summit) is judged by whether the text as
    it stands suits them. What our knowledge lacks is doubt, whatever the beliefs say: where little is
    known of what an issue is worth to somebody, its vote is open. Promises that we know of count.

    Args:
        view: Who asks.
        after: The text as it would be left.
        rule: Under which it is decided.
        kind: The motion; a package by default.
    """
    before = view.text
    members = members_of(view)
    motion = kind if kind is not None else TablePackage(after)
    low: dict[SeatId, int] = {}
    high: dict[SeatId, int] = {}
    votes = vote_forecast(view, after) if after == before else {}
    for member in members:
        if member.id == view.seat:
            low[member.id] = high[member.id] = 1000
            continue
        if after == before:
            band = votes[member.id]
            chance = Band((band.low + 350) // 2, (band.high + 1000) // 2)
        else:
            gain = believed_gain(view, member.id, before, after)
            chance = Band(
                tables.logistic((gain.low + gain.middle) * SLOPE[0] // SLOPE[1] - INERTIA),
                tables.logistic((gain.high + gain.middle) * SLOPE[0] // SLOPE[1] - INERTIA),
            )
        doubt = _doubt(view, member.id, before, after)
        chance = Band(min(chance.low, 1000 - doubt), max(chance.high, doubt))
        way = pledge(view, member.id, motion, after)
        chance = with_pledge(chance, way, keeping(view, member.id)) if way else chance
        low[member.id], high[member.id] = chance.low, chance.high
    band = Band(passing_chance(rule, members, low), passing_chance(rule, members, high))
    return _humble(view, band, _touched(before, after))


WELL_KNOWN = 75
"""Certainty from which what an issue is worth to somebody counts as known."""


def _humble(view: SeatView, band: Band, issues: Iterable[int]) -> Band:
    """The band, never all but certain or all but impossible while our own knowledge has gaps."""
    others = [s for s in view.table.seats if s != view.seat]
    gaps = any(_certainty(view, seat, issues) < WELL_KNOWN for seat in others)
    return Band(min(band.low, 940), max(band.high, 60)) if gaps else band


def _touched(before: Package, after: Package) -> tuple[int, ...]:
    """The issues that a change of the text is about; all of them where it changes none."""
    pairs = enumerate(zip(before, after, strict=True))
    return tuple(k for k, (old, new) in pairs if old != new) or tuple(range(len(before)))


def _certainty(view: SeatView, seat: SeatId, issues: Iterable[int]) -> int:
    """How well we know what some issues are worth to a voter, 0-100; 0 where we know nothing."""
    certainty = view.beliefs[seat].certainty
    known = [certainty[k] for k in issues] if certainty else []
    return sum(known) // len(known) if known else 0


def _doubt(view: SeatView, seat: SeatId, before: Package, after: Package) -> int:
    """Chance per mille that we are simply wrong about a vote, by what we know of the clauses it is about."""
    return min(500, LEAST_DOUBT + GAP * (100 - _certainty(view, seat, _touched(before, after))))


def forecast(view: SeatView, kind: MotionKind, rule: DecisionRule) -> Band:
    """Return the chance per mille that a motion would be carried."""
    if isinstance(kind, MoveToVote | StartSilence | AdoptPartial):
        return adoption_band(view, after(view, kind), rule)
    return motion_band(view, after(view, kind), rule, kind)
