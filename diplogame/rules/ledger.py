"""The ledger of understandings: one state machine per promise, settled once, by acts (R6.5, R11.2).

Guarantees: a term leaves PENDING exactly once; words never settle one - ballots, declared stances,
payments and the passing of the due round do.
"""

from __future__ import annotations

from collections.abc import Iterable

from diplogame.rules import events as ev
from diplogame.rules.conference import Conference
from diplogame.rules.decisions import Ballot
from diplogame.rules.desk import Desk
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.records import Public, Sanction, Understanding
from diplogame.rules.register import Understandings, row_of
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Amend,
    BallotRecord,
    Bargain,
    ClauseStatus,
    CloseClause,
    MotionKind,
    MoveToVote,
    Stance,
    StartSilence,
    TablePackage,
    Term,
    TermKind,
    TermState,
    ThreatState,
)
from diplogame.rules.undertakings import binding, binds, exclusive, payable

KEPT_TRUST, BROKEN_TRUST = 3, -9
"""Trust is slow to earn and quick to spend (R6.5, field guide 5)."""

MANDATE = "c-"
"""How the ids of understandings begin that hold a coalition's position (R13.3)."""

KEPT_IN_RANKS = 1
"""Trust for keeping ranks: what all do for each other many times over counts for less (R13.5)."""

BROKEN_NAME, KEPT_NAME = -8, 2
"""What a promise does to one's credibility once everybody knows of it (R7.2)."""

DOUBLE_OUT = 500
"""Chance per mille each round that partners who were promised the same compare notes (R11.2)."""

AGAINST = (Ballot.NO, Ballot.OBJECTION)
FOR = (Ballot.YES, Ballot.SILENT, Ballot.CONCERN)


def reach(desk: Desk, understanding: str, parties: tuple[SeatId, ...], bargain: Bargain) -> None:
    """Enter an accepted bargain; public ones are known to all at once."""
    desk.emit(ev.UnderstandingReached(understanding, parties, bargain, parties))
    if bargain.public:
        expose(desk, understanding, leaked=False)
    for term in bargain.terms:
        if term.kind is TermKind.LIFT:
            _lift(desk, term)
            settle(desk, understanding, bargain.terms.index(term), TermState.KEPT)


