"""Chances in words and figures.

Guarantees: rounded outward to steps of five per cent; nothing that is said is certain or impossible,
since the staff may be wrong.
"""

from __future__ import annotations

from diplogame.rules.terms import Band

_STEP = 5
_SURE = 95
"""Per cent from which a chance is all but certain; what is below the rest is most unlikely."""


def percent(band: Band) -> Band:
    """Return a band of chances per mille in per cent, rounded outward to steps of five, 0 to 100."""
    low = max(0, band.low // 10 // _STEP * _STEP)
    high = min(100, -(-band.high // (10 * _STEP)) * _STEP)
    return Band(low, max(low, high))


def chance_text(band: Band) -> str:
    """Return a band of chances per mille in words: ``40–65 %``, ``all but certain``; at most 15 cells."""
    whole = percent(band)
    if whole.low >= _SURE:
        return "all but certain"
    if whole.high <= 100 - _SURE:
        return "most unlikely"
    if whole.low < _STEP and whole.high > _SURE:
        return "anyone's guess"
    if whole.low < _STEP:
        return f"up to {whole.high} %"
    if whole.high > _SURE:
        return f"{whole.low} % or more"
    return f"about {whole.low} %" if whole.low == whole.high else f"{whole.low}–{whole.high} %"


def chance_figures(band: Band) -> str:
    """Return a band of chances per mille in figures, for narrow columns: ``40–65 %``, ``95+ %``."""
    whole = percent(band)
    if whole.low >= _SURE:
        return f"{_SURE}+ %"
    if whole.low < _STEP:
        return "?" if whole.high > _SURE else f"<{max(_STEP, whole.high)} %"
    if whole.high > _SURE:
        return f"{whole.low}+ %"
    return f"{whole.low} %" if whole.low == whole.high else f"{whole.low}–{whole.high} %"


def around(chance: int, doubt: int = 50) -> Band:
    """Return the band around a chance per mille that the staff can reckon, but not foresee."""
    return Band(max(0, chance - doubt), min(1000, chance + doubt))
