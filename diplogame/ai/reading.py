"""How a mind reads another delegation: beliefs, nameplates, declared stances and roll-calls (R16.1, R20.5).

Guarantees: reads the view only - what any player in that chair could read off the board; the difficulty
decides how much of it a mind makes use of, never how much there is. A reading is worked out once for a
belief and a public record, and kept while both stay the same.
"""

from __future__ import annotations

from diplogame.ai.circle import CIRCLE
from diplogame.ai.conduct import text_before
from diplogame.ai.temperament import Temper
from diplogame.rules.decisions import Ballot
from diplogame.rules.estimates import middle_points, middles
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.records import Belief
from diplogame.rules.setup import PRIORITY_BANDS, value_prior
from diplogame.rules.terms import (
    Amend,
    BallotRecord,
    DeferToAnnex,
    MoveToVote,
    Reason,
    Stance,
    StartSilence,
    TablePackage,
)
from diplogame.rules.view import DelegationCard, SeatView

Rows = tuple[tuple[int, ...], ...]
Stances = tuple[tuple[Stance, ...], ...]

AGAINST = (Ballot.NO, Ballot.OBJECTION)
FAVOUR = (Ballot.YES, Ballot.SILENT)

SAID = {Reason.RED_LINE: 1100, Reason.WORST_CLAUSE: 350, Reason.HOME: 500, Reason.HOLDING_OUT: 120}
"""Points that an objection explained by such a reason speaks against the clause it names."""

MOST_SAID = 1500
"""Points that repeated objections may speak against a clause."""

NOT_ITS_OWN = (Reason.PROMISED, Reason.BOUND)
"""Reasons that make a ballot say nothing about what its delegation wants."""

MEANT = {Stance.SUPPORT: 92, Stance.LIVE_WITH: 62, Stance.RESERVE: 46, Stance.OPPOSE: 12}
"""Value, 0-100, that a declared stance stands for: in public everybody is a step harder than at home."""

HEARD = 70
"""Per cent of a declared stance that a perfect listener believes of a delegation of good credibility."""

_BELIEVED: dict[tuple[int, ...], tuple[Belief, object, object, Rows]] = {}
"""Whole readings by the identity of a belief, of the stances and of the roll-calls."""

_GUESSES: dict[tuple[int, ...], tuple[Belief, object, Rows]] = {}
"""Readings by the identity of a belief and of the stances: most stay as they are for many commands."""

_PLAIN: dict[int, tuple[DelegationCard, Rows]] = {}
"""Readings of nameplates: what is declared does not change while a conference is played."""

_SHIFTS: dict[
    int, tuple[tuple[BallotRecord, ...], dict[SeatId, tuple[tuple[int, int, int], ...]]]
] = {}
"""What roll-calls prefer to what, by the identity of the record."""

_HEARD: dict[
    tuple[int, int, int],
    tuple[tuple[BallotRecord, ...], dict[SeatId, dict[tuple[int, int], int]]],
] = {}
"""What was said against options when ballots were explained, by the identity of the record."""


def believed(view: SeatView, temper: Temper, other: SeatId) -> Rows:
    """Points per issue and option that this mind believes a text is made of for another delegation."""
    belief = view.beliefs[other]
    if not belief.weights:
        return tuple((0,) * len(i.options) for i in view.table.issues)
    stances, votes = view.public.stances.get(other), view.public.votes
    name = view.public.credibility[other]
    level = (temper.reading, temper.listening, temper.emphasis)
    memo = (id(belief), id(stances), id(votes), name, *level)
    known = _BELIEVED.get(memo)
    if known is not None and known[0] is belief and known[1] is stances and known[2] is votes:
        return known[3]
    if len(_BELIEVED) > _room(view):
        _BELIEVED.clear()
    rows = _read(view, temper, other)
    _BELIEVED[memo] = (belief, stances, votes, rows)
    return rows


def _room(view: SeatView) -> int:
    """How many readings are kept: those of a circle for every mind of the hall."""
    return max(1024, 2 * CIRCLE * len(view.table.seats))


def _read(view: SeatView, temper: Temper, other: SeatId) -> Rows:
    rows = _guess(view, temper, other)
    if temper.listening:
        rows = _by_roll_calls(view, temper, other, rows)
    rows = _by_emphasis(view, temper, other, rows)
    said = complaints(view, other, temper)
    if not said:
        return rows
    changed: dict[int, list[int]] = {}
    for (k, option), points in said.items():
        changed.setdefault(k, list(rows[k]))[option] -= points
    return tuple(tuple(changed[k]) if k in changed else row for k, row in enumerate(rows))


