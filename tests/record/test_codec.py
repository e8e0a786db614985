"""Commands, events and states as JSON and back; what is forged is refused, what is equal is equal."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplogame.packs.loader import load_pack
from diplogame.record import canonical
from diplogame.record.codec import (
    MAX_NUMBER,
    TYPE,
    CodecError,
    Fingerprint,
    decode_command,
    decode_event,
    encode,
)
from diplogame.rules import commands, events
from diplogame.rules.commands import PassFloor
from diplogame.rules.conference import Phase
from diplogame.rules.decide import Accepted, decide
from diplogame.rules.events import MeterMoved, RoundOpened
from diplogame.rules.flow import begin
from diplogame.rules.passive import passive
from diplogame.rules.setup import open_conference
from diplogame.rules.state import State
from diplogame.rules.view import view_of

TINY = Path(__file__).parent.parent / "data" / "packs" / "tiny"
COMMANDS = typing.get_args(commands.Command)
EVENTS = typing.get_args(events.Event)


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type that commands and events are made of."""
    if kind is type(None):
        return st.none()
    if kind is bool:
        return st.booleans()
    if kind is int:
        return st.integers(-MAX_NUMBER + 1, MAX_NUMBER - 1)
    if kind is str:
        return st.text(max_size=8)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return st.builds(kind, **{f.name: values(hints[f.name]) for f in dataclasses.fields(kind)})
    parts = typing.get_args(kind)
    if typing.get_origin(kind) is tuple:
        if parts[-1] is Ellipsis:
            return st.lists(values(parts[0]), max_size=3).map(tuple)
        return st.tuples(*map(values, parts))
    assert typing.get_origin(kind) in (typing.Union, types.UnionType), kind
    return st.one_of(*map(values, parts))


@cache
def anything(kind: type) -> st.SearchStrategy[Any]:
    return values(kind)


def through_json(value: Any) -> Any:
    return canonical.decode(canonical.encode(encode(value)))


# --- there and back -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.__name__)
@settings(max_examples=25)
@given(data=st.data())
def test_every_command_comes_back_as_it_was(kind: type, data: st.DataObject) -> None:
    command = data.draw(anything(kind))
    assert decode_command(through_json(command)) == command


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
@settings(max_examples=15)
@given(data=st.data())
def test_every_event_comes_back_as_it_was(kind: type, data: st.DataObject) -> None:
    event = data.draw(anything(kind))
    back = decode_event(through_json(event))
    assert back == event
    assert type(back) is kind


def test_no_field_takes_the_name_of_the_type() -> None:
    for kind in (*COMMANDS, *EVENTS):
        assert TYPE not in {f.name for f in dataclasses.fields(kind)}


def test_no_two_kinds_share_a_name() -> None:
    for kinds in (COMMANDS, EVENTS):
        assert len({kind.__name__ for kind in kinds}) == len(kinds)


# --- what is refused ------------------------------------------------------------------------------

MOVED = encode(MeterMoved(meter="crisis", seat="", delta=3, cause="clock"))
WRONG: dict[str, Any] = {
    "nothing": None,
    "a number": 7,
    "a list": [],
    "no name": {},
    "an unknown name": {TYPE: "Explosion"},
    "a class of another module": {TYPE: "State"},
    "a name that is a list": {TYPE: ["MeterMoved"]},
    "a name that is an object": {TYPE: {}},
    "a command": encode(PassFloor("tarn")),
    "too little": {TYPE: "MeterMoved"},
    "too much": {**MOVED, "more": 1},
    "text for a number": {**MOVED, "delta": "3"},
    "truth for a number": {**MOVED, "delta": True},
    "a number for text": {**MOVED, "meter": 3},
    "a huge number": {**MOVED, "delta": MAX_NUMBER},
    "a huge negative number": {**MOVED, "delta": -MAX_NUMBER},
    "nothing for a number": {**MOVED, "delta": None},
    "an unknown phase": {TYPE: "RoundOpened", "round": 1, "phase": "tea"},
    "a phase that is a list": {TYPE: "RoundOpened", "round": 1, "phase": []},
    "text for a list": {TYPE: "Awaited", "seats": "tarn"},
    "an object for a list": {TYPE: "Awaited", "seats": {"0": "tarn"}},
    "numbers for seats": {TYPE: "Awaited", "seats": [1]},
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_event_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(CodecError, match="event") as caught:
        decode_event(WRONG[name])
    assert len(str(caught.value)) < 200


def test_the_place_of_a_fault_is_named() -> None:
    with pytest.raises(CodecError, match=r"event\.seats\[1\]: expected str, found int"):
        decode_event({TYPE: "Awaited", "seats": ["tarn", 4]})


def test_an_event_is_no_command() -> None:
    with pytest.raises(CodecError):
        decode_command(MOVED)


@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=4),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from([TYPE, "seat", "seats", "round", "delta", "audience"])
                | st.text(max_size=3),
                inner | st.sampled_from([kind.__name__ for kind in (*COMMANDS, *EVENTS)]),
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_no_json_whatever_makes_decoding_fail_otherwise(value: Any) -> None:
    for decode in (decode_command, decode_event):
        try:
            found = decode(value)
        except CodecError:
            continue
        assert decode(encode(found)) == found


