"""The shelf of saves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_support import HEADER, record

from diplogame.record import (
    SUFFIX,
    Journal,
    PackChange,
    SaveEntry,
    SaveMissing,
    Use,
    Verdict,
    compare_pack,
    create_save,
    find_save,
    list_saves,
    new_path,
    slug,
)
from diplogame.record.layout import is_safe_name


def only(folder: Path) -> SaveEntry:
    (entry,) = list_saves(folder)
    return entry


def test_an_entry_tells_what_every_seat_may_know(tmp_path: Path) -> None:
    with create_save(tmp_path, "Port Meridian", HEADER) as journal:
        journal.append(record(1))
        journal.append(record(2))
    entry = only(tmp_path)
    assert entry.path.name == "port-meridian.diplogame"
    assert (entry.verdict, entry.use, entry.problem) == (Verdict.WHOLE, Use.FREE, "")
    assert (entry.pack_id, entry.pack_version, entry.seats) == ("tiny", "1.0", ("north", "south"))
    assert (entry.steps, entry.at) == (2, "2026-01-01T10:00:00Z")
    assert entry.summary == {"round": 2}
    assert entry.size == entry.path.stat().st_size


def test_an_entry_does_not_depend_on_what_was_said_in_secret(tmp_path: Path) -> None:
    """Two games that differ in commands, events, states and seed look alike on the shelf."""
    entries = []
    for number in (1, 2):
        secret = {**record(number), "summary": {"round": 1}}
        with create_save(tmp_path / str(number), "x", {**HEADER, "seed": number}) as journal:
            journal.append(secret)
        entry = only(tmp_path / str(number))
        entries.append((entry.verdict, entry.seats, entry.steps, entry.at, dict(entry.summary)))
    assert entries[0] == entries[1]


def test_a_game_just_begun_is_listed(tmp_path: Path) -> None:
    with create_save(tmp_path, "x", HEADER):
        entry = only(tmp_path)
        assert (entry.steps, entry.at, entry.use) == (0, "", Use.PLAYED)
    assert only(tmp_path).verdict is Verdict.WHOLE


def test_a_record_being_written_just_now_is_no_damage(tmp_path: Path) -> None:
    with create_save(tmp_path, "x", HEADER, [record(1)]) as journal:
        with journal.path.open("ab") as file:
            file.write(b"half a rec")
        assert (only(tmp_path).verdict, only(tmp_path).problem) == (Verdict.TORN, "")
    assert "keeps a copy" in only(tmp_path).problem


def test_one_bad_file_does_not_spoil_the_list(tmp_path: Path) -> None:
    Journal.create(tmp_path / f"good{SUFFIX}", HEADER, [record(1)]).close()
    good = (tmp_path / f"good{SUFFIX}").read_bytes()
    contents = {
        "empty": b"",
        "letter": b"Dear diary\n",
        "headless": b"x" + good[1:],
        "torn": good[:-5],
        "zeros": good + bytes(40),
        "noise": good + b"\xff\n",
    }
    for name, data in contents.items():
        (tmp_path / f"{name}{SUFFIX}").write_bytes(data)
    (tmp_path / f"folder{SUFFIX}").mkdir()
    os.mkfifo(tmp_path / f"pipe{SUFFIX}")
    (tmp_path / f"dangling{SUFFIX}").symlink_to("nowhere")
    (tmp_path / f".hidden{SUFFIX}").write_bytes(good)
    (tmp_path / f"good{SUFFIX}.damaged-1").write_bytes(good)
    entries = {entry.path.stem: entry for entry in list_saves(tmp_path)}
    assert {name: entry.verdict for name, entry in entries.items()} == {
        "good": Verdict.WHOLE,
        "empty": Verdict.EMPTY,
        "letter": Verdict.FOREIGN,
        "headless": Verdict.HEADLESS,
        "torn": Verdict.TORN,
        "zeros": Verdict.TORN,
        "noise": Verdict.TORN,
        "dangling": Verdict.FOREIGN,
    }
    assert [name for name, entry in entries.items() if not entry.problem] == ["good"]


def test_hostile_metadata_is_cleaned_and_cut(tmp_path: Path) -> None:
    pack = {**HEADER["pack"], "id": "\x1b[31mred\u202e" + "x" * 10_000, "version": "1\n2"}
    header = {**HEADER, "pack": pack, "seats": [{"id": "a\x07"}, 3, None, *["s"] * 500]}
    hostile = {"round\x1b": "1\x9b2", "deep": {"a": 1}, "huge": 10**30, "n": 4}
    with create_save(tmp_path, "x", header) as journal:
        journal.append({**record(1), "at": "\x00now" + "y" * 999, "summary": hostile})
    entry = only(tmp_path)
    texts = [entry.pack_id, entry.pack_version, entry.at, *entry.seats, *entry.summary]
    texts += [str(value) for value in entry.summary.values()]
    assert all(text.isprintable() and len(text) <= 80 for text in texts)
    assert entry.seats[:2] == ("a", "3")
    assert len(entry.seats) <= 64
    assert entry.summary == {"round": "12", "n": 4}


def test_the_latest_save_comes_first(tmp_path: Path) -> None:
    for number, name in enumerate(["b", "c", "a"]):
        Journal.create(tmp_path / f"{name}{SUFFIX}", HEADER).close()
        os.utime(tmp_path / f"{name}{SUFFIX}", (number // 2, number // 2))
    assert [entry.path.stem for entry in list_saves(tmp_path)] == ["a", "b", "c"]


def test_a_folder_that_is_not_there_holds_no_saves(tmp_path: Path) -> None:
    assert list_saves(tmp_path / "nowhere") == ()


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Port Meridian", "port-meridian"),
        ("  Élan vital!! ", "elan-vital"),
        ("../../etc/passwd", "etc-passwd"),
        ("日本", "game"),
        ("", "game"),
        ("CON", "game-con"),
        ("a\x1b[2J\0b", "a-2j-b"),
        ("x" * 500, "x" * 60),
    ],
)
def test_titles_become_plain_names(title: str, stem: str) -> None:
    assert slug(title) == stem


@given(st.text())
def test_every_title_becomes_a_portable_name(title: str) -> None:
    assert is_safe_name(slug(title) + SUFFIX)
    assert 1 <= len(slug(title)) <= 60


def test_games_of_one_title_get_names_of_their_own(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "on the way"
    for _ in range(3):
        create_save(folder, "Tiny", HEADER).close()
    assert sorted(os.listdir(folder)) == [
        "tiny-2.diplogame",
        "tiny-3.diplogame",
        "tiny.diplogame",
    ]


def test_a_name_taken_between_choice_and_creation_is_chosen_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choices = iter([tmp_path / "taken", tmp_path / "free"])
    (tmp_path / "taken").write_text("mine")
    monkeypatch.setattr("diplogame.record.library.new_path", lambda *_: next(choices))
    with create_save(tmp_path, "x", HEADER) as journal:
        assert journal.path.name == "free"
    assert (tmp_path / "taken").read_text() == "mine"


def test_a_dangling_link_is_not_taken_for_a_free_name(tmp_path: Path) -> None:
    (tmp_path / f"x{SUFFIX}").symlink_to(tmp_path / "elsewhere")
    assert new_path(tmp_path, "x").name == f"x-2{SUFFIX}"


def test_a_save_is_found_by_path_by_name_and_without_its_suffix(tmp_path: Path) -> None:
    Journal.create(tmp_path / f"x{SUFFIX}", HEADER).close()
    wanted = tmp_path / f"x{SUFFIX}"
    for name in (str(wanted), f"x{SUFFIX}", "x"):
        assert find_save(tmp_path, name) == wanted


@pytest.mark.parametrize("name", ["y", "", ".", "../x", "a\0b", "z" * 5000, "~nobody-at-all/x"])
def test_a_name_that_leads_to_no_save_is_missing(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "saves"
    folder.mkdir()
    Journal.create(tmp_path / f"x{SUFFIX}", HEADER).close()
    with pytest.raises(SaveMissing) as caught:
        find_save(folder, name)
    assert str(caught.value).isprintable()


def test_a_pack_changed_since_the_save_is_told_apart() -> None:
    pack = HEADER["pack"]
    assert compare_pack(pack, dict(pack)) is PackChange.NONE
    assert compare_pack(pack, {**pack, "text_hash": "u"}) is PackChange.TEXT
    assert compare_pack(pack, {**pack, "rules_hash": "u"}) is PackChange.RULES
    assert compare_pack(pack, {**pack, "rules_hash": "u", "text_hash": "u"}) is PackChange.RULES
    assert compare_pack(pack, None) is PackChange.MISSING
