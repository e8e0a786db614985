"""R13 by number: caucuses, common positions, discipline, leaving, leaders, clubs of the willing."""

from __future__ import annotations

import dataclasses
import json

import pytest
from support import leagues, play, scene

from diplogame.record.codec import encode
from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules import view as viewing
from diplogame.rules.appraisal import own_worth, their_worth
from diplogame.rules.belonging import leaving_price
from diplogame.rules.caucus import CONTEST_STANDING, CONTEST_TRUST, REOPENED_TRUST
from diplogame.rules.coalitions import (
    BEYOND_GAUGE,
    EXCLUDED_GAUGE,
    EXCLUDED_TRUST,
    LATE_SHARE,
    LEFT_STANDING,
    LEFT_TRUST,
    WAVERED_TRUST,
    in_force,
    mandate_terms,
)
from diplogame.rules.decide import Accepted, Refused, decide
from diplogame.rules.decisions import Ballot
from diplogame.rules.desk import Desk
from diplogame.rules.facts import ViewFacts
from diplogame.rules.legal import legal
from diplogame.rules.meetings import bargain_faults
from diplogame.rules.records import Meeting
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Amend,
    Bargain,
    Circulate,
    CloseClause,
    HoldCaucus,
    Meet,
    Reason,
    Rest,
    Stage,
    Stance,
    Term,
    TermKind,
    TermState,
    Trigger,
)
from diplogame.rules.view import sees, view_of

BLOC, MEMBERS, DAM_UP = leagues.BLOC, leagues.MEMBERS, leagues.DAM_UP
YES, NO, ABSTAIN = Ballot.YES, Ballot.NO, Ballot.ABSTAIN


def bloc(state: State) -> object:
    return state.coalitions[BLOC]


def trust(state: State, one: str, other: str) -> int:
    return state.private[one].trust[other]


def refused(state: State, command: cmd.Command) -> str:
    decision = decide(state, command)
    assert isinstance(decision, Refused), command
    return decision.code


def events_of(decision: Accepted, kind: type) -> list:  # type: ignore[type-arg]
    return [e for e in decision.events if isinstance(e, kind)]


# --- conferences without coalitions ----------------------------------------------------------------


def test_a_conference_without_blocs_and_clubs_has_no_trace_of_them() -> None:
    state = scene.three()
    assert state.coalitions == {}
    names = {v.name for v in legal(view_of(state, "harrow")).verbs}
    assert not names & {"caucus", "circulate", "join", "declare-common", "leave-coalition"}
    assert view_of(state, "harrow").coalitions == {}


# --- R13.2 the caucus -------------------------------------------------------------------------------


def test_whoever_called_the_leader_and_the_idle_come_and_the_busy_are_asked() -> None:
    state = leagues.planned(leagues.valley(), birch=HoldCaucus(BLOC), cedar=Meet(("estuary",)))
    caucus = state.coalitions[BLOC].caucus
    assert caucus is not None
    assert set(caucus.present) == {"alder", "birch"}  # the leader cannot stay away
    assert caucus.called == ("cedar",)
    assert state.awaiting == ("cedar",)
    assert legal(view_of(state, "cedar")).duty == "summons"


def test_who_stays_away_is_bound_as_well() -> None:
    state = leagues.planned(leagues.valley(), alder=HoldCaucus(BLOC), cedar=Meet(("estuary",)))
    state = scene.give(state, cmd.AnswerSummons("cedar", BLOC, False, Reason.BUSY))
    while state.public.stage is Stage.INVITATIONS:  # estuary answers cedar's request
        [asked] = state.meetings
        state = scene.give(state, cmd.AnswerInvitation("estuary", asked, False))
    state = leagues.settled(state, DAM_UP)
    entry = state.understandings["c-three-r1"]
    assert {t.by for t in entry.bargain.terms} == set(MEMBERS)
    assert in_force(state.coalitions[BLOC], 1) == DAM_UP


def test_a_caucus_takes_the_slot_of_everybody_in_it() -> None:
    state = leagues.planned(leagues.valley(), alder=HoldCaucus(BLOC), delta=Meet(("birch",)))
    # Birch sits in the caucus: it answers Delta's request as one who is engaged, without being asked.
    assert state.public.stage is Stage.CAUCUS
    [meeting] = state.meetings.values()
    assert meeting.status == "declined"


