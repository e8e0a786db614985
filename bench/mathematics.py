"""Figures of the mathematics: frontiers, feasible packages, power."""

from __future__ import annotations

import random
from functools import partial

from bench.figures import Figure, Report, timed
from diplogame.analysis import (
    Domain,
    analyse,
    carries,
    core,
    domain_of,
    feasible_share,
    pareto_frontier,
    power_of_rule,
)
from diplogame.app.library import locate_pack
from diplogame.packs.loader import load_pack
from diplogame.rules.decisions import DoubleMajority, Majority, Member, Share
from diplogame.rules.desk import members
from diplogame.rules.setup import open_conference


def treaty(options: tuple[int, ...], parties: int, seed: int) -> Domain:
    """A random treaty: issues of ten options and more are worth more the further one goes."""
    dice = random.Random(seed)
    rows = []
    for _ in range(parties):
        weights = [dice.random() + 0.2 for _ in options]
        row = []
        for weight, count in zip(weights, options, strict=True):
            values = list(range(count))
            if count < 10:
                dice.shuffle(values)
            elif dice.random() < 0.5:
                values.reverse()
            top = round(10_000 * weight / sum(weights))
            row.append(tuple(top * value // (count - 1) for value in values))
        rows.append(tuple(row))
    return Domain(options, tuple(rows), (4000,) * parties)


def measure(report: Report, quick: bool) -> None:
    """Measure all of it."""
    repeats = 3 if quick else 9
    kinds = (
        ("two parties, 188,160 packages", (7, 7, 4, 4, 6, 5, 8), 2, 5.0),
        ("three parties, 390,625 packages", (5,) * 8, 3, None),
        ("five parties, 240,000 packages", (3, 4, 10, 5, 8, 50), 5, 1000.0),
    )
    for name, options, parties, goal in kinds:
        domain = treaty(options, parties, 3)
        took = 1000 * timed(partial(pareto_frontier, domain), repeats)
        size = len(pareto_frontier(domain))
        counted = 1000 * timed(partial(feasible_share, domain), repeats)
        report.add(
            Figure(f"frontier: {name}", took, "ms", goal, note=f"{size} points"),
            Figure(f"feasible: {name}", counted, "ms"),
        )
    conference = load_pack(locate_pack("port-meridian")).conference
    private = open_conference(conference, 1).private
    domain = domain_of(
        [len(issue.options) for issue in conference.issues],
        [private[seat].interests for seat in conference.seats],
        [private[seat].walk_away for seat in conference.seats],
    )
    accepts = carries(conference.institution.adoption, members(conference))
    report.add(
        Figure(
            "port-meridian: all figures", 1000 * timed(lambda: analyse(domain, accepts), 3), "ms"
        ),
        Figure("port-meridian: core", 1000 * timed(lambda: core(domain, accepts), 3), "ms"),
    )
    big = [Member(f"m{n}") for n in range(193)]
    council = [Member(f"m{n}", 1, n * n) for n in range(35)]
    for name, rule, house in (
        ("193 members, two thirds", Majority(share=Share(2, 3)), big),
        ("35 members, double majority", DoubleMajority(), council),
    ):
        took = 1000 * timed(partial(power_of_rule, rule, house), 3)
        report.add(Figure(f"power: {name}", took, "ms", 1000.0))
