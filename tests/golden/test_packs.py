"""Golden playthroughs of the packs that ship: what was decided in a whole game, and its digests.

Every pack in ``content/`` has at least one. A file names its seed, so that reading it says what was
played; ``pytest tests/golden --update-goldens`` plays anew, and looks for the first seed that still
ends as the file is meant to end. Read the diff before you commit it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from diplogame.app.narrate import Cable, Narrator, Wire
from diplogame.app.session import Session
from diplogame.packs.loader import LoadedPack, load_pack
from diplogame.plain.transcript import outcome_lines
from diplogame.rules.terms import Outcome

HERE = Path(__file__).resolve().parent / "packs"
CONTENT = Path(__file__).resolve().parents[2] / "content"
FARTHEST = 60
"""Seeds that are tried for an ending; a pack in which it does not come by then has lost it."""

FAILED = (Outcome.COLLAPSED, Outcome.SUSPENDED)
GAMES: list[tuple[str, str, tuple[Outcome, ...]]] = [
    ("first-steps-adopted", "first-steps", (Outcome.ADOPTED,)),
    ("first-steps-failed", "first-steps", FAILED),
    ("port-meridian-adopted", "port-meridian", (Outcome.ADOPTED,)),
    ("tideline-adopted", "tideline", (Outcome.ADOPTED,)),
    ("tideline-failed", "tideline", FAILED),
]


@pytest.fixture(scope="module")
def packs() -> dict[str, LoadedPack]:
    return {folder.name: load_pack(folder) for folder in _shipped()}


def _shipped() -> list[Path]:
    return sorted(folder for folder in CONTENT.iterdir() if (folder / "pack.toml").exists())


def _headline(cable: Cable) -> str:
    """What a cable of the hall, the press, the ledger or the night comes to; "" for talk."""
    if cable.kind in ("meeting", "answer", "staff", "home"):
        return ""
    said = cable.detail if cable.kind in ("plenary", "vote", "threat", "ledger") else cable.text
    return f"{cable.kind:<8}{said or cable.text}"


def play(pack: LoadedPack, seed: int) -> tuple[Outcome | None, str]:
    """A whole game between minds as a page: headlines round by round, with the digest of each."""
    session = Session.new(pack, (), seed)
    wire = Wire(Narrator(pack, seed), "")
    page, read, round_ = [f"{pack.phrasebook.title}, seed {seed}"], 0, 0

    def write(_session: object = None) -> None:
        nonlocal read, round_
        for entry in session.history[read:]:
            for cable in wire.extend([(entry.round, event) for event in entry.events]):
                if cable.round > round_:
                    round_ = cable.round
                    orders = f"{read + 1} orders, {session.digest()[:16]}"
                    page.extend(["", f"== round {round_}: after {orders}"])
                if line := _headline(cable):
                    page.append(line)
            read += 1

    write()
    session.run_minds(on_step=write)
    page += outcome_lines(session)
    page += ["", f"{len(session.history)} orders, {session.digest()}"]
    return session.state.public.outcome, "\n".join(page) + "\n"


def _search(pack: LoadedPack, wanted: tuple[Outcome, ...]) -> str:
    for seed in range(1, FARTHEST + 1):
        outcome, page = play(pack, seed)
        if outcome in wanted:
            return page
    raise AssertionError(f"no game of {FARTHEST} ends {' or '.join(wanted)}")


@pytest.mark.parametrize(("name", "pack", "wanted"), GAMES, ids=[name for name, _, _ in GAMES])
def test_a_shipped_pack_is_played_as_it_was(
    name: str,
    pack: str,
    wanted: tuple[Outcome, ...],
    packs: dict[str, LoadedPack],
    update_goldens: bool,
) -> None:
    golden = HERE / f"{name}.txt"
    if update_goldens:
        golden.write_text(_search(packs[pack], wanted), encoding="utf-8")
    text = golden.read_text(encoding="utf-8")
    seed = re.match(r".*, seed (\d+)\n", text)
    assert seed is not None, "the first line names the seed"
    outcome, page = play(packs[pack], int(seed[1]))
    assert page == text, f"{golden.name}: see --update-goldens"
    assert outcome in wanted


def test_every_pack_that_ships_has_a_golden_playthrough() -> None:
    played = {pack for _, pack, _ in GAMES}
    assert {folder.name for folder in _shipped()} == played
    assert {path.stem for path in HERE.glob("*.txt")} == {name for name, _, _ in GAMES}


def test_a_pack_that_can_be_lost_is_lost_in_a_golden_game() -> None:
    text = (HERE / "first-steps-failed.txt").read_text(encoding="utf-8")
    assert "without an agreement" in text or "suspended" in text
