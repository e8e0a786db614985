"""The full-screen interface.

Guarantees: importing the package imports no screen; `run` is the one way in for the command line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diplogame.app.session import Session


def run(
    session: Session | None = None,
    *,
    opener: Callable[[Callable[[int, int], None]], Session] | None = None,
    pins: Mapping[str, str] | None = None,
    theme: str | None = None,
    hints: bool = True,
    animation: bool = True,
    start: str = "title",
    about: Mapping[str, Any] | None = None,
    fresh: bool = False,
) -> int:
    """Run the full-screen game and return the exit code.

    Args:
        session: A game to start in; None opens `start`.
        opener: Takes a game up instead, in a thread, and tells what it is called with how many steps
            of how many are done; the terminal shows that meanwhile. What it raises is raised here,
            when the terminal is as it was.
        pins: PINs by seat, for seats that have one.
        theme: Name of a theme, or None for the default.
        hints: Whether coaching hints are shown.
        animation: Whether anything may move.
        start: The first place when no game is given; Escape goes from there to the title.
        about: What the first place is about, handed to its `prepare`.
        fresh: Whether `session` is a new game, which opens with the instructions.
    """
    from diplogame.tui.app import DiplogameApp

    if opener is not None:
        app = DiplogameApp.for_opening(opener, theme=theme, hints=hints, animation=animation)
    elif session is None:
        app = DiplogameApp(theme=theme, hints=hints, animation=animation, start=start, about=about)
    else:
        app = DiplogameApp.for_session(
            session, pins=pins, theme=theme, hints=hints, animation=animation, fresh=fresh
        )
    try:
        app.run()
    finally:
        if opener is not None and app.game is not None:
            app.game.session.close()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0
