"""Invitations: answered one by one, or all that collide with the plan of the day at once."""

from __future__ import annotations

import pytest

from diplogame.rules.commands import AnswerInvitation, MakePlan
from diplogame.rules.terms import Draft, Plan, Reason, Rest, Stage
from diplogame.tui.app import DiplogameApp
from diplogame.tui.game import Game
from tests.tui.playing import at, press, session, text_of
from tests.tui.shots import until

SEED = 5


def _asked(planned: bool) -> tuple[Game, list[str]]:
    """A game in which the first invitation of a round waits for us, with the day planned or free."""
    played = session("dromund", name="port-meridian", seed=SEED)
    for _ in range(400):
        played.run_minds()
        view = played.view("dromund")
        if view.public.stage is Stage.INVITATIONS:
            break
        if view.public.stage is Stage.PLANNING:
            issues = [issue.id for issue in view.table.issues]
            slots = len(view.table.calendar.slots)
            busy = [Draft(issues[k]) if k < view.slots else Rest() for k in range(slots)]
            plan = Plan(tuple(busy) if planned else tuple(Rest() for _ in range(slots)))
            if played.submit(MakePlan("dromund", plan)).__class__.__name__ == "Accepted":
                continue
        played.submit(played.advise("dromund"))
    game = Game(played)
    game.sit("dromund")
    return game, list(game.legal.invitations)


def test_only_invitations_that_collide_in_this_round_are_declined_unread() -> None:
    game, asked = _asked(planned=True)
    assert asked
    assert game.courteous_no("dromund") is None  # nobody has asked for it
    game.decline_collisions()
    answer = game.courteous_no("dromund")
    slot = game.view.meetings[asked[0]].slot
    assert game.view.plan is not None
    assert not isinstance(game.view.plan.activities[slot], Rest)
    assert answer == AnswerInvitation("dromund", asked[0], False, Reason.BUSY)
    game.notes.kept["declining"] = game.view.public.round - 1
    assert game.courteous_no("dromund") is None


def test_a_slot_that_was_kept_free_is_never_declined_for_us() -> None:
    game, asked = _asked(planned=False)
    assert asked
    game.decline_collisions()
    assert game.courteous_no("dromund") is None


async def test_one_key_declines_all_that_collide_and_each_gets_a_no_of_its_own() -> None:
    game, _asked_first = _asked(planned=True)
    app = DiplogameApp.for_session(game.session)
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "InvitationScreen")
        before = len(game.session.history)
        round_ = game.session.round
        await press(pilot, app, "c")
        await until(pilot, lambda: type(app.screen).__name__ != "InvitationScreen", 60)
        answers = [
            entry.command
            for entry in game.session.history[before:]
            if isinstance(entry.command, AnswerInvitation) and entry.command.seat == "dromund"
        ]
        assert answers
        assert all(not a.accept and a.reason is Reason.BUSY for a in answers)
        assert app.game is not None
        assert app.game.view.public.round == round_


async def test_what_fell_through_is_said_beside_an_invitation_and_covers_no_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    game, _asked_first = _asked(planned=True)
    app = DiplogameApp.for_session(game.session)
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, app, "InvitationScreen")
        assert app.game is not None
        told = app.game.told()[:1]
        monkeypatch.setattr(Game, "news", lambda self, most=3: told)
        await app.land()
        beginning = told[0].cable.detail or told[0].cable.text
        await until(pilot, lambda: beginning[:20] in text_of(app))
        assert not app._notifications


@pytest.mark.parametrize("planned", [True, False])
async def test_the_hint_names_the_key_for_all_that_collide_only_where_there_is_one(
    planned: bool,
) -> None:
    game, _asked_first = _asked(planned=planned)
    app = DiplogameApp.for_session(game.session)
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "InvitationScreen")
        assert ("c declines all that collide" in text_of(app)) is planned
