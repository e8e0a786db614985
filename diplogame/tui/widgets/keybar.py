"""The line of keys at the bottom: what works now, shortened to the width there is.

Guarantees: one widget, rewritten only when its text changes; never wider than the screen; what is
kept longest is marked by the order of the bindings, first ones first; a click on a key presses it.
"""

# `id` is what the framework calls it in every widget
from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from diplogame.rules.values import dataclass
from diplogame.tui.strings import t
from diplogame.tui.widgets.canvas import clip


@dataclass(frozen=True, slots=True)
class Hint:
    """One key and what it does."""

    key: str
    label: str
    press: str
    enabled: bool = True


def _lay(hints: list[Hint], labels: list[str], gap: int) -> int:
    return sum(
        cell_len(hint.key) + (1 + cell_len(label) if label else 0) + gap
        for hint, label in zip(hints, labels, strict=True)
    )


_KEYS = {
    "delete": "Del",
    "end": "End",
    "f1": "F1",
    "home": "Home",
    "pgdn": "PgDn",
    "pgdown": "PgDn",
    "pgup": "PgUp",
    "space": "Space",
    "tab": "Tab",
}


def key_name(display: str) -> str:
    """Return a key's name as it stands on the key."""
    return _KEYS.get(display, display)


_SHORT = {
    "As it is": "Honest",
    "As long as": "If",
    "Next slot": "Slot",
    "Staff's advice": "Staff",
    "Staff's drafts": "Staff",
    "Staff's plan": "Staff",
    "The text": "Text",
    "Take back": "Undo",
}
"""Short labels of those whose first word alone would mislead."""


_LASTING = frozenset({"n", "p", "question_mark", "f1", "ctrl+p"})
"""Keys that stay when others are dropped: they go on with the day, or lead to all the rest."""


def shorten(hints: list[Hint], width: int) -> list[tuple[Hint, str]]:
    """Return the hints that fit into `width` cells with the label each is shown with.

    Tried in turn: whole labels; short labels, the longest first; then hints are dropped from the end,
    what goes on with the day, help and the palette last of all.
    """
    gap = 3
    kept = list(hints)
    labels = [hint.label for hint in kept]
    short = [_SHORT.get(label, label.split(" ")[0]) for label in labels]
    longest = sorted(range(len(labels)), key=lambda k: (len(short[k]) - len(labels[k]), -k))
    for k in longest:
        if _lay(kept, labels, gap) <= width:
            break
        labels[k] = short[k]
    while len(kept) > 1 and _lay(kept, labels, gap) > width:
        loose = [k for k, hint in enumerate(kept) if hint.press not in _LASTING]
        drop = loose[-1] if loose else len(kept) - 1
        del kept[drop], labels[drop]
    return list(zip(kept, labels, strict=True))


class KeyBar(Static):
    """The keys that work now. Use it instead of the framework's footer, which is ten times dearer."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        background: $footer-background;
        color: $footer-foreground;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self._shown: tuple[object, ...] = ()
        self._spots: list[tuple[int, int, Hint]] = []

    def on_mount(self) -> None:
        """Follow the bindings of the screen this bar is on."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)
        self.redraw()

    def on_resize(self) -> None:
        """Shorten to the new width."""
        self.redraw()

    def _changed(self, screen: Screen[object]) -> None:
        self.redraw()

    def hints(self) -> list[Hint]:
        """Return the keys of the active bindings that want to be shown, each action once."""
        seen: set[str] = set()
        found: list[Hint] = []
        for _node, binding, enabled, _tip in self.screen.active_bindings.values():
            if binding.show and binding.description and binding.action not in seen:
                seen.add(binding.action)
                found.append(
                    Hint(
                        clip(key_name(self.app.get_key_display(binding)), 12),
                        clip(binding.description, 30),
                        binding.key,
                        enabled,
                    )
                )
        # Help is what a lost person looks for: it is put last and never dropped.
        found.sort(key=lambda hint: hint.press in {"question_mark", "f1"})
        if self.app.use_command_palette:
            # The mouse reaches through it whatever else has a key.
            found.append(Hint("^p", t("keys.all"), self.app.COMMAND_PALETTE_BINDING))
        return found

    def redraw(self) -> None:
        """Write the line again if it changed."""
        width = self.size.width
        if width < 1:
            return
        hints = self.hints()
        state = (width, *hints)
        if state == self._shown:
            return
        self._shown = state
        parts: list[tuple[str, str]] = [(" ", "")]
        self._spots = []
        x = 1
        for hint, label in shorten(hints, width - 1):
            start = x
            parts.append((hint.key, "bold $footer-key-foreground" if hint.enabled else "$faint"))
            x += cell_len(hint.key)
            if label:
                parts.append((f" {label}", "" if hint.enabled else "$faint"))
                x += 1 + cell_len(label)
            self._spots.append((start, x, hint))
            parts.append(("   ", ""))
            x += 3
        self.update(Content.assemble(*parts))

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        for start, end, hint in self._spots:
            if start <= event.x < end and hint.enabled:
                event.stop()
                self.app.simulate_key(hint.press)
                return
