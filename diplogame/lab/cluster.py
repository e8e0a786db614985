"""Many games on a Dask cluster (extra ``diplogame[cluster]``).

The same chunks that processes are given go to the cluster's workers. A worker that dies is noticed by the
scheduler, which gives its games to another; a game whose result arrives is stored once.

Guarantees: `distributed` is imported only here and only when a cluster is asked for; every worker is held
to the same pack and the same code, or the study stops with a sentence.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from diplogame.lab.lineup import engine_hash
from diplogame.lab.play import Record, play
from diplogame.lab.runner import Chunk, Play, RunnerError, read_pack
from diplogame.packs.loader import LoadedPack

Client: TypeAlias = Any
"""A `distributed.Client`; the package may not be installed, and has no types."""

MISSING: Final = (
    "Playing on a cluster needs the package `distributed`: pip install 'diplogame[cluster]'."
)

TIMEOUT: Final = 15
"""Seconds to wait for a scheduler to answer."""

RETRIES: Final = 5
"""Times that a chunk is tried anew after the worker that played it was lost."""


def connect(address: str) -> Client:
    """A client of the scheduler at an address such as ``tcp://10.0.0.7:8786``.

    Raises:
        RunnerError: The extra is not installed, or nobody answers.
    """
    distributed = _distributed()
    try:
        return distributed.Client(address, timeout=TIMEOUT)
    except (OSError, ValueError, TimeoutError) as error:
        raise RunnerError(f"No Dask scheduler answers at {address}: {error}") from error


def _distributed() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError:
        raise RunnerError(MISSING) from None


def on_cluster(pack: LoadedPack, client: Client) -> Play:
    """Play on the workers of a cluster."""

    def player(given: Sequence[Chunk]) -> Iterator[list[Record]]:
        as_completed = _distributed().as_completed
        if not given:
            return
        files: Any = client.scatter(dict(pack.files), broadcast=False, hash=True)
        engine = engine_hash()
        # A fresh name for every chunk: the cluster's memory of other studies is none of ours.
        futures = [
            client.submit(
                play_there, files, pack.rules_hash, engine, chunk, pure=False, retries=RETRIES
            )
            for chunk in given
        ]
        try:
            for future in as_completed(futures):
                try:
                    records: list[Record] = future.result()
                except RunnerError:
                    raise
                except Exception as error:
                    what = f"{type(error).__name__}: {error}"
                    raise RunnerError(f"The cluster could not play: {what}"[:600]) from error
                yield records
                future.release()
        finally:
            client.cancel(futures)

    return player


def play_there(files: Mapping[str, str], rules: str, engine: str, chunk: Chunk) -> list[Record]:
    """Play some games on a worker.

    Raises:
        RunnerError: The worker runs other code, or reads the pack differently.
    """
    if engine_hash() != engine:
        raise RunnerError(
            "A worker of the cluster runs another version of diplogame; records of two versions "
            "are not mixed."
        )
    pack = read_pack(files, rules)
    return [play(pack, job) for job in chunk]
