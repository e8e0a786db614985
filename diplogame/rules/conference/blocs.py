"""Standing blocs, and whether clubs may be formed at the conference (R13).

Guarantees: immutable, plain data, no prose; units as in :mod:`diplogame.rules.conference`.
"""

from __future__ import annotations

from diplogame.rules.decisions import DecisionRule
from diplogame.rules.ids import SeatId
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class Bloc:
    """Delegations that settle a common position among themselves before they speak (R13.1).

    Attributes:
        id: Identifier (texts hold the name); no delegation has it.
        members: Voting delegations, in the pack's order; nobody is in two standing blocs.
        leader: Who leads when the conference opens.
        rule: How the bloc decides inside (R9), over its members.
        mandate: Rounds that a common position binds, the one of its adoption included.
        clauses: Most clauses of a common position.
    """

    id: str
    members: tuple[SeatId, ...]
    leader: SeatId
    rule: DecisionRule
    mandate: int = 3
    clauses: int = 3


@dataclass(frozen=True, slots=True)
class Clubs:
    """Clubs of the willing: who signs a declaration of principles is bound by it at once (R13.7).

    Attributes:
        least: Signatories, the convener included, without whom no club stands.
        clauses: Most clauses of a declaration.
        share: Per cent of what its clauses are worth above the status quo that a member has at once.
    """

    least: int = 2
    clauses: int = 2
    share: int = 10
