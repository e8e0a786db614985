"""Events of the ledger: understandings, threats and sanctions (R6.5, R10).

Guarantees: frozen plain data, no prose; each carries its ``audience``.
"""

from __future__ import annotations

from diplogame.rules.events.course import (
    EVERYBODY,
    Audience,
)
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import (
    Bargain,
    Reason,
    TermState,
    ThreatState,
    ThreatTerms,
)
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class UnderstandingReached:
    """A bargain entered the ledger (R6.5)."""

    id: str
    parties: tuple[SeatId, ...]
    bargain: Bargain
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class UnderstandingLearnt:
    """Others learnt of an understanding (public from the start, or by a leak)."""

    id: str
    learnt_by: tuple[SeatId, ...]
    leaked: bool
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class TermSettled:
    """A promise was kept, broken, or lapsed; once (R6.5)."""

    understanding: str
    term: int
    state: TermState
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class ThreatIssued:
    """A threat was made (R10.1)."""

    id: str
    sender: SeatId
    target: SeatId
    terms: ThreatTerms
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class ThreatAnswered:
    """The target answered (R10.2)."""

    id: str
    seat: SeatId
    answer: str
    reason: Reason
    patron: SeatId
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class ThreatSettled:
    """A threat came to its end, or its deadline moved (``extended``)."""

    id: str
    state: ThreatState
    extended: bool
    pretext: bool
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class SanctionImposed:
    """An instrument was imposed (R10.4)."""

    id: str
    sender: SeatId
    target: SeatId
    instrument: str
    cost: int
    own_cost: int
    partners: tuple[SeatId, ...] = ()
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class ThreatBacked:
    """A partner joined a standing threat, known to all whom it concerns (R10.1)."""

    id: str
    partner: SeatId
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class PartnerLeft:
    """A partner dropped out of an imposed sanction (R10.4)."""

    id: str
    partner: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class SanctionLifted:
    """A sanction was lifted."""

    id: str
    audience: Audience = EVERYBODY
