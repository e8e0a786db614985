"""A game that is over or underway, cut into steps to be watched.

Guarantees: with a chair's eyes only what that chair heard or ordered is a step, and only its own worth is
shown; with all cards open every order is a step.
"""

from __future__ import annotations

from diplogame.app.narrate import Narrator
from diplogame.app.session import Session
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.terms import ClauseStatus
from diplogame.rules.values import dataclass
from diplogame.rules.view import sees, view_of
from diplogame.tui.wording import capital, describe

_CLOSED = (ClauseStatus.CLOSED, ClauseStatus.AGREED)


@dataclass(frozen=True, slots=True)
class Watched:
    """One step.

    Attributes:
        round: The round it happened in.
        order: Who ordered what, as a sentence; empty for the opening and for what others did unseen.
        cables: (speaker, text, detail) of what was heard.
        text: The chair's text afterwards.
        closed: Clauses closed by then.
        values: (seat, worth of the text to it, its walk-away).
    """

    round: int
    order: str
    cables: tuple[tuple[str, str, str], ...]
    text: Package
    closed: tuple[int, ...]
    values: tuple[tuple[SeatId, int, int], ...]


def watch(session: Session, eyes: SeatId = "") -> tuple[Watched, ...]:
    """Return the steps of a game, as one chair heard it, or with all cards open for no chair."""
    narrator = Narrator(session.pack, session.seed)
    book, say = session.pack.phrasebook, describe(session)
    seats = (eyes,) if eyes else session.pack.conference.seats
    steps: list[Watched] = []
    for entry, state in zip(session.history, session.states(), strict=True):
        cables = []
        for event in entry.events:
            if eyes and not sees(event, eyes):
                continue
            cable = narrator.cable(event, eyes, entry.round)
            if cable is not None:
                speaker = book.name(cable.speaker) if cable.speaker else ""
                cables.append((speaker, cable.text, cable.detail))
        command = entry.command
        mine = command is not None and (not eyes or command.seat == eyes)
        order = ""
        if command is not None and mine:
            order = capital(f"{book.name(command.seat)}: {say.command(command)}")
        if eyes and steps and not cables and not mine:
            continue
        clauses = state.public.clauses
        text = tuple(clause.leading for clause in clauses)
        values = []
        for seat in seats:
            view = view_of(state, seat)
            if view.interests.points:
                values.append((seat, view.interests.utility(text), view.walk_away))
        steps.append(
            Watched(
                state.public.round,
                order,
                tuple(cables),
                text,
                tuple(k for k, clause in enumerate(clauses) if clause.status in _CLOSED),
                tuple(values),
            )
        )
    return tuple(steps)
