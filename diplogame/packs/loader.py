"""A pack from anywhere: loaded, checked, or listed.

Guarantees: `check_pack` and `discover` never raise for anything a pack can contain; `load_pack`
raises `PackFaults` with every mistake at once, or gives a pack that the rules can play; nothing is
written and nothing outside the pack is read. A change of texts alone leaves `LoadedPack.rules_hash`
as it was.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from diplogame.packs import schema as s
from diplogame.packs.build import build, in_order
from diplogame.packs.check import Checked, check_files
from diplogame.packs.clean import clean
from diplogame.packs.diagnostics import Diagnostic, Report
from diplogame.packs.hashes import rules_hash, text_hash
from diplogame.packs.phrasebook import Phrasebook
from diplogame.packs.source import (
    PackSource,
    SourceError,
    from_mapping,
    read_pack,
)
from diplogame.rules.conference import Conference
from diplogame.rules.values import dataclass

Source: TypeAlias = Path | str | PackSource | Mapping[str, str]
"""A folder or zip by path, files read before, or names and texts."""


class PackFaults(ValueError):  # noqa: N818 - the name that callers know
    """Raised by `load_pack` for a pack with errors; `report` holds all findings."""

    def __init__(self, report: Report) -> None:
        self.report = report
        errors = [each for each in report.diagnostics if each.severity == "error"]
        first = errors[0].headline if errors else "the pack cannot be used"
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        super().__init__(first + more)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a pack says about itself; see `diplogame.packs.schema.Manifest`."""

    id: str
    version: str
    title: str
    summary: str
    difficulty: str
    length: str
    authors: tuple[str, ...]
    licence: str
    place: str
    theme: str
    tutorial_seat: str
    game: str

    @classmethod
    def of(cls, given: s.Manifest) -> Manifest:
        """The manifest of a validated file."""
        return cls(
            id=given.id,
            version=given.version,
            title=given.title,
            summary=given.summary,
            difficulty=given.difficulty,
            length=given.length,
            authors=given.authors,
            licence=given.licence,
            place=given.place,
            theme=given.theme,
            tutorial_seat=given.tutorial_seat or "",
            game=given.game,
        )


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """A pack that can be played.

    Attributes:
        conference: What the rules play.
        phrasebook: The words; call its `fresh` for each game.
        manifest: What the pack says about itself.
        files: Name -> text of every file, to be embedded in saves; `from_files` reads it back.
        rules_hash: SHA-256 of everything that can change the course of a game.
        text_hash: SHA-256 of everything that is only shown.
        report: Warnings and notes.
    """

    conference: Conference
    phrasebook: Phrasebook
    manifest: Manifest
    files: dict[str, str]
    rules_hash: str
    text_hash: str
    report: Report

    @classmethod
    def from_files(cls, files: Mapping[str, str], origin: str = "saved game") -> LoadedPack:
        """A pack from names and texts, as a save embeds it.

        Checked like any other, but lines that this program has learnt to say since are no reason
        to refuse an old game: what nobody wrote is not said.

        Raises:
            PackFaults: The pack has errors.
        """
        return load_pack(_from_mapping(files, origin), forgive=frozenset({"line-missing"}))


@dataclass(frozen=True, slots=True)
class PackEntry:
    """A pack that was found.

    Attributes:
        id: From the manifest; the folder's name when that cannot be read.
        title: From the manifest; the folder's name when that cannot be read.
        summary: From the manifest, or "".
        manifest: None for a broken pack whose manifest cannot be read.
        path: Folder or archive.
        first_fault: The first error as one line, or None for a pack that can be played.
        shadowed: Whether a pack of the same id was found in an earlier folder.
    """

    id: str
    title: str
    summary: str
    manifest: Manifest | None
    path: Path
    first_fault: str | None
    shadowed: bool = False


def _from_mapping(files: Mapping[str, Any], origin: str) -> PackSource:
    try:
        return from_mapping(files, origin)
    except SourceError as error:
        report = Report()
        report.extend(error.diagnostics)
        raise PackFaults(report) from None


