"""The debrief: facts of this game, honest numbers."""

from itertools import islice

import pytest

from diplogame.app import library
from diplogame.app.debrief import debrief
from diplogame.app.debrief.case import Case
from diplogame.app.session import Session
from diplogame.rules.terms import Outcome


@pytest.fixture(
    scope="module", params=[("first-steps", 3), ("first-steps", 8), ("port-meridian", 6)]
)
def case(request):
    pack, seed = request.param
    session = Session.new(library.open_pack(pack), (), seed)
    session.run_minds()
    return session, debrief(session)


def test_points_are_worth_what_interests_say(case):
    session, found = case
    for point in found.frontier.points:
        for seat, value in zip(found.frontier.seats, point.values, strict=True):
            interests = session.state.private[seat].interests
            raw = sum(row[o] for row, o in zip(interests.points, point.package, strict=True))
            raw += sum(link.points for link in interests.linkages if link.holds(point.package))
            assert value == raw


def test_fair_points_suit_every_voter(case):
    _session, found = case
    for kind in ("frontier", "nash", "kalai-smorodinsky", "egalitarian", "utilitarian"):
        for point in found.frontier.of_kind(kind):
            assert all(v >= w for v, w in zip(point.values, found.frontier.walk_aways, strict=True))


def test_common_swaps_hurt_no_voter():
    pack = library.open_pack("first-steps")
    games = (Session.new(pack, (), seed) for seed in range(1, 40))
    swaps = (
        swap
        for session in games
        if session.run_minds()
        for swap in debrief(session).frontier.swaps
        if swap.common
    )
    found = list(islice(swaps, 3))
    assert len(found) == 3
    assert all(gain > 0 for swap in found for _seat, gain in swap.gains)


def test_shares_of_the_gains_add_up(case):
    _session, found = case
    shares = [row.share for row in found.result.seats if row.voter]
    assert sum(shares) in range(1000 - len(shares), 1001) or sum(shares) == 0


def test_curves_run_over_every_round(case):
    _session, found = case
    for curve in found.curves.curves:
        for line in (curve.text, curve.offers, curve.aspiration, curve.reserve):
            assert len(line) == len(found.curves.rounds)


def test_beliefs_are_marked_by_whether_they_held_the_truth(case):
    session, found = case
    for row in found.information.rows:
        truth = session.state.private[row.about].interests.weights[row.issue]
        assert row.truth == truth
        assert row.hit is (row.weight.low <= truth <= row.weight.high)


def test_the_rule_in_force_recounts_to_what_happened(case):
    session, found = case
    actual = [row for row in found.votes.recounts if row.actual]
    assert len(actual) == 1
    whole = [v for v in session.state.public.votes if type(v.motion.kind).__name__ == "MoveToVote"]
    if whole and "vote on the text" in found.votes.about:
        assert actual[0].passed is whole[-1].carried


def test_five_different_questions_are_asked(case):
    _session, found = case
    assert len(found.questions) == 5
    assert len(set(found.questions)) == 5
    assert all("?" in question for question in found.questions)


def test_the_same_record_gives_the_same_debrief(case):
    session, found = case
    assert debrief(session) == found


def test_a_text_survives_less_and_less(case):
    _session, found = case
    chances = [year.survival for year in found.years]
    assert chances == sorted(chances, reverse=True)


def test_offers_are_read_into_the_text_of_their_day(case):
    session, _found = case
    opened = Case(session)
    count = len(opened.conference.issues)
    for round_, by, package in opened.offers:
        assert 1 <= round_ <= session.round
        assert by in opened.conference.everybody
        assert len(package) == count


def test_what_suited_every_voter_shows_no_loss_beside_it():
    """Talks that fail while an agreement was there: the way out is told against no deal."""
    pack = library.open_pack("first-steps")
    seen = 0
    for seed in range(1, 40):
        session = Session.new(pack, (), seed)
        session.run_minds()
        if session.state.public.outcome is not Outcome.COLLAPSED:
            continue
        found = debrief(session)
        for swap in found.frontier.swaps:
            if "suited every voter" in swap.text:
                seen += 1
                assert {seat for seat, _gain in swap.gains} == set(found.frontier.seats)
                assert all(gain >= 0 for _seat, gain in swap.gains)
                assert "−" not in swap.text.partition("(above no deal")[2]
                assert any(swap.text in question for question in found.questions)
        if seen:
            return
    raise AssertionError("no game of these failed with a deal in reach")
