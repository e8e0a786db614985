"""Mediation in a mind's eyes: when to ask for it, how much to say, what to propose, what to agree to (R14.2).

Guarantees: pure; a mind asks for mediation where it sees something to gain for all that talks have not
brought, tells a mediator as much as it trusts it, and agrees in secret to what it would agree to openly.
"""

from __future__ import annotations

from itertools import product

from diplogame.ai.circle import company
from diplogame.ai.coalitions import TOO_SORE, acceptable
from diplogame.ai.outlook import Outlook
from diplogame.ai.verdict import grievance, judge
from diplogame.rules import commands as cmd
from diplogame.rules.brokerage import confidence, most_clauses, suggest
from diplogame.rules.coalitions import mandate_terms
from diplogame.rules.conference import Kind, Mediator
from diplogame.rules.duties import Legal
from diplogame.rules.estimates import middle_points
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import (
    Activity,
    Bargain,
    CableHome,
    Clauses,
    ClauseStatus,
    Ending,
    Frankness,
    Mediation,
    Meet,
    PrepareSummit,
    Reason,
    SeekMediation,
    Sitting,
    Style,
)

SAFE, WARY = 58, 40
"""Confidence in a mediator from which a mind speaks frankly, and at least guardedly."""

WORTHWHILE = 60
"""Points that all must be believed to gain for mediation to be worth a slot."""

SOME_TRUST = 30
"""Confidence below which a mind does not come to a mediation at all."""

COLD = 45
"""Trust in another below which a mind would rather not sit in one room with it."""

LATE = 550
"""Per mille of the calendar from which a mediator drafts rather than listens."""

HARD_PRESSED = 750
"""The same from which it leans on the parties if it can."""

EVERY = 2
"""Rounds between one mediation and the next with the same delegation."""


def card_of(outlook: Outlook, name: SeatId) -> Mediator:
    """What a mediator brings."""
    return next(m for m in outlook.view.table.mediators if m.id == name)


def trusting(outlook: Outlook, card: Mediator, parties: tuple[SeatId, ...]) -> int:
    """Our confidence in a mediator between these, 0-100."""
    trust = outlook.view.trust.get(card.id, 50)
    return confidence(trust, card, outlook.seat, tuple(p for p in parties if p != outlook.seat))


# --- asking -------------------------------------------------------------------------------------------


def wishes(outlook: Outlook) -> list[tuple[int, str, Activity, str]]:
    """Mediations worth a slot today: (score, name for ties, activity, no script)."""
    view = outlook.view
    if not view.table.mediators or not outlook.points or outlook.round < 2:
        return []
    found: list[tuple[int, str, Activity, str]] = []
    for other in company(view):
        if other == outlook.seat or view.table.cards[other].kind is not Kind.SEAT:
            continue
        if _recent(outlook, other) or grievance(outlook, (other,)) > TOO_SORE:
            continue
        wish = _with(outlook, other)
        if wish is not None:
            found.append(wish)
    return found


def _recent(outlook: Outlook, other: SeatId) -> bool:
    return any(
        outlook.seat in m.parties
        and other in (*m.parties, *m.away)
        and outlook.round - m.round < EVERY
        for m in outlook.view.mediations.values()
    )


