"""Conferences of any size, made up for measuring: from a table of five to a general assembly.

Guarantees: the same seats, issues and seed give the same conference; it is lawful for the rules and has
all that minds act on - interests, walk-aways, mandates, trust, rivals, incentives, instruments, scripts
of none. What grows: delegations, and with them incentives and instruments (one for every four and every
eight of them). What stays: rounds, slots, options of an issue, how many a delegation has a history with.
"""

from __future__ import annotations

from diplogame.rules import dice
from diplogame.rules.conference import (
    Calendar,
    Conference,
    Crisis,
    Delegation,
    Home,
    Incentive,
    Institution,
    Instrument,
    Issue,
    IssueInterest,
    Kind,
    Phase,
    Priority,
    Range,
    Temperament,
    ValueCurve,
)
from diplogame.rules.decisions import Majority, Share

OPTIONS = 5
ROUNDS = 10
FRIENDS = 4
"""Delegations with which each has a history, good or bad, whatever the size of the hall."""


def assembly(seats: int, issues: int, seed: int = 1) -> Conference:
    """A conference of so many voting delegations and a chair, over so many issues.

    Args:
        seats: Voting delegations, 2 or more.
        issues: Issues, 1 or more, of five options each.
        seed: What the conference is made from; its games are drawn from seeds of their own.
    """
    names = tuple(f"d{number:03}" for number in range(seats))
    text = tuple(
        Issue(
            id=f"clause-{k}",
            options=tuple(f"o{option}" for option in range(OPTIONS)),
            technical=k % 3 == 0,
            opening=(OPTIONS // 2 - 1, OPTIONS - 1),
        )
        for k in range(issues)
    )
    chair = Delegation("chair", Kind.CHAIR, ())
    return Conference(
        id=f"assembly-{seats}-{issues}",
        version="1",
        issues=text,
        delegations=(*(_delegation(names, n, text, seed) for n in range(seats)), chair),
        institution=Institution(
            adoption=Majority(share=Share(2, 3)), amendment=Majority(), partial_minimum=issues // 2
        ),
        calendar=Calendar(
            rounds=ROUNDS,
            slots=("morning", "afternoon"),
            phases=(
                (Phase.AGENDA, 1),
                (Phase.INFORMATION, 2),
                (Phase.PROPOSAL, 3),
                (Phase.CONSENSUS, 5),
                (Phase.ADOPTION, 8),
            ),
            summit_rounds=(7,),
        ),
        crisis=Crisis(10, 4, 100),
        incentives=tuple(_incentive(names, n, seed) for n in range(0, seats, 4)),
        instruments=tuple(_instrument(names, n, seed) for n in range(0, seats, 8)),
    )


def _draw(seed: int, *key: str | int, sides: int) -> int:
    return dice.draw(seed, "flavour", "assembly", *key, sides=sides)


def _others(names: tuple[str, ...], n: int, seed: int, what: str, count: int) -> tuple[str, ...]:
    rest = tuple(name for name in names if name != names[n])
    count = min(count, len(rest))
    start = _draw(seed, what, n, sides=len(rest))
    return tuple(rest[(start + step) % len(rest)] for step in range(count))


def _delegation(names: tuple[str, ...], n: int, text: tuple[Issue, ...], seed: int) -> Delegation:
    trait = {
        name: 10 + _draw(seed, "trait", n, name, sides=80)
        for name in ("candour", "bluff", "aggression", "reciprocity", "grudge")
    }
    calm = {
        name: 10 + _draw(seed, "trait", n, name, sides=80)
        for name in ("generosity", "brokerage", "pride")
    }
    known = _others(names, n, seed, "known", FRIENDS)
    return Delegation(
        id=names[n],
        kind=Kind.SEAT,
        interests=tuple(_interest(n, k, issue, seed) for k, issue in enumerate(text)),
        population=1 + _draw(seed, "population", n, sides=200),
        slots=2,
        initiative=20 + _draw(seed, "initiative", n, sides=60),
        walk_away=Range(3600, 4400),
        drift=-20,
        home=Home(gauge=55 + _draw(seed, "gauge", n, sides=20), ratification="cabinet"),
        budget=10,
        temperament=Temperament(
            beta=Range(25, 45), patience=2 + _draw(seed, "patience", n, sides=4), **trait, **calm
        ),
        trust=tuple((name, 25 + _draw(seed, "trust", n, name, sides=55)) for name in known),
        rivals=known[:1],
    )


def _interest(n: int, k: int, issue: Issue, seed: int) -> IssueInterest:
    ideal = _draw(seed, "ideal", n, k, sides=1001)
    weight = 4 + _draw(seed, "weight", n, k, sides=20)
    option = (ideal * (OPTIONS - 1) + 500) // 1000
    priority = Priority.HIGH if weight >= 17 else Priority.MEDIUM if weight >= 9 else Priority.LOW
    near = tuple(o for o in range(OPTIONS) if abs(o - option) <= 2)
    return IssueInterest(
        issue=issue.id,
        weight=Range(max(1, weight - 2), weight + 2),
        worth=ValueCurve(Range(max(0, ideal - 80), min(1000, ideal + 80)), 20),
        declared_option=option,
        declared_priority=priority,
        mandate=near if weight >= 17 else (),
    )


def _incentive(names: tuple[str, ...], n: int, seed: int) -> Incentive:
    receivers = _others(names, n, seed, "receivers", 3)
    worth = tuple((name, 120 + _draw(seed, "worth", n, name, sides=200)) for name in receivers)
    minded = tuple((name, 4) for name in _others(names, n, seed, "minded", 1) if name != names[n])
    return Incentive(f"gift-{n}", "trade", names[n], 2, worth, minded)


def _instrument(names: tuple[str, ...], n: int, seed: int) -> Instrument:
    targets = _others(names, n, seed, "targets", 2)
    cost = tuple((name, 60 + _draw(seed, "cost", n, name, sides=120)) for name in targets)
    return Instrument(f"lever-{n}", "trade", names[n], cost, 30)
