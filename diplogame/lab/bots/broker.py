"""The broker: asks before it trades, trades what it minds least, and keeps its word (R21).

It stands for a competent player: it reads what every player is shown, works for the text that brings it
most by the chance that all sign it, promises nothing that would stand in that text's way, spends
incentives where they buy more than they cost, looks after its home and its name, and signs whatever beats
going home with nothing.
"""

from __future__ import annotations

from itertools import product

from diplogame.lab.bots.aims import Aims, aims_of
from diplogame.lab.bots.eyes import Eyes, against, truth
from diplogame.lab.bots.habits import Willed, choose_night, long_unseen, meetings, partner, refuse
from diplogame.lab.bots.voting import by_worth, cast, worst_change
from diplogame.rules import commands as cmd
from diplogame.rules.appraisal import PRICE_POINTS
from diplogame.rules.conference import Effect, Kind
from diplogame.rules.decisions import Ballot
from diplogame.rules.duties import Legal
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.records import Meeting
from diplogame.rules.summit import breakthrough_log_odds
from diplogame.rules.tables import logistic
from diplogame.rules.terms import (
    Activity,
    Amend,
    Bargain,
    CableHome,
    Campaign,
    CloseClause,
    Draft,
    MotionKind,
    MoveToVote,
    NightChoice,
    Reason,
    Rest,
    Speech,
    StopClock,
    TablePackage,
    Term,
    TermKind,
    Trigger,
)

ASKS = 2
"""Probes in one meeting, before trading."""

LEAST = 50
"""Points that a trade must be worth to both sides, as far as can be known."""

RIPE, CERTAIN = 400, 750
"""Chances per mille from which the best text, and one that could be better, are put to the vote."""

SHARED = 900
"""Points below its walk-away at which a text is still signed on the last day: what all others gain
from a treaty, and the regard of others, count in the result too (R19.2)."""


