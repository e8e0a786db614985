"""Mediation as a delegation may weigh it: who mediates, what each word would bring and cost (R14.2).

Guarantees: reads a view only; one's own worth is exact, another's is said as far as it is believed; every
price is that of the rules, so screens, plain mode and minds reckon alike.
"""

from __future__ import annotations

from diplogame.app.narrate import Describe
from diplogame.app.narrate.words import STYLES, join, sentence, signed
from diplogame.rules import commands as cmd
from diplogame.rules.appraisal import own_worth, their_worth
from diplogame.rules.brokerage import (
    FRIEND,
    confidence,
    frank_reading,
    mediator_of,
    suggest,
)
from diplogame.rules.coalitions import BEYOND_GAUGE, mandate_terms
from diplogame.rules.conference import Kind, Mediator
from diplogame.rules.duties import Legal
from diplogame.rules.ids import SeatId
from diplogame.rules.mediation import (
    COLD_ROOM,
    FOUND_TRUST,
    LEVER,
    OPEN_ROOM,
    PRESSED_HOME,
    PRESSED_TRUST,
    THANKED_STANDING,
    THANKED_TRUST,
)
from diplogame.rules.terms import (
    Bargain,
    Clauses,
    Ending,
    Frankness,
    Mediation,
    SeekMediation,
    Sitting,
    Style,
)
from diplogame.rules.view import SeatView


def card_lines(view: SeatView, tell: Describe, card: Mediator) -> list[str]:
    """A mediator in sentences: what it may do, with what, whose friend it is, how safe we are with it."""
    chair = view.table.cards[card.id].kind is Kind.CHAIR
    styles = join(STYLES[Style(style)] for style in card.styles)
    several = "one clause" if card.clauses == 1 else f"{card.clauses} clauses"
    most = f"It has time for {several} in one room, for one from room to room."
    lines = [sentence(f"It may {styles}"), most]
    if chair:
        lines.append("These are good offices: free of price, without leverage, if all ask.")
    if card.leverage:
        lines.append(
            f"Its leverage is {card.leverage} of 100: pressing, it makes no deal worth up to "
            f"{card.leverage * LEVER} points less to each, until the next round."
        )
    tilts = [f"{tell.name(s)} {signed(points)}" for s, points in card.tilt if points]
    if tilts:
        lines.append(sentence(f"It is known to lean: {join(tilts)} of 100"))
    if card.id != view.seat:
        lines.append(
            f"Our trust in it is {view.trust.get(card.id, 50)}; what we tell it, it hears the better, "
            "the safer we feel."
        )
    return lines


def seek_lines(view: SeatView, tell: Describe, activity: SeekMediation) -> list[str]:
    """What asking for a mediation takes, and how safe it would be for us."""
    card = mediator_of(view.table, activity.mediator)
    if card is None:
        return []
    safe = confidence(view.trust.get(card.id, 50), card, view.seat, activity.parties)
    lines = [
        "It takes the slot of all who come. Each of them may decline, and says why.",
        f"Our confidence in {tell.name(card.id)} between us: {safe} of 100.",
        _room(activity.shuttle),
    ]
    friends = [p for p in activity.parties if card.toward(p) >= FRIEND]
    if friends:
        lines.append(f"What we say there {join(tell.name(f) for f in friends)} may hear.")
    return lines


def _room(shuttle: bool) -> str:
    if shuttle:
        return "From room to room only the mediator hears us, less clearly; there is time for one clause."
    return (
        f"In one room all hear each other: trust in who is frank {signed(OPEN_ROOM)}, "
        f"in who says nothing {signed(COLD_ROOM)}."
    )


def proposal_lines(
    view: SeatView, tell: Describe, parties: tuple[SeatId, ...], proposal: Clauses
) -> list[str]:
    """What a proposal would be worth, to us exactly, to the others as far as we believe."""
    bargain = Bargain(mandate_terms(parties, proposal), view.table.calendar.rounds)
    lines = []
    if view.seat in parties and view.interests.points:
        lines.append(f"Worth to us: {signed(own_worth(view, bargain))} points.")
        beyond = sum(not view.mandate[issue][option] for issue, option in proposal)
        if beyond:
            lines.append(
                f"{beyond} of its clauses lie outside our mandate: {signed(BEYOND_GAUGE * beyond)} of "
                "home support."
            )
    for party in parties:
        if party != view.seat and view.beliefs[party].weights:
            band = their_worth(view, party, bargain)
            lines.append(
                f"Worth to {tell.name(party)}, as we read it: {signed(band.low)} to {signed(band.high)}."
            )
    return lines


def suggestion(view: SeatView, known: Mediation) -> Clauses:
    """The draft that a mediator's own reading of the parties suggests."""
    card = mediator_of(view.table, known.mediator)
    if card is None or known.mediator != view.seat:
        return ()
    beliefs = {p: view.beliefs[p] for p in known.parties if view.beliefs[p].weights}
    return suggest(beliefs, card, known.issues, view.text)


_TOLD = {
    Frankness.FRANK: "frank",
    Frankness.GUARDED: "guarded",
    Frankness.CLOSED: "silent",
}


