"""One game to one record (R21).

Guarantees: the record depends on the pack, the seed, the line-up and the difficulty alone; it is plain
JSON with whole numbers; a mind or a bot that errs ends its game, and the record says so - it stops nobody
else's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from diplogame.app.session import Session
from diplogame.lab import listener, puzzle
from diplogame.lab.bots import BOTS
from diplogame.lab.forecasts import Forecasts
from diplogame.lab.lineup import MINDS, Job, seating
from diplogame.lab.watch import Watch
from diplogame.packs.loader import LoadedPack
from diplogame.rules.decide import Accepted
from diplogame.rules.facts import ViewFacts
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import Difficulty

Record: TypeAlias = dict[str, Any]
"""One game as plain JSON values; docs/lab.md lists the keys."""

KEYS: Final = frozenset(
    [
        "key",
        "lineup",
        "seed",
        "difficulty",
        "defect",
        "outcome",
        "round",
        "package",
        "scores",
        "survival",
        "joint",
        "ratified",
        "in_force",
        "crisis",
        "orders",
        "verbs",
        "events",
        "flags",
        "held",
        "failed",
        "rules",
        "twists",
        "choices",
        "closings",
        "questions",
        "motions",
        "carried",
        "blockers",
        "contested",
        "offers",
        "reasons",
        "promises",
        "threats",
        "summit",
        "forecasts",
        "lines",
    ]
)
"""What every record has, also that of a game which broke off."""

MOST_ORDERS: Final = 200_000
"""Orders after which a game is given up: no conference needs as many."""


class LabError(RuntimeError):
    """A bot gave an order that the rules refuse: a defect of ours."""


def play(pack: LoadedPack, job: Job) -> Record:
    """Play one game to its end.

    Raises:
        LineupError: The line-up does not fit the pack.
    """
    record: Record = {
        "key": job.key,
        "lineup": job.lineup,
        "seed": job.seed,
        "difficulty": job.difficulty,
        "defect": "",
    }
    seats = seating(job.lineup, pack.conference)
    session = Session.new(pack, (), job.seed, Difficulty(job.difficulty))
    watch, forecasts = Watch(session), Forecasts(pack.conference)
    try:
        _run(session, seats, watch, forecasts)
    except Exception as error:
        # A defect of ours in one game of thousands: written down with its seed, to be mended.
        record["defect"] = f"{type(error).__name__}: {error}"[:500]
    record.update(watch.result())
    record["forecasts"] = forecasts.result()
    if session.over:
        record["digest"] = session.digest()
        facts = ViewFacts(session.view(pack.conference.seats[0]))
        record["stories"] = listener.Listener.on(pack.phrasebook).stories(facts)
    if job.lineup == MINDS:
        record.update(puzzle.puzzle(session.opening, session.state))
    everybody = pack.conference.everybody
    reader = everybody[job.seed % len(everybody)]
    record["lines"] = listener.spoken(pack, job.seed, session.history, ("", reader))
    return record


def _run(session: Session, seats: Mapping[SeatId, str], watch: Watch, forecasts: Forecasts) -> None:
    for _ in range(MOST_ORDERS):
        if session.over:
            return
        seat = session.state.awaiting[0]
        view = session.view(seat)
        bot = BOTS.get(seats.get(seat, ""))
        command = session.advise(seat) if bot is None else bot(view, session.seed)
        watch.before(seat, view, command)
        forecasts.before(view, command)
        decision = session.submit(command)
        if not isinstance(decision, Accepted):
            who = f"{seats.get(seat, 'mind')} in {seat}"
            what = f"{who} refused: {decision.code} {dict(decision.params)}: {command!r}"
            raise LabError(what)
        forecasts.after(decision.events)
    raise LabError(f"the game was not over after {MOST_ORDERS} orders")
