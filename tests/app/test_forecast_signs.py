"""How forecasts are made: signs, their weights, what is known already, and how far to trust it all."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import odds
from diplogame.app import library, outlook
from diplogame.app.outlook import ballots, night, pressure, signs, weights
from diplogame.app.session import Session
from diplogame.rules import tables
from diplogame.rules.conference import Priority
from diplogame.rules.decisions import Ballot, Base, Consensus, Majority
from diplogame.rules.ids import SeatId
from diplogame.rules.records import Summit
from diplogame.rules.terms import (
    AccreditObserver,
    Amend,
    BallotRecord,
    CloseClause,
    Endorse,
    Goal,
    Motion,
    MotionKind,
    MoveToVote,
    Reason,
    Stance,
    ThreatTerms,
)
from diplogame.rules.view import SeatView


@lru_cache(maxsize=4)
def _view(seat: SeatId = "norden", round_: int = 1) -> SeatView:
    game = Session.new(library.open_pack("port-meridian"), (seat,), 7)
    while game.round < round_:
        game.run_minds()
        game.submit(game.advise(seat))
    return game.view(seat)


def _declaring(view: SeatView, seat: SeatId, stance: Stance) -> SeatView:
    rows = tuple((stance,) * len(issue.options) for issue in view.table.issues)
    return replace(view, public=replace(view.public, stances={**view.public.stances, seat: rows}))


def _voting(view: SeatView, kind: Amend, cast: dict[SeatId, Ballot]) -> SeatView:
    motion = Motion("m", view.seat, kind, view.public.round)
    return replace(view, public=replace(view.public, motion=motion, ballots=cast))


def _amendment(view: SeatView) -> Amend:
    option = next(o for o in range(3) if o != view.text[0])
    return Amend(view.table.issues[0].id, option)


# --- weights ---------------------------------------------------------------------------------------


def test_every_weight_is_that_of_a_sign_and_speaks_as_the_sign_may() -> None:
    assert set(weights.WEIGHTS) == set(weights.BASE) == set(signs.SIGNS)
    for of, row in weights.WEIGHTS.items():
        assert set(row) <= set(signs.SIGNS[of])
        for name, weight in row.items():
            assert weight * signs.SIGNS[of][name] >= 0, (of, name)
    for name, weight in weights.THREAT.items():
        assert weight * odds.THREAT[name] >= 0, name


def test_whoever_says_that_it_opposes_a_text_is_thought_less_likely_to_adopt_it() -> None:
    view = _view(round_=3)
    chances = [
        outlook.vote_forecast(_declaring(view, "zafir", stance), view.text)["zafir"].middle
        for stance in (Stance.OPPOSE, Stance.RESERVE, Stance.SUPPORT)
    ]
    assert chances == sorted(chances)
    assert chances[0] < chances[2]


def test_the_wording_somebody_declared_for_is_thought_likelier_to_get_its_vote_closed() -> None:
    view = _view(round_=3)
    kind = CloseClause(view.table.issues[0].id)
    chances = [
        ballots.vote_chance(_declaring(view, "zafir", stance), "zafir", kind, view.text)
        for stance in (Stance.OPPOSE, Stance.SUPPORT)
    ]
    assert chances[0] < chances[1]


def test_a_ballot_on_the_same_question_is_remembered() -> None:
    view = _view(round_=3)
    kind = _amendment(view)
    after = outlook.after(view, kind)

    def once(ballot: Ballot) -> tuple[int, ...]:
        motion = Motion("m1", view.seat, kind, 1)
        record = BallotRecord(motion, view.text, (("zafir", ballot, Reason.AGREED, -1),), False, ())
        told = replace(view, public=replace(view.public, votes=(record,)))
        return signs.signs(told, "zafir", kind, after)

    place = list(signs.SIGNS[signs.CHANGE]).index("again")
    assert once(Ballot.YES)[place] == 1000
    assert once(Ballot.NO)[place] == -1000
    assert once(Ballot.ABSTAIN)[place] == once(Ballot.ABSENT)[place] == 0


def test_kindred_delegations_let_one_another_in_and_nobody_endorses_pressure_on_itself() -> None:
    view = _view()
    voice = "civicnet"
    cards = view.table.cards
    like, unlike = cards["zafir"].declared, tuple((99, p) for _o, p in cards["zafir"].declared)
    place = list(signs.SIGNS[signs.OTHER]).index("kindred")

    def read(declared: tuple[tuple[int, Priority], ...], kind: MotionKind) -> int:
        table = replace(
            view.table, cards={**cards, voice: replace(cards[voice], declared=declared)}
        )
        return signs.signs(replace(view, table=table), "zafir", kind, view.text)[place]

    assert read(like, AccreditObserver(voice)) == 1000
    assert read(unlike, AccreditObserver(voice)) == 0
    assert read(like, Endorse(voice, "tariffs")) == -1000
    assert read(unlike, Endorse("zafir", "tariffs")) == -1000
    assert read(unlike, Endorse(voice, "tariffs")) == 0


# --- what is known already --------------------------------------------------------------------------


def test_ballots_that_were_cast_are_no_longer_guessed() -> None:
    view = _view(round_=3)
    kind = _amendment(view)
    others = [s for s in view.table.seats if s != view.seat]
    rule = Majority(of=Base.MEMBERS)
    everybody = _voting(view, kind, dict.fromkeys(others, Ballot.YES))
    nobody = _voting(view, kind, dict.fromkeys(others, Ballot.NO))
    free = outlook.forecast(_voting(view, kind, {}), kind, rule)
    assert outlook.forecast(nobody, kind, rule).low == 0
    assert outlook.forecast(everybody, kind, rule).high == 1000
    assert 0 < free.middle < 1000


def test_who_moved_something_is_reckoned_to_vote_for_it() -> None:
    view = _view(round_=3)
    kind = _amendment(view)
    motion = Motion("m", "zafir", kind, view.public.round)
    moved = replace(view, public=replace(view.public, motion=motion))
    after, rule = outlook.after(view, kind), Majority(of=Base.MEMBERS)
    assert ballots.letting_pass(moved, "zafir", kind, after, rule) == ballots.MOVER


def test_whoever_neither_wants_nor_minds_a_change_stops_nothing_under_consensus() -> None:
    view = _view(round_=3)
    kind = CloseClause(view.table.issues[0].id)
    for seat in view.table.seats:
        if seat != view.seat:
            of_all, of_voting, open_to_all = (
                ballots.letting_pass(view, seat, kind, view.text, rule)
                for rule in (Majority(of=Base.MEMBERS), Majority(), Consensus())
            )
            assert of_all < of_voting < 1000
            assert of_all < open_to_all < 1000


# --- bands -----------------------------------------------------------------------------------------


@given(st.integers(0, 1000), st.integers(0, 100))
def test_a_band_lies_around_its_chance_and_is_wider_the_less_is_known(
    chance: int, certainty: int
) -> None:
    band = ballots.doubted(chance, certainty)
    assert 0 <= band.low <= chance <= band.high <= 1000
    assert ballots.doubted(chance, 100).width <= band.width
    if certainty < ballots.WELL_KNOWN:
        assert band.low <= 940
        assert band.high >= 60
    else:
        assert abs(band.middle - chance) <= 1


# --- nights ----------------------------------------------------------------------------------------


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 200), st.integers(0, 300)), max_size=6)
)
def test_all_ways_to_choose_together_are_certain(rows: list[tuple[int, int, int]]) -> None:
    ways = night.mixtures(tuple(rows))
    assert sum(weight for weight, _counts in ways) == 1000 ** len(rows)
    assert all(sum(counts) == len(rows) for _weight, counts in ways)


def test_many_leaders_choose_as_their_mean() -> None:
    assert night.mixtures(((500, 100, 0),) * 35) == ((1, (18, 4, 13, 0)),)


def _nightly(view: SeatView, **changes: object) -> SeatView:
    summit = Summit("zafir", view.public.round, Goal.SOLID, preparation=50)
    return replace(
        view,
        public=replace(view.public, summit=replace(summit, **changes)),  # type: ignore[arg-type]
    )


def test_giving_helps_an_hour_more_than_standing_firm_and_that_more_than_walking() -> None:
    view = _nightly(_view(round_=5))
    give, fudge, firm, walk = (
        outlook.night_forecast(view, Goal.SOLID, 50, 0, 3, own).odds.middle
        for own in ("give", "fudge", "firm", "walk")
    )
    assert give > fudge > firm > walk


def test_nothing_comes_of_an_hour_that_most_have_left() -> None:
    view = _view(round_=5)
    gone = tuple(s for s in view.table.seats if s != view.seat)[:3]
    assert outlook.night_forecast(_nightly(view, left=gone), Goal.MODEST, 90, 0, 1).odds.high == 0


def test_the_breakdown_of_an_hour_adds_up_to_its_odds() -> None:
    view = _nightly(_view(round_=5))
    for preparation in (20, 50, 80):
        found = outlook.night_forecast(view, Goal.SOLID, preparation, 10, 1, "firm")
        sums = [sum(ends) for ends in zip(*((p.low, p.high) for p in found.parts), strict=True)]
        assert tables.logistic(sums[0]) <= found.odds.middle <= tables.logistic(sums[1])


# --- threats ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("commitment", [1, 2, 3])
@pytest.mark.parametrize("clear", [True, False])
def test_the_breakdown_of_a_threat_adds_up_to_its_odds(clear: bool, commitment: int) -> None:
    seen = 0
    for seat in ("cerulean", "dromund", "zafir"):
        view = _view(seat)
        for tool in view.table.instruments.values():
            if tool.sender != seat:
                continue
            for target in tool.cost:
                terms = ThreatTerms(0, 1, tool.id, clear, commitment, 3)
                found = outlook.threat_forecast(view, target, terms)
                # What is left out of the breakdown is what holds for every threat.
                always = weights.THREAT_BASE - 2070 * weights.THREAT["rules"] // 1000
                low, high = (
                    tables.logistic(always + sum(ends))
                    for ends in zip(*((p.low, p.high) for p in found.parts), strict=True)
                )
                assert found.odds.low <= low + 5
                assert found.odds.high >= high - 5
                seen += 1
    assert seen


def test_whoever_is_bound_to_something_else_is_thought_less_likely_to_give_way() -> None:
    terms = {"rules": 0, "stake": 0, "best": 0, "bound": 0, "free": 0, "cold": 0}
    assert set(weights.THREAT) <= set(terms)
    view = _view("cerulean")
    tool = next(t for t in view.table.instruments.values() if t.sender == "cerulean")
    target = min(tool.cost)
    found = pressure.threat_signs(view, target, ThreatTerms(0, 1, tool.id, True, 2, 3))
    assert set(found) == set(terms)
    assert weights.THREAT["bound"] < 0 < weights.THREAT["rules"]


# --- how the weights are found ----------------------------------------------------------------------


def _samples(pack: str, count: int, weight: int, base: int) -> list[odds.Sample]:
    dice = random.Random(f"{pack}/{count}")
    found = []
    for _ in range(count):
        row = {"real": dice.randrange(-2000, 2000), "backward": dice.randrange(-2000, 2000)}
        chance = tables.logistic(base + weight * row["real"] // 1000 - row["backward"])
        found.append({"of": "x", "pack": pack, "signs": row, "true": dice.randrange(1000) < chance})
    return found


def test_fitting_finds_the_weights_that_the_world_was_made_with() -> None:
    found = odds.fit(_samples("one", 4000, 1500, -500), {"real": 1, "backward": 0})
    assert abs(found["real"] - 1500) < 150
    assert abs(found["backward"] + 1000) < 150
    assert abs(found["base"] + 500) < 150


def test_a_sign_that_speaks_against_its_sense_is_left_out() -> None:
    found = odds.fit(_samples("one", 1000, 1500, 0), {"real": 1, "backward": 1})
    assert set(found) == {"real", "base"}


def test_every_pack_has_the_same_say() -> None:
    many, few = _samples("many", 3000, 0, 2000), _samples("few", 300, 0, -2000)
    assert abs(odds.fit(many + few, {"real": 1, "backward": 0})["base"]) < 400


def test_skill_is_that_of_the_table_and_not_of_the_base_rate() -> None:
    samples = _samples("one", 2000, 1500, 0)
    fitted = odds.fit(samples, {"real": 1, "backward": 0})
    good, bias = odds.skill(fitted, samples)
    assert good > 0.2
    assert abs(bias) < 0.02
    assert odds.skill({"base": 0}, samples)[0] <= 0


def test_the_house_is_asked_the_last_question_in_the_last_round_only() -> None:
    early = _view(round_=3)
    assert signs.family(early, MoveToVote()) == signs.ADOPT
    late = replace(early, public=replace(early.public, round=early.table.calendar.rounds))
    assert signs.family(late, MoveToVote()) == signs.FINAL
    motion = Motion("m", "chair", MoveToVote(), 3)
    assert "chair" not in early.table.seats
    asked = replace(early, public=replace(early.public, motion=motion))
    assert signs.family(asked, MoveToVote()) == signs.FINAL
