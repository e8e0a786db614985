"""The package board's what-if: an option is changed, and the numbers beside it are painted anew.

Measured where a player sits: in a real terminal, from the key to the last change of the picture that it
causes; and, beside it, the figures alone, as the application works them out for the same changes.
"""

from __future__ import annotations

import statistics
import time

from bench.figures import Figure, Report, quantile
from bench.terminal import Gone, Terminal
from diplogame.app.library import open_pack
from diplogame.app.outlook import (
    adoption_band,
    motion_band,
    objections,
    ratification_band,
    surplus_band,
    vote_forecast,
)
from diplogame.app.session import Session
from diplogame.rules.ids import Package
from diplogame.rules.view import SeatView

GOAL = 16.0
"""Milliseconds: a frame at sixty a second."""


def measure(report: Report, quick: bool) -> None:
    """The figures alone; the board itself is measured by `painted`."""
    found = sorted(_figures(_view(), 4 if quick else 20))
    report.add(
        Figure("package board: figures of a change", 1000 * statistics.median(found), "ms", GOAL)
    )


def _view() -> SeatView:
    """Norden's view at the opening of the largest pack that ships."""
    session = Session.new(open_pack("port-meridian"), ("norden",), 7)
    session.run_minds()
    return session.view("norden")


def _figures(view: SeatView, times: int) -> list[float]:
    found = []
    for turn in range(times):
        for k, issue in enumerate(view.table.issues):
            package = list(view.text)
            package[k] = (package[k] + 1 + turn) % len(issue.options)
            start = time.perf_counter()
            _what_if(view, tuple(package))
            found.append(time.perf_counter() - start)
    return found


def _what_if(view: SeatView, package: Package) -> None:
    """All that the board asks for when its package changes."""
    adoption_band(view, package)
    ratification_band(view, package)
    vote_forecast(view, package)
    objections(view, package)
    for seat in view.table.seats:
        if seat != view.seat:
            surplus_band(view, seat, package)
    if package != view.text:
        motion_band(view, package, view.table.institution.amendment)


def painted(report: Report, terminal: Terminal, presses: int) -> None:
    """From a key to the repainted numbers, on the board of a game that stands on its main screen.

    Raises:
        Gone: The board does not come, or the game went away.
    """
    terminal.press("b")
    terminal.settle(0.6)
    found = []
    keys = ("right", "left", "right", "left", "down")
    for number in range(presses):
        key = keys[number % len(keys)]
        pressed = terminal.press(key)
        changes = terminal.settle(0.12)
        if changes and key != "down":
            found.append(1000 * (changes[-1] - pressed))
    if len(found) < presses // 4:
        raise Gone(f"only {len(found)} keys changed the board\n{terminal.text()}")
    report.add(
        Figure(
            "package board: key to numbers, median",
            statistics.median(found),
            "ms",
            GOAL,
            note=f"{len(found)} changes, last change of the picture",
        ),
        Figure("package board: key to numbers, p95", quantile(found, 0.95), "ms"),
    )
