"""The hall: speeches, motions with their reasons, ballots, roll-calls, threats and their answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diplogame.app.session import Session
from diplogame.rules.commands import CastBallot, MakeMotion, MakeSpeech
from diplogame.rules.decisions import Ballot
from diplogame.rules.plenary import motion_faults
from diplogame.rules.terms import (
    Amend,
    DivideTheQuestion,
    MotionKind,
    Reason,
    Speech,
    TablePackage,
)
from diplogame.tui.app import DiplogameApp
from diplogame.tui.parts import Menu
from tests.tui.playing import at, press, session, text_of
from tests.tui.reaching import reach
from tests.tui.shots import until


def _menu(app: DiplogameApp) -> Menu:
    return app.screen.query_one("#menu", Menu)


def _ordered(app: DiplogameApp, kind: type) -> list[object]:
    assert app.game is not None
    return [e.command for e in app.game.session.history if isinstance(e.command, kind)]


def _hall(nth: int = 1, name: str = "port-meridian") -> DiplogameApp:
    seat = "norden" if name == "port-meridian" else "harrow"
    game = session(seat, name=name)
    reach(game, seat, "plenary", lambda s: s.round >= nth)
    return DiplogameApp.for_session(game)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_closed_motion_says_why_and_when_it_opens(size: tuple[int, int]) -> None:
    app = _hall(1)
    async with app.run_test(size=size) as pilot:
        await at(pilot, app, "PlenaryScreen")
        item = _menu(app).item("move:MoveToVote")
        assert item is not None
        assert item.why
        assert "round 5" in item.why
        before = len(app.game.session.history)
        _menu(app).go("move:MoveToVote")
        await pilot.press("enter")
        await until(pilot, lambda: "not open in this phase" in text_of(app))
        assert len(app.game.session.history) == before


async def test_a_motion_is_put_step_by_step_and_every_step_can_be_taken_back() -> None:
    app = _hall(3)
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "PlenaryScreen")
        before = len(app.game.session.history)
        _menu(app).go("move:Amend")
        await pilot.press("enter")
        await until(pilot, lambda: _menu(app).item("fund") is not None)
        _menu(app).go("fund")
        await pilot.press("enter")
        await until(pilot, lambda: _menu(app).item("0") is not None)
        await until(pilot, lambda: "Carried" in text_of(app))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: _menu(app).item("pass") is not None)
        assert len(app.game.session.history) == before
        await pilot.press("enter")  # the cursor is where it was: on the motion
        await until(pilot, lambda: _menu(app).item("fund") is not None)
        _menu(app).go("fund")
        await pilot.press("enter")
        await until(pilot, lambda: _menu(app).item("0") is not None)
        text = app.game.view.text
        open_ = next(o for o in range(5) if o != text[app.game.view.table.issue_index("fund")])
        _menu(app).go(str(open_))
        await pilot.press("enter")
        await until(pilot, lambda: type(app.screen).__name__ == "Question")
        await pilot.press("y")
        await until(
            pilot,
            lambda: (
                Amend("fund", open_)
                in [
                    c.motion
                    for c in _ordered(app, MakeMotion)
                    if c.seat == "norden"  # type: ignore[attr-defined]
                ]
            ),
        )


async def test_a_speech_leaves_the_word_with_the_speaker() -> None:
    app = _hall(2)
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "PlenaryScreen")
        _menu(app).go("say:rally")
        await pilot.press("enter")
        await at(pilot, app, "Question")
        assert "cannot be taken back" in text_of(app)
        await pilot.press("escape")
        await at(pilot, app, "PlenaryScreen")
        assert not [c for c in _ordered(app, MakeSpeech) if c.seat == "norden"]  # type: ignore[attr-defined]
        await press(pilot, app, "enter")
        await at(pilot, app, "Question")
        await pilot.press("y")
        await until(
            pilot,
            lambda: any(c.seat == "norden" for c in _ordered(app, MakeSpeech)),  # type: ignore[attr-defined]
        )
        await until(pilot, lambda: bool(_menu(app).item("say:rally").why))
        assert app.game.legal.duty == "plenary"
        # The cursor goes on to what is useful next: a motion that is open, or to pass.
        useful = _menu(app).item(_menu(app).key())
        assert useful is not None
        assert not useful.why
        assert useful.key.startswith(("move:", "pass"))


async def test_a_red_line_asks_for_clause_and_option_and_says_what_it_costs() -> None:
    app = _hall(2)
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "PlenaryScreen")
        await press(pilot, app, "3")  # a digit chooses
        await until(pilot, lambda: _menu(app).item("fund") is not None)
        _menu(app).go("fund")
        await press(pilot, app, "enter")
        await until(pilot, lambda: _menu(app).item("1") is not None)
        assert "credibility −5" in text_of(app)
        _menu(app).go("1")
        await press(pilot, app, "enter")
        await at(pilot, app, "Question")
        assert "home +4" in text_of(app)
        await pilot.press("y")
        line = Speech("red-line", issue="fund", option=1)
        await until(
            pilot,
            lambda: (
                line
                in [
                    c.speech
                    for c in _ordered(app, MakeSpeech)
                    if c.seat == "norden"  # type: ignore[attr-defined]
                ]
            ),
        )
        index = app.game.view.table.issue_index("fund")
        assert (index, 1) in app.game.view.committed


async def test_the_digit_of_a_closed_line_says_why_and_orders_nothing() -> None:
    app = _hall(1)
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "PlenaryScreen")
        before = len(app.game.session.history)
        menu = _menu(app)
        keys = [item.key for item in menu._items if item.key][:9]
        closed = next(i for i, key in enumerate(keys, 1) if menu.item(key).why)
        await press(pilot, app, str(closed))
        await until(pilot, lambda: "not open in this phase" in text_of(app))
        assert menu.key() == keys[closed - 1]
        assert len(app.game.session.history) == before


async def test_a_favourable_ballot_is_cast_with_one_key_and_the_roll_call_is_read_out() -> None:
    game = session("norden", name="port-meridian")
    reach(game, "norden", "ballot")
    app = DiplogameApp.for_session(game)
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "VoteScreen")
        await until(pilot, lambda: "Worth to you" in text_of(app) or "Rule" in text_of(app))
        votes = len(game.view("norden").public.votes)
        await press(pilot, app, "enter")
        await until(pilot, lambda: len(game.state.public.votes) > votes, 60)
        await until(pilot, lambda: "to the end" in text_of(app))
        assert "arried." not in text_of(app)
        await pilot.press("s")
        await until(pilot, lambda: "arried" in text_of(app))
        await press(pilot, app, "enter")
        await until(pilot, lambda: not app.screen.holds(), 60)  # type: ignore[attr-defined]


async def test_whoever_votes_against_says_why_and_over_which_clause() -> None:
    game = session("norden", name="port-meridian")
    reach(game, "norden", "ballot")
    app = DiplogameApp.for_session(game)
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "VoteScreen")
        _menu(app).go("no")
        await pilot.press("enter")
        await until(pilot, lambda: _menu(app).item("red_line") is not None)
        _menu(app).go("red_line")
        await pilot.press("enter")
        await until(pilot, lambda: _menu(app).item("0") is not None)
        issue = int(_menu(app).key())
        await press(pilot, app, "enter")
        mine = [c for c in _ordered(app, CastBallot) if c.seat == "norden"]  # type: ignore[attr-defined]
        assert mine[-1] == CastBallot("norden", Ballot.NO, Reason.RED_LINE, issue)


def _asked(kind: MotionKind) -> DiplogameApp:
    """Return a game in which Norden is asked for its ballot on a motion of that kind."""
    game = session("norden", name="port-meridian")
    reach(game, "norden", "ballot")
    public = game.state.public
    assert public.motion is not None
    public = replace(public, motion=replace(public.motion, kind=kind))
    game.state = replace(game.state, public=public)
    game._views = {}
    return DiplogameApp.for_session(game)


def _amendments() -> list[tuple[Amend, bool]]:
    """Return every amendment of an open clause, and whether it would cross a red line of Norden's."""
    game = session("norden", name="port-meridian")
    reach(game, "norden", "ballot")
    view = game.view("norden")
    found = []
    for k, issue in enumerate(view.table.issues):
        for option in range(len(issue.options)):
            then = tuple(option if i == k else o for i, o in enumerate(view.text))
            lines = [line for line in view.interests.red_lines if line.holds(then)]
            crosses = any(k == i for line in lines for i, _ in line.parts)
            found.append((Amend(issue.id, option), crosses))
    return found


