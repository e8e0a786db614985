"""How delegations meet and part while pressure stands between them: nobody opens with charm."""

from __future__ import annotations

from diplogame.app.narrate.occasion import Occasion
from diplogame.rules.ids import SeatId


def cold_between(o: Occasion, one: SeatId, other: SeatId) -> bool:
    """Whether pressure stands between two delegations: then nobody opens or ends with charm."""
    pair = frozenset((one, other))
    return pair in o.memory.punished.values() or o.memory.pressed.get(pair, 0) >= o.round


COLD_OPENINGS = (
    "nobody asks how the other slept",
    "the coffee is not touched",
    "the chairs are further apart than they were",
    "each has brought a witness",
    "the door is left open",
    "the clock on the wall is consulted early",
    "nobody sits down at once",
    "both read their notes aloud",
)
COLD_ENDINGS = (
    "part without shaking hands",
    "leave by different doors",
    "gather their papers and say nothing",
    "agree on the time, and on nothing else",
    "thank the interpreter, and nobody else",
    "rise in the middle of a sentence",
    "leave the water where it was poured",
    "have their coats on before the last word",
)
COLD_BARGAINS = (
    "have a bargain, and part without shaking hands",
    "sign what there is to sign, and leave by different doors",
    "have agreed on paper; nobody smiles for the camera",
    "initial the page, and count the pages",
)
