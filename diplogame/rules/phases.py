"""Phases of the calendar and the verbs each opens (R1.3).

Guarantees: one table; legality and the screens read the same one.
"""

from __future__ import annotations

from diplogame.rules.conference import Calendar, Phase
from diplogame.rules.terms import (
    AccreditObserver,
    AdoptPartial,
    Amend,
    CloseClause,
    ConveneSummit,
    DeferToAnnex,
    DivideTheQuestion,
    Endorse,
    MotionKind,
    MoveToVote,
    ReferToExperts,
    Reopen,
    StartSilence,
    StopClock,
    Suspend,
    TablePackage,
)

_TEXT: tuple[type, ...] = (Amend, TablePackage, ReferToExperts, Endorse)
_CLOSING: tuple[type, ...] = (
    *_TEXT,
    CloseClause,
    Reopen,
    DeferToAnnex,
    DivideTheQuestion,
    MoveToVote,
    StartSilence,
    ConveneSummit,
    Suspend,
)

_ALWAYS: tuple[type, ...] = (AccreditObserver,)

OPEN_MOTIONS: dict[Phase, tuple[type, ...]] = {
    Phase.AGENDA: (*_ALWAYS, ReferToExperts),
    Phase.INFORMATION: (*_ALWAYS, ReferToExperts, ConveneSummit),
    Phase.PROPOSAL: (*_ALWAYS, *_TEXT, CloseClause, Reopen, ConveneSummit),
    Phase.CONSENSUS: (*_ALWAYS, *_CLOSING),
    Phase.ADOPTION: (*_ALWAYS, *_CLOSING, StopClock, AdoptPartial),
}
"""Motions that each phase opens; amendments wait for proposals, adoption for consensus-building."""


def phase_of(calendar: Calendar, round_: int) -> Phase:
    """The phase of a round: the last one that has begun."""
    current = calendar.phases[0][0] if calendar.phases else Phase.AGENDA
    for phase, first in calendar.phases:
        if round_ >= first:
            current = phase
    return current


def is_open(phase: Phase, kind: type[MotionKind]) -> bool:
    """Whether a kind of motion may be moved in a phase."""
    return kind in OPEN_MOTIONS[phase]


def opens_in(calendar: Calendar, kind: type[MotionKind]) -> int:
    """First round in which a kind of motion is open, or 0 if never: said beside a greyed verb."""
    for phase, first in calendar.phases:
        if kind in OPEN_MOTIONS[phase]:
            return first
    return 0


def last_round(calendar: Calendar, clock_stopped: int) -> int:
    """The last round, counting rounds won by stopping the clock (R8.1)."""
    return calendar.rounds + min(clock_stopped, calendar.overtime)