async def test_no_ballot_that_lets_a_red_line_be_crossed_is_under_the_cursor_by_itself() -> None:
    crossing = next(motion for motion, crosses in _amendments() if crosses)
    harmless = next(motion for motion, crosses in _amendments() if not crosses)
    for motion, begins in ((crossing, "abstain"), (harmless, "yes")):
        app = _asked(motion)
        async with app.run_test(size=(120, 40)) as pilot:
            await at(pilot, app, "VoteScreen")
            await until(pilot, lambda app=app: "Rule" in text_of(app))
            assert _menu(app).key() == begins, motion


async def test_a_clause_inside_the_mandate_is_not_said_to_be_outside_it() -> None:
    game = session("norden", name="port-meridian")
    reach(game, "norden", "ballot")
    mandate = game.view("norden").mandate
    table = game.view("norden").table
    told = set()
    for motion, crosses in _amendments()[:: max(1, len(_amendments()) // 8)]:
        inside = mandate[table.issue_index(motion.issue)][motion.option]
        app = _asked(motion)
        async with app.run_test(size=(120, 40)) as pilot:
            await at(pilot, app, "VoteScreen")
            apt = app.screen._proposed()  # type: ignore[attr-defined]
            told.add((inside, apt))
            assert not (inside and apt is Reason.OUTSIDE_MANDATE), motion
            assert (apt is Reason.RED_LINE) == crosses, motion
    assert len(told) > 1


def _threatened() -> Session:
    for seed in range(1, 30):
        game = session("norden", name="port-meridian", seed=seed)
        try:
            return reach(game, "norden", "threat")
        except AssertionError:
            continue
    raise AssertionError("nobody threatens")


async def test_a_threat_is_answered_with_its_numbers_in_sight() -> None:
    game = _threatened()
    app = DiplogameApp.for_session(game)
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "MeetingScreen", "ThreatAnswerScreen")
        await app.open("threat")
        await at(pilot, app, "ThreatAnswerScreen")
        await until(pilot, lambda: "If carried out" in text_of(app))
        assert "points a round" in text_of(app)
        key = game.view("norden").threats[app.game.legal.threat].id
        _menu(app).go("stall")
        await press(pilot, app, "enter")
        assert game.state.threats[key].answer == "stall"


async def test_a_threat_is_composed_with_odds_as_a_band_and_made_only_where_one_may() -> None:
    app = _hall(4)
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "PlenaryScreen")
        await app.open("threats")
        await at(pilot, app, "ThreatsScreen")
        key = next(i.key for i in _menu(app)._items if i.key.startswith("press|") and not i.why)
        _menu(app).go(key)
        for _step in range(3):
            before = len(app.screen._steps)  # type: ignore[attr-defined]
            await pilot.press("enter")
            await until(pilot, lambda n=before: len(app.screen._steps) > n)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: "They give way" in text_of(app))
        assert "%" in text_of(app)
        hint = _menu(app).item("1|1")
        assert hint is not None
        assert hint.why  # nothing said from the floor is a private hint


