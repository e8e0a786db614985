"""A game as readable text: every order, what follows, what each delegation sees and may do.

Guarantees: plain ASCII structure, one line an item, no addresses and no hashes; equal games give equal
texts, so that a change of the rules shows as a diff that a person can read.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any

from diplogame.rules.legal import legal
from diplogame.rules.state import State
from diplogame.rules.terms import ClauseStatus
from diplogame.rules.view import SeatView, view_of
from support.play import Step


def brief(value: Any) -> str:
    """A value in a few characters: names of fields only where they help."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "[" + " ".join(brief(v) for v in value) + "]"
    if isinstance(value, Mapping):
        return "{" + " ".join(f"{k}:{brief(v)}" for k, v in value.items()) + "}"
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = [
            f"{f.name}={brief(getattr(value, f.name))}"
            for f in dataclasses.fields(value)
            if f.name != "audience" and getattr(value, f.name) not in (f.default, "", (), None)
        ]
        return f"{type(value).__name__}({', '.join(parts)})"
    return str(value)


def seen(view: SeatView) -> Iterator[str]:
    """What a delegation sees, in a few lines."""
    public = view.public
    clauses = []
    for issue, clause in zip(view.table.issues, public.clauses, strict=True):
        options = "/".join(issue.options[o] for o in clause.options)
        shut = clause.status in (ClauseStatus.CLOSED, ClauseStatus.AGREED)
        mark = f" {clause.status.value}" if shut else f" [{options}]"
        clauses.append(f"{issue.id}={issue.options[clause.leading]}{mark}")
    worth = view.interests.utility(view.text) if view.interests.points else 0
    yield f"text {', '.join(clauses)}; worth {worth}, walk-away {view.walk_away}"
    yield (
        f"gauge {view.gauge}, budget {view.budget}, ministers {view.ministers}, slots {view.slots}, "
        f"standing {public.standing[view.seat]}, credibility {public.credibility[view.seat]}, "
        f"side {view.side}, crisis {public.crisis}"
    )
    yield f"trust {brief(view.trust)}, regard {brief(view.regard)}"
    for meeting in view.meetings.values():
        yield f"meeting {meeting.id}: {meeting.status}, floor {meeting.floor}, {brief(meeting.parties)}"
    for entry in view.understandings.values():
        yield f"understanding {entry.id}: {brief(entry.bargain)} {brief(entry.states)}"
    for threat in view.threats.values():
        yield f"threat {threat.id}: {threat.state.value}, answered {threat.answer or '-'}"
    for sanction in view.sanctions.values():
        yield f"sanction {sanction.id}: {sanction.instrument}"


def allowed(view: SeatView) -> str:
    """What a delegation may do, and why not where it may not."""
    now = legal(view)
    names = [v.name if v.allowed else f"({v.name}: {v.why})" for v in (*now.verbs, *now.motions)]
    names += list(now.choices) + [b.value for b in now.ballots] + list(now.invitations)
    names += [f"{d.kind} {d.id}" for d in now.dues]
    return f"{now.duty}: {' '.join(names)}".rstrip(": ")


def page(title: str, derivation: str, opening: State, steps: Iterable[Step]) -> str:
    """The whole transcript."""
    lines = [f"# {title}", f"# {derivation}", ""]
    state = opening
    where = ""
    for number, step in enumerate(steps, 1):
        state = step.before
        public = state.public
        here = (
            f"round {public.round}, {public.phase.value}, {public.stage.value}, slot {public.slot}"
        )
        if here != where:
            lines += ["", f"== {here}"]
            for seat in state.conference.seats:
                lines.append(f"   {seat} sees")
                lines += [f"      {line}" for line in seen(view_of(state, seat))]
            where = here
        view = view_of(state, step.command.seat)
        lines.append(f"{number:3}. awaited {' '.join(state.awaiting)}")
        lines.append(f"   {step.command.seat} may {allowed(view)}")
        lines.append(f"   > {brief(step.command)}")
        for event in step.events:
            lines.append(f"     - {brief(event)} -> {' '.join(event.audience) or 'nobody'}")
        state = step.after
    public = state.public
    outcome = public.outcome.value if public.outcome else "unfinished"
    lines += ["", f"== {outcome} in round {public.round}: text {brief(public.package)}"]
    lines += [f"   scores {brief(public.scores)}, survival {public.survival} per mille"]
    return "\n".join(lines) + "\n"
