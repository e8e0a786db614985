"""What a delegation knows that tells how another will vote: signs, as whole numbers.

Every sign is per mille of something that is said beside it in `SIGNS`, and nought where nothing speaks
for either side, so that tables of weights (`diplogame.app.outlook.weights`) can be read line by line.

Guarantees: reads a view and nothing else; whole numbers; a sign that cannot be read is nought.
"""

from __future__ import annotations

from typing import Final

from diplogame.app.outlook.worth import believed_gain
from diplogame.rules import tables
from diplogame.rules.aspirations import time_used
from diplogame.rules.conference import Kind
from diplogame.rules.decisions import Ballot
from diplogame.rules.estimates import middle_points, package_band
from diplogame.rules.forecasts import stance_for
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.phases import last_round
from diplogame.rules.pledges import keeping, pledge
from diplogame.rules.records import Public
from diplogame.rules.terms import (
    AccreditObserver,
    AdoptPartial,
    Amend,
    BallotRecord,
    Band,
    Clarity,
    ClauseStatus,
    CloseClause,
    ConveneSummit,
    DeferToAnnex,
    DivideTheQuestion,
    Endorse,
    MotionKind,
    MoveToVote,
    Reason,
    ReferToExperts,
    Reopen,
    Stance,
    StartSilence,
    StopClock,
    Suspend,
    TablePackage,
)
from diplogame.rules.values import dataclass
from diplogame.rules.view import SeatView

ADOPT, FINAL, CHANGE, PACKAGE, CLOSE, OTHER = (
    "adopt",
    "final",
    "change",
    "package",
    "close",
    "other",
)
"""The families of questions: the whole text while there is time and at the last, one clause of its
wording and several at once, closing a clause, and procedure."""

WHOLE: Final = (MoveToVote, StartSilence, AdoptPartial)

_TEXT = {
    "sure": 1,
    "below": 1,
    "held": -1,
    "opposed": -1,
    "worst": -1,
    "brackets": -1,
    "refused": -1,
    "since": 1,
    "waited": 1,
    "word": 1,
    "habit": 1,
    "warm": 1,
}
_WORDING = {
    "known": 1,
    "floor": 1,
    "help": 1,
    "care": 1,
    "stance": 1,
    "many": -1,
    "word": 1,
    "again": 1,
    "warm": 1,
    "time": 0,
}
_CLAUSE = {
    "late": 1,
    "missing": -1,
    "supports": 1,
    "bears": 1,
    "opposes": -1,
    "sponsor": 1,
    "rival": -1,
    "objected": -1,
    "minded": -1,
    "vague": 1,
    "word": 1,
    "again": 1,
    "warm": 1,
    "time": 0,
}
_PROCEDURE = {
    "reopen": 0,
    "refer": 0,
    "summit": 0,
    "clock": 0,
    "suspend": 0,
    "divide": 0,
    "observer": 0,
    "endorse": 0,
    "kindred": 1,
    "missing": 1,
    "warm": 1,
    "again": 1,
    "time": 0,
}

SIGNS: Final[dict[str, dict[str, int]]] = {
    ADOPT: _TEXT,
    FINAL: _TEXT,
    CHANGE: _WORDING,
    PACKAGE: _WORDING,
    CLOSE: _CLAUSE,
    OTHER: _PROCEDURE,
}
"""The signs of each family, in the order in which `signs` returns them, and which way each may speak: for
a yes (1), against it (-1), or either way (0)."""

_FAVOURABLE = {Ballot.YES: 1, Ballot.SILENT: 1, Ballot.NO: -1, Ballot.OBJECTION: -1}
_SCORE = {Stance.SUPPORT: 3, Stance.LIVE_WITH: 2, Stance.RESERVE: 1, Stance.OPPOSE: 0}
_PROCEDURES: Final = {
    "reopen": Reopen,
    "refer": ReferToExperts,
    "summit": ConveneSummit,
    "clock": StopClock,
    "suspend": Suspend,
    "divide": DivideTheQuestion,
    "observer": AccreditObserver,
    "endorse": Endorse,
}


def family(view: SeatView, kind: MotionKind) -> str:
    """The family of questions to which a motion belongs."""
    match kind:
        case MoveToVote() | StartSilence() | AdoptPartial():
            return FINAL if final(view) else ADOPT
        case Amend() | DeferToAnnex():
            return CHANGE
        case TablePackage():
            return PACKAGE
        case CloseClause():
            return CLOSE
        case _:
            return OTHER


@dataclass(frozen=True, slots=True)
class Cast:
    """What one delegation has done in the roll-calls so far.

    Attributes:
        habit: By kind of motion: (ballots for, ballots against, all).
        last: Its last ballot on each question, 1, 0 or -1.
        whole: Whole texts on which it voted last: (text, 1, 0 or -1, reason); None before any.
    """

    habit: dict[str, tuple[int, int, int]]
    last: dict[MotionKind, int]
    whole: tuple[Package, int, Reason] | None


