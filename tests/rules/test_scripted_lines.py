"""Who hears what a script has a delegation say (R20.3)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from diplogame.packs.loader import load_pack
from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.conference import Adjust, Conference, Envoy, Room, ScriptRule, SeekMeeting
from diplogame.rules.decide import Accepted, decide
from diplogame.rules.flow import begin
from diplogame.rules.ids import SeatId
from diplogame.rules.setup import open_conference
from diplogame.rules.terms import Activity, Meet, Plan, Rest

PORT = Path(__file__).parents[2] / "content" / "port-meridian"


@cache
def port() -> Conference:
    return load_pack(PORT).conference


def said(seat: SeatId, rule: ScriptRule, first: Activity) -> ev.Said:
    """What is said with a day's plan that goes by a rule."""
    state, _ = begin(open_conference(port(), 5))
    plan = Plan((first, *(Rest(),) * (len(port().calendar.slots) - 1)))
    done = decide(state, cmd.MakePlan(seat, plan, rule.id))
    assert isinstance(done, Accepted), done
    return next(event for event in done.events if isinstance(event, ev.Said))


def rules_of(kind: type[object]) -> list[tuple[SeatId, ScriptRule]]:
    return [
        (s, r) for s in port().seats for r in port().delegation(s).rules if isinstance(r.do, kind)
    ]


@pytest.mark.parametrize(("seat", "rule"), rules_of(Adjust), ids=lambda x: getattr(x, "id", x))
def test_a_change_of_heart_is_announced_to_all(seat: SeatId, rule: ScriptRule) -> None:
    line = said(seat, rule, Rest())
    assert (line.line, line.audience) == (rule.say, ev.EVERYBODY)


@pytest.mark.parametrize(
    ("seat", "rule"), rules_of(SeekMeeting)[:4], ids=lambda x: getattr(x, "id", x)
)
def test_what_goes_with_a_request_to_meet_is_heard_by_whom_it_asks(
    seat: SeatId, rule: ScriptRule
) -> None:
    assert isinstance(rule.do, SeekMeeting)
    guest = rule.do.delegation
    line = said(seat, rule, Meet((guest,), Room.CORRIDOR, Envoy.DIPLOMAT, 0))
    assert (line.line, line.to, set(line.audience)) == (rule.say, guest, {seat, guest})
