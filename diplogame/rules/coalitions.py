"""Blocs and clubs: what binds their members, who speaks for them, and what leaving costs (R13).

A common position is an understanding among all members, so that everything said of promises holds for it
(R6.5): acts settle it, breaking it costs the trust of each of the others. What is added here is discipline
(to abstain is half a breach), the leader's word for all, leaving, and what outsiders pay for a club.

Guarantees: a member leaves once and does not come back; a position binds through the round it names; nothing
here tells an outsider what a position says before it is declared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from diplogame.rules import events as ev
from diplogame.rules.conference import Clubs, Issue
from diplogame.rules.decisions import Ballot
from diplogame.rules.desk import Desk, Fault
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.ledger import breaks, expose, motion_issue, pending, settle
from diplogame.rules.records import Public
from diplogame.rules.state import State
from diplogame.rules.terms import (
    BallotRecord,
    Bargain,
    Clauses,
    ClauseStatus,
    Coalition,
    Term,
    TermKind,
    TermState,
)

DECLARED_STANDING = 2
"""Standing that a leader gains by speaking for others (R13.4)."""

WAVERED_TRUST, WAVERED_STANDING = -4, -1
"""What it costs with each of the others to abstain where the position binds (R13.5): about half a breach."""

LEFT_TRUST, LEFT_STANDING = -5, -4
"""What leaving costs with each of the others while a position binds, and in standing (R13.6)."""

PARTED_TRUST, PARTED_STANDING = -2, -1
"""The same while no position binds."""

BEYOND_GAUGE = -3
"""What a clause of a position outside a member's mandate costs it at home (R13.3)."""

LATE_SHARE = 50
"""Per cent of a founder's gain that whoever accedes to a club later has at once (R13.7)."""

EXCLUDED_TRUST, EXCLUDED_GAUGE = -2, -2
"""Trust of those who were not asked in each member of a club; and what it costs an outsider at home to close
a clause as a club had settled it without it (R13.7)."""


# --- who is in what -----------------------------------------------------------------------------------


def memberships(coalitions: Mapping[str, Coalition], seat: SeatId) -> tuple[Coalition, ...]:
    """Standing coalitions of a delegation, by id."""
    return tuple(
        coalitions[key]
        for key in sorted(coalitions)
        if coalitions[key].standing and seat in coalitions[key].members
    )


def in_force(coalition: Coalition, round_: int) -> Clauses:
    """The position that binds the members in a round, or empty."""
    return coalition.position if coalition.mandate and coalition.expires >= round_ else ()


def fellows(coalition: Coalition, seat: SeatId) -> tuple[SeatId, ...]:
    """The other members."""
    return tuple(m for m in coalition.members if m != seat)


def led_by(coalitions: Mapping[str, Coalition], seat: SeatId) -> tuple[Coalition, ...]:
    """Standing coalitions that a delegation leads."""
    return tuple(c for c in memberships(coalitions, seat) if c.leader == seat)


def spoken_for(
    coalitions: Mapping[str, Coalition], leader: SeatId, term: Term, due: int, round_: int
) -> bool:
    """Whether a leader's word stands for a member that is not in the room (R13.4).

    It does for support of what the position in force says, for no longer than that binds.
    """
    if term.kind is not TermKind.SUPPORT or term.given is not None:
        return False
    return any(
        term.by in c.members
        and (term.issue, term.option) in in_force(c, round_)
        and due <= c.expires
        for c in led_by(coalitions, leader)
    )


def mandate_terms(members: Iterable[SeatId], position: Clauses) -> tuple[Term, ...]:
    """What a common position has each member undertake."""
    return tuple(
        Term(member, TermKind.SUPPORT, issue, option)
        for member in members
        for issue, option in position
    )


def clauses_faults(
    counts: tuple[int, ...], public: Public, clauses: Clauses, most: int
) -> list[Fault]:
    """Everything wrong with a small text: a draft, or principles (R13.2, R13.7)."""
    if not 1 <= len(clauses) <= most:
        return [Fault("coalition.clauses", {"most": most})]
    issues = [issue for issue, _ in clauses]
    if sorted(set(issues)) != issues:
        return [Fault("coalition.order")]
    for issue, option in clauses:
        if not 0 <= issue < len(counts):
            return [Fault("coalition.issue")]
        if not 0 <= option < counts[issue]:
            return [Fault("coalition.option")]
        clause = public.clauses[issue]
        if clause.status is ClauseStatus.CLOSED and clause.leading != option:
            return [Fault("coalition.closed")]
    return []


