"""Events of mediation (R14.2).

Guarantees: frozen plain data, no prose; each carries its ``audience``: what is said to a mediator is heard
by nobody else where the rooms are separate, an answer to a double-blind proposal by nobody at all.
"""

from __future__ import annotations

from diplogame.rules.events.course import EVERYBODY, Audience
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import Clauses, Ending, Frankness, Reason, Style
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class MediationAsked:
    """A delegation asked for mediation; ``invited`` must still say whether they come."""

    mediation: str
    by: SeatId
    mediator: SeatId
    parties: tuple[SeatId, ...]
    issues: tuple[int, ...]
    shuttle: bool
    slot: int
    invited: tuple[SeatId, ...]
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class MediationAnswered:
    """Somebody who was asked comes, or does not."""

    mediation: str
    seat: SeatId
    accepted: bool
    reason: Reason
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class MediationOpened:
    """A mediation sits: the parties say in turn what they want to say."""

    mediation: str
    parties: tuple[SeatId, ...]
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class Confided:
    """A party told the mediator how it stands, more or less frankly."""

    mediation: str
    seat: SeatId
    frankness: Frankness
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class GroundFound:
    """A facilitation found what the parties have in common; perhaps nothing."""

    mediation: str
    common: Clauses
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class ProposalPut:
    """A mediator put a proposal to the parties, to be answered in secret."""

    mediation: str
    style: Style
    proposal: Clauses
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class LeverageFelt:
    """A mediator leans on a party: to walk away is worth ``points`` less to it for now."""

    mediation: str
    seat: SeatId
    points: int
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class LeverageFaded:
    """The mediator leans on a party no more."""

    mediation: str
    seat: SeatId
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class BlindAnswered:
    """A party answered a double-blind proposal; known to itself alone, for ever."""

    mediation: str
    seat: SeatId
    yes: bool
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class ProposalAgreed:
    """All parties said yes: the proposal is announced and binds them."""

    mediation: str
    mediator: SeatId
    parties: tuple[SeatId, ...]
    style: Style
    proposal: Clauses
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class MediationEnded:
    """A mediation ended without an understanding; who refused a proposal is not said."""

    mediation: str
    ending: Ending
    audience: Audience = ()
