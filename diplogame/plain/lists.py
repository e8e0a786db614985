"""Lists of packs and saves, as lines."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from diplogame.plain.lines import harmless, wrapped

if TYPE_CHECKING:
    from diplogame.packs.loader import PackEntry
    from diplogame.record import SaveEntry


def pack_lines(entries: Sequence[PackEntry]) -> list[str]:
    """Packs with what they are about; broken ones with their first fault."""
    if not entries:
        return ["No packs were found."]
    lines: list[str] = []
    for entry in entries:
        lines.append(harmless(f"{entry.id}: {entry.title}"))
        if entry.first_fault is not None:
            lines += wrapped(f"cannot be played: {entry.first_fault}", "    ")
            lines += wrapped(f"see: diplogame pack check {entry.path}", "    ")
            continue
        if entry.manifest is not None:
            m = entry.manifest
            facts = [m.length, m.difficulty, f"version {m.version}"]
            lines += wrapped(", ".join(fact for fact in facts if fact), "    ")
        lines += wrapped(entry.summary, "    ")
        if entry.shadowed:
            lines += wrapped("hidden by a pack of the same id found earlier", "    ")
    return lines


def save_lines(entries: Sequence[SaveEntry], folder: Path) -> list[str]:
    """Saves, the latest first, with how to go on."""
    if not entries:
        return [f"There are no saved games in {harmless(str(folder))}."]
    lines: list[str] = []
    for entry in entries:
        facts = [entry.pack_id, ", ".join(entry.seats) or "all chairs played by minds"]
        round_ = entry.summary.get("round")
        outcome = str(entry.summary.get("outcome", ""))
        facts.append(outcome or (f"round {round_}" if round_ else "just begun"))
        facts.append(time.strftime("%Y-%m-%d %H:%M", time.localtime(entry.modified)))
        if entry.use.value == "in use":
            facts.append("being played now")
        lines.append(harmless(f"{entry.path.stem}: {'; '.join(str(f) for f in facts if f)}"))
        if entry.problem:
            lines += wrapped(entry.problem, "    ")
    lines.append("Go on with one: diplogame play --resume NAME")
    return lines
