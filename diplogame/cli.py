"""The command line: one door to everything.

Guarantees: exit code 0 when done, 1 when the thing checked is not in order, 2 for wrong use or bad
input; never a traceback; nothing is drawn into a pipe; heavy parts are imported when they are needed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from diplogame import __version__

if TYPE_CHECKING:
    from diplogame.app.session import Session
    from diplogame.packs.loader import LoadedPack

DONE, NOT_IN_ORDER, WRONG_USE = 0, 1, 2
DIFFICULTIES = ("novice", "envoy", "ambassador")
SCHEMAS = ("pack", "delegation", "events", "lines", "epilogues")

_EPILOG = """\
Without a command the title screen opens. Exit codes: 0 done, 1 the thing checked is not in
order, 2 wrong use or bad input."""


class UseError(Exception):
    """Wrong use or bad input, said in a sentence or two; the exit code is 2."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USE, f"{self.prog}: {message}. See `{self.prog} --help`.\n")


def parser() -> argparse.ArgumentParser:
    """The whole grammar of the command line."""
    top = _Parser(
        prog="diplogame",
        description="A negotiation role-play game: take a delegation's chair, bring home a treaty.",
        epilog=_EPILOG,
    )
    top.add_argument("--version", action="version", version=f"diplogame {__version__}")
    sub = top.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    play = sub.add_parser("play", help="play a conference, new or saved")
    play.add_argument("--pack", metavar="ID|PATH", default="", help="the conference to play")
    play.add_argument("--seat", metavar="ID", default="", help="the chair to take")
    play.add_argument("--seed", type=_seed, metavar="N", help="the same seed gives the same game")
    play.add_argument("--difficulty", choices=DIFFICULTIES, default="", help="how sharp minds are")
    play.add_argument("--plain", action="store_true", help="lines of text; orders may be piped in")
    play.add_argument("--resume", metavar="SAVE", default="", help="go on with a saved game")
    play.add_argument(
        "--human",
        metavar="SEAT",
        action="append",
        nargs="+",
        default=[],
        help="one more chair taken by a person (hot-seat)",
    )
    play.add_argument("--no-save", action="store_true", help="keep the game in memory only")
    play.set_defaults(run=_play)

    watch = sub.add_parser("watch", help="let minds play all chairs")
    watch.add_argument("--pack", metavar="ID|PATH", required=True, help="the conference")
    watch.add_argument("--seed", type=_seed, metavar="N", default=1, help="seed of the game")
    watch.add_argument("--difficulty", choices=DIFFICULTIES, default="envoy", help="of the minds")
    watch.add_argument("--seat", metavar="ID", default="", help="watch through one chair's eyes")
    watch.add_argument(
        "--json", action="store_true", help="one JSON object instead of a transcript"
    )
    watch.set_defaults(run=_watch)

    saves = sub.add_parser("saves", help="list saved games")
    saves.set_defaults(run=_saves)

    replay = sub.add_parser("replay", help="watch a saved game again")
    replay.add_argument("save", metavar="SAVE", help="name or path of a save")
    eyes = replay.add_mutually_exclusive_group()
    eyes.add_argument("--seat", metavar="ID", default="", help="through one chair's eyes")
    eyes.add_argument("--open", action="store_true", help="with all cards open")
    replay.add_argument("--to", type=_count, metavar="ROUND", help="up to the end of a round")
    replay.add_argument("--plain", action="store_true", help="lines of text")
    replay.set_defaults(run=_replay)

    check = sub.add_parser("verify", help="play a save's orders again and compare")
    check.add_argument("save", metavar="SAVE", help="name or path of a save")
    check.set_defaults(run=_verify)

    branch = sub.add_parser("branch", help="begin a new game from a round of a saved one")
    branch.add_argument("save", metavar="SAVE", help="name or path of a save")
    branch.add_argument("--round", type=_count, metavar="N", required=True, help="the round")
    branch.set_defaults(run=_branch)

    told = sub.add_parser("debrief", help="the debrief of a saved game, as lines or as files")
    told.add_argument("save", metavar="SAVE", help="name or path of a save")
    told.add_argument(
        "--out", metavar="FOLDER", default="", help="write HTML, Markdown and CSV there instead"
    )
    told.set_defaults(run=_debrief)

    packs = sub.add_parser("packs", help="list conferences that can be played")
    packs.set_defaults(run=_packs)

    pack = sub.add_parser("pack", help="for those who write packs")
    pack.set_defaults(run=_pack)
    inner = pack.add_subparsers(dest="pack_command", metavar="COMMAND", title="commands")
    checked = inner.add_parser("check", help="find every mistake in a pack")
    checked.add_argument("path", metavar="PATH", help="folder or zip of a pack, or its id")
    checked.add_argument("--json", action="store_true", help="findings as JSON")
    checked.set_defaults(run=_pack_check)
    schema = inner.add_parser("schema", help="JSON Schema for editors")
    schema.add_argument("kind", nargs="?", choices=SCHEMAS, help="one kind of file; default: all")
    schema.set_defaults(run=_pack_schema)

    completion = sub.add_parser("completion", help="completion for a shell")
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"), help="which shell")
    completion.set_defaults(run=_completion)
    return top


