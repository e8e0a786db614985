"""Validation errors of a pack's file as findings, those of `diplogame.packs.fields` included.

Guarantee: as in `diplogame.packs.translate`, each error becomes a finding or is part of one.
"""

from __future__ import annotations

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from diplogame.packs.diagnostics import Diagnostic
from diplogame.packs.fault import Fault
from diplogame.packs.locate import TomlFile
from diplogame.packs.positions import Path
from diplogame.packs.values import Flaw


def findings(error: ValidationError, file: TomlFile, model: type[BaseModel]) -> list[Diagnostic]:
    """Everything a validation error says about a file of a pack."""
    # A sound pack has no need of a translator.
    from diplogame.packs.translate import _Translator

    translator = _Translator(file, model, ())
    found: list[Diagnostic] = []
    plain: list[ErrorDetails] = []
    for each in error.errors(include_url=False):
        # Pydantic calls a key that does not fit `[key]` below the entry.
        of_key = each["loc"][-1:] == ("[key]",)
        path, _ = translator.resolve(each["loc"][:-1] if of_key else each["loc"])
        if each["type"] == "flaws":
            flaws: tuple[Flaw, ...] = each["ctx"]["flaws"]
            found += [at(file, path, flaw._replace(key=of_key or flaw.key)) for flaw in flaws]
        elif of_key:
            told = translator.one(each)
            found.append(file.at_key(path, told.code, told.message, told.help))
        else:
            plain.append(each)
    return [*translator.all(plain), *found]


def at(file: TomlFile, path: Path, flaw: Flaw) -> Diagnostic:
    """The finding of a flaw in the value at a path."""
    inner = (*path, *flaw.path)
    if flaw.end > flaw.start:
        fault = Fault(flaw.code, flaw.message, flaw.start, flaw.end, flaw.help)
        return file.within(inner, fault)
    if flaw.key:
        return file.at_key(inner, flaw.code, flaw.message, flaw.help)
    return file.at_value(inner, flaw.code, flaw.message, flaw.help)
