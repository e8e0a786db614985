"""Which whole text a competent player works for: what it brings, times the chance that it is adopted.

The reckoning is one that a player can do on paper: from believed points and walk-aways, from what others
have declared and promised, and from the whole texts they have refused. Early it leans to what is best for
us and gives way as time runs out, because a text that nobody signs brings nobody anything.

Guarantees: reads a view and nothing of the minds; whole numbers; the same view gives the same text, ties
go to the first in order; closed clauses and options that our word is given on are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from itertools import product

from diplogame.lab.bots.eyes import Eyes
from diplogame.lab.bots.wild_terms import STANDS
from diplogame.rules import tables
from diplogame.rules.conference import Kind
from diplogame.rules.decisions import (
    Ballot,
    Consensus,
    ConsensusMinus,
    DecisionRule,
    Member,
    SilenceProcedure,
    TacitAcceptance,
    Unanimity,
    adopted_by,
)
from diplogame.rules.forecasts import stance_for
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.pledges import keeping, pledge
from diplogame.rules.terms import MotionKind, MoveToVote, Stance, StartSilence, Term

TREATY = 2000
"""Points of worth that any treaty brings besides its text: joint value and name count in the result too
(R19.2), 15 per cent of it for what all gain together against 65 per cent for our own."""

BASE, SURPLUS, OPPOSED, WORD = 3600, 600, 7800, 1500
"""Log-odds in thousandths that another can live with a text: to begin with, for a thousand points that we
believe it leaves above the walk-away, against one whose every clause is opposed by declaration, by weight,
and for a promise. The first three are a fit to what texts were truly worth in two packs, late."""

REFUSED = 1200
"""Log-odds less for a text that is no better for somebody than the one it refused last."""

MOST_LISTED = 400
"""Texts up to which all are looked at; above that, one climbs."""

MOST_COUNTED = 8
"""Members up to which every coalition is counted."""

EAGER = 350
"""Share per mille of its chance by which a text is judged at the opening; the whole of it late."""

_FAVOURABLE = (Ballot.YES, Ballot.SILENT, Ballot.CONCERN, Ballot.ABSTAIN)


class Reader:
    """Another voter as we read it: what a text leaves it, and how it may vote on it."""

    __slots__ = ("base", "opposed", "points", "refused", "reserve", "seat", "signed")

    def __init__(self, eyes: Eyes, seat: SeatId) -> None:
        view, belief = eyes.view, eyes.view.beliefs[seat]
        self.seat = seat
        self.points = eyes.theirs(seat) or tuple((0,) * len(i.options) for i in view.table.issues)
        self.reserve = belief.reserve.middle if belief.weights else 0
        scale = max(1, sum(band.middle for band in belief.weights))
        declared = view.public.stances.get(seat)
        rows: list[tuple[int, ...]] = []
        for k, issue in enumerate(view.table.issues):
            if not belief.weights:
                rows.append((0,) * len(issue.options))
                continue
            weight = belief.weights[k]
            share = weight.middle * 1000 // scale
            values = belief.values[k]
            row = []
            for option, value in enumerate(values):
                stance = (
                    declared[k][option]
                    if declared is not None
                    else stance_for(value.middle, weight.middle)
                )
                minded = 2 if stance is Stance.OPPOSE else 1 if stance is Stance.RESERVE else 0
                row.append(share * minded // 2)
            rows.append(tuple(row))
        self.opposed = tuple(rows)
        self.base = BASE + (view.regard.get(seat, 50) - 50) * 10
        self.signed, self.refused = _answers(eyes, seat)
        if self.signed is not None:
            # What it would have signed leaves it no less than its walk-away, whatever we believed.
            self.reserve = min(self.reserve, self.worth(self.signed))

    def worth(self, text: Package) -> int:
        """What a text is believed to be worth to it, points."""
        return sum(row[o] for row, o in zip(self.points, text, strict=True))

    def odds(self, text: Package) -> int:
        """Log-odds in thousandths that it lets a text pass, before anybody's word is weighed."""
        worth = self.worth(text)
        surplus = max(-4000, min(4000, worth - self.reserve))
        minded = sum(row[o] for row, o in zip(self.opposed, text, strict=True))
        found = self.base + surplus * SURPLUS // 1000 - minded * OPPOSED // 1000
        if self.refused is not None:
            better = (worth - self.worth(self.refused)) * SURPLUS // 1000
            before = sum(row[o] for row, o in zip(self.opposed, self.refused, strict=True))
            better += (before - minded) * OPPOSED // 1000
            found -= max(0, REFUSED - max(0, better))
        return found


