"""Minds in blocs and clubs (R13): they use them when it serves them, and say why when it does not."""

from __future__ import annotations

import dataclasses
from collections import Counter

import pytest
from support import leagues, play, scene

from diplogame.ai import coalitions
from diplogame.ai.bonds import blocks, bounded, lawful, overtures
from diplogame.ai.chance import Dice
from diplogame.ai.mind import decide as think
from diplogame.ai.outlook import Outlook
from diplogame.rules import commands as cmd
from diplogame.rules.belonging import leaving_price, worth
from diplogame.rules.conference import Conference, Phase
from diplogame.rules.decide import Accepted, decide
from diplogame.rules.decisions import Ballot, Majority, Share
from diplogame.rules.decisions.kinds import Base
from diplogame.rules.flow import begin
from diplogame.rules.setup import open_conference
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Band,
    Bargain,
    CableHome,
    Caucus,
    ClauseStatus,
    HoldCaucus,
    Plan,
    Reason,
    Rest,
    Term,
    TermKind,
)
from diplogame.rules.view import view_of
from diplogame.tui.screens.bonds import voices

BLOC, DAM_UP = leagues.BLOC, leagues.DAM_UP


def outlook(state: State, seat: str) -> Outlook:
    return Outlook(view_of(state, seat), Dice(1, seat))


def played(conference: Conference, seed: int, leaver: str = "") -> tuple[State, Counter[str]]:
    """A conference played by minds alone; one member may be made to leave before it begins."""
    state = begin(open_conference(conference, seed))[0]
    told: Counter[str] = Counter()
    if leaver:
        state = scene.give(state, cmd.LeaveCoalition(leaver, BLOC))
    while state.awaiting:
        seat = state.awaiting[0]
        command = think(view_of(state, seat), Dice(seed, seat))
        decision = decide(state, command)
        assert isinstance(decision, Accepted), (command, decision)
        told.update(type(e).__name__ for e in decision.events)
        state = decision.state
    return state, told


@pytest.mark.parametrize("seed", range(6))
def test_minds_play_conferences_with_blocs_and_clubs_lawfully(seed: int) -> None:
    state, told = played(play.conference_of(play.UPLANDS), seed)
    assert state.public.outcome is not None
    assert told["PositionAdopted"] >= 1


def test_over_some_games_minds_use_all_that_there_is() -> None:
    told: Counter[str] = Counter()
    for seed in range(12):
        told += played(play.conference_of(play.UPLANDS), seed)[1]
    for name in (
        "PositionDeclared",
        "RanksBroken",
        "MemberLeft",
        "ClubFounded",
        "ClubJoined",
        "DeclarationFailed",
        "PositionLapsed",
    ):
        assert told[name], name


# --- the trade-off (field guide 9 and 34) -----------------------------------------------------------


def strong() -> Conference:
    """The valley where the three are a majority, if they hold together for the whole of it."""
    base = play.conference_of(play.UPLANDS)
    rule = Majority(share=Share(3, 5), of=Base.MEMBERS)
    bloc = dataclasses.replace(base.blocs[0], mandate=7, clauses=4)
    institution = dataclasses.replace(base.institution, adoption=rule, amendment=rule)
    return dataclasses.replace(base, clubs=None, institution=institution, blocs=(bloc,))


def odd() -> Conference:
    """The valley with a stranger in the bloc: Delta wants the contrary, and two can outvote it."""
    base = play.conference_of(play.UPLANDS)
    bloc = dataclasses.replace(
        base.blocs[0], mandate=7, clauses=4, members=("alder", "birch", "delta")
    )
    return dataclasses.replace(base, clubs=None, blocs=(bloc,))


def gain_of_staying(conference: Conference, who: str, games: int = 12) -> int:
    """Points of the final score that a member gains on average by being in the bloc."""
    total = 0
    for seed in range(games):
        stays, leaves = played(conference, seed)[0], played(conference, seed, who)[0]
        total += stays.public.scores[who] - leaves.public.scores[who]
    return total // games


def test_among_friends_who_are_enough_it_pays_to_be_in_a_bloc() -> None:
    assert gain_of_staying(strong(), "alder") > 100


def test_among_strangers_who_outvote_one_it_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    # Left to itself a mind goes when it must; here it has to sit it out.
    monkeypatch.setattr(coalitions, "_too_dear", lambda *_: False)
    assert gain_of_staying(odd(), "delta") < -100


# --- in the bloc -------------------------------------------------------------------------------------


def test_a_leader_calls_a_caucus_when_there_is_something_to_win_by_it() -> None:
    wishes = coalitions.wishes(outlook(leagues.valley(), "alder"))
    assert HoldCaucus(BLOC) in [activity for _score, _name, activity, _rule in wishes]


