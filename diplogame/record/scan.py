"""Reading the bytes of a save: how far they are sound, and what is wrong where they stop being so.

The format. A save is lines of `digest SPACE body NEWLINE`. `body` is canonical JSON (see
`canonical`), `digest` is SHA-256 over the previous line's digest, a newline and the body, in
lower-case hexadecimal; before line 0 the previous digest is empty. Line 0 is the header, with at
least `format` and `version`; line n is the record with `"n": n`. Every later format keeps this
framing for line 0, so that an older program can say "newer".

Guarantees:
    * `scan` is pure and raises on no bytes whatever.
    * What it returns is the longest sound prefix: `scan(data[:s.good_size])` finds the same header
      and records.
    * Any change, loss or addition of bytes that is not made on purpose is noticed (SHA-256). The
      chain has no key: it shows accidents, not intent. Against intent there is the seal, written
      down outside the file.
"""

from __future__ import annotations

import enum
import re

from diplogame.record.canonical import JsonObject, NotCanonical, chain, decode
from diplogame.rules.values import dataclass

__all__ = ["FORMAT", "SEAL_LENGTH", "VERSION", "Scan", "Verdict", "find_seal", "line_of", "scan"]

FORMAT = "diplogame-save"
"""The value of `format` in every header."""

VERSION = 1
"""The version of the format this program writes. Raise it together with a step in `migrate`."""

SEAL_LENGTH = 8
"""Characters of a seal: short enough for a blackboard, 1 in 4 000 million to fit by accident."""

_DIGEST = 64
_HEADING = re.compile(rb"[0-9a-f]{64} \{")


class Verdict(enum.StrEnum):
    """What a scan has to say about a file."""

    WHOLE = "whole"
    """Every byte is sound."""
    TORN = "torn"
    """All but at most one line at the end: a write cut short, or damage to the last record."""
    DAMAGED = "damaged"
    """The header and perhaps some records are sound; more than one line behind them is not."""
    EMPTY = "empty"
    """No bytes, or nothing but zeros."""
    FOREIGN = "foreign"
    """Not a save of ours."""
    HEADLESS = "headless"
    """A save of ours whose header is damaged, so that nothing in it can be trusted."""
    NEWER = "newer"
    """A sound header with a version above `VERSION`; what follows was not looked at."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What the bytes of a file hold.

    Attributes:
        header: Line 0 as written, or None if it is not sound.
        records: The sound records, the first being number 1.
        digests: The digest of line 0 and of each sound record.
        verdict: See `Verdict`.
        size: Bytes looked at.
        good_size: Bytes of the longest sound prefix; 0 without a sound header.
        lost_records: An estimate, never below 1 if there is a tail, of the records behind the sound
            prefix.
    """

    header: JsonObject | None
    records: tuple[JsonObject, ...]
    digests: tuple[str, ...]
    verdict: Verdict
    size: int
    good_size: int
    lost_records: int

    @property
    def tip(self) -> str:
        """The digest of the last sound line; empty without a sound header."""
        return self.digests[-1] if self.digests else ""

    @property
    def seal(self) -> str:
        """The first characters of the tip, to be written down outside the file."""
        return self.tip[:SEAL_LENGTH]

    @property
    def playable(self) -> bool:
        """Whether there is a game here that this program can read."""
        return self.verdict in (Verdict.WHOLE, Verdict.TORN, Verdict.DAMAGED)


def line_of(previous: str, body: bytes) -> tuple[bytes, str]:
    """The line that follows a line with the digest `previous`, and its own digest."""
    digest = chain(previous, body)
    return digest.encode("ascii") + b" " + body + b"\n", digest


def scan(data: bytes) -> Scan:
    """Find the longest sound prefix of a save's bytes and judge the rest. Never raises."""
    first = _line(data, 0, "")
    if first is None:
        return _hopeless(data)
    header, digest, offset = first
    version = header.get("version")
    if header.get("format") != FORMAT or type(version) is not int or version < 1:
        return Scan(None, (), (), Verdict.FOREIGN, len(data), 0, 0)
    if version > VERSION:
        return Scan(header, (), (digest,), Verdict.NEWER, len(data), offset, 0)
    records: list[JsonObject] = []
    digests = [digest]
    while (found := _line(data, offset, digests[-1])) is not None:
        record, digest, end = found
        number = record.get("n")
        # `True == 1`, hence the type. A sound line with another number was not written by a
        # journal.
        if type(number) is not int or number != len(records) + 1:
            break
        records.append(record)
        digests.append(digest)
        offset = end
    verdict, lost = _judge(data[offset:])
    return Scan(header, tuple(records), tuple(digests), verdict, len(data), offset, lost)


def find_seal(found: Scan, seal: str) -> int | None:
    """How many records the game had when `seal` was written down.

    Args:
        found: A scan of the file as it is now.
        seal: At least `SEAL_LENGTH` characters of a digest; capitals, spaces and hyphens do not
            matter.

    Returns:
        The number of records (0 is a game just created), or None if this game never had that seal.
    """
    wanted = re.sub(r"[\s-]", "", seal).lower()
    if len(wanted) < SEAL_LENGTH:
        return None
    # From the end: a short seal that fits twice belongs to the later place, where it was asked for.
    for number in range(len(found.digests) - 1, -1, -1):
        if found.digests[number].startswith(wanted):
            return number
    return None


def _line(data: bytes, start: int, previous: str) -> tuple[JsonObject, str, int] | None:
    """The sound line at `start`: its object, its digest and where the next line starts."""
    end = data.find(b"\n", start)
    if end < 0 or data[start + _DIGEST : start + _DIGEST + 1] != b" " or end <= start + _DIGEST:
        return None
    body = data[start + _DIGEST + 1 : end]
    digest = chain(previous, body)
    if data[start : start + _DIGEST] != digest.encode("ascii"):
        return None
    try:
        value = decode(body)
    except NotCanonical:
        return None
    return (value, digest, end + 1) if isinstance(value, dict) else None


def _judge(tail: bytes) -> tuple[Verdict, int]:
    """Judge what follows the sound prefix, and estimate how many records it held."""
    if not tail:
        return Verdict.WHOLE, 0
    # Zeros are what some file systems leave of a write that a power cut interrupted: size without
    # content.
    content = tail.strip(b"\0")
    lines = content.count(b"\n") + (not content.endswith(b"\n"))
    # A damaged newline joins two lines; the headings inside the tail betray it.
    lost = max(lines, len(_HEADING.findall(content)))
    return (Verdict.TORN if lost == 1 else Verdict.DAMAGED), lost


def _hopeless(data: bytes) -> Scan:
    """Say what a file without a sound header is."""
    if not data.strip(b"\0"):
        verdict = Verdict.EMPTY
    else:
        end = data.find(b"\n")
        head = data if end < 0 else data[:end]
        ours = (
            b'"diplogame-save"' in head or b'"format":"diplogame' in head or _heads_a_record(data)
        )
        verdict = Verdict.HEADLESS if ours else Verdict.FOREIGN
    return Scan(None, (), (), verdict, len(data), 0, 0)


def _heads_a_record(data: bytes) -> bool:
    """Whether some line looks like one of a save, though the first says nothing."""
    return _HEADING.search(data) is not None
