"""The lists a side-meeting asks with: issues, priorities, options, reasons, patrons.

Guarantees: the truth has a mark and the cursor, so that nobody misleads by mistake.
"""

from __future__ import annotations

from collections.abc import Sequence

from diplogame.ai.verdict import Judgement
from diplogame.app.narrate import words
from diplogame.rules.conference import Priority
from diplogame.rules.ids import SeatId
from diplogame.rules.planning import closed_statuses
from diplogame.rules.terms import Reason
from diplogame.tui.game import Game
from diplogame.tui.parts import Item
from diplogame.tui.strings import t
from diplogame.tui.wording import change

REASONS = (
    Reason.WORST_CLAUSE,
    Reason.OVERREACH,
    Reason.HOLDING_OUT,
    Reason.OUTSIDE_MANDATE,
    Reason.HOME,
    Reason.RED_LINE,
    Reason.DISTRUST,
    Reason.RESENTMENT,
    Reason.NOTHING_NEW,
)
"""Reasons one may decline an offer with, at most nine: each has a digit."""


def issue_items(game: Game, about: Sequence[SeatId] = ()) -> list[Item]:
    """Return the issues; with `about`, with how much is known of them there."""
    view = game.view
    items = []
    for k, issue in enumerate(view.table.issues):
        note = words.STATUSES[view.public.clauses[k].status]
        said = game.words.question(k)
        if about and view.beliefs[about[0]].certainty:
            belief = view.beliefs[about[0]]
            low, high = belief.weights[k].low // 100, -(-belief.weights[k].high // 100)
            note = t("meeting.known", low=low, high=high, sure=words.sure(belief.certainty[k]))
            if issue.id in view.contacts[about[0]].probed:
                said = t("meeting.asked-before")
        elif view.interests.weights:
            note = t("meeting.own-weight", share=view.interests.weights[k] // 100)
        if view.public.clauses[k].status in closed_statuses():
            note = words.STATUSES[view.public.clauses[k].status]
        items.append(Item(issue.id, game.words.issue(k), note, said))
    return items


def priority_items(truth: Priority | None) -> list[Item]:
    """Return the priorities one may name, the highest first; the true one is marked."""
    return [
        Item(
            priority.value,
            t(f"say.priority.{priority.value}"),
            t("meeting.truth") if priority is truth else "",
            "" if priority is truth else t("meeting.untruth"),
            "",
            "★" if priority is truth else "·",
        )
        for priority in reversed(Priority)
    ]


def option_items(game: Game, issue: int, best: int) -> list[Item]:
    """Return the options one may say one wants; the true ideal is marked."""
    view = game.view
    items = []
    for o in range(len(view.table.issues[issue].options)):
        note = ""
        if view.interests.points:
            row = view.interests.points[issue]
            note = change(row[o] - row[best]) if o != best else t("meeting.truth")
        items.append(
            Item(
                str(o),
                game.words.option(issue, o),
                note,
                game.words.clause(issue, o),
                "",
                "★" if o == best else "·",
            )
        )
    return items


def decline_reasons(judged: Judgement | None) -> list[Item]:
    """Return the reasons for a refusal, the honest one first and marked."""
    order = list(REASONS)
    honest = judged.reason if judged is not None and judged.reason in order else None
    if honest is not None:
        order.remove(honest)
        order.insert(0, honest)
    return [
        Item(
            reason.value,
            t(f"reason.{reason.value}"),
            t("meeting.truth") if reason is honest else "",
            "",
            "",
            "★" if reason is honest else "·",
        )
        for reason in order
    ]


def patron_items(game: Game, sender: SeatId) -> list[Item]:
    """Return the delegations whose shelter one may seek."""
    view = game.view
    return [
        Item(seat, game.name(seat), t("meeting.patron", trust=view.regard.get(seat, 50)))
        for seat in view.table.seats
        if seat not in (view.seat, sender)
    ]
