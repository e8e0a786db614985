"""What a mind thinks of a bargain: one judgement for what it offers and for what it is offered (R6.3, R6.4).

Guarantees: pure; the judgement does not ask who made the bargain, so a mind never offers what it would
reject from the same position and never rejects what it has offered; the reason it names is the one that
decided, and is true of its view.
"""

from __future__ import annotations

from diplogame.ai.bonds import released
from diplogame.ai.outlook import HOME_REFUSES, STANDS, Outlook
from diplogame.ai.promises import off_table, thwarted, vote_sold
from diplogame.ai.questions import leaning
from diplogame.ai.word import BEARABLE, exposures, ruinous
from diplogame.rules.appraisal import own_worth, their_middle
from diplogame.rules.conference import Kind
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.prospects import lifts
from diplogame.rules.terms import Bargain, Reason, Size, Term, TermKind
from diplogame.rules.undertakings import exclusive
from diplogame.rules.values import dataclass
from diplogame.rules.view import SeatView

BASE_PRICE = 40
"""Points that any bargain must bring at the least."""

HOLD_PRICE = 70
"""Points more that a mind asks for at the start, when it still holds everything back."""

TIED_PRICE = 45
"""Points more that a mind asks for each issue on which it is bound already."""

OVERREACH = 700
"""Points below nought from which a proposal is called overreach."""

HOME_MARGIN = 5
"""Gauge points above the threshold of ratification that a mind wants to keep."""

SORE = 22
"""Resentment, scaled by the grudge, from which a mind will not deal at all."""

WARY = 45
"""Trust below which the other side's undertakings are discounted."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a mind thinks of a bargain.

    Attributes:
        ok: Whether it would enter it.
        net: What it is worth to us, points.
        gap: Points short of acceptance; 0 when ``ok``.
        reason: Why.
        issue, option: What the reason is about, or -1.
        rival: Whom it is about, or empty.
    """

    ok: bool
    net: int
    gap: int
    reason: Reason
    issue: int = -1
    option: int = -1
    rival: SeatId = ""

    @property
    def size(self) -> Size:
        """The gap in words (R6.3)."""
        return size_of(self.gap)


def size_of(gap: int) -> Size:
    """A gap in points as a word: up to 100, 300, 700, more."""
    if gap <= 100:
        return Size.NARROW
    if gap <= 300:
        return Size.MODERATE
    return Size.WIDE if gap <= 700 else Size.GULF


def applied(outlook: Outlook, bargain: Bargain) -> Package:
    """The text as it would read if every option of the bargain went into it, and our conditions held."""
    text = list(outlook.text)
    for term in bargain.terms:
        if term.given is not None and term.by == outlook.seat:
            if term.given.issue not in outlook.closed:
                text[term.given.issue] = term.given.option
    for term in bargain.terms:
        if term.kind in STANDS and term.issue not in outlook.closed:
            text[term.issue] = term.option
    return tuple(text)


def judge(outlook: Outlook, bargain: Bargain, partners: tuple[SeatId, ...]) -> Judgement:
    """Judge a bargain with these partners (the other parties of the meeting)."""
    net = own_worth(outlook.view, bargain)
    barred = _bar(outlook, bargain, net)
    if barred is not None:
        return barred
    found = _weigh(outlook, bargain, partners, net)
    # What we would not want anyway is refused for that; "bound" is for what we might have liked.
    if not found.ok:
        return found
    return _tied(outlook, bargain, net) or _settled(outlook, bargain, partners, net) or found


def _bar(outlook: Outlook, bargain: Bargain, net: int) -> Judgement | None:
    """What rules a bargain out whatever it is worth."""
    view = outlook.view
    mine = [t for t in bargain.terms if t.by == outlook.seat]
    price = sum(view.table.incentives[t.incentive].price for t in mine if t.kind is TermKind.PAY)
    if price and price + outlook.spent > view.budget:
        return Judgement(False, net, 301, Reason.OVERREACH)
    if outlook.points and any(t.kind is TermKind.ADOPT for t in mine):
        signed = signing(outlook, applied(outlook, bargain), final=True)
        if signed.reason in (Reason.RED_LINE, Reason.HOME):
            return Judgement(False, net, signed.gap, signed.reason, signed.issue, signed.option)
        for issue, option in uncovered(outlook, bargain):
            return Judgement(False, net, 301, Reason.RED_LINE, issue, option)
        for short, issue, option in exposures(outlook, bargain, applied(outlook, bargain))[:1]:
            conditional = all(t.given is not None for t in mine if t.kind is TermKind.ADOPT)
            if short > (BEARABLE if conditional else 0):
                return Judgement(False, net, short, Reason.WORST_CLAUSE, issue, option)
    stands = [t for t in mine if t.kind in STANDS]
    if stands and outlook.points:
        then = applied(outlook, bargain)
        for line in view.interests.red_lines:
            if line.holds(then) and not line.holds(outlook.text):
                for term in stands:
                    if any(term.issue == issue for issue, _ in line.parts):
                        return Judgement(False, net, 701, Reason.RED_LINE, term.issue, term.option)
    for term in stands:
        found = _bar_term(outlook, term, net)
        if found is not None:
            return found
    dear = ruinous(outlook, bargain) if stands else None
    if dear is not None:
        # Who gives no word that it might have to break is believed when it gives one.
        return Judgement(False, net, 301, Reason.WORST_CLAUSE, dear.issue, dear.option)
    return None


