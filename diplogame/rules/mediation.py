"""Mediation: good offices, facilitation, formulation and pressure, in one room or several (R14.2).

Parties tell a mediator how they stand, as frankly as they choose; it shows them what they have in common, or
puts a proposal to them that each answers in secret. The trade-off is the field's: a proposal that is
pressed for passes sooner and lasts less, what the parties find by themselves lasts longer (Beardsley,
Quinn, Biswas and Wilkenfeld 2006; Beardsley 2008; field guide 4.4).

Guarantees: a mediator hears only what it is told; of a proposal that fails nobody learns who refused it,
whatever was answered the same follows; leverage fades before the next round, and before the books are closed.
"""

from __future__ import annotations

from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.brokerage import (
    FRIEND,
    MEDIATED,
    common_ground,
    confidence,
    frank_reading,
    mediator_of,
    most_clauses,
    suggest,
)
from diplogame.rules.caucus import sits
from diplogame.rules.coalitions import feel_bound
from diplogame.rules.conference import Kind
from diplogame.rules.desk import Desk, Fault, clamp
from diplogame.rules.ids import SeatId
from diplogame.rules.information import learn, log
from diplogame.rules.ledger import reach
from diplogame.rules.phases import last_round
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Band,
    Bargain,
    Clauses,
    ClauseStatus,
    Ending,
    Frankness,
    Mediation,
    Reason,
    SeekMediation,
    Sitting,
    Style,
    Term,
    TermKind,
)

PREFIX = "med-"
"""How the ids of mediations begin."""

LEVER = 4
"""Points by which each point of leverage lowers a party's walk-away while the mediator presses."""

PRESSED_TRUST, PRESSED_HOME = -5, -3
"""What pressing costs the mediator with each party (impartiality, field guide row 49), and at home."""

THANKED_TRUST, THANKED_STANDING = 4, 3
"""What a proposal to which all said yes brings the mediator with each party, and in standing."""

FOUND_TRUST = 3
"""Trust in the mediator for common ground that it found."""

OPEN_ROOM, COLD_ROOM = 4, -4
"""In one room trust swings by the tone: towards whoever was frank, and from whoever said nothing."""


# --- who may mediate between whom ---------------------------------------------------------------------


def seek_faults(state: State, seat: SeatId, activity: SeekMediation) -> list[Fault]:
    """Everything wrong with asking for mediation."""
    card = mediator_of(state.conference, activity.mediator)
    if card is None:
        return [Fault("mediation.nobody", {"name": activity.mediator})]
    found: list[Fault] = []
    asked = activity.parties
    if not 1 <= len(asked) <= 3 or len(set(asked)) != len(asked) or seat in asked:
        found.append(Fault("mediation.parties"))
    if card.id == seat or card.id in asked:
        found.append(Fault("mediation.own-cause"))
    for name in asked:
        known = name in state.conference.everybody
        if not known or state.conference.delegation(name).kind is Kind.CHAIR:
            found.append(Fault("mediation.parties"))
            break
    most = most_clauses(card, activity.shuttle)
    issues = activity.issues
    if (
        not 1 <= len(issues) <= most
        or sorted(set(issues)) != list(issues)
        or not all(0 <= k < len(state.conference.issues) for k in issues)
    ):
        found.append(Fault("mediation.clauses", {"most": most}))
    elif any(state.public.clauses[k].status is ClauseStatus.CLOSED for k in issues):
        found.append(Fault("mediation.closed"))
    return found


def mediation_id(round_: int, slot: int, seat: SeatId) -> str:
    """Identifier of a mediation: what its parties know of it."""
    return f"{PREFIX}r{round_}s{slot}-{seat}"


def seek(desk: Desk, seat: SeatId, slot: int, activity: SeekMediation) -> None:
    """Ask the others, then the mediator; the chair's good offices need no asking."""
    key = mediation_id(desk.state.public.round, slot, seat)
    asked = tuple(s for s in desk.active if s in activity.parties)
    parties = (seat, *asked)
    chair = desk.conference.delegation(activity.mediator).kind is Kind.CHAIR
    invited = asked if chair else (*asked, activity.mediator)
    desk.emit(
        ev.MediationAsked(
            key,
            seat,
            activity.mediator,
            parties,
            activity.issues,
            activity.shuttle,
            slot,
            invited,
            (*parties, activity.mediator),
        )
    )


