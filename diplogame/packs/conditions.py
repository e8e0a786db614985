"""Conditions of packs: a typed subset of Python's expression syntax, checked when a pack loads.

The language: `and or not`, comparisons and their chains, `+ - * // %`, `in` with a list of
literals, literals (whole numbers, True, False, quoted texts and ids), declared names, and declared
functions whose arguments are literals or names. No loops, attributes, subscripts or other calls.
Evaluation is `diplogame.rules.conditions`.

Guarantees: `check` never raises; it returns an expression or at least one fault, each with its
place in the text; an expression it returns is typed, names only what the vocabulary declares, and
stays within the limits (2,000 characters, 40 deep, 400 nodes).
"""

from __future__ import annotations

import ast
from typing import Final, TypeAlias

from diplogame.packs.condition_syntax import SyntaxFault, scan
from diplogame.packs.fault import Fault, did_you_mean, listing, suggest
from diplogame.packs.vocabulary import Function, Parameter, Type, Vocabulary
from diplogame.rules import conditions as tree
from diplogame.rules.conditions import Expression, Value
from diplogame.rules.values import dataclass

__all__ = [
    "Checked",
    "ConditionError",
    "Function",
    "Parameter",
    "Type",
    "Vocabulary",
    "check",
    "parse",
]


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of `check`: an expression, or faults in order of place."""

    expression: Expression | None
    faults: tuple[Fault, ...] = ()


class ConditionError(ValueError):
    """Raised by `parse`; `faults` holds everything wrong with the condition."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{each.start + 1}: {each.message}" for each in faults))
        self.faults = faults


def check(text: str, vocabulary: Vocabulary, wanted: str = "bool") -> Checked:
    """Reads an expression and checks it against a vocabulary.

    Args:
        text: As written by the author, escapes decoded.
        vocabulary: What may be spoken of here.
        wanted: Type of the whole: `bool` for a condition, `int` for an amount.
    """
    try:
        tokens = scan(text)
    except SyntaxFault as error:
        return Checked(None, (error.fault,))
    start, end = tokens[0].start, tokens[-1].end
    if len(tokens) > 4 * tree.MAX_NODES:
        return Checked(None, (_too_large(start, end),))
    # Line breaks would end a Python expression; as spaces they keep every place.
    source = text[start:end].replace("\n", " ").replace("\t", " ")
    try:
        parsed = ast.parse(source, mode="eval").body
    except SyntaxError as error:
        at = start + max(0, min((error.offset or 1) - 1, end - start - 1))
        fault = Fault("condition-syntax", "the condition cannot be read here", at, at + 1)
        return Checked(None, (fault,))
    except (RecursionError, MemoryError):
        return Checked(None, (_too_deep(start, end),))
    checker = _Checker(source, start, vocabulary)
    found = checker.visit(parsed, 1)
    if found is not None:
        checker.fit(found, Type.named(wanted), "the whole")
    if checker.faults or found is None:
        return Checked(None, tuple(sorted(checker.faults, key=lambda each: each.start)))
    return Checked(found.expression)


def parse(text: str, vocabulary: Vocabulary, wanted: str = "bool") -> Expression:
    """Like `check`, for callers that want an exception.

    Raises:
        ConditionError: The condition has faults.
    """
    checked = check(text, vocabulary, wanted)
    if checked.expression is None:
        raise ConditionError(checked.faults)
    return checked.expression


def _too_deep(start: int, end: int) -> Fault:
    message = f"a condition may be nested at most {tree.MAX_DEPTH} deep"
    return Fault("condition-limit", message, start, end, "split it into several rules")


def _too_large(start: int, end: int) -> Fault:
    message = f"a condition may have at most {tree.MAX_NODES} parts"
    return Fault("condition-limit", message, start, end, "split it into several rules")


@dataclass(frozen=True, slots=True)
class _Typed:
    expression: Expression
    type: Type
    start: int
    end: int


_Found: TypeAlias = _Typed | None
_ARITHMETIC: Final[dict[type[ast.operator], tree.ArithmeticSign]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.FloorDiv: "//",
    ast.Mod: "%",
}
_COMPARISON: Final[dict[type[ast.cmpop], tree.ComparisonSign]] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


