"""Names, lines and wordings from strangers: shown as characters, never obeyed."""

from __future__ import annotations

import pytest
from textual.color import Color

from diplogame.tui import themes
from diplogame.tui.widgets.bands import Band, Bands
from diplogame.tui.widgets.cables import Cable, Cables, Kind
from diplogame.tui.widgets.curtain import Curtain, Notice
from diplogame.tui.widgets.curves import Chart, Curves, Event, Reserve, Series
from diplogame.tui.widgets.dialogue import Answer, Dialogue
from diplogame.tui.widgets.frontpage import Article, FrontPage, Paper
from diplogame.tui.widgets.gallery import PAGES, Gallery
from diplogame.tui.widgets.gauge import Gauges, GaugeStrip, Meter
from diplogame.tui.widgets.horseshoe import Horseshoe
from diplogame.tui.widgets.matrix import Cell, Matrix, board
from diplogame.tui.widgets.rollcall import Ballot, Call, Count, RollCall, Vote
from diplogame.tui.widgets.scatter import Picture, Point, Scatter, Threshold
from diplogame.tui.widgets.seal import Seal, Wordmark
from diplogame.tui.widgets.seating import Seat
from diplogame.tui.widgets.texttable import Issue, Option, TextTable
from tests.tui.shots import until
from tests.tui.widgets.bench import Bench

EVIL = [
    "[@click=app.bell]x[/] [/bold cyan] [red]",
    "\x1b[2J\x1b]52;c;ZXZpbA==\x07\x9b31m",
    "\u202egnp.exe\u2066\u200b\u200d\ufeff",
    "n" * 10_000,
    "Z" + "\u0301" * 500,
    "国" * 300,
    "$brass {x} %s \\[",
    "",
]


def everything(text: str):
    t = text
    yield Bands([Band(t, 10, 20, note=t, unit=t[:4])])
    yield GaugeStrip([Meter(t, 5, text=t), Meter("b", 5)])
    yield Gauges([Meter(t, 5, text=t)])
    yield Dialogue(Answer(t, t, t, t, reason=t, size=t, turn=t, learnt=t))
    yield Cables([Kind("k", t, t)], [Cable("c", "k", t, t, t, t)])
    yield RollCall(Call(t, (Ballot(t, Vote.FOR, t),), (Count(t, (1,), 1),), t, True))
    yield Scatter(Picture(points=(Point(50, 50, t, t),), thresholds=(Threshold("x", 20, t),)))
    yield Curves(Chart((Series(t, (10, 90)),), (Reserve(30, t),), (Event(2, t),)))
    yield TextTable([Issue("i", t, options=(Option("o", t, (t, t), 3),), note=t)], [t, t])
    yield Matrix(board([("c", t)], [("r", t, [Cell(3, text=t)])], t))
    yield Horseshoe([Seat("a", t, contact=t), Seat("b", "B")], caption=(t, t))
    yield FrontPage(Paper(t, t, t, t, t, (Article(t, t, t),), ((t, t),), t))
    yield Wordmark(t, t)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "evil", EVIL, ids=["markup", "escape", "bidi", "long", "zalgo", "wide", "odd", "empty"]
)
async def test_hostile_text_is_shown_inert_by_every_widget(evil):
    for index, _ in enumerate(everything("x")):
        widget = list(everything(evil))[index]
        app = Bench(widget)
        async with app.run_test(size=(70, 20)) as pilot:
            await pilot.pause()
            shown = app.text()
            for bad in "\x1b\x9b\x07\u202e\u2066\u200b\u200d\ufeff":
                assert bad not in shown, type(widget).__name__
            for strip in app.screen._compositor.render_strips():
                assert strip.cell_length == 70, type(widget).__name__
                for segment in strip:
                    meta = segment.style.meta if segment.style is not None else {}
                    assert "@click" not in meta, type(widget).__name__


@pytest.mark.asyncio
async def test_markup_is_printed_as_it_was_written():
    app = Bench(Dialogue(Answer("[b]Norland[/b]", "[@click=app.bell]now[/]")))
    async with app.run_test(size=(70, 20)) as pilot:
        await until(pilot, lambda: "[b]Norland[/b]" in app.text())
        await until(pilot, lambda: "“[@click=app.bell]now[/]”" in app.text())


@pytest.mark.asyncio
@pytest.mark.parametrize("evil", EVIL[:4])
async def test_a_hostile_name_on_the_curtain_is_inert(evil):
    app = Bench()
    async with app.run_test(size=(70, 20)) as pilot:
        app.push_screen(Curtain(Notice(evil, (evil,), evil)))
        await pilot.pause()
        assert not set("\x1b\x9b\x07\u202e") & set(app.text())


@pytest.mark.asyncio
@pytest.mark.parametrize("theme", themes.NAMES)
@pytest.mark.parametrize("size", [(40, 12), (80, 24), (160, 50)])
async def test_every_page_of_the_gallery_draws_in_every_theme_and_size(theme, size):
    app = Gallery("title", theme)
    async with app.run_test(size=size) as pilot:
        for _ in PAGES:
            await pilot.press("n")
            await pilot.pause()
        assert app.theme == theme


@pytest.mark.asyncio
async def test_the_seal_is_shaded_wax_by_day_and_night_and_an_engraving_in_sixteen_colours():
    app = Bench(Seal())
    async with app.run_test(size=(60, 20)) as pilot:
        assert "▀" in app.text()
        app.theme = "ansi"
        await until(pilot, lambda: "▀" not in app.text())
        assert any("\u2801" <= char <= "\u28ff" for char in app.text())
        assert Color.parse("ansi_red").ansi is not None
