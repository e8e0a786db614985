"""Orders in blocs and clubs: calls, caucuses, declarations, and what is done of a morning (R13).

Guarantees: as :mod:`diplogame.plain.orders`.
"""

from __future__ import annotations

from collections.abc import Sequence

from diplogame.plain.desk import Desk
from diplogame.plain.names import Names, OrderError, Thing, find
from diplogame.rules import commands as cmd
from diplogame.rules.coalitions import led_by, memberships
from diplogame.rules.decisions import Ballot
from diplogame.rules.ids import SeatId
from diplogame.rules.legal import joinable
from diplogame.rules.terms import Activity, Circulate, Clauses, Coalition, HoldCaucus, Reason
from diplogame.rules.view import SeatView

MORNING = {"announce": "declare-common", "accede": "join", "quit-bloc": "leave-coalition"}
"""Orders of planning that take no slot, and the verbs of the rules that they are."""

ACTIVITIES = ("caucus", "circulate")
"""Orders of planning that take a slot."""

_REASONS = {
    "busy": Reason.BUSY,
    "distrust": Reason.DISTRUST,
    "resentment": Reason.RESENTMENT,
    "worst-clause": Reason.WORST_CLAUSE,
    "holding-out": Reason.HOLDING_OUT,
    "nothing": Reason.NOTHING_NEW,
}


def coalition(view: SeatView, names: Names, text: str, known: Sequence[Coalition]) -> str:
    """The coalition that a text means: by its id, its title or its leader; the only one if none is named."""
    if not known:
        raise OrderError(
            "There is no bloc or club to which that applies. Say coalitions to see them."
        )
    if not text and len(known) == 1:
        return known[0].id
    things = tuple(
        Thing(c.id, (names.book.bloc(c.id), c.leader, names.book.short(c.leader)), c.id)
        for c in known
    )
    return find(text, things, "bloc or club")


def clauses(names: Names, parts: Sequence[str]) -> Clauses:
    """``CLAUSE=OPTION ...`` as a small text, in the order of the text."""
    found = dict(names.clause([part]) for part in parts if part.casefold() != "and")
    if not found:
        raise OrderError("Say what it says, as CLAUSE=OPTION CLAUSE=OPTION.")
    return tuple(sorted(found.items()))


def activity(view: SeatView, names: Names, verb: str, rest: list[str]) -> Activity:
    """``caucus [BLOC]`` or ``circulate CLAUSE=OPTION ... to DELEGATION ...``."""
    own = memberships(view.coalitions, view.seat)
    if verb == "caucus":
        return HoldCaucus(coalition(view, names, " ".join(rest), [c for c in own if not c.club]))
    folded = [word.casefold() for word in rest]
    if "to" not in folded:
        raise OrderError("Say: circulate CLAUSE=OPTION ... to DELEGATION ....")
    at = folded.index("to")
    asked = [names.delegation(word) for word in rest[at + 1 :] if word.casefold() != "and"]
    return Circulate(clauses(names, rest[:at]), tuple(asked))


def morning(view: SeatView, names: Names, verb: str, rest: list[str]) -> cmd.Command:
    """``announce``, ``accede`` and ``quit-bloc``, each with a bloc or club where there are several."""
    text, own = " ".join(rest), memberships(view.coalitions, view.seat)
    if verb == "announce":
        led = led_by(view.coalitions, view.seat) or own
        return cmd.DeclareCommon(view.seat, coalition(view, names, text, led))
    if verb == "accede":
        open_ = [view.coalitions[key] for key in joinable(view)]
        return cmd.JoinClub(view.seat, coalition(view, names, text, open_))
    return cmd.LeaveCoalition(view.seat, coalition(view, names, text, own))


def reason(rest: list[str]) -> Reason:
    """A reason for staying away; BUSY where none is given."""
    if not rest:
        return Reason.BUSY
    return _REASONS[find(rest[0], tuple(Thing(r, (), r) for r in _REASONS), "reason")]


def come(desk: Desk, accept: bool, rest: list[str]) -> cmd.Command:
    """``come`` or ``stay away [REASON]``."""
    why = Reason.AGREED if accept else reason(rest)
    return cmd.AnswerSummons(desk.seat, desk.now.coalition, accept, why)


def sign(desk: Desk, signs: bool, rest: list[str]) -> cmd.Command:
    """``sign`` or ``decline [REASON]``."""
    why = Reason.AGREED if signs else reason(rest)
    return cmd.AnswerDeclaration(desk.seat, desk.now.coalition, signs, why)


def table(desk: Desk, rest: list[str]) -> cmd.Command:
    """``table CLAUSE=OPTION ...``."""
    return cmd.TableDraft(desk.seat, desk.now.coalition, clauses(desk.names, rest))


def amend(desk: Desk, rest: list[str]) -> cmd.Command:
    """``amend CLAUSE OPTION``."""
    issue, option = desk.names.clause(rest)
    return cmd.AmendDraft(desk.seat, desk.now.coalition, issue, option)


def strike(desk: Desk, rest: list[str]) -> cmd.Command:
    """``strike CLAUSE``."""
    issue = desk.names.issue(" ".join(rest))
    return cmd.AmendDraft(desk.seat, desk.now.coalition, issue, -1)


def ballot(desk: Desk, choice: Ballot, rest: list[str]) -> cmd.Command:
    """A ballot in the caucus; against, it may name the clause it is about."""
    allowed = desk.now.ballots
    if choice not in allowed:
        words = ", ".join("object" if b is Ballot.OBJECTION else b.value for b in allowed)
        raise OrderError(f"The bloc decides otherwise. Say one of: {words}.")
    issue = desk.names.issue(" ".join(rest)) if rest else -1
    against = choice in (Ballot.NO, Ballot.OBJECTION, Ballot.CONCERN)
    reason = Reason.WORST_CLAUSE if against else Reason.AGREED
    return cmd.CastCaucusBallot(desk.seat, desk.now.coalition, choice, reason, issue)


def spoken_for(view: SeatView, present: Sequence[SeatId]) -> tuple[SeatId, ...]:
    """Members that are not at the table and for whom we may give our word (R13.4)."""
    found = [m for c in led_by(view.coalitions, view.seat) for m in c.members if m not in present]
    return tuple(dict.fromkeys(found))
