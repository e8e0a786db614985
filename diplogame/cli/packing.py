"""Commands for packs, and shell completion."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from diplogame.cli.common import DONE, NOT_IN_ORDER, UseError, utf8


def packs_command(_arguments: argparse.Namespace) -> int:
    """List the conferences that can be played."""
    utf8()
    from diplogame.app import library
    from diplogame.plain.lists import pack_lines

    for line in pack_lines(library.packs()):
        print(line)
    return DONE


def pack_command(_arguments: argparse.Namespace) -> int:
    """`pack` without a command is wrong use."""
    raise UseError("Say what to do: `diplogame pack check PATH` or `diplogame pack schema`.")


def pack_check_command(arguments: argparse.Namespace) -> int:
    """Check a pack; 1 when it has errors."""
    utf8()
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


def pack_schema_command(arguments: argparse.Namespace) -> int:
    """Print the JSON Schema of the pack format."""
    utf8()
    import json

    from diplogame.packs.json_schema import bundle, json_schema

    found = json_schema(arguments.kind) if arguments.kind else bundle()
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return DONE


def completion_command(arguments: argparse.Namespace) -> int:
    """Print the completion script of a shell."""
    import shtab

    from diplogame.cli.grammar import parser

    print(shtab.complete(parser(), shell=arguments.shell))
    return DONE
