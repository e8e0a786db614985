"""What is said when the game itself is at fault, and what is written down for those who mend it.

Guarantees: neither holds anything of the game's papers - no local variables, no texts of errors that may
quote them - since several people may sit at one terminal; writing never fails the caller.
"""

from __future__ import annotations

import platform
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from diplogame import __version__
from diplogame.app import paths
from diplogame.packs.clean import clean

if TYPE_CHECKING:
    from diplogame.app.session import Session

_NAMING = (AttributeError, ImportError, IndexError, KeyError, NameError, TypeError)
"""Errors whose text names parts of the program, not values of the game."""


def last_words(error: BaseException, session: Session | None = None) -> str:
    """Save what can be saved, write a log, and return the one paragraph that the player reads."""
    where = _where(error)
    parts = [f"diplogame met a defect of its own and had to stop ({where})."]
    if session is not None:
        parts.append(_saved(session))
    log = _log(error, session)
    if log is not None:
        parts.append(
            f"Please report it to whoever gave you the game, with the file {log}: it says where in the "
            "program this happened, and nothing of what anybody holds in the game."
        )
    else:
        parts.append("Please report it to whoever gave you the game, with the words in brackets.")
    return " ".join(parts)


def _saved(session: Session) -> str:
    try:
        session.save()
        path, note = session.save_path, session.save_note
    except Exception:
        path, note = session.save_path, ""
    if path is None or note:
        return note or "This game was kept in memory only."
    return (
        f"Every confirmed order is saved in {path} (diplogame play --resume {path.stem} goes on)."
    )


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "diplogame" in Path(frame.filename).parts]
    last = (ours or list(frames))[-1:]
    place = f" in {Path(last[0].filename).name}, line {last[0].lineno}" if last else ""
    return f"{type(error).__name__}{place}"


def _log(error: BaseException, session: Session | None) -> Path | None:
    now = time.strftime("%Y-%m-%d %H:%M:%S")
    lines = [
        f"diplogame {__version__}, {now}, Python {platform.python_version()}, {platform.system()}"
    ]
    if session is not None:
        seats = len(session.humans)
        lines.append(
            f"pack {session.pack.conference.id} {session.pack.conference.version}, seed "
            f"{session.seed}, {seats} at the terminal, order {len(session.history)}"
        )
    lines += ["", *_story(error), ""]
    path = paths.log_folder() / f"crash-{time.strftime('%Y%m%d-%H%M%S')}.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines), encoding="utf-8")
    except OSError:
        return None
    return path


def _story(error: BaseException) -> list[str]:
    """The traceback, cause before effect, without local variables and without quoted values."""
    chain: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in chain:
        chain.append(at)
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    lines: list[str] = []
    for each in reversed(chain):
        lines += [line.rstrip() for line in traceback.format_tb(each.__traceback__)]
        said = clean(str(each), 200, line=True) if isinstance(each, _NAMING) else ""
        lines += [f"{type(each).__name__}{': ' if said else ''}{said}", ""]
    return lines
