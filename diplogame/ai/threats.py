"""Threats: when to make one, how to answer one, and what to do at the deadline (R10).

Guarantees: a threat uses an instrument of ours that reaches its target and demands an option; a refused
one is not repeated at once; its deadline leaves time to carry it out; what is threatened is what would
be carried out, but for those who bluff; who says that it will strike back does so at the next
opportunity; every threat of ours is settled at its deadline.
"""

from __future__ import annotations

from diplogame.ai.outlook import Outlook
from diplogame.ai.scripts import due_rules
from diplogame.ai.verdict import home_rejects
from diplogame.ai.word import ruinous
from diplogame.rules import commands as cmd
from diplogame.rules import tables
from diplogame.rules.backing import backed_cost, backed_credibility
from diplogame.rules.conference import Threaten
from diplogame.rules.ids import SeatId
from diplogame.rules.levers import partners, press_fault, pressing_tools
from diplogame.rules.prospects import expected_points
from diplogame.rules.records import Meeting, Threat
from diplogame.rules.terms import (
    Bargain,
    Reason,
    Stance,
    Term,
    TermKind,
    ThreatState,
    ThreatTerms,
)
from diplogame.rules.threats import MOST_EXTENSIONS, PRETEXT_PRICE, threat_log_odds

NOTICE = 2
"""Rounds of notice that a threat gives."""


ANSWERABLE = 2
"""Rounds within which a counter-threat that was announced is made."""

EARNEST = 110
"""Resolve, in points, from which a mind means its threat."""


def deadline(outlook: Outlook) -> int:
    """The deadline we set: some notice, and early enough to carry the threat out while it matters."""
    last = outlook.round + outlook.rounds_left
    return max(outlook.round, min(outlook.round + NOTICE, last - 1))


def scripted_threat(
    outlook: Outlook, present: tuple[SeatId, ...], public: bool
) -> tuple[str, SeatId, ThreatTerms] | None:
    """A threat that a script asks for here: (rule, target, terms)."""
    names = [i.id for i in outlook.view.table.issues]
    for rule in due_rules(outlook, Threaten):
        do = rule.do
        assert isinstance(do, Threaten)
        if do.public is not public or do.delegation not in present or do.issue not in names:
            continue
        if press_fault(outlook.view, do.delegation):
            continue
        if do.instrument not in pressing_tools(outlook.view, do.delegation):
            continue
        issue = names.index(do.issue)
        if _yields_already(outlook, do.delegation, issue, do.option):
            continue
        commitment = 3 if public else 2
        terms = ThreatTerms(
            issue,
            do.option,
            do.instrument,
            True,
            commitment,
            deadline(outlook),
            partners(outlook.view, do.delegation),
        )
        return rule.id, do.delegation, terms
    return None


def _yields_already(outlook: Outlook, target: SeatId, issue: int, option: int) -> bool:
    if outlook.text[issue] == option:
        return True
    rows = outlook.view.public.stances.get(target)
    return rows is not None and rows[issue][option] in (Stance.SUPPORT, Stance.LIVE_WITH)


def pressing(outlook: Outlook, meeting: Meeting, others: tuple[SeatId, ...]) -> cmd.Press | None:
    """A threat to make in this meeting, or None."""
    found = scripted_threat(outlook, others, public=False)
    if found is not None:
        rule, target, terms = found
        return cmd.Press(outlook.seat, meeting.id, terms, target, rule)
    for other in others:
        own = retaliation(outlook, other, commitment=2) or spontaneous(outlook, other)
        if own is not None:
            return cmd.Press(outlook.seat, meeting.id, own, other)
    return None


def spontaneous(outlook: Outlook, target: SeatId) -> ThreatTerms | None:
    """A threat of our own accord: much at stake, a tool that bites, and odds worth the risk."""
    view = outlook.view
    temper = outlook.temper
    if outlook.time < 350 or outlook.rounds_left < 1 or press_fault(view, target):
        return None
    contact = view.contacts[target]
    if contact.threats >= 1 + temper.aggression // 50 or not outlook.points:
        return None
    demand = _demand(outlook, target)
    if demand is None:
        return None
    issue, option, gain, stake = demand
    best: tuple[int, ThreatTerms] | None = None
    behind = partners(view, target)
    word = backed_credibility(view.public.credibility[view.seat], len(behind))
    bluffs = outlook.dice.chance("bluff", outlook.round, target, per_mille=temper.bluff * 6)
    for name in pressing_tools(view, target):
        tool = view.table.instruments[name]
        cost = backed_cost(tool.cost.get(target, 0), len(behind))
        for commitment in (2, 3):
            odds = tables.logistic(
                threat_log_odds(
                    True,
                    cost,
                    commitment,
                    tool.economic,
                    word,
                    stake,
                )
            )
            loss = 60 * commitment + tool.own_cost * min(3, outlook.rounds_left)
            worth = gain * odds // 1000 - loss * (1000 - odds) // 1000
            worth += (temper.aggression - 50) * 3 + temper.bluff
            if resolve(outlook, name, issue, option, commitment) < EARNEST and not bluffs:
                continue  # what we would not carry out is not worth our name
            if best is None or worth > best[0]:
                until = deadline(outlook)
                terms = ThreatTerms(issue, option, name, True, commitment, until, behind)
                best = (worth, terms)
    if best is None or best[0] <= 60:
        return None
    eager = temper.aggression * 4 + outlook.time // 10
    key = ("threat", outlook.round, view.public.slot, target)
    return best[1] if outlook.dice.chance(*key, per_mille=eager) else None


