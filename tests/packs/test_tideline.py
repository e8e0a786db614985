"""The Tideline Protocol is the puzzle that its teacher's page says it is."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from statistics import median

import pytest

from diplogame.app.session import Session
from diplogame.lab.puzzle import members, puzzle
from diplogame.packs.check import check_files
from diplogame.packs.loader import LoadedPack, load_pack
from diplogame.packs.source import read_folder
from diplogame.rules.conference import Conference
from diplogame.rules.decisions import adopted_by

FOLDER = Path(__file__).resolve().parents[2] / "content" / "tideline"
DRAWS = 6


@pytest.fixture(scope="module")
def pack() -> LoadedPack:
    return load_pack(FOLDER)


@pytest.fixture(scope="module")
def conference(pack: LoadedPack) -> Conference:
    return pack.conference


def in_force(conference: Conference, ratifiers: set[str]) -> bool:
    rule = conference.institution.entry_into_force
    assert rule is not None
    return adopted_by(rule, members(conference), ratifiers)


def test_the_check_finds_nothing_to_say() -> None:
    assert not check_files(read_folder(FOLDER).files).diagnostics


@pytest.mark.parametrize("pivot", ["atolls", "brandt"])
def test_without_the_owner_of_the_number_or_of_the_weight_it_takes_everybody_else(
    conference: Conference, pivot: str
) -> None:
    others = set(conference.seats) - {pivot}
    assert in_force(conference, others)
    for one in others:
        assert not in_force(conference, others - {one}), one


def test_with_both_of_them_the_league_or_sundar_is_enough(conference: Conference) -> None:
    seats = sorted(conference.seats)
    assert {c for c in combinations(seats, 3) if in_force(conference, set(c))} == {
        ("atolls", "brandt", "northern-league"),
        ("atolls", "brandt", "sundar"),
    }
    assert not any(in_force(conference, set(c)) for c in combinations(seats, 2))


def test_one_to_five_texts_in_a_hundred_suit_everybody_and_the_middle_none(
    pack: LoadedPack,
) -> None:
    shares = []
    for seed in range(DRAWS):
        state = Session.new(pack, (), seed).state
        found = puzzle(state, state)
        content, every = found["feasible"]
        shares.append(1000 * content // every)
        assert found["middle"] == [0, 0]
        assert content, f"no text suits everybody with seed {seed}"
    assert 10 <= median(shares) <= 50


def test_nobody_who_votes_asks_for_the_method_that_suits_nearly_everybody(
    conference: Conference,
) -> None:
    method = next(i for i in conference.issues if i.id == "means")
    k = [i.id for i in conference.issues].index("means")
    standards = method.options.index("standards")
    declared = {
        d.interests[k].declared_option for d in conference.delegations if d.id in conference.seats
    }
    assert standards not in declared
    assert standards not in method.opening


@pytest.mark.parametrize(
    "seat", ["atolls", "brandt", "northern-league", "petrolia", "sundar", "verdant"]
)
def test_every_delegation_has_a_script_an_agenda_and_a_voice(pack: LoadedPack, seat: str) -> None:
    delegation = next(d for d in pack.conference.delegations if d.id == seat)
    assert len(delegation.rules) >= 12
    assert delegation.agenda
    assert delegation.red_lines
    book = pack.phrasebook
    assert len(book.instructions(seat).split()) <= 250
    for key in ("greeting", "offer", "accept", "counter", "decline.red_line", "vote.yes"):
        assert len(book.variants(seat, key)) >= 8, key
