"""Every screen at three sizes on a terminal that wants no colours: nothing raises, nothing is empty."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from diplogame.app.paths import saves_folder
from diplogame.app.session import Session
from diplogame.rules.decide import Accepted
from diplogame.tui import route, themes
from diplogame.tui.app import DiplogameApp
from diplogame.tui.screens.debrief import TABS
from tests.tui.playing import pack, text_of, where
from tests.tui.reaching import finish
from tests.tui.seated import Hand, quietly

SIZES = ((80, 24), (100, 30), (160, 50))

DUTIES = (
    "plan",
    "twist",
    "invitation",
    "meeting",
    "offer",
    "probe",
    "threat",
    "plenary",
    "ballot",
    "night",
    "reckoning",
    "aftermath",
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own, and a terminal without colours."""
    monkeypatch.setenv("DIPLOGAME_HOME", str(tmp_path))
    monkeypatch.setenv("NO_COLOR", "1")
    quietly()
    return tmp_path


def colourless(app: DiplogameApp) -> None:
    """No colours are wanted, and the theme that tells by colour alone is not used."""
    assert app.no_color
    assert app.theme != themes.ANSI


async def at_every_size(pilot: Pilot[Any], app: DiplogameApp, what: str) -> None:
    """Paint the screen on top at every size; it has something to say at each."""
    for size in SIZES:
        await pilot.resize_terminal(*size)
        screen = app.screen
        waited = 0
        # The screen knows its size before it is laid out anew.
        while (screen.size.width, screen.size.height) != size or (
            len(text_of(app).splitlines()) != size[1]
        ):
            await pilot.pause(0.01)
            waited += 1
            assert waited < 500, (what, size)
        await pilot.pause()
        shown = text_of(app)
        lines = shown.splitlines()
        assert len(lines) == size[1], (what, size)
        # A sheet lies over the screen; a title and keys are little: but never nothing.
        assert sum(bool(line.strip()) for line in lines) >= 5, (what, size, shown)
    assert not [n for n in app._notifications if n.severity == "error"], what


async def test_every_screen_outside_a_game() -> None:
    game = Session.new(pack(), ("harrow",), 5, folder=saves_folder())
    for _ in range(12):
        game.run_minds()
        assert isinstance(game.submit(game.advise("harrow")), Accepted)
    game.close()
    app = DiplogameApp(theme="ansi", animation=False)
    async with app.run_test(size=SIZES[0]) as pilot:
        colourless(app)
        hand = Hand(pilot, app)
        await hand.to("TitleScreen")
        await hand.wait(lambda: hand.menu().item("continue") is not None)
        await at_every_size(pilot, app, "title")
        for key, name in (("question_mark", "HelpScreen"), ("f1", "GlossaryScreen")):
            await hand.key(key)
            await hand.to(name)
            await at_every_size(pilot, app, name)
            await hand.key("escape")
            await hand.to("TitleScreen")
        await hand.choose("settings")
        await hand.to("SettingsScreen")
        await at_every_size(pilot, app, "settings")
        await hand.key("escape")
        await hand.to("TitleScreen")
        await hand.choose("saves")
        await hand.to("SavesScreen")
        await hand.wait(lambda: bool(hand.menu().key()))
        await at_every_size(pilot, app, "saves")
        path = hand.menu().key()
        await hand.key("escape")
        await hand.to("TitleScreen")
        await app.open("replay", path=Path(path))
        await hand.to("ReplayScreen")
        await hand.wait(lambda: app.screen._session is not None)  # type: ignore[attr-defined]
        await at_every_size(pilot, app, "replay")
        await hand.key("right", "n")
        await at_every_size(pilot, app, "replay, later")
        await hand.key("escape")
        await hand.to("TitleScreen")
        await hand.choose("classroom")
        await hand.to("ConferencesScreen")
        shelf = app.screen
        await hand.wait(lambda: bool(hand.menu().key()))
        key = hand.menu().key()
        await hand.wait(lambda: key in shelf._packs)  # type: ignore[attr-defined]
        await at_every_size(pilot, app, "conferences")
        await hand.key("enter")
        await hand.to("SeatsScreen")
        await at_every_size(pilot, app, "seats")
        await hand.key("space", "p")
        await hand.to("Entry")
        await at_every_size(pilot, app, "entry")


