"""Roll-calls: how a mind votes and what it says about it (R8.4, R9).

Guarantees: a mind votes as its promises bind it (one that has come to cost far more than the breach it
breaks with a reason; the loose of word sooner), else by what the motion changes for it; every ballot
has a reason, and a clause where the reason is about one; the final vote on a text is yes if and only
if the text is worth the walk-away, crosses no red line and home can be brought along. Conduct is of one
piece: what a mind voted to close it reopens at most once, for a stated reason; an option it voted out it
votes in again at most once, for a gain; it closes nothing that it expects to want open.
"""

from __future__ import annotations

from collections.abc import Iterator

from diplogame.ai.clauses import closing_view, reopening
from diplogame.ai.conduct import conduct_of
from diplogame.ai.outlook import Outlook
from diplogame.ai.packages import partial_package, standing_value, with_option
from diplogame.ai.procedure import (
    accrediting,
    dividing,
    endorsing,
    more_time,
    referring,
    suspending,
)
from diplogame.ai.promises import majority, supporters
from diplogame.ai.summit import summoning
from diplogame.ai.verdict import signing, worst_issue
from diplogame.ai.word import (
    breach_price,
    breaks_word,
    cost_of_keeping,
    text_after,
    too_dear,
)
from diplogame.rules import commands as cmd
from diplogame.rules.conference import Kind
from diplogame.rules.decisions import Ballot
from diplogame.rules.ids import Package
from diplogame.rules.ledger import owes_adoption
from diplogame.rules.records import Public, Understanding
from diplogame.rules.terms import (
    AccreditObserver,
    AdoptPartial,
    Amend,
    Clarity,
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

TURN = 200
"""Points that an option must bring to be voted back in by those who voted it out."""


GIVE_WAY = 600
"""Points that an amendment away from a promised option must bring to be let pass by those who promised."""


def vote(outlook: Outlook, allowed: tuple[Ballot, ...]) -> cmd.CastBallot:
    """The ballot on the motion before the house, explained."""
    motion = outlook.view.public.motion
    assert motion is not None
    choice, reason, issue = opinion(outlook, motion)
    if choice > 0 and Ballot.CONCERN in allowed and reason is Reason.AGREED:
        itch = _qualm(outlook, motion)
        if itch >= 0:
            return cmd.CastBallot(outlook.seat, Ballot.CONCERN, Reason.WORST_CLAUSE, itch)
    return cmd.CastBallot(outlook.seat, _ballot(choice, allowed), reason, issue)


THIN, ITCH = 300, 600
"""Points above the walk-away up to which a yes is a sour one, and points that its worst clause keeps away."""


def _qualm(outlook: Outlook, motion: Motion) -> int:
    """The clause about which a delegation signs a text with a concern in the record (R9), or -1.

    Who has little left over says so, the proud oftener; a minuted concern weakens the treaty (R19.1), and
    who is well served keeps it to itself.
    """
    if not isinstance(motion.kind, MoveToVote) or not outlook.points:
        return -1
    text = outlook.text
    if outlook.at_signature(text) - outlook.walk > THIN:
        return -1
    worst = worst_issue(outlook, text)
    if max(outlook.points[worst]) - outlook.points[worst][text[worst]] < ITCH:
        return -1
    sour = outlook.dice.chance(
        "concern", outlook.round, worst, per_mille=300 + outlook.temper.pride * 6
    )
    return worst if sour else -1


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
            return _change(outlook, with_option(outlook.text, issue, quo), issue)
        case Reopen(issue=name):
            return reopening(outlook, outlook.view.table.issue_index(name))
        case ReferToExperts(issue=name):
            return referring(outlook, outlook.view.table.issue_index(name))
        case ConveneSummit(goal=goal):
            return summoning(outlook, goal, host=motion.by == outlook.seat)
        case StopClock():
            return more_time(outlook)
        case Suspend():
            return suspending(outlook)
        case DivideTheQuestion(package=package):
            return dividing(outlook, package)
        case AccreditObserver(delegation=name):
            return accrediting(outlook, name)
        case Endorse(target=target, instrument=instrument):
            return endorsing(outlook, target, instrument)


def _adoption(
    outlook: Outlook, package: Package, final: bool, owed: bool = True
) -> tuple[int, Reason, int]:
    found = signing(outlook, package, final)
    if found.ok:
        return 1, Reason.AGREED, -1
    entries = _owed_adoption(outlook, package) if owed else []
    # A promise to adopt binds, unless a red line or home stands against it, or it has become far too dear.
    if entries and found.reason not in (Reason.RED_LINE, Reason.HOME):
        loss = outlook.walk - outlook.at_signature(package)
        if not all(too_dear(outlook, entry, loss) for entry in entries):
            return 1, Reason.PROMISED, -1
    return -1, found.reason, found.issue


def _owed_adoption(outlook: Outlook, package: Package) -> list[Understanding]:
    """Understandings in which we have promised to adopt a text as this one."""
    return [
        entry
        for entry in outlook.view.understandings.values()
        if _binds_to_adopt(outlook, entry, package)
    ]


def _binds_to_adopt(outlook: Outlook, entry: Understanding, package: Package) -> bool:
    """Whether an understanding binds us to adopt a text (R6.5, R6.6)."""
    return any(
        term.by == outlook.seat
        and term.kind is TermKind.ADOPT
        and state is TermState.PENDING
        and owes_adoption(entry, package)
        and binds(outlook.view.public, entry, term, package)
        for term, state in zip(entry.bargain.terms, entry.states, strict=True)
    )


def bound_on(outlook: Outlook, public: Public, motion: Motion) -> tuple[int, Term] | None:
    """How our promises bind us on a motion: (1 or -1, the term), or None (as R6.5 judges it)."""
    return next(_ties(outlook, public, motion), None)


def _ties(outlook: Outlook, public: Public, motion: Motion) -> Iterator[tuple[int, Term]]:
    """Every promise of ours that binds us on a motion, by id: (1 or -1, the term)."""
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
                    yield 1, term
                elif now == term.option and term.kind is TermKind.SUPPORT:
                    yield -1, term
            case CloseClause(issue=issue) if issue == name:
                if now == term.option:
                    yield 1, term
                elif term.kind is TermKind.SUPPORT:
                    yield -1, term
            case TablePackage(package=package):
                changed = [k for k, c in enumerate(public.clauses) if c.leading != package[k]]
                if package[term.issue] != term.option == now and term.kind is TermKind.SUPPORT:
                    yield -1, term
                elif package[term.issue] == term.option != now and changed == [term.issue]:
                    yield 1, term
            case _:
                pass


def _breaks(outlook: Outlook, motion: Motion, side: int, term: Term) -> bool:
    """Whether keeping our word on this motion costs far more than the breach, or the loose find it so.

    Where our word only forbids a yes, to let the motion pass is enough - unless it would fail by our vote.
    """
    match motion.kind:
        case Amend(issue=name, option=option):
            issue = outlook.view.table.issue_index(name)
            then = with_option(outlook.text, issue, option)
            yes = supporters(outlook, then, issue)
        case TablePackage(package=package):
            then = package
            yes = supporters(outlook, then)
        case _:
            return False
    if not outlook.points or (side < 0 and yes != majority(outlook)):
        return False
    entries = [
        entry
        for _key, entry in sorted(outlook.view.understandings.items())
        if term in entry.bargain.terms and outlook.seat in entry.parties
    ]
    kept, free = (then, outlook.text) if side > 0 else (outlook.text, then)
    loss = cost_of_keeping(outlook, kept, free)
    if side < 0:
        # There will be other motions, and the less time is left the fewer.
        loss = loss * outlook.time // 1000
    if all(too_dear(outlook, entry, loss) for entry in entries):
        return True
    partners = [p for entry in entries for p in entry.parties if p != outlook.seat]
    price = sum(breach_price(entry) for entry in entries)
    return breaks_word(outlook, partners, loss, term.issue, term.option, price=price)


def _bound(outlook: Outlook) -> tuple[int, Reason, int] | None:
    motion = outlook.view.public.motion
    if motion is None:
        return None
    duty = bound_on(outlook, outlook.view.public, motion)
    if duty is None:
        return None
    side, term = duty
    if len({way for way, _term in _ties(outlook, outlook.view.public, motion)}) > 1:
        # Bound to one side by this word and to the other by that: to stand aside keeps both.
        return 0, Reason.BOUND, term.issue
    if _breaks(outlook, motion, side, term):
        return None
    if side > 0:
        # Who acquiesced need not vote for it: not standing in the way is enough.
        quiet = term.kind is TermKind.ACQUIESCE
        return (0 if quiet else 1), Reason.PROMISED, term.issue
    if isinstance(motion.kind, TablePackage | Amend) and outlook.points:
        # Our word forbids a yes, not to let pass what is better for us: a package, or what ruins us.
        then = text_after(outlook, motion.kind)
        better = standing_value(outlook, then) - standing_value(outlook, outlook.text)
        least = 0 if isinstance(motion.kind, TablePackage) else GIVE_WAY
        return (0 if better > least else -1), Reason.BOUND, term.issue
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
    found = _change(outlook, with_option(outlook.text, issue, option), issue)
    conduct = conduct_of(outlook.view)
    if found[0] <= 0 or found[1] is Reason.PROMISED or option not in conduct.left.get(issue, ()):
        return found
    then = with_option(outlook.text, issue, option)
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
