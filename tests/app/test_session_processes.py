"""Whole games in processes of their own: killed, locked out, out of room, without rights."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from session_support import HUMAN, play, saved_game, tiny

import diplogame
from diplogame.app.playback import Replay
from diplogame.app.session import Session, verify
from diplogame.record import SaveInUse, Use, list_saves

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and rights of POSIX")

CHILD = Path(__file__).with_name("session_child.py")
ROOT = Path(diplogame.__file__).parents[1]
KILLS = 12


def start(task: str, path: Path, seed: int = 7) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, CHILD, task, path, str(seed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(CHILD.parent)]),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
    )


def facts(process: subprocess.Popen[bytes], *, killed: bool = False) -> list[str]:
    """All it said, once it has ended; a line cut by the kill was never said."""
    output, complaints = process.communicate(timeout=120)
    if killed:
        assert process.returncode in (0, -signal.SIGKILL), complaints.decode()
    else:
        assert process.returncode == 0, complaints.decode()
    text = output.decode()
    return text[: text.rfind("\n") + 1].splitlines()


def first_line(process: subprocess.Popen[bytes]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().decode().strip()


def whole_game(seed: int) -> list[str]:
    """Digests of the same game after every order, played in one piece."""
    session = Session.new(tiny(), [HUMAN], seed)
    found = [session.digest()]
    while not session.over:
        play(session, 1)
        found.append(session.digest())
    return found


def test_a_game_killed_again_and_again_loses_nothing_that_was_confirmed(tmp_path: Path) -> None:
    dice = random.Random(20)
    digests = whole_game(7)
    kills = games = repairs = struck = 0
    while kills < KILLS:
        folder = tmp_path / str(games)
        folder.mkdir()
        games += 1
        where, confirmed = folder, 0
        while confirmed < len(digests) - 1:
            process = start("go_on", where)
            if kills < KILLS:
                line = first_line(process)  # so that the kill falls into play, not into imports
                time.sleep(dice.random() * 0.06)
                process.kill()
                kills += 1
            else:
                line = ""
            said = [line, *facts(process, killed=True)]
            struck += process.returncode == -signal.SIGKILL
            orders = [entry.split() for entry in said if entry.startswith("confirmed")]
            for _, number, digest in orders:
                assert digest == digests[int(number)]
            last = int(orders[-1][1])
            assert last >= confirmed
            (path,) = (p for p in folder.iterdir() if p.suffix == ".diplogame")
            with Session.resume(path) as session:
                # What was confirmed is there, and at most the one order that was under way is more.
                assert last <= len(session.history) - 1 <= last + 1
                assert session.digest() == digests[len(session.history) - 1]
                confirmed = len(session.history) - 1
                repairs += len(session.notices)
            assert verify(path).ok
            where = path
        with Session.resume(where) as session:
            assert session.over
            assert session.digest() == digests[-1]
        assert len(list(folder.glob("*.damaged-*"))) <= repairs
    assert struck > 0  # some games were really cut short


def test_a_second_player_is_told_and_may_watch(tmp_path: Path) -> None:
    path = saved_game(tmp_path, 15)
    process = start("hold", path)
    try:
        assert first_line(process).startswith("confirmed 15")
        with pytest.raises(SaveInUse, match="being played by another program"):
            Session.resume(path)
        assert list_saves(tmp_path)[0].use is Use.PLAYED
        assert len(Replay.open(path).history) == 16
        assert verify(path).ok
    finally:
        process.kill()
        facts(process, killed=True)
    with Session.resume(path) as session:  # the lock died with its holder
        assert session.notices == ()
        play(session, 1)
        assert session.save_note == ""


def test_a_live_game_is_watched_as_it_grows(tmp_path: Path) -> None:
    process = start("go_on", tmp_path)
    first_line(process)
    (path,) = tmp_path.glob("*.diplogame")
    seen = 0
    while process.poll() is None and seen < 2000:
        replay = Replay.open(path)
        assert len(replay.history) >= seen
        seen = len(replay.history)
    facts(process)
    assert len(Replay.open(path).history) == len(whole_game(7))


def test_a_full_disk_stops_no_game_and_is_caught_up_with(tmp_path: Path) -> None:
    said = dict(line.split(" ", 1) for line in facts(start("full", tmp_path)))
    assert "The game goes on in memory" in said["note"]
    unsaved, _, orders = said["unsaved"].split()
    assert 0 < int(unsaved) < int(orders) == 12
    assert said["file"] == "True"
    assert said["caught-up"] == "True 0"
    (path,) = tmp_path.glob("*.diplogame")
    assert verify(path).ok
    with Session.resume(path) as session:
        assert session.digest() == said["digest"]
        assert len(session.history) - 1 == 13


def test_a_read_only_folder_is_played_in_memory_and_says_so() -> None:
    # A folder of its own below a public one, because a stranger may not enter pytest's.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = saved_game(folder, 10)
        path.chmod(0o444)
        folder.chmod(0o555)
        before = path.read_bytes()
        try:
            said = dict(line.split(" ", 1) for line in facts(start("stranger", path)))
        finally:
            folder.chmod(0o755)
        assert path.read_bytes() == before
        assert [p.name for p in folder.iterdir()] == [path.name]
    assert said["rounds"] == "1"
    assert "not saved" in said["note"]
    assert said["history"] == "13"
    assert said["unsaved"].startswith("3 ")
    assert "Only in memory: 3" in said["unsaved"]
    assert said["branch"] == "save.read-only"
