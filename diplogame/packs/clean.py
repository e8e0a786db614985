"""The gate for text from packs, saves and players, which is taken to be hostile.

A terminal obeys control characters, and Textual passes them on; bidirectional controls and
invisible characters make text say something else than it shows. Guarantees:

* `faults` lists every character that is refused, with its index and name.
* `clean` always returns text without faults, at most `max_length` characters long.
* `CleanLine` and `CleanText` are pydantic strings that refuse such text, with the first position
  in the error's context (`index`), type `hostile-text`.

Refused: C0 controls (newline and tab are kept in texts, not in lines), DEL, C1 controls, line and
paragraph separators, bidirectional controls, zero-width and other invisible characters, the tag
block, private use, noncharacters, surrogates, and more than `MAX_MARKS` combining marks in a row.
The zero-width joiner and non-joiner are kept, since several scripts and emoji need them, but they
count as combining marks.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any, Final

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

MAX_MARKS: Final = 8
"""Longest run of combining marks on one character."""
REPLACEMENT: Final = "\ufffd"

# (first, last, name); the order is that of the code points.
_RANGES: Final = (
    (0x00, 0x08, "control character"),
    (0x09, 0x0A, "line break or tab"),
    (0x0B, 0x1F, "control character"),
    (0x7F, 0x7F, "control character DEL"),
    (0x80, 0x9F, "C1 control character"),
    (0xAD, 0xAD, "soft hyphen"),
    (0x034F, 0x034F, "invisible character"),
    (0x061C, 0x061C, "bidirectional control"),
    (0x115F, 0x1160, "invisible letter"),
    (0x17B4, 0x17B5, "invisible letter"),
    (0x180B, 0x180F, "invisible character"),
    (0x200B, 0x200B, "zero-width space"),
    (0x200E, 0x200F, "bidirectional control"),
    (0x2028, 0x2029, "line or paragraph separator"),
    (0x202A, 0x202E, "bidirectional control"),
    (0x2060, 0x2065, "invisible character"),
    (0x2066, 0x2069, "bidirectional control"),
    (0x206A, 0x206F, "invisible format character"),
    (0x3164, 0x3164, "invisible letter"),
    (0xD800, 0xDFFF, "surrogate"),
    (0xE000, 0xF8FF, "private-use character"),
    (0xFDD0, 0xFDEF, "noncharacter"),
    (0xFEFF, 0xFEFF, "byte order mark"),
    (0xFFA0, 0xFFA0, "invisible letter"),
    (0xFFF0, 0xFFFB, "invisible format character"),
    (0xFFFE, 0xFFFF, "noncharacter"),
    (0x1BCA0, 0x1BCA3, "invisible format character"),
    (0x1D173, 0x1D17A, "invisible format character"),
    (0xE0000, 0xE0FFF, "tag or invisible selector"),
    (0xF0000, 0x10FFFF, "private-use character"),
)


def _pattern(keep: str) -> re.Pattern[str]:
    parts = [
        f"\\U{first:08x}-\\U{last:08x}"
        for first, last, _ in _RANGES
        if not (keep and chr(first) in keep)
    ]
    # The last two code points of every plane are noncharacters.
    parts += [f"\\U{plane:04x}fffe-\\U{plane:04x}ffff" for plane in range(1, 14)]
    return re.compile(f"[{''.join(parts)}]")


_IN_TEXT: Final = _pattern("\t\n")
_IN_LINE: Final = _pattern("")


def _name(char: str) -> str:
    code = ord(char)
    kind = next((name for first, last, name in _RANGES if first <= code <= last), "noncharacter")
    return f"{kind} U+{code:04X}"


def _is_mark(char: str) -> bool:
    return char in "\u200c\u200d" or unicodedata.category(char) in {"Mn", "Me"}


def _excess_marks(text: str) -> list[int]:
    found: list[int] = []
    run = 0
    for index, char in enumerate(text):
        if char >= "\u0300" and _is_mark(char):
            run += 1
            if run > MAX_MARKS:
                found.append(index)
        else:
            run = 0
    return found


def faults(text: str, *, line: bool = False) -> list[tuple[int, str]]:
    """Every refused character of `text`.

    Args:
        text: Any string, also one with lone surrogates.
        line: Whether line breaks and tabs are refused too.

    Returns:
        Pairs (index, name) in order of index; empty when the text may be shown. Of a run of too
        many combining marks only the first excess mark is listed.
    """
    pattern = _IN_LINE if line else _IN_TEXT
    found = [(match.start(), _name(match.group())) for match in pattern.finditer(text)]
    if not text.isascii():
        previous = -2
        for index in _excess_marks(text):
            if index != previous + 1:
                found.append((index, f"more than {MAX_MARKS} combining marks in a row"))
            previous = index
        found.sort()
    return found


def clean(text: str, max_length: int, *, line: bool = False) -> str:
    """`text` made fit to be shown: for player input, saves and error messages.

    Windows line ends become newlines. In a line, breaks and tabs become spaces. Other refused
    characters become U+FFFD, one for one; excess combining marks are dropped. Longer text is cut
    and ends in an ellipsis.

    Args:
        text: Any string.
        max_length: Most characters in the result, at least 1.
        line: Whether the result must be a single line.
    """
    text = text[: max_length * 4].replace("\r\n", "\n") if len(text) > max_length else text
    text = text.replace("\r\n", "\n")
    if line:
        text = text.replace("\n", " ").replace("\t", " ")
    text = (_IN_LINE if line else _IN_TEXT).sub(REPLACEMENT, text)
    if not text.isascii():
        excess = set(_excess_marks(text))
        if excess:
            text = "".join(char for index, char in enumerate(text) if index not in excess)
    return text if len(text) <= max_length else text[: max_length - 1] + "…"


def _refuse(line: bool) -> AfterValidator:
    def check(text: str) -> str:
        found = faults(text, line=line)
        if found:
            index, name = found[0]
            raise PydanticCustomError(
                "hostile-text",
                "{name} at character {place} may not be in a text",
                {"name": name, "index": index, "place": index + 1, "count": len(found)},
            )
        return text

    return AfterValidator(check)


def clean_line(max_length: int, min_length: int = 1) -> Any:
    """A pydantic type: one line of displayable text of the given length in characters."""
    limits = StringConstraints(strict=True, min_length=min_length, max_length=max_length)
    return Annotated[str, limits, _refuse(line=True)]


def clean_text(max_length: int, min_length: int = 1) -> Any:
    """A pydantic type: displayable text with line breaks of the given length in characters."""
    limits = StringConstraints(strict=True, min_length=min_length, max_length=max_length)
    return Annotated[str, limits, _refuse(line=False)]


CleanLine = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=200), _refuse(line=True)
]
"""One line of 1 to 200 characters: names, titles, labels."""

CleanText = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=8000), _refuse(line=False)
]
"""A text of 1 to 8,000 characters with line breaks: briefs, clauses, help."""
