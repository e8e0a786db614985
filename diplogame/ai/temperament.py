"""How a mind bargains today: the pack's temperament seen through the difficulty (R20.2, R20.5).

Guarantees: difficulty changes minds only - a novice concedes earlier, reads others more coarsely and bluffs
less; an ambassador holds longer, reads better and offers finer packages.
"""

from __future__ import annotations

from dataclasses import dataclass

from diplogame.rules.conference import Temperament
from diplogame.rules.terms import Difficulty
from diplogame.rules.view import SeatView

HASTE = {Difficulty.NOVICE: 130, Difficulty.ENVOY: 0, Difficulty.AMBASSADOR: -70}
"""Per mille of the calendar by which a mind feels the time to be later than it is."""

READING = {Difficulty.NOVICE: 45, Difficulty.ENVOY: 92, Difficulty.AMBASSADOR: 100}
"""Per cent of its evidence that a mind makes use of; the rest is what declarations suggest."""

BLUFFING = {Difficulty.NOVICE: 40, Difficulty.ENVOY: 100, Difficulty.AMBASSADOR: 120}
"""Per cent of the temperament's bluff that shows."""


@dataclass(frozen=True, slots=True)
class Temper:
    """A temperament as it shows at this difficulty; fields as in the pack's, 0-100.

    Attributes:
        haste: Added to the time used, per mille.
        reading: Per cent of the evidence that is made use of.
        variants: Most equivalent offers put at once.
    """

    candour: int
    bluff: int
    aggression: int
    reciprocity: int
    grudge: int
    generosity: int
    brokerage: int
    pride: int
    haste: int
    reading: int
    variants: int


def temper_of(view: SeatView) -> Temper:
    """The temper of the view's delegation at the game's difficulty."""
    given: Temperament = view.me.temperament
    level = view.difficulty
    return Temper(
        candour=given.candour,
        bluff=given.bluff * BLUFFING[level] // 100,
        aggression=given.aggression,
        reciprocity=given.reciprocity,
        grudge=given.grudge,
        generosity=given.generosity,
        brokerage=given.brokerage,
        pride=given.pride,
        haste=HASTE[level],
        reading=READING[level],
        variants={Difficulty.NOVICE: 1, Difficulty.ENVOY: 2, Difficulty.AMBASSADOR: 3}[level],
    )
