"""What a large hall costs is bounded by what is touched, and told without a clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from bench.assembly import assembly
from bench.clerks import clerk
from diplogame.rules import commands as cmd
from diplogame.rules.beliefs import Beliefs, RollCall
from diplogame.rules.decide import Accepted, decide
from diplogame.rules.flow import begin
from diplogame.rules.records import Belief, Understanding
from diplogame.rules.register import Understandings
from diplogame.rules.setup import open_conference
from diplogame.rules.state import State
from diplogame.rules.terms import Amend, Band, Bargain, MoveToVote
from diplogame.rules.view import SeatView, view_of


def played(seats: int, rounds: int, seen: Callable[[State, State], None] | None = None) -> State:
    """A synthetic assembly after so many days of clerks' work."""
    state, _ = begin(open_conference(assembly(seats, 4), 1))
    while state.public.round <= rounds:
        before = state
        decision = decide(state, clerk(view_of(state, state.awaiting[0])))
        assert isinstance(decision, Accepted)
        state = decision.state
        if seen is not None:
            seen(before, state)
    return state


def test_a_synthetic_assembly_is_the_same_each_time_and_other_for_another_seed() -> None:
    assert assembly(17, 4) == assembly(17, 4)
    assert assembly(17, 4, 2) != assembly(17, 4)


def test_the_work_of_a_day_grows_with_the_hall_and_no_faster() -> None:
    commands: dict[int, int] = {}
    for seats in (10, 40):
        count = 0

        def seen(before: State, _after: State) -> None:
            nonlocal count
            count += before.public.round == 4

        played(seats, 4, seen)
        commands[seats] = count
    # Every tenth delegation speaks and the motions are as many: four times the hall, about four times.
    assert 3 * commands[10] < commands[40] < 5 * commands[10]


def test_what_everybody_believes_at_the_opening_is_one_belief_shared() -> None:
    state = open_conference(assembly(40, 4), 1)
    about = [p.beliefs["d007"] for seat, p in state.private.items() if seat != "d007"]
    assert all(belief is about[0] for belief in about)


def test_a_roll_call_moves_no_belief_before_somebody_looks_and_a_shared_one_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from diplogame.rules import beliefs

    real, moved = beliefs._shifted, []

    def counted(belief: Belief, issue: int, option: int, shift: int) -> Belief:
        moved.append(issue)
        return real(belief, issue, option, shift)

    monkeypatch.setattr(beliefs, "_shifted", counted)
    state = open_conference(assembly(40, 4), 1)
    call = RollCall(0, 1, {"d007": 6, "d008": -6})
    after = {s: p.beliefs.hearing(call) for s, p in state.private.items()}  # type: ignore[attr-defined]
    assert moved == []
    for seat, held in after.items():
        if seat != "d007":
            held["d007"]
    assert len(moved) == 1


def test_it_does_not_matter_when_somebody_looks_at_a_belief() -> None:
    first = open_conference(assembly(9, 4), 1).private["d000"].beliefs
    assert isinstance(first, Beliefs)
    calls = [RollCall(k % 4, k % 3, {"d003": 6 if k % 2 else -6}) for k in range(7)]
    late, early = first, first
    for call in calls:
        late, early = late.hearing(call), early.hearing(call)
        assert early["d003"] is early["d003"]
    moved = first["d003"]
    for call in calls:
        moved = call.moved(moved, "d003")
    assert dict(late) == dict(early)
    assert late["d003"] == moved != first["d003"]


def test_a_changed_belief_leaves_those_of_earlier_states_alone() -> None:
    held = open_conference(assembly(9, 4), 1).private["d000"].beliefs
    assert isinstance(held, Beliefs)
    before = held["d002"]
    other = Belief(before.weights, before.values, Band(1, 2), before.certainty)
    changed = held.hearing(RollCall(0, 0, {"d002": 6})).put("d002", other)
    assert changed["d002"] is other
    assert held["d002"] is before


def test_a_command_leaves_the_private_parts_it_does_not_concern_as_they_are() -> None:
    touched: dict[str, int] = {}

    def seen(before: State, after: State) -> None:
        old, new = before.public, after.public
        if (old.round, old.stage, old.slot) != (new.round, new.stage, new.slot):
            return  # the last command of a stage sets many to work
        changed = sum(after.private[s] is not p for s, p in before.private.items())
        name = before.public.stage.value
        touched[name] = max(touched.get(name, 0), changed)

    played(40, 4, seen)
    assert touched["planning"] <= 4
    assert touched["meetings"] <= 4


def test_a_delegations_row_of_a_register_is_what_a_search_of_the_whole_would_find() -> None:
    state = played(20, 5)
    for seat in state.private:
        view = view_of(state, seat)
        for whole, mine, concerned in (
            (state.meetings, view.meetings, lambda m: m.parties),
            (state.understandings, view.understandings, lambda u: u.known_to),
            (state.threats, view.threats, lambda t: t.known_to),
        ):
            searched = {k: e for k, e in whole.items() if seat in concerned(e)}  # type: ignore[no-untyped-call]
            assert list(mine.items()) == list(searched.items())
    assert state.understandings


def test_what_is_learnt_of_later_takes_its_place_among_the_rest() -> None:
    def entry(key: str, known: tuple[str, ...]) -> Understanding:
        return Understanding(key, 1, known, Bargain((), 1), (), known)

    book = Understandings().put("u1", entry("u1", ("a", "b"))).put("u2", entry("u2", ("a", "c")))
    told = book.put("u1", entry("u1", ("a", "b", "c")))
    assert list(told.row("c")) == ["u1", "u2"]
    assert list(book.row("c")) == ["u2"]
    assert list(told.put("u1", entry("u1", ("b",))).row("a")) == ["u2"]


def _circle(seats: int) -> Mapping[str, tuple[str, ...]]:
    from diplogame.ai.circle import circle_of

    state, _ = begin(open_conference(assembly(seats, 4), 1))
    return {seat: circle_of(view_of(state, seat)) for seat in state.conference.seats}


def test_a_mind_reads_everybody_in_a_small_hall_and_a_circle_in_a_large_one() -> None:
    from diplogame.ai.circle import CIRCLE

    small, large = _circle(CIRCLE + 1), _circle(60)
    assert all(len(found) == CIRCLE for found in small.values())
    assert all(len(found) == CIRCLE == len(set(found)) for found in large.values())
    assert all(seat not in found for seat, found in large.items())
    # Between them, minds keep an eye on every delegation.
    assert {name for found in large.values() for name in found} == set(large)


def test_minds_of_a_large_house_leave_the_floor_when_the_house_is_full() -> None:
    from diplogame.ai.chance import Dice
    from diplogame.ai.mind import decide as think
    from diplogame.ai.plenary import DAY

    state, _ = begin(open_conference(assembly(30, 4), 1))
    most = 0
    while state.public.round <= 3 and state.public.outcome is None:
        seat = state.awaiting[0]
        view: SeatView = view_of(state, seat)
        command = think(view, Dice(1, seat))
        if isinstance(command, cmd.MakeMotion) and isinstance(command.motion, Amend | MoveToVote):
            most += state.public.round == 3
        decision = decide(state, command)
        assert isinstance(decision, Accepted)
        state = decision.state
    assert 0 < most <= DAY
