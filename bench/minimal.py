"""The least a Textual app can be and still answer a key: what the game is compared with."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static


class Minimal(App[None]):
    """A page of lines, one of which counts."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False),
        Binding("up,down,left,right,tab", "count", "Count", priority=True),
    ]
    pressed = 0

    def compose(self) -> ComposeResult:
        """Show a page of lines."""
        for number in range(24):
            yield Static(f"line {number}", id=f"line-{number}")
        yield Static("Minimal is ready", id="ready")

    def action_count(self) -> None:
        """Change one line."""
        self.pressed += 1
        self.query_one("#line-3", Static).update(f"pressed {self.pressed}")


if __name__ == "__main__":
    Minimal().run()
