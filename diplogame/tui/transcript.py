"""The transcript of a side-meeting: who said what, and what came of every answer.

Guarantees: made from what the seat has heard and nothing else; an answer always shows its reason, its
size, what would turn it and what was learnt, as far as it has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from textual.content import Content

from diplogame.app.narrate import Cable, words
from diplogame.rules import events as ev
from diplogame.rules.ids import SeatId
from diplogame.tui.game import Game, Told
from diplogame.tui.parts import prose
from diplogame.tui.strings import t
from diplogame.tui.widgets.canvas import clip
from diplogame.tui.widgets.dialogue import Answer, lines_of
from diplogame.tui.widgets.marks import Stance

ANSWERS = (ev.OfferDeclined, ev.OfferAccepted, ev.Disclosed, ev.Evaded, ev.ThreatAnswered)
"""Events that answer something."""


@dataclass(slots=True)
class Entry:
    """One thing said at the table, and what the staff added."""

    event: ev.Event
    cable: Cable
    learnt: list[str] = field(default_factory=list)
    turn: str = ""


def entries(game: Game, meeting: str) -> list[Entry]:
    """Return what was said in a meeting, the oldest first."""
    found: list[Entry] = []
    inside = False
    for told in game.told():
        inside = _inside(told, meeting, inside)
        if told.event is None:
            if inside and found and told.cable.kind == "staff":
                found[-1].learnt.append(told.cable.text)
            continue
        if not inside or not _belongs(told.event, meeting):
            continue
        if isinstance(told.event, ev.OfferMade) and told.event.counter and found:
            # A counter-offer is what would turn the refusal before it: one answer, not two.
            last = found[-1]
            if isinstance(last.event, ev.OfferDeclined):
                last.turn = _after_colon(told.cable.detail)
                continue
        found.append(Entry(told.event, told.cable))
    return found


def _after_colon(text: str) -> str:
    head, _, rest = text.partition(": ")
    return rest or head


def _inside(told: Told, meeting: str, inside: bool) -> bool:
    """Whether the meeting is in session after this cable."""
    event = told.event
    if isinstance(event, ev.MeetingOpened):
        return event.meeting == meeting
    if isinstance(event, ev.StageEntered | ev.RoundOpened):
        return False
    return inside


def _belongs(event: ev.Event, meeting: str) -> bool:
    named = getattr(event, "meeting", None)
    if named is not None:
        return bool(named == meeting)
    return isinstance(
        event, ev.ThreatIssued | ev.ThreatAnswered | ev.ThreatSettled | ev.UnderstandingReached
    )


def lines(game: Game, found: Sequence[Entry], width: int) -> list[Content]:
    """Return the transcript as lines of at most `width` cells."""
    out: list[Content] = []
    for entry in found:
        if out:
            out.append(Content(""))
        if isinstance(entry.event, ANSWERS) and entry.cable.speaker != game.seat:
            out += lines_of(answer(game, entry), width)
            if entry.cable.effects:
                out += prose(entry.cable.effects, width, "$muted", 2)
        else:
            out += _plain(game, entry, width)
    return out


def _plain(game: Game, entry: Entry, width: int) -> list[Content]:
    cable = entry.cable
    mine = cable.speaker == game.seat
    if not cable.speaker:
        out = prose(f"§ {cable.text}", width, "bold $good")
    else:
        person = "" if mine else game.words.envoy(cable.speaker)[0]
        tail = f" · {person}" if person else ""
        name = game.name(cable.speaker)
        out = [
            Content.assemble(
                (clip(name, width), "bold $muted" if mine else "bold $brass"),
                (clip(tail, max(0, width - len(name))), "$muted"),
            )
        ]
        said = cable.text if cable.told else f"“{cable.text}”"
        out += prose(said, width, "$muted" if mine else "$ink", 2)
    if cable.detail and cable.detail != cable.text:
        out += prose(cable.detail, width, "$muted", 2)
    if cable.effects:
        out += prose(cable.effects, width, "$muted", 2)
    for text in entry.learnt:
        out += prose(t("meeting.learnt", text=text), width, "$poor", 2)
    return out


def answer(game: Game, entry: Entry) -> Answer:
    """Return an answer for the dialogue widget."""
    event, cable = entry.event, entry.cable
    verdict, stance, reason, size, turn = "", Stance.UNKNOWN, "", "", entry.turn
    match event:
        case ev.OfferAccepted():
            verdict, stance = t("answer.accepts"), Stance.SUPPORT
            reason = "" if event.reason.value == "agreed" else words.REASONS[event.reason]
        case ev.OfferDeclined():
            verdict = t("answer.counters") if event.counter is not None else t("answer.declines")
            stance = Stance.RESERVE if event.counter is not None else Stance.OPPOSE
            reason, size = _reason(game, event), words.SIZES[event.size]
            turn = turn or words.ADVICE.get(event.reason, "")
        case ev.Disclosed():
            verdict, stance = t("answer.answers"), Stance.LIVE
            return _answer(game, entry, verdict, stance, learnt=[cable.detail, *entry.learnt])
        case ev.Evaded():
            verdict, stance = t("answer.evades"), Stance.RESERVE
            return _answer(game, entry, verdict, stance, learnt=[cable.detail, *entry.learnt])
        case ev.ThreatAnswered():
            gives = event.answer in ("comply", "partly")
            verdict = t(f"answer.threat.{event.answer}")
            stance = Stance.LIVE if gives else Stance.OPPOSE
            reason = cable.detail
        case _:
            pass
    return _answer(game, entry, verdict, stance, reason, size, turn, entry.learnt)


def _answer(
    game: Game,
    entry: Entry,
    verdict: str,
    stance: Stance,
    reason: str = "",
    size: str = "",
    turn: str = "",
    learnt: Sequence[str] = (),
) -> Answer:
    speaker: SeatId = entry.cable.speaker
    person, office = game.words.envoy(speaker) if speaker else ("", "")
    return Answer(
        speaker=game.name(speaker),
        line=entry.cable.text,
        told=entry.cable.told,
        title=", ".join(part for part in (person, office) if part),
        verdict=verdict,
        stance=stance,
        reason=reason,
        size=size,
        turn=turn,
        learnt=" ".join(learnt),
    )


def _reason(game: Game, event: ev.OfferDeclined) -> str:
    reason = words.REASONS[event.reason]
    if event.issue >= 0:
        where = game.words.issue(event.issue)
        if event.option >= 0:
            where = f"{where}: {game.words.option(event.issue, event.option)}"
        return f"{reason} ({where})"
    return f"{reason} ({game.name(event.rival)})" if event.rival else reason
