"""Commands that watch and keep: transcripts, replays, saves, verification, branches, debriefs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from diplogame.cli.common import DONE, NOT_IN_ORDER, UseError, say, utf8

if TYPE_CHECKING:
    from diplogame.app.session import Session


def watch_command(arguments: argparse.Namespace) -> int:
    """Let minds play all chairs."""
    utf8()
    from diplogame.app import library
    from diplogame.app.session import Session
    from diplogame.rules.terms import Difficulty

    pack = library.open_pack(arguments.pack)
    seat = library.seat_of(pack, arguments.seat) if arguments.seat else ""
    session = Session.new(pack, (), arguments.seed, Difficulty(arguments.difficulty))
    if arguments.json:
        session.run_minds()
        import json

        print(json.dumps(_result(session), ensure_ascii=True, sort_keys=True))
        return DONE
    from diplogame.plain.lines import write
    from diplogame.plain.transcript import Transcript, outcome_lines

    transcript = Transcript(session, seat, sys.stdout)
    transcript.catch_up()
    session.run_minds(on_step=lambda _session: transcript.catch_up())
    write(sys.stdout, outcome_lines(session))
    return DONE


def _result(session: Session) -> dict[str, object]:
    """What `watch --json` prints."""
    public = session.state.public
    issues = session.pack.conference.issues
    package = {
        issue.id: issue.options[option]
        for issue, option in zip(issues, public.package, strict=False)
    }
    votes = [
        {
            "round": record.motion.round,
            "by": record.motion.by,
            "motion": type(record.motion.kind).__name__,
            "carried": record.carried,
            "ballots": {seat: ballot.value for seat, ballot, _reason, _issue in record.ballots},
        }
        for record in public.votes
    ]
    return {
        "outcome": public.outcome.value if public.outcome is not None else "",
        "package": package,
        "votes": votes,
        "scores": dict(public.scores),
        "ratified": dict(public.ratified),
        "survival": public.survival,
        "joint_value": public.joint_value,
        "rounds": public.round,
        "seed": session.seed,
        "digest": session.digest(),
    }


def replay_command(arguments: argparse.Namespace) -> int:
    """Watch a saved game again."""
    utf8()
    from diplogame.app import library
    from diplogame.app.replay import read_game

    game = read_game(library.locate_save(arguments.save))
    for notice in game.notices:
        say(notice)
    seat = library.seat_of(game.pack, arguments.seat) if arguments.seat else ""
    if not seat and not arguments.open and not game.over:
        # A game that is still played is watched through the eyes of those who play it.
        if len(game.humans) != 1:
            raise UseError(
                "The game is not over: say through whose eyes with --seat, or use --open."
            )
        seat = game.humans[0]
    from diplogame.plain.lines import write
    from diplogame.plain.transcript import Transcript, outcome_lines

    Transcript(game, seat, sys.stdout).catch_up(arguments.to)
    if arguments.to is None:
        write(sys.stdout, outcome_lines(game))
    return DONE


def saves_command(_arguments: argparse.Namespace) -> int:
    """List saved games."""
    utf8()
    from diplogame.app import library, paths
    from diplogame.plain.lists import save_lines

    entries = library.saves()
    for line in save_lines(entries, paths.saves_folder()):
        print(line)
    return DONE


def verify_command(arguments: argparse.Namespace) -> int:
    """Decide every order of a save again; 1 when anything differs."""
    utf8()
    from diplogame.app import library
    from diplogame.app.session import verify

    found = verify(library.locate_save(arguments.save), seal=arguments.seal)
    if found.sealed is not None:
        print(f"The seal is this game's: it had {found.sealed} orders when it was written down.")
    if found.ok:
        print(f"In order: {found.records} orders were decided again, with the same result.")
        return DONE
    print(f"Not in order: at order {found.first} of {found.records}: {found.what}.")
    return NOT_IN_ORDER


def branch_command(arguments: argparse.Namespace) -> int:
    """Begin a new game from a round of a saved one."""
    utf8()
    from diplogame.app import library, paths
    from diplogame.app.session import Session

    path = library.locate_save(arguments.save)
    try:
        from diplogame.rules.terms import Difficulty

        level = Difficulty(arguments.difficulty) if arguments.difficulty else None
        session = Session.branch(
            path, arguments.round, paths.saves_folder(), arguments.human or None, level
        )
    except ValueError as error:
        from diplogame.packs.loader import PackFaults

        if isinstance(error, PackFaults):
            raise
        raise UseError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
    with session:
        made = session.save_path
    if made is None:
        raise UseError(session.save_note or "The new game could not be saved.")
    print(f"A new game begins in round {session.round}: {Path(made).name}")
    print(f"Play it with: diplogame play --resume {Path(made).stem}")
    return DONE


def debrief_command(arguments: argparse.Namespace) -> int:
    """Show the debrief of a finished game, or write it to files."""
    utf8()
    from diplogame.app import library
    from diplogame.app.debrief import debrief
    from diplogame.app.replay import read_game

    path = library.locate_save(arguments.save)
    game = read_game(path)
    if not game.over:
        raise UseError(
            "That game is not over: a debrief would show the others' cards. Play it first."
        )
    found = debrief(game)
    if arguments.out:
        from diplogame.report import export

        for written in export(found, Path(arguments.out).expanduser(), path.stem):
            print(written)
        return DONE
    from diplogame.plain.debrief import debrief_lines
    from diplogame.plain.lines import write

    write(sys.stdout, debrief_lines(found))
    return DONE
