"""The bots of the lab (R21): simple ways to play, as pure functions of what a delegation sees.

| name | how it plays |
|---|---|
| ``passive`` | rests, declines, abstains |
| ``random`` | any lawful order, drawn evenly over the open verbs |
| ``hawk`` | maximal demands, never folds |
| ``bully`` | threatens whoever it can, carries threats out |
| ``appeaser`` | accepts, complies, votes yes |
| ``middle`` | proposes the middle of everything |
| ``broker`` | asks, trades, tables what all could sign: the competent player |

Guarantees: a bot reads the view of its own delegation and nothing else; the same view and seed give the
same order; whatever it orders `decide` accepts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from diplogame.lab.bots.broker import Broker
from diplogame.lab.bots.habits import Habits
from diplogame.lab.bots.hard import Bully, Hawk
from diplogame.lab.bots.soft import Appeaser, Middle
from diplogame.lab.bots.wild import random
from diplogame.rules.commands import Command
from diplogame.rules.passive import passive
from diplogame.rules.view import SeatView

__all__ = ["BOTS", "MIND", "Bot"]

Bot: TypeAlias = Callable[[SeatView, int], Command]
"""From what a delegation sees, and the seed of the game, to its order.

Raises ValueError when nothing is awaited of the delegation.
"""

MIND: Final = "mind"
"""What line-ups call a chair that the game's own mind takes."""


def _of(habits: Habits) -> Bot:
    def bot(view: SeatView, seed: int) -> Command:
        return habits.order(view)

    return bot


def _passive(view: SeatView, seed: int) -> Command:
    return passive(view)


BOTS: Final[Mapping[str, Bot]] = MappingProxyType(
    {
        "passive": _passive,
        "random": random,
        "hawk": _of(Hawk()),
        "bully": _of(Bully()),
        "appeaser": _of(Appeaser()),
        "middle": _of(Middle()),
        "broker": _of(Broker()),
    }
)
"""Every bot by name."""
