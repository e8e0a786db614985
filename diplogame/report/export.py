"""Writing a report beside a save."""

from __future__ import annotations

from pathlib import Path

from diplogame.app.debrief import Debrief
from diplogame.report.html import html
from diplogame.report.markdown import markdown
from diplogame.report.tables import csv_tables


def export(debrief: Debrief, folder: Path, stem: str) -> tuple[Path, ...]:
    """Write ``STEM.html``, ``STEM.md`` and ``STEM-TABLE.csv`` into a folder, which is made if need be.

    Raises:
        OSError: The machine refused; what was written before stays.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = {f"{stem}.html": html(debrief), f"{stem}.md": markdown(debrief)}
    for name, text in csv_tables(debrief).items():
        files[f"{stem}-{name}.csv"] = text
    written = []
    for name, text in files.items():
        path = folder / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        written.append(path)
    return tuple(written)
