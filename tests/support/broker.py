"""A broker: a simple, human-like player that asks, trades and votes by its own worth (R21).

Guarantees: uses the view, what is legal, and the appraisal that every player is shown - nothing of the
minds; the same view always gives the same command.
"""

from __future__ import annotations

from diplogame.rules import commands as cmd
from diplogame.rules.appraisal import (
    adoption_forecast,
    aspiration,
    expected_points,
    middle_points,
    own_worth,
    package_band,
    their_worth,
    time_used,
)
from diplogame.rules.conference import Kind
from diplogame.rules.decisions import Ballot
from diplogame.rules.information import priority_of
from diplogame.rules.legal import legal
from diplogame.rules.passive import passive
from diplogame.rules.terms import (
    AdoptPartial,
    Amend,
    Bargain,
    ClauseStatus,
    CloseClause,
    Meet,
    MotionKind,
    MoveToVote,
    Plan,
    Reason,
    Rest,
    StartSilence,
    TablePackage,
    Term,
    TermKind,
)
from diplogame.rules.view import SeatView


def broker(view: SeatView) -> cmd.Command:
    """The broker's command; ValueError when nothing is awaited of it."""
    now = legal(view)
    seat = view.seat
    match now.duty:
        case "plan":
            return _plan(view, now.day, now.slots)
        case "invitation":
            return cmd.AnswerInvitation(seat, now.invitations[0], True)
        case "offer":
            return _answer(view)
        case "probe":
            return _tell(view)
        case "meeting":
            return _lead(view)
        case "plenary":
            open_ = {m.name for m in now.motions if m.allowed}
            kind = _motion(view, open_)
            return cmd.PassFloor(seat) if kind is None else cmd.MakeMotion(seat, kind)
        case "ballot":
            return _vote(view, now.ballots)
        case "reckoning":
            for due in now.dues:
                if due.kind == "payment":
                    return cmd.SettlePayment(seat, due.id, due.term, True)
            return passive(view)
        case _:
            return passive(view)


def _lack(view: SeatView, other: str) -> int:
    return view.beliefs[other].reserve.middle - package_band(view, other, view.text).middle


def _plan(view: SeatView, day: int, slots: int) -> cmd.MakePlan:
    others = [s for s in view.table.seats if s != view.seat]
    others.sort(key=lambda s: (view.contacts[s].met, -_lack(view, s), s))
    wishes = [Meet((s,)) for s in others if view.public.round - view.contacts[s].refused > 1]
    chosen = tuple(wishes[:slots])
    return cmd.MakePlan(view.seat, Plan((*chosen, *(Rest() for _ in range(day - len(chosen))))))


def _answer(view: SeatView) -> cmd.Command:
    meeting = view.meeting
    assert meeting is not None
    assert meeting.offer is not None
    worth = [
        (own_worth(view, b), -n)
        for n, b in enumerate(meeting.offer.variants)
        if not any(t.by == view.seat and t.kind is TermKind.PAY for t in b.terms)
    ] or [(0, 0)]
    best, at = max(worth)
    if best >= 60:
        return cmd.AcceptOffer(view.seat, meeting.id, -at)
    return cmd.DeclineOffer(view.seat, meeting.id, Reason.WORST_CLAUSE)


def _tell(view: SeatView) -> cmd.Disclose:
    meeting = view.meeting
    assert meeting is not None
    k = view.table.issue_index(meeting.probed)
    row = view.interests.values[k]
    told = priority_of(view.interests.weights[k], len(view.interests.weights))
    return cmd.Disclose(view.seat, meeting.id, meeting.probed, told, row.index(max(row)))


def _lead(view: SeatView) -> cmd.Command:
    meeting = view.meeting
    assert meeting is not None
    other = next(p for p in meeting.parties if p != view.seat)
    asked = view.contacts[other].probed
    names = [i.id for i in view.table.issues]
    doubt = [
        (band.width, -k)
        for k, band in enumerate(view.beliefs[other].weights)
        if names[k] not in asked and _open(view, k)
    ]
    if meeting.exchanges < 2 and doubt and max(doubt)[0] > 500:
        return cmd.Probe(view.seat, meeting.id, names[-max(doubt)[1]])
    if meeting.offers < 3 and view.table.cards[other].kind is Kind.SEAT:
        bargain = _trade(view, other)
        if bargain is not None and bargain not in meeting.refused:
            return cmd.MakeOffer(view.seat, meeting.id, (bargain,))
    return cmd.YieldFloor(view.seat, meeting.id)


def _open(view: SeatView, issue: int) -> bool:
    status = view.public.clauses[issue].status
    return status not in (ClauseStatus.CLOSED, ClauseStatus.AGREED)


