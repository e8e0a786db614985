"""Positions are right when every span reads back as the value it stands for."""

from __future__ import annotations

import math
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from diplogame.packs.positions import Path, Positions, decode


def paths(data: Any, path: Path = ()) -> dict[Path, Any]:
    found: dict[Path, Any] = {path: data} if path else {}
    if isinstance(data, dict):
        for key, value in data.items():
            found |= paths(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            found |= paths(value, (*path, index))
    return found


def assert_places_fit(text: str) -> None:
    data = tomli.loads(text)
    positions = Positions(text)
    expected = paths(data)
    assert set(positions.places) == set(expected)
    for path, place in positions.places.items():
        key = positions.text[place.key.start : place.key.end]
        if isinstance(path[-1], str):
            assert list(tomli.loads(f"{key} = 0")) == [path[-1]]
        if place.value is not None:
            raw = positions.text[place.value.start : place.value.end]
            again = tomli.loads(f"x = {raw}")["x"]
            assert again == expected[path] or repr(again) == repr(expected[path])
            if isinstance(again, str):
                assert_decoding_fits(raw, again)


def assert_decoding_fits(raw: str, meant: str) -> None:
    decoded, offsets = decode(raw)
    assert decoded == meant
    assert len(offsets) == len(decoded) + 1
    assert offsets == sorted(offsets)


DOCUMENT = r'''
# a comment with [brackets] and = signs
title = "Straits \"of\" Norland" # trailing
'quoted key' = 'C:\path'
"esc\u0061ped" = 1_000
a.b . "c d".'e' = +1.5e3
a.b.f = 0xDEAD
when = 1979-05-27 07:32:00Z # date with a space
nothing = [ ]
list = [ 1, [2, 3,], # inner
  "four ]", @@@fi''ve@@@,
  { x = 1, y.z = [ { deep = true } ] },
]
multi = {
  first = 1, # TOML 1.1
  second = { third = "x}" , },
}
long = """
  one \
     two "" three\e\x41\t""""
raw = @@@
lines '' of text@@@
[table]
x = inf
[ table . 'sub table' ]
y = -nan
[[fruit]]
name = "apple"
[fruit.physical]
colour = "red"
[[fruit.variety]]
name = "delicious"
[[fruit.variety]]
name = "smith"
[[fruit]]
name = "banana"
[[fruit.variety]]
name.first = "plantain"
[implicit.before.after]
z = 1
[implicit.before]
w = 2
'''.replace("@@@", "'''")


def test_every_kind_of_key_and_value_is_found() -> None:
    assert_places_fit(DOCUMENT)


def test_windows_line_ends_count_as_one() -> None:
    assert_places_fit(DOCUMENT.replace("\n", "\r\n"))
    positions = Positions("a = 1\r\nb = 2\r\n")
    place = positions.value(("b",))
    assert place is not None
    assert positions.spot(place.start) == (2, 5)


def test_spots_count_characters_not_bytes() -> None:
    positions = Positions("'é' = \"ü\"\nb = { 'ñ' = '√', c = 7 }\n")
    place = positions.value(("b", "c"))
    assert place is not None
    assert positions.spot(place.start) == (2, 22)
    assert positions.line(2) == "b = { 'ñ' = '√', c = 7 }"
    assert positions.line(9) == ""


def test_arrays_of_tables_point_at_their_own_header() -> None:
    positions = Positions("[[seat]]\nname = 'a'\n[[seat]]\nname = 'b'\n")
    first, second = positions.key(("seat", 0)), positions.key(("seat", 1))
    assert first is not None
    assert second is not None
    assert (positions.spot(first.start), positions.spot(second.start)) == ((1, 3), (3, 3))


def test_a_missing_path_falls_back_to_what_surrounds_it() -> None:
    positions = Positions("[a.b]\nc = 1\n")
    assert positions.spot(positions.nearest(("a", "b", "missing", 3)).start) == (1, 4)
    assert positions.nearest(("nowhere",)) == (0, 0)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('when = "turn > trn"', "trn"),
        ('when = "\\"a\\" == \\u0062 and trn"', "trn"),
        ('when = """\n  turn > 3 \\\n     and trn"""', "trn"),
        ("when = '''\nturn\n  > trn'''", "trn"),
        ('when = "é \\U0001F600 trn"', "trn"),
    ],
)
def test_a_place_inside_a_string_is_found_past_escapes(text: str, word: str) -> None:
    meant = tomli.loads(text)["when"]
    start = meant.index(word)
    span = Positions(text).inside(("when",), start, start + len(word))
    assert span is not None
    assert text[span.start : span.end] == word


