"""What happened in a summit's night, from what a delegation heard of it: for every front end.

Guarantees: reads events and the public record only; the breakdown adds up to the log-odds that were
drawn in the night's last hour (R15.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diplogame.app.outlook import Part
from diplogame.rules.events import (
    ClauseAmended,
    ClauseClosed,
    Event,
    MeterMoved,
    NightRevealed,
    SummitEnded,
)
from diplogame.rules.ids import SeatId
from diplogame.rules.records import Summit
from diplogame.rules.summit import BOLDNESS, breakthrough_log_odds
from diplogame.rules.terms import Clarity, NightChoice
from diplogame.rules.values import dataclass

SUCCESSES = ("breakthrough", "ambiguous")
"""Results with which clauses are settled (R15.2)."""

_TIRING = 15


@dataclass(frozen=True, slots=True)
class Settled:
    """A clause that the leaders closed: index, option (-1: as it stood), whether in ambiguous words."""

    issue: int
    option: int
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """A gauge, standing or the crisis that the night's end moved."""

    meter: str
    seat: SeatId
    delta: int


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of a night, and how it ended if it was the last.

    Attributes:
        revealed: Who did what, and the chance per mille of a breakthrough that was drawn.
        result: "", or breakthrough, ambiguous, staged, failure.
        settled: What a breakthrough closed.
        moved: What the end of the night moved, as far as the delegation hears of it.
    """

    revealed: NightRevealed
    result: str = ""
    settled: tuple[Settled, ...] = ()
    moved: tuple[Moved, ...] = ()


def hours(orders: Iterable[Sequence[tuple[int, Event]]]) -> tuple[Hour, ...]:
    """Return the hours of summit nights that were heard of, order by order, the oldest first."""
    found: list[Hour] = []
    for order in orders:
        events = [event for _round, event in order]
        for index, event in enumerate(events):
            if isinstance(event, NightRevealed):
                found.append(_hour(event, events[index + 1 :]))
    return tuple(found)


def _hour(revealed: NightRevealed, after: Sequence[Event]) -> Hour:
    end = next((k for k, e in enumerate(after) if isinstance(e, SummitEnded)), -1)
    if end < 0:
        return Hour(revealed)
    ended = after[end]
    assert isinstance(ended, SummitEnded)
    amended = {e.issue: e.option for e in after[:end] if isinstance(e, ClauseAmended)}
    settled = tuple(
        Settled(e.issue, amended.get(e.issue, -1), e.clarity is Clarity.AMBIGUOUS)
        for e in after[:end]
        if isinstance(e, ClauseClosed)
    )
    moved = tuple(
        Moved(e.meter, e.seat, e.delta)
        for e in after[end + 1 :]
        if isinstance(e, MeterMoved) and e.cause.startswith("summit-") and e.meter != "trust"
    )
    return Hour(revealed, ended.result, settled, moved)


def breakdown(summit: Summit, hour: Hour) -> tuple[Part, ...]:
    """Return what raised and lowered the odds in the last hour of a night that is over."""
    count = {c: sum(1 for _s, x, _i in hour.revealed.choices if x is c) for c in NightChoice}
    walks = count[NightChoice.WALK]
    # Fatigue rises after an hour that decided nothing, also after the last.
    cut_short = hour.result in SUCCESSES or walks * 2 > len(hour.revealed.choices)
    tired = summit.fatigue - (0 if cut_short else _TIRING)
    choices = breakthrough_log_odds(
        0,
        summit.goal,
        0,
        count[NightChoice.GIVE],
        count[NightChoice.FUDGE],
        count[NightChoice.FIRM],
        walks,
    ) - breakthrough_log_odds(0, summit.goal, 0, 0, 0, 0, 0)
    values = {
        "base": breakthrough_log_odds(0, summit.goal, 0, 0, 0, 0, 0) + BOLDNESS[summit.goal],
        "preparation": breakthrough_log_odds(summit.preparation, summit.goal, 0, 0, 0, 0, 0)
        - breakthrough_log_odds(0, summit.goal, 0, 0, 0, 0, 0),
        "goal": -BOLDNESS[summit.goal],
        "fatigue": breakthrough_log_odds(0, summit.goal, tired, 0, 0, 0, 0)
        - breakthrough_log_odds(0, summit.goal, 0, 0, 0, 0, 0),
        "chosen": choices,
    }
    return tuple(Part(key, value, value) for key, value in values.items())
