"""The desk on which one command is worked out: events are written down and applied as they happen.

Guarantees: pure; every change goes through an event, so folding what the desk wrote over the state it
started from gives the state it ends with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

from diplogame.rules import dice
from diplogame.rules import events as ev
from diplogame.rules.conference import Conference
from diplogame.rules.decisions import Member
from diplogame.rules.evolve import evolve, on_beliefs
from diplogame.rules.ids import SeatId
from diplogame.rules.state import Private, State
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a command: a stable code and its parameters."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)


class Desk:
    """Working copy of a game during one decision."""

    __slots__ = ("events", "state")

    def __init__(self, state: State) -> None:
        self.state = state
        self.events: list[ev.Event] = []

    def emit(self, *events: ev.Event) -> None:
        """Write events down and apply them."""
        for event in events:
            self.events.append(event)
            self.state = evolve(self.state, event)

    def learn(self, events: Sequence[ev.BeliefMoved]) -> None:
        """Write down what one delegation learns of another at one time, and apply it in one go."""
        self.events.extend(events)
        self.state = on_beliefs(self.state, events)

    @property
    def conference(self) -> Conference:
        """The conference being played."""
        return self.state.conference

    def private(self, seat: SeatId) -> Private:
        """The private part of one delegation."""
        return self.state.private[seat]

    def draw(self, *key: str | int, sides: int) -> int:
        """A world draw keyed by what it is about."""
        return dice.draw(self.state.seed, "world", *key, sides=sides)

    def draws(self, *key: str | int) -> Callable[[str | int, int], int]:
        """World draws whose keys begin alike: (end of the key, sides) -> what `draw` would give."""
        return dice.draws(self.state.seed, "world", *key)

    def chance(self, *key: str | int, per_mille: int) -> bool:
        """Whether something of this chance happens."""
        return dice.chance(self.state.seed, "world", *key, per_mille=per_mille)

    def meter(
        self,
        meter: str,
        seat: SeatId,
        delta: int,
        cause: str,
        toward: SeatId = "",
        audience: ev.Audience | None = None,
    ) -> None:
        """Move a number; private meters are told to their owner, public ones to all."""
        if not delta:
            return
        if audience is None:
            hidden = meter not in (
                "crisis",
                "standing",
                "credibility",
                "preparation",
                "expectations",
            )
            audience = (seat,) if hidden and meter != "fatigue" else ev.EVERYBODY
        self.emit(ev.MeterMoved(meter, seat, delta, cause, toward, audience))

    def trust(
        self, seat: SeatId, toward: SeatId, delta: int, cause: str, told: bool = True
    ) -> None:
        """Move the trust of one delegation in another; ``told``: the other notices."""
        if seat == toward or toward not in self.private(seat).trust:
            return
        self.meter("trust", seat, delta, cause, toward, (seat, toward) if told else (seat,))

    @property
    def active(self) -> tuple[SeatId, ...]:
        """Delegations that act: seats and voices, by initiative, the pack's order on ties."""
        return self.state.conference.roster.active

    @property
    def voters(self) -> tuple[SeatId, ...]:
        """Voting delegations in roll-call order (the pack's order)."""
        return self.conference.seats

    def members(self) -> tuple[Member, ...]:
        """The voting delegations as the decision rules see them."""
        return members(self.conference)


def members(conference: Conference) -> tuple[Member, ...]:
    """The voting delegations as the decision rules see them (R9)."""
    return conference.roster.members


def clamp(value: int, low: int, high: int) -> int:
    """The value, held within its limits."""
    return max(low, min(high, value))
