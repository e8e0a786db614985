"""Golden playthroughs: whole games in readable text, and counts of what can happen (R1-R19).

``pytest tests/golden --update-goldens`` writes them anew; read the diff before you commit it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from support import play
from support.transcript import brief, page

from diplogame.record.codec import Fingerprint
from diplogame.rules.decide import Accepted, decide
from diplogame.rules.passive import passive
from diplogame.rules.state import State
from diplogame.rules.terms import Stage
from diplogame.rules.view import view_of

HERE = Path(__file__).resolve().parent


def quiet(state: State, _seed: int) -> Iterator[play.Step]:
    """Everybody gives the quietest lawful order."""
    while state.awaiting:
        command = passive(view_of(state, state.awaiting[0]))
        decision = decide(state, command)
        assert isinstance(decision, Accepted), (command, decision)
        yield play.Step(state, command, decision.events, decision.state)
        state = decision.state


def wild(state: State, seed: int) -> Iterator[play.Step]:
    """Everybody gives lawful orders at random."""
    return play.playout(state, Random(seed))


GAMES: list[tuple[str, int, Callable[[State, int], Iterator[play.Step]], str]] = [
    ("tiny-quiet", 1, quiet, "nobody does anything: the chair's question decides"),
    ("tiny-wild-a", 3, wild, "lawful orders drawn by Random(3)"),
    ("tiny-wild-b", 14, wild, "lawful orders drawn by Random(14)"),
]


@pytest.mark.parametrize(("name", "seed", "run", "why"), GAMES, ids=lambda x: str(x)[:20])
def test_a_game_reads_as_it_did(
    name: str,
    seed: int,
    run: Callable[[State, int], Iterator[play.Step]],
    why: str,
    update_goldens: bool,
) -> None:
    opening = play.opened(play.TINY, seed)
    text = page(f"The Weir (tiny), seed {seed}", why, opening, run(opening, seed))
    golden = HERE / f"{name}.txt"
    if update_goldens:
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8"), f"{golden.name}: see --update-goldens"


# --- perft: how many games there are -------------------------------------------------------------


def perft(state: State, depth: int, seen: set[str], finger: Fingerprint) -> int:
    """Sequences of ``depth`` orders, one order for each open verb of whoever is awaited first."""
    if depth == 0 or not state.awaiting:
        seen.add(finger.of(state))
        return 1
    view = view_of(state, state.awaiting[0])
    total = 0
    for command in play.lawful(view, Random(0)):
        decision = decide(state, command)
        assert isinstance(decision, Accepted), command
        total += perft(decision.state, depth - 1, seen, finger)
    return total


def at_stage(stage: Stage, round_: int) -> State:
    """The first position of the quiet game at some stage of some round."""
    state = play.opened(play.TINY, 1)
    for step in quiet(state, 1):
        if step.before.public.stage is stage and step.before.public.round == round_:
            return step.before
    raise AssertionError("the quiet game never gets there")


# Opening: Tarn may declare, meet, draft, study, cable (shut is outside its mandate), campaign or rest:
# 7. After the declaration Tarn is still awaited, with 6 verbs; after each of the 6 plans comes Reed
# with 7: 6 + 6 * 7 = 48. Reed's own declaration leaves it the 6 plans again, a plan leads to two answers
# where there is an invitation and else to the plenary, and so on: 336.
# Plenary of round 1: 4 speeches, 6 motions (amend, close, package, experts, summit, endorse), the
# ultimatum, walking out and passing: 13. In round 2 eleven motions are open (annex, vote, silence,
# suspension and division come with consensus-building): 18. In round 3 the clock may be stopped, but no
# summit has a date: 18.
# As many states as orders: no two orders of one moment leave the same behind.
PERFT: dict[tuple[Stage, int], dict[int, tuple[int, int]]] = {
    (Stage.PLANNING, 1): {1: (7, 7), 2: (48, 48), 3: (336, 336)},
    (Stage.PLENARY, 1): {1: (13, 13), 2: (85, 85), 3: (614, 614)},
    (Stage.PLENARY, 2): {1: (18, 18), 2: (129, 129)},
    (Stage.PLENARY, 3): {1: (18, 18), 2: (129, 129)},
}


@pytest.mark.parametrize(("stage", "round_"), sorted(PERFT))
def test_perft_of_the_tiny_pack(stage: Stage, round_: int) -> None:
    """On failure the split by first order says where the counts part."""
    start = at_stage(stage, round_)
    for depth, expected in PERFT[stage, round_].items():
        seen: set[str] = set()
        count = perft(start, depth, seen, Fingerprint())
        assert (count, len(seen)) == expected, split(start, depth)


def split(state: State, depth: int) -> str:
    """How many sequences begin with each order."""
    view = view_of(state, state.awaiting[0])
    rows = []
    for command in play.lawful(view, Random(0)):
        decision = decide(state, command)
        assert isinstance(decision, Accepted)
        rows.append(f"{brief(command)}: {perft(decision.state, depth - 1, set(), Fingerprint())}")
    return "\n".join(rows)
