"""Games for the tests of the screens: sessions of the shipped packs, and waiting for a screen."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from diplogame.app.session import Session
from diplogame.packs.loader import LoadedPack, load_pack
from diplogame.tui import base  # noqa: F401 - what is read here may need its sentences
from diplogame.tui.app import DiplogameApp
from tests.tui.shots import until

CONTENT = Path(__file__).resolve().parents[2] / "content"


@lru_cache
def pack(name: str = "first-steps") -> LoadedPack:
    """Return a shipped pack."""
    return load_pack(CONTENT / name)


def session(*humans: str, name: str = "first-steps", seed: int = 7) -> Session:
    """Return a new game in memory."""
    return Session.new(pack(name), humans or ("harrow",), seed)


def app_for(*humans: str, name: str = "first-steps", seed: int = 7, **given: Any) -> DiplogameApp:
    """Return the application in a new game."""
    return DiplogameApp.for_session(session(*humans, name=name, seed=seed), **given)


def where(app: DiplogameApp) -> str:
    """Return the class name of the screen on top."""
    return type(app.screen).__name__


async def at(pilot: Pilot[Any], app: DiplogameApp, *names: str, seconds: float = 30.0) -> str:
    """Wait until one of the screens is on top and nobody is thinking; return which."""

    def there() -> bool:
        game = app.game
        return where(app) in names and (game is None or not game.busy) and app.screen.is_mounted

    await until(pilot, there, seconds)
    return where(app)


async def press(pilot: Pilot[Any], app: DiplogameApp, *keys: str) -> None:
    """Press keys, waiting after each until nobody is thinking."""
    for key in keys:
        await pilot.press(key)
        await until(pilot, lambda: app.game is None or not app.game.busy, 60)
        await pilot.pause()


def text_of(app: DiplogameApp) -> str:
    """Return what stands on the screen, as lines of text."""
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in lines)
