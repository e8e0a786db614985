"""A debrief as CSV: one table a file.

Guarantees: RFC 4180 with a header row; a cell that a spreadsheet would run as a formula is made text by an
apostrophe; numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import re

from diplogame.app.debrief import Debrief
from diplogame.report.sections import sections

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def csv_tables(debrief: Debrief) -> dict[str, str]:
    """Name -> text of every table: result, text, points, curves, trust, votes and so on."""
    found: dict[str, str] = {}
    for section in sections(debrief):
        for table in section.tables:
            out = io.StringIO()
            writer = csv.writer(out, lineterminator="\r\n")
            writer.writerow([_cell(cell) for cell in table.head])
            writer.writerows([_cell(cell) for cell in row] for row in table.rows)
            found[table.name] = out.getvalue()
    return found


def _cell(text: str) -> str:
    if text and text[0] in "=+-@\t\r" and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text
