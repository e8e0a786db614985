"""Blocs and clubs in packs: what is wrong with them is said with its place (R13)."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplogame.packs.check import check_files
from diplogame.packs.loader import load_pack

UPLANDS = Path(__file__).resolve().parents[1] / "data" / "packs" / "uplands"


def files() -> dict[str, str]:
    return {
        str(path.relative_to(UPLANDS)): path.read_text(encoding="utf-8")
        for path in sorted(UPLANDS.rglob("*.toml"))
    }


def findings(old: str, new: str) -> list[tuple[str, str]]:
    """Code and message of everything wrong with the pack after one change of `pack.toml`."""
    given = files()
    assert old in given["pack.toml"]
    given["pack.toml"] = given["pack.toml"].replace(old, new, 1)
    return [(d.code, d.message) for d in check_files(given).diagnostics if d.severity == "error"]


def test_a_sound_pack_gives_its_bloc_and_clubs_to_the_rules() -> None:
    conference = load_pack(UPLANDS).conference
    [bloc] = conference.blocs
    assert (bloc.id, bloc.members, bloc.leader) == ("three", ("alder", "birch", "cedar"), "alder")
    assert (bloc.mandate, bloc.clauses) == (3, 2)
    assert conference.clubs is not None
    assert conference.clubs.share == 10
    assert load_pack(UPLANDS).phrasebook.bloc("three") == "the Upland Three"


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ('"birch", "cedar"]', '"birch", "nobody"]', "unknown-delegation", "nobody"),
        ('"birch", "cedar"]', '"birch", "chair"]', "bad-value", "does not vote"),
        ('"birch", "cedar"]', '"birch", "alder"]', "duplicate-id", "twice"),
        ('leader = "alder"', 'leader = "delta"', "bad-value", "is no member"),
        ('id = "three"', 'id = "delta"', "bad-id", "meaning of its own"),
        ('id = "three"', 'id = "club-of-three"', "bad-id", "meaning of its own"),
        ('members = ["alder", "birch", "cedar"]', 'members = ["alder"]', "", ""),
        ("least = 2", "least = 9", "out-of-range", "a club of 9"),
        ('rule = "two_thirds"', 'rule = "by_lot"', "bad-rule", "by_lot"),
        ("mandate = 3", "mandate = 0", "", ""),
    ],
)
def test_what_is_wrong_with_a_bloc_is_said(old: str, new: str, code: str, says: str) -> None:
    found = findings(old, new)
    assert found
    if code:
        assert any(c == code and says in m for c, m in found), found


def test_nobody_is_in_two_blocs() -> None:
    second = """
[[bloc]]
id = "two"
title = "the Two"
members = ["cedar", "delta"]
leader = "cedar"
rule = "unanimity"

[clubs]"""
    found = findings("\n[clubs]", second)
    assert [c for c, _m in found] == ["duplicate-id"]


def test_conditions_may_ask_about_blocs_that_there_are() -> None:
    given = files()
    hint = '\n[[coaching]]\nid = "bloc"\nwhen = "{}"\ntext = "Speak as one."\n'
    sound = hint.format("in_bloc('alder', 'three') and not bloc_position('three', 'dam', 'upland')")
    given["pack.toml"] += sound
    coached = 'theme = "river"\ntutorial_seat = "alder"'
    given["pack.toml"] = given["pack.toml"].replace('theme = "river"', coached)
    assert [d for d in check_files(given).diagnostics if d.severity == "error"] == []
    given["pack.toml"] = given["pack.toml"].replace("'three')", "'four')", 1)
    wrong = [d.code for d in check_files(given).diagnostics if d.severity == "error"]
    assert wrong == ["condition-unknown-id"]
