"""The words of a pack: by index and id, clean, varied, and without a say in the game."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplogame.packs.clean import faults
from diplogame.packs.lines import COMMON, EXTRA, KNOWN, SPOKEN, typeset
from diplogame.packs.loader import load_pack
from diplogame.packs.phrasebook import ChoiceText, Phrasebook, Rumour
from diplogame.packs.source import read_folder
from diplogame.rules.conditions import Value

TINY = Path(__file__).parent.parent / "data" / "packs" / "tiny"
PACK = load_pack(TINY)


@pytest.fixture
def book() -> Phrasebook:
    return PACK.phrasebook.fresh()


class End:
    """Facts after a conference."""

    def __init__(self, outcome: str, half: bool = False) -> None:
        self.outcome = outcome
        self.half = half

    def name(self, name: str) -> Value:
        return self.outcome if name == "outcome" else 0

    def call(self, function: str, args: tuple[Value, ...]) -> Value:
        return self.half and args == ("water", "half")


def test_delegations_have_their_words(book: Phrasebook) -> None:
    assert book.name("tarn") == "Village of Tarn"
    assert book.short("tarn") == "Tarn"
    assert book.letter("chair") == "*"
    assert book.envoy("reed") == ("Ben Carr", "Warden")
    assert book.strength("reed") == 2
    assert book.instructions("tarn").startswith("We want the sluice open")
    assert book.goals("tarn") == ("An open sluice", "A place on the barge")
    assert book.rumours("tarn") == (Rumour("Reed has bought a second barge.", True, "reed"),)
    assert book.red_line("tarn", "never-shut") == "The sluice is never shut all summer."
    assert book.linkage("tarn", 0) == "Half the water over a lower weir"
    assert book.veto_player("tarn", "meadows") == "The meadow owners"
    assert book.home_body("tarn") == "Moot of Tarn"


def test_the_text_has_its_words_by_index(book: Phrasebook) -> None:
    assert book.issue(0) == "Hours of the sluice"
    assert book.issue_short(1) == "Weir"
    assert book.option(0, 1) == "Open until noon"
    assert book.option_short(1, 1) == "lower"
    assert book.clause(1, 0) == "The weir shall stay as it stands."
    assert book.incentive("seed") == "A cart of seed"
    assert book.instrument_about("toll") == "A penny a wheel."


def test_twists_coaching_and_crisis_have_their_words(book: Phrasebook) -> None:
    rain = book.twist("rain")
    assert rain.headline == "Rain in the hills"
    assert rain.choices["warn"] == ChoiceText(
        "Warn Reed",
        "Costs a night's sleep, earns thanks.",
        "Tarn rang the bell at three in the morning.",
    )
    assert book.coaching("first") == ("Ask first", "Meet Reed and ask what matters to it.")
    assert [book.crisis_stage(height) for height in (0, 24, 25, 60, 100)] == [
        "",
        "",
        "The mill stops at noon.",
        "The wells are low.",
        "Carts bring water.",
    ]


def test_epilogues_are_those_that_hold_in_the_packs_order(book: Phrasebook) -> None:
    assert [each.years for each in book.epilogues(End("adopted", half=True))] == [1, 10]
    assert [each.years for each in book.epilogues(End("collapsed"))] == [5, 10]


def test_placeholders_become_names(book: Phrasebook) -> None:
    line = book.line(
        "tarn", "say.tarn.seed", turn=(1,), incentive="seed", issue=0, option=1, other="reed"
    )
    assert (
        line
        == "Seed for sense: a cart of seed, if you take ‘Open until noon’ on hours of the sluice."
    )


def test_issues_and_options_may_be_given_by_id(book: Phrasebook) -> None:
    by_index = book.line("reed", "offer.trade", turn=(1,), issue=0, option=2, issue2=1, option2=1)
    by_id = book.line(
        "reed",
        "offer.trade",
        turn=(1,),
        issue="water",
        option="shut",
        issue2="weir",
        option2="lower",
    )
    assert by_index == by_id
    assert "Shut in summer" in by_id


def test_what_is_filled_in_is_cleaned(book: Phrasebook) -> None:
    line = book.line("reed", "decline.rival_gains", turn=(1,), rival="\x1b]0;x\x07" + "y" * 999)
    assert faults(line, line=True) == []
    assert len(line) < 300


def test_an_own_line_goes_before_a_common_one(book: Phrasebook) -> None:
    assert "bench" in " ".join(book.variants("tarn", "greeting"))
    assert book.variants("reed", "greeting") == book.variants("", "greeting")
    assert book.line("tarn", "no.such.line", turn=(1,)) == ""


def test_the_same_turn_is_said_in_the_same_words(book: Phrasebook) -> None:
    first = [book.line("tarn", "greeting", turn=(n,), other="reed") for n in range(20)]
    assert [book.line("tarn", "greeting", turn=(n,), other="reed") for n in range(20)] == first


def test_a_fresh_phrasebook_repeats_the_same_game(book: Phrasebook) -> None:
    turns = [(3, n) for n in range(20)]
    first = [book.line("tarn", "greeting", turn=turn, other="reed") for turn in turns]
    again = book.fresh()
    assert [again.line("tarn", "greeting", turn=turn, other="reed") for turn in turns] == first
    other = [again.line("tarn", "greeting", turn=(4, n), other="reed") for n in range(20)]
    assert other != first


def test_no_variant_comes_back_while_half_of_them_rest(book: Phrasebook) -> None:
    lines = [book.line("tarn", "greeting", turn=(n,), other="reed") for n in range(200)]
    assert all(len(set(lines[n : n + 5])) == 5 for n in range(len(lines) - 5))
    assert len(set(lines)) == 8


def test_two_delegations_do_not_use_up_each_others_variants(book: Phrasebook) -> None:
    alone = PACK.phrasebook.fresh()
    for n in range(5):
        book.line("reed", "farewell", turn=(n,))
    together = [book.line("chair", "farewell", turn=(n,)) for n in range(5)]
    assert together == [alone.line("chair", "farewell", turn=(n,)) for n in range(5)]


@pytest.mark.parametrize("key", sorted({*SPOKEN, *COMMON, "chair.accredited"}))
def test_every_line_of_the_game_can_be_said_with_what_it_is_given(
    book: Phrasebook, key: str
) -> None:
    values: dict[str, object] = {
        "other": "reed",
        "issue": 0,
        "option": 1,
        "issue2": 1,
        "option2": 0,
        "incentive": "seed",
        "instrument": "toll",
        "rival": "reed",
        "delegation": "tarn",
        "round": 2,
    }
    given_ = {name: values[name] for name in KNOWN[key].placeholders}
    speaker = "" if key in COMMON or key.startswith("chair.") else "tarn"
    for n in range(12):
        line = book.line(speaker, key, turn=(n,), other="reed", **given_)
        assert line
        assert "{" not in line


def test_spoken_and_common_keys_are_apart() -> None:
    assert not set(SPOKEN) & set(COMMON)
    assert not set(EXTRA) & {*SPOKEN, *COMMON}
    assert len(KNOWN) == len(SPOKEN) + len(EXTRA) + len(COMMON) > 90


@given(st.text("'{}ab option", max_size=30))
def test_typesetting_keeps_every_place(text: str) -> None:
    result = typeset(text)
    assert len(result) == len(text)
    assert all(
        new == old or (old == "'" and new in "‘’") for old, new in zip(text, result, strict=True)
    )


def test_only_quotes_around_placeholders_are_set() -> None:
    assert typeset("We don't take '{option}', the delegates' choice.") == (
        "We don't take ‘{option}’, the delegates' choice."
    )
    assert typeset("'{other}'s idea'") == "‘{other}'s idea’"
    assert typeset("a brace: '{'") == "a brace: '{'"


def test_a_pack_without_a_place_has_a_word_for_it() -> None:
    files = dict(read_folder(TINY).files)
    files["pack.toml"] = files["pack.toml"].replace('place = "the mill"\n', "")
    assert load_pack(files).phrasebook.place == "the conference"
