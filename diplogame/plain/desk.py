"""Where a delegation's order is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from diplogame.plain.names import Names, OrderError
from diplogame.rules import commands as cmd
from diplogame.rules.duties import Legal
from diplogame.rules.ids import SeatId
from diplogame.rules.view import SeatView


class Desk:
    """Where a delegation's order is written: its view, what is legal, and the names of things."""

    def __init__(self, view: SeatView, now: Legal, names: Names) -> None:
        self.view = view
        self.now = now
        self.names = names
        self.seat = view.seat

    @property
    def meeting(self) -> str:
        """Id of the meeting we sit in, or empty."""
        meeting = self.view.meeting
        return meeting.id if meeting is not None else ""

    @property
    def others(self) -> tuple[SeatId, ...]:
        """The other parties of the meeting."""
        meeting = self.view.meeting
        parties = meeting.parties if meeting is not None else ()
        return tuple(p for p in parties if p != self.seat)

    def issue_id(self, tokens: list[str]) -> str:
        """Id of the clause that some words name."""
        return self.view.table.issues[self.names.issue(" ".join(tokens))].id


Parser: TypeAlias = Callable[[Desk, list[str]], cmd.Command]
"""Reads the words after a verb."""


def bare(order: Callable[[Desk], cmd.Command]) -> Parser:
    """An order that takes nothing more; more words mean that something else was meant."""

    def parse_bare(desk: Desk, rest: list[str]) -> cmd.Command:
        if rest:
            raise OrderError(f"That order takes nothing more; '{rest[0][:40]}' was not understood.")
        return order(desk)

    return parse_bare
