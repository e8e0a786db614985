"""Bots that push: the hawk, who asks for all and never folds, and the bully, who threatens (R21)."""

from __future__ import annotations

from diplogame.lab.bots.eyes import CLOSED, Eyes
from diplogame.lab.bots.habits import (
    Willed,
    choose_night,
    long_unseen,
    meetings,
    partner,
    refuse,
    sharp,
)
from diplogame.lab.bots.voting import by_worth
from diplogame.rules import commands as cmd
from diplogame.rules.decisions import Ballot
from diplogame.rules.duties import Legal
from diplogame.rules.ids import SeatId
from diplogame.rules.levers import endorsable, pressing_tools
from diplogame.rules.records import Meeting
from diplogame.rules.terms import (
    Amend,
    Bargain,
    CloseClause,
    Endorse,
    MotionKind,
    MoveToVote,
    NightChoice,
    Reason,
    Reopen,
    Speech,
    TablePackage,
    Term,
    TermKind,
    ThreatState,
    ThreatTerms,
)


class Hawk(Willed):
    """Maximal demands from the first day to the last: nothing below its floor is ever signed."""

    signs = 60
    """Per cent of the way from walk-away to dream that a text must be worth."""

    closes = 90
    """Per cent of an issue's best that its option must be worth to be closed."""

    takes = 350
    """Points that an offer must be worth."""

    def plan(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """Positions without give, then as many meetings as there are slots."""
        if now.may("declare") and eyes.view.public.round % 3 == 1:
            return sharp(eyes)
        return cmd.MakePlan(eyes.seat, meetings(eyes, now, self.guests(eyes)))

    def guests(self, eyes: Eyes) -> list[SeatId]:
        """Whom to meet, the most wanted first."""
        return long_unseen(eyes)

    def demand(self, eyes: Eyes, other: SeatId, width: int) -> Bargain | None:
        """Support for our heaviest wishes, against leave for what we care about least."""
        asked = [k for k in eyes.heavy if eyes.text[k] != eyes.wishes[k] or eyes.minds(other, k)]
        terms = [Term(other, TermKind.SUPPORT, k, eyes.wishes[k]) for k in asked[:width]]
        if not terms:
            return None
        theirs = eyes.theirs(other)
        left = [k for k in reversed(eyes.heavy) if k not in asked[:width]]
        if left and theirs:
            row = theirs[left[0]]
            option = max(range(len(row)), key=lambda o: (row[o], -o))
            terms.append(eyes.promise(left[0], option, TermKind.ACQUIESCE))
        bargain = Bargain(tuple(terms), eyes.due)
        return None if eyes.stale(other, bargain) else bargain

    def lead(self, eyes: Eyes, meeting: Meeting, now: Legal) -> cmd.Command:
        """Demand much, then a little less, then leave."""
        other = partner(eyes, meeting)
        if now.may("offer"):
            for width in (3, 2, 1):
                bargain = self.demand(eyes, other, width)
                if bargain is not None:
                    return cmd.MakeOffer(eyes.seat, meeting.id, (bargain,))
        return cmd.Adjourn(eyes.seat, meeting.id, Reason.NOTHING_NEW)

    def answer(self, eyes: Eyes, meeting: Meeting, now: Legal) -> cmd.Command:
        """Take only what is worth a great deal; answer the rest with a demand."""
        assert meeting.offer is not None
        for number, variant in enumerate(meeting.offer.variants):
            good = eyes.gain(variant) >= self.takes and eyes.solvent(variant)
            if good and now.may("accept"):
                return cmd.AcceptOffer(eyes.seat, meeting.id, number)
        return refuse(eyes, meeting, now, self.demand(eyes, partner(eyes, meeting), 2))

    def stand(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """Nobody threatens a hawk and is answered softly."""
        return cmd.AnswerThreat(eyes.seat, now.threat, "counter", Reason.RESENTMENT)

    def floor(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """A red line in public, then the motion that brings the text nearest to our wish."""
        if now.may("speech") and eyes.heavy:
            name = eyes.view.table.issues[eyes.heavy[0]].id
            return cmd.MakeSpeech(eyes.seat, Speech("red-line", issue=name))
        kind = self.motion(eyes, {m.name for m in now.motions if m.allowed})
        return cmd.PassFloor(eyes.seat) if kind is None else cmd.MakeMotion(eyes.seat, kind)

    def motion(self, eyes: Eyes, open_: set[str]) -> MotionKind | None:
        """What to move, or nothing."""
        issues = eyes.view.table.issues
        fine = eyes.worth(eyes.text) >= eyes.floor(self.signs) and not eyes.crossed(eyes.text)
        if "MoveToVote" in open_ and fine:
            return MoveToVote()
        won = [k for k in eyes.heavy if eyes.text[k] == eyes.wishes[k]]
        if "CloseClause" in open_ and won:
            return CloseClause(issues[won[0]].id)
        lost = [k for k in eyes.heavy if eyes.text[k] != eyes.wishes[k]]
        if "TablePackage" in open_ and len(lost) > 1 and eyes.view.public.round % 2:
            package = tuple(
                eyes.wishes[k] if k in lost else option for k, option in enumerate(eyes.text)
            )
            return TablePackage(package)
        if "Amend" in open_ and lost:
            return Amend(issues[lost[0]].id, eyes.wishes[lost[0]])
        shut = [
            k
            for k, clause in enumerate(eyes.view.public.clauses)
            if clause.status in CLOSED and eyes.points[k][clause.leading] * 2 < max(eyes.points[k])
        ]
        if "Reopen" in open_ and shut:
            return Reopen(issues[max(shut, key=lambda k: (eyes.spread(k), -k))].id)
        return None

    def vote(self, eyes: Eyes, ballots: tuple[Ballot, ...]) -> cmd.Command:
        """By the floor that never moves."""
        return by_worth(eyes, ballots, eyes.floor(self.signs), self.closes, night=False)

    def night(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """Firm."""
        return choose_night(eyes, NightChoice.FIRM, now)


class Bully(Hawk):
    """Threats first: in meetings, from the floor, with the house behind them; and it carries them out."""

    signs = 35
    closes = 80
    takes = 200

    def guests(self, eyes: Eyes) -> list[SeatId]:
        """First those who can be hurt."""
        reach = set(eyes.reachable)
        return sorted(long_unseen(eyes), key=lambda s: (s not in reach,))

    def terms(self, eyes: Eyes, target: SeatId, commitment: int) -> ThreatTerms | None:
        """A clear demand for the heaviest wish that the target minds, with the dearest instrument."""
        asked = next((k for k in eyes.heavy if eyes.minds(target, k)), None)
        if asked is None:
            return None
        tools = eyes.view.table.instruments
        name = max(
            pressing_tools(eyes.view, target), key=lambda t: (tools[t].cost.get(target, 0), t)
        )
        deadline = min(eyes.view.public.round + 1, eyes.view.table.calendar.rounds + 1)
        last = max(eyes.view.public.round, deadline)
        return ThreatTerms(asked, eyes.wishes[asked], name, True, commitment, last)

    def lead(self, eyes: Eyes, meeting: Meeting, now: Legal) -> cmd.Command:
        """Press whoever can be pressed; then offer to take the threat back for what was demanded."""
        for target in meeting.parties:
            if target in eyes.reachable and now.may("press"):
                terms = self.terms(eyes, target, 2)
                if terms is not None:
                    return cmd.Press(eyes.seat, meeting.id, terms, target)
        release = self._release(eyes, meeting)
        if now.may("offer") and release is not None:
            return cmd.MakeOffer(eyes.seat, meeting.id, (release,))
        return super().lead(eyes, meeting, now)

    def _release(self, eyes: Eyes, meeting: Meeting) -> Bargain | None:
        """A standing threat of ours against somebody here, taken back for its demand."""
        for key in sorted(eyes.view.threats):
            threat = eyes.view.threats[key]
            standing = threat.sender == eyes.seat and threat.state is ThreatState.STANDING
            if not standing or threat.target not in meeting.parties:
                continue
            issue = threat.terms.issue
            if issue not in eyes.open:
                continue
            terms = (
                Term(threat.target, TermKind.SUPPORT, issue, threat.terms.option),
                Term(eyes.seat, TermKind.LIFT, threat=key),
            )
            bargain = Bargain(terms, eyes.due)
            if not eyes.stale(threat.target, bargain):
                return bargain
        return None

    def floor(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """Shame an opponent, then an ultimatum, then what a hawk would move."""
        foes = [s for s in eyes.voters if any(eyes.minds(s, k) for k in eyes.heavy[:2])]
        if now.may("speech") and foes:
            target = max(foes, key=lambda s: (eyes.view.public.standing[s], s))
            return cmd.MakeSpeech(eyes.seat, Speech("shame", target))
        if now.may("ultimatum"):
            for target in eyes.reachable:
                terms = self.terms(eyes, target, 3)
                if terms is not None:
                    return cmd.IssueUltimatum(eyes.seat, target, terms)
        return super().floor(eyes, now)

    def motion(self, eyes: Eyes, open_: set[str]) -> MotionKind | None:
        """The house behind our instruments every other day, else what a hawk would move."""
        own = [
            (target, tool)
            for target, tool in endorsable(eyes.view)
            if eyes.view.table.instruments[tool].sender == eyes.seat
        ]
        if "Endorse" in open_ and own and eyes.view.public.round % 2:
            return Endorse(*own[0])
        return super().motion(eyes, open_)

    def reckon(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """Carry out what was threatened."""
        for due in now.dues:
            if due.kind == "threat":
                return cmd.SettleThreat(eyes.seat, due.id, "impose")
        return super().reckon(eyes, now)
