"""A game as a transcript: while minds play it, or from a save, from one seat's eyes or all cards open.

Guarantees: writes lines only; a seat's transcript holds nothing that the seat did not learn.
"""

from __future__ import annotations

from typing import TextIO

from diplogame.app.debrief.case import Case
from diplogame.app.debrief.value import stories_at
from diplogame.app.narrate import Cable, Narrator, Wire, words
from diplogame.app.session import Entry, Session
from diplogame.plain.lines import cable_lines, heading, wrapped, write
from diplogame.rules.events import RoundOpened, UnderstandingLearnt, UnderstandingReached
from diplogame.rules.ids import SeatId
from diplogame.rules.view import sees

_LATER = {1: "One year later", 5: "Five years later", 10: "Ten years later"}


class Transcript:
    """Writes a game's cables as they come.

    Args:
        session: The game.
        seat: Whose eyes; "" for all cards open.
        out: Where to.
    """

    def __init__(self, session: Session, seat: SeatId, out: TextIO) -> None:
        self.session = session
        self.seat = seat
        self.out = out
        self.wire = Wire(Narrator(session.pack, session.seed), seat)
        self._read = 0
        self._round = 0
        self._reached: dict[str, tuple[UnderstandingReached, int]] = {}

    def catch_up(self, until: int | None = None) -> None:
        """Write what has happened since the last call, up to the end of a round if given."""
        history = self.session.history
        while self._read < len(history):
            entry = history[self._read]
            if until is not None and entry.round > until:
                return
            self._read += 1
            self._entry(entry, until)

    def _entry(self, entry: Entry, until: int | None) -> None:
        pairs = []
        for event in entry.events:
            # The order that ends a round opens the next; what it opens is for later.
            if until is not None and isinstance(event, RoundOpened) and event.round > until:
                break
            if isinstance(event, UnderstandingReached):
                self._reached[event.id] = (event, entry.round)
            if not self.seat or sees(event, self.seat):
                pairs.append((entry.round, event))
                if isinstance(event, UnderstandingLearnt) and event.id in self._reached:
                    # Whoever learns of an understanding learns its terms.
                    self.wire.narrator.memory(self.seat).learn(*self._reached[event.id])
        for cable in self.wire.extend(pairs):
            number = self._number(cable)
            if number != self._round:
                self._round = number
                write(self.out, heading(f"Round {number}"))
            write(self.out, cable_lines(cable, self.session.pack.phrasebook))

    def _number(self, cable: Cable) -> int:
        return max(cable.round, self._round)


def outcome_lines(session: Session) -> list[str]:
    """How a finished game ended: outcome, text, ratification, scores, and the years after."""
    public = session.state.public
    book = session.pack.phrasebook
    if public.outcome is None:
        return [f"The game stands in round {public.round}, at {words.STAGES[public.stage]}."]
    lines = heading(f"Outcome: {words.OUTCOMES[public.outcome]}, in round {public.round}")
    if public.package:
        for issue, option in enumerate(public.package):
            lines.append(f"{book.issue(issue)}: {book.option(issue, option)}")
    refused = [book.name(s) for s, yes in public.ratified.items() if not yes]
    if refused:
        lines.append(f"Not ratified by: {', '.join(refused)}")
    for seat, score in public.scores.items():
        lines.append(f"Score of {book.name(seat)}: {score}")
    case = Case(session)
    for years, when in _LATER.items():
        stories = stories_at(case, years)
        if stories:
            lines += heading(when)
        for number, story in enumerate(stories):
            lines += [*([""] if number else []), *wrapped(story)]
    return lines
