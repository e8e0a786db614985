"""Random lawful bargains, threats and motions, for the random bot and for tests.

Guarantees: reads a view only; what is made here passes every check that the maker's own knowledge allows.
"""

from __future__ import annotations

from dataclasses import replace

from diplogame.lab.bots import wild_coalitions
from diplogame.lab.bots.lots import Lots
from diplogame.rules.conference import Kind
from diplogame.rules.ids import SeatId
from diplogame.rules.levers import endorsable, partners, pressing_tools
from diplogame.rules.records import Meeting
from diplogame.rules.terms import (
    AccreditObserver,
    Amend,
    Bargain,
    Clarity,
    ClauseStatus,
    CloseClause,
    ConveneSummit,
    DeferToAnnex,
    DivideTheQuestion,
    Endorse,
    Goal,
    MotionKind,
    MoveToVote,
    Proviso,
    ReferToExperts,
    Reopen,
    StartSilence,
    StopClock,
    Suspend,
    TablePackage,
    Term,
    TermKind,
    TermState,
    ThreatState,
    ThreatTerms,
    Trigger,
)
from diplogame.rules.view import SeatView

STANDS = (TermKind.SUPPORT, TermKind.ACQUIESCE)
"""Undertakings about an option."""

_MOST_TERMS = 5

_KINDS: tuple[TermKind, ...] = tuple(
    k for k in TermKind if k not in (TermKind.LEAVE, TermKind.STAY)
)
"""Kinds of undertakings that every conference knows."""


def purse(view: SeatView) -> int:
    """Budget that is not promised away yet, in the pack's units."""
    promised = sum(
        view.table.incentives[term.incentive].price
        for entry in view.understandings.values()
        for term, state in zip(entry.bargain.terms, entry.states, strict=True)
        if term.by == view.seat and term.kind is TermKind.PAY and state is TermState.PENDING
    )
    return view.budget - promised


def bill(view: SeatView, bargain_: Bargain) -> int:
    """What a bargain would have us pay, in the pack's units."""
    return sum(
        view.table.incentives[term.incentive].price
        for term in bargain_.terms
        if term.kind is TermKind.PAY and term.by == view.seat
    )


def solvent(view: SeatView, bargain_: Bargain) -> bool:
    """Whether we could pay our part of a bargain."""
    price = bill(view, bargain_)
    return price == 0 or price <= purse(view)


def threat(view: SeatView, target: SeatId, lots: Lots, commitment: int = 0) -> ThreatTerms:
    """Terms of a threat that may be made against a delegation that can be pressed."""
    issue = lots.below(len(view.table.issues))
    options = range(len(view.table.issues[issue].options))
    other = [option for option in options if option != view.text[issue]]
    wanted = other if other and lots.chance(800) else list(options)
    first = view.public.round
    last = max(first, view.table.calendar.rounds + 1)
    return ThreatTerms(
        issue=issue,
        option=lots.pick(wanted),
        instrument=lots.pick(pressing_tools(view, target)),
        clear=lots.chance(500),
        commitment=commitment or lots.between(1, 3),
        # Soon, as a rule: a deadline after the last day is never met with an answer.
        deadline=first if lots.chance(600) else lots.between(first, last),
        partners=tuple(p for p in partners(view, target) if lots.chance(700)),
    )


def bargain(view: SeatView, meeting: Meeting, lots: Lots) -> Bargain:
    """A lawful bargain with terms of any kind, for one side or several."""
    terms: list[Term] = []
    left = purse(view)
    stands: dict[tuple[SeatId, int], int] = {}
    for _ in range(lots.between(1, _MOST_TERMS)):
        term = _term(view, meeting, lots)
        if term is None:
            continue
        if term.kind is TermKind.PAY and term.by == view.seat:
            price = view.table.incentives[term.incentive].price
            if price > left:
                continue
            left -= price
        if term.kind in STANDS:
            if stands.setdefault((term.by, term.issue), term.option) != term.option:
                continue
        terms.append(term)
    if not terms:
        terms.append(Term(lots.pick(meeting.parties), TermKind.ACQUIESCE, 0, view.text[0]))
    terms = [_conditional(view, terms, term, lots) for term in terms]
    first = view.public.round
    # The calendar bounds what may be promised; in overtime the bound has come nearer.
    due = lots.between(first, max(first, view.table.calendar.rounds + 2))
    if view.coalitions and lots.chance(400):
        extra = wild_coalitions.term(view, meeting, lots, due)
        if extra is not None and _fits(terms, extra):
            terms.append(extra)
    return Bargain(tuple(terms), due, lots.chance(300))


def _fits(terms: list[Term], extra: Term) -> bool:
    """Whether an undertaking contradicts none of the others."""
    if extra.kind is not TermKind.SUPPORT:
        return True
    other = [t for t in terms if t.kind in STANDS and t.by == extra.by and t.issue == extra.issue]
    given = [t.given for t in terms if t.given is not None and t.given.issue == extra.issue]
    return not other and all(g.option == extra.option for g in given)


