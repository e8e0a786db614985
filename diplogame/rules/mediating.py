"""What mediators open to a delegation, and what is awaited of it in a mediation (R14.2).

Guarantees: read from one view; nothing here but what that delegation knows.
"""

from __future__ import annotations

from diplogame.rules.duties import Legal, Verb, unless
from diplogame.rules.terms import ClauseStatus, Frankness, Sitting
from diplogame.rules.view import SeatView


def mediation_verbs(view: SeatView, full: str) -> tuple[Verb, ...]:
    """What mediators open while planning; nothing where the conference has none (R14.2)."""
    if not view.table.mediators:
        return ()
    others = any(m.id != view.seat for m in view.table.mediators)
    open_ = any(c.status is not ClauseStatus.CLOSED for c in view.public.clauses)
    why = "mediation.nobody" if not others else "" if open_ else "mediation.closed"
    return (unless("mediation", full or why),)


def requested(view: SeatView) -> str:
    """The mediation to which we must say whether we come, or empty."""
    for key in sorted(view.mediations):
        known = view.mediations[key]
        if known.sitting is Sitting.ASKED and view.seat in known.invited[:1]:
            return key
    return ""


def mediation_duty(view: SeatView) -> Legal:
    """What is awaited of us in a mediation (R14.2)."""
    for key in sorted(view.mediations):
        known = view.mediations[key]
        match known.sitting:
            case Sitting.TELLING if view.seat in known.telling[:1]:
                return Legal("confide", choices=tuple(f.value for f in Frankness), mediation=key)
            case Sitting.WEIGHING if view.seat == known.mediator:
                card = next(m for m in view.table.mediators if m.id == view.seat)
                return Legal("mediate", choices=card.styles, mediation=key)
            case Sitting.ANSWERING if view.seat in known.answering:
                return Legal("blind", choices=("yes", "no"), mediation=key)
            case _:
                continue
    return Legal("wait")
