"""What conditions may speak of: types, declared names and functions, known ids.

Plain data, made by whoever declares what exists at one place of a pack; the checker and the
reference pages both read it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from typing import Final, Literal

from diplogame.rules.values import dataclass

Base = Literal["int", "bool", "str", "id"]
_WORDS: Final = {"int": "a number", "bool": "True or False", "str": "a text"}


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a value.

    Attributes:
        base: Number, yes/no, free text, or id.
        kind: For ids, of what: `delegation`, `issue`, `option`, ...
        owner: For ids that live inside another thing (an option in an issue), that thing's id;
            "" when any will do.
    """

    base: Base
    kind: str = ""
    owner: str = ""

    @classmethod
    def named(cls, text: str, owner: str = "") -> Type:
        """The type written `int`, `bool`, `str` or `id:KIND`.

        Raises:
            ValueError: The text names no type.
        """
        match text.partition(":"):
            case ("int" | "bool" | "str") as base, "", "":
                return cls(base)
            case "id", ":", kind if kind:
                return cls("id", kind, owner)
        raise ValueError(f"no type: {text!r}")

    def __str__(self) -> str:
        if self.base == "id":
            article = "an" if self.kind[0] in "aeiou" else "a"
            return f"{article} {self.kind}" + (f" of '{self.owner}'" if self.owner else "")
        return _WORDS[self.base]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a function.

    Attributes:
        name: Shown in signatures.
        type: `int`, `bool`, `str` or `id:KIND`.
        within: Name of an earlier parameter whose argument owns this id (the issue of an option).
    """

    name: str
    type: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class Function:
    """A declared function: what conditions may ask of the game.

    Attributes:
        parameters: In order.
        result: Type of the value.
        within: Name of the parameter whose argument owns a resulting id.
        doc: One line for the reference.
    """

    parameters: tuple[Parameter, ...]
    result: str
    within: str = ""
    doc: str = ""

    def signature(self, name: str) -> str:
        """`name(issue: id:issue) -> id:option`, as shown in messages and the reference."""
        inside = ", ".join(f"{each.name}: {each.type}" for each in self.parameters)
        return f"{name}({inside}) -> {self.result}"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything a condition may speak of at one place of a pack.

    Attributes:
        names: Declared name -> type.
        functions: Declared function -> signature.
        ids: Kind -> known ids; frozensets are cheapest when there are many.
        members: (kind, owner) -> known ids of that kind inside that owner.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    functions: Mapping[str, Function] = field(default_factory=dict)
    ids: Mapping[str, Collection[str]] = field(default_factory=dict)
    members: Mapping[tuple[str, str], Collection[str]] = field(default_factory=dict)

    def known(self, type_: Type) -> frozenset[str]:
        """The ids that fit an id type."""
        if type_.owner and (type_.kind, type_.owner) in self.members:
            return frozenset(self.members[type_.kind, type_.owner])
        return frozenset(self.ids.get(type_.kind, ()))
