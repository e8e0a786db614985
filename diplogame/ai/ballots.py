"""Roll-calls: how a mind votes and what it says about it (R8.4, R9).

Guarantees: a mind votes as its promises bind it, else by what the motion changes for it; every ballot
has a reason, and a clause where the reason is about one; the final vote on a text is yes if and only
if the text is worth the walk-away, crosses no red line and home can be brought along.
"""

from __future__ import annotations

from diplogame.ai.outlook import Outlook
from diplogame.ai.packages import best_change, passing, standing_value
from diplogame.ai.verdict import Judgement, signing
from diplogame.rules import commands as cmd
from diplogame.rules.conference import Kind
from diplogame.rules.decisions import Ballot
from diplogame.rules.ids import Package
from diplogame.rules.ledger import owes_adoption
from diplogame.rules.records import Public
from diplogame.rules.terms import (
    AdoptPartial,
    Amend,
    ClauseStatus,
    CloseClause,
    ConveneSummit,
    DeferToAnnex,
    Endorse,
    Motion,
    MoveToVote,
    Reason,
    ReferToExperts,
    Reopen,
    StartSilence,
    StopClock,
    Suspend,
    TablePackage,
    Term,
    TermKind,
    TermState,
)

REOPEN, REOPEN_PAID = 200, 500
"""Points that another option must bring to reopen a clause; more where we gave something for it."""

CLOSING_EASE = 60
"""Points that a clause closed at a tolerable option is worth to the talks: momentum."""


def vote(outlook: Outlook, allowed: tuple[Ballot, ...]) -> cmd.CastBallot:
    """The ballot on the motion before the house, explained."""
    motion = outlook.view.public.motion
    assert motion is not None
    choice, reason, issue = opinion(outlook, motion)
    return cmd.CastBallot(outlook.seat, _ballot(choice, allowed), reason, issue)


def _ballot(choice: int, allowed: tuple[Ballot, ...]) -> Ballot:
    """For (1), neither (0) or against (-1) in the words of the rule."""
    favourable = allowed[0]
    if choice > 0:
        return favourable
    if choice == 0:
        middle = (Ballot.ABSTAIN, Ballot.CONCERN)
        return next((b for b in allowed if b in middle), favourable)
    return next(b for b in allowed if b in (Ballot.NO, Ballot.OBJECTION))


def opinion(outlook: Outlook, motion: Motion) -> tuple[int, Reason, int]:
    """For, neither or against a motion, why, and the issue index it is about (or -1)."""
    kind = motion.kind
    match kind:
        case MoveToVote() | StartSilence():
            card = outlook.view.table.cards.get(
                motion.by
            )  # a pack without a chair has nobody there
            chair = card is None or card.kind is Kind.CHAIR
            return _adoption(outlook, outlook.text, final=chair or outlook.last)
        case AdoptPartial():
            return _adoption(outlook, partial_package(outlook), final=True, owed=False)
        case Amend(issue=name, option=option):
            issue = outlook.view.table.issue_index(name)
            return _change(outlook, _with(outlook.text, issue, option), issue)
        case TablePackage(package=package):
            return _change(outlook, package, -1)
        case CloseClause(issue=name):
            return _closing(outlook, outlook.view.table.issue_index(name))
        case DeferToAnnex(issue=name):
            issue = outlook.view.table.issue_index(name)
            quo = outlook.view.table.issues[issue].status_quo
            return _change(outlook, _with(outlook.text, issue, quo), issue)
        case Reopen(issue=name):
            return _reopening(outlook, outlook.view.table.issue_index(name))
        case ReferToExperts(issue=name):
            issue = outlook.view.table.issue_index(name)
            return 1, Reason.AGREED, issue
        case ConveneSummit():
            return _summoning(outlook)
        case StopClock():
            return _more_time(outlook)
        case Suspend():
            return _suspending(outlook)
        case Endorse(target=target, instrument=instrument):
            return _endorsing(outlook, target, instrument)


def backs(outlook: Outlook, target: str) -> bool:
    """Whether we are bound to back pressure on a delegation (R10.1)."""
    return any(
        term.kind is TermKind.BACK
        and (term.by, term.to, state) == (outlook.seat, target, TermState.PENDING)
        for entry in outlook.view.understandings.values()
        for term, state in zip(entry.bargain.terms, entry.states, strict=True)
    )


