"""The two ends of a plain game: lines in, lines out.

Guarantees: never waits after the end of input; an order read from a file is echoed, so that the transcript
reads as a conversation; what comes in is cut and cleaned before anything looks at it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TextIO

from diplogame.packs.clean import clean
from diplogame.plain.lines import write

_LONGEST = 1000


@contextmanager
def _unseen(source: TextIO) -> Iterator[None]:
    """Let the terminal not show what is typed; where it cannot be told so, nothing is done."""
    try:
        import termios
    except ImportError:  # pragma: no cover - another platform's terminals
        yield
        return
    try:
        where = source.fileno()
        before = termios.tcgetattr(where)
    except (OSError, ValueError, termios.error):
        yield
        return
    quiet = list(before)
    quiet[3] &= ~termios.ECHO
    termios.tcsetattr(where, termios.TCSADRAIN, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(where, termios.TCSADRAIN, before)


def _typed(line: str) -> str:
    """A line as it was meant: keys that write nothing, such as ^L, are dropped; then cut and cleaned."""
    meant = "".join(c for c in line[:_LONGEST] if c in "\t\n" or unicodedata.category(c) != "Cc")
    return clean(meant, _LONGEST, line=True).strip()


class EndOfOrders(Exception):  # noqa: N818 - an end, not an error
    """There are no more orders."""


class Console:
    """Reads orders and writes lines.

    Args:
        source: Where orders come from.
        out: Where lines go.
    """

    def __init__(self, source: TextIO, out: TextIO) -> None:
        self.source = source
        self.out = out
        self.typed = source.isatty()

    def say(self, *lines: str) -> None:
        """Write lines."""
        write(self.out, lines)

    def lines(self, lines: Iterable[str]) -> None:
        """Write many lines."""
        write(self.out, lines)

    def secret(self, prompt: str) -> str:
        """A line that is not shown while it is typed, nor written into a transcript.

        Raises:
            EndOfOrders: There are none left.
        """
        with _unseen(self.source):
            self.out.write(f"{prompt}> ")
            self.out.flush()
            try:
                line = self.source.readline()
            except (UnicodeDecodeError, ValueError):
                line = "?"
        self.out.write("\n")
        if not line:
            raise EndOfOrders
        return _typed(line)

    def read(self, prompt: str) -> str:
        """The next order, without comments (``#``) and empty lines of a file.

        Raises:
            EndOfOrders: There are none left.
        """
        while True:
            self.out.write(f"{prompt}> ")
            self.out.flush()
            try:
                line = self.source.readline()
            except (UnicodeDecodeError, ValueError):
                line = "?"
            if not line:
                self.out.write("\n")
                raise EndOfOrders
            order = _typed(line)
            if not self.typed:
                self.out.write(f"{order}\n")
            if order.startswith("#"):
                continue
            return order
