"""Frames of screens: places outside a game, and places in a game where one chooses step by step.

Guarantees: nothing is ordered by moving the cursor; every step can be taken back until the last one,
which a grave order asks about once more; Escape goes one step back, then out; a closed choice says why.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from diplogame.rules.commands import Command
from diplogame.rules.values import dataclass
from diplogame.tui import strings_more
from diplogame.tui.base import GameScreen
from diplogame.tui.help import numbered
from diplogame.tui.kept import kept
from diplogame.tui.outer import STYLES as STYLES
from diplogame.tui.outer import OuterScreen as OuterScreen
from diplogame.tui.parts import Item, Menu, Page
from diplogame.tui.widgets.canvas import clip

if TYPE_CHECKING:
    from diplogame.rules.view import SeatView

strings_more.load()


Choose = Callable[[str], object]
"""What happens when a line is chosen; what it returns is awaited if it can be."""

Explain = Callable[[str, int], Sequence[Content]]
"""What is said about a line: key, width in cells -> lines."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question of a composer.

    Attributes:
        crumb: Its name in the trail.
        items: Its answers.
        choose: What an answer does.
        explain: What is said about the answer under the cursor.
        now: The sentence of the "what now" line, or empty for the screen's own.
    """

    crumb: str
    items: Sequence[Item]
    choose: Choose
    explain: Explain
    now: str = ""


class Deciding(GameScreen):
    """A place in a game where one chooses: answers on the left, what they mean on the right."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [STYLES / "pair.tcss"]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "step_back", "Back", key_display="Esc"),
        Binding("backspace", "step_back", "Back", show=False),
        *(Binding(str(n), f"number({n})", show=False) for n in range(1, 10)),
    ]

    digits: ClassVar[bool] = True
    """Whether the first nine lines are chosen by their digits."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: list[Step] = []
        self._left: list[str] = []
        self._seen: SeatView | None = None

    # What subclasses say ---------------------------------------------------------------------

    def first(self) -> Step:
        """Return the first question, for the present view."""
        raise NotImplementedError

    def lead(self, width: int) -> Sequence[Content]:
        """Return lines above both columns; none by default."""
        return ()

    # Steps -----------------------------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        """Lead, trail, answers, explanation."""
        yield Page(id="lead")
        yield Static("", id="trail", markup=False)
        yield Horizontal(Menu(id="menu"), Page(id="page"), classes="pair")

    def refresh_view(self) -> None:
        """Start again with the first question when the game has moved."""
        view = self.game.view
        moved = self._seen is not view and bool(self._steps)
        if self._seen is not view or not self._steps:
            self._seen = view
            self._steps, self._left = [self.first()], []
        lead = self.query_one("#lead", Page)
        lead.show(self.lead)
        lead.display = bool(self.lead(80))
        self._show_step()
        menu = self.query_one("#menu", Menu)
        under = menu.item(menu.key())
        if moved and under is not None and under.why:
            # What was chosen is used up: the cursor goes on to what is useful next.
            menu.go(self.next_line(menu.key()))
        if self.focused is None or not self.focused.display:
            menu.focus()

    def next_line(self, used: str) -> str:
        """Return the key of the line that takes the cursor from one that is used up."""
        items = self._steps[-1].items
        at = next((i for i, item in enumerate(items) if item.key == used), 0)
        return next((i.key for i in (*items[at:], *items) if i.key and not i.why), used)

    def action_number(self, number: int) -> None:
        """Choose a line by its digit; a closed one takes the cursor and says why."""
        keys = [item.key for item in self._steps[-1].items if item.key] if self._steps else []
        menu = self.query_one("#menu", Menu)
        if self.digits and number <= len(keys) and menu.is_on_screen and not self.holds():
            menu.go(keys[number - 1])
            menu.action_choose()

    def take(self, step: Step) -> None:
        """Ask the next question."""
        self._left.append(self.query_one("#menu", Menu).key())
        self._steps.append(step)
        self._show_step(fresh=True)

    def _show_step(self, *, fresh: bool = False, at: str | None = None) -> None:
        step = self._steps[-1]
        menu = self.query_one("#menu", Menu)
        first = next((i.key for i in step.items if i.key and not i.why), None)
        menu.show(numbered(step.items) if self.digits else step.items, first if fresh else at)
        trail = self.query_one("#trail", Static)
        crumbs = [s.crumb for s in self._steps if s.crumb]
        trail.display = len(self._steps) > 1
        parts: list[tuple[str, str]] = []
        for index, crumb in enumerate(crumbs):
            last = index == len(crumbs) - 1
            parts.append((clip(crumb, 40), "bold $brass" if last else "$muted"))
            parts.append(("" if last else "  ▸  ", "$faint"))
        trail.update(Content.assemble(*parts))
        self._explain(menu.key())
        menu.focus()
        self.remind()

    def now(self) -> str:
        """Return the present step's sentence, or the screen's own."""
        if self._steps and self._steps[-1].now:
            return self._steps[-1].now
        return super().now()

    def _explain(self, key: str) -> None:
        step = self._steps[-1]
        page = self.query_one("#page", Page)
        page.show((lambda width: step.explain(key, width)) if key else None)

    def on_menu_highlighted(self, event: Menu.Highlighted) -> None:
        """Explain the line under the cursor."""
        if event.menu.id == "menu":
            event.stop()
            self._explain(event.key)
            self.remind()

    def on_menu_barred(self, event: Menu.Barred) -> None:
        """Say why something cannot be chosen."""
        self.say(event.why)

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go on with the answer."""
        if event.menu.id != "menu":
            return
        event.stop()
        done = self._steps[-1].choose(event.key)
        if inspect.iscoroutine(done):
            await done

    def action_step_back(self) -> None:
        """Take the last answer back; from the first question, go back to where one came from."""
        if len(self._steps) > 1:
            self._steps.pop()
            self._show_step(at=self._left.pop() if self._left else None)
        else:
            self.action_back()

    # Orders ----------------------------------------------------------------------------------

    @work
    async def grave(self, command: Command, title: str, text: str, yes: str) -> None:
        """Ask once more, then give the order."""
        if not kept(self.host).confirm or await self.ask(title, text, yes):
            await self.order(command)

    async def ask(self, title: str, text: str, yes: str) -> bool:
        """Ask a question; must run in a worker."""
        from diplogame.tui.help import Question

        answer: bool | None = await self.app.push_screen_wait(Question(title, text, yes))
        return bool(answer)


def offered(verb: Any, why: str) -> str:
    """Return why a verb is closed: empty when it is open."""
    return "" if verb.allowed else why
