"""The public negotiator: what holds at every table."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplogame.negotiator import (
    Character,
    MiCRO,
    Negotiator,
    TimeBased,
    TitForTat,
    Worth,
    additive,
    sit,
)
from diplogame.negotiator.rival import Rival
from diplogame.negotiator.space import Space


@st.composite
def tables(draw, parties=(2, 4)):
    """Issues, a utility for each party, and reserves."""
    sizes = draw(st.lists(st.integers(2, 4), min_size=1, max_size=4))
    issues = [(f"issue {k}", tuple(f"v{n}" for n in range(size))) for k, size in enumerate(sizes)]
    count = draw(st.integers(*parties))
    worths, reserves = [], []
    for _ in range(count):
        points = [draw(st.lists(st.integers(0, 20), min_size=s, max_size=s)) for s in sizes]
        utility = additive(issues, points)
        values = sorted(utility(o) for o in product(*(values for _, values in issues)))
        worths.append(utility)
        reserves.append(values[int(draw(st.integers(0, 60)) * (len(values) - 1) / 100)])
    return issues, worths, reserves


STRATEGIES = {
    "firm": Negotiator,
    "conceder": lambda: Negotiator(Character(beta=400, hold=0)),
    "boulware": lambda: TimeBased(20),
    "linear": lambda: TimeBased(100),
    "micro": MiCRO,
    "tit for tat": TitForTat,
}


@given(tables(), st.data())
@settings(deadline=None)
def test_a_deal_is_on_the_table_was_offered_and_is_never_below_anybody_s_reserve(table, data):
    issues, worths, reserves = table
    line_up = [data.draw(st.sampled_from(sorted(STRATEGIES))) for _ in worths]
    rounds = data.draw(st.integers(1, 30))
    session = sit(issues, worths, reserves, [STRATEGIES[name]() for name in line_up], rounds)
    on_the_table = set(product(*(values for _, values in issues)))
    assert all(outcome in on_the_table for _, _, outcome in session.offers)
    if session.agreement is not None:
        assert session.agreement == session.offers[-1][2]
        for who, utility in enumerate(worths):
            if str(who + 1) != session.offers[-1][1]:
                assert utility(session.agreement) >= reserves[who]


@given(tables(), st.integers(1, 30))
@settings(deadline=None)
def test_our_negotiator_neither_takes_nor_offers_what_is_worth_less_than_no_deal(table, rounds):
    issues, worths, reserves = table
    minds = [Negotiator() for _ in worths]
    session = sit(issues, worths, reserves, minds, rounds)
    for _, party, outcome in session.offers:
        who = int(party) - 1
        better = [o for o in product(*(v for _, v in issues)) if worths[who](o) > reserves[who]]
        if better:
            assert worths[who](outcome) > reserves[who]
    if session.agreement is not None:
        taken = [worths[who](session.agreement) >= reserves[who] for who in range(len(worths))]
        assert all(taken)


@given(tables(), st.integers(1, 20))
@settings(deadline=None)
def test_the_same_table_gives_the_same_session(table, rounds):
    issues, worths, reserves = table
    first = sit(issues, worths, reserves, [Negotiator() for _ in worths], rounds)
    again = sit(issues, worths, reserves, [Negotiator() for _ in worths], rounds)
    assert first == again


@given(tables(parties=(2, 2)), st.integers(3, 30))
@settings(deadline=None)
def test_what_it_has_just_offered_it_would_itself_accept(table, rounds):
    issues, worths, reserves = table
    mind = Negotiator()
    mind.start(issues, worths[0], reserves[0], rounds, "a", ("a", "b"))
    offer = mind.propose([], 0.0)
    space = Space(issues, worths[0], reserves[0])
    if space.codes:
        assert mind.respond(offer, "b", [(0, "a", offer), (0, "b", offer)], 1 / rounds) == "accept"


def test_the_last_word_takes_anything_better_than_nothing():
    issues = [("price", tuple(range(11)))]
    seller, buyer = additive(issues, [list(range(11))]), additive(issues, [list(range(10, -1, -1))])
    last = Negotiator()
    last.start(issues, buyer, 0.0, 5, "buyer", ("seller", "buyer"))
    assert seller((9,)) == 9
    assert last.respond((9,), "seller", [(4, "seller", (9,))], 0.8) == "accept"
    assert last.respond((10,), "seller", [(4, "seller", (10,))], 0.8) == "reject"
    early = Negotiator()
    early.start(issues, buyer, 0.0, 5, "buyer", ("seller", "buyer"))
    assert early.respond((9,), "seller", [(0, "seller", (9,))], 0.0) == "reject"


def test_a_firm_one_gets_more_from_a_conceder_than_the_conceder_gets():
    issues = [(f"i{k}", tuple(range(5))) for k in range(3)]
    one = additive(issues, [[0, 2, 4, 6, 8], [0, 1, 2, 3, 4], [4, 3, 2, 1, 0]])
    other = additive(issues, [[8, 6, 4, 2, 0], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4]])
    worths = [Worth(issues, one), Worth(issues, other)]
    session = sit(issues, worths, [0, 0], [Negotiator(), Negotiator(Character(beta=400))], 40)
    assert session.agreement is not None
    assert worths[0].space.gain(session.agreement) > worths[1].space.gain(session.agreement)


def test_a_rival_s_opening_costs_it_nothing_and_what_it_never_names_costs_most():
    rival = Rival((3, 3))
    assert rival.loss((0, 0)) == rival.loss((2, 2)) == 0
    for offer in [(0, 0), (0, 1), (1, 1)]:
        rival.hear(offer)
    assert rival.loss((0, 0)) == 0
    assert rival.loss((0, 0)) < rival.loss((0, 1)) < rival.loss((1, 1)) < rival.loss((2, 2))
    assert rival.stale == 0
    rival.hear((0, 1))
    assert rival.stale == 1


def test_of_values_never_named_the_one_beside_a_named_one_is_taken_to_cost_least():
    rival = Rival((5, 1, 2))
    rival.hear((0, 0, 1))
    beside, further, furthest = (rival.loss((place, 0, 1)) for place in (1, 2, 4))
    assert 0 < beside < further < furthest
    rival.hear((4, 0, 1))
    assert rival.loss((3, 0, 1)) == rival.loss((1, 0, 1)) < rival.loss((2, 0, 1))


def price(steps):
    """One price, of which a seller wants the highest and a buyer the lowest."""
    issues = [("price", tuple(range(steps + 1)))]
    seller = additive(issues, [list(range(steps + 1))])
    buyer = additive(issues, [list(range(steps, -1, -1))])
    return issues, seller, buyer


@pytest.mark.parametrize("rounds", [2, 3, 20, 100])
def test_two_of_ours_who_share_out_one_price_meet_near_the_middle(rounds):
    issues, seller, buyer = price(20)
    for first, second in [(seller, buyer), (buyer, seller)]:
        session = sit(issues, [first, second], [0, 0], [Negotiator(), Negotiator()], rounds)
        assert session.agreement is not None
        assert 8 <= session.agreement[0] <= 12


def buyer_hearing(*offers, rounds=10):
    """The second of two over a price of 0 to 10, in the round before the last."""
    issues, _, buyer = price(10)
    mind = Negotiator()
    mind.start(issues, buyer, 0, rounds, "buyer", ("seller", "buyer"))
    first = rounds - 1 - len(offers)
    history = [(first + n, "seller", (offer,)) for n, offer in enumerate(offers)]
    return mind, history, (rounds - 2) / rounds


def test_who_speaks_second_does_not_give_in_while_the_other_is_giving_way_and_has_a_word_left():
    mind, history, t = buyer_hearing(10, 9, 8)
    assert mind.respond((8,), "seller", history, t) == "reject"
    (asked,) = mind.propose(history, t)
    assert asked == 5, "what it holds out for, not the best it was offered"
    history += [(8, "buyer", (asked,)), (9, "seller", (9,))]
    assert mind.respond((9,), "seller", history, 0.9) == "accept", "the last word is not missed"


def test_half_of_the_gain_is_enough_for_who_speaks_second():
    mind, history, t = buyer_hearing(9, 7, 5)
    assert mind.respond((5,), "seller", history, t) == "accept"


def test_from_one_who_only_repeats_itself_it_takes_what_there_is():
    mind, history, t = buyer_hearing(9, 8, 8, 8)
    assert mind.respond((8,), "seller", history, t) == "accept"
    mind, history, t = buyer_hearing(7, 8, 9)
    assert mind.respond((9,), "seller", history, t) == "reject"
    assert mind.propose(history, t) == (7,), "the best it was offered"


def test_leaving_the_table_ends_it_without_a_deal():
    class Leaver(TimeBased):
        def respond(self, offer, proposer, history, t):
            return "end"

    issues = [("x", (0, 1))]
    one, other = additive(issues, [[1, 0]]), additive(issues, [[0, 1]])
    session = sit(issues, [one, other], [0, 0], [TimeBased(20), Leaver(20)], 10)
    assert (session.agreement, session.ended_by, session.rounds) == (None, "2", 1)


def test_a_table_too_large_to_list_is_thinned_evenly_and_without_repeats(monkeypatch):
    monkeypatch.setattr("diplogame.negotiator.space.MOST_LISTED", 5_000)
    issues = [(f"i{k}", tuple(range(7))) for k in range(6)]
    space = Space(issues, additive(issues, [list(range(7))] * 6), 0)
    assert 4_999 <= len(space.codes) <= 5_000
    assert len(set(space.codes)) == len(space.codes)
    for issue in range(6):
        for value in range(7):
            share = sum(code[issue] == value for code in space.codes) / len(space.codes)
            assert 0.12 < share < 0.165


def test_where_no_deal_is_worth_it_nothing_is_accepted_and_an_offer_is_still_made():
    issues = [("x", (0, 1))]
    utility = additive(issues, [[1, 2]])
    mind = Negotiator()
    mind.start(issues, utility, 5.0, 3, "a", ("a", "b"))
    assert mind.propose([], 0.0) == (1,)
    assert mind.respond((1,), "b", [(0, "b", (1,))], 0.9) == "reject"


@pytest.mark.parametrize(
    ("change", "message"),
    [({"beta": 4}, "beta"), ({"beta": 1_001}, "beta"), ({"hold": 1_001}, "hold")],
)
def test_a_character_out_of_range_is_refused(change, message):
    with pytest.raises(ValueError, match=message):
        Character(**change)


def test_a_table_that_makes_no_sense_is_refused():
    issues = [("x", (0, 1))]
    utility = additive(issues, [[0, 1]])
    with pytest.raises(ValueError, match="two parties"):
        sit(issues, [utility], [0], [Negotiator()], 5)
    with pytest.raises(ValueError, match="round"):
        Negotiator().start(issues, utility, 0.0, 0, "a", ("a", "b"))
    with pytest.raises(ValueError, match="not among"):
        Negotiator().start(issues, utility, 0.0, 5, "c", ("a", "b"))
    with pytest.raises(ValueError, match="issues"):
        Negotiator().start([("x", ())], utility, 0.0, 5, "a", ("a", "b"))
