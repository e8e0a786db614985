"""The floor: speeches and motions worth making now (R8.1-R8.3).

Guarantees: at most one speech, then one motion; a motion is made only when it is legal, when this mind
would vote for it, and when the forecast is not hopeless; the same failing motion is not repeated on an
unchanged text.
"""

from __future__ import annotations

from collections.abc import Iterator

from diplogame.ai.ballots import bound_on, opinion
from diplogame.ai.circle import CIRCLE
from diplogame.ai.clauses import REOPEN, REOPEN_PAID, SETTLING, closing_view, crossed_lines
from diplogame.ai.conduct import conduct_of
from diplogame.ai.outlook import Outlook
from diplogame.ai.packages import best_change, fair, passing, standing_value, target
from diplogame.ai.procedure import (
    PASSABLE,
    admissions,
    division,
    endorsements,
    experts,
    parting,
    saving,
)
from diplogame.ai.promises import (
    held_support,
    majority,
    owed_support,
    spoils,
    spoilt,
    supporters,
    unredeemed,
)
from diplogame.ai.rescue import rescued
from diplogame.ai.scripts import due_rules
from diplogame.ai.speeches import speech_now
from diplogame.ai.summit import CLEAR, best_goal, wanted
from diplogame.ai.threats import retaliation, scripted_threat
from diplogame.ai.verdict import signing
from diplogame.ai.word import undercuts
from diplogame.rules import commands as cmd
from diplogame.rules.conference import CallSummit, CallVote, ScriptRule, WalkOut
from diplogame.rules.duties import Legal
from diplogame.rules.terms import (
    Amend,
    Clarity,
    CloseClause,
    ConveneSummit,
    DeferToAnnex,
    Goal,
    Motion,
    MotionKind,
    MoveToVote,
    Reopen,
    StartSilence,
    StopClock,
    TablePackage,
)

SURE = 520
"""Forecast per mille from which a mind puts a text it likes to the vote."""

BROKER = 55
"""Brokerage from which a mind tables packages made for everybody, not for itself."""

VAGUE = (150, 900)
"""Points that somebody must lack, and may lack at the most, for an ambiguous wording to be the way out."""

COLLECTING = 150
"""Points by which a promise of support makes it likelier that we move what was promised."""

LAPSING = 400
"""Points more for what has been promised to us and lapses tonight."""

WORTH_MOVING = 60
"""Points that an amendment must bring to be moved."""


def take_floor(outlook: Outlook, legal: Legal) -> cmd.Command:
    """What to do with the word: speak, move, threaten, leave or pass."""
    seat = outlook.seat
    if legal.may("speech"):
        speech = speech_now(outlook)
        if speech is not None:
            return speech
    walk = next(iter(due_rules(outlook, WalkOut)), None)
    if walk is not None:
        return cmd.LeaveHall(seat, walk.id)
    if legal.may("ultimatum"):
        found = scripted_threat(outlook, outlook.view.table.everybody, public=True)
        if found is not None:
            rule, victim, terms = found
            return cmd.IssueUltimatum(seat, victim, terms, rule)
        for other in outlook.view.table.everybody:
            answered = retaliation(outlook, other, commitment=3)
            if answered is not None:
                return cmd.IssueUltimatum(seat, other, answered)
    open_ = {m.name for m in legal.motions if m.allowed}
    if open_ and not _house_is_full(outlook):
        motion = _motion(outlook, open_)
        if motion is not None:
            return motion
    return cmd.PassFloor(seat)


# --- speeches ----------------------------------------------------------------------------------------


# --- motions -----------------------------------------------------------------------------------------


DAY = 6
"""Motions after which, in a house larger than a mind's circle, minds move nothing more that day."""


def _house_is_full(outlook: Outlook) -> bool:
    """Whether a large house has had its motions for the day: a roll-call of 193 takes its time (R8.1)."""
    crowded = len(outlook.view.table.seats) > CIRCLE + 1
    return crowded and sum(outlook.view.public.motions_by.values()) >= DAY


