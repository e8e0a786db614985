"""Games of the lab: the same seed gives the same record, wherever and however often it is played."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lab_support import FIRST_STEPS, ROOT, TINY, minds, pack_at, tiny

from diplogame.lab import lineup, runner
from diplogame.lab import play as playing
from diplogame.lab.lineup import Job, LineupError, balance_jobs, pack_hash, seating, spelling
from diplogame.lab.play import Record, play
from diplogame.lab.runner import Chunk, chunks
from diplogame.lab.store import Store, StoreError, encode


def whole(value: object) -> bool:
    """Whether a value is plain JSON without fractions."""
    match value:
        case dict():
            return all(isinstance(k, str) and whole(v) for k, v in value.items())
        case list():
            return all(whole(each) for each in value)
        case _:
            return value is None or isinstance(value, (str, int, bool))


# --- records ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["minds", "random@all", "broker@FIRST,hawk@SECOND"])
def test_the_same_game_is_recorded_alike(who: str) -> None:
    seats = tiny().conference.seats
    who = who.replace("FIRST", seats[0]).replace("SECOND", seats[1])
    one, two = (play(tiny(), Job(who, 11)) for _ in "ab")
    assert one == two
    assert encode(one) == encode(two)


def test_a_record_is_plain_json_in_whole_numbers() -> None:
    for seed in range(3):
        record = play(tiny(), Job("minds", seed))
        assert whole(record)
        assert json.loads(encode(record)) == record
        assert record["digest"]
        assert (
            record["orders"]
            == sum(count for used in record["verbs"].values() for verb, count in used.items()) - 0
            or record["orders"] > 0
        )


def test_watching_changes_nothing() -> None:
    from diplogame.app.session import Session

    session = Session.new(tiny(), (), 4)
    session.run_minds()
    record = play(tiny(), Job("minds", 4))
    assert record["digest"] == session.digest()
    assert record["scores"] == dict(sorted(session.state.public.scores.items()))


def test_sharper_minds_play_another_game() -> None:
    easy, hard = (play(tiny(), Job("minds", 2, level)) for level in ("novice", "ambassador"))
    assert easy["digest"] != hard["digest"]


def test_a_mind_or_bot_that_errs_is_written_down_and_stops_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from diplogame.rules import commands as cmd

    seat = tiny().conference.seats[0]
    monkeypatch.setattr(
        playing, "BOTS", {"broker": lambda view, seed: cmd.CloseReckoning(view.seat)}
    )
    record = play(tiny(), Job(f"broker@{seat}", 1))
    assert "refused: stage.wrong" in record["defect"]
    assert record.keys() >= playing.KEYS
    assert record["outcome"] == ""
    assert whole(record)


# --- line-ups ---------------------------------------------------------------------------------------


def test_a_lineup_has_one_spelling() -> None:
    conference = tiny().conference
    one, two = conference.seats[:2]
    assert spelling(f" hawk@{two}, broker@{one}", conference) == f"broker@{one},hawk@{two}"
    assert spelling(f"mind@{one}", conference) == "minds"
    assert spelling("random@all", conference) == "random@all"
    assert set(seating("random@all", conference)) == set(conference.everybody)


@pytest.mark.parametrize(
    "wrong", ["", "broker", "broker@nobody", "nobody@all", "hawk@all,random@all"]
)
def test_an_impossible_lineup_is_refused_in_a_sentence(wrong: str) -> None:
    with pytest.raises(LineupError, match=r"\.$"):
        seating(wrong, tiny().conference)


def test_bots_meet_the_same_seeds_in_the_same_chairs() -> None:
    conference = tiny().conference
    jobs = list(balance_jobs(conference, 7, seed=100))
    assert len(jobs) == len(set(jobs)) == 7 * 9
    chairs: dict[str, list[tuple[str, int]]] = {}
    for job in jobs:
        bot, _, seat = job.lineup.partition("@")
        if seat in conference.seats:
            chairs.setdefault(bot, []).append((seat, job.seed))
    assert len({tuple(rows) for rows in chairs.values()}) == 1
    assert {seat for seat, _ in chairs["broker"]} == set(conference.seats)


def test_par_is_no_reason_to_play_again_and_points_are() -> None:
    conference = tiny().conference
    richer = replace(conference.delegations[0], par=9999)
    assert pack_hash(replace(conference, delegations=(richer, *conference.delegations[1:]))) == (
        pack_hash(conference)
    )
    other = replace(conference.delegations[0], initiative=1)
    assert pack_hash(replace(conference, delegations=(other, *conference.delegations[1:]))) != (
        pack_hash(conference)
    )


# --- many games -------------------------------------------------------------------------------------


def study(path: Path, processes: int, jobs: Sequence[Job]) -> list[Record]:
    pack = tiny()
    player = runner.on_processes(pack, processes) if processes else runner.in_process(pack)
    with Store(path, pack) as store:
        progress = runner.run(store, jobs, player)
        assert (progress.done, progress.total) == (len(jobs), len(jobs))
        return list(store)


def test_one_process_two_or_none_record_the_same(tmp_path: Path) -> None:
    jobs = [*minds(9), Job("random@all", 1)]
    alone = study(tmp_path / "0.jsonl", 0, jobs)
    assert len(alone) == len(jobs)
    assert study(tmp_path / "1.jsonl", 1, jobs) == alone
    assert study(tmp_path / "2.jsonl", 2, jobs) == alone
    kept = [sorted((tmp_path / f"{n}.jsonl").read_text().splitlines()) for n in range(3)]
    assert kept[0] == kept[1] == kept[2]


def test_what_is_stored_is_not_played_again(tmp_path: Path) -> None:
    pack, path = tiny(), tmp_path / "games.jsonl"
    asked: list[Job] = []

    def noting(given: Sequence[Chunk]) -> Iterator[list[Record]]:
        asked.extend(job for chunk in given for job in chunk)
        yield from runner.in_process(pack)(given)

    with Store(path, pack) as store:
        assert runner.run(store, minds(3), noting).new == 3
        assert runner.run(store, minds(5), noting).new == 2
        assert runner.run(store, minds(5) + minds(5), noting).new == 0
    assert asked == minds(5)


def test_an_interrupted_study_goes_on_and_neither_loses_nor_doubles(tmp_path: Path) -> None:
    pack, path, jobs = tiny(), tmp_path / "games.jsonl", minds(12)

    def breaking(given: Sequence[Chunk]) -> Iterator[list[Record]]:
        for number, records in enumerate(runner.in_process(pack)(given)):
            if number == 2:
                raise KeyboardInterrupt
            yield records

    with Store(path, pack) as store, pytest.raises(KeyboardInterrupt):
        runner.run(store, jobs, breaking)
    with Store(path, pack) as store:
        assert len(store.records) == 2 * runner.CHUNK
        assert runner.run(store, jobs, runner.in_process(pack)).new == 4
        assert [r["key"] for r in store] == sorted(job.key for job in jobs)
    assert len(path.read_text().splitlines()) == len(jobs) + 1
    assert list(Store(path, pack)) == study(tmp_path / "at-once.jsonl", 0, jobs)


def test_a_process_that_dies_is_replaced_and_its_games_are_played(tmp_path: Path) -> None:
    pack, jobs = tiny(), minds(24)
    killed: list[int] = []

    def murderous(progress: runner.Progress) -> None:
        if progress.new >= 4 and not killed:
            victim = multiprocessing.active_children()[0]
            killed.append(victim.pid or 0)
            victim.kill()

    with Store(tmp_path / "games.jsonl", pack) as store:
        progress = runner.run(store, jobs, runner.on_processes(pack, 2), murderous)
        assert killed
        assert progress.done == 24
        assert [r["key"] for r in store] == sorted(job.key for job in jobs)
    assert len((tmp_path / "games.jsonl").read_text().splitlines()) == 25


def test_games_are_handed_out_in_order_and_all_of_them() -> None:
    given = chunks(minds(10), 4)
    assert [len(chunk) for chunk in given] == [4, 4, 2]
    assert [job for chunk in given for job in chunk] == minds(10)


# --- the file ---------------------------------------------------------------------------------------


def stored(path: Path, games: int = 3) -> list[Record]:
    return study(path, 0, minds(games))


@pytest.mark.parametrize("cut", [1, 40, 400])
def test_a_torn_last_line_is_cut_off_and_played_again(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "games.jsonl"
    records = stored(path)
    path.write_bytes(path.read_bytes()[:-cut])
    with Store(path, tiny()) as store:
        assert store.torn
        assert len(store.records) == 2
    assert stored(path) == records


def test_a_file_torn_in_its_first_line_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "games.jsonl"
    records = stored(path)
    path.write_bytes(path.read_bytes()[:30])
    assert stored(path) == records


@pytest.mark.parametrize(
    "alien", [b"hello\n", b"{}\n", b'{"format":"other"}\n', b"\0\xff", b"[1]\n"]
)
def test_what_is_no_file_of_the_lab_is_left_alone(tmp_path: Path, alien: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(alien)
    with pytest.raises(StoreError, match="no file of the lab"):
        Store(path, tiny())
    assert path.read_bytes() == alien


def test_damage_in_the_middle_is_said_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "games.jsonl"
    stored(path)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], b"{broken\n", *lines[2:]]))
    with pytest.raises(StoreError, match="line 3 is no JSON"):
        Store(path, tiny())


@pytest.mark.parametrize("line", [b"{}", b'{"key":"x"}', b"[]", b'"text"', b"null"])
def test_a_line_that_is_no_game_is_said_with_its_number(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "games.jsonl"
    stored(path)
    path.write_bytes(path.read_bytes() + line + b"\n")
    with pytest.raises(StoreError, match="line 5 is no record"):
        Store(path, tiny())


def test_every_record_has_the_keys_that_reports_ask_for() -> None:
    for who in ("minds", "random@all"):
        assert play(tiny(), Job(who, 1)).keys() >= playing.KEYS


def test_games_of_other_code_or_another_pack_are_kept_and_not_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "games.jsonl"
    stored(path)
    with monkeypatch.context() as patch:
        patch.setattr("diplogame.lab.store.engine_hash", lambda: "f" * 64)
        with Store(path, tiny()) as store:
            assert (store.stale, len(store.records)) == (3, 0)
            assert runner.run(store, minds(2), runner.in_process(tiny())).new == 2
    with Store(path, pack_at(FIRST_STEPS)) as other:
        assert (other.stale, len(other.records)) == (5, 0)
    with Store(path, tiny()) as mine:
        assert (mine.stale, len(mine.records)) == (2, 3)


@pytest.mark.skipif(sys.platform == "win32", reason="no file locks of this kind")
def test_two_programs_do_not_write_to_one_file(tmp_path: Path) -> None:
    path = tmp_path / "games.jsonl"
    stored(path)
    with Store(path, tiny()), pytest.raises(StoreError, match="in use"):
        Store(path, tiny())


def test_the_code_is_known_by_its_contents() -> None:
    lineup.engine_hash.cache_clear()
    first = lineup.engine_hash()
    lineup.engine_hash.cache_clear()
    assert lineup.engine_hash() == first
    assert len(first) == 64


# --- interrupting the program -----------------------------------------------------------------------


def program(*arguments: str, **more: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "diplogame", "lab", *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ},
        start_new_session=True,
        **more,
    )


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
def test_pulling_the_plug_leaves_nobody_behind_and_the_games_that_were_played(
    tmp_path: Path,
) -> None:
    path = tmp_path / "games.jsonl"
    command = ("run", "--pack", str(TINY), "--games", "400", "--jobs", "2", "--quiet")
    first = program(*command, "--results", str(path))
    for _ in range(1200):
        if path.exists() and path.stat().st_size > 10_000:
            break
        time.sleep(0.05)
    workers = Path(f"/proc/{first.pid}/task/{first.pid}/children").read_text().split()
    assert len(workers) >= 2
    first.kill()
    first.communicate(timeout=60)
    for _ in range(1200):
        if not any(alive(pid) for pid in workers):
            break
        time.sleep(0.05)
    assert not [pid for pid in workers if alive(pid)]
    with Store(path, tiny()) as store:
        assert 0 < len(store.records) < 400


def alive(pid: str) -> bool:
    """Whether a process still runs (one that has ended and waits to be noticed does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_a_file_that_the_same_command_goes_on_with(tmp_path: Path, jobs: str) -> None:
    path = tmp_path / "games.jsonl"
    command = ("run", "--pack", str(TINY), "--games", "400", "--jobs", jobs)
    command += ("--results", str(path), "--quiet")
    first = program(*command)
    for _ in range(1200):
        if path.exists() and path.stat().st_size > 20_000:
            break
        time.sleep(0.05)
    os.killpg(first.pid, signal.SIGINT)  # as a terminal does: to all processes at once
    out, err = first.communicate(timeout=60)
    assert first.returncode == 130, err
    assert "Stopped at" in err
    assert "goes on from there" in err
    assert "Traceback" not in err
    with Store(path, tiny()) as store:
        done = len(store.records)
        assert 0 < done < 400
        assert not store.torn
    more = program(*command[:4], str(done + 4), *command[5:], "--json")
    out, err = more.communicate(timeout=120)
    assert more.returncode == 0, err
    assert json.loads(out)["games"] == done + 4
    with Store(path, tiny()) as store:
        assert len(store.records) >= done + 4
        keys = [json.loads(line).get("key") for line in path.read_text().splitlines()]
        games = [key for key in keys if key]
        assert len(games) == len(set(games)) == len(store.records)
