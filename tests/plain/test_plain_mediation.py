"""Mediation in plain mode (R14.2)."""

from __future__ import annotations

import pytest
from support import play
from support import tables_for_three as med

from diplogame.app.narrate import Describe
from diplogame.app.outlook.mediation import duty_lines, order_lines, seek_lines
from diplogame.plain.desk import Desk
from diplogame.plain.manual import ORDERS
from diplogame.plain.names import Names, OrderError
from diplogame.plain.orders import VERBS, parse
from diplogame.plain.pages import Pages
from diplogame.plain.terms import parse_activity
from diplogame.rules import commands as cmd
from diplogame.rules.legal import legal
from diplogame.rules.state import State
from diplogame.rules.terms import Frankness, Reason, SeekMediation, Style
from diplogame.rules.view import view_of

PACK = play.pack(play.FORD)
BROKER = med.BROKER
DUTIES = ("mediation-request", "confide", "mediate", "blind")


def desk_of(state: State, seat: str) -> Desk:
    view = view_of(state, seat)
    return Desk(view, legal(view), Names(view, PACK.phrasebook))


def tell() -> Describe:
    return Describe(PACK.phrasebook, PACK.conference)


def test_mediation_is_asked_for_in_words() -> None:
    view = view_of(med.ford(), "alder")
    names = Names(view, PACK.phrasebook)
    written = "mediation by estuary with delta and birch on dam and tax"
    wanted = SeekMediation(BROKER, ("delta", "birch"), (0, 2))
    assert parse_activity(view, names, written) == wanted
    written = "mediation by chair with birch on dam shuttle"
    assert parse_activity(view, names, written) == SeekMediation("chair", ("birch",), (2,), True)
    for wrong in ("mediation by estuary", "mediation by estuary with delta", "mediation on dam"):
        with pytest.raises(OrderError, match="mediation by MEDIATOR"):
            parse_activity(view, names, wrong)
    with pytest.raises(OrderError):
        parse_activity(view, names, "mediation by birch with delta on dam")


def test_every_word_of_a_mediation_is_an_order() -> None:
    state = med.sought("delta")
    key = med.the_one(state).id
    assert parse(desk_of(state, "delta"), "come") == cmd.AnswerMediation("delta", key, True)
    away = cmd.AnswerMediation("delta", key, False, Reason.DISTRUST)
    assert parse(desk_of(state, "delta"), "stay away distrust") == away
    state = med.sitting("delta")
    assert parse(desk_of(state, "alder"), "frank") == cmd.Confide("alder", key, Frankness.FRANK)
    state = med.told("delta")
    given = parse(desk_of(state, BROKER), "formulate dam=joint")
    assert given == cmd.Mediate(BROKER, key, Style.FORMULATE, ((2, 1),))
    suggested = parse(desk_of(state, BROKER), "press")
    assert isinstance(suggested, cmd.Mediate)
    assert [k for k, _ in suggested.proposal] == [2]
    state = med.put("delta")
    assert parse(desk_of(state, "alder"), "no") == cmd.AnswerBlind("alder", key, False)


def test_every_duty_has_orders_a_manual_and_a_situation_in_words() -> None:
    stages = {
        "mediation-request": med.sought("delta"),
        "confide": med.sitting("delta"),
        "mediate": med.told("delta"),
        "blind": med.put("delta"),
    }
    assert set(stages) == set(DUTIES)
    for duty, state in stages.items():
        assert duty in ORDERS
        assert duty in VERBS
        seat = state.awaiting[0]
        view = view_of(state, seat)
        assert legal(view).duty == duty
        said = " ".join(duty_lines(view, tell(), legal(view)))
        assert "the dam at gorse" in said.casefold()


def test_prices_are_said_before_they_are_paid() -> None:
    view = view_of(med.ford(), "alder")
    told = " ".join(seek_lines(view, tell(), SeekMediation(BROKER, ("delta",), (2,))))
    assert "confidence" in told
    assert "may hear" in told, "Delta is Estuary's friend"
    state = med.told("delta")
    key = med.the_one(state).id
    pressed = cmd.Mediate(BROKER, key, Style.PRESS, ((2, 1),))
    told = " ".join(order_lines(view_of(state, BROKER), tell(), pressed))
    assert "320 points less" in told
    assert "lasts less" in told
    state = med.put("delta")
    yes = cmd.AnswerBlind("alder", key, True)
    told = " ".join(order_lines(view_of(state, "alder"), tell(), yes))
    assert "the other did not" in told, "what two parties cannot hide from each other is said"


def test_the_page_of_mediators_says_leverage_leanings_and_what_came_of_it() -> None:
    state = med.answered(med.put("delta"))
    pages = Pages(view_of(state, "cedar"), PACK.phrasebook, PACK.conference)
    text = " ".join(" ".join(pages.mediators()).split())
    assert "leverage is 80" in text
    assert "+60" in text
    assert "agreed on" in text
    untold = Pages(view_of(med.told("delta"), "cedar"), PACK.phrasebook, PACK.conference)
    assert "under way" not in " ".join(untold.mediators())
