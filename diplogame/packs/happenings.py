"""`events.toml`, `epilogues.toml` and the files of lines, as models.

The guarantees are those of `diplogame.packs.schema`.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field, ValidationInfo

from diplogame.packs.fields import (
    AnyoneRef,
    DelegationRef,
    EndingCondition,
    FlagRef,
    Id,
    IssueRef,
    NobodyOrDelegation,
    PublicCondition,
    round_fault,
)
from diplogame.packs.schema import Part
from diplogame.packs.values import (
    Change,
    Count,
    Form,
    Line,
    Number,
    Spread,
    Text,
)
from diplogame.rules.conference import Range

# --- events.toml ---------------------------------------------------------------------------------


class ChangeAll(Part):
    """Changes something of the whole conference."""

    what: Literal["crisis", "preparation"] = Field(description="What changes")
    amount: Change = Field(description="By how much")


class ChangeOne(Part):
    """Changes something of one delegation, or of all."""

    what: Literal["gauge", "walk_away", "budget", "standing", "credibility", "slots"] = Field(
        description="What changes"
    )
    amount: Change = Field(description="By how much")
    who: AnyoneRef = Field(description="Whose; 'all' for every seat")


class ChangeTrust(Part):
    """Changes the trust of one delegation in another."""

    what: Literal["trust"] = Field(description="What changes")
    amount: Change = Field(description="By how much")
    who: AnyoneRef = Field(description="Who trusts; 'all' for every seat")
    toward: AnyoneRef = Field(description="Who is trusted; 'all' for every other delegation")


class ChangeWeight(Part):
    """Changes how much an issue matters to a delegation."""

    what: Literal["weight"] = Field(description="What changes")
    amount: Change = Field(description="By how many points of 10 000")
    who: AnyoneRef = Field(description="To whom; 'all' for every seat")
    issue: IssueRef = Field(description="Which issue")


class SetFlag(Part):
    """Sets a flag of the pack."""

    what: Literal["flag"] = Field(description="What changes")
    flag: FlagRef = Field(description="Which flag")
    amount: Annotated[int, Number(0, 1)] = Field(
        default=1, description="1 sets it, 0 takes it back"
    )


class Reveal(Part):
    """Lets a delegation learn how much an issue matters to another."""

    what: Literal["reveal"] = Field(description="What happens")
    who: AnyoneRef = Field(description="Who learns; 'all' for every seat")
    toward: DelegationRef = Field(description="Whose secret it is")
    issue: IssueRef = Field(description="Which issue")
    amount: Change = Field(default=0, description="Not used")


Effect: TypeAlias = Annotated[
    ChangeAll | ChangeOne | ChangeTrust | ChangeWeight | SetFlag | Reveal,
    Field(discriminator="what"),
]


class TwistChoice(Part):
    """One possible answer to a twist."""

    id: Id = Field(description="Name of the answer, unique within the twist")
    label: Annotated[str, Line(80)] = Field(description="The answer, as offered")
    consequence: Annotated[str, Text(400)] = Field(
        description="What is shown of it before choosing"
    )
    headline: Annotated[str, Line(200)] = Field(description="The news afterwards")
    effects: tuple[Effect, ...] = Field(default=(), description="What it changes")
    ai_weight: Annotated[int, Number(0, 1000)] = Field(
        default=50, description="How likely a mind takes it"
    )


def _reachable(rounds: Range, info: ValidationInfo) -> Range:
    """A twist begins before the conference is over."""
    round_fault(rounds.low, info)
    return rounds


class Twist(Part):
    """A scripted event of the conference."""

    id: Id = Field(description="Name of the twist")
    rounds: Annotated[Range, Spread(1, 99), AfterValidator(_reachable)] = Field(
        description="Rounds in which it may happen"
    )
    when: PublicCondition | None = Field(default=None, description="What must hold as well")
    chance: Annotated[int, Number(0, 1000)] = Field(
        default=1000, description="Chance each round, per mille"
    )
    headline: Annotated[str, Line(200)] = Field(description="The news")
    body: Annotated[str, Text(2000)] = Field(description="The story")
    chooser: NobodyOrDelegation = Field(default="", description="Who must answer, or nobody")
    effects: tuple[Effect, ...] = Field(default=(), description="What it changes at once")
    choice: tuple[TwistChoice, ...] = Field(default=(), description="The possible answers")


class EventsFile(Part):
    """`events.toml`: the twists."""

    twist: tuple[Twist, ...] = Field(default=(), description="Scripted events")


# --- epilogues.toml and lines --------------------------------------------------------------------


class Epilogue(Part):
    """What is told of the years after the conference."""

    when: EndingCondition | None = Field(default=None, description="Told when this holds")
    text: Annotated[str, Text(2000)] = Field(description="The story")
    years: Literal[1, 5, 10] = Field(default=1, description="How many years later")


class EpiloguesFile(Part):
    """`epilogues.toml`: what became of it."""

    epilogue: tuple[Epilogue, ...] = Field(default=(), description="Stories of the years after")


class LinesFile(Part):
    """`lines/<delegation>.toml` and `lines/common.toml`: what is said, with its variants."""

    lines: dict[
        Annotated[
            str,
            Form(
                r"[a-z][a-z0-9_-]{0,39}(\.[a-z0-9][a-z0-9_-]{0,39}){0,3}", "words with dots between"
            ),
        ],
        Annotated[tuple[Annotated[str, Text(1000)], ...], Count(1, 200)],
    ] = Field(description="Line key and the ways to say it")
