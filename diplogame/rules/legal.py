"""What a delegation may do now, and why not where it may not (R1.3, principle "no silent impossible").

Guarantees: reads a view only; whatever is listed as allowed is accepted by ``decide``, and whatever is
greyed names the code of the refusal it would meet. Screens, plain mode, bots and minds read this.
"""

from __future__ import annotations

from diplogame.rules.coalitions import in_force, memberships
from diplogame.rules.conference import Envoy, Kind, Room
from diplogame.rules.decisions import Ballot, Consensus, SilenceProcedure, ballots_for
from diplogame.rules.duties import Due, Legal, Verb, unless
from diplogame.rules.levers import press_fault, ultimatum_fault
from diplogame.rules.mediating import mediation_duty, mediation_verbs, requested
from diplogame.rules.motions import motions
from diplogame.rules.records import Meeting, Threat, Understanding
from diplogame.rules.terms import (
    AccreditObserver,
    AdoptPartial,
    ClauseStatus,
    Coalition,
    Goal,
    MoveToVote,
    Stage,
    StartSilence,
    StopClock,
    Term,
    TermState,
    ThreatState,
)
from diplogame.rules.undertakings import payable
from diplogame.rules.view import SeatView


def legal(view: SeatView) -> Legal:
    """What the view's delegation may do now."""
    public = view.public
    if public.stage is Stage.ENDED:
        return Legal("ended")
    if not view.awaited:
        return Legal("wait")
    match public.stage:
        case Stage.TWIST:
            choices = tuple(c.id for c in view.twist.choices) if view.twist is not None else ()
            return Legal("twist", choices=choices)
        case Stage.PLANNING:
            return _planning(view)
        case Stage.CAUCUS:
            return coalition_duty(view)
        case Stage.MEDIATION:
            return mediation_duty(view)
        case Stage.INVITATIONS:
            summons = summoned(view)
            if summons:
                return Legal("summons", coalition=summons)
            wanted = requested(view)
            if wanted:
                return Legal("mediation-request", mediation=wanted)
            asked = tuple(
                m.id
                for m in view.meetings.values()
                if m.slot == public.slot and m.status == "asked" and view.seat in m.invited
            )
            return Legal("invitation", invitations=asked[:1])
        case Stage.MEETINGS:
            return _meeting(view)
        case Stage.PLENARY:
            threat = _unanswered(view)
            if threat is not None and view.speaker == view.seat:
                return _answer(threat)
            return _plenary(view)
        case Stage.VOTE:
            return Legal("ballot", ballots=ballots_open(view))
        case Stage.SUMMIT:
            brackets = any(c.status is not ClauseStatus.CLOSED for c in public.clauses)
            why = "" if brackets else "night.closed"
            return Legal(
                "night",
                verbs=(
                    Verb("firm", True),
                    unless("give", why),
                    unless("fudge", why),
                    Verb("walk", True),
                ),
            )
        case Stage.RECKONING:
            return _reckoning(view)
        case Stage.AFTERMATH:
            return Legal("aftermath", choices=("comply", "verify", "cheat"))


def ballots_open(view: SeatView) -> tuple[Ballot, ...]:
    """Ballots that may be cast on the motion before the house."""
    motion = view.public.motion
    if motion is None:
        return ()
    institution = view.table.institution
    match motion.kind:
        case MoveToVote() | AdoptPartial():
            return ballots_for(institution.adoption)
        case StartSilence():
            return ballots_for(SilenceProcedure())
        case StopClock():
            return ballots_for(Consensus())
        case AccreditObserver() if institution.accreditation == "no-objection":
            return ballots_for(Consensus())
        case _:
            return ballots_for(institution.amendment)


