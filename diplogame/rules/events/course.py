"""Events of the course of a round: stages, twists, plans, slots, moved numbers (R1, R4, R8.2).

Guarantees: frozen plain data, no prose; each carries its ``audience``.
"""

from __future__ import annotations

from typing import TypeAlias

from diplogame.rules.conference import Phase
from diplogame.rules.ids import OptionIndex, SeatId
from diplogame.rules.terms import (
    Activity,
    Plan,
    Stage,
    Stance,
)
from diplogame.rules.values import dataclass

Audience: TypeAlias = tuple[str, ...]


EVERYBODY: Audience = ("all",)


@dataclass(frozen=True, slots=True)
class RoundOpened:
    """A new round begins (R4.1)."""

    round: int
    phase: Phase
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class StageEntered:
    """The game moved to a stage of the round."""

    stage: Stage
    slot: int
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class Awaited:
    """Who must act before the game moves on; nobody's news (it would tell who is meeting whom)."""

    seats: tuple[SeatId, ...]
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A delegation said a scripted line; ``line`` is a phrasebook key."""

    seat: SeatId
    line: str
    to: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class MeterMoved:
    """A number moved, and why.

    ``meter``: trust (``seat`` in ``toward``), gauge, budget, standing, credibility, walk_away, crisis,
    preparation, expectations, fatigue, ministers, slots, intelligence, gift (receiver ``seat``),
    resentment (of ``seat`` at ``toward``), side (points gained or lost beside the treaty).
    """

    meter: str
    seat: SeatId
    delta: int
    cause: str
    toward: SeatId = ""
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class TwistHappened:
    """A scripted event of the conference happened; ``chooser`` must answer if not empty."""

    twist: str
    chooser: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class TwistChosen:
    """A twist was answered."""

    seat: SeatId
    twist: str
    choice: str
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class FlagSet:
    """A flag of the pack was set."""

    flag: str
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class WeightShifted:
    """An issue became more (or less) important to a delegation; weights stay normalised."""

    seat: SeatId
    issue: int
    points: int
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class PositionsDeclared:
    """A delegation stated its stances (R8.2)."""

    seat: SeatId
    stances: tuple[tuple[Stance, ...], ...]
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class PlanMade:
    """A delegation fixed its plan; the others see only that it is ready."""

    seat: SeatId
    plan: Plan
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class SlotSpent:
    """A slot was used for something other than a meeting (R4.3); ``result`` is a code for the news."""

    seat: SeatId
    slot: int
    activity: Activity
    result: str
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class CableAnswered:
    """The capital answered a request for room on an option (R12.1)."""

    seat: SeatId
    issue: int
    option: OptionIndex
    granted: bool
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class ScriptFired:
    """A scripted rule of a delegation fired (its own memory)."""

    seat: SeatId
    rule: str
    audience: Audience = ()
