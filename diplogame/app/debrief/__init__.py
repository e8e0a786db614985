"""The debrief: half of the game (product.md). `debrief(session)` opens all cards of a finished game.

Guarantees: reads the record and the conference only; the same record gives the same debrief; plain data
(see `pages`) that screens, plain mode and reports show each in their own way.
"""

from diplogame.app.debrief import dealings, value
from diplogame.app.debrief.case import Case
from diplogame.app.debrief.pages import Debrief
from diplogame.app.debrief.questions import questions
from diplogame.app.session import Session

__all__ = ["Debrief", "debrief"]


def debrief(session: Session) -> Debrief:
    """The debrief of a game; of one that is not over, as if it ended here without a text."""
    case = Case(session)
    result = value.result(case)
    frontier = value.frontier(case)
    trust = dealings.trust(case)
    threats = dealings.threats(case)
    information = dealings.information(case)
    votes = dealings.votes(case)
    return Debrief(
        pack=case.conference.id,
        title=case.book.title,
        seed=session.seed,
        difficulty=session.difficulty.value,
        seal=session.seal,
        seats=case.parties,
        humans=session.humans,
        names=tuple((d.id, case.book.name(d.id)) for d in case.conference.delegations),
        result=result,
        frontier=frontier,
        curves=value.curves(case),
        trust=trust,
        threats=threats,
        information=information,
        votes=votes,
        rounds=dealings.rounds(case),
        years=dealings.years(case),
        questions=questions(case, result, frontier, trust, threats, information, votes),
    )
