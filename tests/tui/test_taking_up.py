"""A saved game is taken up while the terminal says how far that is."""

from __future__ import annotations

import threading
from collections.abc import Callable

from diplogame.app.session import Session
from diplogame.record import SaveError
from diplogame.tui.app import DiplogameApp
from tests.tui.playing import at, session, text_of, where
from tests.tui.shots import until

Progress = Callable[[int, int], None]


async def test_the_terminal_says_how_many_orders_are_taken_up_before_the_game_is_there() -> None:
    go_on = threading.Event()

    def slow(progress: Progress) -> Session:
        progress(20, 547)
        assert go_on.wait(30)
        return session("harrow")

    app = DiplogameApp.for_opening(slow, animation=False)
    async with app.run_test(size=(80, 24)) as pilot:
        try:
            await until(pilot, lambda: "order 20 of 547" in text_of(app))
        finally:
            go_on.set()
        await at(pilot, app, "FloorScreen")
        assert "order 20 of 547" not in text_of(app)


async def test_a_game_that_cannot_be_taken_up_ends_the_program_with_its_reason() -> None:
    def broken(progress: Progress) -> Session:
        raise SaveError("save.unreadable", "It is no game.", "It was not touched.")

    app = DiplogameApp.for_opening(broken, animation=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.failure is not None)
    assert isinstance(app.failure, SaveError)
    assert app.game is None


async def test_what_was_waited_for_is_not_said_behind_a_curtain() -> None:
    app = DiplogameApp.for_session(session("harrow", "lantern"), animation=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: where(app) == "Curtain")
        await app.leave_game()
        await at(pilot, app, "TitleScreen")
        assert "Taking up" not in text_of(app)
