"""The conference as a pack defines it: everything that does not change while it is played (R1).

Guarantees: immutable, plain data (strings, integers, tuples); no prose - names, briefs and lines of
dialogue live in the pack's phrasebook and are looked up by key. What is secret to a delegation sits
in its :class:`Delegation`; :mod:`diplogame.rules.view` decides who sees what.

Units: interest in points (0-10 000), weights and values in whole per cent of the issue (0-100 within
a delegation, normalised when the game is set up), chances per mille, trust, gauge, standing and
credibility 0-100, budget in the pack's own units.
"""

from __future__ import annotations

from dataclasses import field

from diplogame.rules.conference.blocs import Bloc, Clubs
from diplogame.rules.conference.delegations import Delegation, Home, Temperament, VetoPlayer
from diplogame.rules.conference.interests import (
    Issue,
    IssueInterest,
    Linkage,
    RedLine,
    ValueCurve,
    ValueList,
)
from diplogame.rules.conference.kinds import Envoy, Kind, Phase, Priority, Range, Room
from diplogame.rules.conference.mediators import Mediator
from diplogame.rules.conference.roster import Roster, Rostered
from diplogame.rules.conference.scripts import (
    Adjust,
    AgendaItem,
    CallSummit,
    CallVote,
    HoldOut,
    Promise,
    ScriptAct,
    ScriptRule,
    SeekMeeting,
    Speak,
    Threaten,
    WalkOut,
)
from diplogame.rules.conference.world import (
    Calendar,
    Coaching,
    Crisis,
    Effect,
    Incentive,
    Institution,
    Instrument,
    Twist,
    TwistChoice,
)
from diplogame.rules.ids import IssueId, SeatId
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class Conference(Rostered):
    """A whole conference, as the rules see it (R1.1).

    ``delegations`` are in the pack's order; ``issues`` fix the order of packages. ``flags`` are the
    names that conditions may read and twists may set.
    """

    id: str
    version: str
    issues: tuple[Issue, ...]
    delegations: tuple[Delegation, ...]
    institution: Institution
    calendar: Calendar
    crisis: Crisis = field(default_factory=Crisis)
    incentives: tuple[Incentive, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    twists: tuple[Twist, ...] = ()
    flags: tuple[str, ...] = ()
    coaching: tuple[Coaching, ...] = ()
    coached_seat: SeatId = ""
    blocs: tuple[Bloc, ...] = ()
    clubs: Clubs | None = None
    mediators: tuple[Mediator, ...] = ()

    @property
    def roster(self) -> Roster:
        """Who and what is at the conference, by name."""
        try:
            return self._roster  # type: ignore[no-any-return, attr-defined]
        except AttributeError:
            made = Roster(self.delegations, self.issues, self.incentives, self.instruments)
            object.__setattr__(self, "_roster", made)
            return made

    def issue_index(self, issue: IssueId) -> int:
        """Position of an issue in a package; KeyError for an unknown one."""
        return self.roster.issues[issue]

    def delegation(self, seat: SeatId) -> Delegation:
        """The delegation of that id; KeyError for an unknown one."""
        return self.roster.delegations[seat]

    @property
    def seats(self) -> tuple[SeatId, ...]:
        """Ids of the voting delegations, in the pack's order."""
        return self.roster.seats

    @property
    def everybody(self) -> tuple[SeatId, ...]:
        """Ids of all delegations, in the pack's order."""
        return self.roster.everybody


__all__ = [
    "Adjust",
    "AgendaItem",
    "Bloc",
    "Calendar",
    "CallSummit",
    "CallVote",
    "Clubs",
    "Coaching",
    "Conference",
    "Crisis",
    "Delegation",
    "Effect",
    "Envoy",
    "HoldOut",
    "Home",
    "Incentive",
    "Institution",
    "Instrument",
    "Issue",
    "IssueInterest",
    "Kind",
    "Linkage",
    "Mediator",
    "Phase",
    "Priority",
    "Promise",
    "Range",
    "RedLine",
    "Room",
    "Roster",
    "ScriptAct",
    "ScriptRule",
    "SeekMeeting",
    "Speak",
    "Temperament",
    "Threaten",
    "Twist",
    "TwistChoice",
    "ValueCurve",
    "ValueList",
    "VetoPlayer",
    "WalkOut",
]
