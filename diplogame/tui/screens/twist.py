"""The news of the morning: a headline, its story, and one's answer.

Guarantees: each answer's consequence is told before it is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from diplogame.rules.commands import ChooseTwist
from diplogame.tui.frames import Deciding, Step
from diplogame.tui.parts import Item, prose, title
from diplogame.tui.strings import t
from diplogame.tui.widgets.canvas import wrap


class TwistScreen(Deciding):
    """An event of the conference that asks for one's answer."""

    place: ClassVar[str] = "twist"

    def lead(self, width: int) -> Sequence[Content]:
        """The news as a cutting from the paper."""
        twist = self.game.view.twist
        if twist is None:
            return ()
        text = self.game.words.twist(twist.id)
        room = max(20, min(width, 100) - 6)
        lines = [Content.styled(line, "bold $paper-ink") for line in wrap(text.headline, room)]
        lines.append(Content(""))
        for line in wrap(text.body, room):
            lines.append(Content.styled(line, "$paper-ink"))
        blank = Content.styled(" " * (room + 6), "on $paper")
        out = [blank]
        for content in lines:
            pad = " " * max(0, room - content.cell_length)
            out.append(Content.assemble("   ", content, pad + "   ").stylize_before("on $paper"))
        return [*out, blank]

    def first(self) -> Step:
        """The answers."""
        legal = self.game.legal
        twist = self.game.view.twist
        if legal.duty != "twist" or twist is None:
            return Step(
                "",
                [Item("back", t("twist.none"))],
                lambda key: self.action_back(),
                lambda key, width: prose(t("twist.none.about"), width, "$muted"),
            )
        text = self.game.words.twist(twist.id)
        items = [Item(choice, text.choices[choice].label) for choice in legal.choices]

        async def choose(key: str) -> None:
            await self.order(ChooseTwist(self.game.seat, twist.id, key))

        def explain(key: str, width: int) -> Sequence[Content]:
            chosen = text.choices[key]
            return [*title(chosen.label, width), *prose(chosen.consequence, width)]

        return Step(t("twist.title"), items, choose, explain)