def test_an_escape_is_marked_as_a_whole() -> None:
    text = 'a = "x\\u001by"'
    span = Positions(text).inside(("a",), 1, 2)
    assert span is not None
    assert text[span.start : span.end] == "\\u001b"


def test_only_strings_have_an_inside() -> None:
    positions = Positions("a = 12\n[t]\n")
    assert positions.inside(("a",), 0, 1) is None
    assert positions.inside(("t",), 0, 1) is None
    assert positions.inside(("no",), 0, 1) is None


# Random documents: a value and a random way to write it, so every style meets every other.
keys = st.one_of(
    st.from_regex(r"[a-z0-9_-]{1,4}", fullmatch=True),
    st.text("ab.\" '\\#=]é\n", min_size=0, max_size=4),
)
scalars = st.one_of(
    st.integers(-(10**6), 10**6),
    st.booleans(),
    st.floats(allow_nan=False),
    st.text("ab '\"\\\n\t#]},é=\x1b", max_size=9),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=8,
)


def escaped(text: str, newline: str = "\\n") -> str:
    table = {'"': '\\"', "\\": "\\\\", "\n": newline, "\x1b": "\\e", "\t": "\\t"}
    return "".join(table.get(char, char) for char in text)


@st.composite
def written_key(draw: st.DrawFn, key: str) -> str:
    styles = [f'"{escaped(key)}"']
    if key and all(char.isascii() and (char.isalnum() or char in "_-") for char in key):
        styles.append(key)
    if "'" not in key and "\n" not in key:
        styles.append(f"'{key}'")
    return draw(st.sampled_from(styles))


@st.composite
def written(draw: st.DrawFn, value: Any) -> str:
    gap = draw(st.sampled_from(["", " ", "\n", " # note ] } \" '\n"]))
    match value:
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case float():
            return repr(value) if math.isfinite(value) else str(value)
        case str():
            styles = [f'"{escaped(value)}"', f'"""\n{escaped(value, chr(10))}"""']
            if "'" not in value and "\x1b" not in value:
                styles.append(f"'''\n{value}'''")
                if "\n" not in value:
                    styles.append(f"'{value}'")
            return draw(st.sampled_from(styles))
        case list():
            inner = [draw(written(each)) + gap for each in value]
            comma = "," if inner and draw(st.booleans()) else ""
            return f"[{gap}{(',' + gap).join(inner)}{comma}{gap}]"
        case dict():
            inner = [
                f"{draw(written_key(key))} = {draw(written(each))}{gap}"
                for key, each in value.items()
            ]
            comma = "," if inner and draw(st.booleans()) else ""
            return f"{{{gap}{(',' + gap).join(inner)}{comma}{gap}}}"
    raise AssertionError(value)


@st.composite
def documents(draw: st.DrawFn) -> str:
    lines: list[str] = []
    top = draw(st.dictionaries(keys, values, max_size=4))
    tables = draw(st.dictionaries(keys.filter(lambda key: key not in top), st.just(None)))
    for key, value in top.items():
        lines.append(f"{draw(written_key(key))} = {draw(written(value))} # end")
    for name in tables:
        head = draw(written_key(name))
        count = draw(st.integers(0, 2))
        for _ in range(max(count, 1)):
            lines.append(f"[[{head}]]" if count else f"[ {head} ]")
            body = draw(st.dictionaries(keys, values, max_size=3))
            for key, value in body.items():
                lines.append(f"  {draw(written_key(key))}\t= {draw(written(value))}")
            subs = draw(
                st.lists(keys.filter(lambda k, b=body: k not in b), max_size=2, unique=True)
            )
            for sub in subs:
                lines.append(f"[{head} . {draw(written_key(sub))}]")
                lines.append(f"p.q.{draw(written_key('r s'))} = {draw(written(draw(values)))}")
    return "\n".join(lines)


@settings(max_examples=120, deadline=None)
@given(documents())
def test_every_span_of_a_random_document_reads_back_as_its_value(text: str) -> None:
    assert_places_fit(text)


@settings(max_examples=300, deadline=None)
@given(st.text("ab=[]{}\"'\\#\n., 1", max_size=60))
def test_text_that_is_no_toml_is_survived(text: str) -> None:
    positions = Positions(text)
    for path in positions.places:
        assert positions.value(path) is not None
    try:
        tomli.loads(text)
    except tomli.TOMLDecodeError:
        return
    assert_places_fit(text)


def test_deep_nesting_is_survived() -> None:
    assert Positions("a = " + "[" * 5000 + "]" * 5000).places is not None