def expose(desk: Desk, understanding: str, leaked: bool) -> None:
    """Make an understanding known to everybody; rivals of the paid mind (R11.1)."""
    entry = desk.state.understandings[understanding]
    others = tuple(s for s in desk.conference.everybody if s not in entry.known_to)
    if not others:
        return
    desk.emit(ev.UnderstandingLearnt(understanding, others, leaked, ev.EVERYBODY))
    quiet = entry.id.startswith(MANDATE)
    for term, settled in zip(entry.bargain.terms, entry.states, strict=True):
        # What was kept or broken in private counts for one's name from now on.
        if settled is TermState.KEPT and not quiet:
            desk.meter("credibility", term.by, KEPT_NAME, "kept")
        elif settled is TermState.BROKEN:
            _disgrace(desk, term.by, others)
    for term in entry.bargain.terms:
        if term.kind is not TermKind.PAY:
            continue
        gift = desk.conference.roster.incentives[term.incentive]
        for rival, minded in gift.minded_by:
            if rival in others:
                desk.trust(rival, term.by, -abs(minded), "rival-paid")
                desk.trust(rival, term.to, -abs(minded) // 2, "rival-paid")


def known_to_all(conference: Conference, known_to: Iterable[SeatId]) -> bool:
    """Whether something is no secret from anybody: only then does it move a public number.

    A credibility that moved for a secret deal would tell the whole hall that there was one.
    """
    return set(conference.everybody) <= set(known_to)


def _disgrace(desk: Desk, who: SeatId, witnesses: tuple[SeatId, ...]) -> None:
    """A broken promise that is known: everyone who learns of it reacts (R6.5)."""
    for witness in witnesses:
        desk.trust(witness, who, -3, "broken-seen")
    desk.meter("credibility", who, BROKEN_NAME, "broken")
    desk.meter("standing", who, -3, "broken")


def _lift(desk: Desk, term: Term) -> None:
    if term.threat in desk.state.threats:
        threat = desk.state.threats[term.threat]
        if threat.state is ThreatState.STANDING:
            known = threat.known_to
            desk.emit(ev.ThreatSettled(threat.id, ThreatState.WITHDRAWN, False, False, known))
    elif term.threat in desk.state.sanctions:
        lift(desk, term.threat)


def lift(desk: Desk, key: str) -> None:
    """A sanction is lifted: its partners have done what they promised (R10.4)."""
    sanction = desk.state.sanctions[key]
    desk.emit(ev.SanctionLifted(key))
    for partner in sanction.partners:
        for understanding, term in backing(desk, sanction, partner):
            settle(desk, understanding, term, TermState.KEPT)


def settle(desk: Desk, understanding: str, term: int, state: TermState) -> None:
    """Settle one promise and let everybody who knows of it react (R6.5)."""
    entry = desk.state.understandings[understanding]
    if entry.states[term] is not TermState.PENDING:
        return
    who = entry.bargain.terms[term].by
    desk.emit(ev.TermSettled(understanding, term, state, entry.known_to))
    partners = tuple(p for p in entry.parties if p != who)
    if state is TermState.KEPT:
        quiet = entry.id.startswith(MANDATE)
        for partner in partners:
            desk.trust(partner, who, KEPT_IN_RANKS if quiet else KEPT_TRUST, "kept")
        if known_to_all(desk.conference, entry.known_to) and not quiet:
            desk.meter("credibility", who, KEPT_NAME, "kept")
    elif state is TermState.BROKEN:
        for partner in partners:
            desk.trust(partner, who, BROKEN_TRUST, "broken")
            desk.meter("resentment", partner, 15, "broken", who, (partner,))
        if known_to_all(desk.conference, entry.known_to):
            witnesses = tuple(s for s in entry.known_to if s not in entry.parties)
            _disgrace(desk, who, witnesses)


def pending(desk: Desk, seat: SeatId) -> list[tuple[Understanding, int, Term]]:
    """A delegation's own promises that are not settled, oldest first."""
    found = []
    known = row_of(desk.state.understandings, seat, Understandings.concerned)
    for key in sorted(known):
        entry = known[key]
        if TermState.PENDING not in entry.states:
            continue
        for index, term in enumerate(entry.bargain.terms):
            if term.by == seat and entry.states[index] is TermState.PENDING:
                found.append((entry, index, term))
    return found


def backing(desk: Desk, sanction: Sanction, partner: SeatId) -> list[tuple[str, int]]:
    """A partner's open promises to back a sanction: (understanding, term)."""
    return [
        (entry.id, index)
        for entry, index, term in pending(desk, partner)
        if term.kind is TermKind.BACK
        and term.to == sanction.target
        and sanction.sender in entry.parties
    ]


def breaks(public: Public, term: Term, motion: MotionKind, issue: int, ballot: Ballot) -> bool:
    """Whether a ballot on a motion breaks a promise that binds (R6.5).

    ``issue`` is the motion's issue index; whether the promise binds is :func:`undertakings.binds`.
    """
    if term.kind not in (TermKind.SUPPORT, TermKind.ACQUIESCE) or term.issue < 0:
        return False
    now = public.clauses[term.issue].leading
    match motion:
        case Amend(option=option) if issue == term.issue:
            if option == term.option:
                return ballot in AGAINST
            moved_away = now == term.option and ballot in FOR
            return term.kind is TermKind.SUPPORT and moved_away
        case CloseClause() if issue == term.issue:
            if now == term.option:
                return ballot in AGAINST
            return term.kind is TermKind.SUPPORT and ballot in FOR
        case TablePackage(package=package):
            gains = package[term.issue] == term.option != now
            loses = package[term.issue] != term.option == now
            if loses and term.kind is TermKind.SUPPORT:
                return ballot in FOR
            return gains and ballot in AGAINST and _only_change(public, package, term.issue)
        case _:
            return False


def _only_change(public: Public, package: Package, issue: int) -> bool:
    """Whether a package changes nothing but one issue: only then does a no to it break a promise."""
    changed = [k for k, c in enumerate(public.clauses) if c.leading != package[k]]
    return changed == [issue]


def honours(term: Term, record: BallotRecord, seat: SeatId, issue: int) -> bool:
    """Whether a past ballot of a delegation was an act in keeping with its promise."""
    ballot = next((b for s, b, _r, _i in record.ballots if s == seat), None)
    if ballot is None or term.issue < 0:
        return False
    kind = record.motion.kind
    if isinstance(kind, Amend) and issue == term.issue:
        if term.kind is TermKind.ACQUIESCE:
            return kind.option == term.option and ballot not in AGAINST
        return kind.option == term.option and ballot in FOR
    if isinstance(kind, CloseClause) and issue == term.issue:
        return record.package[issue] == term.option and ballot not in AGAINST
    if isinstance(kind, TablePackage | MoveToVote | StartSilence):
        # A vote for a whole text that reads as promised is a vote for the clause.
        kept = ballot not in AGAINST if term.kind is TermKind.ACQUIESCE else ballot in FOR
        return record.package[term.issue] == term.option and kept
    return False


def spoke(state: State, seat: SeatId, term: Term) -> bool:
    """Whether a voice, which has no ballot, said in public what it had promised to say."""
    stances = state.public.stances.get(seat)
    if seat in state.conference.seats or stances is None or term.issue < 0:
        return False
    enough = (
        (Stance.SUPPORT, Stance.LIVE_WITH) if term.kind is TermKind.ACQUIESCE else (Stance.SUPPORT,)
    )
    return stances[term.issue][term.option] in enough


def owes_adoption(entry: Understanding, package: Package) -> bool:
    """Whether the text holds what was bargained for, so that a promise to adopt it binds."""
    return all(
        package[t.issue] == t.option
        for t in entry.bargain.terms
        if t.kind in (TermKind.SUPPORT, TermKind.ACQUIESCE) and t.issue >= 0
    )


def judge_vote(desk: Desk, record: BallotRecord, before: Public) -> None:
    """Break the promises that a roll-call broke; ``before`` is the record before the vote's effect."""
    kind = record.motion.kind
    issue = motion_issue(desk, kind)
    for seat, ballot, _reason, _about in record.ballots:
        for entry, index, term in pending(desk, seat):
            if not binds(before, entry, term, record.package, record.motion):
                continue
            if breaks(before, term, kind, issue, ballot) or (
                term.kind is TermKind.ADOPT
                and isinstance(kind, MoveToVote | StartSilence)
                and ballot in AGAINST
                and owes_adoption(entry, record.package)
            ):
                settle(desk, entry.id, index, TermState.BROKEN)
            elif (
                term.kind is TermKind.ADOPT
                and isinstance(kind, MoveToVote | StartSilence)
                and ballot in FOR
                and owes_adoption(entry, record.package)
            ):
                settle(desk, entry.id, index, TermState.KEPT)


def motion_issue(desk: Desk, kind: MotionKind) -> int:
    """Issue index of a motion, or -1."""
    name = getattr(kind, "issue", "")
    return desk.conference.issue_index(name) if name else -1


def judge_stances(desk: Desk, seat: SeatId) -> None:
    """Opposing in public what one promised to support breaks the promise (R6.5)."""
    stances = desk.state.public.stances.get(seat)
    if stances is None:
        return
    for entry, index, term in pending(desk, seat):
        if term.kind in (TermKind.SUPPORT, TermKind.ACQUIESCE) and term.issue >= 0:
            if not binding(desk.state.public, entry, term):
                continue
            if stances[term.issue][term.option] is Stance.OPPOSE:
                settle(desk, entry.id, index, TermState.BROKEN)


def judge_closing(desk: Desk, issue: int) -> None:
    """A clause closed at what was promised settles the promise as kept, if it binds; else it lapses."""
    clause = desk.state.public.clauses[issue]
    if clause.status is not ClauseStatus.CLOSED:
        return
    for seat in desk.conference.everybody:
        for entry, index, term in pending(desk, seat):
            if term.kind in (TermKind.SUPPORT, TermKind.ACQUIESCE) and term.issue == issue:
                kept = clause.leading == term.option
                kept = kept and binding(desk.state.public, entry, term)
                settle(desk, entry.id, index, TermState.KEPT if kept else TermState.LAPSED)


def judge_due(desk: Desk, final: bool) -> None:
    """At the end of a round: what is due is kept if there was an act, else it lapses (R4.5, R6.6)."""
    public = desk.state.public
    round_ = public.round
    for seat in desk.conference.everybody:
        for entry, index, term in pending(desk, seat):
            if entry.bargain.due > round_ and not final:
                continue
            if term.kind is TermKind.PAY and not final and binding(public, entry, term):
                continue  # its moment may still come
            if term.kind is TermKind.PAY:
                settle(desk, entry.id, index, TermState.LAPSED)
                continue
            acted = (
                backed(desk.state, entry, term)
                if term.kind is TermKind.BACK
                else stayed(desk.state, term)
                if term.kind is TermKind.STAY
                else spoke(desk.state, seat, term) and binding(public, entry, term)
            ) or any(
                honours(term, record, seat, motion_issue(desk, record.motion.kind))
                for record in public.votes
                if record.motion.round >= entry.round and binds(public, entry, term, record.package)
            )
            settle(desk, entry.id, index, TermState.KEPT if acted else TermState.LAPSED)


def backed(state: State, entry: Understanding, term: Term) -> bool:
    """Whether a partner stood behind pressure, as all who know of its promise can tell (R10.4)."""
    for sanction in state.sanctions.values():
        if sanction.target == term.to and sanction.sender in entry.parties:
            if term.by in sanction.partners:
                return True
    return any(
        threat.target == term.to
        and threat.sender in entry.parties
        and term.by in threat.partners
        and set(entry.known_to) <= set(threat.known_to)
        for threat in state.threats.values()
    )


def stayed(state: State, term: Term) -> bool:
    """Whether a member that promised to stay is still there (R13.6)."""
    coalition = state.coalitions.get(term.to)
    return coalition is not None and coalition.standing and term.by in coalition.members


def compare_notes(desk: Desk) -> None:
    """The same promise to two parties comes out, and so do promises that exclude each other (R11.2)."""
    for seat in desk.conference.everybody:
        open_ = pending(desk, seat)
        for at, (first, _, one) in enumerate(open_):
            for second, _, other in open_[at + 1 :]:
                price = _two_faced(one, other)
                secret = not known_to_all(desk.conference, first.known_to) or not known_to_all(
                    desk.conference, second.known_to
                )
                if first.id == second.id or not price or not secret:
                    continue
                if desk.chance("double", first.id, second.id, per_mille=DOUBLE_OUT):
                    expose(desk, first.id, leaked=True)
                    expose(desk, second.id, leaked=True)
                    partners = sorted({*first.parties, *second.parties} - {seat})
                    for partner in partners:
                        desk.trust(partner, seat, price, "double-promise")


def _two_faced(one: Term, other: Term) -> int:
    """Trust that two promises of one delegation cost when they are laid side by side, or 0."""
    stands = (TermKind.SUPPORT, TermKind.ACQUIESCE)
    if exclusive(one, other):
        return 0
    if one.kind is TermKind.PAY and other.kind is TermKind.PAY:
        return -3 if one.incentive == other.incentive and one.to != other.to else 0
    if one.kind in stands and other.kind in stands and one.issue == other.issue:
        both = TermKind.SUPPORT in (one.kind, other.kind)
        return -6 if one.option != other.option and both else 0
    return 0


def payers(
    state: State, issue: int, option: int, seen_by: tuple[SeatId, ...] = ()
) -> tuple[SeatId, ...]:
    """Delegations that gave something for a clause: parties to a bargain about it (R8.1).

    Only bargains that all of ``seen_by`` know of are counted.
    """
    found: set[SeatId] = set()
    for entry in state.understandings.values():
        if not set(seen_by) <= set(entry.known_to):
            continue
        if any(
            t.kind in (TermKind.SUPPORT, TermKind.ACQUIESCE)
            and (t.issue, t.option) == (issue, option)
            for t in entry.bargain.terms
        ):
            found.update(entry.parties)
    return tuple(sorted(found))


def payments_due(desk: Desk, seat: SeatId) -> list[tuple[Understanding, int, Term]]:
    """Payments that a delegation must now make or refuse (R11.2)."""
    public = desk.state.public
    return [
        (entry, index, term)
        for entry, index, term in pending(desk, seat)
        if payable(public, entry, term)
    ]


def pay(desk: Desk, understanding: str, term: int, paid: bool) -> None:
    """Deliver an incentive, or default in public (R11.2)."""
    entry = desk.state.understandings[understanding]
    item = entry.bargain.terms[term]
    gift = desk.conference.roster.incentives[item.incentive]
    if not paid:
        settle(desk, understanding, term, TermState.BROKEN)
        expose(desk, understanding, leaked=False)
        return
    settle(desk, understanding, term, TermState.KEPT)
    desk.meter("budget", item.by, -gift.price, "paid")
    worth = desk.private(item.to).appetite.get(gift.id, 0)
    given = desk.private(item.to).contacts.get(item.by)
    # The same gift again is worth less and raises the price next time (R11.2).
    repeats = given.gifts if given is not None else 0
    desk.meter("side", item.to, worth * 100 // (100 + 50 * repeats), "received")
    desk.meter("gift", item.to, 1, "received", item.by, (item.to,))
    desk.trust(item.to, item.by, 2, "paid")