def option_counts(state: State) -> tuple[int, ...]:
    """Number of options by issue."""
    return tuple(len(issue.options) for issue in state.conference.issues)


def under(mandate: str, understanding: str) -> bool:
    """Whether an understanding holds a position: the one of its adoption, or of who acceded later."""
    return understanding == mandate or understanding.startswith(f"{mandate}+")


# --- the position -------------------------------------------------------------------------------------


def adopt(
    desk: Desk, key: str, position: Clauses, expires: int, mandate: str, parties: tuple[SeatId, ...]
) -> None:
    """Bind the members: the position enters the ledger as an understanding among them (R13.3)."""
    bargain = Bargain(mandate_terms(parties, position), expires)
    desk.emit(ev.UnderstandingReached(mandate, parties, bargain, parties))
    for member in parties:
        feel_bound(desk, member, position)


def feel_bound(desk: Desk, seat: SeatId, position: Clauses) -> None:
    """Home minds each clause that goes beyond the mandate, whoever decided on it (R13.3)."""
    beyond = sum(not desk.private(seat).mandate[issue][option] for issue, option in position)
    desk.meter("gauge", seat, BEYOND_GAUGE * beyond, "ad-referendum")


def release(desk: Desk, key: str, seats: tuple[SeatId, ...]) -> None:
    """Let undertakings of a position lapse: nobody is to blame."""
    mandate = desk.state.coalitions[key].mandate
    for seat in seats:
        for entry, index, _term in pending(desk, seat) if mandate else ():
            if under(mandate, entry.id):
                settle(desk, entry.id, index, TermState.LAPSED)


def declare(desk: Desk, key: str, seat: SeatId) -> None:
    """Make the common position known: all members stand for it in public (R13.4)."""
    coalition = desk.state.coalitions[key]
    desk.emit(ev.PositionDeclared(key, coalition.position, coalition.members, seat))
    expose(desk, coalition.mandate, leaked=False)
    desk.meter("standing", seat, DECLARED_STANDING, "spoke-for-bloc")


def declare_faults(state: State, seat: SeatId, key: str) -> list[Fault]:
    """Everything wrong with declaring a position."""
    coalition = state.coalitions.get(key)
    if coalition is None or not coalition.standing or seat not in coalition.members:
        return [Fault("coalition.not-member", {"name": key})]
    if coalition.leader != seat:
        return [Fault("coalition.not-leader", {"name": coalition.leader})]
    if not in_force(coalition, state.public.round):
        return [Fault("coalition.no-position")]
    return [Fault("coalition.declared")] if coalition.declared else []


def lapse_positions(desk: Desk) -> None:
    """At the opening of a round: positions whose rounds are over bind no longer (R13.3)."""
    for key in sorted(desk.state.coalitions):
        coalition = desk.state.coalitions[key]
        if coalition.mandate and coalition.expires < desk.state.public.round:
            audience = ev.EVERYBODY if coalition.declared else coalition.members
            desk.emit(ev.PositionLapsed(key, audience))


# --- discipline ---------------------------------------------------------------------------------------


def ranks(desk: Desk, record: BallotRecord, before: Public) -> list[tuple[str, SeatId, int, bool]]:
    """Who breaks ranks by a roll-call: (coalition, member, issue, half); asked before promises are judged."""
    kind = record.motion.kind
    issue = motion_issue(desk, kind)
    found: list[tuple[str, SeatId, int, bool]] = []
    for key in sorted(desk.state.coalitions):
        coalition = desk.state.coalitions[key]
        if not in_force(coalition, desk.state.public.round):
            continue
        for seat, ballot, _reason, _about in record.ballots:
            if seat not in coalition.members:
                continue
            for entry, _index, term in pending(desk, seat):
                if not under(coalition.mandate, entry.id):
                    continue
                if breaks(before, term, kind, issue, ballot):
                    found.append((key, seat, term.issue, False))
                elif issue == term.issue and ballot is Ballot.ABSTAIN:
                    # Of a package one may think as one likes: only the clause itself counts.
                    if any(breaks(before, term, kind, issue, b) for b in (Ballot.NO, Ballot.YES)):
                        found.append((key, seat, term.issue, True))
    return found


