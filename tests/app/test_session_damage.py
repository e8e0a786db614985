"""Saves that are cut, flipped, newer, forged or senseless: repaired and told, or refused untouched."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from session_support import (
    HUMAN,
    Header,
    Records,
    forge,
    lines,
    move,
    play,
    rechain,
    saved_game,
    tiny,
)

from diplogame.app.playback import Replay
from diplogame.app.session import Session, verify
from diplogame.packs.loader import PackFaults
from diplogame.record import SaveError, SaveNewer, SaveUnreadable
from diplogame.record.codec import encode
from diplogame.rules.events import FlagSet
from diplogame.rules.terms import Difficulty


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a whole game."""
    return saved_game(tmp_path_factory.mktemp("whole")).read_bytes()


@pytest.fixture(scope="module")
def digests() -> list[str]:
    """The digest of the same game after every order."""
    session = Session.new(tiny(), [HUMAN], 7)
    found = [session.digest()]
    while move(session):
        found.append(session.digest())
    return found


@pytest.fixture
def path(tmp_path: Path, game: bytes) -> Path:
    """A save of that game, to be damaged."""
    found = tmp_path / "game.diplogame"
    found.write_bytes(game)
    return found


def boundaries(data: bytes) -> list[int]:
    """Where each line ends, the header's first."""
    return [n + 1 for n, byte in enumerate(data) if byte == ord("\n")]


def copies(path: Path) -> list[bytes]:
    return [copy.read_bytes() for copy in sorted(path.parent.glob("*.damaged-*"))]


# --- damage ---------------------------------------------------------------------------------------


def test_a_save_cut_anywhere_goes_on_from_the_last_whole_order(
    tmp_path: Path, game: bytes, digests: list[str]
) -> None:
    ends = boundaries(game)
    dice = random.Random(5)
    cuts = sorted({*ends, *(dice.randrange(ends[0], len(game)) for _ in range(40))})
    for number, cut in enumerate(cuts):
        path = tmp_path / str(number) / "game.diplogame"
        path.parent.mkdir()
        path.write_bytes(game[:cut])
        whole = sum(end <= cut for end in ends) - 1
        with Session.resume(path) as session:
            assert len(session.history) - 1 == whole
            assert session.digest() == digests[whole]
            if cut in ends:
                assert session.notices == ()
                assert copies(path) == []
            else:
                assert f"after step {whole} was not saved" in session.notices[0]
                assert ".damaged-1" in session.notices[0]
                assert copies(path) == [game[:cut]]
        assert verify(path).ok


