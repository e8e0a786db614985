"""Sheets of paper laid over the screen: help, a text to read, a question to answer.

Guarantees: every sheet goes away with Escape, `q` or a click on its last line; texts from packs and
players are shown without markup; a question's safe answer is the one that has the cursor.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from diplogame.tui.parts import Builder, Item, Menu, Page, prose, title
from diplogame.tui.strings import has, t
from diplogame.tui.widgets.canvas import clip, fit
from diplogame.tui.widgets.keybar import key_name


class Sheet(ModalScreen[Any]):
    """A sheet with a title and a page of text."""

    DEFAULT_CSS = """
    Sheet { align: center middle; background: $background 60%; }
    Sheet:ansi { background: ansi_default; }
    Sheet > Vertical {
        width: 84; max-width: 94%; height: 80%; max-height: 94%;
        background: $panel; color: $ink; padding: 1 2;
        border-left: thick $brass;
    }
    Sheet Page { height: 1fr; background: $panel; }
    Sheet .sheet-title { height: 1; text-style: bold; color: $brass; margin-bottom: 1; }
    Sheet .sheet-keys { height: 1; color: $muted; margin-top: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Close", key_display="Esc"),
    ]

    def __init__(self, heading: str, build: Builder | None = None) -> None:
        super().__init__()
        self._heading = heading
        self._build = build

    def compose(self) -> ComposeResult:
        """Lay the sheet."""
        with Vertical():
            yield Static(Content(clip(self._heading, 80)), classes="sheet-title")
            yield Page(self._build)
            yield Static(Content(t("sheet.keys")), classes="sheet-keys")

    def on_mount(self) -> None:
        """Let the arrows scroll the page."""
        self.query_one(Page).focus()

    def on_click(self, event: Any) -> None:
        """A click on the last line, or beside the sheet, puts it away."""
        under = self.get_widget_at(event.screen_x, event.screen_y)[0]
        if under is self or under.has_class("sheet-keys"):
            self.dismiss(None)

    def action_close(self) -> None:
        """Put the sheet away."""
        self.dismiss(None)


_FRAMEWORK: Final = frozenset({"focus_previous", "copy_text", "help_quit"})
"""Actions the framework gives every screen, which nobody looks for in the help."""

_RENAMED: Final = {"command_palette": "keys.all", "focus_next": "keys.next"}
"""The framework's own keys that one may want, by what they are called here."""


