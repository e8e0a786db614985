"""Information: bands that evidence narrows, and the log of where it came from (R16).

Guarantees: a belief moves only through an event to its holder; what is said moves it by the speaker's
claim and the hearer's trust, never by the truth; only experts, twists and leaks read the truth, and
with noise. Bands never invert.
"""

from __future__ import annotations

from diplogame.rules import events as ev
from diplogame.rules.conference import Envoy, Issue, Priority
from diplogame.rules.desk import Desk, clamp
from diplogame.rules.ids import SeatId
from diplogame.rules.setup import value_prior
from diplogame.rules.terms import Band, Bargain, Evidence, TermKind

CLAIMED_WEIGHT = {
    Priority.NONE: Band(0, 350),
    Priority.LOW: Band(200, 1000),
    Priority.MEDIUM: Band(800, 1900),
    Priority.HIGH: Band(1600, 3600),
}
"""Weight, points of 10 000, that a spoken priority stands for in a text of eight issues."""

LIE_CAUGHT = 120
"""Chance per mille that a false disclosure is caught at once by the hearer's staff (R16.2)."""


def priority_of(weight: int, issues: int) -> Priority:
    """The priority a true weight amounts to, against an equal share of the text."""
    share = weight * issues // 100
    if share >= 140:
        return Priority.HIGH
    if share >= 75:
        return Priority.MEDIUM
    return Priority.LOW if share >= 25 else Priority.NONE


