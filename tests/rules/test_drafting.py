"""Drafting is a decision with a price and an effect (R4.3)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from diplogame.packs.loader import load_pack
from diplogame.rules.aftermath import survival_log_odds
from diplogame.rules.capital import feel_closing
from diplogame.rules.desk import Desk
from diplogame.rules.events import SlotSpent
from diplogame.rules.evolve import evolve
from diplogame.rules.flow import begin
from diplogame.rules.setup import open_conference
from diplogame.rules.state import State
from diplogame.rules.terms import Draft

PACK = load_pack(Path(__file__).parents[2] / "content" / "port-meridian")


def _open() -> State:
    return begin(open_conference(PACK.conference, 4))[0]


def _drafted(state: State, issue: int) -> State:
    name = state.conference.issues[issue].id
    return evolve(state, SlotSpent("norden", 0, Draft(name), "drafted", ("all",)))


def _worst(state: State, issue: int) -> int:
    """The option that hurts some public most."""
    options = range(len(state.conference.issues[issue].options))
    return min(
        options,
        key=lambda o: min(
            state.private[s].interests.values[issue][o] for s in state.conference.seats
        ),
    )


def _costs(state: State, issue: int, option: int) -> dict[str, int]:
    desk = Desk(state)
    feel_closing(desk, issue, option)
    return {s: desk.private(s).gauge - state.private[s].gauge for s in state.conference.seats}


def test_closing_a_worked_over_clause_costs_half_at_home() -> None:
    """R4.3: "drafting": better wording is what a minister can read out at home."""
    state = _open()
    issue = next(k for k, i in enumerate(state.conference.issues) if i.salience)
    option = _worst(state, issue)
    plain, worked = _costs(state, issue, option), _costs(_drafted(state, issue), issue, option)
    assert min(plain.values()) < 0
    assert min(worked.values()) > min(plain.values())
    for seat, before in plain.items():
        assert worked[seat] == (before if before >= 0 else -(-before // 2))


def test_worked_over_clauses_last_longer() -> None:
    """R19.1: "survival rises with clarity": a drafted clause is a clearer one."""
    state = _open()
    state = replace(
        state,
        public=replace(state.public, package=tuple(c.leading for c in state.public.clauses)),
    )
    assert survival_log_odds(_drafted(state, 0), 10) == survival_log_odds(state, 10) + 90
