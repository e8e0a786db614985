"""The morning: what to say in public, and what to do with the slots of the round (R4.2, R8.2).

Guarantees: at most one request to the same delegation a round, none within the cool-down after a
refusal; plans fit the slots, ministers and mandate; declared positions keep every promise.
"""

from __future__ import annotations

from diplogame.ai import coalitions, mediation
from diplogame.ai.bargaining import has_offer, winding_up
from diplogame.ai.circle import CIRCLE, company
from diplogame.ai.outlook import Outlook
from diplogame.ai.packages import target
from diplogame.ai.questions import doubt, evaded
from diplogame.ai.scripts import agenda_weight, due_rules
from diplogame.ai.threats import owed_blow
from diplogame.ai.verdict import grievance
from diplogame.rules import commands as cmd
from diplogame.rules.conference import (
    Adjust,
    Envoy,
    Kind,
    Phase,
    Promise,
    Room,
    SeekMeeting,
    Threaten,
)
from diplogame.rules.forecasts import stance_for
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import (
    Activity,
    CableHome,
    Campaign,
    Draft,
    Meet,
    Plan,
    PrepareSummit,
    Rest,
    Stance,
    Study,
    TermKind,
)

COOL_DOWN = 2
"""Rounds to wait before asking again somebody who would not come."""

_HARDER = {
    Stance.SUPPORT: Stance.SUPPORT,
    Stance.LIVE_WITH: Stance.RESERVE,
    Stance.RESERVE: Stance.OPPOSE,
    Stance.OPPOSE: Stance.OPPOSE,
}


def plan(outlook: Outlook) -> cmd.Command:
    """Declare positions if they have changed, else fix the plan."""
    view = outlook.view
    if view.interests.values:
        stances = positions(outlook)
        told = outlook.seat in view.public.declared
        if not told and view.public.stances.get(outlook.seat) != stances:
            return cmd.DeclarePositions(outlook.seat, stances)
    if view.coalitions:
        done = coalitions.morning(outlook)
        if done is not None:
            return done
    return make_plan(outlook)


# --- positions ---------------------------------------------------------------------------------------


def positions(outlook: Outlook) -> tuple[tuple[Stance, ...], ...]:
    """What we say in public: honest, one step harder, softer late, and true to every promise (R8.2)."""
    view = outlook.view
    goal = target(outlook)
    rows = []
    for k, values in enumerate(view.interests.values):
        weight = view.interests.weights[k]
        best = max(values)
        row = []
        for option, value in enumerate(values):
            stance = Stance.SUPPORT if value == best else stance_for(value, weight)
            if stance is Stance.SUPPORT and value < best - 10:
                stance = Stance.LIVE_WITH
            soft = outlook.time >= 600 and goal[k] == option
            if not soft:
                stance = _HARDER[stance]
            row.append(stance)
        for term in outlook.promised.get(k, ()):
            row[term.option] = _at_least(row[term.option], term.kind)
        rows.append(tuple(row))
    return tuple(rows)


def _at_least(stance: Stance, kind: TermKind) -> Stance:
    if kind is TermKind.SUPPORT:
        return Stance.SUPPORT
    return stance if stance is Stance.SUPPORT else Stance.LIVE_WITH


# --- the plan ----------------------------------------------------------------------------------------


def make_plan(outlook: Outlook) -> cmd.MakePlan:
    """What to do with the slots of the round (R4.2)."""
    view = outlook.view
    day = len(view.table.calendar.slots)
    wishes = sorted(_wishes(outlook), key=lambda w: (-w[0], w[1]))
    chosen: list[Activity] = []
    seen: set[SeatId] = set()
    script = ""
    ministers = view.ministers
    for _score, _name, activity, rule in wishes:
        if len(chosen) >= min(day, view.slots):
            break
        if isinstance(activity, Meet):
            if seen & set(activity.guests):
                continue
            if activity.envoy is Envoy.MINISTER:
                if ministers < 1:
                    continue
                ministers -= 1
            seen.update(activity.guests)
        if activity in chosen and not isinstance(activity, PrepareSummit):
            continue
        chosen.append(activity)
        if rule and not script:
            script = rule
    if len(chosen) < day:
        extra = _virtual(wishes, seen)
        if extra is not None and len(chosen) == view.slots:
            chosen.append(extra)
    chosen.extend(Rest() for _ in range(day - len(chosen)))
    if not script:
        quiet = due_rules(outlook, Adjust)
        script = quiet[0].id if quiet else ""
    # Which slot is for what is the delegation's own habit of the day; it only must not be the same for all.
    turn = outlook.dice.draw("slots", outlook.round, sides=day)
    ordered = chosen[turn:] + chosen[:turn]
    return cmd.MakePlan(outlook.seat, Plan(tuple(ordered)), script)


