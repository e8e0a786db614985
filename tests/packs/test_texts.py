"""Messages: formatting, checking, choosing among variants."""

from __future__ import annotations

import collections

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplogame.packs import plurals
from diplogame.packs.texts import (
    Slot,
    TextError,
    check,
    format_message,
    parse,
    pick,
    placeholders,
)

SLOTS = {
    "speaker": Slot(),
    "n": Slot("number"),
    "gender": Slot("choice", ("f", "m")),
}
OFFER = (
    "{speaker} offers {n, plural, =0 {nothing} one {# concession} other {# concessions}} "
    "from {gender, select, f {her} m {his} other {their}} side"
)


@pytest.mark.parametrize(
    ("n", "gender", "expected"),
    [
        (0, "f", "Ada offers nothing from her side"),
        (1, "m", "Ada offers 1 concession from his side"),
        (2, "x", "Ada offers 2 concessions from their side"),
    ],
)
def test_arms_follow_number_and_choice(n: int, gender: str, expected: str) -> None:
    params = {"speaker": "Ada", "n": n, "gender": gender}
    assert format_message(parse(OFFER), params) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("don't, the envoys' table, 'quoted'", "don't, the envoys' table, 'quoted'"),
        ("a '{' and a '}'", "a { and a }"),
        ("'{it''s {n}}'", "{it's {n}}"),
        ("''{n}''", "'3'"),
        ("issue #{n}", "issue #3"),
        ("{n, plural, other {'#' is #}}", "# is 3"),
        ("{n, plural, other {{gender, select, other {#}}}}", "3"),
        ("{n,plural,few{x}other{#}}", "3"),
        ("  { n }  ", "  3  "),
    ],
)
def test_apostrophes_quote_only_braces(text: str, expected: str) -> None:
    assert format_message(parse(text), {"n": 3}) == expected


def test_values_are_never_read_as_messages() -> None:
    shown = format_message(parse("{a} {b}"), {"a": "{b}", "b": "'{'"})
    assert shown == "{b} '{'"


def test_a_missing_value_shows_its_name() -> None:
    assert format_message(parse("{speaker}: {n, plural, other {#}}"), {}) == "{speaker}: {n}"


def test_a_translation_can_be_compared_by_its_placeholders() -> None:
    assert placeholders(parse(OFFER)) == {"speaker", "n", "gender"}


@pytest.mark.parametrize(
    ("text", "code", "marked", "help_"),
    [
        ("Hi {spaker}", "unknown-placeholder", "spaker", "did you mean 'speaker'?"),
        ("{m, plural, other {#}}", "unknown-placeholder", "m", ""),
        ("{n, plural, other {{who}}}", "unknown-placeholder", "who", "known: gender, n, speaker"),
        ("{speaker, plural, other {#}}", "type", "speaker", "use select"),
        ("{n, select, other {x}}", "type", "n", "use plural"),
        ("{n, plural, one {#}}", "arm", "n", "every plural and select needs other {...}"),
        ("{n, plural, few {x} other {#}}", "arm", "few", "known: one, other"),
        ("{n, plural, onne {x} other {#}}", "arm", "onne", "did you mean 'one'?"),
        ("{n, plural, one {x} one {y} other {#}}", "arm", "one", ""),
        ("{gender, select, fem {x} other {y}}", "arm", "fem", "known: f, m"),
        ("{speaker, select, =1 {x} other {y}}", "arm", "=1", ""),
        ("the '{speaker}'", "quoted", "'{speaker}'", "use other quotation marks"),
        ("{speaker", "syntax", "{", ""),
        ("{}", "syntax", "{", "write {name}"),
        ("{0}", "syntax", "{", "write {name}"),
        ("a } b", "syntax", "}", ""),
        ("{speaker.name}", "syntax", ".", ""),
        ("{speaker!r}", "syntax", "!", ""),
        ("{n:>9}", "syntax", ":", ""),
        ("{n, plurl, other {#}}", "syntax", "plurl", "did you mean 'plural'?"),
        ("{n, plural other {#}}", "syntax", "o", ""),
        ("{n, plural, other #}", "syntax", "other", ""),
        ("{n, plural, other {#}", "syntax", "{", ""),
        ("{n, plural, other {#", "syntax", "{", ""),
        ("{n,", "syntax", "", ""),
        ("{n, plural, {#}}", "syntax", "{", "arms are written"),
        ("'{ never closed", "syntax", "'", "two apostrophes"),
        ("{n, plural, other {" * 5 + "x" + "}}" * 5, "limit", "{", ""),
    ],
)
def test_mistakes_are_named_marked_and_helped(
    text: str, code: str, marked: str, help_: str
) -> None:
    (fault,) = check(text, SLOTS)
    assert fault.code == f"text-{code}"
    assert text[fault.start : fault.end] == marked
    assert help_ in fault.help