@pytest.mark.parametrize("value", [1.5, b"x", object(), {1, 2}, {"a": {1}}, [0.5]])
def test_what_has_no_place_in_a_save_is_not_written(value: object) -> None:
    with pytest.raises(CodecError, match="cannot write"):
        encode(value)


# --- fingerprints ---------------------------------------------------------------------------------


def course() -> Iterator[State]:
    """The states of a small game whose people do nothing."""
    state, _ = begin(open_conference(load_pack(TINY).conference, 3))
    yield state
    while state.awaiting:
        decision = decide(state, passive(view_of(state, state.awaiting[0])))
        assert isinstance(decision, Accepted)
        state = decision.state
        yield state


def copied(value: Any) -> Any:
    """The same value, no part of it the same object."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        made = {f.name: copied(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return type(value)(**made)
    if isinstance(value, dict):
        return {key: copied(item) for key, item in reversed(value.items())}
    if isinstance(value, tuple):
        return tuple(copied(item) for item in value)
    return value


def test_what_is_remembered_changes_no_digest() -> None:
    remembering = Fingerprint()
    states = list(course())
    digests = [remembering.of(state) for state in states]
    assert digests == [Fingerprint().of(state) for state in states]
    # Backwards, where every remembered part is of the wrong moment.
    assert [remembering.of(state) for state in reversed(states)] == digests[::-1]
    assert len(set(digests)) == len(digests)


def test_equal_states_have_equal_digests_however_they_came_about() -> None:
    *_, state = course()
    parts = {
        f.name: copied(getattr(state, f.name))
        for f in dataclasses.fields(state)
        if f.name != "conference"
    }
    other = State(conference=state.conference, **parts)
    assert other == state
    assert other.private is not state.private
    assert Fingerprint().of(other) == Fingerprint().of(state)


def leaves(value: Any, change: Callable[[Any], Any]) -> Iterator[tuple[str, Any]]:
    """Copies of a value, each with one number, text or flag in it changed."""
    if type(value) in (int, str, bool):
        yield "", change(value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            for where, item in leaves(getattr(value, field.name), change):
                yield f".{field.name}{where}", dataclasses.replace(value, **{field.name: item})
    elif isinstance(value, Mapping):
        for key in value:
            for where, item in leaves(value[key], change):
                yield f".{key}{where}", {**value, key: item}
    elif isinstance(value, tuple):
        for number, old in enumerate(value):
            for where, item in leaves(old, change):
                yield f"[{number}]{where}", (*value[:number], item, *value[number + 1 :])


def test_every_single_difference_shows_in_the_digest() -> None:
    state = list(course())[8]
    fingerprint = Fingerprint()
    before = fingerprint.of(state)

    def change(value: Any) -> Any:
        if isinstance(value, bool):
            return not value
        return value + (1 if isinstance(value, int) else "!")

    count = 0
    for name in ("public", "private", "meetings", "awaiting", "seed", "night"):
        for where, changed in leaves(getattr(state, name), change):
            other = dataclasses.replace(state, **{name: changed})
            assert fingerprint.of(other) != before, f"{name}{where}"
            count += 1
    assert count > 200
    assert fingerprint.of(state) == before


def test_a_text_never_passes_for_what_it_describes() -> None:
    *_, state = course()
    public = dataclasses.replace(state.public, outcome=None)
    text = dataclasses.replace(state.public, outcome=typing.cast(Any, "None"))
    one, two = (dataclasses.replace(state, public=each) for each in (public, text))
    assert Fingerprint().of(one) != Fingerprint().of(two)


def test_encoding_is_plain_json() -> None:
    event = RoundOpened(2, Phase.AGENDA)
    assert json.loads(json.dumps(encode(event))) == encode(event)
