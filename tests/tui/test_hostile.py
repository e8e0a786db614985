"""Texts of a pack are hostile until shown otherwise: markup, control characters, endless names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from diplogame.app.session import Session
from diplogame.packs.loader import load_pack
from diplogame.tui.app import DiplogameApp
from tests.tui.playing import CONTENT, at, press, text_of
from tests.tui.shots import until

MARKUP = ("[bold red]x[/]", "[/", "[@click=app.quit]leave[/]", "{name} {0.__class__}", "\\[b]")


class Spiked:
    """A phrasebook whose every answer carries markup."""

    def __init__(self, book: Any, spike: str) -> None:
        self._book, self._spike = book, spike

    def fresh(self) -> Spiked:
        return Spiked(self._book.fresh(), self._spike)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._book, name)
        if isinstance(found, str) and name in ("title", "place", "crisis_name"):
            return f"{self._spike}{found}"
        if name in ("issue", "option", "clause", "question", "style", "dossier", "incentive"):
            return lambda *args: f"{self._spike}{found(*args)}"
        return found


@pytest.mark.parametrize("spike", MARKUP)
async def test_markup_in_a_pack_is_text_on_every_screen(spike: str) -> None:
    pack = load_pack(CONTENT / "first-steps")
    object.__setattr__(pack, "phrasebook", Spiked(pack.phrasebook, spike))
    app = DiplogameApp.for_session(Session.new(pack, ("harrow",), 7))
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        await until(pilot, lambda: spike in text_of(app))
        await press(pilot, app, "down", "enter")
        await at(pilot, app, "ClauseScreen")
        await until(pilot, lambda: spike in text_of(app))
        await press(pilot, app, "escape")
        await app.open("dossier", seat="lantern")
        await at(pilot, app, "DossierScreen")
        await until(pilot, lambda: spike in text_of(app))
        await press(pilot, app, "escape", "p", "1", "1", "c", "y")
        await at(pilot, app, "MeetingScreen", "InvitationScreen", seconds=60)
        await press(pilot, app, "o")
        await pilot.pause(0.1)
        assert app.return_code in (None, 0)


async def test_endless_and_invisible_names_neither_crash_nor_break_the_lines(
    tmp_path: Path,
) -> None:
    pack = load_pack(CONTENT / "first-steps")
    spike = "W" * 5000 + "\x1b[31m\u202e\u200b\n"
    object.__setattr__(pack, "phrasebook", Spiked(pack.phrasebook, spike))
    app = DiplogameApp.for_session(Session.new(pack, ("harrow",), 7))
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, app, "FloorScreen")
        await until(pilot, lambda: "WWWW" in text_of(app))
        shown = text_of(app)
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "\u200b" not in shown
        await press(pilot, app, "p", "1", "1")
        await at(pilot, app, "PlanScreen")
        assert "\x1b" not in text_of(app)
