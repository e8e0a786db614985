"""Pricing many bargains of few terms: what each is worth to us and to the others, quickly (R6.2).

Guarantees: pure; the same points as `own_worth` and `their_middle` of the whole bargain.
"""

from __future__ import annotations

from diplogame.ai.outlook import STANDS, Outlook
from diplogame.rules.appraisal import own_worth, their_middle, unconditional_worth
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import Bargain, Term

LEAST_GIFT = 60
"""Points that an offer must be believed to bring its receiver."""


class Prices:
    """What terms are worth, kept by the identity of each: candidates are made of a dozen terms or two.

    With one partner whose interests we have beliefs about, what a bargain is worth is the sum of its terms,
    unless two of them are about one clause. Other bargains, and all where there are coalitions, are
    appraised as they stand.
    """

    def __init__(self, outlook: Outlook, others: tuple[SeatId, ...], due: int) -> None:
        self.view = outlook.view
        self.others = others
        self.due = due
        self.known = tuple(o for o in others if outlook.view.beliefs[o].weights)
        self.sums = len(others) == 1 == len(self.known) and not outlook.view.coalitions
        self.terms: dict[int, tuple[int, int, int, Term]] = {}

    def of(self, terms: tuple[Term, ...]) -> tuple[int, int]:
        """Points for us, and for the one of the others who is believed to gain least.

        Where nothing is believed of somebody, a gift to it counts as enough (`LEAST_GIFT`). Of a
        bargain that brings us nothing the second may be given as nought.
        """
        if not self.sums:
            return self._appraised(terms)
        own = theirs = clauses = 0
        prices = self.terms
        for term in terms:
            found = prices.get(id(term)) or self._price(term)
            own += found[0]
            theirs += found[1]
            if clauses & found[2]:
                return self._appraised(terms)
            clauses |= found[2]
        return own, theirs

    def _price(self, term: Term) -> tuple[int, int, int, Term]:
        """Points for us, points for the other, the clause as a bit; the term is held for its identity."""
        if term.given is not None:
            raise ValueError("terms under a condition have no price of their own")
        own, theirs = unconditional_worth(self.view, self.others[0], term)
        clause = 1 << term.issue if term.kind in STANDS else 0
        found = self.terms[id(term)] = (own, theirs, clause, term)
        return found

    def _appraised(self, terms: tuple[Term, ...]) -> tuple[int, int]:
        bargain = Bargain(terms, self.due)
        own = own_worth(self.view, bargain)
        if own <= 0:
            return own, 0
        theirs = [their_middle(self.view, o, bargain) for o in self.known]
        for other in self.others:
            if other not in self.known and not any(t.to == other for t in terms):
                return own, 0
        return own, min(theirs, default=LEAST_GIFT)
