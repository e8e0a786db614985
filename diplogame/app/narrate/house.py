"""The round, the news, home and the staff, told."""

from __future__ import annotations

from diplogame.app.narrate import words
from diplogame.app.narrate.cable import Cable
from diplogame.app.narrate.occasion import Occasion
from diplogame.app.narrate.words import join, sentence, signed
from diplogame.rules import events as ev
from diplogame.rules.conference import Adjust, Conference, Kind, Phase, Priority, ScriptAct
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import CableHome, Meet, Stage, Stance, Term


def round_opened(o: Occasion, e: ev.RoundOpened) -> Cable | None:
    """The gavel."""
    text = o.say("", "chair.open", e.round, round=e.round)
    rounds = o.conference.calendar.rounds
    phase = words.PHASES[e.phase]
    if o.memory.phase is not e.phase:
        about = words.PHASE_ABOUT[e.phase]
        if not o.conference.calendar.summit_rounds:
            about = about.removesuffix("; a summit may be called")
        if e.phase is Phase.ADOPTION:
            about = f"the clock runs out; {words.stoppable(o.conference.calendar.overtime)}"
        phase += f": {about}"
    detail = sentence(f"Round {e.round} of {rounds}, {phase}")
    if e.round > rounds:
        detail = sentence(f"Round {e.round}, on a stopped clock, {phase}")
    if e.round == 1:
        detail += " The opening statements are with the text; it shows who stands where."
    return o.cable("plenary", o.chair, text or detail, detail if text else "")


def stage_entered(o: Occasion, e: ev.StageEntered) -> Cable | None:
    """Most stages pass in silence; the close of a sitting, the night and the aftermath do not."""
    match e.stage:
        case Stage.RECKONING:
            text = o.say("", "chair.close", o.round, round=o.round)
            return o.cable("plenary", o.chair, text) if text else None
        case Stage.SUMMIT:
            return o.cable(
                "summit", "", "The leaders have arrived. It is going to be a long night."
            )
        case Stage.AFTERMATH:
            text = "The years after begin. Each party chooses how it lives with the treaty."
            return o.cable("news", "", text)
        case _:
            return None


def said(o: Occasion, e: ev.Said) -> Cable | None:
    """A scripted line; its placeholders are what the script's act is about."""
    if e.audience == (e.seat,) and o.seat == "":
        return None
    params: dict[str, object] = {"other": e.to}
    for rule in o.conference.delegation(e.seat).rules:
        if rule.say == e.line:
            params |= _about(rule.do)
            break
    text = o.say(e.seat, e.line, e.seat, e.to, **params)
    if not text:
        return None
    if "all" in e.audience:
        return o.cable("plenary", e.seat, text, "", (e.seat, e.to))
    # Said with a request for a meeting: with all cards open nothing else tells to whom.
    detail = f"{o.name(e.seat)} asks {o.name(e.to)} to meet." if not o.seat and e.to else ""
    return o.cable("meeting", e.seat, text, detail, (e.seat, e.to))


def goes_with_an_act(conference: Conference, e: ev.Said) -> bool:
    """Whether a scripted line is said with an act that has a line of its own; a change of heart has none."""
    rules = conference.delegation(e.seat).rules
    return not any(rule.say == e.line and isinstance(rule.do, Adjust) for rule in rules)


def _about(act: ScriptAct) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in ("issue", "option", "instrument", "incentive"):
        value = getattr(act, name, None)
        if value is not None and value != "":
            found[name] = value
    return found


def twist_happened(o: Occasion, e: ev.TwistHappened) -> Cable | None:
    """The news of the morning."""
    twist = o.book.twist(e.twist)
    return o.cable("news", "", twist.headline, twist.body, (e.chooser,))