def _trade(view: SeatView, other: str) -> Bargain | None:
    """The swap of one wish for another that helps both most, as far as can be known."""
    due = min(view.public.round + 2, view.table.calendar.rounds + 1)
    theirs = middle_points(view, other)
    best: tuple[int, Bargain] | None = None
    open_ = [k for k in range(len(view.text)) if _open(view, k)]
    for ask in open_:
        mine = view.interests.points[ask]
        wish = mine.index(max(mine))
        if mine[wish] <= expected_points(view, ask, mine):
            continue
        for give in open_:
            row = theirs[give]
            gift = row.index(max(row))
            if give == ask or row[gift] <= expected_points(view, give, row):
                continue
            bargain = Bargain(
                (
                    Term(other, TermKind.SUPPORT, ask, wish),
                    Term(view.seat, TermKind.SUPPORT, give, gift),
                ),
                due,
            )
            known = any(
                u.bargain.terms == bargain.terms for u in view.understandings.values()
            ) or any(b.terms == bargain.terms for b in view.contacts[other].rejected)
            gain, gains = own_worth(view, bargain), their_worth(view, other, bargain).middle
            if not known and gain > 60 and gains > 60 and (best is None or gain + gains > best[0]):
                best = (gain + gains, bargain)
    return None if best is None else best[1]


def _motion(view: SeatView, open_: set[str]) -> MotionKind | None:
    worth = view.interests.utility
    good = worth(view.text) >= _wanted(view) and not view.interests.crossed(view.text)
    if "MoveToVote" in open_ and good and adoption_forecast(view, view.text).middle >= 300:
        return MoveToVote()
    if "Amend" not in open_:
        return None
    best: tuple[int, Amend] | None = None
    for k, issue in enumerate(view.table.issues):
        if not _open(view, k):
            continue
        for option in range(len(issue.options)):
            if option == view.text[k]:
                continue
            then = (*view.text[:k], option, *view.text[k + 1 :])
            gain = worth(then) - worth(view.text)
            if time_used(view) >= 500:
                # Later on: what everybody could sign, as long as it is worth it.
                if worth(then) < view.walk_away or view.interests.crossed(then):
                    continue
                gain = _agreeable(view, then) - _agreeable(view, view.text)
            backing = sum(
                middle_points(view, s)[k][option] > middle_points(view, s)[k][view.text[k]]
                for s in view.table.seats
                if s != view.seat
            )
            if gain > 100 and backing * 2 >= len(view.table.seats) - 1:
                if best is None or gain * backing > best[0]:
                    best = (gain * backing, Amend(issue.id, option))
    return None if best is None else best[1]


def _agreeable(view: SeatView, package: tuple[int, ...]) -> int:
    """How much the least content of all has left over, as far as can be known."""
    theirs = [
        package_band(view, s, package).middle - view.beliefs[s].reserve.middle
        for s in view.table.seats
        if s != view.seat
    ]
    return min(view.interests.utility(package) - view.walk_away, *theirs)


def _wanted(view: SeatView) -> int:
    """What a text must be worth to be signed before the end: part of the way to what we dream of."""
    return view.walk_away + (aspiration(view) - view.walk_away) // 3


def _vote(view: SeatView, ballots: tuple[Ballot, ...]) -> cmd.CastBallot:
    motion = view.public.motion
    assert motion is not None
    now = view.interests.utility(view.text)
    against = next((b for b in ballots if b in (Ballot.NO, Ballot.OBJECTION)), ballots[-1])
    quiet = next((b for b in ballots if b in (Ballot.ABSTAIN, Ballot.CONCERN)), ballots[0])
    last = view.public.round >= view.table.calendar.rounds
    match motion.kind:
        case MoveToVote() | StartSilence() | AdoptPartial():
            floor = view.walk_away if last else _wanted(view)
            yes = now >= floor and not view.interests.crossed(view.text)
            return _cast(view, ballots[0] if yes else against, yes)
        case Amend(issue=name, option=option):
            k = view.table.issue_index(name)
            row = view.interests.points[k]
            better = row[option] - row[view.text[k]]
            return _cast(view, ballots[0] if better > 0 else against, better > 0)
        case TablePackage(package=package) if time_used(view) >= 500:
            gain = _agreeable(view, package) - _agreeable(view, view.text)
            fine = gain > 0 and view.interests.utility(package) >= view.walk_away
            return _cast(view, ballots[0] if fine else against, fine)
        case TablePackage(package=package):
            better = view.interests.utility(package) - now
            return _cast(view, ballots[0] if better > 0 else against, better > 0)
        case CloseClause(issue=name):
            row = view.interests.points[view.table.issue_index(name)]
            fine = row[view.text[view.table.issue_index(name)]] * 10 >= max(row) * 7
            return _cast(view, ballots[0] if fine else against, fine)
        case _:
            return cmd.CastBallot(view.seat, quiet)


def _cast(view: SeatView, ballot: Ballot, yes: bool) -> cmd.CastBallot:
    return cmd.CastBallot(
        view.seat, ballot, Reason.AGREED if yes else Reason.WORST_CLAUSE, -1 if yes else 0
    )
