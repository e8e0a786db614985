"""What a delegation believes of each other one, kept so that a roll-call is read when somebody looks.

Everybody hears every ballot on an amendment (R8.4): in a hall of 193 that is 37 000 beliefs a vote, most
of which nobody asks for before the next. So a vote is noted, once for all, and moves a belief when it
is read; what many share, literally, is moved once for them all.

Guarantees: a mapping like any other - what it gives, and what it equals, does not depend on when anybody
looked; never changed in place as far as can be seen; the same object is given until the belief moves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diplogame.rules.ids import OptionIndex, SeatId
from diplogame.rules.records import Belief
from diplogame.rules.terms import Band
from diplogame.rules.values import replace

MOST_SHARED = 2048
"""Moved beliefs that a roll-call remembers for other holders."""


class RollCall:
    """What a vote on an amendment tells: by how much each ballot speaks for the option, per voter.

    Attributes:
        issue, option: What was voted on.
        shifts: Points of value, 0-100, by voter; for the option if positive.
    """

    __slots__ = ("_moved", "issue", "option", "shifts")

    def __init__(self, issue: int, option: OptionIndex, shifts: Mapping[SeatId, int]) -> None:
        self.issue = issue
        self.option = option
        self.shifts = shifts
        self._moved: dict[tuple[int, int], tuple[Belief, Belief]] = {}

    def moved(self, belief: Belief, voter: SeatId) -> Belief:
        """A belief about a voter after this vote; the same one where nothing moves."""
        shift = self.shifts.get(voter)
        if not shift or not belief.values:
            return belief
        # Held beside its identity, so that no other belief can come to have the same one.
        known = self._moved.get((id(belief), shift))
        if known is not None and known[0] is belief:
            return known[1]
        after = _shifted(belief, self.issue, self.option, shift)
        if len(self._moved) >= MOST_SHARED:
            self._moved.clear()
        self._moved[id(belief), shift] = (belief, after)
        return after


def _shifted(belief: Belief, issue: int, option: int, shift: int) -> Belief:
    rows = belief.values
    row = rows[issue]
    band = row[option]
    moved = (
        Band(min(band.low + shift, band.high), band.high)
        if shift > 0
        else Band(band.low, max(band.high + shift, band.low))
    )
    if moved == band:
        return belief
    row = (*row[:option], moved, *row[option + 1 :])
    return replace(belief, values=(*rows[:issue], row, *rows[issue + 1 :]))


class Beliefs(Mapping[SeatId, Belief]):
    """One delegation's beliefs by the delegation they are about."""

    __slots__ = ("_heard", "_held")

    def __init__(self, held: Mapping[SeatId, Belief]) -> None:
        self._heard: tuple[RollCall, ...] = ()
        self._held = {about: (belief, 0) for about, belief in held.items()}

    def __getitem__(self, about: SeatId) -> Belief:
        belief, read = self._held[about]
        heard = self._heard
        if read < len(heard):
            for call in heard[read:]:
                belief = call.moved(belief, about)
            self._held[about] = (belief, len(heard))  # not a change: what it would give anyway
        return belief

    def __iter__(self) -> Iterator[SeatId]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, about: object) -> bool:
        return about in self._held

    def __repr__(self) -> str:
        return repr(dict(self))

    def put(self, about: SeatId, belief: Belief) -> Beliefs:
        """The same beliefs but one."""
        made = self._copy(self._heard)
        made._held[about] = (belief, len(self._heard))
        return made

    def hearing(self, call: RollCall) -> Beliefs:
        """The beliefs after a roll-call."""
        return self._copy((*self._heard, call))

    def _copy(self, heard: tuple[RollCall, ...]) -> Beliefs:
        made = Beliefs.__new__(Beliefs)
        made._heard = heard
        made._held = self._held.copy()
        return made
