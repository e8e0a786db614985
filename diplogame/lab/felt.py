"""Difficulty that is felt: what negotiators get from minds of each level, and by how much it differs (R20.5).

Levels are compared in pairs of games: the same player in the same chair on the same seed, once among minds
of the one level and once among minds of the next. The field is all bots: their differences on a seed are
averaged first, so that seven games on one seed do not count as seven independent ones.

Guarantees: a function of the records; plain JSON values; what was not played on two levels is None.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

from diplogame.lab.play import Record
from diplogame.lab.stats import Mean, mean, of_mean, of_share, share
from diplogame.lab.study import Study
from diplogame.rules.ids import SeatId

COMPETENT: Final = "broker"
"""The bot that stands for a competent player."""


def levels(study: Study) -> list[dict[str, Any]]:
    """Scores and outcomes by the difficulty of the minds; empty unless several levels were played."""
    if len(study.levels) < 2:
        return []
    return [_level(study, level) for level in study.levels]


def _level(study: Study, level: str) -> dict[str, Any]:
    rows = {bot: study.alone(bot, level) for bot in study.bots}
    games = study.minds_at(level)
    field = [entry for games_ in rows.values() for entry in games_]
    signed = [r["scores"][seat] for seat, r in rows.get(COMPETENT, []) if _adopted(r)]
    return {
        "difficulty": level,
        "bots": {bot: of_mean(mean(_scores(games_))) for bot, games_ in rows.items()},
        "all_bots": of_mean(mean(_scores(field))),
        "broker_with_treaty": of_mean(mean(signed)),
        "broker_adopted": _share(rows.get(COMPETENT, [])),
        "bots_adopted": _share(field),
        "adopted": of_share(share(sum(map(_adopted, games)), len(games))),
    }


def _adopted(record: Record) -> bool:
    return bool(record["outcome"] == "adopted")


def _scores(games: list[tuple[SeatId, Record]]) -> list[int]:
    return [record["scores"][seat] for seat, record in games]


def _share(games: list[tuple[SeatId, Record]]) -> dict[str, float | int] | None:
    return of_share(share(sum(_adopted(record) for _, record in games), len(games)))


def steps(study: Study) -> list[dict[str, Any]]:
    """By how much each level is kinder than the next one played, points; pairs of games."""
    return [_step(study, one, other) for one, other in pairwise(study.levels)]


def _step(study: Study, easier: str, harder: str) -> dict[str, Any]:
    by_seed: dict[int, list[int]] = {}
    bots: dict[str, Mean | None] = {}
    for bot in study.bots:
        theirs = {(seat, r["seed"]): r["scores"][seat] for seat, r in study.alone(bot, harder)}
        found = []
        for seat, record in study.alone(bot, easier):
            other = theirs.get((seat, record["seed"]))
            if other is not None:
                found.append(record["scores"][seat] - other)
                by_seed.setdefault(record["seed"], []).append(found[-1])
        bots[bot] = mean(found)
    field = [sum(by_seed[seed]) / len(by_seed[seed]) for seed in sorted(by_seed)]
    return {
        "easier": easier,
        "harder": harder,
        "field": of_mean(mean(field)),
        "bots": {bot: of_mean(found) for bot, found in bots.items()},
    }
