"""Conferences on one text (`diplogame.negotiator.convene`): what treaties are worth to all, by rule.

Definitions. *Welfare*: the sum of utilities at the end - the reserves, without a treaty - over the largest
sum that an outcome better than no deal for everybody could bring. *Gain*: the same with reserves taken off,
hence 0 without a treaty (used for welfare too where the largest sum is not above 0). *Worst off*: the
advantage of whoever gained least. Tables without such an outcome are left out and counted. Intervals are
95 % (Student's t) over tables.

Guarantees: the same tables, rounds and rules give the same figures.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any, Final

from diplogame.lab.stats import mean
from diplogame.lab.tables import Table, most_welfare
from diplogame.lab.tournament import as_json
from diplogame.negotiator import Honest, Strategic, convene

QUOTAS: Final = {"majority": (1, 2), "2/3": (2, 3), "unanimity": (1, 1)}
"""The house's rule for amendments; the treaty needs everybody's signature in any case."""

ROOMS: Final = {"honest": (Honest,), "strategic": (Strategic,), "mixed": (Honest, Strategic)}
"""Who sits there, in turn."""


@dataclass(frozen=True, slots=True)
class Conference:
    """One conference.

    Attributes:
        parties: How many.
        rounds: Of its calendar.
        room: Who sat there.
        rule: For amendments.
        welfare: Share of the largest.
        gain: Share of the largest, reserves taken off.
        worst: Advantage of the worst off.
        treaty: Whether all signed.
        motions: How many were voted on.
        cpu: Seconds.
    """

    parties: int
    rounds: int
    room: str
    rule: str
    welfare: float
    gain: float
    worst: float
    treaty: bool
    motions: int
    cpu: float


def hold(table: Table, rounds: Sequence[int]) -> list[Conference] | None:
    """All conferences at one table; None where nothing is better than no deal for everybody.

    Raises:
        ValueError: The table is too large to be compared.
    """
    most = most_welfare(table)
    if most is None:
        return None
    worths, tops, reserves = table.worths(), table.tops(), table.reserves
    for worth in worths:
        _ = worth.space  # ranked outside of what is timed
    nothing = fsum(reserves)
    found = []
    for each in rounds:
        for room, kinds in ROOMS.items():
            for rule, quota in QUOTAS.items():
                delegates = [kinds[n % len(kinds)]() for n in range(table.parties)]
                begun = time.process_time()
                held = convene(table.issues, worths, reserves, delegates, each, quota=quota)
                cpu = time.process_time() - begun
                treaty, total, worst = held.treaty, nothing, 0.0
                if treaty is not None:
                    ends = [worth(treaty) for worth in worths]
                    total = fsum(ends)
                    parts = zip(ends, reserves, tops, strict=True)
                    worst = min((end - least) / (top - least) for end, least, top in parts)
                gain = (total - nothing) / (most - nothing)
                found.append(
                    Conference(
                        parties=table.parties,
                        rounds=each,
                        room=room,
                        rule=rule,
                        welfare=total / most if most > 0 else gain,
                        gain=gain,
                        worst=worst,
                        treaty=treaty is not None,
                        motions=len(held.motions),
                        cpu=cpu,
                    )
                )
    return found


def outcomes(held: Sequence[Conference]) -> list[dict[str, Any]]:
    """What was held as plain data: a row for each number of parties, of rounds, room and rule."""
    keys = dict.fromkeys((c.parties, c.rounds, c.room, c.rule) for c in held)
    rows = []
    for key in sorted(keys, key=lambda k: (k[0], k[1])):
        some = [c for c in held if (c.parties, c.rounds, c.room, c.rule) == key]
        rows.append(
            {
                "parties": key[0],
                "rounds": key[1],
                "room": key[2],
                "rule": key[3],
                "tables": len(some),
                "welfare": as_json(mean([c.welfare for c in some])),
                "gain": as_json(mean([c.gain for c in some])),
                "worst": as_json(mean([c.worst for c in some])),
                "treaties": sum(c.treaty for c in some) / len(some),
                "motions": sum(c.motions for c in some) / len(some),
                "cpu_ms": 1000 * fsum(c.cpu for c in some) / len(some),
            }
        )
    return rows
