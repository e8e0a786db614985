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
            if any(
                t.by == giver and t.issue == issue and (entry.id, k) not in self.memory.done
                for k, t in enumerate(entry.bargain.terms)
            )
            for party in entry.parties
            if party != giver
        ]
        return sorted(set(found))

    def owes(self, giver: SeatId, holder: SeatId) -> bool:
        """Whether one delegation's word to another is still to be kept, as far as the listener heard."""
        return any(
            t.by == giver and (entry.id, k) not in self.memory.done
            for entry in self.memory.understandings.values()
            if holder in entry.parties
            for k, t in enumerate(entry.bargain.terms)
        )

    def says(self, speaker: SeatId, key: str) -> bool:
        """Whether a delegation has lines of its own of that key; the common ones do not count."""
        return bool(self.book.own(speaker, key))

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

    def one_of(self, choices: Sequence[str], *turn: int | str) -> str:
        """One of several plain phrasings, the same for everybody who hears of the occasion."""
        return choices[pick(self.seed, "phrase", self.round, *turn, n=len(choices))]

    def in_turn(self, choices: Sequence[str], *who: str) -> str:
        """One of several plain phrasings that are gone through round by round between the same."""
        return choices[(pick(self.seed, "turn", *who, n=len(choices)) + self.round) % len(choices)]

    def cable(
        self,
        kind: str,
        speaker: SeatId,
        text: str,
        detail: str = "",
        about: Sequence[SeatId] = (),
        *,
        told: bool = False,
    ) -> Cable:
        """A cable of this moment; a detail that would only say the text again is left out.

        Where there was no line to speak, the text is the detail or is `told`: nobody's own words.
        """
        if text.startswith(detail.removesuffix(".")):
            detail = text if detail == text else ""  # the line has said all of it already
        told = told or detail == text
        return Cable(
            self.round,
            self.memory.slot,
            kind,
            speaker,
            text,
            "" if detail == text else detail,
            tuple(a for a in about if a),
            told=told,
        )
