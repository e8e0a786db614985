"""The package board, and the odds behind it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplogame.rules.decisions import Consensus, Majority, Member
from diplogame.rules.terms import Band, ClauseStatus
from diplogame.tui import odds
from diplogame.tui.app import DiplogameApp
from diplogame.tui.parts import Menu, Tabs
from diplogame.tui.widgets.packages import Choice, Packages, Row
from tests.tui.playing import at, session, text_of
from tests.tui.reaching import reach
from tests.tui.shots import until
from tests.tui.widgets.bench import Bench

CHANCES = st.integers(0, 1000)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_bands_are_rounded_outward_to_steps_of_five(one: int, two: int) -> None:
    band = Band(min(one, two), max(one, two))
    whole = odds.percent(band)
    assert whole.low * 10 <= band.low
    assert whole.high * 10 >= band.high
    assert whole.low % 5 == 0
    assert whole.high % 5 == 0
    assert 0 <= whole.low <= whole.high <= 100


@given(st.lists(CHANCES, min_size=1, max_size=5))
def test_under_consensus_everybody_has_to_be_for_it(chances: list[int]) -> None:
    members = tuple(Member(str(k)) for k in range(len(chances)))
    given_ = {m.id: c for m, c in zip(members, chances, strict=True)}
    product = 1
    for chance in chances:
        product *= chance
    expected = product * 1000 // 1000 ** len(chances)
    assert odds.passing_chance(Consensus(), members, given_) == expected


def test_a_majority_needs_only_some_of_them() -> None:
    members = tuple(Member(name) for name in "abc")
    chances = {"a": 1000, "b": 500, "c": 500}
    assert odds.passing_chance(Majority(), members, chances) == 750
    assert odds.passing_chance(Consensus(), members, chances) == 250


def test_more_preparation_never_lowers_the_odds_of_a_night() -> None:
    game = session("norden", name="port-meridian")
    from diplogame.rules.terms import Goal

    view = game.view("norden")
    bands = [odds.night_forecast(view, Goal.SOLID, p, 0, 3).night for p in range(0, 101, 10)]
    assert [b.low for b in bands] == sorted(b.low for b in bands)
    assert [b.high for b in bands] == sorted(b.high for b in bands)
    assert all(b.low <= b.high for b in bands)


def test_a_forecast_depends_on_nothing_that_others_keep_secret() -> None:
    """Two seeds with the same views of a seat's own would be rare; one view, asked twice, must agree."""
    game = session("norden", name="port-meridian")
    view = game.view("norden")
    package = view.text
    first = odds.adoption_band(view, package), odds.objections(view, package)
    assert first == (odds.adoption_band(view, package), odds.objections(view, package))
    for band in (odds.adoption_band(view, package), odds.ratification_band(view, package)):
        assert 0 <= band.low <= band.high <= 1000


def test_swaps_of_the_staff_leave_closed_clauses_and_red_lines_alone() -> None:
    game = session("norden", name="port-meridian")
    reach(game, "norden", "plenary", lambda s: s.round >= 5)
    view = game.view("norden")
    for found in odds.advice(view, view.text, most=20):
        assert found.changes
        assert not view.interests.crossed(found.package)
        for issue, old, new in found.changes:
            assert view.public.clauses[issue].status is not ClauseStatus.CLOSED
            assert view.text[issue] == old != new
        gain = view.interests.utility(found.package) - view.interests.utility(view.text)
        assert gain == found.own


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
