"""How a round grows with the hall: 5 to 193 delegations, 4 to 16 issues; `clerks` says what a round is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from diplogame.rules import commands as cmd
from diplogame.rules.decide import Accepted, decide
from diplogame.rules.flow import begin
from diplogame.rules.state import State
from diplogame.rules.terms import Stage
from diplogame.rules.view import SeatView, view_of

Hand = Callable[[SeatView], cmd.Command]


@dataclass(slots=True)
class Day:
    """What one round took: commands, events, and seconds in views, thought and decisions."""

    round: int
    commands: int = 0
    events: int = 0
    viewed: float = 0.0
    thought: float = 0.0
    decided: float = 0.0
    motions: int = 0
    kinds: dict[str, float] = field(default_factory=dict)


def days(state: State, hand: Hand) -> Iterator[Day]:
    """Play on from an opening, and yield what each round took."""
    now = time.process_time
    state, _ = begin(state)
    day = Day(state.public.round)
    while state.public.stage is not Stage.ENDED:
        seat = state.awaiting[0]
        start = now()
        view = view_of(state, seat)
        seen = now()
        command = hand(view)
        chosen = now()
        decision = decide(state, command)
        done = now()
        if not isinstance(decision, Accepted):
            raise AssertionError(f"{command!r} refused: {decision.code}")
        state = decision.state
        day.commands += 1
        day.events += len(decision.events)
        day.viewed += seen - start
        day.thought += chosen - seen
        day.decided += done - chosen
        name = type(command).__name__
        day.motions += name == "MakeMotion"
        day.kinds[name] = day.kinds.get(name, 0.0) + done - chosen
        if state.public.round != day.round:
            yield day
            day = Day(state.public.round)
    yield day
