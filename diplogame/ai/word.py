"""What a mind's word is worth: when it keeps it, and on what conditions it gives it (R6.5, R6.6).

Guarantees: pure; a mind asks for no condition that it does not want to see met itself, and it does not
move away the text on which an understanding of its own depends; nobody signs for a text that one amendment
may spoil. A promise is broken openly where keeping it costs far more than the breach, and never where the
other side has done its part, but for a red line. For less than that only those break one who bluff far more
than they are candid, and only for a gain that outweighs the price of it, the more seldom the more they trust
the other side; the same promise is always looked at in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable

from diplogame.ai.outlook import STANDS, Outlook, consents
from diplogame.ai.temperament import Temper
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.ledger import BROKEN_NAME, BROKEN_TRUST
from diplogame.rules.prospects import expected_points, likelihood
from diplogame.rules.records import Understanding
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
    outlook: Outlook,
    partners: Iterable[SeatId],
    gain: int,
    *promise: str | int,
    price: int = PRICE_OF_A_BREACH,
) -> bool:
    """Whether to break a promise that stands in the way of a gain, in points, for what the breach costs."""
    loose = looseness(outlook.temper)
    if not loose or gain < price:
        return False
    trusted = max((outlook.view.trust.get(p, 50) for p in partners), default=50)
    chance = loose + (gain - price) // 4 - max(0, trusted - 50) * 6
    return outlook.dice.chance("word", *promise, per_mille=min(400, chance))


KNOWN_TRUST = 3
"""Points of trust and of standing that a breach costs with everybody who knew of the promise (R6.5)."""

FAR = 140
"""Per cent of the price of a breach that keeping a promise must cost at the least to be far more."""

UNSIGNED = 400
"""Per mille at which a change of a text counts that nobody has signed yet (as R6.2 reckons support)."""

CROSSED = 4000
"""Points that a red line counts."""


def breach_price(entry: Understanding) -> int:
    """What it costs to break a promise of an understanding, in points: trust, name and standing."""
    known = sum(name not in entry.parties for name in entry.known_to)
    return _price_among(len(entry.parties) - 1, known)


def _price_among(partners: int, known: int) -> int:
    points = -BROKEN_TRUST * partners - BROKEN_NAME + KNOWN_TRUST * (1 + known)
    return points * PRICE


def too_dear(outlook: Outlook, entry: Understanding, loss: int) -> bool:
    """Whether keeping a promise costs far more than breaking it openly, which every candid one is loth to.

    What the other side still owes us in the same understanding is lost with the breach.
    """
    pairs = list(zip(entry.bargain.terms, entry.states, strict=True))
    done = any(t.by != outlook.seat and s is TermState.KEPT for t, s in pairs)
    if done and loss < CROSSED:
        return False
    owed = tuple(t for t, s in pairs if t.by != outlook.seat and s is TermState.PENDING)
    loss -= worth_of_promises(outlook, owed)
    return loss * 100 > breach_price(entry) * (FAR + outlook.temper.candour)


def worth_of_promises(outlook: Outlook, terms: Iterable[Term]) -> int:
    """What others' promises about options are worth to us while nobody has signed, points."""
    if not outlook.points:
        return 0
    gains = (
        outlook.points[t.issue][t.option] - outlook.expected[t.issue]
        for t in terms
        if t.kind in STANDS
    )
    return sum(max(0, gain) for gain in gains) * UNSIGNED // 1000


def ruinous(outlook: Outlook, bargain: Bargain) -> Term | None:
    """The first promise of ours in a bargain that we might come to break, or None (R6.6.8).

    Reckoned at its dearest: the text as it stands, put to the vote with nothing but what was promised
    changed, when the time has come to sign.
    """
    others = {t.by for t in bargain.terms} | {t.to for t in bargain.terms if t.to}
    price = _price_among(max(1, len(others - {outlook.seat})), 0)
    brings = worth_of_promises(outlook, (t for t in bargain.terms if t.by != outlook.seat))
    for term in bargain.terms:
        if term.by != outlook.seat or term.kind not in STANDS or term.issue in outlook.closed:
            continue
        free = outlook.text
        if term.given is not None:
            free = _reading(free, term.given.issue, term.given.option)
        kept = _reading(free, term.issue, term.option)
        loss = cost_of_keeping(outlook, kept, free, late=True) - brings
        if loss * 100 > price * (FAR + outlook.temper.candour):
            return term
    return None


def _reading(text: Package, issue: int, option: int) -> Package:
    return (*text[:issue], option, *text[issue + 1 :])


def cost_of_keeping(outlook: Outlook, kept: Package, free: Package, late: bool = False) -> int:
    """What a text costs us that our word would bring about, against the one without it, points.

    Below the walk-away it counts for more as the time comes to sign; ``late`` reckons as if it had come.
    """
    if not outlook.points:
        return 0
    mine, others = outlook.worth(kept), outlook.worth(free)
    below = max(0, outlook.walk - mine) - max(0, outlook.walk - others)
    cost = (others - mine) * UNSIGNED // 1000 + below * (1000 if late else outlook.time) // 1000
    newly = set(outlook.crossed(kept)) - set(outlook.crossed(free))
    return cost + (CROSSED if newly else 0)


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


BEARABLE = 300
"""Points below the walk-away that a text may come to by one amendment and still be promised to."""


def exposures(outlook: Outlook, bargain: Bargain, then: Package) -> list[tuple[int, int, int]]:
    """Where one amendment would spoil a text that a bargain binds us to adopt: the worst first.

    Each as (points below our walk-away, issue, option that would come); of every clause the worst option
    in brackets that the others could carry without us, as we read them. What is closed, named in the
    bargain, or the condition of our vote cannot change under the promise (R6.5, R6.6).
    """
    fixed = {t.issue for t in bargain.terms if t.kind in STANDS}
    fixed |= {
        t.given.issue
        for t in bargain.terms
        if t.given is not None and t.by == outlook.seat and t.kind is TermKind.ADOPT
    }
    worth = outlook.worth(then)
    found: list[tuple[int, int, int]] = []
    for k in outlook.open:
        if k in fixed:
            continue
        row = outlook.points[k]
        near = [
            (row[o], o)
            for o in outlook.view.public.clauses[k].options
            if o != then[k] and _carries(outlook, k, o, then[k])
        ]
        if not near:
            continue
        points, option = min(near)
        short = outlook.walk - (worth - row[then[k]] + points)
        if points < row[then[k]] and short > 0:
            found.append((short, k, option))
    return sorted(found, key=lambda entry: (-entry[0], entry[1]))


def _carries(outlook: Outlook, issue: int, option: int, now: int) -> bool:
    """Whether the others are believed to be many enough for an amendment that we are against."""
    rule = outlook.view.table.institution.amendment
    friends = sum(
        outlook.rows(o)[issue][option] > outlook.rows(o)[issue][now] for o in outlook.voters
    )
    return friends >= consents(rule, len(outlook.voters) + 1)


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
    return _reading(text, at, option)


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
