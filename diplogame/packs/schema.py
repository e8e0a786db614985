"""`pack.toml` as a model: the conference without its delegations and events.

The other files are in `diplogame.packs.delegation` and `diplogame.packs.happenings`. Guarantees:
models are frozen and forbid unknown keys; numbers and yes/no are strict; every text has passed the gate of
`diplogame.packs.clean`; references and conditions were checked against the pack's `Index`, which
must be given as validation context (``{"index": index}``). The same models give the JSON Schema.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, ValidationInfo

from diplogame import __version__
from diplogame.packs.fields import (
    DelegationRef,
    EntryRule,
    Id,
    OptionId,
    OwnCondition,
    PointsBySeat,
    Round,
    Rule,
    TiltBySeat,
    TrustBySeat,
    index_of,
    unknown,
)
from diplogame.packs.values import (
    Count,
    Flaw,
    Form,
    Line,
    Number,
    Percent,
    Points,
    Text,
    refuse,
)
from diplogame.rules.conference import Phase

MAX_ROUNDS = 40
"""Longest calendar."""


class Part(BaseModel):
    """A table of a pack's file."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        validate_default=False,
        defer_build=True,
    )


def _semver(text: str) -> str:
    if re.fullmatch(r"\d{1,4}\.\d{1,4}\.\d{1,4}", text) is None:
        message = f"'{text:.40}' is no version"
        raise refuse(Flaw("bad-value", message, 'three numbers with dots: "1.0.0"'))
    return text


def _game(text: str) -> str:
    """Whether this game is one of those the pack is made for."""
    here = _numbers(__version__)
    for part in text.split(","):
        match = re.fullmatch(r"(>=|<=|==|!=|>|<)\s*(\d{1,4}(?:\.\d{1,4}){0,2})", part.strip())
        if match is None:
            message = f"'{part.strip():.40}' says nothing about versions"
            raise refuse(Flaw("bad-value", message, 'write ">=0.1" or ">=0.1, <2"'))
        sign, wanted = match[1], _numbers(match[2])
        holds = {
            ">=": here >= wanted,
            "<=": here <= wanted,
            "==": here == wanted,
            "!=": here != wanted,
            ">": here > wanted,
            "<": here < wanted,
        }
        if not holds[sign]:
            message = f"the pack is made for diplogame {text}, this is {__version__}"
            raise refuse(Flaw("game-version", message, "get another version of the pack or game"))
    return text


def _numbers(version: str) -> tuple[int, int, int]:
    found = [int(each) for each in re.findall(r"\d+", version)[:3]]
    first, second, third = (*found, 0, 0, 0)[:3]
    return first, second, third


# --- pack.toml -----------------------------------------------------------------------------------


class Manifest(Part):
    """What the pack is: shown in the list of packs and on the invitation."""

    id: Id = Field(description="Unique name of the pack, for commands and saves")
    version: Annotated[Annotated[str, Line(20)], AfterValidator(_semver)] = Field(
        description="Version of the pack, three numbers with dots"
    )
    format: Literal[1] = Field(description="Version of this file format")
    title: Annotated[str, Line(60)] = Field(description="Title, at most 60 characters")
    summary: Annotated[str, Line(240)] = Field(
        description="One or two sentences for the list of packs"
    )
    brief: Annotated[str, Text(8000)] = Field(description="Public brief that everybody reads first")
    difficulty: Literal["introductory", "standard", "demanding"] = Field(
        default="standard", description="How demanding the conference is"
    )
    game: Annotated[Annotated[str, Line(40)], AfterValidator(_game)] = Field(
        default=">=0.1", description='Versions of the game it is made for, like ">=0.1"'
    )
    length: Annotated[str, Line(20)] = Field(
        default="", description='How long a game takes, like "45 min"'
    )
    authors: tuple[Annotated[str, Line(80)], ...] = Field(default=(), description="Who wrote it")
    licence: Annotated[str, Line(80)] = Field(default="", description="Licence of the texts")
    place: Annotated[str, Line(40)] = Field(
        default="", description="Where the conference meets: the {place} of lines"
    )
    theme: Annotated[str, Line(20)] = Field(
        default="", description="One word that sets the colours"
    )
    tutorial_seat: DelegationRef | None = Field(
        default=None, description="The delegation that the coaching speaks to"
    )


class Institution(Part):
    """The forum: how it decides."""

    adoption: Rule = Field(description="How the treaty is adopted")
    amendment: Rule = Field(description="How clauses are amended, closed and reopened")
    silence: StrictBool = Field(default=True, description="Whether silence procedures are allowed")
    partial_minimum: Annotated[int, Number(1, 40)] = Field(
        default=4, description="Closed clauses that a partial agreement needs"
    )
    single_undertaking: StrictBool = Field(
        default=True, description="Nothing is agreed until everything is agreed"
    )
    accreditation: Literal["majority", "no-objection"] = Field(
        default="majority",
        description="How a voice that is not accredited is let in: by the rule of amendments, or "
        "unless a state objects",
    )
    entry_into_force: EntryRule | None = Field(
        default=None, description="What ratifications must add up to; without it each binds its own"
    )
    description: Annotated[str, Text(2000)] = Field(description="How the forum decides, in prose")


