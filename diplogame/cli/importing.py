"""`diplogame pack import`: a playable pack from a problem in another format."""

from __future__ import annotations

import argparse
from pathlib import Path

from diplogame.cli.analysing import decision_rule, fault_sentence
from diplogame.cli.common import DONE, UseError, utf8


def pack_import_command(arguments: argparse.Namespace) -> int:
    """Write a pack into a new folder."""
    utf8()
    from diplogame.packs.importing import ImportFault, playable, read_problem, write_pack

    decision_rule(arguments.rule)
    folder = Path(arguments.out).expanduser()
    try:
        problem = read_problem(Path(arguments.path).expanduser())
        made = playable(problem, title=arguments.title, rule=arguments.rule, thin=arguments.thin)
        written = write_pack(made, folder)
    except ImportFault as fault:
        raise UseError(fault_sentence(fault)) from None
    print(f"{problem.title}: {len(problem.parties)} parties, {len(problem.issues)} issues.")
    print(
        f"{len(written)} files in {folder}; no worth is off by more than {made.deviation} points."
    )
    for note in made.notes:
        print(f"- {note}")
    print(f"Play it with: diplogame play --pack {folder}")
    return DONE