def _seed(text: str) -> int:
    number = _count(text)
    if number >= 2**63:
        raise argparse.ArgumentTypeError("a seed is less than 2 to the 63rd")
    return number


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 19:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a whole number of 0 or more")
    return int(text)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    try:
        code = _main(argv)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # The reader has gone; nothing more can be said to it, at exit neither.
        _silence()
        return DONE
    except KeyboardInterrupt:
        _say("\nStopped. Every confirmed order is saved; `diplogame saves` lists the games.")
        return 130
    except OSError as error:
        return _fail(f"The machine refused: {error.strerror or type(error).__name__}.")
    except RecursionError:
        return _fail("That was nested too deeply to be read.")


def _main(argv: Sequence[str] | None) -> int:
    try:
        arguments = parser().parse_args(argv)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else WRONG_USE
    run: Callable[[argparse.Namespace], int] = getattr(arguments, "run", _title)
    # Saves and packs have errors of their own, known only once they are imported.
    try:
        return run(arguments)
    except UseError as error:
        return _fail(str(error))
    except (KeyboardInterrupt, BrokenPipeError, OSError):
        raise
    except Exception as error:
        sentence = _expected(error)
        if sentence is None:
            sentence = _unexpected(error)
        return _fail(sentence)


def _expected(error: Exception) -> str | None:
    """The sentence of an error that saves, packs and the library raise on purpose."""
    from diplogame.app.library import NotFound

    if isinstance(error, NotFound):
        return str(error)
    from diplogame.record import SaveError

    if isinstance(error, SaveError):
        return str(error)
    from diplogame.packs.loader import PackFaults

    if isinstance(error, PackFaults):
        return f"{error.report.render(limit=5)}{error.report.summary()}"
    return None


def _unexpected(error: Exception) -> str:
    """A defect of ours: said in a sentence; the whole story only if somebody asks for it."""
    if os.environ.get("DIPLOGAME_DEBUG"):
        import traceback

        traceback.print_exc()
    from diplogame.packs.clean import clean

    what = clean(f"{type(error).__name__}: {error}", 300, line=True)
    return (
        f"Something went wrong that should not have ({what}). Every confirmed order is saved. "
        "Please report it, with the seed and what you did; DIPLOGAME_DEBUG=1 shows where it was."
    )


def _fail(sentence: str) -> int:
    _say(sentence.rstrip("\n"))
    return WRONG_USE


def _say(text: str) -> None:
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        _silence()


def _silence() -> None:
    quiet = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(quiet, stream.fileno())
        except (OSError, ValueError):
            continue


# --- playing -------------------------------------------------------------------------------------


def _title(_arguments: argparse.Namespace) -> int:
    _need_terminal()
    from diplogame.app import settings
    from diplogame.tui import run

    chosen, note = settings.load()
    if note:
        _say(note)
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


def _play(arguments: argparse.Namespace) -> int:
    if not arguments.plain:
        _need_terminal()
        return _play_screens(arguments)
    _utf8()
    from diplogame.plain.play import play

    if arguments.resume:
        return play(_resume(arguments), sys.stdin, sys.stdout)
    pack, seats = _chosen(arguments)
    return play(_open(arguments, pack, seats), sys.stdin, sys.stdout)


