"""Whole games played by minds alone, for tests and measurements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from conferences import made_up

from diplogame.ai.chance import Dice
from diplogame.ai.mind import decide as mind
from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.conference import Conference
from diplogame.rules.decide import Accepted, decide
from diplogame.rules.flow import begin
from diplogame.rules.setup import open_conference
from diplogame.rules.state import State
from diplogame.rules.terms import Difficulty, Stage
from diplogame.rules.view import view_of

MOST_COMMANDS = 6000
"""No game of these sizes needs more: beyond it the minds go round in circles."""

Watcher = Callable[[State, cmd.Command, Accepted], None]


@dataclass
class Game:
    """A game that was played to its end."""

    state: State
    commands: list[cmd.Command] = field(default_factory=list)
    events: list[ev.Event] = field(default_factory=list)


def play(
    conference: Conference,
    seed: int,
    difficulty: Difficulty = Difficulty.ENVOY,
    watch: Watcher | None = None,
) -> Game:
    """Let minds play every chair; fails on the first refused command or endless game."""
    state, opening = begin(open_conference(conference, seed, difficulty))
    game = Game(state, [], list(opening))
    dice = {seat: Dice(seed, seat) for seat in conference.everybody}
    while state.public.stage is not Stage.ENDED:
        assert len(game.commands) < MOST_COMMANDS, f"seed {seed}: no end in sight"
        assert state.awaiting, f"seed {seed}: nobody is awaited at {state.public.stage}"
        seat = state.awaiting[0]
        command = mind(view_of(state, seat), dice[seat])
        result = decide(state, command)
        assert isinstance(result, Accepted), f"seed {seed}: {command} refused: {result}"
        if watch is not None:
            watch(state, command, result)
        game.commands.append(command)
        game.events.extend(result.events)
        state = result.state
    game.state = state
    return game


@cache
def made_up_game(seed: int) -> tuple[Game, tuple[tuple[State, cmd.Command, Accepted], ...]]:
    """A whole game of a made-up conference, move by move; played once for all tests of a run."""
    moves: list[tuple[State, cmd.Command, Accepted]] = []

    def note(state: State, command: cmd.Command, result: Accepted) -> None:
        moves.append((state, command, result))

    game = play(made_up(seed), seed, watch=note)
    return game, tuple(moves)