def discipline(desk: Desk, broken: list[tuple[str, SeatId, int, bool]]) -> None:
    """What the others make of it (R13.5); the breach itself is judged as any promise (R6.5)."""
    for key, seat, issue, half in broken:
        coalition = desk.state.coalitions[key]
        audience = ev.EVERYBODY if coalition.declared else coalition.members
        desk.emit(ev.RanksBroken(key, seat, issue, half, audience))
        if not half:
            continue
        for other in fellows(coalition, seat):
            desk.trust(other, seat, WAVERED_TRUST, "wavered")
        if coalition.declared:
            # A standing that moved for a secret position would tell the hall that there is one.
            desk.meter("standing", seat, WAVERED_STANDING, "wavered")


# --- leaving ------------------------------------------------------------------------------------------


def leave_faults(state: State, seat: SeatId, key: str) -> list[Fault]:
    """Everything wrong with leaving."""
    coalition = state.coalitions.get(key)
    if coalition is None or not coalition.standing or seat not in coalition.members:
        return [Fault("coalition.not-member", {"name": key})]
    return []


def leave(desk: Desk, seat: SeatId, key: str) -> None:
    """A member leaves: free of the position, at the price of the others' trust (R13.6)."""
    coalition = desk.state.coalitions[key]
    bound = bool(in_force(coalition, desk.state.public.round))
    others = fellows(coalition, seat)
    for entry, index, term in pending(desk, seat):
        if term.kind is TermKind.STAY and term.to == key:
            settle(desk, entry.id, index, TermState.BROKEN)
    release(desk, key, (seat,) if len(others) > 1 else coalition.members)
    leader = coalition.leader
    if leader == seat:
        leader = next((s for s in desk.active if s in others), "")
    if coalition.club:
        _refund(desk, seat, coalition)
    desk.emit(ev.MemberLeft(key, seat, leader))
    if leader != coalition.leader and len(others) > 1:
        desk.emit(ev.LeaderChosen(key, leader, seat))
    for other in others:
        desk.trust(other, seat, LEFT_TRUST if bound else PARTED_TRUST, "left-bloc")
        if bound:
            desk.meter("resentment", other, 8, "left-bloc", seat, (other,))
    desk.meter("standing", seat, LEFT_STANDING if bound else PARTED_STANDING, "left-bloc")


def _refund(desk: Desk, seat: SeatId, club: Coalition) -> None:
    """Who leaves a club has no more of what it brought."""
    had = gain(desk, seat, club.position)
    if f"{club.mandate}+{seat}" in desk.state.understandings:
        had = had * LATE_SHARE // 100
    desk.meter("side", seat, -had, "left-club")


def carry_out(desk: Desk, understanding: str) -> None:
    """Whoever undertook to leave a coalition leaves it at once, as a threat is lifted at once (R13.6)."""
    entry = desk.state.understandings[understanding]
    for index, term in enumerate(entry.bargain.terms):
        if term.kind is TermKind.LEAVE:
            if not leave_faults(desk.state, term.by, term.to):
                leave(desk, term.by, term.to)
            settle(desk, understanding, index, TermState.KEPT)


def gain(desk: Desk, seat: SeatId, principles: Clauses) -> int:
    """What a club's principles bring a member at once, points (R13.7): part of their worth, never a loss."""
    conference = desk.conference
    points = desk.private(seat).interests.points
    return at_once(conference.clubs, conference.issues, points, principles)


def at_once(
    clubs: Clubs | None,
    issues: Sequence[Issue],
    points: Sequence[Sequence[int]],
    principles: Clauses,
) -> int:
    """The same, of the points per issue and option that a text is worth to whoever asks."""
    if clubs is None or not points:
        return 0
    better = sum(max(0, points[k][o] - points[k][issues[k].status_quo]) for k, o in principles)
    return better * clubs.share // 100


def outsiders_price(coalitions: Mapping[str, Coalition], seat: SeatId, package: Package) -> int:
    """Clauses of a package that read as a club has settled without a delegation (R13.7)."""
    if not coalitions:
        return 0
    return sum(_elsewhere(coalitions, seat, k, option) for k, option in enumerate(package))


def _elsewhere(coalitions: Mapping[str, Coalition], seat: SeatId, issue: int, option: int) -> bool:
    return any(
        c.club and c.standing and (issue, option) in c.position and seat not in c.members
        for c in coalitions.values()
    )


def feel_excluded(desk: Desk, issue: int, option: int) -> None:
    """A clause is closed as a club had settled it: outsiders pay for it at home (R13.7)."""
    for seat in desk.voters:
        if _elsewhere(desk.state.coalitions, seat, issue, option):
            desk.meter("gauge", seat, EXCLUDED_GAUGE, "settled-elsewhere")
