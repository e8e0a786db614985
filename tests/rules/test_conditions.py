"""Expression trees: evaluation, closures, what they read, and their plain form."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.condition_text import to_text

from diplogame.rules.conditions import (
    LIMIT,
    And,
    Arithmetic,
    Call,
    Compare,
    Const,
    Expression,
    In,
    Name,
    Negative,
    Not,
    Or,
    Reads,
    Value,
    compile_expression,
    evaluate,
    reads,
    to_json,
)


class Table:
    """Facts from a dictionary; remembers what was asked."""

    def __init__(self, **names: Value) -> None:
        self.names = names
        self.asked: list[object] = []

    def name(self, name: str) -> Value:
        self.asked.append(name)
        return self.names.get(name, 0)

    def call(self, function: str, args: tuple[Value, ...]) -> Value:
        self.asked.append((function, args))
        return len(function) * 10 + sum(map(len, map(str, args)))


values: st.SearchStrategy[Value] = st.one_of(
    st.integers(-LIMIT, LIMIT), st.booleans(), st.sampled_from(["norland", "low", "it's"])
)
leaves: st.SearchStrategy[Expression] = st.one_of(
    st.builds(Const, values),
    st.builds(Name, st.sampled_from(["round", "tense", "phase"])),
    st.builds(
        Call,
        st.sampled_from(["trust", "flag"]),
        st.lists(
            st.one_of(st.builds(Const, values), st.builds(Name, st.just("speaker"))), max_size=2
        ).map(tuple),
    ),
)


def grow(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Not, inner),
        st.builds(Negative, inner),
        st.builds(And, several),
        st.builds(Or, several),
        st.builds(Compare, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), inner, inner),
        st.builds(Arithmetic, st.sampled_from(["+", "-", "*", "//", "%"]), inner, inner),
        st.builds(In, inner, st.lists(values, min_size=1, max_size=3).map(tuple)),
    )


expressions = st.recursive(leaves, grow, max_leaves=12)
facts = st.builds(Table, round=values, tense=values, phase=values, speaker=values)


@given(expressions, facts)
def test_any_tree_has_a_value_and_its_closure_agrees(tree: Expression, table: Table) -> None:
    value = evaluate(tree, table)
    assert isinstance(value, (int, str))
    again = compile_expression(tree)(table)
    assert (type(again), again) == (type(value), value)
    if isinstance(value, int):
        assert abs(value) <= LIMIT


@given(expressions, expressions)
def test_the_plain_form_is_json_and_tells_any_two_trees_apart(
    tree: Expression, other: Expression
) -> None:
    plain = to_json(tree)
    assert json.loads(json.dumps(plain)) == plain
    assert (plain == to_json(other)) is (tree == other)


@given(expressions, facts)
def test_nothing_is_asked_that_reads_does_not_list(tree: Expression, table: Table) -> None:
    evaluate(tree, table)
    listed = reads(tree)
    functions = {name for name, _ in listed.calls}
    for asked in table.asked:
        if isinstance(asked, str):
            assert asked in listed.names
        else:
            assert asked[0] in functions  # type: ignore[index]


def value(tree: Expression, **names: Value) -> Value:
    return evaluate(tree, Table(**names))


@pytest.mark.parametrize(
    ("sign", "left", "right", "expected"),
    [
        ("+", 7, 2, 9),
        ("-", 7, 2, 5),
        ("*", 7, 2, 14),
        ("//", 7, 2, 3),
        ("//", -7, 2, -4),
        ("%", -7, 2, 1),
        ("//", 7, 0, 0),
        ("%", 7, 0, 0),
        ("*", LIMIT, LIMIT, LIMIT),
        ("-", -LIMIT, 1, -LIMIT),
    ],
)
def test_arithmetic_is_on_whole_numbers_and_saturates(
    sign: Any, left: int, right: int, expected: int
) -> None:
    assert value(Arithmetic(sign, Const(left), Const(right))) == expected


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ("==", [False, True, False]),
        ("!=", [True, False, True]),
        ("<", [True, False, False]),
        ("<=", [True, True, False]),
        (">", [False, False, True]),
        (">=", [False, True, True]),
    ],
)
def test_comparisons_order_numbers(sign: Any, expected: list[bool]) -> None:
    assert [value(Compare(sign, Const(n), Const(5))) for n in (4, 5, 6)] == expected


def test_a_number_never_equals_a_yes() -> None:
    assert value(Compare("==", Const(1), Const(True))) is False
    assert value(In(Const(1), (True,))) is False
    assert compile_expression(In(Const(1), (True,)))(Table()) is False
    assert value(In(Const(1), (2, 1))) is True


def test_and_and_or_stop_as_soon_as_they_know() -> None:
    table = Table(tense=False, round=1)
    tree = And((Name("tense"), Name("round")))
    assert evaluate(tree, table) is False
    assert compile_expression(Or((Name("round"), Name("tense"))))(table) is True
    assert table.asked == ["tense", "round"]


def test_calls_get_literals_and_the_values_of_names() -> None:
    table = Table(speaker="sudland")
    tree = Call("trust", (Const("norland"), Name("speaker")))
    evaluate(tree, table)
    compile_expression(tree)(table)
    assert table.asked == ["speaker", ("trust", ("norland", "sudland"))] * 2


def test_reads_lists_names_and_calls_once_and_in_order() -> None:
    tree = And(
        (
            Compare("<", Call("trust", (Const("b"),)), Name("round")),
            Compare("<", Call("trust", (Const("a"),)), Name("round")),
            Call("flag", (Name("speaker"),)),
        )
    )
    assert reads(tree) == Reads(
        ("round", "speaker"), (("flag", (None,)), ("trust", ("a",)), ("trust", ("b",)))
    )


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (Or((And((Name("a"), Name("b"))), Name("c"))), "a and b or c"),
        (And((Or((Name("a"), Name("b"))), Name("c"))), "(a or b) and c"),
        (Not(Or((Name("a"), Name("b")))), "not (a or b)"),
        (Not(In(Name("a"), ("x", 'y"'))), "a not in ['x', 'y\"']"),
        (
            Arithmetic("-", Name("a"), Arithmetic("-", Name("b"), Const(-3))),
            "a - (b - -3)",
        ),
        (Negative(Arithmetic("*", Name("a"), Const(2))), "-(a * 2)"),
        (Compare("==", Const("it's"), Call("f")), '"it\'s" == f()'),
    ],
)
def test_trees_are_written_with_the_parentheses_they_need(tree: Expression, text: str) -> None:
    assert to_text(tree) == text