def test_a_repaired_game_can_be_played_to_the_same_end(
    path: Path, game: bytes, digests: list[str]
) -> None:
    ends = boundaries(game)
    path.write_bytes(game[: (ends[0] + len(game)) // 2 + 1])
    with Session.resume(path) as session:
        assert session.notices
        assert play(session).digest() == digests[-1]
        assert session.save_note == ""
    assert verify(path).ok
    assert Session.resume(path).notices == ()


@pytest.mark.parametrize("cut", [0, 1, 63, 64, 65, 500, -1])
def test_a_save_cut_inside_its_header_is_refused_untouched(
    path: Path, game: bytes, cut: int
) -> None:
    bytes_ = game[: boundaries(game)[0] - 1] if cut < 0 else game[:cut]
    path.write_bytes(bytes_)
    for use in (Session.resume, Replay.open, verify):
        with pytest.raises(SaveUnreadable):
            use(path)
    assert path.read_bytes() == bytes_
    assert copies(path) == []


def test_a_flipped_byte_is_always_noticed(tmp_path: Path, game: bytes, digests: list[str]) -> None:
    ends = boundaries(game)
    dice = random.Random(11)
    for number in range(60):
        place, bit = dice.randrange(len(game)), 1 << dice.randrange(8)
        damaged = bytearray(game)
        damaged[place] ^= bit
        path = tmp_path / str(number) / "game.diplogame"
        path.parent.mkdir()
        path.write_bytes(damaged)
        sound = sum(end <= place for end in ends) - 1
        if sound < 0:
            with pytest.raises(SaveError):
                Session.resume(path)
            assert path.read_bytes() == damaged
            continue
        found = verify(path)
        assert not found.ok
        assert found.first == sound + 1
        with Session.resume(path) as session:
            assert session.digest() == digests[sound]
            assert len(session.notices) == 1
            assert copies(path) == [bytes(damaged)]
        assert verify(path).ok


@pytest.mark.parametrize("zeros", [1, 17, 4096])
def test_zeros_behind_a_game_are_cut_and_told(
    path: Path, game: bytes, digests: list[str], zeros: int
) -> None:
    path.write_bytes(game + bytes(zeros))
    with Session.resume(path) as session:
        assert session.digest() == digests[-1]
        assert len(session.notices) == 1
    assert path.read_bytes() == game
    assert copies(path) == [game + bytes(zeros)]


def test_watching_a_damaged_save_says_so_and_changes_nothing(path: Path, game: bytes) -> None:
    path.write_bytes(game[:-10])
    replay = Replay.open(path)
    assert "was not saved completely" in replay.notices[0]
    with Session.branch(path, 1, None) as branch:
        assert branch.notices
    assert path.read_bytes() == game[:-10]
    assert copies(path) == []


# --- other versions -------------------------------------------------------------------------------


def test_a_newer_save_is_refused_and_not_touched(path: Path) -> None:
    def raise_version(header: Header, _records: Records) -> None:
        header["version"] += 1

    before = forge(path, raise_version).read_bytes()
    for use in (Session.resume, Replay.open, verify):
        with pytest.raises(SaveNewer, match="newer version"):
            use(path)
    with pytest.raises(SaveNewer):
        Session.branch(path, 1, path.parent)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_game_under_other_rules_is_played_on_as_recorded(path: Path, digests: list[str]) -> None:
    def other_rules(header: Header, records: Records) -> None:
        header["rules_version"] = 0
        records[4]["state"] = "0" * 64  # as if states were made up differently then

    forge(path, other_rules)
    found = verify(path)
    assert (found.ok, found.first) == (False, 5)
    assert "under other rules" in found.what
    with Session.resume(path) as session:
        assert session.digest() == digests[-1]


# --- tampering ------------------------------------------------------------------------------------


def swap_events(_header: Header, records: Records) -> None:
    records[8]["events"], records[9]["events"] = records[9]["events"], records[8]["events"]


def drop_an_order(_header: Header, records: Records) -> None:
    del records[5]


def another_state(_header: Header, records: Records) -> None:
    records[20]["state"] = "f" * 64


def another_seed(header: Header, _records: Records) -> None:
    header["seed"] += 1


def a_gift(_header: Header, records: Records) -> None:
    moved = {"t": "MeterMoved", "meter": "standing", "seat": HUMAN, "other": ""}
    for record in records:
        for event in record["events"]:
            if event["t"] == "MeterMoved":
                moved = event
                event["delta"] += 5
                return
    raise AssertionError(moved)


def an_order_of_somebody_else(_header: Header, records: Records) -> None:
    records[3]["command"]["seat"] = "reed" if records[3]["command"]["seat"] == "tarn" else "tarn"


@pytest.mark.parametrize(
    "change",
    [swap_events, drop_an_order, another_state, another_seed, a_gift, an_order_of_somebody_else],
)
def test_a_game_that_was_changed_and_chained_anew_is_found_out(
    path: Path, change: Callable[[Header, Records], None]
) -> None:
    assert verify(path).ok
    forge(path, change)
    found = verify(path)
    assert not found.ok
    assert found.what
    assert 0 <= found.first <= found.records


def test_the_state_at_fault_is_named(path: Path) -> None:
    forge(path, another_state)
    assert verify(path).first == 21


def test_a_tampered_end_is_remarked_on_when_the_game_is_taken_up(path: Path) -> None:
    def change(_header: Header, records: Records) -> None:
        records[-1]["state"] = "f" * 64

    with Session.resume(forge(path, change)) as session:
        assert "diplogame verify" in session.notices[0]


def test_a_game_that_breaks_its_rules_never_ends_in_a_traceback(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise KeyError("no such meeting")

    header, records = lines(path)
    cut = records[:12]
    gifted = [dict(r) for r in cut]
    gifted[5]["events"] = [*gifted[5]["events"], encode(FlagSet("storm"))]
    rechain(path, header, gifted)
    with Session.resume(path) as session:
        monkeypatch.setattr("diplogame.app.session.decide", stumble)
        monkeypatch.setattr("diplogame.app.session.think", stumble)
        with pytest.raises(SaveUnreadable) as caught:
            move(session)
        assert caught.value.code == "save.inconsistent"
        assert "step 6" in caught.value.what


def test_a_defect_of_the_program_is_not_blamed_on_a_sound_save(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise KeyError("a defect")

    header, records = lines(path)
    rechain(path, header, records[:12])
    with Session.resume(path) as session:
        monkeypatch.setattr("diplogame.app.session.decide", stumble)
        monkeypatch.setattr("diplogame.app.session.think", stumble)
        with pytest.raises(KeyError, match="a defect"):
            move(session)


# --- the seal -------------------------------------------------------------------------------------


def test_the_seal_tells_this_game_from_every_other(path: Path, tmp_path: Path) -> None:
    with Session.resume(path) as session:
        seal = session.seal
    assert verify(path, seal=seal).sealed == len(lines(path)[1])
    assert verify(path, seal=f"{seal[:4].upper()}-{seal[4:]}").ok
    other = saved_game(tmp_path / "other", seed=8)
    found = verify(other, seal=seal)
    assert (found.ok, found.sealed) == (False, None)
    assert "seal" in found.what


def test_a_seal_written_down_earlier_still_stands(tmp_path: Path) -> None:
    path = saved_game(tmp_path, 10)
    with Session.resume(path) as session:
        seal = session.seal
        play(session)
    found = verify(path, seal=seal)
    assert (found.ok, found.sealed) == (True, 10)


@pytest.mark.parametrize("seal", ["abc", "zzzzzzzz", "0" * 64])
def test_what_is_no_seal_of_this_game_is_not_in_order(path: Path, seal: str) -> None:
    assert not verify(path, seal=seal).ok


# --- forged and senseless -------------------------------------------------------------------------

Value = Any


def set_header(key: str, value: Value) -> Callable[[Header, Records], None]:
    def change(header: Header, _records: Records) -> None:
        header[key] = value

    return change


def set_events(value: Value, record: int = 5) -> Callable[[Header, Records], None]:
    def change(_header: Header, records: Records) -> None:
        records[record]["events"] = value

    return change


def set_command(value: Value) -> Callable[[Header, Records], None]:
    def change(_header: Header, records: Records) -> None:
        records[5]["command"] = value

    return change


def embed(name: str, text: str | None) -> Callable[[Header, Records], None]:
    def change(header: Header, _records: Records) -> None:
        if text is None:
            del header["pack"]["embedded"][name]
        else:
            header["pack"]["embedded"][name] = text

    return change


def deep(levels: int) -> Value:
    value: Value = "x"
    for _ in range(levels):
        value = [value]
    return value


AWAITED = {"t": "Awaited", "audience": ["all"], "seats": ["tarn"]}
SENSELESS = {
    "no opening": set_header("opening", []),
    "an opening that is a number": set_header("opening", 7),
    "an opening of numbers": set_header("opening", [7]),
    "an unknown opening": set_header("opening", [{"t": "Nothing"}]),
    "a seat that is not there": set_header("seats", ["nobody"]),
    "seats that are numbers": set_header("seats", [1]),
    "seats that are an object": set_header("seats", {"tarn": 1}),
    "the chair taken": set_header("seats", ["chair"]),
    "a seed in words": set_header("seed", "seven"),
    "no such difficulty": set_header("levels", [[0, "impossible"]]),
    "levels upside down": set_header("levels", [[4, "envoy"], [0, "novice"]]),
    "levels that are text": set_header("levels", "envoy"),
    "a level of lists": set_header("levels", [[0, ["envoy"]]]),
    "levels from later on": set_header("levels", [[3, "envoy"]]),
    "players as a list": set_header("players", ["tarn"]),
    "players as numbers": set_header("players", {"tarn": 3}),
    "a pack without its manifest": embed("pack.toml", None),
    "a pack that is no TOML": embed("pack.toml", "[[["),
    "a pack with another seat": embed("delegations/reed.toml", None),
    "events that are numbers": set_events([{"t": 3}]),
    "an unknown event": set_events([{"t": "Explosion"}]),
    "a class that is no event": set_events([{"t": "Session"}]),
    "a command among the events": set_events([{"t": "FinishTurn", "seat": "tarn"}]),
    "an event with a list for a name": set_events([{"t": ["Awaited"]}]),
    "an event with too much": set_events([{**AWAITED, "more": 1}]),
    "an event with too little": set_events([{"t": "RoundOpened"}]),
    "nobody awaited": set_events([{**AWAITED, "seats": []}], -1),
    "a stranger awaited": set_events([{**AWAITED, "seats": ["nobody"]}], -1),
    "a huge number": set_events([{"t": "MeterMoved", "delta": 2**200}]),
    "deep nesting": set_events([{**AWAITED, "seats": deep(60)}]),
    "a command that is nothing": set_command({}),
    "an unknown command": set_command({"t": "Cheat", "seat": "tarn"}),
    "a command of numbers": set_command({"t": "FinishTurn", "seat": 7}),
}


@pytest.mark.parametrize("name", SENSELESS)
def test_a_senseless_save_is_a_plain_sentence(path: Path, name: str) -> None:
    header, records = lines(path)
    rechain(path, header, records[:30])  # a game that still waits for somebody
    before = forge(path, SENSELESS[name]).read_bytes()
    for use in (Session.resume, Replay.open, lambda p: Session.branch(p, 1, p.parent)):
        with pytest.raises(SaveUnreadable) as caught:
            use(path)
        assert caught.value.code in ("save.malformed", "save.pack-broken")
        assert len(str(caught.value)) < 700
        assert "Traceback" not in str(caught.value)
    assert path.read_bytes() == before
    with suppress(SaveUnreadable):
        assert not verify(path).ok
    assert list(path.parent.iterdir()) == [path]


def values() -> st.SearchStrategy[Value]:
    """What a forger might put in place of something."""
    return st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-3, 200),
        st.sampled_from([2**39, -(2**39), 2**200, "", "nobody", "tarn", "reed", "all", "storm"]),
        st.lists(st.integers(-2, 5), max_size=3),
        st.just([]),
        st.just({}),
        st.text(max_size=5),
    )


def places(value: Value, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place within JSON."""
    found = [path] if path else []
    items = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        items = enumerate(value)  # type: ignore[assignment]
    for key, item in items:
        found += places(item, (*path, key))
    return found


@settings(max_examples=120)
@given(data=st.data())
def test_whatever_a_forger_writes_the_answer_is_a_game_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, game: bytes, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("forged") / "game.diplogame"
    path.write_bytes(game)
    header, records = lines(path)
    records = records[: data.draw(st.integers(1, len(records)))]
    for _ in range(data.draw(st.integers(1, 3))):
        record = data.draw(st.sampled_from(records))
        *way, last = data.draw(st.sampled_from(places(record["events"], ("events",))))
        target: Value = record
        for key in way:
            try:
                target = target[key]
            except (KeyError, IndexError, TypeError):
                break
        else:
            if isinstance(target, dict) or (isinstance(target, list) and last < len(target)):
                target[last] = data.draw(values())
    try:
        rechain(path, header, records)
        session = Session.resume(path)
    except SaveError:
        return
    with session:
        replay = Replay.open(path)
        assert replay.heard()
        for seat in ("tarn", "reed"):
            session.view(seat)
            session.heard(seat)
        verify(path)
        # A `SaveError` that is due to the forgery; nothing else may come.
        with suppress(SaveUnreadable):
            play(session, 4)


def test_a_broken_pack_is_a_save_error_and_not_a_pack_report(path: Path) -> None:
    forge(path, embed("pack.toml", "x = ["))
    with pytest.raises(SaveUnreadable, match="cannot be played") as caught:
        Session.resume(path)
    assert not isinstance(caught.value, PackFaults)


def test_a_difficulty_from_before_levels_is_understood(path: Path, digests: list[str]) -> None:
    def drop(header: Header, _records: Records) -> None:
        del header["levels"]

    with Session.resume(forge(path, drop)) as session:
        assert session.difficulty is Difficulty.ENVOY
        assert session.digest() == digests[-1]
