"""What a delegation does with the slots of a round (R4.2, R5).

Guarantees: plain frozen values.
"""

from __future__ import annotations

from typing import TypeAlias

from diplogame.rules.conference import Envoy, Room
from diplogame.rules.ids import IssueId, OptionIndex, SeatId
from diplogame.rules.terms.coalitions import Clauses
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class Meet:
    """Ask one to three delegations for a side-meeting."""

    guests: tuple[SeatId, ...]
    room: Room = Room.CORRIDOR
    envoy: Envoy = Envoy.DIPLOMAT
    issue: IssueId = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Work on the wording of a clause: closing it costs less at home, and it lasts longer (R4.3)."""

    issue: IssueId


@dataclass(frozen=True, slots=True)
class Study:
    """Put experts on an issue: what the others have at stake there becomes clearer (R5.3, R16.1)."""

    issue: IssueId


@dataclass(frozen=True, slots=True)
class CableHome:
    """Ask the capital for room on an option outside the mandate; answered next round (R12.1)."""

    issue: IssueId
    option: OptionIndex


@dataclass(frozen=True, slots=True)
class Campaign:
    """Work on opinion at home (R12.2)."""


@dataclass(frozen=True, slots=True)
class PrepareSummit:
    """Send ministers to prepare the summit (R15.1)."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Keep the slot free: a visitor finds you in good temper."""


@dataclass(frozen=True, slots=True)
class HoldCaucus:
    """Call, or come to, a caucus of one's bloc (R13.2)."""

    coalition: str


@dataclass(frozen=True, slots=True)
class Circulate:
    """Send a declaration of principles to those who might form a club (R13.7)."""

    principles: Clauses
    invited: tuple[SeatId, ...]


@dataclass(frozen=True, slots=True)
class SeekMediation:
    """Ask a mediator, and others, for mediation on a few clauses (R14.2).

    Attributes:
        mediator: Who is to mediate.
        parties: The other parties, one to three.
        issues: Issue indices, in the order of the text.
        shuttle: Whether the parties are to sit in separate rooms.
    """

    mediator: SeatId
    parties: tuple[SeatId, ...]
    issues: tuple[int, ...]
    shuttle: bool = False


Activity: TypeAlias = (
    Meet
    | Draft
    | Study
    | CableHome
    | Campaign
    | PrepareSummit
    | Rest
    | HoldCaucus
    | Circulate
    | SeekMediation
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A delegation's plan for the slots of one round (R4.2)."""

    activities: tuple[Activity, ...]
