"""Blocs and clubs on screens: a player reaches everything, with its price before it is paid (R13)."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplogame.app.session import Session
from diplogame.packs.loader import load_pack
from diplogame.rules.terms import TermKind
from diplogame.tui import route
from diplogame.tui.app import DiplogameApp
from diplogame.tui.drafting import Draft, row_of
from tests.tui.playing import app_for, text_of, where
from tests.tui.seated import Hand, quietly

UPLANDS = Path(__file__).resolve().parents[1] / "data" / "packs" / "uplands"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own."""
    monkeypatch.setenv("DIPLOGAME_HOME", str(tmp_path))
    quietly()
    return tmp_path


def valley(seat: str = "alder", seed: int = 3) -> DiplogameApp:
    return DiplogameApp.for_session(Session.new(load_pack(UPLANDS), (seat,), seed))


async def planned(hand: Hand, verb: str) -> None:
    """Go from the floor to the plan, and do something with the first slot."""
    await hand.to("FloorScreen")
    await hand.key("p")
    await hand.to("PlanScreen")
    await hand.choose(f"verb:{verb}")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_position_is_settled_in_a_caucus_with_its_worth_in_sight(
    size: tuple[int, int],
) -> None:
    app = valley()
    async with app.run_test(size=size) as pilot:
        hand = Hand(pilot, app)
        await planned(hand, "caucus")
        for _ in range(2):
            await hand.key("right")
            await hand.choose("verb:rest")
        await hand.order("c")
        await hand.play(lambda: where(app) == "CoalitionsScreen")
        await hand.choose("table")
        await hand.choose("1.2")
        await hand.choose("2.2")
        await pilot.pause()
        assert "Worth to us: +" in " ".join(text_of(app).split())
        await hand.choose("2.2")  # taken out again
        await hand.choose("2.2")
        await hand.order_by("done")
        game = hand.game
        while game.legal.duty == "caucus-ballot" or game.view.coalitions["three"].caucus.open:  # type: ignore[union-attr]
            await hand.to("CoalitionsScreen")
            await hand.order_by("vote:yes", "pass")
        caucus = game.view.coalitions["three"].caucus
        assert caucus is None or caucus.over


async def test_the_page_of_coalitions_says_what_leaving_costs() -> None:
    app = valley()
    async with app.run_test(size=(100, 32)) as pilot:
        hand = Hand(pilot, app)
        await hand.to("FloorScreen")
        await hand.key("u")
        await hand.to("CoalitionsScreen")
        await hand.on("leave:three")
        await pilot.pause()
        assert "no way back" in " ".join(text_of(app).split())
        await hand.on("see:three")
        await pilot.pause()
        shown = " ".join(text_of(app).split())
        assert "led by Village of Alder" in shown


async def test_a_declaration_is_drawn_up_with_what_it_brings_and_costs() -> None:
    app = valley("delta")
    async with app.run_test(size=(120, 40)) as pilot:
        hand = Hand(pilot, app)
        await planned(hand, "circulate")
        await hand.choose("principle:0.2")
        await hand.choose("guest:estuary")
        await pilot.pause()
        shown = text_of(app)
        assert "At once it brings us +" in shown
        assert "not asked" in shown
        activity = app.screen.day.orders[0].activity()  # type: ignore[attr-defined]
        assert activity.principles == ((0, 2),)
        assert activity.invited == ("estuary",)


async def test_a_conference_without_blocs_has_no_such_page() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hand(pilot, app)
        await hand.to("FloorScreen")
        await hand.key("u")
        await pilot.pause()
        assert where(app) == "FloorScreen"
        await hand.key("p")
        await hand.to("PlanScreen")
        assert "Caucus" not in text_of(app)


def test_every_duty_of_a_bloc_is_done_on_that_page() -> None:
    for duty in ("summons", "declaration", "caucus", "caucus-ballot"):
        assert route.place_of(duty) == "coalitions"


def test_a_draft_keeps_leaving_and_staying_as_they_were_offered() -> None:
    from diplogame.rules.terms import Bargain, Term

    terms = (
        Term("cedar", TermKind.LEAVE, to="three"),
        Term("birch", TermKind.STAY, to="three"),
    )
    draft = Draft.of(Bargain(terms, 3))
    assert set(draft.terms()) == set(terms)
    assert {row_of(t) for t in terms} == {"bond:leave|cedar|three", "bond:stay|birch|three"}
    draft.clear()
    assert draft.terms() == ()


@pytest.mark.parametrize(("seat", "size"), [("alder", (80, 24)), ("delta", (120, 40))])
async def test_a_conference_with_blocs_is_played_to_its_end_by_keys(
    seat: str, size: tuple[int, int]
) -> None:
    app = valley(seat, 1)
    async with app.run_test(size=size) as pilot:
        hand = Hand(pilot, app, brisk=True)
        await hand.play()
        assert hand.game.session.over
        assert hand.seen["CoalitionsScreen"] >= (2 if seat == "alder" else 0)
        assert not [n for n in app._notifications if n.severity == "error"]
