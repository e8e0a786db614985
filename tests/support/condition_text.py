"""Conditions written as pack authors write them: the parser is held against its inverse."""

from __future__ import annotations

from typing import Final, assert_never

from diplogame.rules.conditions import (
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
    Value,
)

_BINDING: Final = {"+": 5, "-": 5, "*": 6, "//": 6, "%": 6}


def _binding(expression: Expression) -> int:
    """How tightly the outermost operator binds; larger binds tighter."""
    match expression:
        case Or():
            return 1
        case And():
            return 2
        case Not():
            return 3
        case Compare() | In():
            return 4
        case Arithmetic(sign, _, _):
            return _BINDING[sign]
        case Negative():
            return 7
        case _:
            return 8


def _literal(value: Value) -> str:
    if isinstance(value, str):
        quote = '"' if "'" in value else "'"
        return f"{quote}{value}{quote}"
    return str(value)


def to_text(expression: Expression) -> str:
    """The expression in the language pack authors write, with no needless parentheses."""

    def part(child: Expression, least: int) -> str:
        text = to_text(child)
        return text if _binding(child) >= least else f"({text})"

    match expression:
        case Const(value):
            return _literal(value)
        case Name(name):
            return name
        case Call(function, arguments):
            return f"{function}({', '.join(to_text(each) for each in arguments)})"
        case Or(operands):
            return " or ".join(part(each, 2) for each in operands)
        case And(operands):
            return " and ".join(part(each, 3) for each in operands)
        case Not(In(item, choices)):
            return f"{part(item, 5)} not in [{', '.join(_literal(each) for each in choices)}]"
        case Not(operand):
            return f"not {part(operand, 3)}"
        case Compare(sign, left, right):
            return f"{part(left, 5)} {sign} {part(right, 5)}"
        case In(item, choices):
            return f"{part(item, 5)} in [{', '.join(_literal(each) for each in choices)}]"
        case Arithmetic(operation, left, right):
            binding = _BINDING[operation]
            return f"{part(left, binding)} {operation} {part(right, binding + 1)}"
        case Negative(operand):
            return f"-{part(operand, 7)}"
        case _ as never:
            assert_never(never)
