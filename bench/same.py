"""`python -m bench.same`: whether a change of the code is only a change of its speed.

Plays conferences with minds in every chair and prints a digest of every command and event of each, and
of its last state. Two versions of the code that print the same lines play the same games. With
``--against FILE`` the lines are compared with those printed before; exit code 1 when any differs.
"""

from __future__ import annotations

import argparse
import sys
from hashlib import sha256
from pathlib import Path

from diplogame.app.library import open_pack
from diplogame.app.session import Session
from diplogame.packs.loader import LoadedPack
from diplogame.record.canonical import encode as canonical
from diplogame.record.codec import encode
from diplogame.rules.terms import Difficulty

PACKS = ("first-steps", "port-meridian")


def digest(pack: LoadedPack, seed: int) -> str:
    """Digest of one conference: every command, every event, the last state."""
    level = tuple(Difficulty)[seed % len(Difficulty)]
    session = Session.new(pack, (), seed, level)
    session.run_minds(limit=20_000)
    running = sha256()
    for entry in session.history:
        if entry.command is not None:
            running.update(canonical(encode(entry.command)))
        for event in entry.events:
            running.update(canonical(encode(event)))
    running.update(session.digest().encode())
    return f"{pack.conference.id} {seed} {len(session.history)} {running.hexdigest()[:24]}"


def main() -> int:
    """Print the digests, and compare them if there is something to compare with."""
    parser = argparse.ArgumentParser(prog="bench.same", description=__doc__)
    parser.add_argument("packs", nargs="*", default=list(PACKS), metavar="PACK")
    parser.add_argument("--seeds", type=int, default=10, help="conferences of each pack (10)")
    parser.add_argument("--against", type=Path, help="lines printed by another version")
    asked = parser.parse_args()
    before = set(asked.against.read_text("utf-8").splitlines()) if asked.against else None
    code = 0
    for name in asked.packs:
        pack = open_pack(name)
        for seed in range(asked.seeds):
            line = digest(pack, seed)
            other = before is not None and line not in before
            code = code or int(other)
            print(f"{line}{'  DIFFERENT' if other else ''}", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
