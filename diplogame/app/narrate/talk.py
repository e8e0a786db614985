"""Side-meetings and understandings, told."""

from __future__ import annotations

from diplogame.app.narrate import words
from diplogame.app.narrate.cable import Cable
from diplogame.app.narrate.coldness import (
    COLD_BARGAINS,
    COLD_ENDINGS,
    COLD_OPENINGS,
    cold_between,
)
from diplogame.app.narrate.occasion import THE_TEXT, Occasion
from diplogame.app.narrate.words import join, sentence
from diplogame.rules import events as ev
from diplogame.rules.conference import Envoy, Priority, Room
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import (
    Bargain,
    Offer,
    Reason,
    Term,
    TermKind,
)

_ASKS = (TermKind.SUPPORT, TermKind.ACQUIESCE)

_DECLINES = {
    Reason.AGREED: "holding_out",
    Reason.BUSY: "nothing_new",
    Reason.PROMISED: "bound",
}
"""Line keys for reasons that have none of their own."""

_INVITES = {
    Reason.BUSY: "busy",
    Reason.DISTRUST: "trust",
    Reason.RESENTMENT: "trust",
}


def meeting_asked(o: Occasion, e: ev.MeetingAsked) -> Cable | None:
    """An invitation, in the host's voice."""
    host, guests = e.parties[0], e.parties[1:]
    if o.seat in (host, ""):
        return None  # with all cards open the meeting itself is enough to read
    other = o.seat if o.seat in guests else guests[0]
    text = o.say(host, "invite.ask", e.meeting, issue=e.issue, other=other)
    about = f" about {o.words.quoted(e.issue)}" if e.issue else ""
    sent = Envoy(e.envoys[0])
    with_ = "" if sent is Envoy.DIPLOMAT else f"; {words.ENVOYS[sent]} comes"
    detail = (
        f"{o.name(host)} asks {o.names(guests)} to meet {words.ROOMS[Room(e.room)]}{about}{with_}"
    )
    return o.cable("meeting", host, text or sentence(detail), sentence(detail), e.parties)


def invitation_answered(o: Occasion, e: ev.InvitationAnswered) -> Cable | None:
    """Yes, or no with a reason; one's own answer is not news."""
    if e.seat == o.seat or (not o.seat and (e.accepted or e.reason is Reason.BUSY)):
        return None
    parties = o.memory.parties.get(e.meeting, ())
    host = parties[0] if parties else ""
    if e.accepted:
        text = o.say(e.seat, "invite.accept", e.meeting, e.seat, other=host)
        detail = f"{o.name(e.seat)} will meet {o.name(host)}."
        return o.cable("meeting", e.seat, text or detail, detail, (host, e.seat))
    key = f"invite.decline.{_INVITES.get(e.reason, 'nothing_new')}"
    text = o.say(e.seat, key, e.meeting, e.seat, other=host)
    detail = f"{o.name(e.seat)} does not come to meet {o.name(host)}: {words.REASONS[e.reason]}"
    if e.reason is Reason.BUSY:
        detail = (
            f"{o.name(e.seat)} is taken elsewhere in that slot and does not meet {o.name(host)}"
        )
    return o.cable("answer", e.seat, text or sentence(detail), sentence(detail), (host, e.seat))


def _greeting(o: Occasion, speaker: SeatId, other: SeatId, room: str) -> str:
    """The key of a greeting: names are given once, and nobody is offered a chair over a line."""
    if room == Room.VIRTUAL.value and o.says(speaker, "greeting.line"):
        return "greeting.line"
    known = frozenset((speaker, other)) in o.memory.met
    first = not known and o.says(speaker, "greeting.first")
    return "greeting.first" if first else "greeting"


