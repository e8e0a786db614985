"""Well-known strategies to measure against: the time-dependent family, MiCRO and tit for tat.

Written from their published descriptions: Faratin, Sierra and Jennings 1998 (time-dependent tactics and
behaviour-dependent ones), de Jonge 2022 (MiCRO).
"""

from __future__ import annotations

from functools import lru_cache

from diplogame.negotiator.negotiator import Answer, History
from diplogame.negotiator.seat import Seat
from diplogame.negotiator.space import WHOLE, Outcome
from diplogame.rules.tables import concession


class TimeBased(Seat):
    """Concedes by the clock alone: the outcome just above ``1 - t ** (1 / beta)``.

    Beta 20 per cent is the usual Boulware, 100 the linear conceder, 400 a Conceder.
    """

    def __init__(self, beta: int) -> None:
        """Take the exponent in per cent, 5 to 1 000."""
        self.beta = beta

    def _settle(self) -> None:
        self._curve = curve(self._rounds, self.beta)

    def propose(self, history: History, t: float) -> Outcome:
        """The outcome closest above the aspiration."""
        return self._space.nearest(self._curve[int(t * self._rounds + 0.5)])

    def respond(self, offer: Outcome, proposer: str, history: History, t: float) -> Answer:
        """Take what is worth the aspiration."""
        gain = self._space.gain(offer)
        return "accept" if gain >= self._curve[int(t * self._rounds + 0.5)] else "reject"


@lru_cache(maxsize=256)
def curve(rounds: int, beta: int) -> tuple[int, ...]:
    """The aspiration in each round, at least 1: nobody takes less than no deal."""
    return tuple(max(1, 10 * concession(1_000 * (n + 1) // rounds, beta)) for n in range(rounds))


class MiCRO(Seat):
    """Minimal concession: one outcome further down its own list for each new one of the others."""

    def _settle(self) -> None:
        self._given = 0
        self._seen: dict[str, set[Outcome]] = {
            party: set() for party in self._parties if party != self._me
        }
        self._heard = 0
        self._turn = 0

    def propose(self, history: History, t: float) -> Outcome:
        """One new outcome if the others have put forward as many; else an old one, in turn."""
        self._listen(history)
        codes = self._space.codes
        if not codes:
            return self._space.least_bad
        if self._may_concede() and self._given < len(codes):
            self._given += 1
            return self._space.outcome(codes[self._given - 1])
        # Which of the old ones is of no account to the strategy: one after another, not at random.
        self._turn += 1
        return self._space.outcome(codes[self._turn % max(1, self._given)])

    def respond(self, offer: Outcome, proposer: str, history: History, t: float) -> Answer:
        """Take what is worth the next outcome it would put forward."""
        self._listen(history)
        gains = self._space.gains
        if not gains:
            return "reject"
        due = self._given if self._may_concede() else self._given - 1
        least = gains[max(0, min(due, len(gains) - 1))]
        return "accept" if self._space.gain(offer) >= least else "reject"

    def _may_concede(self) -> bool:
        return all(self._given <= len(seen) for seen in self._seen.values())

    def _listen(self, history: History) -> None:
        for _, party, outcome in history[self._heard :]:
            if party in self._seen:
                self._seen[party].add(outcome)
        self._heard = len(history)


class TitForTat(Seat):
    """Gives what it got: its aspiration falls by what the others' best offer has risen."""

    def _settle(self) -> None:
        self._first: int | None = None
        self._best = 0
        self._heard = 0

    def propose(self, history: History, t: float) -> Outcome:
        """The outcome closest above the aspiration."""
        self._listen(history)
        return self._space.nearest(self._aspiration())

    def respond(self, offer: Outcome, proposer: str, history: History, t: float) -> Answer:
        """Take what is worth the aspiration."""
        self._listen(history)
        gain = self._space.gain(offer)
        return "accept" if gain > 0 and gain >= self._aspiration() else "reject"

    def _aspiration(self) -> int:
        return max(1, WHOLE - max(0, self._best - (self._first or 0)))

    def _listen(self, history: History) -> None:
        for _, party, outcome in history[self._heard :]:
            if party != self._me:
                gain = self._space.gain(outcome)
                self._first = gain if self._first is None else self._first
                self._best = max(self._best, gain)
        self._heard = len(history)
