"""Canonical JSON: the one way a value is written, so that equal values have equal bytes.

Guarantees:
    * `encode` is a function of the value alone: keys sorted by code point, no spaces, UTF-8,
      nothing escaped that need not be; no raw newline can occur, so one value is one line.
    * `decode(encode(v)) == v` for every value `encode` accepts (tuples come back as lists), and
      `decode` accepts no bytes that `encode` would not have written. `decode` raises `NotCanonical`
      and nothing else.
    * Only `None`, booleans, integers below 2**256 in size, strings of real characters, lists and
      dicts with string keys, nested at most `MAX_DEPTH` deep. No floats: they are where two
      machines begin to disagree.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, NoReturn, TypeAlias

__all__ = ["MAX_DEPTH", "MAX_INTEGER", "JsonObject", "NotCanonical", "chain", "decode", "encode"]

JsonObject: TypeAlias = dict[str, Any]
"""A JSON object; the journal never looks deeper than it says it does."""

MAX_DEPTH = 100
"""Containers within containers; far above any record of a game, far below the interpreter's
recursion limit."""

MAX_INTEGER = 2**256
"""Integers are smaller than this in size: a seed may be a whole SHA-256 digest, and no more."""


class NotCanonical(ValueError):  # noqa: N818 - it names the fault
    """A value that has no canonical form, or bytes that are not in it."""


def encode(value: object) -> bytes:
    """The canonical bytes of a value.

    Raises:
        NotCanonical: The value holds something the module's docstring does not list; the message
            says where.
    """
    _refuse_strangers(value)
    text = json.dumps(
        value, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical("a string holds half of a surrogate pair") from error


def decode(body: bytes) -> Any:
    """The value of canonical bytes.

    Raises:
        NotCanonical: The bytes are not the canonical form of any value.
    """
    try:
        value = json.loads(body.decode("utf-8"), parse_float=_no_float, parse_constant=_no_float)
    except (ValueError, RecursionError) as error:
        raise NotCanonical("not JSON of whole numbers in UTF-8") from error
    if encode(value) != body:
        raise NotCanonical("JSON, but not in canonical form")
    return value


def chain(previous: str, body: bytes) -> str:
    """A line's digest: SHA-256, in hexadecimal, over the previous digest, a newline, the body."""
    return hashlib.sha256(previous.encode("ascii") + b"\n" + body).hexdigest()


def _no_float(text: str) -> NoReturn:
    raise NotCanonical(f"{text} is not a whole number")


def _refuse_strangers(value: object) -> None:
    """Walk level by level, so that no depth can exhaust the interpreter's stack."""
    level: list[object] = [value]
    for _ in range(MAX_DEPTH + 1):
        below: list[object] = []
        for item in level:
            kind = type(item)
            if kind is str or kind is bool or item is None:
                continue
            if isinstance(item, dict):
                for key in item:
                    if not isinstance(key, str):
                        raise NotCanonical(f"a key is a {type(key).__name__}, not a string")
                below.extend(item.values())
            elif isinstance(item, list | tuple):
                below.extend(item)
            elif isinstance(item, int):
                if not -MAX_INTEGER < item < MAX_INTEGER:
                    raise NotCanonical("an integer is too large")
            elif not isinstance(item, str):
                raise NotCanonical(f"{_where(value, item)} is a {kind.__name__}")
        if not below:
            return
        level = below
    raise NotCanonical(f"nested more than {MAX_DEPTH} deep")


def _where(root: object, culprit: object) -> str:
    """The path to a culprit, as in `events[2].size`, for the person who has to find it."""
    for path, item in _paths(root, ""):
        if item is culprit:
            return path or "the value"
    return "a value"


def _paths(item: object, path: str) -> Iterator[tuple[str, object]]:
    pending = [(path, item)]
    while pending:
        here, value = pending.pop()
        yield here, value
        if isinstance(value, dict):
            pending.extend((f"{here}.{key}".lstrip("."), below) for key, below in value.items())
        elif isinstance(value, list | tuple):
            pending.extend((f"{here}[{index}]", below) for index, below in enumerate(value))
