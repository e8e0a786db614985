"""What players complain of in other games, as properties of these minds (R6.3, R6.4, R20)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from mind_games import made_up_game, play

from diplogame.ai.chance import Dice
from diplogame.ai.counters import changes
from diplogame.ai.mind import NotAwaitedError, decide
from diplogame.ai.outlook import Outlook
from diplogame.ai.packages import concern
from diplogame.ai.pricing import LEAST_GIFT
from diplogame.ai.promises import off_table
from diplogame.ai.temperament import temper_of
from diplogame.ai.verdict import judge, signing, size_of
from diplogame.ai.word import looseness
from diplogame.packs.loader import load_pack
from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.appraisal import own_worth, their_worth
from diplogame.rules.conference import Envoy
from diplogame.rules.decide import Accepted
from diplogame.rules.decisions import Ballot
from diplogame.rules.records import Meeting
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Bargain,
    Difficulty,
    MoveToVote,
    Offer,
    Reason,
    Size,
    StartSilence,
    TermKind,
    TermState,
)
from diplogame.rules.view import SeatView, view_of

SEEDS = range(6)
AI = Path(__file__).parents[2] / "diplogame" / "ai"
PORT = Path(__file__).parents[2] / "content" / "port-meridian"


def moments(seed: int, *kinds: type) -> Iterator[tuple[SeatView, cmd.Command, Dice]]:
    """Views and the commands of these kinds that minds gave in them, in a whole game."""
    found = [
        (view_of(state, command.seat), command, Dice(seed, command.seat))
        for state, command, _result in made_up_game(seed)[1]
        if isinstance(command, kinds)
    ]
    assert found, "nothing of the kind happened: the test says nothing"
    yield from found


def offered_back(view: SeatView, meeting: Meeting, bargain: Bargain) -> SeatView:
    """The same view, but the bargain lies on the table as the other side's offer."""
    other = next(p for p in meeting.parties if p != view.seat)
    asked = replace(
        meeting,
        offer=Offer("back", other, (bargain,)),
        answering=(view.seat,),
        floor=view.seat,
        countered=False,
    )
    return replace(view, meetings={**view.meetings, meeting.id: asked})


def sitting(view: SeatView) -> Meeting:
    meeting = view.meeting
    assert meeting is not None
    return meeting


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_view_and_dice_give_the_same_command(seed: int) -> None:
    for view, command, dice in moments(seed, object):
        assert decide(view, dice) == command


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mind_accepts_its_own_offer_from_the_other_chair(seed: int) -> None:
    for view, command, dice in moments(seed, cmd.MakeOffer):
        assert isinstance(command, cmd.MakeOffer)
        for bargain in command.variants:
            answer = decide(offered_back(view, sitting(view), bargain), dice)
            assert isinstance(answer, cmd.AcceptOffer), (bargain, answer)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_counter_offer_is_accepted_by_its_maker(seed: int) -> None:
    for view, command, dice in moments(seed, cmd.DeclineOffer):
        assert isinstance(command, cmd.DeclineOffer)
        if command.counter is not None:
            answer = decide(offered_back(view, sitting(view), command.counter), dice)
            assert isinstance(answer, cmd.AcceptOffer), (command, answer)


@pytest.mark.parametrize("seed", SEEDS)
def test_offers_and_counters_are_believed_to_be_worth_something_to_their_receiver(
    seed: int,
) -> None:
    for view, command, _dice in moments(seed, cmd.MakeOffer, cmd.DeclineOffer):
        bargains = (
            command.variants
            if isinstance(command, cmd.MakeOffer)
            else (command.counter,)
            if isinstance(command, cmd.DeclineOffer) and command.counter is not None
            else ()
        )
        for bargain in bargains:
            assert own_worth(view, bargain) > 0
            for other in sitting(view).parties:
                if other != view.seat and view.beliefs[other].weights:
                    assert their_worth(view, other, bargain).middle >= LEAST_GIFT > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_equivalent_offers_are_worth_about_the_same_to_their_maker(seed: int) -> None:
    for view, command, _dice in moments(seed, cmd.MakeOffer):
        assert isinstance(command, cmd.MakeOffer)
        worths = [own_worth(view, b) for b in command.variants]
        assert max(worths) - min(worths) <= 60


@pytest.mark.parametrize("seed", SEEDS)
def test_a_refusal_without_a_counter_means_that_no_single_change_would_do(seed: int) -> None:
    for view, command, dice in moments(seed, cmd.DeclineOffer):
        assert isinstance(command, cmd.DeclineOffer)
        meeting = sitting(view)
        assert isinstance(command.size, Size)
        if command.counter is not None or meeting.countered:
            continue
        assert command.reason is not Reason.NO_AUTHORITY  # nobody sends experts to commit here
        offer = meeting.offer
        assert offer is not None
        outlook = Outlook(view, dice)
        others = tuple(p for p in meeting.parties if p != view.seat)
        for bargain in offer.variants:
            assert not judge(outlook, bargain, others).ok
            for changed in changes(outlook, others, bargain):
                if not changed.terms or len(changed.terms) > 8:
                    continue
                pleased = min(
                    (
                        their_worth(view, o, changed).middle
                        for o in others
                        if view.beliefs[o].weights
                    ),
                    default=LEAST_GIFT,
                )
                assert pleased < LEAST_GIFT or not judge(outlook, changed, others).ok


