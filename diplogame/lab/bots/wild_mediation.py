"""Random lawful acts in mediation (R14.2), for the random bot and for tests.

Guarantees: reads a view only; what is made here passes every check that the maker's own knowledge allows.
"""

from __future__ import annotations

from diplogame.lab.bots.lots import Lots
from diplogame.rules import commands as cmd
from diplogame.rules.brokerage import most_clauses
from diplogame.rules.conference import Kind
from diplogame.rules.duties import Legal
from diplogame.rules.terms import (
    Activity,
    Clauses,
    ClauseStatus,
    Frankness,
    Reason,
    Rest,
    SeekMediation,
    Style,
)
from diplogame.rules.view import SeatView


def activity(view: SeatView, lots: Lots) -> Activity:
    """Mediation by somebody, with somebody, on something that is still open."""
    card = lots.pick([m for m in view.table.mediators if m.id != view.seat])
    others = [
        c.id
        for c in view.table.cards.values()
        if c.kind is not Kind.CHAIR and c.id not in (view.seat, card.id)
    ]
    open_ = [k for k, c in enumerate(view.public.clauses) if c.status is not ClauseStatus.CLOSED]
    if not others or not open_:
        return Rest()
    shuttle = lots.chance(500)
    most = min(most_clauses(card, shuttle), len(open_))
    issues = tuple(sorted(lots.sample(open_, lots.between(1, most))))
    parties = tuple(lots.sample(others, lots.between(1, min(2, len(others)))))
    return SeekMediation(card.id, parties, issues, shuttle)


def words(view: SeatView, now: Legal, lots: Lots) -> list[cmd.Command]:
    """What may be said in a mediation."""
    seat, key = view.seat, now.mediation
    match now.duty:
        case "mediation-request":
            return [
                *[cmd.AnswerMediation(seat, key, True)] * 3,
                cmd.AnswerMediation(seat, key, False, lots.pick(tuple(Reason))),
            ]
        case "confide":
            return [cmd.Confide(seat, key, frankness) for frankness in Frankness]
        case "mediate":
            return [_mediate(view, key, Style(choice), lots) for choice in now.choices]
        case _:
            yes = cmd.AnswerBlind(seat, key, True)
            return [yes, yes, cmd.AnswerBlind(seat, key, False)]


def _mediate(view: SeatView, key: str, style: Style, lots: Lots) -> cmd.Mediate:
    proposal: Clauses = ()
    if style is not Style.FACILITATE:
        proposal = tuple(
            (k, lots.below(len(view.table.issues[k].options))) for k in view.mediations[key].issues
        )
    return cmd.Mediate(view.seat, key, style, proposal)


__all__ = ["activity", "words"]
