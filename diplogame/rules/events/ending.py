"""Events of the summit, the ending and the years after it (R15, R19).

Guarantees: frozen plain data, no prose; each carries its ``audience``.
"""

from __future__ import annotations

from diplogame.rules.events.course import (
    EVERYBODY,
    Audience,
)
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.terms import (
    Goal,
    NightChoice,
    Outcome,
)
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class SummitCalled:
    """Leaders were summoned (R15)."""

    by: SeatId
    round: int
    goal: Goal
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class NightChosen:
    """A leader chose for the hour; announced when all have."""

    seat: SeatId
    choice: NightChoice
    issue: int
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class NightRevealed:
    """An hour of the summit night passed: who did what."""

    hour: int
    choices: tuple[tuple[SeatId, NightChoice, int], ...]
    chance: int
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class SummitEnded:
    """breakthrough, staged, ambiguous or failure (R15.2)."""

    result: str
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class ConferenceEnded:
    """The talks ended (R19.1)."""

    outcome: Outcome
    package: Package
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class RatificationDecided:
    """A capital ratified, or did not (R12.3)."""

    seat: SeatId
    ratified: bool
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class EntryDecided:
    """Whether the ratifications bring the treaty into force, and whose decided it (R9)."""

    in_force: bool
    pivotal: tuple[SeatId, ...]
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class AftermathChosen:
    """A delegation chose how to live with the treaty (R19.1)."""

    seat: SeatId
    choice: str
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class GameScored:
    """The aftermath: survival per mille, joint value per mille of the best, scores by seat (R19.2)."""

    survival: int
    joint_value: int
    scores: tuple[tuple[SeatId, int], ...]
    audience: Audience = EVERYBODY
