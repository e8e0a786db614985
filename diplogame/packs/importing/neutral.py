"""The neutral JSON: issues with values, and what each value is worth to each party.

    {"issues": [{"name": "Price", "values": ["low", "high"]}, ...],
     "parties": [{"party": "Buyer", "reserved": 0.3, "bias": 0, "points": [[0.6, 0], ...]}, ...]}

The worth of a package is ``bias`` plus the points of its values; ``reserved`` (default 0) is what no
deal is worth, ``bias`` may be left out. Other keys are passed over. `write` is the reverse.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from diplogame.packs.clean import clean
from diplogame.packs.importing.files import read_text, shown, title_of
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


class _Number(str):
    """A number as it stands in the file."""

    __slots__ = ()


def read(path: Path) -> Problem:
    """The problem of a file.

    Raises:
        ImportFault: Something in it cannot be used.
    """
    name, text = shown(path), read_text(path)
    try:
        data = json.loads(text, parse_float=_Number, parse_int=_Number, parse_constant=_Number)
    except json.JSONDecodeError as error:
        told = f"this is no JSON: {error.msg}"
        raise ImportFault(name, told, error.lineno, error.colno) from None
    except RecursionError:
        raise ImportFault(name, "this is nested too deeply to be read") from None
    return _Reader(name).problem(data, path)


class _Reader:
    """Reads plain data, and says where something is wrong by its path."""

    def __init__(self, name: str) -> None:
        self.name = name

    def fault(self, where: str, message: str, help_: str = "") -> ImportFault:
        return ImportFault(self.name, f"{where}: {message}" if where else message, help_=help_)

    def table(self, value: Any, where: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.fault(where, "a table {...} is needed")
        return value

    def row(self, value: Any, where: str, length: int | None = None) -> list[Any]:
        if not isinstance(value, list):
            raise self.fault(where, "a list [...] is needed")
        if length is not None and len(value) != length:
            raise self.fault(where, f"{length} entries are needed, there are {len(value)}")
        return value

    def amount(self, value: Any, where: str) -> Fraction:
        found = number(value) if isinstance(value, _Number) else None
        if found is None:
            raise self.fault(where, "a number is needed")
        return found

    def word(self, value: Any, where: str) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        if not isinstance(value, str):
            raise self.fault(where, "a text or a number is needed")
        return clean(str(value), 300, line=True)

    def problem(self, data: Any, path: Path) -> Problem:
        top = self.table(data, "")
        for key in ("issues", "parties"):
            if key not in top:
                help_ = '{"issues": [{"name", "values"}], "parties": [{"party", "points"}]}'
                raise self.fault("", f"there are no {key}", help_)
        issues = [
            self._issue(each, f"issues[{place}]")
            for place, each in enumerate(self.row(top["issues"], "issues"))
        ]
        rows = self.row(top["parties"], "parties")
        try:
            check_size(len(rows), len(issues), sum(len(issue.values) for issue in issues))
        except ValueError as error:
            raise self.fault("", str(error)) from None
        parties = tuple(
            self._party(each, f"parties[{place}]", place, issues) for place, each in enumerate(rows)
        )
        given = top.get("title", top.get("name", top.get("id")))
        title = self.word(given, "title") if isinstance(given, str) else ""
        return Problem(
            title=clean(title, 60, line=True) or title_of(path),
            origin="a neutral JSON file",
            issues=tuple(issues),
            parties=parties,
        )

    def _issue(self, value: Any, where: str) -> ProblemIssue:
        given = self.table(value, where)
        if "values" not in given:
            raise self.fault(where, "there are no values")
        raw = self.row(given["values"], f"{where}.values")
        if not 1 <= len(raw) <= MAX_VALUES:
            raise self.fault(f"{where}.values", f"{len(raw)} values; 1 to {MAX_VALUES} are read")
        values = tuple(
            self.word(each, f"{where}.values[{place}]") for place, each in enumerate(raw)
        )
        return ProblemIssue(
            self.word(given.get("name", "Issue"), f"{where}.name"), values, is_ordered(values)
        )

    def _party(
        self, value: Any, where: str, place: int, issues: Sequence[ProblemIssue]
    ) -> ProblemParty:
        given = self.table(value, where)
        if "points" not in given:
            raise self.fault(where, "there are no points")
        rows = self.row(given["points"], f"{where}.points", len(issues))
        points = tuple(
            tuple(
                self.amount(each, f"{where}.points[{k}][{option}]")
                for option, each in enumerate(
                    self.row(row, f"{where}.points[{k}]", len(issue.values))
                )
            )
            for k, (row, issue) in enumerate(zip(rows, issues, strict=True))
        )
        reserved, bias = (
            Fraction(0) if given.get(key) is None else self.amount(given[key], f"{where}.{key}")
            for key in ("reserved", "bias")
        )
        name = given.get("party", given.get("name"))
        named = f"Party {place + 1}" if name is None else self.word(name, f"{where}.party")
        return ProblemParty(named, points, reserved, bias)


def write(problem: Problem) -> str:
    """A problem as neutral JSON; reads back as the same problem up to the precision of a float."""
    found = {
        "title": problem.title,
        "issues": [{"name": each.name, "values": list(each.values)} for each in problem.issues],
        "parties": [
            {
                "party": each.name,
                "reserved": float(each.walk_away),
                "bias": float(each.bias),
                "points": [[float(value) for value in row] for row in each.points],
            }
            for each in problem.parties
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
