"""What is told of a summit's night adds up to what was drawn."""

from __future__ import annotations

from diplogame.app import library, summits
from diplogame.app.session import Session
from diplogame.rules import tables
from diplogame.rules.events import NightRevealed, SummitEnded


def _nights(wanted: int) -> list[tuple[Session, summits.Hour]]:
    """The last hours of some nights, each told at the moment it ended."""
    found: list[tuple[Session, summits.Hour]] = []
    for seed in range(1, 30):
        game = Session.new(library.open_pack("port-meridian"), ("norden",), seed)
        game.run_minds()
        while not game.over:
            known = len(game.history)
            game.submit(game.advise("norden"))
            game.run_minds()
            orders = game.heard_by_order("norden", known)
            hours = summits.hours(orders)
            if any(hour.result for hour in hours):
                found.append((game, next(hour for hour in hours if hour.result)))
                break
        if len(found) >= wanted:
            return found
    raise AssertionError("no seed has a summit")


def test_the_breakdown_adds_up_to_the_chance_that_was_drawn() -> None:
    for game, hour in _nights(2):
        summit = game.view("norden").public.summit
        assert summit is not None
        parts = summits.breakdown(summit, hour)
        assert tables.logistic(sum(part.low for part in parts)) == hour.revealed.chance


def test_every_hour_is_told_and_the_last_one_with_its_result() -> None:
    (game, hour), *_ = _nights(1)
    told = summits.hours(game.heard_by_order("norden"))
    heard = [event for _round, event in game.heard("norden")]
    assert len(told) == sum(isinstance(event, NightRevealed) for event in heard)
    assert told[-1] == hour
    ended = [event.result for event in heard if isinstance(event, SummitEnded)]
    assert [each.result for each in told if each.result] == ended
    if hour.result == "failure":
        assert any(moved.meter == "gauge" and moved.delta < 0 for moved in hour.moved)
