"""Who sits where, and which games a study consists of.

A line-up is written ``bot@seat`` parts joined by commas, or ``minds`` when the game's own minds take every
chair; ``bot@all`` puts a bot into every chair, the secretariat's too. ``broker@rhea,hawk@silvan`` seats two
bots among minds.

Guarantees: the same arguments give the same games in the same order; a line-up has one spelling.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import diplogame
from diplogame.lab.bots import BOTS, MIND
from diplogame.packs.hashes import rules_hash
from diplogame.rules.conference import Conference
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import Difficulty

MINDS: Final = "minds"
"""The line-up in which the game's own minds take every chair."""

EVERYBODY: Final = "all"

LEVELS: Final = tuple(level.value for level in Difficulty)
"""Levels of difficulty, the easiest first."""


class LineupError(ValueError):
    """A line-up that nobody can sit in; ``str()`` is a sentence or two."""


@dataclass(frozen=True, slots=True, order=True)
class Job:
    """One game to be played.

    Attributes:
        lineup: Who sits where, in its one spelling.
        seed: Seed of the game.
        difficulty: How sharp the minds are.
    """

    lineup: str
    seed: int
    difficulty: str = Difficulty.ENVOY.value

    @property
    def key(self) -> str:
        """What names this game among those of a pack."""
        return f"{self.difficulty}/{self.lineup}/{self.seed}"


def seating(lineup: str, conference: Conference) -> Mapping[SeatId, str]:
    """Bots by chair; chairs that are not named belong to minds.

    Raises:
        LineupError: A bot or a chair that does not exist, or a chair named twice.
    """
    if lineup == MINDS:
        return {}
    found: dict[SeatId, str] = {}
    for part in lineup.split(","):
        bot, sign, seat = part.strip().partition("@")
        if not sign or bot not in (*BOTS, MIND):
            known = ", ".join((*BOTS, MIND))
            raise LineupError(f"{part.strip()!r:.60} is no BOT@SEAT; the bots are: {known}.")
        wanted = conference.everybody if seat == EVERYBODY else (seat,)
        for each in wanted:
            if each not in conference.everybody:
                seats = ", ".join(conference.everybody)
                raise LineupError(
                    f"{each!r:.60} is no chair of this pack; the chairs are: {seats}."
                )
            if each in found:
                raise LineupError(f"{each!r} is given two players.")
            found[each] = bot
    return {seat: bot for seat, bot in found.items() if bot != MIND}


def spelling(lineup: str, conference: Conference) -> str:
    """The one spelling of a line-up: chairs in the pack's order. LineupError as `seating`."""
    seats = seating(lineup, conference)
    if not seats:
        return MINDS
    if len(seats) == len(conference.everybody) and len(set(seats.values())) == 1:
        return f"{next(iter(seats.values()))}@{EVERYBODY}"
    return ",".join(f"{seats[s]}@{s}" for s in conference.everybody if s in seats)


def lone(bot: str, seat: SeatId) -> str:
    """One bot among minds."""
    return f"{bot}@{seat}"


def balance_jobs(
    conference: Conference,
    games: int,
    seed: int = 0,
    difficulties: Sequence[str] = (Difficulty.ENVOY.value,),
) -> Iterator[Job]:
    """The games of a balance report.

    For every difficulty: minds alone; every bot in one chair among minds, the voting chairs in turn,
    on the same seeds and in the same chairs for every bot, so that bots can be compared game by game;
    and random play in all chairs.

    Args:
        conference: The pack's conference.
        games: Games of each kind.
        seed: The first seed; the others follow it.
        difficulties: Levels to play on.
    """
    seats = conference.seats
    for difficulty in difficulties:
        for n in range(games):
            yield Job(MINDS, seed + n, difficulty)
        for bot in BOTS:
            for n in range(games):
                yield Job(lone(bot, seats[n % len(seats)]), seed + n, difficulty)
    for n in range(games):
        yield Job(f"random@{EVERYBODY}", seed + n, difficulties[0])


def pack_hash(conference: Conference) -> str:
    """SHA-256, in hex, of all in a pack that can change the course of a game.

    Par is left out: it is written from measured games, and is no reason to measure them again.
    """
    parless = tuple(replace(d, par=0) for d in conference.delegations)
    return rules_hash(replace(conference, delegations=parless))


@lru_cache(maxsize=1)
def engine_hash() -> str:
    """SHA-256, in hex, of the code that decides how a game goes and what is recorded of it.

    Records of other code are not mixed with ours. Without sources (a frozen program) the version
    stands for them.
    """
    root = Path(diplogame.__file__).resolve().parent
    parts = [root / "app" / "session.py"]
    for package in ("rules", "analysis", "ai", "app/narrate", "app/outlook", "lab/bots"):
        parts += sorted((root / package).rglob("*.py"))
    names = ("play", "watch", "forecasts", "listener", "puzzle", "verbs")
    parts += [root / "lab" / f"{name}.py" for name in names]
    found = hashlib.sha256(diplogame.__version__.encode())
    for path in parts:
        if path.is_file():
            found.update(path.relative_to(root).as_posix().encode() + b"\0")
            found.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return found.hexdigest()
