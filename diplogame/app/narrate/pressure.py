"""Threats and sanctions, told."""

from __future__ import annotations

from diplogame.app.narrate.cable import Cable
from diplogame.app.narrate.occasion import THE_TEXT, Occasion
from diplogame.app.narrate.words import sentence
from diplogame.rules import events as ev
from diplogame.rules.backing import PARTNER_PAYS
from diplogame.rules.terms import TermKind, ThreatState


def threat_issued(o: Occasion, e: ev.ThreatIssued) -> Cable | None:
    """A threat in the sender's voice, with its terms."""
    t = e.terms
    params = {
        "instrument": t.instrument,
        "issue": t.issue,
        "option": t.option,
        "other": e.target,
        "round": t.deadline,
    }
    key = "threat.ultimatum" if t.commitment >= 3 else "threat.issue"
    detail = sentence(o.words.threat(e.sender, e.target, t))
    about = (e.sender, e.target)
    if o.seat and o.seat not in about:
        heard = {"delegation": e.sender, "other": e.target, "instrument": t.instrument}
        return o.cable(
            "threat", "", o.say("", "news.threat", e.id, **heard) or detail, detail, about
        )
    text = o.say(e.sender, key, e.id, **params)
    return o.cable("threat", e.sender, text or detail, detail, about)


def threat_answered(o: Occasion, e: ev.ThreatAnswered) -> Cable | None:
    """How the target answers."""
    threat = o.memory.threats.get(e.id)
    sender = threat.sender if threat else ""
    params: dict[str, object] = {"other": sender, "rival": e.patron}
    params["issue"] = threat.terms.issue if threat else THE_TEXT
    tools = [
        i.id for i in o.conference.instruments if i.sender == e.seat and sender in dict(i.cost)
    ]
    own = tools[0] if tools else threat.terms.instrument if threat else ""
    text = o.say(e.seat, f"threat.{e.answer}", e.id, instrument=own, **params)
    plain = {
        "comply": f"{o.name(e.seat)} gives way",
        "partly": f"{o.name(e.seat)} gives way in part",
        "stall": f"{o.name(e.seat)} plays for time",
        "counter": f"{o.name(e.seat)} threatens back",
        "patron": f"{o.name(e.seat)} seeks the shelter of {o.name(e.patron)}",
    }.get(e.answer, f"{o.name(e.seat)} answers")
    detail = sentence(f"{plain}, answering {o.name(sender)}")
    return o.cable("threat", e.seat, text or detail, detail, (sender, e.seat, e.patron))


def threat_settled(o: Occasion, e: ev.ThreatSettled) -> Cable | None:
    """A threat's end, or its new deadline."""
    threat = o.memory.threats.get(e.id)
    if threat is None or e.state is ThreatState.COMPLIED:
        return None
    sender, target = threat.sender, threat.target
    what = o.words.tool(threat.terms.instrument)
    about = (sender, target)
    if e.extended:
        text = o.say(sender, "threat.extend", e.id, o.round, other=target)
        detail = f"{o.name(sender)} puts off its deadline for {what} by a round."
        return o.cable("threat", sender, text or detail, detail, about)
    if e.state is ThreatState.WITHDRAWN:
        text = f"{o.name(sender)} no longer threatens {o.name(target)} with {what}."
        return o.cable("threat", "", text, _why_over(o, e.id), about)
    if e.state is ThreatState.BACKED_DOWN:
        text = o.say(sender, "threat.back_down", e.id, other=target)
        if o.seat and o.seat not in about:
            text = o.say("", "news.back_down", e.id, delegation=sender, other=target)
        cover = " under a pretext" if e.pretext else ""
        detail = f"{o.name(sender)} backs down{cover}: no {what} against {o.name(target)}."
        voice = sender if not o.seat or o.seat in about else ""
        return o.cable("threat", voice, text or detail, detail, about)
    text = o.say(sender, "threat.impose", e.id, instrument=threat.terms.instrument, other=target)
    detail = f"{o.name(sender)} carries its threat out against {o.name(target)}: {what}."
    return o.cable("threat", sender, text or detail, detail, about)


def _why_over(o: Occasion, threat: str) -> str:
    if o.memory.over:
        return "The conference is over, and with it what was threatened."
    terms = (t for u in o.memory.understandings.values() for t in u.bargain.terms)
    if any(t.kind is TermKind.LIFT and t.threat == threat for t in terms):
        return "It was bargained away."
    return "The demand is met."


def sanction_imposed(o: Occasion, e: ev.SanctionImposed) -> Cable | None:
    """The news of a sanction; what it costs is told to those it costs."""
    text = o.say(
        "", "news.sanction", e.id, delegation=e.sender, other=e.target, instrument=e.instrument
    )
    plain = f"{o.name(e.sender)} imposes {o.words.tool(e.instrument)} on {o.name(e.target)}."
    if e.partners:
        plain = f"{plain[:-1]}, backed by {o.names(e.partners)}."
    detail = plain
    if o.seat in (e.target, ""):
        detail += f" It costs {o.name(e.target)} about {e.cost} points a round."
    if o.seat in (e.sender, ""):
        detail += f" It costs {o.name(e.sender)} {e.own_cost} points a round."
    if o.seat in e.partners:
        detail += f" It costs us {e.own_cost // PARTNER_PAYS} points a round to stand behind it."
    return o.cable("threat", "", text or plain, detail, (e.sender, e.target, *e.partners))


def threat_backed(o: Occasion, e: ev.ThreatBacked) -> Cable | None:
    """A partner stands behind a threat."""
    threat = o.memory.threats.get(e.id)
    if threat is None:
        return None
    what = o.words.tool(threat.terms.instrument)
    text = (
        f"{o.name(e.partner)} stands behind {o.name(threat.sender)}: {what} would cost "
        f"{o.name(threat.target)} more, and is likelier to come."
    )
    return o.cable("threat", "", text, "", (threat.sender, threat.target, e.partner))


def partner_left(o: Occasion, e: ev.PartnerLeft) -> Cable | None:
    """A partner drops out of a sanction."""
    sanction = o.memory.sanctions.get(e.id)
    if sanction is None:
        return None
    what = o.words.tool(sanction.instrument)
    text = (
        f"{o.name(e.partner)} drops out: it no longer backs {what} against "
        f"{o.name(sanction.target)}."
    )
    return o.cable("threat", "", text, "", (e.partner, sanction.sender, sanction.target))


def pressure_endorsed(o: Occasion, e: ev.PressureEndorsed) -> Cable | None:
    """What the endorsement of the house means; the chair announces the vote."""
    what = o.words.tool(e.instrument)
    text = f"The house stands behind {what} against {o.name(e.target)}."
    detail = "Once imposed it bites harder, and whoever imposes it loses no standing by it."
    return o.cable("threat", o.chair, text, detail, (e.by, e.target))


def sanction_lifted(o: Occasion, e: ev.SanctionLifted) -> Cable | None:
    """A sanction is over."""
    sanction = o.memory.sanctions.get(e.id)
    if sanction is None:
        return None
    tool = o.words.tool(sanction.instrument)
    text = o.say(
        "",
        "news.lifted",
        e.id,
        o.round,
        delegation=sanction.sender,
        other=sanction.target,
        instrument=sanction.instrument,
    )
    plain = f"{o.name(sanction.sender)} lifts {tool} against {o.name(sanction.target)}."
    about = (sanction.sender, sanction.target)
    return o.cable("threat", "", text or plain, plain, about)
