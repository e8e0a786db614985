"""The JSON Schema for editors agrees with the loader, and every field explains itself."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import tomli

from diplogame.packs.json_schema import FILES, bundle, editor_files, json_schema
from diplogame.packs.source import read_folder
from diplogame.rules.vocabulary import FACTS, QUESTIONS, SCOPES, VALUES, facts_in, questions_in

TINY = Path(__file__).parent.parent / "data" / "packs" / "tiny"
KINDS = {
    "pack.toml": "pack",
    "delegations/*": "delegation",
    "events.toml": "events",
    "lines/*": "lines",
    "epilogues.toml": "epilogues",
}
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


def fits(value: Any, schema: Any, root: dict[str, Any]) -> bool:
    """A small JSON Schema validator: the keywords that the format's schemas use."""
    if schema is True or schema == {}:
        return True
    if "$ref" in schema:
        found: Any = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return fits(value, found, root)
    options = schema.get("anyOf") or schema.get("oneOf")
    if options is not None and not any(fits(value, each, root) for each in options):
        return False
    if "const" in schema and value != schema["const"]:
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    wanted = schema.get("type")
    if isinstance(wanted, list):
        return any(fits(value, {**schema, "type": each}, root) for each in wanted)
    if wanted == "integer":
        if type(value) is not int:
            return False
    elif wanted is not None and not isinstance(value, TYPES[wanted]):
        return False
    if isinstance(value, int) and not isinstance(value, bool):
        return schema.get("minimum", value) <= value <= schema.get("maximum", value)
    if isinstance(value, str):
        length = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 10**9)
        return length and re.search(schema.get("pattern", ""), value) is not None
    if isinstance(value, list):
        length = schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 10**9)
        return length and all(fits(each, schema.get("items", {}), root) for each in value)
    if isinstance(value, dict):
        known = schema.get("properties", {})
        rest = schema.get("additionalProperties", True)
        if any(each not in value for each in schema.get("required", ())):
            return False
        return all(
            fits(each, known[key], root)
            if key in known
            else rest is not False and fits(each, rest, root)
            for key, each in value.items()
        )
    return True


def files() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (name, kind, tomli.loads(text))
        for name, text in read_folder(TINY).files.items()
        for pattern, kind in KINDS.items()
        if fnmatch(name, pattern)
    ]


@pytest.mark.parametrize(("name", "kind", "data"), files(), ids=lambda each: str(each)[:30])
def test_a_sound_pack_fits_the_schema(name: str, kind: str, data: dict[str, Any]) -> None:
    schema = json_schema(kind)
    assert fits(data, schema, schema)
    inside = bundle()
    assert fits(data, inside["$defs"][kind], inside)


def test_what_the_loader_refuses_the_schema_refuses() -> None:
    schema = json_schema("delegation")
    tarn = next(data for name, _, data in files() if name == "delegations/tarn.toml")
    me = tarn["delegation"]
    for wrong in (
        {**tarn, "extra": 1},
        {**tarn, "delegation": {**me, "kind": "sofa"}},
        {**tarn, "delegation": {**me, "slots": 9}},
        {**tarn, "delegation": {**me, "walk_away": [1, 2, 3]}},
        {**tarn, "delegation": {key: each for key, each in me.items() if key != "letter"}},
        {**tarn, "rule": [{**tarn["rule"][0], "do": {"act": "dance"}}]},
        {**tarn, "rule": [{**tarn["rule"][0], "once": 1}]},
    ):
        assert not fits(wrong, schema, schema)


def test_decision_rules_are_spelt_out() -> None:
    schema = json_schema("pack")
    rule = schema["$defs"]["Institution"]["properties"]["adoption"]
    assert fits("two_thirds", rule, schema)
    assert fits({"kind": "majority", "share": "2/3", "of": "members"}, rule, schema)
    assert not fits({"kind": "majority", "share": 0.66}, rule, schema)
    assert not fits({"kind": "majority", "k": 1}, rule, schema)


@pytest.mark.parametrize("kind", FILES)
def test_every_field_has_a_description(kind: str) -> None:
    schema = json_schema(kind)
    tables = [schema, *schema["$defs"].values()] if "$defs" in schema else [schema]
    for table in tables:
        for name, field in table.get("properties", {}).items():
            assert field.get("description"), f"{table.get('title')}.{name}"


def test_an_editor_finds_a_schema_for_each_file() -> None:
    written = editor_files()
    config = tomli.loads(written["tombi.toml"])
    for name, _, _ in files():
        paths = [
            each["path"]
            for each in config["schemas"]
            if any(fnmatch(name, pattern) for pattern in each["include"])
        ]
        assert len(paths) == 1
        assert json.loads(written[paths[0]])["$schema"].endswith("2020-12/schema")


def test_the_vocabulary_of_conditions_has_types_that_exist() -> None:
    declared = {"delegation", "issue", "option", "twist", "flag", "slot", "bloc", *VALUES}
    types = [fact.type for fact in FACTS.values()]
    for question in QUESTIONS.values():
        types += [question.result, *(each.type for each in question.arguments)]
        names = [each.name for each in question.arguments]
        assert all(each.within in ("", *names) for each in question.arguments)
    assert all(each in {"int", "bool"} or each.removeprefix("id:") in declared for each in types)


def test_what_is_public_may_be_asked_everywhere_and_the_rest_only_with_a_view() -> None:
    own, public, epilogue = ({*facts_in(scope), *questions_in(scope)} for scope in SCOPES)
    assert public < own
    assert public < epilogue
    assert epilogue - own == {"survival", "option"}
    assert {"trust", "my_utility", "gauge", "value"} <= own - public
