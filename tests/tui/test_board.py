"""The package board."""

from __future__ import annotations

import pytest

from diplogame.tui.app import DiplogameApp
from diplogame.tui.parts import Menu, Tabs
from diplogame.tui.widgets.packages import Choice, Packages, Row
from tests.tui.playing import at, session, text_of
from tests.tui.reaching import reach
from tests.tui.shots import until
from tests.tui.widgets.bench import Bench

ROWS = (
    Row("Spyware", (Choice("free"), Choice("register", leading=True), Choice("ban")), 1),
    Row("Fund", (Choice("none"), Choice("50 m"), Choice("150 m")), 0, fixed=True),
)


async def test_the_board_moves_options_but_not_those_of_a_closed_clause() -> None:
    board = Packages(ROWS, "AB")
    heard: list[object] = []

    class Hearing(Bench):
        def on_packages_changed(self, event: Packages.Changed) -> None:
            heard.append((event.issue, event.option))

        def on_packages_stuck(self, event: Packages.Stuck) -> None:
            heard.append("stuck")

    app = Hearing(board)
    async with app.run_test(size=(90, 20)) as pilot:
        board.focus()
        await pilot.press("right")
        await until(pilot, lambda: heard == [(0, 2)])
        await pilot.press("down", "left")
        await until(pilot, lambda: heard == [(0, 2), "stuck"])


def _at_board() -> DiplogameApp:
    game = session("norden", name="port-meridian")
    reach(game, "norden", "plenary", lambda s: s.round >= 2)
    return DiplogameApp.for_session(game)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50)])
async def test_moving_an_option_shows_at_once_what_it_does_to_us(size: tuple[int, int]) -> None:
    app = _at_board()
    async with app.run_test(size=size) as pilot:
        await at(pilot, app, "PlenaryScreen")
        await app.open("package")
        await at(pilot, app, "PackageScreen")
        if size[0] < 100:
            await pilot.press("1")
        board = app.screen.query_one("#board", Packages)
        board.focus()
        view = app.game.view
        await pilot.press("right")
        package = list(view.text)
        package[0] = (package[0] + 1) % len(view.table.issues[0].options)
        gain = view.interests.utility(tuple(package)) - view.interests.utility(view.text)
        from diplogame.tui.wording import change

        await until(pilot, lambda: change(gain) in text_of(app))
        assert app.game.notes.kept["package"] == tuple(package)
        await pilot.press("r")
        await until(pilot, lambda: app.game.notes.kept["package"] == view.text)


async def test_drafts_are_kept_by_name_and_stand_side_by_side() -> None:
    app = _at_board()
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "PlenaryScreen")
        await app.open("package")
        await at(pilot, app, "PackageScreen")
        await pilot.press("right", "s")
        await until(pilot, lambda: type(app.screen).__name__ == "Entry")
        await pilot.press("enter")
        await until(pilot, lambda: "Draft 1" in app.game.notes.packages)
        app.screen.query_one("#panes", Tabs).go("drafts")
        drafts = app.screen.query_one("#list", Menu)
        await until(pilot, lambda: drafts.item("load|Draft 1") is not None)
        await until(pilot, lambda: "Draft 1" in text_of(app) and "the text" in text_of(app))


async def test_outside_its_phase_a_package_is_not_tabled_and_the_board_says_when() -> None:
    app = _at_board()
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "PlenaryScreen")
        before = len(app.game.session.history)
        await app.open("package")
        await at(pilot, app, "PackageScreen")
        await pilot.press("right", "m")
        await until(pilot, lambda: "round 3" in text_of(app))
        assert len(app.game.session.history) == before
