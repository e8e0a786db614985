"""The same seed gives the same game on every machine: hash seeds and locales make no difference."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import play

SCRIPT = play.ROOT / "tests" / "support" / "game_digest.py"


def digest(path: Path, seed: int, **environment: str) -> str:
    """Play a game in a process of its own and return what it printed."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(path), str(seed)],
        env={**os.environ, "PYTHONPATH": str(play.ROOT), **environment},
        capture_output=True,
        text=True,
        check=True,
        cwd=play.ROOT,
    )
    return done.stdout


@pytest.mark.parametrize(
    ("path", "seed"), [(play.TINY, 7), (play.FIRST_STEPS, 5), (play.PORT_MERIDIAN, 3)], ids=str
)
def test_hash_seeds_and_locales_do_not_change_a_game(path: Path, seed: int) -> None:
    one = digest(path, seed, PYTHONHASHSEED="1", LC_ALL="C")
    two = digest(path, seed, PYTHONHASHSEED="2", LC_ALL="C.UTF-8", LANG="C.UTF-8")
    assert int(one.split()[0]) > 20
    assert one == two


def test_another_seed_is_another_game() -> None:
    assert digest(play.TINY, 7) != digest(play.TINY, 8)
