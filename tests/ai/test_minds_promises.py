"""Promises are made to be tested: most are kept, few are never put (R6.5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from mind_games import made_up_game, play

from diplogame.ai.candidates import due_round
from diplogame.ai.chance import Dice
from diplogame.ai.outlook import STANDS, Outlook
from diplogame.ai.promises import in_reach, owed_support
from diplogame.packs.loader import load_pack
from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.decide import Accepted
from diplogame.rules.phases import opens_in
from diplogame.rules.state import State
from diplogame.rules.terms import Amend, TermKind, TermState
from diplogame.rules.view import view_of

FIRST_STEPS = Path(__file__).parents[2] / "content" / "first-steps"

Moves = tuple[tuple[State, cmd.Command, Accepted], ...]


@cache
def towns(seed: int) -> Moves:
    """A whole game of First steps, move by move."""
    found: list[tuple[State, cmd.Command, Accepted]] = []
    conference = load_pack(FIRST_STEPS).conference
    play(conference, seed, watch=lambda *move: found.append(move))
    return tuple(found)


def games() -> Iterator[Moves]:
    """Games of the small pack and made-up ones."""
    yield from (towns(seed) for seed in range(20))
    yield from (made_up_game(seed)[1] for seed in range(6))


def test_most_promises_of_support_are_kept_and_few_lapse_untested() -> None:
    fates: Counter[TermState] = Counter()
    for seed in range(20):
        for _state, _command, result in towns(seed):
            for event in result.events:
                if isinstance(event, ev.TermSettled):
                    entry = result.state.understandings[event.understanding]
                    if entry.bargain.terms[event.term].kind in STANDS:
                        fates[event.state] += 1
    total = sum(fates.values())
    assert fates[TermState.KEPT] * 100 >= total * 60
    assert fates[TermState.LAPSED] * 100 <= total * 35


def test_bargains_fall_due_after_the_clause_could_be_put() -> None:
    seen = 0
    for moves in games():
        for state, command, _result in moves:
            if isinstance(command, cmd.MakeOffer) and not command.script:
                calendar = state.conference.calendar
                for bargain in command.variants:
                    assert min(opens_in(calendar, Amend), calendar.rounds) <= bargain.due
                    assert state.public.round <= bargain.due
                    seen += 1
                outlook = Outlook(view_of(state, command.seat), Dice(state.seed, command.seat))
                assert {b.due for b in command.variants} == {due_round(outlook)}
    assert seen


def test_nobody_asks_for_or_gives_support_that_could_never_carry() -> None:
    seen = 0
    for moves in games():
        for state, command, _result in moves:
            if not isinstance(command, cmd.MakeOffer) or command.script:
                continue
            outlook = Outlook(view_of(state, command.seat), Dice(state.seed, command.seat))
            parties = state.meetings[command.meeting].parties
            other = next(p for p in parties if p != command.seat)
            for bargain in command.variants:
                for term in bargain.terms:
                    if term.kind in STANDS and len(parties) == 2:
                        assert in_reach(outlook, term.issue, term.option, other)
                        seen += 1
    assert seen


def test_promised_support_is_moved_by_those_who_bought_it() -> None:
    collected = 0
    for moves in games():
        for state, command, _result in moves:
            if isinstance(command, cmd.MakeMotion) and isinstance(command.motion, Amend):
                outlook = Outlook(view_of(state, command.seat), Dice(state.seed, command.seat))
                issue = outlook.view.table.issue_index(command.motion.issue)
                collected += (issue, command.motion.option) in owed_support(outlook)
    assert collected > 5


def test_backing_is_never_counted_as_support() -> None:
    for moves in games():
        for state, command, _result in moves[::40]:
            outlook = Outlook(view_of(state, command.seat), Dice(state.seed, command.seat))
            for (issue, _option), names in owed_support(outlook).items():
                assert issue >= 0
                assert command.seat not in names
                pending = [
                    t.by
                    for u in outlook.view.understandings.values()
                    for t, s in zip(u.bargain.terms, u.states, strict=True)
                    if s is TermState.PENDING and t.kind is TermKind.SUPPORT and t.issue == issue
                ]
                assert set(names) <= set(pending)