def meeting_opened(o: Occasion, e: ev.MeetingOpened) -> Cable | None:
    """The other side's greeting."""
    parties = o.memory.parties.get(e.meeting, ())
    others = [p for p in parties if p != o.seat] if o.seat else list(parties[1:])
    if not others:
        return None
    speaker = others[0]
    other = o.seat if o.seat in parties else parties[0]
    cold = cold_between(o, speaker, other)
    room = o.memory.rooms.get(e.meeting, "corridor")
    key = _greeting(o, speaker, other, room)
    text = "" if cold else o.say(speaker, key, e.meeting, speaker, other=other)
    envoys = dict(zip(parties, o.memory.envoys.get(e.meeting, ()), strict=False))
    sent = [
        f"{words.ENVOYS[Envoy(envoy)]} for {o.name(party)}"
        for party, envoy in envoys.items()
        if envoy != Envoy.DIPLOMAT.value
    ]
    detail = f"{o.names(parties)} meet {words.ROOMS[Room(room)]}"
    if sent:
        detail += f", {join(sent)}"
    if cold:
        detail += f"; {o.in_turn(COLD_OPENINGS, *sorted(parties))}"
    voice = speaker if text else ""
    return o.cable("meeting", voice, text or sentence(detail), sentence(detail), parties)


def meeting_seen(o: Occasion, e: ev.MeetingSeen) -> Cable | None:
    """Who was seen with whom; a leak is told to everybody, the parties included."""
    if o.seat in e.parties and not e.leaked:
        return None
    if not o.seat and not e.leaked:
        return None  # with all cards open one reads the meeting itself
    first, rest = e.parties[0], e.parties[1:]
    key = "news.leak" if e.leaked else "news.meeting"
    plain = f"{o.names(e.parties)} were seen together {words.ROOMS[Room(e.room)]}."
    if not e.leaked and not o.one_in(3, "seen", *e.parties, o.memory.slot):
        return o.cable("news", "", plain, "", e.parties)
    text = o.say(
        "", key, *e.parties, o.memory.slot, delegation=first, other=o.names(rest), issue=THE_TEXT
    )
    detail = f"A meeting of {o.names(e.parties)} through the back channel has come out."
    return o.cable("news", "", text or plain, detail if e.leaked else plain, e.parties)


def probed(o: Occasion, e: ev.Probed) -> Cable | None:
    """A question, in the asker's voice."""
    turn = (e.meeting, e.seat, o.memory.exchanges.get(e.meeting, 0))
    text = o.say(e.seat, "probe.ask", *turn, issue=e.issue, other=e.to)
    detail = f"{o.name(e.seat)} asks what {o.words.quoted(e.issue)} is worth to {o.name(e.to)}."
    return o.cable("meeting", e.seat, text or detail, detail, (e.seat, e.to))


def disclosed(o: Occasion, e: ev.Disclosed) -> Cable | None:
    """What a delegation says an issue is worth to it."""
    level = "low" if e.priority in (Priority.NONE, Priority.LOW) else e.priority.value
    turn = (e.meeting, e.seat, o.memory.exchanges.get(e.meeting, 0))
    parties = o.memory.parties.get(e.meeting, ())
    other = next((p for p in parties if p != e.seat), "")
    text = o.say(
        e.seat, f"probe.answer.{level}", *turn, issue=e.issue, option=e.option, other=other
    )
    detail = (
        f"On {o.words.quoted(e.issue)} {o.name(e.seat)} {words.CLAIMED[e.priority]}, "
        f"and wants {o.words.option(e.issue, e.option)}."
    )
    return o.cable("answer", e.seat, text or detail, detail, parties)


def evaded(o: Occasion, e: ev.Evaded) -> Cable | None:
    """A question not answered."""
    turn = (e.meeting, e.seat, o.memory.exchanges.get(e.meeting, 0))
    parties = o.memory.parties.get(e.meeting, ())
    other = next((p for p in parties if p != e.seat), "")
    text = o.say(e.seat, "probe.evade", *turn, issue=e.issue, other=other)
    what = o.words.quoted(e.issue) if e.issue else "it"
    detail = f"{o.name(e.seat)} does not say what {what} is worth to it."
    return o.cable("answer", e.seat, text or detail, detail, parties)