def uncovered(outlook: Outlook, bargain: Bargain) -> list[tuple[int, int]]:
    """Red lines of ours that one amendment would cross in a text which this bargain binds us to adopt.

    Each as an option that must not come, on the one clause of the line that is safe today. What is closed,
    or named in the bargain, or made a condition, cannot change under the promise (R6.5, R6.6).
    """
    fixed = {t.issue: t.option for t in bargain.terms if t.kind in STANDS}
    fixed |= {
        t.given.issue: t.given.option
        for t in bargain.terms
        if t.given is not None and t.by == outlook.seat and t.kind is TermKind.ADOPT
    }
    fixed |= {k: outlook.text[k] for k in outlook.closed}
    found: list[tuple[int, int]] = []
    for line in outlook.view.interests.red_lines:
        if any(k in fixed and fixed[k] not in options for k, options in line.parts):
            continue
        safe = [(k, options) for k, options in line.parts if outlook.text[k] not in options]
        if len(safe) != 1:
            continue
        issue, options = safe[0]
        # One amendment away, and somebody has it in brackets.
        near = [o for o in options if o in outlook.view.public.clauses[issue].options]
        found.extend((issue, o) for o in near[:1])
    return found


def _tied(outlook: Outlook, bargain: Bargain, net: int) -> Judgement | None:
    """Whether an undertaking of ours stands against one that is asked for.

    "Bound" is what binds today; what would bind under a condition is a reason to keep our hands free.
    """
    free = released(outlook, bargain)
    for term in bargain.terms:
        if term.by != outlook.seat or term.kind not in STANDS:
            continue
        for key, own in outlook.duties:
            if key in free or own.issue != term.issue or own.option == term.option:
                continue
            if exclusive(own, term):
                continue
            now = own in outlook.promised.get(own.issue, ())
            reason = Reason.BOUND if now else Reason.HOLDING_OUT
            return Judgement(False, net, 301, reason, term.issue, term.option)
    return None


def _settled(
    outlook: Outlook, bargain: Bargain, partners: tuple[SeatId, ...], net: int
) -> Judgement | None:
    """What is settled between us already, or stands against what we have been promised (R6.5)."""
    done = off_table(outlook, partners)
    for term in bargain.terms:
        if term.kind in STANDS and term.issue in done:
            return Judgement(False, net, 301, Reason.NOTHING_NEW, term.issue, term.option)
        if term.kind is TermKind.ADOPT and vote_sold(outlook, partners, term.by):
            return Judgement(False, net, 301, Reason.NOTHING_NEW)
    against = thwarted(outlook, bargain, partners)
    if against is None:
        return None
    return Judgement(False, net, 301, Reason.HOLDING_OUT, against.issue, against.option)


def _bar_term(outlook: Outlook, term: Term, net: int) -> Judgement | None:
    view = outlook.view
    if view.table.cards[outlook.seat].kind is not Kind.SEAT:
        return None
    gap = max(101, -net)
    if not view.mandate[term.issue][term.option] and not ad_referendum(outlook):
        return Judgement(False, net, gap, Reason.OUTSIDE_MANDATE, term.issue, term.option)
    if term.kind is TermKind.SUPPORT and home_rejects(outlook, term.issue, term.option):
        return Judgement(False, net, gap, Reason.HOME, term.issue, term.option)
    if term.issue in outlook.held_out:
        row = view.interests.points[term.issue]
        if row[term.option] < max(row):
            return Judgement(False, net, gap, Reason.HOLDING_OUT, term.issue, term.option)
    return None


def ad_referendum(outlook: Outlook) -> bool:
    """Whether a mind dares to go outside its mandate: home support is strong or time is short."""
    return outlook.view.gauge >= 80 - outlook.time * 35 // 1000


