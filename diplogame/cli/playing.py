"""Commands that play: the title screen, new games, saved games."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from diplogame.cli.common import UseError, say, utf8
from diplogame.cli.untls import leave_out_tls

if TYPE_CHECKING:
    from diplogame.app.session import Session
    from diplogame.packs.loader import LoadedPack


def title_command(_arguments: argparse.Namespace) -> int:
    """Open the title screen."""
    _need_terminal()
    leave_out_tls()
    from diplogame.app import settings
    from diplogame.tui import run

    chosen, note = settings.load()
    if note:
        say(note)
    return run(theme=chosen.theme, hints=chosen.hints, animation=chosen.animation != "none")


def _need_terminal() -> None:
    if sys.stdout.isatty() and sys.stdin.isatty():
        return
    which = "output" if not sys.stdout.isatty() else "input"
    raise UseError(
        f"Standard {which} is no terminal, and the full-screen game draws on one. "
        "Use `diplogame play --plain` to play by lines (orders may be piped in), "
        "or `diplogame watch --pack ID --seed N` to let the minds play."
    )


def play_command(arguments: argparse.Namespace) -> int:
    """Play a game, on screens or by lines."""
    if not arguments.plain:
        _need_terminal()
        return _play_screens(arguments)
    utf8()
    from diplogame.plain.play import play

    if arguments.resume:
        return play(_resume(arguments), sys.stdin, sys.stdout)
    pack, seats = _chosen(arguments)
    return play(_open(arguments, pack, seats), sys.stdin, sys.stdout)


def _play_screens(arguments: argparse.Namespace) -> int:
    leave_out_tls()
    from diplogame.app import settings
    from diplogame.tui import run

    chosen, note = settings.load()
    if note:
        say(note)
    session, opener, start, about = None, None, "title", {}
    if arguments.resume:
        opener = _taking_up(arguments)
    elif arguments.pack and not (arguments.seat or arguments.human):
        start, about = "seats", _begun(arguments)
    elif arguments.pack:
        pack, seats = _chosen(arguments)
        session = _open(arguments, pack, seats)
    elif arguments.seat or arguments.human:
        raise UseError("A chair belongs to a conference: say which with --pack ID.")
    try:
        return run(
            session,
            opener=opener,
            theme=chosen.theme,
            hints=chosen.hints,
            animation=chosen.animation != "none",
            start=start,
            about=about,
            fresh=not arguments.resume,
        )
    finally:
        if session is not None:
            session.close()


def _begun(arguments: argparse.Namespace) -> dict[str, Any]:
    """What the choice of a chair begins with: all that was said but the chair."""
    from diplogame.app import library, paths

    return {
        "pack": library.open_pack(arguments.pack),
        "seed": arguments.seed,
        "difficulty": arguments.difficulty or None,
        "folder": None if arguments.no_save else paths.saves_folder(),
    }


def _resume(arguments: argparse.Namespace) -> Session:
    return _taking_up(arguments)(None)


def _taking_up(
    arguments: argparse.Namespace,
) -> Callable[[Callable[[int, int], None] | None], Session]:
    """What takes the saved game up; wrong use is said at once, the rest when it is called."""
    from diplogame.app import library

    for name in ("pack", "seat", "seed", "human", "difficulty"):
        if getattr(arguments, name) not in ("", None, []):
            raise UseError(f"A saved game brings its own {name}: leave out --{name}.")
    path = library.locate_save(arguments.resume)

    def take_up(progress: Callable[[int, int], None] | None) -> Session:
        # Imported here: the terminal says what is done before rules and minds are read.
        from diplogame.app.session import Session

        return Session.resume(path, library.installed, progress)

    return take_up


def _chosen(arguments: argparse.Namespace) -> tuple[LoadedPack, tuple[str, ...]]:
    """Pack and chairs; a plain game asks for what was not said if somebody is there to ask."""
    from diplogame.app import library

    if not arguments.pack:
        if not arguments.plain:
            raise UseError("Say which conference with --pack ID. See `diplogame packs`.")
        from diplogame.plain.begin import ask_pack

        name = ask_pack(sys.stdin, sys.stdout)
        if not name:
            raise UseError("No conference was chosen. See `diplogame packs`, then use --pack ID.")
        arguments.pack = name
    pack = library.open_pack(arguments.pack)
    names = [arguments.seat] if arguments.seat else []
    names += [name for group in arguments.human for name in group]
    seats = tuple(dict.fromkeys(library.seat_of(pack, name) for name in names))
    if not seats:
        seats = (library.first_seat(pack),)
        if sys.stdin.isatty():
            from diplogame.plain.begin import ask_seat

            seats = (ask_seat(pack, sys.stdin, sys.stdout),)
        else:
            name = pack.phrasebook.name(seats[0])
            say(f"No chair was named: {name} is taken. Choose another one with --seat.")
    return pack, seats


def _open(arguments: argparse.Namespace, pack: LoadedPack, seats: tuple[str, ...]) -> Session:
    from diplogame.app import paths, settings
    from diplogame.app.session import Session
    from diplogame.rules.terms import Difficulty

    seed = arguments.seed
    if seed is None:
        import secrets

        seed = secrets.randbelow(1_000_000)
    difficulty = Difficulty(arguments.difficulty or settings.load()[0].difficulty)
    folder = None if arguments.no_save else paths.saves_folder()
    return Session.new(pack, seats, seed, difficulty, folder=folder)
