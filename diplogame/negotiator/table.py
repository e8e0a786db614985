"""A table of alternating offers, for two parties or more (SAOP).

One offer is on the table. In their order the others accept it or not; the first who does not puts an
offer of its own instead. All others accepting in a row is a deal; "end" by anybody, or the last round
passing, is none. What is left out on purpose is said in `docs/lab.md`: offers under unanimity alone
fail at conference size, which is why the plenary is a text and votes (`diplogame.negotiator.text`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from diplogame.negotiator.negotiator import Bargainer
from diplogame.negotiator.space import Issues, Outcome


def additive(
    issues: Issues, points: Sequence[Sequence[float]], bias: float = 0.0
) -> Callable[[Outcome], float]:
    """A utility that is a sum: points by issue and value, in the issues' order."""
    tables = [
        dict(zip(values, column, strict=True))
        for (_, values), column in zip(issues, points, strict=True)
    ]

    def utility(outcome: Outcome) -> float:
        return bias + sum([table[value] for table, value in zip(tables, outcome, strict=True)])

    return utility


@dataclass(frozen=True, slots=True)
class Session:
    """What happened at a table.

    Attributes:
        agreement: The outcome all accepted; None without a deal.
        rounds: Rounds begun.
        offers: Every offer: (round, party, outcome).
        ended_by: Who left the table; "" for nobody.
    """

    agreement: Outcome | None
    rounds: int
    offers: tuple[tuple[int, str, Outcome], ...]
    ended_by: str = ""


def sit(
    issues: Issues,
    worths: Sequence[Callable[[Outcome], float]],
    reserves: Sequence[float],
    bargainers: Sequence[Bargainer],
    rounds: int,
    names: Sequence[str] = (),
) -> Session:
    """Play one table to its end.

    Args:
        issues: Name and values of each issue.
        worths: Utilities in the order of speaking; a `Worth` is ranked once for all its sessions.
        reserves: What no deal is worth to each, in its own unit.
        bargainers: Who speaks, at least two.
        rounds: Rounds in which everybody speaks once, at least 1.
        names: What to call them; "1", "2", ... unless given.

    Raises:
        ValueError: The numbers of worths, reserves, names and bargainers differ, or are below two.
    """
    count = len(bargainers)
    called = tuple(names) or tuple(str(n + 1) for n in range(count))
    if count < 2 or not len(worths) == len(reserves) == len(called) == count:
        raise ValueError("a table needs two parties or more, each with a worth and a reserve")
    for who, bargainer in enumerate(bargainers):
        bargainer.start(issues, worths[who], reserves[who], rounds, called[who], called)
    history: list[tuple[int, str, Outcome]] = []
    standing: Outcome | None = None
    proposer, accepted = "", 0
    for now in range(rounds):
        t = now / rounds
        for who, bargainer in enumerate(bargainers):
            if standing is not None:
                answer = bargainer.respond(standing, proposer, history, t)
                if answer == "accept":
                    accepted += 1
                    if accepted == count - 1:
                        return Session(standing, now + 1, tuple(history))
                    continue
                if answer == "end":
                    return Session(None, now + 1, tuple(history), called[who])
            standing = bargainer.propose(history, t)
            proposer, accepted = called[who], 0
            history.append((now, proposer, standing))
    return Session(None, rounds, tuple(history))
