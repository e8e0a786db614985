"""What a pack scripts its delegations to do (R20.3).

Guarantees: immutable, plain data, no prose; units as in :mod:`diplogame.rules.conference`.
"""

from __future__ import annotations

from typing import TypeAlias

from diplogame.rules.conditions import Expression
from diplogame.rules.conference.kinds import Room
from diplogame.rules.ids import IssueId, SeatId
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class SeekMeeting:
    """Ask a delegation for a side-meeting."""

    delegation: SeatId
    room: Room = Room.CORRIDOR


@dataclass(frozen=True, slots=True)
class Threaten:
    """Issue a threat with an instrument unless an option is dropped or supported (R10.1)."""

    delegation: SeatId
    instrument: str
    issue: IssueId
    option: int
    public: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """Offer an incentive for support of an option (R11)."""

    delegation: SeatId
    incentive: str
    issue: IssueId
    option: int


@dataclass(frozen=True, slots=True)
class Adjust:
    """Move the mind's aspiration by ``points`` (negative softens)."""

    points: int


@dataclass(frozen=True, slots=True)
class HoldOut:
    """Do not move on an issue while the rule's condition holds."""

    issue: IssueId


@dataclass(frozen=True, slots=True)
class Speak:
    """Take the floor in plenary; ``target`` may name a delegation to shame or court."""

    tone: str = "appeal"  # appeal | shame | red-line | rally
    target: SeatId = ""
    issue: IssueId = ""


@dataclass(frozen=True, slots=True)
class CallSummit:
    """Move that leaders be summoned (R15); goal 1 (modest) to 3 (bold)."""

    goal: int = 1


@dataclass(frozen=True, slots=True)
class CallVote:
    """Move to the vote on the text as it stands."""


@dataclass(frozen=True, slots=True)
class WalkOut:
    """Leave the hall for the rest of the round: a public signal of rupture."""


ScriptAct: TypeAlias = (
    SeekMeeting | Threaten | Promise | Adjust | HoldOut | Speak | CallSummit | CallVote | WalkOut
)


@dataclass(frozen=True, slots=True)
class ScriptRule:
    """``when`` ... ``do`` ... ``say`` ... (R20.3).

    Attributes:
        id: Identifier.
        when: Condition over the delegation's own view.
        do: What it then does, if legal.
        say: Key of the line it says (phrasebook), or empty.
        priority: Higher goes first.
        once: Whether it fires once a game.
        cooldown: Rounds before it may fire again.
    """

    id: str
    when: Expression
    do: ScriptAct
    say: str = ""
    priority: int = 50
    once: bool = True
    cooldown: int = 2


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A goal of the delegation's own calendar: secure somebody's support for an option by a round."""

    id: str
    delegation: SeatId
    issue: IssueId
    option: int
    by_round: int
    weight: int = 50
