"""Lines that a pack's own rules make impossible: nobody says what there is no occasion for.

Every pack must bring all lines of the catalogue, so that a change of its rules finds them there; a pack
without summits is not to blame that its leaders are never heard at night. Nor is a common line to blame
that nobody needs, because everybody has words of their own.

Guarantees: a function of the conference; names only what cannot happen whatever anybody does.
"""

from __future__ import annotations

from diplogame.packs.lines import COMMON, EXTRA, SPOKEN
from diplogame.packs.phrasebook import Phrasebook
from diplogame.rules.conference import Conference, Kind

_SUMMIT = ("summit.", "motion.summit", "chair.summit_called", "news.breakthrough")
_NIGHT = ("news.summit_failure", "news.staged", "news.ambiguous")
_PRESSURE = (
    "threat.",
    "offer.lift",
    "news.threat",
    "news.sanction",
    "news.lifted",
    "news.back_down",
)
_TARGET = ("threat.comply", "threat.partly", "threat.stall", "threat.counter", "threat.patron")
_SENDER = ("threat.issue", "threat.ultimatum", "threat.extend", "threat.back_down", "threat.impose")


def impossible(conference: Conference, book: Phrasebook, sheet: str, key: str) -> bool:
    """Whether a line of a sheet (a delegation's own, or ``common``) can never be said in a pack."""
    if key.startswith(_absent(conference)) or key in _not_theirs(conference, sheet):
        return True
    line = SPOKEN.get(key) or EXTRA.get(key)
    if line is None or key in COMMON or key.startswith("chair."):
        return False
    if sheet != "common":
        # The secretariat speaks as the chair, in the common lines, and meets nobody.
        return any(d.id == sheet and d.kind is Kind.CHAIR for d in conference.delegations)
    speakers = [
        d.id
        for d in conference.delegations
        if d.kind is Kind.SEAT or (d.kind is Kind.VOICE and not line.voters)
    ]
    return all(book.own(s, key) or key in _not_theirs(conference, s) for s in speakers)


def _absent(conference: Conference) -> tuple[str, ...]:
    """Beginnings of keys for which the conference has no occasion."""
    found: list[str] = []
    if not conference.calendar.summit_rounds:
        found += (*_SUMMIT, *_NIGHT)
    if not conference.institution.silence:
        found += ("chair.silence", "vote.break_silence")
    if all(d.accredited for d in conference.delegations):
        found += ("chair.accredited", "chair.not_accredited")
    if not any(issue.technical for issue in conference.issues):
        found.append("chair.experts")
    if not conference.instruments:
        found += _PRESSURE
    if not conference.incentives:
        found += ("offer.incentive", "counter.price", "counter.sooner")
    if not conference.calendar.overtime:
        found.append("chair.clock_stopped")
    if all(d.home.ratification == "none" for d in conference.delegations if d.kind is Kind.SEAT):
        found.append("news.rejected_at_home")
    return tuple(found)


def _not_theirs(conference: Conference, sheet: str) -> tuple[str, ...]:
    """Keys that one delegation has no occasion for."""
    if sheet not in conference.everybody:
        return ()
    found: list[str] = []
    if not any(tool.sender == sheet for tool in conference.instruments):
        found += _SENDER
    if not any(sheet in dict(tool.cost) for tool in conference.instruments):
        found += _TARGET
    if not any(gift.giver == sheet for gift in conference.incentives):
        found.append("offer.incentive")
    if not any(sheet in dict(gift.worth) for gift in conference.incentives):
        found += ("counter.price", "counter.sooner")
    return tuple(found)
