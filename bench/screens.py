"""Figures of the screens, taken in a real pseudo-terminal beside a minimal Textual app.

The two are measured in turn, round after round, so that whatever else the machine does hits both.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench import board
from bench.figures import Figure, Report, quantile
from bench.terminal import Gone, Terminal

GAME = (sys.executable, "-c", "import sys; from diplogame.cli import main; sys.exit(main())")
MINIMAL = (sys.executable, str(Path(__file__).with_name("minimal.py")))
TITLE = r"(?i)new game"
FLOOR = ("play", "--pack", "port-meridian", "--seat", "norden", "--seed", "7")

READY_RATIO = 1.5
KEY_MEDIAN, KEY_P95 = 12.0, 20.0
HELD_LAG = 50.0
MEMORY = 60.0


def measure(report: Report, quick: bool) -> None:
    """Measure all of it."""
    with tempfile.TemporaryDirectory() as home:
        env = {"DIPLOGAME_HOME": home, "HOME": home}
        start_up(report, env, 3 if quick else 9)
        feel(report, env, 30 if quick else 120)


def start_up(report: Report, env: dict[str, str], rounds: int) -> None:
    """From the command to a title that can be used, beside the minimal app."""
    least: list[float] = []
    ours: list[float] = []
    try:
        for number in range(rounds + 1):
            for command, pattern, found in (
                (MINIMAL, "Minimal is ready", least),
                (GAME, TITLE, ours),
            ):
                with Terminal(command, env=env) as terminal:
                    ready = terminal.wait_for(pattern)
                    if number:  # the first round warms the byte code and the disk
                        found.append(1000 * ready)
    except Gone as error:
        report.miss("title ready", str(error))
        return
    least_ms, ours_ms = statistics.median(least), statistics.median(ours)
    spread = f"from {min(ours):.0f} to {max(ours):.0f}"
    report.add(
        Figure("minimal app ready", least_ms, "ms"),
        Figure("title ready", ours_ms, "ms", note=spread),
        Figure("title ready, times the minimal app", ours_ms / least_ms, "x", READY_RATIO),
    )


def feel(report: Report, env: dict[str, str], presses: int) -> None:
    """Keys, a held key, silence and memory: the floor of a conference, beside the minimal app."""
    try:
        with Terminal(MINIMAL, env=env) as least, Terminal((*GAME, *FLOOR), env=env) as ours:
            least.wait_for("Minimal is ready")
            least.settle(0.3)
            to_floor(ours)
            base, times = [], []
            keys = ("right", "left", "down", "up")
            for number in range(presses):
                base.extend(one_key(least, keys[number % 4]))
                times.extend(one_key(ours, keys[number % 4]))
            if len(times) < presses // 4:
                report.miss("key to paint on the floor", f"only {len(times)} keys changed anything")
            else:
                report.add(
                    Figure("minimal app: key to paint, median", statistics.median(base), "ms"),
                    Figure(
                        "floor: key to paint, median",
                        statistics.median(times),
                        "ms",
                        KEY_MEDIAN,
                        note=f"{len(times)} keys",
                    ),
                    Figure("floor: key to paint, p95", quantile(times, 0.95), "ms", KEY_P95),
                )
            report.add(
                Figure("minimal app: lag of a held key", held_key(least, keys), "ms"),
                Figure("floor: lag of a held key", held_key(ours, keys), "ms", HELD_LAG),
                Figure("floor: written while idle", idle(ours), "B/s", 0),
                Figure("minimal app: memory", least.memory_mb(), "MB"),
                Figure("floor: memory", ours.memory_mb(), "MB", MEMORY),
            )
            for number in range(5 * presses):
                ours.press(keys[number % 4])
                time.sleep(0.02)
            ours.settle(0.5)
            report.add(Figure("floor: memory after many keys", ours.memory_mb(), "MB", MEMORY))
            board.painted(report, ours, presses)
    except Gone as error:
        report.miss("the floor", str(error))


def to_floor(terminal: Terminal) -> None:
    """From the start of a game to its main screen: past the instructions, if they come first."""
    terminal.wait_for(r"(?i)norden|instructions", 60)
    terminal.settle(0.5)
    for _ in range(4):
        if "Sponsors" in terminal.text():
            break
        terminal.press("enter")
        terminal.settle(0.4)
    else:
        raise Gone(f"the floor does not come\n{terminal.text()}")
    terminal.settle(0.5)


def one_key(terminal: Terminal, key: str) -> list[float]:
    """Milliseconds from a key to the first change of the picture; nothing if it changed nothing."""
    pressed = terminal.press(key)
    changes = terminal.settle(0.12)
    return [1000 * (changes[0] - pressed)] if changes else []


def held_key(terminal: Terminal, keys: Sequence[str]) -> float:
    """How far a key held for a second (30 a second) runs ahead of the screen, milliseconds."""
    last = 0.0
    for number in range(30):
        last = terminal.press(keys[number % len(keys)])
        time.sleep(1 / 30)
    changes = terminal.settle(0.3)
    return max(0.0, 1000 * (changes[-1] - last)) if changes else 0.0


def idle(terminal: Terminal, seconds: float = 4.0) -> float:
    """Bytes a second that are written while nobody touches anything."""
    terminal.settle(1.0)
    before = len(terminal.raw)
    time.sleep(seconds)
    return (len(terminal.raw) - before) / seconds
