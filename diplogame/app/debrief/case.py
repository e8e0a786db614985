"""A finished game opened on the table: what all pages of a debrief draw from.

Guarantees: reads the session only; folding happens once.
"""

from __future__ import annotations

from functools import cached_property

from diplogame.analysis import Domain, domain_of
from diplogame.app.narrate import Describe
from diplogame.app.session import Session
from diplogame.rules import events as ev
from diplogame.rules.conference import Kind
from diplogame.rules.evolve import fold
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.state import State
from diplogame.rules.terms import Interests, TermKind

_STANDS = (TermKind.SUPPORT, TermKind.ACQUIESCE)


class Case:
    """One finished (or broken off) game.

    Attributes:
        session: The game.
        words: Descriptions in the pack's words.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.conference = session.pack.conference
        self.book = session.pack.phrasebook.fresh()
        self.words = Describe(self.book, self.conference)
        self.final: State = session.state

    @property
    def seats(self) -> tuple[SeatId, ...]:
        """Voters, in the pack's order."""
        return self.conference.seats

    @property
    def parties(self) -> tuple[SeatId, ...]:
        """Everybody with interests: voters and voices."""
        return tuple(
            d.id for d in self.conference.delegations if d.interests and d.kind is not Kind.CHAIR
        )

    def is_voter(self, seat: SeatId) -> bool:
        """Whether a delegation has a vote."""
        return self.conference.delegation(seat).kind is Kind.SEAT

    def interests(self, seat: SeatId) -> Interests:
        """A delegation's interests at the end."""
        return self.final.private[seat].interests

    @cached_property
    def by_round(self) -> dict[int, State]:
        """The state at the end of each round."""
        found: dict[int, State] = {}
        state = self.session.opening
        for entry in self.session.history:
            state = fold(state, entry.events)
            # The order that ends a round opens the next; then the state before it would be the last.
            found[entry.round] = state
        return found

    @cached_property
    def told(self) -> list[tuple[int, ev.Event]]:
        """Every event with its round."""
        found: list[tuple[int, ev.Event]] = []
        round_ = 1
        for entry in self.session.history:
            for event in entry.events:
                if isinstance(event, ev.RoundOpened):
                    round_ = event.round
                found.append((round_, event))
        return found

    @property
    def agreed(self) -> bool:
        """Whether there is a text."""
        outcome = self.final.public.outcome
        return outcome is not None and outcome.value in ("adopted", "partial")

    @property
    def package(self) -> Package:
        """The agreed text, else the last one on the table."""
        if self.final.public.package:
            return self.final.public.package
        return tuple(clause.leading for clause in self.final.public.clauses)

    @cached_property
    def domain(self) -> Domain:
        """The voters' bargaining problem as it stood at the end."""
        return domain_of(
            [len(issue.options) for issue in self.conference.issues],
            [self.interests(s) for s in self.seats],
            [self.final.private[s].walk_away for s in self.seats],
        )

    @cached_property
    def offers(self) -> tuple[tuple[int, SeatId, Package], ...]:
        """(round, by, text) of every offer: the text as it then read, with what was bargained for."""
        found: list[tuple[int, SeatId, Package]] = []
        text = [issue.opening[0] for issue in self.conference.issues]
        for round_, event in self.told:
            match event:
                case ev.ClauseAmended():
                    text[event.issue] = event.option
                case ev.TextReplaced():
                    text[:] = event.package
                case ev.OfferMade():
                    for variant in event.offer.variants:
                        package = list(text)
                        for term in variant.terms:
                            if term.kind in _STANDS:
                                package[term.issue] = term.option
                        found.append((round_, event.offer.by, tuple(package)))
                case _:
                    pass
        return tuple(dict.fromkeys(found))