def _planning(view: SeatView) -> Legal:
    guests = tuple(
        c.id for c in view.table.cards.values() if c.id != view.seat and c.kind is not Kind.CHAIR
    )
    public = view.public
    summit = public.summit
    preparing = summit is not None and not summit.result
    asked = any(not allowed for row in view.mandate for allowed in row)
    full = "" if view.slots else "plan.too-many"  # a slotless delegation still has its virtual hour
    told = view.seat in public.declared
    verbs = (
        Verb("declare", not told, "positions.once" if told else ""),
        Verb("meet", True),
        Verb("draft", not full, full),
        Verb("study", not full, full),
        unless("cable", full or ("" if asked else "plan.mandate-has-it")),
        Verb("campaign", not full, full),
        unless("prepare", full or ("" if preparing else "plan.no-summit")),
        Verb("rest", True),
        *coalition_verbs(view, full),
        *mediation_verbs(view, full),
    )
    return Legal(
        "plan", verbs=verbs, guests=guests, slots=view.slots, day=len(view.table.calendar.slots)
    )


def summoned(view: SeatView) -> str:
    """The bloc whose call to a caucus we must answer, or empty (R13.2)."""
    for key, coalition in view.coalitions.items():
        if coalition.caucus is not None and view.seat in coalition.caucus.called:
            return key
    return ""


def coalition_verbs(view: SeatView, full: str) -> tuple[Verb, ...]:
    """What blocs and clubs open while planning; nothing where the conference has none (R13)."""
    if not view.table.blocs and view.table.clubs is None:
        return ()
    voter = view.table.cards[view.seat].kind is Kind.SEAT
    own = memberships(view.coalitions, view.seat)
    found: list[Verb] = []
    if view.table.blocs:
        inside = any(not c.club for c in own)
        found.append(unless("caucus", full or ("" if inside else "plan.no-bloc")))
        reasons = [declare_why(view, c) for c in own]
        why = "" if "" in reasons else (reasons or ["coalition.not-member"])[0]
        found.append(unless("declare-common", why))
    if view.table.clubs is not None:
        convened = any(c.club and c.leader == view.seat for c in own)
        why = "club.one" if convened else "" if voter else "club.voters"
        found.append(unless("circulate", full or why))
        open_ = bool(joinable(view))
        found.append(unless("join", "" if open_ else "club.unknown" if voter else "club.voters"))
    found.append(unless("leave-coalition", "" if own else "coalition.not-member"))
    return tuple(found)


def declare_why(view: SeatView, coalition: Coalition) -> str:
    """Why we cannot declare a coalition's position, or empty (R13.4)."""
    if coalition.leader != view.seat:
        return "coalition.not-leader"
    if not in_force(coalition, view.public.round):
        return "coalition.no-position"
    return "coalition.declared" if coalition.declared else ""


def joinable(view: SeatView) -> tuple[str, ...]:
    """Clubs to which we may accede (R13.7)."""
    if view.table.cards[view.seat].kind is not Kind.SEAT:
        return ()
    return tuple(
        key
        for key in sorted(view.coalitions)
        if view.coalitions[key].club
        and view.coalitions[key].standing
        and view.seat not in view.coalitions[key].members
        and view.seat not in view.coalitions[key].left
    )


def coalition_duty(view: SeatView) -> Legal:
    """What is awaited of us in a caucus, or about a declaration (R13.2, R13.7)."""
    for key in sorted(view.coalitions):
        coalition = view.coalitions[key]
        if not coalition.standing and view.seat in coalition.invited[:1]:
            return Legal("declaration", coalition=key)
    for key, coalition in view.coalitions.items():
        caucus = coalition.caucus
        if caucus is None or not caucus.open or view.seat not in caucus.present:
            continue
        if caucus.question is not None:
            return Legal(
                "caucus-ballot", ballots=ballots_for(view.table.blocs[key].rule), coalition=key
            )
        tabled = "caucus.draft" if caucus.draft else ""
        leads = "caucus.leads" if coalition.leader == view.seat else ""
        return Legal(
            "caucus",
            verbs=(
                unless("table", tabled),
                unless("amend-draft", "" if caucus.draft else "caucus.no-draft"),
                unless("stand", leads),
                Verb("pass-caucus", True),
            ),
            coalition=key,
        )
    return Legal("wait")


def rooms() -> tuple[Room, ...]:
    """Rooms a meeting may be held in."""
    return tuple(Room)


def envoys(view: SeatView) -> tuple[Envoy, ...]:
    """Envoys that may be sent."""
    return tuple(Envoy) if view.ministers > 0 else (Envoy.DIPLOMAT, Envoy.EXPERT)


