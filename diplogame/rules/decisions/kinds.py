"""The vocabulary of decisions: members, ballots, and every decision rule of R9 as plain data."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import ClassVar, TypeAlias, assert_never

from diplogame.rules.values import dataclass


class Ballot(StrEnum):
    """What a delegation says when the question is put.

    Votes use yes, no, abstain; consensus uses yes, concern (joins, its concern is minuted) and
    objection; a silence period knows silence and objection. Absence is possible everywhere.
    """

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    ABSENT = "absent"
    CONCERN = "concern"
    OBJECTION = "objection"
    SILENT = "silent"


class Vocabulary(StrEnum):
    """Which ballots a kind of rule understands."""

    VOTE = "vote"
    CONSENSUS = "consensus"
    SILENCE = "silence"


_B = Ballot
_TRANSLATIONS: dict[Vocabulary, dict[Ballot, Ballot]] = {
    Vocabulary.VOTE: {
        _B.CONCERN: _B.ABSTAIN,
        _B.OBJECTION: _B.NO,
        _B.SILENT: _B.YES,
    },
    Vocabulary.CONSENSUS: {
        _B.NO: _B.OBJECTION,
        _B.ABSTAIN: _B.CONCERN,
        _B.SILENT: _B.YES,
    },
    Vocabulary.SILENCE: {
        _B.YES: _B.SILENT,
        _B.NO: _B.OBJECTION,
        _B.ABSTAIN: _B.SILENT,
        _B.ABSENT: _B.SILENT,
        _B.CONCERN: _B.SILENT,
    },
}


@dataclass(frozen=True, slots=True)
class Member:
    """A delegation entitled to take part in a decision.

    Attributes:
        id: The delegation's id.
        weight: How many states it speaks for, at least 1 (R1.4). Counts are counts of states.
        population: The measure most double majorities use; any unit, at least 0.
        measures: Other quantities by name, for instance ``(("emissions", 174),)``; at least 0.
    """

    id: str
    weight: int = 1
    population: int = 0
    measures: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        if self.weight < 1:
            raise ValueError(f"member {self.id!r} speaks for {self.weight} states; at least 1")
        if self.population < 0 or any(amount < 0 for _, amount in self.measures):
            raise ValueError(f"member {self.id!r} has a negative measure")

    def measure(self, name: str) -> int:
        """A quantity by name: ``weight``, ``population`` or one of `measures`; 0 if unknown."""
        if name == "weight":
            return self.weight
        if name == "population":
            return self.population
        return dict(self.measures).get(name, 0)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, 0 to 1, as institutions write it: 1/2, 2/3, 3/4.

    Exactly one half means *more than half*, as "majority" does everywhere; any other share is
    reached by equality (6 of 9 are two thirds).
    """

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if not 0 <= self.numerator <= self.denominator or self.denominator < 1:
            raise ValueError(f"{self} is not a share between 0 and 1")

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"

    def needed(self, whole: int) -> int:
        """The smallest whole number that satisfies the share of ``whole``."""
        if 2 * self.numerator == self.denominator:
            return whole // 2 + 1
        return -(-self.numerator * whole // self.denominator)


class Base(StrEnum):
    """Of whom a majority is a share."""

    VOTING = "voting"  # present and voting: yes and no
    PRESENT = "present"  # abstentions count in the whole
    MEMBERS = "members"  # an absolute majority: of everybody entitled


NO_QUORUM = Share(0, 1)


@dataclass(frozen=True, slots=True)
class Unanimity:
    """Everybody says yes.

    Attributes:
        abstention_blocks: False lets abstentions pass (as in the EU Council under unanimity).
        absence_blocks: False lets the absent be bound by those present.
    """

    kind: ClassVar[str] = "unanimity"
    abstention_blocks: bool = True
    absence_blocks: bool = True


@dataclass(frozen=True, slots=True)
class Consensus:
    """No stated objection; concerns can be minuted (UNFCCC, WTO: field guide 4.5).

    An objection has to be stated by a delegation in the room: absence never blocks, but somebody
    has to be there.

    Attributes:
        quorum: The share of states that must be present.
    """

    kind: ClassVar[str] = "consensus"
    quorum: Share = NO_QUORUM


@dataclass(frozen=True, slots=True)
class ConsensusMinus:
    """Consensus which up to k objecting states cannot stop (OSCE: minus one).

    Attributes:
        k: How many states' objections are overridden, at least 1.
        quorum: The share of states that must be present.
    """

    kind: ClassVar[str] = "consensus_minus"
    k: int = 1
    quorum: Share = NO_QUORUM

    def __post_init__(self) -> None:
        if self.k < 1:
            raise ValueError("consensus minus k overrides at least one state")


@dataclass(frozen=True, slots=True)
class Majority:
    """A share of the votes: simple, two-thirds, absolute (UNGA: field guide 4.5).

    Attributes:
        share: How much has to be in favour. At least one yes is always needed.
        of: Of whom; `Base.MEMBERS` makes it an absolute majority.
        quorum: The share of states that must be present (abstaining is being present).
    """

    kind: ClassVar[str] = "majority"
    share: Share = Share(1, 2)
    of: Base = Base.VOTING
    quorum: Share = NO_QUORUM


@dataclass(frozen=True, slots=True)
class DoubleMajority:
    """States and weight, with a blocking minority (EU: 55 % of states with 65 % of population).

    The weight test is waived when those who withhold their yes are no blocking minority: fewer
    than `blocking_states` states, or no more than `blocking_weight_per_mille` of the weight. (In
    the EU "a blocking minority must include at least four members, failing which the qualified
    majority is deemed attained"; the test of states stands in any case.)

    Attributes:
        states_per_mille: Share of states in favour that must be reached.
        weight_per_mille: Share of the measure in favour that must be reached.
        measure: What is weighed (see `Member.measure`).
        blocking_states: Fewest states of a blocking minority; 0 for no such clause.
        blocking_weight_per_mille: A blocking minority has more than this; 0 for no such clause.
        abstention_counts_as_no: True in the EU. Where False, shares are of those voting yes or no.
    """

    kind: ClassVar[str] = "double_majority"
    states_per_mille: int = 550
    weight_per_mille: int = 650
    measure: str = "population"
    blocking_states: int = 4
    blocking_weight_per_mille: int = 350
    abstention_counts_as_no: bool = True

    def __post_init__(self) -> None:
        shares = (self.states_per_mille, self.weight_per_mille, self.blocking_weight_per_mille)
        if any(not 0 <= share <= 1000 for share in shares) or self.blocking_states < 0:
            raise ValueError("shares of a double majority are 0 to 1000 per mille")


@dataclass(frozen=True, slots=True)
class CouncilVeto:
    """So many votes, and none of the veto holders against (UNSC: 9 of 15, any permanent member).

    Abstention is no veto, and neither is absence.

    Attributes:
        votes_needed: States in favour.
        veto_holders: Ids of the members whose no kills the text.
    """

    kind: ClassVar[str] = "council_veto"
    votes_needed: int = 9
    veto_holders: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.votes_needed < 1:
            raise ValueError("a council needs at least one vote in favour")


@dataclass(frozen=True, slots=True)
class SilenceProcedure:
    """Adopted unless somebody breaks the silence; saying nothing, from anywhere, is consent."""

    kind: ClassVar[str] = "silence"


@dataclass(frozen=True, slots=True)
class CoreAndOthers:
    """Everybody in a named core, and so many of the others.

    For instance both belligerents and 3 of 4 guarantors.

    Attributes:
        core: Ids of those who all have to say yes.
        others_needed: How many states outside the core have to.
        others: Ids of those others; empty for every member outside the core.
    """

    kind: ClassVar[str] = "core_and_others"
    core: tuple[str, ...] = ()
    others_needed: int = 0
    others: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.core and self.others_needed < 1:
            raise ValueError("a core without members needs at least one of the others")
        if self.others_needed < 0 or set(self.core) & set(self.others):
            raise ValueError("core and others are disjoint, and a number needed is never negative")


@dataclass(frozen=True, slots=True)
class EntryIntoForce:
    """So many ratifications with such a share (Kyoto: 55 parties with 55 % of emissions).

    A yes is a ratification; anything else is none so far.

    Attributes:
        count: Ratifying states needed.
        share_per_mille: Their share of the measure that must be reached.
        measure: What the share is of (see `Member.measure`).
    """

    kind: ClassVar[str] = "entry_into_force"
    count: int = 1
    share_per_mille: int = 0
    measure: str = "population"

    def __post_init__(self) -> None:
        if self.count < 1 or not 0 <= self.share_per_mille <= 1000:
            raise ValueError("entry into force needs a count of 1 or more, a share of 0 to 1000")


@dataclass(frozen=True, slots=True)
class TacitAcceptance:
    """In force after adoption unless a share objects in time (IMO: 2/3, then a third).

    `tally` counts the acceptance stage (silence or objection); the adoption stage is tallied under
    `adoption`. Those who objected when it enters into force have opted out. `recount` does both.

    Attributes:
        adoption: The rule of the first stage; not itself a tacit acceptance.
        objection_share: The share of states whose objections stop it.
    """

    kind: ClassVar[str] = "tacit_acceptance"
    adoption: "DecisionRule" = Majority(share=Share(2, 3))
    objection_share: Share = Share(1, 3)

    def __post_init__(self) -> None:
        if isinstance(self.adoption, TacitAcceptance):
            raise ValueError("the adoption stage of a tacit acceptance cannot be tacit itself")
        if not self.objection_share.numerator:
            raise ValueError("a share of nothing would stop every text")


DecisionRule: TypeAlias = (
    Unanimity
    | Consensus
    | ConsensusMinus
    | Majority
    | DoubleMajority
    | CouncilVeto
    | SilenceProcedure
    | TacitAcceptance
    | CoreAndOthers
    | EntryIntoForce
)


def vocabulary(rule: DecisionRule) -> Vocabulary:
    """Which ballots may be cast under a rule."""
    match rule:
        case Consensus() | ConsensusMinus():
            return Vocabulary.CONSENSUS
        case SilenceProcedure() | TacitAcceptance():
            return Vocabulary.SILENCE
        case (
            Unanimity()
            | Majority()
            | DoubleMajority()
            | CouncilVeto()
            | CoreAndOthers()
            | EntryIntoForce()
        ):
            return Vocabulary.VOTE
        case _:
            assert_never(rule)


def ballots_for(rule: DecisionRule) -> tuple[Ballot, ...]:
    """Ballots that may be cast under a rule, the favourable one first."""
    match vocabulary(rule):
        case Vocabulary.VOTE:
            return (Ballot.YES, Ballot.NO, Ballot.ABSTAIN)
        case Vocabulary.CONSENSUS:
            return (Ballot.YES, Ballot.CONCERN, Ballot.OBJECTION)
        case Vocabulary.SILENCE:
            return (Ballot.SILENT, Ballot.OBJECTION)


def translate(ballot: Ballot, rule: DecisionRule) -> Ballot:
    """What a ballot cast under one kind of rule amounts to under another.

    * In a vote, an objection is a no; a minuted concern, an abstention; silence, a yes (the
      procedure itself takes it for consent).
    * In a consensus, a no is an objection; an abstention, a concern; silence, a yes.
    * In a silence period, a no is an objection; everything else, and absence, is silence.
    """
    return translations(rule).get(ballot, ballot)


def translations(rule: DecisionRule) -> Mapping[Ballot, Ballot]:
    """The ballots that are called otherwise under a rule, each with what it amounts to (`translate`)."""
    return _TRANSLATIONS[vocabulary(rule)]


def faults(rule: DecisionRule, members: Sequence[Member]) -> tuple[str, ...]:
    """What is wrong with applying a rule to these members, one sentence each; empty if nothing.

    Checks what the rule alone cannot know: unknown or repeated ids, numbers nobody can reach,
    measures nobody has.
    """
    if not members:
        return ("there are no members",)
    ids = {member.id for member in members}
    states = sum(member.weight for member in members)
    found: list[str] = []
    if len(ids) < len(members):
        found.append("two members share an id")

    def unknown(names: tuple[str, ...], role: str) -> None:
        found.extend(f"{role} {name!r} is not a member" for name in names if name not in ids)

    def measured(name: str, share: int) -> None:
        if share and not any(member.measure(name) for member in members):
            found.append(f"no member has any {name!r}")

    match rule:
        case CouncilVeto():
            unknown(rule.veto_holders, "veto holder")
            if rule.votes_needed > states:
                found.append(f"{rule.votes_needed} votes are needed, there are {states}")
        case CoreAndOthers():
            unknown(rule.core, "core member")
            unknown(rule.others, "other")
            outside = rule.others or tuple(sorted(ids - set(rule.core)))
            there = sum(member.weight for member in members if member.id in outside)
            if rule.others_needed > there:
                found.append(f"{rule.others_needed} others are needed, there are {there}")
        case DoubleMajority():
            measured(rule.measure, rule.weight_per_mille)
        case EntryIntoForce():
            measured(rule.measure, rule.share_per_mille)
            if rule.count > states:
                found.append(f"{rule.count} ratifications are needed, there are {states} states")
        case ConsensusMinus():
            if rule.k >= states:
                found.append(f"consensus minus {rule.k} among {states} states needs nobody")
        case TacitAcceptance():
            found.extend(fault for fault in faults(rule.adoption, members) if fault not in found)
        case Unanimity() | Consensus() | Majority() | SilenceProcedure():
            pass
        case _:
            assert_never(rule)
    return tuple(found)
