"""Procedure: what a mind moves, and how it votes, where the text itself does not change (R8.1, R10.1).

Guarantees: pure; what is moved here its mover would vote for; friends are let in and shielded, adversaries
are not; the talks are parted only when no text is in sight.
"""

from __future__ import annotations

from collections.abc import Iterator

from diplogame.ai.clauses import closing_view
from diplogame.ai.outlook import Outlook
from diplogame.ai.packages import (
    fair,
    passing,
    standing_value,
    target,
    with_option,
)
from diplogame.ai.promises import majority
from diplogame.ai.questions import doubt, evaded
from diplogame.ai.rescue import WORTHWHILE, objections, prospect, rescued
from diplogame.ai.verdict import Judgement, signing
from diplogame.rules.conference import Priority
from diplogame.rules.ids import Package
from diplogame.rules.information import priority_of
from diplogame.rules.levers import endorsable
from diplogame.rules.terms import (
    AccreditObserver,
    CloseClause,
    DivideTheQuestion,
    Endorse,
    MotionKind,
    Reason,
    ReferToExperts,
    Suspend,
    TermKind,
    TermState,
    ThreatState,
)

REFERRING = 700
"""Points of doubt about the others on an issue from which experts are worth the trouble (R8.1)."""

ADMIT, KEEP_OUT = 42, 36
"""Trust in an observer from which it is let in, and up to which it is kept out (R8.1)."""

FRIEND = 62
"""Trust in an observer from which one moves its accreditation oneself."""

PASSABLE, HOPELESS = 350, 120
"""Forecasts per mille below which a text needs help, and below which it is past help."""


def expert_value(outlook: Outlook, issue: int) -> int:
    """What a referral would be worth to us: doubts cleared, less what it would show of ourselves."""
    view = outlook.view
    if not outlook.points:
        return 0
    unsure = _unsure(outlook, issue)
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


def _unsure(outlook: Outlook, issue: int) -> int:
    """Points of doubt about an issue, over all the others who vote."""
    return sum(doubt(outlook, o, issue) for o in outlook.voters) // max(1, len(outlook.voters))


def _stands_out(outlook: Outlook, issue: int, share: int) -> bool:
    """Whether doubt about an issue is a share of that about the open clauses: early on all are dim."""
    if not outlook.open:
        return False
    whole = sum(_unsure(outlook, k) for k in outlook.open) // len(outlook.open)
    return _unsure(outlook, issue) * 100 > whole * share


UNCLEAR, DIM = 115, 90
"""Per cent of the usual doubt from which experts are asked for on one clause, and from which one lets
others have them."""

STAKE = 400
"""Points between the best and the worst option from which others are believed to care for an issue."""


def _of_use(outlook: Outlook, issue: int) -> bool:
    """Whether enough of the others are believed to care how a clause is read by experts."""
    rows = (outlook.rows(o)[issue] for o in outlook.voters)
    return 1 + sum(max(row) - min(row) >= STAKE for row in rows) >= majority(outlook)


def _asked_in_vain(outlook: Outlook, issue: int) -> bool:
    """Whether those whom we asked would not say: one asks before one sends for experts."""
    name = outlook.view.table.issues[issue].id
    return outlook.round > 1 or any(name in evaded(outlook, o) for o in outlook.voters)


def referring(outlook: Outlook, issue: int) -> tuple[int, Reason, int]:
    """Let experts look: for those who do not know, against for those who are better not known (R8.1)."""
    worth = expert_value(outlook, issue)
    if worth > REFERRING * 8 // 10 and _stands_out(outlook, issue, DIM):
        return 1, Reason.AGREED, issue
    return (
        (0, Reason.NOTHING_NEW, issue)
        if worth >= REFERRING // 3
        else (-1, Reason.HOLDING_OUT, issue)
    )


def experts(outlook: Outlook) -> Iterator[MotionKind]:
    """Refer what is technical and unclear to us, if the doubt is real and we have nothing to hide there."""
    view = outlook.view
    found = [
        (expert_value(outlook, k), view.table.issues[k].id)
        for k in outlook.open
        if view.table.issues[k].technical
        and k not in view.public.referred
        and _stands_out(outlook, k, UNCLEAR)
        and _asked_in_vain(outlook, k)
        and _of_use(outlook, k)
    ]
    worth, name = max(found, default=(0, ""))
    if worth <= REFERRING:
        return
    eager = 100 + outlook.temper.brokerage * 3 + (worth - REFERRING) // 4
    if outlook.dice.chance("experts", outlook.round, per_mille=eager):
        yield ReferToExperts(name)


def dividing(outlook: Outlook, package: Package) -> tuple[int, Reason, int]:
    """For it if more of the clauses are welcome one by one than not (R8.1)."""
    text, wanted = outlook.text, 0
    for k in outlook.open:
        if not package:
            wanted += closing_view(outlook, k)[0]
        elif package[k] != text[k]:
            gain = standing_value(outlook, with_option(text, k, package[k]))
            wanted += 1 if gain > standing_value(outlook, text) else -1
    return (wanted > 0) - (wanted < 0), Reason.AGREED if wanted > 0 else Reason.HOLDING_OUT, -1


def division(outlook: Outlook) -> Iterator[MotionKind]:
    """Late, when the whole is not in sight: save what can be saved, clause by clause (R8.1, R19.1)."""
    if outlook.time < 850 or passing(outlook, outlook.text) >= 350:
        return
    welcome = sum(closing_view(outlook, k)[0] for k in outlook.open)
    if welcome >= 2:
        yield DivideTheQuestion()


