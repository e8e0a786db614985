"""Events of side-meetings, and of what is learnt in them (R5, R6, R16).

Guarantees: frozen plain data, no prose; each carries its ``audience``.
"""

from __future__ import annotations

from diplogame.rules.conference import Priority
from diplogame.rules.events.course import (
    EVERYBODY,
    Audience,
)
from diplogame.rules.ids import IssueId, OptionIndex, SeatId
from diplogame.rules.terms import (
    Band,
    Bargain,
    Evidence,
    Offer,
    Reason,
    Size,
)
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class MeetingAsked:
    """A side-meeting was asked for."""

    meeting: str
    slot: int
    parties: tuple[SeatId, ...]
    room: str
    envoys: tuple[str, ...]
    issue: IssueId
    patience: int
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class InvitationAnswered:
    """An invitation was accepted or declined."""

    meeting: str
    seat: SeatId
    accepted: bool
    reason: Reason
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class MeetingOpened:
    """A side-meeting began; ``floor`` has the first word."""

    meeting: str
    floor: SeatId
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class MeetingSeen:
    """Others saw who met whom (R5.2)."""

    parties: tuple[SeatId, ...]
    room: str
    leaked: bool
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class FloorPassed:
    """The word passed to another party; ``exchanges`` counts completed exchanges."""

    meeting: str
    floor: SeatId
    lead: SeatId
    exchanges: int
    yields: int = 0
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class Probed:
    """A party asked what an issue is worth."""

    meeting: str
    seat: SeatId
    to: SeatId
    issue: IssueId
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class Disclosed:
    """A party said what an issue is worth to it (whether it is true is not said)."""

    meeting: str
    seat: SeatId
    issue: IssueId
    priority: Priority
    option: OptionIndex
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class Evaded:
    """A party did not answer a probe."""

    meeting: str
    seat: SeatId
    issue: IssueId
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class OfferMade:
    """An offer was put on the table."""

    meeting: str
    offer: Offer
    counter: bool = False
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class OfferAccepted:
    """A party accepted the offer on the table."""

    meeting: str
    seat: SeatId
    offer: str
    variant: int
    reason: Reason
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class OfferDeclined:
    """A party declined the offer; ``counter`` is what would turn it (R6.3)."""

    meeting: str
    seat: SeatId
    offer: str
    reason: Reason
    size: Size
    issue: int
    option: OptionIndex
    rival: SeatId
    counter: Bargain | None
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class Reassured:
    """A party spent an exchange on the relationship."""

    meeting: str
    seat: SeatId
    effect: int
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class MeetingEnded:
    """A side-meeting ended (or never took place: ``reason`` busy or declined)."""

    meeting: str
    by: SeatId
    reason: Reason
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class BeliefMoved:
    """A delegation's belief about another narrowed or shifted (R16.1).

    ``issue`` -1: reserve. ``option`` -1: the weight of the issue; otherwise the option's value.
    """

    holder: SeatId
    about: SeatId
    issue: int
    option: OptionIndex
    band: Band
    certainty: int
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class EvidenceLogged:
    """An entry was added to a delegation's evidence log."""

    holder: SeatId
    evidence: Evidence
    audience: Audience = ()