def _virtual(wishes: list[tuple[int, str, Activity, str]], seen: set[SeatId]) -> Activity | None:
    """One virtual session on top of a small delegation's slots (R5.2)."""
    for _score, _name, activity, rule in wishes:
        if isinstance(activity, Meet) and not rule and len(activity.guests) == 1:
            if activity.guests[0] not in seen:
                return Meet(activity.guests, Room.VIRTUAL, Envoy.DIPLOMAT, activity.issue)
    return None


def _wishes(outlook: Outlook) -> list[tuple[int, str, Activity, str]]:
    """What one might do today: (score, name for ties, activity, script rule)."""
    found: list[tuple[int, str, Activity, str]] = []
    for rule in due_rules(outlook, SeekMeeting):
        do = rule.do
        assert isinstance(do, SeekMeeting)
        if _may_ask(outlook, do.delegation):
            meet = Meet((do.delegation,), do.room, Envoy.DIPLOMAT, _topic(outlook, do.delegation))
            found.append((400 + rule.priority, rule.id, meet, rule.id))
    for appeal, other in _shortlist(outlook):
        errand = _errand(outlook, other)
        if errand is not None:
            found.append((appeal + errand, f"meet-{other}", _meeting(outlook, other), ""))
    found.extend(_green_room(outlook))
    found.extend(coalitions.wishes(outlook))
    found.extend(mediation.wishes(outlook))
    found.extend((score, name, act, "") for score, name, act in _desk_work(outlook))
    return found


SHORTLIST = 8
"""Delegations for which a mind thinks out what it could offer today, in a house larger than its circle."""


def _shortlist(outlook: Outlook) -> list[tuple[int, SeatId]]:
    """Whom one might see today, each with its appeal; in a large house those that appeal most."""
    view = outlook.view
    found = [(_appeal(outlook, o), o) for o in company(view) if _may_ask(outlook, o)]
    if len(view.table.seats) > CIRCLE + 1:
        found = sorted(found, key=lambda pair: (-pair[0], pair[1]))[:SHORTLIST]
    return found


def _green_room(outlook: Outlook) -> list[tuple[int, str, Activity, str]]:
    """A broker late in the day brings the two who lack most to one table (R5.2)."""
    if outlook.temper.brokerage < 50 or outlook.time < 450 or not outlook.points:
        return []
    if not outlook.dice.chance("green", outlook.round, per_mille=outlook.temper.brokerage * 6):
        return []
    lacking = sorted(
        (outlook.their_worth(o, outlook.text) - outlook.reserve(o), o)
        for o in outlook.voters
        if _may_ask(outlook, o) and grievance(outlook, (o,)) < 30
    )
    guests = tuple(o for _, o in lacking[:2])
    if len(guests) < 2 or lacking[0][0] > 0:
        return []
    meet = Meet(guests, Room.GREEN_ROOM, Envoy.DIPLOMAT, _topic(outlook, guests[0]))
    return [(330, "green-room", meet, "")]


def _may_ask(outlook: Outlook, other: SeatId) -> bool:
    """Whether a request would not be nagging (and the delegation can be met at all)."""
    view = outlook.view
    card = view.table.cards.get(other)
    if card is None or other == outlook.seat or card.kind is Kind.CHAIR:
        return False
    contact = view.contacts[other]
    return outlook.round - contact.refused > COOL_DOWN


BUSINESS = 300
"""Time per mille, about three rounds of ten, after which one visits those whom one has something to offer."""

ERRAND = 70
"""Score for having something to offer when the time for getting to know each other is over."""


def _errand(outlook: Outlook, other: SeatId) -> int | None:
    """How much it counts whether we have business with a delegation; None where a visit would be idle."""
    both = {other, outlook.seat} <= outlook.view.table.voting
    late = winding_up(outlook)
    if outlook.time < BUSINESS or not (both or late):
        return 0
    if not outlook.points:
        return None if late else 0
    scripted = due_rules(outlook, Promise, Threaten)
    if any(getattr(rule.do, "delegation", "") == other for rule in scripted):
        return ERRAND
    if owed_blow(outlook, other) is not None or has_offer(outlook, other):
        return ERRAND
    return None if late else -ERRAND


def _appeal(outlook: Outlook, other: SeatId) -> int:
    """How much we would like to see a delegation today, with the day's whim."""
    return interest(outlook, other) + outlook.dice.draw("appeal", outlook.round, other, sides=30)


def interest(outlook: Outlook, other: SeatId) -> int:
    """How much there is to gain from seeing a delegation today."""
    view = outlook.view
    voter = view.table.cards[other].kind is Kind.SEAT
    score = 120 if voter else 40
    belief = view.beliefs[other]
    if belief.weights:
        doubt = sum(band.width for band in belief.weights) // len(belief.weights)
        early = view.public.phase in (Phase.AGENDA, Phase.INFORMATION)
        score += doubt // (20 if early else 40)
        if voter and outlook.points:
            lack = outlook.reserve(other) + 150 - outlook.their_worth(other, outlook.text)
            score += max(0, min(1500, lack)) // 15
    since = outlook.round - view.contacts[other].met
    score += min(4, since) * 12
    score += agenda_weight(outlook, other)
    score -= grievance(outlook, (other,)) * 2
    score += (view.trust[other] - 50) // 2
    wants = [r.do for r in due_rules(outlook, Promise, Threaten)]
    score += 80 if owed_blow(outlook, other) is not None else 0
    score += 60 if any(getattr(do, "delegation", "") == other for do in wants) else 0
    return score


