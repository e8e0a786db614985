"""What delegations act with and upon: incentives, instruments, twists, calendar, institution (R4, R9-R11).

Guarantees: immutable, plain data, no prose; units as in :mod:`diplogame.rules.conference`.
"""

from __future__ import annotations

from diplogame.rules.conditions import Expression
from diplogame.rules.conference.kinds import Phase, Range
from diplogame.rules.decisions import DecisionRule, EntryIntoForce
from diplogame.rules.ids import IssueId, SeatId
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class Incentive:
    """Something a delegation can give (R11.1).

    Attributes:
        id: Identifier.
        kind: trade, aid, investment, technology, arms, guarantee, vote or post.
        giver: Who can give it.
        price: Budget units it costs the giver each time.
        worth: Points it is worth to each possible receiver.
        minded_by: Trust lost with rivals who learn of it.
    """

    id: str
    kind: str
    giver: SeatId
    price: int
    worth: tuple[tuple[SeatId, int], ...]
    minded_by: tuple[tuple[SeatId, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """Something a delegation can threaten with, and then impose (R10.1).

    Attributes:
        id: Identifier.
        kind: trade, finance, arms, travel, aid or walk-out.
        sender: Who can use it.
        cost: Points per round that it costs each possible target.
        own_cost: Points per round that it costs the sender.
        economic: Whether it is an economic issue (TIES logit, field guide 4.1).
    """

    id: str
    kind: str
    sender: SeatId
    cost: tuple[tuple[SeatId, int], ...]
    own_cost: int
    economic: bool = True


@dataclass(frozen=True, slots=True)
class Effect:
    """One change of one number by a twist event.

    ``what``: crisis | gauge | walk_away | trust | budget | standing | credibility | weight | slots |
    preparation | flag | reveal. ``who`` is a delegation id, ``all`` (all seats) or empty;
    ``toward`` the second delegation for trust and for reveal (whose secret); ``issue`` for weight and
    reveal; ``flag`` for flags.
    """

    what: str
    amount: int = 0
    who: SeatId = ""
    toward: SeatId = ""
    issue: IssueId = ""
    flag: str = ""


@dataclass(frozen=True, slots=True)
class TwistChoice:
    """One answer to a twist, with its consequences."""

    id: str
    effects: tuple[Effect, ...]
    ai_weight: int = 50


@dataclass(frozen=True, slots=True)
class Twist:
    """A scripted event of the conference (R1.1, R4.1).

    Attributes:
        id: Identifier (texts hold headline and body).
        rounds: Rounds in which it may happen.
        when: Extra condition over public facts, or None.
        chance: Per mille each round it may happen (1000 = the first possible round).
        effects: What it changes at once.
        chooser: Delegation that must answer, or empty.
        choices: Its possible answers.
    """

    id: str
    rounds: Range
    when: Expression | None = None
    chance: int = 1000
    effects: tuple[Effect, ...] = ()
    chooser: SeatId = ""
    choices: tuple[TwistChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """Rounds, slots and phases (R1.3, R4).

    Attributes:
        rounds: Number of rounds.
        slots: Names of the slots of a full day, at most three.
        phases: (phase, first round), ascending; adoption votes are open from consensus-building on.
        summit_rounds: Rounds in which leaders may meet; empty = no summit in this pack.
        overtime: Rounds the clock may be stopped for (R8.1).
    """

    rounds: int
    slots: tuple[str, ...]
    phases: tuple[tuple[Phase, int], ...]
    summit_rounds: tuple[int, ...] = ()
    overtime: int = 1


@dataclass(frozen=True, slots=True)
class Institution:
    """The forum and its rules of procedure (R9).

    Attributes:
        adoption: Rule for adopting the treaty.
        amendment: Rule for amending, closing and reopening clauses and other procedure.
        silence: Whether a silence procedure may be started.
        partial_minimum: Closed clauses needed for a partial agreement (R19.1).
        single_undertaking: Nothing is agreed until everything is agreed (R3.3).
        accreditation: ``majority`` (the rule of amendments) or ``no-objection`` (any state may
            object): how a voice that is not accredited is let in (R8.1).
        entry_into_force: What ratifications must add up to, or None (R9).
    """

    adoption: DecisionRule
    amendment: DecisionRule
    silence: bool = True
    partial_minimum: int = 4
    single_undertaking: bool = True
    accreditation: str = "majority"
    entry_into_force: EntryIntoForce | None = None


@dataclass(frozen=True, slots=True)
class Crisis:
    """The clock that runs beside the talks (R4.5): steps 0-100."""

    start: int = 10
    per_round: int = 5
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Coaching:
    """A hint of a tutorial: shown to the coached seat when ``when`` first holds."""

    id: str
    when: Expression
