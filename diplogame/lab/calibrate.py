"""How honest forecasts are: of what players were told is 60 to 80 % likely, how much came true.

A forecast is a band. It is sorted by its middle into ten bins; in each, what came true is held against the
mean of the bands *as shown* (rounded outward to steps of five per cent). A bin is honest when the 95 %
interval (Wilson) of what came true touches that mean band. The Brier score takes the middle of the band for
the forecast, beside a constant forecast of the base rate: a skill above nought means that the forecasts tell
something.

Guarantees: a function of records; plain JSON values.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from diplogame.analysis import band_calibration, brier_score, brier_skill
from diplogame.app.outlook import percent
from diplogame.lab.forecasts import KINDS, Told
from diplogame.lab.lineup import MINDS, engine_hash, pack_hash
from diplogame.lab.play import Record
from diplogame.lab.stats import of_share, share
from diplogame.lab.store import SHORT
from diplogame.lab.study import Study
from diplogame.rules.terms import Band

FORMAT: Final = "diplogame-lab-calibration"
VERSION: Final = 1

BINS: Final = 10
LEAST: Final = 20
"""Forecasts that a bin must hold to be judged."""

UNLUCKY: Final = 25
"""Per mille from which a band that was missed may have been missed by chance (as Wilson's 95 %)."""


def told_in(study: Study, of: str) -> list[Record]:
    """The games whose forecasts are looked at."""
    records = study.whole(study.records)
    if of == "all":
        return records
    lone = [r for r in records if of == "broker" and r["lineup"].startswith("broker@")]
    return [r for r in records if r["lineup"] == MINDS] + [
        r for r in lone if "," not in r["lineup"]
    ]


def calibrate(study: Study, of: str = "minds") -> dict[str, Any]:
    """The whole report; docs/lab.md describes every key."""
    records = told_in(study, of)
    told: dict[str, list[Told]] = {kind: [] for kind in KINDS}
    for record in records:
        for each in record["forecasts"]:
            told.setdefault(str(each[0]), []).append(each)
    kinds = [_kind(kind, rows) for kind, rows in told.items()]
    everything = [row for rows in told.values() for row in rows]
    return {
        "format": FORMAT,
        "version": VERSION,
        "pack": study.pack.manifest.id,
        "title": study.pack.phrasebook.title,
        "rules": pack_hash(study.pack.conference)[:SHORT],
        "engine": engine_hash()[:SHORT],
        "of": of,
        "games": len(records),
        "kinds": kinds,
        "all": _kind("all", everything),
        "honest": all(kind["honest"] is not False for kind in kinds),
    }


def _kind(kind: str, told: Sequence[Told]) -> dict[str, Any]:
    pairs = [((int(low) + int(high)) // 2, bool(true)) for _, low, high, true in told]
    count, true = len(pairs), sum(happened for _, happened in pairs)
    if not count:
        return {
            "kind": kind,
            "count": 0,
            "came_true": None,
            "forecast": None,
            "width": None,
            "brier": None,
            "constant": None,
            "skill": None,
            "error": None,
            "honest": None,
            "bins": [],
            "shown": [],
        }
    base = (1000 * true + count // 2) // count
    bins = [b for number in range(BINS) if (b := _bin(number, told)) is not None]
    judged = [b for b in bins if b["honest"] is not None]
    error = sum(b["count"] * b["miss"] for b in bins) / count
    skill = brier_skill(pairs)
    return {
        "kind": kind,
        "count": count,
        "came_true": of_share(share(true, count)),
        "forecast": round(sum(middle for middle, _ in pairs) / count / 1000, 4),
        "width": round(sum(int(high) - int(low) for _, low, high, _ in told) / count / 1000, 4),
        "brier": brier_score(pairs) / 1000,
        "constant": brier_score([(base, happened) for _, happened in pairs]) / 1000,
        "skill": None if skill is None else skill / 1000,
        "error": round(error, 4),
        "honest": all(b["honest"] for b in judged) if judged else None,
        "bins": bins,
        "shown": _shown(told),
    }


def _shown(told: Sequence[Told]) -> list[dict[str, Any]]:
    """Every band that was shown often enough to be judged, in per cent, and what became of it."""
    bands = [
        (band.low * 10, band.high * 10, bool(true))
        for _, low, high, true in told
        for band in (percent(Band(int(low), int(high))),)
    ]
    return [
        {
            "low": each.low // 10,
            "high": each.high // 10,
            "count": each.count,
            "came_true": each.observed / 1000,
            # Missed by bad luck is not dishonest: one in forty on either side.
            "honest": each.honest or each.luck >= UNLUCKY,
        }
        for each in band_calibration(bands)
        if each.count >= LEAST
    ]


def _bin(number: int, told: Sequence[Told]) -> dict[str, Any] | None:
    """One row of the reliability table; None without forecasts in it."""
    low, high = number * 1000 // BINS, (number + 1) * 1000 // BINS
    rows = [
        row for row in told if low <= (int(row[1]) + int(row[2])) // 2 < high + (number + 1 == BINS)
    ]
    count = len(rows)
    found = share(sum(bool(row[3]) for row in rows), count)
    if found is None:
        return None
    shown = [percent(Band(int(row[1]), int(row[2]))) for row in rows]
    least = sum(band.low for band in shown) / count / 100
    most = sum(band.high for band in shown) / count / 100
    outside = max(0.0, found.low - most, least - found.high)
    miss = max(0.0, found.share - most, least - found.share)
    return {
        "from": low / 1000,
        "to": high / 1000,
        "count": count,
        "shown_low": round(least, 4),
        "shown_high": round(most, 4),
        "came_true": of_share(found),
        "miss": round(miss, 4),
        "honest": outside == 0.0 if count >= LEAST else None,
    }
