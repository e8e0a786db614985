"""Pydantic's validation errors as findings that an author of packs understands.

Pydantic's locations contain tags of unions that are not in the file, and say `missing` and `extra`
for what was one misspelt key. Guarantee: each validation error becomes a finding or is part of one;
nothing is raised, also for error types that are not known here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from diplogame.packs.codes import CODES
from diplogame.packs.diagnostics import Diagnostic
from diplogame.packs.fault import Fault, did_you_mean, listing, suggest
from diplogame.packs.locate import TomlFile
from diplogame.packs.positions import Path

_QUOTED: Final = re.compile(r"'((?:[^'\\]|\\.)*)'|(?<![\w'])(-?\d+)(?![\w'])")
_WANTED: Final = {
    "string": "a text in quotes",
    "int": "a whole number",
    "bool": "true or false",
    "list": "a list [ ]",
    "tuple": "a list [ ]",
    "set": "a list [ ]",
    "frozen_set": "a list [ ]",
    "dict": "a table",
    "mapping": "a table",
    "model": "a table",
    "model_attributes": "a table",
    "float": "a number",
    "date": "a date",
    "datetime": "a date and time",
    "none_required": "nothing",
}
_RANGES: Final = {
    "greater_than_equal": ("ge", "at least"),
    "greater_than": ("gt", "greater than"),
    "less_than_equal": ("le", "at most"),
    "less_than": ("lt", "less than"),
    "multiple_of": ("multiple_of", "a multiple of"),
}


def _toml_type(value: Any) -> str:
    match value:
        case bool():
            return "true or false"
        case int():
            return "a whole number"
        case float():
            return "a number with a fraction"
        case str():
            return "a text"
        case list() | tuple():
            return "a list"
        case dict():
            return "a table"
    return "a date or time"


class _Schema:
    """Walks a model's JSON Schema along pydantic's locations; made only when there are errors."""

    def __init__(self, model: type[BaseModel]) -> None:
        try:
            self.root: dict[str, Any] = model.model_json_schema()
        except Exception:  # a model without a schema only costs the hints
            self.root = {}
        self.definitions: dict[str, Any] = self.root.get("$defs", {})

    def follow(self, node: Any) -> dict[str, Any]:
        """The schema behind references and `X or nothing`."""
        for _ in range(20):
            if not isinstance(node, dict):
                return {}
            if "$ref" in node:
                node = self.definitions.get(str(node["$ref"]).rsplit("/", 1)[-1], {})
                continue
            choices = [each for each in node.get("anyOf", []) if each.get("type") != "null"]
            if len(choices) != 1:
                return node
            node = choices[0]
        return {}

    def step(self, node: dict[str, Any], part: str | int) -> tuple[dict[str, Any], bool]:
        """The schema one part further, and whether the part stands in the file."""
        node = self.follow(node)
        tags = node.get("discriminator", {}).get("mapping", {})
        if str(part) in tags:
            return self.follow({"$ref": tags[str(part)]}), False
        if isinstance(part, int):
            prefix = node.get("prefixItems", [])
            inner = prefix[part] if part < len(prefix) else node.get("items", {})
            return self.follow(inner), True
        properties = node.get("properties", {})
        if part in properties:
            return self.follow(properties[part]), True
        if isinstance(node.get("additionalProperties"), dict):
            return self.follow(node["additionalProperties"]), True
        for choice in node.get("anyOf", []):
            if part in self.follow(choice).get("properties", {}):
                return self.follow(self.follow(choice)["properties"][part]), True
        return {}, False


class _Translator:
    def __init__(self, file: TomlFile, model: type[BaseModel], prefix: Path) -> None:
        self.file = file
        self.schema = _Schema(model)
        self.prefix = prefix

    def resolve(self, loc: tuple[str | int, ...]) -> tuple[Path, dict[str, Any]]:
        """The path in the file that a location means, and the schema there."""
        path: Path = self.prefix
        data: Any = self.file.data
        for part in self.prefix:
            data = _child(data, part)
        node = self.schema.follow(self.schema.root)
        for part in loc:
            inner, there = self.schema.step(node, part)
            known = _child(data, part) is not None
            if there or known:
                path, data, node = (*path, part), _child(data, part), inner
            elif inner:
                node = inner  # a tag: chooses among schemas, is no key
        return path, node

    def table(self, loc: tuple[str | int, ...]) -> tuple[Path, list[str]]:
        """The table around the last part of a location, and the keys it may have."""
        path, node = self.resolve(loc[:-1])
        return path, sorted(node.get("properties", {}))

    def all(self, errors: list[ErrorDetails]) -> list[Diagnostic]:
        found: list[Diagnostic] = []
        missing: dict[Path, list[str]] = {}
        for error in errors:
            if error["type"] == "missing":
                path, _ = self.table(error["loc"])
                missing.setdefault(path, []).append(str(error["loc"][-1]))
        for error in errors:
            if error["type"] == "extra_forbidden":
                found.append(self.unknown_key(error, missing))
        for path, keys in missing.items():
            for key in keys:
                found.append(self.missing(path, key))
        for error in errors:
            if error["type"] not in {"missing", "extra_forbidden"}:
                found.append(self.one(error))
        return found

    def missing(self, path: Path, key: str) -> Diagnostic:
        where = f" in [{'.'.join(str(part) for part in path)}]" if path else ""
        return self.file.at_key(path, "missing-key", f"the key '{key}' is missing{where}")

    def unknown_key(self, error: ErrorDetails, missing: dict[Path, list[str]]) -> Diagnostic:
        path, known = self.table(error["loc"])
        key = str(error["loc"][-1])
        message = f"unknown key '{key}'"
        meant = suggest(key, missing.get(path, []))
        if meant is not None:
            # One slip, one finding.
            missing[path].remove(meant)
            message += f", and '{meant}' is missing"
            return self.file.at_key(
                (*path, key), "unknown-key", message, f"did you mean '{meant}'?"
            )
        table = _at(self.file.data, path)
        free = [each for each in known if not (isinstance(table, dict) and each in table)]
        help_ = did_you_mean(key, free, listing(known))
        return self.file.at_key((*path, key), "unknown-key", message, help_)

    def one(self, error: ErrorDetails) -> Diagnostic:
        kind, context = error["type"], error.get("ctx", {})
        path, _ = self.resolve(error["loc"])
        if kind in CODES:
            return self.own(path, error, context)
        if kind in {"literal_error", "enum"}:
            return self.unknown_value(path, error["input"], str(context.get("expected", "")))
        if kind == "union_tag_invalid":
            key = str(context.get("discriminator", "")).strip("'")
            expected = str(context.get("expected_tags", ""))
            return self.unknown_value((*path, key), context.get("tag", ""), expected, key)
        if kind == "union_tag_not_found":
            return self.missing(path, str(context.get("discriminator", "")).strip("'"))
        if kind in _RANGES:
            name, words = _RANGES[kind]
            message = f"{error['input']!s:.40} must be {words} {context.get(name)}"
            return self.file.at_value(path, "out-of-range", message)
        if kind in {"too_short", "too_long", "string_too_short", "string_too_long"}:
            return self.file.at_value(path, "wrong-length", _length(kind, error["input"], context))
        for suffix in ("_type", "_parsing", "_from_float"):
            wanted = _WANTED.get(kind.removesuffix(suffix))
            if kind.endswith(suffix) and wanted is not None:
                message = f"{wanted} is needed, this is {_toml_type(error['input'])}"
                return self.file.at_value(path, "wrong-type", message)
        message = error["msg"].removeprefix("Value error, ").rstrip(".")
        if kind == "string_pattern_mismatch":
            message = f"'{error['input']!s:.60}' does not have the form {context.get('pattern')}"
        return self.file.at_value(path, "bad-value", message[:1].lower() + message[1:])

    def own(self, path: Path, error: ErrorDetails, context: Mapping[str, Any]) -> Diagnostic:
        """An error raised by this game's own types: its type is one of our codes."""
        code, help_ = error["type"], str(context.get("help", ""))
        start = context.get("start", context.get("index"))
        if isinstance(start, int) and isinstance(error["input"], str):
            end = int(context.get("end", start + 1))
            return self.file.within(path, Fault(code, error["msg"], start, end, help_))
        return self.file.at_value(path, code, error["msg"], help_)

    def unknown_value(self, path: Path, value: Any, expected: str, key: str = "") -> Diagnostic:
        known = [match[1] or match[2] for match in _QUOTED.finditer(expected)]
        what = f"'{key}' " if key else "value "
        shown = f"'{value:.60}'" if isinstance(value, str) else f"{value!s:.60}"
        message = f"unknown {what}{shown}"
        near = suggest(str(value), known)
        help_ = listing(known, 12)
        if near is not None:
            message += f"; {help_}" if help_ else ""
            help_ = f"did you mean '{near}'?"
        return self.file.at_value(path, "unknown-value", message, help_)


def _child(data: Any, part: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(part) if isinstance(part, str) else None
    if isinstance(data, list) and isinstance(part, int) and 0 <= part < len(data):
        return data[part]
    return None


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = _child(data, part)
    return data


def _length(kind: str, value: Any, context: Mapping[str, Any]) -> str:
    unit = "characters" if kind.startswith("string") else "entries"
    short = kind.endswith("short")
    limit = context.get("min_length" if short else "max_length")
    if short and limit == 1:
        return "this may not be empty"
    words = "at least" if short else "at most"
    given = f", has {len(value)}" if hasattr(value, "__len__") else ""
    return f"this needs {words} {limit} {unit}{given}"


def from_validation(
    error: ValidationError, file: TomlFile, model: type[BaseModel], prefix: Path = ()
) -> list[Diagnostic]:
    """Findings for a validation error.

    Args:
        error: What pydantic raised.
        file: The file whose data was validated.
        model: The model it was validated against; its schema gives the keys for did-you-mean.
        prefix: Where in the file the validated data stands; () for the whole file.
    """
    return _Translator(file, model, prefix).all(error.errors(include_url=False))