def _play_screens(arguments: argparse.Namespace) -> int:
    from diplogame.app import settings
    from diplogame.tui import run

    chosen, note = settings.load()
    if note:
        _say(note)
    session = None
    if arguments.resume:
        session = _resume(arguments)
    elif arguments.pack:
        pack, seats = _chosen(arguments)
        session = _open(arguments, pack, seats)
    elif arguments.seat or arguments.human:
        raise UseError("A chair belongs to a conference: say which with --pack ID.")
    try:
        return run(
            session,
            theme=chosen.theme,
            hints=chosen.hints,
            animation=chosen.animation != "none",
        )
    finally:
        if session is not None:
            session.close()


def _resume(arguments: argparse.Namespace) -> Session:
    from diplogame.app import library
    from diplogame.app.session import Session

    for name in ("pack", "seat", "seed", "human", "difficulty"):
        if getattr(arguments, name) not in ("", None, []):
            raise UseError(f"A saved game brings its own {name}: leave out --{name}.")
    return Session.resume(library.locate_save(arguments.resume))


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
        if arguments.plain and sys.stdin.isatty() and not pack.conference.coached_seat:
            from diplogame.plain.begin import ask_seat

            seats = (ask_seat(pack, sys.stdin, sys.stdout),)
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


def _utf8() -> None:
    """Texts hold dashes and quotes; a pipe in another code page must not stop the game."""
    import io

    for stream in (sys.stdout, sys.stdin):
        if isinstance(stream, io.TextIOWrapper):
            encoding = (stream.encoding or "").lower().replace("-", "")
            stream.reconfigure(
                encoding=None if encoding.startswith("utf") else "utf-8", errors="replace"
            )


# --- watching and replaying ----------------------------------------------------------------------


def _watch(arguments: argparse.Namespace) -> int:
    _utf8()
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


def _replay(arguments: argparse.Namespace) -> int:
    _utf8()
    from diplogame.app import library
    from diplogame.app.replay import read_game

    game = read_game(library.locate_save(arguments.save))
    for notice in game.notices:
        _say(notice)
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


def _saves(_arguments: argparse.Namespace) -> int:
    _utf8()
    from diplogame.app import library, paths
    from diplogame.plain.lists import save_lines

    entries = library.saves()
    for line in save_lines(entries, paths.saves_folder()):
        print(line)
    return DONE


def _verify(arguments: argparse.Namespace) -> int:
    _utf8()
    from diplogame.app import library
    from diplogame.app.session import verify

    found = verify(library.locate_save(arguments.save))
    if found.ok:
        print(f"In order: {found.records} orders were decided again, with the same result.")
        return DONE
    print(f"Not in order: at order {found.first} of {found.records}: {found.what}.")
    return NOT_IN_ORDER


def _branch(arguments: argparse.Namespace) -> int:
    _utf8()
    from diplogame.app import library, paths
    from diplogame.app.session import Session

    path = library.locate_save(arguments.save)
    try:
        session = Session.branch(path, arguments.round, paths.saves_folder())
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


def _debrief(arguments: argparse.Namespace) -> int:
    _utf8()
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


# --- packs ---------------------------------------------------------------------------------------


def _packs(_arguments: argparse.Namespace) -> int:
    _utf8()
    from diplogame.app import library
    from diplogame.plain.lists import pack_lines

    for line in pack_lines(library.packs()):
        print(line)
    return DONE


def _pack(_arguments: argparse.Namespace) -> int:
    raise UseError("Say what to do: `diplogame pack check PATH` or `diplogame pack schema`.")


def _pack_check(arguments: argparse.Namespace) -> int:
    _utf8()
    from diplogame.app import library
    from diplogame.packs.loader import check_pack

    path = Path(arguments.path).expanduser()
    if not path.exists():
        path = library.locate_pack(arguments.path)
    report = check_pack(path)
    if arguments.json:
        import json

        print(json.dumps(report.to_json(), ensure_ascii=True, indent=2))
    else:
        sys.stdout.write(report.render())
        print(report.summary())
    return DONE if report.ok else NOT_IN_ORDER


def _pack_schema(arguments: argparse.Namespace) -> int:
    _utf8()
    import json

    from diplogame.packs.json_schema import bundle, json_schema

    found = json_schema(arguments.kind) if arguments.kind else bundle()
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return DONE


def _completion(arguments: argparse.Namespace) -> int:
    import shtab

    print(shtab.complete(parser(), shell=arguments.shell))
    return DONE


if __name__ == "__main__":
    sys.exit(main())