def accrediting(outlook: Outlook, name: str) -> tuple[int, Reason, int]:
    """Friends are let in, adversaries kept out; the rest is nobody's quarrel (R8.1)."""
    trust = outlook.view.trust.get(name, 50)
    if trust >= ADMIT:
        return 1, Reason.AGREED, -1
    if trust <= KEEP_OUT:
        return -1, Reason.DISTRUST, -1
    return 0, Reason.HOLDING_OUT, -1


def admissions(outlook: Outlook) -> Iterator[MotionKind]:
    """Let a friend among the observers speak in the hall (R8.1)."""
    view = outlook.view
    for name in sorted(view.public.unaccredited):
        warm = view.trust.get(name, 50) - FRIEND
        if name == outlook.seat or warm < 0:
            continue
        # A friend at the door is let in some day, not by the clock on the first.
        if outlook.dice.chance("admit", outlook.round, name, per_mille=300 + warm * 12):
            yield AccreditObserver(name)


def backs(outlook: Outlook, target: str) -> bool:
    """Whether we are bound to back pressure on a delegation (R10.1)."""
    return any(
        term.kind is TermKind.BACK
        and (term.by, term.to, state) == (outlook.seat, target, TermState.PENDING)
        for entry in outlook.view.understandings.values()
        for term, state in zip(entry.bargain.terms, entry.states, strict=True)
    )


def endorsing(outlook: Outlook, target: str, instrument: str) -> tuple[int, Reason, int]:
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


def endorsements(outlook: Outlook) -> Iterator[MotionKind]:
    """Ask the house to stand behind pressure of ours that is in earnest, where it may (R10.1)."""
    view = outlook.view
    pressed = [
        (t.target, t.terms.instrument)
        for _key, t in sorted(view.threats.items())
        if t.sender == outlook.seat
        and t.state is ThreatState.STANDING
        and t.terms.commitment >= 2
        and set(view.table.everybody) <= set(t.known_to)
    ]
    pressed += [
        (s.target, s.instrument)
        for _key, s in sorted(view.sanctions.items())
        if s.sender == outlook.seat
    ]
    for pair in dict.fromkeys(pressed):
        cool = 1 + sum(
            view.regard.get(o, 50) >= 50 and believed_cool(outlook, o, pair[0])
            for o in outlook.voters
        )
        if pair in endorsable(view) and cool >= majority(outlook):
            yield Endorse(*pair)


def believed_cool(outlook: Outlook, other: str, target: str) -> bool:
    """Whether a delegation has no reason to shield another: neither itself nor of one mind with it."""
    if other == target:
        return False
    view = outlook.view
    ours, theirs = view.public.stances.get(other), view.public.stances.get(target)
    if ours is None or theirs is None:
        return True
    return sum(a == b for a, b in zip(ours, theirs, strict=True)) * 2 < len(ours)


def more_time(outlook: Outlook) -> tuple[int, Reason, int]:
    """One more round: wanted where there is a deal in sight that is not there yet."""
    found: Judgement = signing(outlook, outlook.text, final=True)
    if outlook.view.interests.impatience >= 40 and found.ok:
        return -1, Reason.NOTHING_NEW, -1
    return 1, Reason.AGREED, -1


def saving(outlook: Outlook, open_: set[str]) -> Iterator[MotionKind]:
    """On the last day, with the whole out of sight: close what would be signed without the rest (R19.1)."""
    # What the house would not close today it will not close tonight.
    missing = sorted(rescued(outlook) & set(outlook.open) - set(objections(outlook)))
    if not missing:
        return
    issues = outlook.view.table.issues
    if len(missing) > 1 and "DivideTheQuestion" in open_:
        yield DivideTheQuestion()
    if "CloseClause" in open_:
        # The one that fewest are believed to mind comes first: the house is to get into the way of it.
        missing.sort(key=lambda k: (-_welcome(outlook, k), k))
        yield from (CloseClause(issues[k].id) for k in missing)


def _welcome(outlook: Outlook, issue: int) -> int:
    """Voters who are believed to prefer a clause as it reads to the status quo."""
    quo, now = outlook.view.table.issues[issue].status_quo, outlook.text[issue]
    return sum(outlook.rows(o)[issue][now] > outlook.rows(o)[issue][quo] for o in outlook.voters)


LITTLE = 150
"""Points of prospect up to which it is all the same whether the chair's questions are put."""


def suspending(outlook: Outlook) -> tuple[int, Reason, int]:
    """To meet again leaves everybody with its walk-away: for those whom nothing better is in sight for."""
    if not outlook.last:
        return -1, Reason.NOTHING_NEW, -1
    found = signing(outlook, outlook.text, final=True)
    hope = prospect(outlook)
    if hope < WORTHWHILE:
        return 1, Reason.AGREED if found.ok else found.reason, found.issue
    return (0 if hope < LITTLE else -1), Reason.NOTHING_NEW, -1


def parting(outlook: Outlook) -> Iterator[MotionKind]:
    """On the last day, with no text in sight: better to meet again than to part in anger (R19.1).

    Only those who are neither proud nor quarrelsome say so first.
    """
    temper = outlook.temper
    if not outlook.last or temper.pride + temper.aggression // 2 >= 75:
        return
    if prospect(outlook) >= WORTHWHILE:
        return
    best = max(passing(outlook, p) for p in (outlook.text, target(outlook), fair(outlook)))
    if passing(outlook, outlook.text) < HOPELESS and best < PASSABLE:
        yield Suspend()
