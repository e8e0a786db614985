"""What another party seems to want, read from what it has offered.

A party that bargains opens with what it likes best and gives way from there. So what it offers early
costs it little: a value that turns up for the first time in its tenth offer costs it more than one of
its second, and a value it has never named costs most. Of those it has not named, the ones listed next to
one that it has cost less: values often stand in an order (a price, a date), and where they do not, nothing
is lost by it. The estimate is made of that alone; it knows nothing of the party's real utilities, and only
its order means anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from diplogame.negotiator.space import WHOLE, Code


class Rival:
    """The estimate of one party's wishes.

    Attributes:
        offers: Its distinct offers, first to last.
        stale: Offers in a row, up to now, that repeated an earlier one.
        losses: Estimated loss by issue and value: 0 for what it opened with, the more the later a
            value was first offered, and most for what it never offered, up to twice as much at the
            far end of the list from what it did.
    """

    __slots__ = ("_seen", "_silent", "losses", "offers", "stale")

    def __init__(self, sizes: Sequence[int]) -> None:
        """Nothing is known yet: every outcome is estimated alike."""
        self.offers: list[Code] = []
        self.stale = 0
        self.losses = [[0] * size for size in sizes]
        self._seen: set[Code] = set()
        self._silent = {(issue, place) for issue, size in enumerate(sizes) for place in range(size)}

    def hear(self, code: Code) -> None:
        """Take in an offer.

        The loss of the n-th distinct offer is shared evenly by the issues in which it differs from
        the opening; of several such bounds for one value the least holds.
        """
        if code in self._seen:
            self.stale += 1
            return
        self.stale = 0
        self._seen.add(code)
        self.offers.append(code)
        rank = len(self.offers) - 1
        opening = self.offers[0]
        changed = [issue for issue, place in enumerate(code) if place != opening[issue]]
        for issue, place in enumerate(code):
            fresh = (issue, place) in self._silent
            self._silent.discard((issue, place))
            share = WHOLE * rank // len(changed) if place != opening[issue] else 0
            if fresh or share < self.losses[issue][place]:
                self.losses[issue][place] = share
        for issue, place in self._silent:
            self.losses[issue][place] = WHOLE * (rank + 2) * self._distance(issue, place) // 1_000

    def _distance(self, issue: int, place: int) -> int:
        """1 000 beside a value it has named, up to 2 000 at the other end of the list."""
        last = len(self.losses[issue]) - 1
        named = [n for n in range(last + 1) if (issue, n) not in self._silent]
        return 1_000 + 1_000 * (min(abs(place - n) for n in named) - 1) // last

    def loss(self, code: Code) -> int:
        """Estimated loss of a whole outcome, in units of `losses`."""
        return sum([column[place] for column, place in zip(self.losses, code, strict=True)])
