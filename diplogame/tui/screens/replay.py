"""A saved game, watched again: order by order, round by round, from one chair's eyes or with all cards open.

Guarantees: nothing is written to the game that is watched; through a chair's eyes one learns what that
chair learnt and no more; a branch is a game of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from diplogame.app import paths
from diplogame.app.replay import read_game
from diplogame.app.session import Session
from diplogame.packs.loader import PackFaults
from diplogame.record import SaveError
from diplogame.rules.ids import SeatId
from diplogame.tui.frames import OuterScreen
from diplogame.tui.help import Picker, Question
from diplogame.tui.parts import Item, Page, bullet, prose, title
from diplogame.tui.screens.saves import verify_aloud
from diplogame.tui.strings import t
from diplogame.tui.watching import Watched, watch
from diplogame.tui.widgets.bands import band_bar
from diplogame.tui.widgets.canvas import clip, fit
from diplogame.tui.widgets.gauge import Meter, meter_bar
from diplogame.tui.wording import points

PACE = 1.2
"""Seconds between two orders while the game plays by itself."""


class ReplayScreen(OuterScreen):
    """Watch a game."""

    place: ClassVar[str] = "replay"
    CSS_PATH: ClassVar[list[Any]] = ["replay.tcss"]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "step(1)", "Order", key_display="←→"),
        Binding("left,h", "step(-1)", "Back one", show=False),
        Binding("n", "round(1)", "Round", key_display="p n"),
        Binding("p", "round(-1)", "Round back", show=False),
        Binding("space", "play", "Play"),
        Binding("v", "eyes", "Eyes"),
        Binding("b", "branch", "Branch"),
        Binding("c", "verify", "Check"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._path: Path | None = None
        self._session: Session | None = None
        self._watched: tuple[Watched, ...] = ()
        self._eyes: SeatId = ""
        self._at = 0
        self._timer: Timer | None = None

    def prepare(self, **about: Any) -> None:
        """Take the save, and whose eyes; none for all cards open."""
        path = about.get("path")
        if isinstance(path, str | Path):
            self._path = Path(path)
            self._session = None
        self._eyes = str(about.get("eyes", ""))

    def about(self) -> str:
        """Say which game it is."""
        return "" if self._path is None else self._path.name

    def body(self) -> Iterable[Widget]:
        """Where one is, what happened, and the text."""
        yield Page(id="where")
        yield Horizontal(
            Page(id="told"),
            Vertical(Page(id="text"), id="side"),
            id="desk",
        )

    def fill(self) -> None:
        """Read the game, once."""
        self.query_one("#told", Page).focus()
        if self._path is not None and self._session is None:
            self._read(self._path)
        else:
            self._show()

    @work(exclusive=True, group="read")
    async def _read(self, path: Path) -> None:
        try:
            session = await asyncio.to_thread(read_game, path)
        except (SaveError, PackFaults) as error:
            self.say(str(error))
            return
        self._session = session
        self._at = 0
        if self._eyes not in session.pack.conference.everybody:
            self._eyes = ""
        await self._look()

    async def _look(self) -> None:
        session = self._session
        if session is None:
            return
        self._watched = await asyncio.to_thread(watch, session, self._eyes)
        self._at = min(self._at, len(self._watched) - 1)
        self._show()

    # What is shown ---------------------------------------------------------------------------

    def _show(self) -> None:
        if not self._watched:
            return
        self.query_one("#where", Page).show(self._where)
        self.query_one("#told", Page).show(self._told)
        self.query_one("#text", Page).show(self._text)

    def _where(self, width: int) -> Sequence[Content]:
        assert self._session is not None
        now = self._watched[self._at]
        of = len(self._watched) - 1
        book = self._session.pack.phrasebook
        eyes = t("replay.eyes", name=book.name(self._eyes)) if self._eyes else t("replay.open")
        head = t("replay.at", at=self._at, of=of, round=now.round)
        bar = max(10, width - len(eyes) - len(head) - 6)
        return [
            Content.assemble(
                (head + "  ", "bold $ink"),
                meter_bar(Meter("", self._at, max(1, of)), bar),
                ("  " + eyes, "$brass"),
            ).truncate(width)
        ]

    def _told(self, width: int) -> Sequence[Content]:
        now = self._watched[self._at]
        lines = title(now.order or t("replay.opening"), width)
        if not now.cables:
            return [*lines, *prose(t("replay.nothing"), width, "$muted")]
        for speaker, text, detail in now.cables:
            if speaker:
                lines.append(Content.styled(clip(speaker, width), "bold $brass"))
            lines += bullet(text, width, "▎", "$ink")
            if detail:
                lines += prose(detail, width, "$muted", 2)
            lines.append(Content(""))
        return lines

    def _text(self, width: int) -> Sequence[Content]:
        assert self._session is not None
        now = self._watched[self._at]
        book = self._session.pack.phrasebook
        lines = title(t("replay.text"), width)
        before = self._watched[self._at - 1].text if self._at else now.text
        for issue, option in enumerate(now.text):
            moved = before[issue] != option
            sign = "●" if issue in now.closed else "◔"
            lines.append(
                Content.assemble(
                    (f"{sign} ", "$good" if issue in now.closed else "$muted"),
                    (fit(book.issue_short(issue), 14) + " ", "$muted"),
                    (book.option_short(issue, option), "bold $brass" if moved else "$ink"),
                ).truncate(width, ellipsis=True)
            )
        lines += [Content(""), *title(t("replay.values"), width)]
        bar = max(8, width - 22)
        for seat, worth, reserve in now.values:
            lines.append(
                Content.assemble(
                    (fit(book.short(seat), 11), "$ink"),
                    band_bar(
                        min(worth, reserve),
                        max(worth, reserve),
                        bar,
                        (0, 10_000),
                        worth,
                        "$good" if worth >= reserve else "$bad",
                    ),
                    (" " + points(worth), "bold $ink"),
                ).truncate(width)
            )
        return lines

    # Doing -----------------------------------------------------------------------------------

    def action_step(self, step: int) -> None:
        """Go to the next or the previous order."""
        self._go(self._at + step)

    def action_round(self, step: int) -> None:
        """Go to the beginning of the next round, or of this or the previous one."""
        if not self._watched:
            return
        starts = [
            k
            for k, each in enumerate(self._watched)
            if k == 0 or each.round != self._watched[k - 1].round
        ]
        if step > 0:
            self._go(next((k for k in starts if k > self._at), len(self._watched) - 1))
        else:
            self._go(max((k for k in starts if k < self._at), default=0))

    def action_play(self) -> None:
        """Play on by itself, or stop."""
        if self._timer is not None:
            self._stop()
            return
        self.say(t("replay.playing"), "$muted", "▶")
        self._timer = self.set_interval(PACE, self._tick)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            self.say(t("replay.now"), "$brass", "▸")

    def _tick(self) -> None:
        if not self.is_current or self._at >= len(self._watched) - 1:
            self._stop()
            return
        self._go(self._at + 1)

    def _go(self, at: int) -> None:
        at = max(0, min(at, len(self._watched) - 1))
        if at != self._at:
            self._at = at
            self._show()

    @work
    async def action_eyes(self) -> None:
        """Choose whose eyes to watch through."""
        session = self._session
        if session is None:
            return
        book = session.pack.phrasebook
        items = [Item("*", t("replay.open"))]
        items += [
            Item(d.id, book.name(d.id), note=t("seats.person") if d.id in session.humans else "")
            for d in session.pack.conference.delegations
        ]
        chosen = await self.app.push_screen_wait(Picker(t("replay.pick"), items, self._eyes or "*"))
        if chosen:
            self._eyes = "" if chosen == "*" else chosen
            await self._look()

    @work
    async def action_branch(self) -> None:
        """Begin a new game from the round one is at."""
        if self._path is None or not self._watched:
            return
        round_ = self._watched[self._at].round
        sure = await self.app.push_screen_wait(
            Question(
                t("debrief.branch.title", round=round_),
                t("debrief.branch.text"),
                t("debrief.branch.yes"),
            )
        )
        if not sure:
            return
        try:
            branch = await asyncio.to_thread(
                Session.branch, self._path, round_, paths.saves_folder()
            )
        except (ValueError, SaveError, PackFaults) as error:
            self.say(str(error))
            return
        self.play(branch)

    @work(exclusive=True, group="verify")
    async def action_verify(self) -> None:
        """Verify the record."""
        if self._path is not None:
            await verify_aloud(self, self._path)
