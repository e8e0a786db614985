"""Decision rules as games of who carries a text: the bridge from R9 to the mathematics.

Asked of all rules alike is: given who is content, is the text adopted when the content say yes and
everybody else no (or objects)? For the two stages of a tacit acceptance both are asked: it has to
be adopted first, and then not stopped.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from itertools import combinations
from typing import assert_never

from diplogame.rules.decisions import (
    Consensus,
    ConsensusMinus,
    CoreAndOthers,
    CouncilVeto,
    DecisionRule,
    DoubleMajority,
    EntryIntoForce,
    Majority,
    Member,
    SilenceProcedure,
    TacitAcceptance,
    Unanimity,
    adopted_by,
)
from diplogame.rules.values import dataclass

MOST_PARTIES = 16
"""Where all sets of parties are looked at: twice as many with each party more."""


def carries(rule: DecisionRule, members: Sequence[Member]) -> Callable[[frozenset[int]], bool]:
    """The predicate that `feasible_share`, `core` and their like take, for a rule of R9.

    Args:
        rule: Any decision rule.
        members: In the order of the parties' numbers; they fit the rule (see `decisions.faults`).

    Returns:
        Whether a set of parties in favour carries a text under the rule, all others against it.
    """

    def accepts(content: frozenset[int]) -> bool:
        names = {members[party].id for party in content}
        if isinstance(rule, TacitAcceptance) and not adopted_by(rule.adoption, members, names):
            return False
        return adopted_by(rule, members, names)

    return accepts


@dataclass(frozen=True, slots=True)
class WeighedGame:
    """A decision rule in numbers: who must be in favour, and how much of what is enough.

    A set of parties carries the text if all of `must` are in it and its count and measure suffice.

    Attributes:
        count: By party, what it counts for.
        measure: By party, its part of the measure that is weighed; all 0 if none is.
        must: Those without whom nothing passes.
        enough: For a count, the least measure that carries with it; None if that count never does.
            Never rises with the count.
    """

    count: tuple[int, ...]
    measure: tuple[int, ...]
    must: frozenset[int]
    enough: Callable[[int], int | None] = field(compare=False)


def weighed(rule: DecisionRule, members: Sequence[Member]) -> tuple[WeighedGame, ...]:
    """A rule of R9 as weighed games which all have to be won (two only for a tacit acceptance)."""
    states = tuple(member.weight for member in members)
    total = sum(states)
    everybody = frozenset(range(len(members)))

    def quota(need: int) -> tuple[WeighedGame, ...]:
        # One number to reach: it is weighed as the measure, which is cheap however many states.
        return (WeighedGame((0,) * len(states), states, frozenset(), lambda _count: need),)

    match rule:
        case Unanimity() | Consensus() | SilenceProcedure():
            nothing = (0,) * len(states)
            return (WeighedGame(nothing, nothing, everybody, lambda _count: 0),)
        case ConsensusMinus():
            return quota(max(1, total - rule.k))
        case Majority():
            # With nobody abstaining or absent all bases are the same whole, and any quorum is met.
            return quota(max(1, rule.share.needed(total)))
        case TacitAcceptance():
            stop = rule.objection_share.needed(total)
            return (*weighed(rule.adoption, members), *quota(total - stop + 1))
        case CouncilVeto():
            must = frozenset(n for n, m in enumerate(members) if m.id in rule.veto_holders)
            need = rule.votes_needed
            return (WeighedGame((0,) * len(states), states, must, lambda _count: need),)
        case CoreAndOthers():
            must = frozenset(n for n, m in enumerate(members) if m.id in rule.core)
            counted = tuple(
                m.weight if (m.id in rule.others if rule.others else m.id not in rule.core) else 0
                for m in members
            )
            need = rule.others_needed
            return (WeighedGame((0,) * len(states), counted, must, lambda _count: need),)
        case EntryIntoForce():
            amounts = tuple(member.measure(rule.measure) for member in members)
            share = -(-rule.share_per_mille * sum(amounts) // 1000)
            fewest = rule.count
            return (
                WeighedGame(
                    states,
                    amounts,
                    frozenset(),
                    lambda count: share if count >= fewest else None,
                ),
            )
        case DoubleMajority():
            return (_double_majority(rule, members, states, total),)
        case _:
            assert_never(rule)


def _double_majority(
    rule: DoubleMajority, members: Sequence[Member], states: tuple[int, ...], total: int
) -> WeighedGame:
    amounts = tuple(member.measure(rule.measure) for member in members)
    whole = sum(amounts)
    fewest = max(1, -(-rule.states_per_mille * total // 1000))
    share = -(-rule.weight_per_mille * whole // 1000)
    if rule.blocking_weight_per_mille > 0:
        # Waived as well when those against are no blocking minority by weight.
        share = min(share, -(-(1000 - rule.blocking_weight_per_mille) * whole // 1000))

    def enough(count: int) -> int | None:
        if count < fewest:
            return None
        return 0 if total - count < rule.blocking_states else share

    return WeighedGame(states, amounts, frozenset(), enough)


# --- coalitions ----------------------------------------------------------------------------------


def _refuse_too_many(parties: int) -> None:
    if not 1 <= parties <= MOST_PARTIES:
        raise ValueError(f"sets of 1 to {MOST_PARTIES} parties are looked at, not of {parties}")


def winning_coalitions(
    parties: int, accepts: Callable[[frozenset[int]], bool]
) -> tuple[frozenset[int], ...]:
    """The minimal winning coalitions: sets that carry a text, and no longer if anybody leaves.

    Args:
        parties: How many, 1 to `MOST_PARTIES`.
        accepts: Whether a set of parties in favour carries the rule; monotone.

    Returns:
        Smallest first, then in the order of their members.

    Raises:
        ValueError: Too many parties, or none.
    """
    _refuse_too_many(parties)
    return _minimal(parties, accepts)


def blocking_coalitions(
    parties: int, accepts: Callable[[frozenset[int]], bool]
) -> tuple[frozenset[int], ...]:
    """The minimal blocking coalitions: sets without which the rest cannot carry a text.

    Nobody in such a set can leave it without the rest then carrying the text. A set of one is a
    party with a veto. Empty if even all together carry nothing; and if a text needs nobody.

    Args and errors: as `winning_coalitions`.
    """
    _refuse_too_many(parties)
    everybody = frozenset(range(parties))
    if not accepts(everybody) or accepts(frozenset()):
        return ()
    return _minimal(parties, lambda blockers: not accepts(everybody - blockers))


def _minimal(
    parties: int, holds_for: Callable[[frozenset[int]], bool]
) -> tuple[frozenset[int], ...]:
    """Minimal sets for which something monotone holds."""
    found: list[frozenset[int]] = []
    masks: list[int] = []
    for size in range(parties + 1):
        for chosen in combinations(range(parties), size):
            mask = _mask(chosen)
            if any(mask & smaller == smaller for smaller in masks):
                continue
            group = frozenset(chosen)
            if holds_for(group):
                found.append(group)
                masks.append(mask)
    return tuple(found)


def _mask(parties: Iterable[int]) -> int:
    mask = 0
    for party in parties:
        mask |= 1 << party
    return mask
