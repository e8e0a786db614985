"""Orders of the plenary, the vote, the summit night and the reckoning, typed in words."""

from __future__ import annotations

from typing import Final

from diplogame.app.outlook import after
from diplogame.plain.desk import Desk
from diplogame.plain.names import OrderError, Thing, find
from diplogame.plain.terms import threat_terms
from diplogame.rules import commands as cmd
from diplogame.rules.decisions import Ballot
from diplogame.rules.levers import endorsable, pressing_tools
from diplogame.rules.terms import (
    AccreditObserver,
    Amend,
    Clarity,
    CloseClause,
    ConveneSummit,
    DivideTheQuestion,
    Endorse,
    Goal,
    MotionKind,
    NightChoice,
    Reason,
    Speech,
    TablePackage,
)
from diplogame.rules.view import SeatView


def speech(desk: Desk, rest: list[str]) -> cmd.Command:
    """``speech TONE [DELEGATION|CLAUSE[=OPTION]]``."""
    tones = ("appeal", "shame", "red-line", "rally")
    text = " ".join(rest).casefold().replace("red line", "red-line").split()
    tone = find(text[0] if text else "", tuple(Thing(t, (), t) for t in tones), "tone")
    about = " ".join(text[1:])
    if tone == "red-line":
        if "=" not in about:
            return cmd.MakeSpeech(desk.seat, Speech(tone, issue=desk.issue_id(text[1:])))
        index, option = desk.names.clause(text[1:])
        issue = desk.view.table.issues[index].id
        return cmd.MakeSpeech(desk.seat, Speech(tone, issue=issue, option=option))
    target = desk.names.delegation(about) if about else ""
    return cmd.MakeSpeech(desk.seat, Speech(tone, target))


def move(desk: Desk, kind: MotionKind) -> cmd.Command:
    """A motion of ours."""
    return cmd.MakeMotion(desk.seat, kind)


def amend(desk: Desk, rest: list[str]) -> cmd.Command:
    """``amend CLAUSE OPTION``."""
    issue, option = desk.names.clause(rest)
    return move(desk, Amend(desk.view.table.issues[issue].id, option))


def close(desk: Desk, rest: list[str]) -> cmd.Command:
    """``close CLAUSE [ambiguous]``."""
    clarity = Clarity.CLEAR
    if rest and rest[-1].casefold().startswith("ambig"):
        clarity, rest = Clarity.AMBIGUOUS, rest[:-1]
    return move(desk, CloseClause(desk.issue_id(rest), clarity))


def package(desk: Desk, rest: list[str]) -> cmd.Command:
    """``package CLAUSE=OPTION ...``: what it does not name stays as the text reads."""
    if not rest:
        raise OrderError("Say what the package changes: package CLAUSE=OPTION CLAUSE=OPTION ...")
    package = list(desk.view.text)
    for part in rest:
        issue, option = desk.names.clause([part])
        package[issue] = option
    return move(desk, TablePackage(tuple(package)))


def summit(desk: Desk, rest: list[str]) -> cmd.Command:
    """``summit GOAL``."""
    goals = tuple(Thing(g.value, (), g.value) for g in Goal)
    return move(desk, ConveneSummit(Goal(find(" ".join(rest), goals, "goal"))))


def ultimatum(desk: Desk, rest: list[str]) -> cmd.Command:
    """``ultimatum DELEGATION INSTRUMENT CLAUSE=OPTION [by ROUND]``."""
    reached = [s for s in desk.view.table.everybody if pressing_tools(desk.view, s)]
    if not rest:
        raise OrderError("Say: ultimatum DELEGATION INSTRUMENT CLAUSE=OPTION [by ROUND].")
    target = desk.names.delegation(rest[0], [s for s in reached if s != desk.seat])
    terms = threat_terms(desk.view, desk.names, target, rest[1:], public=True)
    return cmd.IssueUltimatum(desk.seat, target, terms)


def divide(desk: Desk, rest: list[str]) -> cmd.Command:
    """``divide [CLAUSE=OPTION ...]``: the text, or a package, clause by clause."""
    if not rest:
        return move(desk, DivideTheQuestion())
    text = list(desk.view.text)
    for part in rest:
        issue, option = desk.names.clause([part])
        text[issue] = option
    return move(desk, DivideTheQuestion(tuple(text)))


def accredit(desk: Desk, rest: list[str]) -> cmd.Command:
    """``accredit DELEGATION``."""
    waiting = desk.view.public.unaccredited
    return move(desk, AccreditObserver(desk.names.delegation(" ".join(rest), waiting)))