def test_a_text_longer_than_allowed_is_refused() -> None:
    assert check("x" * 8000, SLOTS) == []
    assert check("x" * 8001, SLOTS)[0].code == "text-limit"


def test_plural_arms_are_those_of_the_language() -> None:
    text = "{n, plural, one {x} few {y} many {z} other {w}}"
    assert check(text, SLOTS, "pl") == []
    assert [fault.code for fault in check(text, SLOTS, "de")] == ["text-arm", "text-arm"]
    message = parse(text)
    shown = [format_message(message, {"n": n}, "pl") for n in (1, 2, 5, 12, 22, 25)]
    assert shown == ["x", "y", "z", "z", "y", "z"]


@pytest.mark.parametrize(
    ("language", "numbers", "expected"),
    [
        ("en", (0, 1, 2, 21, -1), ["other", "one", "other", "other", "one"]),
        ("fr", (0, 1, 2, 1_000_000), ["one", "one", "other", "many"]),
        ("pt-BR", (0, 1, 2), ["one", "one", "other"]),
        ("es", (0, 1, 1_000_000), ["other", "one", "many"]),
        (
            "ru",
            (1, 2, 5, 11, 12, 21, 22, 111),
            ["one", "few", "many", "many", "many", "one", "few", "many"],
        ),
        ("hr", (1, 2, 5, 11, 21), ["one", "few", "other", "other", "one"]),
        ("cs", (1, 2, 5), ["one", "few", "other"]),
        (
            "ar",
            (0, 1, 2, 3, 10, 11, 99, 100, 103),
            ["zero", "one", "two", "few", "few", "many", "many", "other", "few"],
        ),
        ("ja", (0, 1, 2), ["other", "other", "other"]),
        ("xx", (1,), ["other"]),
    ],
)
def test_plural_rules_follow_the_unicode_tables(
    language: str, numbers: tuple[int, ...], expected: list[str]
) -> None:
    assert [plurals.category(language, n) for n in numbers] == expected


@given(st.sampled_from(sorted(plurals._RULES)), st.integers(-(10**7), 10**7))
def test_a_category_is_one_the_language_has(language: str, number: int) -> None:
    assert plurals.category(language, number) in plurals.categories(language)
    assert plurals.categories(language)[-1] == "other"


@settings(max_examples=1000)
@given(
    st.lists(
        st.sampled_from(
            ["{", "}", "'", "''", "#", ",", " ", "n", "plural", "select", "other", "=1", "speaker",
             "{n, plural, ", "other {", "{speaker}", "é", "\n", "\x1b"]
        ),
        max_size=30,
    ).map("".join)
)  # fmt: skip
def test_no_text_causes_anything_but_faults(text: str) -> None:
    for fault in check(text, SLOTS):
        assert 0 <= fault.start <= fault.end <= len(text)
    try:
        message = parse(text)
    except TextError:
        assert len(check(text, SLOTS)) == 1
        return
    assert isinstance(format_message(message, {"n": "not a number"}), str)


@given(st.integers(), st.lists(st.one_of(st.integers(), st.text()), max_size=3), st.integers(1, 9))
def test_a_pick_is_within_range_and_repeatable(seed: int, key: list[int | str], n: int) -> None:
    first = pick(seed, *key, n=n)
    assert 0 <= first < n
    assert pick(seed, *key, n=n) == first


@given(st.integers(), st.text(), st.integers(2, 9), st.data())
def test_the_variant_used_last_is_avoided(seed: int, key: str, n: int, data: st.DataObject) -> None:
    last = data.draw(st.integers(0, n - 1))
    found = pick(seed, key, n=n, last=last)
    assert found != last
    assert 0 <= found < n


def test_picks_spread_over_all_variants() -> None:
    counts = collections.Counter(pick(7, "walkout", turn, n=4) for turn in range(4000))
    assert sorted(counts) == [0, 1, 2, 3]
    assert min(counts.values()) > 900
    avoiding = collections.Counter(pick(7, turn, n=3, last=1) for turn in range(2000))
    assert sorted(avoiding) == [0, 2]
    assert min(avoiding.values()) > 900


def test_keys_do_not_run_into_each_other() -> None:
    keys: list[tuple[int | str, ...]] = [
        ("a", "bc"),
        ("ab", "c"),
        ("abc",),
        (1, 2),
        (12,),
        ("1", 2),
    ]
    assert len({pick(1, *key, n=10**9) for key in keys}) == len(keys)


def test_picks_never_change_between_releases() -> None:
    assert [pick(2026, "press", turn, n=10) for turn in range(8)] == [2, 2, 3, 5, 9, 3, 1, 0]
