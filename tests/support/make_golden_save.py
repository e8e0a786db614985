"""Make the golden save of this version: `python -m tests.support.make_golden_save`.

One is kept for every released version, and every later version must load it. Run this once for a
release, or after a change of rules before the first one; never make a released version's anew.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from unittest import mock

import diplogame
from diplogame.app.session import Session, verify
from diplogame.packs.loader import load_pack
from diplogame.rules.decide import Accepted
from diplogame.rules.terms import Difficulty

TESTS = Path(__file__).parent.parent
GOLDEN = TESTS / "record" / "golden"
SEED = 5
NOON = 1_767_268_800
"""The time all its records claim, in seconds since 1970, so that the same rules give the same file."""


def make(folder: Path) -> Path:
    """Play the small pack to its end, one chair by a person who does as advised; branch its last round."""
    pack = load_pack(TESTS / "data" / "packs" / "tiny")
    with mock.patch("diplogame.app.saved.time.time", return_value=NOON):
        with tempfile.TemporaryDirectory() as scratch:
            first = Session.new(
                pack, ["tarn"], SEED, Difficulty.NOVICE, Path(scratch), {"tarn": "Zoë"}
            )
            with first:
                play(first)
                path, last = first.save_path, first.round
            assert path is not None
            # A branch, so that the file holds everything a header can hold.
            branch = Session.branch(
                path, last, folder, humans=["tarn", "reed"], difficulty=Difficulty.AMBASSADOR
            )
        with branch:
            play(branch)
            made = branch.save_path
    assert made is not None
    found = verify(made)
    assert found.ok, found.what
    return made


def play(session: Session) -> None:
    """Play to the end; people do as advised."""
    while not session.over:
        if not session.step():
            decision = session.submit(session.advise(session.awaited()[0]))
            assert isinstance(decision, Accepted)


def main() -> int:
    """Put the save where the tests look for it."""
    with tempfile.TemporaryDirectory() as scratch:
        data = make(Path(scratch)).read_bytes()
    GOLDEN.mkdir(exist_ok=True)
    target = GOLDEN / f"save-{diplogame.__version__}.diplogame"
    target.write_bytes(data)
    print(f"{target.name}: {len(data)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
