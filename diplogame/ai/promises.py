"""Promises that are meant to be tested: which can come true, which are owed, which are still to be put.

Guarantees: pure; reads the understandings that this delegation knows of; what others have promised each
other in its absence is not counted (R6.5). What a pair has settled today is off its table for the day; no
vote is sold twice to the same partner; nobody deals or moves against what it has been promised itself.
"""

from __future__ import annotations

from diplogame.ai.outlook import STANDS, Outlook, consents
from diplogame.ai.word import text_after
from diplogame.rules.ids import OptionIndex, Package, SeatId
from diplogame.rules.records import Understanding
from diplogame.rules.terms import Bargain, MotionKind, Term, TermKind, TermState
from diplogame.rules.undertakings import binding, exclusive


def owed_support(outlook: Outlook) -> dict[tuple[int, int], tuple[SeatId, ...]]:
    """Who is bound today to support which option, as far as we know: by (issue, option)."""
    known = outlook.owed
    if known is not None:
        return known
    found: dict[tuple[int, int], set[SeatId]] = {}
    view = outlook.view
    for entry in view.understandings.values():
        if TermState.PENDING not in entry.states:
            continue
        for term, state in zip(entry.bargain.terms, entry.states, strict=True):
            if state is not TermState.PENDING or term.kind is not TermKind.SUPPORT:
                continue
            if term.by != outlook.seat and binding(view.public, entry, term):
                found.setdefault((term.issue, term.option), set()).add(term.by)
    outlook.owed = {key: tuple(sorted(names)) for key, names in found.items()}
    return outlook.owed


def in_reach(outlook: Outlook, issue: int, option: int, partner: SeatId) -> bool:
    """Whether an option could carry a vote on the way if we and a partner stood for it.

    What only the two of us want is a promise that nobody will ever see tested.
    """
    if outlook.text[issue] == option:
        return True
    voters = outlook.view.table.voting
    friends = {s for s in (outlook.seat, partner) if s in voters}
    friends |= _friends(outlook, issue, option)
    # Of a large house only a part is read: the same part of its majority is asked for.
    read = len(outlook.voters) + (outlook.seat in voters)
    needed = consents(outlook.view.table.institution.amendment, len(voters))
    return len(friends) * len(voters) >= needed * read


def _friends(outlook: Outlook, issue: int, option: int) -> frozenset[SeatId]:
    """Other voters who are believed to gain by an option, or are bound to support it."""
    known = outlook.friends.get((issue, option))
    if known is None:
        now = outlook.columns[issue][outlook.text[issue]]
        then = outlook.columns[issue][option]
        gaining = [s for s, a, b in zip(outlook.voters, now, then, strict=True) if b > a]
        bound = owed_support(outlook).get((issue, option), ())
        known = frozenset([*gaining, *(s for s in bound if s in outlook.voters)])
        outlook.friends[issue, option] = known
    return known


def unredeemed(outlook: Outlook) -> tuple[tuple[int, int], ...]:
    """Our own promises that fall due tonight without having been put, where the others did their part."""
    view = outlook.view
    found: list[tuple[int, int]] = []
    for key in sorted(view.understandings):
        entry = view.understandings[key]
        if entry.bargain.due > outlook.round or outlook.rounds_left < 1:
            continue
        pairs = list(zip(entry.bargain.terms, entry.states, strict=True))
        if not any(t.by != outlook.seat and s is TermState.KEPT for t, s in pairs):
            continue
        for term, state in pairs:
            mine = term.by == outlook.seat and term.kind in STANDS and state is TermState.PENDING
            if mine and term.issue in outlook.open and outlook.text[term.issue] != term.option:
                if binding(view.public, entry, term):
                    found.append((term.issue, term.option))
    return tuple(dict.fromkeys(found))


