"""Who sits at the tables of a tournament: strategies of ours, temperaments of packs, code from outside.

An agent is written as

* a name: ``firm`` (our negotiator), ``boulware``, ``linear``, ``conceder`` (by the clock), ``micro``,
  ``titfortat``;
* ``pack:PACK/SEAT``: our negotiator with the temperament of a pack's delegation;
* ``module:factory``: something that can be imported and, called without arguments, gives a bargainer
  (`diplogame.negotiator.Bargainer`). Naming it runs its code, with all that you may do.

``NAME=AGENT`` gives it another name.

Guarantees: what an outside bargainer answers is looked at before anybody else sees it; whatever it raises
or answers that is none is a `Fault` of its own.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from diplogame.negotiator import (
    Answer,
    Bargainer,
    Character,
    History,
    Issues,
    MiCRO,
    Negotiator,
    Outcome,
    TimeBased,
    TitForTat,
)
from diplogame.rules.conference import Temperament

Factory: TypeAlias = Callable[[], Bargainer]

OWN: Final[dict[str, Factory]] = {
    "firm": Negotiator,
    "boulware": lambda: TimeBased(20),
    "linear": lambda: TimeBased(100),
    "conceder": lambda: TimeBased(400),
    "micro": MiCRO,
    "titfortat": TitForTat,
}

HARD: Final = 20
"""Beta, in per cent, up to which a temperament holds as our firmest does."""

EVEN: Final = 100
"""Beta from which it holds nothing back of its own accord."""


class AgentError(ValueError):
    """There is no such agent; ``str()`` is a sentence or two."""


class Fault(Exception):  # noqa: N818 - what somebody did, not what went wrong here
    """A bargainer from outside erred, or answered what is no answer.

    Attributes:
        agent: Which one.
        seat: Where it sat, from 0; -1 until it is known.
    """

    def __init__(self, agent: str, what: str) -> None:
        self.agent = agent
        self.seat = -1
        super().__init__(f"{agent}: {what}"[:300])


@dataclass(frozen=True, slots=True)
class Agent:
    """One that takes part.

    Attributes:
        name: What it is called in the tables.
        spec: What it is, as it was asked for.
    """

    name: str
    spec: str


def agents_of(specs: Sequence[str]) -> tuple[Agent, ...]:
    """The agents that were asked for, in order.

    Raises:
        AgentError: One is named twice.
    """
    found = []
    for spec in specs:
        name, sign, what = spec.strip().partition("=")
        named = bool(sign) and ":" not in name
        found.append(
            Agent(name.strip(), what.strip()) if named else Agent(spec.strip(), spec.strip())
        )
    names = [agent.name for agent in found]
    for name in names:
        if not name:
            raise AgentError("An agent has no name.")
        if names.count(name) > 1:
            raise AgentError(f"{name!r:.60} takes part twice; NAME=AGENT gives another name.")
    return tuple(found)


def factory_of(agent: Agent) -> Factory:
    """What makes the agent's bargainers, one for every table.

    Raises:
        AgentError: There is no such strategy, pack, delegation, module or factory.
    """
    if agent.spec in OWN:
        return OWN[agent.spec]
    if agent.spec.startswith("pack:"):
        character = _of_pack(agent.spec.removeprefix("pack:"))
        return lambda: Negotiator(character)
    module, sign, factory = agent.spec.partition(":")
    if not sign or not module or not factory:
        known = ", ".join(OWN)
        raise AgentError(
            f"{agent.spec!r:.60} is no agent. Known: {known}, pack:PACK/SEAT, module:factory."
        )
    try:
        make = importlib.import_module(module)
        for part in factory.split("."):
            make = getattr(make, part)
    except Exception as error:
        told = f"{type(error).__name__}: {error}"[:200]
        raise AgentError(f"{agent.spec!r:.80} cannot be imported: {told}") from error
    if not callable(make):
        raise AgentError(f"{agent.spec!r:.80} cannot be called.")
    return lambda: Outside(agent.name, make)


def character_of(temperament: Temperament) -> Character:
    """How a temperament bargains at a table of alternating offers.

    Its concession exponent is the middle of the pack's range. The firmest hold as our firm negotiator
    does; whoever gives way more evenly holds less, and from an even pace on nothing: a conceder
    concedes. Waiting is answered with a step by those who answer in kind.
    """
    beta = max(5, min(1_000, (temperament.beta.low + temperament.beta.high) // 2))
    hold = -1 if beta <= HARD else max(0, 500 * (EVEN - beta) // (EVEN - HARD))
    return Character(beta=beta, hold=hold, answering=temperament.reciprocity >= 50)


def _of_pack(where: str) -> Character:
    from diplogame.app import library

    name, _, seat = where.rpartition("/")
    try:
        pack = library.open_pack(name)
        found = library.seat_of(pack, seat)
    except ValueError as error:
        raise AgentError(f"pack:{where}"[:80] + f": {error}") from error
    return character_of(pack.conference.delegation(found).temperament)


class Outside:
    """A bargainer from outside, with somebody looking at what it answers."""

    def __init__(self, name: str, make: Callable[[], object]) -> None:
        """Make the bargainer; `Fault` where that fails."""
        self.name = name
        self._inner = self._call(make)

    def start(
        self,
        issues: Issues,
        utility: Callable[[Outcome], float],
        reserved: float,
        rounds: int,
        me: str,
        parties: Sequence[str],
    ) -> None:
        """Tell it the table, in copies of its own."""
        self._values = [frozenset(values) for _, values in issues]
        given = [(name, tuple(values)) for name, values in issues]
        self._call(
            self._method("start"),
            given,
            lambda outcome: float(utility(tuple(outcome))),
            reserved,
            rounds,
            me,
            tuple(parties),
        )

    def propose(self, history: History, t: float) -> Outcome:
        """Its offer, if it is one."""
        offer = self._call(self._method("propose"), tuple(history), t)
        try:
            found: Outcome = tuple(offer)  # type: ignore[arg-type]
            if len(found) == len(self._values) and all(
                value in values for value, values in zip(found, self._values, strict=True)
            ):
                return found
        except TypeError:
            pass
        raise Fault(self.name, "offers what is not on the table")

    def respond(self, offer: Outcome, proposer: str, history: History, t: float) -> Answer:
        """Its answer, if it is one."""
        answer = self._call(self._method("respond"), offer, proposer, tuple(history), t)
        if answer == "accept":
            return "accept"
        if answer == "reject":
            return "reject"
        if answer == "end":
            return "end"
        raise Fault(self.name, "answers neither accept, reject nor end")

    def _method(self, name: str) -> Callable[..., object]:
        method: object = getattr(self._inner, name, None)
        if not callable(method):
            raise Fault(self.name, f"has no {name}")
        return method

    def _call(self, method: Callable[..., object], *arguments: object) -> object:
        try:
            return method(*arguments)
        except (Exception, SystemExit) as error:
            raise Fault(self.name, f"{type(error).__name__}: {error}") from error
