"""Who stands behind a threat: partners and the house (R10.1, R10.4)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import scene
from support.play import FIRST_STEPS, conference_of

from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules import threats
from diplogame.rules.backing import PARTNER_TIRES, partners_bound
from diplogame.rules.decisions import Ballot
from diplogame.rules.desk import Desk
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Bargain,
    Endorse,
    Stage,
    Term,
    TermKind,
    TermState,
    ThreatTerms,
)
from diplogame.rules.view import redact

YES, NO = Ballot.YES, Ballot.NO
BACK = Term("lantern", TermKind.BACK, to="bellwether")
TOOL = next(i for i in conference_of(FIRST_STEPS).instruments if i.id == "ferry-stop")


def backed(**more: object) -> tuple[State, str]:
    """Lantern is bound to back Harrow's pressure on Bellwether."""
    return scene.agreed(scene.three(), BACK, parties=("harrow", "lantern"), due=9, **more)


def imposed(state: State) -> tuple[State, str]:
    """Harrow's threat falls due and is carried out; the id of the sanction."""
    state, key = scene.threatened(state, "harrow", "bellwether", "ferry-stop")
    state = replace(scene.public(state, stage=Stage.RECKONING), awaiting=("harrow",))
    return scene.give(state, cmd.SettleThreat("harrow", key, "impose")), f"s-{key}"


def test_r10_1_a_threat_names_the_partners_that_are_bound_to_back_it_and_no_others() -> None:
    """R10.1: a threat states ... partners or institution."""
    state, _ = backed()
    state = scene.plenary(state, "harrow")
    terms = ThreatTerms(0, 1, "ferry-stop", True, 3, 4)
    named = replace(terms, partners=("lantern",))
    alone = scene.give(state, cmd.IssueUltimatum("harrow", "bellwether", terms))
    joined = scene.give(state, cmd.IssueUltimatum("harrow", "bellwether", named))
    fell = state.private["bellwether"].walk_away - alone.private["bellwether"].walk_away
    deeper = state.private["bellwether"].walk_away - joined.private["bellwether"].walk_away
    assert deeper * 100 >= fell * 130 > 0  # 30 % dearer, and believed more
    was = state.private["bellwether"].trust["lantern"]
    assert joined.private["bellwether"].trust["lantern"] == was - threats.BACKED_TRUST
    for wrong in (("bellwether",), ("lantern", "lantern"), ("nobody",)):
        order = cmd.IssueUltimatum("harrow", "bellwether", replace(terms, partners=wrong))
        assert scene.code_of(state, order) == "threat.partner"
    unbound = scene.plenary(scene.three(), "harrow")
    order = cmd.IssueUltimatum("harrow", "bellwether", named)
    assert scene.code_of(unbound, order) == "threat.partner"


def test_r10_1_backing_is_promised_against_a_third_delegation_that_somebody_here_can_press() -> (
    None
):
    """R10.1: partners; what nobody at the table could do needs no partner."""
    state, name = scene.sitting(scene.three(), "harrow", "lantern")

    def code(term: Term) -> str:
        offer = Bargain((term,), state.public.round)
        return scene.code_of(state, cmd.MakeOffer("harrow", name, (offer,)))

    assert code(BACK) == ""
    assert code(replace(BACK, to="harrow")) == "term.third"
    assert code(replace(BACK, to="nobody")) == "term.third"
    meek = replace(state, conference=replace(state.conference, instruments=()))
    order = cmd.MakeOffer("harrow", name, (Bargain((BACK,), state.public.round),))
    assert scene.code_of(meek, order) == "term.no-pressure"


def test_r10_1_a_partner_joins_a_standing_threat_if_all_concerned_know_of_both() -> None:
    """R10.1: a standing threat counts the partners that are bound; a secret one frightens nobody."""
    for public, joins in ((True, True), (False, False)):
        state, key = scene.threatened(scene.three(), "harrow", "bellwether", "ferry-stop")
        state, name = scene.sitting(state, "harrow", "lantern")
        offer = cmd.MakeOffer("harrow", name, (Bargain((BACK,), 4, public),))
        after = scene.give(state, offer, cmd.AcceptOffer("lantern", name))
        assert after.threats[key].partners == (("lantern",) if joins else ())
        fell = after.private["bellwether"].walk_away < state.private["bellwether"].walk_away
        assert fell is joins


