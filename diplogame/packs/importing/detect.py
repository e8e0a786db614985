"""Which format something is in, and the problem in it."""

from __future__ import annotations

from pathlib import Path

from diplogame.packs.importing import genius, negmas, neutral
from diplogame.packs.importing.files import files_in, shown
from diplogame.packs.importing.problem import ImportFault, Problem

_KNOWN = (
    "a Genius folder (*.xml), a negmas folder (*.yml) or a neutral JSON file; see docs/analysis.md"
)


def read_problem(path: Path) -> Problem:
    """The problem at a path.

    A folder with XML files is Genius's, one with YAML files is negmas's, one with a single JSON file
    is taken for that file. A file of a Genius or negmas folder stands for its folder.

    Raises:
        ImportFault: There is none, or something in it cannot be used.
    """
    if not path.exists():
        raise ImportFault(shown(path), "there is nothing of this name")
    if path.is_file():
        match path.suffix.lower():
            case ".json":
                return neutral.read(path)
            case ".xml" | ".yml" | ".yaml":
                path = path.resolve().parent
            case _:
                raise ImportFault(shown(path), "this is in no format that is read", help_=_KNOWN)
    if files_in(path, ".xml"):
        return genius.read(path)
    if files_in(path, ".yml", ".yaml"):
        return negmas.read(path)
    single = files_in(path, ".json")
    if len(single) == 1:
        return neutral.read(single[0])
    raise ImportFault(shown(path), "there is no problem in this folder", help_=_KNOWN)
