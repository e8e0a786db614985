"""Numbers moved, gathered into one line: ``Home support 58 (-3): the speech``.

Guarantees: mirrors the clamping of the rules, so a level shown is the level in the view; levels are
shown only of meters whose opening value everybody (or their owner) knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diplogame.app.narrate import words
from diplogame.app.narrate.words import join, signed
from diplogame.rules import events as ev
from diplogame.rules.conference import Conference
from diplogame.rules.ids import SeatId

if TYPE_CHECKING:
    from diplogame.app.narrate.occasion import Occasion

_QUIET = ("gift", "intelligence", "expectations")

_OF_SUMMIT = ("preparation", "fatigue")
"""Meters that a summit has; before one is called they do not move."""


_UNSEEN = frozenset(
    {"accredited", "broken-seen", "caught-lie", "double-promise", "left-out", "rival-paid"}
)
"""Causes of a change of trust that the line above it does not tell by itself."""

_SHOWN = {
    "gauge": "home support",
    "standing": "standing",
    "credibility": "credibility",
    "side": "points beside the treaty",
}
"""Numbers that may move for many at once, and are then told together."""


class Effects:
    """Meters of one delegation's knowledge, and what moved since the last line.

    Args:
        conference: For opening values.
        seat: Whose knowledge; "" for all cards open.
    """

    def __init__(self, conference: Conference, seat: SeatId) -> None:
        self.conference = conference
        self.seat = seat
        self.levels: dict[tuple[str, SeatId], int] = {("crisis", ""): conference.crisis.start}
        for d in conference.delegations:
            self.levels["standing", d.id] = d.standing
            self.levels["credibility", d.id] = d.credibility
            if seat in (d.id, ""):
                self.levels["gauge", d.id] = d.home.gauge
                self.levels["budget", d.id] = d.budget
        for meter in _OF_SUMMIT:
            self.levels[meter, ""] = 0
        self.summit = False
        self._moved: dict[tuple[str, SeatId, SeatId], int] = {}
        self._causes: dict[tuple[str, SeatId, SeatId], list[str]] = {}

    def add(self, event: ev.MeterMoved) -> None:
        """Take an event in."""
        if event.meter in _QUIET or (event.meter in _OF_SUMMIT and not self.summit):
            return
        shared = event.meter in ("crisis", "preparation", "fatigue")
        seat = "" if shared else event.seat
        key = (event.meter, seat, event.toward)
        level = self.levels.get((event.meter, seat))
        delta = event.delta
        if level is not None:
            limit = self.conference.crisis.limit if event.meter == "crisis" else 100
            top = limit if event.meter != "budget" else max(level + event.delta, 0)
            new = self.levels[event.meter, seat] = max(0, min(top, level + event.delta))
            delta = new - level  # what the end of the scale swallowed did not happen
        self._moved[key] = self._moved.get(key, 0) + delta
        causes = self._causes.setdefault(key, [])
        if event.cause not in causes:
            causes.append(event.cause)

    @property
    def empty(self) -> bool:
        """Whether nothing moved since the last line."""
        return not any(self._moved.values())

    def text(self, o: Occasion, known: str = "") -> str:
        """What moved, as one line; and forget it.

        Args:
            o: The occasion it is told on.
            known: A cause that the line it follows has named already.
        """
        parts: list[str] = []
        trust: list[tuple[SeatId, SeatId, int]] = []
        alike = self._alike()
        for (meter, seat, toward), delta in self._moved.items():
            if not delta:
                continue
            if meter == "trust":
                trust.append((seat, toward, delta))
                continue
            group = alike.get((meter, self._key_causes((meter, seat, toward))), [])
            if len(group) > 1:
                if group[0] == seat:
                    parts.append(self._several(o, meter, group, known))
                continue
            line = self._line(o, meter, seat, toward, delta, known)
            if line:
                parts.append(line)
        parts += self._trust(o, trust, known)
        self._moved, self._causes = {}, {}
        return "; ".join(parts)

    def _key_causes(self, key: tuple[str, SeatId, SeatId]) -> tuple[str, ...]:
        return tuple(sorted(self._causes.get(key, [])))

    def _alike(self) -> dict[tuple[str, tuple[str, ...]], list[SeatId]]:
        """Delegations whose same number moved for the same causes."""
        found: dict[tuple[str, tuple[str, ...]], list[SeatId]] = {}
        for key, delta in self._moved.items():
            if delta and key[0] in _SHOWN and key[1] != self.seat:
                found.setdefault((key[0], self._key_causes(key)), []).append(key[1])
        return found

    def _several(self, o: Occasion, meter: str, seats: list[SeatId], known: str) -> str:
        why = self._why(o, (meter, seats[0], ""), known)
        numbers = []
        for s in seats:
            level, change = self.levels.get((meter, s)), signed(self._moved[meter, s, ""])
            numbers.append(f"{o.name(s)} {change if level is None else f'{level} ({change})'}")
        return f"{_SHOWN[meter]}{f' ({why})' if why else ''}: {', '.join(numbers)}"

    def _why(self, o: Occasion, key: tuple[str, SeatId, SeatId], known: str = "") -> str:
        return join([cause(o, each) for each in self._causes.get(key, []) if each != known])

    def _line(
        self, o: Occasion, meter: str, seat: SeatId, toward: SeatId, delta: int, known: str
    ) -> str:
        mine = seat == self.seat and seat != ""
        level = self.levels.get((meter, seat))
        of = "" if mine else f" of {o.name(seat)}"
        why = self._why(o, (meter, seat, toward), known)
        change = f"{signed(delta)}: {why}" if why else signed(delta)
        moved = f"{level} ({change})" if level is not None else change
        if not self.seat and meter in ("walk_away", "resentment", "ministers"):
            return ""  # with all cards open there is enough to read
        match meter:
            case "gauge":
                return f"home support{of} {moved}"
            case "budget":
                return f"budget{of} {moved}"
            case "standing" | "credibility":
                return f"{meter} of {o.name(seat)} {moved}"
            case "crisis":
                return f"{o.book.crisis_name or 'crisis'} {moved}"
            case "preparation":
                return f"preparation of the summit {moved}"
            case "fatigue":
                return f"fatigue of the night {level}"
            case "walk_away":
                return f"what no deal is worth {change}"
            case "side":
                return f"points beside the treaty{of} {change}"
            case "ministers":
                return f"the minister{of} is used" if delta < 0 else f"one more minister{of}"
            case "slots":
                return f"slots{of} {change}"
            case "resentment":
                if delta < 5:
                    return ""
                return f"resentment of {o.name(seat)} at {o.name(toward)} {change}"
            case _:
                return ""

    def _trust(self, o: Occasion, moved: list[tuple[SeatId, SeatId, int]], known: str) -> list[str]:
        """Trust between two, both ways in one phrase where both moved alike.

        Why it moved is mostly plain from the line above; it is said where it is not.
        """
        if not self.seat:
            moved = [m for m in moved if abs(m[2]) >= 4]
        done: set[tuple[SeatId, SeatId]] = set()
        parts: list[str] = []
        amounts = {(seat, toward): delta for seat, toward, delta in moved}
        one_way: dict[tuple[SeatId, int, str], list[SeatId]] = {}
        for seat, toward, delta in moved:
            if (seat, toward) in done:
                continue
            back = amounts.get((toward, seat))
            if back == delta:
                done.add((toward, seat))
                one, two = (seat, toward) if toward != self.seat else (toward, seat)
                parts.append(f"trust between {o.name(one)} and {o.name(two)} {signed(delta)}")
            else:
                causes = self._key_causes(("trust", seat, toward))
                why = join([cause(o, c) for c in causes if c in _UNSEEN and c != known])
                one_way.setdefault((toward, delta, why), []).append(seat)
        for (toward, delta, why), seats in one_way.items():
            change = f"{signed(delta)} ({why})" if why else signed(delta)
            parts.append(f"trust of {o.names(seats)} in {o.name(toward)} {change}")
        return parts


def cause(o: Occasion, code: str) -> str:
    """A cause in words: a code of the rules, or the headline of a twist."""
    known = words.CAUSES.get(code)
    if known is not None:
        return known
    for twist in o.conference.twists:
        if twist.id == code:
            return f"after “{o.book.twist(code).headline}”"
    return code
