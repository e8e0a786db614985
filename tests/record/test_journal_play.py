"""The journal as the session uses it."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path
from typing import Any

import pytest
from record_support import HEADER, numbered, record

import diplogame.record as package
from diplogame.record import (
    Journal,
    RecordRefused,
    SaveBroken,
    SaveError,
    SaveExists,
    SaveInUse,
    SaveMissing,
    SaveUnreadable,
    Verdict,
    errors,
    read_journal,
)
from diplogame.record.layout import is_safe_name
from diplogame.record.scan import scan


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "game.diplogame"


def test_a_game_is_created_played_closed_and_taken_up_again(path: Path) -> None:
    with Journal.create(path, HEADER) as journal:
        assert [journal.append(record(n)) for n in (1, 2)] == [1, 2]
        tip = journal.tip
        assert journal.seal == tip[:8]
    with Journal.open(path) as journal:
        assert journal.header == {**HEADER, "format": "diplogame-save", "version": 1}
        assert journal.records == numbered(2)
        assert (journal.count, journal.tip, journal.notices) == (2, tip, ())
        assert journal.append(record(3)) == 3
        assert journal.tip == scan(path.read_bytes()).tip != tip
    assert read_journal(path).records == numbered(3)


def test_saving_and_loading_after_every_step_changes_no_byte(tmp_path: Path) -> None:
    straight, paused = tmp_path / "straight", tmp_path / "paused"
    with Journal.create(straight, HEADER) as journal:
        for n in range(1, 6):
            journal.append(record(n))
    Journal.create(paused, HEADER).close()
    for n in range(1, 6):
        with Journal.open(paused) as journal:
            journal.append(record(n))
    assert straight.read_bytes() == paused.read_bytes()


def test_a_branch_begins_with_the_records_it_is_given(tmp_path: Path) -> None:
    with Journal.create(tmp_path / "old", HEADER) as old:
        for n in (1, 2, 3):
            old.append(record(n))
    reading = read_journal(tmp_path / "old")
    with Journal.create(tmp_path / "new", reading.header, reading.records[:2]) as branch:
        assert branch.records == numbered(2)
        assert branch.append(record(3)) == 3
        assert branch.tip == reading.found.tip


def test_creating_never_overwrites(path: Path) -> None:
    path.write_text("a love letter")
    with pytest.raises(SaveExists):
        Journal.create(path, HEADER)
    assert path.read_text() == "a love letter"
    assert os.listdir(path.parent) == [path.name]


@pytest.mark.skipif(os.name != "posix", reason="file modes of POSIX")
def test_a_save_is_its_owners_alone(path: Path) -> None:
    """It holds every seat's secrets in clear."""
    Journal.create(path, HEADER).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_creating_leaves_nothing_but_the_save(path: Path) -> None:
    with Journal.create(path, HEADER):
        assert os.listdir(path.parent) == [path.name]


def test_creating_in_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(SaveMissing):
        Journal.create(tmp_path / "nowhere" / "game", HEADER)


@pytest.mark.parametrize(
    "change",
    [
        {"seats": 3},
        {"seed": 1.5},
        {"seed": True},
        {"pack": None},
        {"pack": {**HEADER["pack"], "embedded": {"../x": ""}}},
        {"pack": {**HEADER["pack"], "embedded": {"x": 1}}},
        {"pack": {**HEADER["pack"], "rules_hash": 1}},
        {"format": "other"},
        {"version": 2},
        {"title": {1, 2}},
    ],
)
def test_a_header_out_of_order_is_refused_and_nothing_is_left(
    path: Path, change: dict[str, Any]
) -> None:
    with pytest.raises(RecordRefused):
        Journal.create(path, {**HEADER, **change})
    assert os.listdir(path.parent) == []


@pytest.mark.parametrize(
    "change",
    [
        {"command": None},
        {"events": {}},
        {"events": [1]},
        {"state": 1},
        {"at": 1.5},
        {"at": True},
        {"summary": []},
        {"n": 2},
        {"extra": "\ud800"},
        {"extra": 0.5},
    ],
)
def test_a_record_out_of_order_is_refused_and_the_game_goes_on(
    path: Path, change: dict[str, Any]
) -> None:
    with Journal.create(path, HEADER) as journal:
        before = path.read_bytes()
        with pytest.raises(RecordRefused):
            journal.append({**record(1), **change})
        assert path.read_bytes() == before
        assert journal.append(record(1)) == 1


def test_all_faults_of_a_record_are_told_at_once(path: Path) -> None:
    with Journal.create(path, HEADER) as journal, pytest.raises(RecordRefused) as caught:
        journal.append({"n": 7})
    for word in ("command", "events", "state", "number 1"):
        assert word in caught.value.what


def test_a_record_may_leave_out_its_time(path: Path) -> None:
    given = {key: value for key, value in record(1).items() if key not in ("at", "summary")}
    with Journal.create(path, HEADER) as journal:
        assert journal.append({**given, "n": 1}) == 1


def test_nothing_is_written_after_closing(path: Path) -> None:
    journal = Journal.create(path, HEADER)
    journal.close()
    journal.close()
    with pytest.raises(SaveBroken) as caught:
        journal.append(record(1))
    assert caught.value.code == "save.closed"


