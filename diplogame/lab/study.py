"""Records sorted into what reports ask about.

Guarantees: reads records only; the order in which games were played changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from statistics import median_low

from diplogame.lab.bots import BOTS
from diplogame.lab.lineup import EVERYBODY, LEVELS, MINDS
from diplogame.lab.play import Record
from diplogame.packs.loader import LoadedPack
from diplogame.rules.decisions import (
    Consensus,
    ConsensusMinus,
    SilenceProcedure,
    TacitAcceptance,
    Unanimity,
)
from diplogame.rules.ids import SeatId

SIGNED = ("adopted", "partial")
"""Outcomes with a treaty."""


class Study:
    """The games of one pack.

    Attributes:
        pack: The pack.
        records: All games, by key.
        level: The difficulty that figures are about where none is named: envoy if it was played,
            else the easiest that was.
    """

    def __init__(self, pack: LoadedPack, records: Iterable[Record]) -> None:
        self.pack = pack
        self.records = sorted(records, key=lambda r: (r["lineup"], r["difficulty"], r["seed"]))
        levels = [level for level in LEVELS if any(r["difficulty"] == level for r in self.records)]
        self.levels = tuple(levels)
        self.level = "envoy" if "envoy" in levels or not levels else levels[0]

    @property
    def seats(self) -> tuple[SeatId, ...]:
        """The voting chairs."""
        return self.pack.conference.seats

    def whole(self, records: Iterable[Record]) -> list[Record]:
        """Those that came to their end."""
        return [r for r in records if not r["defect"] and r["outcome"]]

    @cached_property
    def defects(self) -> list[Record]:
        """Games that a defect ended."""
        return [r for r in self.records if r["defect"]]

    @cached_property
    def minds(self) -> list[Record]:
        """Games of minds alone."""
        return self.minds_at(self.level)

    def minds_at(self, level: str) -> list[Record]:
        """Games of minds alone at a difficulty."""
        found = (r for r in self.records if r["lineup"] == MINDS and r["difficulty"] == level)
        return self.whole(found)

    @cached_property
    def random(self) -> list[Record]:
        """Games of random play in all chairs."""
        return self.whole(r for r in self.records if r["lineup"] == f"random@{EVERYBODY}")

    def alone(self, bot: str, level: str = "") -> list[tuple[SeatId, Record]]:
        """Games of one bot in one voting chair among minds, with that chair."""
        level = level or self.level
        found = []
        for record in self.records:
            name, _, seat = record["lineup"].partition("@")
            if name == bot and seat in self.seats and record["difficulty"] == level:
                found.append((seat, record))
        kept = {id(r) for r in self.whole(r for _, r in found)}
        return [(seat, r) for seat, r in found if id(r) in kept]

    @cached_property
    def bots(self) -> tuple[str, ...]:
        """Bots that played alone among minds."""
        return tuple(bot for bot in BOTS if self.alone(bot))

    @cached_property
    def pars(self) -> dict[SeatId, int]:
        """Par by chair: the pack's, or the median of minds' games where the pack has none."""
        found = {}
        for each in self.pack.conference.delegations:
            scores = [r["scores"][each.id] for r in self.minds if each.id in r["scores"]]
            found[each.id] = each.par or (median_low(scores) if scores else 0)
        return found

    @property
    def unanimous(self) -> bool:
        """Whether adoption asks for (nearly) everybody's consent."""
        rule = self.pack.conference.institution.adoption
        kinds = Unanimity | Consensus | ConsensusMinus | SilenceProcedure | TacitAcceptance
        return isinstance(rule, kinds)

    def won(self, seat: SeatId, record: Record) -> bool:
        """Whether a chair beat its par with a treaty."""
        signed = record["outcome"] in SIGNED
        return signed and record["scores"].get(seat, 0) > self.pars.get(seat, 0)
