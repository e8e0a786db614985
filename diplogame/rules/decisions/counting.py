"""Counting: from ballots to a result, with everything a player may ask about it."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import assert_never

from diplogame.rules.values import dataclass

from .kinds import (
    Ballot,
    Base,
    Consensus,
    ConsensusMinus,
    CoreAndOthers,
    CouncilVeto,
    DecisionRule,
    DoubleMajority,
    EntryIntoForce,
    Majority,
    Member,
    Share,
    SilenceProcedure,
    TacitAcceptance,
    Unanimity,
    Vocabulary,
    faults,
    translations,
    vocabulary,
)


class Reason(StrEnum):
    """Why a text was adopted or not: stable codes for texts and tests."""

    ADOPTED = "adopted"
    NO_QUORUM = "no_quorum"
    NOT_UNANIMOUS = "not_unanimous"
    OBJECTION = "objection"
    TOO_FEW_IN_FAVOUR = "too_few_in_favour"
    TOO_LITTLE_WEIGHT = "too_little_weight"
    VETO = "veto"
    SILENCE_BROKEN = "silence_broken"
    TOO_MANY_OBJECTIONS = "too_many_objections"
    CORE_MISSING = "core_missing"
    TOO_FEW_OTHERS = "too_few_others"
    TOO_FEW_RATIFICATIONS = "too_few_ratifications"
    TOO_LITTLE_SHARE = "too_little_share"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many states said what, after translation to the rule's own words."""

    yes: int = 0
    no: int = 0
    abstain: int = 0
    absent: int = 0
    concern: int = 0
    objection: int = 0
    silent: int = 0

    @property
    def present(self) -> int:
        """States in the room."""
        return self.yes + self.no + self.abstain + self.concern + self.objection + self.silent

    @property
    def total(self) -> int:
        """States entitled to take part."""
        return self.present + self.absent


@dataclass(frozen=True, slots=True)
class Requirement:
    """One test of a rule.

    Attributes:
        fails_as: The reason given when this test is the first to fail.
        have: What there is.
        need: What there has to be; for `at_most` tests, the most there may be.
        at_most: Whether `have` must not exceed `need` (objections, vetoes) instead of reaching it.
        met: Whether the test is passed.
        per_mille: Whether the numbers are shares per mille (shown rounded down; `met` is exact).
    """

    fails_as: Reason
    have: int
    need: int
    met: bool
    at_most: bool = False
    per_mille: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """The result of a decision.

    Attributes:
        adopted: Whether the text is adopted (or in force).
        reason_code: `Reason.ADOPTED`, or the first test that failed.
        counts: States by ballot.
        requirements: Every test of the rule, in the order in which they are applied.
        blockers: Ids of those whose ballots stood in the way; empty if adopted.
        concerns: Ids of those whose concern is minuted.
        opted_out: Ids of those not bound by a text in force (overridden or tacit objectors).
        pivotal: Ids of those who alone, by another ballot, would turn the result.
    """

    adopted: bool
    reason_code: Reason
    counts: Counts
    requirements: tuple[Requirement, ...]
    blockers: tuple[str, ...]
    concerns: tuple[str, ...]
    opted_out: tuple[str, ...]
    pivotal: tuple[str, ...]

    @property
    def needed(self) -> int:
        """What the first requirement that is not about presence asks for, mostly yes votes."""
        tests = [test for test in self.requirements if test.fails_as is not Reason.NO_QUORUM]
        return tests[0].need


def _at_least(reason: Reason, have: int, need: int) -> Requirement:
    return Requirement(reason, have, need, have >= need)


def _at_most(reason: Reason, have: int, most: int) -> Requirement:
    return Requirement(reason, have, most, have <= most, at_most=True)


def _share(reason: Reason, part: int, whole: int, per_mille: int, waived: bool) -> Requirement:
    """A share of a measure; exact, whatever is shown."""
    met = waived or part * 1000 >= per_mille * whole
    have = part * 1000 // whole if whole else 0
    return Requirement(reason, have, per_mille, met, per_mille=True)


