"""Games played on by their staff until somebody has something particular to do.

The same game is played once: whoever wants a later moment of it goes on from where others have been.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from diplogame.app.saved import Entry
from diplogame.app.session import Session
from diplogame.rules.decide import Accepted
from diplogame.rules.state import State


@dataclass
class _Course:
    """A game as its staff play it: the state at every moment when a person is awaited, and how it came.

    States and history entries never change, so that every test can be given the same ones.
    """

    moments: list[tuple[State, int]] = field(default_factory=list)
    history: list[Entry] = field(default_factory=list)


_COURSES: dict[tuple[object, ...], _Course] = {}


def _course(session: Session) -> _Course:
    """Return what is known of the course of a game; nothing for one that is saved or has begun."""
    if len(session.history) > 1 or session.save_path is not None:
        return _Course()
    pack = session.pack
    key = (pack.rules_hash, session.humans, session.seed, session.difficulty)
    return _COURSES.setdefault(key, _Course())


def _play(session: Session, there: Callable[[], bool]) -> bool:
    """Let the staff play for the people until something is so; False when it never is."""
    course = _course(session)
    at = 0
    while True:
        if at < len(course.moments):
            session.state, count = course.moments[at]
            session.history = course.history[:count]
            session._views = {}
        else:
            session.run_minds()
            course.moments.append((session.state, len(session.history)))
            course.history = list(session.history)
        at += 1
        if there():
            return True
        awaited = session.awaited()
        if session.over or not awaited:
            return False
        if at == len(course.moments):
            assert isinstance(session.submit(session.advise(awaited[0])), Accepted)


def reach(
    session: Session,
    seat: str,
    duty: str,
    when: Callable[[Session], bool] | None = None,
) -> Session:
    """Play on until `duty` falls to `seat` (and `when` holds); fail if it never does."""

    def there() -> bool:
        awaited = session.awaited()
        if not awaited or awaited[0] != seat or session.duty(seat) != duty:
            return False
        return when is None or when(session)

    assert _play(session, there), f"{duty} never fell to {seat}"
    return session


def finish(session: Session) -> Session:
    """Play a game to its end."""
    assert _play(session, lambda: session.over)
    return session