def twist_chosen(o: Occasion, e: ev.TwistChosen) -> Cable | None:
    """What the chooser chose."""
    choice = o.book.twist(e.twist).choices.get(e.choice)
    if choice is None:
        return None
    text = choice.headline or f"{o.name(e.seat)}: {choice.label}"
    return o.cable("news", "", text, sentence(f"{o.name(e.seat)}: {choice.label}"), (e.seat,))


def weight_shifted(o: Occasion, e: ev.WeightShifted) -> Cable | None:
    """Home cares more, or less, about an issue."""
    more = "more" if e.points > 0 else "less"
    text = f"{o.words.quoted(e.issue)} now matters {more} to {o.name(e.seat)}."
    return o.cable("home", "", text, f"Weight {signed(e.points)} of 10 000.", (e.seat,))


def positions_declared(o: Occasion, e: ev.PositionsDeclared) -> Cable | None:
    """What changed in a public position; nothing when nothing did, and nothing of opening statements."""
    if o.round == 1:
        return None  # eight statements at once are a flood; the text shows them side by side
    before = o.memory.stances.get(e.seat)
    gained: dict[str, list[str]] = {"now supports": [], "no longer opposes": [], "now opposes": []}
    if o.conference.delegation(e.seat).kind is not Kind.SEAT:
        gained = {"now supports": []}  # whoever has no vote blocks nothing
    for issue, row in enumerate(e.stances):
        for option, stance in enumerate(row):
            was = before[issue][option] if before else Stance.LIVE_WITH
            if stance is was:
                continue
            key = ""
            if stance is Stance.SUPPORT:
                key = "now supports"
            elif stance is Stance.OPPOSE:
                key = "now opposes"
            elif was is Stance.OPPOSE:
                key = "no longer opposes"
            if key in gained:
                gained[key].append(o.words.on(issue, option))
    parts = [
        f"{verb} {join([*named[:3], f'{len(named) - 3} more'] if named[3:] else named)}"
        for verb, named in gained.items()
        if named
    ]
    if not parts:
        return None
    return o.cable("news", "", sentence(f"{o.name(e.seat)} {'; it '.join(parts)}"), "", (e.seat,))


def slot_spent(o: Occasion, e: ev.SlotSpent) -> Cable | None:
    """Work done, or not done."""
    issue = getattr(e.activity, "issue", "")
    title = o.words.quoted(issue) if issue else ""
    me = o.name(e.seat)
    match e.result:
        case "drafted":
            text = f"{me} circulates a non-paper on {title}."
            use = "Closed as it is worded now, it costs half at home and lasts longer."
            return o.cable("news", "", text, "" if o.memory.drafted else use, (e.seat,))
        case "studied":
            text = o.say("", "staff.expert", e.seat, e.slot, issue=issue)
            plain = f"The experts of {me} have studied {title}."
            return o.cable("staff", "", text or plain, plain if text else "", (e.seat,))
        case "cabled":
            text = f"{me} has cabled home about {title}."
            if isinstance(e.activity, CableHome):
                wanted = o.words.on(e.activity.issue, e.activity.option)
                text = f"{me} has cabled home for room to accept {wanted}."
            return o.cable("home", "", text, "The answer comes before the next round.", (e.seat,))
        case "campaigned":
            return o.cable("home", "", f"{me} has worked on opinion at home.", "", (e.seat,))
        case "prepared":
            return o.cable("summit", "", f"Ministers of {me} prepare the summit.", "", (e.seat,))
        case "engaged" | "visited" | "caucus" | "mediation" if not o.seat:
            return None
        case "circulated":
            return None  # the declaration itself is told
        case "caucus" | "mediation" as what:
            text = f"The {what} took the slot; what {me} had planned for it was not done."
            return o.cable("staff", "", text, "", (e.seat,))
        case "no-caucus" | "no-mediation" as none:
            nothing = none.replace("-", " ").capitalize()
            text = f"{nothing} came about; the slot of {me} was kept for nothing."
            return o.cable("staff", "", text, "", (e.seat,))
        case "no-declaration":
            text = f"What {me} was going to declare is settled already; nothing was sent."
            return o.cable("staff", "", text, "", (e.seat,))
        case "engaged":
            guests = o.names(e.activity.guests) if isinstance(e.activity, Meet) else ""
            text = (
                f"{me} was already taken in this slot: its own meeting with {guests} fell through."
            )
            return o.cable("staff", "", text, "", (e.seat,))
        case _:
            text = f"A visitor took the slot; what {me} had planned for it was not done."
            return o.cable("staff", "", text, "", (e.seat,))