def supporters(outlook: Outlook, package: tuple[int, ...], issue: int = -1) -> int:
    """Voters, ourselves included, believed to gain by a change of the text."""
    count = 1
    bound = owed_support(outlook) if issue >= 0 else {}
    friends = bound.get((issue, package[issue]), ()) if issue >= 0 else ()
    for other in outlook.voters:
        rows = outlook.rows(other)
        if issue >= 0:
            gain = rows[issue][package[issue]] - rows[issue][outlook.text[issue]]
        else:
            gain = outlook.their_worth(other, package) - outlook.their_worth(other, outlook.text)
        count += gain > 0 or other in friends
    return count


def majority(outlook: Outlook) -> int:
    """About how many voters, ourselves included, must go along with a motion on the way."""
    return consents(outlook.view.table.institution.amendment, len(outlook.voters) + 1)


# --- what is settled between two ----------------------------------------------------------------------


def off_table(outlook: Outlook, partners: tuple[SeatId, ...]) -> frozenset[int]:
    """Issues that these delegations and we have settled today: nobody haggles over them again at once."""
    parties = {outlook.seat, *partners}
    return frozenset(
        term.issue
        for entry in outlook.view.understandings.values()
        if entry.round == outlook.round and set(entry.parties) == parties
        for term in entry.bargain.terms
        if term.kind in STANDS
    )


def vote_sold(outlook: Outlook, partners: tuple[SeatId, ...], voter: SeatId) -> bool:
    """Whether a delegation's vote for the whole text is promised already between us and one of them."""
    return any(
        term.kind is TermKind.ADOPT and term.by == voter and state is TermState.PENDING
        for entry in outlook.view.understandings.values()
        if outlook.seat in entry.parties and any(p in entry.parties for p in partners)
        for term, state in zip(entry.bargain.terms, entry.states, strict=True)
    )


FRESH = 1
"""Rounds for which a mind does not deal with third parties against what it has just been promised."""


def thwarted(outlook: Outlook, bargain: Bargain, partners: tuple[SeatId, ...]) -> Term | None:
    """The first undertaking in a bargain that goes against support which we have been promised; or None.

    Against any promise of those at the table, and against a fresh one of anybody.
    """
    held = held_support(outlook)
    for term in bargain.terms:
        if term.kind not in STANDS:
            continue
        for entry, own in held:
            if own.issue != term.issue or own.option == term.option or exclusive(own, term):
                continue
            theirs = term.by != outlook.seat and term.by == own.by
            here = own.by in partners or outlook.round - entry.round <= FRESH
            if theirs or (term.by == outlook.seat and here):
                return term
    return None


def held_support(outlook: Outlook) -> tuple[tuple[Understanding, Term], ...]:
    """Support that others have promised us and that binds today: (understanding, term), by id."""
    view = outlook.view
    return tuple(
        (entry, term)
        for _key, entry in sorted(view.understandings.items())
        if outlook.seat in entry.parties
        for term, state in zip(entry.bargain.terms, entry.states, strict=True)
        if term.by != outlook.seat
        and term.kind is TermKind.SUPPORT
        and state is TermState.PENDING
        and binding(view.public, entry, term)
    )


def spoils(outlook: Outlook, kind: MotionKind) -> bool:
    """Whether a motion of ours would take the text past an option that we have promised, or bought."""
    return bool(spoilt(outlook, text_after(outlook, kind)))


def spoilt(outlook: Outlook, then: Package) -> tuple[int, ...]:
    """Open clauses that another text takes past an option that we have promised, or bought (R6.5)."""
    wanted: dict[int, set[OptionIndex]] = {}
    for terms in outlook.promised.values():
        for term in terms:
            if term.kind is TermKind.SUPPORT:
                wanted.setdefault(term.issue, set()).add(term.option)
    for _entry, term in held_support(outlook):
        wanted.setdefault(term.issue, set()).add(term.option)
    text = outlook.text
    return tuple(
        k for k, names in sorted(wanted.items()) if then[k] != text[k] and then[k] not in names
    )
