"""A mediation as it stands (R14.2).

Guarantees: plain frozen values; what of them is secret is decided by :mod:`diplogame.rules.view`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from diplogame.rules.ids import SeatId
from diplogame.rules.terms.coalitions import Clauses
from diplogame.rules.values import dataclass


class Style(StrEnum):
    """What a mediator does with what it was told (R14.2)."""

    FACILITATE = "facilitate"  # shows the parties what they have in common
    FORMULATE = "formulate"  # puts a draft of its own to them
    PRESS = "press"  # puts a draft to them and leans on them to take it


class Frankness(StrEnum):
    """How much a party tells a mediator (R14.2)."""

    FRANK = "frank"
    GUARDED = "guarded"
    CLOSED = "closed"


class Sitting(StrEnum):
    """How far a mediation has come."""

    ASKED = "asked"  # those asked have not all answered
    TELLING = "telling"  # the parties say what they want to say
    WEIGHING = "weighing"  # the mediator chooses its style
    ANSWERING = "answering"  # the parties answer a proposal in secret
    OVER = "over"


class Ending(StrEnum):
    """What a mediation came to."""

    NONE = ""
    DECLINED = "declined"  # it never sat
    FACILITATED = "facilitated"
    AGREED = "agreed"  # all said yes: announced
    FAILED = "failed"  # not all said yes: nobody learns who


@dataclass(frozen=True, slots=True)
class Mediation:
    """A mediation from the request to its end (R14.2).

    Attributes:
        id: Identifier, of what the parties know: round, slot, who asked.
        mediator: Who mediates.
        by: Who asked for it.
        parties: Those between whom it mediates; who declines is no party any more.
        issues: Issue indices it is about.
        shuttle: Whether the parties sit in separate rooms.
        round, slot: When.
        sitting: How far it has come.
        invited: Those (the mediator last) that have not said yet whether they come.
        away: Those asked who did not come.
        telling: Parties that have not said yet how frank they are, in order.
        told: How frank each was.
        style: What the mediator did, or None.
        proposal: The draft that was put to the parties.
        answering: Parties that have not answered it yet, in order.
        answers: Their answers so far; of each only itself ever knows.
        pressed: Points by which each party's walk-away is lowered while the mediator presses.
        common: (issue, option) of what a facilitation found that the parties have in common.
        ending: What it came to.
    """

    id: str
    mediator: SeatId
    by: SeatId
    parties: tuple[SeatId, ...]
    issues: tuple[int, ...]
    shuttle: bool
    round: int
    slot: int
    sitting: Sitting = Sitting.ASKED
    invited: tuple[SeatId, ...] = ()
    away: tuple[SeatId, ...] = ()
    telling: tuple[SeatId, ...] = ()
    told: Mapping[SeatId, Frankness] = field(default_factory=dict)
    style: Style | None = None
    proposal: Clauses = ()
    answering: tuple[SeatId, ...] = ()
    answers: Mapping[SeatId, bool] = field(default_factory=dict)
    pressed: Mapping[SeatId, int] = field(default_factory=dict)
    common: Clauses = ()
    ending: Ending = Ending.NONE
