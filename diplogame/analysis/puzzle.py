"""What makes a problem worth negotiating: the checks of a pack's lint (R2.5, R21)."""

from collections.abc import Sequence
from itertools import combinations

from diplogame.rules.values import dataclass

from .domain import Domain, Package


def all_middle(domain: Domain, *, upper: bool = False) -> Package:
    """The text that takes the middle option of every issue.

    Nine in ten such texts should be rejected, or nobody need learn what others want (field guide
    4.3: with straight-line values "the middle of everything" suits everybody).

    Args:
        domain: The problem, options in their pack order.
        upper: Which of the two middles of an even number of options to take.
    """
    return tuple((count if upper else count - 1) // 2 for count in domain.options)


@dataclass(frozen=True, slots=True)
class LogrollingPair:
    """Two issues two parties can trade against each other.

    Attributes:
        parties: The two, rising; the first cares more about the first issue of `issues`.
        issues: What the first party should win, then what the second should.
        gain: What the trade gains at least for both, against the reverse outcome.
    """

    parties: tuple[int, int]
    issues: tuple[int, int]
    gain: int


def _stake(domain: Domain, party: int, rival: int, issue: int) -> int:
    """What a party loses if its rival wins an issue.

    The rival winning: of the options best for the rival, the one best for the party.
    """
    own, theirs = domain.contributions[party][issue], domain.contributions[rival][issue]
    top = max(theirs)
    return max(own) - max(value for value, other in zip(own, theirs, strict=True) if other == top)


def logrolling_pairs(domain: Domain) -> tuple[LogrollingPair, ...]:
    """Pairs of issues that two parties can trade, the largest gain first.

    Both issues are contested between the two (each loses where the other wins). Against the outcome
    in which each wins the issue it cares less about, swapping gains both: the first's stake in the
    first issue exceeds its stake in the second, and the other way round for the second party.
    Linkage terms are left out of account. A good pack has two such pairs or more (R2.5).
    """
    found: list[LogrollingPair] = []
    for one, two in combinations(domain.parties, 2):
        stakes = {
            issue: (_stake(domain, one, two, issue), _stake(domain, two, one, issue))
            for issue in domain.issues
        }
        contested = [issue for issue in domain.issues if min(stakes[issue]) > 0]
        for first, second in combinations(contested, 2):
            for won, ceded in ((first, second), (second, first)):
                gain = min(stakes[won][0] - stakes[ceded][0], stakes[ceded][1] - stakes[won][1])
                if gain > 0:
                    found.append(LogrollingPair((one, two), (won, ceded), gain))
    return tuple(sorted(found, key=lambda pair: (-pair.gain, pair.parties, pair.issues)))


@dataclass(frozen=True, slots=True)
class CompatibleIssue:
    """An issue on which some parties want the same, knowingly or not.

    Attributes:
        issue: Its number.
        option: What they all like best.
        parties: Who: those with something at stake for whom no option is better.
        everybody: Whether nobody at all would rather have another option.
        contested: Whether they say different things: they declared different options.
    """

    issue: int
    option: int
    parties: tuple[int, ...]
    everybody: bool
    contested: bool


def compatible_issues(
    domain: Domain, declared: Sequence[Sequence[int | None]] | None = None
) -> tuple[CompatibleIssue, ...]:
    """Issues on which two parties or more privately like the same option best.

    One entry for each issue and option shared by at least two parties with a stake in the issue
    (parties to whom all options are the same are not counted). Negotiators miss such agreement
    about half the time (field guide 4.3), so a good pack has one that looks contested: filter by
    `CompatibleIssue.contested`, and by `everybody` for the purest kind. Linkage terms are left out
    of account.

    Args:
        domain: The problem.
        declared: By party and issue the option declared in public, None for nothing said.
    """
    found: list[CompatibleIssue] = []
    for issue in domain.issues:
        values = [domain.contributions[party][issue] for party in domain.parties]
        for option in range(domain.options[issue]):
            fond = [p for p in domain.parties if values[p][option] == max(values[p])]
            parties = tuple(p for p in fond if min(values[p]) < max(values[p]))
            if len(parties) < 2:
                continue
            said = {declared[party][issue] for party in parties} if declared else set()
            found.append(
                CompatibleIssue(
                    issue=issue,
                    option=option,
                    parties=parties,
                    everybody=len(fond) == len(domain.parties),
                    contested=len(said - {None}) > 1,
                )
            )
    return tuple(found)
