"""Figures of the engine: rules, minds, packs, saves."""

from __future__ import annotations

import tempfile
import time
from functools import partial
from pathlib import Path

from bench import bargaining, board, mathematics, scale
from bench.figures import Figure, Report, timed
from diplogame.app.library import locate_pack
from diplogame.app.session import Session
from diplogame.packs.loader import LoadedPack, check_pack, load_pack
from diplogame.rules.decide import Accepted, decide
from diplogame.rules.legal import legal
from diplogame.rules.view import view_of

PACKS = ("first-steps", "port-meridian")


def measure(report: Report, quick: bool) -> None:
    """Measure all of it."""
    packs(report, quick)
    for name in PACKS:
        conference(report, load_pack(locate_pack(name)), 2 if quick else 6)
    saves(report, load_pack(locate_pack("first-steps")), 30 if quick else 150)
    mathematics.measure(report, quick)
    bargaining.measure(report, quick)
    scale.measure(report, quick)
    board.measure(report, quick)


def packs(report: Report, quick: bool) -> None:
    """How long packs take to load and to check."""
    repeats = 3 if quick else 9
    for name in PACKS:
        path = locate_pack(name)
        load = 1000 * timed(partial(load_pack, path), repeats)
        check = 1000 * timed(partial(check_pack, path), repeats)
        report.add(
            Figure(f"{name}: pack load", load, "ms"), Figure(f"{name}: pack check", check, "ms")
        )


def conference(report: Report, pack: LoadedPack, games: int) -> None:
    """Whole games played by minds; then the same commands decided again, without minds."""
    name = pack.conference.id
    start = time.perf_counter()
    played = []
    for seed in range(games):
        session = Session.new(pack, (), seed)
        session.run_minds()
        played.append(session)
    took = time.perf_counter() - start
    commands = sum(len(s.history) - 1 for s in played)
    report.add(
        Figure(f"{name}: conferences played by minds", games / took, "/s", more_is_better=True),
        Figure(f"{name}: orders in one conference", commands / games, ""),
        Figure(f"{name}: orders thought and decided", commands / took, "/s", more_is_better=True),
    )
    session = played[0]
    states = session.states()
    orders = [entry.command for entry in session.history[1:]]

    def again() -> None:
        for state, order in zip(states, orders, strict=False):
            assert order is not None
            if not isinstance(decide(state, order), Accepted):
                raise AssertionError(f"{order!r} was accepted before and is refused now")

    per_order = timed(again, 3) / max(1, len(orders))
    sample = states[:: max(1, len(states) // 100)]
    seats = pack.conference.seats
    views = timed(lambda: [view_of(s, seat) for s in sample for seat in seats], 3)
    seen = [view_of(s, seat) for s in sample for seat in seats]
    rights = timed(lambda: [legal(view) for view in seen], 3)
    report.add(
        Figure(f"{name}: commands decided", 1 / per_order, "/s", more_is_better=True),
        Figure(f"{name}: a seat's view", 1e6 * views / len(seen), "us"),
        Figure(f"{name}: what is legal", 1e6 * rights / len(seen), "us"),
    )


def saves(report: Report, pack: LoadedPack, orders: int) -> None:
    """What it costs that every order is on the drive before it is shown as accepted."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        session = Session.new(pack, (), 1, folder=Path(folder))
        start = time.perf_counter()
        count = session.run_minds(orders)
        saved = time.perf_counter() - start
        path = session.save_path
        session.close()
        bare = Session.new(pack, (), 1)
        start = time.perf_counter()
        bare.run_minds(orders)
        unsaved = time.perf_counter() - start
        report.add(
            Figure(
                "order appended to the save",
                1000 * max(0.0, saved - unsaved) / max(1, count),
                "ms",
                note="digest, write and sync",
            )
        )
        if path is not None:
            head, _, rest = path.read_bytes().partition(b"\n")
            report.add(
                Figure("save resumed", 1000 * timed(lambda: Session.resume(path).close(), 3), "ms"),
                Figure("save: pack and opening", len(head) / 1024, "kB"),
                Figure("save: an order", len(rest) / 1024 / max(1, count), "kB"),
            )
