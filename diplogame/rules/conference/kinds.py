"""Kinds of delegations, phases, rooms and envoys; ranges drawn per seed (R1, R2.4, R5).

Guarantees: immutable, plain data, no prose; units as in :mod:`diplogame.rules.conference`.
"""

from __future__ import annotations

from enum import StrEnum

from diplogame.rules.values import dataclass


class Kind(StrEnum):
    """What a delegation is at the conference (R1.2)."""

    SEAT = "seat"  # votes
    VOICE = "voice"  # observer: speaks, meets, presses; no vote
    CHAIR = "chair"  # secretariat: keeps the text; no vote


class Phase(StrEnum):
    """Phases of the calendar, in the field's order (R1.3)."""

    AGENDA = "agenda-setting"
    INFORMATION = "information-sharing"
    PROPOSAL = "proposal-making"
    CONSENSUS = "consensus-building"
    ADOPTION = "adoption"


class Room(StrEnum):
    """Where a meeting is held; decides who sees it, candour and leak risk (R5.2)."""

    CORRIDOR = "corridor"
    GREEN_ROOM = "green-room"
    BACK_CHANNEL = "back-channel"
    VIRTUAL = "virtual"


class Envoy(StrEnum):
    """Who sits in the meeting; decides what can be done there (R5.3)."""

    DIPLOMAT = "diplomat"
    EXPERT = "expert"
    MINISTER = "minister"


class Priority(StrEnum):
    """How much a delegation says an issue matters to it (public, R2.5)."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Range:
    """Inclusive integer range from which a value is drawn per game seed (R2.4)."""

    low: int
    high: int
