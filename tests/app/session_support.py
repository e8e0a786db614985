"""Shared by the session's tests: small games, and saves rewritten by hand with a sound chain."""

from __future__ import annotations

import errno
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from diplogame.app.session import Session
from diplogame.packs.loader import LoadedPack, load_pack
from diplogame.record import canonical, scan
from diplogame.record._os import RealOs
from diplogame.rules.commands import CastBallot, MakeMotion, PassFloor
from diplogame.rules.decide import Accepted
from diplogame.rules.decisions import Ballot
from diplogame.rules.legal import legal
from diplogame.rules.terms import Reason

TINY = Path(__file__).parent.parent / "data" / "packs" / "tiny"
HUMAN = "tarn"

Header = dict[str, Any]
Records = list[dict[str, Any]]


@cache
def tiny() -> LoadedPack:
    return load_pack(TINY)


def move(session: Session) -> bool:
    """One order, by a mind or by a person; False when the game is over.

    The person does as the staff suggests but moves nothing and votes against every motion, so that
    the game lasts to its last round however clever the minds are.
    """
    if session.over:
        return False
    if not session.step():
        seat = session.awaited()[0]
        now = legal(session.view(seat))
        order = session.advise(seat)
        against = [b for b in (Ballot.NO, Ballot.OBJECTION) if b in now.ballots]
        if now.duty == "ballot" and against:
            order = CastBallot(seat, against[0], Reason.HOLDING_OUT)
        if isinstance(order, MakeMotion):
            order = PassFloor(seat)
        assert isinstance(session.submit(order), Accepted)
    return True


def play(session: Session, orders: int | None = None) -> Session:
    """Play so many orders, or to the end."""
    while (orders is None or orders > 0) and move(session):
        orders = None if orders is None else orders - 1
    return session


def saved_game(folder: Path, orders: int | None = None, seed: int = 7, human: str = HUMAN) -> Path:
    """The save of a game played so far, or to the end; released."""
    with play(
        Session.new(tiny(), [human] if human else [], seed, folder=folder), orders
    ) as session:
        assert session.save_note == ""
        assert session.save_path is not None
        return session.save_path


def lines(path: Path) -> tuple[Header, Records]:
    """Header and records as they stand in the file."""
    found = scan.scan(path.read_bytes())
    assert found.header is not None
    return found.header, list(found.records)


def rechain(path: Path, header: Header, records: Records) -> None:
    """Write a save whose chain is sound whatever it holds: what a forger would do."""
    data, digest = scan.line_of("", canonical.encode(header))
    for number, record in enumerate(records, 1):
        line, digest = scan.line_of(digest, canonical.encode({**record, "n": number}))
        data += line
    path.write_bytes(data)


def forge(path: Path, change: Callable[[Header, Records], None]) -> Path:
    """Change a save's content and chain it anew."""
    header, records = lines(path)
    change(header, records)
    rechain(path, header, records)
    return path


class FullDisk(RealOs):
    """The real system, with no room left while `full`."""

    full = False

    def create(self, path: Path) -> int:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().create(path)

    def pwrite(self, fd: int, data: bytes, offset: int) -> int:
        if self.full:
            super().pwrite(fd, data[: len(data) // 2], offset)
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().pwrite(fd, data, offset)


class DeadDisk(RealOs):
    """The real system, whose drive fails for good once `dead`."""

    dead = False

    def fsync(self, fd: int) -> None:
        if self.dead:
            raise OSError(errno.EIO, "Input/output error")
        super().fsync(fd)
