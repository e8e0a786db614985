"""How far a study is, said beside the results: a bar on a terminal, a line now and then elsewhere.

Guarantees: nothing goes to standard output; a library for bars is loaded only when there is a terminal to
draw on.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from diplogame.lab.runner import Progress

EVERY: Final = 20.0
"""Seconds between two lines when there is no terminal."""


class Lines:
    """Progress as lines of text."""

    def __init__(self) -> None:
        self._said = time.monotonic()
        self._begun = self._said

    def __call__(self, progress: Progress) -> None:
        """Say how far it is, if it is time to."""
        now = time.monotonic()
        if now - self._said < EVERY and progress.done < progress.total:
            return
        if not progress.new:
            return
        self._said = now
        rate = progress.new / max(0.001, now - self._begun)
        print(
            f"{progress.done} of {progress.total} games, {rate:.1f} a second",
            file=sys.stderr,
            flush=True,
        )


@contextmanager
def shown(quiet: bool = False) -> Iterator[Lines | Bar | None]:
    """What to tell of progress for as long as the context lasts; None when nothing is to be told."""
    if quiet:
        yield None
    elif sys.stderr.isatty():
        bar = Bar()
        try:
            yield bar
        finally:
            bar.close()
    else:
        yield Lines()


class Bar:
    """Progress as a bar with the time that is left."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Rich

        self._rich = Rich(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._rich.add_task("games", total=None)
        self._rich.start()

    def __call__(self, progress: Progress) -> None:
        """Move the bar."""
        defects = f" ({progress.defects} broke off)" if progress.defects else ""
        self._rich.update(
            self._task,
            total=progress.total,
            completed=progress.done,
            description=f"games{defects}",
        )

    def close(self) -> None:
        """Take the bar away."""
        self._rich.stop()
