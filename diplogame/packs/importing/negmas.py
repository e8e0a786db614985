"""negmas folders: an outcome space and a utility function for each party, in YAML.

The worth of a package is ``bias`` plus the sum over issues of weight times value function; a missing
weight is 1, a missing reserved value is worse than every package. Additive functions are read, with
value functions that are tables, constants, straight lines, polynomials or triangles.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Final, TypeAlias

from diplogame.packs.clean import clean
from diplogame.packs.importing.files import files_in, read_text, shown, title_of
from diplogame.packs.importing.problem import (
    MAX_AMOUNT,
    MAX_VALUES,
    ImportFault,
    Problem,
    ProblemIssue,
    ProblemParty,
    check_size,
    is_ordered,
    number,
)
from diplogame.packs.importing.yaml_tree import MAX_YAML, Yaml, load

_ADDITIVE: Final = frozenset({"LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction"})
_AFFINE: Final = frozenset({"AffineUtilityFunction", "LinearUtilityFunction"})
_ZERO: Final = Fraction(0)


def read(folder: Path) -> Problem:
    """The problem of a folder.

    Raises:
        ImportFault: Something in it cannot be used, or PyYAML is missing.
    """
    spaces: list[tuple[Yaml, dict[str, Yaml]]] = []
    functions: list[tuple[str, Yaml, dict[str, Yaml]]] = []
    for path in files_in(folder, ".yml", ".yaml"):
        top = load(read_text(path, MAX_YAML), shown(path))
        if top is None or not top.is_table:
            continue
        found = top.table()
        if "issues" in found:
            spaces.append((top, found))
        elif (_type(found) and _type(found).endswith("Function")) or {"weights", "values"} <= set(
            found
        ):
            functions.append((path.stem, top, found))
    if not spaces:
        raise ImportFault(shown(folder), "no outcome space in it: no file has `issues`")
    if len(spaces) > 1:
        raise spaces[1][0].fault(f"{spaces[0][0].name} has issues already", "keep one of the two")
    if not functions:
        raise ImportFault(shown(folder), "no utility function in it")
    space, keys = spaces[0]
    issues = tuple(_issue(each, place) for place, each in enumerate(keys["issues"].entries()))
    try:
        check_size(len(functions), len(issues), sum(len(each.values) for each in issues))
    except ValueError as error:
        raise space.fault(str(error)) from None
    title = keys["name"].text() if "name" in keys else ""
    return Problem(
        title=clean(title, 60, line=True) or title_of(folder),
        origin="a negmas folder",
        issues=issues,
        parties=tuple(_party(stem, top, given, issues) for stem, top, given in functions),
    )


def _type(table: dict[str, Yaml]) -> str:
    """The class that a table names, without its modules."""
    for key in ("type", "$type", "__python_class__"):
        if key in table:
            return table[key].raw().rsplit(".", 1)[-1]
    return ""


def _issue(node: Yaml, place: int) -> ProblemIssue:
    table = node.table()
    name = table["name"].text() if "name" in table else f"Issue {place + 1}"
    given = table.get("values")
    if given is None:
        raise node.fault(f"the issue '{name}' has no values")
    kind = _type(table)
    values: tuple[str, ...]
    if not given.is_list:
        count = given.amount()
        if count.denominator != 1 or not 1 <= count <= MAX_VALUES:
            raise given.fault(f"1 to {MAX_VALUES} values are read")
        values = tuple(map(str, range(int(count))))
    elif kind in ("ContiguousIssue", "CountableInfiniteIssue", "ContinuousIssue"):
        ends = [each.amount() for each in given.entries()]
        whole = len(ends) == 2 and all(end.denominator == 1 for end in ends)
        if kind != "ContiguousIssue" or not whole or not 0 <= ends[1] - ends[0] < MAX_VALUES:
            raise given.fault(
                f"the issue '{name}' is not a range of at most {MAX_VALUES} whole numbers"
            )
        step = table["step"].amount() if "step" in table else Fraction(1)
        if step.denominator != 1 or step < 1:
            raise node.fault(f"the issue '{name}' has a step that is not 1 or more")
        values = tuple(map(str, range(int(ends[0]), int(ends[1]) + 1, int(step))))
    else:
        found = [each.raw() for each in given.entries()]
        if not 1 <= len(found) <= MAX_VALUES:
            raise given.fault(f"{len(found)} values; 1 to {MAX_VALUES} are read")
        values = tuple(found)
    return ProblemIssue(name, values, is_ordered(values))


def _party(
    stem: str, top: Yaml, table: dict[str, Yaml], issues: tuple[ProblemIssue, ...]
) -> ProblemParty:
    kind = _type(table)
    name = table["name"].text() if "name" in table else ""
    reserved = table["reserved_value"].amount_or_none() if "reserved_value" in table else None
    bias = table["bias"].amount() if "bias" in table else _ZERO
    if kind in _ADDITIVE or (not kind and "values" in table):
        if "values" not in table:
            raise top.fault("the utility function has no values")
        functions = _each(table["values"], issues)
        weights = _weights(table, issues)
        points = tuple(
            _row(weight, function, issue)
            for weight, function, issue in zip(weights, functions, issues, strict=True)
        )
    elif kind in _AFFINE:
        points = tuple(
            tuple(weight * _amount(value, top) for value in issue.values)
            for weight, issue in zip(_weights(table, issues), issues, strict=True)
        )
    else:
        raise top.fault(f"a {clean(kind, 60, line=True)}; only additive functions are read")
    return ProblemParty(
        name or clean(stem.replace("_", " "), 200, line=True), points, reserved, bias
    )


def _each(node: Yaml, issues: tuple[ProblemIssue, ...]) -> list[Yaml]:
    """One entry for each issue: a list in their order, or a table by their names."""
    if node.is_table:
        table = node.table()
        missing = [issue.name for issue in issues if issue.name not in table]
        if missing:
            raise node.fault(f"nothing is said about the issue '{missing[0]}'")
        return [table[issue.name] for issue in issues]
    found = node.entries()
    if len(found) != len(issues):
        raise node.fault(f"{len(issues)} entries are needed, there are {len(found)}")
    return found


def _weights(table: dict[str, Yaml], issues: tuple[ProblemIssue, ...]) -> list[Fraction]:
    given = table.get("weights")
    if given is None:
        return [Fraction(1)] * len(issues)
    return [each.amount() for each in _each(given, issues)]


def _amount(value: str, node: Yaml) -> Fraction:
    found = number(value)
    if found is None:
        raise node.fault(f"the value '{clean(value, 40, line=True)}' is no number")
    return found


def _row(weight: Fraction, node: Yaml, issue: ProblemIssue) -> tuple[Fraction, ...]:
    """What each value of an issue is worth."""
    table = node.table()
    kind = _type(table)
    if kind == "TableFun" or (not kind and "mapping" in table):
        mapping = table.get("mapping", node)
        worth = mapping.table()
        for value in issue.values:
            if value not in worth:
                told = clean(value, 60, line=True)
                raise mapping.fault(f"no worth of the value '{told}' of '{issue.name}'")
        return tuple(weight * worth[value].amount() for value in issue.values)
    function = _function(kind, table, node)
    found = []
    for value in issue.values:
        result = weight * function(_ZERO if kind == "ConstFun" else _amount(value, node))
        if abs(result) > MAX_AMOUNT:
            raise node.fault(f"the worth of '{issue.name}' grows beyond {MAX_AMOUNT}")
        found.append(result)
    return tuple(found)


_Function: TypeAlias = Callable[[Fraction], Fraction]


def _function(kind: str, table: dict[str, Yaml], node: Yaml) -> _Function:
    """A value function of numbers."""

    def amount(key: str, default: int = 0) -> Fraction:
        return table[key].amount() if key in table else Fraction(default)

    bias = amount("bias")
    match kind:
        case "ConstFun":
            return lambda _: bias
        case "IdentityFun":
            return lambda x: x
        case "LinearFun" | "AffineFun":
            slope = amount("slope", 1)
            return lambda x: slope * x + bias
        case "QuadraticFun":
            a2, a1 = amount("a2"), amount("a1")
            return lambda x: a2 * x * x + a1 * x + bias
        case "PolynomialFun":
            factors = [each.amount() for each in _list(table, "coefficients")]
            if len(factors) > 20:
                raise node.fault("a polynomial of more than 20 terms")
            return lambda x: sum((f * x ** (n + 1) for n, f in enumerate(factors)), bias)
        case "TriangularFun":
            ends = (amount("start"), amount("middle"), amount("end"))
            return _triangle(*ends, bias, amount("scale", 1))
        case _:
            told = clean(kind, 60, line=True) or "function without a type"
            raise node.fault(
                f"a {told} is not read", "give its values as a TableFun with a mapping"
            )


def _list(table: dict[str, Yaml], key: str) -> list[Yaml]:
    return table[key].entries() if key in table else []


def _triangle(
    start: Fraction, middle: Fraction, end: Fraction, bias: Fraction, scale: Fraction
) -> _Function:
    """Rising from the start to the middle, falling to the end, nothing outside."""

    def function(x: Fraction) -> Fraction:
        if not start < x < end:
            return bias
        if x <= middle:
            return bias + scale * (x - start) / (middle - start)
        return bias + scale * (end - x) / (end - middle)

    return function