def test_everybody_sees_who_goes_in_and_nobody_outside_hears_what_is_said() -> None:
    state = leagues.caucus(leagues.valley())
    found = leagues.after(state, cmd.TableDraft("alder", BLOC, DAM_UP))
    [draft] = events_of(found, ev.DraftTabled)
    assert [s for s in state.conference.everybody if sees(draft, s)] == list(MEMBERS)
    view = view_of(found.state, "delta")
    assert view.coalitions[BLOC].caucus is None
    assert view.coalitions[BLOC].members == MEMBERS


def test_the_leader_has_the_first_word_and_each_has_it_once() -> None:
    state = leagues.caucus(leagues.valley())
    assert state.awaiting == ("alder",)
    state = scene.give(state, cmd.PassCaucus("alder", BLOC))
    assert state.awaiting == ("birch",)
    state = scene.give(state, cmd.PassCaucus("birch", BLOC), cmd.PassCaucus("cedar", BLOC))
    assert state.public.stage is not Stage.CAUCUS  # without a draft it rises
    assert bloc(state).position == ()  # type: ignore[attr-defined]


def test_an_amendment_is_put_to_the_vote_at_once_by_the_blocs_own_rule() -> None:
    state = leagues.caucus(leagues.valley())
    state = scene.give(
        state, cmd.TableDraft("alder", BLOC, DAM_UP), cmd.AmendDraft("birch", BLOC, 0, 0)
    )
    assert legal(view_of(state, "alder")).duty == "caucus-ballot"
    carried = scene.give(
        state, cmd.CastCaucusBallot("alder", BLOC, YES), cmd.CastCaucusBallot("cedar", BLOC, NO)
    )
    assert carried.coalitions[BLOC].caucus.draft == ((0, 0), (2, 2))  # type: ignore[union-attr]
    lost = scene.give(
        state, cmd.CastCaucusBallot("alder", BLOC, NO), cmd.CastCaucusBallot("cedar", BLOC, NO)
    )
    assert lost.coalitions[BLOC].caucus.draft == DAM_UP  # type: ignore[union-attr]


def test_who_is_outvoted_inside_is_bound() -> None:
    state = leagues.settled(leagues.caucus(leagues.valley()), DAM_UP, cedar=NO)
    terms = state.understandings["c-three-r1"].bargain.terms
    assert terms == mandate_terms(MEMBERS, DAM_UP)
    assert view_of(state, "cedar").coalitions[BLOC].position == DAM_UP


def test_a_draft_that_too_few_want_is_no_position() -> None:
    state = leagues.settled(leagues.caucus(leagues.valley()), DAM_UP, cedar=NO, birch=NO)
    assert bloc(state).position == ()  # type: ignore[attr-defined]
    assert "c-three-r1" not in state.understandings


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        ((), "coalition.clauses"),
        (((0, 0), (1, 0), (2, 0)), "coalition.clauses"),
        (((2, 0), (0, 0)), "coalition.order"),
        (((2, 0), (2, 1)), "coalition.order"),
        (((9, 0),), "coalition.issue"),
        (((2, 7),), "coalition.option"),
    ],
)
def test_a_draft_must_be_a_small_text(draft: tuple[tuple[int, int], ...], code: str) -> None:
    state = leagues.caucus(leagues.valley())
    assert refused(state, cmd.TableDraft("alder", BLOC, draft)) == code


def test_orders_of_a_caucus_are_refused_to_those_who_are_not_in_it() -> None:
    state = leagues.caucus(leagues.valley())
    assert refused(state, cmd.TableDraft("birch", BLOC, DAM_UP)) == "seat.not-awaited"
    assert refused(state, cmd.TableDraft("alder", "none", DAM_UP)) == "caucus.none"
    assert refused(state, cmd.AmendDraft("alder", BLOC, 2, 1)) == "caucus.no-draft"
    assert refused(state, cmd.StandForLeader("alder", BLOC)) == "caucus.leads"
    assert refused(state, cmd.CastCaucusBallot("alder", BLOC, YES)) == "caucus.no-question"


