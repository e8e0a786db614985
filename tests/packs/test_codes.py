"""Every code's samples are run, so a code cannot outlive the check it stands for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, StrictInt, ValidationError, field_validator

from diplogame.packs import conditions, texts
from diplogame.packs.clean import CleanLine
from diplogame.packs.codes import CODES, Code
from diplogame.packs.locate import TomlFile
from diplogame.packs.source import SourceError, read_zip
from diplogame.packs.translate import from_validation

VOCABULARY = conditions.Vocabulary(
    names={"round": "int", "tense": "bool"},
    functions={
        "trust": conditions.Function((conditions.Parameter("delegation", "id:delegation"),), "int")
    },
    ids={"delegation": ("norland", "sudland")},
)
SLOTS = {
    "speaker": texts.Slot(),
    "n": texts.Slot("number"),
    "mood": texts.Slot("choice", ("calm", "tense")),
}


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Offer(Strict):
    op: Literal["offer"]
    amount: Annotated[StrictInt, Field(ge=0)]


class Leave(Strict):
    op: Literal["leave"]


class Sheet(Strict):
    title: CleanLine
    size: Annotated[StrictInt, Field(ge=0, le=9)]
    mood: Literal["calm", "tense"] = "calm"
    moves: tuple[Annotated[Offer | Leave, Field(discriminator="op")], ...] = ()

    @field_validator("title")
    @classmethod
    def capital(cls, title: str) -> str:
        if not title[0].isupper():
            raise ValueError("a title starts with a capital letter")
        return title


def check_toml(text: str) -> list[str]:
    file = TomlFile("sheet.toml", text)
    found = file.read()
    if not found:
        try:
            Sheet.model_validate(file.data)
        except ValidationError as error:
            found = from_validation(error, file, Sheet)
    return [each.code for each in found]


def archive(entries: Mapping[str, str]) -> bytes:
    """A zip; a prefix of a name asks for something wrong with the entry."""
    buffer = io.BytesIO()
    damaged = False
    encrypted = False
    with zipfile.ZipFile(buffer, "w") as out:
        for written, content in entries.items():
            data = content.encode()
            name, _, target = written.partition("->")
            how, mark, rest = name.partition("!")
            if mark:
                name = rest
            info = zipfile.ZipInfo(name)
            info.external_attr = (0o120777 if target else 0o100644) << 16
            if content.startswith("latin1!"):
                data = content.encode("latin-1")
            encrypted |= how == "encrypted"
            damaged |= how == "damaged"
            out.writestr(info, target or data)
    data = buffer.getvalue()
    if encrypted:
        # Bit 0 of the flags, in the local header and in the central directory.
        marked = bytearray(data)
        marked[data.index(b"PK\x03\x04") + 6] |= 1
        marked[data.index(b"PK\x01\x02") + 8] |= 1
        data = bytes(marked)
    return data[:-10] if damaged else data


def check_zip(entries: Mapping[str, str]) -> list[str]:
    try:
        source = read_zip(archive(entries))
    except SourceError as error:
        return [each.code for each in error.diagnostics]
    return [each.code for each in source.notes]


def codes_of(code: Code, sample: str | Mapping[str, str]) -> list[str]:
    if isinstance(sample, Mapping):
        return check_zip(sample)
    match code.kind:
        case "condition":
            return [each.code for each in conditions.check(sample, VOCABULARY).faults]
        case "text":
            return [each.code for each in texts.check(sample, SLOTS)]
        case "line":
            return check_toml(f"title = {sample}\nsize = 3\n")
        case "toml":
            return check_toml(sample)
    raise AssertionError(f"no check for samples of kind {code.kind}")


HERE = [name for name, code in CODES.items() if code.kind != "pack"]


@pytest.mark.parametrize("name", HERE)
def test_the_bad_sample_has_its_code_and_no_other(name: str) -> None:
    assert codes_of(CODES[name], CODES[name].bad) == [name]


@pytest.mark.parametrize("name", HERE)
def test_the_good_sample_has_no_finding(name: str) -> None:
    assert codes_of(CODES[name], CODES[name].good) == []


@pytest.mark.parametrize("name", list(CODES))
def test_codes_are_words_and_meanings_are_sentences(name: str) -> None:
    assert name == name.lower()
    assert name.replace("-", "").isalpha()
    assert CODES[name].meaning.endswith(".")
