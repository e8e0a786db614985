"""From a view to a command (R20.1).

Guarantees: pure; the same view and dice give the same command; the command is legal; no memory but what
the view holds.
"""

from __future__ import annotations

from diplogame.ai import (
    answering,
    ballots,
    bargaining,
    caucuses,
    coalitions,
    mediation,
    planning,
    plenary,
    settling,
    summit,
    threats,
)
from diplogame.ai.chance import Dice
from diplogame.ai.outlook import Outlook
from diplogame.rules import commands as cmd
from diplogame.rules.duties import Legal
from diplogame.rules.legal import legal
from diplogame.rules.records import Meeting
from diplogame.rules.view import SeatView


class NotAwaitedError(ValueError):
    """A mind was asked for a command while the game waits for somebody else, or is over."""


def decide(view: SeatView, dice: Dice) -> cmd.Command:
    """The command of the view's delegation, now.

    Args:
        view: All that the delegation knows (R16.3).
        dice: Its own dice.

    Raises:
        NotAwaitedError: Nothing is awaited from it.
    """
    open_ = legal(view)
    outlook = Outlook(view, dice)
    match open_.duty:
        case "twist":
            return _twist(outlook)
        case "plan":
            return planning.plan(outlook)
        case "invitation":
            return answering.answer_invitation(outlook, view.meetings[open_.invitations[0]])
        case "meeting":
            return bargaining.lead(outlook, _sitting(view))
        case "offer":
            return answering.answer_offer(outlook, _sitting(view))
        case "probe":
            return answering.answer_probe(outlook, _sitting(view))
        case "threat":
            return threats.answer(outlook, view.threats[open_.threat])
        case "plenary":
            return plenary.take_floor(outlook, open_)
        case "ballot":
            return ballots.vote(outlook, open_.ballots)
        case "night":
            return summit.night(outlook)
        case "reckoning":
            return settling.reckon(outlook, open_)
        case "summons":
            return coalitions.answer_summons(outlook, open_.coalition)
        case "caucus":
            return caucuses.caucus_turn(outlook, open_)
        case "caucus-ballot":
            return caucuses.caucus_ballot(outlook, open_.coalition, open_.ballots)
        case "declaration":
            return coalitions.answer_declaration(outlook, open_.coalition)
        case "mediation-request":
            return mediation.answer_request(outlook, open_.mediation)
        case "confide":
            return mediation.confide(outlook, open_.mediation)
        case "mediate":
            return mediation.mediate(outlook, open_)
        case "blind":
            return mediation.answer_blind(outlook, open_.mediation)
        case "aftermath":
            return _aftermath(outlook, open_)
        case _:
            raise NotAwaitedError(f"{view.seat} has nothing to do: {open_.duty}")


def _sitting(view: SeatView) -> Meeting:
    meeting = view.meeting
    if meeting is None:
        raise NotAwaitedError(f"{view.seat} sits in no meeting")
    return meeting


def _twist(outlook: Outlook) -> cmd.ChooseTwist:
    twist = outlook.view.twist
    if twist is None:
        raise NotAwaitedError(f"{outlook.seat} has no event to answer")
    items = [(choice.ai_weight, choice.id) for choice in twist.choices]
    return cmd.ChooseTwist(
        outlook.seat, twist.id, outlook.dice.weighted("twist", twist.id, items=items)
    )


def _aftermath(outlook: Outlook, open_: Legal) -> cmd.ChooseAftermath:
    """Live with the treaty: at one's word, paying for inspection, or behind its back (R19.1)."""
    view = outlook.view
    margin = outlook.worth(view.public.package) - outlook.walk
    others = [view.trust[o] for o in outlook.voters]
    trust = sum(others) // max(1, len(others))
    faithless = outlook.temper.bluff * 8 - trust * 5 - margin // 10
    if outlook.dice.chance("aftermath", per_mille=faithless):
        return cmd.ChooseAftermath(outlook.seat, "cheat")
    if margin > 1500 and trust < 60:
        return cmd.ChooseAftermath(outlook.seat, "verify")
    return cmd.ChooseAftermath(outlook.seat, open_.choices[0])
