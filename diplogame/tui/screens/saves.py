"""Saved games: go on, open the debrief, watch again, verify.

Guarantees: a broken file is one line with its problem; verifying runs beside the screen and can be left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from diplogame.app import library, paths
from diplogame.packs.loader import PackFaults
from diplogame.record import SaveEntry, SaveError
from diplogame.tui.frames import OuterScreen
from diplogame.tui.help import Picker
from diplogame.tui.parts import Item, Menu, Page, fact, prose, title
from diplogame.tui.shelf import named, over, playable, said, state, when
from diplogame.tui.strings import t


class SavesScreen(OuterScreen):
    """The shelf of saves."""

    place: ClassVar[str] = "saves"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "replay", "Watch"),
        Binding("v", "verify", "Verify"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._entries: dict[str, SaveEntry] = {}

    def body(self) -> Iterable[Widget]:
        """Games on the left, what is known of one on the right."""
        yield Horizontal(Menu(id="menu"), Page(id="page"), classes="pair")

    def fill(self) -> None:
        """List the saves."""
        self.query_one("#menu", Menu).focus()
        self._look()

    @work(exclusive=True, group="shelf")
    async def _look(self) -> None:
        entries = await asyncio.to_thread(library.saves)
        if not self.query("#menu"):
            return  # the screen was left while the shelf was read
        self._entries = {str(entry.path): entry for entry in entries}
        items = [
            Item(
                path,
                said(entry),
                note=f"{state(entry)}  {when(entry)}",
                sign="▶" if playable(entry) else "●" if over(entry) else "✗",
                tone="$brass" if playable(entry) else "$good" if over(entry) else "$bad",
            )
            for path, entry in self._entries.items()
        ]
        menu = self.query_one("#menu", Menu)
        menu.show(items or [Item("", t("saves.none"), heading=True)])
        self._explain(menu.key())

    def on_menu_highlighted(self, event: Menu.Highlighted) -> None:
        """Tell what is known of the game under the cursor."""
        event.stop()
        self._explain(event.key)

    def _explain(self, path: str) -> None:
        self.query_one("#page", Page).show(lambda width: self._about(path, width))

    def _about(self, path: str, width: int) -> Sequence[Content]:
        entry = self._entries.get(path)
        if entry is None:
            return prose(t("saves.folder", folder=str(paths.saves_folder())), width, "$muted")
        label = 14
        lines = title(said(entry), width, state(entry))
        lines += fact(t("saves.pack"), f"{entry.pack_id} {entry.pack_version}", width, label)
        lines += fact(
            t("saves.who"), ", ".join(map(named, entry.seats)) or t("saves.watched"), width, label
        )
        lines += fact(t("saves.state"), state(entry), width, label)
        lines += fact(t("saves.steps"), str(entry.steps), width, label)
        lines += fact(t("saves.when"), when(entry), width, label)
        lines += fact(t("saves.file"), entry.path.name, width, label)
        lines += fact(t("saves.size"), f"{max(1, entry.size // 1024)} kB", width, label)
        if entry.problem:
            lines += [Content(""), *fact(t("saves.problem"), entry.problem, width, label, "$poor")]
        return lines

    # Doing -----------------------------------------------------------------------------------

    def _entry(self) -> SaveEntry | None:
        return self._entries.get(self.query_one("#menu", Menu).key())

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Ask what to do with the game."""
        event.stop()
        self._ask(event.key)

    @work
    async def _ask(self, path: str) -> None:
        entry = self._entries.get(path)
        if entry is None:
            return
        ended = over(entry)
        closed = "" if playable(entry) or ended else (entry.problem or t("saves.in-use"))
        first = "debrief" if ended else "resume"
        items = [
            Item(first, t(f"saves.{first}"), about=t(f"saves.{first}.about"), why=closed),
            Item("replay", t("saves.replay"), about=t("saves.replay.about")),
            Item("verify", t("saves.verify"), about=t("saves.verify.about")),
        ]
        chosen = await self.app.push_screen_wait(Picker(said(entry), items))
        if chosen in ("resume", "debrief"):
            self.resume(entry.path)
        elif chosen == "replay":
            await self.host.open("replay", path=entry.path)
        elif chosen == "verify":
            self._verify(entry.path)

    async def action_replay(self) -> None:
        """Watch the game under the cursor again."""
        entry = self._entry()
        if entry is not None:
            await self.host.open("replay", path=entry.path)

    def action_verify(self) -> None:
        """Verify the game under the cursor."""
        entry = self._entry()
        if entry is not None:
            self._verify(entry.path)

    @work(exclusive=True, group="verify")
    async def _verify(self, path: Path) -> None:
        await verify_aloud(self, path)


async def verify_aloud(screen: OuterScreen, path: Path) -> None:
    """Verify a record and say in the screen's line how far one is and how it ends."""
    from diplogame.app.session import verify

    loop = asyncio.get_running_loop()

    def progress(done: int, of: int) -> None:
        if done == of or done % 20 == 0:
            text = t("saves.verify.busy", done=done, of=of)
            loop.call_soon_threadsafe(screen.say, text, "$muted", "…")

    try:
        found = await asyncio.to_thread(verify, path, progress)
    except (SaveError, PackFaults) as error:
        screen.say(str(error))
        return
    if found.ok:
        screen.say(t("saves.verify.ok", records=found.records), "$good", "●")
    else:
        screen.say(t("saves.verify.bad", first=found.first, records=found.records, what=found.what))
