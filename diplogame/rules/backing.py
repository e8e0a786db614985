"""Who stands behind a threat: partners bound to back it, and the house (R10.1, R10.4).

Guarantees: integers only; one arithmetic for what is felt, what is published and what is forecast.
"""

from __future__ import annotations

from collections.abc import Iterable

from diplogame.rules.ids import SeatId
from diplogame.rules.records import Understanding
from diplogame.rules.terms import TermKind, TermState

PARTNER_SHARE = 30
"""Per cent that each partner adds to what an instrument costs its target (R10.1)."""

HOUSE_SHARE = 60
"""Per cent that the endorsement of the house adds once it is imposed: institutions matter when one acts,
not when one threatens (R10.4, field guide 4.1)."""

PARTNER_NAME = 10
"""Points of credibility that each partner lends to a threat (R10.1)."""

PARTNER_PAYS = 2
"""A partner pays the sender's own cost divided by this, every round (R10.4)."""

PARTNER_TIRES = 3
"""Rounds after which a partner may drop out with its promise kept (R10.4)."""


def backed_cost(cost: int, partners: int, endorsed: bool = False) -> int:
    """What an instrument costs with so many partners and, once imposed, the house behind it."""
    return cost * (100 + PARTNER_SHARE * partners + (HOUSE_SHARE if endorsed else 0)) // 100


def backed_credibility(credibility: int, partners: int) -> int:
    """How far a threat is believed with so many partners behind it, 0-100."""
    return min(100, credibility + PARTNER_NAME * partners)


def partners_bound(
    understandings: Iterable[Understanding], sender: SeatId, target: SeatId, round_: int
) -> tuple[SeatId, ...]:
    """Delegations bound to back a sender's pressure on a target, sorted (R10.1)."""
    found = {
        term.by
        for entry in understandings
        if sender in entry.parties and entry.bargain.due >= round_
        for term, state in zip(entry.bargain.terms, entry.states, strict=True)
        if term.kind is TermKind.BACK
        and state is TermState.PENDING
        and term.to == target
        and term.by != sender
    }
    return tuple(sorted(found))
