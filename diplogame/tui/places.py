"""The stack of screens: going to a place, back to it, and throwing away what belongs to a game.

Guarantees: the default screen is empty and is never switched away from; a screen is made once and kept
until the game that it belongs to is left, and then nothing of it remains.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.screen import Screen

from diplogame.tui import route
from diplogame.tui.backdrop import Backdrop

if TYPE_CHECKING:
    # The title must paint before rules, minds and packs are loaded: they come with the first game.
    from diplogame.tui.base import GameScreen


class PlacesApp(App[None]):
    """An application that goes from place to place."""

    def __init__(self) -> None:
        super().__init__()
        self._screens: dict[str, Screen[Any]] = {}

    def get_default_screen(self) -> Screen[None]:
        """Return the empty screen below all others."""
        return Backdrop()

    def _wait_for(self, text: str) -> None:
        """Say what is waited for where no place is shown yet; nothing elsewhere."""
        if isinstance(self.screen, Backdrop):
            self.screen.tell(text)

    def _inside(self) -> GameScreen | None:
        """Return the screen on top, if it belongs to a game."""
        from diplogame.tui.base import GameScreen

        screen = self.screen
        return screen if isinstance(screen, GameScreen) else None

    async def open(self, name: str, **about: Any) -> None:
        """Go to a place: back to it when it lies below, else on top of what is shown.

        `about` is handed to the screen's `prepare`.
        """
        screen = self._screens.get(name)
        if screen is None:
            screen = self._screens[name] = route.build(name)
            self.install_screen(screen, name)
        prepare = getattr(screen, "prepare", None)
        if prepare is not None:
            prepare(**about)
        if screen in self.screen_stack:
            while self.screen is not screen:
                await self._pop()
            return
        await self.push_screen(screen)

    async def go(self, name: str, **about: Any) -> None:
        """Go to a place of the game with nothing but the floor below it."""
        wanted = self._screens.get(name)
        if wanted is not None and wanted is self.screen and not about:
            return
        if route.FLOOR not in self._screens or self._screens[route.FLOOR] not in self.screen_stack:
            await self.clear_screens()
        with self.batch_update():
            await self.open(route.FLOOR)
            if name != route.FLOOR:
                await self.open(name, **about)

    async def clear_screens(self) -> None:
        """Throw away every screen that belongs to a game."""
        while len(self.screen_stack) > 1:
            await self._pop()
        for name in [n for n in self._screens if route.PLACES[n].inside]:
            screen = self._screens.pop(name)
            self.uninstall_screen(name)
            await asyncio.shield(asyncio.ensure_future(self._remove(screen)))

    async def _pop(self) -> None:
        """Leave the screen on top, whatever becomes of the caller.

        The framework waits for the same leave-taking itself; were it cancelled with the caller, the
        whole application would end.
        """

        async def pop() -> None:
            await self.pop_screen()

        await asyncio.shield(asyncio.ensure_future(pop()))

    @staticmethod
    async def _remove(screen: Screen[Any]) -> None:
        await screen.remove()

    def show_help(self, page: str) -> None:
        """Explain a screen."""
        from diplogame.tui.help import HelpScreen

        self.push_screen(HelpScreen(page))

    def show_glossary(self, term: str = "") -> None:
        """Explain the terms, one of them first if it is named."""
        from diplogame.tui.glossary import GlossaryScreen

        self.push_screen(GlossaryScreen(term))
