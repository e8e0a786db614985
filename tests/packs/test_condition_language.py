"""The condition language: what it reads, what it refuses, and where it points."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.condition_text import to_text

from diplogame.packs.conditions import (
    ConditionError,
    Function,
    Parameter,
    Type,
    Vocabulary,
    check,
    parse,
)
from diplogame.rules.conditions import Value, evaluate, reads

VOCABULARY = Vocabulary(
    names={
        "round": "int",
        "tense": "bool",
        "phase": "id:phase",
        "speaker": "id:delegation",
        "motto": "str",
    },
    functions={
        "trust": Function((Parameter("delegation", "id:delegation"),), "int"),
        "position": Function(
            (Parameter("delegation", "id:delegation"), Parameter("issue", "id:issue")),
            "id:option",
            within="issue",
        ),
        "could": Function(
            (Parameter("issue", "id:issue"), Parameter("option", "id:option", within="issue")),
            "bool",
        ),
        "flag": Function((Parameter("flag", "id:flag"),), "bool"),
        "crises": Function((), "int"),
    },
    ids={
        "delegation": ("norland", "sudland"),
        "issue": ("tariff", "quota"),
        "option": ("low", "high", "none"),
        "phase": ("opening", "closing"),
        "flag": ("walkout",),
    },
    members={("option", "tariff"): ("low", "high"), ("option", "quota"): ("none",)},
)


class Table:
    def name(self, name: str) -> Value:
        return {"round": 5, "tense": True, "phase": "closing", "speaker": "norland"}.get(name, "x")

    def call(self, function: str, args: tuple[Value, ...]) -> Value:
        match function, args:
            case "trust", ("norland",):
                return 20
            case "position", (_, "tariff"):
                return "low"
            case (("flag" | "could"), _):
                return False
        return 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tense", True),
        ("not tense", False),
        ("trust('norland') < 30 and round > 4", True),
        ('trust("norland") < 30 and round > 4', True),
        ("trust(speaker) == 20", True),
        ("1 < round < 5", False),
        ("1 < round <= 5 != 6", True),
        ("flag('walkout') or crises() == 3", True),
        ("phase == 'closing'", True),
        ("'opening' != phase", True),
        ("phase in ['opening', 'closing']", True),
        ("phase not in ['closing']", False),
        ("position('sudland', 'tariff') == 'low'", True),
        ("round * 2 - 1 == 3 * 3", True),
        ("round % 3 == 2 and -round // 2 == -3", True),
        ("round == 5 == 5", True),
        ("tense == True", True),
        ("speaker == speaker", True),
        ("not tense or tense and False", False),
        ("(tense\n  and round > 4)", True),
        ("\n  tense\n", True),
        ("motto == 'é' or 1_000 > 999", True),
        ("not could('tariff', 'high')", True),
        ("round in [1, -5, 5]", True),
    ],
)
def test_expressions_mean_what_python_would_mean(text: str, expected: bool) -> None:
    assert evaluate(parse(text, VOCABULARY), Table()) is expected


def test_amounts_are_numbers() -> None:
    assert evaluate(parse("round * 10 + crises()", VOCABULARY, "int"), Table()) == 53
    assert check("tense", VOCABULARY, "int").faults[0].message == (
        "a number is needed, this is True or False"
    )


@pytest.mark.parametrize(
    ("text", "code", "marked", "help_"),
    [
        ("rond > 4", "unknown-name", "rond", "did you mean 'round'?"),
        ("'é' == motto and rond > 4", "unknown-name", "rond", "did you mean 'round'?"),
        ("tense and true", "unknown-name", "true", "write True"),
        ("phase == closing", "unknown-name", "closing", "ids stand in quotes: 'closing'"),
        ("trust > 3", "unknown-name", "trust", "write trust(delegation: id:delegation) -> int"),
        ("trusst('norland') > 3", "unknown-function", "trusst", "did you mean 'trust'?"),
        ("round(3) > 2", "unknown-function", "round(3)", ""),
        ("trust('norlad') > 1", "unknown-id", "'norlad'", "did you mean 'norland'?"),
        ("trust('tariff') > 1", "unknown-id", "'tariff'", "'tariff' is known as: issue"),
        ("phase == 'opning'", "unknown-id", "'opning'", "did you mean 'opening'?"),
        ("'opning' == phase", "unknown-id", "'opning'", "did you mean 'opening'?"),
        ("phase in ['opening', 'close']", "unknown-id", "'close'", "did you mean 'closing'?"),
        (
            "position('norland', 'tariff') == 'none'",
            "unknown-id",
            "'none'",
            "'none' belongs to 'quota'",
        ),
        ("could('quota', 'low')", "unknown-id", "'low'", "'low' belongs to 'tariff'"),
        ("round > 'a'", "type", "'a'", "numbers stand without quotes"),
        ("round + 1", "type", "round + 1", "compare it with something, for example: ... > 0"),
        ("tense and round", "type", "round", "compare it with something, for example: ... > 0"),
        ("tense < 3", "type", "tense", ""),
        ("round == True", "type", "round", ""),
        ("speaker == phase", "type", "phase", ""),
        ("round // 0 == 1", "type", "0", ""),
        ("trust() > 1", "arguments", "trust()", "trust(delegation: id:delegation) -> int"),
        ("trust('norland', 1) > 1", "arguments", "trust('norland', 1)", "trust("),
        ("trust(round + 1) > 1", "arguments", "round + 1", ""),
        ("trust(round) > 1", "type", "round", ""),
        ("round = 4", "syntax", "=", "compare with =="),
        ("round === 4", "syntax", "===", "compare with =="),
        ("round := 4", "syntax", ":=", "compare with =="),
        ("tense && tense", "syntax", "&&", "write 'and'"),
        ("tense || tense", "syntax", "||", "write 'or'"),
        ("!tense", "syntax", "!", "write 'not'"),
        ("round <> 4", "syntax", "<>", "write !="),
        ("round => 4", "syntax", "=>", "write >="),
        ("round ≥ 4", "syntax", "≥", "write >="),
        ("round ** 2 > 3", "syntax", "**", "there are no powers here"),
        ("round / 2 > 3", "syntax", "/", "whole numbers are divided with //"),
        ("round > 1.5", "syntax", "1.5", "numbers are whole"),
        ("round > 07", "syntax", "07", ""),
        ("round.real > 7", "syntax", ".", ""),
        ("phase == “opening”", "syntax", "“", "use straight quotes"),
        ("phase == 'open\\'", "syntax", "'open\\'", ""),
        ("phase == 'open", "syntax", "'", ""),
        ("phase == '\ud800'", "syntax", "'\ud800'", ""),
        ("phase == '\x00'", "syntax", "'\x00'", ""),
        ("tense AND tense", "syntax", "AND", "write 'and' in small letters"),
        ("tense tense", "syntax", "tense", ""),
        ("round is 4", "syntax", "is", "compare with =="),
        ("lambda: 3", "syntax", "lambda", ""),
        ("tense and", "syntax", "and", ""),
        ("round > > 4", "syntax", ">", ""),
        ("(round > 4", "syntax", "(", ""),
        ("round > 4)", "syntax", ")", ""),
        ("tense, tense", "syntax", ",", "join conditions with 'and'"),
        ("round in round", "syntax", "round in round", "write x in ['a', 'b']"),
        ("[1]", "syntax", "[", ""),
        ("round in [crises()]", "syntax", "crises()", ""),
        ("round in []", "syntax", "]", ""),
        ("tense if tense else tense", "syntax", "if", "use and / or"),
        (f"round > {10**13}", "limit", str(10**13), ""),
        ("-" * 60 + "1 > 0", "limit", "-", "split it into several rules"),
        ("(" * 60 + "tense" + ")" * 60, "limit", "(", "split it into several rules"),
        ("tense or " * 401 + "tense", "limit", "", "split it into several rules"),
        ("round + " * 100 + "1 > 0", "limit", "", "split it into several rules"),
        ("", "syntax", "", ""),
        (" \n ", "syntax", " \n ", ""),
    ],
)
def test_mistakes_are_named_marked_and_helped(
    text: str, code: str, marked: str, help_: str
) -> None:
    checked = check(text, VOCABULARY)
    assert checked.expression is None
    (fault,) = checked.faults
    assert fault.code == f"condition-{code}"
    assert help_ in fault.help
    if marked:
        assert text[fault.start : fault.end] == marked


def test_all_faults_are_found_at_once_in_order_of_place() -> None:
    text = "rond > 1 and trust('norlad') > 'x' and flag('walkot')"
    codes = [fault.code for fault in check(text, VOCABULARY).faults]
    assert codes == [
        "condition-unknown-name",
        "condition-unknown-id",
        "condition-unknown-id",
    ]
    with pytest.raises(ConditionError, match="1: unknown name 'rond'; 20: unknown"):
        parse(text, VOCABULARY)


def test_two_thousand_characters_are_allowed_and_one_more_is_not() -> None:
    text = "tense" + " " * 1989 + "or 1>0"
    assert len(text) == 2000
    assert check(text, VOCABULARY).expression is not None
    assert check(text + " ", VOCABULARY).faults[0].code == "condition-limit"


def test_what_is_read_is_known() -> None:
    found = reads(parse("trust(speaker) > round and flag('walkout')", VOCABULARY))
    assert found.names == ("round", "speaker")
    assert found.calls == (("flag", ("walkout",)), ("trust", (None,)))


def test_types_are_written_as_documented() -> None:
    assert str(Type.named("id:issue")) == "an issue"
    assert str(Type.named("id:option", "tariff")) == "an option of 'tariff'"
    for wrong in ("", "float", "id:", "int:x"):
        with pytest.raises(ValueError, match="no type"):
            Type.named(wrong)


numbers = st.recursive(
    st.one_of(
        st.integers(0, 99).map(str),
        st.sampled_from(["round", "crises()", "trust('norland')", "trust(speaker)"]),
    ),
    lambda inner: st.one_of(
        st.builds("{} {} {}".format, inner, st.sampled_from(["+", "-", "*"]), inner),
        st.builds("({})".format, inner),
        st.builds("-{}".format, inner),
        st.builds("{} {} {}".format, inner, st.sampled_from(["//", "%"]), st.just("7")),
    ),
    max_leaves=5,
)
ids = st.sampled_from(["phase == 'closing'", "phase not in ['opening']", "tense", "True"])
conditions = st.recursive(
    st.one_of(
        ids,
        st.builds("{} {} {}".format, numbers, st.sampled_from(["<", ">=", "==", "!="]), numbers),
        st.builds("{} < {} <= {}".format, numbers, numbers, numbers),
        st.builds("{} in [1, -2, 30]".format, numbers),
    ),
    lambda inner: st.one_of(
        st.builds("{} {} {}".format, inner, st.sampled_from(["and", "or"]), inner),
        st.builds("not {}".format, inner),
        st.builds("({})".format, inner),
    ),
    max_leaves=5,
)


@settings(max_examples=300)
@given(conditions)
def test_values_agree_with_python_and_text_reads_back(text: str) -> None:
    checked = check(text, VOCABULARY)
    if checked.expression is None:
        assert {fault.code for fault in checked.faults} == {"condition-limit"}
        return
    table = Table()
    names: dict[str, Any] = {
        "__builtins__": {},
        "round": 5,
        "tense": True,
        "phase": "closing",
        "speaker": "norland",
        "crises": lambda: 3,
        "trust": lambda who: table.call("trust", (who,)),
    }
    assert evaluate(checked.expression, table) == eval(text, names)
    assert check(to_text(checked.expression), VOCABULARY).expression == checked.expression


TOKENS = [
    *"()[],'\"=<>!+-*/%.\\#{}:;&|@^~`\n\t 01xéﬁ𝐚\x00\x1b\ud800",
    *("==", "<=", "//", "and", "or", "not", "in", "True", "None", "lambda", "if", "else", "for"),
    *("is", "f'x'", "round", "trust", "tense", "0x1f", "1e5", "10_0", "1_", "await", "yield"),
    *("'norland'", "flag('walkout')", "phase", "not in", "[1, 2]"),
]


@settings(max_examples=1500)
@given(st.lists(st.sampled_from(TOKENS), max_size=40).map("".join))
def test_no_text_causes_anything_but_faults(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        checked = check(text, VOCABULARY)
    assert (checked.expression is None) == bool(checked.faults)
    for fault in checked.faults:
        assert 0 <= fault.start <= fault.end <= len(text)
    if checked.expression is not None:
        assert isinstance(evaluate(checked.expression, Table()), bool)


@settings(max_examples=500)
@given(st.lists(st.sampled_from(TOKENS), max_size=25).map(" ".join))
def test_no_spaced_text_causes_anything_but_faults(text: str) -> None:
    checked = check(text, VOCABULARY)
    assert (checked.expression is None) == bool(checked.faults)


@given(st.text(max_size=200))
def test_no_unicode_causes_anything_but_faults(text: str) -> None:
    checked = check(text, VOCABULARY)
    assert (checked.expression is None) == bool(checked.faults)
