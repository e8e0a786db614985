"""Records of the game that views are made of: clauses, meetings, understandings, threats, beliefs.

Guarantees: frozen, slotted, plain data. A record is not secret by its type; :mod:`diplogame.rules.view`
decides who is given which. Identifiers are built from what the parties know (round, slot, names), so that
their numbering tells nobody how many others there are. Mappings are never changed in place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from diplogame.rules.conference import Envoy, Phase, Room
from diplogame.rules.decisions import Ballot
from diplogame.rules.ids import IssueId, OptionIndex, Package, SeatId
from diplogame.rules.terms import (
    BallotRecord,
    Band,
    Bargain,
    Clarity,
    ClauseStatus,
    Goal,
    Motion,
    Offer,
    Outcome,
    Reason,
    Stage,
    Stance,
    TermState,
    ThreatState,
    ThreatTerms,
)
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class Belief:
    """What one delegation believes about another (R16.1): bands, never points.

    Attributes:
        weights: Per issue, points of 10 000.
        values: Per issue and option, 0-100.
        reserve: Walk-away, points.
        certainty: Per issue, 0-100: how much evidence stands behind the bands.
    """

    weights: tuple[Band, ...]
    values: tuple[tuple[Band, ...], ...]
    reserve: Band
    certainty: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One issue of the rolling text (R3.1, R3.2); public.

    ``options`` are the bracketed alternatives, ``sponsors`` runs parallel to it; ``leading`` is what the
    chair's text reads today. ``paid`` names those who gave something for it (they mind a reopening);
    ``drafted`` counts the slots spent on its wording (R4.3).
    """

    leading: OptionIndex
    options: tuple[OptionIndex, ...]
    sponsors: tuple[tuple[SeatId, ...], ...]
    status: ClauseStatus = ClauseStatus.BRACKETED
    clarity: Clarity = Clarity.CLEAR
    annexed: bool = False
    drafted: int = 0
    paid: tuple[SeatId, ...] = ()


@dataclass(frozen=True, slots=True)
class TextVersion:
    """A version of the rolling text (R3.1): what it read, when, and by whose motion."""

    number: int
    round: int
    package: Package
    issue: IssueId
    by: SeatId
    what: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """An accepted bargain in the ledger (R6.5); ``states`` runs parallel to the bargain's terms."""

    id: str
    round: int
    parties: tuple[SeatId, ...]
    bargain: Bargain
    states: tuple[TermState, ...]
    known_to: tuple[SeatId, ...]


@dataclass(frozen=True, slots=True)
class Threat:
    """A threat and what became of it (R10)."""

    id: str
    sender: SeatId
    target: SeatId
    terms: ThreatTerms
    round: int
    state: ThreatState
    answer: str
    known_to: tuple[SeatId, ...]
    extensions: int = 0
    partners: tuple[SeatId, ...] = ()


