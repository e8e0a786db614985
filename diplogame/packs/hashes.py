"""Two hashes of a pack: one of what can change the course of a game, one of what is only shown.

A save names both, so that a mended comma does not make it unplayable. Guarantee: equal content
gives equal hashes on every machine; a text that the rules do not know never enters `rules_hash`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, Final

from diplogame.packs import delegation as d
from diplogame.packs import schema as s
from diplogame.packs.check import Checked
from diplogame.packs.source import canonical_hash
from diplogame.rules.conditions import (
    And,
    Arithmetic,
    Call,
    Compare,
    Const,
    In,
    Name,
    Negative,
    Not,
    Or,
    to_json,
)
from diplogame.rules.conference import Conference

_EXPRESSIONS: Final = (And, Arithmetic, Call, Compare, Const, In, Name, Negative, Not, Or)


def rules_hash(conference: Conference) -> str:
    """SHA-256, in hex, of all that can change the course of a game.

    The version is left out: it is raised for a mended comma, too.
    """
    data = _plain(conference)
    del data["version"]
    return canonical_hash(data)


def _plain(value: Any) -> Any:
    if isinstance(value, _EXPRESSIONS):
        return ["condition", to_json(value)]
    if is_dataclass(value) and not isinstance(value, type):
        found = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        # Two kinds of acts may have the same fields.
        return {"": type(value).__name__, **found}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value


def text_hash(checked: Checked, delegations: Iterable[d.DelegationFile]) -> str:
    """SHA-256 of all texts, by reading every string field that the rules do not know."""
    assert checked.pack is not None
    parts: dict[str, Any] = {
        "pack": _texts(checked.pack),
        "events": _texts(checked.events),
        "epilogues": [
            [each.text, each.years, None if each.when is None else to_json(each.when)]
            for each in checked.epilogues.epilogue
        ],
        "delegations": [_texts(each) for each in delegations],
        "lines": {
            name: {key: list(each) for key, each in sorted(file.lines.items())}
            for name, file in sorted(checked.lines.items())
        },
    }
    return canonical_hash(parts)


_TEXTS: Final = frozenset(
    {
        "about",
        "authors",
        "body",
        "brief",
        "consequence",
        "description",
        "difficulty",
        "doctrine",
        "dossier",
        "envoy",
        "goals",
        "headline",
        "instructions",
        "label",
        "length",
        "letter",
        "licence",
        "name",
        "note",
        "place",
        "question",
        "role",
        "short",
        "stages",
        "strength",
        "style",
        "summary",
        "text",
        "theme",
        "title",
        "true",
    }
)


def _texts(part: Any) -> Any:
    """The texts of a model and of everything in it, with the ids they belong to."""
    if isinstance(part, s.Part):
        found: dict[str, Any] = {}
        for name in type(part).model_fields:
            value = getattr(part, name)
            tables = isinstance(value, s.Part) or (
                isinstance(value, tuple) and any(isinstance(each, s.Part) for each in value)
            )
            if name == "id" or name in _TEXTS or tables:
                found[name] = _texts(value)
        return found
    if isinstance(part, Mapping):
        return {str(key): _texts(value) for key, value in part.items()}
    if isinstance(part, tuple | list):
        return [_texts(each) for each in part]
    return part
