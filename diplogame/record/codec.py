"""Commands, events and states as plain JSON, and back.

Guarantees: total for every frozen dataclass of the rules; integers, strings, booleans and None only;
``decode(encode(x)) == x``. Decoding trusts nothing: a wrong shape is a :class:`CodecError` that says
where. Class names are part of the save format; renaming one needs an upcaster in :mod:`migrate`.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from functools import lru_cache
from hashlib import sha256
from typing import Any

from diplogame.record import canonical
from diplogame.rules import commands, events
from diplogame.rules.state import State

TYPE = "t"
"""Key under which a dataclass in JSON carries its name."""


class CodecError(ValueError):
    """Something in a save does not have the shape of what it claims to be."""


def encode(value: Any) -> Any:
    """A value of the rules as JSON-able data."""
    if value is None or type(value) in (int, str, bool):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value):
        found = {name: encode(getattr(value, name)) for name in _fields(value.__class__)}
        found[TYPE] = type(value).__name__
        return found
    raise CodecError(f"cannot write a {type(value).__name__} into a save")


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
    names = {kind.__name__: kind for kind in kinds}
    if not isinstance(data, Mapping) or data.get(TYPE) not in names:
        raise CodecError(f"{where}: unknown kind {_shown(data)}")
    return _reader(names[data[TYPE]])(data, where)


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


def _plain(kind: type) -> Callable[[Any, str], Any]:
    def read(data: Any, where: str) -> Any:
        if type(data) is not kind:
            raise CodecError(f"{where}: expected {kind.__name__}, found {type(data).__name__}")
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
                raise CodecError(f"{where}.{key}: unknown")
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
    named = {p.__name__: p for p in parts if dataclasses.is_dataclass(p) and isinstance(p, type)}
    nullable = type(None) in parts

    def read(data: Any, where: str) -> Any:
        if data is None and nullable:
            return None
        if isinstance(data, Mapping) and data.get(TYPE) in named:
            return _reader(named[data[TYPE]])(data, where)
        raise CodecError(f"{where}: unknown kind {_shown(data)}")

    return read


class Fingerprint:
    """Digest of a state (SHA-256, hex), remembering the digests of parts that did not change.

    States share their unchanged parts, so that most of a game's parts are hashed once and not once a
    command.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[object, str]] = {}

    def of(self, state: State) -> str:
        """The digest of a state; the conference counts by its id and version."""
        parts = {
            "conference": f"{state.conference.id} {state.conference.version}",
            "seed": str(state.seed),
            "difficulty": state.difficulty.value,
            "public": self._part("public", state.public),
            "meetings": self._part("meetings", state.meetings),
            "understandings": self._part("understandings", state.understandings),
            "threats": self._part("threats", state.threats),
            "sanctions": self._part("sanctions", state.sanctions),
            "awaiting": " ".join(state.awaiting),
            "night": self._part("night", state.night),
        }
        for seat in sorted(state.private):
            parts[f"private/{seat}"] = self._part(f"private/{seat}", state.private[seat])
        return sha256(canonical.encode(parts)).hexdigest()

    def _part(self, name: str, value: object) -> str:
        known = self._known.get(name)
        if known is not None and known[0] is value:
            return known[1]
        digest = sha256(canonical.encode(encode(value))).hexdigest()
        self._known[name] = (value, digest)
        return digest


__all__ = ["CodecError", "Fingerprint", "decode_command", "decode_event", "encode"]
