"""Non-interference (R16.3): what a delegation sees does not depend on what the others keep secret.

The recipe is that of *Testing Noninterference, Quickly*: one world, a second derived from it by changing
only what the observer may not know, the same orders to both. The second half of the file plants leaks
on purpose: a test of secrecy that finds none of them would be worth nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from support import play, twins

from diplogame.rules import dice, flow, ledger, meetings, plenary, threats
from diplogame.rules import events as ev
from diplogame.rules import view as viewing
from diplogame.rules.conference import Kind
from diplogame.rules.desk import Desk, Fault
from diplogame.rules.state import State
from diplogame.rules.terms import TermKind

RUNS = [(play.TINY, seed) for seed in range(8)] + [(play.FIRST_STEPS, seed) for seed in range(8)]
LEAGUES = [(play.UPLANDS, seed) for seed in range(3)] + [(play.FORD, seed) for seed in range(3)]
"""Games with a bloc and clubs, or mediators: what is said there is secret from outsiders."""


def search(run: Callable[..., str], runs: Iterable[tuple[Path, int]], **more: Any) -> str:
    """The first difference that a run finds from any of the chairs."""
    for path, seed in runs:
        conference = play.conference_of(path)
        for me in conference.seats:
            found = run(conference, seed, me, **more)
            if found:
                return f"{path.name} {seed} {me}: {found}"
    return ""


@pytest.mark.parametrize(("path", "seed"), RUNS + LEAGUES, ids=lambda x: getattr(x, "name", x))
def test_equal_orders_show_the_same_whatever_the_others_want(path: Path, seed: int) -> None:
    assert search(twins.same_orders, [(path, seed)]) == ""


@pytest.mark.parametrize(("path", "seed"), RUNS + LEAGUES, ids=lambda x: getattr(x, "name", x))
def test_what_others_agree_in_secret_shows_nowhere(path: Path, seed: int) -> None:
    assert search(twins.busy_behind_the_back, [(path, seed)]) == ""


@pytest.mark.parametrize("seed", range(3))
def test_the_large_conference_keeps_its_secrets_too(seed: int) -> None:
    conference = play.conference_of(play.PORT_MERIDIAN)
    me = conference.seats[seed]
    assert twins.same_orders(conference, seed, me, most=150) == ""
    assert twins.busy_behind_the_back(conference, seed, me) == ""


def test_the_plotting_world_has_something_to_hide(monkeypatch: pytest.MonkeyPatch) -> None:
    """The runs above mean something only if there were secrets: deals, threats, evidence."""
    conference = play.conference_of(play.FIRST_STEPS)
    deals = hints = 0
    give = twins.Twins.give
    seen: list[State] = []

    def watch(self: twins.Twins, world: int, command: Any) -> bool:
        done = give(self, world, command)
        seen.append(self.states[1])
        return done

    monkeypatch.setattr(twins.Twins, "give", watch)
    for seed in range(4):
        twins.busy_behind_the_back(conference, seed, conference.seats[0])
        deals += len(seen[-1].understandings)
        hints += len(seen[-1].threats)
    assert deals >= 4
    assert hints >= 1


# --- planted leaks: each must be caught -----------------------------------------------------------


def field_of_another(patch: pytest.MonkeyPatch) -> None:
    """A view that carries another delegation's walk-away."""
    honest = viewing.view_of

    def leaky(state: State, seat: str) -> viewing.SeatView:
        other = next(s for s in state.conference.seats if s != seat)
        return dataclasses.replace(honest(state, seat), side=state.private[other].walk_away)

    patch.setattr(viewing, "view_of", leaky)


def whole_ledger(patch: pytest.MonkeyPatch) -> None:
    """A view that counts everybody's understandings."""
    honest = viewing.view_of

    def leaky(state: State, seat: str) -> viewing.SeatView:
        return dataclasses.replace(honest(state, seat), side=len(state.understandings))

    patch.setattr(viewing, "view_of", leaky)


def who_is_meeting(patch: pytest.MonkeyPatch) -> None:
    """A view that says who has the word, also in other people's meetings."""
    honest = viewing.view_of

    def leaky(state: State, seat: str) -> viewing.SeatView:
        return dataclasses.replace(honest(state, seat), speaker=f"{len(state.meetings)}")

    patch.setattr(viewing, "view_of", leaky)


def everybody_hears_beliefs(patch: pytest.MonkeyPatch) -> None:
    """A redaction that lets beliefs through."""
    honest = viewing.sees
    patch.setattr(
        viewing,
        "sees",
        lambda event, seat: isinstance(event, ev.BeliefMoved) or honest(event, seat),
    )


def public_gauge(patch: pytest.MonkeyPatch) -> None:
    """A meter announced to everybody: what home thinks of its own delegation."""
    honest = Desk.meter

    def leaky(self: Desk, meter: str, seat: str, delta: int, *rest: Any, **more: Any) -> None:
        if meter == "gauge":
            more["audience"] = ev.EVERYBODY
            rest = rest[:2]
        honest(self, meter, seat, delta, *rest, **more)

    patch.setattr(Desk, "meter", leaky)


