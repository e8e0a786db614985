"""Speeches: seldom, and about something that is happening (R8.3).

Guarantees: pure; a script's speech comes first; nobody speaks more often than every third round of its own
accord.
"""

from __future__ import annotations

from diplogame.ai.outlook import Outlook
from diplogame.ai.scripts import due_rules
from diplogame.rules import commands as cmd
from diplogame.rules.conference import Speak
from diplogame.rules.ids import SeatId
from diplogame.rules.plenary import TONES
from diplogame.rules.terms import MoveToVote, Speech, StartSilence


def speech_now(outlook: Outlook) -> cmd.MakeSpeech | None:
    """The speech to make now: the script's, else one of our own, else None."""
    names = [i.id for i in outlook.view.table.issues]
    for rule in due_rules(outlook, Speak):
        do = rule.do
        assert isinstance(do, Speak)
        target_ok = not do.target or do.target in outlook.view.trust
        if do.tone not in TONES or not target_ok or (do.issue and do.issue not in names):
            continue
        if (do.tone == "shame" and not do.target) or (do.tone == "red-line" and not do.issue):
            continue
        return cmd.MakeSpeech(outlook.seat, Speech(do.tone, do.target, do.issue), rule.id)
    own = _own_speech(outlook)
    return None if own is None else cmd.MakeSpeech(outlook.seat, own)


def _own_speech(outlook: Outlook) -> Speech | None:
    """A speech of one's own: seldom, and about something that is happening."""
    view = outlook.view
    if view.acts.get("spoke", 0) * 3 > outlook.round:
        return None
    crossed = outlook.crossed(outlook.text)
    if crossed and not view.acts.get("spoke-red-line", 0):
        line = next(r for r in view.interests.red_lines if r.id == crossed[0])
        return Speech("red-line", issue=view.table.issues[line.parts[0][0]].id)
    blocker = _blocker(outlook)
    if blocker and outlook.time >= 450:
        harsh = outlook.dice.chance("tone", outlook.round, per_mille=outlook.temper.aggression * 8)
        return Speech("shame" if harsh else "appeal", target=blocker)
    if outlook.dice.chance("rally", outlook.round, per_mille=60 + outlook.temper.brokerage * 2):
        return Speech("appeal" if outlook.time >= 500 else "rally")
    return None


def _blocker(outlook: Outlook) -> SeatId:
    """Who alone stopped a motion in the last round or this one, or empty."""
    for record in reversed(outlook.view.public.votes):
        if record.motion.round < outlook.round - 1:
            break
        if len(record.blockers) == 1 and record.blockers[0] != outlook.seat:
            if isinstance(record.motion.kind, MoveToVote | StartSilence):
                return record.blockers[0]
    return ""
