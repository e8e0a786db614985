"""Plain mode: undertakings that bind only as long as a clause reads an option (R6.6)."""

import io

import pytest

from diplogame.app import library
from diplogame.app.session import Session
from diplogame.plain.names import Names, OrderError
from diplogame.plain.play import play
from diplogame.plain.terms import parse_offer
from diplogame.rules.terms import Difficulty, Proviso, TermKind, Trigger

MEET = ["meet bellwether", "rest", "done"]


def opened():
    return Session.new(library.open_pack("first-steps"), ("harrow",), 3, Difficulty.ENVOY)


def game(*orders):
    """Play with some orders as Harrow; what was written."""
    session, out = opened(), io.StringIO()
    assert play(session, io.StringIO("\n".join(orders) + "\n"), out) == 0
    return session, out.getvalue()


def offer(text):
    """The one bargain that a line says."""
    session = opened()
    view = session.view("harrow")
    names = Names(view, session.pack.phrasebook)
    (found,) = parse_offer(view, names, ("bellwether",), text, False)
    return found.terms


@pytest.mark.parametrize("words", ["as long as", "AS LONG AS", "if", "while", "provided that"])
def test_a_condition_is_said_in_several_ways(words):
    given, asked = offer(f"support herring=quota {words} lamp=market for lamp=market")
    assert given.kind is TermKind.SUPPORT
    assert given.given == Proviso(2, 3) == Proviso(asked.issue, asked.option)
    assert asked.given is None


def test_every_undertaking_has_a_condition_of_its_own():
    terms = offer(
        "acquiesce herring=quota if lamp=market and pay winter-berths adoption if bridge=tides "
        "for adopt as long as lamp=market and bridge=tides"
    )
    assert [t.given for t in terms] == [Proviso(2, 3), Proviso(0, 1), Proviso(2, 3), None]
    assert terms[1].trigger is Trigger.ADOPTION


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("support herring=quota if lamp for adopt", "Say which option of lamp"),
        ("support herring=quota if lantern=market for adopt", "There is no clause 'lantern'"),
        ("support herring=quota if lamp=ban for adopt", "There is no option of lamp 'ban'"),
        ("support herring=nought if lamp=market for adopt", "no option of herring 'nought'"),
    ],
)
def test_what_is_no_condition_is_answered_with_what_there_is(text, says):
    with pytest.raises(OrderError, match=says):
        offer(text)


def test_the_offer_is_read_back_with_its_condition_and_the_rules_word_their_refusal():
    _session, text = game(
        *MEET,
        "offer support herring=quota as long as herring=quota for adopt",
        "done",
        "offer support herring=quota as long as lamp=market for adopt",
        "take back",
        "quit",
    )
    flat = " ".join(text.split())
    assert "Undertaking 1 depends on the very clause it promises" in flat
    assert "as long as “" in flat


def test_the_manual_and_the_menu_know_of_conditions():
    _session, text = game(*MEET, "help offer", "quit")
    assert "as long as c=d for c=d" in " ".join(text.split())


def test_accept_takes_one_number_and_no_more():
    session = opened()
    for _ in range(60):
        session.run_minds()
        if session.duty("harrow") == "offer":
            break
        session.submit(session.advise("harrow"))
    assert session.duty("harrow") == "offer"
    before, out = session.digest(), io.StringIO()
    assert play(session, io.StringIO("accept 2 3\n"), out) == 0
    assert "accept and the number of the variant" in " ".join(out.getvalue().split())
    assert session.digest() == before
