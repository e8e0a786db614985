"""What the interests drawn for a game make of it as a puzzle (R21).

The all-middle text, the agreement zone, and options that nobody can want.

Guarantees: looks at the opening and the end of a game, changes nothing; exact counts, no sampling.
"""

from __future__ import annotations

from typing import Any, Final

from diplogame.analysis import Domain, all_middle, feasible_share
from diplogame.analysis.conference import domain_of
from diplogame.rules.conference import Conference
from diplogame.rules.decisions import Member, adopted_by
from diplogame.rules.ids import SeatId
from diplogame.rules.state import State

MOST_PACKAGES: Final = 2_000_000
"""Packages up to which the agreement zone is counted; larger ones are left out, and said to be."""


def domain(state: State) -> Domain:
    """The voters' bargaining problem as it stands in a state."""
    conference = state.conference
    private = [state.private[s] for s in conference.seats]
    return domain_of(
        [len(issue.options) for issue in conference.issues],
        [p.interests for p in private],
        [p.walk_away for p in private],
    )


def members(conference: Conference) -> tuple[Member, ...]:
    """The voting delegations as decision rules count them."""
    seats = [d for d in conference.delegations if d.id in conference.seats]
    return tuple(Member(d.id, d.votes, d.population) for d in seats)


def would_pass(state: State, package: tuple[int, ...]) -> bool:
    """Whether a text would be adopted if all voted by its worth to them and their walk-away alone."""
    conference = state.conference
    content: list[SeatId] = []
    for seat in conference.seats:
        private = state.private[seat]
        worth = private.interests.utility(package)
        if worth >= private.walk_away and not private.interests.crossed(package):
            content.append(seat)
    return adopted_by(conference.institution.adoption, members(conference), content)


def puzzle(opening: State, end: State) -> dict[str, Any]:
    """The puzzle of one game as plain JSON values.

    Returns:
        ``middle``: whether the all-middle text (lower and upper middles) would pass, by the
        interests at the opening and at the end; ``feasible``: packages that would pass and all
        packages, empty when there are too many to count; ``dominated``: (issue, option) pairs for
        which some other option is at least as good for every voter and better for some.
    """
    problem = domain(opening)
    texts = sorted({all_middle(problem), all_middle(problem, upper=True)})
    feasible: list[int] = []
    if problem.size <= MOST_PACKAGES:
        voters = members(opening.conference)
        rule = opening.conference.institution.adoption

        def accepts(content: frozenset[int]) -> bool:
            return adopted_by(rule, voters, {voters[p].id for p in sorted(content)})

        feasible = list(feasible_share(problem, accepts))
    return {
        "middle": [
            int(any(would_pass(opening, text) for text in texts)),
            int(any(would_pass(end, text) for text in texts)),
        ],
        "feasible": feasible,
        "dominated": dominated(problem),
    }


def dominated(problem: Domain) -> list[list[int]]:
    """(issue, option) pairs that another option of the issue beats for some voter and for none loses to.

    Linkages and red lines are left out of account.
    """
    found = []
    for issue in problem.issues:
        rows = [
            tuple(problem.contributions[p][issue][o] for p in problem.parties)
            for o in range(problem.options[issue])
        ]
        for option, row in enumerate(rows):
            if any(
                other != row and all(a >= b for a, b in zip(other, row, strict=True))
                for other in rows
            ):
                found.append([issue, option])
    return found
