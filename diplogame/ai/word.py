"""What a mind's word is worth: when it keeps it, and on what conditions it gives it (R6.5, R6.6).

Guarantees: pure; a mind asks for no condition that it does not want to see met itself, and it does not
move away the text on which an understanding of its own depends. Only those who bluff far more than they
are candid ever break a promise, only for a gain that outweighs the price of it, the more seldom the more
they trust the other side; the same promise is always looked at in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable

from diplogame.ai.outlook import STANDS, Outlook
from diplogame.ai.temperament import Temper
from diplogame.rules.appraisal import expected_points, likelihood
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.ledger import BROKEN_NAME, BROKEN_TRUST
from diplogame.rules.terms import (
    Amend,
    Bargain,
    DeferToAnnex,
    DivideTheQuestion,
    MotionKind,
    Proviso,
    TablePackage,
    Term,
    TermKind,
    TermState,
)
from diplogame.rules.values import replace

PRICE = 20
"""Points that a point of trust or credibility is reckoned to be worth."""

PRICE_OF_A_BREACH = -(BROKEN_TRUST + BROKEN_NAME) * PRICE
"""Points that a promise must cost to be worth breaking (R6.5, R7.2)."""


def looseness(temper: Temper) -> int:
    """How loosely a temperament holds its word, per mille; nought for all but the worst bluffers."""
    return max(0, temper.bluff * 3 - temper.candour - 20) * 2


def breaks_word(
    outlook: Outlook, partners: Iterable[SeatId], gain: int, *promise: str | int
) -> bool:
    """Whether to break a promise that stands in the way of a gain, in points."""
    loose = looseness(outlook.temper)
    if not loose or gain < PRICE_OF_A_BREACH:
        return False
    trusted = max((outlook.view.trust.get(p, 50) for p in partners), default=50)
    chance = loose + (gain - PRICE_OF_A_BREACH) // 4 - max(0, trusted - 50) * 6
    return outlook.dice.chance("word", *promise, per_mille=min(400, chance))


# --- conditions --------------------------------------------------------------------------------------

FEAR = 150
"""Points of temptation and distrust from which a mind gives its word only under a condition."""

LIKELY = 35
"""Per cent of likelihood below which a condition would be a polite no, and is not asked for."""

EASE = 55
"""Trust below which it fears that the other side's support will slip."""


def fears(outlook: Outlook, ask: Term) -> bool:
    """Whether what is asked of another may slip: it is dear to them, or they are not trusted.

    Only of clauses that are open: what is closed does not slip from one day to the next.
    """
    if ask.kind is not TermKind.SUPPORT or ask.issue not in outlook.open:
        return False
    row = outlook.rows(ask.by)[ask.issue]
    temptation = max(0, expected_points(outlook.view, ask.issue, row) - row[ask.option])
    wary = max(0, EASE - outlook.view.trust.get(ask.by, 50))
    return temptation + wary * 12 >= FEAR


def secured(outlook: Outlook, bargain: Bargain) -> Bargain | None:
    """The same bargain with our word on condition that what we are promised comes true (R6.6).

    Log-rolling over two open clauses: we support theirs as long as ours reads as agreed. None where
    nothing is feared, the condition is not likely enough, or nothing that we give is free of conditions.
    """
    asks = [t for t in bargain.terms if t.by != outlook.seat and fears(outlook, t)]
    if not asks:
        return None
    dearest = min(asks, key=lambda t: (outlook.rows(t.by)[t.issue][t.option], t.issue))
    given = Proviso(dearest.issue, dearest.option)
    if likelihood(outlook.view, bargain, given) < LIKELY:
        return None
    terms = tuple(
        replace(t, given=given)
        if t.by == outlook.seat and t.kind in STANDS and t.given is None and t.issue != given.issue
        else t
        for t in bargain.terms
    )
    return None if terms == bargain.terms else replace(bargain, terms=terms)


def text_after(outlook: Outlook, kind: MotionKind) -> Package:
    """The text as a motion would leave it."""
    text, table = outlook.text, outlook.view.table
    match kind:
        case Amend(issue=name, option=option):
            at = table.issue_index(name)
        case DeferToAnnex(issue=name):
            at = table.issue_index(name)
            option = table.issues[at].status_quo
        case TablePackage(package=package) | DivideTheQuestion(package=package):
            return package or text
        case _:
            return text
    return (*text[:at], option, *text[at + 1 :])


def undercuts(outlook: Outlook, kind: MotionKind) -> bool:
    """Whether a motion moves away the text on which a pending understanding of ours depends (R6.6)."""
    then = text_after(outlook, kind)
    if then == outlook.text:
        return False
    return any(
        state is TermState.PENDING
        and term.given is not None
        and term.given.holds(outlook.text)
        and not term.given.holds(then)
        for entry in outlook.view.understandings.values()
        if outlook.seat in entry.parties
        for term, state in zip(entry.bargain.terms, entry.states, strict=True)
    )
