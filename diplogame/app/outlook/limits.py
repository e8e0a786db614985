"""Which of our own limits a bargain would take us beyond."""

from __future__ import annotations

from diplogame.rules.terms import Bargain, TermKind
from diplogame.rules.view import SeatView

_STANDS = (TermKind.SUPPORT, TermKind.ACQUIESCE)


def lines_crossed(view: SeatView, bargain: Bargain) -> tuple[str, ...]:
    """Return the ids of our red lines that the text would cross if the bargain came true (R2.3).

    The text is read as it stands with every option that somebody undertakes to support or not to oppose;
    a line that the bargain has no part in is left out, unless we undertake to vote for the whole text.
    """
    text = list(view.text)
    touched: set[tuple[int, int]] = set()
    for term in bargain.terms:
        if term.kind in _STANDS:
            text[term.issue] = term.option
            touched.add((term.issue, term.option))
    whole = any(t.kind is TermKind.ADOPT and t.by == view.seat for t in bargain.terms)
    return tuple(
        line.id
        for line in view.interests.red_lines
        if line.holds(tuple(text))
        and (
            whole or any((issue, option) in touched for issue, row in line.parts for option in row)
        )
    )