def cable_answered(o: Occasion, e: ev.CableAnswered) -> Cable | None:
    """The capital's answer."""
    key = "staff.mandate_granted" if e.granted else "staff.mandate_refused"
    text = o.say("", key, e.seat, e.issue, e.option, issue=e.issue, option=e.option)
    verb = "may now accept" if e.granted else "may still not accept"
    detail = f"{o.name(e.seat)} {verb} {o.words.on(e.issue, e.option)}."
    return o.cable("home", "", text or detail, detail, (e.seat,))


def evidence_logged(o: Occasion, e: ev.EvidenceLogged) -> Cable | None:
    """What the staff make of what was said or read; `Wire` merges several into one."""
    return o.cable("staff", "", sentence(finding(o, e)), "", (e.evidence.about,))


def finding(o: Occasion, e: ev.EvidenceLogged) -> str:
    """One entry of the evidence log in a clause."""
    x = e.evidence
    who = o.name(x.about)
    what = o.words.quoted(x.issue) if x.issue >= 0 else "what no deal is worth"
    option = o.words.option(x.issue, x.option) if x.issue >= 0 and x.option >= 0 else ""
    source = words.SOURCES.get(x.source, x.source)
    if x.claim == "caught-lie":
        return f"{who} was not telling the truth about {what}; the staff are sure of it"
    if x.claim == "refused":
        return f"{who} minds {f'{option} on ' if option else ''}{what} more than was thought"
    if x.claim == "picked":
        return f"{who} picked for {what}: it weighs more there than was thought"
    if x.claim == "passed-over":
        return f"{who} let {what} go in its pick: it weighs less there than was thought"
    if x.claim == "accepted":
        return f"{who} can live with {option} on {what}"
    if x.claim.startswith("priority-"):
        level = words.PRIORITIES[Priority(x.claim.removeprefix("priority-"))]
        wants = f"; they would like {option}" if option else ""
        return f"{who}: {what} {level}{wants} ({source}, {x.reliability} % reliable)"
    wants = f" would like {option}" if option else " has been read"
    return f"{who}{wants} on {what} ({source}, {x.reliability} % reliable)"


def belief_moved(o: Occasion, e: ev.BeliefMoved) -> Cable | None:
    """A band that moved without evidence of its own; options are left to the dossier."""
    if e.option >= 0:
        return None
    what = o.words.quoted(e.issue) if e.issue >= 0 else "the least it would sign"
    band = f"{e.band.low // 100}-{(e.band.high + 99) // 100} %"
    text = f"Staff estimate for {o.name(e.about)}, {what}: {band} of its interest, {words.sure(e.certainty)}."
    return o.cable("staff", "", text, "", (e.about,))


def meter_moved(o: Occasion, e: ev.MeterMoved) -> Cable | None:
    """A number that moved, told by itself; `Wire` gathers several into the effects of a cable."""
    from diplogame.app.narrate.effects import Effects

    effects = Effects(o.conference, o.seat)
    effects.add(e)
    text = effects.text(o)
    return o.cable("home", "", sentence(text), "", (e.seat, e.toward)) if text else None


_STIRRED = 6
"""Points of home support within a round that the staff speak of."""


