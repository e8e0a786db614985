"""Commands, events and states as plain JSON, and back.

Guarantees: total for every frozen dataclass of the rules; integers, strings, booleans and None only;
``decode(encode(x)) == x``. Decoding trusts nothing: a wrong shape is a :class:`CodecError` that says
where. Class names are part of the save format; renaming one needs an upcaster in :mod:`migrate`.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from functools import lru_cache
from hashlib import sha256
from typing import Any

from diplogame.rules import commands, events
from diplogame.rules.state import State

TYPE = "t"
"""Key under which a dataclass in JSON carries its name."""


MAX_NUMBER = 2**40
"""Numbers in commands and events are smaller than this in size, so that no forged one can make a
loop endless or a memory full; the largest of a real game are points and population figures."""


class CodecError(ValueError):
    """Something in a save does not have the shape of what it claims to be."""


def encode(value: Any) -> Any:
    """A value of the rules as JSON-able data; CodecError for anything that is none."""
    kind: Any = type(value)
    return _writer(kind)(value)


@lru_cache(maxsize=512)
def _writer(kind: Any) -> Callable[[Any], Any]:
    """An encoder for one type, chosen once: a game writes some hundred thousand values."""
    if kind in (type(None), int, str, bool):
        return _as_it_is
    if issubclass(kind, Enum):
        return _enum_value
    if issubclass(kind, tuple | list):
        return _write_items
    if issubclass(kind, Mapping):
        return _write_mapping
    if dataclasses.is_dataclass(kind):
        return _write_fields(kind)
    raise CodecError(f"cannot write a {kind.__name__} into a save")


def _write_fields(kind: Any) -> Callable[[Any], Any]:
    names = _fields(kind)

    def write(value: Any) -> Any:
        found = {name: encode(getattr(value, name)) for name in names}
        found[TYPE] = kind.__name__
        return found

    return write


def _as_it_is(value: Any) -> Any:
    return value


def _enum_value(value: Any) -> Any:
    return value.value


def _write_items(value: Any) -> Any:
    return [encode(item) for item in value]


def _write_mapping(value: Any) -> Any:
    return {str(key): encode(item) for key, item in value.items()}


@lru_cache(maxsize=512)
def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in dataclasses.fields(kind))


def decode_command(data: Any) -> commands.Command:
    """A command from JSON; CodecError if it is none."""
    found: commands.Command = _decode_one(data, typing.get_args(commands.Command), "command")
    return found


def decode_event(data: Any) -> events.Event:
    """An event from JSON; CodecError if it is none."""
    found: events.Event = _decode_one(data, typing.get_args(events.Event), "event")
    return found


def _decode_one(data: Any, kinds: tuple[type, ...], where: str) -> Any:
    name = data.get(TYPE) if isinstance(data, Mapping) else None
    # Whatever stands where a name should: a list, say, could not even be looked up.
    kind = _by_name(kinds).get(name) if isinstance(name, str) else None
    if kind is None:
        raise CodecError(f"{where}: unknown kind {_shown(data)}")
    return _reader(kind)(data, where)


@lru_cache(maxsize=64)
def _by_name(kinds: tuple[type, ...]) -> dict[str, type]:
    return {kind.__name__: kind for kind in kinds if dataclasses.is_dataclass(kind)}


def _shown(data: Any) -> str:
    name = data.get(TYPE) if isinstance(data, Mapping) else type(data).__name__
    return repr(name)[:60]


@lru_cache(maxsize=512)
def _reader(kind: Any) -> Callable[[Any, str], Any]:
    """A decoder for one type, made once."""
    origin = typing.get_origin(kind)
    if kind in (int, str, bool, type(None)):
        return _plain(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum(kind)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _dataclass(kind)
    if origin is tuple:
        return _tuple(typing.get_args(kind))
    if origin in (typing.Union, types.UnionType):
        return _union(typing.get_args(kind))
    raise CodecError(f"no decoder for {kind!r}")


def _plain(kind: Any) -> Callable[[Any, str], Any]:
    def read(data: Any, where: str) -> Any:
        if type(data) is not kind:
            raise CodecError(f"{where}: expected {kind.__name__}, found {type(data).__name__}")
        # `True` passed above only where a bool is wanted: its type is not int.
        if kind is int and not -MAX_NUMBER < data < MAX_NUMBER:
            raise CodecError(f"{where}: the number is too large")
        return data

    return read


def _enum(kind: type[Enum]) -> Callable[[Any, str], Any]:
    def read(data: Any, where: str) -> Any:
        try:
            return kind(data)
        except ValueError:
            raise CodecError(f"{where}: {data!r:.60} is no {kind.__name__}") from None

    return read


def _dataclass(kind: Any) -> Callable[[Any, str], Any]:
    hints = typing.get_type_hints(kind)
    names = _fields(kind)
    required = {
        f.name
        for f in dataclasses.fields(kind)
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    }

    def read(data: Any, where: str) -> Any:
        if not isinstance(data, Mapping) or data.get(TYPE) != kind.__name__:
            raise CodecError(f"{where}: expected {kind.__name__}, found {_shown(data)}")
        given = {}
        for key, value in data.items():
            if key == TYPE:
                continue
            if key not in names:
                raise CodecError(f"{where}: unknown field {str(key)[:40]!r}")
            given[key] = _reader(hints[key])(value, f"{where}.{key}")
        missing = required - set(given)
        if missing:
            raise CodecError(f"{where}: missing {', '.join(sorted(missing))}")
        return kind(**given)

    return read


def _tuple(parts: tuple[Any, ...]) -> Callable[[Any, str], Any]:
    if len(parts) == 2 and parts[1] is Ellipsis:

        def read_many(data: Any, where: str) -> Any:
            if not isinstance(data, list):
                raise CodecError(f"{where}: expected a list")
            reader = _reader(parts[0])
            return tuple(reader(item, f"{where}[{n}]") for n, item in enumerate(data))

        return read_many

    def read(data: Any, where: str) -> Any:
        if not isinstance(data, list) or len(data) != len(parts):
            raise CodecError(f"{where}: expected {len(parts)} values")
        return tuple(
            _reader(part)(item, f"{where}[{n}]")
            for n, (part, item) in enumerate(zip(parts, data, strict=True))
        )

    return read


def _union(parts: tuple[Any, ...]) -> Callable[[Any, str], Any]:
    kinds = tuple(p for p in parts if p is not type(None))
    nullable = len(kinds) < len(parts)
    # `X | None` is read as an X; of several kinds the name decides.
    alone = _reader(kinds[0]) if len(kinds) == 1 else None

    def read(data: Any, where: str) -> Any:
        if data is None and nullable:
            return None
        if alone is not None:
            return alone(data, where)
        return _decode_one(data, kinds, where)

    return read


class Fingerprint:
    """Digest of a state (SHA-256, hex), remembering the digests of parts that did not change.

    A tree of digests: a record's fields, a mapping's entries and a list's records are hashed on their
    own, three levels deep, and a part that is the same object as last time is not looked at again.
    States share their unchanged parts, so that a command costs what it changed, not the whole state.
    The digest is a function of the state alone; what is remembered only saves work.
    """

    def __init__(self) -> None:
        self._root = _Part()

    def of(self, state: State) -> str:
        """The digest of a state; the conference counts by its id and version."""
        parts = self._root.parts
        found: dict[str, Any] = {
            "conference": [state.conference.id, state.conference.version],
            "seed": state.seed,
        }
        for name in _fields(State):
            if name in SPARED and not getattr(state, name):
                continue
            if name not in found:
                found[name] = _digest(parts.setdefault(name, _Part()), getattr(state, name), LEVELS)
        return sha256(_bytes(found)).hexdigest()


SPARED = ("coalitions", "mediations")
"""Parts that do not count while they are empty: conferences without them keep the digests that they had."""

LEVELS = 3
"""How deep a fingerprint remembers: state, a delegation's private part, its beliefs, one of them."""