class HelpScreen(Sheet):
    """What one can do on a screen, and with which keys."""

    def __init__(self, page: str) -> None:
        name = t(f"{page}.title") if has(f"{page}.title") else t("help.game")
        super().__init__(t("help.title", name=name))
        self._page = page
        self._keys: list[tuple[str, str]] = []

    def on_mount(self) -> None:
        """Read the keys of the screen below."""
        below = self.app.screen_stack[-2]
        seen: set[str] = set()
        for _node, binding, _enabled, _tip in below.active_bindings.values():
            verb = binding.action.rpartition(".")[2]
            if not binding.description or binding.action in seen or verb in _FRAMEWORK:
                continue
            seen.add(binding.action)
            key = key_name(self.app.get_key_display(binding))
            name = t(_RENAMED[verb]) if verb in _RENAMED else binding.description
            self._keys.append((key, name))
        self.query_one(Page).show(self._lines)
        super().on_mount()

    def _lines(self, width: int) -> Sequence[Content]:
        key = f"help.{self._page}" if has(f"help.{self._page}") else "help.default"
        lines = [*prose(t(key), width), Content(""), *title(t("help.keys"), width)]
        half = max(20, (width - 2) // 2)
        cells = [
            Content.assemble((fit(key, 10), "bold $brass"), (fit(name, half - 11), "$ink"))
            for key, name in self._keys
        ]
        rows = (len(cells) + 1) // 2
        for index in range(rows):
            pair = [cells[index], *cells[index + rows : index + rows + 1]]
            lines.append(Content("  ").join(pair))
        return [*lines, Content(""), *prose(t("help.always"), width, "$muted")]


class Question(ModalScreen[bool]):
    """A question with a safe answer and a grave one."""

    DEFAULT_CSS = """
    Question { align: center middle; background: $background 60%; }
    Question:ansi { background: ansi_default; }
    Question > Vertical {
        width: 64; max-width: 94%; height: auto; background: $panel; padding: 1 2;
        border-left: thick $brass;
    }
    Question .sheet-title { height: auto; text-style: bold; color: $brass; margin-bottom: 1; }
    Question .sheet-text { height: auto; margin-bottom: 1; color: $ink; }
    Question Menu { background: $panel; height: 2; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "answer(False)", "No", key_display="Esc"),
        Binding("y", "answer(True)", "Yes"),
    ]

    def __init__(self, heading: str, text: str, yes: str, no: str = "") -> None:
        """Take what is asked and what the two answers are called."""
        super().__init__()
        self._heading, self._text, self._yes, self._no = heading, text, yes, no

    def compose(self) -> ComposeResult:
        """Lay the question."""
        with Vertical():
            yield Static(Content(self._heading), classes="sheet-title")
            yield Static(Content(self._text), classes="sheet-text")
            yield Menu([Item("no", self._no or t("question.no")), Item("yes", self._yes)])

    def on_mount(self) -> None:
        """The safe answer has the cursor."""
        self.query_one(Menu).focus()

    def on_click(self, event: Any) -> None:
        """A click beside the sheet is a no."""
        if self.get_widget_at(event.screen_x, event.screen_y)[0] is self:
            self.dismiss(False)

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Answer."""
        event.stop()
        self.dismiss(event.key == "yes")

    def action_answer(self, yes: bool) -> None:
        """Answer."""
        self.dismiss(yes)


class Picker(ModalScreen[str]):
    """A list to pick one thing from: by cursor, by number, or with the mouse."""

    DEFAULT_CSS = """
    Picker { align: center middle; background: $background 60%; }
    Picker:ansi { background: ansi_default; }
    Picker > Vertical {
        width: 84; max-width: 96%; height: auto; max-height: 90%; background: $panel;
        padding: 1 2; border-left: thick $brass;
    }
    Picker .sheet-title { height: auto; text-style: bold; color: $brass; margin-bottom: 1; }
    Picker Menu { background: $panel; height: auto; max-height: 24; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Close", key_display="Esc"),
        *(Binding(str(n), f"pick({n})", show=False) for n in range(1, 10)),
    ]

    def __init__(self, heading: str, items: Sequence[Item], at: str = "", feet: int = 2) -> None:
        """Take the items; numbers go to those with a key, in order; `at` has the cursor first."""
        super().__init__()
        self._heading, self._feet, self._at = heading, feet, at
        self._keys = [item.key for item in items if item.key]
        self._items = numbered(items)

    def compose(self) -> ComposeResult:
        """Lay the list."""
        with Vertical():
            yield Static(Content(self._heading), classes="sheet-title")
            yield Menu(self._items, feet=self._feet)

    def on_mount(self) -> None:
        """Give the list the focus."""
        menu = self.query_one(Menu)
        menu.focus()
        if self._at:
            menu.go(self._at)

    def on_resize(self) -> None:
        """Keep the whole list on the sheet: it scrolls, and what is said about a line stays in sight."""
        sheet = self.size.height * 9 // 10
        heading = self.query_one(".sheet-title", Static).size.height or 1
        self.query_one(Menu).styles.max_height = max(4, min(24, sheet - heading - 3))

    def on_click(self, event: Any) -> None:
        """A click beside the sheet picks nothing."""
        if self.get_widget_at(event.screen_x, event.screen_y)[0] is self:
            self.dismiss("")

    def action_pick(self, number: int) -> None:
        """Pick by number; a closed line only takes the cursor, so that its reason is read."""
        if number > len(self._keys):
            return
        menu = self.query_one(Menu)
        item = menu.item(self._keys[number - 1])
        menu.go(self._keys[number - 1])
        if item is not None and not item.why:
            self.dismiss(item.key)

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Pick the line."""
        event.stop()
        self.dismiss(event.key)

    def action_leave(self) -> None:
        """Pick nothing."""
        self.dismiss("")


def numbered(items: Sequence[Item]) -> list[Item]:
    """Return the items with the digit that picks them before their titles."""
    out: list[Item] = []
    count = 0
    for item in items:
        if not item.key:
            out.append(item)
            continue
        count += 1
        digit = f"{count} " if count < 10 else "  "
        out.append(
            Item(
                item.key,
                digit + item.title,
                item.note,
                item.about,
                item.why,
                item.sign,
                item.tone,
            )
        )
    return out