@dataclass(frozen=True, slots=True)
class Sanction:
    """An imposed instrument: both sides pay every round until it is lifted (R10.4).

    ``cost`` is the published one with partners and the house behind it; each of ``partners`` pays half
    of ``own_cost``.
    """

    id: str
    sender: SeatId
    target: SeatId
    instrument: str
    since: int
    cost: int
    own_cost: int
    partners: tuple[SeatId, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A side-meeting from request to adjournment (R6).

    Attributes:
        id: Identifier built from round, slot and parties.
        slot: 0-based slot of the round.
        parties: The one who asked first.
        room: Where.
        envoys: Who represents each party, parallel to ``parties``.
        issue: What the request said it was about, or empty.
        status: ``asked``, ``open``, ``declined`` or ``over``.
        invited: Parties that have not answered the invitation yet.
        floor: Whose move it is.
        lead: Whose exchange it is (who opens it).
        exchanges: Exchanges completed.
        patience: Exchanges the more impatient party bears.
        offer: Offer on the table, or None.
        answering: Parties that still have to answer it.
        probed: Issue asked about and not yet answered, or empty.
        threat: Threat on the table and not yet answered, or empty.
        refused: Bargains refused in this meeting (nothing new, R6.3).
        offers: Offers made so far (numbering).
        yields: Times in a row that the floor was yielded; twice ends the meeting.
        countered: Whether the offer on the table is itself a counter-offer (no haggling by steps).
    """

    id: str
    round: int
    slot: int
    parties: tuple[SeatId, ...]
    room: Room
    envoys: tuple[Envoy, ...]
    issue: IssueId = ""
    status: str = "asked"
    invited: tuple[SeatId, ...] = ()
    floor: SeatId = ""
    lead: SeatId = ""
    exchanges: int = 0
    patience: int = 4
    offer: Offer | None = None
    answering: tuple[SeatId, ...] = ()
    probed: IssueId = ""
    threat: str = ""
    refused: tuple[Bargain, ...] = ()
    offers: int = 0
    yields: int = 0
    countered: bool = False


@dataclass(frozen=True, slots=True)
class Summit:
    """A summit called, prepared and held (R15); public. ``left``: leaders who walked."""

    called_by: SeatId
    round: int
    goal: Goal
    preparation: int = 0
    expectations: int = 0
    fatigue: int = 0
    hour: int = 0
    result: str = ""
    left: tuple[SeatId, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """What a delegation remembers of its dealings with another (own memory, R20.1)."""

    met: int = -99
    asked: int = -99
    refused: int = -99
    refusals: int = 0
    probed: tuple[IssueId, ...] = ()
    rejected: tuple[Bargain, ...] = ()
    gifts: int = 0
    threats: int = 0
    resentment: int = 0


@dataclass(frozen=True, slots=True)
class Sighting:
    """Somebody was seen meeting somebody (R5.2); ``leaked`` when it was meant to stay hidden."""

    round: int
    parties: tuple[SeatId, ...]
    room: Room
    leaked: bool = False


@dataclass(frozen=True, slots=True)
class Public:
    """All that everybody knows.

    ``endorsed``: (target, instrument) pairs that the house stands behind (R10.4).
    ``divided``: (issue index, option) of a divided question that are still to be put (R8.1).
    ``unaccredited``: voices that may meet and not speak. ``in_force``: whether the treaty entered into
    force, None where no rule asks; ``pivotal``: whose ratification decided it, or would have (R9).
    """

    round: int
    phase: Phase
    stage: Stage
    slot: int
    clauses: tuple[Clause, ...]
    stances: Mapping[SeatId, tuple[tuple[Stance, ...], ...]]
    standing: Mapping[SeatId, int]
    credibility: Mapping[SeatId, int]
    crisis: int
    flags: tuple[str, ...]
    twists: tuple[str, ...]
    versions: tuple[TextVersion, ...]
    votes: tuple[BallotRecord, ...]
    order: tuple[SeatId, ...] = ()
    spoken: tuple[SeatId, ...] = ()
    motion: Motion | None = None
    ballots: Mapping[SeatId, Ballot] = field(default_factory=dict)
    explained: Mapping[SeatId, tuple[Reason, int]] = field(default_factory=dict)
    motions: int = 0
    motions_by: Mapping[SeatId, int] = field(default_factory=dict)
    summit: Summit | None = None
    clock_stopped: int = 0
    walked_out: tuple[SeatId, ...] = ()
    choosing: str = ""
    outcome: Outcome | None = None
    package: Package = ()
    ratified: Mapping[SeatId, bool] = field(default_factory=dict)
    survival: int = 0
    aftermath: Mapping[SeatId, str] = field(default_factory=dict)
    scores: Mapping[SeatId, int] = field(default_factory=dict)
    joint_value: int = 0
    failed_votes: tuple[Package, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    referred: tuple[int, ...] = ()
    drafted: tuple[int, ...] = ()
    declared: tuple[SeatId, ...] = ()
    endorsed: tuple[tuple[SeatId, str], ...] = ()
    divided: tuple[tuple[int, OptionIndex], ...] = ()
    unaccredited: tuple[SeatId, ...] = ()
    in_force: bool | None = None
    pivotal: tuple[SeatId, ...] = ()
