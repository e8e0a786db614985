"""Looking ahead and back: what can still happen, who could turn it, and recounts."""

from collections.abc import Mapping, Sequence

from diplogame.rules.values import dataclass, replace

from .counting import Tally, check, passes, tally, turning_ballots
from .kinds import (
    Ballot,
    DecisionRule,
    EntryIntoForce,
    Member,
    TacitAcceptance,
    translate,
)


def _fill(
    members: Sequence[Member], partial: Mapping[str, Ballot], ballot: Ballot
) -> dict[str, Ballot]:
    return {member.id: partial.get(member.id, ballot) for member in members}


def could_still_pass(
    rule: DecisionRule, members: Sequence[Member], partial: Mapping[str, Ballot]
) -> bool:
    """Whether a text can still be adopted; members without a ballot are free to cast any.

    Raises:
        ValueError: As `tally`.
    """
    check(rule, members, partial)
    # Rules are monotone, so the most favourable ballots decide.
    return passes(rule, members, _fill(members, partial, turning_ballots(rule)[0]))


def could_still_fail(
    rule: DecisionRule, members: Sequence[Member], partial: Mapping[str, Ballot]
) -> bool:
    """Whether a text can still fail; members without a ballot are free to cast any.

    Raises:
        ValueError: As `tally`.
    """
    check(rule, members, partial)
    # Two ways to stop a text need different ballots: against it, or out of the room (quorum). Each
    # test of a rule is hurt most by one of the two, for everybody alike.
    return any(
        not passes(rule, members, _fill(members, partial, ballot))
        for ballot in turning_ballots(rule)[-2:]
    )


@dataclass(frozen=True, slots=True)
class Pivot:
    """One delegation that alone would turn the result, and the mildest ballot that does it.

    Attributes:
        member: The delegation's id.
        ballot: The ballot nearest to the one it cast, in the order yes, abstain or concern, absent,
            no or objection.
    """

    member: str
    ballot: Ballot


def pivots(
    rule: DecisionRule, members: Sequence[Member], ballots: Mapping[str, Ballot]
) -> tuple[Pivot, ...]:
    """Who alone would turn the result, and how.

    Raises:
        ValueError: As `tally`.
    """
    check(rule, members, ballots)
    adopted = passes(rule, members, ballots)
    scale = turning_ballots(rule)
    found: list[Pivot] = []
    for member in members:
        cast = translate(ballots.get(member.id, Ballot.ABSENT), rule)
        here = scale.index(cast)
        for other in sorted(scale, key=lambda b: (abs(scale.index(b) - here), scale.index(b))):
            if passes(rule, members, {**ballots, member.id: other}) is not adopted:
                found.append(Pivot(member.id, other))
                break
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Pivotal:
    """Who can sell a ratification (Russia 2002-04: field guide 4.5).

    Attributes:
        completing: Ids of those whose ratification alone would bring the text into force now.
        indispensable: Ids of those without whom it never can, given who has declined so far. Such a
            seat can sell even before it is the last.
    """

    completing: tuple[str, ...]
    indispensable: tuple[str, ...]


def pivotal(
    rule: EntryIntoForce, members: Sequence[Member], ballots: Mapping[str, Ballot]
) -> Pivotal:
    """Who can sell the last ratification.

    Args:
        rule: The entry-into-force rule.
        members: Everybody who may ratify.
        ballots: Yes for those who have ratified, no for those who have declined for good; whoever
            has no ballot (or is absent or abstains) may still ratify.

    Returns:
        The sellers; empty on both counts once the text is in force.

    Raises:
        ValueError: As `tally`.
    """
    check(rule, members, ballots)
    if passes(rule, members, ballots):
        return Pivotal((), ())
    settled = {
        name: ballot
        for name, ballot in ballots.items()
        if translate(ballot, rule) in (Ballot.YES, Ballot.NO)
    }
    waiting = [member.id for member in members if member.id not in settled]
    if not passes(rule, members, _fill(members, settled, Ballot.YES)):
        return Pivotal((), ())
    return Pivotal(
        completing=tuple(
            name for name in waiting if passes(rule, members, {**settled, name: Ballot.YES})
        ),
        indispensable=tuple(
            name
            for name in waiting
            if not passes(rule, members, _fill(members, {**settled, name: Ballot.NO}, Ballot.YES))
        ),
    )


@dataclass(frozen=True, slots=True)
class Translation:
    """One ballot that had to be read in other words."""

    member: str
    cast: Ballot
    read_as: Ballot


@dataclass(frozen=True, slots=True)
class Recount:
    """The same ballots under another rule.

    Attributes:
        rule: The rule of the recount.
        ballots: What was counted, by member, in the members' order.
        translations: Which ballots were read in other words, and how (see `translate`).
        tally: The result. For a `TacitAcceptance` a failed adoption stage is the result.
    """

    rule: DecisionRule
    ballots: tuple[tuple[str, Ballot], ...]
    translations: tuple[Translation, ...]
    tally: Tally


def _recount_tacit(
    rule: TacitAcceptance, members: Sequence[Member], ballots: Mapping[str, Ballot]
) -> Tally:
    """Both stages: votes count for adoption, then votes against stand as objections."""
    adoption = tally(rule.adoption, members, ballots)
    acceptance = tally(rule, members, ballots)
    if not adoption.adopted:
        return adoption
    return replace(acceptance, requirements=adoption.requirements + acceptance.requirements)


def recount(
    members: Sequence[Member], ballots: Mapping[str, Ballot], rules: Sequence[DecisionRule]
) -> tuple[Recount, ...]:
    """Count the same ballots under other rules ("would it have passed?", R9).

    Args:
        members: Everybody entitled to take part.
        ballots: The ballots as they were cast.
        rules: The rules to count under, one result each, in this order.

    Raises:
        ValueError: As `tally`.
    """
    results: list[Recount] = []
    for rule in rules:
        cast = _fill(members, ballots, Ballot.ABSENT)
        read = {name: translate(ballot, rule) for name, ballot in cast.items()}
        results.append(
            Recount(
                rule=rule,
                ballots=tuple(read.items()),
                translations=tuple(
                    Translation(name, cast[name], read[name])
                    for name in cast
                    if cast[name] is not read[name]
                ),
                tally=_recount_tacit(rule, members, ballots)
                if isinstance(rule, TacitAcceptance)
                else tally(rule, members, ballots),
            )
        )
    return tuple(results)