def _asks(bargain: Bargain, by: SeatId) -> list[Term]:
    return [t for t in bargain.terms if t.by != by and t.kind in _ASKS]


def offer_made(o: Occasion, e: ev.OfferMade) -> Cable | None:
    """An offer in the voice of the one who makes it, with its terms in full."""
    offer = e.offer
    parties = o.memory.parties.get(e.meeting, ())
    key, params = _countering(o, e) if e.counter else _offering(offer)
    if not o.book.variants(offer.by, key):
        key = {"offer.common": "offer", "counter.less": "counter"}.get(key, "")
    params["other"] = next((p for p in parties if p != offer.by), "")
    text = o.say(offer.by, key, offer.id, **params) if key else ""
    lead = "What would turn it" if e.counter else "The offer"
    detail = f"{lead}: {offer_terms(o, offer)}"
    plain = f"{o.name(offer.by)} puts an offer on the table."
    return o.cable("meeting", offer.by, text or plain, sentence(detail), parties, told=not text)


def _offering(offer: Offer) -> tuple[str, dict[str, object]]:
    """The line of an offer: what it asks for, and what it gives for that."""
    bargain = offer.variants[0]
    if len(offer.variants) > 1:
        return "offer.menu", {}
    asks = _asks(bargain, offer.by)
    gives = [t for t in bargain.terms if t.by == offer.by]
    if not asks:
        wants = [t.kind for t in bargain.terms if t.by != offer.by]
        if TermKind.ADOPT in wants:
            return "offer.vote", {}
        lifts = any(t.kind is TermKind.LIFT for t in bargain.terms)
        return ("offer.lift" if lifts else ""), {}
    ask = asks[0]
    params: dict[str, object] = {"issue": ask.issue, "option": ask.option}
    paid = next((t for t in gives if t.kind is TermKind.PAY), None)
    if paid is not None:
        return "offer.incentive", params | {"incentive": paid.incentive}
    # What both sides want is no trade: something else given goes first into the sentence.
    wanted = {t.issue for t in asks}
    given = [t for t in gives if t.kind in _ASKS]
    other = next((t for t in given if t.issue not in wanted), None)
    if other is not None:
        return "offer.trade", params | {"issue2": other.issue, "option2": other.option}
    return ("offer.common" if given else "offer"), params


def _countering(o: Occasion, e: ev.OfferMade) -> tuple[str, dict[str, object]]:
    """The line of a counter-offer: the one thing that is not as it was in the offer declined."""
    offer = e.offer
    table = e.offer.id.rpartition("#")[0]
    before = [
        x for k, x in o.memory.offers.items() if k.rpartition("#")[0] == table and k != offer.id
    ]
    old = {_gist(t): t for v in before[-1].variants for t in v.terms} if before else {}
    terms = offer.variants[0].terms
    new = [t for t in terms if _gist(t) not in old]
    kept = {_gist(t) for t in terms}
    # What they are to do comes before what the speaker would rather do itself.
    for term in sorted(new, key=lambda t: t.by == offer.by):
        if term.kind in _ASKS:
            return "counter", {"issue": term.issue, "option": term.option}
        if term.kind is TermKind.PAY and term.by != offer.by:
            return "counter.price", {"incentive": term.incentive}
    asked = {t.given for t in old.values()}
    for term in terms:
        if term.given is not None and term.given not in asked:
            # "Yes, as long as ...": what they are held to is the condition (R6.6).
            return "counter", {"issue": term.given.issue, "option": term.given.option}
    due = {_gist(t): t.trigger for t in old.values()}
    for term in terms:
        if term.kind is TermKind.PAY and due.get(_gist(term), term.trigger) is not term.trigger:
            key = "counter.sooner" if term.by != offer.by else ""
            return key, {"incentive": term.incentive}
    for gist, term in old.items():
        if gist not in kept and term.by == offer.by and term.kind in _ASKS:
            return "counter.less", {"issue": term.issue, "option": term.option}
    first = next((t for t in terms if t.kind in _ASKS), None)
    return ("counter", {"issue": first.issue, "option": first.option}) if first else ("", {})


