"""One clause: its question, the wording of every option, what it does to you, who stands where.

Guarantees: your own worth is exact; where others stand comes from your beliefs, with how sure you are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from diplogame.app.narrate import words
from diplogame.rules import forecasts
from diplogame.rules.pledges import pledged_stance
from diplogame.tui import present
from diplogame.tui.base import GameScreen
from diplogame.tui.parts import Page, prose, title
from diplogame.tui.strings import t
from diplogame.tui.widgets.marks import IDEAL, LEADING, MANDATE, signed, value_tone


class ClauseScreen(GameScreen):
    """A clause to read."""

    CSS_PATH = "pages.tcss"
    place = "clause"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "turn(1)", "Next clause", key_display="←→"),
        Binding("left", "turn(-1)", "Previous clause", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._issue = 0

    def prepare(self, **about: Any) -> None:
        """Take the issue's id."""
        issue = about.get("issue")
        if isinstance(issue, str):
            self._issue = self.game.view.table.issue_index(issue)

    def body(self) -> Iterable[Widget]:
        """Lay the page."""
        yield Page()

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        super().on_mount()
        self.query_one(Page).focus()

    def heading(self) -> str:
        """Return the clause's title."""
        return t("clause.title", number=self._issue + 1, name=self.game.words.issue(self._issue))

    def refresh_view(self) -> None:
        """Write the page."""
        self.query_one(Page).show(self._lines)

    def action_turn(self, step: int) -> None:
        """Turn to another clause."""
        self._issue = (self._issue + step) % len(self.game.view.table.issues)
        self.head()
        self.refresh_view()

    def _lines(self, width: int) -> Sequence[Content]:
        game = self.game
        view, book, k = game.view, game.words, self._issue
        clause = view.public.clauses[k]
        state = words.STATUSES[clause.status]
        if clause.status.value in ("closed", "agreed"):
            state += f", {words.CLARITIES[clause.clarity]}"
        lines = [*prose(book.question(k), width, "$muted")]
        facts = [t("clause.state", state=state)]
        if view.interests.weights:
            facts.append(t("clause.weight", share=view.interests.weights[k] // 100))
        if clause.annexed:
            facts.append(t("text.annexed"))
        lines += [Content.styled(" · ".join(facts), "$ink"), Content("")]
        sponsors = dict(zip(clause.options, clause.sponsors, strict=True))
        best = max(view.interests.values[k], default=-1) if view.interests.values else -1
        for o in range(len(view.table.issues[k].options)):
            marks = [
                (f"{LEADING} {t('clause.leads')}", "$ink") if o == clause.leading else None,
                (f"{IDEAL} {t('clause.ideal')}", "bold $brass")
                if view.interests.values and view.interests.values[k][o] == best
                else None,
                (f"{MANDATE} {t('clause.mandate')}", "$good")
                if view.mandate and view.mandate[k][o]
                else (t("clause.outside"), "$poor"),
            ]
            effect = present.option_effect(view, k, o)
            note = "" if effect is None else signed(effect)
            lines += title(book.option(k, o), width, note)
            lines += prose(book.clause(k, o), width, "italic $ink")
            parts: list[tuple[str, str]] = []
            for mark in marks:
                if mark is not None:
                    parts += [mark, ("   ", "")]
            if effect is not None and o != clause.leading:
                parts.append((t("clause.effect", change=signed(effect)), value_tone(effect)))
            lines.append(Content.assemble(*parts))
            if sponsors.get(o):
                names = words.join(game.name(s) for s in sponsors[o])
                lines.append(Content.styled(t("clause.sponsors", names=names), "$muted"))
            lines += self._stances(o, width)
            lines.append(Content(""))
        return lines

    def _stances(self, option: int, width: int) -> list[Content]:
        game = self.game
        view, k = game.view, self._issue
        parts: list[tuple[str, str]] = []
        lines: list[Content] = []
        used = 0
        for seat in view.table.seats:
            if seat == view.seat:
                continue
            stance = present.STANCES[forecasts.believed_stance(view, seat, k, option)]
            certainty = view.beliefs[seat].certainty
            doubt = "" if certainty and certainty[k] >= 50 else "?"
            if pledged_stance(view, seat, k, option) is not None:
                doubt = f" ({t('meaning.promised')})"
            text = f"{stance.sign} {game.short(seat)}{doubt}   "
            if used + len(text) > width:
                lines.append(Content.assemble(*parts))
                parts, used = [], 0
            parts.append((text, stance.tone))
            used += len(text)
        if parts:
            lines.append(Content.assemble(*parts))
        return lines
