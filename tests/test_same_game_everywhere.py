"""The same seed is the same game: under any hash seed, locale, folder and optimisation level.

Through the real command line in fresh processes, because that is what another machine is.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

MAIN = "import sys; from diplogame.cli import main; sys.exit(main())"
PLAIN = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
OTHER_MACHINES: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "another hash seed": ({"PYTHONHASHSEED": "4242"}, ()),
    "a random hash seed": ({"PYTHONHASHSEED": "random"}, ()),
    "the C locale, without UTF-8": (
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        (),
    ),
    "Turkish, where i is not I": ({"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}, ()),
    "another time zone": ({"TZ": "Pacific/Kiritimati"}, ()),
    "assertions off": ({}, ("-OO",)),
}


def watch(
    pack: str,
    seed: int,
    env: dict[str, str] | None = None,
    flags: tuple[str, ...] = (),
    cwd: Path | None = None,
    as_json: bool = True,
) -> bytes:
    """What `diplogame watch` prints in a fresh process."""
    arguments = ["watch", "--pack", pack, "--seed", str(seed), *(["--json"] if as_json else [])]
    done = subprocess.run(
        [sys.executable, *flags, "-c", MAIN, *arguments],
        env={**os.environ, **PLAIN, **(env or {})},
        cwd=cwd,
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


def told(output: bytes) -> dict[str, Any]:
    found = json.loads(output)
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def small_game() -> bytes:
    return watch("first-steps", 11)


@pytest.mark.parametrize("machine", OTHER_MACHINES)
def test_a_seed_is_the_same_game_on_another_machine(
    machine: str, small_game: bytes, tmp_path: Path
) -> None:
    env, flags = OTHER_MACHINES[machine]
    assert watch("first-steps", 11, env, flags, cwd=tmp_path) == small_game


def test_the_large_conference_is_the_same_game_too() -> None:
    here = watch("port-meridian", 3)
    there = watch("port-meridian", 3, {"PYTHONHASHSEED": "77", "LC_ALL": "C", "PYTHONUTF8": "0"})
    assert here == there
    game = told(here)
    assert game["outcome"] in {"adopted", "partial", "suspended", "collapsed"}
    assert len(game["digest"]) == 64


def test_the_story_is_told_in_the_same_words(tmp_path: Path) -> None:
    here = watch("first-steps", 11, as_json=False)
    there = watch("first-steps", 11, {"PYTHONHASHSEED": "99"}, cwd=tmp_path, as_json=False)
    assert len(here.splitlines()) > 20
    assert here == there


def test_another_seed_is_another_game(small_game: bytes) -> None:
    digests = {told(watch("first-steps", seed))["digest"] for seed in (12, 13)}
    assert len(digests | {told(small_game)["digest"]}) == 3


def test_the_report_of_a_game_has_what_scripts_ask_for(small_game: bytes) -> None:
    game = told(small_game)
    assert {"outcome", "package", "votes", "scores", "rounds", "digest"} <= set(game)
    assert small_game.endswith(b"\n")
    assert small_game.count(b"\n") == 1, "one object, on one line"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 150))
def test_fifty_large_conferences_are_the_same_under_another_hash_seed(seed: int) -> None:
    here = watch("port-meridian", seed)
    assert here == watch("port-meridian", seed, {"PYTHONHASHSEED": str(seed)})