def _topic(outlook: Outlook, other: SeatId) -> str:
    """What a request says it is about: an agenda item of ours, or what we steer for most."""
    issues = outlook.view.table.issues
    names = [i.id for i in issues]
    for item in outlook.view.me.agenda:
        if item.delegation == other and item.issue in names:
            if names.index(item.issue) in outlook.open:
                return item.issue
    if not outlook.open or not outlook.points:
        return ""
    rows = outlook.rows(other)
    goal = target(outlook)
    best = max(
        outlook.open,
        key=lambda k: (outlook.points[k][goal[k]] - rows[k][goal[k]], -k),
    )
    return issues[best].id


def _meeting(outlook: Outlook, other: SeatId) -> Meet:
    view = outlook.view
    early = view.public.phase in (Phase.AGENDA, Phase.INFORMATION)
    topic = _topic(outlook, other)
    technical = any(i.id == topic and i.technical for i in view.table.issues)
    envoy = Envoy.DIPLOMAT
    if early and technical and outlook.dice.chance("expert", outlook.round, other, per_mille=400):
        envoy = Envoy.EXPERT
    elif view.ministers and outlook.rounds_left <= 2 and outlook.time >= 700:
        envoy = Envoy.MINISTER
    room = Room.CORRIDOR
    if outlook.time >= 300 and view.table.cards[other].kind is Kind.SEAT:
        secret = 80 + outlook.temper.bluff * 3 + (100 if other in view.me.rivals else 0)
        if outlook.dice.chance("room", outlook.round, other, per_mille=secret):
            room = Room.BACK_CHANNEL
    return Meet((other,), room, envoy, topic)


def _desk_work(outlook: Outlook) -> list[tuple[int, str, Activity]]:
    """Work that needs nobody else: cables, campaigns, studies, drafting, preparing a summit."""
    view = outlook.view
    found: list[tuple[int, str, Activity]] = []
    summit = view.public.summit
    if summit is not None and not summit.result and summit.round >= outlook.round:
        urgency = 210 - summit.preparation * 2
        host = summit.called_by == outlook.seat
        eager = 150 + outlook.temper.brokerage * 5
        if host or outlook.dice.chance("prepare", outlook.round, per_mille=eager):
            found.append((urgency, "prepare-1", PrepareSummit()))
        if host:
            found.append((urgency - 60, "prepare-2", PrepareSummit()))
    if not outlook.points or view.table.cards[outlook.seat].kind is not Kind.SEAT:
        return found
    found.extend(_cables(outlook))
    weak = view.me.home.threshold + 18 - view.gauge
    if weak > 0 and view.me.home.ratification != "none":
        found.append((90 + weak * 6, "campaign", Campaign()))
    shrugs = [name for o in outlook.voters for name in evaded(outlook, o)]
    doubts = [
        # What nobody would say to our face, experts may still find out.
        (
            sum(doubt(outlook, o, k) for o in outlook.voters),
            shrugs.count(view.table.issues[k].id),
            k,
        )
        for k in outlook.open
    ]
    if doubts and outlook.time < 600:
        unsure, silent, k = max(doubts, key=lambda d: (d[0] + 600 * d[1], -d[2]))
        technical = 40 if view.table.issues[k].technical else 0
        score = unsure // max(1, 9 * len(outlook.voters)) + technical + 25 * min(2, silent)
        found.append((score, "study", Study(view.table.issues[k].id)))
    goal = target(outlook)
    moving = [
        k for k in outlook.open if goal[k] != outlook.text[k] and k not in view.public.drafted
    ]
    if moving and outlook.time >= 200:
        k = max(
            moving,
            key=lambda k: (outlook.points[k][goal[k]] - outlook.points[k][outlook.text[k]], -k),
        )
        found.append((95, "draft", Draft(view.table.issues[k].id)))
    return found


def _cables(outlook: Outlook) -> list[tuple[int, str, Activity]]:
    """Ask home for room where the text, or what we steer for, lies outside the mandate (R12.1)."""
    view = outlook.view
    goal = target(outlook)
    found: list[tuple[int, str, Activity]] = []
    if outlook.last:
        return found  # the answer comes before the next round, and there is none
    for k, allowed in enumerate(view.mandate):
        for option in sorted({goal[k], outlook.text[k]}):
            if allowed[option] or (k, option) in view.cables:
                continue
            wanted = goal[k] == option
            score = (
                100 + outlook.time // 8 + (60 if wanted else 0) - 25 * view.acts.get("cabled", 0)
            )
            issue = view.table.issues[k].id
            found.append((score, f"cable-{issue}-{option}", CableHome(issue, option)))
    return found