def staged(view: SeatView) -> Iterator[SeatView]:
    """An offer on the table, and the same with what would make the answer another one."""
    meeting = sitting(view)
    offer = meeting.offer
    assert offer is not None
    yield view
    others = [p for p in meeting.parties if p != view.seat]
    experts = tuple(
        Envoy.EXPERT if party == view.seat else envoy
        for party, envoy in zip(meeting.parties, meeting.envoys, strict=True)
    )
    for changed in (
        replace(meeting, envoys=experts),
        replace(meeting, refused=(*meeting.refused, *offer.variants)),
    ):
        yield replace(view, meetings={**view.meetings, meeting.id: changed})
    sore = {o: replace(view.contacts[o], resentment=100) for o in others}
    yield replace(view, contacts={**view.contacts, **sore})
    yield replace(view, trust={**view.trust, **dict.fromkeys(others, 12)})


def says_the_truth(view: SeatView, command: cmd.DeclineOffer, outlook: Outlook) -> None:
    """Fails unless the reason of a refusal is true of the view."""
    meeting = sitting(view)
    offer = meeting.offer
    assert offer is not None
    at = (command.issue, command.option)
    match command.reason:
        case Reason.RED_LINE:
            assert any(
                command.issue == k and command.option in options
                for line in view.interests.red_lines
                for k, options in line.parts
            )
        case Reason.OUTSIDE_MANDATE:
            assert not view.mandate[command.issue][command.option]
        case Reason.BOUND:
            terms = outlook.promised[command.issue]
            assert any(term.option != command.option for term in terms)
        case Reason.WORST_CLAUSE:
            assert all(own_worth(view, b) <= 0 for b in offer.variants) or at != (-1, -1)
            row = view.interests.points[command.issue]
            assert row[command.option] < max(row)
        case Reason.RESENTMENT:
            assert view.contacts[command.rival].resentment > 0
        case Reason.DISTRUST:
            assert view.trust[command.rival] < 50
        case Reason.RIVAL_GAINS:
            assert command.rival in view.me.rivals
        case Reason.NOTHING_NEW:
            partners = tuple(p for p in meeting.parties if p != view.seat)
            assert meeting.refused or command.issue in off_table(outlook, partners)
        case Reason.NO_AUTHORITY:
            envoys = dict(zip(meeting.parties, meeting.envoys, strict=True))
            assert envoys[view.seat] is Envoy.EXPERT
        case Reason.OVERREACH:
            nets = [own_worth(view, b) for b in offer.variants]
            prices = [t for b in offer.variants for t in b.terms if t.kind is TermKind.PAY]
            assert max(nets) <= 0 or any(t.by == view.seat for t in prices)
        case Reason.HOLDING_OUT | Reason.HOME:
            assert command.size in Size
        case other:
            pytest.fail(f"{other} is no reason to decline an offer")


def test_the_reason_of_a_refusal_is_true_whichever_it_is() -> None:
    given: set[Reason] = set()
    for seed in range(12):
        for seen, _command, dice in moments(seed, cmd.DeclineOffer, cmd.AcceptOffer):
            for view in staged(seen):
                command = decide(view, dice)
                if isinstance(command, cmd.DeclineOffer):
                    says_the_truth(view, command, Outlook(view, dice))
                    given.add(command.reason)
    assert given >= {
        Reason.BOUND,
        Reason.DISTRUST,
        Reason.HOLDING_OUT,
        Reason.NO_AUTHORITY,
        Reason.NOTHING_NEW,
        Reason.OUTSIDE_MANDATE,
        Reason.OVERREACH,
        Reason.RED_LINE,
        Reason.RESENTMENT,
        Reason.RIVAL_GAINS,
        Reason.WORST_CLAUSE,
    }


def test_sizes_follow_the_gap() -> None:
    gaps = (0, 100, 101, 300, 301, 700, 701)
    names = ["narrow", "narrow", "moderate", "moderate", "wide", "wide", "gulf"]
    assert [size_of(gap).value for gap in gaps] == names


def test_the_mover_of_a_vote_would_vote_for_it() -> None:
    seen = 0
    for seed in SEEDS:
        for view, command, dice in moments(seed, cmd.MakeMotion):
            assert isinstance(command, cmd.MakeMotion)
            if isinstance(command.motion, MoveToVote | StartSilence):
                outlook = Outlook(view, dice)
                final = outlook.last or bool(command.script)
                assert signing(outlook, view.text, final).ok
                seen += 1
    assert seen