class _Checker:
    """Turns Python's tree into ours and collects faults; a part with a fault becomes None."""

    def __init__(self, source: str, offset: int, vocabulary: Vocabulary) -> None:
        self.source = source
        self.offset = offset
        self.vocabulary = vocabulary
        self.faults: list[Fault] = []
        self.nodes = 0
        self.stopped = False

    def span(self, node: ast.expr) -> tuple[int, int]:
        """Python counts UTF-8 bytes; places here are characters."""
        start, end = node.col_offset, node.end_col_offset or node.col_offset
        if not self.source.isascii():
            data = self.source.encode()
            start, end = len(data[:start].decode()), len(data[:end].decode())
        return self.offset + start, self.offset + end

    def fault(self, code: str, message: str, span: tuple[int, int], help_: str = "") -> None:
        self.faults.append(Fault(code, message, *span, help_))

    def visit(self, node: ast.expr, depth: int) -> _Found:
        if self.stopped:
            return None
        self.nodes += 1
        span = self.span(node)
        if depth > tree.MAX_DEPTH or self.nodes > tree.MAX_NODES:
            self.stopped = True
            self.faults.append((_too_deep if depth > tree.MAX_DEPTH else _too_large)(*span))
            return None
        match node:
            case ast.Constant(value=bool() | int() | str() as value):
                return _Typed(tree.Const(value), _type_of(value), *span)
            case ast.Name(id=name):
                return self.name(name, span)
            case ast.Call():
                return self.call(node, depth, span)
            case ast.BoolOp():
                return self.junction(node, depth, span)
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                operand = self.visit(inner, depth + 1)
                if operand is None or not self.fit(operand, Type("bool"), "'not'"):
                    return None
                return _Typed(tree.Not(operand.expression), Type("bool"), *span)
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return self.negative(inner, depth, span)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
                return self.arithmetic(left, _ARITHMETIC[type(op)], right, depth, span)
            case ast.Compare():
                return self.comparison(node, depth, span)
        self.fault("condition-syntax", "this may not be used in a condition", span)
        return None

    def name(self, name: str, span: tuple[int, int]) -> _Found:
        written = self.vocabulary.names.get(name)
        if written is not None:
            return _Typed(tree.Name(name), Type.named(written), *span)
        message = f"unknown name '{name}'"
        if name in {"true", "false"}:
            help_ = f"write {name.capitalize()}"
        elif name in self.vocabulary.functions:
            message = f"'{name}' is a function"
            help_ = f"write {self.vocabulary.functions[name].signature(name)}"
        elif any(name in set(ids) for ids in self.vocabulary.ids.values()):
            help_ = f"ids stand in quotes: '{name}'"
        else:
            help_ = did_you_mean(name, [*self.vocabulary.names, *self.vocabulary.functions])
        self.fault("condition-unknown-name", message, span, help_)
        return None

    def call(self, node: ast.Call, depth: int, span: tuple[int, int]) -> _Found:
        if not isinstance(node.func, ast.Name):
            self.fault("condition-syntax", "only declared functions can be called", span)
            return None
        name = node.func.id
        function = self.vocabulary.functions.get(name)
        if function is None:
            if name in self.vocabulary.names:
                self.fault("condition-unknown-function", f"'{name}' is a name, no function", span)
            else:
                help_ = did_you_mean(name, self.vocabulary.functions)
                place = self.span(node.func)
                self.fault("condition-unknown-function", f"unknown function '{name}'", place, help_)
            return None
        if len(node.args) != len(function.parameters) or node.keywords:
            wanted = len(function.parameters)
            plural = "" if wanted == 1 else "s"
            message = f"{name} takes {wanted} argument{plural}, here are {len(node.args)}"
            self.fault("condition-arguments", message, span, function.signature(name))
            return None
        arguments: list[tree.Const | tree.Name] = []
        owners: dict[str, str] = {}
        for parameter, argument in zip(function.parameters, node.args, strict=True):
            found = self.visit(argument, depth + 1)
            if found is None:
                continue
            if not isinstance(found.expression, (tree.Const, tree.Name)):
                message = f"an argument of {name} must be a literal or a name"
                self.fault("condition-arguments", message, (found.start, found.end))
                continue
            type_ = Type.named(parameter.type, owners.get(parameter.within, ""))
            if self.fit(found, type_, f"'{parameter.name}' of {name}"):
                arguments.append(found.expression)
                if isinstance(found.expression, tree.Const):
                    owners[parameter.name] = str(found.expression.value)
        if len(arguments) != len(function.parameters):
            return None
        result = Type.named(function.result, owners.get(function.within, ""))
        return _Typed(tree.Call(name, tuple(arguments)), result, *span)

    def junction(self, node: ast.BoolOp, depth: int, span: tuple[int, int]) -> _Found:
        word = "and" if isinstance(node.op, ast.And) else "or"
        operands = [self.visit(each, depth + 1) for each in node.values]
        good = [
            each.expression
            for each in operands
            if each is not None and self.fit(each, Type("bool"), f"'{word}'")
        ]
        if len(good) != len(operands):
            return None
        whole = tree.And(tuple(good)) if word == "and" else tree.Or(tuple(good))
        return _Typed(whole, Type("bool"), *span)

    def negative(self, inner: ast.expr, depth: int, span: tuple[int, int]) -> _Found:
        operand = self.visit(inner, depth + 1)
        if operand is None or not self.fit(operand, Type("int"), "'-'"):
            return None
        if isinstance(operand.expression, tree.Const):
            number = operand.expression.value
            return _Typed(
                tree.Const(-number if isinstance(number, int) else 0), operand.type, *span
            )
        return _Typed(tree.Negative(operand.expression), Type("int"), *span)

    def arithmetic(
        self,
        left: ast.expr,
        sign: tree.ArithmeticSign,
        right: ast.expr,
        depth: int,
        span: tuple[int, int],
    ) -> _Found:
        a, b = self.visit(left, depth + 1), self.visit(right, depth + 1)
        fits = [each is not None and self.fit(each, Type("int"), f"'{sign}'") for each in (a, b)]
        if a is None or b is None or not all(fits):
            return None
        if sign in {"//", "%"} and b.expression == tree.Const(0):
            self.fault("condition-type", "division by zero", (b.start, b.end))
            return None
        return _Typed(tree.Arithmetic(sign, a.expression, b.expression), Type("int"), *span)

    def comparison(self, node: ast.Compare, depth: int, span: tuple[int, int]) -> _Found:
        if any(isinstance(op, (ast.In, ast.NotIn)) for op in node.ops):
            return self.membership(node, depth, span)
        operands = [self.visit(each, depth + 1) for each in (node.left, *node.comparators)]
        links: list[Expression] = []
        for op, left, right in zip(node.ops, operands, operands[1:], strict=False):
            sign = _COMPARISON.get(type(op))
            if left is None or right is None or sign is None:
                continue
            if self.comparable(sign, left, right):
                links.append(tree.Compare(sign, left.expression, right.expression))
        if len(links) != len(node.ops):
            return None
        whole = links[0] if len(links) == 1 else tree.And(tuple(links))
        return _Typed(whole, Type("bool"), *span)

    def comparable(self, sign: str, left: _Typed, right: _Typed) -> bool:
        if sign not in {"==", "!="}:
            fits = [self.fit(each, Type("int"), f"'{sign}'") for each in (left, right)]
            return all(fits)
        # An id decides what the literal beside it must be.
        if left.type.base == "id" and not _literal(left):
            return self.fit(right, left.type, f"'{sign}'")
        return self.fit(left, right.type, f"'{sign}'")

    def membership(self, node: ast.Compare, depth: int, span: tuple[int, int]) -> _Found:
        listed = node.comparators[0]
        if len(node.ops) > 1 or not isinstance(listed, ast.List):
            message = "'in' needs a list of literals and joins no chain"
            self.fault("condition-syntax", message, span, "write x in ['a', 'b']")
            return None
        item = self.visit(node.left, depth + 1)
        choices: list[Value] = []
        for element in listed.elts:
            found = self.visit(element, depth + 1)
            if found is None or item is None:
                continue
            if not isinstance(found.expression, tree.Const):
                message = "the list after 'in' may hold literals only"
                self.fault("condition-syntax", message, (found.start, found.end))
            elif self.fit(found, item.type, "'in'"):
                choices.append(found.expression.value)
        if item is None or len(choices) != len(listed.elts):
            return None
        inside: Expression = tree.In(item.expression, tuple(choices))
        if isinstance(node.ops[0], ast.NotIn):
            inside = tree.Not(inside)
        return _Typed(inside, Type("bool"), *span)

    def fit(self, found: _Typed, wanted: Type, where: str) -> bool:
        """Whether a part has the wanted type; if not, the fault is recorded."""
        span = (found.start, found.end)
        given = found.type
        if wanted.base == "id" and given.base == "str" and _literal(found):
            return self.known_id(found, wanted)
        if wanted.base == given.base and (wanted.base != "id" or wanted.kind == given.kind):
            return True
        if wanted.base == "bool" and given.base == "int":
            help_ = "compare it with something, for example: ... > 0"
        elif wanted.base == "int" and given.base == "str" and _literal(found):
            help_ = "numbers stand without quotes"
        else:
            help_ = ""
        message = f"{where} needs {wanted}, this is {given}"
        if where == "the whole":
            message = f"{wanted} is needed, this is {given}"
        self.fault("condition-type", message, span, help_)
        return False

    def known_id(self, found: _Typed, wanted: Type) -> bool:
        assert isinstance(found.expression, tree.Const)
        word = str(found.expression.value)
        known = self.vocabulary.known(wanted)
        if word in known:
            return True
        elsewhere = sorted(
            kind for kind, ids in self.vocabulary.ids.items() if kind != wanted.kind and word in ids
        )
        span = (found.start, found.end)
        owner = next(
            (
                owner
                for (kind, owner), ids in sorted(self.vocabulary.members.items())
                if wanted.owner and kind == wanted.kind and word in ids
            ),
            None,
        )
        near = suggest(word, known)
        if owner is not None:
            help_ = f"'{word}' belongs to '{owner}'"
        elif near is None and elsewhere:
            help_ = f"'{word}' is known as: {', '.join(elsewhere)}"
        elif near is not None:
            help_ = f"did you mean '{near}'?"
        else:
            help_ = listing(sorted(known))
        kind = f"{wanted.kind} '{word}'" + (f" of '{wanted.owner}'" if wanted.owner else "")
        self.fault("condition-unknown-id", f"unknown {kind}", span, help_)
        return False


def _literal(found: _Typed) -> bool:
    return isinstance(found.expression, tree.Const)


def _type_of(value: Value) -> Type:
    if isinstance(value, bool):
        return Type("bool")
    return Type("int") if isinstance(value, int) else Type("str")
