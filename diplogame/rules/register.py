"""Registers of what is known to some and not to others, with each delegation's own part at hand.

Guarantees: a register is a mapping like any other, in the order of entry, and is never changed in place;
a delegation's row holds exactly the entries that concern it, in the same order. Entering something costs
what it touches - the register's own copy and the rows of those concerned - whoever else is in the hall.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from diplogame.rules.ids import SeatId
from diplogame.rules.records import Meeting, Threat, Understanding

_T = TypeVar("_T")

_NOTHING: Mapping[str, object] = {}


class Register(dict[str, _T]):
    """Entries by id, and by delegation concerned. Make a changed one with `put`."""

    __slots__ = ("_rows",)

    def __init__(self, entries: Mapping[str, _T] | None = None) -> None:
        super().__init__(entries or {})
        self._rows: dict[SeatId, dict[str, _T]] = {}
        for key, entry in self.items():
            for seat in self.concerned(entry):
                self._rows.setdefault(seat, {})[key] = entry

    @staticmethod
    def concerned(entry: _T) -> Iterable[SeatId]:
        """Whom an entry concerns; of each register its own."""
        raise NotImplementedError

    def row(self, seat: SeatId) -> Mapping[str, _T]:
        """The entries that concern a delegation, in the order of entry."""
        return self._rows.get(seat, _NOTHING)  # type: ignore[arg-type]

    def put(self, key: str, entry: _T) -> Register[_T]:
        """The register with one entry made, or made anew."""
        cls = self.__class__
        made: Register[_T] = cls.__new__(cls)
        made.update(self)
        before = made.get(key)
        made[key] = entry
        rows = dict(self._rows)
        now = self.concerned(entry)
        if before is not None:
            for seat in set(self.concerned(before)).difference(now):
                rows[seat] = {k: e for k, e in rows[seat].items() if k != key}
        for seat in now:
            row = rows.get(seat, {})
            late = before is not None and key not in row
            rows[seat] = {**row, key: entry}
            if late:  # learnt of afterwards: it takes its place among what is older and newer
                rows[seat] = {k: rows[seat][k] for k in made if k in rows[seat]}
        made._rows = rows
        return made


class Meetings(Register[Meeting]):
    """This round's meetings, by party (R6)."""

    __slots__ = ()

    @staticmethod
    def concerned(entry: Meeting) -> tuple[SeatId, ...]:
        """The parties."""
        return entry.parties


class Understandings(Register[Understanding]):
    """The ledger, by those who know of an entry (R6.5)."""

    __slots__ = ()

    @staticmethod
    def concerned(entry: Understanding) -> tuple[SeatId, ...]:
        """Those who know of it."""
        return entry.known_to


class Threats(Register[Threat]):
    """Threats, by those who know of them (R10)."""

    __slots__ = ()

    @staticmethod
    def concerned(entry: Threat) -> tuple[SeatId, ...]:
        """Those who know of it."""
        return entry.known_to


def row_of(
    register: Mapping[str, _T], seat: SeatId, concerned: Callable[[_T], Iterable[SeatId]]
) -> Mapping[str, _T]:
    """A delegation's entries of a register, or of a plain mapping."""
    if isinstance(register, Register):
        return register.row(seat)
    return {key: entry for key, entry in register.items() if seat in concerned(entry)}