_NOTHING = object()


class _Part:
    """What is remembered of one place in the state: its value, its digest, its own parts."""

    __slots__ = ("digest", "parts", "value")

    def __init__(self) -> None:
        self.value: object = _NOTHING
        self.digest = ""
        self.parts: dict[str, _Part] = {}


def _digest(part: _Part, value: Any, levels: int) -> Any:
    """The digest of a value; a plain value stands for itself."""
    if value is None or type(value) in (int, str, bool):
        return [value]  # in brackets, so that no text passes for a digest
    if part.value is value:
        return part.digest
    inner = _inner(value) if levels else None
    if inner is None:
        part.value, part.digest = value, _whole(value)
        return part.digest
    parts = part.parts
    for gone in parts.keys() - inner.keys():
        del parts[gone]
    body = _bytes(
        {
            name: _digest(parts.setdefault(name, _Part()), item, levels - 1)
            for name, item in inner.items()
        }
    )
    part.value, part.digest = value, sha256(body).hexdigest()
    return part.digest


_WHOLES: dict[int, tuple[Any, str]] = {}
"""Digests by identity of what is hashed whole: in a large hall many believe, literally, the same."""


def _whole(value: Any) -> str:
    known = _WHOLES.get(id(value))
    if known is not None and known[0] is value:
        return known[1]
    digest = sha256(_bytes(encode(value))).hexdigest()
    if dataclasses.is_dataclass(value):
        if len(_WHOLES) >= 2048:
            _WHOLES.clear()
        _WHOLES[id(value)] = (value, digest)
    return digest


def _inner(value: Any) -> dict[str, Any] | None:
    """The named parts of a value that are hashed on their own; None for one hashed whole."""
    if dataclasses.is_dataclass(value):
        # The kind is part of the value: two motions without fields are still two motions.
        named = {name: getattr(value, name) for name in _fields(value.__class__)}
        return {TYPE: value.__class__.__name__, **named}
    if isinstance(value, Mapping):
        return {str(key): item for key, item in value.items()}
    if isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
        return {str(number): item for number, item in enumerate(value)}
    return None


def _bytes(value: Any) -> bytes:
    # As `canonical.encode`, without its search for strangers: `encode` lets none through. A state is
    # hashed even if somebody smuggled half a character into it; the journal refuses to write it.
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


__all__ = ["CodecError", "Fingerprint", "decode_command", "decode_event", "encode"]