def _guess(view: SeatView, temper: Temper, other: SeatId) -> Rows:
    """Beliefs, blurred by what a poor reader takes from nameplates and sharpened by declared stances."""
    belief = view.beliefs[other]
    stances = view.public.stances.get(other) if temper.listening else None
    share = temper.reading
    if share >= 100 and stances is None:
        return middle_points(view, other)
    # Words count for as much as the name of who speaks, which rises and falls while they stand.
    name = 0 if stances is None else view.public.credibility[other]
    memo = (id(belief), id(stances), share, temper.listening, name)
    known = _GUESSES.get(memo)
    if known is not None and known[0] is belief and known[1] is stances:
        return known[2]
    keen = (
        middle_points(view, other) if stances is None else _listened(view, temper, other, stances)
    )
    rows = keen
    if share < 100:
        rest = 100 - share
        rows = tuple(
            [
                tuple([(a * share + b * rest) // 100 for a, b in zip(sharp, vague, strict=True)])
                for sharp, vague in zip(keen, _plain(view, other), strict=True)
            ]
        )
    if len(_GUESSES) > _room(view):
        _GUESSES.clear()
    _GUESSES[memo] = (belief, stances, rows)
    return rows


def _listened(view: SeatView, temper: Temper, other: SeatId, stances: Stances) -> Rows:
    """Believed points with the values of options drawn to what the delegation says of them in public.

    The less stands behind a belief, and the better the name of who speaks, the more the words count.
    """
    belief = view.beliefs[other]
    name = min(100, 40 + view.public.credibility[other] * 60 // 100)
    weights, rows = middles(belief)
    scale = max(1, sum(weights))
    found = []
    for weight, values, certainty, declared in zip(
        weights, rows, belief.certainty, stances, strict=True
    ):
        unsure = 100 - certainty * 6 // 10
        share = HEARD * temper.listening * name * unsure // 1_000_000
        rest = 100 - share
        drawn = [
            weight * (rest * value + share * MEANT[stance]) // 100 * 100 // scale
            for value, stance in zip(values, declared, strict=True)
        ]
        found.append(tuple(drawn))
    return tuple(found)


def _plain(view: SeatView, other: SeatId) -> Rows:
    """What declared positions alone suggest: points per issue and option."""
    card = view.table.cards[other]
    known = _PLAIN.get(id(card))
    if known is not None and known[0] is card:
        return known[1]
    weights = [PRIORITY_BANDS[priority].middle for _, priority in card.declared]
    total = max(1, sum(weights))
    rows = tuple(
        tuple(
            weights[k] * 10_000 // total * band.middle // 100
            for band in value_prior(issue, card.declared[k][0])
        )
        for k, issue in enumerate(view.table.issues)
    )
    if len(_PLAIN) > 256:
        _PLAIN.clear()
    _PLAIN[id(card)] = (card, rows)
    return rows


WholeTexts = tuple[tuple[Package, dict[SeatId, tuple[Ballot, Reason]]], ...]

_WHOLE: dict[int, tuple[tuple[BallotRecord, ...], WholeTexts]] = {}
"""Roll-calls on whole texts, by the identity of the record."""


def whole_texts(votes: tuple[BallotRecord, ...]) -> WholeTexts:
    """The texts as a whole that were put to a roll-call, with everybody's ballot and reason."""
    known = _WHOLE.get(id(votes))
    if known is not None and known[0] is votes:
        return known[1]
    found = tuple(
        # Of a delegation that is called twice the first ballot counts.
        (record.package, {s: (b, r) for s, b, r, _ in reversed(record.ballots)})
        for record in votes
        if isinstance(record.motion.kind, MoveToVote | StartSilence)
    )
    if len(_WHOLE) > 64:
        _WHOLE.clear()
    _WHOLE[id(votes)] = (votes, found)
    return found


# --- roll-calls --------------------------------------------------------------------------------------


def _by_roll_calls(view: SeatView, temper: Temper, other: SeatId, rows: Rows) -> Rows:
    """Believed points in keeping with how the delegation has voted on amendments.

    Who votes for a change is not worse off by it: where we believed so, half the error goes to each side.
    """
    shifts = preferences(view).get(other)
    if not shifts:
        return rows
    changed: dict[int, list[int]] = {}
    for issue, better, worse in shifts:
        row = changed.get(issue) or list(rows[issue])
        error = row[worse] - row[better]
        if error > 0:
            row[better] += error * temper.listening // 200
            row[worse] -= error * temper.listening // 200
            changed[issue] = row
    if not changed:
        return rows
    return tuple(tuple(changed[k]) if k in changed else row for k, row in enumerate(rows))


def _by_emphasis(view: SeatView, temper: Temper, other: SeatId, rows: Rows) -> Rows:
    """Believed points with more in the clauses that a delegation gives as reasons for its objections.

    What somebody lets a text fail for weighs more with it than its nameplate says, and all the rest less:
    one loud clause is exposed as a bargaining chip by the quiet one that decides.
    """
    if not temper.emphasis:
        return rows
    named = {issue for issue, _option in complaints(view, other, temper)}
    if not named or len(named) == len(rows):
        return rows
    shares = [100 + (temper.emphasis if k in named else 0) for k in range(len(rows))]
    before = sum(max(row) for row in rows)
    after = sum(max(row) * share for row, share in zip(rows, shares, strict=True))
    if before <= 0 or after <= 0:
        return rows
    return tuple(
        tuple(points * share * before // after for points in row)
        for row, share in zip(rows, shares, strict=True)
    )


def preferences(view: SeatView) -> dict[SeatId, tuple[tuple[int, int, int], ...]]:
    """What each delegation's ballots on amendments preferred: (issue, better option, worse option)."""
    votes = view.public.votes
    known = _SHIFTS.get(id(votes))
    if known is not None and known[0] is votes:
        return known[1]
    if len(_SHIFTS) > 64:
        _SHIFTS.clear()
    found: dict[SeatId, list[tuple[int, int, int]]] = {}
    public = view.public
    text: Package = public.versions[0].package if public.versions else view.text
    round_ = 0
    for record in votes:
        if record.motion.round != round_:
            round_ = record.motion.round
            text = text_before(public, round_) or text
        kind = record.motion.kind
        if isinstance(kind, Amend):
            issue = view.table.issue_index(kind.issue)
            for seat, ballot, reason, _about in record.ballots:
                if reason in NOT_ITS_OWN or kind.option == text[issue]:
                    continue
                if ballot in FAVOUR:
                    found.setdefault(seat, []).append((issue, kind.option, text[issue]))
                elif ballot in AGAINST:
                    found.setdefault(seat, []).append((issue, text[issue], kind.option))
        if record.carried and isinstance(kind, Amend | TablePackage | DeferToAnnex):
            text = record.package
    read = {seat: tuple(items) for seat, items in found.items()}
    _SHIFTS[id(votes)] = (votes, read)
    return read


def complaints(view: SeatView, other: SeatId, temper: Temper) -> dict[tuple[int, int], int]:
    """What a delegation has said against options in its explanations of vote, in points.

    Beliefs hold no red lines; a roll-call does, for those who listen (R8.4). Who says the same thing
    again means it more than it seemed: that is heard by good listeners.
    """
    votes = view.public.votes
    memo = (id(votes), temper.reading, temper.listening)
    known = _HEARD.get(memo)
    if known is None or known[0] is not votes:
        if len(_HEARD) > 64:
            _HEARD.clear()
        known = _HEARD[memo] = (votes, _heard(votes, temper))
    return known[1].get(other, {})


def _heard(
    votes: tuple[BallotRecord, ...], temper: Temper
) -> dict[SeatId, dict[tuple[int, int], int]]:
    found: dict[SeatId, dict[tuple[int, int], int]] = {}
    for record in votes:
        adoption = isinstance(record.motion.kind, MoveToVote | StartSilence)
        for seat, ballot, reason, issue in record.ballots:
            if issue < 0 or ballot not in AGAINST:
                continue
            weight = SAID.get(reason, 0) if adoption or reason is Reason.RED_LINE else 0
            if weight:
                heard = found.setdefault(seat, {})
                key = (issue, record.package[issue])
                weight = weight * temper.reading // 100
                more = min(weight, heard.get(key, 0)) * temper.listening // 200
                heard[key] = min(MOST_SAID, max(heard.get(key, 0), weight) + more)
    return found
