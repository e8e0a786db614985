"""What may be done with a slot, as lists with prices: for the composer of the day.

Guarantees: whatever the rules would refuse is listed with its reason; chances and risks are those of
the rules, computed from the view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from diplogame.app.narrate import words
from diplogame.app.narrate.refusal import refusal
from diplogame.app.outlook import around, chance_text
from diplogame.app.outlook.blocs import principles_lines
from diplogame.app.outlook.mediation import card_lines, seek_lines
from diplogame.rules.brokerage import mediator_of
from diplogame.rules.capital import grant_chance
from diplogame.rules.coalitions import memberships
from diplogame.rules.conference import Envoy, Kind, Room
from diplogame.rules.mediation import LEVER
from diplogame.rules.meetings import leak_risk
from diplogame.rules.planning import closed_statuses
from diplogame.rules.records import Meeting
from diplogame.rules.terms import SeekMediation
from diplogame.tui.game import Game
from diplogame.tui.parts import Item, heading, prose
from diplogame.tui.present import contact_text
from diplogame.tui.strings import t
from diplogame.tui.wording import change

if TYPE_CHECKING:
    from diplogame.tui.screens.plan import Order


VERBS = (
    "meet",
    "draft",
    "study",
    "cable",
    "campaign",
    "prepare",
    "caucus",
    "circulate",
    "mediation",
    "rest",
)
"""What a slot may be used for, in the order of the list."""


def activities(game: Game, verb: str) -> list[Item]:
    """Return the verbs of a slot, those that are closed with their reason."""
    found = []
    for each in game.legal.verbs if game.legal.duty == "plan" else ():
        if each.name not in VERBS:
            continue  # positions are declared on a screen of their own
        why = "" if each.allowed else refusal(each.why, {}, game.words)
        found.append(
            Item(
                f"verb:{each.name}",
                t(f"plan.verb.{each.name}"),
                t(f"plan.price.{each.name}"),
                t(f"plan.about.{each.name}"),
                why,
                "●" if each.name == verb else "",
            )
        )
    return found


def _risk(room: Room, guests: int) -> str:
    """Return the risk that it comes out, without and with an agreement, in per cent."""
    meeting = Meeting("", 1, 0, ("",) * (1 + max(1, guests)), room, ())
    low, high = leak_risk(meeting, False), leak_risk(meeting, True)
    return t("plan.leak", low=low // 10, high=-(-high // 10))


def meeting_lists(game: Game, order: Order) -> list[Item]:
    """Return guests, rooms, envoys and issues of a meeting; what is chosen has a dot."""
    view = game.view
    found = [heading(t("plan.with"))]
    for guest in game.legal.guests:
        voice = view.table.cards[guest].kind is not Kind.SEAT
        note = t("plan.guest.note", trust=view.regard.get(guest, 50), met=contact_text(view, guest))
        if guest in view.public.walked_out:
            note = t("plan.guest.out")
        about = t("plan.guest.voice") if voice else t("plan.guest.seat")
        found.append(
            Item(
                f"guest:{guest}",
                game.name(guest),
                note,
                about,
                "",
                "●" if guest in order.guests else "○",
            )
        )
    found.append(heading(t("plan.room")))
    many = len(order.guests) > 1
    for room in Room:
        two = room in (Room.BACK_CHANNEL, Room.VIRTUAL) and many
        found.append(
            Item(
                f"room:{room.value}",
                t(f"room.{room.value}"),
                _risk(room, len(order.guests)),
                words.sentence(words.ROOM_ABOUT[room]),
                refusal("plan.room-two", {}, game.words) if two else "",
                "●" if room is order.room else "○",
            )
        )
    found.append(heading(t("plan.envoy")))
    for envoy in Envoy:
        none = envoy is Envoy.MINISTER and view.ministers <= 0
        note = t("plan.ministers.left", count=view.ministers) if envoy is Envoy.MINISTER else ""
        found.append(
            Item(
                f"envoy:{envoy.value}",
                t(f"envoy.{envoy.value}"),
                note,
                words.sentence(words.ENVOY_ABOUT[envoy]),
                t("plan.no-minister") if none else "",
                "●" if envoy is order.envoy else "○",
            )
        )
    found.append(heading(t("plan.about")))
    found.append(Item("about:", t("plan.about.none"), sign="●" if not order.issue else "○"))
    for k, item in enumerate(view.table.issues):
        found.append(
            Item(
                f"about:{item.id}",
                game.words.issue(k),
                sign="●" if item.id == order.issue else "○",
                about=game.words.question(k),
            )
        )
    return found


def own_bloc(game: Game) -> str:
    """Return the standing bloc that we are in, or empty."""
    own = memberships(game.view.coalitions, game.seat)
    return next((c.id for c in own if not c.club), "")


def declaration_lists(game: Game, order: Order) -> list[Item]:
    """Return the clauses that principles may hold, and those who may be asked to sign them."""
    view, book = game.view, game.words
    found = [heading(t("plan.principles"))]
    for k, issue in enumerate(view.table.issues):
        clause = view.public.clauses[k]
        if clause.status in closed_statuses():
            continue
        for o in range(len(issue.options)):
            rows = view.interests.points
            note = change(rows[k][o] - rows[k][clause.leading]) if rows else ""
            name = f"{book.issue_short(k)}: {book.option(k, o)}"
            sign = "●" if (k, o) in order.principles else "○"
            found.append(Item(f"principle:{k}.{o}", name, note, book.clause(k, o), "", sign))
    found.append(heading(t("plan.to-whom")))
    for seat in view.table.seats:
        if seat != view.seat:
            note = t(
                "plan.guest.note", trust=view.regard.get(seat, 50), met=contact_text(view, seat)
            )
            sign = "●" if seat in order.guests else "○"
            found.append(Item(f"guest:{seat}", game.name(seat), note, "", "", sign))
    return found


def declaration_lines(game: Game, order: Order, width: int) -> list[Content]:
    """Return what a declaration would bring and cost, if all who are asked signed it."""
    members = (game.seat, *order.guests)
    told = principles_lines(game.view, game.tell, members, order.principles)
    return [line for text in told for line in [*prose(text, width), Content("")]]


def mediation_lists(game: Game, order: Order) -> list[Item]:
    """Return who mediates, who is to come, on what, and in how many rooms."""
    view, book = game.view, game.words
    found = [heading(t("plan.mediator"))]
    for card in view.table.mediators:
        if card.id == view.seat:
            continue
        chair = view.table.cards[card.id].kind is Kind.CHAIR
        note = t("mediation.chair") if chair else t("mediation.leverage", points=card.leverage)
        sign = "●" if card.id == order.coalition else "○"
        # On a narrow screen the column with the whole card is not there: the price is told here too.
        activity = order.activity()
        if isinstance(activity, SeekMediation) and card.id == activity.mediator:
            about = " ".join(seek_lines(view, game.tell, activity)[:2])
        else:
            key = "mediation.chair.about" if chair else "mediation.leverage.about"
            about = t(key, points=card.leverage * LEVER)
        found.append(Item(f"mediator:{card.id}", game.name(card.id), note, about, "", sign))
    found.append(heading(t("plan.with")))
    for seat, card_ in view.table.cards.items():
        if seat in (view.seat, order.coalition) or card_.kind is Kind.CHAIR:
            continue
        note = t("plan.guest.note", trust=view.regard.get(seat, 50), met=contact_text(view, seat))
        sign = "●" if seat in order.guests else "○"
        found.append(Item(f"guest:{seat}", game.name(seat), note, "", "", sign))
    found.append(heading(t("plan.mediation.clauses")))
    for k, clause in enumerate(view.public.clauses):
        if clause.status not in closed_statuses():
            sign = "●" if k in order.topics else "○"
            found.append(Item(f"topic:{k}", book.issue(k), "", book.question(k), "", sign))
    found.append(heading(t("plan.mediation.rooms")))
    for shuttle, name in ((False, "direct"), (True, "shuttle")):
        sign = "●" if order.shuttle is shuttle else "○"
        about = t(f"plan.mediation.{name}.about")
        title = t(f"plan.mediation.{name}")
        found.append(Item(f"rooms:{name}", title, "", about, "", sign))
    return found


def mediation_lines(game: Game, order: Order, width: int) -> list[Content]:
    """Return what asking for this mediation takes, and how safe it would be."""
    activity = order.activity()
    card = mediator_of(game.view.table, order.coalition)
    told: list[str] = []
    if isinstance(activity, SeekMediation):
        told = seek_lines(game.view, game.tell, activity)
    elif card is not None:
        told = card_lines(game.view, game.tell, card)
    return [line for text in told for line in [*prose(text, width), Content("")]]


def issues(game: Game, verb: str, chosen: str) -> list[Item]:
    """Return the issues one may draft on or study."""
    view = game.view
    found = []
    for k, item in enumerate(view.table.issues):
        closed = view.public.clauses[k].status in closed_statuses()
        note = words.STATUSES[view.public.clauses[k].status]
        if verb == "study":
            note = t("plan.technical") if item.technical else t("plan.political")
            sure = [b.certainty[k] for b in view.beliefs.values() if b.certainty]
            note = f"{note} · {words.sure(sum(sure) // max(1, len(sure)))}"
        elif k in view.public.drafted:
            note = t("plan.drafted")
        about = game.words.question(k)
        if closed:
            note = words.STATUSES[view.public.clauses[k].status]
        found.append(
            Item(
                f"issue:{item.id}",
                game.words.issue(k),
                note,
                about,
                "",
                "●" if item.id == chosen else "○",
            )
        )
    return found


def options_home(game: Game, issue: str, option: int) -> list[Item]:
    """Return the options outside the mandate with the chance that the capital grants them."""
    view = game.view
    found: list[Item] = []
    for k, item in enumerate(view.table.issues):
        outside = [o for o, allowed in enumerate(view.mandate[k]) if not allowed]
        if not outside:
            continue
        found.append(heading(game.words.issue(k)))
        for o in outside:
            rejected = any(
                name == item.id and o in options
                for player in view.me.home.veto_players
                for name, options in player.rejects
            )
            chance = grant_chance(view.gauge, view.mandate[k], o, rejected)
            moved = (
                view.interests.points[k][o]
                - view.interests.points[k][view.public.clauses[k].leading]
            )
            found.append(
                Item(
                    f"option:{item.id}.{o}",
                    game.words.option(k, o),
                    t("plan.grant", chance=chance_text(around(chance))),
                    t(
                        "plan.grant.rejected" if rejected else "plan.grant.about",
                        change=change(moved),
                    ),
                    "",
                    "●" if (item.id, o) == (issue, option) else "○",
                )
            )
    return found
