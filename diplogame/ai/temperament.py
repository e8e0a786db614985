"""How a mind bargains today: the pack's temperament seen through the difficulty (R20.2, R20.5).

Guarantees: difficulty changes minds only - a novice concedes earlier, reads others more coarsely and bluffs
less; an ambassador holds longer, reads better and offers finer packages.
"""

from __future__ import annotations

from diplogame.rules.conference import Temperament
from diplogame.rules.terms import Difficulty
from diplogame.rules.values import dataclass
from diplogame.rules.view import SeatView

HASTE = {Difficulty.NOVICE: 80, Difficulty.ENVOY: 0, Difficulty.AMBASSADOR: -40}
"""Per mille of the calendar by which a mind feels the time to be later than it is."""

READING = {Difficulty.NOVICE: 86, Difficulty.ENVOY: 92, Difficulty.AMBASSADOR: 100}
"""Per cent of its evidence that a mind makes use of; the rest is what declarations suggest."""

LISTENING = {Difficulty.NOVICE: 0, Difficulty.ENVOY: 40, Difficulty.AMBASSADOR: 40}
"""Per cent of what declared stances and roll-calls tell that a mind makes use of.

More is not better: whoever takes every ballot for a wish is misled by those that were promised or tactical.
Of 60 games of minds in a small house ambassadors closed 33 % at 100, 47 % at 0.
"""

EMPHASIS = {Difficulty.NOVICE: 60, Difficulty.ENVOY: 90, Difficulty.AMBASSADOR: 120}
"""Per cent by which a clause is taken to weigh more that was given as the reason of an objection."""

LACK = {Difficulty.NOVICE: 260, Difficulty.ENVOY: 260, Difficulty.AMBASSADOR: 260}
"""Points that who refuses a whole text is taken to lack of its walk-away."""

CARE = {
    Difficulty.NOVICE: (120, 150),
    Difficulty.ENVOY: (100, 145),
    Difficulty.AMBASSADOR: (60, 130),
}
"""Per cent of the weight that a mind gives to what others lack, at the beginning and at the end.

An ambassador knows when to hold and when to fold: hard while there is time, generous when there is none.
"""

CUSHION = {Difficulty.NOVICE: 350, Difficulty.ENVOY: 200, Difficulty.AMBASSADOR: 30}
"""Points above a believed walk-away at which another delegation is reckoned to be content."""

SLACK = {Difficulty.NOVICE: 1100, Difficulty.ENVOY: 150, Difficulty.AMBASSADOR: -250}
"""Points by which a text may fall short of the walk-away and be signed for fear of no deal at all; below
nought, what a text must leave above it: who reads the others better asks for more than crumbs."""

GIVING = {Difficulty.NOVICE: 150, Difficulty.ENVOY: 100, Difficulty.AMBASSADOR: 30}
"""Per cent of the usual weight that what others gain has when a mind chooses what to offer."""

MATCHING = {Difficulty.NOVICE: 0, Difficulty.ENVOY: 0, Difficulty.AMBASSADOR: 100}
"""Per cent of what a bargain is believed to bring the other side that it must bring us, while we hold out."""

ASKING = {
    Difficulty.NOVICE: (40, 30),
    Difficulty.ENVOY: (100, 70),
    Difficulty.AMBASSADOR: (175, 60),
}
"""Per cent of the surplus that a mind asks of a bargain, and of a text before the last day, from the
beginning to the end."""

OPENNESS = {Difficulty.NOVICE: 20, Difficulty.ENVOY: 0, Difficulty.AMBASSADOR: -40}
"""Points of candour more or less."""

EDGE = {Difficulty.NOVICE: 50, Difficulty.ENVOY: 100, Difficulty.AMBASSADOR: 115}
"""Per cent of the temperament's aggression that shows."""

BLUFFING = {Difficulty.NOVICE: 40, Difficulty.ENVOY: 100, Difficulty.AMBASSADOR: 120}
"""Per cent of the temperament's bluff that shows."""


@dataclass(frozen=True, slots=True)
class Temper:
    """A temperament as it shows at this difficulty; fields as in the pack's, 0-100.

    Attributes:
        haste: Added to the time used, per mille.
        reading: Per cent of the evidence that is made use of.
        listening: Per cent of what stances and roll-calls tell that is made use of.
        emphasis: Per cent more that a clause weighs which was given as the reason of an objection.
        lack: Points that who refuses a text is taken to lack of its walk-away.
        giving: Per cent of the usual weight that others' gain has in choosing an offer.
        matching: Per cent of what it brings them that a bargain must bring us, while we hold out.
        variants: Most equivalent offers put at once.
        care: Per cent of the usual weight given to what others lack, at the beginning and at the end.
        cushion: Points above their believed walk-away at which others are reckoned content.
        slack: Points below its walk-away that it would still sign; negative, above it.
        asking: Per cent of the usual surplus asked for, at the beginning and at the end.
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
    listening: int
    emphasis: int
    lack: int
    giving: int
    matching: int
    variants: int
    care: tuple[int, int]
    asking: tuple[int, int]
    cushion: int
    slack: int


_TEMPERS: dict[tuple[int, Difficulty], tuple[Temperament, Temper]] = {}
"""Tempers by the identity of what the pack gives and the difficulty: asked for at every decision."""


def temper_of(view: SeatView) -> Temper:
    """The temper of the view's delegation at the game's difficulty."""
    given: Temperament = view.me.temperament
    level = view.difficulty
    known = _TEMPERS.get((id(given), level))
    if known is not None and known[0] is given:
        return known[1]
    if len(_TEMPERS) > 256:
        _TEMPERS.clear()
    found = Temper(
        candour=max(0, min(100, given.candour + OPENNESS[level])),
        bluff=min(100, given.bluff * BLUFFING[level] // 100),
        aggression=min(100, given.aggression * EDGE[level] // 100),
        reciprocity=given.reciprocity,
        grudge=given.grudge,
        generosity=given.generosity,
        brokerage=given.brokerage,
        pride=given.pride,
        haste=HASTE[level],
        reading=READING[level],
        listening=LISTENING[level],
        emphasis=EMPHASIS[level],
        lack=LACK[level],
        giving=GIVING[level],
        matching=MATCHING[level],
        variants={Difficulty.NOVICE: 1, Difficulty.ENVOY: 2, Difficulty.AMBASSADOR: 3}[level],
        care=CARE[level],
        asking=ASKING[level],
        cushion=CUSHION[level],
        slack=SLACK[level],
    )
    _TEMPERS[id(given), level] = (given, found)
    return found
