"""What it is worth to be in a coalition, and what leaving it costs, as one delegation can know it (R13.6).

Guarantees: pure; one function for whoever asks, so that forecasts of players and decisions of minds agree.
"""

from __future__ import annotations

from collections.abc import Sequence

from diplogame.rules.coalitions import (
    LEFT_STANDING,
    LEFT_TRUST,
    PARTED_STANDING,
    PARTED_TRUST,
    fellows,
    in_force,
)
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import Coalition, Term, TermKind

POINT = 20
"""Points of interest that a point of trust or standing is reckoned to be worth."""

VOICE = 200
"""Per mille by which one member's support lifts an option of a position."""

MOST_VOICES = 600
"""The most that the support of all others lifts it, per mille."""

UNKNOWN = 40
"""Points that it is worth to an outsider to weaken a coalition whose position it does not know."""

TIED = 40
"""Points that tied hands cost whoever promises to stay."""


def leaving_price(coalition: Coalition, seat: SeatId, round_: int) -> int:
    """What leaving costs in trust and standing, points (R13.6)."""
    bound = bool(in_force(coalition, round_))
    trust, standing = (LEFT_TRUST, LEFT_STANDING) if bound else (PARTED_TRUST, PARTED_STANDING)
    return -(trust * len(fellows(coalition, seat)) + standing) * POINT


def share(coalition: Coalition, gains: Sequence[int]) -> int:
    """What the others' support for the position is worth to a member, points; below nought it is a burden.

    Args:
        coalition: The coalition.
        gains: For each clause of the position, what it is worth to the member above what it expects there.
    """
    voices = min(MOST_VOICES, VOICE * (len(coalition.members) - 1))
    return sum(gains) * voices // 1000


def worth(coalition: Coalition, whom: SeatId, term: Term, gains: Sequence[int], round_: int) -> int:
    """What an undertaking to leave or to stay is worth to somebody, points (R13.6).

    Args:
        coalition: The coalition of the undertaking.
        whom: Whose worth.
        term: The undertaking.
        gains: As for :func:`share`, of ``whom``; empty where no position is known.
        round_: The round.
    """
    inside = whom in coalition.members
    if term.kind is TermKind.STAY:
        if whom == term.by:
            return -TIED
        return max(TIED, sum(gains) * VOICE // 1000) if inside else 0
    if whom == term.by:
        return -leaving_price(coalition, whom, round_) - share(coalition, gains)
    if inside:
        return -max(UNKNOWN, sum(gains) * VOICE // 1000)
    return -sum(gains) * VOICE // 1000 if gains else UNKNOWN