def _endorsing(outlook: Outlook, target: str, instrument: str) -> tuple[int, Reason, int]:
    """For our own instrument or against a delegation that tries us; never against a friend (R10.1)."""
    view = outlook.view
    if target == outlook.seat:
        return -1, Reason.HOLDING_OUT, -1
    if view.table.instruments[instrument].sender == outlook.seat or backs(outlook, target):
        return 1, Reason.AGREED, -1
    trust = view.trust.get(target, 50)
    if trust >= 50:
        return -1, Reason.RESENTMENT, -1
    sender = view.table.instruments[instrument].sender
    warmer = view.trust.get(sender, 50) - trust
    return (1, Reason.AGREED, -1) if warmer >= 25 else (0, Reason.DISTRUST, -1)


def _with(text: Package, issue: int, option: int) -> Package:
    return (*text[:issue], option, *text[issue + 1 :])


def partial_package(outlook: Outlook) -> Package:
    """Closed clauses as agreed, the status quo elsewhere (R19.1)."""
    return tuple(
        clause.leading if clause.status is ClauseStatus.CLOSED else issue.status_quo
        for clause, issue in zip(
            outlook.view.public.clauses, outlook.view.table.issues, strict=True
        )
    )


def _adoption(
    outlook: Outlook, package: Package, final: bool, owed: bool = True
) -> tuple[int, Reason, int]:
    found = signing(outlook, package, final)
    if found.ok:
        return 1, Reason.AGREED, -1
    if owed and _owes_adoption(outlook, package):
        # A promise to adopt binds, unless a red line or home stands against it.
        if found.reason not in (Reason.RED_LINE, Reason.HOME):
            return 1, Reason.PROMISED, -1
    return -1, found.reason, found.issue


def _owes_adoption(outlook: Outlook, package: Package) -> bool:
    for entry in outlook.view.understandings.values():
        for term, state in zip(entry.bargain.terms, entry.states, strict=True):
            mine = term.by == outlook.seat and term.kind is TermKind.ADOPT
            if mine and state is TermState.PENDING and owes_adoption(entry, package):
                return True
    return False


def bound_on(outlook: Outlook, public: Public, motion: Motion) -> tuple[int, Term] | None:
    """How our promises bind us on a motion: (1 or -1, the term), or None (as R6.5 judges it)."""
    kind = motion.kind
    for _key, term in outlook.duties:
        now = public.clauses[term.issue].leading
        name = outlook.view.table.issues[term.issue].id
        match kind:
            case Amend(issue=issue, option=option) if issue == name:
                if option == term.option:
                    return 1, term
                if now == term.option and term.kind is TermKind.SUPPORT:
                    return -1, term
            case CloseClause(issue=issue) if issue == name:
                if now == term.option:
                    return 1, term
                if term.kind is TermKind.SUPPORT:
                    return -1, term
            case TablePackage(package=package):
                if package[term.issue] != term.option == now and term.kind is TermKind.SUPPORT:
                    return -1, term
                changed = [k for k, c in enumerate(public.clauses) if c.leading != package[k]]
                if package[term.issue] == term.option != now and changed == [term.issue]:
                    return 1, term
            case _:
                pass
    return None


def _bound(outlook: Outlook) -> tuple[int, Reason, int] | None:
    motion = outlook.view.public.motion
    if motion is None:
        return None
    duty = bound_on(outlook, outlook.view.public, motion)
    if duty is None:
        return None
    side, term = duty
    if side > 0:
        # Who acquiesced need not vote for it: not standing in the way is enough.
        quiet = term.kind is TermKind.ACQUIESCE
        return (0 if quiet else 1), Reason.PROMISED, term.issue
    if isinstance(motion.kind, TablePackage) and outlook.points:
        # Our word forbids a yes to a package, not to let it pass where it is better for us.
        better = standing_value(outlook, motion.kind.package) - standing_value(
            outlook, outlook.text
        )
        return (0 if better > 0 else -1), Reason.BOUND, term.issue
    return -1, Reason.BOUND, term.issue


def _change(outlook: Outlook, then: Package, issue: int) -> tuple[int, Reason, int]:
    """A motion that changes the text: better or worse for what we steer for."""
    duty = _bound(outlook)
    if duty is not None:
        return duty
    if not outlook.points:
        return 0, Reason.AGREED, issue
    before, after = standing_value(outlook, outlook.text), standing_value(outlook, then)
    about = issue if issue >= 0 else _worst_change(outlook, then)
    newly = set(outlook.crossed(then)) - set(outlook.crossed(outlook.text))
    if newly:
        return -1, Reason.RED_LINE, about
    if after > before + 15:
        return 1, Reason.AGREED, about
    if after >= before - 25:
        return 0, Reason.NOTHING_NEW, about
    return -1, _against(outlook, then, about), about


