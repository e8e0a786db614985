"""PINs of people who share a terminal.

Guarantees: a PIN is kept as a salted hash and only while the program runs, so that neither a save nor a
look into memory shows it; a seat without one lets anybody sit down.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping

from diplogame.rules.ids import SeatId

_ROUNDS = 50_000
"""Rounds of the hash: some hundredths of a second for one trial."""


class Pins:
    """The PINs of a game, by seat."""

    def __init__(self, given: Mapping[SeatId, str] | None = None) -> None:
        """Take PINs as they were typed; empty ones are none."""
        self._kept: dict[SeatId, tuple[bytes, bytes]] = {}
        for seat, pin in (given or {}).items():
            self.choose(seat, pin)

    def __contains__(self, seat: SeatId) -> bool:
        return seat in self._kept

    def choose(self, seat: SeatId, pin: str) -> None:
        """Give a seat a PIN; an empty one takes it away."""
        self._kept.pop(seat, None)
        if pin:
            salt = secrets.token_bytes(16)
            self._kept[seat] = (salt, _hash(salt, pin))

    def fits(self, seat: SeatId, typed: str) -> bool:
        """Whether what was typed is the seat's PIN; anything fits a seat without one."""
        kept = self._kept.get(seat)
        return kept is None or hmac.compare_digest(kept[1], _hash(kept[0], typed))


def _hash(salt: bytes, pin: str) -> bytes:
    # Imported here: the screens are started without the library behind it (`diplogame.cli.untls`).
    try:
        from _hashlib import pbkdf2_hmac
    except ImportError:  # a Python built without OpenSSL
        from hashlib import pbkdf2_hmac
    return pbkdf2_hmac("sha256", pin.encode("utf-8", "replace"), salt, _ROUNDS)
