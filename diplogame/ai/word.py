"""Whether a mind keeps its word when keeping it is dear (R6.5).

Guarantees: pure; only those who bluff far more than they are candid ever break a promise, only for a gain
that outweighs the price of it, the more seldom the more they trust the other side; the same promise is
always looked at in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable

from diplogame.ai.outlook import Outlook
from diplogame.ai.temperament import Temper
from diplogame.rules.ids import SeatId
from diplogame.rules.ledger import BROKEN_NAME, BROKEN_TRUST

PRICE = 20
"""Points that a point of trust or credibility is reckoned to be worth."""

PRICE_OF_A_BREACH = -(BROKEN_TRUST + BROKEN_NAME) * PRICE
"""Points that a promise must cost to be worth breaking (R6.5, R7.2)."""


def looseness(temper: Temper) -> int:
    """How loosely a temperament holds its word, per mille; nought for all but the worst bluffers."""
    return max(0, temper.bluff * 3 - temper.candour - 20) * 2


def breaks_word(
    outlook: Outlook, partners: Iterable[SeatId], gain: int, *promise: str | int
) -> bool:
    """Whether to break a promise that stands in the way of a gain, in points."""
    loose = looseness(outlook.temper)
    if not loose or gain < PRICE_OF_A_BREACH:
        return False
    trusted = max((outlook.view.trust.get(p, 50) for p in partners), default=50)
    chance = loose + (gain - PRICE_OF_A_BREACH) // 4 - max(0, trusted - 50) * 6
    return outlook.dice.chance("word", *promise, per_mille=min(400, chance))