def test_the_same_save_opened_twice_is_in_use_until_the_first_is_closed(path: Path) -> None:
    with Journal.create(path, HEADER):
        with pytest.raises(SaveInUse):
            Journal.open(path)
        assert read_journal(path).records == ()
    with Journal.open(path), pytest.raises(SaveInUse):
        Journal.open(path)
    Journal.open(path).close()


def test_appending_from_many_threads_keeps_the_chain(path: Path) -> None:
    with Journal.create(path, HEADER) as journal:
        threads = [
            threading.Thread(target=lambda: [journal.append(record(0)) for _ in range(20)])
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    found = scan(path.read_bytes())
    assert (found.verdict, len(found.records)) == (Verdict.WHOLE, 80)


def test_a_save_that_vanishes_during_play_is_noticed_before_the_step_is_confirmed(
    path: Path,
) -> None:
    with Journal.create(path, HEADER) as journal:
        path.unlink()
        with pytest.raises(SaveBroken) as caught:
            journal.append(record(1))
        assert caught.value.code == "save.moved"


def test_a_save_replaced_by_a_synchronising_program_is_noticed(path: Path) -> None:
    with Journal.create(path, HEADER) as journal:
        other = path.with_name("other")
        other.write_bytes(path.read_bytes())
        other.replace(path)
        with pytest.raises(SaveBroken) as caught:
            journal.append(record(1))
        assert caught.value.code == "save.moved"


def test_bytes_written_by_somebody_else_during_play_are_neither_cut_nor_overwritten(
    path: Path,
) -> None:
    with Journal.create(path, HEADER) as journal:
        with path.open("ab") as file:
            file.write(b"hello")
        before = path.read_bytes()
        with pytest.raises(SaveBroken) as caught:
            journal.append(record(1))
        assert caught.value.code == "save.changed"
    assert path.read_bytes() == before


def test_a_torn_end_is_repaired_with_a_copy_and_a_sentence(path: Path) -> None:
    Journal.create(path, HEADER, [record(1), record(2)]).close()
    data = path.read_bytes()[:-10]
    path.write_bytes(data)
    assert [n.code for n in read_journal(path).notices] == ["read.torn"]
    assert path.read_bytes() == data
    with Journal.open(path) as journal:
        (notice,) = journal.notices
        assert notice.code == "repaired.torn"
        assert "step 1" in notice.what
        assert "game.diplogame.damaged-1" in notice.advice
        assert journal.append(record(2)) == 2
    assert path.with_name(f"{path.name}.damaged-1").read_bytes() == data
    assert read_journal(path).notices == ()


def test_damage_in_the_middle_says_how_much_is_lost(path: Path) -> None:
    Journal.create(path, HEADER, map(record, range(1, 6))).close()
    path.write_bytes(path.read_bytes().replace(b'"n":3', b'"n":9'))
    with Journal.open(path) as journal:
        assert journal.records == numbered(2)
        assert "after step 2; about 3 steps are lost" in str(journal.notices[0])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "save.empty"),
        (bytes(100), "save.empty"),
        (b"Dear diary\n", "save.foreign"),
        (b"0" * 64 + b' {"format":"diplogame-save"}\n', "save.headless"),
    ],
)
def test_what_holds_no_game_is_refused_with_its_bytes_untouched(
    path: Path, data: bytes, code: str
) -> None:
    path.write_bytes(data)
    for read in (Journal.open, read_journal):
        with pytest.raises(SaveUnreadable) as caught:
            read(path)
        assert caught.value.code == code
    assert path.read_bytes() == data
    assert os.listdir(path.parent) == [path.name]


def test_a_folder_or_a_pipe_in_place_of_a_save_is_refused_without_waiting(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    places = [tmp_path / "folder"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        places.append(tmp_path / "pipe")
    for place in places:
        for read in (Journal.open, read_journal):
            with pytest.raises(SaveUnreadable) as caught:
                read(place)
            assert caught.value.code == "save.unreadable"


def test_a_missing_save_is_missing(path: Path) -> None:
    for read in (Journal.open, read_journal):
        with pytest.raises(SaveMissing):
            read(path)


def test_a_hostile_file_name_is_shown_without_its_control_characters(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2J\u202eb"
    with pytest.raises(SaveMissing) as caught:
        Journal.open(path)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("name", ["a", "text/fr.toml", "é.toml", "a b/c-d_e.toml"])
def test_names_inside_a_pack_may_be_ordinary(name: str) -> None:
    assert is_safe_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/etc/x",
        "a/../b",
        "..",
        ".",
        "a//b",
        "a/",
        "C:x",
        "a\\b",
        "x\x00",
        "a\nb",
        "nul.toml",
        "a.",
        "\u202ex",
        "a" * 241,
        "b/CON",
        "x ",
    ],
)
def test_names_inside_a_pack_that_leave_their_folder_or_mean_something_else_are_refused(
    name: str,
) -> None:
    assert not is_safe_name(name)


def test_every_error_stands_in_the_tree_and_is_exported() -> None:
    classes = [
        value
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, SaveError)
    ]
    assert len(classes) == 11
    for kind in classes:
        assert kind.__name__ in (errors.__doc__ or "")
        assert getattr(package, kind.__name__) is kind
    assert sorted(package.__all__, key=str.lower) == sorted(
        (name for name in package.__all__ if hasattr(package, name)), key=str.lower
    )
