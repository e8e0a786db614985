"""The composer of bargains: undertakings that bind only as long as a clause reads an option (R6.6)."""

from __future__ import annotations

from dataclasses import replace

from textual.pilot import Pilot

from diplogame.rules.commands import MakeOffer
from diplogame.rules.terms import Bargain, Proviso, Term, TermKind, Trigger
from diplogame.tui.app import DiplogameApp
from diplogame.tui.drafting import Draft, DraftTable
from diplogame.tui.help import Picker
from diplogame.tui.parts import Menu
from diplogame.tui.screens.bargain import BargainScreen
from tests.tui.playing import app_for, at, press, text_of, where
from tests.tui.shots import until
from tests.tui.test_meeting import sit_down

LAMP = Proviso(2, 0)  # the lamp reads its first option when the talks begin
CONDITIONAL = Bargain(
    (
        Term("harrow", TermKind.SUPPORT, 0, 3, given=LAMP),
        Term("bellwether", TermKind.SUPPORT, 2, 0),
        Term(
            "harrow",
            TermKind.PAY,
            to="bellwether",
            incentive="winter-berths",
            trigger=Trigger.ADOPTION,
            given=Proviso(1, 2),
        ),
        Term("bellwether", TermKind.ADOPT, given=LAMP),
    ),
    3,
)


def test_a_draft_keeps_every_condition_with_its_undertaking() -> None:
    assert set(Draft.of(CONDITIONAL).bargain().terms) == set(CONDITIONAL.terms)
    draft = Draft.of(CONDITIONAL)
    draft.clear()
    draft.stands["harrow", 0] = (TermKind.SUPPORT, 3)
    assert draft.terms() == (Term("harrow", TermKind.SUPPORT, 0, 3),)


async def composing(pilot: Pilot[None], app: DiplogameApp) -> BargainScreen:
    """Sit down and begin an offer: we support the first option of the first clause."""
    await sit_down(pilot, app)
    await press(pilot, app, "o")
    await at(pilot, app, "BargainScreen")
    await press(pilot, app, "enter")
    await at(pilot, app, "Picker")
    await press(pilot, app, "2")
    await at(pilot, app, "BargainScreen")
    screen = app.screen
    assert isinstance(screen, BargainScreen)
    assert screen._draft.terms() == (Term("harrow", TermKind.SUPPORT, 0, 0),)
    return screen


async def pick(pilot: Pilot[None], app: DiplogameApp, key: str) -> None:
    """Take a line of the list that is open."""
    await at(pilot, app, "Picker")
    assert isinstance(app.screen, Picker)
    app.screen.query_one(Menu).go(key)
    await press(pilot, app, "enter")
    await at(pilot, app, "BargainScreen")


async def test_w_puts_an_undertaking_under_a_condition_and_the_offer_carries_it() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await composing(pilot, app)
        assert app.game is not None
        await press(pilot, app, "w")
        await pick(pilot, app, "2.0")
        term = Term("harrow", TermKind.SUPPORT, 0, 0, given=LAMP)
        assert screen._draft.terms() == (term,)
        shown = " ".join(text_of(app).split())
        assert "as long as" in shown
        # Under the undertaking, in what the offer says, and in words to the other side.
        book = app.game.words
        assert f"{book.issue_short(2)}: {book.option(2, 0)}"[:12] in shown
        await press(pilot, app, "o")
        await at(pilot, app, "MeetingScreen")
        made = [e.command for e in app.game.session.history if isinstance(e.command, MakeOffer)]
        assert made[0].variants[0].terms == (term,)
        assert "as long as" in app.game.tell.bargain(made[0].variants[0])


async def test_the_row_of_a_condition_is_changed_turned_and_taken_off_like_any_other() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await composing(pilot, app)
        table = screen.query_one(DraftTable)
        await press(pilot, app, "w")
        await pick(pilot, app, "2.0")
        await press(pilot, app, "down")
        assert table.key() == "given:issue:0"
        await press(pilot, app, "enter")
        await pick(pilot, app, "1.2")
        assert screen._draft.givens["issue:0", "harrow"] == Proviso(1, 2)
        await press(pilot, app, "space")
        await until(pilot, lambda: screen._draft.givens["issue:0", "harrow"] == Proviso(1, 3))
        await press(pilot, app, "backspace")
        await until(pilot, lambda: not screen._draft.givens)
        assert screen._draft.terms() == (Term("harrow", TermKind.SUPPORT, 0, 0),)
        assert all(row.key != "given:issue:0" for row in table._table)


async def test_the_mouse_gets_there_by_the_last_line_of_the_cell() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await composing(pilot, app)
        await press(pilot, app, "enter")
        await at(pilot, app, "Picker")
        assert isinstance(app.screen, Picker)
        menu = app.screen.query_one(Menu)
        first = app.screen
        row = len(first._items) - 1
        await pilot.click(menu, offset=(6, row))
        await pilot.click(menu, offset=(6, row))
        await until(pilot, lambda: app.screen is not first and where(app) == "Picker")
        await pick(pilot, app, "2.0")
        assert screen._draft.givens == {("issue:0", "harrow"): LAMP}


async def test_emptying_the_cell_takes_its_condition_with_it() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await composing(pilot, app)
        await press(pilot, app, "w")
        await pick(pilot, app, "2.0")
        await press(pilot, app, "backspace")
        await until(pilot, lambda: not screen._draft.terms())
        assert not screen._draft.givens
        await press(pilot, app, "w")
        await until(pilot, lambda: "Undertake something first" in text_of(app))


async def test_what_the_rules_would_refuse_is_greyed_with_their_reason() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await composing(pilot, app)
        screen._draft.stands["bellwether", 2] = (TermKind.SUPPORT, 1)
        await press(pilot, app, "w")
        await at(pilot, app, "Picker")
        assert isinstance(app.screen, Picker)
        items = {item.key: item for item in app.screen._items if item.key}
        assert not any(key.startswith("0.") for key in items)  # not on the clause itself
        assert not items["2.1"].why
        assert "promised here" in items["2.1"].note
        assert "contradicted by what the same bargain promises" in items["2.0"].why
        assert "as today" in items["2.0"].note


async def test_at_the_smallest_size_the_key_is_named_and_the_condition_shown() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(80, 24)) as pilot:
        await composing(pilot, app)
        await press(pilot, app, "w")
        await pick(pilot, app, "2.0")
        assert "as long as" in text_of(app)
        assert "w If" in text_of(app)


def test_conditions_are_part_of_what_an_undertaking_is() -> None:
    free = tuple(replace(t, given=None) for t in CONDITIONAL.terms)
    assert set(Draft.of(Bargain(free, 3)).terms()) == set(free) != set(CONDITIONAL.terms)