def home_rejects(outlook: Outlook, issue: int, option: int) -> bool:
    """Whether a force at home rejects an option and home cannot afford to lose it (R12.2)."""
    known = outlook.minded.get((issue, option))
    if known is None:
        known = outlook.minded[issue, option] = _rejected(outlook.view, issue, option)
    return known


def _rejected(view: SeatView, issue: int, option: int) -> bool:
    name = view.table.issues[issue].id
    loss = sum(
        weight
        for player, weight in zip(view.me.home.veto_players, view.veto_weights, strict=True)
        if any(name == of and option in options for of, options in player.rejects)
    )
    return loss > 0 and view.gauge - loss < view.me.home.threshold + HOME_MARGIN


def grievance(outlook: Outlook, partners: tuple[SeatId, ...]) -> int:
    """How sore we are with the sorest of them, 0-100 (R20.2)."""
    contacts = outlook.view.contacts
    return max((contacts[p].resentment for p in partners), default=0) * outlook.temper.grudge // 100


def _weigh(outlook: Outlook, bargain: Bargain, partners: tuple[SeatId, ...], net: int) -> Judgement:
    view = outlook.view
    sore = grievance(outlook, partners)
    soothed = any(t.by != outlook.seat and t.kind is TermKind.LIFT for t in bargain.terms)
    if net <= 0:
        worst = worst_term(outlook, bargain)
        issue, option = (worst.issue, worst.option) if worst is not None else (-1, -1)
        if sore > SORE and not soothed:
            sorest = max(partners, key=lambda p: view.contacts[p].resentment)
            return Judgement(False, net, 101 - net, Reason.RESENTMENT, issue, option, sorest)
        if net < -OVERREACH or worst is None:
            return Judgement(False, net, 1 - net, Reason.OVERREACH, issue, option)
        return Judgement(False, net, 1 - net, Reason.WORST_CLAUSE, issue, option)
    parts = _price(outlook, bargain, partners, net)
    if soothed:
        parts[Reason.RESENTMENT] = 0
    need = BASE_PRICE * outlook.asking // 100 + sum(parts.values())
    short = _matching(outlook, bargain, partners) - need
    if short > 0:
        parts[Reason.HOLDING_OUT] += short
        need += short
    if net >= max(1, need):
        return Judgement(True, net, 0, Reason.AGREED)
    worst = worst_term(outlook, bargain)
    heaviest = max(parts, key=lambda r: parts[r])
    if parts[heaviest] <= 0:
        heaviest = Reason.HOLDING_OUT
    if heaviest is Reason.HOLDING_OUT and worst is not None:
        # One clause stands between us and a yes: name it, rather than the mood.
        if net - min(0, term_worth(outlook, worst)) >= need:
            heaviest = Reason.WORST_CLAUSE
    issue, option = (worst.issue, worst.option) if worst is not None else (-1, -1)
    rival = ""
    if heaviest is Reason.RIVAL_GAINS:
        rival = max(_rivals(outlook, partners), key=lambda r: their_middle(view, r, bargain))
    elif heaviest in (Reason.DISTRUST, Reason.RESENTMENT):
        trust = view.trust
        rival = min(partners, key=lambda p: (trust[p] - view.contacts[p].resentment, p))
    return Judgement(False, net, max(1, need) - net, heaviest, issue, option, rival)


def _rivals(outlook: Outlook, partners: tuple[SeatId, ...]) -> tuple[SeatId, ...]:
    return tuple(r for r in outlook.view.me.rivals if r in outlook.view.beliefs)


def _matching(outlook: Outlook, bargain: Bargain, partners: tuple[SeatId, ...]) -> int:
    """What a bargain must bring us for what it is believed to bring them, while we hold out (R20.5)."""
    if not outlook.temper.matching:
        return 0
    known = [p for p in partners if outlook.view.beliefs[p].weights]
    gains = max((their_middle(outlook.view, p, bargain) for p in known), default=0)
    return gains * outlook.temper.matching // 100 * outlook.holding // 1000


