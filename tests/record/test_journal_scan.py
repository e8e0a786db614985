"""Reading the bytes of a save: every length, every byte, any bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from record_support import HEADER, ModelOs, numbered, record

from diplogame.record import Journal, Verdict, find_seal
from diplogame.record.canonical import MAX_DEPTH, NotCanonical, decode, encode
from diplogame.record.scan import FORMAT, Scan, line_of, scan

PATH = Path("/saves/game.diplogame")


def game(count: int) -> bytes:
    """The bytes of a game of `count` records."""
    port = ModelOs()
    with Journal.create(PATH, HEADER, map(record, range(1, count + 1)), port=port):
        return port.names[PATH].live


def lines_of(*values: object) -> bytes:
    """Properly chained lines of any values."""
    data, digest = b"", ""
    for value in values:
        line, digest = line_of(digest, value if isinstance(value, bytes) else encode(value))
        data += line
    return data


GAME = game(3)
ENDS = [i + 1 for i, byte in enumerate(GAME) if byte == 10]


def expect_sound_prefix(found: Scan, data: bytes) -> None:
    """The promises of every scan."""
    again = scan(data[: found.good_size])
    assert found.size == len(data)
    assert (again.header, again.records, again.tip) == (found.header, found.records, found.tip)
    assert (found.verdict is Verdict.WHOLE) == (0 < found.good_size == len(data))
    if found.header is not None:
        # Round trip: what was read, written again, is the sound prefix byte for byte.
        assert lines_of(found.header, *found.records) == data[: found.good_size]


def test_a_whole_game_reads_back_as_written() -> None:
    found = scan(GAME)
    assert found.verdict is Verdict.WHOLE
    assert found.header == {**HEADER, "format": "diplogame-save", "version": 1}
    assert found.records == numbered(3)
    assert (found.good_size, found.lost_records) == (len(GAME), 0)
    assert found.tip.startswith(found.seal)
    assert len(found.seal) == 8


def test_a_line_is_digest_space_body_newline() -> None:
    r"""Derivation: `printf '\n{}' | sha256sum`."""
    digest = b"a062dd4952b935e430d409c4a5e5cd760e8781e3200d5c7e12a232dddba8a528"
    assert line_of("", b"{}") == (digest + b" {}\n", digest.decode())


def test_every_truncation_leaves_the_records_before_it() -> None:
    for length in range(len(GAME)):
        found = scan(GAME[:length])
        expect_sound_prefix(found, GAME[:length])
        whole = sum(end <= length for end in ENDS)
        assert found.records == numbered(max(0, whole - 1))
        if length in ENDS:
            assert found.verdict is Verdict.WHOLE
        elif whole:
            assert (found.verdict, found.lost_records) == (Verdict.TORN, 1)
        else:
            assert found.verdict in (Verdict.EMPTY, Verdict.FOREIGN, Verdict.HEADLESS)


@pytest.mark.parametrize("pattern", [0x01, 0x20, 0x80, 0xFF])
def test_every_flipped_byte_is_noticed_and_the_records_before_it_survive(pattern: int) -> None:
    for index in range(len(GAME)):
        data = bytearray(GAME)
        data[index] ^= pattern
        found = scan(bytes(data))
        line = sum(end <= index for end in ENDS)
        if line == 0:
            assert found.header is None
            assert found.verdict is Verdict.HEADLESS
            continue
        assert found.records == numbered(line - 1)
        assert found.good_size == ENDS[line - 1]
        # Only damage to the very last line could also be a write cut short.
        assert found.verdict is (Verdict.TORN if line == 3 else Verdict.DAMAGED)
        assert found.lost_records >= 4 - line


def test_every_zeroed_byte_is_noticed() -> None:
    for index in range(len(GAME)):
        assert scan(GAME[:index] + b"\0" + GAME[index + 1 :]).verdict is not Verdict.WHOLE


@pytest.mark.parametrize("zeros", [1, 511, 4096])
def test_a_tail_of_zeros_is_a_write_cut_short(zeros: int) -> None:
    found = scan(GAME + bytes(zeros))
    assert (found.verdict, found.records, found.lost_records) == (Verdict.TORN, numbered(3), 1)


@pytest.mark.parametrize("missing", [1, 2])
def test_a_line_taken_out_of_the_middle_is_noticed(missing: int) -> None:
    found = scan(GAME[: ENDS[missing - 1]] + GAME[ENDS[missing] :])
    assert found.records == numbered(missing - 1)
    assert found.verdict is not Verdict.WHOLE


def test_lines_of_another_game_do_not_fit() -> None:
    other = lines_of({**scan(GAME).header, "seed": 2}, *numbered(3))  # type: ignore[dict-item]
    assert scan(GAME[: ENDS[0]] + other[other.index(b"\n") + 1 :]).records == ()


@pytest.mark.parametrize("data", [b"", bytes(1), bytes(5000)])
def test_nothing_but_zeros_is_empty(data: bytes) -> None:
    assert scan(data).verdict is Verdict.EMPTY


@pytest.mark.parametrize(
    "data",
    [
        b"hello\n",
        b"\n",
        b"\x89PNG\r\n\x1a\n",
        lines_of([]),
        lines_of({}),
        lines_of({"format": "other", "version": 1}),
        lines_of({"format": FORMAT}),
        lines_of({"format": FORMAT, "version": True}),
        lines_of({"format": FORMAT, "version": 0}),
        lines_of({"format": FORMAT, "version": "1"}),
    ],
)
def test_files_that_are_no_saves_are_called_foreign(data: bytes) -> None:
    assert scan(data).verdict is Verdict.FOREIGN


def test_a_newer_version_is_recognised_and_not_read_further() -> None:
    data = lines_of({"format": FORMAT, "version": 2, "x": []}, {"n": 1}) + b"a framing of its own"
    found = scan(data)
    assert found.verdict is Verdict.NEWER
    assert found.records == ()
    assert not found.playable


@pytest.mark.parametrize(
    "body",
    [
        {"n": 2},
        {"n": True},
        {"n": "1"},
        {},
        [],
        b'{"n": 1}',
        b'{"n":1,"n":1}',
        b'{"n":1.0}',
        b'{"n":1,"x":NaN}',
        b'{"n":1,"x":1e3}',
        b'{"n":1,"x":"\\u0041"}',
        b'{"n":1,"x":"\\ud800"}',
        b'{"n":1,"x":"\xff"}',
        b'{"n":1,"x":' + b"9" * 5000 + b"}",
        b'{"n":1,"x":' + b"[" * 100_000 + b"}",
        b'{"n":1,"x":' + b"[" * 150 + b"]" * 150 + b"}",
        b"",
    ],
)
def test_a_properly_chained_line_that_no_journal_writes_is_not_taken(body: Any) -> None:
    """Anyone can compute the chain: what it protects from is accident, so the content is checked too."""
    header = scan(GAME).header
    found = scan(lines_of(header, body))
    assert found.header == header
    assert (found.records, found.verdict) == ((), Verdict.TORN)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**80), 2**80) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


@given(JSON)
@settings(deadline=None)
def test_canonical_json_reads_back_and_is_one_line(value: Any) -> None:
    body = encode(value)
    assert b"\n" not in body
    assert decode(body) == value
    assert json.loads(body) == value


@given(st.dictionaries(st.text(), st.integers(-9, 9)))
@settings(deadline=None)
def test_canonical_json_does_not_depend_on_the_order_of_keys(value: dict[str, int]) -> None:
    assert encode(dict(reversed(value.items()))) == encode(value)


def test_canonical_json_is_what_it_is_said_to_be() -> None:
    assert encode({"b": [1, True, None], "a": 'é"\n\u2028'}) == (
        '{"a":"é\\"\\n\u2028","b":[1,true,null]}'.encode()
    )


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth - 1):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [1.0, float("nan"), {1: 2}, {"a": {None: 1}}, {1, 2}, b"x", "\ud800", 2**256, -(2**256)],
)
def test_what_has_no_canonical_form_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical):
        encode({"value": value})


def test_the_refusal_says_where_the_culprit_is() -> None:
    with pytest.raises(NotCanonical, match=r"events\[1\]\.size is a float"):
        encode({"events": [{"size": 1}, {"size": 0.5}]})


def test_nesting_is_taken_to_the_limit_and_no_further() -> None:
    assert decode(encode(nested(MAX_DEPTH))) == nested(MAX_DEPTH)
    for depth in (MAX_DEPTH + 2, 100_000):
        with pytest.raises(NotCanonical):
            encode(nested(depth))


@given(st.binary(max_size=300))
@example(b"\0" * 64 + b" {}\n")
@settings(max_examples=500, deadline=None)
def test_scan_raises_on_no_bytes(data: bytes) -> None:
    expect_sound_prefix(scan(data), data)


@given(st.data())
@settings(max_examples=500, deadline=None)
def test_scan_raises_on_no_mutilated_save(data: st.DataObject) -> None:
    """Pieces of a game cut, repeated, shuffled and sprinkled with noise."""
    pieces = st.tuples(st.integers(0, len(GAME)), st.integers(0, 700))
    slices = pieces.map(lambda piece: GAME[piece[0] : piece[0] + piece[1]])
    parts = data.draw(st.lists(slices | st.binary(max_size=8), max_size=6))
    start = data.draw(st.sampled_from([0, *ENDS]))
    mutilated = GAME[:start] + b"".join(parts)
    expect_sound_prefix(scan(mutilated), mutilated)


@given(st.lists(st.binary(max_size=60) | JSON, max_size=5))
@settings(max_examples=300, deadline=None)
def test_scan_raises_on_no_properly_chained_lines(bodies: list[Any]) -> None:
    """A fuzzer that forges digests gets past the chain; what lies behind must hold too."""
    clean = [body.replace(b"\n", b"") if isinstance(body, bytes) else body for body in bodies]
    data = lines_of(scan(GAME).header, *clean)
    found = scan(data)
    expect_sound_prefix(found, data)
    forged = lines_of(*clean)
    expect_sound_prefix(scan(forged), forged)


def test_a_seal_written_down_is_found_again_in_the_longer_game() -> None:
    found, early = scan(GAME), scan(GAME[: ENDS[1]])
    assert find_seal(found, early.seal) == 1
    assert find_seal(found, f" {found.seal[:4]}-{found.seal[4:].upper()} ") == 3
    assert find_seal(found, scan(GAME[: ENDS[0]]).tip) == 0


def test_a_seal_of_another_game_or_too_short_a_one_is_not_found() -> None:
    found = scan(GAME)
    assert find_seal(found, "0" * 8) is None
    assert find_seal(found, found.seal[:7]) is None
    assert find_seal(found, "") is None
