"""Genius folders: a domain and a utility profile for each party, in XML.

What the files mean is what Genius makes of them: the worth of a package is the sum over issues of
weight times evaluation; a discrete evaluation is divided by the largest of its issue (0 if that is
0); an integer issue is worth ``offset + slope * (value - lowerbound)``, kept within 0 and 1; the
reservation value is on that same scale of 0 to 1, whatever the weights add up to.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Final

from diplogame.packs.clean import clean
from diplogame.packs.importing.files import files_in, read_bytes, shown, title_of
from diplogame.packs.importing.problem import (
    MAX_VALUES,
    ImportFault,
    Problem,
    ProblemIssue,
    ProblemParty,
    check_size,
    is_ordered,
    number,
)
from diplogame.packs.importing.xml_tree import Node, parse

_TINY: Final = Fraction(1, 100_000)
"""Genius takes a largest evaluation below this for 0."""


def read(folder: Path) -> Problem:
    """The problem of a folder.

    Raises:
        ImportFault: Something in it cannot be used.
    """
    trees = [parse(read_bytes(path), shown(path)) for path in files_in(folder, ".xml")]
    templates = [tree for tree in trees if tree.tag == "negotiation_template"]
    profiles = [tree for tree in trees if tree.tag == "utility_space"]
    if len(templates) > 1:
        raise templates[1].fault(f"{templates[0].name} is a domain already", "keep one of the two")
    if not profiles:
        raise ImportFault(
            shown(folder), "no utility profile in it", help_="<utility_space> in a file for each"
        )
    model = templates[0] if templates else profiles[0]
    issues = [_Issue(node) for node in model.every("issue")]
    if not issues:
        raise model.fault("no <issue> in it")
    numbers = [issue.index for issue in issues]
    for issue in issues:
        if numbers.count(issue.index) > 1:
            raise issue.node.fault(f"two issues have the index {issue.index}")
    try:
        check_size(len(profiles), len(issues), sum(len(issue.values) for issue in issues))
    except ValueError as error:
        raise ImportFault(shown(folder), str(error)) from None
    notes: list[str] = []
    parties = tuple(_party(profile, issues, notes) for profile in profiles)
    return Problem(
        title=title_of(folder),
        origin="a Genius folder",
        issues=tuple(ProblemIssue(i.name, i.values, is_ordered(i.values)) for i in issues),
        parties=parties,
        notes=tuple(notes),
    )


class _Issue:
    """An issue of the domain."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.index = node.text("index")
        self.name = clean(node.attributes.get("name", ""), 200, line=True) or f"Issue {self.index}"
        self.integer = _kind(node) == "integer"
        self.values: tuple[str, ...]
        if self.integer:
            low, high = _bounds(node)
            if not 0 <= high - low < MAX_VALUES:
                raise node.fault(
                    f"the issue runs from {low} to {high}; at most {MAX_VALUES} values are read"
                )
            self.values = tuple(str(value) for value in range(low, high + 1))
        else:
            items = [child.text("value") for child in node.children if child.tag == "item"]
            if not 1 <= len(items) <= MAX_VALUES:
                raise node.fault(f"the issue has {len(items)} values; 1 to {MAX_VALUES} are read")
            if len(set(items)) < len(items):
                raise node.fault("the issue has the same value twice")
            self.values = tuple(items)


def _kind(node: Node) -> str:
    """What sort of issue it is."""
    kind = node.attributes.get("vtype") or node.attributes.get("type") or "discrete"
    if kind.lower() not in ("discrete", "integer"):
        told = clean(kind, 30, line=True)
        raise node.fault(f"an issue of type {told}; only discrete and integer ones have options")
    return kind.lower()


def _bounds(node: Node) -> tuple[int, int]:
    """The lowest and highest value of an integer issue."""
    ranges = [child for child in node.children if child.tag == "range"]
    place = node if "lowerbound" in node.attributes or not ranges else ranges[0]
    found = [number(place.text(name)) for name in ("lowerbound", "upperbound")]
    whole = [int(value) for value in found if value is not None and value.denominator == 1]
    if len(whole) < 2:
        raise place.fault("the bounds are not whole numbers")
    return whole[0], whole[1]


def _party(profile: Node, issues: list[_Issue], notes: list[str]) -> ProblemParty:
    """A party's worth of everything."""
    stem = profile.name.rsplit(".", 1)[0]
    if any(True for _ in profile.every("hyperRectangle")) or any(
        "nonlinear" in node.attributes.get("type", "").lower()
        for node in (profile, *profile.every("objective"))
    ):
        raise profile.fault("a profile with constraints across issues; only additive ones are read")
    mine: dict[str, Node] = {}
    for node in profile.every("issue"):
        if mine.setdefault(node.text("index"), node) is not node:
            raise node.fault(f"two issues have the index {node.text('index')}")
    weights = {node.text("index"): _amount(node, "value") for node in profile.every("weight")}
    points = []
    for issue in issues:
        node_ = mine.get(issue.index)
        if node_ is None:
            raise profile.fault(f"nothing is said about the issue {issue.name}")
        weight = weights.get(issue.index)
        if weight is None:
            if len(issues) > 1 or weights:
                raise node_.fault(f"no <weight> for the issue {issue.name}")
            weight = Fraction(1)
        found = _integer(node_, issue) if issue.integer else _discrete(node_, issue)
        points.append(tuple(weight * value for value in found))
    reserved = Fraction(0)
    for node in profile.every("reservation"):
        reserved = _amount(node, "value")
    for node in profile.every("discount_factor"):
        if _amount(node, "value") not in (0, 1):
            notes.append(f"{profile.name}: the discount factor is left out.")
    name = clean(stem.replace("_", " "), 200, line=True)
    return ProblemParty(name, tuple(points), reserved)


def _discrete(node: Node, issue: _Issue) -> list[Fraction]:
    """Evaluations, the largest being 1."""
    worth: dict[str, Fraction] = {}
    for child in node.children:
        if child.tag == "item":
            worth[child.text("value")] = _amount(child, "evaluation")
    for value in issue.values:
        if value not in worth:
            told = clean(value, 60, line=True)
            raise node.fault(f"no evaluation of the value '{told}'")
    # The largest of all that the profile knows, as Genius has it.
    most = max(worth.values())
    if most < _TINY:
        return [Fraction(0)] * len(issue.values)
    return [worth[value] / most for value in issue.values]


def _integer(node: Node, issue: _Issue) -> list[Fraction]:
    """A straight line, kept within 0 and 1."""
    evaluators = [child for child in node.children if child.tag == "evaluator"]
    if not evaluators:
        raise node.fault(f"no <evaluator> for the issue {issue.name}")
    line = evaluators[0]
    slope, offset = _amount(line, "slope"), _amount(line, "offset")
    low = _bounds(node)[0] if "lowerbound" in node.attributes else int(issue.values[0])
    one, zero = Fraction(1), Fraction(0)
    return [max(zero, min(one, offset + slope * (int(value) - low))) for value in issue.values]


def _amount(node: Node, attribute: str) -> Fraction:
    """A number in an attribute."""
    found = number(node.text(attribute))
    if found is None:
        told = clean(node.text(attribute), 40, line=True)
        raise node.fault(f"{attribute} is no number: '{told}'")
    return found
