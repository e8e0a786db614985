"""At the table: moves, offers drawn up and put, answers with their reasons, threats with their odds."""

from __future__ import annotations

import dataclasses

import pytest
from textual.pilot import Pilot

from diplogame.rules import appraisal
from diplogame.rules import events as ev
from diplogame.rules.commands import DeclineOffer, Disclose, MakeOffer, Probe
from diplogame.rules.terms import Bargain, Offer, Reason, Term, TermKind, Trigger
from diplogame.tui import staff, transcript
from diplogame.tui.app import DiplogameApp
from diplogame.tui.between import bargain_lines, variant_lines, worth_lines
from diplogame.tui.drafting import Draft, DraftTable
from diplogame.tui.game import Game
from diplogame.tui.screens.bargain import BargainScreen
from diplogame.tui.screens.meeting import MeetingScreen
from tests.tui.playing import app_for, at, press, session, text_of, where
from tests.tui.reaching import reach
from tests.tui.shots import until

FULL = Bargain(
    (
        Term("bellwether", TermKind.SUPPORT, 0, 3),
        Term("harrow", TermKind.ACQUIESCE, 1, 0),
        Term(
            "harrow",
            TermKind.PAY,
            to="bellwether",
            incentive="winter-berths",
            trigger=Trigger.ADOPTION,
        ),
        Term("bellwether", TermKind.ADOPT),
        Term("harrow", TermKind.LIFT, threat="t1-harrow-bellwether-0"),
    ),
    3,
    True,
)


def test_a_draft_says_exactly_what_its_bargain_says() -> None:
    again = Draft.of(FULL).bargain()
    assert set(again.terms) == set(FULL.terms)
    assert (again.due, again.public) == (FULL.due, FULL.public)


def test_one_party_stands_for_one_option_of_a_clause() -> None:
    draft = Draft(2)
    draft.stands["harrow", 0] = (TermKind.SUPPORT, 1)
    draft.stands["harrow", 0] = (TermKind.SUPPORT, 2)
    assert draft.terms() == (Term("harrow", TermKind.SUPPORT, 0, 2),)


async def sit_down(pilot: Pilot[None], app: DiplogameApp) -> MeetingScreen:
    """Plan a meeting with the first delegation, and wait until the floor is ours."""
    await at(pilot, app, "FloorScreen")
    await press(pilot, app, "p", "1", "1", "c", "y")
    await at(pilot, app, "MeetingScreen", seconds=60)
    screen = app.screen
    assert isinstance(screen, MeetingScreen)
    assert app.game is not None
    assert app.game.legal.duty == "meeting"
    return screen


async def test_a_probe_takes_two_keys_and_shows_what_was_learnt() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await sit_down(pilot, app)
        assert app.game is not None
        await press(pilot, app, "p")
        await at(pilot, app, "Picker")
        await press(pilot, app, "1")
        await at(pilot, app, "MeetingScreen")
        sent = [e.command for e in app.game.session.history if isinstance(e.command, Probe)]
        assert [c.issue for c in sent if c.seat == "harrow"] == ["bridge"]
        meeting = next(iter(app.game.view.meetings))
        said = transcript.entries(app.game, meeting)
        answers = [x for x in said if isinstance(x.event, ev.Disclosed | ev.Evaded)]
        assert answers
        assert transcript.answer(app.game, answers[0]).learnt


async def test_the_truth_has_the_cursor_when_one_discloses() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await sit_down(pilot, app)
        assert app.game is not None
        await press(pilot, app, "d", "1")
        await at(pilot, app, "Picker")
        await press(pilot, app, "enter")
        await pilot.pause(0.1)
        await at(pilot, app, "Picker")
        await press(pilot, app, "enter")
        await until(pilot, lambda: where(app) != "Picker")
        sent = [e.command for e in app.game.session.history if isinstance(e.command, Disclose)]
        mine = next(c for c in sent if c.seat == "harrow")
        values = app.game.view.interests.values[0]
        assert values[mine.option] == max(values)


async def test_the_staffs_draft_is_put_and_every_refusal_has_a_reason_and_a_remedy() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await sit_down(pilot, app)
        assert app.game is not None
        await press(pilot, app, "o")
        await at(pilot, app, "BargainScreen")
        await press(pilot, app, "s")
        await at(pilot, app, "Picker")
        await press(pilot, app, "1")
        screen = app.screen
        assert isinstance(screen, BargainScreen)
        await until(pilot, lambda: "points, exact" in text_of(app))
        await press(pilot, app, "o")
        await at(pilot, app, "MeetingScreen")
        made = [e.command for e in app.game.session.history if isinstance(e.command, MakeOffer)]
        assert made[0].seat == "harrow"
        meeting = made[0].meeting
        answers = [
            entry
            for entry in transcript.entries(app.game, meeting)
            if isinstance(entry.event, ev.OfferDeclined | ev.OfferAccepted)
            and entry.cable.speaker != "harrow"
        ]
        assert answers
        shown = transcript.answer(app.game, answers[0])
        if isinstance(answers[0].event, ev.OfferDeclined):
            assert shown.reason
            assert shown.size
            assert shown.turn