def test_a_bloc_caucuses_once_a_round() -> None:
    state = leagues.valley()
    rest = Rest()
    twice = cmd.MakePlan("alder", play.Plan((HoldCaucus(BLOC), HoldCaucus(BLOC), rest)))
    assert refused(state, twice) == "plan.one-caucus"
    foreign = cmd.MakePlan("delta", play.Plan((HoldCaucus(BLOC), rest, rest)))
    assert refused(state, foreign) == "plan.no-bloc"


# --- R13.2 leadership -------------------------------------------------------------------------------


def contest(**ballots: Ballot) -> tuple[State, State, list[ev.Event]]:
    before = scene.give(leagues.caucus(leagues.valley()), cmd.PassCaucus("alder", BLOC))
    state, told = before, []
    for command in (
        cmd.StandForLeader("birch", BLOC),
        cmd.CastCaucusBallot("alder", BLOC, ballots["alder"]),
        cmd.CastCaucusBallot("cedar", BLOC, ballots["cedar"]),
    ):
        found = leagues.after(state, command)
        state, told = found.state, [*told, *found.events]
    return before, state, told


def test_a_contest_that_is_won_moves_the_lead_and_standing_in_public() -> None:
    before, state, told = contest(alder=NO, cedar=YES)
    assert bloc(state).leader == "birch"  # type: ignore[attr-defined]
    assert state.public.standing["birch"] == before.public.standing["birch"] + CONTEST_STANDING
    assert state.public.standing["alder"] == before.public.standing["alder"] - CONTEST_STANDING
    assert any(isinstance(e, ev.LeaderChosen) and sees(e, "delta") for e in told)


def test_a_contest_that_is_lost_costs_the_leaders_trust_and_stays_inside() -> None:
    before, state, told = contest(alder=NO, cedar=NO)
    assert bloc(state).leader == "alder"  # type: ignore[attr-defined]
    assert trust(state, "alder", "birch") == trust(before, "alder", "birch") + CONTEST_TRUST
    assert state.public.standing == before.public.standing
    assert [e for e in told if sees(e, "delta")] == []


# --- R13.3 the position -----------------------------------------------------------------------------


def test_a_position_binds_through_its_rounds_and_then_lapses() -> None:
    state = leagues.bound()
    assert bloc(state).expires == 3  # type: ignore[attr-defined]
    state = leagues.quietly(state, Stage.PLANNING, 3)
    assert in_force(state.coalitions[BLOC], 3) == DAM_UP
    state = leagues.quietly(state, Stage.PLANNING, 4)
    assert bloc(state).position == ()  # type: ignore[attr-defined]
    assert TermState.PENDING not in state.understandings["c-three-r1"].states


def test_home_minds_each_clause_beyond_the_mandate_and_disowns_none() -> None:
    state = leagues.valley()
    mandate = tuple(
        tuple(not (k == 2 and o == 2) for o in range(len(row)))
        for k, row in enumerate(state.private["cedar"].mandate)
    )
    state = scene.private(state, "cedar", mandate=mandate)
    gauge = state.private["cedar"].gauge
    bound = leagues.settled(leagues.caucus(state), DAM_UP)
    assert bound.private["cedar"].gauge == gauge + BEYOND_GAUGE
    later = leagues.next_morning(bound)
    states = later.understandings["c-three-r1"].states
    assert all(s is TermState.PENDING for s in states)


def test_to_open_a_position_before_its_time_costs_the_leader() -> None:
    state = leagues.next_morning(leagues.bound())
    before = trust(state, "birch", "alder")
    again = leagues.settled(leagues.caucus(state), ((0, 0), (2, 2)))
    assert trust(again, "birch", "alder") == before + REOPENED_TRUST
    assert set(again.understandings["c-three-r1"].states) == {TermState.LAPSED}
    assert in_force(again.coalitions[BLOC], 2) == ((0, 0), (2, 2))


# --- R13.4 speaking as one --------------------------------------------------------------------------


def test_until_it_is_declared_outsiders_know_nothing_of_a_position() -> None:
    state = leagues.bound()
    view = view_of(state, "delta")
    assert view.coalitions[BLOC].position == ()
    assert not [u for u in view.understandings if u.startswith("c-")]


