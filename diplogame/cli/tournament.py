"""`diplogame lab tournament`: negotiators against one another, ours and others'.

Guarantees: results on standard output, everything else beside it; interrupted, it reports on what was
finished; code from outside is run only where somebody names it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diplogame.cli.common import DONE, NOT_IN_ORDER, UseError, say, utf8

if TYPE_CHECKING:
    from diplogame.lab.agents import Agent
    from diplogame.lab.tables import Table

AGENTS = "firm,boulware,linear,conceder,micro,titfortat"
DOMAINS = 10
MOST_ROUNDS = 10_000
MOST_PARTIES = 50
MOST_TABLES = 10_000
MOST_JOBS = 512
INTERRUPTED = 130

_EPILOG = """\
Agents: firm (ours), boulware, linear, conceder, micro, titfortat; pack:PACK/SEAT (ours, with a delegation's
temperament); module:factory (anything that can be imported and gives a negotiator when it is called;
naming it runs its code). NAME=AGENT gives another name. Interfaces and definitions: docs/lab.md. Exit
codes: 0 done, 1 an agent from outside erred, 2 wrong use, 130 interrupted."""


def add_tournament(
    inner: Any, seed: Callable[[str], int], count: Callable[[str], int]
) -> argparse.ArgumentParser:
    """Add the command to those of the lab; `seed` and `count` read numbers."""
    parser: argparse.ArgumentParser = inner.add_parser(
        "tournament", help="negotiators against one another", epilog=_EPILOG
    )
    parser.add_argument(
        "--agents", metavar="A,B,...", default="", help=f"who takes part ({AGENTS})"
    )
    parser.add_argument(
        "--agent",
        metavar="NAME=AGENT",
        action="append",
        default=[],
        help="one more; may be repeated. NAME=module:factory runs that module's code",
    )
    parser.add_argument(
        "--file",
        metavar="FILE",
        action="append",
        default=[],
        help="a problem as a table: neutral JSON, or a Genius or negmas folder; may be repeated",
    )
    parser.add_argument(
        "--domains", type=count, metavar="N", default=0, help=f"generated tables ({DOMAINS})"
    )
    parser.add_argument("--seed", type=seed, metavar="S", default=0, help="of the tables (0)")
    parser.add_argument(
        "--parties",
        metavar="N,...",
        default="",
        help="at each generated table (2; 3,5,9 for --text)",
    )
    parser.add_argument("--rounds", metavar="N,...", default="", help="of each session (20,200)")
    parser.add_argument(
        "--text",
        action="store_true",
        help="conferences on one text instead: honest and strategic delegates, by rule",
    )
    parser.add_argument(
        "--jobs", type=count, metavar="J", default=0, help="processes; default: one a processor"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    parser.add_argument("--html", metavar="FILE", default="", help="write the report there, too")
    parser.add_argument("--quiet", action="store_true", help="say nothing of progress")
    parser.set_defaults(run=tournament_command)
    return parser


def tournament_command(arguments: argparse.Namespace) -> int:
    """Play a tournament, and report."""
    utf8()
    from diplogame.lab.agents import AgentError
    from diplogame.lab.runner import RunnerError

    rounds = numbers(arguments.rounds or ("20" if arguments.text else "20,200"), MOST_ROUNDS, 1)
    tables, source = _tables(arguments)
    if arguments.text and (arguments.agents or arguments.agent):
        raise UseError("--text has delegates of its own: honest, strategic, and mixed.")
    data: dict[str, Any] = {
        "format": "diplogame-lab-tournament",
        "version": 1,
        "source": source,
        "seed": arguments.seed,
        "tables": len(tables),
        "rounds": rounds,
        "agents": {},
        "sections": [],
        "plenaries": [],
        "hopeless": 0,
        "faults": [],
        "interrupted": False,
    }
    try:
        if arguments.text:
            _hold(arguments, data, tables, rounds)
        else:
            _bargain(arguments, data, tables, rounds)
    except (AgentError, RunnerError) as error:
        raise UseError(str(error)) from error
    from diplogame.cli.lab import show
    from diplogame.lab.tournament_page import tournament_page

    show(arguments, data, tournament_page)
    if data["interrupted"]:
        return INTERRUPTED
    return NOT_IN_ORDER if data["faults"] else DONE


def _bargain(
    arguments: argparse.Namespace,
    data: dict[str, Any],
    tables: Sequence[Table],
    rounds: Sequence[int],
) -> None:
    from diplogame.lab import progress, runner, tournament
    from diplogame.lab.agents import agents_of, factory_of

    asked = arguments.agents or ("" if arguments.agent else AGENTS)
    agents: tuple[Agent, ...] = agents_of([*filter(None, asked.split(",")), *arguments.agent])
    # As with `python -m`, what lies in the current folder can be imported - but only if it is named.
    if os.getcwd() not in sys.path:
        sys.path.append(os.getcwd())
    for agent in agents:
        factory_of(agent)
    jobs = min(arguments.jobs or runner.usable_processes(), MOST_JOBS)
    found: list[tournament.Round] = []
    total = len(tables) * len(rounds)
    with progress.shown(arguments.quiet) as watch:
        try:
            for each in tournament.play(tables, agents, rounds, arguments.seed, jobs):
                found.append(each)
                if watch is not None:
                    watch(runner.Progress(len(found), total, len(found), 0))
        except KeyboardInterrupt:
            data["interrupted"] = True
    if data["interrupted"]:
        say(f"\nStopped at {len(found)} of {total} tables.")
    names = [agent.name for agent in agents]
    data["agents"] = {agent.name: agent.spec for agent in agents}
    data["sections"] = tournament.standings(found, names)
    data["faults"] = tournament.faults(found)


def _hold(
    arguments: argparse.Namespace,
    data: dict[str, Any],
    tables: Sequence[Table],
    rounds: Sequence[int],
) -> None:
    from diplogame.lab import plenaries, progress, runner

    held: list[plenaries.Conference] = []
    with progress.shown(arguments.quiet) as watch:
        try:
            for done, table in enumerate(tables, 1):
                found = plenaries.hold(table, rounds)
                data["hopeless"] += found is None
                held += found or []
                if watch is not None:
                    watch(runner.Progress(done, len(tables), done, 0))
        except KeyboardInterrupt:
            data["interrupted"] = True
        except ValueError as error:
            raise UseError(str(error)) from error
    data["plenaries"] = plenaries.outcomes(held)


def _tables(arguments: argparse.Namespace) -> tuple[list[Table], str]:
    """The tables that were asked for, and where they come from in words."""
    from diplogame.cli.analysing import fault_sentence
    from diplogame.lab.tables import generated, of_problem
    from diplogame.packs.importing import ImportFault, read_problem

    found: list[Table] = []
    told = []
    for name in arguments.file:
        try:
            found.append(of_problem(read_problem(Path(name).expanduser())))
        except ImportFault as fault:
            raise UseError(fault_sentence(fault)) from None
        except ValueError as error:
            raise UseError(f"{error}.") from None
        told.append(found[-1].name)
    count = arguments.domains or (0 if found else DOMAINS)
    parties = numbers(arguments.parties or ("3,5,9" if arguments.text else "2"), MOST_PARTIES, 2)
    if count * len(parties) > MOST_TABLES:
        raise UseError(f"At most {MOST_TABLES} tables can be asked for.")
    if count:
        found += [generated(arguments.seed, n, each) for each in parties for n in range(count)]
        sizes = ", ".join(str(each) for each in parties)
        told.append(f"{count} generated from seed {arguments.seed} for each of {sizes} parties")
    return found, "; ".join(told)


def numbers(text: str, most: int, least: int) -> list[int]:
    """Whole numbers with commas between them, each once.

    Raises:
        UseError: One is none, or out of range.
    """
    found = []
    for part in text.split(","):
        word = part.strip()
        number = int(word) if word.isascii() and word.isdigit() and len(word) < 10 else -1
        if not least <= number <= most:
            raise UseError(f"{word[:20]!r} is no whole number from {least} to {most}.")
        found.append(number)
    return list(dict.fromkeys(found))
