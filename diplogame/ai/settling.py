"""The reckoning: threats settled, payments made or refused, sanctions reviewed (R4.5, R10.3, R11.2).

Guarantees: everything due is settled, then the reckoning is closed; a promise to pay is kept unless the
payee broke its own part of the same bargain, the purse is empty, or one of loose word has got what it
paid for.
"""

from __future__ import annotations

from diplogame.ai.outlook import Outlook
from diplogame.ai.threats import settle
from diplogame.ai.word import breaks_word
from diplogame.rules import commands as cmd
from diplogame.rules.appraisal import PRICE_POINTS
from diplogame.rules.backing import PARTNER_TIRES
from diplogame.rules.duties import Due, Legal
from diplogame.rules.records import Sanction
from diplogame.rules.terms import Stance, TermState, Trigger


def reckon(outlook: Outlook, legal: Legal) -> cmd.Command:
    """The next thing to settle this round."""
    view = outlook.view
    for due in legal.dues:
        if due.kind == "threat":
            return settle(outlook, view.threats[due.id])
        if due.kind == "payment":
            return _pay(outlook, due)
    for due in legal.dues:
        if due.kind == "sanction" and _lifts(outlook, view.sanctions[due.id]):
            return cmd.LiftSanction(outlook.seat, due.id)
        if due.kind == "backing" and _weary(outlook, view.sanctions[due.id]):
            return cmd.LeaveSanction(outlook.seat, due.id)
    return cmd.CloseReckoning(outlook.seat)


def _weary(outlook: Outlook, sanction: Sanction) -> bool:
    """A partner drops out once it may without breaking its word, if it does not hold the target dear."""
    age = outlook.view.public.round - sanction.since
    grim = outlook.view.trust.get(sanction.target, 50) < 30
    return age >= PARTNER_TIRES and not grim


def _pay(outlook: Outlook, due: Due) -> cmd.SettlePayment:
    view = outlook.view
    entry = view.understandings[due.id]
    term = entry.bargain.terms[due.term]
    price = view.table.incentives[term.incentive].price
    betrayed = any(
        t.by == term.to and state is TermState.BROKEN
        for t, state in zip(entry.bargain.terms, entry.states, strict=True)
    )
    # Who has got what was bought may be tempted to keep the purse shut.
    saved = price * PRICE_POINTS * 2 if term.trigger is Trigger.CLAUSE else 0
    cheats = breaks_word(outlook, (term.to,), saved, due.id, due.term)
    pays = not betrayed and not cheats and view.budget >= price
    return cmd.SettlePayment(outlook.seat, due.id, due.term, pays)


def _lifts(outlook: Outlook, sanction: Sanction) -> bool:
    """Lift when what was demanded is done, or when it hurts us more than we can bear (R10.4)."""
    view = outlook.view
    threat = view.threats.get(sanction.id.removeprefix("s-"))
    if threat is not None:
        rows = view.public.stances.get(threat.target)
        now = rows[threat.terms.issue][threat.terms.option] if rows is not None else None
        met = view.text[threat.terms.issue] == threat.terms.option
        if met or now in (Stance.SUPPORT, Stance.LIVE_WITH):
            return True
    age = view.public.round - sanction.since
    weary = age >= 3 and sanction.own_cost * 2 > sanction.cost
    return weary or (age >= 2 and outlook.last)