def test_two_worlds_with_different_positions_look_the_same_from_outside() -> None:
    start = leagues.caucus(leagues.valley())
    worlds = [leagues.settled(start, text) for text in (DAM_UP, ((0, 0), (1, 2)))]
    worlds.append(leagues.settled(start, DAM_UP, cedar=NO, birch=NO))
    views = [view_of(state, "delta") for state in worlds]
    for name in (f.name for f in dataclasses.fields(views[0])):
        shown = {json.dumps(encode(getattr(view, name))) for view in views}
        assert len(shown) == 1, name
    assert len({view_of(state, "cedar").coalitions[BLOC].position for state in worlds}) == 3


def test_a_view_that_showed_all_of_a_coalition_would_be_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(viewing, "_coalitions", lambda state, _seat: dict(state.coalitions))
    with pytest.raises(AssertionError, match="coalitions"):
        test_two_worlds_with_different_positions_look_the_same_from_outside()


def test_a_declared_position_is_everybodys_public_stance_and_known_to_all() -> None:
    before = leagues.next_morning(leagues.bound())
    found = leagues.after(before, cmd.DeclareCommon("alder", BLOC))
    state = found.state
    for member in MEMBERS:
        assert state.public.stances[member][2][2] is Stance.SUPPORT
    clause = state.public.clauses[2]
    assert set(MEMBERS) <= set(clause.sponsors[clause.options.index(2)])
    view = view_of(state, "delta")
    assert view.coalitions[BLOC].position == DAM_UP
    assert "c-three-r1" in view.understandings
    assert state.public.standing["alder"] > before.public.standing["alder"]


def test_only_the_leader_declares_and_only_once() -> None:
    state = leagues.next_morning(leagues.bound())
    assert refused(state, cmd.DeclareCommon("birch", BLOC)) == "coalition.not-leader"
    assert refused(state, cmd.DeclareCommon("delta", BLOC)) == "coalition.not-member"
    state = scene.give(state, cmd.DeclareCommon("alder", BLOC))
    assert refused(state, cmd.DeclareCommon("alder", BLOC)) == "coalition.declared"
    assert refused(leagues.valley(), cmd.DeclareCommon("alder", BLOC)) == "coalition.no-position"


def test_who_speaks_for_a_bloc_speaks_first_in_the_plenary() -> None:
    state = leagues.declared()
    quiet = leagues.next_morning(leagues.bound())
    # Give another the higher initiative: the leader of a declared position goes before it.
    for given, first in ((state, "alder"), (quiet, "delta")):
        delegations = tuple(
            dataclasses.replace(d, initiative=99 if d.id == "delta" else d.initiative)
            for d in given.conference.delegations
        )
        conference = dataclasses.replace(given.conference, delegations=delegations)
        held = leagues.quietly(dataclasses.replace(given, conference=conference), Stage.PLENARY)
        assert held.public.order[0] == first


def faults(
    state: State, parties: tuple[str, ...], seat: str, *terms: Term, due: int = 2
) -> list[str]:
    from diplogame.rules.conference import Envoy, Room

    envoys = tuple(Envoy.DIPLOMAT for _ in parties)
    meeting = Meeting("m", state.public.round, 0, parties, Room.CORRIDOR, envoys)
    return [f.code for f in bargain_faults(state, meeting, seat, Bargain(terms, due))]


ALL_FOR_IT = tuple(Term(m, TermKind.SUPPORT, 2, 2) for m in MEMBERS)


def test_the_leaders_word_binds_members_that_are_not_there_within_the_mandate() -> None:
    state = leagues.next_morning(leagues.bound())
    here = ("alder", "delta")
    assert faults(state, here, "alder", *ALL_FOR_IT) == []
    beyond = Term("birch", TermKind.SUPPORT, 2, 1)
    assert faults(state, here, "alder", beyond) == ["term.not-present"]
    assert faults(state, here, "alder", *ALL_FOR_IT, due=4) == ["term.not-present"] * 2
    assert faults(state, ("birch", "delta"), "birch", *ALL_FOR_IT[1:]) == ["term.not-present"]


