"""The conference as a pack defines it: everything that does not change while it is played (R1).

Guarantees: immutable, plain data (strings, integers, tuples); no prose - names, briefs and lines of
dialogue live in the pack's phrasebook and are looked up by key. What is secret to a delegation sits
in its :class:`Delegation`; :mod:`diplogame.rules.view` decides who sees what.

Units: interest in points (0-10 000), weights and values in whole per cent of the issue (0-100 within
a delegation, normalised when the game is set up), chances per mille, trust, gauge, standing and
credibility 0-100, budget in the pack's own units.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from diplogame.rules.conditions import Expression
from diplogame.rules.decisions import DecisionRule
from diplogame.rules.ids import IssueId, SeatId


class Kind(StrEnum):
    """What a delegation is at the conference (R1.2)."""

    SEAT = "seat"  # votes
    VOICE = "voice"  # observer: speaks, meets, presses; no vote
    CHAIR = "chair"  # secretariat: keeps the text; no vote


class Phase(StrEnum):
    """Phases of the calendar, in the field's order (R1.3)."""

    AGENDA = "agenda-setting"
    INFORMATION = "information-sharing"
    PROPOSAL = "proposal-making"
    CONSENSUS = "consensus-building"
    ADOPTION = "adoption"


class Room(StrEnum):
    """Where a meeting is held; decides who sees it, candour and leak risk (R5.2)."""

    CORRIDOR = "corridor"
    GREEN_ROOM = "green-room"
    BACK_CHANNEL = "back-channel"
    VIRTUAL = "virtual"


class Envoy(StrEnum):
    """Who sits in the meeting; decides what can be done there (R5.3)."""

    DIPLOMAT = "diplomat"
    EXPERT = "expert"
    MINISTER = "minister"


