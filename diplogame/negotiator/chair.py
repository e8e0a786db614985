"""The chair of a plenary in small: it listens, keeps an estimate of everybody, and drafts compromises.

What it hears is what the room hears: declared stances, roll-calls, and who could sign which text. Of each
delegation it keeps a table of points by clause and value that begins with the stances and is corrected
whenever it would have foretold a vote or a signature wrongly (a perceptron, in whole numbers). It never
sees a utility.

Guarantees: the same hearings give the same drafts; nothing is drawn; a draft is on the table.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import TypeAlias

from diplogame.negotiator.space import Code

Promise: TypeAlias = tuple[int, int, int]
"""Signatures believed missing (negative), what they lack, what all together have above."""

STEP = 250
"""Points by which one wrong guess corrects an entry."""

PASSES = 4
"""Times that all evidence is gone through before a draft."""

SUPPORTED = 1_000
"""Points of a step on the scale of stances, before anything is learned."""

TRUST = 15
"""Per cent of its most that is believed to be enough for a delegation that has refused nothing."""

SEARCHED = 6
"""Changes after one another that a draft is looked for."""


class Ear:
    """What the chair believes of one delegation.

    Attributes:
        points: By clause and value.
        least: What the points of a text must be above, for a signature.
    """

    __slots__ = ("_answers", "_stances", "_votes", "least", "points")

    def __init__(self, stances: Sequence[Sequence[int]]) -> None:
        """Begin with its declared stances, and with trust: a refusal teaches more than none."""
        self._stances = stances
        self._votes: dict[tuple[Code, Code], tuple[tuple[int, int, int], ...]] = {}
        self._answers: dict[Code, bool] = {}
        self._begin()

    def _begin(self) -> None:
        self.points = [[SUPPORTED * stance for stance in row] for row in self._stances]
        self.least = sum(max(row) for row in self.points) * TRUST // 100

    def prefers(self, this: Code, that: Code) -> None:
        """It has said yes to a change, or no to one."""
        pairs = enumerate(zip(this, that, strict=True))
        self._votes[this, that] = tuple((k, new, old) for k, (new, old) in pairs if new != old)
        self._votes.pop((that, this), None)

    def answers(self, text: Code, signs: bool) -> None:
        """It has said whether it could sign a text; the latest word counts."""
        self._answers[text] = signs

    def forget_refusals(self) -> None:
        """Who would not sign yesterday may today; who would, still would. The estimate begins anew."""
        self._answers = {text: True for text, signs in self._answers.items() if signs}
        self._begin()

    def expected(self, text: Code) -> int:
        """How far a text is believed to be above what it would sign; 0 or less: it would not."""
        return sum([row[n] for row, n in zip(self.points, text, strict=True)]) - self.least

    def learn(self) -> None:
        """Correct the estimate by what has been heard."""
        points = self.points
        for _ in range(PASSES):
            right = True
            for changes in self._votes.values():
                if sum([points[k][new] - points[k][old] for k, new, old in changes]) <= 0:
                    right = False
                    for k, new, old in changes:
                        points[k][new] += STEP
                        points[k][old] -= STEP
            for text, signs in self._answers.items():
                if (self.expected(text) > 0) is not signs:
                    right = False
                    change = STEP if signs else -STEP
                    for row, n in zip(points, text, strict=True):
                        row[n] += change
                    self.least -= change
            if right:
                return


class Chair:
    """Drafts compromises from what it has heard."""

    def __init__(self, sizes: Sequence[int], stances: Sequence[Sequence[Sequence[int]]]) -> None:
        """Open the conference.

        Args:
            sizes: Values by clause.
            stances: Of every delegation in the order of seats, by clause and value, 0 to 3.
        """
        self.sizes = tuple(sizes)
        self.ears = tuple(Ear(each) for each in stances)

    def draft(self, text: Code, known: Container[Code]) -> Code | None:
        """The most promising text that is not known yet; None where there is none.

        It is looked for by changes of one clause or two, one after another. Promising is what most are
        believed to sign; among such texts, what leaves least to be wished by those who would not; then
        what all together like best.

        Args:
            text: The text as it stands.
            known: Texts that need not be tried.
        """
        for ear in self.ears:
            ear.learn()
        here, best = text, None
        now = best_key = _promise([ear.expected(text) for ear in self.ears])
        for _ in range(SEARCHED):
            top_key, top = now, here
            for key, code in self._near(here):
                if key > top_key:
                    top_key, top = key, code
                if (best is None or key > best_key) and code not in known:
                    best_key, best = key, code
            if top == here:
                break
            now, here = top_key, top
        return best

    def _near(self, text: Code) -> Iterator[tuple[Promise, Code]]:
        """Every text that differs in one clause or two, with what it promises."""
        base = [ear.expected(text) for ear in self.ears]
        moves = [
            (k, n, [ear.points[k][n] - ear.points[k][text[k]] for ear in self.ears])
            for k, size in enumerate(self.sizes)
            for n in range(size)
            if n != text[k]
        ]
        for at, (k, n, step) in enumerate(moves):
            there = [a + b for a, b in zip(base, step, strict=True)]
            once = (*text[:k], n, *text[k + 1 :])
            yield _promise(there), once
            for other, m, further in moves[at + 1 :]:
                if other != k:
                    promise = _promise([a + b for a, b in zip(there, further, strict=True)])
                    yield promise, (*once[:other], m, *once[other + 1 :])


def _promise(expected: Sequence[int]) -> Promise:
    short = [each for each in expected if each <= 0]
    return (-len(short), sum(short), sum(expected))