def _motion(outlook: Outlook, open_: set[str]) -> cmd.MakeMotion | None:
    for rule in due_rules(outlook, CallSummit, CallVote):
        kind = _scripted(outlook, rule, open_)
        if kind is not None:
            return cmd.MakeMotion(outlook.seat, kind, rule.id)
    for kind in _ideas(outlook, open_):
        if not _tried(outlook, kind) and _may(outlook, kind):
            return cmd.MakeMotion(outlook.seat, kind)
    return None


def _scripted(outlook: Outlook, rule: ScriptRule, open_: set[str]) -> MotionKind | None:
    match rule.do:
        case CallSummit(goal=size) if "ConveneSummit" in open_:
            goals = (Goal.MODEST, Goal.SOLID, Goal.BOLD)
            if not outlook.points:
                return None
            found = best_goal(outlook, goals[size - 1] if 1 <= size <= 3 else Goal.BOLD)
            return ConveneSummit(found.goal) if found.value > -CLEAR else None
        case CallVote() if "MoveToVote" in open_:
            # The script's own moment: it does not hold out for more.
            if signing(outlook, outlook.text, final=True).ok:
                return MoveToVote()
        case _:
            pass
    return None


def _may(outlook: Outlook, kind: MotionKind) -> bool:
    """Whether we would vote for it: nobody moves what would break its word or turn its conduct about."""
    if undercuts(outlook, kind) or spoils(outlook, kind):
        return False
    motion = Motion("", outlook.seat, kind, outlook.round)
    duty = bound_on(outlook, outlook.view.public, motion)
    if duty is not None:
        return duty[0] > 0
    if isinstance(kind, Amend | CloseClause | Reopen | DeferToAnnex):
        return opinion(outlook, motion)[0] > 0
    return True


def _tried(outlook: Outlook, kind: MotionKind) -> bool:
    """Whether the same motion failed lately: nobody moves it again and again."""
    recent = outlook.round - 2
    return any(
        record.motion.kind == kind and not record.carried and record.motion.round >= recent
        for record in outlook.view.public.votes
    )


def _ideas(outlook: Outlook, open_: set[str]) -> Iterator[MotionKind]:
    """Motions worth making now, the best first."""
    if outlook.points:
        yield from _endings(outlook, open_)
    if "StopClock" in open_ and _needs_time(outlook):
        yield StopClock()
    if "ConveneSummit" in open_:
        call = wanted(outlook)
        if call is not None:
            yield call
    if outlook.points:
        if "StopClock" not in open_:
            yield from saving(outlook, open_)
        if "DeferToAnnex" in open_:
            yield from _annexes(outlook)
        if "Suspend" in open_ and "StopClock" not in open_:
            yield from parting(outlook)
        if "Reopen" in open_ and outlook.time >= 500:
            yield from _reopenings(outlook)
        if "TablePackage" in open_:
            yield from _package(outlook)
        if "Amend" in open_ or "CloseClause" in open_:
            yield from _clauses(outlook, open_)
    if "AccreditObserver" in open_:
        yield from admissions(outlook)
    if "DivideTheQuestion" in open_ and outlook.points:
        yield from division(outlook)
    if "Endorse" in open_:
        yield from endorsements(outlook)
    if "ReferToExperts" in open_:
        yield from experts(outlook)


def _needs_time(outlook: Outlook) -> bool:
    """Whether one more round is of use: the text will not do for us, or not for the others (R8.1)."""
    public = outlook.view.public
    if outlook.view.interests.impatience >= 40 or public.crisis >= outlook.view.table.crisis.limit:
        return False
    if not signing(outlook, outlook.text, final=True).ok:
        return True
    return bool(outlook.points) and passing(outlook, outlook.text) < PASSABLE