def duty_lines(view: SeatView, tell: Describe, now: Legal) -> list[str]:
    """What a word in a mediation is about."""
    known = view.mediations.get(now.mediation)
    if known is None:
        return []
    about = join(tell.quoted(k) for k in known.issues)
    between = join(tell.name(p) for p in known.parties)
    lines = [f"{tell.name(known.mediator)} between {between}, on {about}.", _room(known.shuttle)]
    match now.duty:
        case "mediation-request":
            lines.insert(0, f"{tell.name(known.by)} asks for it.")
            card = mediator_of(view.table, known.mediator)
            if known.mediator == view.seat:
                lines.append("You are asked to mediate.")
            elif card is not None:
                lines += card_lines(view, tell, card)
        case "mediate":
            told = [f"{tell.name(s)} was {_TOLD[f]}" for s, f in known.told.items()]
            lines.append(sentence("; ".join(told)))
            draft = suggestion(view, known)
            if draft:
                lines.append(f"Your reading of them suggests {tell.clauses(draft)}.")
        case "blind":
            how = "presses for" if known.style is Style.PRESS else "proposes"
            lines.append(f"{tell.name(known.mediator)} {how} {tell.clauses(known.proposal)}.")
            lines += proposal_lines(view, tell, known.parties, known.proposal)
        case _:
            pass
    return lines


def order_lines(view: SeatView, tell: Describe, command: cmd.Command) -> list[str]:
    """What a word in a mediation would bring and cost."""
    known = view.mediations.get(getattr(command, "mediation", ""))
    if known is None:
        return []
    match command:
        case cmd.AnswerMediation(accept=True):
            return ["It takes this slot. What you had planned for it is not done."]
        case cmd.Confide(frankness=frankness):
            return _confided(view, known, frankness)
        case cmd.Mediate(style=style, proposal=proposal):
            return _style(view, style) + (
                proposal_lines(view, tell, known.parties, proposal) if proposal else []
            )
        case cmd.AnswerBlind(yes=yes):
            if yes:
                return [
                    (
                        "If all say yes it is announced, and binds each of us to support it to the end. "
                        "If not, nobody learns from the rules that we did; where there are but two "
                        "parties, we shall know that the other did not."
                    )
                ]
            return ["It fails, and nobody learns who refused it."]
        case _:
            return []


def _confided(view: SeatView, known: Mediation, frankness: Frankness) -> list[str]:
    card = mediator_of(view.table, known.mediator)
    if card is None:
        return []
    safe = confidence(view.trust.get(card.id, 50), card, view.seat, known.parties)
    clear = frank_reading(safe, frankness, known.shuttle)
    lines = [f"The mediator learns how we stand there, {clear} of 100 clearly."]
    if not known.shuttle:
        swing = {Frankness.FRANK: OPEN_ROOM, Frankness.CLOSED: COLD_ROOM}.get(frankness, 0)
        lines.append(
            f"The others hear it, too; their trust in us: {signed(swing) if swing else '0'}."
        )
    elif clear and any(card.toward(p) >= FRIEND for p in known.parties if p != view.seat):
        lines.append("Its friend may hear of it.")
    return lines


def _style(view: SeatView, style: Style) -> list[str]:
    card = mediator_of(view.table, view.seat)
    match style:
        case Style.FACILITATE:
            return [
                (
                    "Each learns of the others where they want the same, or where an exchange is cheap; "
                    f"their trust in us {signed(FOUND_TRUST)} if anything is found. What closes so lasts."
                )
            ]
        case Style.FORMULATE:
            return [
                (
                    f"All must say yes, in secret. Then it is announced: trust in us "
                    f"{signed(THANKED_TRUST)}, standing {signed(THANKED_STANDING)}."
                )
            ]
        case Style.PRESS:
            lever = (card.leverage if card is not None else 0) * LEVER
            return [
                (
                    f"For now no deal is worth {lever} points less to each. It costs us {-PRESSED_TRUST} of "
                    f"each one's trust and {-PRESSED_HOME} of home support, and what is agreed so lasts less."
                )
            ]


def history_lines(view: SeatView, tell: Describe) -> list[str]:
    """Mediations that we know of, the latest first."""
    found = sorted(view.mediations.values(), key=lambda m: (-m.round, -m.slot, m.id))
    lines = []
    for known in found:
        between = join(tell.name(p) for p in known.parties)
        what = {
            Ending.DECLINED: "too few came",
            Ending.FACILITATED: (
                f"common ground on {tell.clauses(known.common)}"
                if known.common
                else "nothing found"
            ),
            Ending.AGREED: f"agreed on {tell.clauses(known.proposal)}",
            Ending.FAILED: "the proposal failed",
            Ending.NONE: "under way" if known.sitting is not Sitting.OVER else "over",
        }[known.ending]
        lines.append(
            sentence(f"Round {known.round}: {tell.name(known.mediator)} between {between}: {what}")
        )
    return lines


__all__ = [
    "card_lines",
    "duty_lines",
    "history_lines",
    "order_lines",
    "proposal_lines",
    "seek_lines",
    "suggestion",
]
