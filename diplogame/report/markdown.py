"""A debrief as Markdown.

Guarantees: characters that Markdown or HTML would read are escaped; tables have one row a line.
"""

from __future__ import annotations

import re

from diplogame.app.debrief import Debrief
from diplogame.report.sections import Table, sections


def escaped(text: str) -> str:
    """The text with everything Markdown could read made plain."""
    # Only what could be read is escaped; a hyphen or bracket inside a word reads better bare.
    kept = re.sub(r"([\\`*_\[\]|<>~&#])", r"\\\1", text)
    kept = re.sub(r"^([-+!])(?!\d)", r"\\\1", kept)
    return re.sub(r"^(\d+)\.(\s)", r"\1\\.\2", kept)


def markdown(debrief: Debrief) -> str:
    """The whole debrief as one Markdown document."""
    lines: list[str] = []
    for number, section in enumerate(sections(debrief)):
        lines += [f"{'#' if number == 0 else '##'} {escaped(section.title)}", ""]
        for paragraph in section.paragraphs:
            if paragraph:
                lines += [escaped(paragraph), ""]
        if section.items:
            lines += [f"- {escaped(item)}" for item in section.items]
            lines.append("")
        for table in section.tables:
            if table.rows:
                lines += [*_rows(table), ""]
    return "\n".join(lines)


def _rows(table: Table) -> list[str]:
    head = "| " + " | ".join(escaped(cell) or " " for cell in table.head) + " |"
    rule = "|" + " --- |" * len(table.head)
    rows = ["| " + " | ".join(escaped(cell) or " " for cell in row) + " |" for row in table.rows]
    return [head, rule, *rows]
