"""What the hall's screens share: votes taken are read out before anything may be done.

Guarantees: a vote that was not read yet holds the player on the screen; after the last one the game goes
on by itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import Vertical
from textual.widget import Widget

from diplogame.tui.base import shown
from diplogame.tui.frames import Deciding
from diplogame.tui.kept import kept
from diplogame.tui.rollcalls import Reading, call_of, mark_read, unread
from diplogame.tui.strings import t


class HallScreen(Deciding):
    """A place of the hall: the roll-call in front, the choices behind it."""

    def __init__(self) -> None:
        super().__init__()
        self._read = ""

    def body(self) -> Iterable[Widget]:
        """Lay the roll-call and the desk."""
        yield Reading(id="reading")
        yield Vertical(*super().body(), id="desk")

    def now(self) -> str:
        """Say what is being read out, or what may be done."""
        if self.host.game is not None and self.game.seat and self.holds():
            return t("vote.reading")
        return super().now()

    def holds(self) -> bool:
        """Votes that were not read yet hold the player here."""
        return bool(unread(self.game))

    def refresh_view(self) -> None:
        """Read out what was voted on, then show what may be done."""
        reading = self.query_one("#reading", Reading)
        votes = unread(self.game)
        shown(reading, bool(votes))
        shown(self.query_one("#desk"), not votes)
        if votes:
            key = f"{len(self.game.view.public.votes) - len(votes)}"
            if self._read != key:
                self._read = key
                at_once = not kept(self.host).roll_call
                reading.read_out(call_of(self.game, votes[0]), at_once=at_once)
            reading.focus()
            return
        super().refresh_view()

    def on_reading_done(self, event: Reading.Done) -> None:
        """Go on after a vote was read."""
        mark_read(self.game)
        if unread(self.game):
            self.refresh_view()
        else:
            self._seen = None
            self.host.advance()
            self.refresh_view()
