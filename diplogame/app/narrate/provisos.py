"""How an undertaking with a condition stands, in words (R6.6).

Guarantees: reads what everybody knows and the undertaking itself; says nothing of one without condition.
"""

from __future__ import annotations

from diplogame.app.narrate import words
from diplogame.rules.records import Public, Understanding
from diplogame.rules.terms import Term, TermState
from diplogame.rules.undertakings import binding

ASLEEP = "does not bind now"
"""Of a pending undertaking whose condition the text does not meet, in a word."""


def sleeping(public: Public, entry: Understanding, term: Term, state: TermState) -> bool:
    """Whether a pending undertaking does not bind as the text stands."""
    return state is TermState.PENDING and not binding(public, entry, term)


def standing(public: Public, entry: Understanding, term: Term, state: TermState) -> str:
    """The state of an undertaking; of one under a condition whether it binds as the text stands."""
    plain = words.TERM_STATES[state]
    if state is not TermState.PENDING or term.given is None:
        return plain
    if not binding(public, entry, term):
        return f"{plain}, does not bind as the text stands"
    if public.clauses[term.given.issue].leading != term.given.option:
        return f"{plain}, binds still: its giver moved the condition away"
    return f"{plain}, binds as the text stands"