def owed_blow(outlook: Outlook, target: SeatId) -> Threat | None:
    """The threat of a delegation that we said we would answer with one of ours, and have not yet."""
    view = outlook.view
    if target not in view.contacts or press_fault(view, target):
        return None
    mine = [t.round for t in view.threats.values() if (t.sender, t.target) == (view.seat, target)]
    found = [
        t
        for _key, t in sorted(view.threats.items())
        if (t.sender, t.target, t.answer) == (target, view.seat, "counter")
        and outlook.round - t.round <= ANSWERABLE
        and max(mine, default=-1) < t.round
    ]
    return found[-1] if found else None


def retaliation(outlook: Outlook, target: SeatId, commitment: int) -> ThreatTerms | None:
    """The counter-threat that we announced: the tool that bites most for what it costs us (R10.2)."""
    blow = owed_blow(outlook, target)
    demand = None if blow is None else _answer_demand(outlook, blow)
    if demand is None:
        return None
    view = outlook.view
    issue, option = demand
    tools = [view.table.instruments[name] for name in pressing_tools(view, target)]
    tool = max(tools, key=lambda t: t.cost.get(target, 0) - t.own_cost)
    behind = partners(view, target)
    return ThreatTerms(issue, option, tool.id, True, commitment, deadline(outlook), behind)


def _answer_demand(outlook: Outlook, blow: Threat) -> tuple[int, int] | None:
    """What to demand in return: that they come to our side where they pressed us, or where we gain most."""
    if not outlook.points:
        return None
    at = blow.terms.issue
    wishes = [at, *sorted(outlook.open, key=lambda k: -max(outlook.points[k]))]
    for issue in wishes:
        row = outlook.points[issue]
        option = max(range(len(row)), key=lambda o, row=row: (row[o], -o))  # type: ignore[misc]
        if issue in outlook.open and not _yields_already(outlook, blow.sender, issue, option):
            return issue, option
    return None


def _demand(outlook: Outlook, target: SeatId) -> tuple[int, int, int, int] | None:
    """What we would demand: (issue, option, our gain, what it costs them), the best for us."""
    rows = outlook.rows(target)
    best: tuple[int, tuple[int, int, int, int]] | None = None
    for k in outlook.open:
        own = outlook.points[k]
        option = max(range(len(own)), key=lambda o, own=own: (own[o], -o))  # type: ignore[misc]
        gain = own[option] - expected_points(outlook.view, k, own)
        stake = max(0, expected_points(outlook.view, k, rows[k]) - rows[k][option])
        if gain < 350 or _yields_already(outlook, target, k, option):
            continue
        score = gain - stake
        if best is None or score > best[0]:
            best = (score, (k, option, gain, stake))
    return None if best is None else best[1]


def answer(outlook: Outlook, threat: Threat) -> cmd.AnswerThreat:
    """comply, partly, stall, counter or patron (R10.2): odds of the threat against our stake."""
    view = outlook.view
    terms = threat.terms
    tool = view.table.instruments[terms.instrument]
    exposure = view.exposure.get(terms.instrument, tool.cost.get(view.seat, 0))
    row = outlook.points[terms.issue] if outlook.points else ()
    stake = max(0, expected_points(view, terms.issue, row) - row[terms.option]) if row else 0
    exposure = backed_cost(exposure, len(threat.partners))
    log_odds = threat_log_odds(
        terms.clear,
        exposure,
        terms.commitment,
        tool.economic,
        backed_credibility(view.public.credibility[threat.sender], len(threat.partners)),
        stake,
    )
    contact = view.contacts[threat.sender]
    log_odds -= contact.resentment * outlook.temper.grudge // 5
    log_odds += _name_of(outlook, threat.sender) * outlook.temper.listening // 100
    blocked = _cannot_comply(outlook, terms.issue, terms.option)
    roll = outlook.dice.draw("answer", threat.id, sides=1000)
    yields = tables.logistic(log_odds)
    if blocked is None and roll < yields:
        kind = "comply" if roll < yields // 2 or stake < 80 else "partly"
        return cmd.AnswerThreat(outlook.seat, threat.id, kind, Reason.AGREED)
    reason = blocked or _why_not(outlook, threat, stake)
    patron = _patron(outlook, threat)
    if patron and exposure >= 80:
        return cmd.AnswerThreat(outlook.seat, threat.id, "patron", reason, patron)
    if _strikes_back(outlook, threat):
        return cmd.AnswerThreat(outlook.seat, threat.id, "counter", reason)
    return cmd.AnswerThreat(outlook.seat, threat.id, "stall", reason)


