"""What a typed word means: delegations, clauses, options, instruments - by id, title, short name or number.

Guarantees: case, hyphens and spaces do not matter; a word that fits one thing only may be cut short; what
fits nothing or several things is answered with what there is.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from diplogame.packs.clean import clean
from diplogame.packs.phrasebook import Phrasebook
from diplogame.rules.ids import SeatId
from diplogame.rules.values import dataclass
from diplogame.rules.view import SeatView


class OrderError(ValueError):
    """An order that could not be understood; ``str()`` says what is possible."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a key and all the words it goes by."""

    key: str
    words: tuple[str, ...]
    shown: str


def plain(text: str) -> str:
    """A word as it is compared: letters and digits only, without case."""
    return "".join(c for c in text.casefold() if c.isalnum())


def find(text: str, things: Sequence[Thing], kind: str) -> str:
    """The key of the one thing a text means.

    Raises:
        OrderError: It means nothing here, or several things.
    """
    wanted = plain(text)
    shown = clean(text, 60, line=True)
    if not wanted:
        raise OrderError(f"Say which {kind}: {_listed(things)}.")
    exact = [t.key for t in things if wanted in [plain(w) for w in (t.key, *t.words)]]
    if exact:
        return exact[0]
    if text.strip().isdigit():
        number = int(wanted) if len(wanted) < 6 else 0
        if 1 <= number <= len(things):
            return things[number - 1].key
    for test in (str.startswith, str.__contains__):
        found = [t.key for t in things if any(test(plain(w), wanted) for w in (t.key, *t.words))]
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            several = [t for t in things if t.key in found]
            raise OrderError(f"'{shown}' may be several: {_listed(several)}. Say which {kind}.")
    near = _near(wanted, things)
    hint = f" Did you mean {near}?" if near else ""
    raise OrderError(f"There is no {kind} '{shown}'.{hint} There are: {_listed(things)}.")


def _near(wanted: str, things: Sequence[Thing]) -> str:
    words = {plain(w): t.shown for t in things for w in (t.key, *t.words)}
    close = difflib.get_close_matches(wanted, list(words), n=1, cutoff=0.6)
    return words[close[0]] if close else ""


def _listed(things: Iterable[Thing]) -> str:
    return ", ".join(thing.shown for thing in things)


class Names:
    """The names of one conference as one delegation may use them."""

    def __init__(self, view: SeatView, book: Phrasebook) -> None:
        self.view = view
        self.book = book

    def delegations(self, seats: Sequence[SeatId] | None = None) -> tuple[Thing, ...]:
        """Delegations as things; all but our own by default."""
        book = self.book
        chosen = seats
        if chosen is None:
            chosen = [s for s in self.view.table.everybody if s != self.view.seat]
        return tuple(Thing(s, (book.name(s), book.short(s)), s) for s in chosen)

    def delegation(self, text: str, seats: Sequence[SeatId] | None = None) -> SeatId:
        """The delegation meant by a text; OrderError if there is none."""
        return find(text, self.delegations(seats), "delegation")

    def issues(self) -> tuple[Thing, ...]:
        """The clauses of the text as things."""
        book = self.book
        return tuple(
            Thing(issue.id, (book.issue(k), book.issue_short(k)), issue.id)
            for k, issue in enumerate(self.view.table.issues)
        )

    def issue(self, text: str) -> int:
        """The index of the clause meant by a text; OrderError if there is none."""
        return self.view.table.issue_index(find(text, self.issues(), "clause"))

    def options(self, issue: int) -> tuple[Thing, ...]:
        """The options of a clause as things."""
        book = self.book
        return tuple(
            Thing(option, (book.option(issue, o), book.option_short(issue, o)), option)
            for o, option in enumerate(self.view.table.issues[issue].options)
        )

    def option(self, issue: int, text: str) -> int:
        """The index of the option meant by a text; OrderError if there is none."""
        key = find(text, self.options(issue), f"option of {self.view.table.issues[issue].id}")
        return self.view.table.issues[issue].options.index(key)

    def clause(self, tokens: Sequence[str]) -> tuple[int, int]:
        """Clause and option from ``issue=option`` or ``issue option``; OrderError if it is neither."""
        text = " ".join(tokens).strip()
        if "=" in text:
            left, _, right = text.partition("=")
            issue = self.issue(left)
            return issue, self.option(issue, right)
        if len(tokens) < 2:
            if not tokens:
                raise OrderError(f"Say on which clause: {_listed(self.issues())}.")
            issue = self.issue(tokens[0])
            raise OrderError(
                f"Say which option of {self.view.table.issues[issue].id}: "
                f"{_listed(self.options(issue))}."
            )
        fault: OrderError | None = None
        for cut in range(1, len(tokens)):
            try:
                issue = self.issue(" ".join(tokens[:cut]))
                return issue, self.option(issue, " ".join(tokens[cut:]))
            except OrderError as error:
                fault = fault or error
        assert fault is not None
        raise fault

    def incentive(self, text: str, giver: SeatId) -> str:
        """An incentive of a giver meant by a text; OrderError if there is none."""
        things = tuple(
            Thing(i.id, (self.book.incentive(i.id),), i.id)
            for i in self.view.table.incentives.values()
            if i.giver == giver
        )
        if not things:
            raise OrderError(f"{self.book.name(giver)} has no incentives to give.")
        return find(text, things, "incentive")

    def instrument(self, text: str, tools: Sequence[str]) -> str:
        """One of some instruments meant by a text; OrderError if there is none."""
        things = tuple(Thing(t, (self.book.instrument(t),), t) for t in tools)
        if not things:
            raise OrderError("There is no instrument left that reaches them.")
        return find(text, things, "instrument")
