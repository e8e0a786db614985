"""Counter-offers: the one change of a bargain that would turn a refusal (R6.3).

Guarantees: what is put forward is acceptable to this mind by the judgement that makes its offers, one
change away from what was offered, lawful, and believed to be worth something to the other side; when
nothing is put forward, no single change this mind can think of would do.
"""

from __future__ import annotations

from collections.abc import Iterator

from diplogame.ai.bonds import lawful
from diplogame.ai.outlook import STANDS, Outlook
from diplogame.ai.packages import target
from diplogame.ai.pricing import LEAST_GIFT
from diplogame.ai.promises import in_reach
from diplogame.ai.verdict import applied, judge, least_price, uncovered
from diplogame.ai.word import exposures, secured
from diplogame.rules.appraisal import own_worth, their_middle
from diplogame.rules.ids import SeatId
from diplogame.rules.prospects import expected_points
from diplogame.rules.terms import Bargain, Proviso, Term, TermKind, Trigger
from diplogame.rules.undertakings import proviso_fault
from diplogame.rules.values import replace
from diplogame.rules.view import IncentiveCard

MOST_TERMS = 8
"""Terms that a bargain of ours has at most."""


def cheapest_change(
    outlook: Outlook, others: tuple[SeatId, ...], bargain: Bargain
) -> Bargain | None:
    """The single change that would turn our refusal at the least cost to the other side (R6.3)."""
    best: tuple[int, Bargain] | None = None
    if not _known(outlook, bargain):
        return None
    least = least_price(outlook, others)
    for changed in changes(outlook, others, bargain):
        if not changed.terms or len(changed.terms) > MOST_TERMS:
            continue
        if own_worth(outlook.view, changed) < least:
            continue
        pleased = _least_pleased(outlook, others, changed)
        if best is not None and pleased <= best[0]:
            continue
        if pleased >= LEAST_GIFT and judge(outlook, changed, others).ok:
            best = (pleased, changed)
    return None if best is None else best[1]


def _known(outlook: Outlook, bargain: Bargain) -> bool:
    """Whether we know every threat that is to be lifted: of one between others nobody may propose it."""
    named = [t.threat for t in bargain.terms if t.kind is TermKind.LIFT]
    return all(key in outlook.view.threats or key in outlook.view.sanctions for key in named)


def _least_pleased(outlook: Outlook, others: tuple[SeatId, ...], bargain: Bargain) -> int:
    worths = [
        their_middle(outlook.view, other, bargain)
        for other in others
        if outlook.view.beliefs[other].weights
    ]
    return min(worths, default=LEAST_GIFT)


def changes(outlook: Outlook, others: tuple[SeatId, ...], bargain: Bargain) -> Iterator[Bargain]:
    """Bargains one change away: a term dropped, softened, moved to another option, secured or added.

    A promise of ours is never changed into one that only its maker wants, and what was asked of us is
    never just struck out: who counters leaves the other side something of its own.
    """
    asked = any(t.by == outlook.seat for t in bargain.terms)
    for changed in _changes(outlook, others, bargain):
        if asked and not any(t.by == outlook.seat for t in changed.terms):
            continue
        if not lawful(outlook, changed, (outlook.seat, *others)) or _thwarted(outlook, changed):
            continue
        fresh = [t for t in changed.terms if t not in bargain.terms]
        if all(_welcome(outlook, others, t) for t in fresh if t.by == outlook.seat):
            yield changed


def _thwarted(outlook: Outlook, bargain: Bargain) -> bool:
    """Whether some condition could not stand beside the other terms or the text (R6.6.2)."""
    view = outlook.view
    counts = tuple(len(issue.options) for issue in view.table.issues)
    return any(
        proviso_fault(view.public, counts, bargain.terms, t) for t in bargain.terms if t.given
    )


def _welcome(outlook: Outlook, others: tuple[SeatId, ...], term: Term) -> bool:
    """Whether an undertaking of ours about an option is believed to be worth something to somebody here."""
    known = [o for o in others if outlook.view.beliefs[o].weights]
    if term.kind not in STANDS or not known:
        return True
    rows = (outlook.rows(o)[term.issue] for o in known)
    return any(r[term.option] > expected_points(outlook.view, term.issue, r) for r in rows)


def _changes(outlook: Outlook, others: tuple[SeatId, ...], bargain: Bargain) -> Iterator[Bargain]:
    """All of them, gifts to oneself included."""
    view = outlook.view
    terms = bargain.terms
    for at, term in enumerate(terms):
        rest = (*terms[:at], *terms[at + 1 :])
        if term.by == outlook.seat:
            yield replace(bargain, terms=rest)
        if term.by == outlook.seat and term.kind is TermKind.SUPPORT:
            softer = replace(term, kind=TermKind.ACQUIESCE)
            yield replace(bargain, terms=(*terms[:at], softer, *terms[at + 1 :]))
        if term.by == outlook.seat and term.kind in STANDS:
            for present in _presents(outlook, others, bargain):
                yield replace(bargain, terms=(*terms[:at], present, *terms[at + 1 :]))
        if term.kind in STANDS and term.issue not in outlook.closed:
            for option in range(len(view.table.issues[term.issue].options)):
                if option != term.option:
                    yield replace(bargain, terms=_moved(terms, term.issue, option))
        if term.given is not None and term.by != outlook.seat:
            free = replace(term, given=None)
            yield replace(bargain, terms=(*terms[:at], free, *terms[at + 1 :]))
        if term.kind is TermKind.PAY and term.to == outlook.seat:
            if term.trigger is not Trigger.SIGNATURE:
                sure = replace(term, trigger=Trigger.SIGNATURE)
                yield replace(bargain, terms=(*terms[:at], sure, *terms[at + 1 :]))
            for other in _instead(outlook, term):
                swap = replace(term, incentive=other)
                yield replace(bargain, terms=(*terms[:at], swap, *terms[at + 1 :]))
    if any(t.by == outlook.seat and t.kind is TermKind.ADOPT for t in terms):
        # Our vote for the text as it reads on what we could never sign otherwise.
        held = {k: outlook.text[k] for k, _ in uncovered(outlook, bargain)}
        if held and others:
            keeps = [Term(others[0], TermKind.SUPPORT, k, option) for k, option in held.items()]
            yield replace(bargain, terms=(*terms, *keeps))
        yield from _vouched(outlook, bargain)
    conditional = secured(outlook, bargain)
    if conditional is not None:
        yield conditional
    yield from _additions(outlook, others, bargain)