def next_request(desk: Desk, slot: int) -> SeatId | None:
    """Ask for the mediations of a slot until somebody must answer; None when all have (R14.2).

    Before invitations: who comes to a mediation has no other visitor in that slot.
    """
    if not desk.conference.mediators:
        return None
    for seat in desk.active:
        plan = desk.private(seat).plan
        activity = plan.activities[slot] if plan is not None else None
        if not isinstance(activity, SeekMediation):
            continue
        key = mediation_id(desk.state.public.round, slot, seat)
        if key not in desk.state.mediations:
            taken = sits(desk.state, seat, slot) or mediates(desk.state, seat, slot)
            if taken or seek_faults(desk.state, seat, activity):
                continue
            seek(desk, seat, slot, activity)
        while desk.state.mediations[key].sitting is Sitting.ASKED:
            known = desk.state.mediations[key]
            if not known.invited:
                break
            waiting = _ask(desk, key)
            if waiting is not None:
                return waiting
    return None


# --- the sitting --------------------------------------------------------------------------------------


def next_in_mediation(desk: Desk, slot: int) -> SeatId | None:
    """Let the mediations of a slot go on until somebody is awaited; None when all are over."""
    for key in sorted(desk.state.mediations):
        known = desk.state.mediations[key]
        here = (known.round, known.slot) == (desk.state.public.round, slot)
        if here and known.sitting is not Sitting.OVER:
            waiting = _proceed(desk, key)
            if waiting is not None:
                return waiting
    return None


def _proceed(desk: Desk, key: str) -> SeatId | None:
    while True:
        known = desk.state.mediations[key]
        match known.sitting:
            case Sitting.ASKED:
                desk.emit(ev.MediationOpened(key, known.parties, audience(known)))
            case Sitting.TELLING:
                return known.telling[0]
            case Sitting.WEIGHING:
                if desk.conference.delegation(known.mediator).kind is not Kind.CHAIR:
                    return known.mediator
                mediate(desk, key, *_good_offices(desk, known))
            case Sitting.ANSWERING:
                if known.answering:
                    return known.answering[0]
                _open_answers(desk, key)
            case Sitting.OVER:
                return None


def _ask(desk: Desk, key: str) -> SeatId | None:
    """The next who must say whether it comes; who cannot is said to be busy."""
    known = desk.state.mediations[key]
    seat = known.invited[0]
    if sits(desk.state, seat, known.slot) or mediates(desk.state, seat, known.slot):
        desk.emit(ev.MediationAnswered(key, seat, False, Reason.BUSY, audience(known)))
        _withdrawn(desk, key, seat)
        return None
    return seat


def _withdrawn(desk: Desk, key: str, seat: SeatId) -> None:
    """After somebody stayed away: without the mediator, or two parties, there is nothing to mediate.

    The chair's good offices are open only when all ask (field guide row 47).
    """
    known = desk.state.mediations[key]
    chair = desk.conference.delegation(known.mediator).kind is Kind.CHAIR
    if seat == known.mediator or len(known.parties) < 2 or chair:
        desk.emit(ev.MediationEnded(key, Ending.DECLINED, (*audience(known), seat)))


def mediates(state: State, seat: SeatId, slot: int) -> bool:
    """Whether a delegation is taken by a mediation in a slot, as a party or as the mediator."""
    return any(
        (known.round, known.slot) == (state.public.round, slot)
        and known.ending is not Ending.DECLINED
        and seat in audience(known)
        and seat not in known.invited
        for known in state.mediations.values()
    )


def audience(known: Mediation) -> tuple[SeatId, ...]:
    """Those who know of a mediation while it is secret."""
    return (*known.parties, known.mediator)


def answer_request(desk: Desk, command: cmd.AnswerMediation) -> None:
    """Somebody who was asked comes, or does not."""
    known = desk.state.mediations[command.mediation]
    why = Reason.AGREED if command.accept else command.reason
    heard = audience(known)
    desk.emit(ev.MediationAnswered(known.id, command.seat, command.accept, why, heard))
    if not command.accept:
        _withdrawn(desk, known.id, command.seat)


