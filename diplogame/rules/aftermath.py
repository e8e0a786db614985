"""Ending, ratification, the first years after, and the score (R19).

Guarantees: integers only; every seat is scored on the same formula; a failed ratification is worse
than no deal (R12.3); a result is meant to be read beside the seat's par.
"""

from __future__ import annotations

from diplogame.rules import events as ev
from diplogame.rules import tables
from diplogame.rules.brokerage import fade, ownership
from diplogame.rules.capital import ratify
from diplogame.rules.conference import Kind
from diplogame.rules.decisions import Ballot, passes, pivotal
from diplogame.rules.desk import Desk, clamp
from diplogame.rules.ids import SeatId
from diplogame.rules.ledger import judge_due, pay, payers, payments_due
from diplogame.rules.state import State
from diplogame.rules.terms import Clarity, Outcome, TermState

CHOICES = ("comply", "verify", "cheat")
"""How a party lives with its treaty (R19.1): at its word, paying for inspection, or behind its back."""

CHEAT_GAIN = 500
VERIFY_COST = 200
CONCERN_COST = 120
"""Thousandths of log-odds that each concern minuted at the adoption takes from survival (R19.1)."""

UNRATIFIED = 800
"""Points lost by a delegation whose home refuses what it signed (R12.3)."""


def conclude(desk: Desk) -> bool:
    """After the last gavel: ratification and what is due; True if the aftermath waits for choices."""
    fade(desk, desk.state.public.round)
    public = desk.state.public
    if public.outcome in (Outcome.ADOPTED, Outcome.PARTIAL):
        for seat in desk.active:
            for entry, index, item in payments_due(desk, seat):
                gift = next(i for i in desk.conference.incentives if i.id == item.incentive)
                pay(desk, entry.id, index, desk.private(seat).budget >= gift.price)
        ratify(desk)
        decide_entry(desk)
    judge_due(desk, final=True)
    signed = public.outcome in (Outcome.ADOPTED, Outcome.PARTIAL)
    if not signed or desk.state.public.in_force is False:
        score(desk)
        return False
    return any(desk.state.public.ratified.values())


def decide_entry(desk: Desk) -> None:
    """Whether the ratifications bring the treaty into force, and whose decided it (R9)."""
    rule = desk.conference.institution.entry_into_force
    if rule is None:
        return
    members = desk.members()
    yes = {s: Ballot.YES for s in desk.voters if desk.state.public.ratified.get(s)}
    met = passes(rule, members, yes)
    # In force: whose refusal would have undone it. Not in force: whose consent alone was lacking.
    last = (
        tuple(s for s in yes if not passes(rule, members, {k: b for k, b in yes.items() if k != s}))
        if met
        else pivotal(rule, members, yes).completing
    )
    desk.emit(ev.EntryDecided(met, last))


def survival_log_odds(state: State, horizon: int) -> int:
    """Log-odds in thousandths that the treaty still stands after ``horizon`` years (R19.1).

    Rises with clarity, verification, ownership, inclusion and trust; falls with temptation to cheat
    and grievances left.
    """
    public = state.public
    clauses = public.clauses
    voters = state.conference.seats
    z = 2200 - 130 * horizon
    z -= 350 * sum(c.clarity is Clarity.AMBIGUOUS for c in clauses)
    z -= 250 * sum(c.annexed for c in clauses)
    # Worked-over wording leaves less to quarrel about (R4.3).
    z += 90 * sum(bool(c.drafted) and c.clarity is Clarity.CLEAR for c in clauses)
    choices = [public.aftermath.get(s, "comply") for s in voters]
    z += 350 * choices.count("verify") - 650 * choices.count("cheat")
    # A concern that was minuted is a grievance with a date on it (R9).
    last = public.votes[-1].ballots if public.votes else ()
    z -= CONCERN_COST * sum(ballot is Ballot.CONCERN for _, ballot, _, _ in last)
    pairs = [(a, b) for a in voters for b in voters if a != b]
    mean = sum(state.private[a].trust[b] for a, b in pairs) // max(1, len(pairs))
    z += (mean - 50) * 25
    broken = sum(s is TermState.BROKEN for u in state.understandings.values() for s in u.states)
    z -= 120 * min(broken, 8) + 250 * len(state.sanctions)
    # Parties own what they bargained for, in the open or not.
    owned = sum(bool(payers(state, k, c.leading)) for k, c in enumerate(clauses))
    z += 90 * owned
    # What a mediator found lasts, what it pressed for lasts less (R14.2, field guide 4.4).
    z += ownership(state)
    package = public.package
    grieved = sum(
        state.private[s].interests.utility(package) < state.private[s].walk_away for s in voters
    )
    return z - 500 * grieved