async def test_an_empty_offer_is_not_put() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await sit_down(pilot, app)
        await press(pilot, app, "o", "o")
        await until(pilot, lambda: "Nothing is undertaken yet" in text_of(app))
        assert where(app) == "BargainScreen"


async def test_drafts_are_kept_side_by_side_and_put_together_as_equals() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await sit_down(pilot, app)
        assert app.game is not None
        await press(pilot, app, "o", "s", "1")
        await at(pilot, app, "BargainScreen")
        await press(pilot, app, "d", "s", "2")
        await at(pilot, app, "BargainScreen")
        assert len(app.game.notes.bargains) == 1
        await press(pilot, app, "o")
        await at(pilot, app, "Picker")
        await press(pilot, app, "2")
        await at(pilot, app, "MeetingScreen")
        made = [e.command for e in app.game.session.history if isinstance(e.command, MakeOffer)]
        assert len(made[0].variants) == 2
        assert app.game.notes.bargains == []


async def test_own_gain_is_one_number_and_theirs_a_range() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await sit_down(pilot, app)
        meeting = screen.meeting()
        assert app.game is not None
        assert meeting is not None
        idea = staff.suggestions(app.game.view, meeting)[0]
        assert idea.ours == appraisal.own_worth(app.game.view, idea.bargain)
        assert idea.theirs == appraisal.their_worth(app.game.view, "bellwether", idea.bargain)
        text = "\n".join(
            line.plain for line in worth_lines(app.game, idea.bargain, ("harrow", "bellwether"), 60)
        )
        assert "exact" in text
        assert "…" in text


async def test_a_press_shows_its_odds_and_asks_once_more() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await sit_down(pilot, app)
        assert app.game is not None
        await press(pilot, app, "t")
        await at(pilot, app, "PressScreen")
        await until(pilot, lambda: "Odds that they give way" in text_of(app))
        before = app.game.session.digest()
        await press(pilot, app, "o")
        await at(pilot, app, "Question")
        assert app.game.session.digest() == before
        await press(pilot, app, "y")
        await at(pilot, app, "MeetingScreen")
        assert any(t.sender == "harrow" for t in app.game.view.threats.values())


async def test_the_end_of_a_meeting_is_read_before_the_game_goes_on() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await sit_down(pilot, app)
        await press(pilot, app, "a")
        await at(pilot, app, "Question")
        await press(pilot, app, "y")
        await at(pilot, app, "MeetingScreen")
        await until(pilot, lambda: screen.over())
        await until(pilot, lambda: "The meeting is over" in text_of(app))
        assert "more exchange" not in text_of(app)
        await press(pilot, app, "n")
        await until(pilot, lambda: where(app) != "MeetingScreen" or not screen.over(), 30)


async def until_offered(pilot: Pilot[None], app: DiplogameApp) -> None:
    """Let the staff play until somebody puts an offer on our table."""
    for _ in range(120):
        await until(pilot, lambda: bool(app.game and app.game.seat and not app.game.busy), 60)
        game = app.game
        assert game is not None
        screen = app.screen
        if game.legal.duty == "offer" and isinstance(screen, MeetingScreen):
            return
        if isinstance(screen, MeetingScreen) and screen.holds():
            await press(pilot, app, "n")
        elif where(app) == "FloorScreen":
            await press(pilot, app, "p" if game.legal.duty == "plan" else "n")
        elif hasattr(screen, "order") and not screen.holds():
            await screen.order(game.session.advise(game.seat))
        else:
            await press(pilot, app, "s", "enter")
        await pilot.pause()
    pytest.fail("nobody ever made an offer")


async def test_declining_gives_the_honest_reason_first_and_its_size() -> None:
    app = app_for("harrow", seed=11)
    async with app.run_test(size=(120, 40)) as pilot:
        await until_offered(pilot, app)
        assert app.game is not None
        screen = app.screen
        assert isinstance(screen, MeetingScreen)
        meeting = screen.meeting()
        assert meeting is not None
        judged = staff.judgement(app.game.view, meeting, meeting.offer.variants[0])
        await until(pilot, lambda: "Decline with a reason" in text_of(app))
        screen._do("decline:")
        await at(pilot, app, "Picker")
        await press(pilot, app, "1")
        await until(pilot, lambda: where(app) != "Picker")
        sent = [
            e.command
            for e in app.game.session.history
            if isinstance(e.command, DeclineOffer) and e.command.seat == "harrow"
        ]
        assert judged is not None
        assert sent[-1].size is staff.size_for(judged)
        if not judged.ok:
            assert sent[-1].reason in (judged.reason, Reason.WORST_CLAUSE)


