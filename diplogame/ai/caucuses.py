"""In the caucus of a bloc: what a mind tables, amends and votes for, and when it stands for the lead (R13.2).

Guarantees: pure; a mind votes for a position that is worth it with the bonds there are, and gives a reason
where it does not; it stands for the lead once, and not for the last day.
"""

from __future__ import annotations

from diplogame.ai.coalitions import (
    WORTHWHILE,
    acceptable,
    believed,
    bond,
    draft_of,
    needed_of,
    together,
)
from diplogame.ai.outlook import Outlook
from diplogame.ai.verdict import grievance
from diplogame.rules import commands as cmd
from diplogame.rules.appraisal import own_worth
from diplogame.rules.belonging import share
from diplogame.rules.caucus import amended
from diplogame.rules.coalitions import fellows, in_force
from diplogame.rules.decisions import Ballot
from diplogame.rules.duties import Legal
from diplogame.rules.ids import SeatId
from diplogame.rules.ledger import MANDATE
from diplogame.rules.terms import Clauses, Coalition, Question, Reason

AMBITION = 3
"""Points - of standing above the leader's, of pride, of grievance - from which one stands for the lead."""


def caucus_turn(outlook: Outlook, open_: Legal) -> cmd.Command:
    """Table a draft, move what would make it better for us, stand for the lead, or pass."""
    seat, key = outlook.seat, open_.coalition
    coalition = outlook.view.coalitions[key]
    caucus = coalition.caucus
    assert caucus is not None
    if open_.may("table"):
        net, draft = draft_of(outlook, coalition)
        if net >= WORTHWHILE and draft and draft != in_force(coalition, outlook.round):
            return cmd.TableDraft(seat, key, draft)
    if open_.may("stand") and _ambitious(outlook, coalition):
        return cmd.StandForLeader(seat, key)
    if open_.may("amend-draft"):
        move = _amendment(outlook, coalition, caucus.draft)
        if move is not None:
            return cmd.AmendDraft(seat, key, *move)
    return cmd.PassCaucus(seat, key)


def _amendment(outlook: Outlook, coalition: Coalition, draft: Clauses) -> tuple[int, int] | None:
    """The one change of a draft that brings us most and that enough are believed to carry with us."""
    bloc = outlook.view.table.blocs[coalition.id]
    members, others = coalition.members, fellows(coalition, outlook.seat)
    now = own_worth(outlook.view, together(outlook, members, draft))
    best: tuple[int, int, int] | None = None
    for k in outlook.open:
        for option in (-1, *range(len(outlook.points[k]) if outlook.points else 0)):
            then = amended(draft, k, option)
            if then == draft or not 1 <= len(then) <= bloc.clauses:
                continue
            if acceptable(outlook, then)[0] is not Reason.AGREED:
                continue
            gain = own_worth(outlook.view, together(outlook, members, then)) - now
            if gain < WORTHWHILE or (best is not None and gain <= best[0]):
                continue
            going = 1 + sum(
                believed(outlook, o, members, then) >= believed(outlook, o, members, draft)
                for o in others
            )
            if going >= needed_of(bloc, coalition):
                best = gain, k, option
    return None if best is None else best[1:]


def _ambitious(outlook: Outlook, coalition: Coalition) -> bool:
    """Whether to stand against the leader: prouder, better placed or ill served, and time to use it; once."""
    view = outlook.view
    if view.acts.get("stood") or outlook.round < 2 or outlook.rounds_left < 2:
        return False
    lead = view.public.standing[outlook.seat] - view.public.standing[coalition.leader]
    lead += (outlook.temper.pride - 30) // 5 + min(12, _burdened(outlook, coalition) // 25)
    sore = grievance(outlook, (coalition.leader,)) // 3
    if lead + sore < AMBITION:
        return False
    per_mille = 200 + outlook.temper.pride * 8
    return outlook.dice.chance("lead", coalition.id, outlook.round, per_mille=per_mille)


