"""Events of the plenary: speeches, motions, votes, and the text (R3, R8).

Guarantees: frozen plain data, no prose; each carries its ``audience``.
"""

from __future__ import annotations

from diplogame.rules.decisions import Ballot
from diplogame.rules.events.course import (
    EVERYBODY,
    Audience,
)
from diplogame.rules.ids import OptionIndex, Package, SeatId
from diplogame.rules.terms import (
    BallotRecord,
    Clarity,
    Motion,
    Reason,
    Speech,
)
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class SpeechMade:
    """A delegation spoke in plenary (R8.3)."""

    seat: SeatId
    speech: Speech
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class FloorHeld:
    """A delegation used or passed its turn in the plenary; ``order`` is who is still to come."""

    seat: SeatId
    order: tuple[SeatId, ...]
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class WalkedOut:
    """A delegation left the hall for the rest of the round."""

    seat: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class MotionMade:
    """A motion came before the house."""

    motion: Motion
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class BallotCast:
    """A delegation voted and explained its vote (R8.4)."""

    motion: str
    seat: SeatId
    ballot: Ballot
    reason: Reason
    issue: int
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class MotionDecided:
    """A motion was carried or lost."""

    record: BallotRecord
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class ClauseAmended:
    """The chair's text now reads another option on a clause (R3.1)."""

    issue: int
    option: OptionIndex
    by: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class BracketAdded:
    """An option entered the brackets with a sponsor."""

    issue: int
    option: OptionIndex
    by: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class ClauseClosed:
    """A clause was closed ad referendum (R3.1); ``paid`` gave something for it."""

    issue: int
    clarity: Clarity
    by: SeatId
    paid: tuple[SeatId, ...]
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class ClauseReopened:
    """A closed clause was opened again."""

    issue: int
    by: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class ClauseAnnexed:
    """A clause was deferred to an annex."""

    issue: int
    by: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class TextReplaced:
    """A tabled package became the chair's text."""

    package: Package
    by: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class QuestionDivided:
    """What is still to be put of a question that the house has divided: (issue index, option)."""

    parts: tuple[tuple[int, OptionIndex], ...]
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class ObserverAccredited:
    """A voice may speak in the hall from now on (R8.1)."""

    seat: SeatId
    by: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class PressureEndorsed:
    """The house stands behind an instrument against a delegation (R10.1)."""

    target: SeatId
    instrument: str
    by: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class ClockStopped:
    """A round was added (R8.1)."""

    audience: Audience = EVERYBODY
