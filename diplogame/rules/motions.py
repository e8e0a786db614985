"""Which motions are in order now, and why the others are not (R8, "no silent impossible").

Guarantees: reads a view only; every kind of motion is listed, in one order; what is greyed names the code
of its refusal, and the round in which it opens where that is why.
"""

from __future__ import annotations

from diplogame.rules.duties import Verb
from diplogame.rules.levers import endorsable
from diplogame.rules.phases import is_open, last_round, opens_in
from diplogame.rules.plenary import LEAST_PARTS
from diplogame.rules.terms import (
    AccreditObserver,
    Amend,
    ClauseStatus,
    CloseClause,
    ConveneSummit,
    DeferToAnnex,
    DivideTheQuestion,
    Endorse,
    MotionKind,
    MoveToVote,
    ReferToExperts,
    Reopen,
    StartSilence,
    StopClock,
    Suspend,
    TablePackage,
)
from diplogame.rules.view import SeatView

_MOTIONS: tuple[type[MotionKind], ...] = (
    Amend,
    CloseClause,
    Reopen,
    TablePackage,
    ReferToExperts,
    DeferToAnnex,
    MoveToVote,
    StartSilence,
    ConveneSummit,
    StopClock,
    Suspend,
    DivideTheQuestion,
    AccreditObserver,
    Endorse,
)


def motions(view: SeatView) -> tuple[Verb, ...]:
    """Every kind of motion, in order now or not (R8)."""
    return tuple(_motion(view, kind) for kind in _MOTIONS)


def _motion(view: SeatView, kind: type[MotionKind]) -> Verb:
    public = view.public
    name = kind.__name__
    calendar = view.table.calendar
    if public.motions_by.get(view.seat, 0) >= 1:
        return Verb(name, False, "motion.one-each")
    if not is_open(public.phase, kind):
        return Verb(name, False, "motion.phase", opens_in(calendar, kind))
    open_ = [c for c in public.clauses if c.status is not ClauseStatus.CLOSED]
    why = ""
    if kind in (Amend, CloseClause, DeferToAnnex, TablePackage) and not open_:
        why = "motion.closed"
    elif kind is Reopen and len(open_) == len(public.clauses):
        why = "motion.not-closed"
    elif kind is ReferToExperts:
        left = [
            k for k, i in enumerate(view.table.issues) if i.technical and k not in public.referred
        ]
        technical = any(i.technical for i in view.table.issues)
        why = "" if left else "motion.referred" if technical else "motion.not-technical"
    elif kind is StartSilence and not view.table.institution.silence:
        why = "motion.no-silence"
    elif kind in (MoveToVote, StartSilence) and view.text in public.failed_votes[-3:]:
        why = "motion.same-text"
    elif kind is ConveneSummit:
        later = [r for r in calendar.summit_rounds if r > public.round]
        why = "motion.summit-called" if public.summit is not None else ""
        why = why or ("" if later else "motion.no-summit-date")
    elif kind is AccreditObserver and not public.unaccredited:
        why = "motion.accredited"
    elif kind is DivideTheQuestion and len(open_) < LEAST_PARTS:
        why = "motion.nothing-to-divide"
    elif kind is Endorse and not endorsable(view):
        some = any(set(t.cost) - {view.seat} for t in view.table.instruments.values())
        why = "motion.endorsed" if some else "motion.instrument"
    elif kind is StopClock:
        if public.clock_stopped >= calendar.overtime:
            why = "motion.clock-stopped"
        elif public.round < last_round(calendar, public.clock_stopped):
            return Verb(name, False, "motion.too-early", last_round(calendar, 0))
    return Verb(name, not why, why)
