"""Alternating offers with one party or several, knowing one's own utility only.

The public face is four calls with plain data - `start`, `propose`, `respond`, and the character given
when it is made - so that it can sit at other people's tables, and so that other people's negotiators,
which need nothing of ours, can sit at ours (`diplogame.negotiator.table`).

How it bargains, and why (figures in `docs/lab.md`):

* It **holds**: aspiration falls along the concession curve of R20.2 with a small exponent, and not below
  a share of the gain that grows with the number of rounds. Whoever concedes by the clock gives way first.
* It **gives what costs it little**: of all outcomes worth its aspiration it offers the one that
  seems to cost the others least (`rival`).
* It **answers waiting with a step**: a rival that only repeats itself may be waiting for a
  move; while it waits, and has given as many different offers, one further outcome is put forward.
* It **does not leave with nothing**: at its last word it takes or repeats the best it was offered.
* It **does not give in a round too early**: of two, who speaks second makes its last offer a round before
  the end, and can still take whatever the other ends with. While the other is giving way it takes
  half of its gain then, and for less puts forward once more what it holds out for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from diplogame.negotiator.rival import Rival
from diplogame.negotiator.seat import Guest, Seat
from diplogame.negotiator.space import WHOLE, Code, Outcome
from diplogame.rules.tables import concession

Answer: TypeAlias = Literal["accept", "reject", "end"]

History: TypeAlias = Sequence[tuple[int, str, Outcome]]
"""Every offer so far: (round, party, outcome), first to last."""


class Bargainer(Guest, Protocol):
    """Anybody who can sit at a table of alternating offers."""

    def propose(self, history: History, t: float) -> Outcome:
        """Make an offer; `t` is the share of the rounds that has passed, 0 to below 1."""

    def respond(self, offer: Outcome, proposer: str, history: History, t: float) -> Answer:
        """Answer an offer of another party; "end" leaves the table for good."""


@dataclass(frozen=True, slots=True)
class Character:
    """How somebody bargains.

    Attributes:
        beta: Exponent of the concession curve in per cent (R20.2): 10 holds out, 100 gives way
            evenly, above that gives way early; 5 to 1 000.
        hold: Per mille of the gain between no deal and the best below which it does not concede of
            its own accord; -1: by the number of rounds, 500 in twenty and 650 from two hundred.
        answering: Whether waiting is answered with a step.
    """

    beta: int = 10
    hold: int = -1
    answering: bool = True

    def __post_init__(self) -> None:
        if not 5 <= self.beta <= 1_000:
            raise ValueError(f"beta is 5 to 1000 per cent, not {self.beta}")
        if not -1 <= self.hold <= 1_000:
            raise ValueError(f"hold is 0 to 1000 per mille, or -1, not {self.hold}")


FIRM = Character()
"""The one that does best over mixed company (`docs/lab.md`)."""

NEAREST = 1_000
"""Outcomes compared for one offer: those closest above the aspiration."""

FAIR_END = 5_000
"""Gain for which the second of two takes an offer while the first can still make one."""

LEAST_STEP = 4_500
"""Gain below which waiting is not answered with a step."""


class Negotiator(Seat):
    """A bargainer of one character; one table at a time."""

    def __init__(self, character: Character = FIRM) -> None:
        """Make one.

        Args:
            character: How it bargains.
        """
        self.character = character

    def _settle(self) -> None:
        parties, rounds = self._parties, self._rounds
        self._rivals = {party: Rival(self._space.sizes) for party in parties if party != self._me}
        # In the last round only the first speaker's offer still goes round to everybody.
        self._final = rounds - 1 if parties[0] == self._me else rounds - 2
        self._closes = parties[-1] == self._me
        self._second = self._closes and len(parties) == 2
        self._insists = False
        self._heard = 0
        self._best: tuple[int, Code] | None = None
        self._made: set[Code] = set()
        self._patience = max(2, rounds // 60)
        hold = self.character.hold
        if hold < 0:
            hold = 500 + 150 * max(0, min(180, rounds - 20)) // 180
        self._hold = hold * 10

    def propose(self, history: History, t: float) -> Outcome:
        """The offer for now (see the module)."""
        self._listen(history)
        space = self._space
        if not space.codes:
            return space.least_bad
        now = self._round(t)
        if now >= self._final and self._best is not None:
            code = self._compromise() if self._insists else self._best[1]
        else:
            code = self._choice(now)
        self._made.add(code)
        return space.outcome(code)

    def respond(self, offer: Outcome, proposer: str, history: History, t: float) -> Answer:
        """Take what is worth the aspiration; at the last word, what is worth more than no deal."""
        self._listen(history)
        gain = self._space.gain(offer)
        if gain <= 0:
            return "reject"
        now = self._round(t)
        if now >= self._rounds - 1 and self._closes:
            return "accept"
        if now >= self._final and (self._best is None or gain >= self._best[0]):
            enough = min(FAIR_END, self._aspiration(now)) if self._insists else 0
            return "accept" if gain >= enough else "reject"
        return "accept" if gain >= self._aspiration(now) else "reject"

    def _round(self, t: float) -> int:
        return int(t * self._rounds + 0.5)

    def _aspiration(self, now: int) -> int:
        passed = min(1_000, 1_000 * (now + 1) // self._rounds)
        return self._hold + (WHOLE - self._hold) * concession(passed, self.character.beta) // 1_000

    def _listen(self, history: History) -> None:
        for _, party, outcome in history[self._heard :]:
            rival = self._rivals.get(party)
            code = self._space.code(outcome) if rival is not None else None
            if rival is None or code is None:
                continue
            rival.hear(code)
            gain = self._space.gain(outcome)
            rising = gain > 0 and (self._best is None or gain > self._best[0])
            self._insists = self._second and rising and len(rival.offers) > 1
            if rising:
                self._best = (gain, code)
        self._heard = len(history)

    def _choice(self, now: int) -> Code:
        space = self._space
        least = max(self._aspiration(now), self._best[0] if self._best else 0)
        count = max(1, space.above(least))
        waited_for = self.character.answering and all(
            rival.stale >= self._patience for rival in self._rivals.values()
        )
        if waited_for and all(len(r.offers) >= len(self._made) for r in self._rivals.values()):
            further = min(len(space.codes), len(self._made) + 1)
            if space.gains[further - 1] >= max(LEAST_STEP, self._best[0] if self._best else 0):
                count = max(count, further)
        return self._mildest(count, fresh=waited_for)

    def _compromise(self) -> Code:
        """What it holds out for, or the best it was offered if that is worth more."""
        best = self._best[0] if self._best else 0
        return self._mildest(max(1, self._space.above(max(self._hold, best))), fresh=False)

    def _mildest(self, count: int, *, fresh: bool) -> Code:
        """Of the first `count` outcomes, and of these the last, what seems to cost others least."""
        nearest = range(max(0, count - NEAREST), count)
        return self._space.codes[min(nearest, key=lambda rank: self._key(rank, fresh=fresh))]

    def _key(self, rank: int, *, fresh: bool) -> tuple[bool, int, int]:
        code = self._space.codes[rank]
        loss = sum([rival.loss(code) for rival in self._rivals.values()])
        return (fresh and code in self._made, loss, rank)
