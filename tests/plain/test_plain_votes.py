"""Plain mode: what a ballot says when nobody names a clause."""

import io
from dataclasses import replace

import pytest

from diplogame.app import library
from diplogame.app.session import Session
from diplogame.plain.console import Console
from diplogame.plain.desk import Desk
from diplogame.plain.names import Names, OrderError
from diplogame.plain.orders_hall import ballot, worst_issue
from diplogame.rules.decisions import Ballot, Consensus, ballots_for
from diplogame.rules.duties import Legal
from diplogame.rules.terms import Amend, Difficulty, Motion, TablePackage


def opened():
    return Session.new(library.open_pack("first-steps"), ("harrow",), 3, Difficulty.ENVOY)


def test_a_no_without_a_clause_is_about_the_clause_that_is_moved():
    view = opened().view("harrow")
    told = []
    for issue, option in (("bridge", 0), ("herring", 3), ("lamp", 2)):
        motion = Motion("m", "bellwether", Amend(issue, option), 2)
        told.append(worst_issue(replace(view, public=replace(view.public, motion=motion))))
    assert told == [0, 1, 2]
    whole = Motion("m", "bellwether", TablePackage((0, 1, 3)), 2)
    assert worst_issue(replace(view, public=replace(view.public, motion=whole))) == 0


def test_a_ballot_that_the_rule_does_not_know_is_answered_with_the_one_that_is_meant():
    game = opened()
    view = game.view("harrow")
    now = Legal("ballot", ballots=ballots_for(Consensus()))
    desk = Desk(view, now, Names(view, game.pack.phrasebook))
    for cast, said in ((Ballot.NO, "Say object."), (Ballot.ABSTAIN, "Say concern.")):
        with pytest.raises(OrderError, match=said):
            ballot(desk, cast, [])
    assert ballot(desk, Ballot.OBJECTION, ["herring"]).ballot is Ballot.OBJECTION


def test_a_key_that_writes_nothing_is_no_part_of_an_order():
    out = io.StringIO()
    console = Console(io.StringIO("\x0cst\x00atus\x1b\tnow\x85\n"), out)
    assert console.read("") == "status now"
    assert "\ufffd" not in out.getvalue()
