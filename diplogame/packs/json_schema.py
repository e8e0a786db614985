"""JSON Schema of the pack format, for editors, made from the models that load packs.

Guarantee: draft 2020-12, plain JSON values, the same on every machine; what a schema refuses the
loader refuses too (the loader also checks references, conditions, texts and sums).
"""

from __future__ import annotations

import json
from typing import Any, Final

from pydantic import BaseModel

from diplogame.packs.delegation import DelegationFile
from diplogame.packs.happenings import EpiloguesFile, EventsFile, LinesFile
from diplogame.packs.schema import PackFile

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"

_FILES: Final[dict[str, tuple[type[BaseModel], tuple[str, ...]]]] = {
    "pack": (PackFile, ("pack.toml",)),
    "delegation": (DelegationFile, ("delegations/*.toml",)),
    "events": (EventsFile, ("events.toml",)),
    "lines": (LinesFile, ("lines/*.toml",)),
    "epilogues": (EpiloguesFile, ("epilogues.toml",)),
}

FILES: Final[tuple[str, ...]] = tuple(_FILES)
"""Kinds of files that have a schema."""


def json_schema(kind: str) -> dict[str, Any]:
    """The schema of one kind of file (see `FILES`).

    Raises:
        KeyError: There is no such kind.
    """
    model, patterns = _FILES[kind]
    found = model.model_json_schema()
    title = f"diplogame pack: {', '.join(patterns)}"
    return {"$schema": DRAFT, **found, "title": title}


def bundle() -> dict[str, Any]:
    """One document with the schemas of all files, under `$defs` by kind."""
    return {
        "$schema": DRAFT,
        "title": "diplogame pack format 1",
        "description": "Each definition is the schema of one kind of file of a pack.",
        "$defs": {kind: _inner(kind) for kind in FILES},
    }


def _inner(kind: str) -> dict[str, Any]:
    """A schema that can stand inside the bundle: its own definitions are reached from there."""
    found = json_schema(kind)
    del found["$schema"]
    moved: dict[str, Any] = json.loads(
        json.dumps(found).replace('"#/$defs/', f'"#/$defs/{kind}/$defs/')
    )
    return moved


def editor_files() -> dict[str, str]:
    """Files that make an editor check a pack: put them into the pack's folder.

    Returns:
        Name -> text: the schemas under `.schemas/`, and a `tombi.toml` that points to them.
    """
    found: dict[str, str] = {}
    config = ['toml-version = "v1.1.0"', ""]
    for kind, (_, patterns) in _FILES.items():
        name = f".schemas/{kind}.schema.json"
        found[name] = json.dumps(json_schema(kind), indent=2, ensure_ascii=False) + "\n"
        listed = ", ".join(f'"{each}"' for each in patterns)
        config += ["[[schemas]]", f'path = "{name}"', f"include = [{listed}]", ""]
    found["tombi.toml"] = "\n".join(config)
    return found