def _phases(value: dict[Phase, int]) -> dict[Phase, int]:
    """Phases begin with round 1 and in the field's order."""
    flaws: list[Flaw] = []
    order = list(Phase)
    given = sorted(value, key=order.index)
    if given and value[given[0]] != 1:
        message = f"the first phase, {given[0]}, must begin in round 1"
        flaws.append(Flaw("calendar", message, path=(given[0].value,)))
    for earlier, later in pairwise(given):
        if value[later] < value[earlier]:
            message = f"{later} begins in round {value[later]}, before {earlier}"
            flaws.append(Flaw("calendar", message, path=(later.value,)))
    if flaws:
        raise refuse(*flaws)
    return value


class Calendar(Part):
    """Rounds, slots of a day, and phases."""

    rounds: Annotated[int, Number(1, MAX_ROUNDS)] = Field(description="How many rounds there are")
    slots: Annotated[tuple[Annotated[str, Line(12)], ...], Count(1, 3)] = Field(
        default=("morning", "afternoon", "evening"),
        description="Names of the meeting slots of a full day",
    )
    phases: Annotated[
        dict[Phase, Round],
        Count(1),
        AfterValidator(_phases),
    ] = Field(description="Phase and the round in which it begins")
    summit_rounds: tuple[Round, ...] = Field(
        default=(), description="Rounds in which leaders may meet; none for no summit"
    )
    overtime: Annotated[int, Number(0, 5)] = Field(
        default=1, description="Rounds the clock may be stopped for"
    )


class Crisis(Part):
    """The clock that runs beside the talks."""

    start: Percent = Field(default=10, description="Where it stands at the start, 0-100")
    per_round: Annotated[int, Number(-100, 100)] = Field(
        default=5, description="How far it moves each round"
    )
    limit: Annotated[int, Number(1, 100)] = Field(
        default=100, description="Where it is at its worst"
    )
    name: Annotated[str, Line(30)] = Field(default="Crisis", description="What it is called")
    description: Annotated[str, Text(600)] = Field(default="", description="What it is about")
    stages: dict[
        Annotated[str, Form("([1-9][0-9]?|100)", "a height from 1 to 100 in quotes")],
        Annotated[str, Text(400)],
    ] = Field(default_factory=dict, description="What is reported from each height on (1-100)")


class Option(Part):
    """One way to settle an issue."""

    id: OptionId = Field(description="Name of the option, unique within its issue")
    title: Annotated[str, Line(40)] = Field(description="Title, at most 40 characters")
    short: Annotated[str, Line(12)] = Field(description="For narrow tables, at most 12 characters")
    text: Annotated[str, Text(600)] = Field(description="The clause in treaty language")


def _own_option(word: str, info: ValidationInfo) -> str:
    """An option of the issue in which it is named."""
    issue = str(info.data.get("id"))
    options = index_of(info).options.get(issue)
    if options is not None and word not in options:
        raise refuse(unknown("option", word, options, issue))
    return word


class Issue(Part):
    """One issue of the text, with its options in order."""

    id: Id = Field(description="Name of the issue")
    title: Annotated[str, Line(40)] = Field(description="Title, at most 40 characters")
    short: Annotated[str, Line(14)] = Field(description="For narrow tables, at most 14 characters")
    question: Annotated[str, Text(400)] = Field(
        description="What is contested, one or two sentences"
    )
    ordered: StrictBool = Field(
        default=True, description="Whether neighbouring options are close in meaning"
    )
    status_quo: Annotated[OptionId, AfterValidator(_own_option)] | None = Field(
        default=None, description="What holds while nothing is agreed; the first option if not said"
    )
    technical: StrictBool = Field(default=False, description="Whether experts can work on it")
    opening: tuple[Annotated[OptionId, AfterValidator(_own_option)], ...] = Field(
        default=(), description="Options in brackets at the opening; the first of them leads"
    )
    salience: Annotated[int, Number(0, 3)] = Field(
        default=1, description="How closely publics watch it, 0-3"
    )
    option: Annotated[tuple[Option, ...], Count(2, 9)] = Field(description="The options")


IncentiveKind: TypeAlias = Literal[
    "trade", "aid", "investment", "technology", "arms", "guarantee", "vote", "post"
]
InstrumentKind: TypeAlias = Literal["trade", "finance", "arms", "travel", "aid", "walk-out"]


MediationStyle: TypeAlias = Literal["facilitate", "formulate", "press"]


