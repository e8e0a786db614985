"""What may import what, and what must not be loaded: start-up time, purity, hidden state."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

HEAVY = ("textual", "rich", "pydantic", "tomli", "platformdirs", "shtab", "asyncio")
MAIN = "import sys; from diplogame.cli import main; sys.exit(main())"


def modules_after(code: str, *arguments: str) -> set[str]:
    """Top-level modules that are loaded once some code has run in a fresh interpreter."""
    report = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('LOADED', *sorted({m.partition('.')[0] for m in sys.modules})))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", report + code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )
    line = next((each for each in done.stdout.splitlines() if each.startswith("LOADED")), None)
    assert line is not None, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return set(line.split()[1:])


def importing(root: Path, *packages: str) -> str:
    """Code that imports every module of some packages."""
    names = [
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        for package in packages
        for path in sorted((root / "diplogame" / package).rglob("*.py"))
    ]
    assert names
    return "import " + ", ".join(names)


def test_the_pure_core_loads_no_library(root: Path) -> None:
    loaded = modules_after(importing(root, "rules", "analysis", "ai"))
    assert "diplogame" in loaded
    assert not loaded & set(HEAVY)


@pytest.mark.parametrize("flag", ["--version", "--help"])
def test_a_word_about_itself_loads_no_screen_and_no_models(flag: str) -> None:
    loaded = modules_after(MAIN, flag)
    assert "diplogame" in loaded
    assert not loaded & {"textual", "rich", "pydantic", "tomli"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("packs",),
        ("watch", "--pack", "first-steps", "--seed", "1", "--json"),
        ("play", "--plain", "--pack", "first-steps", "--seed", "1"),
    ],
    ids=lambda given: given[0],
)
def test_nothing_but_the_screens_loads_textual(arguments: Sequence[str]) -> None:
    assert not modules_after(MAIN, *arguments) & {"textual", "rich"}


def test_the_screens_are_imported_one_by_one() -> None:
    """`diplogame.tui` itself is a door: what is behind it is loaded when it is opened."""
    assert "textual" not in modules_after("import diplogame.tui")


def test_the_title_paints_before_the_game_is_loaded() -> None:
    """Rules, minds and packs come with the first game: they cost more than the whole title."""
    code = "import diplogame.app.settings, diplogame.tui.app, diplogame.tui.screens.title, sys\n"
    code += "game = ('diplogame.rules.view', 'diplogame.ai.mind', 'diplogame.packs.schema')\n"
    code += "assert not [name for name in game if name in sys.modules], sys.modules.keys()"
    loaded = modules_after(code)
    assert "textual" in loaded
    assert not loaded & {"pydantic", "tomli"}


# --- the contracts of import-linter have teeth ---------------------------------------------------

PLANTED = {
    "a rule that reads the clock": ("rules/ids.py", "import time", "Pure core"),
    "a mind that draws from a shared generator": ("ai/planted.py", "import random", "Pure core"),
    "a negotiator that reads the clock": ("negotiator/planted.py", "import time", "Pure core"),
    "a mind that sees the whole state": (
        "ai/planted.py",
        "from diplogame.rules.state import State",
        "No hidden state",
    ),
    "a screen that sees the whole state": (
        "tui/planted.py",
        "from diplogame.rules.state import State",
        "No hidden state",
    ),
    "a rule that asks the minds": ("rules/ids.py", "import diplogame.ai", "Layers"),
    "a sibling that asks a sibling": ("record/planted.py", "import diplogame.packs", "Layers"),
}


@pytest.fixture(scope="module")
def copy(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package and its contracts."""
    folder = tmp_path_factory.mktemp("contracts")
    keep = shutil.ignore_patterns("__pycache__", "_content")
    shutil.copytree(root / "diplogame", folder / "diplogame", ignore=keep)
    shutil.copy(root / "pyproject.toml", folder)
    return folder


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts over a folder's own package, whatever is installed."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-cache",
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_contracts_are_kept(copy: Path) -> None:
    done = lint_imports(copy)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("plant", PLANTED)
def test_the_contracts_notice(plant: str, copy: Path) -> None:
    name, line, contract = PLANTED[plant]
    file = copy / "diplogame" / name
    before = file.read_text(encoding="utf-8") if file.exists() else None
    file.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
    try:
        done = lint_imports(copy)
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_text(before, encoding="utf-8")
    assert done.returncode != 0, "the planted import was not noticed"
    broken = [each for each in done.stdout.splitlines() if each.rstrip().endswith("BROKEN")]
    assert any(contract in each for each in broken), done.stdout


def test_every_room_of_the_house_has_its_place_in_the_contracts(root: Path) -> None:
    config = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    layers = next(
        each["layers"]
        for each in config["tool"]["importlinter"]["contracts"]
        if each["type"] == "layers"
    )
    named = {word.strip() for line in layers for word in line.split("|")}
    rooms = {
        path.stem
        for path in (root / "diplogame").iterdir()
        if (path.is_dir() and (path / "__init__.py").exists())
        or (path.suffix == ".py" and path.stem != "__init__")
    }
    assert rooms <= named
