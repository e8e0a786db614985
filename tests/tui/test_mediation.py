"""Mediation on screens: a player reaches everything, with its price before it is paid (R14.2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplogame.app.session import Session
from diplogame.packs.loader import load_pack
from diplogame.rules.terms import SeekMediation
from diplogame.tui import route
from diplogame.tui.app import DiplogameApp
from diplogame.tui.screens.plan import Order
from tests.tui.playing import text_of, where
from tests.tui.seated import Hand, quietly

FORD = Path(__file__).resolve().parents[1] / "data" / "packs" / "ford"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own."""
    monkeypatch.setenv("DIPLOGAME_HOME", str(tmp_path))
    quietly()
    return tmp_path


def ford(seat: str = "alder", seed: int = 3) -> DiplogameApp:
    return DiplogameApp.for_session(Session.new(load_pack(FORD), (seat,), seed))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_mediation_is_planned_with_its_confidence_in_sight(size: tuple[int, int]) -> None:
    app = ford()
    async with app.run_test(size=size) as pilot:
        hand = Hand(pilot, app)
        await hand.to("FloorScreen")
        await hand.key("p")
        await hand.to("PlanScreen")
        await hand.choose("verb:mediation")
        await hand.choose("mediator:estuary")
        await hand.choose("guest:birch")
        await hand.choose("topic:2")
        await hand.choose("rooms:shuttle")
        await pilot.pause()
        said = " ".join(text_of(app).split())
        if size[0] >= 120:  # beside the list; a narrow screen says it once it is asked
            assert "confidence" in said
        for _ in range(2):
            await hand.key("right")
            await hand.choose("verb:rest")
        await hand.order("c")
        await pilot.pause()
        plan = hand.game.session.state.private["alder"].plan
        assert plan is not None
        assert SeekMediation("estuary", ("birch",), (2,), True) in plan.activities


async def test_the_page_of_mediators_says_leverage_and_leanings() -> None:
    app = ford()
    async with app.run_test(size=(110, 36)) as pilot:
        hand = Hand(pilot, app)
        await hand.to("FloorScreen")
        await hand.key("z")
        await hand.to("MediationScreen")
        await pilot.pause()
        said = " ".join(text_of(app).split())
        assert "leverage 80" in said
        assert "good offices" in said


def test_an_order_of_the_plan_survives_being_taken_up_again() -> None:
    activity = SeekMediation("estuary", ("birch", "delta"), (0, 2), False)
    assert Order.of(activity).activity() == activity
    assert Order("mediation", ("birch",)).activity() is None


def test_every_duty_of_mediation_has_its_screen() -> None:
    for duty in ("mediation-request", "confide", "mediate", "blind"):
        assert route.place_of(duty) == "mediation"


LINES = {
    "mediation-request": ("come",),
    "confide": ("frank",),
    "mediate": ("facilitate",),
}
"""What the hand chooses at each duty."""


@pytest.mark.parametrize(
    ("seat", "duties"),
    [("estuary", {"mediation-request", "mediate"}), ("alder", {"mediation-request", "confide"})],
)
async def test_a_mediator_and_a_party_are_led_through_a_mediation(
    seat: str, duties: set[str]
) -> None:
    """Asked by minds, the player comes; a mediator says how it mediates, a party how frank it is."""
    app = ford(seat, seed=1)
    done: set[str] = set()
    async with app.run_test(size=(110, 36)) as pilot:
        hand = Hand(pilot, app)
        for _ in range(6):
            await hand.play(lambda: where(app) == "MediationScreen")
            if where(app) != "MediationScreen":
                break
            duty = hand.game.legal.duty
            await hand.order_by(*LINES[duty])
            done.add(duty)
            if duties <= done:
                break
    assert duties <= done
