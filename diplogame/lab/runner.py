"""Many games: on this process, on several, or wherever an executor plays them.

Guarantees: which games are played, and what is recorded of each, does not depend on how many processes
play them; whatever was finished is stored before the next is waited for; after an interruption the same
call goes on where it stopped, and no game is lost or counted twice; a process that dies is replaced, and
its games are played again.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from typing import Final, TypeAlias

from diplogame.lab.lineup import Job
from diplogame.lab.play import Record, play
from diplogame.lab.store import Store
from diplogame.packs.loader import LoadedPack

Chunk: TypeAlias = tuple[Job, ...]
Play: TypeAlias = Callable[[Sequence[Chunk]], Iterator[list[Record]]]
"""Plays chunks in any order and gives the records of each as soon as it is done."""

CHUNK: Final = 4
"""Games that a process is given at a time, and that are stored together."""

_DEATHS: Final = 3
"""Times that processes are replaced before a study is given up."""


class RunnerError(RuntimeError):
    """Games could not be played; ``str()`` is a sentence or two."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a study is.

    Attributes:
        done: Games stored, those of earlier runs included.
        total: Games of the study.
        new: Games played in this run.
        defects: Games of the study that ended by a defect.
    """

    done: int
    total: int
    new: int
    defects: int


def missing(store: Store, jobs: Iterable[Job]) -> list[Job]:
    """The games of a study that are not stored yet, each once, in order."""
    return [job for job in dict.fromkeys(jobs) if job.key not in store.records]


def run(
    store: Store,
    jobs: Sequence[Job],
    player: Play,
    watch: Callable[[Progress], None] | None = None,
) -> Progress:
    """Play what is missing and store it.

    Args:
        store: Where games are stored.
        jobs: The study.
        player: Who plays: `in_process`, `on_processes` or `cluster.on_cluster`.
        watch: Told after every chunk.

    Raises:
        KeyboardInterrupt: Somebody stopped it; what was finished is stored.
        RunnerError: Processes kept dying.
    """
    wanted = list(dict.fromkeys(jobs))
    left = missing(store, wanted)
    done = len(wanted) - len(left)
    new = 0
    defects = sum(bool(store.records[j.key]["defect"]) for j in wanted if j.key in store.records)
    progress = Progress(done, len(wanted), new, defects)
    if watch is not None:
        watch(progress)
    for records in player(chunks(left)):
        fresh = [r for r in records if r["key"] not in store.records]
        store.add(fresh)
        done, new = done + len(records), new + len(records)
        defects += sum(bool(r["defect"]) for r in fresh)
        progress = Progress(done, len(wanted), new, defects)
        if watch is not None:
            watch(progress)
    return progress


def chunks(jobs: Sequence[Job], size: int = CHUNK) -> list[Chunk]:
    """Games in chunks of a size, in order."""
    return [tuple(jobs[at : at + size]) for at in range(0, len(jobs), size)]


def in_process(pack: LoadedPack) -> Play:
    """Play in this process, one game after another."""

    def player(given: Sequence[Chunk]) -> Iterator[list[Record]]:
        for chunk in given:
            yield [play(pack, job) for job in chunk]

    return player


# --- processes ------------------------------------------------------------------------------------

_PACK: list[LoadedPack] = []
"""The pack of a worker process, read once."""


def begin_worker(files: Mapping[str, str], rules: str) -> None:
    """Make a fresh process ready to play a pack; for initializers.

    Args:
        files: The pack's files by name.
        rules: The pack's `rules_hash`, to be sure that it is the same pack.

    Raises:
        RunnerError: The pack reads differently here.
    """
    # Ctrl+C reaches all processes of a terminal; the one in front decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_die_with, args=(parent,), daemon=True).start()
    read_pack(files, rules)
    # A game makes next to no cycles, and code and pack are never garbage: a collector that goes through
    # them again and again takes a twelfth of the time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def _die_with(parent: BaseProcess) -> None:
    """Leave when the process that gives us games is gone: nobody would take what we play."""
    parent.join()
    os._exit(1)


def read_pack(files: Mapping[str, str], rules: str) -> LoadedPack:
    """The pack that these files make; kept, so that it is read once a process."""
    if not _PACK or _PACK[0].rules_hash != rules or _PACK[0].files != files:
        pack = LoadedPack.from_files(files, "the lab")
        if pack.rules_hash != rules:
            raise RunnerError("The pack reads differently here than where it was sent from.")
        _PACK[:] = [pack]
    return _PACK[0]


def play_chunk(chunk: Chunk) -> list[Record]:
    """Play some games in a process that `begin_worker` has made ready."""
    return [play(_PACK[0], job) for job in chunk]


def on_processes(pack: LoadedPack, processes: int) -> Play:
    """Play on several processes of this machine.

    Args:
        pack: The pack.
        processes: How many, 1 or more. One is a process of its own, too.
    """

    def player(given: Sequence[Chunk]) -> Iterator[list[Record]]:
        left = dict(enumerate(given))
        for _attempt in range(_DEATHS):
            try:
                for number, records in _pooled(pack, processes, left):
                    del left[number]
                    yield records
            except BrokenProcessPool:
                continue
            return
        raise RunnerError(
            "Processes of the lab kept dying, which is a matter of memory as a rule. "
            "What was finished is stored; try again with fewer --jobs."
        )

    return player


def _pooled(
    pack: LoadedPack, processes: int, left: Mapping[int, Chunk]
) -> Iterator[tuple[int, list[Record]]]:
    """Play chunks on a pool, a few ahead of what is done."""
    pool = ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=begin_worker,
        initargs=(dict(pack.files), pack.rules_hash),
    )
    waiting: dict[Future[list[Record]], int] = {}
    try:
        queue = iter(list(left.items()))
        for number, chunk in queue:
            waiting[pool.submit(play_chunk, chunk)] = number
            if len(waiting) < 2 * processes:
                continue
            yield from _finished(waiting)
        while waiting:
            yield from _finished(waiting)
        pool.shutdown()
    except BaseException:
        _stop(pool)
        raise


def _finished(waiting: dict[Future[list[Record]], int]) -> Iterator[tuple[int, list[Record]]]:
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for future in sorted(done, key=lambda f: waiting[f]):
        records = future.result()
        yield waiting.pop(future), records


def _stop(pool: ProcessPoolExecutor) -> None:
    """Let go of a pool without waiting for the games that are being played."""
    running = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in running:
        process.terminate()


def usable_processes() -> int:
    """Processors that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return max(1, len(affinity(0)) if affinity is not None else os.cpu_count() or 1)