def _burdened(outlook: Outlook, coalition: Coalition) -> int:
    """Points by which the last position of a bloc went against us, as the talks stand; never below nought."""
    entries = [
        entry
        for key, entry in outlook.view.understandings.items()
        if key.startswith(f"{MANDATE}{coalition.id}-r")
    ]
    if not entries or not outlook.points:
        return 0
    last = max(entries, key=lambda entry: entry.round)
    mine = [t for t in last.bargain.terms if t.by == outlook.seat]
    gains = [outlook.points[t.issue][t.option] - outlook.expected[t.issue] for t in mine]
    return max(0, -share(coalition, gains))


def caucus_ballot(outlook: Outlook, key: str, allowed: tuple[Ballot, ...]) -> cmd.CastCaucusBallot:
    """A ballot in the caucus, with a reason."""
    coalition = outlook.view.coalitions[key]
    assert coalition.caucus is not None
    question = coalition.caucus.question
    assert question is not None
    match question.kind:
        case Question.LEAD:
            side, reason, issue = _on_leader(outlook, coalition, question.by), Reason.AGREED, -1
            reason = Reason.AGREED if side > 0 else Reason.DISTRUST if side < 0 else reason
        case Question.AMEND:
            draft = coalition.caucus.draft
            then = amended(draft, question.issue, question.option)
            side, reason, issue = _on_amendment(outlook, coalition, draft, then)
        case Question.ADOPT:
            side, reason, issue = _on_position(outlook, coalition, coalition.caucus.draft)
    ballot = allowed[0]
    if side == 0:
        middle = (Ballot.ABSTAIN, Ballot.CONCERN)
        ballot = next((b for b in allowed if b in middle), allowed[0])
    elif side < 0:
        ballot = next(b for b in allowed if b in (Ballot.NO, Ballot.OBJECTION))
    return cmd.CastCaucusBallot(outlook.seat, key, ballot, reason, issue)


def _on_leader(outlook: Outlook, coalition: Coalition, candidate: SeatId) -> int:
    """For a candidate, neither, or for the leader that there is: trust, and the weight they carry."""
    view = outlook.view

    def liking(seat: SeatId) -> int:
        own = 100 if seat == outlook.seat else view.trust.get(seat, 50)
        return own + view.public.standing[seat]

    ahead = liking(candidate) - liking(coalition.leader)
    return 1 if ahead > 3 else -1 if ahead < -3 else 0


def _on_amendment(
    outlook: Outlook, coalition: Coalition, draft: Clauses, then: Clauses
) -> tuple[int, Reason, int]:
    reason, issue = acceptable(outlook, then)
    if reason is not Reason.AGREED:
        return -1, reason, issue
    members = coalition.members
    gain = own_worth(outlook.view, together(outlook, members, then))
    gain -= own_worth(outlook.view, together(outlook, members, draft))
    if gain > 10:
        return 1, Reason.AGREED, -1
    if gain > -15:
        return 0, Reason.NOTHING_NEW, -1
    return -1, Reason.WORST_CLAUSE, _worst(outlook, then)


def _on_position(outlook: Outlook, coalition: Coalition, draft: Clauses) -> tuple[int, Reason, int]:
    """Yes to what is worth it with the bond that there is; else abstain, or no with the reason."""
    reason, issue = acceptable(outlook, draft)
    if reason is not Reason.AGREED:
        return -1, reason, issue
    net = own_worth(outlook.view, together(outlook, coalition.members, draft))
    tie = bond(outlook, fellows(coalition, outlook.seat))
    if net > -tie // 2:
        return 1, Reason.AGREED, -1
    worst = _worst(outlook, draft)
    return (0 if net > -tie else -1), Reason.WORST_CLAUSE, worst


def _worst(outlook: Outlook, clauses: Clauses) -> int:
    """The clause of a small text that gives us least, as issue index."""
    if not outlook.points or not clauses:
        return -1
    return min(clauses, key=lambda c: (outlook.points[c[0]][c[1]] - outlook.expected[c[0]], c[0]))[
        0
    ]