def _read(source: Source) -> PackSource:
    """The files of a source.

    Raises:
        SourceError: They cannot be read.
    """
    if isinstance(source, PackSource):
        return source
    if isinstance(source, Mapping):
        return from_mapping(source, "pack")
    return read_pack(Path(source))


def _examine(source: Source) -> tuple[PackSource | None, Checked, Report]:
    report = Report()
    try:
        found = _read(source)
    except SourceError as error:
        report.extend(error.diagnostics)
        return None, Checked(), report
    report.include(found.files)
    report.extend(found.notes)
    checked = check_files(found.files)
    report.extend(checked.diagnostics)
    return found, checked, report


def check_pack(source: Source) -> Report:
    """Everything that can be said against a pack; `report.ok` tells whether it can be played."""
    return _examine(source)[2]


def load_pack(source: Source, forgive: frozenset[str] = frozenset()) -> LoadedPack:
    """A pack that can be played.

    Args:
        source: A folder or zip, files read before, or names and texts.
        forgive: Codes of errors that do not keep it from being played.

    Raises:
        PackFaults: The pack has errors; the report has all of them.
    """
    found, checked, report = _examine(source)
    errors = {each.code for each in report.diagnostics if each.severity == "error"}
    if found is None or errors - forgive or checked.pack is None:
        raise PackFaults(report)
    delegations = in_order(checked.delegations)
    conference = build(checked.pack, delegations, checked.events)
    phrasebook = Phrasebook(
        checked.pack, delegations, checked.events, checked.epilogues, checked.lines
    )
    return LoadedPack(
        conference=conference,
        phrasebook=phrasebook,
        manifest=Manifest.of(checked.pack.pack),
        files=dict(found.files),
        rules_hash=rules_hash(conference),
        text_hash=text_hash(checked, delegations),
        report=report,
    )


# --- discovery -----------------------------------------------------------------------------------


def discover(folders: Iterable[Path | str]) -> list[PackEntry]:
    """The packs in some folders: folders with a `pack.toml`, and zip archives.

    A folder that is itself a pack counts as one. Earlier folders come first, within a folder the
    order is by name. A broken pack is listed with its first fault and never stops anything; a
    folder that cannot be read is passed over.
    """
    found: list[PackEntry] = []
    seen: set[str] = set()
    places: set[Path] = set()
    for folder in folders:
        for path in _candidates(Path(folder)):
            if path in places:
                continue
            places.add(path)
            entry = describe(path)
            twice = entry.id in seen
            if twice:
                entry = PackEntry(
                    entry.id,
                    entry.title,
                    entry.summary,
                    entry.manifest,
                    entry.path,
                    entry.first_fault,
                    shadowed=True,
                )
            # A broken pack does not hide a sound one of the same name.
            if entry.first_fault is None:
                seen.add(entry.id)
            found.append(entry)
    return found


def _candidates(folder: Path) -> list[Path]:
    try:
        if (folder / "pack.toml").is_file():
            return [folder]
        children = sorted(folder.iterdir(), key=lambda each: each.name)
        return [
            each
            for each in children
            if (each.is_dir() and (each / "pack.toml").is_file())
            or (each.suffix.lower() == ".zip" and each.is_file() and zipfile.is_zipfile(each))
        ]
    except OSError:
        return []


def describe(path: Path) -> PackEntry:
    """What a list of packs shows of the pack at a path; never raises for a broken one."""
    _, checked, report = _examine(path)
    errors = [each for each in report.diagnostics if each.severity == "error"]
    fault = _headline(errors[0]) if errors else None
    name = clean(path.stem, 60, line=True)
    if checked.manifest is None:
        return PackEntry(name, name, "", None, path, fault or f"{name} cannot be read")
    manifest = Manifest.of(checked.manifest)
    return PackEntry(manifest.id, manifest.title, manifest.summary, manifest, path, fault)


def _headline(found: Diagnostic) -> str:
    return clean(found.headline, 300, line=True)
