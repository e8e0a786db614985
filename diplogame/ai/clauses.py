"""One clause: whether it is ripe to be closed, and whether it should be opened again (R8.1).

Guarantees: pure; conduct is of one piece - what a mind had opened again it does not close as it was, and
what it voted to close it reopens at most once, for a stated reason.
"""

from __future__ import annotations

from diplogame.ai.conduct import conduct_of
from diplogame.ai.outlook import Outlook
from diplogame.ai.packages import best_change, passing
from diplogame.ai.rescue import rescued
from diplogame.rules.terms import Reason

REOPEN, REOPEN_PAID = 300, 600
"""Points that another option must bring to reopen a clause; more where we gave something for it."""

SETTLING = 2
"""Rounds after its closing before which nobody but those whose red line it crosses opens a clause again."""

SETTLED = 700
"""Time per mille before which a clause that the house has reopened is not closed again."""

BLOCKED = 450
"""Forecast per mille below which a closed clause is said to stand in the way of a text."""

CLOSING_EASE = 60
"""Points that a clause closed at a tolerable option is worth to the talks: momentum."""


def closing_view(outlook: Outlook, issue: int, vague: bool = False) -> tuple[int, Reason, int]:
    """What we think of closing a clause at its leading option, promises aside.

    ``vague`` is the constructively ambiguous wording: each side reads its own meaning into it, so a
    clause that is half bearable will do; the proud and the plain-spoken want it clear.
    """
    if not outlook.points:
        return 0, Reason.AGREED, issue
    row = outlook.points[issue]
    option = outlook.text[issue]
    if any(issue == k and option in options for r in _lone_lines(outlook) for k, options in r):
        return -1, Reason.RED_LINE, issue
    if issue in outlook.held_out and row[option] < max(row):
        return -1, Reason.HOLDING_OUT, issue
    saved = rescued(outlook)
    if saved:
        # The whole text fails: what can be signed without the rest is closed, and the rest is not.
        return (1, Reason.AGREED, issue) if issue in saved else (-1, Reason.WORST_CLAUSE, issue)
    conduct = conduct_of(outlook.view)
    if conduct.opened.get(issue) == outlook.round:
        # What was opened today was opened to be changed.
        return 0, Reason.NOTHING_NEW, issue
    if issue in conduct.unsettled and conduct.closings.get(issue) == option:
        # We had it opened again: it is not closed by us as it was.
        return 0, Reason.HOLDING_OUT, issue
    if issue in conduct.reopened and outlook.time < SETTLED:
        return 0, Reason.HOLDING_OUT, issue
    if best_change(outlook, issue, late=True)[0] >= REOPEN * 2 // 3:
        return 0, Reason.HOLDING_OUT, issue
    disputed = contested(outlook, issue)
    if disputed and not vague:
        # Where everybody is needed, a clause closed over somebody's head is a clause to reopen.
        return 0, Reason.HOLDING_OUT, issue
    missing = max(row) - row[option]
    bearable = 120 + CLOSING_EASE + outlook.time * outlook.time // 1000 * 900 // 1000
    if vague:
        plain = outlook.temper.candour + outlook.temper.pride
        bearable = bearable * (260 - plain) // 100 if plain < 160 else bearable
    if missing <= bearable // 2:
        return 1, Reason.AGREED, issue
    if missing <= bearable or disputed:
        return 0, Reason.HOLDING_OUT, issue
    return -1, Reason.WORST_CLAUSE, issue


def contested(outlook: Outlook, issue: int) -> bool:
    """Whether more of the others than adoption can spare are believed to mind a leading option."""
    option = outlook.text[issue]
    minding = 0
    for other in outlook.voters:
        row = outlook.rows(other)[issue]
        minding += row[option] < 0 or (max(row) >= 500 and row[option] * 100 < max(row) * 30)
    return minding > len(outlook.voters) - outlook.needed


def _lone_lines(outlook: Outlook) -> list[tuple[tuple[int, tuple[int, ...]], ...]]:
    return [r.parts for r in outlook.view.interests.red_lines if len(r.parts) == 1]


def reopening(outlook: Outlook, issue: int) -> tuple[int, Reason, int]:
    """Reopen a clause: only where another option would be worth it - more so if we paid for it."""
    if not outlook.points:
        return 0, Reason.AGREED, issue
    conduct = conduct_of(outlook.view)
    if issue in conduct.unsettled:
        return -1, Reason.NOTHING_NEW, issue
    if issue in rescued(outlook):
        return -1, Reason.HOLDING_OUT, issue
    if issue in {k for line in crossed_lines(outlook) for k, _ in line}:
        return 1, Reason.RED_LINE, issue
    if issue in conduct.reopened or outlook.round - conduct.shut.get(issue, -9) < SETTLING:
        return -1, Reason.NOTHING_NEW, issue
    gain, _option = best_change(outlook, issue)
    paid = outlook.seat in outlook.view.public.clauses[issue].paid
    bound = paid or issue in conduct.closed
    blocks = passing(outlook, outlook.text) < BLOCKED
    if gain >= (REOPEN_PAID if bound else REOPEN) and blocks:
        return 1, Reason.WORST_CLAUSE, issue
    if gain >= REOPEN // 2 and not bound:
        return 0, Reason.HOLDING_OUT, issue
    return -1, Reason.BOUND if paid else Reason.NOTHING_NEW, issue


def crossed_lines(outlook: Outlook) -> list[tuple[tuple[int, tuple[int, ...]], ...]]:
    """Our red lines that the text crosses as it reads, as (issue, options)."""
    return [r.parts for r in outlook.view.interests.red_lines if r.holds(outlook.text)]
