"""From a view to what the widgets draw: the text, the room, the meters, the cables.

Guarantees: pure functions of a game's view and its words; what they show of others comes from the
view's beliefs and from nothing else; every number shown of oneself is exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diplogame.app.narrate import KINDS
from diplogame.app.outlook import vote_forecast
from diplogame.rules import forecasts
from diplogame.rules import terms as rules
from diplogame.rules.conference import Kind
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import Band, ClauseStatus, TermKind, TermState
from diplogame.rules.view import SeatView
from diplogame.tui.game import Game
from diplogame.tui.strings import t
from diplogame.tui.widgets import cables as cable_widget
from diplogame.tui.widgets.gauge import Meter, quality
from diplogame.tui.widgets.marks import Stance, Status, Tone
from diplogame.tui.widgets.seating import Seat
from diplogame.tui.widgets.texttable import Issue, Option

if TYPE_CHECKING:
    from diplogame.app.narrate import Cable

STANCES = {
    rules.Stance.SUPPORT: Stance.SUPPORT,
    rules.Stance.LIVE_WITH: Stance.LIVE,
    rules.Stance.RESERVE: Stance.RESERVE,
    rules.Stance.OPPOSE: Stance.OPPOSE,
}
"""The rules' stances as the widgets draw them."""

STATUSES = {
    ClauseStatus.OPEN: Status.OPEN,
    ClauseStatus.BRACKETED: Status.BRACKETED,
    ClauseStatus.CLOSED: Status.AD_REFERENDUM,
    ClauseStatus.AGREED: Status.AGREED,
}
"""The rules' clause statuses as the widgets draw them."""


def chance_stance(band: Band) -> Stance:
    """Return the sign for a believed chance (per mille) of a yes."""
    middle = band.middle
    if middle >= 750:
        return Stance.SUPPORT
    if middle >= 500:
        return Stance.LIVE
    return Stance.RESERVE if middle >= 250 else Stance.OPPOSE


def number(value: int) -> str:
    """Return a whole number with a thin space between thousands."""
    return f"{value:,}".replace(",", "\u202f")


def option_effect(view: SeatView, issue: int, option: int) -> int | None:
    """Return what an option does to us against the leading one, points; None without interests."""
    if not view.interests.points:
        return None
    row = view.interests.points[issue]
    return row[option] - row[view.public.clauses[issue].leading]


def text_issues(game: Game) -> tuple[Issue, ...]:
    """Return the treaty text for the text table."""
    view, words = game.view, game.words
    seats = view.table.seats
    found = []
    for k, item in enumerate(view.table.issues):
        clause = view.public.clauses[k]
        values = view.interests.values[k] if view.interests.values else ()
        best = max(values, default=-1)
        sponsors = dict(zip(clause.options, clause.sponsors, strict=True))
        shown = [o for o in range(len(item.options)) if _worth_showing(view, k, o)]
        options = tuple(
            Option(
                key=item.options[o],
                text=words.option(k, o),
                sponsors=tuple(game.short(s) for s in sponsors.get(o, ())),
                effect=option_effect(view, k, o),
                ideal=bool(values) and values[o] == best,
                mandate=view.mandate[k][o] if view.mandate else False,
                leading=o == clause.leading,
                support=tuple(STANCES[forecasts.believed_stance(view, s, k, o)] for s in seats),
                bracketed=o in clause.options,
            )
            for o in shown
        )
        note = words.question(k)
        if clause.annexed:
            note = f"{t('text.annexed')} {note}"
        found.append(Issue(item.id, words.issue(k), STATUSES[clause.status], options, note))
    return tuple(found)


def _worth_showing(view: SeatView, issue: int, option: int) -> bool:
    """Whether an option stands in the text: bracketed, leading, or all of an open clause."""
    clause = view.public.clauses[issue]
    if clause.status in (ClauseStatus.CLOSED, ClauseStatus.AGREED):
        return option == clause.leading
    return True


def chairs(game: Game) -> tuple[str, ...]:
    """Return the letters of the voting seats, the heads of the support columns."""
    return tuple(game.words.letter(s) for s in game.view.table.seats)


def contact_text(view: SeatView, other: SeatId) -> str:
    """Return when we last met another delegation, in a word or two."""
    met = view.contacts[other].met if other in view.contacts else -99
    if met < 1:
        return t("contact.never")
    ago = view.public.round - met
    if ago == 0:
        return t("contact.today")
    return t("contact.yesterday") if ago == 1 else t("contact.round", round=met)


