"""Threats and sanctions (R10), calibrated on TIES (field guide 4.1).

Guarantees: every threat carries terms and a deadline, is answered, and ends exactly once - complied,
withdrawn, imposed, or backed down from at a price.
"""

from __future__ import annotations

from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.backing import (
    PARTNER_PAYS,
    PARTNER_TIRES,
    backed_cost,
    backed_credibility,
    partners_bound,
)
from diplogame.rules.conference import Instrument
from diplogame.rules.desk import Desk, Fault, clamp
from diplogame.rules.ids import SeatId
from diplogame.rules.ledger import backing, known_to_all, reach, settle
from diplogame.rules.records import Threat
from diplogame.rules.register import Threats, row_of
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Bargain,
    Reason,
    Stance,
    Term,
    TermKind,
    TermState,
    ThreatState,
    ThreatTerms,
)

ANSWERS = ("comply", "partly", "stall", "counter", "patron")
"""What a target may answer (R10.2)."""

MAJOR = 120
"""Cost per round, in points, from which a cost counts as major in the threat logit."""

PRETEXT_PRICE = 2
"""Budget units for a face-saving pretext: new information bought and published (R10.3)."""

MOST_EXTENSIONS = 2

BACKED_TRUST = 4
"""Trust that the target of a threat loses in each partner that stands behind it (R10.1)."""

ALONE_THREATENING, ALONE_IMPOSING = 1, 2
"""Standing that an ultimatum and an imposition cost whom the house has not endorsed (R10.4)."""


def threat_log_odds(
    clear: bool, cost: int, commitment: int, economic: bool, credibility: int, stake: int
) -> int:
    """Log-odds in thousandths that a target gives way, if the case ends at the threat stage (R10.2).

    TIES, n = 337 (field guide 4.1): -2.07 + 1.69 clear + 1.51 major cost + 0.50 strong - 1.11 weak
    + 1.12 economic; plus our own credibility (0-100, 50 neutral) and stake (points at issue).
    """
    z = -2070
    z += 1690 if clear else 0
    z += 1510 if cost >= MAJOR else 0
    z += 500 if commitment >= 3 else -1110 if commitment <= 1 else 0
    z += 1120 if economic else 0
    return z + (credibility - 50) * 25 - stake * 3 // 2


def instrument_of(state: State, name: str) -> Instrument | None:
    """The instrument of that name, or None."""
    return state.conference.roster.instruments.get(name)


def threat_faults(state: State, sender: SeatId, target: SeatId, terms: ThreatTerms) -> list[Fault]:
    """Everything wrong with a threat (R10.1)."""
    faults: list[Fault] = []
    conference = state.conference
    if target == sender or target not in conference.everybody:
        return [Fault("threat.target", {"name": target})]
    tool = instrument_of(state, terms.instrument)
    if tool is None or tool.sender != sender:
        return [Fault("threat.instrument", {"name": terms.instrument})]
    if target not in dict(tool.cost):
        faults.append(Fault("threat.cannot-reach", {"name": target}))
    if not 0 <= terms.issue < len(conference.issues):
        faults.append(Fault("threat.issue"))
    elif not 0 <= terms.option < len(conference.issues[terms.issue].options):
        faults.append(Fault("threat.option"))
    if terms.commitment not in (1, 2, 3):
        faults.append(Fault("threat.commitment"))
    last = max(state.public.round, conference.calendar.rounds + 1)
    if not state.public.round <= terms.deadline <= last:
        faults.append(Fault("threat.deadline", {"round": state.public.round}))
    bound = partners_bound(state.understandings.values(), sender, target, state.public.round)
    for number, partner in enumerate(terms.partners):
        if partner not in bound or partner in terms.partners[:number]:
            faults.append(Fault("threat.partner", {"name": partner}))
    for threat in state.threats.values():
        if threat.sender == sender and threat.target == target:
            if threat.state is ThreatState.STANDING:
                faults.append(Fault("threat.standing-already", {"name": target}))
                break
    for sanction in state.sanctions.values():
        if sanction.sender == sender and sanction.instrument == terms.instrument:
            if sanction.target == target:
                faults.append(Fault("threat.imposed-already", {"name": terms.instrument}))
                break
    return faults