class Incentive(Part):
    """Something a delegation can give."""

    id: Id = Field(description="Name of the incentive")
    kind: IncentiveKind = Field(description="What it is")
    giver: DelegationRef = Field(description="Who can give it")
    title: Annotated[str, Line(60)] = Field(description="Title")
    price: Annotated[int, Number(0, 1000)] = Field(
        description="Budget units it costs the giver each time"
    )
    worth: PointsBySeat = Field(description="Points it is worth to each possible receiver")
    minded_by: TrustBySeat = Field(
        default_factory=dict, description="Trust it costs the giver with those who mind it"
    )
    description: Annotated[str, Text(600)] = Field(description="What it is, in prose")


class Instrument(Part):
    """Something a delegation can threaten with, and then impose."""

    id: Id = Field(description="Name of the instrument")
    kind: InstrumentKind = Field(description="What it is")
    sender: DelegationRef = Field(description="Who can use it")
    title: Annotated[str, Line(60)] = Field(description="Title")
    cost: PointsBySeat = Field(description="Points a round that it costs each possible target")
    own_cost: Points = Field(description="Points a round that it costs the sender")
    economic: StrictBool = Field(default=True, description="Whether it is an economic sanction")
    description: Annotated[str, Text(600)] = Field(description="What it is, in prose")


class Bloc(Part):
    """Delegations that settle a common position before they speak (R13)."""

    id: Id = Field(description="Name of the bloc; no delegation has it")
    title: Annotated[str, Line(40)] = Field(description="What it is called, at most 40 characters")
    members: Annotated[tuple[DelegationRef, ...], Count(2, 12)] = Field(
        description="Delegations that vote; nobody is in two blocs"
    )
    leader: DelegationRef = Field(description="The member that leads it at first")
    rule: Rule = Field(description="How it decides inside, by its members alone")
    mandate: Annotated[int, Number(1, MAX_ROUNDS)] = Field(
        default=3, description="Rounds that a common position binds, the first one included"
    )
    clauses: Annotated[int, Number(1, 8)] = Field(
        default=3, description="Most clauses of a common position"
    )
    description: Annotated[str, Text(600)] = Field(default="", description="What it is, in prose")


class Clubs(Part):
    """Whether clubs of the willing may be formed at the conference (R13)."""

    least: Annotated[int, Number(2, 12)] = Field(
        default=2, description="Signatories without whom no club stands, its convener included"
    )
    clauses: Annotated[int, Number(1, 6)] = Field(
        default=2, description="Most clauses of a declaration of principles"
    )
    share: Annotated[int, Number(0, 50)] = Field(
        default=10,
        description="Per cent of what its clauses are worth above the status quo that a member has at once",
    )


class Mediator(Part):
    """A delegation, or the chair, that may be asked to mediate (R14.2)."""

    delegation: DelegationRef = Field(description="Who mediates; the chair offers good offices")
    styles: Annotated[tuple[MediationStyle, ...], Count(1, 3)] = Field(
        default=("facilitate", "formulate"),
        description="What it may do: facilitate, formulate, press",
    )
    leverage: Annotated[int, Number(0, 100)] = Field(
        default=0, description="What it can bring to bear when it presses"
    )
    tilt: TiltBySeat = Field(
        default_factory=dict, description="Its known bias towards delegations, -100 to 100"
    )
    clauses: Annotated[int, Number(1, 4)] = Field(
        default=3, description="Most clauses of one mediation"
    )


class Coaching(Part):
    """A hint of a tutorial."""

    id: Id = Field(description="Name of the hint")
    when: OwnCondition = Field(description="Shown when this first holds for the tutorial seat")
    title: Annotated[str, Line(60)] = Field(default="", description="Title")
    text: Annotated[str, Text(1200)] = Field(description="The hint")


class PackFile(Part):
    """`pack.toml`: the conference without its delegations."""

    flags: tuple[Id, ...] = Field(
        default=(), description="Names that twists may set and conditions may read"
    )
    pack: Manifest = Field(description="What the pack is")
    institution: Institution = Field(description="The forum and how it decides")
    calendar: Calendar = Field(description="Rounds, slots and phases")
    crisis: Crisis = Field(default_factory=Crisis, description="The clock beside the talks")
    issue: Annotated[tuple[Issue, ...], Count(1, 40)] = Field(description="The issues")
    incentive: tuple[Incentive, ...] = Field(default=(), description="What can be given")
    instrument: tuple[Instrument, ...] = Field(default=(), description="What can be threatened")
    coaching: tuple[Coaching, ...] = Field(default=(), description="Hints of a tutorial")
    bloc: tuple[Bloc, ...] = Field(default=(), description="Standing blocs")
    mediator: tuple[Mediator, ...] = Field(default=(), description="Who can mediate")
    clubs: Clubs | None = Field(
        default=None, description="How clubs of the willing are formed; without it there are none"
    )