def confide(desk: Desk, command: cmd.Confide) -> None:
    """A party says how it stands; the mediator hears it, in one room everybody does."""
    known = desk.state.mediations[command.mediation]
    seat, frankness = command.seat, command.frankness
    heard = (seat, known.mediator) if known.shuttle else audience(known)
    desk.emit(ev.Confided(known.id, seat, frankness, heard))
    card = mediator_of(desk.conference, known.mediator)
    assert card is not None
    trust = desk.private(seat).trust.get(known.mediator, 50)
    clear = frank_reading(confidence(trust, card, seat, known.parties), frankness, known.shuttle)
    others = tuple(s for s in known.parties if s != seat)
    for issue in known.issues if clear else ():
        tell(desk, known, known.mediator, seat, issue, clear)
        for other in others:
            if not known.shuttle:
                tell(desk, known, other, seat, issue, clear * 60 // 100)
            elif card.toward(other) >= FRIEND and desk.chance(
                "confidence", known.id, seat, other, issue, per_mille=card.toward(other) * 8
            ):
                # The price of a biased mediator: its friend may hear what it was told.
                tell(desk, known, other, seat, issue, clear * 60 // 100)
    if not known.shuttle:
        swing = {Frankness.FRANK: OPEN_ROOM, Frankness.GUARDED: 0, Frankness.CLOSED: COLD_ROOM}
        for other in others:
            desk.trust(other, seat, swing[frankness], "tone")


def tell(
    desk: Desk, known: Mediation, holder: SeatId, about: SeatId, issue: int, reliability: int
) -> None:
    """Somebody learns what a party said of an issue: the truth as well as it was told, with noise."""
    interests = desk.private(about).interests
    if not interests.weights or holder == about:
        return
    noise = desk.draws("mediation", known.id, holder, about, desk.conference.issues[issue].id)
    spread = 200 + (90 - min(90, reliability)) * 10
    middle = clamp(interests.weights[issue] + noise("weight", spread + 1) - spread // 2, 0, 10_000)
    half = 4 + (90 - min(90, reliability)) // 6
    values = []
    for option, value in enumerate(interests.values[issue]):
        read = clamp(value + noise(option, 2 * half + 1) - half, 0, 100)
        values.append(Band(clamp(read - half, 0, 100), clamp(read + half, 0, 100)))
    weight = Band(clamp(middle - spread, 0, 10_000), clamp(middle + spread, 0, 10_000))
    learn(desk, holder, about, issue, weight, tuple(values), reliability)
    best = max(range(len(values)), key=lambda o: (values[o].middle, -o))
    log(desk, holder, about, issue, "mediator", reliability, "confided", best)


# --- what the mediator does ---------------------------------------------------------------------------


def _good_offices(desk: Desk, known: Mediation) -> tuple[Style, Clauses]:
    """The chair's own choice (kept by the rules): first show what there is in common, then draft."""
    card = mediator_of(desk.conference, known.mediator)
    assert card is not None
    told = all(f is not Frankness.CLOSED for f in known.told.values())
    before = any(
        m.ending is Ending.FACILITATED
        and m.mediator == known.mediator
        and set(m.parties) == set(known.parties)
        and set(m.issues) & set(known.issues)
        for m in desk.state.mediations.values()
    )
    may_draft = Style.FORMULATE in card.styles and told
    if may_draft and (before or Style.FACILITATE not in card.styles):
        beliefs = desk.private(known.mediator).beliefs
        draft = suggest({s: beliefs[s] for s in known.parties}, card, known.issues, text_of(desk))
        if draft:
            return Style.FORMULATE, draft
    return Style.FACILITATE, ()


def text_of(desk: Desk) -> tuple[int, ...]:
    """The chair's text as it reads today."""
    return tuple(clause.leading for clause in desk.state.public.clauses)


def mediate_faults(state: State, command: cmd.Mediate) -> list[Fault]:
    """Everything wrong with what a mediator does."""
    known = state.mediations.get(command.mediation)
    if known is None or known.mediator != command.seat or known.sitting is not Sitting.WEIGHING:
        return [Fault("mediation.not-yours", {"name": command.mediation})]
    card = mediator_of(state.conference, known.mediator)
    if card is None or command.style.value not in card.styles:
        return [Fault("mediation.style", {"name": command.style.value})]
    if command.style is Style.FACILITATE:
        return [Fault("mediation.no-draft")] if command.proposal else []
    issues = [k for k, _ in command.proposal]
    if not issues or sorted(set(issues)) != issues or not set(issues) <= set(known.issues):
        return [Fault("mediation.draft")]
    counts = [len(issue.options) for issue in state.conference.issues]
    if any(not 0 <= option < counts[k] for k, option in command.proposal):
        return [Fault("mediation.draft")]
    return []


def mediate(desk: Desk, key: str, style: Style, proposal: Clauses) -> None:
    """Do what the mediator chose (R14.2)."""
    known = desk.state.mediations[key]
    heard = audience(known)
    if style is Style.FACILITATE:
        _facilitate(desk, known)
        return
    desk.emit(ev.ProposalPut(key, style, proposal, heard))
    if style is not Style.PRESS:
        return
    card = mediator_of(desk.conference, known.mediator)
    assert card is not None
    for party in known.parties:
        points = min(desk.private(party).walk_away, card.leverage * LEVER)
        desk.emit(ev.LeverageFelt(key, party, points, (party,)))
        desk.trust(party, known.mediator, PRESSED_TRUST, "pressed")
    desk.meter("gauge", known.mediator, PRESSED_HOME, "pressed")


def _facilitate(desk: Desk, known: Mediation) -> None:
    """Reframe: each learns of the others where they want the same, or want different things (row 49)."""
    heard = audience(known)
    common, cheap = common_ground(desk, known)
    desk.emit(ev.GroundFound(known.id, common, heard))
    card = mediator_of(desk.conference, known.mediator)
    assert card is not None
    shown = sorted({k for k, _ in common} | set(cheap))
    for about in known.parties:
        trust = desk.private(about).trust.get(known.mediator, 50)
        sure = confidence(trust, card, about, known.parties)
        clear = frank_reading(sure, known.told.get(about, Frankness.CLOSED), known.shuttle)
        for holder in known.parties if clear else ():
            for issue in shown:
                tell(desk, known, holder, about, issue, clear)
    for party in known.parties if shown else ():
        desk.trust(party, known.mediator, FOUND_TRUST, "common-ground")
    desk.emit(ev.MediationEnded(known.id, Ending.FACILITATED, heard))


# --- the double-blind proposal ------------------------------------------------------------------------


def answer_blind(desk: Desk, command: cmd.AnswerBlind) -> None:
    """A party answers in secret; nothing else happens before all have."""
    desk.emit(ev.BlindAnswered(command.mediation, command.seat, command.yes, (command.seat,)))


def _open_answers(desk: Desk, key: str) -> None:
    """All have answered: announced if all said yes; else nobody learns more than that it failed."""
    known = desk.state.mediations[key]
    assert known.style is not None
    if not all(known.answers.values()):
        desk.emit(ev.MediationEnded(key, Ending.FAILED, audience(known)))
        return
    public = desk.state.public
    last = last_round(desk.conference.calendar, public.clock_stopped)
    terms = tuple(
        Term(party, TermKind.SUPPORT, issue, option)
        for party in known.parties
        for issue, option in known.proposal
    )
    desk.emit(ev.ProposalAgreed(key, known.mediator, known.parties, known.style, known.proposal))
    reach(
        desk,
        f"{MEDIATED}{key.removeprefix(PREFIX)}",
        known.parties,
        Bargain(terms, last, public=True),
    )
    for party in known.parties:
        if desk.private(party).mandate:
            feel_bound(desk, party, known.proposal)
        desk.trust(party, known.mediator, THANKED_TRUST, "brokered")
    desk.meter("standing", known.mediator, THANKED_STANDING, "brokered")


def duty_faults(
    state: State, command: cmd.AnswerMediation | cmd.Confide | cmd.AnswerBlind
) -> list[Fault]:
    """Everything wrong with a word in a mediation."""
    known = state.mediations.get(command.mediation)
    waiting: tuple[SeatId, ...] = ()
    if known is not None:
        match command:
            case cmd.AnswerMediation():
                waiting = known.invited if known.sitting is Sitting.ASKED else ()
            case cmd.Confide():
                waiting = known.telling
            case cmd.AnswerBlind():
                waiting = known.answering
    if command.seat not in waiting[:1]:
        return [Fault("mediation.not-asked", {"name": command.mediation})]
    return []
