"""What a delegation may expect: bands from its own knowledge, never certain."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from diplogame.app import library, outlook
from diplogame.app.outlook import motions
from diplogame.app.session import Session
from diplogame.rules.decisions import Consensus, Majority, Member
from diplogame.rules.terms import Band, Bargain, ClauseStatus, Goal, Term, TermKind

CHANCES = st.integers(0, 1000)


def _game() -> Session:
    return Session.new(library.open_pack("port-meridian"), ("norden",), 7)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_bands_are_rounded_outward_to_steps_of_five(one: int, two: int) -> None:
    band = Band(min(one, two), max(one, two))
    whole = outlook.percent(band)
    assert whole.low * 10 <= band.low
    assert whole.high * 10 >= band.high
    assert whole.low % 5 == 0
    assert whole.high % 5 == 0
    assert 0 <= whole.low <= whole.high <= 100


@given(st.lists(CHANCES, min_size=1, max_size=5))
def test_under_consensus_everybody_has_to_be_for_it(chances: list[int]) -> None:
    members = tuple(Member(str(k)) for k in range(len(chances)))
    given_ = {m.id: c for m, c in zip(members, chances, strict=True)}
    product = 1
    for chance in chances:
        product *= chance
    expected = product * 1000 // 1000 ** len(chances)
    assert motions.passing_chance(Consensus(), members, given_) == expected


def test_a_majority_needs_only_some_of_them() -> None:
    members = tuple(Member(name) for name in "abc")
    chances = {"a": 1000, "b": 500, "c": 500}
    assert motions.passing_chance(Majority(), members, chances) == 750
    assert motions.passing_chance(Consensus(), members, chances) == 250


def test_more_preparation_never_lowers_the_odds_of_a_night() -> None:
    game = _game()
    view = game.view("norden")
    bands = [outlook.night_forecast(view, Goal.SOLID, p, 0, 3).night for p in range(0, 101, 10)]
    assert [b.low for b in bands] == sorted(b.low for b in bands)
    assert [b.high for b in bands] == sorted(b.high for b in bands)
    assert all(b.low <= b.high for b in bands)


def test_the_same_view_gives_the_same_forecast() -> None:
    game = _game()
    view = game.view("norden")
    package = view.text
    first = outlook.adoption_band(view, package), outlook.objections(view, package)
    assert first == (outlook.adoption_band(view, package), outlook.objections(view, package))
    for band in (outlook.adoption_band(view, package), outlook.ratification_band(view, package)):
        assert 0 <= band.low <= band.high <= 1000


def test_swaps_of_the_staff_leave_closed_clauses_and_red_lines_alone() -> None:
    game = _game()
    while game.round < 5:
        game.run_minds()
        game.submit(game.advise("norden"))
    view = game.view("norden")
    for found in outlook.advice(view, view.text, most=20):
        assert found.changes
        assert not view.interests.crossed(found.package)
        for issue, old, new in found.changes:
            assert view.public.clauses[issue].status is not ClauseStatus.CLOSED
            assert view.text[issue] == old != new
        gain = view.interests.utility(found.package) - view.interests.utility(view.text)
        assert gain == found.own


@given(CHANCES, CHANCES)
def test_nothing_that_is_said_of_a_chance_is_certain(one: int, two: int) -> None:
    band = Band(min(one, two), max(one, two))
    for said in (outlook.chance_text(band), outlook.chance_figures(band)):
        assert said
        assert len(said) <= 15
        assert "100" not in said
        assert not said.startswith("0")


def test_the_ends_of_the_scale_have_words() -> None:
    assert outlook.chance_text(Band(960, 1000)) == "all but certain"
    assert outlook.chance_text(Band(0, 40)) == "most unlikely"
    assert outlook.chance_text(Band(0, 1000)) == "anyone's guess"
    assert outlook.chance_text(Band(402, 643)) == "40–65 %"
    assert outlook.chance_figures(Band(1000, 1000)) == "95+ %"


def test_a_bargain_names_the_red_lines_it_would_cross_and_no_others():
    pack = library.open_pack("port-meridian")
    seen = 0
    for seat in pack.conference.seats:
        session = Session.new(pack, (seat,), 3)
        session.run_minds()
        view = session.view(seat)
        for line in view.interests.red_lines:
            stands = [Term(seat, TermKind.ACQUIESCE, k, options[0]) for k, options in line.parts]
            crossing = Bargain(tuple(stands), 5)
            assert line.id in outlook.lines_crossed(view, crossing)
            gift = Bargain((Term(seat, TermKind.ADOPT),), 5)
            crossed = view.interests.crossed(view.text)
            assert outlook.lines_crossed(view, gift) == crossed
            free = [k for k in range(len(view.text)) if k not in {k for k, _ in line.parts}]
            other = Bargain((Term(seat, TermKind.SUPPORT, free[0], view.text[free[0]]),), 5)
            assert line.id not in outlook.lines_crossed(view, other)
            seen += 1
    assert seen > 2
