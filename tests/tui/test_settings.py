"""Settings count at once and are kept."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from diplogame.app import settings
from diplogame.tui import strings_more, themes
from diplogame.tui.app import DiplogameApp
from diplogame.tui.kept import kept
from diplogame.tui.parts import Menu
from diplogame.tui.strings import catalogue, has
from tests.tui.playing import at, text_of
from tests.tui.shots import until


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIPLOGAME_HOME", str(tmp_path))
    return tmp_path


async def test_every_theme_can_be_chosen_and_the_choice_is_kept() -> None:
    app = DiplogameApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, app, "TitleScreen")
        await app.open("settings")
        await at(pilot, app, "SettingsScreen")
        seen = [app.theme]
        for _ in range(len(themes.NAMES) - 1):
            before = app.theme
            await pilot.press("right")
            await until(pilot, lambda was=before: app.theme != was)
            seen.append(app.theme)
            assert settings.load()[0].theme == app.theme
        assert sorted(seen) == sorted(themes.NAMES)


async def test_the_coach_can_be_sent_away_and_roll_calls_be_hurried() -> None:
    app = DiplogameApp()
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "TitleScreen")
        await app.open("settings")
        await at(pilot, app, "SettingsScreen")
        menu = app.screen.query_one("#menu", Menu)
        for name in ("hints", "roll_call"):
            menu.go(name)
            await pilot.press("enter")
        await until(pilot, lambda: not settings.load()[0].roll_call)
        assert not settings.load()[0].hints
        assert not app.hints
        assert not kept(app).roll_call


async def test_a_setting_that_cannot_be_kept_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "save", lambda kept: "The settings could not be saved: full.")
    app = DiplogameApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, app, "TitleScreen")
        await app.open("settings")
        await at(pilot, app, "SettingsScreen")
        await pilot.press("right")
        await until(pilot, lambda: "could not be saved" in text_of(app))


def test_every_sentence_a_screen_asks_for_is_in_the_catalogue() -> None:
    import re

    strings_more.load()
    folder = Path(strings_more.__file__).parent
    names = [
        "title",
        "conferences",
        "seats",
        "instructions",
        "board",
        "threats",
        "threat",
        "plenary",
        "motions",
        "vote",
        "twist",
        "summit",
        "ledger",
        "reckoning",
        "aftermath",
        "debrief",
        "saves",
        "replay",
        "settings",
    ]
    files = [folder / "screens" / f"{name}.py" for name in names]
    files += [
        folder / f"{n}.py"
        for n in (
            *("meaning", "rollcalls", "shelf", "debriefing", "debrief_charts", "debrief_files"),
            *("entry", "game", "hall", "layout"),
        )
    ]
    missing = []
    for file in files:
        for key in re.findall(r"""\bt\(\s*["']([\w.*-]+)["']""", file.read_text(encoding="utf-8")):
            if not has(key):
                missing.append(f"{file.name}: {key}")
    assert not missing
    assert len(catalogue()) > 300


def test_the_shelf_names_the_words_that_the_keys_of_each_part_begin_with() -> None:
    for name, words in strings_more.PARTS.items():
        module = import_module(f"diplogame.tui.{name}")
        parts = [each for each in vars(module).values() if isinstance(each, dict) and each]
        keys = [key for part in parts for key in part if isinstance(key, str) and "." in key]
        assert {key.partition(".")[0] for key in keys} == set(words.split()), name


def test_the_title_is_shown_without_reading_the_sentences_of_other_screens() -> None:
    code = (
        "import sys; from diplogame.tui.app import DiplogameApp; DiplogameApp();"
        "from diplogame.tui.strings import t; assert t('title.new') == 'New game';"
        "assert 'diplogame.tui.strings_debrief' not in sys.modules;"
        "assert t('debrief.title') == 'Debrief'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
