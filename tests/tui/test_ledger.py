"""The ledger and the reckoning."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from diplogame.app.session import Session
from diplogame.rules.commands import CloseReckoning, SettlePayment
from diplogame.rules.legal import legal
from diplogame.tui.app import DiplogameApp
from diplogame.tui.parts import Menu, Tabs
from tests.tui.playing import at, pack, press, session, text_of
from tests.tui.reaching import reach
from tests.tui.shots import until


def _debtors() -> Iterator[tuple[int, str]]:
    """Seeds of large conferences, and delegations that come to owe something among minds."""
    for seed in range(1, 40):
        watched = Session.new(pack("port-meridian"), (), seed)
        while watched.step():
            for seat in watched.state.awaiting:
                if watched.duty(seat) == "reckoning" and _owes(watched, seat):
                    yield seed, seat


def _owes(game: Session, seat: str) -> bool:
    return any(due.kind == "payment" for due in legal(game.view(seat)).dues)


@cache
def _debtor() -> tuple[int, str]:
    """One of them that comes to owe as well when its staff play for it: they take fewer chances."""
    for seed, seat in _debtors():
        try:
            _reach(seed, seat)
        except AssertionError:
            continue
        return seed, seat
    raise AssertionError("no seed has a payment to settle")


def _reach(seed: int, seat: str) -> Session:
    game = session(seat, name="port-meridian", seed=seed)
    return reach(game, seat, "reckoning", lambda s: _owes(s, seat))


def _reckoning() -> tuple[DiplogameApp, str]:
    seed, seat = _debtor()
    return DiplogameApp.for_session(_reach(seed, seat)), seat


async def test_what_is_due_is_settled_before_the_day_can_be_closed() -> None:
    app, seat = _reckoning()
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "ReckoningScreen")
        menu = app.screen.query_one("#menu", Menu)
        due = [i.key for i in menu._items if i.key.startswith("payment|")]
        assert due
        assert menu.item("close").why
        while menu.item("close").why:
            key = next(i.key for i in menu._items if i.key.startswith(("payment|", "threat|")))
            menu.go(key)
            await pilot.press("enter")
            way = "pay" if key.startswith("payment") else "back_down"
            await until(pilot, lambda wanted=way: menu.item(wanted) is not None)
            await until(pilot, lambda: "Budget" in text_of(app) or "face" in text_of(app).lower())
            menu.go(way)
            await press(pilot, app, "enter")
            await until(pilot, lambda: menu.item("close") is not None)
        history = [e.command for e in app.game.session.history if e.command is not None]
        paid = [c for c in history if isinstance(c, SettlePayment) and c.seat == seat]
        assert paid
        assert all(c.pay for c in paid[-len(due) :])
        menu.go("close")
        await press(pilot, app, "enter")
        closed = [e.command for e in app.game.session.history]
        assert any(isinstance(c, CloseReckoning) and c.seat == seat for c in closed)


async def test_the_ledger_opens_every_page_by_number_and_every_entry_to_its_terms() -> None:
    app, _seat = _reckoning()
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, app, "ReckoningScreen")
        await pilot.press("l")
        await at(pilot, app, "LedgerScreen")
        for number, page in enumerate(("due", "agreed", "pressure", "evidence"), 1):
            await pilot.press(str(number))
            await until(pilot, lambda p=page: app.screen.query_one("#tabs", Tabs).current == p)
        await pilot.press("2")
        await until(pilot, lambda: "Agreed in round" in text_of(app))
        assert "Known to" in text_of(app)