class Broker(Willed):
    """Probes, trades, works for the text that brings it most by the chance that all sign it."""

    # --- the day --------------------------------------------------------------------------------

    def twist(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """The choice whose effects are best for us."""
        twist = eyes.view.twist
        assert twist is not None
        best = max(
            range(len(twist.choices)),
            key=lambda n: (sum(_felt(eyes, e) for e in twist.choices[n].effects), -n),
        )
        return cmd.ChooseTwist(eyes.seat, twist.id, twist.choices[best].id)

    def plan(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """Those with whom most can be traded; a cable or a campaign where home needs one."""
        wanted = [
            s for s in long_unseen(eyes) if eyes.view.public.round - eyes.view.contacts[s].met
        ]
        wanted.sort(key=lambda s: (-self.promise_of(eyes, s), s))
        home = self.home(eyes, now)
        if home is not None and now.slots > 1 and now.slots == now.day:
            plan = meetings(eyes, now, wanted[: now.slots - 1], home)
        else:
            plan = meetings(eyes, now, wanted, home or Rest())
        return cmd.MakePlan(eyes.seat, plan)

    def promise_of(self, eyes: Eyes, other: SeatId) -> int:
        """How much there is to be had from a meeting: the best trade, and what we do not know yet."""
        known = eyes.view.beliefs[other].weights
        doubt = sum(band.width for band in known) // max(1, len(known)) // 10
        trade = self.trade(eyes, other)
        waited = min(4, eyes.view.public.round - eyes.view.contacts[other].met) * 40
        return (0 if trade is None else eyes.gain(trade)) + doubt + waited

    def home(self, eyes: Eyes, now: Legal) -> Activity | None:
        """Room where the text stands outside our mandate, else opinion, else wording."""
        view = eyes.view
        asked = set(view.cables)
        for k, option in enumerate(eyes.text):
            outside = not view.mandate[k][option] if k < len(view.mandate) else False
            fair = eyes.points[k][option] * 2 >= max(eyes.points[k])
            if outside and fair and now.may("cable") and (k, option) not in asked:
                return CableHome(view.table.issues[k].id, option)
        if now.may("campaign") and view.gauge < 75 and eyes.time >= 400:
            return Campaign()
        good = [k for k in eyes.heavy if eyes.text[k] == eyes.wishes[k]]
        unworked = [k for k in good if k not in view.public.drafted]
        if now.may("draft") and unworked:
            return Draft(view.table.issues[unworked[0]].id)
        return None

    # --- meetings -------------------------------------------------------------------------------

    def lead(self, eyes: Eyes, meeting: Meeting, now: Legal) -> cmd.Command:
        """Ask, then trade, then warm the room."""
        other = partner(eyes, meeting)
        asked = eyes.view.contacts[other].probed
        issues = eyes.view.table.issues
        doubt = [
            (band.width, -k)
            for k, band in enumerate(eyes.view.beliefs[other].weights)
            if issues[k].id not in asked and k in eyes.open
        ]
        if meeting.exchanges < ASKS and doubt and max(doubt)[0] > 400:
            return cmd.Probe(eyes.seat, meeting.id, issues[-max(doubt)[1]].id, other)
        if now.may("offer") and meeting.offers < 4:
            bargain = self.trade(eyes, other)
            if bargain is not None:
                return cmd.MakeOffer(eyes.seat, meeting.id, (bargain,))
        if eyes.view.regard.get(other, 50) < 70 and meeting.exchanges + 1 < meeting.patience:
            return cmd.Reassure(eyes.seat, meeting.id)
        return cmd.YieldFloor(eyes.seat, meeting.id)

    def answer(self, eyes: Eyes, meeting: Meeting, now: Legal) -> cmd.Command:
        """Take what is worth something to us; else say what would be."""
        assert meeting.offer is not None
        aims = aims_of(eyes)
        worth = [
            (eyes.gain(variant) - aims.tied(variant.terms), -number)
            for number, variant in enumerate(meeting.offer.variants)
            if eyes.solvent(variant) and not self._breaks(eyes, variant)
        ]
        if worth and max(worth)[0] >= LEAST and now.may("accept"):
            return cmd.AcceptOffer(eyes.seat, meeting.id, -max(worth)[1])
        other = meeting.offer.by
        counter = self.trade(eyes, other) if len(meeting.parties) == 2 else None
        return refuse(eyes, meeting, now, counter)

    @staticmethod
    def _breaks(eyes: Eyes, bargain: Bargain) -> bool:
        """Whether a bargain would have us promise two things at once."""
        return any(
            term.by == eyes.seat
            and term.kind is TermKind.SUPPORT
            and eyes.promised.get(term.issue, term.option) != term.option
            for term in bargain.terms
        )

    def trade(self, eyes: Eyes, other: SeatId) -> Bargain | None:
        """The new bargain that helps both most, as far as can be known; None when there is none."""
        theirs = eyes.theirs(other)
        if not theirs or eyes.view.table.cards[other].kind is Kind.CHAIR:
            return None
        best: tuple[int, Bargain] | None = None
        aims = aims_of(eyes)
        for ask, wish in self._asks(eyes, aims.best):
            for bargain in self._for(eyes, other, theirs, ask, wish):
                gain, gains = (
                    eyes.gain(bargain) - aims.tied(bargain.terms),
                    eyes.gains(other, bargain),
                )
                fair = min(gain, gains + 60)
                if min(gain, gains) < LEAST or (best is not None and fair <= best[0]):
                    continue
                if eyes.solvent(bargain) and not eyes.stale(other, bargain):
                    best = (fair, bargain)
        return None if best is None else best[1]

    @staticmethod
    def _asks(eyes: Eyes, goal: Package) -> list[tuple[int, int]]:
        """(issue, option) that we would have others support: the two best of each open issue."""
        found = []
        for k in eyes.heavy[:5]:
            row = eyes.points[k]
            order = sorted(range(len(row)), key=lambda o: (-row[o], o))[:2]
            order += [goal[k]] * (goal[k] not in order)
            bound = eyes.promised.get(k)
            found += [(k, o) for o in order if row[o] > eyes.expected(k) and bound in (None, o)]
        return found

    @staticmethod
    def _for(
        eyes: Eyes, other: SeatId, theirs: tuple[tuple[int, ...], ...], ask: int, wish: int
    ) -> list[Bargain]:
        """What could be given for an undertaking: an option they like, a payment, or both."""
        asked = Term(other, TermKind.SUPPORT, ask, wish)
        gifts: list[Term] = []
        for k in eyes.open:
            if k == ask:
                continue
            row = theirs[k]
            option = max(range(len(row)), key=lambda o: (row[o], -o))
            if row[option] > row[eyes.text[k]] and eyes.promised.get(k, option) == option:
                gifts.append(eyes.promise(k, option))
        cards = eyes.view.table.incentives.values()
        paid = [
            Term(eyes.seat, TermKind.PAY, to=other, incentive=card.id, trigger=Trigger.CLAUSE)
            for card in cards
            if card.giver == eyes.seat
            and other in card.worth
            and card.price <= eyes.purse
            and card.price * PRICE_POINTS < card.worth[other]
        ]
        found = [Bargain((asked, gift), eyes.due) for gift in gifts]
        found += [Bargain((asked, pay), eyes.due) for pay in paid]
        found += [Bargain((asked, gift, pay), eyes.due) for gift, pay in product(gifts, paid[:2])]
        return found

    def told(self, eyes: Eyes, meeting: Meeting) -> cmd.Command:
        """Say the truth: others trade with those whom they can read."""
        return truth(eyes, meeting.probed, meeting.id)

    def stand(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """Give way where it costs less than what is threatened."""
        terms = eyes.view.threats[now.threat].terms
        row = eyes.points[terms.issue]
        lost = max(0, row[eyes.text[terms.issue]] - row[terms.option])
        bound = eyes.promised.get(terms.issue, terms.option) != terms.option
        felt = eyes.view.exposure.get(terms.instrument, 0)
        answer = "partly" if lost < felt and not bound else "stall"
        return cmd.AnswerThreat(eyes.seat, now.threat, answer)

    # --- the hall -------------------------------------------------------------------------------

    def floor(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """A word to the most doubtful, then the motion that helps most."""
        if now.may("speech") and eyes.voters:
            target = min(eyes.voters, key=lambda s: (eyes.view.regard.get(s, 50), s))
            return cmd.MakeSpeech(eyes.seat, Speech("appeal", target))
        open_ = {m.name for m in now.motions if m.allowed}
        kind = self.motion(eyes, open_)
        return cmd.PassFloor(eyes.seat) if kind is None else cmd.MakeMotion(eyes.seat, kind)

    def wanted(self, eyes: Eyes) -> int:
        """What a text must be worth to be signed now, points: less as time goes by."""
        walk = eyes.view.walk_away
        if eyes.last_day:
            return walk - SHARED
        return walk + (eyes.aspiration - walk) // 3

    def motion(self, eyes: Eyes, open_: set[str]) -> MotionKind | None:
        """What to move, or nothing."""
        aims = aims_of(eyes)
        best, here = aims.best, aims.value(eyes.text)
        rise = aims.value(best) - here
        ready = eyes.worth(eyes.text) >= self.wanted(eyes) and not eyes.crossed(eyes.text)
        if "MoveToVote" in open_ and ready:
            odds = aims.chance(eyes.text)
            if odds >= (RIPE if rise * 10 <= here else CERTAIN):
                return MoveToVote()
        if "StopClock" in open_ and aims.chance(eyes.text) < CERTAIN:
            return StopClock()
        if rise > 0:
            moved = self._toward(eyes, aims, best, open_)
            if moved is not None:
                return moved
        if "CloseClause" in open_:
            for k in eyes.heavy:
                share = eyes.points[k][eyes.text[k]] * 100 // max(1, max(eyes.points[k]))
                if share >= 75 and best[k] == eyes.text[k]:
                    if self._likes(eyes, k) * 2 >= len(eyes.voters):
                        return CloseClause(eyes.view.table.issues[k].id)
        return None

    @staticmethod
    def _toward(eyes: Eyes, aims: Aims, best: Package, open_: set[str]) -> MotionKind | None:
        """The best text as a package, or its best clause alone, whichever is likelier to bring more."""
        issues = eyes.view.table.issues
        here = aims.value(eyes.text)
        found: list[tuple[int, MotionKind]] = []
        changed = [k for k, o in enumerate(best) if o != eyes.text[k]]
        if len(changed) > 1 and "TablePackage" in open_:
            kind: MotionKind = TablePackage(best)
            found.append(((aims.value(best) - here) * aims.carried(kind, best), kind))
        if "Amend" in open_:
            for k in changed:
                kind = Amend(issues[k].id, best[k])
                then = eyes.changed(k, best[k])
                found.append(((aims.value(then) - here) * aims.carried(kind, then), kind))
        found = [pair for pair in found if pair[0] > 0]
        return max(found, key=lambda pair: pair[0])[1] if found else None

    @staticmethod
    def _likes(eyes: Eyes, issue: int) -> int:
        """How many of the others are believed to be half content with the clause as it reads."""
        found = 0
        for other in eyes.voters:
            rows = eyes.theirs(other)
            found += not rows or rows[issue][eyes.text[issue]] * 2 >= max(rows[issue])
        return found

    def vote(self, eyes: Eyes, ballots: tuple[Ballot, ...]) -> cmd.Command:
        """By our own worth, and for what brings a treaty that is good for us nearer."""
        motion = eyes.view.public.motion
        assert motion is not None
        kind = motion.kind
        if isinstance(kind, Amend | TablePackage):
            after = eyes.after(kind)
            aims = aims_of(eyes)
            nearer = aims.value(after) > aims.value(eyes.text)
            if nearer and not self._against(eyes, after):
                return cmd.CastBallot(eyes.seat, ballots[0])
            if not nearer and not self._bound(eyes, kind):
                return cast(eyes, against(ballots), Reason.WORST_CLAUSE, worst_change(eyes, after))
        return by_worth(eyes, ballots, self.wanted(eyes), 65)

    @staticmethod
    def _bound(eyes: Eyes, kind: MotionKind) -> bool:
        """Whether we gave our word to support a change."""
        if not isinstance(kind, Amend):
            return False
        return eyes.promised.get(eyes.view.table.issue_index(kind.issue)) == kind.option

    @staticmethod
    def _against(eyes: Eyes, text: Package) -> bool:
        """Whether a text would break our word, or cross a line of ours."""
        moved = [k for k, option in enumerate(text) if option != eyes.text[k]]
        return eyes.crossed(text) or any(eyes.promised.get(k, text[k]) != text[k] for k in moved)

    def night(self, eyes: Eyes, now: Legal) -> cmd.Command:
        """Give a little where that may bring the breakthrough; else hold."""
        summit = eyes.view.public.summit
        assert summit is not None
        others = len(eyes.voters)
        odds = breakthrough_log_odds(
            summit.preparation, summit.goal, summit.fatigue, 1, others // 3, others // 3, 0
        )
        choice = NightChoice.GIVE if logistic(odds) >= 150 else NightChoice.FUDGE
        return choose_night(eyes, choice if eyes.open else NightChoice.FIRM, now)


def _felt(eyes: Eyes, effect: Effect) -> int:
    """What an effect of an event does to us, in points of the result, about."""
    if effect.what in ("gauge", "standing", "credibility"):
        return effect.amount * 10 if effect.who in (eyes.seat, "all") else 0
    if effect.what == "budget":
        return effect.amount * PRICE_POINTS // 2 if effect.who == eyes.seat else 0
    if effect.what == "trust":
        return effect.amount * 3 if effect.toward in (eyes.seat, "all") else 0
    if effect.what == "crisis":
        return -effect.amount * 2
    return 0