def test_an_outsider_cannot_find_a_position_out_by_asking_for_it() -> None:
    secret, open_ = leagues.next_morning(leagues.bound()), leagues.declared()
    asked = Term("birch", TermKind.SUPPORT, 2, 2)
    assert faults(secret, ("delta", "alder"), "delta", asked) == ["term.not-present"]
    assert faults(open_, ("delta", "alder"), "delta", asked) == []


def test_a_bargain_of_the_leader_is_known_to_all_whom_it_binds() -> None:
    state = leagues.next_morning(leagues.bound())
    give = Term("delta", TermKind.SUPPORT, 0, 1)
    state = scene.agreed(state, *ALL_FOR_IT, give, parties=("alder", "delta"), due=3)[0]
    entry = state.understandings[sorted(u for u in state.understandings if "u-" in u)[0]]
    assert {"alder", "delta"} <= set(entry.known_to)


# --- R13.5 discipline -------------------------------------------------------------------------------


def put_dam_up(state: State, **ballots: Ballot) -> Accepted:
    """Delta moves the dam to the towns' board; the house votes."""
    state = scene.plenary(state, "delta", 2)
    state = scene.give(state, cmd.MakeMotion("delta", Amend("dam", 1)))
    told: list[ev.Event] = []
    while state.public.stage is Stage.VOTE:
        seat = state.awaiting[0]
        found = leagues.after(state, cmd.CastBallot(seat, ballots.get(seat, NO)))
        state, told = found.state, [*told, *found.events]
    return Accepted(tuple(told), state)


def towards_the_towns(seed: int = 1) -> State:
    """The text reads the villages' option, which the bloc has promised itself to hold."""
    state = leagues.next_morning(leagues.bound(seed))
    clause = dataclasses.replace(
        state.public.clauses[2], leading=2, options=(0, 2), sponsors=(("delta",), ("alder",))
    )
    clauses = (*state.public.clauses[:2], clause, *state.public.clauses[3:])
    return scene.public(state, clauses=clauses)


def test_to_vote_against_the_position_breaks_ones_word_to_every_member() -> None:
    before = towards_the_towns()
    found = put_dam_up(before, cedar=YES, estuary=YES)
    assert [e.half for e in events_of(found, ev.RanksBroken)] == [False]
    for other in ("alder", "birch"):
        assert trust(found.state, other, "cedar") <= trust(before, other, "cedar") - 9
    entry = found.state.understandings["c-three-r1"]
    mine = [s for t, s in zip(entry.bargain.terms, entry.states, strict=True) if t.by == "cedar"]
    assert mine == [TermState.BROKEN]


def test_to_abstain_is_half_a_breach() -> None:
    before = towards_the_towns()
    found = put_dam_up(before, cedar=ABSTAIN)
    assert [(e.seat, e.half) for e in events_of(found, ev.RanksBroken)] == [("cedar", True)]
    for other in ("alder", "birch"):
        assert trust(found.state, other, "cedar") == trust(before, other, "cedar") + WAVERED_TRUST
    entry = found.state.understandings["c-three-r1"]
    assert TermState.BROKEN not in entry.states


def test_who_keeps_ranks_loses_nothing_by_it() -> None:
    before = towards_the_towns()
    found = put_dam_up(before)
    assert events_of(found, ev.RanksBroken) == []
    assert trust(found.state, "alder", "cedar") >= trust(before, "alder", "cedar")


def test_a_breach_of_a_secret_position_moves_no_public_number() -> None:
    before = towards_the_towns()
    kept, broken = put_dam_up(before), put_dam_up(before, cedar=ABSTAIN)
    assert kept.state.public.standing["cedar"] == broken.state.public.standing["cedar"]
    assert not any(sees(e, "delta") for e in events_of(broken, ev.RanksBroken))


def test_a_clause_closed_as_the_position_says_counts_as_kept_but_is_no_great_favour() -> None:
    before = towards_the_towns()
    state = scene.plenary(before, "alder", 2)
    state = scene.give(state, cmd.MakeMotion("alder", CloseClause("dam")))
    while state.public.stage is Stage.VOTE:
        state = scene.give(state, cmd.CastBallot(state.awaiting[0], YES))
    assert set(state.understandings["c-three-r1"].states) == {TermState.KEPT}
    assert trust(state, "birch", "alder") == trust(before, "birch", "alder") + 1


