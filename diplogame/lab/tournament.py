"""Negotiators against one another: who gets how much, and what is left to the others.

At tables of two everybody meets everybody in both seats. At larger ones everybody sits once in every seat,
among others drawn from the seed. Besides, everybody sits with its like (self-play).

Definitions. *Advantage*: (utility - reserve) / (best - reserve), no deal being 0. An agent's advantage is
its mean over sessions with others; *partner's advantage* that of those others. Tables are the sample: the
95 % interval (Student's t) is that of the means by table, since sessions at one table are alike; with one
table it is that of its sessions. Where an agent from outside erred, the session is its own no deal and
nobody else's.

Guarantees: nothing but the seed decides who meets whom; the same agents, tables and rounds give the same
figures on any number of processes, but for CPU time (and for agents from outside that draw lots).
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from math import fsum
from typing import Any, TypeAlias

from diplogame.lab.agents import Agent, Factory, Fault, factory_of
from diplogame.lab.runner import RunnerError
from diplogame.lab.stats import Mean, mean
from diplogame.lab.tables import Table
from diplogame.negotiator import Worth, sit
from diplogame.rules.dice import pick


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session at a table.

    Attributes:
        line_up: Agents in the order of seats.
        counts: The seats for which it counts; none in self-play.
        advantages: By seat.
        deal: Whether there was one.
        offers: How many were made.
        fault: What an agent from outside did wrong, or "".
        cpu: Seconds.
    """

    line_up: tuple[str, ...]
    counts: tuple[int, ...]
    advantages: tuple[float, ...]
    deal: bool
    offers: int
    fault: str
    cpu: float


@dataclass(frozen=True, slots=True)
class Round:
    """All sessions at one table with one number of rounds.

    Attributes:
        table: Which table, from 0.
        parties: How many sit at it.
        rounds: Rounds of each session.
        sittings: The sessions.
    """

    table: int
    parties: int
    rounds: int
    sittings: tuple[Sitting, ...]


def line_ups(
    names: Sequence[str], parties: int, seed: int, table: int
) -> Iterator[tuple[tuple[str, ...], tuple[int, ...]]]:
    """Who sits where at a table, and for which seats it counts; self-play counts for none."""
    for name in names:
        yield (name,) * parties, ()
    if parties == 2:
        for one in names:
            for other in names:
                if one != other:
                    yield (one, other), (0, 1)
        return
    for name in names:
        others = [other for other in names if other != name]
        if not others:
            return
        for seat in range(parties):
            company = tuple(
                name
                if each == seat
                else pick(seed, "company", table, parties, name, seat, each, options=others)
                for each in range(parties)
            )
            yield company, (seat,)


def play_table(
    table: Table, number: int, rounds: int, seats: Mapping[str, Factory], seed: int
) -> Round:
    """Play all sessions at one table.

    Args:
        table: The table.
        number: Which one it is.
        rounds: Rounds of each session.
        seats: What makes the agents, by name.
        seed: Who meets whom at tables of more than two.
    """
    worths, tops = table.worths(), table.tops()
    for worth in worths:
        _ = worth.space  # ranked outside of what is timed
    found = tuple(
        _sit(table, worths, tops, rounds, seats, line_up, counts)
        for line_up, counts in line_ups(list(seats), table.parties, seed, number)
    )
    return Round(number, table.parties, rounds, found)


def _sit(
    table: Table,
    worths: Sequence[Worth],
    tops: Sequence[float],
    rounds: int,
    seats: Mapping[str, Factory],
    line_up: tuple[str, ...],
    counts: tuple[int, ...],
) -> Sitting:
    nothing = (0.0,) * len(line_up)
    begun = time.process_time()
    try:
        bargainers = [seats[name]() for name in line_up]
        session = sit(table.issues, worths, table.reserves, bargainers, rounds)
    except Fault as fault:
        # Of its like the session counts for nobody; among others for the one who erred.
        culprit = tuple(seat for seat in counts if line_up[seat] == fault.agent)
        cpu = time.process_time() - begun
        return Sitting(line_up, culprit, nothing, False, 0, str(fault), cpu)
    cpu = time.process_time() - begun
    deal = session.agreement
    if deal is None:
        return Sitting(line_up, counts, nothing, False, len(session.offers), "", cpu)
    gained = tuple(
        (worth(deal) - least) / (top - least) if top > least else 0.0
        for worth, least, top in zip(worths, table.reserves, tops, strict=True)
    )
    return Sitting(line_up, counts, gained, True, len(session.offers), "", cpu)


# --- many tables ---------------------------------------------------------------------------------

Chunk: TypeAlias = tuple[int, int]
"""Number of a table, and rounds."""

_WORKER: list[Callable[[Chunk], Round]] = []