def _name_of(outlook: Outlook, sender: SeatId) -> int:
    """What became of the sender's other threats, as far as we saw: log-odds for or against giving way."""
    carried = climbed_down = 0
    for threat in outlook.view.threats.values():
        if threat.sender == sender:
            carried += threat.state is ThreatState.IMPOSED
            climbed_down += threat.state is ThreatState.BACKED_DOWN
    return max(-1200, min(600, 200 * carried - 600 * climbed_down))


def _cannot_comply(outlook: Outlook, issue: int, option: int) -> Reason | None:
    """What forbids giving way: home, or an undertaking or red line (told as holding out)."""
    view = outlook.view
    if not outlook.points:
        return None
    if home_rejects(outlook, issue, option):
        return Reason.HOME
    for line in view.interests.red_lines:
        if any(issue == k and option in options for k, options in line.parts):
            if len(line.parts) == 1:
                return Reason.HOLDING_OUT
    if any(t.option != option for t in outlook.promised.get(issue, ())):
        return Reason.HOLDING_OUT
    giving = Bargain((Term(outlook.seat, TermKind.SUPPORT, issue, option),), outlook.round)
    return None if ruinous(outlook, giving) is None else Reason.HOLDING_OUT


def _why_not(outlook: Outlook, threat: Threat, stake: int) -> Reason:
    view = outlook.view
    if view.public.credibility[threat.sender] < 45:
        return Reason.DISTRUST
    sore = view.contacts[threat.sender].resentment * outlook.temper.grudge
    if sore > stake * 20 or stake == 0:
        return Reason.RESENTMENT
    return Reason.HOLDING_OUT


def _patron(outlook: Outlook, threat: Threat) -> SeatId:
    """A friend who would shield us: warm to us, and no friend of the sender's."""
    view = outlook.view
    friends = [
        (view.regard.get(s, 0), s)
        for s in outlook.voters
        if s != threat.sender and view.regard.get(s, 0) >= 62
    ]
    return max(friends, key=lambda pair: pair[0])[1] if friends else ""


def _strikes_back(outlook: Outlook, threat: Threat) -> bool:
    if outlook.rounds_left < 1 or press_fault(outlook.view, threat.sender):
        return False  # nothing to strike with, or no time left for it
    if _answer_demand(outlook, threat) is None:
        return False
    aggression = outlook.temper.aggression + outlook.temper.pride // 2
    return outlook.dice.chance("strike", threat.id, per_mille=aggression * 6)


def resolve(outlook: Outlook, tool: str, issue: int, option: int, commitment: int) -> int:
    """How much there is for carrying a threat out, in points: what is at stake, our name, the bill."""
    left = max(1, min(4, outlook.rounds_left))
    row = outlook.points[issue] if outlook.points else ()
    gain = row[option] - expected_points(outlook.view, issue, row) if row else 0
    cost = outlook.view.table.instruments[tool].own_cost * left
    keen = outlook.temper.aggression * 4 - outlook.temper.bluff * 2
    return keen + gain // 4 + 40 * commitment - cost


HARD = 300
"""Resolve, in points, from which not even a good sign earns another round."""

SOFTER = 55
"""Trust in the one who is threatened from which stalling is taken for good faith once."""


def _coming_round(outlook: Outlook, threat: Threat) -> bool:
    """Whether there is a sign that one more round may bring what was demanded (R10.3).

    The target has only reserves where it could oppose, has struck a bargain with us since, or is trusted and
    says that it needs time.
    """
    view, terms, target = outlook.view, threat.terms, threat.target
    declared = view.public.stances.get(target)
    near = declared is not None and declared[terms.issue][terms.option] is Stance.RESERVE
    dealt = any(
        {outlook.seat, target} <= set(entry.parties) and entry.round > threat.round
        for entry in view.understandings.values()
    )
    patient = threat.answer == "stall" and view.trust.get(target, 50) >= SOFTER
    return near or dealt or patient


def settle(outlook: Outlook, threat: Threat) -> cmd.SettleThreat:
    """At the deadline: impose, extend or back down (R10.3)."""
    view = outlook.view
    terms = threat.terms
    left = outlook.rounds_left
    meant = resolve(outlook, terms.instrument, terms.issue, terms.option, terms.commitment)
    roll = outlook.dice.draw("settle", threat.id, threat.extensions, sides=120)
    if left >= 2 and threat.extensions == 0 and meant < HARD and _coming_round(outlook, threat):
        return cmd.SettleThreat(outlook.seat, threat.id, "extend")
    if left >= 1 and meant > EARNEST - 60 + roll:
        return cmd.SettleThreat(outlook.seat, threat.id, "impose")
    wavering = threat.answer in ("stall", "patron") and threat.extensions == 0
    if left >= 2 and wavering and threat.extensions < MOST_EXTENSIONS and meant > -40:
        return cmd.SettleThreat(outlook.seat, threat.id, "extend")
    pretext = terms.commitment >= 2 and view.budget - outlook.spent >= PRETEXT_PRICE
    return cmd.SettleThreat(outlook.seat, threat.id, "back_down", pretext)