def test_the_last_vote_is_yes_exactly_for_a_text_worth_signing() -> None:
    seen = 0
    for seed in range(12):
        for view, command, dice in moments(seed, cmd.CastBallot):
            assert isinstance(command, cmd.CastBallot)
            motion = view.public.motion
            assert motion is not None
            outlook = Outlook(view, dice)
            if not isinstance(motion.kind, MoveToVote) or not outlook.last:
                continue
            seen += 1
            worth = outlook.at_signature(view.text) >= view.walk_away
            crossed = view.interests.crossed(view.text)
            home = outlook.ratified(view.text) >= 400
            yes = command.ballot not in (Ballot.NO, Ballot.OBJECTION)
            promised = command.reason is Reason.PROMISED
            assert yes == (worth and not crossed and home) or promised
    assert seen


@pytest.mark.parametrize("seed", SEEDS)
def test_only_the_loose_of_word_break_a_promise_by_a_ballot(seed: int) -> None:
    broken = [
        (command, event)
        for state, command, result in made_up_game(seed)[1]
        if isinstance(command, cmd.CastBallot | cmd.DeclarePositions)
        for event in result.events
        if isinstance(event, ev.TermSettled) and event.state is TermState.BROKEN
        # The last ballot of a roll-call settles what all of them broke: whose word was it?
        if isinstance(command, cmd.DeclarePositions)
        or not looseness(
            temper_of(
                view_of(
                    state,
                    result.state.understandings[event.understanding].bargain.terms[event.term].by,
                )
            )
        )
    ]
    assert not broken


@pytest.mark.parametrize("seed", SEEDS)
def test_a_ballot_against_says_why(seed: int) -> None:
    for _view, command, _dice in moments(seed, cmd.CastBallot):
        assert isinstance(command, cmd.CastBallot)
        if command.ballot in (Ballot.NO, Ballot.OBJECTION):
            assert command.reason is not Reason.AGREED


@pytest.mark.parametrize("seed", SEEDS)
def test_undertakings_are_not_sold_twice(seed: int) -> None:
    for view, command, dice in moments(seed, cmd.MakeOffer):
        assert isinstance(command, cmd.MakeOffer)
        promised = Outlook(view, dice).promised
        for bargain in command.variants:
            for term in bargain.terms:
                if term.by == view.seat and term.kind is TermKind.SUPPORT:
                    assert all(t.option == term.option for t in promised.get(term.issue, ()))


def test_a_mind_that_is_not_awaited_says_so() -> None:
    game, _moves = made_up_game(1)
    with pytest.raises(NotAwaitedError):
        decide(view_of(game.state, "alder"), Dice(1, "alder"))


def test_no_mind_reads_the_secret_state() -> None:
    for path in sorted(AI.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else []
            )
            for name in names:
                assert name not in ("diplogame.rules.state", "random", "time", "os", "io"), path


# --- difficulty ---------------------------------------------------------------------------------------


@cache
def port_meridian() -> tuple[State, tuple[SeatView, ...]]:
    """The end of a game of Port Meridian, and what its seats saw when they planned the sixth round."""
    conference = load_pack(PORT).conference
    found: list[SeatView] = []

    def note(state: State, command: cmd.Command, _result: Accepted) -> None:
        if isinstance(command, cmd.MakePlan) and state.public.round == 6:
            if command.seat in conference.seats:
                found.append(view_of(state, command.seat))

    game = play(conference, 5, watch=note)
    return game.state, tuple(found)


def looking(difficulty: Difficulty) -> list[Outlook]:
    """What the seats make of the sixth round at a difficulty."""
    _state, views = port_meridian()
    return [Outlook(replace(v, difficulty=difficulty), Dice(5, v.seat)) for v in views]


def test_a_novice_concedes_earlier_and_an_ambassador_holds_longer() -> None:
    novice, envoy, ambassador = ([o.aspiration for o in looking(level)] for level in Difficulty)
    assert all(n < e < a for n, e, a in zip(novice, envoy, ambassador, strict=True))


def test_a_novice_cares_earlier_for_what_others_lack() -> None:
    novice, _envoy, ambassador = ([concern(o) for o in looking(level)] for level in Difficulty)
    assert all(n > a for n, a in zip(novice, ambassador, strict=True))


def test_a_novice_reads_the_others_worse() -> None:
    state, _views = port_meridian()
    missed = {}
    for level in Difficulty:
        total = 0
        for seat in state.conference.seats:
            view = replace(view_of(state, seat), difficulty=level)
            outlook = Outlook(view, Dice(5, seat))
            for other in outlook.voters:
                true = state.private[other].interests.points
                for row, real in zip(outlook.rows(other), true, strict=True):
                    total += sum(abs(a - b) for a, b in zip(row, real, strict=True))
        missed[level] = total
    assert missed[Difficulty.NOVICE] > missed[Difficulty.ENVOY] >= 0
    assert missed[Difficulty.ENVOY] >= missed[Difficulty.AMBASSADOR] * 95 // 100


def test_a_novice_bluffs_less() -> None:
    bluffs = [looking(level)[0].temper.bluff for level in Difficulty]
    assert bluffs == sorted(bluffs)
    assert bluffs[0] < bluffs[2]
