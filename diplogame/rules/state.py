"""The whole state of a conference: the public record, and a private part per delegation (R16.3).

Guarantees: frozen, slotted, plain data; changed only by :func:`diplogame.rules.evolve.evolve`. No code
above the rules may import this module: players and minds get a :class:`diplogame.rules.view.SeatView`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from diplogame.rules.conference import Conference
from diplogame.rules.ids import OptionIndex, SeatId
from diplogame.rules.records import (
    Belief,
    Contact,
    Meeting,
    Public,
    Sanction,
    Threat,
    Understanding,
)
from diplogame.rules.register import Meetings, Threats, Understandings
from diplogame.rules.terms import (
    Coalition,
    Difficulty,
    Evidence,
    Interests,
    Mediation,
    NightChoice,
    Plan,
)
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class Private:
    """All that only one delegation knows (R16.3)."""

    interests: Interests
    walk_away: int
    beta: int
    gauge: int
    budget: int
    mandate: tuple[tuple[bool, ...], ...]
    ministers: int
    veto_weights: tuple[int, ...]
    trust: Mapping[SeatId, int]
    regard: Mapping[SeatId, int]
    beliefs: Mapping[SeatId, Belief]
    contacts: Mapping[SeatId, Contact]
    extra_slots: int = 0
    plan: Plan | None = None
    cables: tuple[tuple[int, OptionIndex], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    committed: tuple[tuple[int, OptionIndex], ...] = ()
    fired: Mapping[str, int] = field(default_factory=dict)
    acts: Mapping[str, int] = field(default_factory=dict)
    intelligence: int = 0
    exposure: Mapping[str, int] = field(default_factory=dict)
    appetite: Mapping[str, int] = field(default_factory=dict)
    side: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """A game at one instant: the conference, the seed it was drawn with, and all that has happened."""

    conference: Conference
    seed: int
    difficulty: Difficulty
    public: Public
    private: Mapping[SeatId, Private]
    meetings: Mapping[str, Meeting] = field(default_factory=Meetings)
    understandings: Mapping[str, Understanding] = field(default_factory=Understandings)
    threats: Mapping[str, Threat] = field(default_factory=Threats)
    sanctions: Mapping[str, Sanction] = field(default_factory=dict)
    awaiting: tuple[SeatId, ...] = ()
    night: Mapping[SeatId, tuple[NightChoice, int]] = field(default_factory=dict)
    coalitions: Mapping[str, Coalition] = field(default_factory=dict)
    mediations: Mapping[str, Mediation] = field(default_factory=dict)