def _answers(eyes: Eyes, seat: SeatId) -> tuple[Package | None, Package | None]:
    """The last whole text that it voted for, and the last one it refused; None where there is none."""
    signed: Package | None = None
    refused: Package | None = None
    for record in eyes.view.public.votes:
        if isinstance(record.motion.kind, MoveToVote | StartSilence):
            for voter, ballot, _reason, _issue in record.ballots:
                if voter == seat and ballot in _FAVOURABLE:
                    signed = record.package
                elif voter == seat and ballot is not Ballot.ABSENT:
                    refused = record.package
    return signed, refused


@lru_cache(maxsize=16)
def _winning(rule: DecisionRule, members: tuple[Member, ...]) -> tuple[int, ...]:
    """The coalitions with which a text passes, as bit sets over the members."""
    found = []
    for mask in range(1 << len(members)):
        content = [m.id for k, m in enumerate(members) if mask >> k & 1]
        if adopted_by(rule, members, content):
            found.append(mask)
    return tuple(found)


def _passing(rule: DecisionRule, members: tuple[Member, ...], chances: Mapping[SeatId, int]) -> int:
    """Chance per mille that those who are for a text are enough, each with its own chance.

    Every coalition is counted in a small house; in a large one the mean chance stands for the whole.
    """
    kinds = Unanimity | Consensus | ConsensusMinus | SilenceProcedure | TacitAcceptance
    if isinstance(rule, kinds):
        whole, scale = _product([chances[m.id] for m in members]), _product([1000] * len(members))
        return whole * 1000 // scale
    if len(members) > MOST_COUNTED:
        return sum(chances[m.id] for m in members) // len(members)
    total = 0
    for mask in _winning(rule, members):
        total += _product(
            [
                chances[m.id] if mask >> k & 1 else 1000 - chances[m.id]
                for k, m in enumerate(members)
            ]
        )
    return total * 1000 // _product([1000] * len(members))


def _product(factors: Iterable[int]) -> int:
    found = 1
    for factor in factors:
        found *= factor
    return found