_CAST: list[tuple[tuple[BallotRecord, ...], dict[SeatId, Cast]]] = []
"""Roll-calls that were read last: a view is asked about many motions."""


def casts(public: Public) -> dict[SeatId, Cast]:
    """What every delegation has done in the roll-calls so far; those who never voted are left out."""
    last = _CAST[0] if _CAST else None
    if last is not None and last[0] is public.votes:
        return last[1]
    found: dict[SeatId, Cast] = {}
    for record in public.votes:
        kind = record.motion.kind
        whole = isinstance(kind, WHOLE)
        name = type(kind).__name__
        for seat, ballot, reason, _issue in record.ballots:
            if ballot is Ballot.ABSENT:
                continue
            way = 1 if whole and ballot is Ballot.CONCERN else _FAVOURABLE.get(ballot, 0)
            cast = found.get(seat) or Cast({}, {}, None)
            yes, no, count = cast.habit.get(name, (0, 0, 0))
            cast.habit[name] = (yes + (way > 0), no + (way < 0), count + 1)
            cast.last[kind] = way
            if whole:
                cast = Cast(cast.habit, cast.last, (record.package, way, reason))
            found[seat] = cast
    _CAST[:] = [(public.votes, found)]
    return found


_NOTHING = Cast({}, {}, None)


def signs(view: SeatView, seat: SeatId, kind: MotionKind, after: Package) -> tuple[int, ...]:
    """The signs by which to tell another delegation's vote, in the order of `SIGNS` for its family.

    Args:
        view: Who asks.
        seat: Whose vote; another voting delegation.
        kind: The motion.
        after: The text as it would be left.
    """
    cast = casts(view.public).get(seat, _NOTHING)
    yes, no, count = cast.habit.get(type(kind).__name__, (0, 0, 0))
    found = {
        "habit": (yes - no) * 1000 // (count + 2),
        "again": cast.last.get(kind, 0) * 1000,
        "time": time_used(view),
        "warm": (view.regard.get(seat, 50) - 50) * 20,
    }
    of = family(view, kind)
    way = pledge(view, seat, kind, after)
    found["word"] = way * keeping(view, seat).middle if way else 0
    if of in (ADOPT, FINAL):
        _whole(view, seat, after, cast, found)
    elif of in (CHANGE, PACKAGE):
        _change(view, seat, after, found)
    elif of == CLOSE:
        assert isinstance(kind, CloseClause)
        _closing(view, seat, kind, found)
    else:
        _procedure(view, seat, kind, found)
    return tuple(found.get(name, 0) for name in SIGNS[of])


HOLDS, SHARE = 30, 25
"""What delegations hold back while there is time (R20.2): the usual exponent, per cent, of the curve, and
the share, per cent, of what there is to gain that a text must bring them before the last question."""


def _limit(value: int, most: int) -> int:
    return max(-most, min(most, value))


def final(view: SeatView) -> bool:
    """Whether a text that falls now has hardly another chance: the last round, or the chair asks."""
    public = view.public
    if public.round >= last_round(view.table.calendar, public.clock_stopped):
        return True
    if public.crisis >= view.table.crisis.limit:
        return True
    motion = public.motion
    asking = view.seat if motion is None else motion.by
    card = view.table.cards.get(asking)
    return card is None or card.kind is Kind.CHAIR


