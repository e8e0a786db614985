"""What the bots that want something look at, worked out once for a view.

Guarantees: reads a view and the appraisal that every player is shown, nothing of the minds; the same view
gives the same figures; ties go to the first in the pack's order.
"""

from __future__ import annotations

from functools import cached_property

from diplogame.lab.bots.wild_terms import STANDS, purse, solvent
from diplogame.rules import commands as cmd
from diplogame.rules.appraisal import own_worth, their_worth
from diplogame.rules.aspirations import aspiration, dream, time_used
from diplogame.rules.conference import Kind
from diplogame.rules.decisions import Ballot
from diplogame.rules.estimates import middle_points, package_band
from diplogame.rules.forecasts import believed_stance
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.information import priority_of
from diplogame.rules.levers import press_fault
from diplogame.rules.phases import last_round
from diplogame.rules.prospects import expected_points
from diplogame.rules.terms import (
    AdoptPartial,
    Amend,
    Bargain,
    ClauseStatus,
    DeferToAnnex,
    DivideTheQuestion,
    MotionKind,
    Reason,
    Size,
    Stance,
    TablePackage,
    Term,
    TermKind,
    TermState,
)
from diplogame.rules.view import SeatView

CLOSED = (ClauseStatus.CLOSED, ClauseStatus.AGREED)


class Eyes:
    """One view, with what a player would work out on paper beside it.

    Attributes:
        view: The view.
        seat: Whose.
        text: The chair's text as it reads.
    """

    def __init__(self, view: SeatView) -> None:
        self.view = view
        self.seat = view.seat
        self.text: Package = view.text

    # --- own interests --------------------------------------------------------------------------

    @cached_property
    def points(self) -> tuple[tuple[int, ...], ...]:
        """Own points per issue and option; nothing at stake gives noughts."""
        rows = self.view.interests.points
        return rows or tuple((0,) * len(i.options) for i in self.view.table.issues)

    def worth(self, package: Package) -> int:
        """What a text is worth to us, points."""
        return self.view.interests.utility(package) if self.view.interests.points else 0

    def crossed(self, package: Package) -> bool:
        """Whether a text crosses a red line of ours."""
        return bool(self.view.interests.crossed(package))

    @cached_property
    def dream(self) -> int:
        """The most that any text could be worth to us."""
        return dream(self.view)

    def floor(self, per_cent: int) -> int:
        """So much of the way from our walk-away to our dream, points."""
        walk = self.view.walk_away
        return walk + max(0, self.dream - walk) * per_cent // 100

    @cached_property
    def wishes(self) -> Package:
        """Our best option of every issue."""
        return tuple(max(range(len(row)), key=lambda o: (row[o], -o)) for row in self.points)

    def spread(self, issue: int) -> int:
        """What is at stake for us in an issue: best less worst option, points."""
        return max(self.points[issue]) - min(self.points[issue])

    @cached_property
    def heavy(self) -> tuple[int, ...]:
        """Open issues in which we have something at stake, the largest stake first."""
        found = [k for k in self.open if self.spread(k) > 0]
        return tuple(sorted(found, key=lambda k: (-self.spread(k), k)))

    @cached_property
    def aspiration(self) -> int:
        """What we would hold out for now by the curve that minds use, points."""
        return aspiration(self.view) if self.view.interests.points else 0

    # --- the talks ------------------------------------------------------------------------------

    @cached_property
    def open(self) -> tuple[int, ...]:
        """Clauses still in brackets."""
        return tuple(k for k, c in enumerate(self.view.public.clauses) if c.status not in CLOSED)

    @cached_property
    def time(self) -> int:
        """Time used, per mille."""
        return time_used(self.view)

    @cached_property
    def last_day(self) -> bool:
        """Whether no round comes after this one."""
        calendar = self.view.table.calendar
        return self.view.public.round >= last_round(calendar, self.view.public.clock_stopped)

    @cached_property
    def voters(self) -> tuple[SeatId, ...]:
        """The other voting delegations, in the pack's order."""
        return tuple(s for s in self.view.table.seats if s != self.seat)

    @property
    def votes(self) -> bool:
        """Whether we have a vote."""
        return self.view.table.cards[self.seat].kind is Kind.SEAT

    def changed(self, issue: int, option: int) -> Package:
        """The text with another option in one clause."""
        return (*self.text[:issue], option, *self.text[issue + 1 :])

    def after(self, kind: MotionKind) -> Package:
        """The text that a motion would leave on the table."""
        match kind:
            case Amend(issue=name, option=option):
                return self.changed(self.view.table.issue_index(name), option)
            case TablePackage(package=package):
                return package
            case DivideTheQuestion(package=package):
                return package or self.text
            case DeferToAnnex(issue=name):
                k = self.view.table.issue_index(name)
                return self.changed(k, self.view.table.issues[k].status_quo)
            case AdoptPartial():
                clauses, issues = self.view.public.clauses, self.view.table.issues
                return tuple(
                    c.leading if c.status in CLOSED else i.status_quo
                    for c, i in zip(clauses, issues, strict=True)
                )
            case _:
                return self.text

    # --- others ---------------------------------------------------------------------------------

    def surplus(self, other: SeatId, package: Package) -> int:
        """What a text leaves another above its walk-away, points, by the middle of our beliefs."""
        worth = package_band(self.view, other, package).middle
        return worth - self.view.beliefs[other].reserve.middle

    @cached_property
    def reachable(self) -> tuple[SeatId, ...]:
        """Delegations that we could threaten now, in the pack's order."""
        everybody = self.view.table.everybody
        return tuple(s for s in everybody if s != self.seat and not press_fault(self.view, s))

    def minds(self, other: SeatId, issue: int) -> bool:
        """Whether another is believed to stand against our wish on an issue."""
        stance = believed_stance(self.view, other, issue, self.wishes[issue])
        return stance in (Stance.OPPOSE, Stance.RESERVE)

    # --- our word -------------------------------------------------------------------------------

    @cached_property
    def promised(self) -> dict[int, int]:
        """Options that our pending undertakings bind us to, by issue; the first one made counts."""
        found: dict[int, int] = {}
        for key in sorted(self.view.understandings):
            entry = self.view.understandings[key]
            for term, state in zip(entry.bargain.terms, entry.states, strict=True):
                if term.by == self.seat and term.kind in STANDS and state is TermState.PENDING:
                    found.setdefault(term.issue, term.option)
        return found

    @cached_property
    def pledged(self) -> bool:
        """Whether we are bound to vote for the whole text."""
        return any(
            term.by == self.seat and term.kind is TermKind.ADOPT and state is TermState.PENDING
            for entry in self.view.understandings.values()
            for term, state in zip(entry.bargain.terms, entry.states, strict=True)
        )

    # --- bargains -------------------------------------------------------------------------------

    @property
    def due(self) -> int:
        """When what we propose falls due: two rounds on, and never after the calendar's end."""
        public, calendar = self.view.public, self.view.table.calendar
        return max(public.round, min(public.round + 2, calendar.rounds + 1))

    def gain(self, bargain: Bargain) -> int:
        """What a bargain is worth to us, points."""
        return own_worth(self.view, bargain)

    def gains(self, other: SeatId, bargain: Bargain) -> int:
        """What a bargain is worth to another, points, by the middle of our beliefs."""
        return their_worth(self.view, other, bargain).middle

    def expected(self, issue: int) -> int:
        """What a clause is worth to us as the talks stand, points."""
        return expected_points(self.view, issue, self.points[issue])

    def theirs(self, other: SeatId) -> tuple[tuple[int, ...], ...]:
        """Believed points of another per issue and option; empty when nothing is known."""
        return middle_points(self.view, other) if self.view.beliefs[other].weights else ()

    def stale(self, other: SeatId, bargain: Bargain) -> bool:
        """Whether a bargain is nothing new: refused before, or its terms already agreed."""
        meeting = self.view.meeting
        wanted = set(bargain.terms)
        if meeting is not None and any(set(b.terms) == wanted for b in meeting.refused):
            return True
        if any(set(b.terms) == wanted for b in self.view.contacts[other].rejected):
            return True
        return any(
            wanted <= set(entry.bargain.terms) and TermState.PENDING in entry.states
            for entry in self.view.understandings.values()
        )

    def promise(self, issue: int, option: int, kind: TermKind = TermKind.SUPPORT) -> Term:
        """Our own undertaking on an option."""
        return Term(self.seat, kind, issue, option)

    @cached_property
    def purse(self) -> int:
        """Budget that is not promised away."""
        return purse(self.view)

    def solvent(self, bargain: Bargain) -> bool:
        """Whether we could pay our part."""
        return solvent(self.view, bargain)


