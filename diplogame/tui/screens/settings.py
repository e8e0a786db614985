"""Settings: what the game looks like and how much it says; each change counts at once and is kept.

Guarantees: nothing here changes the rules or the dice of a game that is being played.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from diplogame.app import paths, settings
from diplogame.tui import themes
from diplogame.tui.frames import OuterScreen
from diplogame.tui.kept import keep
from diplogame.tui.parts import Item, Menu, Page, prose, title
from diplogame.tui.strings import t
from diplogame.tui.widgets.bands import band_bar
from diplogame.tui.widgets.marks import ENGLISH, Stance

_CHOICES: dict[str, tuple[Any, ...]] = {
    "theme": themes.NAMES,
    "animation": ("full", "little", "none"),
    "roll_call": (True, False),
    "hints": (True, False),
    "confirm": (True, False),
    "difficulty": ("novice", "envoy", "ambassador"),
}


class SettingsScreen(OuterScreen):
    """What one has chosen."""

    place: ClassVar[str] = "settings"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "turn(1)", "Next", key_display="→"),
        Binding("left,h", "turn(-1)", "Previous", key_display="←"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._settings = settings.Settings()
        self._note = ""

    def body(self) -> Iterable[Widget]:
        """Lines on the left, what they do on the right."""
        yield Horizontal(Menu(id="menu"), Page(id="page"), classes="pair")

    def fill(self) -> None:
        """Read what is kept."""
        self._settings, self._note = settings.load()
        self._list()
        menu = self.query_one("#menu", Menu)
        menu.focus()
        self._explain(menu.key())
        if self._note:
            self.say(self._note)

    def _word(self, name: str, value: object) -> str:
        match name:
            case "theme":
                return t(f"settings.theme.{value}")
            case "animation":
                return t(f"settings.animation.{value}")
            case "difficulty":
                return t(f"difficulty.{value}")
            case "roll_call":
                return t("settings.roll_call.on" if value else "settings.roll_call.off")
            case _:
                return t("settings.on" if value else "settings.off")

    def _list(self) -> None:
        items = [
            Item(name, t(f"settings.{name}"), note=f"‹ {self._word(name, self._value(name))} ›")
            for name in _CHOICES
        ]
        self.query_one("#menu", Menu).show(items)

    def _value(self, name: str) -> object:
        if name == "theme":
            return self.app.theme if self.app.theme in themes.NAMES else self._settings.theme
        return getattr(self._settings, name)

    # What is said ----------------------------------------------------------------------------

    def on_menu_highlighted(self, event: Menu.Highlighted) -> None:
        """Explain the line under the cursor."""
        event.stop()
        self._explain(event.key)

    def _explain(self, name: str) -> None:
        self.query_one("#page", Page).show(lambda width: self._about(name, width))

    def _about(self, name: str, width: int) -> Sequence[Content]:
        if not name:
            return ()
        lines = [*title(t(f"settings.{name}"), width), *prose(t(f"settings.{name}.about"), width)]
        lines.append(Content(""))
        here = self._value(name)
        for value in _CHOICES[name]:
            sign = "●" if value == here else "○"
            tone = "bold $brass" if value == here else "$ink"
            lines.append(Content.assemble((f"{sign} ", tone), (self._word(name, value), tone)))
        if name == "theme":
            lines += [Content(""), *swatch(width)]
        lines += [
            Content(""),
            *prose(t("settings.file", path=str(paths.settings_file())), width, "$faint"),
        ]
        return lines

    # What is done ----------------------------------------------------------------------------

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Take the next value."""
        event.stop()
        self.action_turn(1)

    def action_turn(self, step: int) -> None:
        """Take the next or the previous value of the line under the cursor."""
        name = self.query_one("#menu", Menu).key()
        if name not in _CHOICES:
            return
        order = _CHOICES[name]
        value = order[(order.index(self._value(name)) + step) % len(order)]
        self._settings = replace(self._settings, **{name: value})
        apply(self.host, self._settings)
        wrong = settings.save(self._settings)
        self._list()
        self._explain(name)
        if wrong:
            self.say(wrong)
        else:
            self.say(t("settings.saved"), "$good", "●")


def apply(app: Any, kept: settings.Settings) -> None:
    """Let settings count for the running program."""
    app.theme = themes.choose(kept.theme, app.no_color)
    app.animation_level = {"full": "full", "little": "basic", "none": "none"}[kept.animation]
    app.hints = kept.hints
    keep(app, kept)
    if app.game is not None:
        app.game.hints = kept.hints


def swatch(width: int) -> list[Content]:
    """Return a sample of the colours, so that a theme can be judged where it is chosen."""
    stances = [
        Content.assemble((f"{s.sign} ", f"bold {s.tone}"), (ENGLISH.stance(s) + "   ", s.tone))
        for s in Stance
        if s is not Stance.UNKNOWN
    ]
    return [
        Content("").join(stances).truncate(width),
        Content.assemble(
            band_bar(35, 70, min(30, width - 12), (0, 100), 52), (" 35–70 %", "bold $ink")
        ),
        Content.assemble(
            ("+420", "bold $good"), ("  −180  ", "bold $bad"), ("▽ ", "$poor"), ("text", "$muted")
        ),
    ]
