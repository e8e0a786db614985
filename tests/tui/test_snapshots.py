"""Pictures of the screens people will see in other people's screenshots.

After a change that was meant: `pytest tests/tui/test_snapshots.py --snapshot-update`, and look at them.
The orders of the conference that is shown are written down beside the pictures: another mind would play
another game, and a picture is to change only when a screen, the rules or the tutorial's pack do. Should
the rules refuse an order some day, `--snapshot-update` has the minds play it anew first.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from diplogame.app.session import Session
from diplogame.record.codec import decode_command, encode
from diplogame.rules.commands import Command
from diplogame.rules.decide import Accepted
from diplogame.tui import themes
from diplogame.tui.app import DiplogameApp
from tests.tui.playing import session, where
from tests.tui.reaching import finish
from tests.tui.seated import Hand, quietly

Compare = Callable[..., bool]

SIZES = ((80, 24), (120, 40))
SEED = 7
ORDERS = Path(__file__).with_name("conference.jsonl")
LOOKS = (themes.DEFAULT, themes.NAMES[2])

pytestmark = [
    pytest.mark.parametrize("theme", LOOKS),
    pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}"),
]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No saves, no settings but the quiet ones, and a version that never changes."""
    monkeypatch.setenv("DIPLOGAME_HOME", str(tmp_path))
    monkeypatch.setattr("diplogame.tui.screens.title.__version__", "1.0")
    quietly()


@pytest.fixture(scope="module")
def orders(request: pytest.FixtureRequest) -> list[Command]:
    """The orders of the conference, as they were written down."""
    if request.config.getoption("update_snapshots"):
        try:
            opened(read_orders(), lambda game: game.over)
        except (AssertionError, OSError):
            played = finish(session(seed=SEED))
            told = [encode(e.command) for e in played.history if e.command is not None]
            ORDERS.write_text("\n".join(map(json.dumps, told)) + "\n", encoding="utf-8")
    return read_orders()


def read_orders() -> list[Command]:
    """Return the orders that were written down."""
    lines = ORDERS.read_text(encoding="utf-8").splitlines()
    return [decode_command(json.loads(line)) for line in lines]


def opened(orders: list[Command], when: Callable[[Session], bool]) -> Session:
    """Return the conference at the moment when something is so; it must come."""
    game = session(seed=SEED)
    for order in orders:
        if when(game):
            break
        decision = game.submit(order)
        assert isinstance(decision, Accepted), (order, decision)
    assert when(game)
    return game


def falls(duty: str) -> Callable[[Session], bool]:
    """Return whether the duty falls to the seat at the keyboard, and to nobody else."""
    return lambda game: game.awaited() == ("harrow",) and game.duty("harrow") == duty


def in_game(theme: str, game: Session) -> DiplogameApp:
    """Return the application in a game, without anything that moves."""
    return DiplogameApp.for_session(game, theme=theme, animation=False)


def at_rest(name: str, *keys: str) -> Callable[[Pilot[Any]], Any]:
    """Return what is done before the picture: wait for a screen, press keys, wait for rest."""

    async def before(pilot: Pilot[Any]) -> None:
        app = pilot.app
        assert isinstance(app, DiplogameApp)
        hand = Hand(pilot, app)
        await hand.to(name)
        await hand.wait(hand.settled)
        if name == "DebriefScreen":
            await hand.wait(lambda: app.screen._debrief is not None)  # type: ignore[attr-defined]
        await hand.key(*keys)
        assert where(app) == name
        # What was put off until after the next painting is painted too.
        for _ in range(5):
            await pilot.pause()

    return before


def test_the_title(snap_compare: Compare, theme: str, size: tuple[int, int]) -> None:
    app = DiplogameApp(theme=theme, animation=False)
    assert snap_compare(app, terminal_size=size, run_before=at_rest("TitleScreen"))


def test_the_floor(
    snap_compare: Compare, orders: list[Command], theme: str, size: tuple[int, int]
) -> None:
    app = in_game(theme, opened(orders, falls("plan")))
    assert snap_compare(app, terminal_size=size, run_before=at_rest("FloorScreen"))


def test_a_side_meeting(
    snap_compare: Compare, orders: list[Command], theme: str, size: tuple[int, int]
) -> None:
    app = in_game(theme, opened(orders, falls("offer")))
    assert snap_compare(app, terminal_size=size, run_before=at_rest("MeetingScreen"))


def test_the_package_board(
    snap_compare: Compare, orders: list[Command], theme: str, size: tuple[int, int]
) -> None:
    app = in_game(theme, opened(orders, falls("plan")))

    async def before(pilot: Pilot[Any]) -> None:
        hand = Hand(pilot, app)
        await hand.to("FloorScreen")
        await hand.key("b")
        await at_rest("PackageScreen", "right", "down")(pilot)

    assert snap_compare(app, terminal_size=size, run_before=before)


def test_a_vote(
    snap_compare: Compare, orders: list[Command], theme: str, size: tuple[int, int]
) -> None:
    app = in_game(theme, opened(orders, falls("ballot")))
    assert snap_compare(app, terminal_size=size, run_before=at_rest("VoteScreen"))


def test_the_frontier(
    snap_compare: Compare, orders: list[Command], theme: str, size: tuple[int, int]
) -> None:
    app = in_game(theme, opened(orders, lambda game: game.over))
    assert snap_compare(app, terminal_size=size, run_before=at_rest("DebriefScreen", "3"))
