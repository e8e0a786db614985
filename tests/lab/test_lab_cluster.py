"""A study on a real Dask scheduler with two workers, one of which is killed: nothing lost, nothing twice."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab_support import FIRST_STEPS, minds, pack_at

from diplogame.lab import cluster, runner
from diplogame.lab.runner import RunnerError, chunks
from diplogame.lab.store import Store

GAMES = 60


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its two workers."""
    pytest.importorskip(
        "distributed", reason="needs the extra diplogame[cluster] (pip install distributed)"
    )
    where = tmp_path / "scheduler.json"
    common = ["--scheduler-file", str(where), "--no-dashboard"]
    started: list[subprocess.Popen[bytes]] = []

    def start(tool: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (tmp_path / f"{len(started)}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{tool}", *common, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=tmp_path,
            )
        started.append(process)
        return process

    try:
        start("dask_scheduler", "--host", "127.0.0.1", "--port", "0")
        for _ in range(600):
            if where.exists():
                break
            time.sleep(0.1)
        worker = ("--nworkers", "1", "--nthreads", "1", "--no-nanny")
        workers = [start("dask_worker", *worker, "--local-directory", str(tmp_path)) for _ in "12"]
        yield json.loads(where.read_text())["address"], workers
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


@pytest.mark.slow
def test_a_killed_worker_loses_no_game_and_doubles_none(
    scheduler: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    address, workers = scheduler
    pack = pack_at(FIRST_STEPS)
    jobs = minds(GAMES)
    with cluster.connect(address) as client, Store(tmp_path / "games.jsonl", pack) as store:
        client.wait_for_workers(2, timeout=120)
        player = cluster.on_cluster(pack, client)
        arrived: list[str] = []

        def counting(given):  # type: ignore[no-untyped-def]
            for records in player(given):
                arrived.extend(record["key"] for record in records)
                if len(arrived) >= GAMES // 4 and workers[0].poll() is None:
                    workers[0].kill()
                    workers[0].wait()
                yield records

        progress = runner.run(store, jobs, counting)
        alive = len(client.scheduler_info()["workers"])
    assert workers[0].returncode is not None, "the worker was to be killed midway"
    assert alive == 1
    assert sorted(arrived) == sorted(job.key for job in jobs)
    assert progress.done == progress.new == GAMES
    with Store(tmp_path / "games.jsonl", pack) as again:
        kept = list(again)
    assert [record["key"] for record in kept] == sorted(job.key for job in jobs)
    lines = (tmp_path / "games.jsonl").read_text().splitlines()
    assert len(lines) == GAMES + 1
    here = [r for chunk in runner.in_process(pack)(chunks(jobs[:4])) for r in chunk]
    there = {record["key"]: record for record in kept}
    assert all(there[record["key"]] == record for record in json.loads(json.dumps(here)))


def test_an_address_where_nobody_answers_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("distributed", reason="needs the extra diplogame[cluster]")
    monkeypatch.setattr(cluster, "TIMEOUT", 0.5)
    with pytest.raises(RunnerError, match="No Dask scheduler answers at"):
        cluster.connect("tcp://127.0.0.1:9")


def test_without_the_extra_the_way_to_get_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(RunnerError, match=r"diplogame\[cluster\]"):
        cluster.connect("tcp://127.0.0.1:8786")