def _gist(term: Term) -> tuple[object, ...]:
    return term.by, term.kind, term.issue, term.option, term.incentive


def offer_terms(o: Occasion, offer: Offer) -> str:
    """The terms of an offer; variants are numbered."""
    if len(offer.variants) == 1:
        return o.words.bargain(offer.variants[0], offer.by)
    return "  ".join(
        f"[{number}] {o.words.bargain(variant, offer.by)}"
        for number, variant in enumerate(offer.variants, 1)
    )


def offer_accepted(o: Occasion, e: ev.OfferAccepted) -> Cable | None:
    """Yes, gladly or not."""
    offer = o.memory.offers.get(e.offer)
    other = offer.by if offer else ""
    # Whoever takes a counter-offer had asked for more, and may let it be heard.
    less = e.offer in o.memory.counters and o.one_in(2, "less", e.offer)
    key = "accept" if e.reason is Reason.AGREED and not less else "accept.reluctant"
    text = o.say(e.seat, key, e.offer, e.seat, other=other)
    many = offer is not None and len(offer.variants) > 1
    detail = f"{o.name(e.seat)} accepts{f' variant {e.variant + 1}' if many else ' the offer'}"
    if e.reason is not Reason.AGREED:
        detail += f", though {words.REASONS[e.reason]}"
    return o.cable("answer", e.seat, text or sentence(detail), sentence(detail), (other, e.seat))


def offer_declined(o: Occasion, e: ev.OfferDeclined) -> Cable | None:
    """No: the line, the reason, its size, and what would turn it (R6.3)."""
    offer = o.memory.offers.get(e.offer)
    other = offer.by if offer else ""
    key = _DECLINES.get(e.reason, e.reason.value)
    issue: int | str = e.issue
    option = e.option
    if (issue == -1 or option == -1) and offer is not None:
        mine = [t for t in offer.variants[0].terms if t.by == e.seat and t.kind in _ASKS]
        if mine:
            issue, option = (mine[0].issue, mine[0].option) if issue == -1 else (issue, option)
    params: dict[str, object] = {"issue": issue, "other": other, "rival": e.rival or other}
    params["option"] = option if isinstance(issue, int) and issue >= 0 and option >= 0 else "that"
    held = e.reason is Reason.BOUND and other in o.holders(e.seat, e.issue)
    if e.reason is Reason.HOLDING_OUT and o.round >= o.conference.calendar.rounds:
        key = "overreach"  # nobody says that tomorrow will pay better when there is none
    gainer = e.rival or other
    if e.reason is Reason.RIVAL_GAINS and gainer == other:
        key = "overreach"  # nobody complains to a delegation of what "they" would get
    if held:
        key = "bound_here" if o.book.variants(e.seat, "decline.bound_here") else ""
    text = o.say(e.seat, f"decline.{key}", e.offer, e.seat, **params) if key else ""
    over, whom = "", ""
    if _may_come(o, e, offer):
        return o.cable("answer", e.seat, text or _feared(o, e), _feared(o, e), (other, e.seat))
    if e.issue >= 0:
        what = o.words.on(e.issue, e.option) if e.option >= 0 else o.words.quoted(e.issue)
        over = f" over {what}"
    elif e.rival:
        whom = f" ({o.name(e.rival)})"
    why = f"{o.name(other)} holds their word on that" if held else words.REASONS[e.reason]
    outdone = e.reason is Reason.RIVAL_GAINS and gainer == other
    if outdone:
        why, whom = f"{o.name(other)} would gain too much by it", ""
    parts = [f"{o.name(e.seat)} declines{over}: {why}{whom}"]
    if e.reason not in (Reason.NO_AUTHORITY, Reason.BUSY):
        parts.append(words.SIZES[e.size])
    advice = "" if e.counter is not None else words.ADVICE.get(e.reason, "")
    if e.reason is Reason.HOLDING_OUT and o.round >= o.conference.calendar.rounds:
        advice = advice and "A better offer would turn it; time will not."
    if e.reason is Reason.OUTSIDE_MANDATE and not o.conference.delegation(e.seat).ministers:
        advice = advice and "Home must widen their mandate first."
    if outdone:
        advice = advice and "A fairer share would turn it."
    detail = f"{sentence(', '.join(parts))} {advice}".strip()
    about = (other, e.seat)
    return o.cable("answer", e.seat, text or sentence(parts[0]), detail, about, told=not text)


