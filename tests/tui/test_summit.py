"""The summit night."""

from __future__ import annotations

from diplogame.rules.commands import ChooseNight
from diplogame.rules.terms import NightChoice
from diplogame.tui.app import DiplogameApp
from diplogame.tui.parts import Menu
from diplogame.tui.strings import t
from tests.tui.playing import at, press, session, text_of
from tests.tui.reaching import reach
from tests.tui.shots import until


def _night() -> DiplogameApp:
    for seed in range(1, 20):
        game = session("norden", name="port-meridian", seed=seed)
        try:
            reach(game, "norden", "night")
        except AssertionError:
            continue
        return DiplogameApp.for_session(game)
    raise AssertionError("no seed has a summit")


async def test_the_night_shows_its_dials_and_its_odds_before_anything_is_chosen() -> None:
    app = _night()
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "NightScreen")
        await until(pilot, lambda: "Preparation" in text_of(app) and "%" in text_of(app))
        for word in ("Expectations", "Fatigue", "A failure", "the announced goal"):
            assert word in text_of(app)


async def test_a_leader_gives_on_a_clause_that_is_named() -> None:
    app = _night()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, app, "NightScreen")
        menu = app.screen.query_one("#menu", Menu)
        menu.go("give")
        await pilot.press("enter")
        await until(pilot, lambda: any(i.key.isdigit() for i in menu._items))
        issue = int(next(i.key for i in menu._items if i.key and not i.why))
        menu.go(str(issue))
        await press(pilot, app, "enter")
        given = [
            e.command
            for e in app.game.session.history
            if isinstance(e.command, ChooseNight) and e.command.seat == "norden"
        ]
        assert given == [ChooseNight("norden", NightChoice.GIVE, issue)]
        await until(pilot, lambda: "Hour 1" in text_of(app), 60)
        assert app.screen.holds()  # type: ignore[attr-defined]
        await press(pilot, app, "enter")
        await until(pilot, lambda: not getattr(app.screen, "holds", lambda: False)(), 60)


async def test_the_end_of_the_night_is_read_even_by_those_who_left_the_screen() -> None:
    app = _night()
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "NightScreen")
        game = app.game
        assert game is not None
        while game.legal.duty == "night":  # the staff choose, while one looks at the floor
            await app.open("floor")
            game.session.submit(ChooseNight("norden", NightChoice.FIRM))
            game.changed()
            app.advance()
            await at(pilot, app, "NightScreen")
            await until(pilot, lambda: app.screen.holds())  # type: ignore[attr-defined]
            if game.hours_unread()[-1].result:
                break
            await press(pilot, app, "enter")
            await until(pilot, lambda: game.legal.duty == "night" and not game.busy, 60)
        result = game.hours_unread()[-1].result
        assert result
        assert t(f"summit.result.{result}") in text_of(app)
        assert t("odds.breakdown") in text_of(app)
        await press(pilot, app, "enter")
        await until(pilot, lambda: not game.hours_unread() and not game.busy, 60)
        await until(pilot, lambda: type(app.screen).__name__ != "NightScreen", 60)