def test_r10_4_partners_make_a_sanction_bite_and_pay_half_of_the_senders_cost() -> None:
    """R10.4: both pay, every round; partners make it dearer by 30 % each."""
    lonely, _ = imposed(scene.three())
    state, key = imposed(backed()[0])
    base = dict(TOOL.cost)["bellwether"]
    assert lonely.sanctions[key].cost == base
    assert state.sanctions[key].cost == base * 130 // 100
    assert state.sanctions[key].partners == ("lantern",)
    desk = Desk(state)
    threats.bite(desk)
    felt = state.private["bellwether"].exposure["ferry-stop"] * 130 // 100
    assert desk.private("bellwether").side == state.private["bellwether"].side - felt
    assert desk.private("harrow").side == state.private["harrow"].side - TOOL.own_cost
    assert desk.private("lantern").side == state.private["lantern"].side - TOOL.own_cost // 2


@pytest.mark.parametrize(
    ("age", "settled"), [(1, TermState.BROKEN), (PARTNER_TIRES, TermState.KEPT)]
)
def test_r10_4_partners_tire_and_may_drop_out_then_without_breaking_their_word(
    age: int, settled: TermState
) -> None:
    """R10.4: partners tire."""
    state, key = imposed(backed(key="u-x")[0])
    state = scene.public(state, round=state.public.round + age, stage=Stage.RECKONING)
    state = replace(state, awaiting=("lantern",))
    refused = cmd.LeaveSanction("lantern", "s-none")
    assert scene.code_of(state, refused) == "sanction.not-backed"
    after = scene.give(state, cmd.LeaveSanction("lantern", key))
    assert after.understandings["u-x"].states == (settled,)
    assert after.sanctions[key].partners == ()
    assert after.sanctions[key].cost == dict(TOOL.cost)["bellwether"]


def test_r10_4_a_partner_of_a_sanction_that_is_lifted_has_kept_its_word() -> None:
    """R10.4: until lifted."""
    state, key = imposed(backed(key="u-x")[0])
    after = scene.give(state, cmd.LiftSanction("harrow", key))
    assert after.understandings["u-x"].states == (TermState.KEPT,)


def test_r10_4_the_house_makes_a_sanction_bite_and_spares_the_standing_of_its_sender() -> None:
    """R10.4: institutions make them bite."""
    state = scene.plenary(scene.three(), "harrow", round_=3)
    motion = Endorse("bellwether", "ferry-stop")
    house = scene.vote(state, "harrow", motion, lantern=YES, bellwether=NO)
    assert house.public.endorsed == (("bellwether", "ferry-stop"),)
    lost = scene.vote(state, "harrow", motion, lantern=NO, bellwether=NO)
    assert lost.public.endorsed == ()
    again = scene.public(scene.plenary(house, "harrow", round_=3), motions_by={})
    assert scene.code_of(again, cmd.MakeMotion("harrow", motion)) == "motion.endorsed"
    wrong = cmd.MakeMotion("harrow", Endorse("harrow", "lamp-out"))
    assert scene.code_of(state, wrong) == "motion.instrument"
    base = dict(TOOL.cost)["bellwether"]
    alone, key = imposed(state)
    backed_, _ = imposed(house)
    assert backed_.sanctions[key].cost == base * 160 // 100
    loss = {w: s.public.standing["harrow"] for w, s in (("alone", alone), ("house", backed_))}
    assert loss["house"] - loss["alone"] == threats.ALONE_IMPOSING
    # Endorsed after it was imposed, it bites from then on.
    late = scene.vote(
        scene.plenary(alone, "harrow", 3), "harrow", motion, lantern=YES, bellwether=NO
    )
    assert late.sanctions[key].cost == base * 160 // 100


def test_r10_1_only_those_who_know_of_the_promise_learn_who_is_bound() -> None:
    """R16.3: a secret partner shows nowhere until it is named."""
    state, _ = backed()
    bound = partners_bound(state.understandings.values(), "harrow", "bellwether", 1)
    assert bound == ("lantern",)
    state = scene.plenary(state, "harrow")
    terms = ThreatTerms(0, 1, "ferry-stop", True, 3, 4)
    events = scene.events_of(state, cmd.IssueUltimatum("harrow", "bellwether", terms))
    seen = redact(events, "bellwether")
    assert all("lantern" not in e.terms.partners for e in seen if isinstance(e, ev.ThreatIssued))
