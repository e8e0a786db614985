# ruff: noqa: E501 - a sentence is easier to translate on one line
"""The catalogue's part for mediation."""

from __future__ import annotations

from diplogame.tui.strings import extend

MEDIATION = {
    "mediation.now": "Who mediates here, and what mediations came to. Esc goes back.",
    "mediation.now.mediation-request": "You are asked to a mediation: come, or stay away with a reason.",
    "mediation.now.confide": "The mediator asks how you stand: choose how frank you are.",
    "mediation.now.mediate": "The parties have spoken: choose how you mediate.",
    "mediation.now.blind": "A proposal waits for your secret answer.",
    "mediation.acts": "What you may do",
    "mediation.all": "Mediators",
    "mediation.history": "Mediations",
    "mediation.none": "Nobody mediates at this conference.",
    "mediation.chair": "good offices",
    "mediation.leverage": "leverage {points}",
    "mediation.chair.about": "Good offices cost nothing and have no leverage. They begin only if all who are asked come.",
    "mediation.leverage.about": "It may press: no deal is then worth up to {points} points less to each of you, until the next round. Pressing costs trust and, at home, calm.",
    "mediation.come": "Come to the mediation",
    "mediation.come.price": "this slot",
    "mediation.away": "Stay away",
    "mediation.away.about": "They learn your reason. With good offices, one who stays away ends it.",
    "mediation.frank": "Speak frankly",
    "mediation.frank.about": "The mediator can help most with what it knows: it finds exchanges, and drafts what you can accept. Others may come to know it.",
    "mediation.guarded": "Say some of it",
    "mediation.guarded.about": "Enough for common ground to be found, too little for a draft that fits.",
    "mediation.closed": "Say nothing",
    "mediation.closed.about": "Nothing of yours is told, and nothing in common with you is found.",
    "mediation.facilitate": "Show what they have in common",
    "mediation.formulate": "Put a proposal to them",
    "mediation.press": "Press for a proposal",
    "mediation.press.price": "trust, home",
    "mediation.press.sure": "Press them to take it?",
    "mediation.press.yes": "Press",
    "mediation.yes": "Say yes, in secret",
    "mediation.no": "Say no, in secret",
    "mediation.draft": "Which proposal?",
    "mediation.draft.now": "Enter sets a clause; the first line puts the proposal to the parties.",
    "mediation.draft.done": "Put it to them ({count} clauses)",
    "mediation.draft.empty": "There is nothing in it yet.",
    "mediation.style": "That is not a way in which you may mediate here.",
}

extend(MEDIATION)
