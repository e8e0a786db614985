"""Numbers and sentences as the screens write them; what things are called comes from `app.narrate`.

Guarantees: points carry a narrow no-break space at the thousands and a true minus; bands are never
shown as one number unless both ends meet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diplogame.app.narrate import words as plain
from diplogame.app.narrate.describe import Describe
from diplogame.rules.decisions import Ballot
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.terms import AdoptPartial, BallotRecord, Band, MoveToVote, Reason, StartSilence
from diplogame.tui.strings import t

if TYPE_CHECKING:
    from diplogame.app.session import Session
    from diplogame.packs.phrasebook import Phrasebook


def points(value: int) -> str:
    """Return points as a whole number with a narrow gap at the thousands: `6 240`."""
    text = f"{abs(value):,}".replace(",", "\u202f")
    return f"−{text}" if value < 0 else text


def change(value: int) -> str:
    """Return a change of points with its sign."""
    return "0" if value == 0 else ("+" if value > 0 else "−") + points(abs(value))


_SIGNED = re.compile(r"(?<!\w)([+-])(\d+)(?!\d)")


def figures(text: str) -> str:
    """Return a sentence of the debrief with its changes of points as they are shown on screens."""
    return _SIGNED.sub(lambda found: change(int(found.group(0))), text)


def points_band(band: Band) -> str:
    """Return a band of points."""
    if band.low == band.high:
        return points(band.low)
    return f"{points(band.low)} … {points(band.high)}"


def change_band(band: Band) -> str:
    """Return a band of changes of points."""
    if band.low == band.high:
        return change(band.low)
    return f"{change(band.low)} … {change(band.high)}"


def capital(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def describe(session: Session) -> Describe:
    """Return what describes the values of this game's pack in words."""
    return Describe(session.pack.phrasebook, session.pack.conference)


def difference(words: Phrasebook, before: Package, after: Package) -> list[str]:
    """Return the changed clauses, one line each: `Spyware: licence → ban`."""
    return [
        t(
            "package.change",
            issue=words.issue_short(issue),
            old=words.option_short(issue, old),
            new=words.option_short(issue, new),
        )
        for issue, (old, new) in enumerate(zip(before, after, strict=True))
        if old != new
    ]


_VOTE_LINES = {
    Ballot.YES: "vote.yes",
    Ballot.SILENT: "vote.yes",
    Ballot.NO: "vote.no",
    Ballot.OBJECTION: "vote.object",
    Ballot.ABSTAIN: "vote.abstain",
    Ballot.CONCERN: "vote.concern",
}


def explanation(session: Session, record: BallotRecord, seat: SeatId) -> str:
    """Return a delegation's explanation of vote in its own voice, with the reason in plain words."""
    book = session.pack.phrasebook
    found = next(((b, r, i) for s, b, r, i in record.ballots if s == seat), None)
    if found is None or found[0] not in _VOTE_LINES:
        return ""
    cast, reason, issue = found
    if not isinstance(record.motion.kind, MoveToVote | StartSilence | AdoptPartial):
        return _plainly(session, cast, reason, issue)
    about = issue if 0 <= issue < len(record.package) else max(0, _moved(session, record))
    line = book.line(
        seat,
        _VOTE_LINES[cast],
        turn=(session.seed, record.motion.round, record.motion.id),
        issue=about,
        option=record.package[about],
        other=record.motion.by,
    )
    said = _plainly(session, cast, reason, issue)
    return f"{line} — {said}" if line and said else line or said


def _plainly(session: Session, cast: Ballot, reason: Reason, issue: int) -> str:
    said = capital(plain.vote_reason(reason, cast in (Ballot.YES, Ballot.SILENT)))
    if issue >= 0 and said:
        said += f" ({session.pack.phrasebook.issue_short(issue)})"
    return said


def _moved(session: Session, record: BallotRecord) -> int:
    name = getattr(record.motion.kind, "issue", "")
    return session.pack.conference.issue_index(name) if name else -1


__all__ = [
    "capital",
    "change",
    "change_band",
    "describe",
    "difference",
    "explanation",
    "points",
    "points_band",
]