# --- R13.6 leaving, peeling off, staying ------------------------------------------------------------


def test_who_leaves_is_free_and_pays_in_trust_and_standing() -> None:
    before = leagues.next_morning(leagues.bound())
    state = scene.give(before, cmd.LeaveCoalition("cedar", BLOC))
    assert bloc(state).members == ("alder", "birch")  # type: ignore[attr-defined]
    for other in ("alder", "birch"):
        assert trust(state, other, "cedar") == trust(before, other, "cedar") + LEFT_TRUST
    standing = before.public.standing["cedar"]
    assert state.public.standing["cedar"] == standing + LEFT_STANDING
    entry = state.understandings["c-three-r1"]
    states = {t.by: s for t, s in zip(entry.bargain.terms, entry.states, strict=True)}
    assert states["cedar"] is TermState.LAPSED
    assert states["birch"] is TermState.PENDING  # the others are bound as before
    assert refused(state, cmd.LeaveCoalition("cedar", BLOC)) == "coalition.not-member"


def test_the_price_of_leaving_is_said_beforehand() -> None:
    state = leagues.next_morning(leagues.bound())
    bound = leaving_price(state.coalitions[BLOC], "cedar", 2)
    free = leaving_price(leagues.valley().coalitions[BLOC], "cedar", 1)
    assert bound > free > 0


def test_a_leader_that_leaves_leaves_the_lead_to_the_next() -> None:
    state = scene.give(leagues.valley(), cmd.LeaveCoalition("alder", BLOC))
    assert bloc(state).leader == "birch"  # type: ignore[attr-defined]


def test_a_bloc_of_one_is_none() -> None:
    state = leagues.next_morning(leagues.bound())
    state = scene.give(state, cmd.LeaveCoalition("cedar", BLOC), cmd.LeaveCoalition("birch", BLOC))
    assert not bloc(state).standing  # type: ignore[attr-defined]
    assert TermState.PENDING not in state.understandings["c-three-r1"].states


LEAVES = Term("cedar", TermKind.LEAVE, to=BLOC)
GIFT = Term("delta", TermKind.PAY, to="cedar", incentive="gift-delta", trigger=Trigger.SIGNATURE)


def accepted(state: State, host: str, guest: str, *terms: Term) -> Accepted:
    """A side-meeting in which a bargain of the host's is taken."""
    state = leagues.planned(state, **{host: Meet((guest,))})
    [key] = [m for m in state.meetings if m.endswith(host)]
    if state.awaiting == (guest,) and state.public.stage is Stage.INVITATIONS:
        state = scene.give(state, cmd.AnswerInvitation(guest, key, True))
    state = scene.give(state, cmd.MakeOffer(host, key, (Bargain(terms, state.public.round + 1),)))
    return leagues.after(state, cmd.AcceptOffer(guest, key))


def test_a_member_is_peeled_off_by_a_bargain_and_leaves_at_once() -> None:
    state = leagues.next_morning(leagues.bound())
    found = accepted(state, "delta", "cedar", LEAVES, GIFT)
    [left] = events_of(found, ev.MemberLeft)
    assert left.seat == "cedar"
    assert sees(left, "estuary")
    entry = next(u for k, u in found.state.understandings.items() if k.startswith("u-"))
    assert entry.states[entry.bargain.terms.index(LEAVES)] is TermState.KEPT


def test_who_promised_to_stay_breaks_its_word_by_leaving() -> None:
    state = leagues.next_morning(leagues.bound())
    stays = Term("cedar", TermKind.STAY, to=BLOC)
    gift = Term("alder", TermKind.PAY, to="birch", incentive="gift-alder")
    assert faults(state, ("alder", "cedar"), "alder", stays) == []
    kept = accepted(state, "alder", "cedar", stays).state
    left = kept
    while left.public.stage is not Stage.PLANNING or left.public.round < 3:
        left = leagues.quietly(left, Stage.PLANNING, 3)
    assert gift.by == "alder"
    entry = next(u for k, u in left.understandings.items() if k.startswith("u-"))
    assert entry.states == (TermState.PENDING,)  # due at the end of round 3
    broken = scene.give(left, cmd.LeaveCoalition("cedar", BLOC))
    [entry] = [u for k, u in broken.understandings.items() if k.startswith("u-")]
    assert entry.states == (TermState.BROKEN,)
    stayed = leagues.quietly(left, Stage.PLANNING, 4)
    [entry] = [u for k, u in stayed.understandings.items() if k.startswith("u-")]
    assert entry.states == (TermState.KEPT,)