async def test_the_text_as_it_stands_can_be_divided() -> None:
    app = _hall(5)
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "PlenaryScreen")
        item = _menu(app).item("move:DivideTheQuestion")
        assert item is not None
        assert not item.why
        _menu(app).go("move:DivideTheQuestion")
        await pilot.press("enter")
        await until(pilot, lambda: _menu(app).key() == "*")
        await press(pilot, app, "enter")
        await at(pilot, app, "Question")
        await press(pilot, app, "y")
        await until(pilot, lambda: bool(_ordered(app, MakeMotion)), 30)
        assert DivideTheQuestion(()) in [m.motion for m in _ordered(app, MakeMotion)]  # type: ignore[attr-defined]


async def test_a_package_that_the_house_would_refuse_is_listed_with_the_reason() -> None:
    app = _hall(2)
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, app, "PlenaryScreen")
        assert app.game is not None
        text = app.game.view.text
        other = tuple(1 if k == 0 and o == 0 else 0 if k == 0 else o for k, o in enumerate(text))
        app.game.notes.packages.update({"as it reads": text, "another bridge": other})
        screen = app.screen
        await screen._move("TablePackage")  # type: ignore[attr-defined]
        await until(pilot, lambda: _menu(app).item("as it reads") is not None)
        as_it_reads, another = _menu(app).item("as it reads"), _menu(app).item("another bridge")
        assert as_it_reads is not None
        assert another is not None
        assert "reads already" in as_it_reads.why
        barred = motion_faults(app.game.session.state, "norden", TablePackage(other))
        # Whether a package may be tabled at all is asked before: only its own faults count here.
        faults = [f.code for f in barred if f.code not in ("motion.phase", "motion.one-each")]
        assert bool(another.why) == bool(faults)
