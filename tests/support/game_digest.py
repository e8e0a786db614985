"""Play one random game and print its digests: run in a process of its own by the determinism test."""

from __future__ import annotations

import locale
import sys
from hashlib import sha256
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from diplogame.record.canonical import encode as canonical
from diplogame.record.codec import Fingerprint, encode
from diplogame.rules.view import view_of
from support import play


def main(path: str, seed: int) -> None:
    """Print a digest of every event, of the last state and of every last view."""
    locale.setlocale(locale.LC_ALL, "")
    running = sha256()
    state = play.opened(Path(path), seed)
    orders = 0
    for step in play.playout(state, Random(seed)):
        state = step.after
        orders += 1
        for event in step.events:
            running.update(canonical(encode(event)))
    for seat in state.conference.everybody:
        running.update(canonical(encode(view_of(state, seat))))
    print(orders, running.hexdigest(), Fingerprint().of(state))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