def test_leaving_is_asked_of_members_by_outsiders_and_staying_by_fellows() -> None:
    state = leagues.valley()
    assert faults(state, ("delta", "cedar"), "delta", LEAVES) == []
    assert faults(state, ("alder", "cedar"), "alder", LEAVES) == ["term.coalition"]
    no_member = dataclasses.replace(LEAVES, by="estuary")
    assert faults(state, ("delta", "estuary"), "delta", no_member) == ["term.coalition"]
    stays = Term("cedar", TermKind.STAY, to=BLOC)
    assert faults(state, ("delta", "cedar"), "delta", stays) == ["term.coalition"]


def test_what_leaving_is_worth_weighs_the_price_and_the_others_support() -> None:
    state = leagues.declared()
    cedar, delta = view_of(state, "cedar"), view_of(state, "delta")
    bargain = Bargain((LEAVES,), 3)
    assert own_worth(cedar, bargain) < -leaving_price(state.coalitions[BLOC], "cedar", 2)
    assert own_worth(delta, bargain) > 0  # Delta wants the dam elsewhere
    assert their_worth(delta, "cedar", bargain).middle < 0


# --- R13.7 clubs of the willing ---------------------------------------------------------------------

TOWNS = ((0, 2),)
"""A shilling on every ton: Delta likes it best, Estuary can live with it."""


def founded(seed: int = 1) -> tuple[State, Accepted]:
    before = leagues.circulated(seed, TOWNS, "estuary")
    return before, leagues.after(before, cmd.AnswerDeclaration("estuary", club_of(before), True))


def club_of(state: State) -> str:
    return next(k for k, c in state.coalitions.items() if c.club)


def test_a_declaration_is_known_to_those_who_are_asked_and_to_nobody_else() -> None:
    state = leagues.circulated(1, TOWNS, "estuary", "cedar")
    key = club_of(state)
    assert legal(view_of(state, state.awaiting[0])).duty == "declaration"
    assert key in view_of(state, "cedar").coalitions
    assert key not in view_of(state, "birch").coalitions
    assert (
        refused(state, cmd.AnswerDeclaration(state.awaiting[0], "none", True)) == "club.not-asked"
    )


def test_a_club_binds_its_members_to_the_end_and_brings_them_part_of_it_at_once() -> None:
    before, found = founded()
    state, key = found.state, club_of(found.state)
    club = state.coalitions[key]
    assert club.standing
    assert club.members == ("delta", "estuary")
    assert club.expires >= state.conference.calendar.rounds
    points = state.private["delta"].interests.points[0]
    share = state.conference.clubs.share  # type: ignore[union-attr]
    gain = (points[2] - points[state.conference.issues[0].status_quo]) * share // 100
    assert gain > 0
    assert state.private["delta"].side == before.private["delta"].side + gain
    assert state.public.stances["estuary"][0][2] is Stance.SUPPORT


def test_those_who_were_not_asked_resent_a_club_and_pay_for_what_it_settled() -> None:
    before, found = founded()
    state = found.state
    for outsider in MEMBERS:
        for member in ("delta", "estuary"):
            lost = trust(before, outsider, member) + EXCLUDED_TRUST
            assert trust(state, outsider, member) == lost
    desk = Desk(state)
    from diplogame.rules.coalitions import feel_excluded

    feel_excluded(desk, 0, 2)
    assert {e.seat for e in desk.events} == set(MEMBERS)  # type: ignore[union-attr]
    assert all(e.delta == EXCLUDED_GAUGE for e in desk.events)  # type: ignore[union-attr]


def test_a_declaration_that_nobody_signs_leaves_nothing_behind() -> None:
    before = leagues.circulated(1, TOWNS, "estuary")
    key = club_of(before)
    found = leagues.after(before, cmd.AnswerDeclaration("estuary", key, False, Reason.HOLDING_OUT))
    assert key not in found.state.coalitions
    assert found.state.private["delta"].side == before.private["delta"].side
    assert trust(found.state, "alder", "delta") == trust(before, "alder", "delta")


