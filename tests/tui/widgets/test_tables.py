"""The text, the cables, the roll-call and the package board, by keys and by mouse."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diplogame.tui.widgets import samples
from diplogame.tui.widgets.cables import Cable, Cables
from diplogame.tui.widgets.matrix import Matrix
from diplogame.tui.widgets.rollcall import RollCall
from diplogame.tui.widgets.texttable import TextTable
from tests.tui.shots import until
from tests.tui.widgets.bench import Bench

pytestmark = pytest.mark.asyncio


def bench(widget, size=(80, 24)):
    app = Bench(widget)
    return app, app.run_test(size=size, message_hook=app.heard.append)


async def test_the_cursor_walks_over_issues_and_options_and_says_where_it_is():
    table = TextTable(samples.ISSUES, samples.CHAIRS)
    app, running = bench(table)
    async with running as pilot:
        table.focus()
        await pilot.press("down", "down")
        await until(pilot, lambda: table.position() == ("flows", "adequate"))
        said = app.heard_of(TextTable.OptionHighlighted)
        assert [(m.issue, m.option) for m in dict.fromkeys(said)] == [
            ("flows", "free"),
            ("flows", "adequate"),
        ]
        await pilot.press("right")
        await until(pilot, lambda: table.position() == ("liability", None))
        await pilot.press("enter")
        await until(pilot, lambda: "No provision" not in app.text())


async def test_enter_and_a_second_click_choose_an_option():
    table = TextTable(samples.ISSUES, samples.CHAIRS)
    app, running = bench(table)
    async with running as pilot:
        await pilot.click(TextTable, offset=(20, 3))
        await until(pilot, lambda: table.position() == ("flows", "free"))
        assert app.heard_of(TextTable.OptionChosen) == []
        await pilot.click(TextTable, offset=(20, 3))
        await until(pilot, lambda: bool(app.heard_of(TextTable.OptionChosen)))
        table.focus()
        app.heard.clear()
        await pilot.press("down", "enter")
        await until(pilot, lambda: bool(app.heard_of(TextTable.OptionChosen)))
        assert app.heard_of(TextTable.OptionChosen)[0].option == "adequate"


async def test_agreed_issues_are_folded_and_open_when_an_option_is_asked_for():
    table = TextTable(samples.ISSUES, samples.CHAIRS)
    app, running = bench(table)
    async with running as pilot:
        assert "Political declaration" not in app.text()
        assert table.go("form", "soft")
        await until(pilot, lambda: "Political declaration" in app.text())
        assert table.position() == ("form", "soft")
        assert not table.go("form", "no such option") or table.position() == ("form", None)


async def test_new_data_leaves_the_cursor_on_its_option():
    table = TextTable(samples.ISSUES, samples.CHAIRS)
    _, running = bench(table)
    async with running as pilot:
        table.go("liability", "strict")
        table.show(samples.ISSUES[1:])
        await pilot.pause()
        assert table.position() == ("liability", "strict")
        table.show(())
        await pilot.pause()
        assert table.position() == ("", None)


async def test_every_line_of_the_text_fits_and_the_last_one_can_be_reached():
    table = TextTable(samples.ISSUES, samples.CHAIRS)
    app, running = bench(table)
    async with running as pilot:
        table.focus()
        await pilot.press("end")
        await until(pilot, lambda: "Joint investigation teams" in app.text())
        assert table.position() == ("access", "joint")
        await pilot.press("home")
        await until(pilot, lambda: table.position() == ("flows", None))
        assert all(len(line) == 80 for line in app.text().split("\n"))


async def test_cables_are_filtered_by_keys_mouse_and_words():
    cables = Cables(samples.KINDS, samples.CABLES)
    app, running = bench(cables)
    async with running as pilot:
        cables.focus()
        await pilot.press("right")
        await until(pilot, lambda: cables.rows() == 3)
        await pilot.press("left")
        await until(pilot, lambda: cables.rows() == 9)
        line = app.text().split("\n")[0]
        await pilot.click(Cables, offset=(line.index("News"), 0))
        await until(pilot, lambda: cables.rows() == 2)
        cables.filter(None, "LIABILITY")
        await until(pilot, lambda: cables.rows() == 1)
        assert cables.key() == "c8"


@pytest.mark.parametrize("width", [48, 60, 78])
async def test_the_filter_names_its_kinds_in_words_where_there_is_room(width):
    cables = Cables(samples.KINDS, samples.CABLES)
    app, running = bench(cables, (width, 16))
    async with running:
        said = app.text()
        assert all(kind.name in said for kind in samples.KINDS)


async def test_a_narrow_filter_falls_back_to_signs():
    cables = Cables(samples.KINDS, samples.CABLES)
    app, running = bench(cables, (24, 8))
    async with running:
        assert samples.KINDS[0].sign in app.text().split("\n")[0]


async def test_the_cursor_stays_on_its_cable_when_a_new_one_arrives():
    cables = Cables(samples.KINDS, samples.CABLES)
    app, running = bench(cables)
    async with running as pilot:
        cables.focus()
        await pilot.press("down", "enter")
        await until(pilot, lambda: bool(app.heard_of(Cables.Chosen)))
        assert app.heard_of(Cables.Chosen)[0].key == "c8"
        new = Cable("c10", "news", "R5", "The Ledger", "Walk-out")
        cables.show((new, *samples.CABLES))
        assert cables.key() == "c8"


async def test_a_history_of_thousands_mounts_nothing_more():
    many = tuple(Cable(f"c{i}", "news", "R1", "Post", f"Story {i}") for i in range(5000))
    cables = Cables(samples.KINDS, many)
    app, running = bench(cables)
    async with running as pilot:
        cables.focus()
        await pilot.press("end")
        await until(pilot, lambda: "Story 4999" in app.text())
        assert len(app.screen.query("*")) < 5


async def test_no_vote_is_seen_before_it_is_called():
    call = RollCall(samples.CALL)
    app, running = bench(call)
    async with running as pilot:
        call.focus()
        assert "industry" not in app.text()
        assert "in favour" not in app.text()
        assert "Adopted" not in app.text()
        await pilot.press("enter", "space", "enter")
        await until(pilot, lambda: "industry" in app.text())
        assert "too small" not in app.text()
        assert app.heard_of(RollCall.Finished) == []
        await pilot.press("s")
        await until(pilot, lambda: "Adopted: 3 states" in app.text())
        assert call.read == 5
        assert len(set(app.heard_of(RollCall.Finished))) == 1


async def test_a_roll_call_may_run_by_itself():
    call = RollCall(samples.CALL, every=0.01)
    app, running = bench(call)
    async with running as pilot:
        await until(pilot, lambda: call.read == 5)
        await until(pilot, lambda: bool(app.heard_of(RollCall.Finished)))


async def test_the_package_board_names_rows_and_columns_by_key():
    matrix = Matrix(samples.package_board())
    app, running = bench(matrix)
    async with running as pilot:
        matrix.focus()
        await pilot.press("down", "right", "enter")
        await until(pilot, lambda: bool(app.heard_of(Matrix.Chosen)))
        chosen = app.heard_of(Matrix.Chosen)[0]
        assert (chosen.row, chosen.column) == ("liability", "ver")
        assert "−12" in app.text()
        assert "+14" in app.text()


async def test_the_package_board_changes_its_colours_with_the_theme():
    matrix = Matrix(samples.package_board())
    app, running = bench(matrix)
    async with running as pilot:
        matrix.focus()
        await pilot.press("down")
        before = matrix.get_cell("liability", "cver").spans[-1].style.color
        app.theme = "daylight"
        await until(
            pilot, lambda: matrix.get_cell("liability", "cver").spans[-1].style.color != before
        )
        assert matrix.cursor_coordinate == (1, 1)


async def test_a_smaller_board_keeps_the_cursor_inside():
    matrix = Matrix(samples.package_board())
    _, running = bench(matrix)
    async with running as pilot:
        matrix.focus()
        await pilot.press("down", "down", "down", "down")
        whole = samples.package_board()
        matrix.show(replace(whole, rows=whole.rows[:2], cells=whole.cells[:2]))
        await pilot.pause()
        assert matrix.cursor_coordinate.row == 1
