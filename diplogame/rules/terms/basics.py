"""Enumerations and bands: the words in which commands, events, state and views are written.

Guarantees: plain data only; values are stable codes that texts, tests and saves quote.
"""

from __future__ import annotations

from enum import StrEnum

from diplogame.rules.values import dataclass


class Difficulty(StrEnum):
    """Changes minds (patience, bluffing, reading of you), never rules or dice (R20.5)."""

    NOVICE = "novice"
    ENVOY = "envoy"
    AMBASSADOR = "ambassador"


class Stage(StrEnum):
    """Where in the round the game stands (R4); decides who is awaited and for what."""

    TWIST = "twist"
    PLANNING = "planning"
    INVITATIONS = "invitations"
    CAUCUS = "caucus"  # blocs and clubs, in conferences that have them
    MEDIATION = "mediation"  # in conferences that have mediators
    MEETINGS = "meetings"
    PLENARY = "plenary"
    VOTE = "vote"
    SUMMIT = "summit"
    RECKONING = "reckoning"
    AFTERMATH = "aftermath"
    ENDED = "ended"


class ClauseStatus(StrEnum):
    """Status of a clause of the text (R3.1)."""

    OPEN = "open"
    BRACKETED = "bracketed"
    CLOSED = "closed"  # closed ad referendum
    AGREED = "agreed"


class Clarity(StrEnum):
    """Clear, or constructively ambiguous (R3.2)."""

    CLEAR = "clear"
    AMBIGUOUS = "ambiguous"


class Stance(StrEnum):
    """Public stance on an option (R8.2)."""

    SUPPORT = "support"
    LIVE_WITH = "can-live-with"
    RESERVE = "reserve"
    OPPOSE = "oppose"


class Outcome(StrEnum):
    """How a conference ends (R19.1)."""

    ADOPTED = "adopted"
    PARTIAL = "partial"
    SUSPENDED = "suspended"
    COLLAPSED = "collapsed"


class Reason(StrEnum):
    """Why an answer is what it is (R6.3). Stable codes: texts, tests and saves quote them."""

    AGREED = "agreed"
    WORST_CLAUSE = "worst_clause"
    RED_LINE = "red_line"
    HOLDING_OUT = "holding_out"
    DISTRUST = "distrust"
    OUTSIDE_MANDATE = "outside_mandate"
    HOME = "home"
    RIVAL_GAINS = "rival_gains"
    BOUND = "bound"
    RESENTMENT = "resentment"
    NO_AUTHORITY = "no_authority"
    NOTHING_NEW = "nothing_new"
    OVERREACH = "overreach"
    BUSY = "busy"
    PROMISED = "promised"


class Size(StrEnum):
    """How far apart, in words (R6.3): the gap to acceptance in points up to 100, 300, 700, more."""

    NARROW = "narrow"
    MODERATE = "moderate"
    WIDE = "wide"
    GULF = "gulf"


class TermKind(StrEnum):
    """What a party to a bargain undertakes (R6.2)."""

    SUPPORT = "support"  # speak and vote for the option
    ACQUIESCE = "acquiesce"  # do not object to it
    PAY = "pay"  # deliver an incentive
    ADOPT = "adopt"  # vote for the whole text
    LIFT = "lift"  # withdraw a threat or lift a sanction
    BACK = "back"  # back the other side's pressure on a third delegation (R10.1)
    LEAVE = "leave"  # leave a coalition, at once (R13.6)
    STAY = "stay"  # stay in a coalition until the bargain is due (R13.6)


class Trigger(StrEnum):
    """When a payment falls due (R6.2, R11.1)."""

    SIGNATURE = "signature"  # at the end of this round
    CLAUSE = "clause"  # when the payee's supported clause is closed
    ADOPTION = "adoption"  # when the text is adopted


class TermState(StrEnum):
    """One state machine per promise, settled once (R6.5)."""

    PENDING = "pending"
    KEPT = "kept"
    BROKEN = "broken"
    LAPSED = "lapsed"


class ThreatState(StrEnum):
    """Life of a threat (R10.3)."""

    STANDING = "standing"
    COMPLIED = "complied"
    IMPOSED = "imposed"
    BACKED_DOWN = "backed_down"
    WITHDRAWN = "withdrawn"  # lifted in a bargain, or its demand was met


class Goal(StrEnum):
    """Announced goal of a summit (R15.1)."""

    MODEST = "modest"
    SOLID = "solid"
    BOLD = "bold"


class NightChoice(StrEnum):
    """A leader's choice in an hour of the summit night (R15.3)."""

    FIRM = "firm"  # hold your ground and extend the night
    GIVE = "give"  # cross one line by one step
    FUDGE = "fudge"  # sign a constructively ambiguous clause
    WALK = "walk"  # leave


@dataclass(frozen=True, slots=True)
class Band:
    """An honest range, low <= high."""

    low: int
    high: int

    @property
    def middle(self) -> int:
        """Midpoint, rounded down."""
        return (self.low + self.high) // 2

    @property
    def width(self) -> int:
        """High - low."""
        return self.high - self.low
