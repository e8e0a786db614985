"""The wire: a delegation's cables as they come in, without the flood.

Guarantees: numbers moved are gathered into the effects of the cable they follow from; what staff read
on one occasion is one note; beliefs that evidence explains are not told twice. Feeding a game in one
piece or in many gives the same cables, if each piece ends where a command's events do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from diplogame.app.narrate import house
from diplogame.app.narrate.cable import Cable
from diplogame.app.narrate.effects import Effects
from diplogame.app.narrate.narrator import Narrator
from diplogame.app.narrate.words import sentence
from diplogame.rules import events as ev
from diplogame.rules.ids import SeatId
from diplogame.rules.ledger import MANDATE
from diplogame.rules.terms import Term, TermKind, TermState
from diplogame.rules.view import SeatView, sees


@dataclass(slots=True)
class Settled:
    """Promises settled on one occasion that are told together."""

    kept: list[Term]
    lapsed: list[Term]

    @property
    def one(self) -> bool:
        """Whether it is the first."""
        return len(self.kept) + len(self.lapsed) == 1


class Wire:
    """The cables of one delegation ("" for all cards open).

    Attributes:
        cables: All cables so far, oldest first.
    """

    def __init__(self, narrator: Narrator, seat: SeatId) -> None:
        self.narrator = narrator
        self.seat = seat
        self.cables: list[Cable] = []
        self._effects = Effects(narrator.conference, seat)
        self._stage = narrator.book.crisis_stage(narrator.conference.crisis.start)
        self._round = 1
        self._told = ""
        self._support = self._effects.levels.get(("gauge", seat), 0)

    def extend(
        self, heard: Iterable[tuple[int, ev.Event]], view: SeatView | None = None
    ) -> list[Cable]:
        """Take in what was learnt since the last call; the new cables.

        Args:
            heard: (round, event) as `Session.heard` gives them, whole commands at a time.
            view: The delegation's view now.
        """
        found: list[Cable] = []
        learnt: list[tuple[int, ev.EvidenceLogged]] = []
        moved: list[tuple[int, ev.BeliefMoved]] = []
        held: list[Cable] = []
        settled = Settled([], [])
        scripted, morning = "", False
        for given, event in heard:
            if self.seat and not sees(event, self.seat):
                continue
            # What opens a round belongs to it, although an order of the last round brought it about.
            opened = event.round if isinstance(event, ev.RoundOpened) else given
            before, round_ = self._round, max(self._round, opened)
            self._round = round_
            if isinstance(event, ev.SummitCalled | ev.SummitEnded):
                self._effects.summit = isinstance(event, ev.SummitCalled)
            if isinstance(event, ev.MeterMoved):
                self._meter(found, event, round_)
            elif isinstance(event, ev.EvidenceLogged):
                if self.seat:
                    learnt.append((round_, event))
            elif isinstance(event, ev.BeliefMoved):
                if self.seat and event.option < 0:
                    moved.append((round_, event))
            else:
                gathered = isinstance(event, ev.TermSettled) and self._gathered(
                    event, view, settled
                )
                if gathered and settled.one:
                    self._flush(found, round_)
                cable = self.narrator.cable(event, self.seat, round_, view)
                if cable is None or gathered:
                    continue
                if isinstance(event, ev.WeightShifted):
                    held.append(cable)  # the numbers of the same news come first
                    continue
                self._clear(found, settled, held, before)
                self._learn(found, learnt, moved)
                if scripted and scripted == cable.speaker and found:
                    # A scripted line stands for the ordinary one of the act that it goes with.
                    cable = replace(cable, text=found.pop().text)
                found.append(cable)
                scripted = ""
                if isinstance(event, ev.Said) and house.goes_with_an_act(
                    self.narrator.conference, event
                ):
                    scripted = event.seat
                self._told = getattr(event, "twist", "")
                morning = morning or (isinstance(event, ev.RoundOpened) and bool(self.seat))
        self._clear(found, settled, held, self._round, last=True)
        self._learn(found, learnt, moved)
        if morning:
            self._remind(found, self._round)
        self.cables += found
        return found

    def _clear(
        self,
        found: list[Cable],
        settled: Settled,
        held: list[Cable],
        round_: int,
        last: bool = False,
    ) -> None:
        """Tell what was gathered before something else is told."""
        o = self.narrator.occasion(self.seat, round_)
        # What was kept comes last: the trust and credibility that follow are due to it.
        for terms, kept in ((settled.lapsed, False), (settled.kept, True)):
            if terms:
                found.append(house.settled(o, terms, kept))
                self._told = ""
            terms.clear()
        if found or last:
            # What moved before the first line of an order belongs to that line.
            self._flush(found, round_)
        found += held
        held.clear()

    def _remind(self, found: list[Cable], round_: int) -> None:
        """What the staff say in the morning: how home took yesterday, and what falls due today."""
        o = self.narrator.occasion(self.seat, round_)
        support = self._effects.levels.get(("gauge", self.seat), 0)
        cable = house.mood(o, support, support - self._support)
        self._support = support
        found += [cable] if cable is not None else []
        found += house.due_today(o)

    def _gathered(self, event: ev.TermSettled, view: SeatView | None, settled: Settled) -> bool:
        """Whether a promise is told with others: one that came to nothing, or one kept to the end."""
        memory = self.narrator.memory(self.seat)
        memory.look_up(view)
        entry = memory.understandings.get(event.understanding)
        if entry is None or event.term >= len(entry.bargain.terms) or entry.id.startswith(MANDATE):
            return False
        term = entry.bargain.terms[event.term]
        if event.state is TermState.LAPSED:
            settled.lapsed.append(term)
            return True
        if event.state is TermState.KEPT and memory.over and term.kind is not TermKind.PAY:
            settled.kept.append(term)
            return True
        return False

    def _meter(self, found: list[Cable], event: ev.MeterMoved, round_: int) -> None:
        if event.meter != "crisis":
            self._effects.add(event)
            return
        self._flush(found, round_)
        self._effects.add(event)
        level = self._effects.levels["crisis", ""]
        stage = self.narrator.book.crisis_stage(level)
        o = self.narrator.occasion(self.seat, round_)
        if stage and stage != self._stage:
            self._stage = stage
            found.append(o.cable("news", "", stage))
            self._told = ""
        elif event.cause == "clock" and 2 * level >= o.conference.crisis.limit:
            text = o.say("", "news.crisis", round_) if o.one_in(2, "crisis") else ""
            found += [o.cable("news", "", text)] if text else []

    def _flush(self, found: list[Cable], round_: int) -> None:
        if self._effects.empty:
            return
        o = self.narrator.occasion(self.seat, round_)
        text = sentence(self._effects.text(o, self._told))
        if not text:
            return
        if found:
            last = found[-1]
            found[-1] = replace(last, effects=f"{last.effects} {text}".strip())
        else:
            found.append(o.cable("home", "", text))

    def _learn(
        self,
        found: list[Cable],
        learnt: list[tuple[int, ev.EvidenceLogged]],
        moved: list[tuple[int, ev.BeliefMoved]],
    ) -> None:
        """Findings of one occasion as one note; estimates only where no finding explains them."""
        explained = {(e.evidence.about, e.evidence.issue) for _r, e in learnt}
        groups: dict[tuple[int, str, int], list[ev.EvidenceLogged]] = {}
        for round_, event in learnt:
            x = event.evidence
            groups.setdefault((round_, x.source, x.issue), []).append(event)
        for (round_, _source, _issue), events in groups.items():
            found.append(house.joined(self.narrator.occasion(self.seat, round_), events))
        last: dict[tuple[SeatId, int], tuple[int, ev.BeliefMoved]] = {}
        for round_, belief in moved:
            if (belief.about, belief.issue) not in explained:
                last[belief.about, belief.issue] = (round_, belief)
        for round_, belief in last.values():
            cable = house.belief_moved(self.narrator.occasion(self.seat, round_), belief)
            if cable is not None:
                found.append(cable)
        learnt.clear()
        moved.clear()