def claim_band(priority: Priority, issues: int) -> Band:
    """The weight band a spoken priority stands for, scaled to the number of issues."""
    band = CLAIMED_WEIGHT[priority]
    return Band(min(9000, band.low * 8 // issues), min(9500, band.high * 8 // issues))


def blend(old: Band, new: Band, reliability: int, low: int, high: int) -> Band:
    """The old band drawn toward the new one by a reliability of 0-100, within limits."""
    a = (old.low * (100 - reliability) + new.low * reliability) // 100
    b = (old.high * (100 - reliability) + new.high * reliability) // 100
    return Band(clamp(min(a, b), low, high), clamp(max(a, b), low, high))


def learn(
    desk: Desk,
    holder: SeatId,
    about: SeatId,
    issue: int,
    weight: Band,
    values: tuple[Band, ...],
    reliability: int,
) -> None:
    """Move a holder's bands on one issue toward a reading."""
    belief = desk.private(holder).beliefs.get(about)
    if belief is None or not belief.weights:
        return
    certainty = clamp(max(belief.certainty[issue] + 5, reliability), 0, 95)
    band = blend(belief.weights[issue], weight, reliability, 0, 10_000)
    told = (holder,)
    events = [ev.BeliefMoved(holder, about, issue, -1, band, certainty, told)]
    for option, (old, new) in enumerate(zip(belief.values[issue], values, strict=True)):
        moved = blend(old, new, reliability, 0, 100)
        if moved != old:
            events.append(ev.BeliefMoved(holder, about, issue, option, moved, certainty, told))
    desk.learn(events)


def log(
    desk: Desk,
    holder: SeatId,
    about: SeatId,
    issue: int,
    source: str,
    reliability: int,
    claim: str,
    option: int = -1,
) -> None:
    """Add an entry to a holder's evidence log."""
    entry = Evidence(
        desk.state.public.round, about, issue, source, clamp(reliability, 0, 100), claim, option
    )
    desk.emit(ev.EvidenceLogged(holder, entry, (holder,)))


def reliability_of(desk: Desk, hearer: SeatId, speaker: SeatId, envoy: Envoy) -> int:
    """How far a hearer goes by a speaker's word, 20-90: trust, credibility, and who listens."""
    trust = desk.private(hearer).trust.get(speaker, 50)
    credibility = desk.state.public.credibility[speaker]
    heard = 15 + trust * 45 // 100 + credibility * 25 // 100
    return clamp(heard + (10 if envoy is Envoy.EXPERT else 0), 20, 90)


def disclosed(
    desk: Desk,
    speaker: SeatId,
    hearers: tuple[SeatId, ...],
    issue: int,
    priority: Priority,
    option: int,
    meeting: str,
    envoys: dict[SeatId, Envoy],
) -> None:
    """What a disclosure does to those who hear it (R6.1, R16.2)."""
    item: Issue = desk.conference.issues[issue]
    count = len(desk.conference.issues)
    true = is_true(desk, speaker, issue, priority, option)
    for hearer in hearers:
        reliability = reliability_of(desk, hearer, speaker, envoys.get(hearer, Envoy.DIPLOMAT))
        if not true and desk.chance("lie", meeting, speaker, hearer, issue, per_mille=LIE_CAUGHT):
            log(desk, hearer, speaker, issue, "staff", 90, "caught-lie", option)
            desk.trust(hearer, speaker, -8, "caught-lie", told=False)
            continue
        log(desk, hearer, speaker, issue, "word", reliability, f"priority-{priority.value}", option)
        learn(
            desk,
            hearer,
            speaker,
            issue,
            claim_band(priority, count),
            value_prior(item, option),
            reliability,
        )


def is_true(desk: Desk, speaker: SeatId, issue: int, priority: Priority, option: int) -> bool:
    """Whether a disclosure is near enough to the truth: one step of priority, a near-best option."""
    interests = desk.private(speaker).interests
    if not interests.weights:
        return True
    order = list(Priority)
    real = priority_of(interests.weights[issue], len(interests.weights))
    close = abs(order.index(real) - order.index(priority)) <= 1
    values = interests.values[issue]
    return close and values[option] >= max(values) - 25


def expert_reading(desk: Desk, holder: SeatId, about: SeatId, issue: int, source: str) -> None:
    """Experts estimate what an issue is worth to somebody: the truth, with noise (R5.3, R16.1)."""
    interests = desk.private(about).interests
    if not interests.weights:
        return
    item = desk.conference.issues[issue]
    reliability = 75 if item.technical else 50
    spread = 500 if item.technical else 900
    key = ("reading", desk.state.public.round, holder, about, item.id)
    draw = desk.draws(*key)
    noise = draw("weight", spread + 1) - spread // 2
    middle = clamp(interests.weights[issue] + noise, 0, 10_000)
    weight = Band(clamp(middle - spread, 0, 10_000), clamp(middle + spread, 0, 10_000))
    values = []
    for option, value in enumerate(interests.values[issue]):
        read = clamp(value + draw(option, 21) - 10, 0, 100)
        values.append(Band(clamp(read - 12, 0, 100), clamp(read + 12, 0, 100)))
    learn(desk, holder, about, issue, weight, tuple(values), reliability)
    real = priority_of(interests.weights[issue], len(interests.weights))
    claim = f"priority-{real.value}" if item.technical else "reading"
    best = max(range(len(values)), key=lambda o: (values[o].middle, -o))
    log(desk, holder, about, issue, source, reliability, claim, best)


def refused_clause(desk: Desk, holder: SeatId, about: SeatId, issue: int, option: int) -> None:
    """A refusal that names a clause speaks for its weight, and against the option (R6.3)."""
    belief = desk.private(holder).beliefs.get(about)
    if belief is None or not belief.weights or not 0 <= issue < len(belief.weights):
        return
    band = belief.weights[issue]
    raised = Band(min(band.low + 250, band.high), band.high)
    certainty = clamp(belief.certainty[issue] + 8, 0, 95)
    desk.emit(ev.BeliefMoved(holder, about, issue, -1, raised, certainty, (holder,)))
    if 0 <= option < len(belief.values[issue]):
        value = belief.values[issue][option]
        lowered = Band(value.low, max(value.low, value.high - 12))
        desk.emit(ev.BeliefMoved(holder, about, issue, option, lowered, certainty, (holder,)))
    log(desk, holder, about, issue, "answer", 70, "refused", option)


def accepted_clause(desk: Desk, holder: SeatId, about: SeatId, issue: int, option: int) -> None:
    """Somebody who undertakes to support an option can live with it (R16.1)."""
    belief = desk.private(holder).beliefs.get(about)
    if belief is None or not belief.weights:
        return
    value = belief.values[issue][option]
    raised = Band(min(100, max(value.low, 25)), max(value.high, 40))
    certainty = clamp(belief.certainty[issue] + 8, 0, 95)
    desk.emit(ev.BeliefMoved(holder, about, issue, option, raised, certainty, (holder,)))
    log(desk, holder, about, issue, "bargain", 80, "accepted", option)


PICKED = 250
"""Points of weight that a pick among equal offers speaks for, or against (R6.1)."""


def picked(
    desk: Desk, holder: SeatId, about: SeatId, chosen: Bargain, others: tuple[Bargain, ...]
) -> None:
    """A pick among offers that are equal to their author tells what the picker cares about (R6.1).

    An issue on which only the chosen one gives to the picker, or only those left ask of it, weighs more
    than was thought; one on which it is the other way round weighs less. What speaks both ways is silent.
    """
    belief = desk.private(holder).beliefs.get(about)
    if belief is None or not belief.weights:
        return
    taken = _gives_and_asks(chosen, about)
    left = set().union(*(_gives_and_asks(other, about) for other in others))
    dear = {k for k, _o, gives in taken - left if gives} | {k for k, _o, g in left - taken if not g}
    light = {k for k, _o, gives in taken - left if not gives} | {
        k for k, _o, g in left - taken if g
    }
    for issue in sorted(dear ^ light):
        band = belief.weights[issue]
        moved = Band(min(band.low + PICKED, band.high), band.high)
        if issue in light:
            moved = Band(band.low, max(band.low, band.high - PICKED))
        certainty = clamp(belief.certainty[issue] + 6, 0, 95)
        desk.emit(ev.BeliefMoved(holder, about, issue, -1, moved, certainty, (holder,)))
        claim = "passed-over" if issue in light else "picked"
        log(desk, holder, about, issue, "answer", 60, claim)


def _gives_and_asks(bargain: Bargain, about: SeatId) -> set[tuple[int, int, bool]]:
    """(issue, option, whether it is given to the one asked about) of the clauses in a bargain."""
    stands = (TermKind.SUPPORT, TermKind.ACQUIESCE)
    return {(t.issue, t.option, t.by != about) for t in bargain.terms if t.kind in stands}
