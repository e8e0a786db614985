"""Chance for bots: draws keyed by the moment of the game, so that a bot stays a function of its view.

Guarantees: the same seed, delegation and view give the same draws on every machine; a bot's draws touch
neither the world's dice nor a mind's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from diplogame.rules import dice
from diplogame.rules.view import SeatView

_T = TypeVar("_T")


class Lots:
    """The draws of one delegation at one moment, one after another.

    Args:
        seed: Seed of the game.
        view: What the delegation sees; its public counters name the moment.
    """

    __slots__ = ("_count", "_key", "_seed", "_stream")

    def __init__(self, seed: int, view: SeatView) -> None:
        self._seed = seed
        self._stream = f"lab/{view.seat}"
        self._key = moment(view)
        self._count = 0

    def below(self, sides: int) -> int:
        """A number from 0 to ``sides - 1``; ValueError below one side."""
        self._count += 1
        return dice.draw(self._seed, self._stream, *self._key, self._count, sides=sides)

    def between(self, low: int, high: int) -> int:
        """A number from ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1)

    def pick(self, options: Sequence[_T]) -> _T:
        """One of the options, each as likely; ValueError when there are none."""
        return options[self.below(len(options))]

    def chance(self, per_mille: int) -> bool:
        """Whether something of this chance happens."""
        return self.below(1000) < per_mille

    def sample(self, options: Sequence[_T], count: int) -> list[_T]:
        """So many different ones of the options, in the order drawn."""
        left = list(options)
        return [left.pop(self.below(len(left))) for _ in range(min(count, len(left)))]


def moment(view: SeatView) -> tuple[str | int, ...]:
    """What tells this moment from the others of a game, by numbers that the delegation knows."""
    public, meeting = view.public, view.meeting
    key: list[str | int] = [public.round, public.stage.value, public.slot, len(public.votes)]
    key += [public.motions, len(public.order), len(public.spoken), len(public.declared)]
    if meeting is not None:
        key += [meeting.id, meeting.exchanges, meeting.yields, meeting.offers, meeting.probed]
        key += [meeting.threat, int(meeting.offer is not None)]
    if public.summit is not None:
        key.append(public.summit.hour)
    key += [len(view.threats), len(view.sanctions), len(view.understandings), len(public.twists)]
    return tuple(key)
