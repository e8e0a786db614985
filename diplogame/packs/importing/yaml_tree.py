"""YAML from strangers: composed, never constructed.

PyYAML is an optional extra (`diplogame[import]`), loaded when the first YAML file is read. Only its
node graph is used: no tag makes an object, no alias is multiplied out (an alias is the node itself),
and every node knows its line and column.
"""

from __future__ import annotations

import importlib
from fractions import Fraction
from typing import Any, Final

from diplogame.packs.clean import clean
from diplogame.packs.importing.problem import ImportFault, number

MAX_YAML: Final = 1024 * 1024
"""Bytes of a file: the parser is slow."""

_INFINITE: Final = frozenset({".inf", "+.inf", "-.inf", ".nan", "null", "~", ""})


class Yaml:
    """A node of a document."""

    __slots__ = ("name", "node")

    def __init__(self, node: Any, name: str) -> None:
        self.node = node
        self.name = name

    def fault(self, message: str, help_: str = "") -> ImportFault:
        """A fault at this node."""
        mark = self.node.start_mark
        return ImportFault(self.name, message, mark.line + 1, mark.column + 1, help_)

    @property
    def is_table(self) -> bool:
        """Whether it has keys."""
        return bool(self.node.id == "mapping")

    @property
    def is_list(self) -> bool:
        """Whether it is a list."""
        return bool(self.node.id == "sequence")

    def table(self) -> dict[str, Yaml]:
        """Keys (as they are written) and values.

        Raises:
            ImportFault: It has none, or one is no plain word.
        """
        if not self.is_table:
            raise self.fault("a table of keys and values is needed")
        found: dict[str, Yaml] = {}
        for key, value in self.node.value:
            if key.id != "scalar":
                raise Yaml(key, self.name).fault("a key is one word or number")
            found.setdefault(str(key.value), Yaml(value, self.name))
        return found

    def entries(self) -> list[Yaml]:
        """The entries of a list.

        Raises:
            ImportFault: It is none.
        """
        if not self.is_list:
            raise self.fault("a list is needed")
        return [Yaml(each, self.name) for each in self.node.value]

    def raw(self) -> str:
        """The text of a plain value, as it is written.

        Raises:
            ImportFault: It is a list or a table.
        """
        if self.node.id != "scalar":
            raise self.fault("a word or a number is needed")
        return str(self.node.value)

    def text(self) -> str:
        """The text of a plain value, fit to be shown."""
        return clean(self.raw(), 300, line=True)

    def amount(self) -> Fraction:
        """A number.

        Raises:
            ImportFault: It is none.
        """
        found = number(self.raw().replace("_", ""))
        if found is None:
            raise self.fault(f"a number is needed, not '{self.text()[:40]}'")
        return found

    def amount_or_none(self) -> Fraction | None:
        """A number; None for infinite, empty or missing ones."""
        if self.raw().strip().lower() in _INFINITE:
            return None
        return self.amount()


def load(text: str, name: str) -> Yaml | None:
    """The top of a document; None for an empty one.

    Raises:
        ImportFault: PyYAML is missing, or this is no YAML.
    """
    try:
        yaml: Any = importlib.import_module("yaml")
    except ModuleNotFoundError:
        raise ImportFault(
            name, "reading YAML needs PyYAML, which is not installed", help_=_HOW
        ) from None
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        told = clean(str(getattr(error, "problem", None) or "it cannot be read"), 200, line=True)
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)
        raise ImportFault(name, f"this is no YAML: {told}", line, column) from None
    except RecursionError:
        raise ImportFault(name, "this is nested too deeply to be read") from None
    except ValueError:
        raise ImportFault(name, "this is no YAML: a value cannot be read") from None
    return None if node is None else Yaml(node, name)


_HOW: Final = 'install it with: pip install "diplogame[import]"'
