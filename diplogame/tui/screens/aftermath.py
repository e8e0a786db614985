"""After the treaty: keep it, have it verified, or cheat.

Guarantees: says what was signed and who has ratified before one chooses how to live with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from diplogame.app.narrate import words as plain
from diplogame.rules.aftermath import CHEAT_GAIN, VERIFY_COST
from diplogame.rules.commands import ChooseAftermath
from diplogame.tui.frames import Deciding, Step
from diplogame.tui.meaning import own_lines
from diplogame.tui.parts import Item, prose, title
from diplogame.tui.strings import t
from diplogame.tui.wording import capital


class AftermathScreen(Deciding):
    """The first years."""

    place: ClassVar[str] = "aftermath"

    def lead(self, width: int) -> Sequence[Content]:
        """How the conference ended, and which capitals have ratified."""
        public = self.game.view.public
        if public.outcome is None:
            return ()
        lines = [
            Content.styled(
                t("aftermath.outcome", outcome=plain.OUTCOMES[public.outcome]), "bold $ink"
            )
        ]
        parts: list[tuple[str, str]] = []
        for seat in self.game.view.table.seats:
            yes = public.ratified.get(seat)
            sign, style = ("●", "$good") if yes else ("✗", "$bad")
            if yes is None:
                sign, style = "·", "$muted"
            parts += [(f"{sign} ", f"bold {style}"), (self.game.short(seat) + "   ", "$ink")]
        lines.append(
            Content.assemble((t("aftermath.ratified") + "  ", "$muted"), *parts).truncate(width)
        )
        if public.in_force is not None:
            said = t("aftermath.in-force" if public.in_force else "aftermath.not-in-force")
            if public.pivotal:
                names = ", ".join(self.game.short(s) for s in public.pivotal)
                said += " " + t("aftermath.pivotal", names=names)
            lines.append(Content.styled(said, "$ink").truncate(width))
        return lines

    def first(self) -> Step:
        """Comply, verify, cheat."""
        legal = self.game.legal
        if legal.duty != "aftermath":
            return Step(
                "",
                [Item("back", t("aftermath.none"))],
                lambda key: self.action_back(),
                lambda key, width: (),
            )
        items = [
            Item(
                c,
                t(f"aftermath.{c}"),
                note=t(f"aftermath.{c}.price", gain=CHEAT_GAIN, cost=VERIFY_COST),
            )
            for c in legal.choices
        ]
        return Step(t("aftermath.title"), items, self._choose, self._explain_choice)

    async def _choose(self, key: str) -> None:
        self.grave(
            ChooseAftermath(self.game.seat, key),
            capital(t(f"aftermath.{key}")),
            t(f"aftermath.{key}.about"),
            t("aftermath.yes"),
        )

    def _explain_choice(self, key: str, width: int) -> Sequence[Content]:
        package = self.game.view.public.package
        lines = [*title(t(f"aftermath.{key}"), width), *prose(t(f"aftermath.{key}.about"), width)]
        if package:
            lines += [Content(""), *title(t("aftermath.treaty"), width)]
            lines += own_lines(self.game, package, width)
            for issue, option in enumerate(package):
                lines.append(
                    Content.assemble(
                        (self.game.words.issue_short(issue) + ": ", "$muted"),
                        (self.game.words.option(issue, option), "$ink"),
                    ).truncate(width, ellipsis=True)
                )
        return lines
