"""What may be done at the table of a side-meeting, as lines of a menu.

Guarantees: a closed move says why; the staff's view of an offer stands beside the answer, from the seat's
own knowledge.
"""

from __future__ import annotations

from diplogame.ai.verdict import Judgement
from diplogame.app.narrate.refusal import refusal
from diplogame.rules.records import Meeting
from diplogame.rules.terms import Reason, TermState
from diplogame.rules.view import SeatView
from diplogame.tui import staff
from diplogame.tui.game import Game
from diplogame.tui.parts import Item
from diplogame.tui.strings import t

_VERBS = {
    "offer": "o",
    "probe": "p",
    "disclose": "d",
    "reassure": "r",
    "press": "t",
    "yield": "y",
    "adjourn": "a",
}


def moves(game: Game, meeting: Meeting, *, over: bool) -> list[Item]:
    """Return what may be done at the table now."""
    legal = game.legal
    if over:
        return [Item("go:", t("meeting.go"), "n")]
    match legal.duty:
        case "meeting":
            return [
                Item(
                    f"verb:{verb.name}",
                    t(f"meeting.verb.{verb.name}"),
                    _VERBS.get(verb.name, ""),
                    t(f"meeting.about.{verb.name}"),
                    "" if verb.allowed else refusal(verb.why, {}, game.words),
                )
                for verb in legal.verbs
            ]
        case "offer":
            return answers(game, meeting)
        case "probe":
            issue = game.words.issue(game.view.table.issue_index(meeting.probed))
            return [
                Item("tell:", t("meeting.tell", issue=issue), "", t("meeting.tell.about")),
                Item("evade:", t("meeting.evade"), "", t("meeting.evade.about")),
            ]
        case "threat":
            return [
                Item(
                    f"threat:{verb.name}",
                    t(f"meeting.threat.{verb.name}"),
                    "",
                    t(f"meeting.threat.{verb.name}.about"),
                )
                for verb in legal.verbs
            ]
        case _:
            return []


def staff_why(game: Game, judged: Judgement) -> str:
    """Return why the staff would not take an offer, whatever it is worth by itself."""
    book = game.words
    issue = book.issue_short(judged.issue) if judged.issue >= 0 else t("staff.why.clause")
    rival = game.short(judged.rival) if judged.rival else t("staff.why.they")
    reason = judged.reason.value
    if judged.reason is Reason.HOLDING_OUT and _promised_otherwise(game.view, judged):
        reason = Reason.PROMISED.value
    return t(f"staff.why.{reason}", issue=issue, rival=rival)


def _promised_otherwise(view: SeatView, judged: Judgement) -> bool:
    """Whether an undertaking of ours or to us stands for another option of the clause in question."""
    return judged.issue >= 0 and any(
        term.issue == judged.issue and term.option != judged.option
        for entry in view.understandings.values()
        if view.seat in entry.parties
        for term, state in zip(entry.bargain.terms, entry.states, strict=True)
        if state is TermState.PENDING
    )


def answers(game: Game, meeting: Meeting) -> list[Item]:
    """Return the answers to the offer on the table, with what the staff hold of each."""
    legal = game.legal
    assert meeting.offer is not None
    count = len(meeting.offer.variants)
    open_ = {verb.name: verb for verb in legal.verbs}
    barred = {n: "" if v.allowed else refusal(v.why, {}, game.words) for n, v in open_.items()}
    items = []
    for index, bargain in enumerate(meeting.offer.variants):
        judged = staff.judgement(game.view, meeting, bargain)
        note = ""
        if judged is not None:
            note = t("meeting.staff-yes" if judged.ok else "meeting.staff-no")
        label = t("meeting.accept") if count == 1 else t("meeting.accept.one", number=index + 1)
        about = t("meeting.accept.about")
        if judged is not None and not judged.ok:
            about = f"{t('meeting.staff-why', why=staff_why(game, judged))} {about}"
        items.append(Item(f"accept:{index}", label, note, about, barred["accept"]))
    items.append(
        Item("counter:", t("meeting.counter"), "", t("meeting.counter.about"), barred["counter"])
    )
    items.append(Item("decline:", t("meeting.decline"), "", t("meeting.decline.about")))
    return items