def play_on(session: Session, seat: str, painted: set[str]) -> bool:
    """Let the staff play until something falls to the seat that was not painted yet."""
    while True:
        session.run_minds()
        if session.over:
            return False
        if session.duty(seat) not in painted:
            return True
        assert isinstance(session.submit(session.advise(seat)), Accepted)


async def around(hand: Hand, name: str) -> None:
    """Open what can be opened beside a duty."""
    app, pilot = hand.app, hand.pilot
    if name == "plan":
        await app.go("floor")
        await hand.to("FloorScreen")
        await at_every_size(pilot, app, "floor")
        view = hand.game.view
        abouts: dict[str, dict[str, Any]] = {
            "dossier": {"seat": view.table.everybody[1]},
            "clause": {"issue": view.table.issues[0].id},
        }
        for place in (
            "dossier",
            "clause",
            "positions",
            "instructions",
            "package",
            "ledger",
            "threats",
        ):
            await app.go(place, **abouts.get(place, {}))
            await at_every_size(pilot, app, place)
            for tab in {"package": "234", "ledger": "234"}.get(place, ""):
                await hand.key(tab)
                await at_every_size(pilot, app, f"{place} {tab}")
        await app.go("plan")
        await hand.to("PlanScreen")
    elif name == "meeting":
        allowed = {verb.name for verb in hand.game.legal.verbs if verb.allowed}
        for verb, key, place in (("offer", "o", "BargainScreen"), ("press", "t", "PressScreen")):
            if verb in allowed:
                await hand.key(key)
                await hand.to(place)
                await at_every_size(pilot, app, place)
                await hand.key("escape")
                await hand.to("MeetingScreen")


async def test_every_screen_of_a_game() -> None:
    painted: set[str] = set()
    app = DiplogameApp(theme="ansi", animation=False)
    async with app.run_test(size=SIZES[0]) as pilot:
        colourless(app)
        hand = Hand(pilot, app)
        await hand.to("TitleScreen")
        # No one conference has everything in it: several are played until all was seen.
        for seed, seat in product(range(1, 9), ("norden", "littoral", "zafir")):
            session = Session.new(pack("port-meridian"), (seat,), seed)
            while play_on(session, seat, painted):
                await app.play(session)
                await hand.wait(lambda: app.game is not None and bool(hand.game.seat))
                await hand.wait(hand.settled)
                duty = hand.game.legal.duty
                await app.do_duty()
                place = screen_of(hand)
                await hand.wait(lambda place=place: isinstance(app.screen, place))  # type: ignore[misc]
                await at_every_size(pilot, app, duty)
                await around(hand, duty)
                painted.add(duty)
            if set(DUTIES) <= painted:
                break
        assert set(DUTIES) <= painted, sorted(set(DUTIES) - painted)
        finish(session)
        await app.play(session)
        await hand.to("DebriefScreen")
        await hand.wait(lambda: app.screen._debrief is not None)  # type: ignore[attr-defined]
        for tab in TABS:
            await at_every_size(pilot, app, f"debrief {tab}")
            await hand.key("right")


def screen_of(hand: Hand) -> type:
    """Return the screen where the present duty is done."""
    in_meeting = hand.game.view.meeting is not None
    place = route.place_of(hand.game.legal.duty, in_meeting=in_meeting)
    return type(route.build(place))


async def test_the_curtain() -> None:
    session = Session.new(pack("port-meridian"), ("norden", "zafir"), 2)
    app = DiplogameApp.for_session(session, theme="ansi", animation=False, pins={"norden": "1"})
    async with app.run_test(size=SIZES[0]) as pilot:
        colourless(app)
        while where(app) != "Curtain":
            await pilot.pause()
        await at_every_size(pilot, app, "curtain")
