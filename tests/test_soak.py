"""What `python -m bench.soak` makes of its record: it goes on where it was, and hides no difference."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench import soak

ROOT = Path(__file__).resolve().parent.parent


def row(seed: int, **other: Any) -> dict[str, Any]:
    found = {
        "pack": "p",
        "seed": seed,
        "same": True,
        "outcome": "adopted",
        "rounds": 4,
        "code": "a",
    }
    return found | {"scores": {"harrow": 5000 + seed}, "ratified": {"harrow": True}} | other


def test_a_stopped_run_goes_on_and_games_of_other_code_do_not_count(tmp_path: Path) -> None:
    record = tmp_path / "soak.jsonl"
    lines = [json.dumps(row(1)), json.dumps(row(2, code="b")), json.dumps(row(3))[:20]]
    record.write_text("\n".join(lines), encoding="utf-8")
    assert list(soak.known(record, "a")) == [("p", 1)]


def test_a_game_that_differs_is_named_in_the_summary() -> None:
    lines = soak.summary([row(1), row(2, same=False), row(3, outcome="collapsed")])
    assert any("NOT THE SAME: seed 2" in line for line in lines)
    assert lines[-1] == "1 games differ"
    assert soak.summary([row(1)])[-1] == "every game was the same game"


def test_the_two_surroundings_differ_in_everything_that_a_game_must_not_depend_on() -> None:
    for seed in range(5):
        other = soak.elsewhere(seed)
        assert all(other[name] != soak.HERE[name] for name in ("PYTHONHASHSEED", "LC_ALL", "TZ"))


def test_a_failing_game_is_a_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> bytes:
        raise RuntimeError("the mind erred")

    monkeypatch.setattr(soak, "watch", fails)
    found = soak.twice("first-steps", 1)
    assert not found["same"]
    assert "the mind erred" in "\n".join(soak.summary([found]))