class Priority(StrEnum):
    """How much a delegation says an issue matters to it (public, R2.5)."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Range:
    """Inclusive integer range from which a value is drawn per game seed (R2.4)."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of the text with its options (R3.1).

    Attributes:
        id: Identifier.
        options: Option identifiers; along the dimension when ``ordered``.
        ordered: Whether neighbouring options are close in meaning.
        status_quo: Index of what holds where nothing is agreed (partial agreements, R19.1).
        technical: Whether experts can work on it (R5.3).
        opening: Indices of the options bracketed when the conference opens; the first of them leads.
        salience: Whether publics watch it (moves the home gauge when conceded, R12.2).
    """

    id: IssueId
    options: tuple[str, ...]
    ordered: bool = True
    status_quo: int = 0
    technical: bool = False
    opening: tuple[int, ...] = (0,)
    salience: int = 1


@dataclass(frozen=True, slots=True)
class ValueCurve:
    """Worth of an issue's options by distance from an ideal: ``(1 - distance)^gamma`` (R2.2).

    Attributes:
        ideal: Ideal position, per mille of the way from the first option to the last.
        gamma: Exponent in tenths (20 = 2.0); 10 to 40.
    """

    ideal: Range
    gamma: int = 25


@dataclass(frozen=True, slots=True)
class ValueList:
    """Explicit worth of each option, 0-100, with a per-seed jitter of +/- ``jitter`` (R2.2)."""

    values: tuple[int, ...]
    jitter: int = 0


@dataclass(frozen=True, slots=True)
class IssueInterest:
    """What one issue is worth to one delegation, and what it says in public (R2.1, R2.5).

    Attributes:
        issue: The issue.
        weight: True weight, drawn per seed and normalised to 10 000 over all issues.
        worth: Curve or explicit list.
        declared_option: Position it declares (option index).
        declared_priority: Priority it declares.
        mandate: Option indices it may accept without asking home (R12.1); empty = any.
    """

    issue: IssueId
    weight: Range
    worth: ValueCurve | ValueList
    declared_option: int
    declared_priority: Priority
    mandate: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Linkage:
    """Bonus or penalty for a combination of options across issues (R2.3), in points."""

    combination: tuple[tuple[IssueId, tuple[int, ...]], ...]
    points: int


@dataclass(frozen=True, slots=True)
class RedLine:
    """A combination of options that the delegation will not sign (R2.3).

    ``combination`` holds (issue, option indices); the line is crossed when every issue stands at one
    of its listed options ("never X" has one entry; "X only with at least Y" lists X and all below Y).
    """

    id: str
    combination: tuple[tuple[IssueId, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class VetoPlayer:
    """A force at home whose consent weighs in the ratification (R12.2).

    Attributes:
        id: Identifier (texts hold the name).
        weight: Gauge points lost when its condition is violated (drawn per seed; partly hidden).
        rejects: (issue, options) each of which it rejects.
    """

    id: str
    weight: Range
    rejects: tuple[tuple[IssueId, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Home:
    """The capital (R12): gauge at the start, what ratification needs, and who can stop it.

    ``ratification`` is ``none``, ``cabinet`` (loose), ``parliament`` or ``referendum`` (strict).
    """

    gauge: int = 60
    ratification: str = "parliament"
    threshold: int = 45
    veto_players: tuple[VetoPlayer, ...] = ()


@dataclass(frozen=True, slots=True)
class Temperament:
    """How a mind bargains (R20.2); all 0-100 unless said otherwise.

    Attributes:
        beta: Concession exponent in per cent (30 = Boulware 0.3, 150 = Conceder), drawn per seed.
        candour: Tendency to answer probes truthfully.
        bluff: Tendency to misstate priorities or threaten beyond its means.
        aggression: Readiness to threaten.
        reciprocity: How strongly it answers concessions in kind.
        grudge: How long resentment lasts.
        patience: Exchanges it bears in one meeting (2-6).
        generosity: Readiness to spend incentives.
        brokerage: Tendency to look for the deal that suits all.
        pride: Weight of rivals' gains and of public slights.
    """

    beta: Range = field(default_factory=lambda: Range(30, 40))
    candour: int = 60
    bluff: int = 20
    aggression: int = 30
    reciprocity: int = 50
    grudge: int = 40
    patience: int = 4
    generosity: int = 40
    brokerage: int = 40
    pride: int = 30


# --- scripts -----------------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class Delegation:
    """A delegation with all it keeps to itself (R1.2, R2, R12, R20).

    Attributes:
        id: Identifier.
        kind: Seat, voice or chair.
        votes: Weight in a weighted rule (states it stands for, R1.4).
        population: Weight for double-majority rules.
        slots: Slots per round (1-3, R4.2).
        ministers: How often a minister may be sent in the whole game (R5.3).
        initiative: Order of asking and speaking, higher first (R4.2).
        interests: One per issue, in issue order.
        linkages: Combination terms.
        red_lines: What it never signs.
        walk_away: What no deal is worth, points, drawn per seed (R2.4).
        drift: Points the walk-away moves each round (negative: time hurts).
        crisis_sensitivity: Points the walk-away falls per crisis step.
        impatience: Per mille of the package's worth lost per round of delay (early close pays).
        home: The capital.
        budget: Units for incentives (R11.1).
        temperament: How its mind bargains.
        agenda: Goals of its own.
        rules: Script.
        trust: Starting trust in each other delegation (history of relations, R7.1); default 50.
        standing: 0-100 at the start.
        credibility: 0-100 at the start.
        rivals: Delegations whose gains it minds.
        par: What AI self-play gets from this chair, points of the final score (R19.2); 0 = unknown.
    """

    id: SeatId
    kind: Kind
    interests: tuple[IssueInterest, ...]
    votes: int = 1
    population: int = 1
    slots: int = 3
    ministers: int = 1
    initiative: int = 50
    linkages: tuple[Linkage, ...] = ()
    red_lines: tuple[RedLine, ...] = ()
    walk_away: Range = field(default_factory=lambda: Range(4000, 4500))
    drift: int = 0
    crisis_sensitivity: int = 10
    impatience: int = 0
    home: Home = field(default_factory=Home)
    budget: int = 0
    temperament: Temperament = field(default_factory=Temperament)
    agenda: tuple[AgendaItem, ...] = ()
    rules: tuple[ScriptRule, ...] = ()
    trust: tuple[tuple[SeatId, int], ...] = ()
    standing: int = 50
    credibility: int = 60
    rivals: tuple[SeatId, ...] = ()
    par: int = 0


# --- instruments -------------------------------------------------------------------------------


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


# --- twists ------------------------------------------------------------------------------------


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
    """

    adoption: DecisionRule
    amendment: DecisionRule
    silence: bool = True
    partial_minimum: int = 4
    single_undertaking: bool = True


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


@dataclass(frozen=True, slots=True)
class Conference:
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

    def issue_index(self, issue: IssueId) -> int:
        """Position of an issue in a package; KeyError for an unknown one."""
        for index, item in enumerate(self.issues):
            if item.id == issue:
                return index
        raise KeyError(issue)

    def delegation(self, seat: SeatId) -> Delegation:
        """The delegation of that id; KeyError for an unknown one."""
        for item in self.delegations:
            if item.id == seat:
                return item
        raise KeyError(seat)

    @property
    def seats(self) -> tuple[SeatId, ...]:
        """Ids of the voting delegations, in the pack's order."""
        return tuple(d.id for d in self.delegations if d.kind is Kind.SEAT)

    @property
    def everybody(self) -> tuple[SeatId, ...]:
        """Ids of all delegations, in the pack's order."""
        return tuple(d.id for d in self.delegations)