def room(game: Game) -> tuple[Seat, ...]:
    """Return the chairs of the room with their believed stance on the text as it stands."""
    view = game.view
    forecast = vote_forecast(view, view.text)
    found = []
    for card in view.table.cards.values():
        you = card.id == view.seat
        stance = chance_stance(forecast[card.id]) if card.id in forecast else Stance.UNKNOWN
        gone = card.id in view.public.walked_out
        found.append(
            Seat(
                card.id,
                game.short(card.id),
                Stance.OPPOSE if gone else stance,
                None if you or card.kind is Kind.CHAIR else view.regard.get(card.id),
                "" if you or card.kind is Kind.CHAIR else contact_text(view, card.id),
                you,
                card.kind is Kind.CHAIR,
                card.kind is not Kind.SEAT,
            )
        )
    # The chair presides at the head, voices sit at the feet of the horseshoe.
    voters = [s for s in found if not s.voice]
    presiding = [s for s in found if s.presides]
    voices = [s for s in found if s.voice and not s.presides]
    half = (len(voters) + 1) // 2
    left, right = voices[: len(voices) // 2], voices[len(voices) // 2 :]
    return (*left, *voters[:half], *presiding, *voters[half:], *right)


def room_caption(game: Game) -> tuple[str, ...]:
    """Return what stands in the middle of the room."""
    view = game.view
    open_ = sum(
        c.status not in (ClauseStatus.CLOSED, ClauseStatus.AGREED) for c in view.public.clauses
    )
    lines = [game.words.place, t("room.brackets", count=open_, all=len(view.public.clauses))]
    if view.public.summit is not None and not view.public.summit.result:
        lines.append(t("room.summit", round=view.public.summit.round))
    return tuple(lines)


def promised(view: SeatView) -> int:
    """Return the budget already promised away."""
    return sum(
        view.table.incentives[term.incentive].price
        for entry in view.understandings.values()
        for term, state in zip(entry.bargain.terms, entry.states, strict=True)
        if term.by == view.seat and term.kind is TermKind.PAY and state is TermState.PENDING
    )


def slots_left(view: SeatView) -> int:
    """Return the slots of this round that are still to come for us."""
    if view.public.stage in (rules.Stage.TWIST, rules.Stage.PLANNING):
        return view.slots
    if view.public.stage not in (rules.Stage.INVITATIONS, rules.Stage.MEETINGS):
        return 0
    if view.plan is None:
        return max(0, view.slots - view.public.slot)
    rest = view.plan.activities[view.public.slot :]
    return sum(not isinstance(a, rules.Rest) for a in rest)


def meters(game: Game) -> tuple[Meter, ...]:
    """Return the strip: slots, the text's worth, home, budget, credibility, clock, crisis."""
    view = game.view
    public = view.public
    before = game.notes.meters
    rounds = view.table.calendar.rounds + public.clock_stopped
    spent = promised(view)
    shown = {
        "gauge": view.gauge,
        "credibility": public.credibility[view.seat],
        "crisis": public.crisis,
    }

    def change(name: str) -> int:
        return shown[name] - before.get(name, shown[name])

    left = slots_left(view)
    found = [Meter(t("meter.slots"), left, max(view.slots, left), Tone.ACCENT, pips=True)]
    if view.interests.points:
        worth = view.interests.utility(view.text)
        tone = Tone.GOOD if worth >= view.walk_away else Tone.BAD
        found.append(
            Meter(t("meter.text"), worth, 10_000, tone, number(worth), threshold=view.walk_away)
        )
        found.append(
            Meter(
                t("meter.home"),
                view.gauge,
                tone=quality(view.gauge),
                change=change("gauge"),
                threshold=view.me.home.threshold,
            )
        )
    most = max(view.me.budget, view.budget, 1)
    left_budget = view.budget - spent
    found.append(
        Meter(
            t("meter.budget"),
            left_budget,
            most,
            quality(left_budget * 100 // most, 40, 15),
            f"{left_budget}/{most}",
        )
    )
    credibility = shown["credibility"]
    found.append(
        Meter(
            t("meter.credibility"),
            credibility,
            tone=quality(credibility),
            change=change("credibility"),
        )
    )
    found.append(
        Meter(t("meter.round"), public.round, rounds, Tone.PLAIN, f"{public.round}/{rounds}")
    )
    limit = view.table.crisis.limit
    share = public.crisis * 100 // max(1, limit)
    danger = Tone.BAD if share >= 75 else Tone.POOR if share >= 40 else Tone.FAIR
    found.append(
        Meter(
            game.words.crisis_name or t("meter.crisis"),
            public.crisis,
            limit,
            danger,
            change=change("crisis"),
            more_is_better=False,
        )
    )
    return tuple(found)


def remember_meters(game: Game) -> None:
    """Keep the values of a new round's strip, against which the arrows are drawn."""
    view = game.view
    notes = game.notes
    if notes.kept.get("meters-round") == view.public.round:
        return
    notes.kept["meters-round"] = view.public.round
    notes.meters = dict(notes.kept.get("meters-now", {}))  # type: ignore[call-overload]
    notes.kept["meters-now"] = {
        "gauge": view.gauge,
        "credibility": view.public.credibility[view.seat],
        "crisis": view.public.crisis,
    }


_SIGNS = {
    "news": ("■", "$brass"),
    "answer": ("◆", "$stance-live"),
    "meeting": ("◇", "$ink"),
    "plenary": ("·", "$muted"),
    "vote": ("●", "$ink"),
    "home": ("★", "$good"),
    "threat": ("▼", "$bad"),
    "ledger": ("§", "$fair"),
    "staff": ("▽", "$poor"),
    "summit": ("▲", "$brass"),
}


def cable_kinds(found: tuple[Cable, ...]) -> tuple[cable_widget.Kind, ...]:
    """Return the kinds that occur, with their names and signs."""
    there = {cable.kind for cable in found}
    return tuple(
        cable_widget.Kind(kind, t(f"cable.{kind}"), *_SIGNS[kind])
        for kind in KINDS
        if kind in there
    )


def cable_rows(game: Game, found: tuple[Cable, ...]) -> tuple[cable_widget.Cable, ...]:
    """Return the cables, the newest first, those not read yet marked."""
    slots = game.view.table.calendar.slots
    rows = []
    for index, cable in enumerate(found):
        slot = f" {slots[cable.slot][:2]}" if 0 <= cable.slot < len(slots) else ""
        body = "\n".join(part for part in (cable.text, cable.detail) if part)
        rows.append(
            cable_widget.Cable(
                str(index),
                cable.kind,
                f"R{cable.round}{slot}",
                game.short(cable.speaker) if cable.speaker else t("cable.nobody"),
                cable.text,
                body,
                index >= game.notes.read,
            )
        )
    return tuple(reversed(rows))
