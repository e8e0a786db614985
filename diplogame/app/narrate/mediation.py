"""Mediation, told: who asks whom, what is said, and what is announced (R14.2)."""

from __future__ import annotations

from diplogame.app.narrate import words
from diplogame.app.narrate.cable import Cable
from diplogame.app.narrate.occasion import Occasion
from diplogame.app.narrate.words import join, sentence
from diplogame.rules import events as ev
from diplogame.rules.terms import Ending, Frankness, Reason, Style

_TOLD = {
    Frankness.FRANK: "speaks frankly to the mediator",
    Frankness.GUARDED: "says some of how it stands",
    Frankness.CLOSED: "says nothing of how it stands",
}


def _spoken(o: Occasion, kind: str, speaker: str, key: str, plain: str, detail: str = "") -> Cable:
    """A cable in the pack's words where it has a line of that key, else in plain ones."""
    text = o.say(speaker, key, speaker)
    if not text:
        return o.cable(kind, "", plain, detail, (speaker,))
    return o.cable(kind, speaker, text, f"{plain} {detail}".strip(), (speaker,))


def asked(o: Occasion, e: ev.MediationAsked) -> Cable | None:
    """Somebody asks for mediation."""
    with_ = o.names([p for p in e.parties if p != e.by])
    about = join(o.words.quoted(k) for k in e.issues)
    how = "The parties sit in separate rooms." if e.shuttle else "They sit in one room."
    text = f"{o.name(e.by)} asks {o.name(e.mediator)} to mediate between it and {with_} on {about}."
    return _spoken(o, "meeting", e.by, "mediation.ask", text, how)


def answered(o: Occasion, e: ev.MediationAnswered) -> Cable | None:
    """Only who stays away is news."""
    if e.accepted:
        return None
    why = "" if e.reason is Reason.AGREED else sentence(f"Why: {words.REASONS[e.reason]}")
    return o.cable(
        "answer", "", f"{o.name(e.seat)} does not come to the mediation.", why, (e.seat,)
    )


def opened(o: Occasion, e: ev.MediationOpened) -> Cable | None:
    """The mediation sits."""
    return o.cable("meeting", "", f"A mediation sits: {o.names(e.parties)}.", "", e.parties)


def confided(o: Occasion, e: ev.Confided) -> Cable | None:
    """How frank somebody was, for those who hear it."""
    return o.cable("meeting", "", f"{o.name(e.seat)} {_TOLD[e.frankness]}.", "", (e.seat,))


def ground_found(o: Occasion, e: ev.GroundFound) -> Cable | None:
    """What the parties have in common."""
    if not e.common:
        return o.cable("staff", "", "The mediator finds nothing that all could live with.", "")
    text = f"The mediator shows what all could live with: {o.words.clauses(e.common)}."
    return o.cable(
        "staff", "", text, "Clauses that close so are the parties' own, and last longer."
    )


def proposal_put(o: Occasion, e: ev.ProposalPut) -> Cable | None:
    """A proposal to be answered in secret."""
    text = f"The mediator puts a proposal: {o.words.clauses(e.proposal)}."
    if e.style is Style.PRESS:
        text = f"The mediator presses for a proposal: {o.words.clauses(e.proposal)}."
    return o.cable(
        "meeting", "", text, "Each answers in secret. If one says no, nobody learns who."
    )


def leverage_felt(o: Occasion, e: ev.LeverageFelt) -> Cable | None:
    """What the mediator's leverage does to a party."""
    text = (
        f"The mediator leans on {o.name(e.seat)}: for now, no deal is worth {e.points} points less."
    )
    return o.cable("staff", "", text, "It fades before the next round.", (e.seat,))


def leverage_faded(o: Occasion, e: ev.LeverageFaded) -> Cable | None:
    """It is over."""
    text = f"The mediator no longer leans on {o.name(e.seat)}."
    return o.cable("staff", "", text, "What no deal is worth is what it was.", (e.seat,))


def blind_answered(o: Occasion, e: ev.BlindAnswered) -> Cable | None:
    """One's own secret answer."""
    did = "says yes" if e.yes else "says no"
    return o.cable("meeting", "", f"{o.name(e.seat)} {did}, in secret.", "", (e.seat,))


def proposal_agreed(o: Occasion, e: ev.ProposalAgreed) -> Cable | None:
    """All said yes."""
    what = o.words.clauses(e.proposal)
    plain = f"{o.names(e.parties)} agree to what {o.name(e.mediator)} proposed: {what}."
    detail = "They were pressed for it." if e.style is Style.PRESS else ""
    return _spoken(o, "news", e.mediator, "mediation.agreed", plain, detail)


def ended(o: Occasion, e: ev.MediationEnded) -> Cable | None:
    """It ended without an understanding."""
    match e.ending:
        case Ending.DECLINED:
            return o.cable("meeting", "", "There is no mediation: too few come.", "")
        case Ending.FAILED:
            text = "The proposal has failed."
            return o.cable("meeting", "", text, "Not all said yes; who did not is not said.")
        case _:
            return None