def _endings(outlook: Outlook, open_: set[str]) -> Iterator[MotionKind]:
    """Put the text: when it is good for us and likely to pass, or when time is short."""
    if not {"MoveToVote", "StartSilence"} & open_:
        return
    if not signing(outlook, outlook.text, outlook.last).ok:
        return
    forecast = passing(outlook, outlook.text)
    patience = SURE - outlook.view.interests.impatience * 4 - outlook.time // 8
    if forecast < patience:
        return
    quiet = forecast >= 700 and outlook.dice.chance("silence", outlook.round, per_mille=500)
    if quiet and "StartSilence" in open_:
        yield StartSilence()
    if "MoveToVote" in open_:
        yield MoveToVote()
    elif "StartSilence" in open_:
        yield StartSilence()


def _package(outlook: Outlook) -> Iterator[MotionKind]:
    """A package: the broker's, or what we steer for; it must help us and be likelier than the text."""
    eager = outlook.temper.brokerage * 5 + outlook.time * outlook.time // 1600
    if not outlook.dice.chance("package", outlook.round, per_mille=eager):
        return
    here = standing_value(outlook, outlook.text)
    now = passing(outlook, outlook.text)
    brokers = outlook.temper.brokerage >= BROKER or outlook.time >= 800
    goals = (fair(outlook), target(outlook)) if brokers else (target(outlook),)
    for wished in goals:
        # What is promised, by us or to us, is left alone where we would have it otherwise.
        word = spoilt(outlook, wished)
        goal = tuple(outlook.text[k] if k in word else o for k, o in enumerate(wished))
        changed = sum(a != b for a, b in zip(goal, outlook.text, strict=True))
        if changed < 2 or not signing(outlook, goal, outlook.time >= 700).ok:
            continue
        better = standing_value(outlook, goal) - here
        likelier = passing(outlook, goal) - now
        if better >= WORTH_MOVING and likelier >= 0:
            if supporters(outlook, goal) >= majority(outlook):
                yield TablePackage(goal)


def _clauses(outlook: Outlook, open_: set[str]) -> Iterator[MotionKind]:
    """Amendments toward what we steer for, and clauses ripe for closing, the best first."""
    goal = target(outlook)
    here = standing_value(outlook, outlook.text)
    issues = outlook.view.table.issues
    found: list[tuple[int, int, MotionKind]] = []
    for k in outlook.open:
        if goal[k] != outlook.text[k] and "Amend" in open_:
            then = (*outlook.text[:k], goal[k], *outlook.text[k + 1 :])
            better = standing_value(outlook, then) - here
            backing = supporters(outlook, then, k)
            if better >= WORTH_MOVING and backing * 2 >= majority(outlook):
                score = better * backing // max(1, len(outlook.voters))
                found.append((score, k, Amend(issues[k].id, goal[k])))
        elif goal[k] == outlook.text[k] and "CloseClause" in open_:
            lead = max(outlook.points[k]) // 4 + 40
            if closing_view(outlook, k)[0] > 0:
                found.append((lead, k, CloseClause(issues[k].id)))
            elif _better_vague(outlook, k):
                found.append((lead, k, CloseClause(issues[k].id, Clarity.AMBIGUOUS)))
    if "Amend" in open_:
        found.extend(_collected(outlook, here))
    for _score, _k, kind in sorted(found, key=lambda entry: (-entry[0], entry[1])):
        yield kind
    if "Amend" in open_:
        yield from _redeemed(outlook)


def _collected(outlook: Outlook, here: int) -> Iterator[tuple[int, int, MotionKind]]:
    """Amendments that others have promised us to support: a promise is there to be put to the vote."""
    urgent = {
        (t.issue, t.option) for e, t in held_support(outlook) if e.bargain.due <= outlook.round
    }
    for (k, option), names in sorted(owed_support(outlook).items()):
        if k not in outlook.open or outlook.text[k] == option:
            continue
        then = (*outlook.text[:k], option, *outlook.text[k + 1 :])
        better = standing_value(outlook, then) - here
        if better > 0 and supporters(outlook, then, k) >= majority(outlook):
            yield (
                better + COLLECTING * len(names) + (LAPSING if (k, option) in urgent else 0),
                k,
                Amend(outlook.view.table.issues[k].id, option),
            )