def _unanswered(view: SeatView) -> Threat | None:
    for threat in view.threats.values():
        if threat.target == view.seat and threat.state is ThreatState.STANDING:
            if not threat.answer and threat.round == view.public.round:
                return threat
    return None


def _answer(threat: Threat) -> Legal:
    names = ("comply", "partly", "stall", "counter", "patron")
    return Legal("threat", verbs=tuple(Verb(n, True) for n in names), threat=threat.id)


def _meeting(view: SeatView) -> Legal:
    meeting = view.meeting
    if meeting is None:
        return Legal("wait")
    if meeting.offer is not None:
        expert = _expert(view, meeting)
        why = "meeting.expert-cannot-commit" if expert else ""
        countered = meeting.countered
        return Legal(
            "offer",
            verbs=(
                Verb("accept", not expert, why),
                Verb("decline", True),
                Verb("counter", not countered, "offer.counter-exhausted" if countered else ""),
            ),
        )
    if meeting.threat:
        threat = view.threats.get(meeting.threat)
        if threat is not None and threat.target == view.seat:
            return _answer(threat)
    if meeting.probed:
        return Legal("probe", verbs=(Verb("disclose", True), Verb("evade", True)))
    expert = _expert(view, meeting)
    why = "meeting.expert-cannot-commit" if expert else ""
    pressed = _can_press(view, meeting)
    return Legal(
        "meeting",
        verbs=(
            Verb("probe", True),
            Verb("disclose", True),
            Verb("offer", not expert, why),
            Verb("press", not pressed, pressed),
            Verb("reassure", True),
            Verb("yield", True),
            Verb("adjourn", True),
        ),
    )


def _expert(view: SeatView, meeting: Meeting) -> bool:
    return dict(zip(meeting.parties, meeting.envoys, strict=True))[view.seat] is Envoy.EXPERT


def _can_press(view: SeatView, meeting: Meeting) -> str:
    for other in meeting.parties:
        if other != view.seat and not press_fault(view, other):
            return ""
    others = [p for p in meeting.parties if p != view.seat]
    return press_fault(view, others[0])


def _plenary(view: SeatView) -> Legal:
    public = view.public
    spoken = view.seat in public.spoken
    voter = view.table.cards[view.seat].kind is Kind.SEAT
    kinds = motions(view) if voter else ()
    some = any(m.allowed for m in kinds)
    return Legal(
        "plenary",
        verbs=(
            Verb("speech", not spoken, "speech.one-each" if spoken else ""),
            Verb("motion", some, "" if some else kinds[0].why if voter else "motion.no-vote"),
            unless("ultimatum", ultimatum_fault(view)),
            Verb("leave", True),
            Verb("pass", True),
        ),
        motions=kinds,
    )


def payments(view: SeatView) -> tuple[tuple[Understanding, int, Term], ...]:
    """Payments of ours that fall due now (R11.2)."""
    found = []
    for key in sorted(view.understandings):
        entry = view.understandings[key]
        for index, term in enumerate(entry.bargain.terms):
            pending = entry.states[index] is TermState.PENDING
            if term.by == view.seat and pending and payable(view.public, entry, term):
                found.append((entry, index, term))
    return tuple(found)


def _reckoning(view: SeatView) -> Legal:
    dues = [
        Due("threat", key)
        for key, threat in sorted(view.threats.items())
        if threat.sender == view.seat
        and threat.state is ThreatState.STANDING
        and threat.terms.deadline <= view.public.round
    ]
    dues += [Due("payment", entry.id, index) for entry, index, _term in payments(view)]
    lifts = [Due("sanction", k) for k, s in sorted(view.sanctions.items()) if s.sender == view.seat]
    backed = [
        Due("backing", k) for k, s in sorted(view.sanctions.items()) if view.seat in s.partners
    ]
    return Legal(
        "reckoning",
        verbs=(
            Verb("close", not dues, "reckoning.duties" if dues else ""),
            Verb("lift", bool(lifts), "" if lifts else "sanction.unknown"),
            Verb("drop-out", bool(backed), "" if backed else "sanction.not-backed"),
        ),
        dues=tuple(dues + lifts + backed),
    )


GOALS = tuple(Goal)
"""Goals a summit may be announced with."""
