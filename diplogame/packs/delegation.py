"""The file of a delegation, `delegations/<id>.toml`, as a model.

The guarantees are those of `diplogame.packs.schema`.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field, StrictBool, ValidationInfo

from diplogame.packs.fields import (
    Combination,
    DelegationRef,
    Id,
    IncentiveRef,
    InstrumentRef,
    IssueRef,
    NobodyOrDelegation,
    NobodyOrIssue,
    OptionRef,
    OptionRefs,
    OwnCondition,
    Round,
    TrustBySeat,
    index_of,
    unknown,
)
from diplogame.packs.schema import MAX_ROUNDS, Part
from diplogame.packs.values import (
    Flaw,
    Form,
    Line,
    Number,
    Percent,
    Points,
    SignedPoints,
    Spread,
    Text,
    refuse,
)
from diplogame.rules.conference import Kind, Priority, Range, Room


class EnvoyPerson(Part):
    """Who sits in the chair."""

    name: Annotated[str, Line(40)] = Field(description="Name")
    title: Annotated[str, Line(60)] = Field(default="", description="Rank or office")


class Basics(Part):
    """What the delegation is and has."""

    id: Id = Field(description="Name of the delegation; the file is called after it")
    kind: Kind = Field(description="seat (votes), voice (speaks, no vote) or chair")
    name: Annotated[str, Line(40)] = Field(description="Full name")
    short: Annotated[str, Line(10)] = Field(description="For narrow tables, at most 10 characters")
    letter: Annotated[
        Annotated[str, Line(1)], Form("[A-Z0-9*#+&@]", "one capital, digit or sign of * # + & @")
    ] = Field(description="One capital, unique, for the seating plan")
    envoy: EnvoyPerson = Field(description="Who sits in the chair")
    votes: Annotated[int, Number(0, 1000)] = Field(default=1, description="States it speaks for")
    population: Annotated[int, Number(0, 10_000_000_000)] = Field(
        default=1, description="What rules weigh it by, in any unit"
    )
    slots: Annotated[int, Number(1, 3)] = Field(
        default=3, description="Meetings it can hold in a round"
    )
    accredited: StrictBool = Field(
        default=True, description="Whether a voice may speak in the hall from the start"
    )
    ministers: Annotated[int, Number(0, 20)] = Field(
        default=1, description="How often a minister can be sent"
    )
    initiative: Percent = Field(default=50, description="Order of asking and speaking")
    drift: Annotated[int, Number(-1000, 1000)] = Field(
        default=0, description="Points its walk-away moves each round; negative: time hurts"
    )
    crisis_sensitivity: Annotated[int, Number(0, 1000)] = Field(
        default=10, description="Points its walk-away falls with each step of the crisis"
    )
    impatience: Annotated[int, Number(0, 1000)] = Field(
        default=0, description="Per mille of the text's worth lost with each round"
    )
    walk_away: Annotated[Range, Spread(0, 10_000)] = Field(
        default=Range(4000, 4500), description="What no deal is worth to it, points"
    )
    budget: Annotated[int, Number(0, 1000)] = Field(
        default=0, description="Units to spend on incentives"
    )
    standing: Percent = Field(default=50, description="How much its voice counts, 0-100")
    credibility: Percent = Field(default=60, description="How far its word is believed, 0-100")
    rivals: tuple[DelegationRef, ...] = Field(default=(), description="Whose gains it minds")
    par: Points = Field(default=0, description="Score that self-play gets here; 0 is unknown")
    trust: TrustBySeat = Field(
        default_factory=dict, description="Its trust in others at the start, 0-100; else 50"
    )
    strength: Annotated[int, Number(1, 5)] = Field(
        default=3, description="How strong the chair is to play, 1-5"
    )
    style: Annotated[str, Line(160)] = Field(default="", description="How it plays, one line")


class Rumour(Part):
    """Something said about others, true or not."""

    text: Annotated[str, Text(400)] = Field(description="What is said")
    true: StrictBool = Field(default=False, description="Whether it is so")
    about: NobodyOrDelegation = Field(default="", description="Whom it concerns")


class Person(Part):
    """Somebody of the delegation or its capital."""

    name: Annotated[str, Line(40)] = Field(description="Name")
    role: Annotated[str, Line(60)] = Field(default="", description="Office")
    note: Annotated[str, Text(400)] = Field(default="", description="What to know about them")


class Texts(Part):
    """What is written about and for the delegation."""

    brief: Annotated[str, Text(1500)] = Field(description="Public, one paragraph")
    instructions: Annotated[str, Text(4000)] = Field(
        default="", description="Confidential, at most 250 words: one screen"
    )
    dossier: Annotated[str, Text(3000)] = Field(default="", description="What others know of it")
    rumours: tuple[Rumour, ...] = Field(default=(), description="What is said about others")
    people: tuple[Person, ...] = Field(default=(), description="Who is who")
    goals: tuple[Annotated[str, Line(200)], ...] = Field(
        default=(), description="Ranked, one line each"
    )
    doctrine: Annotated[str, Text(1000)] = Field(
        default="", description="What it says it stands for"
    )


class Temperament(Part):
    """How its mind bargains; 0-100 unless said otherwise."""

    beta: Annotated[Range, Spread(5, 400)] = Field(
        default=Range(30, 40), description="Concession exponent in per cent; small holds out long"
    )
    candour: Percent = Field(default=60, description="Answers probes truthfully")
    bluff: Percent = Field(default=20, description="Misstates priorities, threatens beyond means")
    aggression: Percent = Field(default=30, description="Readiness to threaten")
    reciprocity: Percent = Field(default=50, description="Answers concessions in kind")
    grudge: Percent = Field(default=40, description="How long resentment lasts")
    patience: Annotated[int, Number(2, 6)] = Field(
        default=4, description="Exchanges borne in a meeting, 2-6"
    )
    generosity: Percent = Field(default=40, description="Readiness to spend incentives")
    brokerage: Percent = Field(default=40, description="Looks for the deal that suits all")
    pride: Percent = Field(default=30, description="Weight of rivals' gains and of slights")


def _values(value: dict[str, int], info: ValidationInfo) -> dict[str, int]:
    """Every option of the issue has its worth, and there are no others."""
    issue = info.data.get("issue")
    options = index_of(info).options.get(issue) if isinstance(issue, str) else None
    if options is None:
        return value
    flaws = [
        unknown("option", each, options, str(issue))._replace(path=(each,), key=True)
        for each in value
        if each not in options
    ]
    left = [each for each in options if each not in value]
    if left and not flaws:
        words = ", ".join(left)
        flaws.append(Flaw("values", f"no worth is given for: {words}", f"add {left[0]} = 0..100"))
    if flaws:
        raise refuse(*flaws)
    return value


class Interest(Part):
    """What one issue is worth to the delegation, and what it says about it."""

    issue: IssueRef = Field(description="The issue")
    weight: Annotated[Range, Spread(0, 100)] = Field(
        description="True weight in per cent of all issues"
    )
    declared: OptionRef = Field(description="The option it asks for in public")
    priority: Priority = Field(
        default=Priority.MEDIUM, description="How much it says the issue matters"
    )
    mandate: OptionRefs = Field(
        default=(), description="Options it may accept without asking home; empty is any"
    )
    ideal: Annotated[Range, Spread(0, 1000)] | None = Field(
        default=None, description="Ideal, per mille of the way from the first option to the last"
    )
    gamma: Annotated[int, Number(10, 40)] = Field(
        default=25, description="Curve of the worth, in tenths"
    )
    values: Annotated[dict[str, Percent], AfterValidator(_values)] | None = Field(
        default=None, description="Worth of each option, 0-100, instead of an ideal"
    )
    jitter: Annotated[int, Number(0, 50)] = Field(
        default=0, description="How far values differ between games"
    )


class Linkage(Part):
    """A bonus or penalty for options of several issues together."""

    combination: Combination = Field(description="Issues and the options that count")
    points: SignedPoints = Field(description="What it is worth, of 10 000")
    title: Annotated[str, Line(120)] = Field(default="", description="What it is about")


class RedLine(Part):
    """What the delegation never signs."""

    id: Id = Field(description="Name of the red line")
    combination: Combination = Field(description="Crossed when all of these stand so")
    text: Annotated[str, Text(300)] = Field(description="The line in words")


class VetoPlayer(Part):
    """A force at home whose consent weighs."""

    id: Id = Field(description="Name for the files")
    name: Annotated[str, Line(60)] = Field(description="Name")
    weight: Annotated[Range, Spread(0, 100)] = Field(
        description="Points of the gauge that its protest costs"
    )
    rejects: Combination = Field(description="Options that it rejects, each by itself")


class Home(Part):
    """The capital."""

    gauge: Percent = Field(default=60, description="Support at the start, 0-100")
    ratification: Literal["none", "cabinet", "parliament", "referendum"] = Field(
        default="parliament", description="Who must consent at home"
    )
    threshold: Percent = Field(default=45, description="Support that consent needs")
    body: Annotated[str, Line(60)] = Field(default="", description="Name of the body that consents")
    veto_player: tuple[VetoPlayer, ...] = Field(default=(), description="Who can stop it")


class AgendaItem(Part):
    """Somebody's support to be won by a certain round."""

    id: Id = Field(description="Name of the goal")
    delegation: DelegationRef = Field(description="Whose support")
    issue: IssueRef = Field(description="On which issue")
    option: OptionRef = Field(description="For which option")
    by_round: Round = Field(description="By when")
    weight: Percent = Field(default=50, description="How much it matters")


