"""Events of blocs and clubs (R13).

Guarantees: frozen plain data, no prose; each carries its ``audience``: what is said in a caucus is heard
by the members, who leads, leaves or joins by everybody.
"""

from __future__ import annotations

from diplogame.rules.decisions import Ballot
from diplogame.rules.events.course import EVERYBODY, Audience
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import CaucusQuestion, CaucusRecord, Clauses, Reason
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class CaucusCalled:
    """A caucus was called; ``called`` must still say whether they come, ``present`` do (R13.2)."""

    coalition: str
    by: SeatId
    slot: int
    called: tuple[SeatId, ...]
    present: tuple[SeatId, ...]
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class SummonsAnswered:
    """A member comes to a caucus, or does not."""

    coalition: str
    seat: SeatId
    accepted: bool
    reason: Reason
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class CaucusOpened:
    """A caucus sits; everybody sees who goes in."""

    coalition: str
    present: tuple[SeatId, ...]
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class CaucusTurned:
    """The word goes on: who still has it, in order."""

    coalition: str
    turns: tuple[SeatId, ...]
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class DraftTabled:
    """A draft of a common position was put on the table of a caucus."""

    coalition: str
    by: SeatId
    draft: Clauses
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class CaucusAsked:
    """A question was put to a caucus."""

    coalition: str
    question: CaucusQuestion
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class CaucusVoted:
    """A member voted in a caucus, with a reason and the issue it is about, or -1."""

    coalition: str
    seat: SeatId
    ballot: Ballot
    reason: Reason
    issue: int
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class CaucusDecided:
    """A caucus decided a question by its own rule."""

    coalition: str
    record: CaucusRecord
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class LeaderChosen:
    """A bloc has another leader: after a contest, or because the old one left."""

    coalition: str
    leader: SeatId
    before: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class PositionAdopted:
    """A bloc has a common position; it binds through the round ``expires`` (R13.3)."""

    coalition: str
    position: Clauses
    expires: int
    mandate: str
    reopened: bool
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class CaucusClosed:
    """A caucus has risen."""

    coalition: str
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class PositionDeclared:
    """A bloc has made its common position known (R13.4)."""

    coalition: str
    position: Clauses
    members: tuple[SeatId, ...]
    by: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class PositionLapsed:
    """A common position binds no longer: its rounds are over."""

    coalition: str
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class RanksBroken:
    """A member voted against the common position, or (``half``) did not vote for it (R13.5)."""

    coalition: str
    seat: SeatId
    issue: int
    half: bool
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class MemberLeft:
    """A member left a coalition; ``leader`` leads it from now on (R13.6)."""

    coalition: str
    seat: SeatId
    leader: SeatId
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class DeclarationCirculated:
    """A declaration of principles was sent to those who might sign it (R13.7)."""

    coalition: str
    by: SeatId
    invited: tuple[SeatId, ...]
    principles: Clauses
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class DeclarationAnswered:
    """A delegation signed a declaration of principles, or did not."""

    coalition: str
    seat: SeatId
    signed: bool
    reason: Reason
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class ClubFounded:
    """A club of the willing stands, and its principles are known to all."""

    coalition: str
    members: tuple[SeatId, ...]
    principles: Clauses
    mandate: str
    expires: int
    audience: Audience = EVERYBODY


@dataclass(frozen=True, slots=True)
class DeclarationFailed:
    """Too few signed: there is no club."""

    coalition: str
    audience: Audience = ()


@dataclass(frozen=True, slots=True)
class ClubJoined:
    """A delegation acceded to a club's principles."""

    coalition: str
    seat: SeatId
    audience: Audience = EVERYBODY