def play(
    tables: Sequence[Table],
    agents: Sequence[Agent],
    rounds: Sequence[int],
    seed: int = 0,
    jobs: int = 1,
) -> Iterator[Round]:
    """Play a tournament, table by table, in order.

    Args:
        tables: The tables.
        agents: Who takes part.
        rounds: Numbers of rounds, each at every table.
        seed: Who meets whom at tables of more than two.
        jobs: Processes; with 1 everything is played in this one.

    Raises:
        AgentError: An agent does not exist.
        RunnerError: A process died.
    """
    player = _player(tuple(tables), tuple(agents), seed)
    chunks = [(number, each) for each in rounds for number in range(len(tables))]
    if jobs <= 1 or len(chunks) <= 1:
        yield from map(player, chunks)
        return
    pool = ProcessPoolExecutor(
        jobs,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(tuple(tables), tuple(agents), seed),
    )
    ahead: deque[Future[Round]] = deque()
    try:
        for chunk in chunks:
            ahead.append(pool.submit(_in_worker, chunk))
            if len(ahead) >= 3 * jobs:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
        pool.shutdown()
    except BrokenProcessPool as error:
        raise RunnerError("A process of the tournament died; --jobs 1 shows how.") from error
    except BaseException:
        # Nothing is cancelled: the pool would trip over it when its processes are gone.
        running = list((getattr(pool, "_processes", None) or {}).values())
        pool.shutdown(wait=False)
        for process in running:
            process.terminate()
        raise


def _player(
    tables: tuple[Table, ...], agents: tuple[Agent, ...], seed: int
) -> Callable[[Chunk], Round]:
    seats = {agent.name: factory_of(agent) for agent in agents}

    def player(chunk: Chunk) -> Round:
        number, rounds = chunk
        return play_table(tables[number], number, rounds, seats, seed)

    return player


def _begin(tables: tuple[Table, ...], agents: tuple[Agent, ...], seed: int) -> None:
    # Ctrl+C reaches all processes of a terminal; the one in front decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _WORKER[:] = [_player(tables, agents, seed)]


def _in_worker(chunk: Chunk) -> Round:
    return _WORKER[0](chunk)


# --- what it shows -------------------------------------------------------------------------------


def standings(found: Sequence[Round], names: Sequence[str]) -> list[dict[str, Any]]:
    """What was played as plain data: a section for each count of parties and of rounds."""
    sections = []
    for parties, rounds in sorted({(each.parties, each.rounds) for each in found}):
        played = [each for each in found if (each.parties, each.rounds) == (parties, rounds)]
        section: dict[str, Any] = {
            "parties": parties,
            "rounds": rounds,
            "tables": len(played),
            "sessions": sum(len(each.sittings) for each in played),
            "agents": [_row(played, name) for name in names],
        }
        if parties == 2:
            section["against"] = {
                name: {other: _against(played, name, other) for other in names} for name in names
            }
        sections.append(section)
    return sections


def _row(played: Sequence[Round], name: str) -> dict[str, Any]:
    """One agent's figures."""
    by_table: list[list[float]] = []
    partners: list[float] = []
    deals = sat = faults = 0
    cpu: list[float] = []
    alone: list[list[float]] = []
    alone_deals = 0
    for each in played:
        own: list[float] = []
        for sitting in each.sittings:
            if set(sitting.line_up) == {name}:
                alone.append(list(sitting.advantages))
                alone_deals += sitting.deal
                faults += bool(sitting.fault)
            for seat in sitting.counts:
                if sitting.line_up[seat] != name:
                    continue
                own.append(sitting.advantages[seat])
                others = [a for k, a in enumerate(sitting.advantages) if k != seat]
                partners.append(fsum(others) / len(others))
                cpu.append(sitting.cpu)
                deals, sat, faults = deals + sitting.deal, sat + 1, faults + bool(sitting.fault)
        if own:
            by_table.append(own)
    means = [fsum(own) / len(own) for own in by_table]
    values = means if len(means) > 1 else [each for own in by_table for each in own]
    return {
        "agent": name,
        "sessions": sat,
        "advantage": as_json(mean(values)),
        "deals": deals / sat if sat else None,
        "partner": fsum(partners) / len(partners) if partners else None,
        "self_play": _level([fsum(each) / len(each) for each in alone]),
        "self_play_deals": alone_deals / len(alone) if alone else None,
        "cpu_ms": 1000 * fsum(cpu) / len(cpu) if cpu else None,
        "faults": faults,
    }


def _against(played: Sequence[Round], name: str, other: str) -> float | None:
    found = [
        sitting.advantages[seat]
        for each in played
        for sitting in each.sittings
        for seat in (0, 1)
        if sitting.line_up[seat] == name and sitting.line_up[1 - seat] == other
        if seat in sitting.counts or not sitting.counts
    ]
    return _level(found)


def _level(values: Sequence[float]) -> float | None:
    return fsum(values) / len(values) if values else None


def as_json(found: Mean | None) -> dict[str, float] | None:
    """A mean with its interval as plain data."""
    if found is None:
        return None
    return {
        "mean": found.mean,
        "low": found.low,
        "high": found.high,
        "half": (found.high - found.low) / 2,
        "count": found.count,
    }


def faults(found: Sequence[Round]) -> list[str]:
    """What agents from outside did wrong, each thing once."""
    told = [sitting.fault for each in found for sitting in each.sittings if sitting.fault]
    return list(dict.fromkeys(told))
