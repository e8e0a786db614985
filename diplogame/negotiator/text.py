"""A plenary in small: one text, amendments, roll-calls, signatures (R8, R9).

Offers under unanimity alone fail at conference size; one text that is amended by votes does not. Each
round every delegation in turn moves an amendment (a change of one clause or of two at once: a trade) and
the roll is called; nobody knows anybody's utility. The chair asks who could sign the text as it stands; at
the end of a round in which somebody could not, it sounds the room on drafts of its own
(`diplogame.negotiator.chair`) and puts the first that wins more signatures to the vote. In the first part
of the calendar an amendment carries by the rule of the house; in the last part it must not cost a signature
either, and at the end everybody signs or there is no treaty.

Guarantees: nothing is drawn; a treaty is a text that every delegate said it signs; texts that are not on
the table and answers that are none are refused (`ValueError`), whoever gives them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, Protocol, TypeAlias

from diplogame.negotiator.chair import Chair
from diplogame.negotiator.seat import Guest, Seat
from diplogame.negotiator.space import WHOLE, Code, Issues, Outcome
from diplogame.rules.tables import concession

Say: TypeAlias = Literal["yes", "no", "abstain"]

OPENS = 600
"""Per mille of the calendar after which an amendment may not cost a signature any more."""

PRESSED = 800
"""Per mille of the calendar after which even a strategic delegation gives way to win a signature."""


class Delegate(Guest, Protocol):
    """Anybody who can sit in this plenary."""

    def stances(self) -> Sequence[Sequence[int]]:
        """By issue and value: 3 support, 2 can live with, 1 reserve, 0 oppose (R8.2)."""

    def hear(self, stances: Sequence[Sequence[Sequence[int]]]) -> None:
        """Everybody's stances, in the order of seats, before the first motion."""

    def move(self, text: Outcome, failed: frozenset[Outcome], t: float) -> Outcome | None:
        """An amended text to be voted on; None to let the turn pass."""

    def vote(self, proposal: Outcome, text: Outcome, t: float, *, saves: bool) -> Say:
        """On an amendment; `saves`: the text lacks the mover's signature, the amended one has it."""

    def signs(self, text: Outcome, t: float) -> bool:
        """Whether it would sign, or at the end (t = 1) does."""


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion and what became of it.

    Attributes:
        round: In which round, from 0.
        mover: Who moved it; "" for the chair.
        proposal: The whole text as it would read.
        carried: Whether it did; in the last part of the calendar the quota is not enough.
        favour: Who said yes.
        against: Who said no.
    """

    round: int
    mover: str
    proposal: Outcome
    carried: bool
    favour: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proceedings:
    """What came of it.

    Attributes:
        treaty: The text all signed; None if one did not.
        text: The text at the end.
        motions: Each motion, first to last.
        missing: Who did not sign.
    """

    treaty: Outcome | None
    text: Outcome
    motions: tuple[Motion, ...]
    missing: tuple[str, ...]


def convene(
    issues: Issues,
    worths: Sequence[Callable[[Outcome], float]],
    reserves: Sequence[float],
    delegates: Sequence[Delegate],
    rounds: int,
    names: Sequence[str] = (),
    quota: tuple[int, int] = (2, 3),
) -> Proceedings:
    """Hold a conference on one text.

    Args:
        issues: Name and values of each issue.
        worths: Utilities in the order of seats.
        reserves: What no treaty is worth to each.
        delegates: Who sits there, at least two.
        rounds: Rounds, at least 1; in each everybody may move once.
        names: What to call them; "1", "2", ... unless given.
        quota: The house's rule for amendments: this share of those who say yes or no.

    Raises:
        ValueError: The numbers of worths, reserves, names and delegates differ, or are below two; no
            round, a quota that is none; a delegate declares, moves or votes what is none of it.
    """
    count = len(delegates)
    called = tuple(names) or tuple(str(n + 1) for n in range(count))
    if count < 2 or not len(worths) == len(reserves) == len(called) == count:
        raise ValueError(
            "a conference needs two delegates or more, each with a worth and a reserve"
        )
    if rounds < 1 or not 1 <= quota[0] <= quota[1]:
        raise ValueError("a conference has a round at least, and a quota above 0 and up to 1")
    for who, delegate in enumerate(delegates):
        delegate.start(issues, worths[who], reserves[who], rounds, called[who], called)
    plenary = _Plenary(issues, delegates, called, quota)
    for now in range(rounds):
        plenary.round(now, now / rounds, guarded=1_000 * now >= OPENS * rounds)
    return plenary.close()


class _Plenary:
    """The floor of one conference."""

    def __init__(
        self,
        issues: Issues,
        delegates: Sequence[Delegate],
        called: Sequence[str],
        quota: tuple[int, int],
    ) -> None:
        self.values = tuple(tuple(values) for _, values in issues)
        self.places = tuple({value: n for n, value in enumerate(row)} for row in self.values)
        self.delegates, self.called, self.quota = delegates, called, quota
        declared = [self._stances(who) for who in range(len(delegates))]
        for delegate in delegates:
            delegate.hear(declared)
        self.chair = Chair([len(row) for row in self.values], declared)
        self.text = opening_text(issues, declared)
        self.failed: dict[Outcome, set[Outcome]] = {}
        self.tried: set[Code] = set()
        self.motions: list[Motion] = []

    def round(self, now: int, t: float, *, guarded: bool) -> None:
        """Everybody may move once; then the chair, if a signature is missing."""
        signing = self._signing(self.text, t)
        for turn in range(len(self.delegates)):
            who = (now + turn) % len(self.delegates)
            failed = frozenset(self.failed.get(self.text, ()))
            proposal = self.delegates[who].move(self.text, failed, t)
            if proposal is None:
                continue
            proposal = self._outcome(self._code(proposal))
            if proposal == self.text:
                continue
            saves = guarded and not signing[who] and self._signs(who, proposal, t)
            if not self._vote(proposal, t, who, saves=saves):
                self._record(now, self.called[who], proposal, carried=False)
                continue
            after = self._signing(proposal, t) if guarded else signing
            carried = all(then or not before for before, then in zip(signing, after, strict=True))
            self._record(now, self.called[who], proposal, carried=carried)
            signing = after if carried else signing
        self._compromise(now, t)
        if 1_000 * t < PRESSED:
            self.tried.clear()
            for ear in self.chair.ears:
                ear.forget_refusals()

    def _compromise(self, now: int, t: float) -> None:
        """The chair's own draft: as many are tried on the room as there are delegations."""
        signing = self._signing(self.text, t)
        if all(signing):
            return
        standing = self._code(self.text)
        self.tried.add(standing)
        for _ in self.delegates:
            code = self.chair.draft(standing, self.tried)
            if code is None:
                return
            self.tried.add(code)
            draft = self._outcome(code)
            if sum(self._signing(draft, t)) > sum(signing):
                carried = self._vote(draft, t, None, saves=True)
                self._record(now, "", draft, carried=carried)
                if carried:
                    return

    def close(self) -> Proceedings:
        """The last question: who signs."""
        signing = self._signing(self.text, 1.0)
        missing = tuple(n for n, signs in zip(self.called, signing, strict=True) if not signs)
        treaty = None if missing else self.text
        return Proceedings(treaty, self.text, tuple(self.motions), missing)

    def _vote(self, proposal: Outcome, t: float, mover: int | None, *, saves: bool) -> bool:
        """Whether the house's rule is met; the chair listens to the roll-call."""
        new, old = self._code(proposal), self._code(self.text)
        says: list[Say] = []
        for who, delegate in enumerate(self.delegates):
            said: Say = "yes"
            if who != mover:
                said = delegate.vote(proposal, self.text, t, saves=saves)
            if said not in ("yes", "no", "abstain"):
                raise ValueError(f"{self.called[who]} votes neither yes, no nor abstain")
            says.append(said)
            # A vote to save the treaty says nothing about wishes.
            if said == "no":
                self.chair.ears[who].prefers(old, new)
            elif said == "yes" and not saves:
                self.chair.ears[who].prefers(new, old)
        self._says = tuple(says)
        yes, no = says.count("yes"), says.count("no")
        return yes > 0 and yes * self.quota[1] >= (yes + no) * self.quota[0]

    def _record(self, now: int, mover: str, proposal: Outcome, *, carried: bool) -> None:
        against = tuple(n for n, said in zip(self.called, self._says, strict=True) if said == "no")
        favour = tuple(n for n, said in zip(self.called, self._says, strict=True) if said == "yes")
        self.motions.append(Motion(now, mover, proposal, carried, favour, against))
        if carried:
            self.text = proposal
        else:
            self.failed.setdefault(self.text, set()).add(proposal)

    def _signing(self, text: Outcome, t: float) -> list[bool]:
        return [self._signs(who, text, t) for who in range(len(self.delegates))]

    def _signs(self, who: int, text: Outcome, t: float) -> bool:
        signs = bool(self.delegates[who].signs(text, t))
        self.chair.ears[who].answers(self._code(text), signs)
        return signs

    def _code(self, text: Outcome) -> Code:
        try:
            return tuple(place[v] for place, v in zip(self.places, text, strict=True))
        except (KeyError, TypeError, ValueError):
            raise ValueError("a text must have one value of the table for every clause") from None

    def _outcome(self, code: Code) -> Outcome:
        return tuple(row[n] for row, n in zip(self.values, code, strict=True))

    def _stances(self, who: int) -> tuple[tuple[int, ...], ...]:
        """A delegate's stances, if they are such."""
        try:
            found = tuple(tuple(int(n) for n in row) for row in self.delegates[who].stances())
        except (TypeError, ValueError):
            found = ()
        shape = [len(row) for row in found] == [len(row) for row in self.values]
        if not shape or not all(0 <= n <= 3 for row in found for n in row):
            raise ValueError(f"{self.called[who]} declares no stances, 0 to 3 by clause and value")
        return found


