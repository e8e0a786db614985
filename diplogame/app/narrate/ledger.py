"""The ledger, told: understandings reached and learnt of, promises kept, broken and lapsed."""

from __future__ import annotations

from diplogame.app.narrate.cable import Cable
from diplogame.app.narrate.occasion import Occasion
from diplogame.app.narrate.words import sentence
from diplogame.rules import events as ev
from diplogame.rules.brokerage import MEDIATED
from diplogame.rules.ledger import MANDATE
from diplogame.rules.terms import TermKind, TermState


def understanding_reached(o: Occasion, e: ev.UnderstandingReached) -> Cable | None:
    """A bargain enters the ledger; of a common position the caucus has told already."""
    if e.id.startswith((MANDATE, MEDIATED)):
        return None
    givers = {t.by for t in e.bargain.terms}
    text = f"{o.names(e.parties)} have an understanding."
    if len(givers) == 1 and len(e.parties) == 2:
        giver = next(iter(givers))
        text = f"{o.name(giver)} gives {o.names([p for p in e.parties if p != giver])} its word."
    return o.cable("ledger", "", text, sentence(o.words.bargain(e.bargain)), e.parties)


def understanding_learnt(o: Occasion, e: ev.UnderstandingLearnt) -> Cable | None:
    """An understanding becomes known, by announcement or by a leak."""
    entry = o.memory.understandings.get(e.id)
    if entry is None and e.id.startswith((MANDATE, MEDIATED)) and not e.leaked:
        return None
    if entry is None:
        return o.cable("news", "", "An understanding between delegations has become known.")
    if not e.leaked and entry.id in o.memory.heard:
        return None  # its terms and that it is public have just been read in the ledger
    if not e.leaked and entry.id.startswith((MANDATE, MEDIATED)):
        return None  # its declaration says it
    first, rest = entry.parties[0], entry.parties[1:]
    terms = sentence(o.words.bargain(entry.bargain))
    issue = next((t.issue for t in entry.bargain.terms if t.issue >= 0), -1)
    if not e.leaked:
        text = f"{o.names(entry.parties)} announce an understanding."
        return o.cable("news", "", text, terms, entry.parties)
    text = o.say("", "news.leak", e.id, delegation=first, other=o.names(rest), issue=issue)
    plain = f"An understanding of {o.names(entry.parties)} has leaked."
    return o.cable("news", "", text or plain, f"{plain} {terms}", entry.parties)


def term_settled(o: Occasion, e: ev.TermSettled) -> Cable | None:
    """A promise kept or broken, in the voice of the one it was made to; or lapsed."""
    entry = o.memory.understandings.get(e.understanding)
    if entry is None or e.term >= len(entry.bargain.terms):
        return None
    if entry.id.startswith(MANDATE) and e.state is not TermState.BROKEN:
        return None  # who keeps ranks is not thanked for it, and the end of a position is told once
    term = entry.bargain.terms[e.term]
    partner = next((p for p in entry.parties if p != term.by), "")
    what = o.words.promise(term)
    about = (term.by, partner)
    if e.state is TermState.LAPSED:
        text = f"An undertaking of {o.name(term.by)} has lapsed."
        detail = f"Nothing came of it in time: {o.name(term.by)} {what}."
        return o.cable("ledger", "", text, detail, about)
    kept = e.state is TermState.KEPT
    did = "kept its word" if kept else "broke its word"
    whom = f" to {o.name(partner)}" if partner else ""
    detail = f"{o.name(term.by)} {did}{whom}: {what}."
    key = "kept" if kept else "broken"
    text = ""
    # Payment and lifting speak for themselves, and nobody is thanked for not objecting; thanks for a
    # clause come from the partner.
    spoken = term.kind is TermKind.SUPPORT or not kept
    if term.issue >= 0 and spoken and partner != o.seat:
        text = o.say(partner, key, e.understanding, e.term, issue=term.issue, other=term.by)
    speaker = partner if text else ""
    if not text and not kept:
        text = o.say("", "news.broken", e.understanding, e.term, delegation=term.by, other=partner)
    return o.cable("ledger", speaker, text or detail, detail if text else "", about)
