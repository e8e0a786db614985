"""A fresh machine: the wheel carries the packs and plays from any folder; make says what is missing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

# One worker builds and installs the wheel, once.
pytestmark = pytest.mark.xdist_group("packaging")


def run(
    command: list[str | Path], *, cwd: Path, env: Mapping[str, str] | None = None, given: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run something to its end, within five minutes."""
    return subprocess.run(
        [str(each) for each in command],
        cwd=cwd,
        env=dict(env) if env is not None else None,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy as a checkout would have it."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    keep = shutil.ignore_patterns("__pycache__", "*.pyc", "_content")
    for name in ("diplogame", "content"):
        shutil.copytree(root / name, source / name, ignore=keep)
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"):
        shutil.copy(root / name, source)
    done = run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", folder / "dist", source], cwd=folder
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = (folder / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(
    wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path, dict[str, str]]:
    """An empty environment with the wheel in it: the command, another folder, its environment."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "venv", with_pip=True, symlinks=True)
    python = folder / "venv" / "bin" / "python"
    done = run(
        [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", wheel], cwd=folder
    )
    assert done.returncode == 0, done.stderr
    away = folder / "another folder"
    away.mkdir()
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder / "home"),
        "LANG": "C.UTF-8",
    }
    return folder / "venv" / "bin" / "diplogame", away, env


def test_the_wheel_holds_packs_styles_types_and_licences(root: Path, wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    for file in (root / "content").rglob("*"):
        if file.is_file():
            assert f"diplogame/_content/{file.relative_to(root / 'content').as_posix()}" in inside
    for file in (root / "diplogame").rglob("*.tcss"):
        assert file.relative_to(root).as_posix() in inside
    assert "diplogame/py.typed" in inside
    licences = [name for name in inside if ".dist-info/licenses/" in name]
    assert any(name.endswith("licenses/LICENSE") for name in licences)
    assert any(name.endswith("content/LICENSE") for name in licences)
    assert not [name for name in inside if name.startswith(("tests/", "bench/", "saves/"))]


def test_an_installed_game_lists_its_packs(
    elsewhere: tuple[Path, Path, dict[str, str]],
) -> None:
    command, away, env = elsewhere
    done = run([command, "packs"], cwd=away, env=env)
    assert done.returncode == 0, done.stderr
    assert "first-steps" in done.stdout
    assert "port-meridian" in done.stdout


def test_an_installed_game_plays_a_conference_by_itself(
    elsewhere: tuple[Path, Path, dict[str, str]],
) -> None:
    command, away, env = elsewhere
    done = run(
        [command, "watch", "--pack", "first-steps", "--seed", "1", "--json"], cwd=away, env=env
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["outcome"] in {"adopted", "partial", "suspended", "collapsed"}
    assert list(away.iterdir()) == [], "nothing is left behind in the folder it was called from"


def test_an_installed_game_is_played_from_a_pipe(
    elsewhere: tuple[Path, Path, dict[str, str]],
) -> None:
    command, away, env = elsewhere
    done = run(
        [command, "play", "--plain", "--pack", "first-steps", "--seat", "harrow", "--seed", "1"],
        cwd=away,
        env=env,
        given="meet bellwether\nmeet lantern\ndone\nauto all\n",
    )
    assert done.returncode == 0, done.stderr
    assert "Harrow" in done.stdout
    assert "What if: rounds to branch from" in done.stdout, "the debrief is reached"
    saved = run([command, "saves"], cwd=away, env=env)
    assert saved.returncode == 0
    assert "first-steps" in saved.stdout, "the game is saved in the data folder of the platform"
    (save,) = (Path(env["HOME"])).rglob("first-steps*")
    verified = run([command, "verify", save], cwd=away, env=env)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert list(away.iterdir()) == []


def test_every_command_helps_from_anywhere(elsewhere: tuple[Path, Path, dict[str, str]]) -> None:
    command, away, env = elsewhere
    for words in ([], ["play"], ["watch"], ["pack", "check"], ["replay"]):
        done = run([command, *words, "--help"], cwd=away, env=env)
        assert done.returncode == 0
        assert "usage: diplogame" in done.stdout


# --- make on a machine that lacks something ------------------------------------------------------

TOOLS = ("make", "sh", "echo", "cat", "rm", "sed", "touch", "printf", "cp", "env")


@pytest.fixture
def bare(root: Path, tmp_path: Path) -> Path:
    """A checkout, and a folder `bin` with the usual tools but no Python."""
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(root / name, tmp_path)
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in TOOLS:
        found = shutil.which(name)
        if found is not None:
            (tools / name).symlink_to(found)
    return tmp_path


def make(folder: Path, target: str) -> subprocess.CompletedProcess[str]:
    return run(["make", target], cwd=folder, env={"PATH": str(folder / "bin")})


def fake_python(folder: Path, *, new: bool, with_venv: bool) -> None:
    """A python3 that answers make's two questions."""
    script = folder / "bin" / "python3"
    script.write_text(
        "#!/bin/sh\n"
        'case "$*" in\n'
        f"  *version_info*) exit {0 if new else 1} ;;\n"
        f"  *ensurepip*) exit {0 if with_venv else 1} ;;\n"
        "  *) exit 1 ;;\n"
        "esac\n",
        encoding="utf-8",
    )
    script.chmod(0o755)


def own_words(done: subprocess.CompletedProcess[str]) -> list[str]:
    """What was said on standard error, but for make's own last line."""
    return [line for line in done.stderr.splitlines() if not line.startswith("make")]


@pytest.mark.parametrize("target", ["play", "test", "lint", "bench"])
def test_without_python_make_says_so_in_one_line(bare: Path, target: str) -> None:
    done = make(bare, target)
    assert done.returncode != 0
    (said,) = own_words(done)
    assert "Python 3.11 or newer" in said
    assert not (bare / ".venv").exists()


def test_an_old_python_is_not_taken(bare: Path) -> None:
    fake_python(bare, new=False, with_venv=True)
    (said,) = own_words(make(bare, "play"))
    assert "Python 3.11 or newer" in said


def test_without_venv_make_says_what_to_install(bare: Path) -> None:
    fake_python(bare, new=True, with_venv=False)
    (said,) = own_words(make(bare, "play"))
    assert "python3-venv" in said
    assert not (bare / ".venv").exists()


def test_make_lists_what_it_can_do(root: Path, bare: Path) -> None:
    done = make(bare, "help")
    assert done.returncode == 0
    for target in ("play", "test", "lint", "check", "bench", "soak"):
        assert f"make {target}" in done.stdout