def test_nobody_calls_a_caucus_while_a_position_binds() -> None:
    state = leagues.next_morning(leagues.bound())
    wishes = coalitions.wishes(outlook(state, "alder"))
    assert HoldCaucus(BLOC) not in [activity for _score, _name, activity, _rule in wishes]


def test_a_draft_is_worth_something_to_its_maker_and_believed_to_find_a_majority() -> None:
    mind = outlook(leagues.caucus(leagues.valley()), "alder")
    net, draft = coalitions.best_draft(mind, leagues.MEMBERS, 2, 2)
    assert net >= coalitions.WORTHWHILE
    assert 1 <= len(draft) <= 2
    row = mind.points
    assert all(row[k][o] > mind.expected[k] for k, o in draft)


def test_who_would_lose_by_a_position_votes_against_it_and_says_which_clause() -> None:
    state = leagues.caucus(leagues.valley())
    # A shilling on every ton, and the locks shut: nothing that Birch could want.
    state = scene.give(state, cmd.TableDraft("alder", BLOC, ((0, 3),)))
    while state.coalitions[BLOC].caucus.question is None:  # type: ignore[union-attr]
        state = scene.give(state, cmd.PassCaucus(state.awaiting[0], BLOC))
    state = scene.give(state, cmd.CastCaucusBallot("alder", BLOC, Ballot.YES))
    ballot = think(view_of(state, "birch"), Dice(1, "birch"))
    assert isinstance(ballot, cmd.CastCaucusBallot)
    assert ballot.ballot is Ballot.NO
    assert (ballot.reason, ballot.issue) == (Reason.WORST_CLAUSE, 0)


def test_a_leader_speaks_for_all_when_proposals_are_made_and_not_before() -> None:
    state = leagues.next_morning(leagues.bound())
    view = view_of(state, "alder")
    public = dataclasses.replace(view.public, phase=Phase.AGENDA)
    early = Outlook(dataclasses.replace(view, public=public), Dice(1, "alder"))
    assert coalitions.morning(early) is None
    assert coalitions.morning(outlook(state, "alder")) == cmd.DeclareCommon("alder", BLOC)


def test_who_is_bound_to_far_more_than_leaving_costs_leaves() -> None:
    state = leagues.next_morning(leagues.bound())
    points = tuple(
        tuple(0 if (k, o) in DAM_UP else 4000 for o in range(len(row)))
        for k, row in enumerate(state.private["cedar"].interests.points)
    )
    own = dataclasses.replace(state.private["cedar"].interests, points=points)
    hurt = scene.private(state, "cedar", interests=own)
    left = coalitions.morning(outlook(hurt, "cedar"))
    assert isinstance(left, cmd.LeaveCoalition)
    assert not isinstance(coalitions.morning(outlook(state, "birch")), cmd.LeaveCoalition)


def test_the_sore_and_the_busy_stay_away_and_say_so() -> None:
    state = leagues.valley()
    for seat, activity in (("birch", CableHome("dam", 1)), ("alder", HoldCaucus(BLOC))):
        plan = Plan((activity, Rest(), Rest()))
        private = dataclasses.replace(state.private[seat], plan=plan)
        state = dataclasses.replace(state, private={**state.private, seat: private})
    caucus = Caucus("alder", 0, ("birch",), ("alder", "cedar"))
    bloc = dataclasses.replace(state.coalitions[BLOC], caucus=caucus)
    state = dataclasses.replace(state, coalitions={BLOC: bloc})
    answer = coalitions.answer_summons(outlook(state, "birch"), BLOC)
    assert (answer.accept, answer.reason) == (False, Reason.BUSY)


# --- at the bargaining table -------------------------------------------------------------------------


def test_outsiders_ask_members_to_leave_and_fellows_ask_those_to_stay_who_are_tempted() -> None:
    state = leagues.declared()
    gift = Term("delta", TermKind.PAY, to="cedar", incentive="gift-delta")
    asked = overtures(outlook(state, "delta"), "cedar", [], [gift])
    assert (Term("cedar", TermKind.LEAVE, to=BLOC), gift) in asked
    assert overtures(outlook(state, "alder"), "cedar", [], [gift]) == [], "it is content"
    belief = state.private["alder"].beliefs["cedar"]
    values = tuple(
        tuple(Band(0, 0) if (k, o) in DAM_UP else Band(100, 100) for o in range(len(row)))
        for k, row in enumerate(belief.values)
    )
    sorely = state.private["alder"].beliefs.put("cedar", dataclasses.replace(belief, values=values))
    inside = overtures(
        outlook(scene.private(state, "alder", beliefs=sorely), "alder"), "cedar", [], [gift]
    )
    assert inside == [(Term("cedar", TermKind.STAY, to=BLOC), gift)]


