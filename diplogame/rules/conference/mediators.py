"""Who can mediate at the conference, and with what (R14.2).

Guarantees: immutable, plain data, no prose; units as in :mod:`diplogame.rules.conference`.
"""

from __future__ import annotations

from diplogame.rules.ids import SeatId
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class Mediator:
    """A delegation, or the chair, that parties may ask to mediate between them (R14.2).

    Attributes:
        id: The delegation that mediates: a seat, a voice, or the chair (good offices, kept by the rules).
        styles: Styles it may use, of facilitate, formulate, press.
        leverage: 0-100: what it can bring to bear on parties while it presses; the chair has none.
        tilt: Its known bias towards delegations, -100 to 100; those not named 0.
        clauses: Most clauses of one mediation.
    """

    id: SeatId
    styles: tuple[str, ...] = ("facilitate", "formulate")
    leverage: int = 0
    tilt: tuple[tuple[SeatId, int], ...] = ()
    clauses: int = 3

    def toward(self, seat: SeatId) -> int:
        """Its bias towards a delegation, -100 to 100."""
        return next((points for name, points in self.tilt if name == seat), 0)
