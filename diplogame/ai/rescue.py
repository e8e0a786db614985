"""What can be saved when the whole text fails: clauses that enough would sign without the rest (R19.1).

Guarantees: pure; on the last day only; what is saved is worth more than the walk-away to the one who saves
it, crosses none of its red lines, and stands a better chance than the text as it reads. Meeting again, and
parting without a result, are weighed by the same forecast.
"""

from __future__ import annotations

from diplogame.ai.outlook import Outlook
from diplogame.ai.packages import passing
from diplogame.ai.reading import AGAINST
from diplogame.ai.verdict import signing
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.terms import ClauseStatus, CloseClause, MoveToVote, Stance, StartSilence

IN_SIGHT = 350
"""Forecast per mille from which the whole text is in sight, and nothing need be saved of it."""

WORTHWHILE = 60
"""Points of prospect from which it is worth to hear the chair's last questions."""

MINDED, DEAF = 400, 60
"""Points for which it counts that somebody votes today against the closing of a clause, or opposes in
public that it stays as it is; and per cent of its chance that a text has left which does so nevertheless."""

_NOTHING: frozenset[int] = frozenset()


def rescued(outlook: Outlook) -> frozenset[int]:
    """Clauses that a partial agreement would hold, those closed already among them; none to save none.

    The clause whose absence brings most is left out, and the next, down to the least number that the
    institution asks for; the best of these texts is taken by chance and own surplus.
    """
    if outlook.saved is None:
        outlook.saved = _seek(outlook)
    return outlook.saved


def _seek(outlook: Outlook) -> frozenset[int]:
    minimum = outlook.view.table.institution.partial_minimum
    if not outlook.last or not outlook.points or minimum < 1 or _text_will_do(outlook):
        return _NOTHING
    kept = frozenset(range(len(outlook.text)))
    best, found = 0, _NOTHING
    whole = 0 if _failed(outlook) else _hope(outlook, outlook.text)
    minded, dear = objections(outlook), _cannot_wait(outlook)
    while True:
        prospects = [
            (_pull(outlook, kept - {k}) + MINDED * (len(minded.get(k, ())) - len(dear[k])), -k)
            for k in sorted(kept - outlook.closed)
        ]
        if not prospects or len(kept) <= minimum:
            break
        _value, left_out = max(prospects)
        kept -= {-left_out}
        hope = _hope(outlook, without(outlook, kept))
        deaf = sum(len(minded.get(k, ())) if k in kept else len(dear[k]) for k in range(len(dear)))
        hope = hope * DEAF**deaf // 100**deaf
        if hope > max(best, whole):
            best, found = hope, kept
    named = kept_without_blame(outlook)
    least = minimum <= len(named) < len(outlook.text)
    if least and _hope(outlook, without(outlook, named)) > max(best, whole):
        return named
    return found if best >= WORTHWHILE else _NOTHING


def _text_will_do(outlook: Outlook) -> bool:
    if _failed(outlook) or passing(outlook, outlook.text) < IN_SIGHT:
        return False
    return signing(outlook, outlook.text, final=True).ok


def objections(outlook: Outlook) -> dict[int, tuple[SeatId, ...]]:
    """Who has voted today against the closing of a clause as it reads, by issue index."""
    found: dict[int, tuple[SeatId, ...]] = {}
    for record in outlook.view.public.votes:
        kind = record.motion.kind
        if record.motion.round != outlook.round or not isinstance(kind, CloseClause):
            continue
        issue = outlook.view.table.issue_index(kind.issue)
        if record.package[issue] == outlook.text[issue]:
            found[issue] = tuple(
                s for s, b, _r, _i in record.ballots if b in AGAINST and s != outlook.seat
            )
    return found


def _cannot_wait(outlook: Outlook) -> tuple[tuple[SeatId, ...], ...]:
    """Who opposes in public that a clause stay as it is today, by issue index."""
    stances = outlook.view.public.stances
    found = []
    for k, issue in enumerate(outlook.view.table.issues):
        rows = ((o, stances.get(o)) for o in outlook.voters)
        found.append(
            tuple(o for o, row in rows if row and row[k][issue.status_quo] is Stance.OPPOSE)
        )
    return tuple(found)


def without(outlook: Outlook, kept: frozenset[int]) -> Package:
    """The text with these clauses only, the status quo elsewhere."""
    return tuple(
        option if k in kept else issue.status_quo
        for k, (option, issue) in enumerate(
            zip(outlook.text, outlook.view.table.issues, strict=True)
        )
    )


def _failed(outlook: Outlook) -> bool:
    """Whether the house has refused the very text that stands: nobody has had news since."""
    return outlook.text in outlook.view.public.failed_votes


def kept_without_blame(outlook: Outlook) -> frozenset[int]:
    """All clauses but those that are open and on which the last vote on this text is said to have failed."""
    every = frozenset(range(len(outlook.text)))
    for record in reversed(outlook.view.public.votes):
        if isinstance(record.motion.kind, MoveToVote | StartSilence):
            blamed = {i for s, _b, _r, i in record.ballots if s in record.blockers}
            return every - (blamed - outlook.closed) if blamed else every
    return every


def _pull(outlook: Outlook, kept: frozenset[int]) -> int:
    """How far a partial text has come towards one that all sign: what all lack of it, ourselves included."""
    package = without(outlook, kept)
    lacks = sum(outlook.shortfalls(package)[: outlook.needed])
    own = max(0, outlook.walk - outlook.worth(package))
    return -lacks - own - (4000 if outlook.crossed(package) else 0)


def _hope(outlook: Outlook, package: Package) -> int:
    """Points above the walk-away times the chance of a text; nought for one that we would not sign."""
    found = signing(outlook, package, final=True)
    if not found.ok:
        return 0
    return max(1, outlook.at_signature(package) - outlook.walk) * passing(outlook, package) // 1000


def prospect(outlook: Outlook) -> int:
    """What the chair's last questions promise us, in points above the walk-away (R19.1)."""
    minimum = outlook.view.table.institution.partial_minimum
    statuses = (c.status for c in outlook.view.public.clauses)
    closed = frozenset(k for k, s in enumerate(statuses) if s is ClauseStatus.CLOSED)
    hopes = [0 if _failed(outlook) else _hope(outlook, outlook.text)]
    if 0 < minimum <= len(closed):
        hopes.append(_hope(outlook, without(outlook, closed)))
    kept = rescued(outlook)
    if kept:
        # Half of it: others have to close what is missing.
        hopes.append(_hope(outlook, without(outlook, kept)) // (1 if kept <= closed else 2))
    return max(hopes)