def _conditional(view: SeatView, terms: list[Term], term: Term, lots: Lots) -> Term:
    """The term itself, or as long as a clause reads what it may depend on (R6.6)."""
    if term.kind in (TermKind.LIFT, TermKind.BACK) or not lots.chance(300):
        return term
    supported: dict[int, set[int]] = {}
    for other in terms:
        if other.kind is TermKind.SUPPORT:
            supported.setdefault(other.issue, set()).add(other.option)
    clauses = view.public.clauses
    fitting = [
        Proviso(k, option)
        for k, issue in enumerate(view.table.issues)
        for option in range(len(issue.options))
        if (term.kind not in STANDS or k != term.issue)
        and (clauses[k].status is not ClauseStatus.CLOSED or option == clauses[k].leading)
        and supported.get(k, {option}) == {option}
    ]
    return replace(term, given=lots.pick(fitting)) if fitting else term


def _term(view: SeatView, meeting: Meeting, lots: Lots) -> Term | None:
    by = lots.pick(meeting.parties)
    match lots.pick(_KINDS):
        case (TermKind.SUPPORT | TermKind.ACQUIESCE) as kind:
            issue = lots.below(len(view.table.issues))
            clause = view.public.clauses[issue]
            option = lots.below(len(view.table.issues[issue].options))
            if clause.status is ClauseStatus.CLOSED:
                option = clause.leading
            return Term(by, kind, issue, option)
        case TermKind.PAY:
            gifts = [
                (gift.id, gift.giver, to)
                for gift in view.table.incentives.values()
                for to in gift.worth
                if gift.giver in meeting.parties and to in meeting.parties and to != gift.giver
            ]
            if not gifts:
                return None
            name, giver, to = lots.pick(gifts)
            trigger = lots.pick(tuple(Trigger))
            return Term(giver, TermKind.PAY, to=to, incentive=name, trigger=trigger)
        case TermKind.ADOPT:
            return Term(by, TermKind.ADOPT) if view.table.cards[by].kind is Kind.SEAT else None
        case TermKind.LIFT:
            return _lift(view, meeting, lots)
        case TermKind.BACK:
            return _backing(view, meeting, lots)
        case _:
            return None


def _lift(view: SeatView, meeting: Meeting, lots: Lots) -> Term | None:
    known = [
        (t.sender, key)
        for key, t in view.threats.items()
        if t.state is ThreatState.STANDING
        and t.sender in meeting.parties
        and t.target in meeting.parties
    ]
    known += [
        (s.sender, key)
        for key, s in view.sanctions.items()
        if s.sender in meeting.parties and s.target in meeting.parties
    ]
    if not known:
        return None
    sender, key = lots.pick(sorted(known))
    return Term(sender, TermKind.LIFT, threat=key)


def _backing(view: SeatView, meeting: Meeting, lots: Lots) -> Term | None:
    thirds = [
        (who, third)
        for third in view.table.everybody
        for who in meeting.parties
        if third not in meeting.parties
        and any(
            tool.sender in meeting.parties and tool.sender != who and third in tool.cost
            for tool in view.table.instruments.values()
        )
    ]
    if not thirds:
        return None
    who, third = lots.pick(thirds)
    return Term(who, TermKind.BACK, to=third)


def motion(view: SeatView, name: str, lots: Lots) -> MotionKind:
    """A motion of a kind that is open now; ValueError for a kind that nobody may move."""
    issues, clauses = view.table.issues, view.public.clauses
    open_ = [k for k, c in enumerate(clauses) if c.status is not ClauseStatus.CLOSED]
    closed = [k for k, c in enumerate(clauses) if c.status is ClauseStatus.CLOSED]
    match name:
        case "Amend":
            k = lots.pick([k for k in open_ if len(issues[k].options) > 1] or open_)
            options = [o for o in range(len(issues[k].options)) if o != clauses[k].leading]
            return Amend(issues[k].id, lots.pick(options))
        case "CloseClause":
            return CloseClause(issues[lots.pick(open_)].id, lots.pick(tuple(Clarity)))
        case "Reopen":
            return Reopen(issues[lots.pick(closed)].id)
        case "TablePackage":
            return TablePackage(_package(view, open_, lots))
        case "ReferToExperts":
            referred = view.public.referred
            left = [i.id for k, i in enumerate(issues) if i.technical and k not in referred]
            return ReferToExperts(lots.pick(left))
        case "DeferToAnnex":
            return DeferToAnnex(issues[lots.pick(open_)].id)
        case "MoveToVote":
            return MoveToVote()
        case "StartSilence":
            return StartSilence()
        case "ConveneSummit":
            return ConveneSummit(lots.pick(tuple(Goal)))
        case "StopClock":
            return StopClock()
        case "Suspend":
            return Suspend()
        case "DivideTheQuestion":
            package = _package(view, open_, lots)
            changed = sum(a != b for a, b in zip(package, view.text, strict=True))
            return DivideTheQuestion(() if changed < 2 or lots.chance(500) else package)
        case "AccreditObserver":
            return AccreditObserver(lots.pick(view.public.unaccredited))
        case "Endorse":
            return Endorse(*lots.pick(endorsable(view)))
        case _:
            raise ValueError(f"nobody moves {name!r}")


def _package(view: SeatView, open_: list[int], lots: Lots) -> tuple[int, ...]:
    """A text that differs from the one on the table in one open clause or more."""
    issues, text = view.table.issues, list(view.text)
    wide = [k for k in open_ if len(issues[k].options) > 1]
    sure = lots.pick(wide)
    for k in wide:
        if k == sure or lots.chance(400):
            text[k] = lots.pick([o for o in range(len(issues[k].options)) if o != text[k]])
    return tuple(text)
