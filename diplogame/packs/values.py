"""Types of plain values in packs: texts, whole numbers, counts, ranges; and how a flaw is told.

Each type knows its JSON Schema. A type of our own refuses with `refuse`: a `PydanticCustomError`
whose context holds ``flaws``, one or more `Flaw`, which `diplogame.packs.findings` turns into
findings with places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, NamedTuple, TypeAlias

from annotated_types import Ge, GroupedMetadata, Le
from pydantic import (
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    Strict,
    StrictInt,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from diplogame.packs.clean import clean_line, clean_text
from diplogame.rules import conference as rules
from diplogame.rules.values import dataclass


class Flaw(NamedTuple):
    """One mistake below (or at) the value that was validated.

    Attributes:
        code: A key of `diplogame.packs.codes.CODES`.
        message: One sentence without a full stop.
        help: What to do, or "".
        path: From the validated value to the part concerned.
        key: Whether the key is meant, not its value.
        start, end: Characters concerned in a string; equal when all of it is meant.
    """

    code: str
    message: str
    help: str = ""
    path: tuple[str | int, ...] = ()
    key: bool = False
    start: int = 0
    end: int = 0


def refuse(*flaws: Flaw) -> PydanticCustomError:
    """The error that carries flaws out of a validator."""
    first = flaws[0]
    context = {"message": first.message, "flaws": flaws}
    return PydanticCustomError("flaws", "{message}", context)


@dataclass(frozen=True, slots=True)
class Line(GroupedMetadata):
    """One line of displayable text, `min_length` to `max_length` characters."""

    max_length: int
    min_length: int = 1

    def __iter__(self) -> Iterator[Any]:
        return _flat(clean_line(self.max_length, self.min_length).__metadata__)


@dataclass(frozen=True, slots=True)
class Text(GroupedMetadata):
    """Displayable text with line breaks, at most `max_length` characters and not empty."""

    max_length: int
    min_length: int = 1

    def __iter__(self) -> Iterator[Any]:
        return _flat(clean_text(self.max_length, self.min_length).__metadata__)


@dataclass(frozen=True, slots=True)
class Number(GroupedMetadata):
    """A whole number of the given range, ends included."""

    low: int
    high: int

    def __iter__(self) -> Iterator[Any]:
        return iter((Strict(), Ge(self.low), Le(self.high)))


@dataclass(frozen=True, slots=True)
class Count:
    """How many entries a list or table may have.

    Counted before the entries are looked at: pydantic's own limit counts the sound ones only, and
    would call a list of faulty entries too short as well.
    """

    low: int = 0
    high: int = 1000

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        found = handler(schema)
        words = "Properties" if found.get("type") == "object" else "Items"
        return {**found, f"min{words}": self.low, f"max{words}": self.high}

    def _check(self, value: Any) -> Any:
        if isinstance(value, list | tuple | dict) and not self.low <= len(value) <= self.high:
            words = f"at least {self.low}" if len(value) < self.low else f"at most {self.high}"
            message = f"this needs {words} entries, has {len(value)}"
            if len(value) < self.low == 1:
                message = "this may not be empty"
            raise refuse(Flaw("wrong-length", message))
        return value


@dataclass(frozen=True, slots=True)
class Form:
    """A text of a certain form.

    Attributes:
        pattern: Regular expression that all of the text must match.
        words: The form in words, for messages.
    """

    pattern: str
    words: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "pattern": f"^{self.pattern}$"}

    def _check(self, text: str) -> str:
        if re.fullmatch(self.pattern, text) is None:
            raise refuse(Flaw("bad-value", f"'{text:.60}' is not {self.words}"))
        return text


def _flat(metadata: Iterable[Any]) -> Iterator[Any]:
    for each in metadata:
        if isinstance(each, GroupedMetadata):
            yield from each
        else:
            yield each


Points: TypeAlias = Annotated[StrictInt, Field(ge=0, le=10_000)]
Percent: TypeAlias = Annotated[StrictInt, Field(ge=0, le=100)]
SignedPoints: TypeAlias = Annotated[StrictInt, Field(ge=-10_000, le=10_000)]
Change: TypeAlias = Annotated[StrictInt, Field(ge=-10_000, le=10_000)]


@dataclass(frozen=True, slots=True)
class Spread(GroupedMetadata):
    """A range ``[a, b]`` within limits, or one number."""

    low: int
    high: int

    def __iter__(self) -> Iterator[Any]:
        limits = {"type": "integer", "minimum": self.low, "maximum": self.high}
        pair = {"type": "array", "items": limits, "minItems": 2, "maxItems": 2}
        yield PlainValidator(_range_within(self.low, self.high))
        yield WithJsonSchema({"anyOf": [limits, pair]})


def _range_within(low: int, high: int) -> Callable[[Any], rules.Range]:
    def read(value: Any) -> rules.Range:
        parts = value if isinstance(value, (list, tuple)) else [value, value]
        if len(parts) != 2 or any(type(each) is not int for each in parts):
            message = "a whole number or a range of two is needed"
            raise refuse(Flaw("wrong-type", message, "write 30 or [28, 34]"))
        first, last = parts
        whole = not isinstance(value, (list, tuple))
        flaws = [
            Flaw(
                "out-of-range",
                f"{each} is not between {low} and {high}",
                path=() if whole else (place,),
            )
            for place, each in enumerate(parts)
            if not low <= each <= high
        ]
        if not flaws and first > last:
            message = f"the range begins at {first} and ends below that, at {last}"
            flaws = [Flaw("bad-value", message, f"write [{last}, {first}]")]
        if flaws:
            raise refuse(*(flaws[:1] if whole else flaws))
        return rules.Range(first, last)

    return read
