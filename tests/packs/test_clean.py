"""The gate for hostile text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from diplogame.packs.clean import CleanLine, CleanText, clean, clean_line, faults

HOSTILE = {
    "escape": "\x1b",
    "bell": "\x07",
    "nul": "\x00",
    "return": "\r",
    "delete": "\x7f",
    "csi": "\x9b",
    "next line": "\x85",
    "right-to-left override": "\u202e",
    "isolate": "\u2066",
    "mark": "\u200f",
    "line separator": "\u2028",
    "zero-width space": "\u200b",
    "tag": "\U000e0041",
    "private use": "\ue000",
    "supplementary private use": "\U000f0000",
    "byte order mark": "\ufeff",
    "surrogate": "\ud800",
    "noncharacter": "\ufffe",
    "plane noncharacter": "\U0001ffff",
    "invisible letter": "\u3164",
    "soft hyphen": "\u00ad",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_characters_are_found_with_their_place_and_replaced(name: str) -> None:
    char = HOSTILE[name]
    text = f"ab{char}c"
    ((index, shown),) = faults(text)
    assert index == 2
    assert f"U+{ord(char):04X}" in shown
    assert clean(text, 99) == "ab\ufffdc"


@pytest.mark.parametrize(
    "text",
    [
        "Straits of Norland",
        "Élysée, Źródło, Ελλάδα, العربية, हिन्दी, 日本語, 한국어",
        "e\u0301\u0302",
        "👩\u200d🚀 flags 🇳🇴, ❤\ufe0f",
        "می\u200cخواهم",
        "dash – quote ’ bullet •",
    ],
)
def test_the_worlds_languages_pass(text: str) -> None:
    assert faults(text, line=True) == []
    assert clean(text, 200, line=True) == text


def test_breaks_and_tabs_belong_to_texts_only() -> None:
    assert faults("a\n\tb") == []
    assert [index for index, _ in faults("a\n\tb", line=True)] == [1, 2]
    assert clean("a\r\n\tb", 99) == "a\n\tb"
    assert clean("a\r\n\tb", 99, line=True) == "a  b"


def test_towers_of_marks_are_cut() -> None:
    assert faults("a" + "\u0301" * 8) == []
    ((index, name),) = faults("a" + "\u0301" * 30 + "b")
    assert (index, name) == (9, "more than 8 combining marks in a row")
    assert clean("a" + "\u0301" * 30 + "b", 99) == "a" + "\u0301" * 8 + "b"


def test_long_text_ends_in_an_ellipsis() -> None:
    assert clean("abcdef", 4) == "abc…"
    assert clean("abcd", 4) == "abcd"


@given(st.text(st.characters()), st.integers(1, 50), st.booleans())
def test_cleaned_text_has_no_faults_and_fits(text: str, length: int, line: bool) -> None:
    cleaned = clean(text, length, line=line)
    assert faults(cleaned, line=line) == []
    assert len(cleaned) <= length
    assert clean(cleaned, length, line=line) == cleaned
    cleaned.encode()


def test_every_control_and_format_character_is_refused_but_two_joiners() -> None:
    passed = [
        chr(code)
        for code in range(0x110000)
        if unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
        and not faults(chr(code), line=True)
    ]
    assert {char for char in passed if not _is_seen(char)} == {"\u200c", "\u200d"}


def _is_seen(char: str) -> bool:
    """Format characters with a shape of their own: Arabic signs, hieroglyph joiners, shorthand."""
    name = unicodedata.name(char, "")
    return name.startswith(("ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN"))


class Sheet(BaseModel):
    title: CleanLine
    brief: CleanText = "x"
    label: clean_line(5) = "x"  # type: ignore[valid-type]


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("title", "a\x1b]0;b", "hostile-text"),
        ("title", "a\nb", "hostile-text"),
        ("brief", "a\u202eb", "hostile-text"),
        ("title", "", "string_too_short"),
        ("title", "x" * 201, "string_too_long"),
        ("title", 7, "string_type"),
        ("label", "sixsix", "string_too_long"),
    ],
)
def test_models_refuse_hostile_text(field: str, value: object, kind: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Sheet.model_validate({"title": "fine", field: value})
    (error,) = caught.value.errors()
    assert error["type"] == kind
    if kind == "hostile-text":
        assert error["ctx"]["index"] == 1


def test_texts_may_have_paragraphs() -> None:
    assert Sheet(title="t", brief="a\n\nb").brief == "a\n\nb"
