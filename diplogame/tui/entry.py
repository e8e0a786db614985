"""A sheet that asks for a line of text: a name, a seed, a PIN.

Guarantees: what is typed is never read as markup; a PIN is not shown; Escape leaves everything as it was.
"""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from diplogame.tui.strings import t


class Entry(ModalScreen[str]):
    """Asks for a line; dismissed with it, or with None."""

    DEFAULT_CSS = """
    Entry { align: center middle; background: $background 60%; }
    Entry:ansi { background: ansi_default; }
    Entry > Vertical {
        width: 64; max-width: 94%; height: auto; background: $panel; padding: 1 2;
        border-left: thick $brass;
    }
    Entry .sheet-title { height: auto; text-style: bold; color: $brass; margin-bottom: 1; }
    Entry Input { border: none; height: 1; padding: 0 1; background: $cursor; color: $ink; }
    Entry Input:focus { border: none; }
    Entry .sheet-keys { height: 1; color: $muted; margin-top: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave as it was", key_display="Esc"),
    ]

    def __init__(
        self,
        heading: str,
        value: str = "",
        *,
        digits: bool = False,
        secret: bool = False,
        most: int = 40,
    ) -> None:
        """Take what is asked for.

        Args:
            heading: What is asked.
            value: What stands there at first.
            digits: Only digits may be typed.
            secret: What is typed is not shown.
            most: Most characters.
        """
        super().__init__()
        self._heading = heading
        self._value = value
        self._digits, self._secret, self._most = digits, secret, most

    def compose(self) -> ComposeResult:
        """Lay the sheet."""
        with Vertical():
            yield Static(Content(self._heading), classes="sheet-title")
            field = Input(
                self._value,
                password=self._secret,
                max_length=self._most,
                restrict=r"[0-9]*" if self._digits else None,
            )
            field.cursor_blink = False
            yield field
            keys = "entry.keys.digits" if self._digits else "entry.keys"
            yield Static(Content(t(keys)), classes="sheet-keys")

    def on_mount(self) -> None:
        """Let one type at once."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the line."""
        event.stop()
        self.dismiss(event.value.strip())

    def on_click(self, event: Any) -> None:
        """A click on the keys does what they do; one beside the sheet leaves everything as it was."""
        under = self.get_widget_at(event.screen_x, event.screen_y)[0]
        if under is self:
            self.dismiss(None)
        elif under.has_class("sheet-keys"):
            said = t("entry.keys.digits" if self._digits else "entry.keys")
            # Two keys stand in the line, the one that takes first.
            if event.screen_x - under.region.x <= said.rfind("   "):
                self.dismiss(self.query_one(Input).value.strip())
            else:
                self.dismiss(None)

    def action_leave(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)
