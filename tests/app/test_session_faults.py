"""A drive that is full, dead, or taken away while a game is played; the game goes on."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from session_support import HUMAN, DeadDisk, FullDisk, move, play, tiny

from diplogame.app import keeper
from diplogame.app.session import Session, verify
from diplogame.record import create_save, read_journal


def on(disk: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "create_save", partial(create_save, port=disk))


@pytest.mark.parametrize("moment", range(0, 31, 3))
def test_a_game_survives_a_full_disk_at_any_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    disk = FullDisk()
    on(disk, monkeypatch)
    with Session.new(tiny(), [HUMAN], 7, folder=tmp_path) as session:
        play(session, moment)
        path = session.save_path
        assert path is not None
        before, seal = path.read_bytes(), session.seal
        disk.full = True
        play(session, 5)
        assert len(session.history) - 1 == moment + 5
        assert session.unsaved == 5
        assert "make room" in session.save_note
        assert "Only in memory: 5" in session.save_note
        assert path.read_bytes() == before  # nothing torn
        assert session.seal == seal
        assert session.save() is False
        disk.full = False
        play(session, 1)
        assert session.unsaved == 0
        assert session.save_note == ""
        assert len(read_journal(path).records) == moment + 6
        play(session)
    assert verify(path).ok
    with Session.resume(path) as session:
        assert session.digest() == play(Session.new(tiny(), [HUMAN], 7)).digest()


def test_a_game_begun_on_a_full_disk_is_saved_as_soon_as_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FullDisk()
    disk.full = True
    on(disk, monkeypatch)
    with Session.new(tiny(), [HUMAN], 7, folder=tmp_path) as session:
        assert session.save_path is None
        assert session.save_note
        assert session.seal == ""
        play(session, 7)
        assert session.unsaved == 7
        assert list(tmp_path.iterdir()) == []
        disk.full = False
        move(session)
        assert session.save_note == ""
        path = session.save_path
    assert path is not None
    assert len(read_journal(path).records) == 8
    assert verify(path).ok


def test_room_made_before_leaving_is_used_on_leaving(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FullDisk()
    on(disk, monkeypatch)
    session = Session.new(tiny(), [HUMAN], 7, folder=tmp_path)
    path = session.save_path
    assert path is not None
    disk.full = True
    play(session, 4)
    disk.full = False
    session.close()
    assert len(read_journal(path).records) == 4


def test_after_a_dead_drive_the_whole_game_can_be_saved_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = DeadDisk()
    on(disk, monkeypatch)
    session = Session.new(tiny(), [HUMAN], 7, folder=tmp_path / "old")
    play(session, 10)
    old = session.save_path
    assert old is not None
    disk.dead = True
    play(session, 3)
    disk.dead = False
    play(session, 3)
    assert session.unsaved == 6  # after a failed sync nobody knows what the drive holds
    assert "Nothing more is written" in session.save_note
    monkeypatch.setattr(keeper, "create_save", create_save)
    new = session.save_as(tmp_path / "new")
    assert session.save_path == new != old
    assert (session.save_note, session.unsaved) == ("", 0)
    play(session)
    session.close()
    assert verify(new).ok
    with Session.resume(new) as again:
        assert again.history == session.history
    with Session.resume(old) as again:
        assert len(again.history) - 1 == 10


def test_a_save_taken_away_is_noticed_and_the_game_goes_on(tmp_path: Path) -> None:
    with Session.new(tiny(), [HUMAN], 7, folder=tmp_path) as session:
        play(session, 2)
        assert session.save_path is not None
        session.save_path.unlink()
        play(session, 2)
        assert "removed or replaced" in session.save_note
        new = session.save_as(tmp_path)
        play(session, 2)
        assert session.save_note == ""
    assert len(read_journal(new).records) == 6
    assert verify(new).ok


def test_a_game_in_memory_can_be_saved_later(tmp_path: Path) -> None:
    session = play(Session.new(tiny(), [HUMAN], 7), 9)
    assert session.save() is False
    assert session.save_note == ""
    path = session.save_as(tmp_path)
    session.close()
    assert verify(path).ok
    with Session.resume(path) as again:
        assert again.digest() == session.digest()


def test_a_game_interrupted_after_the_sync_is_not_written_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from diplogame.record import Journal

    whole = Journal.append

    def interrupted(journal: Journal, record: dict[str, object]) -> int:
        whole(journal, record)
        raise KeyboardInterrupt

    with Session.new(tiny(), [HUMAN], 7, folder=tmp_path) as session:
        play(session, 3)
        with monkeypatch.context() as patch:
            patch.setattr(Journal, "append", interrupted)
            with pytest.raises(KeyboardInterrupt):
                move(session)
        move(session)
        path = session.save_path
    assert path is not None
    assert len(read_journal(path).records) == 5
    assert verify(path).ok
