"""Roll-calls: how a mind votes and what it says about it (R8.4, R9).

Guarantees: a mind votes as its promises bind it (the loose of word break one that has
become too dear), else by what the motion changes for it; every ballot
has a reason, and a clause where the reason is about one; the final vote on a text is yes if and only
if the text is worth the walk-away, crosses no red line and home can be brought along. Conduct is of one
piece: what a mind voted to close it reopens at most once, for a stated reason; an option it voted out it
votes in again at most once, for a gain; it closes nothing that it expects to want open.
"""

from __future__ import annotations

from diplogame.ai.conduct import conduct_of
from diplogame.ai.outlook import Outlook
from diplogame.ai.packages import best_change, passing, standing_value
from diplogame.ai.questions import doubt
from diplogame.ai.summit import summoning
from diplogame.ai.verdict import Judgement, signing
from diplogame.ai.word import breaks_word, text_after
from diplogame.rules import commands as cmd
from diplogame.rules.conference import Kind, Priority
from diplogame.rules.decisions import Ballot
from diplogame.rules.ids import Package
from diplogame.rules.information import priority_of
from diplogame.rules.ledger import owes_adoption
from diplogame.rules.records import Public
from diplogame.rules.terms import (
    AccreditObserver,
    AdoptPartial,
    Amend,
    Clarity,
    ClauseStatus,
    CloseClause,
    ConveneSummit,
    DeferToAnnex,
    DivideTheQuestion,
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
from diplogame.rules.undertakings import binds

REOPEN, REOPEN_PAID = 300, 600
"""Points that another option must bring to reopen a clause; more where we gave something for it."""

TURN = 200
"""Points that an option must bring to be voted back in by those who voted it out."""

SETTLED = 700
"""Time per mille before which a clause that the house has reopened is not closed again."""

BLOCKED = 450
"""Forecast per mille below which a closed clause is said to stand in the way of a text."""

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
            return _amending(outlook, issue, option)
        case TablePackage(package=package):
            return _change(outlook, package, -1)
        case CloseClause(issue=name, clarity=clarity):
            vague = clarity is Clarity.AMBIGUOUS
            return _closing(outlook, outlook.view.table.issue_index(name), vague)
        case DeferToAnnex(issue=name):
            issue = outlook.view.table.issue_index(name)
            quo = outlook.view.table.issues[issue].status_quo
            return _change(outlook, _with(outlook.text, issue, quo), issue)
        case Reopen(issue=name):
            return _reopening(outlook, outlook.view.table.issue_index(name))
        case ReferToExperts(issue=name):
            return _referring(outlook, outlook.view.table.issue_index(name))
        case ConveneSummit(goal=goal):
            return summoning(outlook, goal, host=motion.by == outlook.seat)
        case StopClock():
            return _more_time(outlook)
        case Suspend():
            return _suspending(outlook)
        case DivideTheQuestion(package=package):
            return _dividing(outlook, package)
        case AccreditObserver(delegation=name):
            return _accrediting(outlook, name)
        case Endorse(target=target, instrument=instrument):
            return _endorsing(outlook, target, instrument)


REFERRING = 700
"""Points of doubt about the others on an issue from which experts are worth the trouble (R8.1)."""


def expert_value(outlook: Outlook, issue: int) -> int:
    """What a referral would be worth to us: doubts cleared, less what it would show of ourselves."""
    view = outlook.view
    if not outlook.points:
        return 0
    unsure = sum(doubt(outlook, o, issue) for o in outlook.voters) // max(1, len(outlook.voters))
    option, priority = view.table.cards[outlook.seat].declared[issue]
    row = outlook.points[issue]
    order = list(Priority)
    real = priority_of(view.interests.weights[issue], len(outlook.points))
    # A declared position that is only a posture would not survive an honest look at it.
    posture = abs(order.index(real) - order.index(priority)) * 300
    posture += min(300, (max(row) - row[option]) // 2)
    stake = min(1300, 300 + max(row) - min(row))
    return (
        unsure * stake // 1000
        - posture * (outlook.temper.bluff + 100 - outlook.temper.candour) // 60
    )


def _referring(outlook: Outlook, issue: int) -> tuple[int, Reason, int]:
    """Let experts look: for those who do not know, against for those who are better not known (R8.1)."""
    worth = expert_value(outlook, issue)
    if worth > REFERRING * 8 // 10:
        return 1, Reason.AGREED, issue
    return (
        (0, Reason.NOTHING_NEW, issue)
        if worth >= REFERRING // 3
        else (-1, Reason.HOLDING_OUT, issue)
    )


def _dividing(outlook: Outlook, package: Package) -> tuple[int, Reason, int]:
    """For it if more of the clauses are welcome one by one than not (R8.1)."""
    text, wanted = outlook.text, 0
    for k in outlook.open:
        if not package:
            wanted += closing_view(outlook, k)[0]
        elif package[k] != text[k]:
            gain = standing_value(outlook, _with(text, k, package[k]))
            wanted += 1 if gain > standing_value(outlook, text) else -1
    return (wanted > 0) - (wanted < 0), Reason.AGREED if wanted > 0 else Reason.HOLDING_OUT, -1


ADMIT, KEEP_OUT = 42, 36
"""Trust in an observer from which it is let in, and up to which it is kept out (R8.1)."""


def _accrediting(outlook: Outlook, name: str) -> tuple[int, Reason, int]:
    """Friends are let in, adversaries kept out; the rest is nobody's quarrel (R8.1)."""
    trust = outlook.view.trust.get(name, 50)
    if trust >= ADMIT:
        return 1, Reason.AGREED, -1
    if trust <= KEEP_OUT:
        return -1, Reason.DISTRUST, -1
    return 0, Reason.HOLDING_OUT, -1


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
                if binds(outlook.view.public, entry, term, package):
                    return True
    return False


def bound_on(outlook: Outlook, public: Public, motion: Motion) -> tuple[int, Term] | None:
    """How our promises bind us on a motion: (1 or -1, the term), or None (as R6.5 judges it)."""
    kind = motion.kind
    then = text_after(outlook, kind)
    for key, term in outlook.duties:
        if not binds(public, outlook.view.understandings[key], term, then, motion):
            continue
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


def _too_dear(outlook: Outlook, motion: Motion, side: int, term: Term) -> bool:
    """Whether keeping our word on this motion costs more than those of loose word will pay."""
    match motion.kind:
        case Amend(issue=name, option=option):
            then = _with(outlook.text, outlook.view.table.issue_index(name), option)
        case TablePackage(package=package):
            then = package
        case _:
            return False
    if not outlook.points:
        return False
    gain = standing_value(outlook, then) - standing_value(outlook, outlook.text)
    partners = [
        p
        for entry in outlook.view.understandings.values()
        if term in entry.bargain.terms
        for p in entry.parties
        if p != outlook.seat
    ]
    return breaks_word(outlook, partners, -side * gain, term.issue, term.option)


def _bound(outlook: Outlook) -> tuple[int, Reason, int] | None:
    motion = outlook.view.public.motion
    if motion is None:
        return None
    duty = bound_on(outlook, outlook.view.public, motion)
    if duty is None:
        return None
    side, term = duty
    if _too_dear(outlook, motion, side, term):
        return None
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


def _amending(outlook: Outlook, issue: int, option: int) -> tuple[int, Reason, int]:
    """An amendment: as any change, but nobody turns back and forth on one clause."""
    found = _change(outlook, _with(outlook.text, issue, option), issue)
    conduct = conduct_of(outlook.view)
    if found[0] <= 0 or found[1] is Reason.PROMISED or option not in conduct.left.get(issue, ()):
        return found
    then = _with(outlook.text, issue, option)
    gain = standing_value(outlook, then) - standing_value(outlook, outlook.text)
    if issue in conduct.turned or gain < TURN:
        return 0, Reason.NOTHING_NEW, issue
    return found


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


def _closing(outlook: Outlook, issue: int, vague: bool) -> tuple[int, Reason, int]:
    """Close a clause: content with it, or keep it for the package."""
    duty = _bound(outlook)
    if duty is not None:
        return duty
    return closing_view(outlook, issue, vague)


def closing_view(outlook: Outlook, issue: int, vague: bool = False) -> tuple[int, Reason, int]:
    """What we think of closing a clause at its leading option, promises aside.

    ``vague`` is the constructively ambiguous wording: each side reads its own meaning into it, so a
    clause that is half bearable will do; the proud and the plain-spoken want it clear.
    """
    if not outlook.points:
        return 0, Reason.AGREED, issue
    row = outlook.points[issue]
    option = outlook.text[issue]
    if any(issue == k and option in options for r in _lone_lines(outlook) for k, options in r):
        return -1, Reason.RED_LINE, issue
    if issue in outlook.held_out and row[option] < max(row):
        return -1, Reason.HOLDING_OUT, issue
    conduct = conduct_of(outlook.view)
    if issue in conduct.unsettled and conduct.closings.get(issue) == option:
        # We had it opened again: it is not closed by us as it was.
        return 0, Reason.HOLDING_OUT, issue
    if issue in conduct.reopened and outlook.time < SETTLED:
        return 0, Reason.HOLDING_OUT, issue
    if best_change(outlook, issue, late=True)[0] >= REOPEN * 2 // 3:
        return 0, Reason.HOLDING_OUT, issue
    disputed = contested(outlook, issue)
    if disputed and not vague:
        # Where everybody is needed, a clause closed over somebody's head is a clause to reopen.
        return 0, Reason.HOLDING_OUT, issue
    missing = max(row) - row[option]
    bearable = 120 + CLOSING_EASE + outlook.time * outlook.time // 1000 * 900 // 1000
    if vague:
        plain = outlook.temper.candour + outlook.temper.pride
        bearable = bearable * (260 - plain) // 100 if plain < 160 else bearable
    if missing <= bearable // 2:
        return 1, Reason.AGREED, issue
    if missing <= bearable or disputed:
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
    conduct = conduct_of(outlook.view)
    if issue in conduct.unsettled:
        return -1, Reason.NOTHING_NEW, issue
    if issue in {k for line in crossed_lines(outlook) for k, _ in line}:
        return 1, Reason.RED_LINE, issue
    if issue in conduct.reopened:
        return -1, Reason.NOTHING_NEW, issue
    gain, _option = best_change(outlook, issue)
    paid = outlook.seat in outlook.view.public.clauses[issue].paid
    bound = paid or issue in conduct.closed
    blocks = passing(outlook, outlook.text) < BLOCKED
    if gain >= (REOPEN_PAID if bound else REOPEN) and blocks:
        return 1, Reason.WORST_CLAUSE, issue
    if gain >= REOPEN // 2 and not bound:
        return 0, Reason.HOLDING_OUT, issue
    return -1, Reason.BOUND if paid else Reason.NOTHING_NEW, issue


def crossed_lines(outlook: Outlook) -> list[tuple[tuple[int, tuple[int, ...]], ...]]:
    """Our red lines that the text crosses as it reads, as (issue, options)."""
    return [r.parts for r in outlook.view.interests.red_lines if r.holds(outlook.text)]


def _more_time(outlook: Outlook) -> tuple[int, Reason, int]:
    """One more round: wanted where there is a deal in sight that is not there yet."""
    found: Judgement = signing(outlook, outlook.text, final=True)
    if outlook.view.interests.impatience >= 40 and found.ok:
        return -1, Reason.NOTHING_NEW, -1
    return 1, Reason.AGREED, -1


def _suspending(outlook: Outlook) -> tuple[int, Reason, int]:
    """To meet again: for those who could not sign, or see that others will not, on the last day."""
    found = signing(outlook, outlook.text, final=True)
    if not outlook.last:
        return -1, Reason.NOTHING_NEW, -1
    if passing(outlook, outlook.text) < (300 if not found.ok else 150):
        return 1, found.reason, found.issue
    return (0 if not found.ok else -1), Reason.NOTHING_NEW, -1
