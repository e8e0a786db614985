"""Idioms of Textual that cost milliseconds, memory or safety are kept out of the screens.

Each was measured: the stock `Footer` rebuilds itself on every focus change, `recompose` grows without
end, `*` with a pseudo-class is matched against every widget, and text that is read as markup runs the
actions it holds. See docs/decisions/0006-habits-of-the-screens.md.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SHOWING = {"Static", "Label", "Button", "Checkbox", "RadioButton", "Option", "Link", "Collapsible"}


def parsed(root: Path) -> Iterator[tuple[Path, ast.Module]]:
    files = sorted((root / "diplogame" / "tui").rglob("*.py"))
    assert len(files) > 10
    for path in files:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def called(node: ast.Call) -> str:
    """The last word of what is called."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def keyword(node: ast.Call, name: str) -> ast.expr | None:
    return next((each.value for each in node.keywords if each.arg == name), None)


def is_false(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def faults(tree: ast.Module) -> list[tuple[int, str]]:
    """Line and fault of every bad habit in a module."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("textual"):
                if any(each.name == "Footer" for each in names):
                    found.append((node.lineno, "the stock Footer; use the key bar"))
            case ast.keyword(arg="recompose", value=ast.Constant(value=True)):
                found.append((node.value.lineno, "recompose=True; update the widget"))
            case ast.Call():
                found.extend((node.lineno, each) for each in _call_faults(node))
    return found


def _call_faults(node: ast.Call) -> Iterator[str]:
    name = called(node)
    built = node.args and isinstance(node.args[0], ast.JoinedStr)
    if name == "from_markup" and node.args and not isinstance(node.args[0], ast.Constant):
        yield "markup made from a value; use Content and styles"
    elif name in SHOWING and built and not is_false(keyword(node, "markup")):
        yield f"{name}(f'...') reads its values as markup; use Content or markup=False"
    elif name == "notify" and isinstance(node.func, ast.Attribute):
        if not is_false(keyword(node, "markup")):
            yield "notify() reads its text as markup; say markup=False"
    elif name == "switch_screen":
        yield "switch_screen() dies on the default screen; push installed screens"
    elif name == "TextArea" and keyword(node, "language") is not None:
        yield "TextArea with a language crashes in its native parser"


SLOW_RULE = re.compile(r"(?<![\w#.-])\*[^\s,{>+]*:(?:hover|focus-within|focus)\b")


def slow_rules(css: str) -> list[str]:
    """Universal selectors with a pseudo-class."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return SLOW_RULE.findall(bare)


def stylesheets(root: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted((root / "diplogame" / "tui").rglob("*.tcss")):
        yield path, path.read_text(encoding="utf-8")
    for path, tree in parsed(root):
        for node in ast.walk(tree):
            match node:
                case ast.Assign(targets=[ast.Name(id="CSS" | "DEFAULT_CSS")], value=value):
                    if isinstance(value, ast.Constant) and isinstance(value.value, str):
                        yield path, value.value


def test_the_screens_keep_the_habits(root: Path) -> None:
    found = [
        f"{path.relative_to(root)}:{line}: {fault}"
        for path, tree in parsed(root)
        for line, fault in faults(tree)
    ]
    assert not found, "\n".join(found)


def test_no_style_is_matched_against_every_widget_under_the_mouse(root: Path) -> None:
    sheets = list(stylesheets(root))
    assert sheets
    assert not [(path, slow_rules(css)) for path, css in sheets if slow_rules(css)]


@pytest.mark.parametrize(
    "code",
    [
        "from textual.widgets import Footer, Static",
        "x = reactive(0, recompose=True)",
        "Static(f'{name}')",
        "Content.from_markup('[b]' + name)",
        "self.notify(name)",
        "self.app.switch_screen('floor')",
        "TextArea(text, language='json')",
    ],
)
def test_the_habits_notice(code: str) -> None:
    assert faults(ast.parse(code))


@pytest.mark.parametrize(
    "code",
    [
        "from textual.widgets import Static",
        "Static(f'{name}', markup=False)",
        "Static(Content(name))",
        "Content.from_markup('[b]Title[/b]')",
        "self.notify(name, markup=False)",
    ],
)
def test_the_habits_allow(code: str) -> None:
    assert not faults(ast.parse(code))


@pytest.mark.parametrize(
    "css", ["*:hover { color: red; }", "Screen *:focus-within { color: red; }"]
)
def test_slow_styles_are_noticed(css: str) -> None:
    assert slow_rules(css)


@pytest.mark.parametrize(
    "css", ["Button:hover { color: red; }", "/* * :hover */ A > * { color: red; }"]
)
def test_other_styles_are_allowed(css: str) -> None:
    assert not slow_rules(css)
