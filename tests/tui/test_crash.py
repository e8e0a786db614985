"""A defect of the game's own ends in one paragraph: nothing of anybody's papers, nothing lost."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.terminal import Terminal
from diplogame.app import library
from diplogame.app.crash import last_words
from diplogame.app.session import Session
from diplogame.tui.screens.floor import FloorScreen
from tests.tui.playing import app_for, at, pack

_SECRET = "the fallback is forty-two"

_PLANTED = f"""
import sys
from pathlib import Path
from diplogame.app import library
from diplogame.app.session import Session
from diplogame.tui import run
from diplogame.tui.screens.ledger import LedgerScreen

def broken(self):
    papers = {_SECRET!r}
    raise ValueError(papers)

LedgerScreen.refresh_view = broken
folder = Path(sys.argv[1])
session = Session.new(library.open_pack("first-steps"), ("harrow", "lantern"), 7, folder=folder)
try:
    sys.exit(run(session))
finally:
    session.close()
"""


def test_a_defect_in_a_screen_restores_the_terminal_and_tells_no_secret(tmp_path: Path) -> None:
    program = tmp_path / "broken.py"
    program.write_text(_PLANTED)
    saves = tmp_path / "saves"
    terminal = Terminal(
        [sys.executable, str(program), str(saves)],
        env={"DIPLOGAME_HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    try:
        terminal.wait_for("takes? the chair|turn")
        terminal.settle(0.8)
        terminal.press("\r")
        terminal.wait_for("Plan the day")
        terminal.press("l")
        assert terminal.wait_exit() == 1
    finally:
        terminal.close()
    said = terminal.raw.decode("utf-8", "replace")
    assert "met a defect of its own" in said
    assert "\x1b[?1049l" in said  # back from the other screen
    assert "\x1b[?1000l" in said  # the mouse is given back
    assert "\x1b[?25h" in said  # and the cursor
    (log,) = (tmp_path / "logs").glob("crash-*.log")
    for told in (said, log.read_text()):
        assert _SECRET not in told.replace('"', "")
        assert "Traceback" not in said
    assert "broken.py" in log.read_text()
    (save,) = saves.iterdir()
    resumed = Session.resume(save, library.installed)
    assert set(resumed.humans) == {"harrow", "lantern"}
    resumed.close()


async def test_the_framework_hands_every_exception_to_our_own_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DIPLOGAME_HOME", str(tmp_path))

    def broken(self: FloorScreen) -> None:
        papers = _SECRET
        raise ValueError(papers)

    app = app_for("harrow")

    async def strike() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, app, "FloorScreen")
            monkeypatch.setattr(FloorScreen, "action_hints", broken)
            await pilot.press("X")
            await pilot.pause()

    with pytest.raises(ValueError, match="fallback"):
        await strike()
    assert app.return_code == 1
    assert list((tmp_path / "logs").glob("crash-*.log"))


def test_a_log_that_cannot_be_written_stops_nobody(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "logs").write_text("in the way")
    monkeypatch.setenv("DIPLOGAME_HOME", str(tmp_path))
    session = Session.new(pack(), ("harrow",), 7)
    try:
        raise RuntimeError(_SECRET)
    except RuntimeError as error:
        said = last_words(error, session)
    assert "RuntimeError in test_crash.py" in said
    assert "memory only" in said
    assert _SECRET not in said
    session.close()