def in_force(state: State) -> int:
    """Share per mille of the voting delegations whose home ratified."""
    voters = state.conference.seats
    yes = sum(state.public.ratified.get(s, False) for s in voters)
    return yes * 1000 // max(1, len(voters))


def survival(state: State, horizon: int = 10) -> int:
    """Chance per mille that the treaty stands after so many years; unratified states wear it down.

    A treaty that did not enter into force cannot stand (R9).
    """
    if state.public.in_force is False:
        return 0
    odds = survival_log_odds(state, horizon)
    share = in_force(state)
    return tables.logistic(odds - (1000 - share) * 2)


def joint_value(state: State) -> int:
    """Sum of the seats' worth per mille of the largest sum clause by clause (an upper bound)."""
    voters = state.conference.seats
    rows = [state.private[s].interests for s in voters]
    best = sum(
        max(sum(r.points[k][o] for r in rows) for o in range(len(issue.options)))
        for k, issue in enumerate(state.conference.issues)
    )
    total = sum(r.utility(state.public.package) for r in rows)
    return clamp(total * 1000 // max(1, best), 0, 1000)


def own_value(state: State, seat: SeatId) -> int:
    """What the ending is worth to a delegation, points: package x delay, or its walk-away (R19.2)."""
    public = state.public
    private = state.private[seat]
    if public.outcome not in (Outcome.ADOPTED, Outcome.PARTIAL):
        return clamp(private.walk_away + private.side, 0, 10_000)
    worth = private.interests.utility(public.package)
    delay = private.interests.impatience * public.round
    worth = worth * (1000 - clamp(delay, 0, 500)) // 1000
    stands = survival(state)
    expected = (worth * stands + private.walk_away * (1000 - stands)) // 1000
    if not public.ratified.get(seat, True):
        expected = min(expected, private.walk_away) - UNRATIFIED
    choice = public.aftermath.get(seat, "comply")
    expected += CHEAT_GAIN if choice == "cheat" else -VERIFY_COST if choice == "verify" else 0
    return clamp(expected + private.side, 0, 10_000)


def dominance_penalty(state: State, seat: SeatId) -> int:
    """Points taken from a delegation that took far more than its share of the surplus (R19.2)."""
    if state.public.outcome is not Outcome.ADOPTED:
        return 0
    gains = {
        s: max(
            0, state.private[s].interests.utility(state.public.package) - state.private[s].walk_away
        )
        for s in state.conference.seats
    }
    total = sum(gains.values())
    if total <= 0 or seat not in gains:
        return 0
    share = gains[seat] * 1000 // total
    fair = 1000 // max(1, len(gains))
    return clamp((share - 2 * fair) * 2, 0, 800)


def score_of(state: State, seat: SeatId, joint: int) -> int:
    """Final score 0-10 000: own value, joint value, relations, mandate, less dominance (R19.2)."""
    private = state.private[seat]
    others = [s for s in state.conference.seats if s != seat]
    regard = sum(state.private[o].trust.get(seat, 50) for o in others) // max(1, len(others))
    own = own_value(state, seat) * 65 // 100
    total = own + joint * 15 // 10 + regard * 10 + private.gauge * 10
    return clamp(total - dominance_penalty(state, seat), 0, 10_000)


def score(desk: Desk) -> None:
    """Close the books (R19.2)."""
    state = desk.state
    signed = state.public.outcome in (Outcome.ADOPTED, Outcome.PARTIAL)
    done = signed and state.public.in_force is not False
    joint = joint_value(state) if done else 0
    stands = survival(state) if done else 0
    rows = tuple(
        (d.id, score_of(state, d.id, joint))
        for d in state.conference.delegations
        if d.kind is not Kind.CHAIR
    )
    desk.emit(ev.GameScored(stands, joint, rows))
