"""Orders of mediation: who is asked, what is told, what is proposed, what is answered in secret (R14.2).

Guarantees: as :mod:`diplogame.plain.orders`.
"""

from __future__ import annotations

from diplogame.app.outlook.mediation import suggestion
from diplogame.plain import orders_blocs as blocs
from diplogame.plain.desk import Desk
from diplogame.plain.names import Names, OrderError, Thing, find
from diplogame.rules import commands as cmd
from diplogame.rules.terms import Frankness, Reason, SeekMediation, Style
from diplogame.rules.view import SeatView

ACTIVITIES = ("mediation",)
"""Orders of planning that take a slot."""

_HELP = "Say: mediation by MEDIATOR with DELEGATION ... on CLAUSE ... [shuttle]."


def activity(view: SeatView, names: Names, rest: list[str]) -> SeekMediation:
    """``mediation by MEDIATOR with DELEGATION ... on CLAUSE ... [shuttle]``."""
    words = [w for w in rest if w.casefold() != "and"]
    folded = [w.casefold() for w in words]
    shuttle = "shuttle" in folded
    if shuttle:
        del words[folded.index("shuttle")]
        folded.remove("shuttle")
    if "with" not in folded or "on" not in folded or folded.index("with") > folded.index("on"):
        raise OrderError(_HELP)
    with_, on = folded.index("with"), folded.index("on")
    head = words[:with_]
    if head and head[0].casefold() == "by":
        head = head[1:]
    known = tuple(
        Thing(m.id, (names.book.name(m.id), names.book.short(m.id)), m.id)
        for m in view.table.mediators
        if m.id != view.seat
    )
    if not known:
        raise OrderError("Nobody mediates here.")
    mediator = find(" ".join(head), known, "mediator")
    parties = tuple(names.delegation(word) for word in words[with_ + 1 : on])
    issues = tuple(sorted(names.issue(word) for word in words[on + 1 :]))
    if not parties or not issues:
        raise OrderError(_HELP)
    return SeekMediation(mediator, parties, issues, shuttle)


def come(desk: Desk, accept: bool, rest: list[str]) -> cmd.Command:
    """``come`` or ``stay away [REASON]``."""
    reason = Reason.AGREED if accept else blocs.reason(rest)
    return cmd.AnswerMediation(desk.seat, desk.now.mediation, accept, reason)


def confide(desk: Desk, frankness: Frankness) -> cmd.Command:
    """``frank``, ``guarded`` or ``closed``."""
    return cmd.Confide(desk.seat, desk.now.mediation, frankness)


def mediate(desk: Desk, style: Style, rest: list[str]) -> cmd.Command:
    """``facilitate``, ``formulate [CLAUSE=OPTION ...]`` or ``press [CLAUSE=OPTION ...]``."""
    if style.value not in desk.now.choices:
        allowed = ", ".join(desk.now.choices)
        raise OrderError(f"You do not mediate in that way. Say one of: {allowed}.")
    key = desk.now.mediation
    if style is Style.FACILITATE:
        return cmd.Mediate(desk.seat, key, style)
    draft = (
        blocs.clauses(desk.names, rest)
        if rest
        else suggestion(desk.view, desk.view.mediations[key])
    )
    return cmd.Mediate(desk.seat, key, style, draft)


def answer(desk: Desk, yes: bool) -> cmd.Command:
    """``yes`` or ``no``, in secret."""
    return cmd.AnswerBlind(desk.seat, desk.now.mediation, yes)