def _whole(view: SeatView, seat: SeatId, text: Package, cast: Cast, found: dict[str, int]) -> None:
    worth, reserve = package_band(view, seat, text), view.beliefs[seat].reserve
    surplus = _limit(worth.middle - reserve.middle, 4000)
    spread = (worth.width + reserve.width) // 2
    held = 0 if final(view) else tables.concession(time_used(view), HOLDS)
    dream = sum(max(row) for row in middle_points(view, seat)) if spread else 0
    back = max(0, dream - reserve.middle) * held // 1000 * SHARE // 100
    found["sure"] = _limit((surplus - back) * 1000 // (spread + 400), 3000)
    found["below"] = min(0, surplus)
    found["held"] = held
    found["opposed"], found["worst"] = _declared_against(view, seat, text)
    clauses = view.public.clauses
    open_ = sum(clause.status is ClauseStatus.BRACKETED for clause in clauses)
    found["brackets"] = open_ * 1000 // len(clauses)
    if cast.whole is not None:
        before, way, reason = cast.whole
        gain = believed_gain(view, seat, before, text).middle
        if way < 0:
            found["refused"] = 1000
            found["since"] = _limit(gain, 1500)
            found["waited"] = 1000 if reason is Reason.HOLDING_OUT else 0
        else:
            found["since"] = min(0, gain)


def _stance(view: SeatView, seat: SeatId, issue: int, option: int) -> Stance:
    """What a delegation has declared on an option; what we believe where it has declared nothing."""
    declared = view.public.stances.get(seat)
    if declared is not None:
        return declared[issue][option]
    belief = view.beliefs[seat]
    if not belief.weights:
        return Stance.LIVE_WITH
    return stance_for(belief.values[issue][option].middle, belief.weights[issue].middle)


def _declared_against(view: SeatView, seat: SeatId, text: Package) -> tuple[int, int]:
    """Share per mille of its weight, as believed, on clauses that it opposes: of all, and of the heaviest.

    Reserves count half.
    """
    belief = view.beliefs[seat]
    if not belief.weights:
        return 0, 0
    scale = max(1, sum(band.middle for band in belief.weights))
    against = [0]
    for k, option in enumerate(text):
        stance = _stance(view, seat, k, option)
        share = 2 if stance is Stance.OPPOSE else 1 if stance is Stance.RESERVE else 0
        against.append(belief.weights[k].middle * share)
    return sum(against) * 500 // scale, max(against) * 500 // scale


def lack(view: SeatView, seat: SeatId, text: Package) -> int:
    """What a delegation is believed to lack for contentment with a text, points; our own is exact."""
    if seat == view.seat:
        worth = view.interests.utility(text) if view.interests.points else view.walk_away
        return max(0, view.walk_away - worth)
    if not view.beliefs[seat].weights:
        return 0
    rows = middle_points(view, seat)
    worth = sum(row[option] for row, option in zip(rows, text, strict=True))
    return max(0, view.beliefs[seat].reserve.middle - worth)


def _change(view: SeatView, seat: SeatId, after: Package, found: dict[str, int]) -> None:
    before, belief = view.text, view.beliefs[seat]
    changed = [k for k, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    gain: Band = believed_gain(view, seat, before, after)
    found["known"] = _limit(gain.middle * 1000 // (gain.width // 2 + 150), 2500)
    found["floor"] = _limit(lack(view, seat, before) - lack(view, seat, after), 1500)
    late = found["time"] * found["time"] // 1000
    others = [s for s in view.table.seats if s != seat]
    helped = sum(lack(view, s, before) - lack(view, s, after) for s in others)
    found["help"] = _limit(helped, 3000) * late // 1000
    found["care"] = _limit(helped, 3000)
    found["many"] = min(1000, 250 * max(0, len(changed) - 1))
    if belief.weights:
        steps = sum(
            (_SCORE[_stance(view, seat, k, after[k])] - _SCORE[_stance(view, seat, k, before[k])])
            * belief.weights[k].middle
            for k in changed
        )
        found["stance"] = _limit(steps // 3, 1500)


def _closing(view: SeatView, seat: SeatId, kind: CloseClause, found: dict[str, int]) -> None:
    issue = view.table.issue_index(kind.issue)
    option = view.text[issue]
    found["vague"] = 1000 if kind.clarity is Clarity.AMBIGUOUS else 0
    if view.beliefs[seat].weights:
        row = middle_points(view, seat)[issue]
        missing = min(2000, max(row) - row[option])
        found["missing"] = missing
        found["late"] = missing * found["time"] // 1000
    stance = _stance(view, seat, issue, option)
    found["supports"] = 1000 if stance is Stance.SUPPORT else 0
    found["bears"] = 1000 if stance is Stance.LIVE_WITH else 0
    found["opposes"] = 1000 if stance is Stance.OPPOSE else 0
    clause = view.public.clauses[issue]
    for wanted, names in zip(clause.options, clause.sponsors, strict=True):
        if seat in names:
            found["sponsor" if wanted == option else "rival"] = 1000
    minded = objected = 0
    others = [s for s in view.table.seats if s not in (seat, view.seat)]
    for other in others:
        against = _stance(view, other, issue, option) in (Stance.OPPOSE, Stance.RESERVE)
        objected += against or pledge(view, other, kind, view.text) < 0
        if view.beliefs[other].weights:
            row = middle_points(view, other)[issue]
            minded += max(row) >= 500 and row[option] * 100 < max(row) * 30
    found["minded"] = min(1000, minded * 1000)
    found["objected"] = min(1000, objected * 1000)


def _procedure(view: SeatView, seat: SeatId, kind: MotionKind, found: dict[str, int]) -> None:
    for name, of in _PROCEDURES.items():
        found[name] = 1000 if isinstance(kind, of) else 0
    if isinstance(kind, Reopen) and view.beliefs[seat].weights:
        issue = view.table.issue_index(kind.issue)
        row = middle_points(view, seat)[issue]
        found["missing"] = min(2000, max(row) - row[view.text[issue]])
    elif isinstance(kind, AccreditObserver):
        found["kindred"] = _kindred(view, seat, kind.delegation)
    elif isinstance(kind, Endorse):
        # Nobody endorses pressure on itself; friends of the target shield it.
        found["kindred"] = -1000 if kind.target == seat else -_kindred(view, seat, kind.target)


def _kindred(view: SeatView, seat: SeatId, other: SeatId) -> int:
    """Per mille of the issues on which two delegations' declared positions are the same."""
    ours, theirs = (
        [option for option, _priority in view.table.cards[each].declared]
        if each in view.table.cards
        else []
        for each in (seat, other)
    )
    same = sum(a == b for a, b in zip(ours, theirs, strict=False))
    return same * 1000 // max(1, len(ours))
