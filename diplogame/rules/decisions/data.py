"""Decision rules to and from the plain data of packs and saves.

A rule is a table with its ``kind`` and the attributes of its class, or the bare name of a kind or
a preset::

    adoption = "consensus"
    adoption = { kind = "majority", share = "2/3", of = "members", quorum = "1/2" }
    ratification = { kind = "entry_into_force", count = 5, share_per_mille = 550 }

Shares are text ("2/3"); whatever is left out has the default of the class.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from .kinds import (
    Base,
    Consensus,
    ConsensusMinus,
    CoreAndOthers,
    CouncilVeto,
    DecisionRule,
    DoubleMajority,
    EntryIntoForce,
    Majority,
    Share,
    SilenceProcedure,
    TacitAcceptance,
    Unanimity,
)

_CLASSES: dict[str, Callable[..., DecisionRule]] = {
    cls.kind: cls
    for cls in (
        Unanimity,
        Consensus,
        ConsensusMinus,
        Majority,
        DoubleMajority,
        CouncilVeto,
        SilenceProcedure,
        TacitAcceptance,
        CoreAndOthers,
        EntryIntoForce,
    )
}

PRESETS: Mapping[str, DecisionRule] = MappingProxyType(
    {
        "simple_majority": Majority(),
        "two_thirds": Majority(share=Share(2, 3)),
        "three_quarters": Majority(share=Share(3, 4)),
        "absolute_majority": Majority(of=Base.MEMBERS),
        "consensus_minus_one": ConsensusMinus(k=1),
        "qualified_majority": DoubleMajority(),
        "reinforced_qualified_majority": DoubleMajority(states_per_mille=720),
    }
)
"""Rules known by name; numbers from field guide 4.5. Kinds without needed ids are names as well."""


class RuleDataError(ValueError):
    """Data that is no decision rule.

    Attributes:
        path: Where the fault is, as keys from the rule's own table; empty for the rule itself.
        problem: What is wrong, one clause.
    """

    def __init__(self, path: tuple[str, ...], problem: str) -> None:
        self.path = path
        self.problem = problem
        super().__init__(f"{'.'.join(path)}: {problem}" if path else problem)


def _share(value: object, path: tuple[str, ...]) -> Share:
    if isinstance(value, str):
        top, slash, bottom = value.partition("/")
        digits = all(part.isascii() and part.isdigit() and len(part) <= 6 for part in (top, bottom))
        if slash and digits:
            try:
                return Share(int(top), int(bottom))
            except ValueError as error:
                raise RuleDataError(path, str(error)) from None
    raise RuleDataError(path, 'a share is written like "2/3"')


def _value(like: object, value: object, path: tuple[str, ...]) -> object:
    """Read one attribute; the default tells which type it has."""
    match like:
        case bool():
            if isinstance(value, bool):
                return value
            raise RuleDataError(path, "true or false")
        case int():
            if isinstance(value, int) and not isinstance(value, bool):
                return value
            raise RuleDataError(path, "a whole number")
        case Share():
            return _share(value, path)
        case Base():
            try:
                return Base(value)  # type: ignore[arg-type]
            except ValueError:
                raise RuleDataError(path, f"one of {', '.join(Base)}") from None
        case str():
            if isinstance(value, str):
                return value
            raise RuleDataError(path, "text")
        case tuple():
            if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
                return tuple(value)
            raise RuleDataError(path, "a list of ids")
        case _:
            return _rule(value, path)


def _rule(data: object, path: tuple[str, ...]) -> DecisionRule:
    if isinstance(data, str):
        if data in PRESETS:
            return PRESETS[data]
        data = {"kind": data}
    if not isinstance(data, Mapping):
        raise RuleDataError(path, "a rule is a table with a kind, or a name")
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in _CLASSES:
        names = ", ".join([*_CLASSES, *PRESETS])
        raise RuleDataError((*path, "kind"), f"{kind!r} is not one of {names}")
    cls: Any = _CLASSES[kind]
    defaults = {field.name: field.default for field in fields(cls)}
    given: dict[str, object] = {}
    for key, value in data.items():
        if key == "kind":
            continue
        if key not in defaults:
            raise RuleDataError((*path, str(key)), f"not part of {kind}: {', '.join(defaults)}")
        given[key] = _value(defaults[key], value, (*path, key))
    try:
        made: DecisionRule = cls(**given)
    except ValueError as error:
        raise RuleDataError(path, str(error)) from None
    return made


def rule_from_data(data: object) -> DecisionRule:
    """Read a rule.

    Raises:
        RuleDataError: The data is no rule; says where and why.
    """
    return _rule(data, ())


def rule_to_data(rule: DecisionRule) -> dict[str, object]:
    """Write a rule out in full; `rule_from_data` gives it back."""
    data: dict[str, object] = {"kind": rule.kind}
    for field in fields(rule):
        value = getattr(rule, field.name)
        match value:
            case Share() | Base():
                data[field.name] = str(value)
            case bool() | int() | str():
                data[field.name] = value
            case tuple():
                data[field.name] = list(value)
            case _:
                data[field.name] = rule_to_data(value)
    return data