def opening_text(issues: Issues, stances: Sequence[Sequence[Sequence[int]]]) -> Outcome:
    """The chair's first text: in each clause what fewest oppose, then what most can live with."""
    text = []
    for issue, (_, values) in enumerate(issues):
        columns = [[seat[issue][n] for seat in stances] for n in range(len(values))]
        best = min(range(len(values)), key=lambda n: (columns[n].count(0), -sum(columns[n]), n))
        text.append(values[best])
    return tuple(text)


class Honest(Seat):
    """Says what it wants, votes for what is not worse for it, and signs what beats no treaty."""

    def _settle(self) -> None:
        self._values = self._space.issues

    def stances(self) -> Sequence[Sequence[int]]:
        """Quarter by quarter of what the issue can bring from the best outcome there is."""
        best = self._space.outcomes[0] if self._space.outcomes else self._space.least_bad
        found = []
        for issue, values in enumerate(self._values):
            gains = [
                self._space.gain((*best[:issue], value, *best[issue + 1 :])) for value in values
            ]
            low, span = min(gains), max(1, max(gains) - min(gains))
            found.append([min(3, 4 * (gain - low) // span) for gain in gains])
        return found

    def hear(self, stances: Sequence[Sequence[Sequence[int]]]) -> None:
        """Add up what all can live with, clause by clause."""
        self._liking = [
            {value: sum(seat[issue][n] for seat in stances) for n, value in enumerate(values)}
            for issue, values in enumerate(self._values)
        ]

    def liked(self, text: Outcome) -> int:
        """How well a text agrees with everybody's stances."""
        return sum(column[value] for column, value in zip(self._liking, text, strict=True))

    def move(self, text: Outcome, failed: frozenset[Outcome], t: float) -> Outcome | None:
        """What is best for it of the changes that have not failed; late, the mildest it could sign."""
        gain = self._space.gain
        here = gain(text)
        better = [(gain(p), p) for p in changes(text, self._values) if p not in failed]
        if 1_000 * t >= OPENS and not self.signs(text, t):
            enough = [p for _, p in better if self.signs(p, t)]
            if enough:
                return max(enough, key=self.liked)
        worth, proposal = max(better, key=lambda pair: pair[0], default=(here, text))
        return proposal if worth > here else None

    def vote(self, proposal: Outcome, text: Outcome, t: float, *, saves: bool) -> Say:
        """Yes to what is not worse, and to a loss it can bear where a signature is won by it."""
        if saves and self.signs(proposal, t):
            return "yes"
        return "yes" if self._space.gain(proposal) >= self._space.gain(text) else "no"

    def signs(self, text: Outcome, t: float) -> bool:
        """What beats no treaty."""
        return self._space.gain(text) > 0


class Strategic(Honest):
    """Hardens its stances, holds its signature back and says no to what brings it little."""

    beta = 20
    """Exponent of the concession curve of its signature, in per cent (R20.2)."""

    hold = 1_500
    """Gain below which it does not let its signature fall before the end, of 10 000."""

    def stances(self) -> Sequence[Sequence[int]]:
        """One step harder than it feels, but for what it wants most."""
        return [
            [value if value == 3 else max(0, value - 1) for value in row]
            for row in super().stances()
        ]

    def vote(self, proposal: Outcome, text: Outcome, t: float, *, saves: bool) -> Say:
        """Yes to a gain; no to a loss; and of no opinion where it gains nothing."""
        if saves and self.signs(proposal, t):
            return "yes"
        here, there = self._space.gain(text), self._space.gain(proposal)
        return "yes" if there > here else "abstain" if there == here else "no"

    def signs(self, text: Outcome, t: float) -> bool:
        """Until the end only what meets an aspiration that falls with time."""
        gain = self._space.gain(text)
        if 1_000 * t >= PRESSED:
            return gain > 0
        asked = self.hold + (WHOLE - self.hold) * concession(int(1_000 * t), self.beta) // 1_000
        return gain >= asked


def changes(text: Outcome, values: Sequence[Sequence[object]]) -> list[Outcome]:
    """Every text that differs in one clause or in two."""
    found: list[Outcome] = []
    for issue, options in enumerate(values):
        found += [
            (*text[:issue], value, *text[issue + 1 :]) for value in options if value != text[issue]
        ]
    for one, other in combinations(range(len(values)), 2):
        for first in values[one]:
            for second in values[other]:
                if first != text[one] and second != text[other]:
                    changed = list(text)
                    changed[one], changed[other] = first, second
                    found.append(tuple(changed))
    return found