def shared_stream(patch: pytest.MonkeyPatch) -> None:
    """Dice taken one after another from one stream: a hidden draw moves every later one."""

    def leaky(self: Desk, *key: str | int, per_mille: int) -> bool:
        drawn = sum(sum(p.acts.values()) for p in self.state.private.values())
        return dice.chance(self.state.seed, "world", key[0], drawn, per_mille=per_mille)

    patch.setattr(Desk, "chance", leaky)


def purse_oracle(patch: pytest.MonkeyPatch) -> None:
    """A refusal that knows what the other side can afford."""
    honest = meetings.bargain_faults

    def leaky(state: State, meeting: Any, seat: str, bargain: Any) -> list[Fault]:
        faults = honest(state, meeting, seat, bargain)
        for party in meeting.parties:
            price = sum(
                i.price
                for t in bargain.terms
                for i in state.conference.incentives
                if t.kind is TermKind.PAY and t.by == party and i.id == t.incentive
            )
            if party != seat and price > state.private[party].budget:
                faults.append(Fault("bargain.insolvent", {"price": price}))
        return faults

    patch.setattr(meetings, "bargain_faults", leaky)


def mandate_oracle(patch: pytest.MonkeyPatch) -> None:
    """A refusal that knows the other side's instructions."""
    honest = meetings.bargain_faults

    def leaky(state: State, meeting: Any, seat: str, bargain: Any) -> list[Fault]:
        faults = honest(state, meeting, seat, bargain)
        for term in bargain.terms:
            if term.by != seat and term.kind is TermKind.SUPPORT and not faults:
                if not state.private[term.by].mandate[term.issue][term.option]:
                    faults.append(Fault("term.outside-mandate"))
        return faults

    patch.setattr(meetings, "bargain_faults", leaky)


def name_for_secrets(patch: pytest.MonkeyPatch) -> None:
    """A public credibility that moves for promises nobody is meant to know of."""
    patch.setattr(ledger, "known_to_all", lambda conference, known: True)
    patch.setattr(threats, "known_to_all", lambda conference, known: True)


def clause_remembers_secret_payers(patch: pytest.MonkeyPatch) -> None:
    """A public clause that lists who had a secret deal about it."""
    honest = ledger.payers
    patch.setattr(
        plenary, "payers", lambda state, issue, option, seen_by=(): honest(state, issue, option)
    )


def order_by_strength(patch: pytest.MonkeyPatch) -> None:
    """A list of speakers sorted by something that is nobody's business."""

    def leaky(self: Desk) -> tuple[str, ...]:
        acting = [d.id for d in self.conference.delegations if d.kind is not Kind.CHAIR]
        return tuple(sorted(acting, key=lambda s: (-self.state.private[s].gauge, s)))

    patch.setattr(Desk, "active", property(leaky))


def deals_are_announced(patch: pytest.MonkeyPatch) -> None:
    """A promise that is settled in front of everybody."""
    honest = Desk.emit

    def leaky(self: Desk, *events: ev.Event) -> None:
        honest(
            self,
            *(
                dataclasses.replace(e, audience=ev.EVERYBODY)
                if isinstance(e, ev.TermSettled)
                else e
                for e in events
            ),
        )

    patch.setattr(Desk, "emit", leaky)


def stage_waits_for_company(patch: pytest.MonkeyPatch) -> None:
    """A stage that is only entered if somebody meets: its passing tells that somebody did."""
    honest = flow.after_meeting

    def leaky(desk: Desk) -> None:
        if desk.state.meetings:
            desk.emit(ev.FloorHeld("", ()))
        honest(desk)

    patch.setattr(flow, "after_meeting", leaky)


BUSY, SAME = twins.busy_behind_the_back, twins.same_orders
LEAKS: list[tuple[Callable[[pytest.MonkeyPatch], None], Callable[..., str]]] = [
    (field_of_another, SAME),
    (public_gauge, SAME),
    (purse_oracle, SAME),
    (mandate_oracle, SAME),
    (order_by_strength, SAME),
    (whole_ledger, BUSY),
    (who_is_meeting, BUSY),
    (everybody_hears_beliefs, BUSY),
    (shared_stream, BUSY),
    (name_for_secrets, BUSY),
    (clause_remembers_secret_payers, BUSY),
    (deals_are_announced, BUSY),
    (stage_waits_for_company, BUSY),
]


@pytest.mark.parametrize(("leak", "run"), LEAKS, ids=lambda x: x.__name__)
def test_a_planted_leak_is_caught(
    leak: Callable[[pytest.MonkeyPatch], None],
    run: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leak(monkeypatch)
    runs = [*RUNS, *((play.FIRST_STEPS, seed) for seed in range(5, 30))]
    assert search(run, runs) != ""
