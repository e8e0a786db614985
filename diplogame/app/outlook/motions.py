"""What a motion would do to the text, and how the house may decide on it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import prod

from diplogame.app.outlook.ballots import certainty_of, doubted, letting_pass, touched
from diplogame.rules.conference import Kind
from diplogame.rules.decisions import (
    Consensus,
    DecisionRule,
    Majority,
    Member,
    SilenceProcedure,
    Unanimity,
    adopted_by,
)
from diplogame.rules.dice import draw
from diplogame.rules.ids import Package, SeatId
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

    The chances are taken as independent. Up to twelve members every coalition is counted; above that shares
    of the votes are added up exactly, and other rules are tried on the same few hundred roll-calls.
    """
    if len(members) > _MOST_COUNTED:
        if isinstance(rule, Unanimity | Consensus | SilenceProcedure):
            whole: int = 1000 ** (len(members) - 1)
            return prod(chances[member.id] for member in members) // whole
        if isinstance(rule, Majority):
            return _majority(rule, members, chances)
        return _tried(rule, members, chances)
    sum_: int = 0
    scale: int = 1000 ** len(members)
    for mask in _passing(rule, members):
        part = 1
        for index, member in enumerate(members):
            chance = chances[member.id]
            part *= chance if mask >> index & 1 else 1000 - chance
        sum_ += part
    return sum_ * 1000 // scale


def _majority(rule: Majority, members: tuple[Member, ...], chances: Mapping[SeatId, int]) -> int:
    """Chance per mille that those in favour reach their share: votes are added member by member."""
    whole = sum(member.weight for member in members)
    needed = max(1, rule.share.needed(whole))
    # Votes in favour up to what is needed, in millionths: more need not be told apart.
    reached = [1_000_000_000_000] + [0] * needed
    for member in members:
        chance = chances[member.id]
        for votes in range(needed, -1, -1):
            part = reached[votes] * chance // 1000
            if votes < needed:
                reached[votes] -= part
                reached[min(needed, votes + member.weight)] += part
    return reached[needed] * 1000 // 1_000_000_000_000


_ROLL_CALLS = 256


@lru_cache(maxsize=4)
def _fates(count: int) -> tuple[tuple[int, ...], ...]:
    """Numbers of 0 to 999 by roll-call and member; the same for every question, so that better odds tell."""
    return tuple(
        tuple(draw(0, "flavour", "roll-call", k, m, sides=1000) for m in range(count))
        for k in range(_ROLL_CALLS)
    )


def _tried(rule: DecisionRule, members: tuple[Member, ...], chances: Mapping[SeatId, int]) -> int:
    """Chance per mille of a text under any rule: the share of drawn roll-calls that it passes."""
    passed = 0
    for fates in _fates(len(members)):
        content = [m.id for m, fate in zip(members, fates, strict=True) if fate < chances[m.id]]
        passed += adopted_by(rule, members, content)
    return passed * 1000 // _ROLL_CALLS


def adoption_band(view: SeatView, package: Package, rule: DecisionRule | None = None) -> Band:
    """Chance per mille that a package would be adopted under the rule in force, or another one.

    Ourselves we reckon to be for what is worth our walk-away and crosses no red line.
    """
    ok = view.interests.utility(package) >= view.walk_away
    ok = ok and not view.interests.crossed(package)
    chosen = rule if rule is not None else view.table.institution.adoption
    return _carried(view, MoveToVote(), package, chosen, 1000 if ok else 0)


def motion_band(
    view: SeatView, after: Package, rule: DecisionRule, kind: MotionKind | None = None
) -> Band:
    """Chance per mille that a motion of ours is carried.

    Each of the others votes with the chance that what we know of it gives (`ballots.vote_chance`), we
    vote for it; the rule decides. The band is wider the less is known of the clauses that it is about.

    Args:
        view: Who asks.
        after: The text as it would be left.
        rule: Under which it is decided.
        kind: The motion; a package by default.
    """
    motion = kind if kind is not None else TablePackage(after)
    return _carried(view, motion, after, rule, 1000)


def _carried(
    view: SeatView, kind: MotionKind, after: Package, rule: DecisionRule, ours: int
) -> Band:
    """Chance per mille that a motion is carried, if we vote for it with a chance per mille."""
    members = members_of(view)
    chances = {
        member.id: ours
        if member.id == view.seat
        else letting_pass(view, member.id, kind, after, rule)
        for member in members
    }
    motion = view.public.motion
    if motion is not None and motion.kind == kind and view.seat in view.public.ballots:
        chances[view.seat] = letting_pass(view, view.seat, kind, after, rule)
    others = [s for s in view.table.seats if s != view.seat]
    issues = touched(view.text, after)
    known = sum(certainty_of(view, seat, issues) for seat in others) // max(1, len(others))
    return doubted(passing_chance(rule, members, chances), known)


def forecast(view: SeatView, kind: MotionKind, rule: DecisionRule) -> Band:
    """Return the chance per mille that a motion would be carried if we moved it."""
    return motion_band(view, after(view, kind), rule, kind)
