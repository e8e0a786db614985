"""Commands of the lab: play many games, and say what they show.

Guarantees: results on standard output, everything else beside it; an interrupted study says how to go on;
a report file replaces an older one whole or not at all.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diplogame.cli.common import DONE, NOT_IN_ORDER, UseError, say, utf8

if TYPE_CHECKING:
    from diplogame.lab.document import Document
    from diplogame.lab.lineup import Job
    from diplogame.lab.runner import Progress
    from diplogame.lab.store import Store
    from diplogame.lab.study import Study
    from diplogame.packs.loader import LoadedPack

INTERRUPTED = 130
"""Exit code of a study that somebody stopped."""

MOST_GAMES = 1_000_000
MOST_JOBS = 512


def lab_command(_arguments: argparse.Namespace) -> int:
    """`lab` without a command is wrong use."""
    raise UseError(
        "Say what to measure: `diplogame lab balance --pack ID`, or one of run, coverage, calibrate, "
        "tournament, bench."
    )


def run_command(arguments: argparse.Namespace) -> int:
    """Play line-ups and store the games."""
    from diplogame.lab import pages
    from diplogame.lab.lineup import MINDS, Job, spelling

    def jobs(pack: LoadedPack) -> Iterable[Job]:
        lineups = [spelling(each, pack.conference) for each in arguments.lineup or [MINDS]]
        for level in _levels(arguments):
            for lineup in lineups:
                for seed in range(arguments.seed, arguments.seed + arguments.games):
                    yield Job(lineup, seed, level)

    def report(store: Store, pack: LoadedPack, wanted: list[Job], progress: Progress) -> int:
        records = [store.records[job.key] for job in wanted if job.key in store.records]
        data = _played(pack, store, records, progress)
        show(arguments, data, pages.run_page)
        return NOT_IN_ORDER if data["defects"] else DONE

    return _study(arguments, jobs, report)


def _played(
    pack: LoadedPack, store: Store, records: list[dict[str, Any]], progress: Progress
) -> dict[str, Any]:
    """What `lab run --json` prints."""
    from collections import Counter

    from diplogame.lab.store import identity

    rows: dict[tuple[str, str], Counter[str]] = {}
    for record in records:
        ends = rows.setdefault((record["lineup"], record["difficulty"]), Counter())
        ends["broke off" if record["defect"] else record["outcome"]] += 1
    return {
        **{k: v for k, v in identity(pack).items() if k not in ("format", "version")},
        "format": "diplogame-lab-run",
        "version": 1,
        "title": pack.phrasebook.title,
        "results": str(store.path),
        "games": len(records),
        "new": progress.new,
        "lineups": [
            {
                "lineup": lineup,
                "difficulty": level,
                "games": sum(ends.values()),
                "outcomes": dict(sorted(ends.items())),
            }
            for (lineup, level), ends in sorted(rows.items())
        ],
        "defects": [{"game": r["key"], "what": r["defect"]} for r in records if r["defect"]],
    }


def balance_command(arguments: argparse.Namespace) -> int:
    """Play what the balance report rests on, and report."""
    from diplogame.lab import pages
    from diplogame.lab.balance import balance
    from diplogame.lab.coverage import coverage
    from diplogame.lab.lineup import balance_jobs
    from diplogame.lab.targets import MISSED, as_json, targets

    def jobs(pack: LoadedPack) -> Iterable[Job]:
        return balance_jobs(pack.conference, arguments.games, arguments.seed, _levels(arguments))

    def report(study: Study) -> int:
        data = balance(study)
        data["targets"] = as_json(targets(data, coverage(study)))
        show(arguments, data, pages.balance_page)
        missed = any(row["status"] == MISSED for row in data["targets"])
        return NOT_IN_ORDER if data["defects"] or (arguments.strict and missed) else DONE

    return _study(arguments, jobs, _on_study(report))


def coverage_command(arguments: argparse.Namespace) -> int:
    """Say what of a pack no game has reached."""
    from diplogame.lab.coverage import coverage
    from diplogame.lab.pages_reach import coverage_page

    def report(study: Study) -> int:
        data = coverage(study)
        show(arguments, data, coverage_page)
        return NOT_IN_ORDER if arguments.strict and not data["complete"] else DONE

    return _study(arguments, _minds(arguments), _on_study(report))


def calibrate_command(arguments: argparse.Namespace) -> int:
    """Hold forecasts against what came true."""
    from diplogame.lab.calibrate import calibrate
    from diplogame.lab.pages_reach import calibration_page

    def report(study: Study) -> int:
        data = calibrate(study, arguments.of)
        show(arguments, data, calibration_page)
        return NOT_IN_ORDER if arguments.strict and not data["honest"] else DONE

    return _study(arguments, _minds(arguments), _on_study(report))


def bench_command(arguments: argparse.Namespace) -> int:
    """Measure how fast games are played on one process and on several."""
    utf8()
    from diplogame.app import library
    from diplogame.lab import pages, runner
    from diplogame.lab.bench import bench

    processes = arguments.jobs or runner.usable_processes()
    if not 2 <= processes <= MOST_JOBS or not arguments.games or not arguments.turns:
        raise UseError(
            "Speed is compared on two processes or more, with one game and turn or more."
        )
    pack = library.open_pack(arguments.pack)
    try:
        data = bench(pack, arguments.games, processes, arguments.turns)
    except runner.RunnerError as error:
        raise UseError(str(error)) from error
    show(arguments, data, pages.bench_page)
    return DONE


def _minds(arguments: argparse.Namespace) -> Callable[[LoadedPack], Iterable[Job]]:
    """The games of reports that only need minds; whatever else is stored is counted too."""
    from diplogame.lab.lineup import MINDS, Job

    def jobs(_pack: LoadedPack) -> Iterable[Job]:
        for level in _levels(arguments):
            for seed in range(arguments.seed, arguments.seed + arguments.games):
                yield Job(MINDS, seed, level)

    return jobs


def _levels(arguments: argparse.Namespace) -> tuple[str, ...]:
    return tuple(dict.fromkeys(arguments.difficulty)) or ("envoy",)


def _on_study(report: Callable[[Study], int]) -> Callable[..., int]:
    def of_store(store: Store, pack: LoadedPack, _wanted: object, _progress: object) -> int:
        from diplogame.lab.study import Study

        return report(Study(pack, store))

    return of_store


def _study(
    arguments: argparse.Namespace,
    jobs: Callable[[LoadedPack], Iterable[Job]],
    report: Callable[[Store, LoadedPack, list[Job], Progress], int],
) -> int:
    """Play what is missing of a study, then report; 130 when it is interrupted."""
    utf8()
    from diplogame.app import library
    from diplogame.lab.lineup import LineupError
    from diplogame.lab.runner import Progress, RunnerError, missing
    from diplogame.lab.store import Store, StoreError

    if arguments.games > MOST_GAMES or arguments.jobs > MOST_JOBS:
        raise UseError(f"At most {MOST_GAMES} games and {MOST_JOBS} jobs can be asked for.")
    pack = library.open_pack(arguments.pack)
    path = _results(arguments, pack)
    try:
        wanted = list(jobs(pack))
        with Store(path, pack) as store:
            _tell(store)
            progress = Progress(0, len(wanted), 0, 0)
            play = not getattr(arguments, "no_play", False)
            if play and missing(store, wanted):
                try:
                    progress = _play(arguments, store, pack, wanted)
                except KeyboardInterrupt:
                    done = len(wanted) - len(missing(store, wanted))
                    say(
                        f"\nStopped at {done} of {len(wanted)} games; they are kept in {path}. "
                        "The same command goes on from there."
                    )
                    return INTERRUPTED
            return report(store, pack, wanted, progress)
    except (LineupError, RunnerError, StoreError) as error:
        raise UseError(str(error)) from error


def _play(
    arguments: argparse.Namespace, store: Store, pack: LoadedPack, wanted: list[Job]
) -> Progress:
    from diplogame.lab import progress, runner

    with contextlib.ExitStack() as stack:
        if arguments.scheduler:
            from diplogame.lab import cluster

            client = stack.enter_context(cluster.connect(arguments.scheduler))
            player = cluster.on_cluster(pack, client)
        else:
            jobs = arguments.jobs or runner.usable_processes()
            left = len(runner.missing(store, wanted))
            few = jobs == 1 or left <= runner.CHUNK
            player = runner.in_process(pack) if few else runner.on_processes(pack, jobs)
        watch = stack.enter_context(progress.shown(arguments.quiet))
        return runner.run(store, wanted, player, watch)


def _results(arguments: argparse.Namespace, pack: LoadedPack) -> Path:
    """Where games are stored."""
    if arguments.results:
        return Path(arguments.results).expanduser()
    from diplogame.app import paths

    return paths.data_folder() / "lab" / f"{pack.manifest.id}.jsonl"


def _tell(store: Store) -> None:
    """Say what was odd about the file."""
    if store.torn:
        say(f"{store.path} ended in an unfinished game; it is played again.")
    if store.stale and not store.records:
        say(f"{store.stale} games in {store.path} are of another pack or older code: not counted.")


def show(
    arguments: argparse.Namespace,
    data: dict[str, Any],
    page: Callable[[dict[str, Any]], Document],
) -> None:
    """Print the report, and write it as HTML if asked."""
    if getattr(arguments, "html", ""):
        from diplogame.lab.as_html import as_html

        path = Path(arguments.html).expanduser()
        _replace(path, as_html(page(data)))
        say(f"Written: {path}")
    if arguments.json:
        print(json.dumps(data, ensure_ascii=True, indent=2))
        return
    from diplogame.lab.as_text import as_text

    width = max(60, min(140, shutil.get_terminal_size((100, 24)).columns))
    sys.stdout.write(as_text(page(data), width))


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
