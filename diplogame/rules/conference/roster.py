"""Who and what is at a conference, by name: worked out once, since halls may be large.

Guarantees: says nothing that the conference does not say; made on first use and kept with the conference,
so that looking somebody up costs the same among 193 delegations as among five.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from diplogame.rules.conference.delegations import Delegation
from diplogame.rules.conference.kinds import Kind
from diplogame.rules.decisions import Member
from diplogame.rules.ids import IssueId, SeatId

if TYPE_CHECKING:
    from diplogame.rules.conference.interests import Issue
    from diplogame.rules.conference.world import Incentive, Instrument

NEUTRAL = 50
"""Trust between delegations without a history (R7.1)."""


class Roster:
    """Delegations, issues and catalogues by id.

    Attributes:
        delegations: By id, in the pack's order.
        seats: Ids of the voting delegations, in the pack's order.
        everybody: Ids of all.
        active: Those that act - seats and voices - by initiative, the pack's order on ties (R4.2).
        members: The voting delegations as the decision rules see them (R9).
        voting: The same as ``seats``, to ask who votes.
        trust, regard: The history of each with all others: its trust in them, and theirs in it (R7.1).
        issues: Position in a package by id.
        incentives, instruments: The catalogues, by id.
    """

    __slots__ = (
        "active",
        "delegations",
        "everybody",
        "incentives",
        "instruments",
        "issues",
        "members",
        "regard",
        "seats",
        "trust",
        "voting",
    )

    def __init__(
        self,
        delegations: Sequence[Delegation],
        issues: Sequence[Issue],
        incentives: Sequence[Incentive],
        instruments: Sequence[Instrument],
    ) -> None:
        # Where an id stands twice, the first counts.
        self.delegations: dict[SeatId, Delegation] = {d.id: d for d in reversed(delegations)}
        self.everybody = tuple(d.id for d in delegations)
        self.seats = tuple(d.id for d in delegations if d.kind is Kind.SEAT)
        self.voting = frozenset(self.seats)
        self.members = tuple(
            Member(d.id, d.votes, d.population) for d in delegations if d.kind is Kind.SEAT
        )
        acting = [d for d in delegations if d.kind is not Kind.CHAIR]
        ranked = sorted(acting, key=lambda d: -d.initiative)
        self.active = tuple(d.id for d in ranked)
        history = {d.id: dict(d.trust) for d in delegations}
        self.trust: dict[SeatId, dict[SeatId, int]] = {
            own: {o: known.get(o, NEUTRAL) for o in self.everybody if o != own}
            for own, known in history.items()
        }
        self.regard: dict[SeatId, dict[SeatId, int]] = {
            own: {o: history[o].get(own, NEUTRAL) for o in self.everybody if o != own}
            for own in history
        }
        self.issues: dict[IssueId, int] = {
            item.id: index for index, item in reversed(tuple(enumerate(issues)))
        }
        self.incentives = {gift.id: gift for gift in reversed(incentives)}
        self.instruments = {tool.id: tool for tool in reversed(instruments)}


class Rostered:
    """What a conference keeps its roster in: no field of it, so neither compared, saved nor sent."""

    __slots__ = ("_roster",)