class Count:
    """Ballots of members under a rule, translated and added up. Internal to this package."""

    __slots__ = ("ballots", "members", "rule")

    def __init__(
        self, rule: DecisionRule, members: Sequence[Member], ballots: Mapping[str, Ballot]
    ) -> None:
        """Members without a ballot are absent (silent in a silence period)."""
        self.rule = rule
        self.members = members
        words = translations(rule)
        cast = [(member.id, ballots.get(member.id, Ballot.ABSENT)) for member in members]
        self.ballots = {name: words.get(ballot, ballot) for name, ballot in cast}

    def counts(self) -> Counts:
        """States by ballot."""
        sums = dict.fromkeys(Ballot, 0)
        for member in self.members:
            sums[self.ballots[member.id]] += member.weight
        return Counts(**{ballot.value: number for ballot, number in sums.items()})

    def ids(self, *which: Ballot) -> tuple[str, ...]:
        """Who cast one of these ballots, in the members' order."""
        return tuple(m.id for m in self.members if self.ballots[m.id] in which)

    def measure(self, name: str, *which: Ballot) -> int:
        """How much of a measure cast one of these ballots."""
        return sum(m.measure(name) for m in self.members if self.ballots[m.id] in which)

    def requirements(self, counts: Counts) -> tuple[Requirement, ...]:
        """The tests of the rule, each with its numbers."""
        rule = self.rule
        match rule:
            case Unanimity():
                waived = 0 if rule.abstention_blocks else counts.abstain
                waived += 0 if rule.absence_blocks else counts.absent
                need = max(1, counts.total - waived)
                return (_at_least(Reason.NOT_UNANIMOUS, counts.yes, need),)
            case Consensus():
                return (
                    _quorum(rule.quorum, counts),
                    _at_most(Reason.OBJECTION, counts.objection, 0),
                )
            case ConsensusMinus():
                # Somebody has to join: k objectors alone in the room are no consensus.
                return (
                    _quorum(rule.quorum, counts),
                    _at_most(Reason.OBJECTION, counts.objection, rule.k),
                    _at_least(Reason.TOO_FEW_IN_FAVOUR, counts.yes + counts.concern, 1),
                )
            case Majority():
                whole = {
                    Base.VOTING: counts.yes + counts.no,
                    Base.PRESENT: counts.present,
                    Base.MEMBERS: counts.total,
                }[rule.of]
                need = max(1, rule.share.needed(whole))
                quorum = (_quorum(rule.quorum, counts),) if rule.quorum.numerator else ()
                return (*quorum, _at_least(Reason.TOO_FEW_IN_FAVOUR, counts.yes, need))
            case DoubleMajority():
                return self._double_majority(rule, counts)
            case CouncilVeto():
                vetoes = sum(self.ballots[name] is Ballot.NO for name in rule.veto_holders)
                return (
                    _at_least(Reason.TOO_FEW_IN_FAVOUR, counts.yes, rule.votes_needed),
                    _at_most(Reason.VETO, vetoes, 0),
                )
            case SilenceProcedure():
                return (_at_most(Reason.SILENCE_BROKEN, counts.objection, 0),)
            case TacitAcceptance():
                stop = rule.objection_share.needed(counts.total)
                return (_at_most(Reason.TOO_MANY_OBJECTIONS, counts.objection, stop - 1),)
            case CoreAndOthers():
                core = sum(self.ballots[name] is Ballot.YES for name in rule.core)
                others = _others(rule, self.members)
                yes = sum(m.weight for m in others if self.ballots[m.id] is Ballot.YES)
                return (
                    _at_least(Reason.CORE_MISSING, core, len(rule.core)),
                    _at_least(Reason.TOO_FEW_OTHERS, yes, rule.others_needed),
                )
            case EntryIntoForce():
                part = self.measure(rule.measure, Ballot.YES)
                whole = self.measure(rule.measure, *Ballot)
                return (
                    _at_least(Reason.TOO_FEW_RATIFICATIONS, counts.yes, rule.count),
                    _share(Reason.TOO_LITTLE_SHARE, part, whole, rule.share_per_mille, False),
                )
            case _:
                assert_never(rule)

    def _double_majority(self, rule: DoubleMajority, counts: Counts) -> tuple[Requirement, ...]:
        against: tuple[Ballot, ...] = (Ballot.NO,)
        if rule.abstention_counts_as_no:
            against = (Ballot.NO, Ballot.ABSTAIN, Ballot.ABSENT)
        opposed_states = counts.no
        if rule.abstention_counts_as_no:
            opposed_states += counts.abstain + counts.absent
        states = counts.yes + opposed_states
        favour = self.measure(rule.measure, Ballot.YES)
        opposed = self.measure(rule.measure, *against)
        whole = favour + opposed
        waived = opposed_states < rule.blocking_states or (
            rule.blocking_weight_per_mille > 0
            and opposed * 1000 <= rule.blocking_weight_per_mille * whole
        )
        need = max(1, -(-rule.states_per_mille * states // 1000))
        return (
            _at_least(Reason.TOO_FEW_IN_FAVOUR, counts.yes, need),
            _share(Reason.TOO_LITTLE_WEIGHT, favour, whole, rule.weight_per_mille, waived),
        )

    def blockers(self, counts: Counts, failed: Sequence[Requirement]) -> tuple[str, ...]:
        """Whose ballots stood in the way: were they all in favour, the text would pass."""
        reasons = {test.fails_as for test in failed}
        blocking = set(self.ids(Ballot.ABSENT)) if Reason.NO_QUORUM in reasons else set()
        if reasons - {Reason.NO_QUORUM}:
            blocking.update(self._against(counts, reasons))
        return tuple(member.id for member in self.members if member.id in blocking)

    def _against(self, counts: Counts, reasons: set[Reason]) -> tuple[str, ...]:
        """Who kept the tests about ballots from being met."""
        rule = self.rule
        withheld = (Ballot.NO, Ballot.ABSTAIN, Ballot.ABSENT)
        match rule:
            case Consensus() | ConsensusMinus() | SilenceProcedure() | TacitAcceptance():
                return self.ids(Ballot.OBJECTION)
            case Unanimity() | Majority() | DoubleMajority() if not counts.yes:
                # Nobody in favour: those who merely kept out of it blocked too.
                return self.ids(*withheld)
            case Unanimity():
                waived = {
                    Ballot.ABSTAIN: rule.abstention_blocks,
                    Ballot.ABSENT: rule.absence_blocks,
                }
                return self.ids(*(ballot for ballot in withheld if waived.get(ballot, True)))
            case Majority():
                counted = {Base.VOTING: 1, Base.PRESENT: 2, Base.MEMBERS: 3}[rule.of]
                return self.ids(*withheld[:counted])
            case DoubleMajority():
                return self.ids(*(withheld if rule.abstention_counts_as_no else withheld[:1]))
            case CouncilVeto():
                if Reason.TOO_FEW_IN_FAVOUR in reasons:
                    return self.ids(*withheld)
                return tuple(name for name in self.ids(Ballot.NO) if name in rule.veto_holders)
            case CoreAndOthers():
                short = Reason.TOO_FEW_OTHERS in reasons
                others = {m.id for m in _others(rule, self.members)} if short else set()
                core = set(rule.core) if Reason.CORE_MISSING in reasons else set()
                return tuple(name for name in self.ids(*withheld) if name in core | others)
            case EntryIntoForce():
                return self.ids(*withheld)
            case _:
                assert_never(rule)


def _others(rule: CoreAndOthers, members: Sequence[Member]) -> list[Member]:
    """The members outside the core that count."""
    if rule.others:
        return [member for member in members if member.id in rule.others]
    return [member for member in members if member.id not in rule.core]


def _quorum(quorum: Share, counts: Counts) -> Requirement:
    """Enough states in the room, and never an empty room."""
    return _at_least(Reason.NO_QUORUM, counts.present, max(1, quorum.needed(counts.total)))


def passes(rule: DecisionRule, members: Sequence[Member], ballots: Mapping[str, Ballot]) -> bool:
    """Whether a text is adopted: `tally` without the explanations, for searches. No checks."""
    count = Count(rule, members, ballots)
    return all(test.met for test in count.requirements(count.counts()))


def decided(
    rule: DecisionRule, members: Sequence[Member], ballots: Mapping[str, Ballot]
) -> tuple[bool, tuple[str, ...]]:
    """Whether a text is adopted, and whose ballots stood in the way: `tally` without who is pivotal.

    That asks for a count for every member; a roll-call of a large hall needs one.

    Raises:
        ValueError: As `tally`.
    """
    check(rule, members, ballots)
    count = Count(rule, members, ballots)
    counts = count.counts()
    failed = [test for test in count.requirements(counts) if not test.met]
    return not failed, count.blockers(counts, failed)


def adopted_by(rule: DecisionRule, members: Sequence[Member], content: Collection[str]) -> bool:
    """Whether a text passes when the content vote yes and everybody else no (or objects).

    The question the analysis of feasible packages asks (R21).
    """
    ballots = {m.id: Ballot.YES if m.id in content else Ballot.NO for m in members}
    return passes(rule, members, ballots)


def turning_ballots(rule: DecisionRule) -> tuple[Ballot, ...]:
    """What a delegation may say under a rule, from the most to the least favourable."""
    match vocabulary(rule):
        case Vocabulary.VOTE:
            return (Ballot.YES, Ballot.ABSTAIN, Ballot.ABSENT, Ballot.NO)
        case Vocabulary.CONSENSUS:
            return (Ballot.YES, Ballot.CONCERN, Ballot.ABSENT, Ballot.OBJECTION)
        case Vocabulary.SILENCE:
            return (Ballot.SILENT, Ballot.OBJECTION)


def check(rule: DecisionRule, members: Sequence[Member], ballots: Mapping[str, Ballot]) -> None:
    """Refuse rules that do not fit the members and ballots of strangers.

    Raises:
        ValueError: See `faults`; or a ballot belongs to nobody in ``members``.
    """
    if found := faults(rule, members):
        raise ValueError("; ".join(found))
    if strangers := sorted(set(ballots) - {member.id for member in members}):
        raise ValueError(f"ballots of non-members: {', '.join(strangers)}")


def tally(rule: DecisionRule, members: Sequence[Member], ballots: Mapping[str, Ballot]) -> Tally:
    """Count ballots under a rule (R9).

    Args:
        rule: The rule. A `TacitAcceptance` counts its acceptance stage.
        members: Everybody entitled to take part, in the order of the roll-call.
        ballots: Ballot by member id. Whoever has none is absent (silent in a silence period).
            Ballots in other words than the rule's are translated, see `translate`.

    Raises:
        ValueError: The rule does not fit the members, or a ballot belongs to a non-member.
    """
    check(rule, members, ballots)
    count = Count(rule, members, ballots)
    counts = count.counts()
    requirements = count.requirements(counts)
    failed = [test for test in requirements if not test.met]
    adopted = not failed
    overridden = isinstance(rule, ConsensusMinus | TacitAcceptance) and adopted
    # Turning: an overview for the result screen. The exact ballot is in `pivots`.
    pivotal = tuple(
        member.id
        for member in members
        if any(
            passes(rule, members, {**ballots, member.id: other}) is not adopted
            for other in turning_ballots(rule)
        )
    )
    return Tally(
        adopted=adopted,
        reason_code=failed[0].fails_as if failed else Reason.ADOPTED,
        counts=counts,
        requirements=requirements,
        blockers=count.blockers(counts, failed),
        concerns=count.ids(Ballot.CONCERN),
        opted_out=count.ids(Ballot.OBJECTION) if overridden else (),
        pivotal=pivotal,
    )