async def test_a_counter_offer_begins_with_the_cheapest_change_that_would_turn_it() -> None:
    app = app_for("harrow", seed=11)
    async with app.run_test(size=(120, 40)) as pilot:
        await until_offered(pilot, app)
        assert app.game is not None
        screen = app.screen
        assert isinstance(screen, MeetingScreen)
        meeting = screen.meeting()
        assert meeting is not None
        if meeting.countered:
            pytest.skip("a counter-offer is not countered")
        await screen._act("counter:")
        await at(pilot, app, "BargainScreen")
        bargain = app.screen
        assert isinstance(bargain, BargainScreen)
        wanted = staff.counter(app.game.view, meeting, meeting.offer.variants[0])
        expected = wanted or meeting.offer.variants[0]
        assert set(bargain._draft.terms()) == set(expected.terms)
        assert dataclasses.is_dataclass(bargain._draft)


def test_a_game_taken_up_again_still_knows_what_was_said_at_the_table() -> None:
    """A wire read all at once pairs words with what they told as one read step by step does."""
    for name, seat, seeds in (("first-steps", "harrow", (7, 8)), ("port-meridian", "norden", (3,))):
        for seed in seeds:
            game = reach(session(seat, name=name, seed=seed), seat, "offer")
            meeting = game.view(seat).meeting
            assert meeting is not None
            late = Game(game)
            late.sit(seat)
            shown = [type(e.event).__name__ for e in transcript.entries(late, meeting.id)]
            assert shown[0] == "MeetingOpened"
            # What is to be answered: an offer, or the counter that came with a no.
            assert shown[-1] == ("OfferDeclined" if meeting.countered else "OfferMade")


def test_an_offer_that_crosses_a_red_line_says_which_one() -> None:
    played = session("norden", name="port-meridian")
    played.run_minds()
    game = Game(played)
    game.sit("norden")
    line = game.view.interests.red_lines[0]
    terms = tuple(Term("norden", TermKind.ACQUIESCE, k, options[0]) for k, options in line.parts)
    found = bargain_lines(game, Bargain(terms, 5), ("zafir", "norden"), 200)
    said = "\n".join(each.plain for each in found)
    assert game.words.red_line("norden", line.id) in said


async def test_two_equal_offers_are_both_seen_with_what_each_is_worth() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await sit_down(pilot, app)
        game = app.game
        assert game is not None
        meeting = game.view.meeting
        assert meeting is not None
        other = next(p for p in meeting.parties if p != "harrow")
        variants = tuple(
            Bargain(
                tuple(Term(by, TermKind.SUPPORT, k, 1) for k in range(2) for by in meeting.parties),
                3 + n,
            )
            for n in range(2)
        )
        asked = dataclasses.replace(
            meeting, offer=Offer("x#0", other, variants), answering=("harrow",), floor=other
        )
        game._view = dataclasses.replace(
            game.view, meetings={**game.view.meetings, meeting.id: asked}
        )
        shown = "\n".join(line.plain for line in variant_lines(game, variants, meeting.parties, 50))
        assert shown.count("For us") == 2
        assert game.legal.duty == "offer"
        screen.refresh_view()
        await pilot.pause()
        text = text_of(app)
        assert "Variant 1" in text
        assert "Variant 2" in text
        assert "end of round 4" in text


async def test_keys_typed_while_the_composer_opens_reach_it_and_it_opens_on_the_same_cell() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await sit_down(pilot, app)
        for key in ("o", "down", "right", "space"):
            app.simulate_key(key)
        await at(pilot, app, "BargainScreen")
        screen = app.screen
        assert isinstance(screen, BargainScreen)
        table = screen.query_one(DraftTable)
        await until(pilot, lambda: bool(screen._draft.terms()))
        assert [(x.by, x.issue) for x in screen._draft.terms()] == [("bellwether", 1)]
        assert (table.key(), table.side) == ("issue:1", 1)
        await press(pilot, app, "escape")
        await at(pilot, app, "MeetingScreen")
        await press(pilot, app, "o")
        await at(pilot, app, "BargainScreen")
        await until(pilot, lambda: (table.key(), table.side) == ("issue:0", 0))


def test_a_draft_for_several_says_who_does_what() -> None:
    played = session("harrow")
    played.run_minds()
    game = Game(played)
    game.sit("harrow")
    screen = BargainScreen()
    same = [Term(who, TermKind.SUPPORT, 0, 1) for who in ("bellwether", "lantern")]
    more = Term("lantern", TermKind.SUPPORT, 1, 0)
    ours = Term("harrow", TermKind.SUPPORT, 1, 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BargainScreen, "game", game)
        patch.setattr(BargainScreen, "parties", lambda _: ("harrow", "bellwether", "lantern"))
        both = screen._short(Bargain((*same, ours), 3))
        each = screen._short(Bargain((*same, more, ours), 3))
    names = [game.short(who) for who in ("bellwether", "lantern")]
    assert both.startswith(f"{names[0]} and {names[1]}: ")
    assert each.startswith(f"{names[0]}: ")
    assert f"; {names[1]}: " in each
    assert "we: " in each
