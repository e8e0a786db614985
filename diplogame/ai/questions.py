"""What a mind asks, and whom: the value of what it does not know (R6.1, R16.1).

Guarantees: pure; nobody is asked the same question twice; who has shrugged at a question is asked less and
trusted a little less, and what it would not say is looked for elsewhere. What is asked differs from one
partner, one day and one delegation to the next, because their stakes and doubts do.
"""

from __future__ import annotations

from diplogame.ai.outlook import Outlook
from diplogame.rules.estimates import middles
from diplogame.rules.ids import IssueId, SeatId
from diplogame.rules.records import Belief, Meeting

KNOWN = 250
"""Points of doubt about an issue up to which a mind does not ask any more."""

FIRST = 700
"""Worth of an answer from which a mind asks before it offers; grows as time runs."""

ISSUES = 8
"""Number of issues of the text for which the numbers here are meant; doubts are scaled to it."""

TOPIC = 130
"""Per cent at which a question about the announced subject of a meeting counts."""

SHRUGGED = 2
"""Points of trust that every question a delegation would not answer takes from a mind's reckoning."""


def evaded(outlook: Outlook, other: SeatId) -> tuple[IssueId, ...]:
    """Issues that a delegation was asked about by us and would not speak of."""
    view = outlook.view
    asked = view.contacts[other].probed
    if not asked:
        return ()
    told = {e.issue for e in view.evidence if e.about == other and e.source in ("word", "staff")}
    return tuple(name for name in asked if view.table.issue_index(name) not in told)


def leaning(outlook: Outlook, other: SeatId) -> int:
    """Our trust in a delegation for dealing with it: what the ledger says, less what it would not say."""
    shrugs = len(evaded(outlook, other)) if other in outlook.view.contacts else 0
    return outlook.view.trust[other] - min(2, shrugs) * SHRUGGED


def doubt(outlook: Outlook, other: SeatId, issue: int) -> int:
    """How unsure we are of what an issue is worth to another, points of a text of eight issues."""
    belief = outlook.view.beliefs[other]
    return doubts(belief)[issue] if belief.weights else 0


_DOUBTS: dict[int, tuple[Belief, tuple[int, ...]]] = {}
"""Doubts by the identity of a belief: the same belief is asked about at every question and errand."""


def doubts(belief: Belief) -> tuple[int, ...]:
    """How unsure a belief is of what each issue is worth, points of a text of eight issues."""
    known = _DOUBTS.get(id(belief))
    if known is not None and known[0] is belief:
        return known[1]
    found = []
    for weight, values, row in zip(belief.weights, belief.values, middles(belief)[1], strict=True):
        spread = max(row) - min(row)
        widest = max([v.high - v.low for v in values])
        unsure = weight.width * spread + weight.middle * widest
        found.append(unsure * len(belief.weights) // (200 * ISSUES))
    if len(_DOUBTS) > 1024:
        _DOUBTS.clear()
    read = tuple(found)
    _DOUBTS[id(belief)] = (belief, read)
    return read  # not from the memo: another thread may empty it meanwhile


def value_of_asking(outlook: Outlook, other: SeatId, issue: int) -> int:
    """What an honest answer would be worth to us, times the chance to get one (with the day's whim)."""
    view = outlook.view
    unsure = doubt(outlook, other, issue)
    if unsure <= KNOWN:
        return 0
    row = outlook.points[issue] if outlook.points else ()
    # Much at stake for us, or perhaps a cheap thing to give away for them: either is worth knowing.
    stake = max(row) - min(row) if row else 400
    useful = 250 + min(stake, 1500) // 2 + max(0, 400 - stake)
    frank = max(200, 300 + view.trust[other] * 8 - 250 * len(evaded(outlook, other)))
    whim = 60 + outlook.dice.draw("ask", outlook.round, other, issue, sides=81)
    return unsure * useful // 1000 * min(1000, frank) // 1000 * whim // 100


def best_question(
    outlook: Outlook, meeting: Meeting, others: tuple[SeatId, ...]
) -> tuple[int, IssueId, SeatId]:
    """The question most worth asking here: its worth, the issue, and whom; (0, "", "") if none."""
    view = outlook.view
    best: tuple[int, IssueId, SeatId] = (0, "", "")
    for other in others:
        if not view.beliefs[other].weights:
            continue
        asked = view.contacts[other].probed
        for k in outlook.open:
            name = view.table.issues[k].id
            if name in asked:
                continue
            worth = value_of_asking(outlook, other, k)
            if name == meeting.issue:
                worth = worth * TOPIC // 100
            if worth > best[0]:
                best = (worth, name, other)
    return best


OPENING = 3
"""Rounds for which the talks are there to get to know each other."""

AFTERWARDS = 500
"""Worth of an answer that is asked for beyond that when the priorities should be known."""


def first(outlook: Outlook, worth: int) -> bool:
    """Whether a question comes before an offer: early, and where much is unknown."""
    return worth > FIRST + outlook.time // 2 + (AFTERWARDS if outlook.round > OPENING else 0)


def worth_breath(outlook: Outlook, worth: int) -> bool:
    """Whether a question is better than to let the other side speak, with nothing to offer it."""
    return worth > (AFTERWARDS if outlook.round > OPENING else 0)
