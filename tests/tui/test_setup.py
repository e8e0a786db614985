"""Choosing a conference and chairs: alone, and several people at one terminal."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from textual.widgets import Input

from diplogame.app import library, paths
from diplogame.rules.terms import Difficulty
from diplogame.tui.app import DiplogameApp
from diplogame.tui.parts import Menu
from tests.tui.playing import CONTENT, at, pack, press, text_of
from tests.tui.shots import until


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIPLOGAME_HOME", str(tmp_path))
    return tmp_path


def _menu(app: DiplogameApp) -> Menu:
    return app.screen.query_one("#menu", Menu)


async def _to_seats(pilot, app, *, classroom: bool = False) -> None:
    await at(pilot, app, "TitleScreen")
    await app.open("conferences", classroom=classroom)
    await at(pilot, app, "ConferencesScreen")
    await until(pilot, lambda: "Herring" in text_of(app) and _menu(app).rows() >= 2)
    key = next(i.key for i in _menu(app)._items if "Herring" in i.title)
    _menu(app).go(key)
    await until(pilot, lambda: "three towns" in text_of(app).lower() or "harbour" in text_of(app))
    await pilot.press("enter")
    await at(pilot, app, "SeatsScreen")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_card_tells_length_seats_and_the_rule_of_adoption(size: tuple[int, int]) -> None:
    app = DiplogameApp()
    async with app.run_test(size=size) as pilot:
        await at(pilot, app, "TitleScreen")
        await app.open("conferences")
        await until(pilot, lambda: "Adoption by" in text_of(app))
        shown = text_of(app)
        assert "10 min" in shown
        assert "3 vote" in shown
        assert "consensus" in shown


async def test_a_broken_pack_is_listed_with_its_first_fault_and_cannot_be_opened(
    home: Path,
) -> None:
    folder = home / "packs" / "cracked"
    shutil.copytree(CONTENT / "first-steps", folder)
    text = (folder / "pack.toml").read_text(encoding="utf-8")
    text = text.replace('id = "first-steps"', 'id = "cracked"').replace("rounds = 4", "rounds = -4")
    (folder / "pack.toml").write_text(text, encoding="utf-8")
    app = DiplogameApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "TitleScreen")
        await app.open("conferences")
        await until(pilot, lambda: "cannot be played" in text_of(app))
        key = next(i.key for i in _menu(app)._items if "cracked" in i.key)
        _menu(app).go(key)
        await until(pilot, lambda: ".toml:" in text_of(app))
        await pilot.press("enter")
        assert type(app.screen).__name__ == "ConferencesScreen"


async def test_taking_a_chair_opens_a_game_that_is_saved() -> None:
    app = DiplogameApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await _to_seats(pilot, app)
        _menu(app).go("seat|lantern")
        await pilot.press("enter")
        await until(pilot, lambda: _menu(app).key() == "begin")
        await pilot.press("enter")
        await at(pilot, app, "InstructionsScreen")
        assert app.game is not None
        assert app.game.session.humans == ("lantern",)
        assert app.game.session.save_path is not None
        assert app.game.session.save_path.parent == paths.saves_folder()


async def test_a_new_game_opens_with_the_instructions_and_enter_goes_on_to_the_floor() -> None:
    app = DiplogameApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await _to_seats(pilot, app)
        _menu(app).go("seat|harrow")
        await pilot.press("enter", "o")
        await at(pilot, app, "InstructionsScreen")
        assert "Read this first" in text_of(app)
        assert "Walk-away" in text_of(app)
        await press(pilot, app, "enter")
        await at(pilot, app, "FloorScreen")
        await press(pilot, app, "i")
        await at(pilot, app, "InstructionsScreen")
        assert "Read this first" not in text_of(app)
        await press(pilot, app, "escape")
        await at(pilot, app, "FloorScreen")


async def test_a_pin_may_hold_letters_and_a_seed_says_that_it_takes_digits_only() -> None:
    app = DiplogameApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await _to_seats(pilot, app, classroom=True)
        for seat in ("lantern", "harrow"):
            _menu(app).go(f"seat|{seat}")
            await pilot.press("space")
        await pilot.press("p")
        await until(pilot, lambda: type(app.screen).__name__ == "Entry")
        await press(pilot, app, *"12ab", "enter")
        await until(pilot, lambda: type(app.screen).__name__ == "SeatsScreen")
        _menu(app).go("seed")
        await pilot.press("enter")
        await until(pilot, lambda: "Digits only" in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: type(app.screen).__name__ == "SeatsScreen")
        await pilot.press("o")
        await at(pilot, app, "Curtain")
        assert app.game is not None
        assert app.game.pins.fits("harrow", "12ab")
        assert not app.game.pins.fits("harrow", "12")


async def test_difficulty_and_seed_are_the_ones_chosen() -> None:
    app = DiplogameApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await _to_seats(pilot, app)
        _menu(app).go("difficulty")
        await pilot.press("enter")
        _menu(app).go("seed")
        await pilot.press("enter")
        await until(pilot, lambda: type(app.screen).__name__ == "Entry")
        app.screen.query_one(Input).value = "4711"
        await pilot.press("enter")
        await until(pilot, lambda: type(app.screen).__name__ == "SeatsScreen")
        await pilot.press("o")
        await at(pilot, app, "InstructionsScreen")
        assert app.game is not None
        assert app.game.session.seed == 4711
        assert app.game.session.difficulty.value == "ambassador"


async def test_several_people_take_chairs_and_the_curtain_asks_for_their_pin() -> None:
    app = DiplogameApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await _to_seats(pilot, app, classroom=True)
        await pilot.press("o")
        await until(pilot, lambda: "Nobody has taken a chair" in text_of(app))
        for seat in ("harrow", "bellwether"):
            _menu(app).go(f"seat|{seat}")
            await pilot.press("space")
        await pilot.press("p")
        await until(pilot, lambda: type(app.screen).__name__ == "Entry")
        app.screen.query_one(Input).value = "2468"
        await pilot.press("enter")
        await until(pilot, lambda: type(app.screen).__name__ == "SeatsScreen")
        await pilot.press("o")
        await at(pilot, app, "Curtain")
        assert app.game is not None
        assert set(app.game.session.humans) == {"harrow", "bellwether"}
        assert "harrow" not in app.game.pins
        assert app.game.pins.fits("bellwether", "2468")
        assert not app.game.pins.fits("bellwether", "2469")
        assert "2468" not in text_of(app)


async def test_the_chairs_say_nothing_that_is_secret() -> None:
    app = DiplogameApp()
    async with app.run_test(size=(160, 50)) as pilot:
        await _to_seats(pilot, app)
        from tests.tui.playing import pack

        book = pack().phrasebook
        for seat in ("harrow", "bellwether", "lantern"):
            _menu(app).go(f"seat|{seat}")
            await until(pilot, lambda name=seat: book.style(name)[:20] in text_of(app))
            secret = book.instructions(seat).strip().split("\n")[-1][:30]
            assert secret not in text_of(app)


async def test_a_conference_named_at_the_start_still_asks_for_the_chair() -> None:
    app = DiplogameApp(
        animation=False,
        start="seats",
        about={"pack": pack("port-meridian"), "seed": 77, "difficulty": "novice", "folder": None},
    )
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "SeatsScreen")
        await until(pilot, lambda: "77" in text_of(app))
        assert app.game is None
        await press(pilot, app, "down", "enter", "o")
        await at(pilot, app, "InstructionsScreen")
        assert app.game is not None
        session = app.game.session
        assert (session.seed, session.difficulty, session.save_path) == (
            77,
            Difficulty.NOVICE,
            None,
        )
        assert session.humans == (session.pack.conference.seats[1],)


async def test_escape_from_that_choice_goes_to_the_title() -> None:
    app = DiplogameApp(animation=False, start="seats", about={"pack": pack()})
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, app, "SeatsScreen")
        await press(pilot, app, "escape")
        await at(pilot, app, "TitleScreen")


async def test_a_shelf_that_is_left_while_it_is_read_is_left_in_peace(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = asyncio.Event()
    loop = asyncio.get_running_loop()
    packs = library.packs

    def slowly() -> object:
        found = packs()
        loop.call_soon_threadsafe(read.set)
        return found

    monkeypatch.setattr(library, "packs", slowly)
    app = DiplogameApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await app.open("conferences")
        screen = app.screen
        # Its lines are taken down first, as when it is left in a hurry; then the reading ends.
        await screen.query("#menu").remove()
        await until(pilot, read.is_set)
        await pilot.pause()
        assert not screen.query("#menu")
