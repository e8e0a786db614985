"""Games played on by their staff until somebody has something particular to do."""

from __future__ import annotations

from collections.abc import Callable

from diplogame.app.session import Session
from diplogame.rules.decide import Accepted


def _advance(session: Session) -> bool:
    """Let the staff give the next order for a person; False when the game is over."""
    session.run_minds()
    awaited = session.awaited()
    if session.over or not awaited:
        return False
    assert isinstance(session.submit(session.advise(awaited[0])), Accepted)
    return True


def reach(
    session: Session,
    seat: str,
    duty: str,
    when: Callable[[Session], bool] | None = None,
) -> Session:
    """Play on until `duty` falls to `seat` (and `when` holds); fail if it never does."""
    while True:
        session.run_minds()
        awaited = session.awaited()
        if awaited and awaited[0] == seat and session.duty(seat) == duty:
            if when is None or when(session):
                return session
        assert _advance(session), f"{duty} never fell to {seat}"


def finish(session: Session) -> Session:
    """Play a game to its end."""
    while _advance(session):
        pass
    assert session.over
    return session
