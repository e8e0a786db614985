"""What the lab's tests share: small packs, and a whole study of one of them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from diplogame.lab.lineup import Job, balance_jobs
from diplogame.lab.play import play
from diplogame.packs.loader import LoadedPack, load_pack

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests" / "data" / "packs" / "tiny"
FIRST_STEPS = ROOT / "content" / "first-steps"


@lru_cache(maxsize=4)
def pack_at(path: Path) -> LoadedPack:
    """A pack, loaded once a test run."""
    return load_pack(path)


def tiny() -> LoadedPack:
    """The test pack."""
    return pack_at(TINY)


@lru_cache(maxsize=2)
def tiny_study(games: int = 4) -> tuple[dict[str, Any], ...]:
    """The records of a small balance study of the test pack."""
    jobs = list(balance_jobs(tiny().conference, games, difficulties=("envoy", "novice")))
    return tuple(play(tiny(), job) for job in jobs)


def minds(games: int, first: int = 0) -> list[Job]:
    """Games of minds alone."""
    return [Job("minds", seed) for seed in range(first, first + games)]
