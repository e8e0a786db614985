"""Whole conferences, from the title to the debrief and back, by real keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplogame.app.session import verify
from diplogame.tui import themes
from diplogame.tui.app import DiplogameApp
from diplogame.tui.screens.debrief import TABS
from tests.tui.playing import text_of
from tests.tui.seated import Hand, quietly

SIZES = ((80, 24), (160, 50))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each game has settings and saves of its own."""
    monkeypatch.setenv("DIPLOGAME_HOME", str(tmp_path))
    quietly()
    return tmp_path


def faults(app: DiplogameApp) -> list[str]:
    """Return the messages of warnings and errors that were shown."""
    return [n.message for n in app._notifications if n.severity != "information"]


async def begin(hand: Hand, pack: str, seat: str, seed: int) -> None:
    """From the title through the shelf and the chairs to the floor."""
    app = hand.app
    await hand.to("TitleScreen")
    await hand.choose("new")
    await hand.to("ConferencesScreen")
    screen = app.screen
    await hand.wait(lambda: bool(hand.menu().key()))
    key = next(i.key for i in hand.menu()._items if Path(i.key).name == pack)
    await hand.on(key)
    await hand.wait(lambda: key in screen._packs)  # type: ignore[attr-defined]
    await hand.key("enter")
    await hand.to("SeatsScreen")
    await hand.choose(f"seat|{seat}")
    await hand.choose("seed")
    await hand.to("Entry")
    await hand.key("ctrl+u", *str(seed), "enter")
    await hand.to("SeatsScreen")
    await hand.wait(lambda: hand.menu().key() == "seed")
    await hand.key("o")
    await hand.to("FloorScreen")
    assert hand.game.session.seed == seed
    assert hand.game.seat == seat


@pytest.mark.parametrize("theme", themes.NAMES)
@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
async def test_a_whole_conference_from_the_title_to_the_debrief_and_back(
    size: tuple[int, int], theme: str, home: Path
) -> None:
    app = DiplogameApp(theme=theme, animation=False)
    async with app.run_test(size=size) as pilot:
        hand = Hand(pilot, app)
        await begin(hand, "first-steps", "harrow", 11)
        await hand.key("i")
        await hand.to("InstructionsScreen")
        assert "To the delegation of Harrow Quay" in text_of(app)
        await hand.key("escape")
        await hand.to("FloorScreen")
        await hand.play()
        session = hand.game.session
        assert session.over
        assert session.save_path is not None
        found = await hand.turn_every_page()
        assert len(set(found)) == len(TABS)
        assert not faults(app)
        assert {"PlanScreen", "MeetingScreen", "PlenaryScreen"} <= set(hand.seen)
        path = session.save_path
        await hand.home()
        assert app.game is None
        assert not faults(app)
    report = verify(path)
    assert report.ok, report
    assert report.records > 10
