"""Prices of terms and hills of texts give what whole bargains and whole texts give."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from diplogame.ai.candidates import candidates
from diplogame.ai.chance import Dice
from diplogame.ai.outlook import Outlook
from diplogame.ai.packages import concern, slope_of, standing_value, target, with_option
from diplogame.ai.pricing import LEAST_GIFT, Prices
from diplogame.ai.slopes import FLOOR_WEIGHT, RED
from diplogame.app.library import open_pack
from diplogame.app.session import Session
from diplogame.rules.appraisal import own_worth, their_middle
from diplogame.rules.conference import Envoy, Room
from diplogame.rules.ids import Package
from diplogame.rules.records import Meeting
from diplogame.rules.terms import Bargain, Proviso, Term, TermKind

EVERY = 29
"""Orders between two looks into the game."""


@pytest.fixture(scope="module")
def outlooks() -> list[Outlook]:
    """Voters' reckonings at many moments of a game of Port Meridian."""
    session = Session.new(open_pack("port-meridian"), (), 5)
    found: list[Outlook] = []
    seats = session.pack.conference.seats
    while session.run_minds(limit=EVERY) == EVERY:
        seat = seats[len(found) % len(seats)]
        found.append(Outlook(session.view(seat), Dice(session.seed, seat)))
    return found


def test_the_price_of_a_bargain_is_what_it_is_appraised_at(outlooks: list[Outlook]) -> None:
    known = 0
    for outlook in outlooks:
        for other in (s for s in outlook.view.table.everybody if s in outlook.view.contacts):
            envoys = (Envoy.DIPLOMAT, Envoy.DIPLOMAT)
            meeting = Meeting("", outlook.round, 0, (outlook.seat, other), Room.CORRIDOR, envoys)
            prices = Prices(outlook, (other,), 9)
            for bargain in candidates(outlook, meeting, (other,)):
                own, theirs = prices.of(bargain.terms)
                assert own == own_worth(outlook.view, bargain)
                if own <= 0:
                    continue  # what it is to them is not asked then
                if prices.sums:
                    assert theirs == their_middle(outlook.view, other, bargain)
                    known += 1
                else:
                    gift = any(t.to == other for t in bargain.terms)
                    assert theirs == (LEAST_GIFT if gift else 0)
    assert known > 300


def test_two_undertakings_on_one_clause_are_not_simply_added(outlooks: list[Outlook]) -> None:
    differs = 0
    for outlook in outlooks:
        other = outlook.voters[0]
        prices = Prices(outlook, (other,), 9)
        for option in range(len(outlook.points[0])):
            pair = (
                Term(other, TermKind.SUPPORT, 0, option),
                Term(outlook.seat, TermKind.SUPPORT, 0, option),
            )
            own, _theirs = prices.of(pair)
            assert own == own_worth(outlook.view, Bargain(pair, 9))
            differs += own != sum(prices.of((term,))[0] for term in pair)
    assert differs


def test_a_term_under_a_condition_has_no_price_of_its_own(outlooks: list[Outlook]) -> None:
    outlook = outlooks[0]
    prices = Prices(outlook, outlook.voters[:1], 9)
    with pytest.raises(ValueError, match="condition"):
        prices.of((Term(outlook.seat, TermKind.SUPPORT, 0, 1, given=Proviso(1, 0)),))


def _plainly(outlook: Outlook, package: Package) -> int:
    """The worth of a text written down as the rule for it is said, without any short cut."""
    own = outlook.worth(package)
    value = own - FLOOR_WEIGHT * max(0, outlook.walk - own)
    value -= max(0, outlook.aspiration - own) * outlook.holding // 1000
    if outlook.crossed(package):
        value -= RED
    lacking = sum(outlook.shortfalls(package)[: outlook.needed])
    return value - lacking * concern(outlook) // 1000


def _neighbours(outlook: Outlook, package: Package) -> Iterator[Package]:
    for issue in outlook.open:
        for option in range(len(outlook.points[issue])):
            if option != package[issue]:
                yield with_option(package, issue, option)


def test_a_text_is_worth_the_same_whichever_way_it_is_reckoned(outlooks: list[Outlook]) -> None:
    for outlook in outlooks:
        for package in (outlook.text, *_neighbours(outlook, outlook.text)):
            assert standing_value(outlook, package) == _plainly(outlook, package)


def test_no_single_free_step_leads_above_what_is_steered_for(outlooks: list[Outlook]) -> None:
    for outlook in outlooks:
        goal = target(outlook)
        here = _plainly(outlook, goal)
        for then in _neighbours(outlook, goal):
            moved = next(k for k, option in enumerate(then) if option != goal[k])
            assert moved in outlook.promised or _plainly(outlook, then) <= here


def test_the_best_change_is_the_best_of_all_changes(outlooks: list[Outlook]) -> None:
    for outlook in outlooks:
        slope = slope_of(outlook)
        for issue in outlook.open:
            gain, option = slope.best_change(outlook.text, issue)
            others = {
                o: slope.change(outlook.text, issue, o)
                for o in range(len(outlook.points[issue]))
                if o != outlook.text[issue]
            }
            assert gain == others[option] == max(others.values())
