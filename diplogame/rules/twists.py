"""Twists: the pack's scripted events and their effects (R1.1, R4.1).

Guarantees: each happens at most once; effects move numbers only through events; a twist with a choice
waits for its chooser.
"""

from __future__ import annotations

from diplogame.rules import events as ev
from diplogame.rules.conditions import evaluate
from diplogame.rules.conference import Effect, Kind, Twist
from diplogame.rules.desk import Desk
from diplogame.rules.facts import ViewFacts
from diplogame.rules.ids import SeatId
from diplogame.rules.information import expert_reading
from diplogame.rules.view import view_of


def next_twist(desk: Desk) -> SeatId | None:
    """Let this round's twists happen, one after another; the chooser of the first that waits."""
    public = desk.state.public
    for twist in desk.conference.twists:
        if twist.id in desk.state.public.twists:
            continue
        if not twist.rounds.low <= public.round <= twist.rounds.high:
            continue
        if not desk.chance("twist", twist.id, public.round, per_mille=twist.chance):
            continue
        if twist.when is not None:
            facts = ViewFacts(view_of(desk.state, twist.chooser or _witness(desk)))
            if not evaluate(twist.when, facts):
                continue
        happen(desk, twist)
        if twist.chooser and twist.choices:
            return twist.chooser
    return None


def _witness(desk: Desk) -> SeatId:
    """Conditions of the world are read over what everybody knows; the chair knows no more."""
    for delegation in desk.conference.delegations:
        if delegation.kind is Kind.CHAIR:
            return delegation.id
    return desk.conference.delegations[0].id


def happen(desk: Desk, twist: Twist) -> None:
    """A twist happens: headline first, then its effects."""
    desk.emit(ev.TwistHappened(twist.id, twist.chooser if twist.choices else ""))
    for effect in twist.effects:
        apply(desk, effect, twist.id)


def choose(desk: Desk, seat: SeatId, twist: Twist, choice: str) -> None:
    """The chooser answers a twist."""
    desk.emit(ev.TwistChosen(seat, twist.id, choice))
    for option in twist.choices:
        if option.id == choice:
            for effect in option.effects:
                apply(desk, effect, twist.id)


def hurt(desk: Desk, step: int, cause: str) -> None:
    """A crisis that jumps moves what no deal is worth, as one that creeps does (R2.4)."""
    for seat in desk.voters:
        felt = desk.conference.delegation(seat).crisis_sensitivity * step
        desk.meter("walk_away", seat, -felt // 10 if felt < 0 else -(felt // 10), cause)


def apply(desk: Desk, effect: Effect, cause: str) -> None:
    """Move what an effect moves, for one delegation or for all seats."""
    who = desk.voters if effect.who == "all" else (effect.who,) if effect.who else ()
    match effect.what:
        case "flag":
            desk.emit(ev.FlagSet(effect.flag))
        case "crisis" | "preparation":
            before = desk.state.public.crisis
            desk.meter(effect.what, "", effect.amount, cause)
            if effect.what == "crisis":
                hurt(desk, desk.state.public.crisis - before, cause)
        case "gauge" | "walk_away" | "budget" | "standing" | "credibility" | "slots":
            for seat in who:
                desk.meter(effect.what, seat, effect.amount, cause)
        case "trust":
            for seat in who:
                toward = desk.voters if effect.toward == "all" else (effect.toward,)
                for other in toward:
                    desk.trust(seat, other, effect.amount, cause)
        case "weight":
            index = desk.conference.issue_index(effect.issue)
            for seat in who:
                desk.emit(ev.WeightShifted(seat, index, effect.amount, (seat,)))
        case "reveal":
            # Somebody's papers come out: everybody reads what an issue is worth to them.
            index = desk.conference.issue_index(effect.issue)
            readers = desk.voters if effect.who in ("all", "") else (effect.who,)
            for reader in readers:
                if reader != effect.toward:
                    expert_reading(desk, reader, effect.toward, index, "leak")
        case _:
            return
