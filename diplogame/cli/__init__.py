"""The command line: one door to everything.

Guarantees: exit code 0 when done, 1 when the thing checked is not in order, 2 for wrong use or bad
input; never a traceback; nothing is drawn into a pipe; heavy parts are imported when they are needed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from diplogame.cli.common import DONE, WRONG_USE, UseError, say, silence
from diplogame.cli.grammar import parser
from diplogame.cli.playing import title_command

__all__ = ["main", "parser"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    try:
        code = _main(argv)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # The reader has gone; nothing more can be said to it, at exit neither.
        silence()
        return DONE
    except KeyboardInterrupt:
        say("\nStopped. Every confirmed order is saved; `diplogame saves` lists the games.")
        return 130
    except OSError as error:
        return _fail(f"The machine refused: {error.strerror or type(error).__name__}.")
    except RecursionError:
        return _fail("That was nested too deeply to be read.")


def _main(argv: Sequence[str] | None) -> int:
    # The library that checks packs would ask every installed package for plug-ins: a stranger's package
    # must not change how packs are read, and looking for one takes time at every start.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # And it loads the time zones, for which Python reads how it was built. No zone is ever looked up here.
    os.environ.setdefault("PYTHONTZPATH", "")
    try:
        arguments = parser().parse_args(argv)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else WRONG_USE
    run: Callable[[argparse.Namespace], int] = getattr(arguments, "run", title_command)
    # Saves and packs have errors of their own, known only once they are imported.
    try:
        return run(arguments)
    except UseError as error:
        return _fail(str(error))
    except (KeyboardInterrupt, BrokenPipeError, OSError):
        raise
    except Exception as error:
        sentence = _expected(error)
        if sentence is None:
            sentence = _unexpected(error)
        return _fail(sentence)


def _expected(error: Exception) -> str | None:
    """The sentence of an error that saves, packs and the library raise on purpose."""
    from diplogame.app.library import NotFound

    if isinstance(error, NotFound):
        return str(error)
    from diplogame.record import SaveError

    if isinstance(error, SaveError):
        return str(error)
    from diplogame.packs.loader import PackFaults

    if isinstance(error, PackFaults):
        return f"{error.report.render(limit=5)}{error.report.summary()}"
    return None


def _unexpected(error: Exception) -> str:
    """A defect of ours: said without a value of the game; the whole story only if somebody asks for it."""
    if os.environ.get("DIPLOGAME_DEBUG"):
        import traceback

        traceback.print_exc()
    from diplogame.app.crash import last_words

    return f"{last_words(error)} Every confirmed order of a saved game is kept."


def _fail(sentence: str) -> int:
    say(sentence.rstrip("\n"))
    return WRONG_USE
