"""Debriefs to keep: Markdown, CSV and self-contained HTML.

Guarantees: `markdown`, `csv_tables` and `html` read a `Debrief` and return text; every text from packs and
players is escaped for its format; the HTML loads nothing from anywhere and runs no script. `export` writes
all three.
"""

from diplogame.report.export import export
from diplogame.report.html import html
from diplogame.report.markdown import markdown
from diplogame.report.tables import csv_tables

__all__ = ["csv_tables", "export", "html", "markdown"]
