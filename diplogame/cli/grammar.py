"""The grammar of the command line."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn

from diplogame import __version__
from diplogame.cli import analysing, importing, packing, playing, watching
from diplogame.cli.common import WRONG_USE
from diplogame.cli.lab_grammar import add_lab

DIFFICULTIES = ("novice", "envoy", "ambassador")
SCHEMAS = ("pack", "delegation", "events", "lines", "epilogues")

_EPILOG = """\
Without a command the title screen opens. Exit codes: 0 done, 1 the thing checked is not in
order, 2 wrong use or bad input."""


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
    play.set_defaults(run=playing.play_command)

    watch = sub.add_parser("watch", help="let minds play all chairs")
    watch.add_argument("--pack", metavar="ID|PATH", required=True, help="the conference")
    watch.add_argument("--seed", type=_seed, metavar="N", default=1, help="seed of the game")
    watch.add_argument("--difficulty", choices=DIFFICULTIES, default="envoy", help="of the minds")
    watch.add_argument("--seat", metavar="ID", default="", help="watch through one chair's eyes")
    watch.add_argument(
        "--json", action="store_true", help="one JSON object instead of a transcript"
    )
    watch.set_defaults(run=watching.watch_command)

    saves = sub.add_parser("saves", help="list saved games")
    saves.set_defaults(run=watching.saves_command)

    replay = sub.add_parser("replay", help="watch a saved game again")
    replay.add_argument("save", metavar="SAVE", help="name or path of a save")
    eyes = replay.add_mutually_exclusive_group()
    eyes.add_argument("--seat", metavar="ID", default="", help="through one chair's eyes")
    eyes.add_argument("--open", action="store_true", help="with all cards open")
    replay.add_argument("--to", type=_count, metavar="ROUND", help="up to the end of a round")
    replay.add_argument("--plain", action="store_true", help="lines of text")
    replay.set_defaults(run=watching.replay_command)

    check = sub.add_parser("verify", help="play a save's orders again and compare")
    check.add_argument("save", metavar="SAVE", help="name or path of a save")
    check.add_argument(
        "--seal", metavar="SEAL", default="", help="a seal written down earlier, to look for"
    )
    check.set_defaults(run=watching.verify_command)

    branch = sub.add_parser("branch", help="begin a new game from a round of a saved one")
    branch.add_argument("save", metavar="SAVE", help="name or path of a save")
    branch.add_argument("--round", type=_count, metavar="N", required=True, help="the round")
    branch.add_argument(
        "--human", metavar="SEAT", nargs="+", default=[], help="who plays on; default: as before"
    )
    branch.add_argument(
        "--difficulty", choices=DIFFICULTIES, default="", help="of the minds; default: as before"
    )
    branch.set_defaults(run=watching.branch_command)

    told = sub.add_parser("debrief", help="the debrief of a saved game, as lines or as files")
    told.add_argument("save", metavar="SAVE", help="name or path of a save")
    told.add_argument(
        "--out", metavar="FOLDER", default="", help="write HTML, Markdown and CSV there instead"
    )
    told.set_defaults(run=watching.debrief_command)

    packs = sub.add_parser("packs", help="list conferences that can be played")
    packs.set_defaults(run=packing.packs_command)

    pack = sub.add_parser("pack", help="for those who write packs")
    pack.set_defaults(run=packing.pack_command)
    inner = pack.add_subparsers(dest="pack_command", metavar="COMMAND", title="commands")
    checked = inner.add_parser("check", help="find every mistake in a pack")
    checked.add_argument("path", metavar="PATH", help="folder or zip of a pack, or its id")
    checked.add_argument("--json", action="store_true", help="findings as JSON")
    checked.set_defaults(run=packing.pack_check_command)
    brought = inner.add_parser("import", help="make a pack of a problem in another format")
    brought.add_argument(
        "path", metavar="PATH", help="a Genius or negmas folder, or a neutral JSON file"
    )
    brought.add_argument("-o", "--out", metavar="DIR", required=True, help="a new folder for it")
    brought.add_argument(
        "--title", metavar="TEXT", default="", help="its title; default: the source's"
    )
    brought.add_argument(
        "--rule", metavar="RULE", default="consensus", help="how a text is adopted; a rule's name"
    )
    brought.add_argument(
        "--thin", action="store_true", help="keep nine values of issues that have more"
    )
    brought.set_defaults(run=importing.pack_import_command)
    schema = inner.add_parser("schema", help="JSON Schema for editors")
    schema.add_argument("kind", nargs="?", choices=SCHEMAS, help="one kind of file; default: all")
    schema.set_defaults(run=packing.pack_schema_command)

    figures = sub.add_parser("analyse", help="the mathematics of a pack or a problem")
    figures.add_argument(
        "path", metavar="PACK|FILE", help="a pack, or a problem as `pack import` reads it"
    )
    figures.add_argument("--json", action="store_true", help="one JSON object")
    figures.add_argument(
        "--rule", metavar="RULE", default="", help="another decision rule, by name"
    )
    figures.add_argument(
        "--seed", type=_seed, metavar="N", default=1, help="seed of a pack's interests"
    )
    figures.set_defaults(run=analysing.analyse_command)

    add_lab(sub, _seed, _count)

    completion = sub.add_parser("completion", help="completion for a shell")
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"), help="which shell")
    completion.set_defaults(run=packing.completion_command)
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