def mood(o: Occasion, support: int, change: int) -> Cable | None:
    """How home took the last round; None when it hardly did."""
    if abs(change) < _STIRRED:
        return None
    text = o.say("", "staff.gauge_up" if change > 0 else "staff.gauge_down", "mood")
    plain = f"Home support {support} ({signed(change)} since yesterday)."
    return o.cable("staff", "", text or plain, plain)


def due_today(o: Occasion) -> list[Cable]:
    """The listener's own promises that fall due this round, partner by partner."""
    found: dict[SeatId, list[Term]] = {}
    for entry in o.memory.understandings.values():
        if entry.bargain.due != o.round:
            continue
        for place, term in enumerate(entry.bargain.terms):
            if term.by == o.seat and (entry.id, place) not in o.memory.done:
                partner = next((p for p in entry.parties if p != o.seat), "")
                found.setdefault(partner, []).append(term)
    cables = []
    for partner, terms in found.items():
        plain = f"Due by the end of this round: {o.name(o.seat)} {o.words.promises(terms)}."
        text = o.say("", "staff.due", partner, other=partner)
        cables.append(o.cable("staff", "", text or plain, plain, (partner,)))
    return cables


_NAMED = 5
"""How many undertakings are told one by one; of more it is told how many are whose."""


def settled(o: Occasion, terms: list[Term], kept: bool) -> Cable:
    """Several undertakings that came to nothing, or that were kept at the close, as one entry."""
    found = list({(t.by, o.words.promise(t)): t for t in terms}.values())
    whose = tuple(dict.fromkeys(t.by for t in found))
    by = {seat: [t for t in found if t.by == seat] for seat in whose}
    if len(found) <= _NAMED:
        list_ = "; ".join(f"{o.name(seat)} {o.words.promises(some)}" for seat, some in by.items())
    else:
        list_ = (
            f"{join(f'{o.name(seat)} {len(some)}' for seat, some in by.items())}; see the ledger"
        )
    one = len(found) == 1
    head = "An undertaking has" if one else f"{len(found)} undertakings have"
    if kept:
        text, lead = f"{head} been kept.", "Held to the end"
    elif o.memory.over:
        # At the close what was promised and never asked for is nobody's failure.
        text, lead = f"{head} ended with the conference.", "Never called upon"
    else:
        text, lead = f"{head} lapsed.", "Nothing came of it in time"
    return o.cable("ledger", "", text, sentence(f"{lead}: {list_}"), whose)


def joined(o: Occasion, events: list[ev.EvidenceLogged]) -> Cable:
    """Several findings as one note of the staff."""
    first = events[0]
    about = tuple(dict.fromkeys(event.evidence.about for event in events))
    x = first.evidence
    if len(events) == 1 and x.source == "word" and x.claim.startswith("priority-"):
        # The answer itself has just been read; the staff only say what it is worth.
        what = o.words.quoted(x.issue)
        text = f"The staff hold this answer on {what} to be {x.reliability} % reliable."
        return o.cable("staff", "", text, "", about)
    if len(events) == 1:
        return o.cable("staff", "", sentence(finding(o, first)), "", about)
    what = o.words.quoted(x.issue) if x.issue >= 0 else "several clauses"
    source = words.SOURCES.get(x.source, "talks")
    text = f"Staff note on {what}, from {source}, {x.reliability} % reliable."
    return o.cable("staff", "", text, sentence("; ".join(_short(o, e) for e in events)), about)


def _short(o: Occasion, e: ev.EvidenceLogged) -> str:
    """A finding in a note that has named clause and source already."""
    x = e.evidence
    who = o.name(x.about)
    option = o.words.option(x.issue, x.option) if x.issue >= 0 and x.option >= 0 else ""
    if x.claim.startswith("priority-"):
        level = words.PRIORITIES[Priority(x.claim.removeprefix("priority-"))]
        return f"{who}: it {level}{f', and they would like {option}' if option else ''}"
    if x.claim == "reading":
        return f"{who} would like {option}"
    return finding(o, e)
