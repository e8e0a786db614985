"""Saved games in words, and opening them.

Guarantees: a broken save is said, never raised; nothing of a game's secrets is read for a list.
"""

from __future__ import annotations

import time

from diplogame.record import SaveEntry, Use
from diplogame.tui.strings import has, t
from diplogame.tui.widgets.canvas import clip


def playable(entry: SaveEntry) -> bool:
    """Whether one can go on with a saved game: it is readable, nobody plays it, and it is not over."""
    if entry.version == 0 or entry.use is Use.PLAYED:
        return False
    return entry.summary.get("stage") != "ended" and not _closed(entry)


def _closed(entry: SaveEntry) -> bool:
    return entry.verdict.name in ("EMPTY", "FOREIGN", "HEADLESS", "NEWER")


def over(entry: SaveEntry) -> bool:
    """Whether a saved game has ended."""
    return entry.summary.get("stage") == "ended"


def state(entry: SaveEntry) -> str:
    """Return where a saved game stands, in a few words."""
    if entry.use is Use.PLAYED:
        return t("saves.in-use")
    if entry.problem and _closed(entry):
        return t("saves.broken")
    if over(entry):
        outcome = str(entry.summary.get("outcome", ""))
        key = f"saves.outcome.{outcome}"
        return t(key) if has(key) else t("saves.over")
    round_ = entry.summary.get("round", 1)
    return t("saves.round", round=round_)


def when(entry: SaveEntry) -> str:
    """Return when a game was last saved, in local time."""
    return time.strftime("%d %b %H:%M", time.localtime(entry.modified))


def said(entry: SaveEntry, *, short: bool = False) -> str:
    """Return a saved game in one line."""
    if not entry.pack_id:
        return clip(entry.path.name, 40)
    who = ", ".join(clip(named(seat), 16) for seat in entry.seats[:4]) or t("saves.watched")
    about = f"{named(entry.pack_id)} · {who}"
    return f"{about} · {state(entry)}" if short else about


def named(id_: str) -> str:
    """Return an id as it reads: a list must not open a pack for its names; people's names stay."""
    return id_.replace("-", " ").title() if id_ == id_.lower() else id_
