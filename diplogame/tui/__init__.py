"""The full-screen interface.

Guarantees: importing the package imports no screen; `run` is the one way in for the command line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diplogame.app.session import Session


def run(
    session: Session | None = None,
    *,
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
        pins: PINs by seat, for seats that have one.
        theme: Name of a theme, or None for the default.
        hints: Whether coaching hints are shown.
        animation: Whether anything may move.
        start: The first place when no game is given; Escape goes from there to the title.
        about: What the first place is about, handed to its `prepare`.
        fresh: Whether `session` is a new game, which opens with the instructions.
    """
    from diplogame.tui.app import DiplogameApp

    if session is None:
        app = DiplogameApp(theme=theme, hints=hints, animation=animation, start=start, about=about)
    else:
        app = DiplogameApp.for_session(
            session, pins=pins, theme=theme, hints=hints, animation=animation, fresh=fresh
        )
    app.run()
    return app.return_code or 0
