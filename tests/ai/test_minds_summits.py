"""Summits are weighed before they are voted for: odds and gain against the cost of failure (R15)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from mind_games import play

from diplogame.ai.ballots import opinion
from diplogame.ai.chance import Dice
from diplogame.ai.outlook import Outlook
from diplogame.ai.summit import best_goal, prospect
from diplogame.packs.loader import load_pack
from diplogame.rules import commands as cmd
from diplogame.rules.decide import Accepted
from diplogame.rules.state import State
from diplogame.rules.terms import ConveneSummit, Goal, Motion, Reason
from diplogame.rules.view import SeatView, view_of

PORT = Path(__file__).parents[2] / "content" / "port-meridian"


@cache
def floors(round_: int) -> tuple[SeatView, ...]:
    """What delegations saw when they had the floor in a round of some games of Port Meridian."""
    conference = load_pack(PORT).conference
    found: list[SeatView] = []

    def note(state: State, command: cmd.Command, _result: Accepted) -> None:
        if isinstance(command, cmd.MakeMotion | cmd.PassFloor) and command.seat in conference.seats:
            if state.public.round == round_:
                view = view_of(state, command.seat)
                found.append(replace(view, public=replace(view.public, summit=None)))

    for seed in (1, 2):
        play(conference, seed, watch=note)
    assert found
    return tuple(found)


def ballots(round_: int, goal: Goal) -> list[tuple[int, Reason]]:
    """What they think of somebody else's motion to convene."""
    found = []
    for view in floors(round_):
        outlook = Outlook(view, Dice(1, view.seat))
        motion = Motion("", outlook.voters[0], ConveneSummit(goal), round_)
        choice, reason, _issue = opinion(outlook, motion)
        found.append((choice, reason))
    return found


def test_a_bold_summit_for_tomorrow_is_turned_down_by_most_with_a_reason() -> None:
    bold = ballots(6, Goal.BOLD)
    against = [reason for choice, reason in bold if choice < 0]
    assert len(against) * 2 > len(bold)
    assert Reason.AGREED not in against
    assert set(against) <= {Reason.OVERREACH, Reason.HOLDING_OUT, Reason.HOME}


def test_a_modest_summit_with_time_to_prepare_finds_more_friends() -> None:
    def friends(found: list[tuple[int, Reason]]) -> int:
        return sum(choice > 0 for choice, _ in found) * 1000 // len(found)

    assert friends(ballots(4, Goal.MODEST)) > friends(ballots(6, Goal.BOLD))


def test_boldness_makes_a_breakthrough_worth_more_and_less_likely() -> None:
    for view in floors(5):
        outlook = Outlook(view, Dice(1, view.seat))
        found = [prospect(outlook, goal, host=False) for goal in Goal]
        assert [p.chance for p in found] == sorted((p.chance for p in found), reverse=True)
        assert [p.gain for p in found] == sorted(p.gain for p in found)
        assert best_goal(outlook).value >= prospect(outlook, Goal.SOLID, host=True).value
