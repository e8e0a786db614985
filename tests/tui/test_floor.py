"""The floor: the text, the room, the cables, coaching, and the panes in a small terminal."""

from __future__ import annotations

from dataclasses import replace

from diplogame.app.narrate import Cable
from diplogame.rules.events import SlotSpent, ThreatAnswered
from diplogame.rules.forecasts import own_stance
from diplogame.rules.records import Threat
from diplogame.rules.terms import Meet, Reason, Rest, ThreatState, ThreatTerms
from diplogame.tui import present
from diplogame.tui.app import DiplogameApp
from diplogame.tui.game import Game, Told
from diplogame.tui.widgets.gauge import GaugeStrip
from diplogame.tui.widgets.horseshoe import SeatPlace
from diplogame.tui.widgets.marks import Stance
from tests.tui.playing import app_for, at, press, session, text_of
from tests.tui.shots import until


def game_of(*humans: str, name: str = "first-steps") -> Game:
    played = session(*humans, name=name)
    played.run_minds()
    game = Game(played)
    game.sit(humans[0])
    return game


def test_the_text_shows_what_each_option_does_to_you_against_the_leading_one() -> None:
    game = game_of("harrow")
    view = game.view
    for k, issue in enumerate(present.text_issues(game)):
        leading = next(o for o in issue.options if o.leading)
        assert leading.effect == 0
        row = view.interests.points[k]
        for option in issue.options:
            place = view.table.issues[k].options.index(option.key)
            assert option.effect == row[place] - row[view.public.clauses[k].leading]
            assert option.ideal is (
                view.interests.values[k][place] == max(view.interests.values[k])
            )


def test_only_options_that_stand_in_the_text_are_bracketed() -> None:
    game = game_of("harrow")
    for k, issue in enumerate(present.text_issues(game)):
        standing = game.view.public.clauses[k].options
        for option in issue.options:
            place = game.view.table.issues[k].options.index(option.key)
            assert option.bracketed is (place in standing)


def test_your_own_column_is_your_honest_stance() -> None:
    game = game_of("harrow")
    mine = game.view.table.seats.index("harrow")
    for k, issue in enumerate(present.text_issues(game)):
        for o, option in enumerate(issue.options):
            assert option.support[mine] is present.STANCES[own_stance(game.view, k, o)]


def test_every_delegation_has_one_chair_and_the_chair_sits_at_the_head() -> None:
    game = game_of("norden", name="port-meridian")
    seats = present.room(game)
    assert sorted(s.key for s in seats) == sorted(game.view.table.everybody)
    assert [s.key for s in seats if s.you] == ["norden"]
    head = next(i for i, s in enumerate(seats) if s.presides)
    assert abs(head - (len(seats) - 1) / 2) <= 1.5
    assert all(s.stance is Stance.UNKNOWN for s in seats if s.voice)


def test_the_strip_shows_the_walk_away_as_a_mark_on_the_texts_worth() -> None:
    game = game_of("harrow")
    meter = next(m for m in present.meters(game) if m.label == "Text")
    assert meter.threshold == game.view.walk_away
    assert meter.value == game.view.interests.utility(game.view.text)


def test_meters_show_what_changed_since_the_last_round_and_not_before() -> None:
    game = game_of("harrow")
    present.remember_meters(game)
    assert all(m.change == 0 for m in present.meters(game))
    game.notes.kept["meters-round"] = 0
    game.notes.kept["meters-now"] = {"gauge": game.view.gauge - 5}
    present.remember_meters(game)
    assert next(m for m in present.meters(game) if m.label == "Home").change == 5


def test_cables_come_newest_first_and_unread_ones_are_marked() -> None:
    game = game_of("harrow")
    found = game.cables()
    rows = present.cable_rows(game, found)
    assert [int(r.key) for r in rows] == sorted(range(len(found)), reverse=True)
    assert all(r.unread for r in rows)
    game.notes.read = len(found)
    assert not any(r.unread for r in present.cable_rows(game, found))


def test_cables_taken_in_piece_by_piece_are_those_taken_in_at_once() -> None:
    played = session("harrow", seed=4)
    game = Game(played)
    game.sit("harrow")
    for _ in range(60):
        if played.over:
            break
        if not played.step():
            played.submit(played.advise("harrow"))
        game.changed()
        game.told()
    fresh = Game(played)
    fresh.sit("harrow")
    assert [c.text for c in game.cables()] == [c.text for c in fresh.cables()]


async def test_a_narrow_terminal_turns_panes_into_tabs_and_loses_none() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, app, "FloorScreen")
        await until(pilot, lambda: "swing bridge" in text_of(app))
        assert "Bellwether" in text_of(app)
        await press(pilot, app, "2")
        await until(
            pilot, lambda: "Lantern" in text_of(app) and "Options in the" not in text_of(app)
        )
        await press(pilot, app, "3")
        await until(pilot, lambda: "All" in text_of(app) and "Plenary" in text_of(app))
        await press(pilot, app, "1")
        await until(pilot, lambda: "Options in the" in text_of(app))


