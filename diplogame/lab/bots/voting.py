"""How bots that want something vote: by their own worth, with a floor for the whole text.

Guarantees: the ballot is one of those that are open; a promise about an option is kept.
"""

from __future__ import annotations

from diplogame.lab.bots.eyes import Eyes, against, favour, quiet
from diplogame.rules import commands as cmd
from diplogame.rules.decisions import Ballot
from diplogame.rules.terms import (
    AccreditObserver,
    AdoptPartial,
    Amend,
    CloseClause,
    ConveneSummit,
    DeferToAnnex,
    DivideTheQuestion,
    Endorse,
    MoveToVote,
    Reason,
    ReferToExperts,
    Reopen,
    StartSilence,
    StopClock,
    Suspend,
    TablePackage,
)


def by_worth(
    eyes: Eyes, ballots: tuple[Ballot, ...], floor: int, share: int, night: bool = True
) -> cmd.CastBallot:
    """A vote by what the motion does to us.

    Args:
        eyes: Our view.
        ballots: Ballots that are open.
        floor: What a whole text must be worth to be signed, points.
        share: Per cent of an issue's best that its option must be worth to be closed.
        night: Whether we want leaders to meet.
    """
    motion = eyes.view.public.motion
    assert motion is not None
    kind = motion.kind
    match kind:
        case MoveToVote() | StartSilence() | AdoptPartial():
            text = eyes.after(kind)
            if eyes.crossed(text):
                return cast(eyes, against(ballots), Reason.RED_LINE, worst_clause(eyes))
            fine = eyes.worth(text) >= floor or eyes.pledged
            reason = Reason.AGREED if fine else Reason.WORST_CLAUSE
            ballot = favour(ballots) if fine else against(ballots)
            return cast(eyes, ballot, reason, -1 if fine else worst_clause(eyes))
        case Amend(issue=name, option=option):
            k = eyes.view.table.issue_index(name)
            bound = eyes.promised.get(k)
            if bound is not None and option == bound:
                return cast(eyes, favour(ballots), Reason.BOUND, k)
            return _change(eyes, ballots, eyes.changed(k, option), k)
        case TablePackage() | DivideTheQuestion() | DeferToAnnex():
            text = eyes.after(kind)
            if text == eyes.text:
                return cast(eyes, quiet(ballots), Reason.NOTHING_NEW, -1)
            return _change(eyes, ballots, text, -1)
        case CloseClause(issue=name):
            k = eyes.view.table.issue_index(name)
            row, option = eyes.points[k], eyes.text[k]
            good = row[option] * 100 >= max(row) * share or eyes.promised.get(k) == option
            if good:
                return cast(eyes, favour(ballots), Reason.AGREED, -1)
            return cast(eyes, against(ballots), Reason.WORST_CLAUSE, k)
        case Reopen(issue=name):
            k = eyes.view.table.issue_index(name)
            row, option = eyes.points[k], eyes.text[k]
            bad = row[option] * 100 < max(row) * share and eyes.promised.get(k) != option
            return cast(eyes, favour(ballots) if bad else against(ballots), Reason.AGREED, -1)
        case ConveneSummit():
            wanted = night and len(eyes.open) > 0
            return cast(eyes, favour(ballots) if wanted else against(ballots), Reason.AGREED, -1)
        case StopClock():
            short = eyes.worth(eyes.text) < floor
            return cast(eyes, favour(ballots) if short else quiet(ballots), Reason.AGREED, -1)
        case Suspend():
            return cast(eyes, against(ballots), Reason.HOLDING_OUT, -1)
        case Endorse(target=target):
            mine = target == eyes.seat
            return cast(eyes, against(ballots) if mine else quiet(ballots), Reason.AGREED, -1)
        case ReferToExperts() | AccreditObserver():
            return cast(eyes, favour(ballots), Reason.AGREED, -1)


def _change(
    eyes: Eyes, ballots: tuple[Ballot, ...], text: tuple[int, ...], issue: int
) -> cmd.CastBallot:
    """For a change of the text that is worth more to us and crosses nothing."""
    gain = eyes.worth(text) - eyes.worth(eyes.text)
    if eyes.crossed(text) and not eyes.crossed(eyes.text):
        return cast(eyes, against(ballots), Reason.RED_LINE, max(issue, 0))
    if gain > 0:
        return cast(eyes, favour(ballots), Reason.AGREED, -1)
    if gain == 0:
        return cast(eyes, quiet(ballots), Reason.NOTHING_NEW, issue)
    return cast(eyes, against(ballots), Reason.WORST_CLAUSE, issue)


def worst_clause(eyes: Eyes) -> int:
    """The clause in which the text leaves us furthest from our wish."""
    lost = [
        (max(row) - row[o], -k)
        for k, (row, o) in enumerate(zip(eyes.points, eyes.text, strict=True))
    ]
    return -max(lost)[1]


def worst_change(eyes: Eyes, text: tuple[int, ...]) -> int:
    """The clause in which a change of the text costs us most."""
    lost = [
        (row[old] - row[new], -k)
        for k, (row, old, new) in enumerate(zip(eyes.points, eyes.text, text, strict=True))
    ]
    return -max(lost)[1]


def cast(eyes: Eyes, ballot: Ballot, reason: Reason, issue: int) -> cmd.CastBallot:
    """A ballot with its explanation."""
    return cmd.CastBallot(eyes.seat, ballot, reason, issue)
