"""A problem from elsewhere, imported and played by real keys, from the floor to the debrief."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diplogame.app.session import Session, verify
from diplogame.packs.importing import playable, read_problem, write_pack
from diplogame.packs.loader import load_pack
from diplogame.tui.app import DiplogameApp
from diplogame.tui.screens.debrief import TABS
from tests.tui.playing import text_of
from tests.tui.seated import Hand, quietly

# Three neighbours and a river; one name is long, one in brackets as if it were markup.
PROBLEM = {
    "title": "The ford at Langwasser",
    "issues": [
        {"name": "Height of the new embankment in metres", "values": [1, 2, 3, 4]},
        {"name": "Toll", "values": ["none", "[b]carts only[/b]", "everybody"]},
        {"name": "Watch", "values": ["by turns", "the miller"]},
    ],
    "parties": [
        {
            "party": "Upper Langwasser and its outlying farms",
            "reserved": 0.35,
            "points": [[0.5, 0.4, 0.2, 0], [0, 0.1, 0.3], [0.2, 0]],
        },
        {"party": "Mill", "reserved": 0.3, "points": [[0, 0.1, 0.3, 0.4], [0.2, 0.1, 0], [0, 0.4]]},
        {
            "party": "Ferry",
            "reserved": 0.3,
            "points": [[0.2, 0.2, 0.1, 0], [0, 0.5, 0.1], [0.3, 0]],
        },
    ],
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and saves of its own."""
    monkeypatch.setenv("DIPLOGAME_HOME", str(tmp_path / "home"))
    quietly()


async def test_an_imported_pack_is_played_on_screens_to_its_debrief(tmp_path: Path) -> None:
    source = tmp_path / "ford.json"
    source.write_text(json.dumps(PROBLEM), encoding="utf-8")
    made = playable(read_problem(source))
    write_pack(made, tmp_path / "pack")
    session = Session.new(load_pack(tmp_path / "pack"), ("mill",), 5, folder=tmp_path)
    app = DiplogameApp.for_session(session)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hand(pilot, app, brisk=True)
        await hand.to("FloorScreen")
        await hand.key("i")
        await hand.to("InstructionsScreen")
        assert "To the delegation of Mill" in text_of(app)
        await hand.key("escape")
        await hand.to("FloorScreen")
        await hand.play()
        assert hand.game.session.over
        assert len(set(await hand.turn_every_page())) == len(TABS)
        assert not [n.message for n in app._notifications if n.severity != "information"]
    path = session.save_path
    assert path is not None
    session.close()
    report = verify(path)
    assert report.ok, report
