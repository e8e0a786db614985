"""A fault found inside one string of a pack, and the did-you-mean that goes with it.

Offsets count characters of the string as the author's TOML file means it (escapes decoded);
`diplogame.packs.locate` turns them into a line and a column of the file.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in a condition, a text or another string.

    Attributes:
        code: A key of `diplogame.packs.codes.CODES`.
        message: One sentence without a full stop.
        start: First character concerned, from 0.
        end: One past the last character concerned; never smaller than `start`.
        help: What to do about it, or "".
    """

    code: str
    message: str
    start: int
    end: int
    help: str = ""


def suggest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None when none is close.

    Candidates whose length differs by more than half are not compared, which keeps a look-up among
    a thousand ids cheap. Ties go to the alphabetically first, so messages never depend on order.
    """
    folded = word.casefold()
    slack = max(2, len(word) // 2)
    near = sorted({each for each in known if abs(len(each) - len(word)) <= slack})
    for each in near:
        if each.casefold() == folded:
            return each
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(folded)
    best, best_ratio = None, 0.6
    for each in near:
        matcher.set_seq1(each.casefold())
        if matcher.real_quick_ratio() <= best_ratio or matcher.quick_ratio() <= best_ratio:
            continue
        ratio = matcher.ratio()
        if ratio > best_ratio:
            best, best_ratio = each, ratio
    return best


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Help text: the closest known word, else `otherwise`, else a short list of known words."""
    words = sorted(set(known))
    found = suggest(word, words)
    if found is not None:
        return f"did you mean '{found}'?"
    return otherwise or listing(words)


def listing(words: Iterable[str], limit: int = 8) -> str:
    """`known: a, b, c and 4 more`, or "" when there are no words."""
    ordered = list(words)
    if not ordered:
        return ""
    shown = ", ".join(ordered[:limit])
    rest = len(ordered) - limit
    return f"known: {shown}" + (f" and {rest} more" if rest > 0 else "")
