"""The command palette: every action of the screen one is on, and every place of the game.

Guarantees: what a key does, the palette does, by calling the same action, and it names that key;
commands that would be refused now are not offered; the mouse reaches it from the line of keys, and
through it whatever has a key.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from rich.cells import cell_len
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from diplogame.rules.values import dataclass
from diplogame.tui import themes
from diplogame.tui.strings import t
from diplogame.tui.widgets.canvas import clip
from diplogame.tui.widgets.keybar import key_name

if TYPE_CHECKING:
    from diplogame.tui.app import DiplogameApp

_PLACES = ("floor", "package", "ledger", "instructions", "threats")

MOVES: Final = frozenset(
    {"move", "page", "edge", "focus_next", "focus_previous", "copy_text", "command_palette"}
)
"""Actions that only move about on a screen, or are the framework's own: nobody looks for them."""

_COMMON: Final = frozenset({"choose", "back", "help", "glossary", "quit", "leave"})
"""Actions of every screen: they stand below those of this one."""

STYLE: Final = """
CommandPalette { align-horizontal: center; }
CommandPalette > Vertical {
    width: 84; max-width: 96%; margin-top: 2; background: $panel; border: none;
    border-left: thick $brass;
}
CommandPalette SearchIcon { display: none; }
CommandPalette #--input { border: none; padding: 1 1 0 1; }
CommandPalette CommandInput, CommandPalette CommandInput:focus {
    border: none; height: 1; padding: 0 1; background: $cursor-idle; color: $ink;
}
CommandPalette CommandList {
    background: $panel; border: none; padding: 1 0; max-height: 70vh; scrollbar-size: 1 1;
    text-wrap: nowrap; text-overflow: ellipsis;
}
CommandPalette CommandList > .option-list--option { color: $ink; text-style: none; padding: 0 2; }
CommandPalette CommandList > .option-list--option-highlighted {
    color: $ink; background: $cursor; text-style: bold;
}
"""
"""What the framework's palette looks like here."""


@dataclass(frozen=True, slots=True)
class Command:
    """A line of the palette: what it is called, the key that does the same, and what it does."""

    name: str
    key: str
    run: Callable[[], Any]


class GameCommands(Provider):
    """Commands of the present screen and of the game."""

    def _commands(self) -> list[Command]:
        app = cast("DiplogameApp", self.app)
        game = app.game
        playing = game is not None and bool(game.seat) and not game.busy
        found: list[Command] = []
        hidden: list[Command] = []
        places: dict[str, str] = {}
        seen: set[str] = set()
        for node, binding, enabled, _tip in self.screen.active_bindings.values():
            action = binding.action.rpartition(".")[2]
            verb = action.partition("(")[0]
            if not enabled or not binding.description or binding.system or action in seen:
                continue
            seen.add(action)
            key = key_name(app.get_key_display(binding))
            if verb in MOVES:
                continue
            if verb == "place" and playing:
                places[action.split("'")[1]] = key
                continue
            run = partial(app.run_action, binding.action, node)
            first = binding.show and verb not in _COMMON
            (found if first else hidden).append(Command(binding.description, key, run))
        if game is not None and playing:
            found.insert(0, Command(t("palette.duty"), "", app.do_duty))
            for name in _PLACES:
                key = places.pop(name, "")
                found.append(Command(t(f"{name}.title"), key, partial(app.open, name)))
            if not game.leagues:
                places.pop("coalitions", None)
            if not game.mediated:
                places.pop("mediation", None)
            for name, key in places.items():
                found.append(Command(t(f"{name}.title"), key, partial(app.open, name)))
            for seat in game.session.humans if game.shared else ():
                if seat != game.seat:
                    label = t("palette.hand-over", name=game.name(seat))
                    found.append(Command(label, "", partial(app.hand_over, seat)))
        found += hidden
        for name in themes.NAMES:
            label = t("palette.theme", name=t(f"settings.theme.{name}"))
            found.append(Command(label, "", partial(setattr, app, "theme", name)))
        return found

    def _line(self, name: Content, key: str) -> Content:
        """Return a line with the key at its right end."""
        width = min(84, self.screen.size.width * 96 // 100) - 7
        key = clip(key, 10)
        room = max(8, width - cell_len(key) - 1)
        said = name.truncate(room, ellipsis=True)
        return Content.assemble(
            said, " " * (width - said.cell_length - cell_len(key)), (key, "$brass")
        )

    async def discover(self) -> Hits:
        """Offer everything before anything is typed."""
        for one in self._commands():
            yield DiscoveryHit(self._line(Content(one.name), one.key), one.run, one.name)

    async def search(self, query: str) -> AsyncIterator[Hit]:
        """Offer what matches."""
        matcher = self.matcher(query)
        for one in self._commands():
            score = matcher.match(one.name)
            if score > 0:
                shown = self._line(matcher.highlight(one.name), one.key)
                yield Hit(score, shown, one.run, one.name)
