"""What a delegation may expect: bands from its own knowledge, never certain."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from diplogame.app import library, outlook
from diplogame.app.outlook import motions, vote_forecast
from diplogame.app.session import Session
from diplogame.rules.decisions import Consensus, DoubleMajority, Majority, Member, Share
from diplogame.rules.forecasts import believed_stance
from diplogame.rules.records import Understanding
from diplogame.rules.terms import (
    Amend,
    Band,
    Bargain,
    ClauseStatus,
    Goal,
    Stance,
    Term,
    TermKind,
    TermState,
)
from diplogame.rules.view import SeatView

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


@given(st.lists(st.tuples(CHANCES, st.integers(1, 4)), min_size=13, max_size=13))
def test_larger_houses_are_counted_as_small_ones_are(rows: list[tuple[int, int]]) -> None:
    members = tuple(Member(f"m{k}", weight) for k, (_chance, weight) in enumerate(rows))
    chances = {m.id: chance for m, (chance, _weight) in zip(members, rows, strict=True)}
    whole = sum(m.weight for m in members)
    reached = {0: 1}
    for member in members:
        grown: dict[int, int] = {}
        for votes, ways in reached.items():
            yes = chances[member.id]
            grown[votes] = grown.get(votes, 0) + ways * (1000 - yes)
            more = votes + member.weight
            grown[more] = grown.get(more, 0) + ways * yes
        reached = grown
    for share in (Share(1, 2), Share(2, 3)):
        rule = Majority(share)
        exact = sum(ways for votes, ways in reached.items() if votes >= share.needed(whole))
        assert abs(motions.passing_chance(rule, members, chances) - exact * 1000 // 1000**13) <= 1
    everybody = reached.get(whole, 0) * 1000 // 1000**13
    assert motions.passing_chance(Consensus(), members, chances) == everybody


def test_other_rules_of_larger_houses_are_tried_on_drawn_roll_calls() -> None:
    members = tuple(Member(f"m{k}", 1, 10) for k in range(20))
    rule = DoubleMajority()
    found = [
        motions.passing_chance(rule, members, dict.fromkeys((m.id for m in members), chance))
        for chance in (0, 300, 500, 600, 700, 1000)
    ]
    assert found == sorted(found)
    assert found[0] == 0
    assert found[-1] == 1000
    assert found[2] < 300 < 700 < found[4]


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


def _bound(
    view: SeatView, *terms: Term, parties: tuple[str, ...] = ("norden", "zafir")
) -> SeatView:
    """The view with one understanding more."""
    bargain = Bargain(terms, view.table.calendar.rounds)
    states = (TermState.PENDING,) * len(terms)
    entry = Understanding("u-x", 1, parties, bargain, states, parties)
    return replace(view, understandings={"u-x": entry})


def _named(view: SeatView, credibility: int, trust: int) -> SeatView:
    public = replace(view.public, credibility={**view.public.credibility, "zafir": credibility})
    return replace(view, public=public, trust={**view.trust, "zafir": trust})


def test_a_promise_to_vote_counts_as_far_as_its_word_is_good() -> None:
    view = _game().view("norden")
    # Of one that has said on everything that it can live with it, much is left open.
    said = tuple((Stance.LIVE_WITH,) * len(issue.options) for issue in view.table.issues)
    public = replace(view.public, round=5, stances={**view.public.stances, "zafir": said})
    view = replace(view, public=public)
    text = view.text
    plain = vote_forecast(view, text)["zafir"]
    vote = Term("zafir", TermKind.ADOPT)
    poor, good = (
        vote_forecast(_named(_bound(view, vote), *name), text)["zafir"]
        for name in ((10, 10), (90, 90))
    )
    assert plain.low < poor.low < good.low
    assert plain.middle < poor.middle < good.middle < 1000
    # A promise for another text than this one binds nobody to this one (R6.5).
    elsewhere = next(o for o in range(3) if o != text[0])
    other = _bound(view, vote, Term("norden", TermKind.SUPPORT, 0, elsewhere))
    assert vote_forecast(other, text)["zafir"] == plain


def test_a_promise_on_a_clause_is_the_stance_that_is_expected_unless_the_word_is_worthless() -> (
    None
):
    view = _game().view("norden")
    for issue in range(len(view.text)):
        for option in range(len(view.table.issues[issue].options)):
            if believed_stance(view, "zafir", issue, option) in (Stance.RESERVE, Stance.OPPOSE):
                yes = _bound(view, Term("zafir", TermKind.SUPPORT, issue, option))
                lives = _bound(view, Term("zafir", TermKind.ACQUIESCE, issue, option))
                assert believed_stance(yes, "zafir", issue, option) is Stance.SUPPORT
                assert believed_stance(lives, "zafir", issue, option) is Stance.LIVE_WITH
                doubted = _named(yes, 0, 0)
                assert believed_stance(doubted, "zafir", issue, option) is not Stance.SUPPORT
                return
    raise AssertionError("nothing that it minds")


def test_a_motion_reckons_with_what_was_promised_for_and_against_it() -> None:
    view = _game().view("norden")
    kind = Amend(view.table.issues[0].id, next(o for o in range(3) if o != view.text[0]))
    rule = outlook.rule_of(view.table, kind)
    free = outlook.forecast(view, kind, rule)
    for_ = outlook.forecast(
        _bound(view, Term("zafir", TermKind.SUPPORT, 0, kind.option)), kind, rule
    )
    against = outlook.forecast(
        _bound(view, Term("zafir", TermKind.SUPPORT, 0, view.text[0])), kind, rule
    )
    assert against.middle < free.middle < for_.middle


def test_no_vote_is_all_but_certain_while_little_is_known_of_the_voters() -> None:
    view = _game().view("norden")
    assert any(min(b.certainty, default=0) < 75 for b in view.beliefs.values())
    for issue in range(len(view.text)):
        for option in range(len(view.table.issues[issue].options)):
            kind = Amend(view.table.issues[issue].id, option)
            said = outlook.chance_text(outlook.forecast(view, kind, Majority()))
            assert said not in ("all but certain", "most unlikely")
