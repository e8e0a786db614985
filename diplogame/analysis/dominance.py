"""Finding the undominated rows of a table, with bit sets instead of pairwise comparison.

Comparing every row with every other is hopeless for frontiers of ten thousand packages. Here a
block of rows is indexed by column: for each column the rows sorted by value, and for each place in
that order the set of rows down to it, as the bits of one integer. Who is at least as good as a row
in *all* columns is then the intersection of one set for each column: a handful of operations in
place of a thousand comparisons.
"""

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

_BLOCK = 1024


def _index(block: Sequence[tuple[int, ...]], column: int) -> tuple[list[int], list[int]]:
    """For one column: values falling (negated, so rising), and the set of rows down to each."""
    order = sorted(range(len(block)), key=lambda place: -block[place][column])
    sets = [0]
    for place in order:
        sets.append(sets[-1] | 1 << place)
    return [-block[place][column] for place in order], sets


def undominated(rows: Sequence[tuple[int, ...]]) -> list[int]:
    """Indices of the rows no other row dominates; of equal rows the first.

    One row dominates another if it is at least as much in every column and more in some.
    """
    first: dict[tuple[int, ...], int] = {}
    for index, row in enumerate(rows):
        first.setdefault(row, index)
    # By falling sum: a row can only be dominated by one before it.
    waiting = sorted(first, key=lambda row: (-sum(row), row))
    kept: list[int] = []
    while waiting:
        block = waiting[:_BLOCK]
        columns = [(itemgetter(column), *_index(block, column)) for column in range(len(block[0]))]
        survivors: list[tuple[int, ...]] = []
        for place, row in enumerate(waiting):
            # Rows of the block that are as good everywhere, itself among them if it is of the block
            # (an equal one cannot be: rows are distinct here).
            better = -1
            itself = 1 << place if place < len(block) else 0
            for value_of, values, sets in columns:
                better &= sets[bisect_right(values, -value_of(row))]
                if better == itself:
                    survivors.append(row)
                    break
        # A row dominated within the block still rightly excludes others: dominance is transitive.
        inside = set(block)
        kept.extend(first[row] for row in survivors if row in inside)
        waiting = [row for row in survivors if row not in inside]
    return sorted(kept)