def test_nobody_gives_the_word_of_all_for_a_clause_that_was_closed_otherwise() -> None:
    view = view_of(leagues.bound(), "alder")
    issue, option = DAM_UP[0]
    belief = view.beliefs["delta"]
    values = tuple(
        tuple(Band(100, 100) if (k, o) in DAM_UP else Band(0, 0) for o in range(len(row)))
        for k, row in enumerate(belief.values)
    )
    keen = {**view.beliefs, "delta": dataclasses.replace(belief, values=values)}
    view = dataclasses.replace(view, beliefs=keen)
    seen = {}
    for status in (ClauseStatus.BRACKETED, ClauseStatus.CLOSED):
        clause = dataclasses.replace(
            view.public.clauses[issue], status=status, leading=(option + 1) % 2
        )
        clauses = tuple(clause if k == issue else c for k, c in enumerate(view.public.clauses))
        public = dataclasses.replace(view.public, clauses=clauses)
        mind = Outlook(dataclasses.replace(view, public=public), Dice(1, "alder"))
        told = blocks(mind, "delta", ("alder", "delta"))
        seen[status] = any(t.issue == issue for terms in told for t in terms)
        shown = {k for _c, k, _o in voices(mind.view, ("alder", "delta"))}
        assert (issue in shown) == seen[status]
    assert seen == {ClauseStatus.BRACKETED: True, ClauseStatus.CLOSED: False}


def test_the_word_of_a_bloc_that_no_bargain_holds_is_not_offered() -> None:
    mind = outlook(leagues.declared(), "alder")
    coalition = mind.view.coalitions[BLOC]
    names = tuple(f"d{n}" for n in range(9))
    large = dataclasses.replace(coalition, members=("alder", *names))
    view = dataclasses.replace(mind.view, coalitions={BLOC: large})
    mind = Outlook(view, Dice(1, "alder"))
    words = [Term(m, TermKind.SUPPORT, *DAM_UP[0]) for m in large.members]
    due = coalition.expires
    assert lawful(mind, Bargain(tuple(words[:8]), due), ("alder", "delta"))
    assert not lawful(mind, Bargain(tuple(words[:9]), due), ("alder", "delta"))


def test_only_what_is_in_force_says_how_long_a_leader_may_give_the_word_of_others() -> None:
    view = view_of(leagues.bound(), "alder")
    bloc = view.coalitions[BLOC]
    ends = view.public.round + 3
    club = dataclasses.replace(bloc, id="club-r1s0-alder", club=True, expires=ends)
    idle = dataclasses.replace(bloc, mandate="", position=(), expires=0)
    coalitions_ = {club.id: club, idle.id: idle}
    mind = Outlook(dataclasses.replace(view, coalitions=coalitions_), Dice(1, "alder"))
    word = Bargain((Term("cedar", TermKind.SUPPORT, *DAM_UP[0]),), ends + 2)
    assert bounded(mind, word, ("alder", "delta")).due == ends


def test_a_member_is_not_bought_for_less_than_its_share_and_the_price_of_leaving() -> None:
    state = leagues.declared()
    coalition = state.coalitions[BLOC]
    leave = Term("cedar", TermKind.LEAVE, to=BLOC)
    price = leaving_price(coalition, "cedar", 2)
    assert worth(coalition, "cedar", leave, (1000,), 2) < -price
    assert worth(coalition, "cedar", leave, (-1000,), 2) > -price  # a burden is gladly dropped
    assert worth(coalition, "delta", leave, (-1000,), 2) > 0
    assert worth(coalition, "alder", leave, (1000,), 2) < 0


def test_minds_offer_no_word_that_is_not_theirs_to_give() -> None:
    secret, open_ = leagues.next_morning(leagues.bound()), leagues.declared()
    block = Bargain(tuple(Term(m, TermKind.SUPPORT, 2, 2) for m in leagues.MEMBERS), 2)
    here = ("alder", "delta")
    assert lawful(outlook(secret, "alder"), block, here)
    assert not lawful(outlook(secret, "delta"), block, here)
    assert lawful(outlook(open_, "delta"), block, here)
    assert not lawful(outlook(open_, "alder"), dataclasses.replace(block, due=9), here)


# --- clubs -------------------------------------------------------------------------------------------


def test_who_gains_by_principles_signs_and_who_loses_says_why_not() -> None:
    # No felling at all: Cedar's heart's desire, and Estuary's loss.
    state = leagues.circulated(1, ((1, 3), (2, 2)), "cedar", "estuary", by="alder")
    key = next(k for k, c in state.coalitions.items() if c.club)
    assert coalitions.answer_declaration(outlook(state, "cedar"), key).sign
    answer = coalitions.answer_declaration(outlook(state, "estuary"), key)
    assert not answer.sign
    assert answer.reason is not Reason.AGREED
