"""The grammar of `diplogame lab`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from diplogame.cli import lab
from diplogame.cli.tournament import add_tournament

_LEVELS = ("novice", "envoy", "ambassador")

_EPILOG = """\
Games are stored and never played twice: interrupt a study and give the same command again to go on. Exit
codes: 0 done, 1 something is not in order (a game broke off; with --strict, a target was missed), 2 wrong
use, 130 interrupted."""


def add_lab(
    sub: Any, seed: Callable[[str], int], count: Callable[[str], int]
) -> argparse._SubParsersAction[argparse.ArgumentParser]:
    """Add `lab` and its commands to the grammar; the group of its commands.

    Args:
        sub: The commands of the whole grammar.
        seed: Reads a seed.
        count: Reads a whole number.
    """
    top = sub.add_parser(
        "lab", help="measure packs and minds by playing many games", epilog=_EPILOG
    )
    top.set_defaults(run=lab.lab_command)
    inner: argparse._SubParsersAction[argparse.ArgumentParser] = top.add_subparsers(
        dest="lab_command", metavar="COMMAND", title="commands"
    )

    run = inner.add_parser("run", help="play games and store them", epilog=_EPILOG)
    _games(run, seed, count, 20)
    run.add_argument(
        "--lineup",
        metavar="LINEUP",
        action="append",
        default=[],
        help="who sits where: minds, BOT@SEAT[,BOT@SEAT...], BOT@all; may be repeated (minds)",
    )
    run.set_defaults(run=lab.run_command)

    balance = inner.add_parser(
        "balance", help="who scores what, how conferences end, targets", epilog=_EPILOG
    )
    _games(balance, seed, count, 40)
    _report(balance)
    balance.set_defaults(run=lab.balance_command)

    coverage = inner.add_parser("coverage", help="what of a pack is never reached", epilog=_EPILOG)
    _games(coverage, seed, count, 100)
    _report(coverage)
    coverage.set_defaults(run=lab.coverage_command)

    calibrate = inner.add_parser(
        "calibrate", help="whether forecasts come true as often as they say", epilog=_EPILOG
    )
    _games(calibrate, seed, count, 100)
    _report(calibrate)
    calibrate.add_argument(
        "--of",
        choices=("minds", "broker", "all"),
        default="minds",
        help="whose forecasts: in games of minds, of the broker too, or in all games",
    )
    calibrate.set_defaults(run=lab.calibrate_command)

    bench = inner.add_parser("bench", help="how fast games are played here")
    bench.add_argument("--pack", metavar="ID|PATH", required=True, help="the conference")
    bench.add_argument("--games", type=count, metavar="N", default=40, help="games a turn (40)")
    bench.add_argument("--turns", type=count, metavar="N", default=3, help="turns of each (3)")
    bench.add_argument(
        "--jobs", type=count, metavar="J", default=2, help="processes to compare with one (2)"
    )
    bench.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    bench.set_defaults(run=lab.bench_command)
    add_tournament(inner, seed, count)
    return inner


def _games(
    parser: argparse.ArgumentParser,
    seed: Callable[[str], int],
    count: Callable[[str], int],
    games: int,
) -> None:
    """Arguments of all commands that play."""
    parser.add_argument("--pack", metavar="ID|PATH", required=True, help="the conference")
    parser.add_argument(
        "--games", type=count, metavar="N", default=games, help=f"games of each line-up ({games})"
    )
    parser.add_argument("--seed", type=seed, metavar="S", default=0, help="the first seed (0)")
    parser.add_argument(
        "--difficulty",
        choices=_LEVELS,
        action="append",
        default=[],
        help="of the minds; may be repeated (envoy)",
    )
    parser.add_argument(
        "--jobs", type=count, metavar="J", default=0, help="processes; default: one a processor"
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        default="",
        help="play on a Dask cluster instead (needs diplogame[cluster])",
    )
    parser.add_argument(
        "--results", metavar="FILE", default="", help="where games are stored; default: by pack"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    parser.add_argument("--quiet", action="store_true", help="say nothing of progress")


def _report(parser: argparse.ArgumentParser) -> None:
    """Arguments of reports."""
    parser.add_argument("--html", metavar="FILE", default="", help="write the report there, too")
    parser.add_argument(
        "--no-play", action="store_true", help="report on stored games only, play none"
    )
    parser.add_argument(
        "--strict", action="store_true", help="exit with 1 when it is not as it ought to be"
    )