def issue_threat(
    desk: Desk, sender: SeatId, target: SeatId, terms: ThreatTerms, audience: ev.Audience
) -> str:
    """Make a threat: believed cost lowers the target's walk-away, resentment rises (R10.2)."""
    public = desk.state.public
    number = sum(
        t.sender == sender and t.target == target and t.round == public.round
        for t in desk.state.threats.values()
    )
    key = f"t{public.round}-{sender}-{target}-{number}"
    repeated = desk.private(sender).contacts[target].threats
    if "all" not in audience:
        audience = tuple(dict.fromkeys((*audience, *terms.partners)))
    desk.emit(ev.ThreatIssued(key, sender, target, terms, audience))
    cost = backed_cost(desk.private(target).exposure.get(terms.instrument, 0), len(terms.partners))
    word = backed_credibility(public.credibility[sender], len(terms.partners))
    force = word * (60 + 20 * terms.commitment) // 100
    # A repeated threat loses force: extortion by slices gets nowhere (R10, anchors: salami).
    believed = cost * force // 100 // (1 + repeated)
    desk.meter("walk_away", target, -believed, "threatened")
    for partner in terms.partners:
        desk.trust(target, partner, -BACKED_TRUST, "backed-threat")
    desk.trust(target, sender, -(2 + 2 * terms.commitment), "threatened")
    desk.meter("resentment", target, 8 * terms.commitment, "threatened", sender, (target,))
    if terms.commitment >= 3:
        desk.meter("gauge", target, 3, "rally")
        desk.meter("gauge", sender, 1, "resolve")
        if (target, terms.instrument) not in public.endorsed:
            desk.meter("standing", sender, -ALONE_THREATENING, "unilateral")
    return key


