"""What all commands share: exit codes, and the error of wrong use."""

from __future__ import annotations

import io
import os
import sys

DONE, NOT_IN_ORDER, WRONG_USE = 0, 1, 2
"""Exit codes."""


class UseError(Exception):
    """Wrong use or bad input, said in a sentence or two; the exit code is 2."""


def say(text: str) -> None:
    """Say something to the person, beside what goes into a pipe."""
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        silence()


def silence() -> None:
    """Let nothing more go to readers who have left."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(quiet, stream.fileno())
        except (OSError, ValueError):
            continue


def utf8() -> None:
    """Texts hold dashes and quotes; a pipe in another code page must not stop the game."""
    for stream in (sys.stdout, sys.stdin):
        if isinstance(stream, io.TextIOWrapper):
            encoding = (stream.encoding or "").lower().replace("-", "")
            stream.reconfigure(
                encoding=None if encoding.startswith("utf") else "utf-8", errors="replace"
            )
