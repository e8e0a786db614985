"""A whole game by lines: prompts, orders, hand-overs, the debrief at the end.

Guarantees: the same session as the screens; orders may be piped in, and when they end the game is saved
and the way to go on is said; an order that is not understood costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from diplogame.app.narrate import Describe, Narrator, Wire, refusal
from diplogame.app.pins import Pins
from diplogame.app.session import Session
from diplogame.app.summits import hours
from diplogame.plain.console import Console, EndOfOrders
from diplogame.plain.debrief import debrief_lines
from diplogame.plain.lines import cable_lines, heading, wrapped
from diplogame.plain.manual import ALWAYS, GLOSSARY, ORDERS
from diplogame.plain.names import Names, OrderError, plain
from diplogame.plain.outlook import night_over
from diplogame.plain.pages import Pages
from diplogame.plain.turn import Turn
from diplogame.rules.commands import Command, MakePlan
from diplogame.rules.conditions import evaluate
from diplogame.rules.decide import Accepted
from diplogame.rules.facts import ViewFacts
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import Activity

CURTAIN = 40
"""Blank lines between two people, so that nothing of the last one stays in sight."""


class _Quit(Exception):  # noqa: N818 - a wish, not an error
    """The player stops."""


class _Auto(Exception):  # noqa: N818 - a wish, not an error
    """The staff decides: once, for a round, or to the end."""

    def __init__(self, until: int) -> None:
        super().__init__(until)
        self.until = until


def play(session: Session, source: TextIO, out: TextIO, hints: bool = True) -> int:
    """Play a game to its end or to the end of the orders; the exit code."""
    game = PlainGame(session, Console(source, out), hints)
    with session:
        try:
            game.run()
        except (EndOfOrders, KeyboardInterrupt):
            game.farewell("The orders have ended.")
        except _Quit:
            game.farewell("Stopped.")
    return 0


class PlainGame:
    """One game and those who play it on this console."""

    def __init__(self, session: Session, console: Console, hints: bool = True) -> None:
        self.session = session
        self.console = console
        self.hints = hints
        self.book = session.pack.phrasebook
        self.tell = Describe(self.book, session.pack.conference)
        # One narrator for each person, so that nobody's reading changes what another reads.
        self.wires = {
            seat: Wire(Narrator(session.pack, session.seed), seat) for seat in session.humans
        }
        self.read = dict.fromkeys(session.humans, 0)
        self.round = dict.fromkeys(session.humans, 0)
        self.seat: SeatId = ""
        self.auto_until = dict.fromkeys(session.humans, 0)
        self.draft: list[Activity] = []
        self.drafted = ("", 0)
        self.listed: dict[SeatId, dict[str, list[str]]] = {seat: {} for seat in session.humans}
        self.hinted: set[str] = set()
        self.pins = Pins()
        self.met: set[SeatId] = set()

    @property
    def shared(self) -> bool:
        """Whether several people share the console."""
        return len(self.session.humans) > 1

    # --- the course of the game ------------------------------------------------------------------

    def run(self) -> None:
        """Play until the game is over; then the debrief."""
        say = self.console
        say.lines(heading(self.book.title))
        say.lines(wrapped(self.book.summary))
        say.say(f"Seed {self.session.seed}, difficulty {self.session.difficulty.value}.")
        for notice in (*self.session.notices, self.session.save_note):
            if notice:
                say.lines(wrapped(notice))
        say.say("Say help at any prompt. Orders may be cut short; case does not matter.")
        self.session.forgiving = True
        while not self.session.over:
            known = len(self.session.defects)
            self.session.run_minds()
            for what in self.session.defects[known:]:
                say.lines(
                    wrapped(f"A delegation erred and was passed over; please report it: {what}")
                )
            awaited = self.session.awaited()
            if not awaited:
                break
            self._sit(self.seat if self.seat in awaited else awaited[0])
            self._news()
            self._coach()
            self._turn()
        self._end()

    def _sit(self, seat: SeatId) -> None:
        if seat == self.seat:
            return
        first = not self.seat
        if self.shared:
            if not first:
                self.console.say(f"Hand over to {self.book.name(seat)}.")
            self.console.lines([""] * CURTAIN)
            self.console.say(f"{self.book.name(seat)} takes the chair.")
            if self.console.typed:
                self._admit(seat)
        self.seat = seat
        if not self.read[seat]:
            self.console.lines(self._pages().instructions())

    def _admit(self, seat: SeatId) -> None:
        """Wait for the person whose chair it is; one who has a PIN says it, unseen."""
        if seat not in self.met:
            self.met.add(seat)
            self.console.read("Nobody else looks on? Say ready")
            self.pins.choose(seat, self.console.secret("Choose a PIN, or Enter for none"))
            return
        if seat not in self.pins:
            self.console.read("Nobody else looks on? Say ready")
            return
        while True:
            typed = self.console.secret("PIN (or quit)")
            if typed.casefold() == "quit":
                raise _Quit
            if self.pins.fits(seat, typed):
                return
            self.console.say("That is not the PIN of this chair.")

    def _news(self) -> None:
        """Everything this person has learnt since the last look."""
        seat = self.seat
        orders = self.session.heard_by_order(seat, self.read[seat])
        self.read[seat] = len(self.session.history)
        view = self.session.view(seat)
        wire = self.wires[seat]
        for heard in orders:
            cables = wire.extend(heard, view)
            ended = [hour for hour in hours([heard]) if hour.result]
            night = max((k for k, c in enumerate(cables) if c.kind == "summit"), default=-1)
            for index, cable in enumerate(cables):
                if cable.round > self.round[seat]:
                    self.round[seat] = cable.round
                    self.console.lines(heading(f"Round {cable.round}"))
                self.console.lines(cable_lines(cable, self.book))
                if ended and index == night and view.public.summit is not None:
                    self.console.lines(wrapped(night_over(view.public.summit, ended[-1]), "    "))

    def _coach(self) -> None:
        """The tutorial's hints, each when it first holds."""
        conference = self.session.pack.conference
        if not self.hints or self.seat != (conference.coached_seat or self.seat):
            return
        facts = ViewFacts(self.session.view(self.seat))
        for hint in conference.coaching:
            if hint.id not in self.hinted and evaluate(hint.when, facts) is True:
                self.hinted.add(hint.id)
                title, text = self.book.coaching(hint.id)
                head = f"[Coach] {title}: " if title else "[Coach] "
                self.console.lines(wrapped(head + text, "", "    "))

    def _turn(self) -> None:
        seat = self.seat
        view = self.session.view(seat)
        if view.public.round < self.auto_until[seat]:
            self._submit(self.session.advise(seat), told=True)
            return
        if self.drafted != (seat, view.public.round):
            self.draft, self.drafted = [], (seat, view.public.round)
        names = Names(view, self.book)
        conference = self.session.pack.conference
        turn = Turn(view, names, self.console, self.ask, conference, self.draft, self.listed[seat])
        try:
            command = turn.order()
        except _Auto as auto:
            self.auto_until[seat] = auto.until
            self.draft.clear()
            self._submit(self.session.advise(seat), told=True)
            return
        if command is not None:
            self._submit(command)

    def _submit(self, command: Command, told: bool = False) -> None:
        if told:
            self.console.lines(wrapped(f"Your staff: {self.tell.command(command)}."))
        decision = self.session.submit(command)
        if isinstance(decision, Accepted):
            if isinstance(command, MakePlan):
                self.draft = []
            if self.session.save_note:
                self.console.lines(wrapped(self.session.save_note))
            return
        day = self.session.pack.conference.calendar.slots
        kept = len(day)
        for fault in decision.faults:
            at = fault.params.get("slot")
            where = f" the {day[at]}" if isinstance(at, int) and 0 <= at < len(day) else ""
            text = refusal(fault.code, fault.params, self.book)
            self.console.lines(wrapped(f"Refused{where}: {text}"))
            kept = min(kept, at if isinstance(at, int) else kept - 1)
        if isinstance(command, MakePlan):
            # What was planned before the first thing refused stays planned.
            del self.draft[max(0, kept) :]

    def _end(self) -> None:
        # The cards are open: what the last one at the console has not read yet, all may read.
        self.seat = self.seat or self.session.humans[0]
        self._news()
        from diplogame.app.debrief import debrief

        self.console.lines(heading("The conference is over. All cards are open."))
        self.console.lines(debrief_lines(debrief(self.session)))
        path = self.session.save_path
        if path is not None:
            self.console.lines(["", *wrapped(f"Saved as {path.stem}.")])

    def farewell(self, why: str) -> None:
        """Say what is saved, and how to go on."""
        self.session.save()
        self.console.say(why)
        path = self.session.save_path
        if path is not None and not self.session.save_note:
            where = f"round {self.session.round}"
            self.console.lines(wrapped(f"The game is saved as {path.stem} ({where})."))
            self.console.say(f"Go on with: diplogame play --plain --resume {path.stem}")
        else:
            note = self.session.save_note or "The game was kept in memory only."
            self.console.lines(wrapped(note))

    # --- asking ----------------------------------------------------------------------------------

    def ask(self, prompt: str) -> str:
        """An answer to a prompt; orders that work everywhere are answered here."""
        while True:
            text = self.console.read(f"{self.book.short(self.seat)}: {prompt}")
            word, _, rest = text.strip().partition(" ")
            everywhere = _EVERYWHERE.get(word.casefold())
            if not word:
                self.console.say("Say help for what can be done now.")
            elif everywhere is None:
                return text.strip()
            else:
                try:
                    everywhere(self, rest.strip())
                except OrderError as error:
                    self.console.lines(wrapped(str(error)))

    def _pages(self) -> Pages:
        return Pages(self.session.view(self.seat), self.book, self.session.pack.conference)

    def _help(self, rest: str) -> None:
        duty = self.session.duty(self.seat)
        asked = plain(rest)
        unknown = self._unknown_here()
        rows = [r for r in (*ORDERS.get(duty, ()), *ALWAYS) if r[0].split()[0] not in unknown]
        if asked:
            every = [row for rows_ in ORDERS.values() for row in rows_]
            found = [row for row in [*every, *ALWAYS] if plain(row[0]).startswith(asked)]
            if asked in ("motions", "motion"):
                found = list(ORDERS["plenary"])
            if not found:
                raise OrderError(f"There is no order '{rest[:40]}'. Say help for all there are.")
            rows = list(dict.fromkeys(found))
        for order, about in rows:
            self.console.lines(wrapped(f"{order}: {about}", "  ", "     "))
        if not asked:
            self.console.lines(
                wrapped(
                    "Heavy orders are read back first; end a line with ! to confirm it at once."
                )
            )

    def _unknown_here(self) -> tuple[str, ...]:
        """Orders about what this conference does not have: help would promise too much."""
        table = self.session.view(self.seat).table
        found: list[str] = []
        if not table.blocs:
            found += ["caucus", "announce"]
        if table.clubs is None:
            found += ["circulate", "accede"]
        if not table.blocs and table.clubs is None:
            found += ["quit-bloc", "coalitions"]
        if not table.mediators:
            found += ["mediation", "mediators"]
        return tuple(found)

    def _glossary(self, rest: str) -> None:
        wanted = plain(rest)
        found = {k: v for k, v in GLOSSARY.items() if wanted in plain(k)}
        if not found:
            raise OrderError(f"The glossary has no '{rest[:40]}'. Say glossary for all of it.")
        for term, meaning in found.items():
            self.console.lines(wrapped(f"{term}: {meaning}", "  ", "     "))

    def _board(self, rest: str) -> None:
        view = self.session.view(self.seat)
        names = Names(view, self.book)
        package = list(view.text)
        for part in rest.replace(",", " ").split():
            issue, option = names.clause([part])
            package[issue] = option
        self.console.lines(self._pages().board(tuple(package)))

    def _coalitions(self, _rest: str) -> None:
        self.console.lines(self._pages().coalitions())

    def _mediators(self, _rest: str) -> None:
        self.console.lines(self._pages().mediators())

    def _cables(self, rest: str) -> None:
        count = int(rest[:3]) if rest.isdigit() else 12
        for cable in self.wires[self.seat].cables[-count:]:
            self.console.lines(wrapped(f"Round {cable.round}."))
            self.console.lines(cable_lines(cable, self.book))

    def _dossier(self, rest: str) -> None:
        names = Names(self.session.view(self.seat), self.book)
        self.console.lines(self._pages().dossier(names.delegation(rest)))

    def _save(self, _rest: str) -> None:
        path = self.session.save_path
        if self.session.save() and path is not None:
            self.console.say(f"Saved as {path.stem}; it is saved after every confirmed order.")
        else:
            note = self.session.save_note or "This game is kept in memory only."
            self.console.lines(wrapped(note))

    def _auto(self, rest: str) -> None:
        ends = {"": 0, "round": self.session.round + 1, "all": 10**6}
        word = rest.casefold()
        if word not in ends:
            raise OrderError("Say auto, auto round or auto all.")
        raise _Auto(ends[word])

    def _quit(self, _rest: str) -> None:
        raise _Quit

    def _text(self, _rest: str) -> None:
        self.console.lines(self._pages().text())

    def _room(self, _rest: str) -> None:
        self.console.lines(self._pages().room())

    def _ledger(self, _rest: str) -> None:
        self.console.lines(self._pages().ledger())

    def _instructions(self, _rest: str) -> None:
        self.console.lines(self._pages().instructions())

    def _status(self, _rest: str) -> None:
        self.console.lines(wrapped(self._pages().status()))


_EVERYWHERE: dict[str, Callable[[PlainGame, str], None]] = {
    "help": PlainGame._help,
    "?": PlainGame._help,
    "text": PlainGame._text,
    "room": PlainGame._room,
    "dossier": PlainGame._dossier,
    "ledger": PlainGame._ledger,
    "board": PlainGame._board,
    "coalitions": PlainGame._coalitions,
    "mediators": PlainGame._mediators,
    "instructions": PlainGame._instructions,
    "cables": PlainGame._cables,
    "status": PlainGame._status,
    "glossary": PlainGame._glossary,
    "auto": PlainGame._auto,
    "save": PlainGame._save,
    "quit": PlainGame._quit,
}
"""Orders that are answered at every prompt."""
