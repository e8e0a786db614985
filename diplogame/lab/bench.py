"""How fast the lab plays on this machine, on one process and on several.

Guarantees: the same games on both; processes are started anew for every turn, and starting them counts;
turns alternate, so that a machine that slows down slows both; nothing is stored.
"""

from __future__ import annotations

import time
from statistics import median
from typing import Any, Final

from diplogame.lab.lineup import MINDS, Job, engine_hash, pack_hash
from diplogame.lab.runner import chunks, in_process, on_processes
from diplogame.lab.store import SHORT
from diplogame.packs.loader import LoadedPack

FORMAT: Final = "diplogame-lab-bench"
VERSION: Final = 1


def bench(pack: LoadedPack, games: int, processes: int, turns: int) -> dict[str, Any]:
    """Play the same games on one process and on several, in turns; docs/lab.md describes every key.

    Args:
        pack: The pack.
        games: Games of a turn, 1 or more.
        processes: How many processes, 2 or more.
        turns: Turns of each, 1 or more.
    """
    jobs = [Job(MINDS, seed) for seed in range(games)]
    # Tables that are built on first use are no part of a game's price.
    next(in_process(pack)(chunks(jobs[:1])))
    rows: dict[int, list[tuple[float, float]]] = {1: [], processes: []}
    for _ in range(turns):
        for count in rows:
            begun, worked = time.perf_counter(), _work()
            played = sum(len(r) for r in on_processes(pack, count)(chunks(jobs)))
            assert played == games
            rows[count].append((time.perf_counter() - begun, _work() - worked))
    one, many = (_speed(count, found, games) for count, found in rows.items())
    return {
        "format": FORMAT,
        "version": VERSION,
        "pack": pack.manifest.id,
        "title": pack.phrasebook.title,
        "rules": pack_hash(pack.conference)[:SHORT],
        "engine": engine_hash()[:SHORT],
        "games": games,
        "turns": turns,
        "one": one,
        "many": many,
        "ratio": round(many["games_a_second"] / one["games_a_second"], 3),
    }


def _speed(processes: int, turns: list[tuple[float, float]], games: int) -> dict[str, Any]:
    walls = sorted(wall for wall, _ in turns)
    work = median(cpu for _, cpu in turns)
    return {
        "processes": processes,
        "games_a_second": round(games / median(walls), 3),
        "slowest": round(games / walls[-1], 3),
        "fastest": round(games / walls[0], 3),
        "cpu_a_game": round(work / games, 4) if work else None,
    }


def _work() -> float:
    """Seconds of processor time of this process and all that have ended; 0 where nobody counts."""
    try:
        import resource
    except ImportError:
        return 0.0
    found = 0.0
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        used = resource.getrusage(who)
        found += used.ru_utime + used.ru_stime
    return found