def _may_come(o: Occasion, e: ev.OfferDeclined, offer: Offer | None) -> bool:
    """Whether a vote for the whole text is refused for what might still come into it."""
    if offer is None or e.reason is not Reason.RED_LINE or e.issue < 0 or e.option < 0:
        return False
    terms = offer.variants[0].terms
    whole = any(t.by == e.seat and t.kind is TermKind.ADOPT for t in terms)
    named = any(t.kind in _ASKS and t.issue == e.issue for t in terms)
    return whole and not named and o.memory.text[e.issue] != e.option


def _feared(o: Occasion, e: ev.OfferDeclined) -> str:
    return (
        f"{o.name(e.seat)} declines: the promise would bind them even if the text came to read "
        f"{o.words.on(e.issue, e.option)}, which crosses a red line of theirs. Close that clause, "
        f"or make its wording a condition."
    )


def reassured(o: Occasion, e: ev.Reassured) -> Cable | None:
    """Words for the relationship."""
    parties = o.memory.parties.get(e.meeting, ())
    other = next((p for p in parties if p != e.seat), "")
    turn = (e.meeting, e.seat, o.memory.exchanges.get(e.meeting, 0))
    owes = o.says(e.seat, "reassure.bound") and o.owes(e.seat, other)
    text = o.say(e.seat, "reassure.bound" if owes else "reassure", *turn, other=other)
    detail = f"{o.name(e.seat)} spends the exchange on the relationship."
    if e.effect > 0 and other != o.seat:
        reply = o.say(other, "reassured", *turn, other=e.seat)
        detail += f" {o.name(other)}: “{reply}”" if reply else ""
    return o.cable("meeting", e.seat, text or detail, detail, parties)


def meeting_ended(o: Occasion, e: ev.MeetingEnded) -> Cable | None:
    """A farewell; nothing for a meeting that never was."""
    if e.meeting not in o.memory.opened:
        return None
    parties = o.memory.parties.get(e.meeting, ())
    speaker = next((p for p in parties if p != o.seat), e.by) if o.seat else e.by
    other = next((p for p in parties if p != speaker), "")
    cold = cold_between(o, speaker, other)
    bargained = frozenset(parties) in o.memory.agreed
    if not bargained and not o.memory.exchanges.get(e.meeting):
        # A meeting in which nobody put anything needs no thanks.
        return o.cable("meeting", "", f"{o.names(parties)} have nothing to put to each other.")
    spoken = bargained and o.says(speaker, "farewell.agreed")
    key = "farewell.agreed" if spoken else "farewell"
    text = "" if cold else o.say(speaker, key, e.meeting, speaker, other=other)
    detail = f"The meeting of {o.names(parties)} is over."
    if cold:
        endings = COLD_BARGAINS if bargained else COLD_ENDINGS
        detail = f"{o.names(parties)} {o.in_turn(endings, *sorted(parties))}."
    return o.cable("meeting", speaker if text else "", text or detail, detail, parties)