# --- scripts -------------------------------------------------------------------------------------


class SeekMeeting(Part):
    """Asks a delegation for a meeting."""

    act: Literal["seek_meeting"] = Field(description="What is done")
    delegation: DelegationRef = Field(description="Whom to ask")
    room: Room = Field(default=Room.CORRIDOR, description="Where")


class Threaten(Part):
    """Threatens a delegation."""

    act: Literal["threaten"] = Field(description="What is done")
    delegation: DelegationRef = Field(description="Whom")
    instrument: InstrumentRef = Field(description="With what; must be its own")
    issue: IssueRef = Field(description="About which issue")
    option: OptionRef = Field(description="What it must support")
    public: StrictBool = Field(default=False, description="Whether everybody hears it")


class Promise(Part):
    """Offers an incentive."""

    act: Literal["promise"] = Field(description="What is done")
    delegation: DelegationRef = Field(description="To whom")
    incentive: IncentiveRef = Field(description="What; must be its own")
    issue: IssueRef = Field(description="About which issue")
    option: OptionRef = Field(description="What it asks support for")


class Adjust(Part):
    """Asks for more or less from now on."""

    act: Literal["adjust"] = Field(description="What is done")
    points: SignedPoints = Field(description="How far its aspiration moves, of 10 000")


class HoldOut(Part):
    """Does not move on an issue while the condition holds."""

    act: Literal["hold_out"] = Field(description="What is done")
    issue: IssueRef = Field(description="On which issue")


