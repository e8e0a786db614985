"""One small application that shows one widget and keeps the messages it sent."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.message import Message
from textual.widget import Widget

from diplogame.tui import themes


class Bench(App[None]):
    """An application with a single widget under test."""

    CSS = "Screen { background: $background; layout: vertical; }"

    def __init__(self, *widgets: Widget, theme: str = "chancery") -> None:
        super().__init__()
        themes.register(self)
        self.theme = theme
        self.widgets = widgets
        self.heard: list[Message] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variable_defaults()

    def compose(self) -> ComposeResult:
        yield from self.widgets

    def text(self) -> str:
        """Return what is on the screen as lines of characters."""
        return "\n".join(strip.text for strip in self.screen._compositor.render_strips())

    def heard_of(self, kind: type[Message]) -> list[Message]:
        """Return the messages of exactly this kind that reached the top."""
        return [message for message in self.heard if type(message) is kind]