# --- orders that several bots give ----------------------------------------------------------------


def favour(ballots: tuple[Ballot, ...]) -> Ballot:
    """The favourable ballot."""
    return ballots[0]


def against(ballots: tuple[Ballot, ...]) -> Ballot:
    """The ballot that stands against."""
    return next((b for b in ballots if b in (Ballot.NO, Ballot.OBJECTION)), ballots[-1])


def quiet(ballots: tuple[Ballot, ...]) -> Ballot:
    """The ballot that commits least."""
    return next((b for b in ballots if b in (Ballot.ABSTAIN, Ballot.CONCERN)), ballots[0])


def truth(eyes: Eyes, issue: str, meeting: str) -> cmd.Disclose:
    """What an issue is really worth to us, and the option we want."""
    k = eyes.view.table.issue_index(issue)
    weights = eyes.view.interests.weights
    weight = weights[k] if weights else 0
    return cmd.Disclose(
        eyes.seat, meeting, issue, priority_of(weight, len(eyes.points)), eyes.wishes[k]
    )


def decline(eyes: Eyes, meeting: str, bargain: Bargain, counter: Bargain | None) -> cmd.Command:
    """A refusal that names the clause we mind most, and how far apart we are."""
    asked = [t for t in bargain.terms if t.kind in STANDS]
    worst = min(
        asked,
        key=lambda t: (eyes.points[t.issue][t.option] - eyes.expected(t.issue), t.issue),
        default=None,
    )
    gap = -eyes.gain(bargain)
    size = (
        Size.NARROW
        if gap <= 100
        else Size.MODERATE
        if gap <= 300
        else Size.WIDE
        if gap <= 700
        else Size.GULF
    )
    issue, option = (worst.issue, worst.option) if worst is not None else (-1, -1)
    reason = Reason.WORST_CLAUSE if worst is not None else Reason.HOLDING_OUT
    return cmd.DeclineOffer(eyes.seat, meeting, reason, size, issue, option, "", counter)


def settle(eyes: Eyes, key: str, term: int) -> cmd.SettlePayment:
    """Pay what was promised, if the purse allows."""
    entry = eyes.view.understandings[key]
    price = eyes.view.table.incentives[entry.bargain.terms[term].incentive].price
    return cmd.SettlePayment(eyes.seat, key, term, eyes.view.budget >= price)