class Aims:
    """What we work for, by one view."""

    def __init__(self, eyes: Eyes) -> None:
        self.eyes = eyes
        self.readers = tuple(Reader(eyes, s) for s in eyes.voters)
        self._values: dict[Package, int] = {}
        self._ties: dict[tuple[tuple[int, int], ...], int] = {}

    @cached_property
    def _members(self) -> tuple[Member, ...]:
        cards = self.eyes.view.table.cards.values()
        return tuple(Member(c.id, c.votes, c.population) for c in cards if c.kind is Kind.SEAT)

    def chance(self, text: Package) -> int:
        """Chance per mille that a text is adopted, as far as we can tell, with us for it."""
        view = self.eyes.view
        chances = {self.eyes.seat: 1000}
        for reader in self.readers:
            way = pledge(view, reader.seat, MoveToVote(), text)
            word = way * WORD * keeping(view, reader.seat).middle // 1000 if way else 0
            chances[reader.seat] = tables.logistic(reader.odds(text) + word)
        return _passing(view.table.institution.adoption, self._members, chances)

    def carried(self, kind: MotionKind, text: Package) -> int:
        """Chance per mille that a change of the text is carried: whom it helps, and who promised it."""
        view = self.eyes.view
        chances = {self.eyes.seat: 1000}
        for reader in self.readers:
            way = pledge(view, reader.seat, kind, text)
            word = way * WORD * keeping(view, reader.seat).middle // 500 if way else 0
            helps = reader.odds(text) - reader.odds(self.eyes.text)
            chances[reader.seat] = tables.logistic(helps + word)
        return _passing(view.table.institution.amendment, self._members, chances)

    def gain(self, text: Package) -> int:
        """What the adoption of a text brings us beyond no treaty, points."""
        eyes = self.eyes
        gain = eyes.worth(text) - eyes.view.walk_away + TREATY
        return min(0, gain) - 1000 if eyes.crossed(text) else gain

    def value(self, text: Package) -> int:
        """What it is worth to us that the text reads so: gain by chance, as far as that counts now."""
        known = self._values.get(text)
        if known is None:
            known = self._values[text] = self._value(text)
        return known

    def _value(self, text: Package) -> int:
        gain = self.gain(text)
        if gain <= 0:
            return gain
        chance = max(1, self.chance(text))
        share = self.patience
        return gain * (chance * share + 1000 * (1000 - share)) // 1_000_000

    @cached_property
    def patience(self) -> int:
        """How much of the chance counts, per mille: more with time, all of it on the last days."""
        return min(1000, EAGER + (1000 - EAGER) * self.eyes.time // 800)

    @cached_property
    def best(self) -> Package:
        """The text to work for."""
        return self._found({})

    def tied(self, terms: Iterable[Term]) -> int:
        """What promises of ours would take from the best text that is left to us, points (0 or more)."""
        extra = {
            t.issue: t.option
            for t in terms
            if t.by == self.eyes.seat and t.kind in STANDS and t.given is None
        }
        left = tuple(sorted(pair for pair in extra.items() if self.best[pair[0]] != pair[1]))
        if not left:
            return 0
        known = self._ties.get(left)
        if known is None:
            lost = self.value(self.best) - self.value(self._found(dict(left)))
            known = self._ties[left] = max(0, lost)
        return known

    def _found(self, extra: Mapping[int, int]) -> Package:
        eyes = self.eyes
        rows: list[tuple[int, ...]] = []
        for k, row in enumerate(eyes.points):
            if k not in eyes.open:
                rows.append((eyes.text[k],))
            elif k in extra:
                rows.append((extra[k],))
            elif k in eyes.promised:
                rows.append((eyes.promised[k],))
            else:
                rows.append(tuple(range(len(row))))
        if _product([len(row) for row in rows]) <= MOST_LISTED:
            return max(product(*rows), key=lambda text: (self.value(text), self._likeness(text)))
        start = self.best if extra else eyes.text
        first = tuple(o if o in row else row[0] for o, row in zip(start, rows, strict=True))
        wish = tuple(
            max(row, key=lambda o, k=k: (eyes.points[k][o], -o))  # type: ignore[misc]
            for k, row in enumerate(rows)
        )
        starts = (first,) if extra else tuple(dict.fromkeys((first, wish)))
        return max((self._climb(text, rows) for text in starts), key=self.value)

    def _likeness(self, text: Package) -> int:
        return sum(a == b for a, b in zip(text, self.eyes.text, strict=True))

    def _climb(self, text: Package, rows: list[tuple[int, ...]]) -> Package:
        value = self.value(text)
        for _ in range(len(text) * 2):
            steps = [
                (*text[:k], o, *text[k + 1 :])
                for k, row in enumerate(rows)
                for o in row
                if o != text[k]
            ]
            best = max(steps, key=self.value, default=text)
            if self.value(best) <= value:
                break
            text, value = best, self.value(best)
        return text


_LAST: list[Aims] = []
"""The aims that were worked out last, by the identity of the eyes."""


def aims_of(eyes: Eyes) -> Aims:
    """What we work for by this view."""
    if not _LAST or _LAST[0].eyes is not eyes:
        _LAST[:] = [Aims(eyes)]
    return _LAST[0]
