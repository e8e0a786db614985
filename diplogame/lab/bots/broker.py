"""The broker: asks before it trades, trades what it minds least, and keeps its word (R21).

It stands for a competent player: it reads what every player is shown, looks for texts that leave
everybody something, spends incentives where they buy more than they cost, looks after its home and its
name, and signs whatever beats going home with nothing.
"""

from __future__ import annotations

from itertools import product

from diplogame.lab.bots.eyes import Eyes, truth
from diplogame.lab.bots.habits import Willed, choose_night, long_unseen, meetings, partner, refuse
from diplogame.lab.bots.voting import by_worth
from diplogame.rules import commands as cmd
from diplogame.rules.appraisal import PRICE_POINTS
from diplogame.rules.conference import Effect, Kind
from diplogame.rules.decisions import Ballot
from diplogame.rules.duties import Legal
from diplogame.rules.forecasts import adoption_forecast
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
    Rest,
    Speech,
    TablePackage,
    Term,
    TermKind,
    Trigger,
)

ASKS = 2
"""Probes in one meeting, before trading."""

LEAST = 50
"""Points that a trade must be worth to both sides, as far as can be known."""

CONTENT = 250
"""Points above its walk-away, as believed, that the broker wants to leave everybody."""

SHARED = 900
"""Points below its walk-away at which a text is still signed on the last day: what all others gain
from a treaty, and the regard of others, count in the result too (R19.2)."""


class Broker(Willed):
    """Probes, trades, closes what suits, tables what all could sign."""

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
        worth = [
            (eyes.gain(variant), -number)
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
        for ask, wish in self._asks(eyes):
            for bargain in self._for(eyes, other, theirs, ask, wish):
                gain, gains = eyes.gain(bargain), eyes.gains(other, bargain)
                fair = min(gain, gains + 60)
                if min(gain, gains) < LEAST or (best is not None and fair <= best[0]):
                    continue
                if eyes.solvent(bargain) and not eyes.stale(other, bargain):
                    best = (fair, bargain)
        return None if best is None else best[1]

    @staticmethod
    def _asks(eyes: Eyes) -> list[tuple[int, int]]:
        """(issue, option) that we would have others support: the two best of each open issue."""
        found = []
        for k in eyes.heavy[:5]:
            row = eyes.points[k]
            order = sorted(range(len(row)), key=lambda o: (-row[o], o))[:2]
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
        issues = eyes.view.table.issues
        here = eyes.worth(eyes.text)
        good = here >= self.wanted(eyes) and not eyes.crossed(eyes.text)
        if "MoveToVote" in open_ and good:
            if adoption_forecast(eyes.view, eyes.text).middle >= 250:
                return MoveToVote()
        if "TablePackage" in open_:
            package = self.treaty(eyes)
            moved = sum(a != b for a, b in zip(package, eyes.text, strict=True))
            if moved > 1 and not eyes.crossed(package):
                return TablePackage(package)
            if moved == 1 and "Amend" in open_:
                k = next(k for k in range(len(package)) if package[k] != eyes.text[k])
                return Amend(issues[k].id, package[k])
        if "CloseClause" in open_:
            for k in eyes.heavy:
                share = eyes.points[k][eyes.text[k]] * 100 // max(1, max(eyes.points[k]))
                if share >= 75 and self._likes(eyes, k) * 2 >= len(eyes.voters):
                    return CloseClause(issues[k].id)
        return None

    @staticmethod
    def _likes(eyes: Eyes, issue: int) -> int:
        """How many of the others are believed to be half content with the clause as it reads."""
        found = 0
        for other in eyes.voters:
            rows = eyes.theirs(other)
            found += not rows or rows[issue][eyes.text[issue]] * 2 >= max(rows[issue])
        return found

    def treaty(self, eyes: Eyes) -> Package:
        """The best text to be had by changing one clause after another of the one on the table."""
        here = eyes.text
        value = self._value(eyes, here)
        for _ in range(len(here) * 2):
            best: tuple[int, Package] | None = None
            for k in eyes.open:
                for option in range(len(eyes.points[k])):
                    if option == here[k] or eyes.promised.get(k, option) != option:
                        continue
                    text = (*here[:k], option, *here[k + 1 :])
                    found = self._value(eyes, text)
                    if found > value and (best is None or found > best[0]):
                        best = (found, text)
            if best is None:
                break
            value, here = best
        return here

    @staticmethod
    def _value(eyes: Eyes, text: Package) -> int:
        """Our worth, less what others lack: more and more of it as time runs out."""
        lack = sum(max(0, CONTENT - eyes.surplus(s, text)) for s in eyes.voters)
        own = eyes.worth(text)
        short = max(0, eyes.view.walk_away - own)
        red = 5000 if eyes.crossed(text) else 0
        return own - short * 2 - red - lack * (300 + eyes.time * 5 // 2) // 1000

    def vote(self, eyes: Eyes, ballots: tuple[Ballot, ...]) -> cmd.Command:
        """By our own worth, and for what brings a treaty nearer when time is short."""
        motion = eyes.view.public.motion
        assert motion is not None
        kind = motion.kind
        if isinstance(kind, Amend | TablePackage) and eyes.time >= 500:
            after = eyes.after(kind)
            nearer = self._value(eyes, after) > self._value(eyes, eyes.text)
            if nearer and eyes.worth(after) >= self.wanted(eyes) and not self._against(eyes, after):
                return cmd.CastBallot(eyes.seat, ballots[0])
        return by_worth(eyes, ballots, self.wanted(eyes), 65)

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
