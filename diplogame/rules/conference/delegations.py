"""Delegations with all they keep to themselves: home, temperament, script (R1.2, R12, R20).

Guarantees: immutable, plain data, no prose; units as in :mod:`diplogame.rules.conference`.
"""

from __future__ import annotations

from dataclasses import field

from diplogame.rules.conference.interests import (
    IssueInterest,
    Linkage,
    RedLine,
)
from diplogame.rules.conference.kinds import Kind, Range
from diplogame.rules.conference.scripts import (
    AgendaItem,
    ScriptRule,
)
from diplogame.rules.ids import IssueId, SeatId
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class VetoPlayer:
    """A force at home whose consent weighs in the ratification (R12.2).

    Attributes:
        id: Identifier (texts hold the name).
        weight: Gauge points lost when its condition is violated (drawn per seed; partly hidden).
        rejects: (issue, options) each of which it rejects.
    """

    id: str
    weight: Range
    rejects: tuple[tuple[IssueId, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Home:
    """The capital (R12): gauge at the start, what ratification needs, and who can stop it.

    ``ratification`` is ``none``, ``cabinet`` (loose), ``parliament`` or ``referendum`` (strict).
    """

    gauge: int = 60
    ratification: str = "parliament"
    threshold: int = 45
    veto_players: tuple[VetoPlayer, ...] = ()


@dataclass(frozen=True, slots=True)
class Temperament:
    """How a mind bargains (R20.2); all 0-100 unless said otherwise.

    Attributes:
        beta: Concession exponent in per cent (30 = Boulware 0.3, 150 = Conceder), drawn per seed.
        candour: Tendency to answer probes truthfully.
        bluff: Tendency to misstate priorities or threaten beyond its means.
        aggression: Readiness to threaten.
        reciprocity: How strongly it answers concessions in kind.
        grudge: How long resentment lasts.
        patience: Exchanges it bears in one meeting (2-6).
        generosity: Readiness to spend incentives.
        brokerage: Tendency to look for the deal that suits all.
        pride: Weight of rivals' gains and of public slights.
    """

    beta: Range = field(default_factory=lambda: Range(30, 40))
    candour: int = 60
    bluff: int = 20
    aggression: int = 30
    reciprocity: int = 50
    grudge: int = 40
    patience: int = 4
    generosity: int = 40
    brokerage: int = 40
    pride: int = 30


@dataclass(frozen=True, slots=True)
class Delegation:
    """A delegation with all it keeps to itself (R1.2, R2, R12, R20).

    Attributes:
        id: Identifier.
        kind: Seat, voice or chair.
        votes: Weight in a weighted rule (states it stands for, R1.4).
        population: Weight for double-majority rules.
        slots: Slots per round (1-3, R4.2).
        ministers: How often a minister may be sent in the whole game (R5.3).
        initiative: Order of asking and speaking, higher first (R4.2).
        interests: One per issue, in issue order.
        linkages: Combination terms.
        red_lines: What it never signs.
        walk_away: What no deal is worth, points, drawn per seed (R2.4).
        drift: Points the walk-away moves each round (negative: time hurts).
        crisis_sensitivity: Points the walk-away falls per crisis step.
        impatience: Per mille of the package's worth lost per round of delay (early close pays).
        home: The capital.
        budget: Units for incentives (R11.1).
        temperament: How its mind bargains.
        agenda: Goals of its own.
        rules: Script.
        trust: Starting trust in each other delegation (history of relations, R7.1); default 50.
        standing: 0-100 at the start.
        credibility: 0-100 at the start.
        rivals: Delegations whose gains it minds.
        accredited: Whether a voice may speak in the hall from the start (R8.1).
        par: What AI self-play gets from this chair, points of the final score (R19.2); 0 = unknown.
    """

    id: SeatId
    kind: Kind
    interests: tuple[IssueInterest, ...]
    votes: int = 1
    population: int = 1
    slots: int = 3
    ministers: int = 1
    initiative: int = 50
    linkages: tuple[Linkage, ...] = ()
    red_lines: tuple[RedLine, ...] = ()
    walk_away: Range = field(default_factory=lambda: Range(4000, 4500))
    drift: int = 0
    crisis_sensitivity: int = 10
    impatience: int = 0
    home: Home = field(default_factory=Home)
    budget: int = 0
    temperament: Temperament = field(default_factory=Temperament)
    agenda: tuple[AgendaItem, ...] = ()
    rules: tuple[ScriptRule, ...] = ()
    trust: tuple[tuple[SeatId, int], ...] = ()
    standing: int = 50
    credibility: int = 60
    rivals: tuple[SeatId, ...] = ()
    par: int = 0
    accredited: bool = True
