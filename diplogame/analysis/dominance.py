"""Finding the undominated rows of a table, by the way that suits its number of columns.

One row dominates another if it is at least as much in every column and more in some. Rows come
packed, each as one non-negative integer whose lanes are its columns (`Lanes`), so that a row costs
one addition and one hash wherever it comes from, and sorting rows is sorting integers.

* One column: the largest. Two: one sweep down the sorted rows. Three: a sweep that keeps the
  staircase of the other two columns and finds its step by bisection.
* Four and more: bit sets. A block of rows is indexed by column: for each column the rows sorted by
  value, and for each place in that order the set of rows down to it, as the bits of one integer.
  Who is at least as good as a row in *all* columns is then the intersection of one set for each
  column: a handful of operations in place of a thousand comparisons.

Guarantees: pure integers, exact, the same result in the same order whatever the order of the input.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

_BLOCK = 1024


class TooManyRowsError(ValueError):
    """Comparing so many rows would take longer than was allowed."""


class Patience:
    """How many rows may still be looked at, weighed by what a look costs.

    Counted, not timed: the same problem is refused on every machine, or on none. A million takes
    about a third of a second.
    """

    def __init__(self, looks: int) -> None:
        self.left = looks

    def spend(self, looks: int) -> None:
        """Count some.

        Raises:
            TooManyRowsError: There are none left.
        """
        self.left -= looks
        if self.left < 0:
            raise TooManyRowsError("there are too many rows to compare")


def undominated(
    codes: Iterable[int], columns: int, width: int, patience: Patience | None = None
) -> list[int]:
    """The packed rows that no other dominates, each once, falling.

    Args:
        codes: Packed rows; lane ``c`` of a row is ``code >> c * width``, never negative.
        columns: How many lanes, at least 1.
        width: Bits of a lane.
        patience: What may be spent on it; default: whatever it takes. Only four columns and more
            spend any.

    Raises:
        TooManyRowsError: The patience is at an end.
    """
    rows = sorted(set(codes), reverse=True)
    if not rows:
        return []
    match columns:
        case 1:
            return rows[:1]
        case 2:
            return _sweep(rows, width)
        case 3:
            return _staircase(rows, width)
        case _:
            return _by_sets(rows, columns, width, patience)


def _sweep(rows: Sequence[int], width: int) -> list[int]:
    """Two columns. Down the first, a row stands only by beating all before it in the second."""
    low = (1 << width) - 1
    best = -1
    kept: list[int] = []
    for row in rows:
        value = row & low
        if value > best:
            best = value
            kept.append(row)
    return kept


def _staircase(rows: Sequence[int], width: int) -> list[int]:
    """Three columns: the steps hold what the rows so far have in the second and third."""
    low = (1 << width) - 1
    kept: list[int] = []
    # Rising in the second column and falling in the third.
    seconds: list[int] = []
    thirds: list[int] = []
    for row in rows:
        third = row & low
        second = row >> width & low
        place = bisect_left(seconds, second)
        if place < len(seconds) and thirds[place] >= third:
            continue
        kept.append(row)
        # Steps that the new one covers go: lower or equal in both.
        end = place + (place < len(seconds) and seconds[place] == second)
        start = end
        while start and thirds[start - 1] <= third:
            start -= 1
        seconds[start:end] = [second]
        thirds[start:end] = [third]
    return kept


def _by_sets(rows: Sequence[int], columns: int, width: int, patience: Patience | None) -> list[int]:
    """Four columns and more. Rows come falling, so the first column need not be looked at again."""
    low = (1 << width) - 1
    shifts = [column * width for column in range(columns - 1)]
    waiting = list(rows)
    kept: list[int] = []
    while waiting:
        if patience is not None:
            # After some ten columns hardly any set of a block is left to be cut further.
            patience.spend(len(waiting) * min(columns, 10))
        block = waiting[:_BLOCK]
        index = [_index(block, shift, low) for shift in shifts]
        # A row is dominated by one before it: of equal first columns, the greater comes first.
        earlier = 0
        bit = 1
        for row in block:
            better = earlier
            for shift, values, sets in index:
                if not better:
                    break
                better &= sets[bisect_right(values, -(row >> shift & low))]
            if not better:
                kept.append(row)
            earlier |= bit
            bit <<= 1
        # A row dominated within the block still rightly excludes others: dominance is transitive.
        left: list[int] = []
        for row in waiting[_BLOCK:]:
            better = -1
            for shift, values, sets in index:
                better &= sets[bisect_right(values, -(row >> shift & low))]
                if not better:
                    left.append(row)
                    break
        waiting = left
    return kept


def _index(block: Sequence[int], shift: int, low: int) -> tuple[int, list[int], list[int]]:
    """For one column: values falling (negated, so rising), and the set of rows down to each."""
    order = sorted((-(row >> shift & low), place) for place, row in enumerate(block))
    sets = [0]
    found = 0
    for _, place in order:
        found |= 1 << place
        sets.append(found)
    return shift, [value for value, _ in order], sets