MOST_PRESENTS = 3
"""Other undertakings that a mind thinks of in place of one that it refuses."""


def _presents(outlook: Outlook, others: tuple[SeatId, ...], bargain: Bargain) -> tuple[Term, ...]:
    """What we could support instead of what was asked of us, the best for both sides first.

    What the other side would have asked for, had it known that it is cheap for us.
    """
    known = [o for o in others if outlook.view.beliefs[o].weights]
    if not known or not outlook.points:
        return ()
    about = {t.issue for t in bargain.terms if t.kind in STANDS}
    about |= {t.given.issue for t in bargain.terms if t.given is not None}
    found: list[tuple[int, int, int]] = []
    for k in outlook.open:
        if k in about or k in outlook.promised:
            continue
        rows = [outlook.rows(o)[k] for o in known]
        for option, own in enumerate(outlook.points[k]):
            theirs = min(row[option] - expected_points(outlook.view, k, row) for row in rows)
            loss = max(0, outlook.expected[k] - own)
            if theirs > loss and in_reach(outlook, k, option, known[0]):
                found.append((theirs - loss, -k, -option))
    found.sort(reverse=True)
    return tuple(
        Term(outlook.seat, TermKind.SUPPORT, -k, -option)
        for _score, k, option in found[:MOST_PRESENTS]
    )


def _vouched(outlook: Outlook, bargain: Bargain) -> Iterator[Bargain]:
    """Our vote for the whole text as long as the clause reads so whose slip would cost us most (R6.6)."""
    then = applied(outlook, bargain)
    risks = [issue for issue, _ in uncovered(outlook, bargain)]
    risks += [issue for _short, issue, _option in exposures(outlook, bargain, then)]
    for issue in dict.fromkeys(risks[:2]):
        given = Proviso(issue, then[issue])
        terms = tuple(
            replace(t, given=given)
            if t.by == outlook.seat and t.kind is TermKind.ADOPT and t.given is None
            else t
            for t in bargain.terms
        )
        if terms != bargain.terms:
            yield replace(bargain, terms=terms)


def _moved(terms: tuple[Term, ...], issue: int, option: int) -> tuple[Term, ...]:
    """The same terms with everybody's undertaking on an issue, and conditions, moved to another option."""
    given = Proviso(issue, option)
    return tuple(
        replace(t, option=option)
        if t.kind in STANDS and t.issue == issue
        else replace(t, given=given)
        if t.given is not None and t.given.issue == issue
        else t
        for t in terms
    )


def _additions(outlook: Outlook, others: tuple[SeatId, ...], bargain: Bargain) -> Iterator[Bargain]:
    view = outlook.view
    terms = bargain.terms
    about = {t.issue for t in terms if t.kind in STANDS}
    about |= {t.given.issue for t in terms if t.given is not None}
    if outlook.points:
        goal = target(outlook)
        for other in others:
            for k in outlook.open:
                if k in about:
                    continue
                row = outlook.points[k]
                options = {goal[k], max(range(len(row)), key=lambda o, row=row: (row[o], -o))}  # type: ignore[misc]
                for option in sorted(options):
                    if row[option] > expected_points(view, k, row):
                        extra = Term(other, TermKind.SUPPORT, k, option)
                        yield replace(bargain, terms=(*terms, extra))
    for card in view.table.incentives.values():
        if card.giver in others and outlook.seat in card.worth and _solvent(outlook, card, terms):
            gift = Term(
                card.giver,
                TermKind.PAY,
                to=outlook.seat,
                incentive=card.id,
                trigger=Trigger.CLAUSE,
            )
            yield replace(bargain, terms=(*terms, gift))


def _instead(outlook: Outlook, term: Term) -> list[str]:
    """Other gifts of the same giver that cost it no more and are worth more to us."""
    cards, appetite = outlook.view.table.incentives, outlook.view.appetite
    offered = cards[term.incentive]
    return [
        card.id
        for card in cards.values()
        if card.giver == offered.giver
        and outlook.seat in card.worth
        and card.price <= offered.price
        and appetite.get(card.id, 0) > appetite.get(term.incentive, 0)
    ]


def _solvent(outlook: Outlook, card: IncentiveCard, terms: tuple[Term, ...]) -> bool:
    """Whether a delegation has the means for a gift that we would ask of it.

    Its purse is its own secret, and what it has promised elsewhere too: only what it has put on this
    very table itself, today, shows what it can pay (R6.2).
    """
    meeting = outlook.view.meeting
    if meeting is None or any(t.kind is TermKind.PAY and t.by == card.giver for t in terms):
        return False
    table = (*meeting.refused, *(meeting.offer.variants if meeting.offer is not None else ()))
    prices = [
        outlook.view.table.incentives[t.incentive].price
        for bargain in table
        for t in bargain.terms
        if t.kind is TermKind.PAY and t.by == card.giver
    ]
    return card.price <= max(prices, default=-1)
