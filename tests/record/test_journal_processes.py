"""Real processes on the real file system: killed, locked out, out of room, without rights."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from record_support import HEADER, record

import diplogame.record
from diplogame.record import Journal, SaveInUse, Use, list_saves, read_journal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and rights of POSIX")

CHILD = Path(__file__).with_name("record_child.py")
ROOT = Path(diplogame.record.__file__).parents[2]
KILLS = 25


def start(task: str, path: Path) -> subprocess.Popen[bytes]:
    """Start the player of `record_child`."""
    return subprocess.Popen(
        [sys.executable, CHILD, task, path],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )


def said(process: subprocess.Popen[bytes]) -> list[str]:
    """All it said, once it has ended by itself."""
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return output.decode().splitlines()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "game.diplogame"
    Journal.create(path, HEADER).close()
    return path


def test_killing_the_player_again_and_again_loses_no_confirmed_step(path: Path) -> None:
    """SIGKILL at unforeseeable moments of the same game; the pipe holds what was confirmed."""
    delays = random.Random(1)
    confirmed = torn = 0
    for _ in range(KILLS):
        process = start("play", path)
        assert process.stdout is not None
        opened = process.stdout.readline().decode().split()
        # The next player finds all that was confirmed, and at most the step that was in flight.
        assert opened[0] == "opened"
        assert int(opened[1]) in (confirmed, confirmed + 1)
        torn += "repaired.torn" in opened
        assert set(opened[2:]) <= {"repaired.torn"}
        heard = [process.stdout.readline() for _ in range(delays.randrange(12))]
        for _ in range(delays.randrange(4000)):
            pass
        os.kill(process.pid, signal.SIGKILL)
        heard += process.stdout.read().splitlines()
        process.stdout.close()
        assert process.wait() == -signal.SIGKILL
        confirmed = int(heard[-1].split()[1]) if heard else int(opened[1])
        with_flight = read_journal(path)
        assert len(with_flight.records) in (confirmed, confirmed + 1)
        for number, found in enumerate(with_flight.records, 1):
            assert found == {**record(number, size=number * 977 % 9000), "n": number}
    assert confirmed > KILLS
    assert len(list(path.parent.iterdir())) == 1 + torn


def test_a_second_program_is_told_the_save_is_in_use_and_may_watch(path: Path) -> None:
    process = start("hold", path)
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == b"opened 1\n"
        with pytest.raises(SaveInUse, match="Watch it as a replay"):
            Journal.open(path)
        assert len(read_journal(path).records) == 1
        (entry,) = list_saves(path.parent)
        assert entry.use is Use.PLAYED
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    # The lock died with its process: no stale lock, nothing to clean up.
    (entry,) = list_saves(path.parent)
    assert entry.use is Use.FREE
    with Journal.open(path) as journal:
        assert journal.append(record(2)) == 2
    assert os.listdir(path.parent) == [path.name]


def test_on_a_full_disk_the_step_is_refused_whole_and_a_smaller_one_still_fits(path: Path) -> None:
    assert said(start("full", path)) == [
        "save.disk-full True",
        "saved 1",
        "save.disk-full game.diplogame",
    ]
    assert len(read_journal(path).records) == 1


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder others may enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)
        os.chmod(name, 0o755)


def readable_by_others(place: Path) -> bool:
    return all(parent.stat().st_mode & 0o005 == 0o005 for parent in (place, *place.parents))


def test_a_read_only_folder_can_be_watched_and_says_that_it_cannot_save(open_folder: Path) -> None:
    if os.getuid() == 0 and not (readable_by_others(ROOT) and readable_by_others(CHILD.parent)):
        pytest.skip("an ordinary user could not even read the program here")
    path = open_folder / "game.diplogame"
    Journal.create(path, HEADER, [record(1)]).close()
    os.chmod(path, 0o444)
    os.chmod(open_folder, 0o555)
    assert said(start("stranger", path)) == [
        "read 1",
        "listed 1",
        "save.read-only",
        "save.read-only",
    ]
    assert os.listdir(open_folder) == [path.name]
