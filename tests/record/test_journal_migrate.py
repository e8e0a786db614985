"""Saves of other versions: newer refused, older brought up to date in memory or in a copy."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from record_support import HEADER, numbered, record

from diplogame.record import (
    Journal,
    SaveNewer,
    SaveOlder,
    SaveUnreadable,
    list_saves,
    read_journal,
    upgrade_copy,
)
from diplogame.record.canonical import encode
from diplogame.record.migrate import STEPS, Step, upcast
from diplogame.record.scan import FORMAT, VERSION, line_of


def write(path: Path, *values: dict[str, Any]) -> bytes:
    """A file of chained lines, whatever they say."""
    data, digest = b"", ""
    for value in values:
        line, digest = line_of(digest, encode(value))
        data += line
    path.write_bytes(data)
    return data


def step_to(version: int) -> Step:
    """A step that notes its passage, and that it saw the header of the version it starts from."""

    def header(old: dict[str, Any]) -> dict[str, Any]:
        return {**old, "steps": [*old.get("steps", []), version]}

    def each(old: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
        return {**given, "seen": [*given.get("seen", []), old["version"]]}

    return Step(header, each)


def test_there_is_a_step_from_every_released_version_to_the_next() -> None:
    assert sorted(STEPS) == list(range(1, VERSION))


def test_a_newer_save_is_refused_with_its_bytes_untouched(tmp_path: Path) -> None:
    path = tmp_path / "game.diplogame"
    data = write(path, {"format": FORMAT, "version": VERSION + 1, "other": 1}, {"n": 1})
    data += b"and whatever that version writes\x00"
    path.write_bytes(data)
    for read in (Journal.open, read_journal):
        with pytest.raises(SaveNewer, match="update the game"):
            read(path)
    (entry,) = list_saves(tmp_path)
    assert "newer" in entry.problem
    assert path.read_bytes() == data
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_save_passes_through_every_step_that_follows_its_version() -> None:
    steps = {1: step_to(2), 2: step_to(3), 3: step_to(4)}
    old = {**HEADER, "format": FORMAT, "version": 2}
    header, (first, second) = upcast(old, numbered(2), steps=steps, current=4)
    assert (header["version"], header["steps"]) == (4, [3, 4])
    assert first["seen"] == second["seen"] == [2, 3]
    assert (first["n"], second["n"]) == (1, 2)


def test_an_upgrade_does_not_change_what_it_was_given() -> None:
    old = {**HEADER, "format": FORMAT, "version": 1}
    before = copy.deepcopy(old)
    upcast(old, numbered(1), steps={1: step_to(2)}, current=2)
    assert old == before


@pytest.fixture
def second_version(monkeypatch: pytest.MonkeyPatch) -> dict[int, Step]:
    """A program one version ahead, whose first version called the seats `players`."""

    def header(old: dict[str, Any]) -> dict[str, Any]:
        return {**{k: v for k, v in old.items() if k != "players"}, "seats": old["players"]}

    for module in ("scan", "journal"):
        monkeypatch.setattr(f"diplogame.record.{module}.VERSION", 2)
    steps = {1: Step(header, lambda _, given: given)}
    monkeypatch.setitem(upcast.__kwdefaults__, "current", 2)  # type: ignore[arg-type]
    monkeypatch.setitem(STEPS, 1, steps[1])
    return steps


def first_version_save(path: Path) -> bytes:
    header = {k: v for k, v in HEADER.items() if k != "seats"} | {"players": ["north"]}
    return write(path, {**header, "format": FORMAT, "version": 1}, *numbered(2))


def test_an_older_save_is_watched_as_it_is_and_continued_in_a_copy(
    tmp_path: Path, second_version: dict[int, Step]
) -> None:
    path, new = tmp_path / "old", tmp_path / "new"
    data = first_version_save(path)
    reading = read_journal(path)
    assert reading.header["seats"] == ["north"]
    with pytest.raises(SaveOlder, match="upgraded copy"):
        Journal.open(path)
    with upgrade_copy(path, new) as journal:
        assert journal.records == numbered(2)
        journal.append(record(3))
    assert path.read_bytes() == data
    with Journal.open(new) as journal:
        assert (journal.header["version"], journal.header["seats"]) == (2, ["north"])
        assert journal.records == numbered(3)


def test_an_older_save_that_lacks_what_its_version_had_is_malformed(
    tmp_path: Path, second_version: dict[int, Step]
) -> None:
    path = tmp_path / "old"
    write(path, {"format": FORMAT, "version": 1})
    with pytest.raises(SaveUnreadable) as caught:
        read_journal(path)
    assert caught.value.code == "save.malformed"


def test_undamaged_bytes_that_make_no_sense_are_refused_and_left(tmp_path: Path) -> None:
    path = tmp_path / "game"
    header = {**HEADER, "format": FORMAT, "version": 1}
    data = write(path, header, {"n": 1, "command": [], "state": 1}, {"n": 2})
    for read in (Journal.open, read_journal):
        with pytest.raises(SaveUnreadable) as caught:
            read(path)
        assert caught.value.code == "save.malformed"
        assert caught.value.path == path
        assert "record 1: the record's 'command'" in caught.value.what
        assert "more)" in caught.value.what
    assert path.read_bytes() == data
