"""All files of a pack read, validated and checked against each other, all mistakes at once.

Guarantee: `check_files` never raises for anything that files can contain. Each file is validated by
itself, so a fault in one hides nothing in another; checks that need several files use those that
are sound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from diplogame.packs import crosscheck, linecheck
from diplogame.packs.delegation import DelegationFile
from diplogame.packs.diagnostics import Diagnostic, severity_of
from diplogame.packs.fault import did_you_mean
from diplogame.packs.findings import findings
from diplogame.packs.happenings import EpiloguesFile, EventsFile, LinesFile
from diplogame.packs.index import COMMON, DELEGATIONS, LINES, Index
from diplogame.packs.locate import TomlFile
from diplogame.packs.schema import Manifest, PackFile, Part

_Model = TypeVar("_Model", bound=Part)
_ONE = ("pack.toml", "events.toml", "epilogues.toml")
_PASSED_OVER = ("text/", "tombi.toml")
"""Translations, which are not read yet, and an editor's configuration."""


@dataclass(slots=True)
class Checked:
    """What the files of a pack hold, as far as they are sound.

    Attributes:
        pack: `pack.toml`, or None.
        manifest: Its manifest, which may be sound when the rest is not.
        delegations: The sound files of delegations, in order of file name.
        events: `events.toml`; empty when there is none.
        epilogues: `epilogues.toml`; empty when there is none.
        lines: The sound files of lines, by the delegation's id or "common".
        diagnostics: All findings.
    """

    pack: PackFile | None = None
    manifest: Manifest | None = None
    delegations: list[DelegationFile] = field(default_factory=list)
    events: EventsFile = field(default_factory=EventsFile)
    epilogues: EpiloguesFile = field(default_factory=EpiloguesFile)
    lines: dict[str, LinesFile] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def check_files(files: Mapping[str, str]) -> Checked:
    """Reads and checks the files of a pack.

    Args:
        files: Name inside the pack -> text; names that do not end in `.toml` are passed over.
    """
    result = Checked()
    sheets: dict[str, TomlFile] = {}
    for name, text in sorted(files.items()):
        if not name.endswith(".toml") or name.startswith(_PASSED_OVER):
            continue
        if not _belongs(name):
            result.diagnostics.append(_stranger(name))
            continue
        sheet = TomlFile(name, text)
        faults = sheet.read()
        result.diagnostics += faults
        # An unreadable file stays known: what refers to it is not wrong for that.
        sheets[name] = sheet
        if faults:
            sheet.data = {}
    if "pack.toml" not in sheets:
        message = "a pack has a file pack.toml"
        result.diagnostics.append(whole_file("pack.toml", "missing-file", message))
        return result  # whatever this is, it is no pack
    unread = frozenset(each.file for each in result.diagnostics if each.severity == "error")
    index = Index({name: sheet.data for name, sheet in sheets.items()}, unread)
    _validate(sheets, index, result)
    result.diagnostics += crosscheck.check(sheets, index, result)
    result.diagnostics += linecheck.check(sheets, index, result)
    return result


def whole_file(name: str, code: str, message: str, help_: str = "") -> Diagnostic:
    """A finding about a file as a whole."""
    return Diagnostic(code, severity_of(code), message, name, help=help_)


def _belongs(name: str) -> bool:
    if name in _ONE:
        return True
    folder, _, rest = name.rpartition("/")
    return f"{folder}/" in {DELEGATIONS, LINES} and bool(rest)


def _stranger(name: str) -> Diagnostic:
    known = [*_ONE, COMMON]
    help_ = did_you_mean(name, known, f"known: {', '.join(known)}, delegations/ID.toml")
    return whole_file(name, "unknown-file", "this file is not read", help_)


def _validate(sheets: Mapping[str, TomlFile], index: Index, result: Checked) -> None:
    for name, sheet in sheets.items():
        broken = any(each.file == name for each in result.diagnostics)
        if broken:
            continue
        if name == "pack.toml":
            result.pack = _one(sheet, PackFile, index, result)
            result.manifest = result.pack.pack if result.pack else _manifest(sheet, index)
        elif name == "events.toml":
            result.events = _one(sheet, EventsFile, index, result) or EventsFile()
        elif name == "epilogues.toml":
            result.epilogues = _one(sheet, EpiloguesFile, index, result) or EpiloguesFile()
        elif name.startswith(DELEGATIONS):
            found = _one(sheet, DelegationFile, index, result)
            if found is not None:
                result.delegations.append(found)
        else:
            lines = _one(sheet, LinesFile, index, result)
            if lines is not None:
                result.lines[name.removeprefix(LINES).removesuffix(".toml")] = lines


def _one(sheet: TomlFile, model: type[_Model], index: Index, result: Checked) -> _Model | None:
    try:
        return model.model_validate(sheet.data, context={"index": index})
    except ValidationError as error:
        result.diagnostics += findings(error, sheet, model)
        return None


def _manifest(sheet: TomlFile, index: Index) -> Manifest | None:
    data: Any = sheet.data.get("pack")
    try:
        return Manifest.model_validate(data, context={"index": index})
    except ValidationError:
        return None
