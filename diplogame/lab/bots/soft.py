"""Bots that please: the appeaser, who accepts everything, and the middle, who splits everything (R21)."""

from __future__ import annotations

from diplogame.lab.bots.eyes import CLOSED, Eyes, against, favour, quiet, truth
from diplogame.lab.bots.habits import (
    Willed,
    choose_night,
    long_unseen,
    meetings,
    partner,
    refuse,
)
from diplogame.lab.bots.voting import cast
from diplogame.rules import commands as cmd
from diplogame.rules.conference import Priority
from diplogame.rules.decisions import Ballot
from diplogame.rules.duties import Legal
from diplogame.rules.ids import Package
from diplogame.rules.records import Meeting
from diplogame.rules.terms import (
    AdoptPartial,
    Amend,
    Bargain,
    CloseClause,
    DeferToAnnex,
    DivideTheQuestion,
    MotionKind,
    MoveToVote,
    NightChoice,
    Reason,
    Reopen,
    Rest,
    Speech,
    Stance,
    StartSilence,
    Suspend,
    TablePackage,
    Term,
    TermKind,
)


class Appeaser(Willed):
    """Accepts every offer it can pay for, gives way to every threat, votes yes to everything."""

    def plan(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """One meeting, and the door open to whoever comes."""
        plan = meetings(eyes, now, long_unseen(eyes)[:1], Rest())
        return cmd.MakePlan(eyes.seat, plan)

    def lead(self, eyes: Eyes, meeting: Meeting, now: Legal) -> cmd.Command:
        """Give what the other seems to want most, asking for nothing."""
        other = partner(eyes, meeting)
        theirs = eyes.theirs(other)
        if now.may("offer") and theirs:
            for k in sorted(eyes.open, key=lambda k: (-(max(theirs[k]) - min(theirs[k])), k)):
                option = max(range(len(theirs[k])), key=lambda o: (theirs[k][o], -o))
                if eyes.promised.get(k, option) != option:
                    continue
                gift = Bargain((eyes.promise(k, option),), eyes.due)
                if not eyes.stale(other, gift):
                    return cmd.MakeOffer(eyes.seat, meeting.id, (gift,))
        return cmd.Reassure(eyes.seat, meeting.id)

    def answer(self, eyes: Eyes, meeting: Meeting, now: Legal) -> cmd.Command:
        """Accept."""
        assert meeting.offer is not None
        for number, variant in enumerate(meeting.offer.variants):
            if now.may("accept") and eyes.solvent(variant):
                return cmd.AcceptOffer(eyes.seat, meeting.id, number)
        return refuse(eyes, meeting, now, None)

    def told(self, eyes: Eyes, meeting: Meeting) -> cmd.Command:
        """Say the truth."""
        return truth(eyes, meeting.probed, meeting.id)

    def stand(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """Comply."""
        return cmd.AnswerThreat(eyes.seat, now.threat, "comply")

    def floor(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """Appeal to all, and bring what is on the table to its end."""
        if now.may("speech"):
            return cmd.MakeSpeech(eyes.seat, Speech("appeal"))
        open_ = {m.name for m in now.motions if m.allowed}
        if "MoveToVote" in open_:
            return cmd.MakeMotion(eyes.seat, MoveToVote())
        if "CloseClause" in open_:
            name = eyes.view.table.issues[eyes.open[0]].id
            return cmd.MakeMotion(eyes.seat, CloseClause(name))
        return cmd.PassFloor(eyes.seat)

    def vote(self, eyes: Eyes, ballots: tuple[Ballot, ...]) -> cmd.Command:
        """Yes, except to going home."""
        motion = eyes.view.public.motion
        assert motion is not None
        if isinstance(motion.kind, Suspend):
            return cast(eyes, against(ballots), Reason.AGREED, -1)
        return cast(eyes, favour(ballots), Reason.AGREED, -1)

    def night(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """Give."""
        return choose_night(eyes, NightChoice.GIVE, now)


class Middle(Willed):
    """Proposes the middle of everything, and takes whatever brings the text nearer to it."""

    @staticmethod
    def middle(eyes: Eyes) -> Package:
        """The middle option of every issue, the lower of two; closed clauses as they are."""
        clauses, issues = eyes.view.public.clauses, eyes.view.table.issues
        return tuple(
            clause.leading if clause.status in CLOSED else (len(issue.options) - 1) // 2
            for clause, issue in zip(clauses, issues, strict=True)
        )

    def distance(self, eyes: Eyes, package: Package) -> int:
        """Steps from a text to the middle."""
        return sum(abs(a - b) for a, b in zip(package, self.middle(eyes), strict=True))

    def plan(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """Say so in public, then see everybody."""
        if now.may("declare") and eyes.view.public.round % 3 == 1:
            middle = self.middle(eyes)
            near = (Stance.SUPPORT, Stance.LIVE_WITH)
            rows = tuple(
                tuple(
                    near[abs(option - middle[k])] if abs(option - middle[k]) < 2 else Stance.RESERVE
                    for option in range(len(issue.options))
                )
                for k, issue in enumerate(eyes.view.table.issues)
            )
            return cmd.DeclarePositions(eyes.seat, rows)
        return cmd.MakePlan(eyes.seat, meetings(eyes, now, long_unseen(eyes)))

    def lead(self, eyes: Eyes, meeting: Meeting, now: Legal) -> cmd.Command:
        """Both support the middle of a clause that does not read so yet."""
        other, middle = partner(eyes, meeting), self.middle(eyes)
        if now.may("offer"):
            for k in sorted(eyes.open, key=lambda k: (eyes.text[k] == middle[k], k)):
                terms = (
                    Term(other, TermKind.SUPPORT, k, middle[k]),
                    eyes.promise(k, middle[k]),
                )
                bargain = Bargain(terms, eyes.due)
                if not eyes.stale(other, bargain) and eyes.promised.get(k, middle[k]) == middle[k]:
                    return cmd.MakeOffer(eyes.seat, meeting.id, (bargain,))
        return cmd.YieldFloor(eyes.seat, meeting.id)

    def answer(self, eyes: Eyes, meeting: Meeting, now: Legal) -> cmd.Command:
        """Accept what suits us, else meet half-way on the clause that was asked for."""
        assert meeting.offer is not None
        for number, variant in enumerate(meeting.offer.variants):
            if now.may("accept") and eyes.solvent(variant) and eyes.gain(variant) >= 0:
                return cmd.AcceptOffer(eyes.seat, meeting.id, number)
        middle = self.middle(eyes)
        stands = (TermKind.SUPPORT, TermKind.ACQUIESCE)
        asked = [t.issue for t in meeting.offer.variants[0].terms if t.kind in stands]
        k = next((issue for issue in asked if issue in eyes.open), None)
        if k is None or eyes.promised.get(k, middle[k]) != middle[k]:
            return refuse(eyes, meeting, now, None)
        terms = (
            Term(meeting.offer.by, TermKind.SUPPORT, k, middle[k]),
            eyes.promise(k, middle[k]),
        )
        half = Bargain(terms, eyes.due)
        new = not eyes.stale(meeting.offer.by, half)
        return refuse(eyes, meeting, now, half if new else None)

    def told(self, eyes: Eyes, meeting: Meeting) -> cmd.Command:
        """Everything matters somewhat, and the middle would do."""
        k = eyes.view.table.issue_index(meeting.probed)
        option = self.middle(eyes)[k]
        return cmd.Disclose(eyes.seat, meeting.id, meeting.probed, Priority.MEDIUM, option)

    def stand(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """Half-way."""
        return cmd.AnswerThreat(eyes.seat, now.threat, "partly")

    def floor(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """The middle as a package, clause by clause where it is near, then the vote."""
        kind = self.motion(eyes, {m.name for m in now.motions if m.allowed})
        if kind is not None:
            return cmd.MakeMotion(eyes.seat, kind)
        if now.may("speech"):
            return cmd.MakeSpeech(eyes.seat, Speech("appeal"))
        return cmd.PassFloor(eyes.seat)

    def motion(self, eyes: Eyes, open_: set[str]) -> MotionKind | None:
        """What to move, or nothing."""
        middle, issues = self.middle(eyes), eyes.view.table.issues
        off = [k for k in eyes.open if eyes.text[k] != middle[k]]
        if not off and "MoveToVote" in open_:
            return MoveToVote()
        if len(off) > 1 and "TablePackage" in open_:
            return TablePackage(middle)
        if off and "Amend" in open_:
            return Amend(issues[off[0]].id, middle[off[0]])
        if not off and eyes.open and "CloseClause" in open_:
            return CloseClause(issues[eyes.open[0]].id)
        return None

    def vote(self, eyes: Eyes, ballots: tuple[Ballot, ...]) -> cmd.Command:
        """For whatever comes nearer to the middle; for a text that is it, or that beats no deal."""
        motion = eyes.view.public.motion
        assert motion is not None
        kind = motion.kind
        match kind:
            case MoveToVote() | StartSilence() | AdoptPartial():
                text = eyes.after(kind)
                fine = self.distance(eyes, text) <= 1 or eyes.worth(text) >= eyes.view.walk_away
                return cast(eyes, favour(ballots) if fine else against(ballots), Reason.AGREED, -1)
            case Amend() | TablePackage() | DivideTheQuestion() | DeferToAnnex():
                nearer = self.distance(eyes, eyes.after(kind)) - self.distance(eyes, eyes.text)
                ballot = favour(ballots) if nearer < 0 else against(ballots)
                return cast(eyes, ballot if nearer else quiet(ballots), Reason.AGREED, -1)
            case CloseClause(issue=name) | Reopen(issue=name):
                k = eyes.view.table.issue_index(name)
                at = eyes.text[k] == (len(eyes.view.table.issues[k].options) - 1) // 2
                yes = at if isinstance(kind, CloseClause) else not at
                return cast(eyes, favour(ballots) if yes else against(ballots), Reason.AGREED, -1)
            case Suspend():
                return cast(eyes, against(ballots), Reason.AGREED, -1)
            case _:
                return cast(eyes, quiet(ballots), Reason.AGREED, -1)

    def night(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """Words that both can read as they like."""
        return choose_night(eyes, NightChoice.FUDGE, now)