async def test_enter_on_a_chair_opens_its_dossier_and_on_an_option_its_clause() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        await press(pilot, app, "down", "enter")
        await at(pilot, app, "ClauseScreen")
        await until(pilot, lambda: "lies shut for carts" in text_of(app))
        await press(pilot, app, "escape", "2")
        await pilot.pause(0.1)
        await press(pilot, app, "enter")
        await at(pilot, app, "DossierScreen")
        await until(pilot, lambda: "What matters to them" in text_of(app))


async def test_a_chair_can_be_clicked() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        chairs = list(app.screen.query(SeatPlace))
        lantern = next(c for c in chairs if c.seat.key == "lantern")
        await until(pilot, lambda: lantern.size.width > 0 and lantern.region.x > 0)
        await pilot.click(lantern)
        await at(pilot, app, "DossierScreen")
        await until(pilot, lambda: "Dossier: Lantern" in text_of(app))


async def test_enter_on_a_cable_reads_it_in_full() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        await press(pilot, app, "3", "enter")
        await at(pilot, app, "Sheet")
        await press(pilot, app, "escape")
        await at(pilot, app, "FloorScreen")


async def test_the_coach_speaks_in_the_tutorial_and_can_be_put_away_and_turned_off() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen")
        assert app.game is not None
        hint = app.game.hint()
        assert hint is not None
        await until(pilot, lambda: hint.title in text_of(app))
        await press(pilot, app, "x")
        assert app.game.hint() != hint
        await press(pilot, app, "X")
        assert app.game.hint() is None
        await until(pilot, lambda: not app.screen.query_one("#coach").display)


async def test_no_coach_speaks_to_another_chair() -> None:
    game = game_of("lantern")
    assert game.session.pack.conference.coached_seat == "harrow"
    assert game.hint() is None


async def test_the_strip_follows_the_width() -> None:
    app = app_for("norden", name="port-meridian")
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "FloorScreen", seconds=60)
        await pilot.resize_terminal(80, 24)
        strip = app.screen.query_one(GaugeStrip)
        await until(pilot, lambda: strip.size.width <= 80)
        assert app.screen.has_class("-narrow")


async def test_what_must_be_known_of_a_game_taken_up_is_a_note_that_can_be_put_away() -> None:
    game = session("harrow")
    game.notices = ("The installed pack has changed since.", "One order was lost.")
    app = DiplogameApp.for_session(game, hints=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, app, "FloorScreen")
        assert not app._notifications
        await until(pilot, lambda: "The installed pack has changed" in text_of(app))
        await press(pilot, app, "x")
        await until(pilot, lambda: "One order was lost." in text_of(app))
        await press(pilot, app, "x")
        await until(pilot, lambda: "One order was lost." not in text_of(app))


async def test_nothing_pops_up_over_a_question() -> None:
    app = app_for("harrow")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at(pilot, app, "FloorScreen")
        await press(pilot, app, "escape")
        await at(pilot, app, "Question")
        app.notify("A delegation erred", timeout=30)
        await pilot.pause()
        assert "A delegation erred" not in text_of(app)
        await press(pilot, app, "escape")
        await until(pilot, lambda: "A delegation erred" in text_of(app))


def test_what_fell_through_is_news_once_and_what_was_before_this_sitting_is_not() -> None:
    game = game_of("harrow")
    assert game.news() == []
    told = game._wires["harrow"].told
    gone = SlotSpent("harrow", 0, Meet(("lantern",)), "engaged", ("harrow",))
    done = SlotSpent("harrow", 1, Rest(), "campaigned", ("harrow",))
    for event in (gone, done):
        told.append(Told(1, event, Cable(1, 0, "staff", "", f"{event.result}.")))
    assert [each.event for each in game.news()] == [gone]
    assert game.news() == []


def test_the_answer_to_a_threat_from_the_floor_is_news_and_an_answer_to_others_is_not() -> None:
    game = game_of("harrow")
    assert game.news() == []
    terms = ThreatTerms(0, 1, "ferry-stop", True, 3, 2)
    told = game._wires["harrow"].told
    view = game.view
    threats = {}
    for sender in ("harrow", "lantern"):
        threats[sender] = Threat(
            sender, sender, "bellwether", terms, 1, ThreatState.STANDING, "", ("all",)
        )
        event = ThreatAnswered(sender, "bellwether", "stall", Reason.HOLDING_OUT, "", ("all",))
        told.append(Told(1, event, Cable(1, 0, "threat", "bellwether", "We wait.")))
    game._view = replace(view, threats=threats)
    assert [getattr(each.event, "id", "") for each in game.news()] == ["harrow"]