def do_answer(desk: Desk, c: cmd.AnswerThreat) -> None:
    """comply, partly, stall, counter or patron (R10.2)."""
    threat = desk.state.threats[c.threat]
    told = threat.known_to
    if c.answer == "patron" and c.patron not in told:
        told = (*told, c.patron)
    desk.emit(ev.ThreatAnswered(c.threat, c.seat, c.answer, c.reason, c.patron, told))
    if c.answer in ("comply", "partly"):
        kind = TermKind.SUPPORT if c.answer == "comply" else TermKind.ACQUIESCE
        term = Term(c.seat, kind, threat.terms.issue, threat.terms.option)
        bargain = Bargain(
            (term,), desk.conference.calendar.rounds + 1, threat.terms.commitment >= 3
        )

        parties = (threat.sender, c.seat)
        reach(desk, f"u-{threat.id}", parties, bargain)
        desk.emit(ev.ThreatSettled(threat.id, ThreatState.COMPLIED, False, False, threat.known_to))
        _name(desk, threat, 2, "threat-worked")
        desk.meter("gauge", c.seat, -4 if c.answer == "comply" else -2, "gave-way")
        desk.meter("walk_away", c.seat, _fear(desk, threat) // 2, "threat-over")
    elif c.answer == "counter":
        desk.meter("resentment", threat.sender, 10, "countered", c.seat, (threat.sender,))
        desk.trust(threat.sender, c.seat, -3, "countered")
        desk.meter("gauge", c.seat, 2, "stood-up")
    elif c.answer == "patron" and c.patron in desk.private(c.seat).trust:
        # A patron shields those it trusts, and has a say afterwards (field guide 1 row 57).
        if desk.private(c.patron).trust.get(c.seat, 0) >= 55:
            desk.meter("walk_away", c.seat, _fear(desk, threat) * 2 // 3, "patron")
            desk.trust(threat.sender, c.patron, -3, "shielded")
        desk.trust(c.seat, c.patron, 2, "patron")


def _name(desk: Desk, threat: Threat, delta: int, cause: str) -> None:
    """Move the sender's credibility, if the threat is no secret (R7.2)."""
    if known_to_all(desk.conference, threat.known_to):
        desk.meter("credibility", threat.sender, delta, cause)


def close_all(desk: Desk) -> None:
    """The conference is over: threats that still stand have lost their object (R10.3)."""
    for key in sorted(desk.state.threats):
        threat = desk.state.threats[key]
        if threat.state is ThreatState.STANDING:
            desk.emit(ev.ThreatSettled(key, ThreatState.WITHDRAWN, False, False, threat.known_to))


def _fear(desk: Desk, threat: Threat) -> int:
    """About what a threat took from the target's walk-away: public knowledge and own exposure."""
    count = len(threat.partners)
    cost = backed_cost(desk.private(threat.target).exposure.get(threat.terms.instrument, 0), count)
    word = backed_credibility(desk.state.public.credibility[threat.sender], count)
    return cost * (word * (60 + 20 * threat.terms.commitment) // 100) // 100


def join(desk: Desk, understanding: str) -> None:
    """Partners that a bargain wins join the threat that stands, if all concerned know both (R10.1).

    What the target cannot know of cannot frighten it: a secret partner shows when the threat is named
    with it, or carried out.
    """
    entry = desk.state.understandings[understanding]
    for term in entry.bargain.terms:
        if term.kind is not TermKind.BACK or term.to not in entry.known_to:
            continue
        for key in sorted(desk.state.threats):
            threat = desk.state.threats[key]
            if threat.state is not ThreatState.STANDING or threat.target != term.to:
                continue
            known = set(threat.known_to)
            if threat.sender not in entry.parties or term.by in (*threat.partners, threat.sender):
                continue
            if term.by not in known or not known <= set(entry.known_to):
                continue
            before = _fear(desk, threat)
            desk.emit(ev.ThreatBacked(key, term.by, threat.known_to))
            more = _fear(desk, desk.state.threats[key]) - before
            desk.meter("walk_away", threat.target, -more, "threat-backed")
            desk.trust(threat.target, term.by, -BACKED_TRUST, "backed-threat")


def demand_met(state: State, threat: Threat) -> bool:
    """Whether what was demanded is done: the text reads so, or the target no longer resists (R10.3)."""
    clause = state.public.clauses[threat.terms.issue]
    if clause.leading == threat.terms.option:
        return True
    stances = state.public.stances.get(threat.target)
    if stances is None:
        return False
    now = stances[threat.terms.issue][threat.terms.option]
    return now in (Stance.SUPPORT, Stance.LIVE_WITH)


def withdraw_met(desk: Desk) -> None:
    """Threats whose demand is met end without anybody losing face (R10.3)."""
    for key in sorted(desk.state.threats):
        threat = desk.state.threats[key]
        if threat.state is ThreatState.STANDING and demand_met(desk.state, threat):
            desk.emit(ev.ThreatSettled(key, ThreatState.WITHDRAWN, False, False, threat.known_to))


def due(state: State, seat: SeatId) -> list[Threat]:
    """Threats of a delegation whose deadline is this round (R10.3)."""
    return [
        threat
        for key, threat in sorted(row_of(state.threats, seat, Threats.concerned).items())
        if threat.sender == seat
        and threat.state is ThreatState.STANDING
        and threat.terms.deadline <= state.public.round
    ]


def do_settle(desk: Desk, c: cmd.SettleThreat) -> None:
    """Impose, extend or back down (R10.3)."""
    threat = desk.state.threats[c.threat]
    target = threat.target
    known = threat.known_to
    if c.action == "extend":
        desk.emit(ev.ThreatSettled(c.threat, ThreatState.STANDING, True, False, known))
        _name(desk, threat, -3, "extended")
        return
    if c.action == "back_down":
        desk.emit(ev.ThreatSettled(c.threat, ThreatState.BACKED_DOWN, False, c.pretext, known))
        size = threat.terms.commitment
        if c.pretext:
            desk.meter("budget", c.seat, -PRETEXT_PRICE, "pretext")
        # Backing out is punished more than backing in, less with new information (Tomz; field guide 4.1).
        share = 40 if c.pretext else 100
        _name(desk, threat, -max(1, 5 * size * share // 100), "backed-down")
        desk.meter("gauge", c.seat, -max(1, 3 * size * share // 100), "backed-down")
        desk.meter("walk_away", target, _fear(desk, threat), "threat-over")
        return
    desk.emit(ev.ThreatSettled(c.threat, ThreatState.IMPOSED, False, False, known))
    impose(desk, threat)


def impose(desk: Desk, threat: Threat) -> None:
    """Carry a threat out: public, both pay every round (R10.4)."""
    tool = instrument_of(desk.state, threat.terms.instrument)
    if tool is None:
        return
    # What everybody reads is the staff's figure; what it truly costs only the target feels (R16.3).
    cost = dict(tool.cost).get(threat.target, 0)
    state = desk.state
    bound = partners_bound(
        state.understandings.values(), threat.sender, threat.target, state.public.round
    )
    endorsed = (threat.target, tool.id) in state.public.endorsed
    desk.emit(
        ev.SanctionImposed(
            f"s-{threat.id}",
            threat.sender,
            threat.target,
            tool.id,
            backed_cost(cost, len(bound), endorsed),
            tool.own_cost,
            bound,
        )
    )
    if not endorsed:
        desk.meter("standing", threat.sender, -ALONE_IMPOSING, "unilateral")
    for partner in bound:
        if partner not in threat.partners:
            desk.trust(threat.target, partner, -BACKED_TRUST, "backed-threat")
    desk.meter("credibility", threat.sender, 5, "carried-out")
    desk.meter("gauge", threat.target, 4, "rally")
    desk.trust(threat.target, threat.sender, -8, "sanctioned")
    desk.meter("resentment", threat.target, 25, "sanctioned", threat.sender, (threat.target,))


def bite(desk: Desk) -> None:
    """Imposed sanctions cost both sides, every round (R10.4)."""
    round_ = desk.state.public.round
    for key in sorted(desk.state.sanctions):
        sanction = desk.state.sanctions[key]
        endorsed = (sanction.target, sanction.instrument) in desk.state.public.endorsed
        cost = backed_cost(
            desk.private(sanction.target).exposure.get(sanction.instrument, 0),
            len(sanction.partners),
            endorsed,
        )
        desk.meter("side", sanction.target, -cost, "sanction")
        desk.meter("side", sanction.sender, -sanction.own_cost, "sanction")
        for partner in sanction.partners:
            desk.meter("side", partner, -(sanction.own_cost // PARTNER_PAYS), "sanction-backed")
        desk.meter("walk_away", sanction.target, -clamp(cost // 2, 0, 200), "sanction")
        age = round_ - sanction.since
        if age >= 3:
            desk.meter("gauge", sanction.sender, -1, "sanction-fatigue")
        if age >= 2:
            desk.meter("gauge", sanction.target, -1, "sanction-bites")


def leave(desk: Desk, partner: SeatId, key: str) -> None:
    """A partner drops out: kept once it is tired, broken before (R10.4)."""
    sanction = desk.state.sanctions[key]
    tired = desk.state.public.round - sanction.since >= PARTNER_TIRES
    desk.emit(ev.PartnerLeft(key, partner))
    desk.trust(sanction.target, partner, 2, "lifted")
    for understanding, term in backing(desk, sanction, partner):
        settle(desk, understanding, term, TermState.KEPT if tired else TermState.BROKEN)


REASONS = (Reason.RESENTMENT, Reason.AGREED, Reason.HOLDING_OUT, Reason.DISTRUST, Reason.HOME)
"""Reasons that an answer to a threat may give."""
