"""Plain mode: what a ballot says when nobody names a clause."""

from dataclasses import replace

from diplogame.app import library
from diplogame.app.session import Session
from diplogame.plain.orders_hall import worst_issue
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