def _redeemed(outlook: Outlook) -> Iterator[MotionKind]:
    """What we promised and nobody has put: who has had its part of the bargain moves it itself."""
    for k, option in unredeemed(outlook):
        then = (*outlook.text[:k], option, *outlook.text[k + 1 :])
        if supporters(outlook, then, k) >= majority(outlook):
            yield Amend(outlook.view.table.issues[k].id, option)


def _better_vague(outlook: Outlook, issue: int) -> bool:
    """Whether two meanings in one wording would spare the talks a blocker (R3.2).

    Late, where somebody minds the clause a little more than it can bear, and nobody can bear another.
    """
    if outlook.time < 600 or closing_view(outlook, issue, vague=True)[0] <= 0:
        return False
    option = outlook.text[issue]
    lacks = [
        max(row) - row[option]
        for row in (outlook.rows(other)[issue] for other in outlook.voters)
        if max(row) >= 500
    ]
    minding = [lack for lack in lacks if lack >= VAGUE[0]]
    return bool(minding) and max(minding) <= VAGUE[1]


def _annexes(outlook: Outlook) -> Iterator[MotionKind]:
    """The one clause that keeps a text from passing, put off to an annex (R8.1)."""
    now = passing(outlook, outlook.text)
    blamed = _blamed(outlook)
    if now >= PASSABLE or outlook.rounds_left > 2 or len(blamed) != 1:
        return
    issues = outlook.view.table.issues
    found: list[tuple[int, int]] = []
    for k in sorted(blamed & set(outlook.open)):
        quo = issues[k].status_quo
        then = (*outlook.text[:k], quo, *outlook.text[k + 1 :])
        if outlook.text[k] == quo or best_change(outlook, k)[1] != quo:
            continue
        if passing(outlook, then) >= now + 150 and signing(outlook, then, final=True).ok:
            found.append((passing(outlook, then), -k))
    for _then, k in sorted(found, reverse=True)[:1]:
        yield DeferToAnnex(issues[-k].id)


def _blamed(outlook: Outlook) -> set[int]:
    """Clauses that the last vote on a whole text, if it failed not long ago, is said to have failed on."""
    for record in reversed(outlook.view.public.votes):
        if isinstance(record.motion.kind, MoveToVote | StartSilence):
            if record.carried or record.motion.round < outlook.round - 1:
                return set()
            return {i for s, _b, _r, i in record.ballots if s in record.blockers and i >= 0}
    return set()


def _reopenings(outlook: Outlook) -> Iterator[MotionKind]:
    """Closed clauses that stand in the way of a text that everyone can sign, the worst first."""
    found: list[tuple[int, int]] = []
    for k in sorted(outlook.closed):
        clause = outlook.view.public.clauses[k]
        if clause.annexed:
            continue
        ours = any(k == issue for line in crossed_lines(outlook) for issue, _ in line)
        if k in conduct_of(outlook.view).closed and not ours:
            continue  # who voted to close a clause leaves its reopening to others
        fresh = outlook.round - conduct_of(outlook.view).shut.get(k, -9) < SETTLING
        if (fresh and not ours) or k in rescued(outlook):
            continue
        gain = best_change(outlook, k)[0]
        dear = REOPEN_PAID if outlook.seat in clause.paid else REOPEN
        if ours or gain >= dear:
            found.append((gain + (2000 if ours else 0), -k))
    for _gain, k in sorted(found, reverse=True):
        yield Reopen(outlook.view.table.issues[-k].id)
