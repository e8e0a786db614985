# ruff: noqa: E501 - a sentence to a line reads, and translates, best
"""Why an order was refused, and what to do instead: one sentence or two for every code of the rules.

Guarantees: total - an unknown code still gets a sentence; parameters are shown by name, never as raw
ids where the pack has a name for them. ``legal`` names the same codes for greyed verbs, without
parameters; the sentences read well without them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from diplogame.app.narrate import words
from diplogame.packs.clean import clean
from diplogame.packs.phrasebook import Phrasebook
from diplogame.rules.terms import Stage

REFUSALS: Final[dict[str, str]] = {
    "aftermath.choice": "The treaty can be kept, kept and verified, or cheated on. Choose comply, verify or cheat.",
    "ballot.kind": "That ballot is not cast under this rule. Use one of those listed.",
    "ballot.no-motion": "There is no motion before the house. Wait until one is put.",
    "bargain.contradiction": "The same delegation would stand for two options of one clause. Keep one of them.",
    "bargain.condition": "A condition is contradicted by what the same bargain promises. Change one of the two.",
    "bargain.due": "A bargain runs from this round to two rounds after the last. Choose a round between.",
    "bargain.insolvent": "That is more than the budget holds with what is promised already. Promise less.",
    "bargain.terms": "A bargain holds one to eight undertakings. Add or remove some.",
    "caucus.draft": "There is a draft on the table. Amend it, or pass.",
    "caucus.leads": "You lead the bloc already. Use the word for something else.",
    "caucus.no-draft": "There is no draft on the table yet. Table one, or pass.",
    "caucus.no-question": "Nothing is put to the vote in the caucus now. Wait for a question.",
    "caucus.none": "No caucus of that kind sits now. See 'coalitions'.",
    "caucus.not-called": "No call to a caucus waits for this answer. Go on with what is asked now.",
    "caucus.not-here": "You are not in that caucus. Go on with what is asked now.",
    "caucus.question": "A question is before the caucus. Vote on it first.",
    "caucus.same": "That changes nothing: the text says so already. Change a clause, or pass.",
    "club.invited": "A declaration goes to one delegation or more that vote, each once, and not to oneself. Choose them again.",
    "club.left": "Whoever left a club does not come back to it.",
    "club.member": "You are in that club already.",
    "club.none": "This conference knows no clubs of the willing. Bargain, or speak in the plenary.",
    "club.not-asked": "No declaration waits for your signature. Go on with what is asked now.",
    "club.one": "One club at a time: the one you convened stands, or is planned. Work with that.",
    "club.unknown": "There is no club that you could accede to. See 'coalitions'.",
    "club.voters": "Only delegations that vote sign a declaration of principles. Choose others.",
    "coalition.clauses": "A text among some holds one clause or more{most}. Add or take out some.",
    "coalition.closed": "A clause of it is closed at another option. Leave that clause out.",
    "coalition.declared": "The position is declared already. It stands until it expires.",
    "coalition.issue": "It names no clause of the text. Choose those listed by 'text'.",
    "coalition.no-position": "No common position is in force. Settle one in a caucus first.",
    "coalition.not-leader": "Only the leader speaks for the bloc. Stand for the lead in a caucus, or let it speak.",
    "coalition.not-member": "You are in no such bloc or club. See 'coalitions'.",
    "coalition.option": "It names no option of a clause. Choose those listed by 'text'.",
    "coalition.order": "Each clause stands once, in the order of the text. Sort them.",
    "mediation.clauses": "A mediation is about clauses of the text, in its order{most}; from room to room there is time for one. Choose again.",
    "mediation.closed": "A clause of it is closed already. Choose one in brackets.",
    "mediation.draft": "A proposal takes clauses the mediation is about, each once, at options they have. Draft it again.",
    "mediation.no-draft": "Who facilitates puts no proposal. Leave it out, or formulate one.",
    "mediation.nobody": "Nobody of that name mediates here. See 'mediators'.",
    "mediation.not-asked": "No word in a mediation is awaited of you. Go on with what is asked now.",
    "mediation.not-yours": "No mediation waits for your choice. Go on with what is asked now.",
    "mediation.own-cause": "Nobody mediates in a cause of its own. Choose another mediator, or other parties.",
    "mediation.parties": "A mediation is between you and one to three other delegations, each once. Choose them again.",
    "mediation.style": "That is not a way in which you mediate. Choose one that is listed.",
    "game.over": "The conference is over. Read the debrief, or begin a new game.",
    "invitation.unknown": "There is no such invitation waiting. Go on with what is asked now.",
    "meeting.expert-cannot-commit": "An expert sits there for you and cannot commit. Ask and listen here; send the diplomat or the minister to bargain.",
    "meeting.not-open": "That meeting is not in session. Go on with what is asked now.",
    "meeting.not-your-move": "The other side has the floor. Wait for its move.",
    "meeting.not-here": "{name_cap} does not sit at this table. Ask somebody who does.",
    "meeting.nothing-asked": "Nothing on the table waits for that answer. Make a move of your own.",
    "meeting.other-issue": "They asked about {issue}. Answer on that, or evade.",
    "meeting.owes-answer": "Something waits for an answer first: {owed}. Answer it, then go on.",
    "meeting.unknown": "There is no such meeting for this delegation. Go on with what is asked now.",
    "meeting.unknown-issue": "The text has no clause of that name. Choose one of those listed by 'text'.",
    "meeting.unknown-option": "The clause has no such option. Choose one of those listed by 'text'.",
    "motion.chair-only": "Only the chair can put that, at the very end. Move to the vote instead.",
    "motion.clock-stopped": "The clock has been stopped as often as it may be. Decide within the time left.",
    "motion.closed": "{issue_or} is closed. Move to reopen it first, at a price, or choose another.",
    "motion.no-change": "The package is what the text reads already. Change a clause, or move to the vote.",
    "motion.no-silence": "This forum knows no silence procedure. Move to the vote instead.",
    "motion.no-summit-date": "There is no date left on which leaders could meet. Settle it here.",
    "motion.accredited": "Nobody of that kind waits for accreditation. See 'room' for who is here.",
    "motion.nothing-to-divide": "A question is divided if two clauses or more of it are open. Move on the one that is.",
    "motion.endorsed": "The house stands behind that already. Choose another instrument or target.",
    "motion.instrument": "There is no instrument that reaches such a target. Choose one from 'ledger'.",
    "motion.no-vote": "A delegation without a vote cannot move. Speak, or win over somebody who can.",
    "motion.not-closed": "{issue_or} is not closed, so there is nothing to reopen. Amend it instead.",
    "motion.not-technical": "Experts cannot help with {issue_in}. Refer a technical clause.",
    "motion.one-each": "Each delegation has one motion a round, and yours is used. Wait for the next round.",
    "motion.package": "A package names one option for every clause. Build it on the board and table it again.",
    "motion.phase": "That motion is not open in this phase of the conference{opens}.",
    "motion.reads-so": "{issue_or} reads so already. Close it, or choose another option.",
    "motion.referred": "The experts have {issue_in} already. Their reading is in the dossiers.",
    "motion.same-text": "This very text was voted down. Change something before it is put again.",
    "motion.summit-called": "A summit has been called already. Prepare it instead.",
    "motion.too-early": "The clock is stopped only in the last round{round_at}. Ask again then.",
    "motion.unknown-issue": "The text has no clause of that name. Choose one of those listed by 'text'.",
    "motion.unknown-option": "The clause has no such option. Choose one of those listed by 'text'.",
    "night.chosen": "The leader has chosen for this hour. Wait for the others.",
    "night.closed": "That clause is closed; there is nothing left to give on it. Name an open one.",
    "night.no-issue": "To stand firm or to walk out is about no clause. Leave the clause out.",
    "night.needs-issue": "Say on which clause. Name one that is still open.",
    "offer.counter-exhausted": "A counter-offer is taken or left; it is not countered again. Accept or decline it.",
    "offer.variant": "The offer has no such variant. Choose one of those numbered.",
    "offer.variants": "An offer holds one to three bargains. Drop some.",
    "payment.insolvent": "The budget does not hold that much{price}. It will have to be withheld, at a price in trust.",
    "payment.not-due": "No such payment is due now. See 'ledger'.",
    "plan.chair": "The chair of the conference is met in the hall, not in the corridor. Ask a delegation.",
    "plan.guests": "A side-meeting has one to three guests, each once, and not oneself. Choose them again.",
    "plan.length": "A plan says what happens in each of the {slots} slots of the day. Fill them all; 'rest' keeps one free.",
    "plan.mandate-has-it": "The mandate allows that already. No cable is needed.",
    "plan.ministers": "The minister is not free that often{left}. Send the diplomat.",
    "plan.no-bloc": "You are in no bloc that caucuses. Ask delegations to meet instead.",
    "plan.one-caucus": "A bloc caucuses once a round. Use the other slot for something else.",
    "plan.no-summit": "No summit has been called. Move for one in the plenary first.",
    "plan.room-two": "That room holds two delegations only. Choose the corridor or the green room for more.",
    "plan.too-many": "The delegation is too small for that: {slots} of the slots can be used, and one call on the line. Put 'rest' into the others.",
    "plan.unknown-activity": "That is nothing a slot can be used for. See 'help' for what can be planned.",
    "plan.unknown-delegation": "No delegation is called {name}. See 'room' for who is here.",
    "plan.unknown-issue": "The text has no clause of that name. Choose one of those listed by 'text'.",
    "plan.unknown-option": "The clause has no such option. Choose one of those listed by 'text'.",
    "positions.once": "Positions are declared once a round. What was declared stands until the next.",
    "positions.shape": "A declaration takes a stance on every option of every clause. Fill in all of them.",
    "reason.issue": "The reason names no clause of the text. Choose one of those listed by 'text'.",
    "reason.option": "The reason names no option of its clause. Choose one of those listed by 'text'.",
    "reason.rival": "The reason names no delegation of this conference. See 'room' for who is here.",
    "reckoning.duties": "Something is due today and not settled. Settle it, then close the day.",
    "sanction.unknown": "There is no such sanction of yours in force. See 'ledger'.",
    "sanction.not-backed": "You stand behind no such sanction. See 'ledger'.",
    "script.unknown": "The delegation has no rule of that name in its pack.",
    "seat.not-awaited": "The conference is waiting for somebody else. Wait for your turn.",
    "seat.unknown": "No delegation is called {name}. See 'room' for who is here.",
    "speech.needs-issue": "A red line is drawn on a clause. Say on which.",
    "speech.needs-target": "To shame, one must say whom. Name a delegation.",
    "speech.one-each": "Each delegation speaks once in a plenary, and you have. Move something, or pass.",
    "speech.unknown-option": "Only a red line is drawn at an option, and at one that the clause has.",
    "speech.unknown-issue": "The text has no clause of that name. Choose one of those listed by 'text'.",
    "speech.target": "A speech is addressed to another delegation of this conference. Name one, or nobody.",
    "speech.tone": "A speech appeals, shames, draws a red line or rallies. Choose one of the four.",
    "stage.wrong": "That is not what is being done now{stage}. See 'help' for what is.",
    "term.closed": "{at} is about a clause that is closed at another option. Take it out.",
    "term.coalition": "{at}: {name} is no coalition that this fits. Who leaves is a member and makes it up to an outsider; who stays has a fellow at the table.",
    "term.condition-closed": "{at} depends on a clause that is closed at another option. Choose another condition.",
    "term.condition-issue": "{at} depends on no clause of the text. Choose one of those listed by 'text'.",
    "term.condition-option": "{at} depends on no option of that clause. Choose one of those listed by 'text'.",
    "term.condition-own": "{at} depends on the very clause it promises. Name another clause, or no condition.",
    "term.incentive": "{name_cap} is not for that delegation to give. Choose one from its own list.",
    "term.issue": "{at} names no clause of the text. Choose one of those listed by 'text'.",
    "term.no-vote": "{at} promises a vote that the delegation does not have. Take it out.",
    "term.no-pressure": "Nobody else at the table has a means of pressure that reaches {name}. Take it out.",
    "term.not-present": "{name_cap} does not sit at this table. Only those present can undertake something.",
    "term.option": "{at} names no option of its clause. Choose one of those listed by 'text'.",
    "term.payee": "{name_cap} cannot be given that here. Choose a receiver at the table for whom it is meant.",
    "term.third": "Pressure is backed against a third delegation, not one at this table. Name another.",
    "term.unconditional": "{at} is done at once or not at all. Leave its condition out.",
    "term.threat": "There is no such threat or sanction to take back. See 'ledger'.",
    "threat.action": "A threat that is due is carried out, put off, or backed down from. Choose one of the three.",
    "threat.answer": "A threat is answered with: comply, partly, stall, counter or patron. Choose one of them.",
    "threat.cannot-reach": "That instrument does not reach {name}. Choose another.",
    "threat.commitment": "A threat is a hint (1), a warning (2) or an ultimatum (3). Choose one of the three.",
    "threat.deadline": "A deadline lies between this round and one after the last. Choose a round between.",
    "threat.floor-is-public": "What is said from the floor is no private hint. Warn, or issue an ultimatum.",
    "threat.imposed-already": "{name_cap} is in force against them already. Choose another instrument.",
    "threat.instrument": "You have no instrument left that reaches them. Bargain, or look at 'ledger'.",
    "threat.issue": "A threat demands something on a clause. Name one of those listed by 'text'.",
    "threat.no-more-extensions": "The deadline has been put off twice. Carry the threat out, or back down.",
    "threat.not-due": "No such threat of yours is due now. See 'ledger'.",
    "threat.option": "The clause has no such option. Choose one of those listed by 'text'.",
    "threat.partner": "{name_cap} is not bound to back this threat. Bargain for its backing first.",
    "threat.over": "That threat is over. There is nothing to answer.",
    "threat.patron": "Shelter is sought with another delegation of this conference. Name one.",
    "threat.pretext-price": "A pretext costs{price_units}, and the budget does not hold them. Back down openly, or do not.",
    "threat.standing-already": "A threat of yours against {name} is standing. Settle that one first.",
    "threat.target": "A threat is addressed to another delegation that is present. Choose one.",
    "threat.unknown": "There is no such threat waiting for an answer. See 'ledger'.",
    "twist.choice": "That is no answer to the news. Choose one of those listed.",
    "twist.unknown": "No such news waits for an answer. Go on with what is asked now.",
}
"""A sentence for every code a refusal can carry."""

_OWED = {"offer": "an offer", "probe": "a question", "threat": "a threat"}


def refusal(code: str, params: Mapping[str, str | int], book: Phrasebook | None = None) -> str:
    """What is wrong with an order and what to do: for :class:`diplogame.rules.desk.Fault`s.

    Args:
        code: The fault's code, or a verb's ``why``.
        params: The fault's parameters; may be empty.
        book: The pack's words, to call things by their names.
    """
    text = REFUSALS.get(code)
    if text is None:
        shown = clean(code, 60, line=True)
        return f"That cannot be done now ({shown}). See 'help' for what can."
    found = text.format_map(_values(params, book))
    return found[0].upper() + found[1:]


def _values(params: Mapping[str, str | int], book: Phrasebook | None) -> dict[str, str]:
    name = _named(str(params.get("name", "")), book) or "that delegation"
    issue = _issue(str(params.get("issue", params.get("name", ""))), book)
    opens = int(params.get("opens", 0) or 0)
    round_ = params.get("round", "")
    left = params.get("left", "")
    most = params.get("most", "")
    price = params.get("price", "")
    stage = str(params.get("stage", ""))
    known = stage in [s.value for s in Stage]
    return {
        "name": name,
        "name_cap": name[0].upper() + name[1:],
        "issue": issue or "something else",
        "issue_or": issue or "that clause",
        "issue_in": issue or "that",
        "opens": f"; it opens in round {opens}" if opens else "",
        "round_at": f" (round {round_})" if round_ else "",
        "most": f", {most} at most" if most != "" else "",
        "left": f" ({left} left in this game)" if left != "" else "",
        "price": f" (it takes {price})" if price != "" else "",
        "price_units": f" {price} units" if price != "" else " something",
        "slots": str(params.get("slots", "")) or "few",
        "at": f"Undertaking {int(params['term']) + 1}" if "term" in params else "An undertaking",
        "owed": _OWED.get(str(params.get("to", "")), "what the other side said"),
        "stage": f": it is time for {words.STAGES[Stage(stage)]}" if known else "",
    }


def _named(name: str, book: Phrasebook | None) -> str:
    if not name:
        return ""
    if book is None:
        return clean(name, 60, line=True)
    for shown in (book.name(name), book.incentive(name), book.instrument(name)):
        if shown != name:
            return shown
    return clean(name, 60, line=True)


def _issue(name: str, book: Phrasebook | None) -> str:
    if not name or book is None:
        return ""
    filled = book.fill("{issue}", issue=name)
    return "" if filled == name else filled
