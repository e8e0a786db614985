"""The shelf of conferences: what each is about, how long, who sits there, and how it decides.

Guarantees: a broken pack is listed with its first fault and stops nothing; packs are read beside the
screen, never on it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget

from diplogame.app import library, paths
from diplogame.app.narrate.describe import Describe
from diplogame.packs.loader import LoadedPack, PackEntry, PackFaults
from diplogame.rules.conference import Kind
from diplogame.tui.base import shown
from diplogame.tui.frames import OuterScreen
from diplogame.tui.parts import Item, Menu, Page, bullet, fact, heading, prose, title
from diplogame.tui.strings import t
from diplogame.tui.widgets.horseshoe import Horseshoe
from diplogame.tui.widgets.seating import Seat
from diplogame.tui.wording import capital


class ConferencesScreen(OuterScreen):
    """Choose a conference."""

    place: ClassVar[str] = "conferences"

    def __init__(self) -> None:
        super().__init__()
        self._classroom = False
        self._entries: dict[str, PackEntry] = {}
        self._packs: dict[str, LoadedPack | str] = {}

    def prepare(self, **about: Any) -> None:
        """Take whether several people share the terminal."""
        self._classroom = bool(about.get("classroom", False))

    def about(self) -> str:
        """Say what one is choosing for."""
        return t("conferences.classroom") if self._classroom else ""

    def body(self) -> Iterable[Widget]:
        """Packs on the left, the card and the room on the right."""
        yield Horizontal(
            Menu(id="menu"),
            Vertical(Page(id="page"), Horseshoe(id="room"), id="card"),
            classes="pair",
        )

    def fill(self) -> None:
        """List the packs."""
        menu = self.query_one("#menu", Menu)
        if not self._entries:
            menu.show([heading(t("conferences.reading"))])
        menu.focus()
        self._look()

    @work(exclusive=True, group="shelf")
    async def _look(self) -> None:
        entries = await asyncio.to_thread(library.packs)
        if not self.query("#menu"):
            return  # the screen was left while the shelf was read
        self._entries = {str(entry.path): entry for entry in entries if not entry.shadowed}
        items = []
        for path, entry in self._entries.items():
            manifest = entry.manifest
            note = "" if manifest is None else manifest.length
            fault = entry.first_fault
            items.append(
                Item(
                    path,
                    entry.title,
                    note=t("conferences.broken") if fault else note,
                    sign="✗" if fault else "◆",
                    tone="$bad" if fault else "$brass",
                )
            )
        # Whole ones first: a broken pack is no reason to scroll.
        items.sort(key=lambda item: (item.sign == "✗", item.title))
        menu = self.query_one("#menu", Menu)
        menu.show(items or [Item("", t("conferences.none"), heading=True)])
        await self._turn(menu.key())

    async def on_menu_highlighted(self, event: Menu.Highlighted) -> None:
        """Show the card of the pack under the cursor."""
        event.stop()
        self._show(event.key)

    @work(exclusive=True, group="card")
    async def _show(self, path: str) -> None:
        await self._turn(path)

    async def _turn(self, path: str) -> None:
        entry = self._entries.get(path)
        page = self.query_one("#page", Page)
        room = self.query_one("#room", Horseshoe)
        if entry is None:
            page.show(
                lambda width: prose(
                    t("conferences.where", folder=str(paths.pack_folders()[0])), width
                )
            )
            shown(room, False)
            return
        pack = self._packs.get(path)
        if pack is None:
            pack = self._packs[path] = await asyncio.to_thread(_load, entry)
            if not self.query("#menu") or self.query_one("#menu", Menu).key() != path:
                return  # the cursor, or the player, has moved on while the pack was read
        if isinstance(pack, str):
            fault = pack
            page.show(lambda width: _broken(entry, fault, width))
            shown(room, False)
            return
        loaded = pack
        page.show(lambda width: card(loaded, width))
        seats = [
            Seat(
                d.id,
                loaded.phrasebook.short(d.id),
                voice=d.kind is not Kind.SEAT,
                presides=d.kind is Kind.CHAIR,
            )
            for d in loaded.conference.delegations
        ]
        await room.show(seats, (capital(loaded.phrasebook.place),))
        shown(room, self.size.height >= 32)

    async def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Go on to the seats."""
        event.stop()
        pack = self._packs.get(event.key)
        if isinstance(pack, LoadedPack):
            await self.host.open("seats", pack=pack, classroom=self._classroom)
        elif isinstance(pack, str):
            self.say(t("conferences.cannot"))


def _load(entry: PackEntry) -> LoadedPack | str:
    from diplogame.packs.loader import load_pack

    if entry.first_fault:
        return entry.first_fault
    try:
        return load_pack(entry.path)
    except PackFaults as error:
        return str(error)
    except OSError as error:
        return error.strerror or type(error).__name__


def _broken(entry: PackEntry, fault: str, width: int) -> Sequence[Content]:
    return [
        *title(entry.title, width, t("conferences.broken")),
        *prose(fault, width, "$bad"),
        Content(""),
        *fact(t("conferences.path"), str(entry.path), width, 10),
        Content(""),
        *prose(t("conferences.check", id=entry.id), width, "$muted"),
    ]


def card(pack: LoadedPack, width: int) -> Sequence[Content]:
    """Return the card of a conference."""
    book, conference, manifest = pack.phrasebook, pack.conference, pack.manifest
    seats = [d for d in conference.delegations if d.kind is Kind.SEAT]
    voices = [d for d in conference.delegations if d.kind is Kind.VOICE]
    rule = Describe(book, conference).rule(conference.institution.adoption)
    lines = title(manifest.title, width, manifest.length)
    lines += prose(manifest.summary, width, "bold $ink")
    lines.append(Content(""))
    label = 12
    lines += fact(
        t("conferences.difficulty"), t(f"difficulty.pack.{manifest.difficulty}"), width, label
    )
    lines += fact(
        t("conferences.seats"),
        t(
            "conferences.seats.text",
            seats=len(seats),
            voices=len(voices),
            names=", ".join(book.short(d.id) for d in seats),
        ),
        width,
        label,
    )
    lines += fact(
        t("conferences.rounds"),
        t(
            "conferences.rounds.text",
            rounds=conference.calendar.rounds,
            issues=len(conference.issues),
        ),
        width,
        label,
    )
    lines += fact(t("conferences.rule"), rule, width, label)
    if manifest.tutorial_seat:
        said = t("conferences.coached", seat=book.name(manifest.tutorial_seat))
        lines += bullet(said, width, "★", "$brass")
    lines.append(Content(""))
    lines += prose(book.brief, width, "$muted")
    return lines
