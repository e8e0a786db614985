"""What mediation rests on: who may mediate, how safe a party feels, what is heard, what is in common (R14.2).

The trade-off is the field's: a proposal that is pressed for passes sooner and lasts less, what the parties
find by themselves lasts longer (Beardsley, Quinn, Biswas and Wilkenfeld 2006; Beardsley 2008; field
guide 4.4). Guarantees: integers only; `suggest` reads beliefs and never the truth.
"""

from __future__ import annotations

from itertools import product

from diplogame.rules import events as ev
from diplogame.rules.conference import Conference, Mediator
from diplogame.rules.desk import Desk, clamp
from diplogame.rules.ids import SeatId
from diplogame.rules.records import Belief
from diplogame.rules.state import State
from diplogame.rules.terms import Clauses, Ending, Frankness, Mediation, Style
from diplogame.rules.view import Table

SHUTTLE_CLAUSES = 1
"""Clauses for which there is time in one slot when the mediator goes from room to room."""

SHARED = 55
"""Value, 0-100, from which a party can live with an option well enough to call it common ground."""

FRIEND = 20
"""Bias from which a mediator's friend may hear what others said."""

MEDIATED = "m-med-"
"""How the ids of understandings begin that a mediator brokered."""

SURVIVES = {Style.FACILITATE: 60, Style.FORMULATE: -45, Style.PRESS: -180}
"""Thousandths of log-odds of survival for each clause that stands as the mediation left it: how far
the parties own it (R19.1). Facilitation lasts longest, what was pressed for least (field guide 4.4)."""


def mediator_of(source: Conference | Table, name: SeatId) -> Mediator | None:
    """What a delegation brings as a mediator, or None if it is none."""
    return next((m for m in source.mediators if m.id == name), None)


def confidence(trust: int, mediator: Mediator, seat: SeatId, others: tuple[SeatId, ...]) -> int:
    """How safe a party feels with a mediator, 0-100: its trust, and whose friend the mediator is (R14.2)."""
    rival = max((mediator.toward(o) for o in others if o != seat), default=0)
    return clamp(trust + (mediator.toward(seat) - rival) // 3, 0, 100)


def frank_reading(confident: int, frankness: Frankness, shuttle: bool) -> int:
    """How reliable what a mediator is told is, 0-90: parties open up in proportion to trust."""
    if frankness is Frankness.CLOSED:
        return 0
    full = 30 + confident * 60 // 100
    told = full if frankness is Frankness.FRANK else full * 45 // 100
    # Message by message much is lost; in one room one sees faces.
    return told * 80 // 100 if shuttle else told


def most_clauses(mediator: Mediator, shuttle: bool) -> int:
    """Clauses for which one mediation has time."""
    return min(mediator.clauses, SHUTTLE_CLAUSES) if shuttle else mediator.clauses


def suggest(
    beliefs: dict[SeatId, Belief], card: Mediator, issues: tuple[int, ...], text: tuple[int, ...]
) -> Clauses:
    """The draft that serves the parties best as they are read, with the mediator's bias in it.

    The least gain counts before the sum: a proposal needs everybody. Clauses that would read as they do
    are left in, so that all stand for them.
    """
    rows = {}
    for seat in sorted(beliefs):
        belief = beliefs[seat]
        rows[seat] = {
            k: [belief.weights[k].middle * band.middle // 100 for band in belief.values[k]]
            for k in issues
            if belief.weights
        }
    rows = {seat: found for seat, found in rows.items() if found}
    if not rows:
        return ()
    counts = [len(next(iter(rows.values()))[k]) for k in issues]
    best: tuple[int, tuple[int, ...]] | None = None
    for options in product(*(range(count) for count in counts)):
        gains = {
            seat: sum(found[k][o] - found[k][text[k]] for k, o in zip(issues, options, strict=True))
            for seat, found in rows.items()
        }
        lean = sum(gain * card.toward(seat) for seat, gain in gains.items()) // 50
        score = 2 * min(gains.values()) + sum(gains.values()) // len(gains) + lean
        if best is None or score > best[0]:
            best = (score, options)
    assert best is not None
    return tuple(zip(issues, best[1], strict=True))


def common_ground(desk: Desk, known: Mediation) -> tuple[Clauses, tuple[int, ...]]:
    """What the parties that said anything have in common: (clauses, issues that make a cheap exchange)."""
    open_ = [s for s in known.parties if known.told.get(s) in (Frankness.FRANK, Frankness.GUARDED)]
    rows = [desk.private(s).interests for s in open_]
    if len(rows) < 2 or not all(r.weights for r in rows):
        return (), ()
    found: list[tuple[int, int]] = []
    for k in known.issues:
        least = [min(r.values[k][o] for r in rows) for o in range(len(rows[0].values[k]))]
        best = max(range(len(least)), key=lambda o: (least[o], -o))
        if least[best] >= SHARED:
            found.append((k, best))
    cheap: set[int] = set()
    for k in known.issues:
        for j in known.issues:
            crossed = any(
                a.weights[k] >= 2 * b.weights[k] and b.weights[j] >= 2 * a.weights[j]
                for a in rows
                for b in rows
            )
            if j != k and crossed:
                cheap.update((k, j))
    return tuple(found), tuple(sorted(cheap))


def ownership(state: State) -> int:
    """What the ways in which clauses were mediated do to survival, thousandths of log-odds (R19.1)."""
    reads = dict(enumerate(c.leading for c in state.public.clauses))
    reads.update(enumerate(state.public.package))
    by_clause: dict[int, int] = {}
    known_all = sorted(state.mediations.values(), key=lambda m: (m.round, m.slot, m.id))
    for known in known_all:
        if known.style is None:
            continue
        clauses = known.common if known.style is Style.FACILITATE else known.proposal
        if known.ending not in (Ending.AGREED, Ending.FACILITATED):
            continue
        for issue, option in clauses:
            if reads.get(issue) == option:
                by_clause[issue] = SURVIVES[known.style]
    return sum(by_clause.values())


def fade(desk: Desk, rounds_from: int) -> None:
    """Leverage fades once the mediator looks elsewhere: mediations of that round and before (R14.2)."""
    for key in sorted(desk.state.mediations):
        known = desk.state.mediations[key]
        if known.round <= rounds_from:
            for party in sorted(known.pressed):
                desk.emit(ev.LeverageFaded(key, party, (party,)))
