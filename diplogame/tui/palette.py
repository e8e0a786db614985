"""The command palette: every action of the screen one is on, and every place of the game.

Guarantees: what a key does, the palette does, by calling the same action; commands that would be
refused now are not offered.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from diplogame.tui import themes
from diplogame.tui.strings import t

if TYPE_CHECKING:
    from diplogame.tui.app import DiplogameApp

_PLACES = ("floor", "package", "ledger", "instructions", "threats")


class GameCommands(Provider):
    """Commands of the present screen and of the game."""

    def _commands(self) -> list[tuple[str, str, Callable[[], Any]]]:
        found: list[tuple[str, str, Callable[[], Any]]] = []
        seen: set[str] = set()
        for node, binding, enabled, _tip in self.screen.active_bindings.values():
            if not enabled or not binding.description or binding.action in seen:
                continue
            seen.add(binding.action)
            found.append(
                (
                    binding.description,
                    t("palette.key", key=self.app.get_key_display(binding)),
                    partial(self.app.run_action, binding.action, node),
                )
            )
        app = cast("DiplogameApp", self.app)
        game = app.game
        if game is not None and game.seat and not game.busy:
            found.append((t("palette.duty"), t("palette.duty.about"), app.do_duty))
            for name in _PLACES:
                found.append((t(f"{name}.title"), t("palette.place"), partial(app.open, name)))
            for seat in game.session.humans if game.shared else ():
                if seat != game.seat:
                    label = t("palette.hand-over", name=game.name(seat))
                    about = t("palette.hand-over.about")
                    found.append((label, about, partial(app.hand_over, seat)))
        for name in themes.NAMES:
            label = t("palette.theme", name=name)
            found.append((label, t("palette.theme.about"), partial(setattr, app, "theme", name)))
        return found

    async def discover(self) -> Hits:
        """Offer everything before anything is typed."""
        for name, about, run in self._commands():
            yield DiscoveryHit(name, run, help=about)

    async def search(self, query: str) -> AsyncIterator[Hit]:
        """Offer what matches."""
        matcher = self.matcher(query)
        for name, about, run in self._commands():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), run, help=about)