def endorse(desk: Desk, rest: list[str]) -> cmd.Command:
    """``endorse INSTRUMENT DELEGATION``: move that the house stand behind it."""
    pairs = endorsable(desk.view)
    if len(rest) < 2:
        raise OrderError("Say: endorse INSTRUMENT DELEGATION.")
    instrument = desk.names.instrument(rest[0], sorted({tool for _, tool in pairs}))
    reached = [target for target, tool in pairs if tool == instrument]
    return move(desk, Endorse(desk.names.delegation(" ".join(rest[1:]), reached), instrument))


# --- votes, night, reckoning ---------------------------------------------------------------------


_INSTEAD: Final[dict[Ballot, tuple[Ballot, ...]]] = {
    Ballot.YES: (Ballot.SILENT,),
    Ballot.NO: (Ballot.OBJECTION,),
    Ballot.OBJECTION: (Ballot.NO,),
    Ballot.ABSTAIN: (Ballot.CONCERN, Ballot.SILENT),
    Ballot.CONCERN: (Ballot.ABSTAIN, Ballot.SILENT),
}
"""What comes nearest to a ballot under a rule that does not know it."""


def _order_of(ballot: Ballot) -> str:
    """The order that casts a ballot."""
    return "object" if ballot is Ballot.OBJECTION else ballot.value


def ballot(desk: Desk, ballot: Ballot, rest: list[str]) -> cmd.Command:
    """A ballot; against, it is about the named clause or the one we mind most.

    Raises:
        OrderError: The rule of this vote does not know it; says what comes nearest.
    """
    if desk.now.ballots and ballot not in desk.now.ballots:
        near = [b for b in _INSTEAD.get(ballot, ()) if b in desk.now.ballots]
        words = " or ".join(_order_of(b) for b in near or desk.now.ballots)
        raise OrderError(
            f"Nobody says ‘{_order_of(ballot)}’ under the rule of this vote. Say {words}."
        )
    issue = desk.names.issue(" ".join(rest)) if rest else -1
    reason = Reason.AGREED
    if ballot in (Ballot.NO, Ballot.OBJECTION, Ballot.CONCERN, Ballot.ABSTAIN):
        reason = Reason.WORST_CLAUSE
        if issue < 0:
            issue = worst_issue(desk.view)
    return cmd.CastBallot(desk.seat, ballot, reason, issue)


def worst_issue(view: SeatView) -> int:
    """The clause that the motion is about, or of what the text would be the one that gives us least."""
    motion = view.public.motion
    named = "" if motion is None else getattr(motion.kind, "issue", "")
    if named:
        return view.table.issue_index(named)
    rows = view.interests.points
    if not rows:
        return -1
    text = view.text if motion is None else after(view, motion.kind)
    return max(range(len(rows)), key=lambda k: (max(rows[k]) - rows[k][text[k]], -k))


def night(desk: Desk, choice: NightChoice, rest: list[str]) -> cmd.Command:
    """A leader's choice; giving and fudging name a clause."""
    issue = -1
    if choice in (NightChoice.GIVE, NightChoice.FUDGE):
        issue = desk.names.issue(" ".join(rest))
    return cmd.ChooseNight(desk.seat, choice, issue)


def due(desk: Desk, kind: str, rest: list[str]) -> tuple[str, int]:
    """The (id, term) of the due thing that a number or nothing names."""
    dues = [d for d in desk.now.dues if d.kind == kind]
    if not dues:
        raise OrderError(f"No {kind} is open. Say close when all is settled.")
    if not rest:
        if len(dues) > 1:
            raise OrderError(f"There are {len(dues)}: say which by its number, 1 to {len(dues)}.")
        return dues[0].id, dues[0].term
    if not rest[0].isdigit() or not 1 <= int(rest[0][:3]) <= len(dues):
        raise OrderError(f"Say which by its number, 1 to {len(dues)}.")
    due = dues[int(rest[0]) - 1]
    return due.id, due.term


def settle(desk: Desk, action: str, rest: list[str]) -> cmd.Command:
    """``impose|extend|back down [NUMBER] [pretext]``."""
    pretext = bool(rest) and rest[-1].casefold() == "pretext"
    key, _term = due(desk, "threat", rest[:-1] if pretext else rest)
    return cmd.SettleThreat(desk.seat, key, action, pretext)


def pay(desk: Desk, pay: bool, rest: list[str]) -> cmd.Command:
    """``pay|withhold [NUMBER]``."""
    key, term = due(desk, "payment", rest)
    return cmd.SettlePayment(desk.seat, key, term, pay)


def lift(desk: Desk, rest: list[str]) -> cmd.Command:
    """``lift [NUMBER]``."""
    return cmd.LiftSanction(desk.seat, due(desk, "sanction", rest)[0])


def drop_out(desk: Desk, rest: list[str]) -> cmd.Command:
    """``drop out [NUMBER]``: leave a sanction that one backs."""
    return cmd.LeaveSanction(desk.seat, due(desk, "backing", rest)[0])
