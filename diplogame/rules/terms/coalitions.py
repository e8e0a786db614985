"""Coalitions as they stand, and the caucus in which a bloc settles its position (R13).

Guarantees: plain frozen values; what of them is secret is decided by :mod:`diplogame.rules.view`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import TypeAlias

from diplogame.rules.decisions import Ballot
from diplogame.rules.ids import OptionIndex, SeatId
from diplogame.rules.values import dataclass

Clauses: TypeAlias = tuple[tuple[int, OptionIndex], ...]
"""A small text: (issue index, option), by issue."""


class Question(StrEnum):
    """What is put to the members of a caucus (R13.2)."""

    AMEND = "amend"  # change one clause of the draft
    LEAD = "lead"  # another leader
    ADOPT = "adopt"  # the draft becomes the common position


@dataclass(frozen=True, slots=True)
class CaucusQuestion:
    """A question before a caucus.

    Attributes:
        kind: What is asked.
        by: Whose question; for LEAD the candidate.
        issue: For AMEND the issue index, else -1.
        option: For AMEND the option, -1 to strike the clause.
    """

    kind: Question
    by: SeatId
    issue: int = -1
    option: OptionIndex = -1


@dataclass(frozen=True, slots=True)
class Caucus:
    """A caucus from the call to the end of its slot (R13.2).

    Attributes:
        by: Who called it.
        slot: 0-based slot of the round.
        called: Members who have not answered yet.
        present: Members who come.
        open: Whether it sits now.
        over: Whether it has risen.
        turns: Who still has the word, in order; the first has it now.
        draft: The text on the table.
        question: What is being voted on, or None.
        ballots: Ballots on it so far.
    """

    by: SeatId
    slot: int
    called: tuple[SeatId, ...] = ()
    present: tuple[SeatId, ...] = ()
    open: bool = False
    over: bool = False
    turns: tuple[SeatId, ...] = ()
    draft: Clauses = ()
    question: CaucusQuestion | None = None
    ballots: Mapping[SeatId, Ballot] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaucusRecord:
    """How a caucus decided a question: a ballot and a reason from everybody present."""

    question: CaucusQuestion
    ballots: tuple[tuple[SeatId, Ballot], ...]
    carried: bool


@dataclass(frozen=True, slots=True)
class Coalition:
    """A standing bloc, or a club of the willing (R13).

    Attributes:
        id: Identifier.
        club: Whether it was formed at the conference by a declaration of principles.
        members: In the pack's order; of a club that does not stand yet, who has signed.
        leader: Who leads a bloc, or convened a club.
        left: Members who left, in the order of leaving.
        position: Common position, or a club's principles; empty for none in force.
        expires: Last round in which the position binds.
        declared: Whether the position has been declared in public.
        mandate: Id of the understanding that holds the position, or empty.
        invited: Delegations that have not answered a declaration yet.
        asked: Delegations to which a declaration was sent.
        standing: Whether it stands; a declaration that waits for signatures is no club yet.
        caucus: The caucus of this round, or None.
    """

    id: str
    club: bool
    members: tuple[SeatId, ...]
    leader: SeatId
    left: tuple[SeatId, ...] = ()
    position: Clauses = ()
    expires: int = 0
    declared: bool = False
    mandate: str = ""
    invited: tuple[SeatId, ...] = ()
    asked: tuple[SeatId, ...] = ()
    standing: bool = True
    caucus: Caucus | None = None
