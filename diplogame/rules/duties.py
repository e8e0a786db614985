"""What is awaited of a delegation, and what it may do about it, as values (R1.3).

Guarantees: plain values that hold nothing a delegation may not know; a verb that is not open names the
code of the refusal it would meet. `diplogame.rules.legal` fills them in.
"""

from __future__ import annotations

from diplogame.rules.decisions import Ballot
from diplogame.rules.ids import SeatId
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """Something one might do: its name, whether it is open, and the refusal's code if not.

    ``first`` is the first round in which it opens, or 0.
    """

    name: str
    allowed: bool
    why: str = ""
    first: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """Something that must be settled at the reckoning."""

    kind: str  # "threat" | "payment" | "sanction" | "backing"
    id: str
    term: int = -1


@dataclass(frozen=True, slots=True)
class Legal:
    """What a delegation may do now.

    Attributes:
        duty: What is awaited: twist, plan, invitation, meeting, offer, probe, threat, plenary, ballot,
            night, reckoning, aftermath, summons, caucus, caucus-ballot, declaration, mediation-request,
            confide, mediate, blind; ``wait`` when others must act; ``ended``.
        verbs: Verbs of the duty, open and greyed.
        motions: Kinds of motion with their state (only in plenary).
        guests: Delegations that may be met.
        invitations: Ids of meetings one is invited to and must answer now.
        ballots: Ballots that may be cast.
        choices: Choices of the twist or of the aftermath.
        dues: What must be settled.
        threat: The threat that must be answered, or empty.
        coalition: The bloc that caucuses, or the declaration that must be answered, or empty.
        mediation: The mediation in which a word is awaited of us, or empty.
        slots: Slots one may fill this round; ``day`` is the number of slots of the day.
    """

    duty: str
    verbs: tuple[Verb, ...] = ()
    motions: tuple[Verb, ...] = ()
    guests: tuple[SeatId, ...] = ()
    invitations: tuple[str, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    choices: tuple[str, ...] = ()
    dues: tuple[Due, ...] = ()
    threat: str = ""
    slots: int = 0
    day: int = 0
    coalition: str = ""
    mediation: str = ""

    def may(self, verb: str) -> bool:
        """Whether a verb is open."""
        return any(v.name == verb and v.allowed for v in self.verbs)


def unless(name: str, why: str) -> Verb:
    """A verb that is open unless there is a reason against it."""
    return Verb(name, not why, why)