def test_whoever_accedes_later_is_bound_for_less() -> None:
    _before, found = founded()
    state = leagues.next_morning(found.state)
    key = club_of(state)
    joined = scene.give(state, cmd.JoinClub("cedar", key))
    points = state.private["cedar"].interests.points[0]
    share = state.conference.clubs.share  # type: ignore[union-attr]
    whole = max(0, points[2] - points[state.conference.issues[0].status_quo]) * share // 100
    assert joined.private["cedar"].side == state.private["cedar"].side + whole * LATE_SHARE // 100
    assert "cedar" in joined.coalitions[key].members
    assert refused(joined, cmd.JoinClub("cedar", key)) == "club.member"
    left = scene.give(joined, cmd.LeaveCoalition("cedar", key))
    assert left.private["cedar"].side == state.private["cedar"].side
    assert refused(left, cmd.JoinClub("cedar", key)) == "club.left"


def test_a_declaration_needs_principles_and_voters_to_send_it_to() -> None:
    state = leagues.valley()
    rest = Rest()

    def code(*invited: str, text: tuple[tuple[int, int], ...] = TOWNS) -> str:
        plan = play.Plan((Circulate(text, invited), rest, rest))
        return refused(state, cmd.MakePlan("delta", plan))

    assert code() == "club.invited"
    assert code("delta") == "club.invited"
    assert code("chair") == "club.voters"
    assert code("estuary", text=()) == "coalition.clauses"
    none = dataclasses.replace(state.conference, clubs=None)
    bare = dataclasses.replace(state, conference=none)
    plan = play.Plan((Circulate(TOWNS, ("estuary",)), rest, rest))
    assert refused(bare, cmd.MakePlan("delta", plan)) == "club.none"


# --- conditions of packs ----------------------------------------------------------------------------


def test_packs_may_ask_who_is_in_a_bloc_and_what_it_holds_to() -> None:
    secret, open_ = leagues.next_morning(leagues.bound()), leagues.declared()
    inside, outside = ViewFacts(view_of(secret, "cedar")), ViewFacts(view_of(secret, "delta"))
    assert inside.call("in_bloc", ("cedar", BLOC)) is True
    assert outside.call("in_bloc", ("delta", BLOC)) is False
    assert outside.call("leads_bloc", ("alder", BLOC)) is True
    assert outside.call("leads_bloc", ("birch", BLOC)) is False
    asked = (BLOC, "dam", "upland")
    assert inside.call("bloc_position", asked) is True
    assert outside.call("bloc_position", asked) is False
    assert inside.call("bloc_declared", asked) is False
    assert ViewFacts(view_of(open_, "delta")).call("bloc_declared", asked) is True
    assert inside.call("in_club", ("delta",)) is False
    assert inside.call("in_bloc", ("cedar", "nobody")) is False


def test_what_was_settled_in_secret_may_leak_in_the_evening(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state = leagues.bound()
    honest = Desk.chance

    def leaky(desk: Desk, *key: str | int, per_mille: int) -> bool:
        if key[:2] == ("leak", "caucus"):
            assert 0 < per_mille < 1000
            return True
        return honest(desk, *key, per_mille=per_mille)

    monkeypatch.setattr(Desk, "chance", leaky)
    state = leagues.next_morning(state)
    view = view_of(state, "delta")
    assert "c-three-r1" in view.understandings  # a paper has come to light
    assert not view.coalitions[BLOC].declared  # but nobody has stood up for it
    assert state.public.stances["cedar"][2][2] == leagues.valley().public.stances["cedar"][2][2]


def test_a_bloc_and_its_position_come_back_whole_from_a_save() -> None:
    from diplogame.record.codec import Fingerprint, decode_event

    state = leagues.caucus(leagues.valley())
    found = leagues.after(state, cmd.TableDraft("alder", BLOC, DAM_UP))
    for event in found.events:
        assert decode_event(encode(event)) == event
    one, two = Fingerprint().of(state), Fingerprint().of(found.state)
    assert one != two  # what a caucus has on its table counts in the digest
