"""One event as one delegation hears it: the tools that the tellers share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from diplogame.app.narrate.cable import Cable, Memory
from diplogame.app.narrate.describe import Describe
from diplogame.packs.phrasebook import Phrasebook
from diplogame.packs.texts import pick
from diplogame.rules.conference import Conference, Kind
from diplogame.rules.ids import SeatId

THE_TEXT = "the text"
"""What a line says for an issue when nobody knows which, or when it is all of them."""


class Occasion:
    """What a teller is given: who hears, when, and the words.

    Attributes:
        seat: Whose ears; "" hears everything (all cards open).
        round: The round.
        words: Descriptions of terms, motions, threats.
        memory: What earlier events said.
    """

    def __init__(
        self,
        book: Phrasebook,
        conference: Conference,
        words: Describe,
        memory: Memory,
        seat: SeatId,
        round_: int,
        seed: int,
    ) -> None:
        self.book = book
        self.conference = conference
        self.words = words
        self.memory = memory
        self.seat = seat
        self.round = round_
        self.seed = seed

    @property
    def chair(self) -> SeatId:
        """The chair's id, or "" in a pack without one."""
        found = (d.id for d in self.conference.delegations if d.kind is Kind.CHAIR)
        return next(found, "")

    def name(self, seat: SeatId) -> str:
        """A delegation's name."""
        return self.words.name(seat)

    def names(self, seats: Sequence[SeatId]) -> str:
        """Several delegations' names."""
        from diplogame.app.narrate.words import join

        return join(self.name(s) for s in seats)

    def holders(self, giver: SeatId, issue: int) -> list[SeatId]:
        """Who holds a delegation's word on a clause, as far as the listener heard of it."""
        found = [
            party
            for entry in self.memory.understandings.values()
            if any(t.by == giver and t.issue == issue for t in entry.bargain.terms)
            for party in entry.parties
            if party != giver
        ]
        return sorted(set(found))

    def say(self, speaker: SeatId, key: str, *turn: int | str, **params: Any) -> str:
        """A line of the phrasebook; "" when the pack has none of that key."""
        if "issue" in params and (params["issue"] == "" or params["issue"] == -1):
            params["issue"] = THE_TEXT
        params.setdefault("other", "")
        occasion = (self.seed, self.round, key, *turn)
        return self.book.line(speaker, key, turn=occasion, **params)

    def one_in(self, number: int, *turn: int | str) -> bool:
        """True for one occasion in so many: where colour on every line would be too much."""
        return pick(self.seed, "colour", self.round, *turn, n=number) == 0

    def cable(
        self,
        kind: str,
        speaker: SeatId,
        text: str,
        detail: str = "",
        about: Sequence[SeatId] = (),
    ) -> Cable:
        """A cable of this moment."""
        return Cable(
            self.round, self.memory.slot, kind, speaker, text, detail, tuple(a for a in about if a)
        )