class Speak(Part):
    """Takes the floor."""

    act: Literal["speak"] = Field(description="What is done")
    tone: Literal["appeal", "shame", "red-line", "rally"] = Field(
        default="appeal", description="How"
    )
    target: NobodyOrDelegation = Field(default="", description="To whom, if to one")
    issue: NobodyOrIssue = Field(default="", description="About which issue, if about one")


class CallSummit(Part):
    """Moves that leaders be summoned."""

    act: Literal["call_summit"] = Field(description="What is done")
    goal: Annotated[int, Number(1, 3)] = Field(default=1, description="From modest (1) to bold (3)")


class CallVote(Part):
    """Moves to the vote on the text as it stands."""

    act: Literal["call_vote"] = Field(description="What is done")


class WalkOut(Part):
    """Leaves the hall for the rest of the round."""

    act: Literal["walk_out"] = Field(description="What is done")


Act: TypeAlias = Annotated[
    SeekMeeting | Threaten | Promise | Adjust | HoldOut | Speak | CallSummit | CallVote | WalkOut,
    Field(discriminator="act"),
]


class ScriptRule(Part):
    """When something holds, do something and say something."""

    id: Id = Field(description="Name of the rule")
    when: OwnCondition = Field(description="When")
    do: Act = Field(description="What it does, if it may")
    say: Annotated[str, Line(60, min_length=0)] = Field(
        default="", description="Key of the line it says"
    )
    priority: Percent = Field(default=50, description="Higher goes first")
    once: StrictBool = Field(default=True, description="Whether it fires once a game")
    cooldown: Annotated[int, Number(0, MAX_ROUNDS)] = Field(
        default=2, description="Rounds before it may fire again"
    )


class DelegationFile(Part):
    """`delegations/<id>.toml`: a delegation with all it keeps to itself."""

    delegation: Basics = Field(description="What it is and has")
    text: Texts = Field(description="What is written about and for it")
    temperament: Temperament = Field(
        default_factory=Temperament, description="How its mind bargains"
    )
    interest: tuple[Interest, ...] = Field(default=(), description="What the issues are worth")
    linkage: tuple[Linkage, ...] = Field(default=(), description="Issues that hang together")
    red_line: tuple[RedLine, ...] = Field(default=(), description="What it never signs")
    home: Home = Field(default_factory=Home, description="The capital")
    agenda: tuple[AgendaItem, ...] = Field(default=(), description="Goals of its own")
    rule: tuple[ScriptRule, ...] = Field(default=(), description="Its script")