def least_price(outlook: Outlook, partners: tuple[SeatId, ...]) -> int:
    """Points that any bargain with these partners must bring: with fewer `judge` accepts none."""
    trust = min((leaning(outlook, p) for p in partners), default=50)
    return max(1, BASE_PRICE * outlook.asking // 100 + _holding_out(outlook, trust))


def _holding_out(outlook: Outlook, trust: int) -> int:
    """What holding back asks for beyond the least price, less what trust takes from it."""
    held = HOLD_PRICE * outlook.holding // 1000 * outlook.asking // 100
    return held - max(0, trust - 50)


def _price(
    outlook: Outlook, bargain: Bargain, partners: tuple[SeatId, ...], net: int
) -> dict[Reason, int]:
    """What a bargain must bring beyond the least, by cause (may be negative for trust)."""
    view = outlook.view
    trust = min((leaning(outlook, p) for p in partners), default=50)
    promised = 0
    if trust < WARY:
        theirs = Bargain(tuple(t for t in bargain.terms if t.by != outlook.seat), bargain.due)
        promised = max(0, own_worth(view, theirs))
    parts = {
        Reason.HOLDING_OUT: _holding_out(outlook, trust),
        Reason.DISTRUST: promised * max(0, WARY - trust) * 2 // 100,
        Reason.RESENTMENT: grievance(outlook, partners) * 4,
        Reason.RIVAL_GAINS: 0,
    }
    fresh = {t.issue for t in bargain.terms if t.by == outlook.seat and t.kind in STANDS}
    if fresh - set(outlook.promised):
        # Every promise takes room from the next: hands that are half tied hold out for more.
        parts[Reason.HOLDING_OUT] += TIED_PRICE * len(outlook.promised)
    gains = [their_middle(view, r, bargain) for r in _rivals(outlook, partners)]
    envy = max([0, *gains]) - net
    if envy > 0:
        parts[Reason.RIVAL_GAINS] = envy * outlook.temper.pride // 120
    return parts


def term_worth(outlook: Outlook, term: Term) -> int:
    """What one undertaking of ours costs (negative) or brings, points."""
    return own_worth(outlook.view, Bargain((term,), 0))


def worst_term(outlook: Outlook, bargain: Bargain) -> Term | None:
    """The option of the bargain that costs us most; None when none costs anything."""
    worst: tuple[int, Term] | None = None
    for (issue, option), lift in lifts(outlook.view, bargain).items():
        if not outlook.points:
            continue
        row = outlook.points[issue]
        change = lift * (row[option] - outlook.expected[issue]) // 1000
        if change < 0 and (worst is None or change < worst[0]):
            term = next(
                t
                for t in bargain.terms
                if t.kind in STANDS and (t.issue, t.option) == (issue, option)
            )
            worst = (change, term)
    return None if worst is None else worst[1]


def signing(outlook: Outlook, package: Package, final: bool) -> Judgement:
    """Whether we would adopt a text now: worth, red lines, and home (R9, R12.3).

    ``final`` is the last chance: the walk-away decides. Before it a mind holds out for part of its
    aspiration, because talking on may bring more.
    """
    worth = outlook.at_signature(package)
    if not outlook.points:
        return Judgement(True, 0, 0, Reason.AGREED)
    margin = worth - outlook.walk + outlook.temper.slack
    crossed = outlook.crossed(package)
    if crossed:
        line = next(r for r in outlook.view.interests.red_lines if r.id == crossed[0])
        issue = line.parts[0][0]
        return Judgement(False, margin, 701, Reason.RED_LINE, issue, package[issue])
    if margin < 0:
        issue = worst_issue(outlook, package)
        return Judgement(False, margin, -margin, Reason.WORST_CLAUSE, issue, package[issue])
    if outlook.ratified(package) < HOME_REFUSES:
        issue = home_issue(outlook, package)
        option = package[issue] if issue >= 0 else -1
        return Judgement(False, margin, 301, Reason.HOME, issue, option)
    if not final and margin < holdout(outlook):
        issue = worst_issue(outlook, package)
        gap = holdout(outlook) - margin
        return Judgement(False, margin, gap, Reason.HOLDING_OUT, issue, package[issue])
    return Judgement(True, margin, 0, Reason.AGREED)


def holdout(outlook: Outlook) -> int:
    """Points above the walk-away that a text must bring to be signed before the last question."""
    return (outlook.aspiration - outlook.walk) * 28 // 100 * outlook.asking // 100


def worst_issue(outlook: Outlook, package: Package) -> int:
    """The clause of a text that keeps most from us."""
    return max(
        range(len(package)),
        key=lambda k: (max(outlook.points[k]) - outlook.points[k][package[k]], -k),
    )


def home_issue(outlook: Outlook, package: Package) -> int:
    """The clause that home minds most: outside the mandate or rejected by a force at home; or -1."""
    for k, option in enumerate(package):
        if home_rejects(outlook, k, option):
            return k
    for k, option in enumerate(package):
        if not outlook.view.mandate[k][option]:
            return k
    return -1