def _with(outlook: Outlook, other: SeatId) -> tuple[int, str, Activity, str] | None:
    """The best mediation with one other delegation, if any is worth a slot."""
    view = outlook.view
    shuttle = min(view.trust.get(other, 50), view.regard.get(other, 50)) < COLD
    best: tuple[int, SeatId, tuple[int, ...]] | None = None
    for card in view.table.mediators:
        if card.id in (outlook.seat, other):
            continue
        safe = trusting(outlook, card, (outlook.seat, other))
        # A biased mediator with leverage is taken late, for what it can bring about (field guide 10).
        strong = card.leverage if outlook.time >= LATE else 0
        if safe + strong // 4 < WARY:
            continue
        gain, issues = hope(outlook, other, most_clauses(card, shuttle))
        if gain < WORTHWHILE:
            continue
        score = gain + 2 * safe + strong
        if best is None or score > best[0]:
            best = score, card.id, issues
    if best is None:
        return None
    # Talks come first: mediation is for those that went badly, or for what is left late in the day.
    refused = view.contacts[other].refusals
    stuck = min(3, refused) * 60 + outlook.time // 8
    score = 110 + min(90, best[0] // 6) + stuck
    seek = SeekMediation(best[1], (other,), best[2], shuttle)
    return score, f"mediation-{other}", seek, ""


def hope(outlook: Outlook, other: SeatId, most: int) -> tuple[int, tuple[int, ...]]:
    """What one of the two who gains least may gain, points, and the clauses on which (best found).

    Only clauses count that are open, on which both have something to say, and of which the two want
    different options: dear to both, and stuck.
    """
    mine, theirs = outlook.points, middle_points(outlook.view, other)
    if not theirs:
        return 0, ()
    stuck = [
        (max(mine[k]) + max(theirs[k]), k)
        for k in outlook.open
        if mine[k].index(max(mine[k])) != theirs[k].index(max(theirs[k]))
        or mine[k].index(max(mine[k])) != outlook.text[k]
    ]
    stuck.sort(key=lambda pair: (-pair[0], pair[1]))
    issues = tuple(sorted(k for _, k in stuck[:most]))
    best = 0
    for options in product(*(range(len(mine[k])) for k in issues)):
        ours = sum(
            mine[k][o] - mine[k][outlook.text[k]] for k, o in zip(issues, options, strict=True)
        )
        other_gain = sum(
            theirs[k][o] - theirs[k][outlook.text[k]] for k, o in zip(issues, options, strict=True)
        )
        best = max(best, min(ours, other_gain))
    return best, issues


# --- answering ----------------------------------------------------------------------------------------


def answer_request(outlook: Outlook, key: str) -> cmd.AnswerMediation:
    """Come, as a party or as the mediator, or say why not."""
    known = outlook.view.mediations[key]
    reason = _why_not(outlook, known)
    return cmd.AnswerMediation(outlook.seat, key, reason is Reason.AGREED, reason)


def _why_not(outlook: Outlook, known: Mediation) -> Reason:
    view = outlook.view
    activity = view.plan.activities[view.public.slot] if view.plan is not None else None
    if isinstance(activity, CableHome | PrepareSummit):
        return Reason.BUSY
    if known.mediator == outlook.seat:
        sore = max(grievance(outlook, (p,)) for p in known.parties)
        return Reason.RESENTMENT if sore > TOO_SORE else Reason.AGREED
    if grievance(outlook, (known.by,)) > TOO_SORE and not known.shuttle:
        return Reason.RESENTMENT
    card = card_of(outlook, known.mediator)
    strong = card.leverage if outlook.time >= LATE else 0
    if trusting(outlook, card, known.parties) + strong // 4 < SOME_TRUST:
        return Reason.DISTRUST
    if not outlook.points:
        return Reason.AGREED
    if not any(k in outlook.open for k in known.issues):
        return Reason.NOTHING_NEW
    if isinstance(activity, Meet) and known.by not in activity.guests:
        # A meeting of one's own is given up only for what promises to bring more.
        gain, _issues = hope(outlook, known.by, len(known.issues))
        if gain < 2 * WORTHWHILE:
            return Reason.BUSY
    # Whoever has what it wants in the text already only loses by being mediated with.
    rows = outlook.points
    beyond = sum(max(rows[k]) - rows[k][outlook.text[k]] for k in known.issues)
    if beyond < WORTHWHILE and outlook.time < LATE:
        return Reason.HOLDING_OUT
    return Reason.AGREED


def confide(outlook: Outlook, key: str) -> cmd.Confide:
    """Say as much as the mediator is trusted; in one room the others hear it, too."""
    view, known = outlook.view, outlook.view.mediations[key]
    safe = trusting(outlook, card_of(outlook, known.mediator), known.parties)
    others = [view.trust.get(p, 50) for p in known.parties if p != outlook.seat]
    if not known.shuttle:
        safe = min(safe, 20 + min(others))
    safe -= max(0, outlook.temper.bluff - 50) // 3
    safe += 8 if outlook.time >= LATE else 0
    frankness = (
        Frankness.FRANK if safe >= SAFE else Frankness.GUARDED if safe >= WARY else Frankness.CLOSED
    )
    return cmd.Confide(outlook.seat, key, frankness)


def answer_blind(outlook: Outlook, key: str) -> cmd.AnswerBlind:
    """Yes to what we would agree to in the open; nobody learns of a no."""
    known = outlook.view.mediations[key]
    if not outlook.points:
        return cmd.AnswerBlind(outlook.seat, key, True)
    reason, _issue = acceptable(outlook, known.proposal)
    if reason is not Reason.AGREED:
        return cmd.AnswerBlind(outlook.seat, key, False)
    partners = tuple(p for p in known.parties if p != outlook.seat)
    found = judge(outlook, joint(outlook, known.parties, known.proposal), partners)
    # Leaned on, a mind settles for less, by as much as the mediator can make walking away hurt.
    leant = known.pressed.get(outlook.seat, 0)
    settles = found.net > 0 and found.gap <= leant
    bearable = found.reason not in (Reason.RED_LINE, Reason.BOUND, Reason.HOME)
    return cmd.AnswerBlind(outlook.seat, key, found.ok or (bearable and settles))


def joint(outlook: Outlook, parties: tuple[SeatId, ...], clauses: Clauses) -> Bargain:
    """A proposal as the bargain among the parties that it would be."""
    return Bargain(mandate_terms(parties, clauses), outlook.view.table.calendar.rounds)


# --- mediating ----------------------------------------------------------------------------------------


def mediate(outlook: Outlook, open_: Legal) -> cmd.Mediate:
    """Listen early, draft once it was told enough, lean on them when time runs out."""
    view, key = outlook.view, open_.mediation
    known = view.mediations[key]
    card = card_of(outlook, outlook.seat)
    styles = open_.choices
    draft = suggest(
        {p: view.beliefs[p] for p in known.parties if view.beliefs[p].weights},
        card,
        tuple(k for k in known.issues if view.public.clauses[k].status is not ClauseStatus.CLOSED),
        outlook.text,
    )
    listened = any(
        m.ending is Ending.FACILITATED
        and m.mediator == outlook.seat
        and set(known.parties) <= set(m.parties)
        and m.sitting is Sitting.OVER
        for m in view.mediations.values()
    )
    failed = any(
        m.ending is Ending.FAILED and set(known.parties) <= set(m.parties)
        for m in view.mediations.values()
    )
    silent = sum(f is Frankness.CLOSED for f in known.told.values())
    facilitates = Style.FACILITATE in styles
    if facilitates and (not draft or silent or (not listened and outlook.time < LATE)):
        return cmd.Mediate(outlook.seat, key, Style.FACILITATE)
    late = outlook.time >= HARD_PRESSED or (failed and outlook.time >= LATE)
    if Style.PRESS in styles and draft and late:
        return cmd.Mediate(outlook.seat, key, Style.PRESS, draft)
    if Style.FORMULATE in styles and draft:
        return cmd.Mediate(outlook.seat, key, Style.FORMULATE, draft)
    if facilitates:
        return cmd.Mediate(outlook.seat, key, Style.FACILITATE)
    text = tuple((k, outlook.text[k]) for k in known.issues)
    return cmd.Mediate(outlook.seat, key, Style(styles[0]), draft or text)