def _worst_change(outlook: Outlook, then: Package) -> int:
    """The clause where a package takes most from us, or -1."""
    rows = outlook.points
    losses = [(rows[k][outlook.text[k]] - rows[k][o], k) for k, o in enumerate(then)]
    loss, issue = max(losses, key=lambda pair: (pair[0], -pair[1]))
    return issue if loss > 0 else -1


def _against(outlook: Outlook, then: Package, issue: int) -> Reason:
    """Why a change is unwelcome: it costs us, or it helps nobody reach agreement."""
    if outlook.worth(then) < outlook.worth(outlook.text):
        if outlook.worth(outlook.text) < outlook.walk or outlook.time > 700:
            return Reason.WORST_CLAUSE
        return Reason.HOLDING_OUT if issue < 0 else Reason.WORST_CLAUSE
    return Reason.OVERREACH


def _closing(outlook: Outlook, issue: int) -> tuple[int, Reason, int]:
    """Close a clause: content with it, or keep it for the package."""
    duty = _bound(outlook)
    if duty is not None:
        return duty
    return closing_view(outlook, issue)


def closing_view(outlook: Outlook, issue: int) -> tuple[int, Reason, int]:
    """What we think of closing a clause at its leading option, promises aside."""
    if not outlook.points:
        return 0, Reason.AGREED, issue
    row = outlook.points[issue]
    option = outlook.text[issue]
    if any(issue == k and option in options for r in _lone_lines(outlook) for k, options in r):
        return -1, Reason.RED_LINE, issue
    if issue in outlook.held_out and row[option] < max(row):
        return -1, Reason.HOLDING_OUT, issue
    if contested(outlook, issue):
        # Where everybody is needed, a clause closed over somebody's head is a clause to reopen.
        return 0, Reason.HOLDING_OUT, issue
    missing = max(row) - row[option]
    bearable = 120 + CLOSING_EASE + outlook.time * outlook.time // 1000 * 900 // 1000
    if missing <= bearable // 2:
        return 1, Reason.AGREED, issue
    if missing <= bearable:
        return 0, Reason.HOLDING_OUT, issue
    return -1, Reason.WORST_CLAUSE, issue


def contested(outlook: Outlook, issue: int) -> bool:
    """Whether more of the others than adoption can spare are believed to mind a leading option."""
    option = outlook.text[issue]
    minding = 0
    for other in outlook.voters:
        row = outlook.rows(other)[issue]
        minding += row[option] < 0 or (max(row) >= 500 and row[option] * 100 < max(row) * 30)
    return minding > len(outlook.voters) - outlook.needed


def _lone_lines(outlook: Outlook) -> list[tuple[tuple[int, tuple[int, ...]], ...]]:
    return [r.parts for r in outlook.view.interests.red_lines if len(r.parts) == 1]


def _reopening(outlook: Outlook, issue: int) -> tuple[int, Reason, int]:
    """Reopen a clause: only where another option would be worth it - more so if we paid for it."""
    if not outlook.points:
        return 0, Reason.AGREED, issue
    if issue in {k for line in crossed_lines(outlook) for k, _ in line}:
        return 1, Reason.RED_LINE, issue
    gain, _option = best_change(outlook, issue)
    paid = outlook.seat in outlook.view.public.clauses[issue].paid
    if gain >= (REOPEN_PAID if paid else REOPEN):
        return 1, Reason.AGREED, issue
    if gain >= REOPEN // 2 and not paid:
        return 0, Reason.HOLDING_OUT, issue
    return -1, Reason.BOUND if paid else Reason.NOTHING_NEW, issue


def crossed_lines(outlook: Outlook) -> list[tuple[tuple[int, tuple[int, ...]], ...]]:
    """Our red lines that the text crosses as it reads, as (issue, options)."""
    return [r.parts for r in outlook.view.interests.red_lines if r.holds(outlook.text)]


def _summoning(outlook: Outlook) -> tuple[int, Reason, int]:
    if outlook.view.gauge < 35:
        return -1, Reason.HOME, -1
    if passing(outlook, outlook.text) > 600:
        return 0, Reason.NOTHING_NEW, -1
    return 1, Reason.AGREED, -1


def _more_time(outlook: Outlook) -> tuple[int, Reason, int]:
    """One more round: wanted where there is a deal in sight that is not there yet."""
    found: Judgement = signing(outlook, outlook.text, final=True)
    if outlook.view.interests.impatience >= 40 and found.ok:
        return -1, Reason.NOTHING_NEW, -1
    return 1, Reason.AGREED, -1


def _suspending(outlook: Outlook) -> tuple[int, Reason, int]:
    found = signing(outlook, outlook.text, final=True)
    if not found.ok and outlook.last and passing(outlook, outlook.text) < 200:
        return 1, found.reason, found.issue
    return -1, Reason.NOTHING_NEW, -1
