"""Instructions: everything the capital has told its delegation, on one sheet that can be printed.

Guarantees: confidential - shown to the seat that has the terminal and to nobody else; what is printed is
what is shown.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from diplogame.app import paths
from diplogame.record import slug
from diplogame.tui.base import GameScreen
from diplogame.tui.game import Game
from diplogame.tui.parts import Page, bullet, fact, prose, title
from diplogame.tui.strings import t
from diplogame.tui.widgets.canvas import fit, wrap
from diplogame.tui.widgets.gauge import Meter, meter_bar
from diplogame.tui.widgets.marks import IDEAL, MANDATE
from diplogame.tui.wording import points


class InstructionsScreen(GameScreen):
    """What one is here for."""

    place: ClassVar[str] = "instructions"
    CSS_PATH: ClassVar[list[Any]] = ["instructions.tcss"]

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the page, whose own Enter chooses nothing.
        Binding("enter", "back", "Go on", priority=True),
        Binding("w", "write", "Write to a file"),
        Binding("tab", "app.focus_next", "Column", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._first = False

    def prepare(self, **about: Any) -> None:
        """Take whether it is the first thing that is read in a new game."""
        self._first = about.get("first") is True

    def now(self) -> str:
        """Say how one goes on from here the first time."""
        return t("instructions.first") if self._first else super().now()

    def body(self) -> Iterable[Widget]:
        """Two columns; one below the other where it is narrow."""
        yield Horizontal(Page(id="first"), Page(id="second"), id="desk")

    def refresh_view(self) -> None:
        """Write the sheet."""
        game = self.game
        narrow = self.app.size.width < 100
        first = self.query_one("#first", Page)
        second = self.query_one("#second", Page)
        if narrow:
            first.show(
                lambda width: [*what(game, width), Content(""), *who(game, width)], top=False
            )
        else:
            first.show(lambda width: what(game, width), top=False)
            second.show(lambda width: who(game, width), top=False)
        second.display = not narrow
        if self.focused is None:
            first.focus()

    def on_resize(self) -> None:
        """Lay the sheet out again."""
        if self.host.game is not None and self.game.seat and self.is_mounted:
            self.refresh_view()

    @work
    async def action_write(self) -> None:
        """Write the sheet to a text file."""
        session = self.game.session
        save = session.save_path
        folder = save.parent if save is not None else paths.saves_folder()
        stem = save.stem if save is not None else f"{session.pack.conference.id}-{session.seed}"
        path = folder / f"{stem}-{slug(self.game.name(self.game.seat))}.txt"
        try:
            await asyncio.to_thread(_write, path, plain(self.game))
        except OSError as error:
            self.say(t("debrief.export.failed", why=error.strerror or str(error)))
            return
        self.say(t("instructions.written", path=str(path)), "$good", "●")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def plain(game: Game, width: int = 78) -> str:
    """Return the sheet as plain text, to be printed."""
    lines = [t("instructions.confidential"), ""]
    lines += [line.plain.rstrip() for line in (*what(game, width), Content(""), *who(game, width))]
    return "\n".join(lines) + "\n"


def what(game: Game, width: int) -> list[Content]:
    """Return goals, red lines, walk-away, what the clauses are worth, mandate and home."""
    view, words = game.view, game.words
    lines = title(
        t("instructions.for", name=game.name(view.seat)), width, t("instructions.confidential")
    )
    goals = words.goals(view.seat)
    if goals:
        lines += [Content.styled(t("instructions.goals"), "$muted")]
    for number, goal in enumerate(goals, 1):
        lines += bullet(goal, width, f"{number}", "bold $ink" if number == 1 else "$ink")
    lines.append(Content(""))
    if view.interests.points:
        lines += [Content.styled(t("instructions.red-lines"), "$muted")]
        for line in view.interests.red_lines:
            lines += bullet(words.red_line(view.seat, line.id), width, "▼", "bold $bad")
        if not view.interests.red_lines:
            lines += prose(t("instructions.red-lines.none"), width, "$muted")
        lines.append(Content(""))
        lines += fact(
            t("instructions.walk-away"),
            t("instructions.walk-away.text", points=points(view.walk_away)),
            width,
            12,
            "bold $ink",
        )
        lines += [Content(""), *issues(game, width), Content("")]
    lines += home(game, width)
    return lines


def issues(game: Game, width: int) -> list[Content]:
    """Return every clause with its weight, our ideal, and what the mandate covers."""
    view, words = game.view, game.words
    lines = title(t("instructions.issues"), width)
    heaviest = max(view.interests.weights)
    order = sorted(range(len(view.table.issues)), key=lambda k: (-view.interests.weights[k], k))
    for k in order:
        weight = view.interests.weights[k]
        values = view.interests.values[k]
        best = max(range(len(values)), key=lambda o: (values[o], -o))
        allowed = [o for o, yes in enumerate(view.mandate[k]) if yes]
        everything = len(allowed) == len(values)
        said = (
            t("instructions.mandate.any")
            if everything
            else ", ".join(words.option_short(k, o) for o in allowed)
        )
        lines.append(
            Content.assemble(
                (fit(words.issue_short(k), 14) + " ", "bold $ink"),
                meter_bar(Meter("", weight, heaviest), 12),
                (fit(points(weight), 6, "right") + "  ", "$muted"),
                (f"{IDEAL} ", "bold $brass"),
                (words.option_short(k, best), "$ink"),
            ).truncate(width, ellipsis=True)
        )
        lines += [
            Content.assemble(" " * 15, (f"{MANDATE} ", "$good"), (line, "$muted"))
            for line in wrap(said, max(10, width - 17), 2)
        ]
    return lines


def home(game: Game, width: int) -> list[Content]:
    """Return who at home has to consent, and what money and ministers there are."""
    view, words = game.view, game.words
    me = view.me.home
    lines = title(t("instructions.home"), width)
    if me.ratification == "none":
        lines += prose(t("instructions.home.none"), width)
    else:
        lines += prose(
            t(
                "instructions.home.text",
                body=words.home_body(view.seat) or me.ratification,
                threshold=me.threshold,
                rule=me.ratification,
                gauge=view.gauge,
            ),
            width,
        )
    for player, weight in zip(me.veto_players, view.veto_weights, strict=True):
        rough = f"{weight * 2 // 3}–{weight * 4 // 3}"
        text = f"{words.veto_player(view.seat, player.id)}: {t('instructions.veto', weight=rough)}"
        lines += bullet(text, width, "▽", "$poor")
    lines += prose(
        t("instructions.budget", budget=view.budget, ministers=view.ministers), width, "$muted"
    )
    return lines


def who(game: Game, width: int) -> list[Content]:
    """Return the letter, the rumours and the people."""
    view, words = game.view, game.words
    lines = title(t("instructions.letter"), width)
    lines += prose(words.instructions(view.seat), width)
    rumours = words.rumours(view.seat)
    if rumours:
        lines += [Content(""), *title(t("instructions.rumours"), width)]
        for rumour in rumours:
            lines += bullet(rumour.text, width, "?")
    people = words.people(view.seat)
    if people:
        lines += [Content(""), *title(t("instructions.people"), width)]
        for person in people:
            lines.append(
                Content.assemble(
                    (person.name, "bold $ink"), (f", {person.role}", "$muted")
                ).truncate(width, ellipsis=True)
            )
            lines += prose(person.note, width, "$muted", 2)
    return lines


__all__ = ["InstructionsScreen", "plain"]
