"""Blocs and clubs in plain mode (R13)."""

from __future__ import annotations

import pytest
from support import leagues, play, scene

from diplogame.app.narrate import Describe
from diplogame.app.outlook.blocs import duty_lines, order_lines
from diplogame.plain.desk import Desk
from diplogame.plain.manual import ORDERS
from diplogame.plain.names import Names, OrderError
from diplogame.plain.orders import VERBS, parse
from diplogame.plain.orders_blocs import morning
from diplogame.plain.pages import Pages
from diplogame.plain.terms import parse_activity, parse_offer
from diplogame.rules import commands as cmd
from diplogame.rules.decisions import Ballot
from diplogame.rules.legal import legal
from diplogame.rules.state import State
from diplogame.rules.terms import Circulate, HoldCaucus, Reason, Term, TermKind
from diplogame.rules.view import SeatView, view_of

BLOC = leagues.BLOC
PACK = play.pack(play.UPLANDS)


def desk_of(state: State, seat: str) -> Desk:
    view = view_of(state, seat)
    return Desk(view, legal(view), Names(view, PACK.phrasebook))


def names(view: SeatView) -> Names:
    return Names(view, PACK.phrasebook)


def test_a_slot_is_given_to_a_caucus_or_to_a_declaration() -> None:
    view = view_of(leagues.valley(), "alder")
    assert parse_activity(view, names(view), "caucus") == HoldCaucus(BLOC)
    assert parse_activity(view, names(view), "caucus upland three") == HoldCaucus(BLOC)
    written = "circulate dam=upland tax=none to birch and cedar"
    wanted = Circulate(((0, 0), (2, 2)), ("birch", "cedar"))
    assert parse_activity(view, names(view), written) == wanted
    with pytest.raises(OrderError, match="circulate CLAUSE=OPTION"):
        parse_activity(view, names(view), "circulate dam=upland")
    outside = view_of(leagues.valley(), "delta")
    with pytest.raises(OrderError, match="no bloc or club"):
        parse_activity(outside, names(outside), "caucus")


def test_the_word_in_a_caucus_is_used_in_words() -> None:
    state = leagues.caucus(leagues.valley())
    desk = desk_of(state, "alder")
    tabled = parse(desk, "table dam=upland tax=none")
    assert tabled == cmd.TableDraft("alder", BLOC, ((0, 0), (2, 2)))
    assert parse(desk, "pass") == cmd.PassCaucus("alder", BLOC)
    state = scene.give(state, tabled)
    desk = desk_of(state, "birch")
    assert parse(desk, "amend forest=reserve") == cmd.AmendDraft("birch", BLOC, 1, 2)
    assert parse(desk, "strike dam") == cmd.AmendDraft("birch", BLOC, 2, -1)
    assert parse(desk, "stand") == cmd.StandForLeader("birch", BLOC)
    state = scene.give(state, cmd.StandForLeader("birch", BLOC))
    desk = desk_of(state, "alder")
    against = parse(desk, "no")
    assert against == cmd.CastCaucusBallot("alder", BLOC, Ballot.NO, Reason.WORST_CLAUSE)
    with pytest.raises(OrderError, match="yes, no, abstain"):
        parse(desk, "silent")


def test_the_morning_has_orders_of_its_own() -> None:
    view = view_of(leagues.next_morning(leagues.bound()), "alder")
    assert morning(view, names(view), "announce", []) == cmd.DeclareCommon("alder", BLOC)
    assert morning(view, names(view), "quit-bloc", []) == cmd.LeaveCoalition("alder", BLOC)
    with pytest.raises(OrderError, match="no bloc or club"):
        morning(view, names(view), "accede", [])


def test_a_leader_gives_the_word_of_all_and_an_outsider_asks_a_member_to_leave() -> None:
    view = view_of(leagues.next_morning(leagues.bound()), "alder")
    text = "dam=upland and birch: support dam=upland and cedar: support dam=upland for tax=low"
    [bargain] = parse_offer(view, names(view), ["delta"], text, False)
    given = {t.by for t in bargain.terms if (t.issue, t.option) == (2, 2)}
    assert given == set(leagues.MEMBERS)
    other = view_of(leagues.next_morning(leagues.bound()), "delta")
    [bargain] = parse_offer(other, names(other), ["cedar"], "pay gift-delta for leave three", False)
    assert Term("cedar", TermKind.LEAVE, to=BLOC) in bargain.terms


def test_a_declaration_is_signed_or_declined_with_a_reason() -> None:
    state = leagues.circulated(1, ((0, 2),), "estuary")
    desk = desk_of(state, "estuary")
    key = desk.now.coalition
    assert parse(desk, "sign") == cmd.AnswerDeclaration("estuary", key, True)
    refused = parse(desk, "decline holding-out")
    assert refused == cmd.AnswerDeclaration("estuary", key, False, Reason.HOLDING_OUT)


def test_what_is_asked_is_said_with_what_it_is_worth() -> None:
    state = leagues.circulated(1, ((0, 2),), "estuary")
    view = view_of(state, "estuary")
    tell = Describe(PACK.phrasebook, PACK.conference)
    said = " ".join(duty_lines(view, tell, legal(view)))
    assert "asks us to sign principles" in said
    assert "points beside the treaty" in said
    assert "whoever is not asked" in said
    own = view_of(leagues.next_morning(leagues.bound()), "cedar")
    leaving = " ".join(order_lines(own, tell, cmd.LeaveCoalition("cedar", BLOC)))
    assert "no way back" in leaving


def test_the_page_tells_insiders_what_binds_them_and_outsiders_only_what_is_public() -> None:
    secret = leagues.next_morning(leagues.bound())
    inside = Pages(view_of(secret, "cedar"), PACK.phrasebook, PACK.conference).coalitions()
    outside = Pages(view_of(secret, "delta"), PACK.phrasebook, PACK.conference).coalitions()
    assert "upland villages" in " ".join(inside)
    assert "upland villages" not in " ".join(outside)
    assert "declared no position" in " ".join(outside)
    bare = play.pack(play.FIRST_STEPS)
    pages = Pages(view_of(scene.three(), "harrow"), bare.phrasebook, bare.conference)
    assert "knows none" in " ".join(pages.coalitions())


@pytest.mark.parametrize("duty", ["summons", "caucus", "caucus-ballot", "declaration"])
def test_every_order_of_a_bloc_is_in_the_manual(duty: str) -> None:
    written = {order.split()[0] for order, _about in ORDERS[duty]}
    assert {verb.split()[0] for verb in VERBS[duty]} == written
