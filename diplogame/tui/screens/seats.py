"""Who sits where: each chair's public brief, strength, style and par; difficulty, seed, and people.

Guarantees: nothing secret of any chair is shown here; a game begins only when a person has a chair.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from diplogame.app import library, paths, settings
from diplogame.app.session import Session
from diplogame.packs.loader import LoadedPack
from diplogame.rules.conference import Kind, Priority
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import Difficulty
from diplogame.tui.entry import Entry
from diplogame.tui.frames import OuterScreen
from diplogame.tui.parts import BLANK, Item, Menu, Page, bullet, fact, heading, prose, title
from diplogame.tui.strings import t
from diplogame.tui.wording import points

_MOST_SEED = 1_000_000


class SeatsScreen(OuterScreen):
    """Take a chair, or several."""

    place: ClassVar[str] = "seats"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "begin", "Open"),
        Binding("space", "chair", "Person or staff", show=False),
        Binding("n", "name", "Name", show=False),
        Binding("p", "pin", "PIN", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._pack: LoadedPack | None = None
        self._classroom = False
        self._humans: list[SeatId] = []
        self._names: dict[SeatId, str] = {}
        self._pins: dict[SeatId, str] = {}
        self._difficulty = Difficulty.ENVOY
        self._seed = 0
        self._folder: Path | None = None

    def prepare(self, **about: Any) -> None:
        """Take the conference and whether several people share the terminal."""
        pack = about.get("pack")
        if isinstance(pack, LoadedPack):
            if self._pack is not pack or self._classroom is not bool(about.get("classroom")):
                self._humans = [] if about.get("classroom") else [library.first_seat(pack)]
                self._names, self._pins = {}, {}
            self._pack = pack
        self._classroom = bool(about.get("classroom", False))
        seed = about.get("seed")
        self._seed = secrets.randbelow(_MOST_SEED) if seed is None else int(seed)
        self._difficulty = Difficulty(about.get("difficulty") or settings.load()[0].difficulty)
        self._folder = about.get("folder", paths.saves_folder())

    def about(self) -> str:
        """Say which conference it is."""
        return "" if self._pack is None else self._pack.manifest.title

    def body(self) -> Iterable[Widget]:
        """Chairs on the left, the brief on the right."""
        yield Horizontal(Menu(id="menu"), Page(id="page"), classes="pair")

    def fill(self) -> None:
        """List the chairs."""
        menu = self.query_one("#menu", Menu)
        self._list()
        menu.focus()
        if self._humans and not self._classroom:
            menu.go(f"seat|{self._humans[0]}")
        self._explain(menu.key())

    def _list(self, key: str | None = None) -> None:
        pack = self._pack
        if pack is None:
            return
        book, conference = pack.phrasebook, pack.conference
        items: list[Item] = [heading(t("seats.take.many" if self._classroom else "seats.take.one"))]
        for seat in library.playable(pack):
            here = seat in self._humans
            kind = conference.delegation(seat).kind
            note = self._names.get(seat, "") or (
                t("seats.person" if self._classroom else "seats.you") if here else ""
            )
            if not here:
                note = _strength(book.strength(seat))
            if seat in self._pins:
                note += " ···"
            if kind is Kind.VOICE:
                note = f"{t('seats.voice')}  {note}"
            items.append(
                Item(
                    f"seat|{seat}",
                    book.name(seat),
                    note=note,
                    sign="●" if here else "○",
                    tone="$brass" if here else "$faint",
                )
            )
        items += [
            BLANK,
            heading(t("seats.game")),
            Item(
                "mode", t("seats.people"), note=t("seats.many" if self._classroom else "seats.one")
            ),
            Item(
                "difficulty", t("seats.difficulty"), note=t(f"difficulty.{self._difficulty.value}")
            ),
            Item("seed", t("seats.seed"), note=str(self._seed)),
        ]
        if self._classroom:
            items += [
                Item("name", t("seats.name"), note=t("seats.name.key")),
                Item("pin", t("seats.pin"), note=t("seats.pin.key")),
            ]
        items += [
            BLANK,
            Item(
                "begin",
                t("seats.begin"),
                sign="▶",
                why="" if self._humans else t("seats.nobody"),
            ),
        ]
        self.query_one("#menu", Menu).show(items, key)

    # What is said ----------------------------------------------------------------------------

    def on_menu_highlighted(self, event: Menu.Highlighted) -> None:
        """Tell about the line under the cursor."""
        event.stop()
        self._explain(event.key)

    def _explain(self, key: str) -> None:
        page = self.query_one("#page", Page)
        pack = self._pack
        if pack is None:
            return
        kind, _, name = key.partition("|")
        if kind == "seat":
            page.show(lambda width: brief(pack, name, width))
        else:
            page.show(
                lambda width: [
                    *title(t(f"seats.{kind}.title"), width),
                    *prose(t(f"seats.{kind}.about"), width),
                ]
            )

    # What is done ----------------------------------------------------------------------------

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        """Take the chair, or change a setting."""
        event.stop()
        kind, _, name = event.key.partition("|")
        match kind:
            case "seat":
                if self._classroom:
                    self.action_chair()
                else:
                    self._humans = [name]
                    self._list("begin")
            case "mode":
                self._classroom = not self._classroom
                if not self._classroom:
                    self._humans = self._humans[:1]
                self._list("mode")
                self._explain("mode")
            case "difficulty":
                order = list(Difficulty)
                self._difficulty = order[(order.index(self._difficulty) + 1) % len(order)]
                self._list("difficulty")
            case "seed":
                self._ask_seed()
            case "name":
                self.action_name()
            case "pin":
                self.action_pin()
            case "begin":
                self.action_begin()

    def _seat(self) -> SeatId:
        """Return the chair under the cursor, or the last one taken."""
        kind, _, name = self.query_one("#menu", Menu).key().partition("|")
        if kind == "seat":
            return name
        return self._humans[-1] if self._humans else ""

    def action_chair(self) -> None:
        """Give the chair under the cursor to a person, or back to the staff."""
        seat = self._seat()
        if not seat or self._pack is None:
            return
        if not self._classroom and seat not in self._humans:
            self._humans = [seat]
        elif seat in self._humans:
            self._humans.remove(seat)
        else:
            self._humans.append(seat)
        self._list()

    @work
    async def action_name(self) -> None:
        """Ask for the name of the person in the chair."""
        seat = self._seat()
        if seat and self._pack is not None:
            name = self._pack.phrasebook.name(seat)
            said = await self.app.push_screen_wait(
                Entry(t("seats.name.ask", name=name), self._names.get(seat, ""))
            )
            if said is not None:
                self._names[seat] = said
                if seat not in self._humans:
                    self._humans.append(seat)
                self._list()

    @work
    async def action_pin(self) -> None:
        """Ask for a PIN for the chair; empty takes it away."""
        seat = self._seat()
        if seat and self._pack is not None:
            name = self._pack.phrasebook.name(seat)
            said = await self.app.push_screen_wait(
                Entry(t("seats.pin.ask", name=name), secret=True, most=16)
            )
            if said is not None:
                self._pins.pop(seat, None)
                if said:
                    self._pins[seat] = said
                self._list()

    @work
    async def _ask_seed(self) -> None:
        said = await self.app.push_screen_wait(
            Entry(t("seats.seed.ask"), str(self._seed), digits=True, most=12)
        )
        if said is not None:
            self._seed = int(said) if said else secrets.randbelow(_MOST_SEED)
            self._list("seed")

    def action_begin(self) -> None:
        """Open the conference."""
        pack = self._pack
        if pack is None or not self._humans:
            self.say(t("seats.nobody"))
            return
        names = {s: n for s, n in self._names.items() if s in self._humans and n}
        session = Session.new(
            pack,
            self._humans,
            self._seed,
            self._difficulty,
            self._folder,
            names,
        )
        kept, _ = settings.load()
        changed = replace(kept, last_pack=pack.manifest.id, last_seat=self._humans[0])
        if changed != kept:
            settings.save(changed)
        pins = {s: p for s, p in self._pins.items() if s in self._humans}
        self.play(session, pins, fresh=True)


def _strength(stars: int) -> str:
    return "◆" * max(0, min(5, stars)) + "◇" * (5 - max(0, min(5, stars)))


def brief(pack: LoadedPack, seat: SeatId, width: int) -> Sequence[Content]:
    """Return what everybody may know of a chair."""
    book = pack.phrasebook
    delegation = pack.conference.delegation(seat)
    name, office = book.envoy(seat)
    lines = title(book.name(seat), width, _strength(book.strength(seat)))
    lines += prose(book.style(seat), width, "bold $ink")
    lines += [Content(""), *prose(book.public_brief(seat), width), Content("")]
    label = 12
    lines += fact(t("seats.envoy"), ", ".join(filter(None, (name, office))), width, label)
    if delegation.kind is Kind.SEAT:
        lines += fact(
            t("seats.votes"),
            t("seats.votes.text", votes=delegation.votes, slots=delegation.slots),
            width,
            label,
        )
    else:
        lines += fact(t("seats.votes"), t("seats.votes.none", slots=delegation.slots), width, label)
    par = points(delegation.par) if delegation.par else t("seats.par.unknown")
    lines += fact(t("seats.par"), par, width, label)
    if book.doctrine(seat):
        lines += fact(t("seats.doctrine"), book.doctrine(seat), width, label)
    declared = [
        (k, i)
        for k, i in enumerate(delegation.interests)
        if i.declared_priority in (Priority.HIGH, Priority.MEDIUM)
    ]
    if declared:
        lines += [Content(""), *title(t("seats.declared"), width)]
        for issue, interest in sorted(
            declared, key=lambda pair: (pair[1].declared_priority is not Priority.HIGH, pair[0])
        ):
            high = interest.declared_priority is Priority.HIGH
            text = f"{book.issue_short(issue)}: {book.option(issue, interest.declared_option)}"
            lines += bullet(text, width, "▲" if high else "·", "bold $ink" if high else "$ink")
    return lines
