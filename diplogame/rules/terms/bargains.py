"""What delegations undertake, offer, threaten and learn (R6.2, R10.1, R16.1).

Guarantees: plain frozen values, comparable and hashable; nothing here knows whether it is allowed.
"""

from __future__ import annotations

from diplogame.rules.ids import OptionIndex, Package, SeatId
from diplogame.rules.terms.basics import TermKind, Trigger
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class Proviso:
    """A condition on the text under which an undertaking binds (R6.6): the clause reads the option."""

    issue: int
    option: OptionIndex

    def holds(self, package: Package) -> bool:
        """Whether a text meets the condition."""
        return package[self.issue] == self.option

    def excludes(self, other: Proviso | None) -> bool:
        """Whether no text can meet this condition and another at once."""
        return other is not None and self.issue == other.issue and self.option != other.option


@dataclass(frozen=True, slots=True)
class Term:
    """One undertaking of a bargain (R6.2).

    Attributes:
        by: Who undertakes it.
        kind: What.
        issue: Issue index for SUPPORT and ACQUIESCE, else -1.
        option: Option index, else -1.
        to: Payee for PAY; for BACK the delegation that is pressed; for LEAVE and STAY the coalition.
        incentive: What is paid.
        trigger: When a payment falls due.
        threat: Threat or sanction to be lifted.
        given: Condition on the text without which it does not bind; None for none (R6.6).
    """

    by: SeatId
    kind: TermKind
    issue: int = -1
    option: OptionIndex = -1
    to: SeatId = ""
    incentive: str = ""
    trigger: Trigger = Trigger.SIGNATURE
    threat: str = ""
    given: Proviso | None = None


@dataclass(frozen=True, slots=True)
class Bargain:
    """Terms for all sides, until a due round, public or between the parties (R6.2)."""

    terms: tuple[Term, ...]
    due: int
    public: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer on the table: one bargain, or two or three worth the same to the one who makes it."""

    id: str
    by: SeatId
    variants: tuple[Bargain, ...]


@dataclass(frozen=True, slots=True)
class ThreatTerms:
    """What a threat says (R10.1).

    Attributes:
        issue: Issue index of the demand.
        option: Option index the target is to support (or stop opposing).
        instrument: What is threatened; empty for none.
        clear: Whether the demand names the option.
        commitment: 1 private hint, 2 plain warning, 3 public ultimatum.
        deadline: Round at whose end it is carried out or not.
        partners: Delegations named as partners; bound by an understanding to back it.
    """

    issue: int
    option: OptionIndex
    instrument: str
    clear: bool
    commitment: int
    deadline: int
    partners: tuple[SeatId, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One entry of the evidence log (R16.1).

    ``issue`` -1 speaks of the reserve; ``reliability`` 0-100; ``claim`` is a code for the log's line.
    """

    round: int
    about: SeatId
    issue: int
    source: str
    reliability: int
    claim: str
    option: OptionIndex = -1
