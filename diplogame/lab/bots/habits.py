"""What all bots share: one method for each thing that can be awaited of a delegation.

Guarantees: a bot that overrides nothing is the passive one; every order is lawful.
"""

from __future__ import annotations

from diplogame.lab.bots.eyes import Eyes, decline, settle
from diplogame.rules import commands as cmd
from diplogame.rules.decisions import Ballot
from diplogame.rules.duties import Legal
from diplogame.rules.ids import SeatId
from diplogame.rules.legal import legal
from diplogame.rules.passive import passive
from diplogame.rules.records import Meeting
from diplogame.rules.terms import (
    Activity,
    Bargain,
    Meet,
    NightChoice,
    Plan,
    Rest,
    Stance,
)
from diplogame.rules.view import SeatView


class Habits:
    """One way to play: the passive bot, method by method."""

    def order(self, view: SeatView) -> cmd.Command:
        """The order of the view's delegation; ValueError when nothing is awaited of it."""
        eyes, now = Eyes(view), legal(view)
        meeting = view.meeting
        match now.duty:
            case "twist":
                return self.twist(eyes, now)
            case "plan":
                return self.plan(eyes, now)
            case "invitation":
                return self.invitation(eyes, now)
            case "meeting" if meeting is not None:
                return self.lead(eyes, meeting, now)
            case "offer" if meeting is not None:
                return self.answer(eyes, meeting, now)
            case "probe" if meeting is not None:
                return self.told(eyes, meeting)
            case "threat":
                return self.stand(eyes, now)
            case "plenary":
                return self.floor(eyes, now)
            case "ballot":
                return self.vote(eyes, now.ballots)
            case "night":
                return self.night(eyes, now)
            case "reckoning":
                return self.reckon(eyes, now)
            case _:
                return passive(view)

    def twist(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """Answer an event of the pack."""
        return passive(eyes.view)

    def plan(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """What to do with the slots of the round."""
        return passive(eyes.view)

    def invitation(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """Whether to come when asked."""
        return passive(eyes.view)

    def lead(self, eyes: Eyes, meeting: Meeting, now: Legal) -> cmd.Command:
        """Open an exchange."""
        return passive(eyes.view)

    def answer(self, eyes: Eyes, meeting: Meeting, now: Legal) -> cmd.Command:
        """Answer the offer on the table."""
        return passive(eyes.view)

    def told(self, eyes: Eyes, meeting: Meeting) -> cmd.Command:
        """Answer a probe."""
        return passive(eyes.view)

    def stand(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """Answer a threat."""
        return passive(eyes.view)

    def floor(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """A turn in plenary."""
        return passive(eyes.view)

    def vote(self, eyes: Eyes, ballots: tuple[Ballot, ...]) -> cmd.Command:
        """A ballot."""
        return passive(eyes.view)

    def night(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """An hour of the summit."""
        return passive(eyes.view)

    def reckon(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """What falls due."""
        return passive(eyes.view)


class Willed(Habits):
    """What the bots with a will of their own share: they come when asked, and pay what they owe."""

    def invitation(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """Come."""
        return cmd.AnswerInvitation(eyes.seat, now.invitations[0], True)

    def reckon(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """Pay; what stands against others is the bot's own affair."""
        for due in now.dues:
            if due.kind == "payment":
                return settle(eyes, due.id, due.term)
        return passive(eyes.view)


def partner(eyes: Eyes, meeting: Meeting) -> SeatId:
    """Whom we talk to: the first other party with a vote, else the first other party."""
    others = [p for p in meeting.parties if p != eyes.seat]
    return next((p for p in others if p in eyes.voters), others[0])


def meetings(eyes: Eyes, now: Legal, wanted: list[SeatId], rest: Activity | None = None) -> Plan:
    """A plan that meets these delegations, one a slot, and fills what is left."""
    free = now.slots
    activities: list[Activity] = []
    activities += [Meet((s,)) for s in wanted if s in now.guests][:free]
    while rest is not None and len(activities) < free:
        activities.append(rest)
    return Plan((*activities, *(Rest() for _ in range(now.day - len(activities)))))


def long_unseen(eyes: Eyes) -> list[SeatId]:
    """The other voters that do not keep refusing us, the longest unmet first."""
    contacts, round_ = eyes.view.contacts, eyes.view.public.round
    found = [s for s in eyes.voters if round_ - contacts[s].refused > 1]
    return sorted(found, key=lambda s: (contacts[s].met, s))


def refuse(eyes: Eyes, meeting: Meeting, now: Legal, counter: Bargain | None) -> cmd.Command:
    """Decline the offer, with a counter-offer where one is lawful and new."""
    assert meeting.offer is not None
    fit = counter is not None and now.may("counter") and eyes.solvent(counter)
    return decline(eyes, meeting.id, meeting.offer.variants[0], counter if fit else None)


def sharp(eyes: Eyes) -> cmd.DeclarePositions:
    """Positions without give: for our wishes, against all else, except where we gave our word."""
    return cmd.DeclarePositions(
        eyes.seat,
        tuple(
            tuple(
                Stance.SUPPORT
                if option == eyes.wishes[k]
                else Stance.LIVE_WITH
                if eyes.promised.get(k) == option or not eyes.spread(k)
                else Stance.OPPOSE
                for option in range(len(row))
            )
            for k, row in enumerate(eyes.points)
        ),
    )


def choose_night(eyes: Eyes, choice: NightChoice, now: Legal) -> cmd.ChooseNight:
    """A choice for the hour; giving and fudging are done on what matters least to us."""
    if not now.may(choice.value) or choice not in (NightChoice.GIVE, NightChoice.FUDGE):
        plain = choice if now.may(choice.value) else NightChoice.FIRM
        return cmd.ChooseNight(eyes.seat, plain)
    return cmd.ChooseNight(eyes.seat, choice, min(eyes.open, key=lambda k: (eyes.spread(k), k)))
