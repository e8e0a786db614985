"""Where chairs go on a horseshoe: the geometry of the room, without any widget.

Guarantees: chairs never cover each other and stay in the room; in a room too small for that the plan
is a list.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from diplogame.rules.values import dataclass
from diplogame.tui.widgets.marks import Stance

_NARROW = 50
# 1 is an ellipse; less makes the shoulders of the horseshoe squarer. The first that fits is taken.
_SHAPES = (0.62, 0.5, 0.8)


@dataclass(frozen=True, slots=True)
class Seat:
    """One chair in the room.

    Attributes:
        key: Identity.
        name: The delegation, short.
        stance: On the package the room is looking at.
        trust: 0-100 towards you, None for yourself or when it means nothing.
        contact: When you last spoke, in a word or two.
        you: It is the viewer's own chair.
        presides: It sits at the head of the horseshoe.
        voice: It speaks but has no vote; drawn without a stance.
    """

    key: str
    name: str
    stance: Stance = Stance.UNKNOWN
    trust: int | None = None
    contact: str = ""
    you: bool = False
    presides: bool = False
    voice: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything goes: the upper left cell of each seat, their size, and the arc's box."""

    places: tuple[tuple[int, int], ...]
    width: int
    height: int
    shape: float = _SHAPES[0]
    listed: bool = False


def curve(t: float, rx: float, ry: float, shape: float) -> tuple[float, float]:
    """Return the offset from the foot of the horseshoe's middle; t runs 0 to 1, left to right."""
    angle = math.pi * t
    cos, sin = math.cos(angle), math.sin(angle)
    return (-rx * math.copysign(abs(cos) ** shape, cos), -ry * max(0.0, sin) ** shape)


def _even(
    count: int, rx: float, ry: float, shape: float, start: float, end: float
) -> list[tuple[float, float]]:
    """Return `count` points between two parameters, evenly spaced to the eye, ends included."""
    steps = 400
    samples = [curve(start + (end - start) * i / steps, rx, ry, shape) for i in range(steps + 1)]
    lengths = [0.0]
    for (x0, y0), (x1, y1) in itertools.pairwise(samples):
        # A cell is about twice as high as it is wide.
        lengths.append(lengths[-1] + math.hypot(x1 - x0, 2 * (y1 - y0)))
    out: list[tuple[float, float]] = []
    for index in range(count):
        share = 0.5 if count == 1 else index / (count - 1)
        goal = lengths[-1] * share
        at = next(i for i, length in enumerate(lengths) if length >= goal - 1e-9)
        out.append(samples[at])
    return out


def plan(seats: Sequence[Seat], width: int, height: int) -> Plan:
    """Return where the seats go in a room of `width` x `height` cells."""
    count = len(seats)
    listed = Plan(tuple((0, i) for i in range(count)), width, 1, listed=True)
    if width < _NARROW or count < 2 or height < 6:
        return listed
    sizes = [(3, 18), (3, 15), (2, 15), (2, 12), (2, 10)]
    # First with little pushing and a visible table, then anything that fits, small chairs first.
    for most, tries in ((6, sizes), (10_000, sizes[:1:-1])):
        for tall, wide in tries:
            if most < 100 and (height < 6 * tall or width < 2 * wide + 26):
                continue
            for shape in _SHAPES:
                wanted = _places(seats, width, height, wide, tall, shape)
                places = _nudged(wanted, width, height, wide, tall)
                moved = [
                    abs(x0 - x1) + 3 * abs(y0 - y1)
                    for (x0, y0), (x1, y1) in zip(wanted, places, strict=True)
                ]
                if max(moved) <= most and not _overlap(places, wide, tall):
                    return Plan(tuple(places), wide, tall, shape)
    return listed


def _places(
    seats: Sequence[Seat], width: int, height: int, wide: int, tall: int, shape: float
) -> list[tuple[int, int]]:
    rx, ry = min((width - wide) / 2 - 1, 46.0), float(height - tall)
    middle = (width - wide) / 2
    head = next((i for i, seat in enumerate(seats) if seat.presides), None)
    rest = [i for i in range(len(seats)) if i != head]
    points: dict[int, tuple[float, float]] = {}
    if head is None:
        points = dict(zip(rest, _even(len(rest), rx, ry, shape, 0.0, 1.0), strict=True))
    else:
        points[head] = curve(0.5, rx, ry, shape)
        left = (len(rest) + 1) // 2
        # Each wing is spread evenly and stops a full seat's distance short of the head.
        wing = _even(left + 1, rx, ry, shape, 0.0, 0.5)[:left]
        points.update(zip(rest[:left], wing, strict=True))
        right = len(rest) - left
        wing = _even(right + 1, rx, ry, shape, 0.5, 1.0)[1:]
        points.update(zip(rest[left:], wing, strict=True))
    foot = height - tall
    return [
        (round(middle + points[i][0]), max(0, min(foot, round(foot + points[i][1]))))
        for i in range(len(seats))
    ]


def _nudged(
    places: Sequence[tuple[int, int]], width: int, height: int, wide: int, tall: int
) -> list[tuple[int, int]]:
    """Return the places with seats that touch moved outward, or down, from the top of the arc on."""
    order = sorted(
        range(len(places)), key=lambda i: (places[i][1], abs(2 * places[i][0] + wide - width), i)
    )
    done: dict[int, tuple[int, int]] = {}
    for index in order:
        x, y = places[index]
        side = -1 if 2 * x + wide < width else 1
        moves = [(step, drop) for drop in range(tall + 1) for step in range(wide)]
        for step, drop in sorted(moves, key=lambda move: (move[0] + 3 * move[1], move)):
            spot = (x + side * step, y + drop)
            inside = 0 <= spot[0] <= width - wide and spot[1] <= height - tall
            if inside and not _overlap([spot, *done.values()], wide, tall, first=True):
                x, y = spot
                break
        done[index] = (x, y)
    return [done[i] for i in range(len(places))]


def _overlap(places: Sequence[tuple[int, int]], wide: int, tall: int, first: bool = False) -> bool:
    """Whether any two seats touch; with `first`, whether the first touches another."""
    for index, (x, y) in enumerate(places):
        if x < 0:
            return True
        for other_x, other_y in places[index + 1 :]:
            if abs(x - other_x) < wide + 1 and abs(y - other_y) < tall:
                return True
        if first:
            break
    return False
