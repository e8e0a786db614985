"""The declaration of positions: what you say in public about every option (R8.2).

Guarantees: begins with your honest stances, or with what you declared last; nothing is said before
`c`; what is said other than it is has a mark, so nobody misleads by mistake; a word that a stance would
break is named beside it, and asked about before it is broken.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from diplogame.app.narrate import words
from diplogame.rules.commands import DeclarePositions
from diplogame.rules.forecasts import own_stance
from diplogame.rules.terms import Stance
from diplogame.tui.base import GameScreen
from diplogame.tui.help import Question
from diplogame.tui.meaning import stance_breaks
from diplogame.tui.parts import BLANK, Item, Menu
from diplogame.tui.present import STANCES
from diplogame.tui.strings import t

_ORDER = tuple(Stance)


class PositionsScreen(GameScreen):
    """All issues and options with the stance you declare on each."""

    CSS_PATH = "pages.tcss"
    place = "positions"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "confirm", "Declare"),
        Binding("space,right", "turn(1)", "Change", key_display="Space"),
        Binding("left", "turn(-1)", "Change back", show=False),
        Binding("h", "honest", "As it is"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[list[Stance]] = []

    def body(self) -> Iterable[Widget]:
        """Lay the table."""
        yield Menu(feet=2, id="table")

    def on_mount(self) -> None:
        """Begin with what was said last, or with the truth."""
        super().on_mount()
        self.query_one(Menu).focus()

    def refresh_view(self) -> None:
        """Write the stances."""
        view = self.game.view
        if not self._rows:
            said = view.public.stances.get(view.seat)
            self._rows = [list(row) for row in said] if said else self._truth()
        self._draw()

    def _truth(self) -> list[list[Stance]]:
        view = self.game.view
        return [
            [own_stance(view, k, o) for o in range(len(item.options))]
            for k, item in enumerate(view.table.issues)
        ]

    def _draw(self) -> None:
        game = self.game
        truth = self._truth()
        items: list[Item] = []
        for k, item in enumerate(game.view.table.issues):
            if items:
                items.append(BLANK)
            items.append(Item("", game.words.issue(k), heading=True))
            for o in range(len(item.options)):
                stance = self._rows[k][o]
                honest = stance is truth[k][o]
                shown = STANCES[stance]
                note = words.STANCES[stance] + ("" if honest else f"  {t('positions.not-so')}")
                about = t("positions.truth", stance=words.STANCES[truth[k][o]])
                broken = stance_breaks(game, k, o, stance)
                if broken:
                    note = f"{t('positions.breaks')} · {note}"
                    about = " ".join(broken)
                items.append(
                    Item(
                        f"{k}.{o}",
                        game.words.option(k, o),
                        note,
                        about,
                        "",
                        shown.sign,
                        shown.tone,
                    )
                )
        self.query_one(Menu).show(items)

    def action_turn(self, step: int) -> None:
        """Change the stance under the cursor."""
        key = self.query_one(Menu).key()
        if not key:
            return
        k, o = (int(part) for part in key.split("."))
        at = _ORDER.index(self._rows[k][o])
        self._rows[k][o] = _ORDER[(at + step) % len(_ORDER)]
        self._draw()

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Enter and a click change the stance too."""
        event.stop()
        self.action_turn(1)

    def action_honest(self) -> None:
        """Put everything back to the truth."""
        self._rows = self._truth()
        self._draw()

    @work(exclusive=True)
    async def action_confirm(self) -> None:
        """Declare; ask first where that breaks our word."""
        game = self.game
        stances = tuple(tuple(row) for row in self._rows)
        broken = [
            line
            for k, row in enumerate(stances)
            for o, stance in enumerate(row)
            for line in stance_breaks(game, k, o, stance)
        ]
        if broken:
            asked = Question(
                t("positions.sure"), "\n".join(broken), t("positions.sure.yes"), t("question.no")
            )
            if not await self.app.push_screen_wait(asked):
                return
        if await self.order(DeclarePositions(game.seat, stances)):
            self._rows = []
