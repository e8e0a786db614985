"""What README and docs/ say is so: commands exist, links lead somewhere, numbers are the code's."""

from __future__ import annotations

import importlib
import pkgutil
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

import diplogame.packs
from diplogame.cli import parser
from diplogame.packs.lines import KNOWN
from diplogame.rules.decisions.data import PRESETS
from diplogame.rules.vocabulary import FACTS, QUESTIONS

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", ROOT / "saves/README.md", *sorted((ROOT / "docs").rglob("*.md")))


def commands(page: Path) -> Iterator[str]:
    """Every `diplogame ...` of a page: in backticks, in tables, in code blocks."""
    text = page.read_text(encoding="utf-8")
    for found in re.findall(r"`(diplogame(?: [^`\n]+)?)`", text):
        yield found
    for found in re.findall(r"^ {4}(diplogame .+)$", text, flags=re.MULTILINE):
        yield found.partition("#")[0].strip()


ALL = sorted({(page, each) for page in PAGES for each in commands(page)})


@pytest.mark.parametrize(("page", "command"), ALL, ids=[f"{p.name}: {c}" for p, c in ALL])
def test_commands_in_the_documents_are_understood(page: Path, command: str) -> None:
    words = shlex.split(command.replace("...", "").replace(" N", " 1"))[1:]
    if words in (["--version"], ["--help"]):
        with pytest.raises(SystemExit) as ended:
            parser().parse_args(words)
        assert ended.value.code == 0
    else:
        parser().parse_args(words)  # a wrong one exits


def test_the_table_of_commands_is_complete() -> None:
    shown = {" ".join(each.split()[1:3]) for each in commands(ROOT / "README.md")}
    actions = parser()._subparsers._group_actions  # type: ignore[union-attr]
    for action in actions:
        for name in action.choices or ():
            assert any(each.split()[:1] == [name] for each in shown if each), name


def test_the_make_targets_in_the_documents_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    for page in PAGES:
        for name in re.findall(r"(?:`| {4})make ([a-z]+)", page.read_text(encoding="utf-8")):
            assert name in targets, f"{page.name}: make {name}"


def test_continuous_integration_runs_the_tests_of_the_readme() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert "make test" in script
    assert "make lint" in script
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8")
    for tool in ("ruff check", "ruff format --check", "mypy", "lint-imports"):
        assert tool in recipe


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            file = (page.parent / target.partition("#")[0]).resolve()
            assert file.exists(), f"{page.name}: {target}"


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs/decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    pages = list(folder.glob("0*.md"))
    assert pages
    assert all(f"({page.name})" in index for page in pages)


def test_every_dependency_is_justified() -> None:
    listed = re.search(
        r"^dependencies = \[(.*?)^\]",
        (ROOT / "pyproject.toml").read_text(encoding="utf-8"),
        flags=re.MULTILINE | re.DOTALL,
    )
    assert listed is not None
    page = (ROOT / "docs/decisions/0001-dependencies.md").read_text(encoding="utf-8")
    for name in re.findall(r'"([a-z]+)', listed[1]):
        assert f"| {name} " in page, name


# --- rules ---------------------------------------------------------------------------------------

RULES = (ROOT / "docs/rules/README.md").read_text(encoding="utf-8")
CONSTANTS = re.findall(r"^\| `([a-z]+)\.([A-Z_]+)` \| (-?\d+) \|$", RULES, flags=re.MULTILINE)


def test_there_are_constants_to_compare() -> None:
    assert len(CONSTANTS) > 10


@pytest.mark.parametrize(("module", "name", "value"), CONSTANTS)
def test_numbers_in_the_rules_are_those_of_the_code(module: str, name: str, value: str) -> None:
    assert getattr(importlib.import_module(f"diplogame.rules.{module}"), name) == int(value)


def test_every_rule_that_the_code_quotes_has_its_chapter() -> None:
    chapters = set(re.findall(r"^## (R\d+) ", RULES, flags=re.MULTILINE))
    quoted = {
        found
        for path in (ROOT / "diplogame").rglob("*.py")
        for found in re.findall(r"\b(R\d{1,2})(?:\.\d+)?\b", path.read_text(encoding="utf-8"))
    }
    # Chapters of later versions, which the code names as such.
    assert quoted - chapters <= {"R17", "R18", "R21"}
    assert {f"R{n}" for n in (*range(1, 17), 19, 20)} <= chapters


# --- pack format ---------------------------------------------------------------------------------

FORMAT = (ROOT / "docs/pack-format.md").read_text(encoding="utf-8")


def models() -> Iterator[type[BaseModel]]:
    """Every model of a pack's files."""
    for found in pkgutil.iter_modules(diplogame.packs.__path__):
        module = importlib.import_module(f"diplogame.packs.{found.name}")
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, BaseModel):
                if value.__module__ == module.__name__:
                    yield value


def test_the_pack_format_names_every_key() -> None:
    names = {name for model in models() for name in model.model_fields}
    assert len(names) > 80
    known = set(re.findall(r"[a-z][a-z0-9_-]*", FORMAT))
    assert not names - known


def test_the_pack_format_names_every_fact_line_and_rule() -> None:
    assert not [name for name in FACTS if f"`{name}`" not in FORMAT]
    assert not [name for name in QUESTIONS if f"`{name}(" not in FORMAT]
    assert not [key for key in KNOWN if f"| `{key}` " not in FORMAT]
    assert not [name for name in PRESETS if f"`{name}`" not in FORMAT]


def test_the_pack_format_invents_no_line() -> None:
    part = FORMAT[FORMAT.index("## Lines") :]
    shown = re.findall(r"^\| `([a-z_.0-9]+)` \|", part, flags=re.MULTILINE)
    assert shown
    assert not set(shown) - set(KNOWN)
