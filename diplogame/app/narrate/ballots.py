"""A vote, explained: in the delegation's voice where it has one, with the reason as it reads there."""

from __future__ import annotations

from diplogame.app.narrate import words
from diplogame.app.narrate.cable import Cable
from diplogame.app.narrate.occasion import THE_TEXT, Occasion
from diplogame.app.narrate.words import sentence
from diplogame.rules import events as ev
from diplogame.rules.decisions import Ballot
from diplogame.rules.terms import (
    AdoptPartial,
    Amend,
    CloseClause,
    DivideTheQuestion,
    Endorse,
    Motion,
    MotionKind,
    MoveToVote,
    Reason,
    Reopen,
    StartSilence,
    TablePackage,
)

_WHOLE = (MoveToVote, StartSilence, AdoptPartial)


def ballot_cast(o: Occasion, e: ev.BallotCast) -> Cable | None:
    """A vote with its explanation; the mover's own yes goes without saying."""
    motion = o.memory.motions.get(e.motion)
    mover = motion.by if motion else ""
    if e.seat == mover:
        return None
    whole = motion is not None and isinstance(motion.kind, _WHOLE)
    if not whole and e.ballot is Ballot.YES and e.reason is Reason.AGREED:
        return None  # on procedure the chair's count says it
    issue: int | str = e.issue if e.issue >= 0 else THE_TEXT
    turn = (e.motion, e.seat)
    key = ""
    stands_aside = e.reason is Reason.PROMISED and e.ballot is Ballot.ABSTAIN
    if e.reason is Reason.PROMISED and mover != o.chair and not stands_aside:
        key = "vote.as_promised"
    elif e.ballot is Ballot.OBJECTION:
        silent = motion is not None and isinstance(motion.kind, StartSilence)
        breaks = silent and o.says(e.seat, "vote.break_silence")
        # A stated objection to the whole text is also a vote against it, and may be put so.
        against = whole and not silent and o.one_in(2, "no", *turn)
        key = "vote.break_silence" if breaks else "vote.no" if against else "vote.object"
    elif e.ballot is Ballot.CONCERN:
        key = "vote.concern"
    elif e.ballot is Ballot.ABSTAIN and (whole or (_words(motion) and o.one_in(3, *turn))):
        key = "vote.abstain"
    elif whole:
        key = {Ballot.YES: "vote.yes", Ballot.NO: "vote.no"}.get(e.ballot, "")
    text = o.say(e.seat, key, *turn, issue=issue, other=mover) if key else ""
    detail = f"{o.name(e.seat)}: {words.BALLOTS[e.ballot]}"
    favourable = e.ballot in (Ballot.YES, Ballot.SILENT)
    if not favourable or e.reason is not Reason.AGREED:
        named = e.issue >= 0 and e.issue != _own_issue(o, motion)
        about = f" ({o.words.quoted(e.issue)})" if named else ""
        holders = o.holders(e.seat, e.issue) if e.reason is Reason.BOUND else []
        if holders:
            said = f"{o.names(holders)} {'holds' if len(holders) == 1 else 'hold'} their word on it"
        else:
            said = words.vote_reason(e.reason, favourable)
            if motion is not None and not whole:
                said = _of_procedure(e, motion.kind, favourable) or said
            if stands_aside:
                said = "they had promised not to oppose it"
            if e.reason is Reason.WORST_CLAUSE and not favourable and not named and e.issue >= 0:
                said = "the clause would be too bad for them"
        detail += f" - {said}{about}" if said else about
    return o.cable(
        "vote", e.seat, text or sentence(detail), sentence(detail) if text else "", (e.seat,)
    )


def _words(motion: Motion | None) -> bool:
    """Whether a motion is about the words of the text, of which one can have half a mind."""
    return motion is not None and isinstance(motion.kind, Amend | TablePackage)


def _of_procedure(e: ev.BallotCast, kind: MotionKind, favourable: bool) -> str:
    """A reason as it reads where the motion is no offer of a clause; "" where it reads as usual."""
    waits = e.reason in (Reason.HOLDING_OUT, Reason.OVERREACH)
    match kind:
        case Endorse(target=target) if target == e.seat:
            return "it is aimed at them"
        case Amend() | TablePackage() | DivideTheQuestion():
            return ""
        case CloseClause() if waits:
            return "they are not ready to have it closed"
        case Reopen() if favourable and e.reason is Reason.WORST_CLAUSE:
            return "another reading would serve them better, and the text is stuck"
        case Reopen() if waits:
            return "they would neither disturb it nor defend it"
        case Reopen() if e.reason is Reason.NOTHING_NEW:
            return "nothing has changed since it was closed"
        case CloseClause() | Reopen():
            return ""
        case _ if waits:
            return "they see nothing in it for them"
        case _:
            return ""


def _own_issue(o: Occasion, motion: Motion | None) -> int:
    """The one clause that a motion is about; -1 for none or several."""
    issue = getattr(motion.kind, "issue", "") if motion is not None else ""
    return o.conference.issue_index(issue) if issue else -1
