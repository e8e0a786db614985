"""Everything the game speaks of, in words: terms, bargains, threats, motions, plans, commands.

Guarantees: reads a phrasebook and values, keeps nothing; delegations are called by name, never
"you", so every sentence may be shown to anybody who may know the fact.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from diplogame.app.narrate import words
from diplogame.app.narrate.words import join
from diplogame.packs.phrasebook import Phrasebook
from diplogame.rules import commands as cmd
from diplogame.rules.clubs import convener
from diplogame.rules.conference import Conference
from diplogame.rules.decisions import (
    Consensus,
    ConsensusMinus,
    CoreAndOthers,
    CouncilVeto,
    DecisionRule,
    DoubleMajority,
    EntryIntoForce,
    Majority,
    SilenceProcedure,
    TacitAcceptance,
    Unanimity,
)
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.terms import (
    AccreditObserver,
    Activity,
    AdoptPartial,
    Amend,
    Bargain,
    CableHome,
    Campaign,
    Circulate,
    Clarity,
    Clauses,
    CloseClause,
    ConveneSummit,
    DeferToAnnex,
    DivideTheQuestion,
    Draft,
    Endorse,
    Frankness,
    HoldCaucus,
    Meet,
    MotionKind,
    MoveToVote,
    NightChoice,
    Plan,
    PrepareSummit,
    ReferToExperts,
    Reopen,
    Rest,
    SeekMediation,
    StartSilence,
    StopClock,
    Study,
    Suspend,
    TablePackage,
    Term,
    TermKind,
    ThreatTerms,
)

_ON_CLAUSES = {TermKind.SUPPORT: "supports", TermKind.ACQUIESCE: "does not object to"}
"""Verbs of undertakings that name an option on a clause."""


class Describe:
    """Describes the values of one pack in words."""

    def __init__(self, book: Phrasebook, conference: Conference) -> None:
        self.book = book
        self.conference = conference

    def name(self, seat: SeatId) -> str:
        """A delegation's name; the chair's and nobody's have one too."""
        return self.book.name(seat) if seat else "the chair"

    def issue(self, issue: int | str) -> str:
        """An issue's title by index or id."""
        return self.book.issue(self._index(issue))

    def option(self, issue: int | str, option: int) -> str:
        """An option's title in quotes."""
        return f"‘{self.book.option(self._index(issue), option)}’"

    def quoted(self, issue: int | str) -> str:
        """An issue's title as it stands inside a sentence."""
        return f"“{self.issue(issue)}”"

    def on(self, issue: int | str, option: int) -> str:
        """``‘option’ (Issue)``, with the issue's short name."""
        return f"{self.option(issue, option)} ({self.book.issue_short(self._index(issue))})"

    def gift(self, incentive: str) -> str:
        """An incentive's title in quotes."""
        return f"‘{self.book.incentive(incentive)}’"

    def tool(self, instrument: str) -> str:
        """An instrument's title in quotes."""
        return f"‘{self.book.instrument(instrument)}’"

    def coalition(self, coalition: str) -> str:
        """What a bloc or a club is called inside a sentence."""
        by = self.convener(coalition)
        return f"the club of {self.name(by)}" if by else self.book.bloc(coalition)

    def coalition_cap(self, coalition: str) -> str:
        """What a bloc or a club is called at the beginning of a sentence."""
        name = self.coalition(coalition)
        return name[0].upper() + name[1:]

    def convener(self, coalition: str) -> SeatId:
        """Who convened a club; empty for a standing bloc."""
        by = convener(coalition)
        return "" if coalition in [b.id for b in self.conference.blocs] else by

    def clauses(self, clauses: Clauses) -> str:
        """A small text: ``‘x’ (Y) and ‘z’ (W)``."""
        return join(self.on(issue, option) for issue, option in clauses)

    def _index(self, issue: int | str) -> int:
        return issue if isinstance(issue, int) else self.conference.issue_index(issue)

    # --- undertakings ----------------------------------------------------------------------------

    def promise(self, term: Term) -> str:
        """A term without its subject: ``supports ‘x’ on Y``, with its proviso if it has one."""
        given = term.given
        if given is None:
            return self._promise(term)
        reads = (
            f"as long as {self.quoted(given.issue)} reads {self.option(given.issue, given.option)}"
        )
        return f"{self._promise(term)} {reads}"

    def _promise(self, term: Term) -> str:
        match term.kind:
            case TermKind.SUPPORT:
                return f"supports {self.on(term.issue, term.option)}"
            case TermKind.ACQUIESCE:
                return f"does not object to {self.on(term.issue, term.option)}"
            case TermKind.PAY:
                gift = self.gift(term.incentive)
                return f"gives {self.name(term.to)} {gift} {words.TRIGGERS[term.trigger]}"
            case TermKind.ADOPT:
                return "votes for the whole text if it holds this bargain"
            case TermKind.LIFT:
                return "takes back what it threatens or has imposed"
            case TermKind.BACK:
                return f"backs the other side's pressure on {self.name(term.to)}"
            case TermKind.LEAVE:
                return f"leaves {self.coalition(term.to)} at once"
            case TermKind.STAY:
                return f"stays in {self.coalition(term.to)} and holds to its position"
            case _:
                assert_never(term.kind)

    def promises(self, terms: Iterable[Term]) -> str:
        """Several terms of one party: ``supports ‘x’ (Y) and ‘z’ (W), and gives ...``."""
        found: list[str] = []
        alike: dict[TermKind, list[str]] = {}
        for term in terms:
            if term.kind not in _ON_CLAUSES or term.given is not None:
                found.append(self.promise(term))
            elif term.kind in alike:
                alike[term.kind].append(self.on(term.issue, term.option))
            else:
                alike[term.kind] = [self.on(term.issue, term.option)]
        parts = [f"{_ON_CLAUSES[kind]} {join(names)}" for kind, names in alike.items()] + found
        # Each part may hold an "and" of its own, so the last one is set off.
        return ", and ".join([", ".join(parts[:-1]), parts[-1]]) if parts[1:] else "".join(parts)

    def term(self, term: Term) -> str:
        """A term as a clause: ``Norden supports ‘x’ on Y``."""
        return f"{self.name(term.by)} {self.promise(term)}"

    def bargain(self, bargain: Bargain, first: SeatId = "") -> str:
        """A bargain, party by party (``first`` first), with its due round."""
        order: list[SeatId] = [first] if any(t.by == first for t in bargain.terms) else []
        order += [t.by for t in bargain.terms if t.by not in order]
        sides = []
        for seat in dict.fromkeys(order):
            given = self.promises(t for t in bargain.terms if t.by == seat)
            sides.append(f"{self.name(seat)} {given}")
        seen = "; in public" if bargain.public else ""
        return f"{'; '.join(sides)} ({self.until(bargain.due)}{seen})"

    def until(self, due: int) -> str:
        """How long a bargain runs: a round past the last is there only while the clock is stopped."""
        calendar = self.conference.calendar
        if due >= calendar.rounds + calendar.overtime:
            return "to the end"
        stopped = ", on a stopped clock" if due > calendar.rounds else ""
        return f"until the end of round {due}{stopped}"

    def threat(self, sender: SeatId, target: SeatId, terms: ThreatTerms) -> str:
        """A threat as one sentence without its full stop."""
        what = self.tool(terms.instrument) if terms.instrument else "consequences"
        if terms.clear:
            want = f"unless it supports {self.on(terms.issue, terms.option)}"
        else:
            want = f"unless it moves on {self.quoted(terms.issue)}"
        how = words.COMMITMENTS[terms.commitment]
        if terms.partners:
            how += f", backed by {join(self.name(p) for p in terms.partners)}"
        return (
            f"{self.name(sender)} to {self.name(target)}, {how}: {what} "
            f"{want} by the end of round {terms.deadline}"
        )

    # --- the text --------------------------------------------------------------------------------

    def package(self, package: Package) -> str:
        """A whole text, issue by issue."""
        return "; ".join(
            f"{self.issue(k)}: {self.book.option(k, option)}" for k, option in enumerate(package)
        )

    def motion(self, kind: MotionKind) -> str:
        """A motion as what is moved: ``to amend Spyware to ‘ban’``."""
        match kind:
            case Amend(issue=issue, option=option):
                return f"to amend {self.quoted(issue)} to {self.option(issue, option)}"
            case CloseClause(issue=issue, clarity=clarity):
                vague = " in ambiguous words" if clarity is Clarity.AMBIGUOUS else ""
                return f"to close {self.quoted(issue)}{vague}"
            case Reopen(issue=issue):
                return f"to reopen {self.quoted(issue)}"
            case TablePackage():
                return "to replace the text by a package"
            case ReferToExperts(issue=issue):
                return f"to refer {self.quoted(issue)} to the experts"
            case DeferToAnnex(issue=issue):
                return f"to put {self.quoted(issue)} off to an annex"
            case MoveToVote():
                return "to vote on the text as it stands"
            case StartSilence():
                return "to put the text under the silence procedure"
            case ConveneSummit(goal=goal):
                return f"to summon the leaders, with a goal that is {words.GOALS[goal]}"
            case StopClock():
                return "to stop the clock"
            case Suspend():
                return "to suspend the conference"
            case DivideTheQuestion(package=package):
                what = "a package" if package else "the text"
                return f"to put {what} clause by clause"
            case AccreditObserver(delegation=name):
                return f"to accredit {self.name(name)}"
            case Endorse(target=target, instrument=instrument):
                tool = self.tool(instrument)
                return f"that the house endorse {tool} against {self.name(target)}"
            case AdoptPartial():
                return "to adopt the closed clauses only"
            case _:
                assert_never(kind)

    # --- plans -----------------------------------------------------------------------------------

    def activity(self, activity: Activity) -> str:
        """What a slot is used for."""
        match activity:
            case Meet(guests=guests, room=room, envoy=envoy, issue=issue):
                about = f" about {self.quoted(issue)}" if issue else ""
                sent = "" if envoy.value == "diplomat" else f", sending {words.ENVOYS[envoy]}"
                return f"meet {join(map(self.name, guests))} {words.ROOMS[room]}{about}{sent}"
            case Draft(issue=issue):
                return f"draft on {self.quoted(issue)}"
            case Study(issue=issue):
                return f"have experts study {self.quoted(issue)}"
            case CableHome(issue=issue, option=option):
                return f"cable home for room to accept {self.on(issue, option)}"
            case Campaign():
                return "campaign at home"
            case PrepareSummit():
                return "prepare the summit"
            case Rest():
                return "keep free for visitors"
            case HoldCaucus(coalition=coalition):
                return f"caucus with {self.coalition(coalition)}"
            case Circulate(principles=principles, invited=invited):
                whom = join(map(self.name, invited))
                return f"send {whom} a declaration of principles: {self.clauses(principles)}"
            case SeekMediation(mediator=mediator, parties=parties, issues=issues, shuttle=shuttle):
                how = "from room to room" if shuttle else "in one room"
                about = join(self.quoted(k) for k in issues)
                whom = join(map(self.name, parties))
                return f"ask {self.name(mediator)} to mediate with {whom} on {about}, {how}"
            case _:
                assert_never(activity)

    def plan(self, plan: Plan) -> str:
        """A plan, slot by slot."""
        slots = self.conference.calendar.slots
        return "; ".join(
            f"{slot}: {self.activity(what)}"
            for slot, what in zip(slots, plan.activities, strict=False)
        )

    def rule(self, rule: DecisionRule) -> str:
        """A decision rule in a few words."""
        match rule:
            case Unanimity():
                return "unanimity: everybody must say yes"
            case Consensus():
                return "consensus: one stated objection stops it"
            case ConsensusMinus(k=k):
                return f"consensus minus {k}: more than {k} must object to stop it"
            case Majority(share=share, of=of):
                whole = {"voting": "of those voting", "present": "of those present"}
                part = "more than half" if 2 * share.numerator == share.denominator else str(share)
                return f"a majority: {part} {whole.get(of.value, 'of all members')}"
            case DoubleMajority(states_per_mille=states, weight_per_mille=weight):
                return f"a double majority: {states // 10} % of states, {weight // 10} % of weight"
            case CouncilVeto(votes_needed=needed):
                return f"{needed} votes, and no veto"
            case SilenceProcedure():
                return "silence: adopted unless somebody objects"
            case CoreAndOthers(core=core, others_needed=needed):
                return f"{join(map(self.name, core))} and {needed} of the others"
            case EntryIntoForce(count=count, share_per_mille=share):
                held = f" with {share // 10} % of the weight between them" if share else ""
                return f"{count} ratifications{held}"
            case TacitAcceptance(adoption=adoption):
                return f"{self.rule(adoption)}; then in force unless a share objects"
            case _:
                assert_never(rule)

    # --- orders ----------------------------------------------------------------------------------

    def command(self, command: cmd.Command) -> str:
        """An order in the infinitive, as it is read back before it is confirmed."""
        match command:
            case cmd.DeclarePositions():
                return "declare positions on every clause"
            case cmd.MakePlan(plan=plan):
                return f"plan the day - {self.plan(plan)}"
            case cmd.ChooseTwist(twist=twist, choice=choice):
                texts = self.book.twist(twist).choices
                return texts[choice].label if choice in texts else choice
            case cmd.AnswerInvitation(accept=accept):
                return "accept the invitation" if accept else "decline the invitation"
            case cmd.Probe(issue=issue):
                return f"ask what {self.quoted(issue)} is worth to them"
            case cmd.Disclose(issue=issue, priority=priority, option=option):
                return (
                    f"say that {self.quoted(issue)} is of {priority.value} priority "
                    f"and that {self.option(issue, option)} is wanted"
                )
            case cmd.Evade():
                return "evade the question"
            case cmd.MakeOffer(seat=seat, variants=variants):
                return "offer: " + " - or: ".join(self.bargain(v, seat) for v in variants)
            case cmd.Press(seat=seat, target=target, terms=terms):
                return f"threaten - {self.threat(seat, target, terms)}"
            case cmd.Reassure():
                return "reassure the other side"
            case cmd.AcceptOffer(variant=variant):
                return "accept the offer" + (f", variant {variant + 1}" if variant else "")
            case cmd.DeclineOffer(seat=seat, counter=counter):
                if counter is not None:
                    return f"decline, and propose instead: {self.bargain(counter, seat)}"
                return "decline the offer"
            case cmd.YieldFloor():
                return "let the other side speak"
            case cmd.Adjourn():
                return "end the meeting"
            case cmd.AnswerThreat(answer=answer, patron=patron):
                return self.answer(answer, patron)
            case cmd.MakeSpeech(speech=speech):
                at = f" at {self.name(speech.target)}" if speech.target else ""
                about = f" on {self.quoted(speech.issue)}" if speech.issue else ""
                if speech.issue and speech.option >= 0:
                    about = f" on {self.on(speech.issue, speech.option)}"
                return f"speak in plenary ({speech.tone}{at}{about})"
            case cmd.MakeMotion(motion=motion):
                return f"move {self.motion(motion)}"
            case cmd.IssueUltimatum(seat=seat, target=target, terms=terms):
                return f"issue an ultimatum - {self.threat(seat, target, terms)}"
            case cmd.LeaveHall():
                return "walk out of the hall for the rest of the round"
            case cmd.PassFloor():
                return "pass"
            case cmd.CastBallot(ballot=ballot):
                return f"vote: {words.BALLOTS[ballot]}"
            case cmd.ChooseNight(choice=choice, issue=issue):
                return self.night(choice, issue)
            case cmd.SettleThreat(action=action, pretext=pretext):
                plain = {"impose": "carry the threat out", "extend": "put the deadline off"}
                cover = " under a pretext" if pretext else ""
                return plain.get(action, f"back down from the threat{cover}")
            case cmd.SettlePayment(pay=pay):
                return "pay what was promised" if pay else "withhold what was promised"
            case cmd.LeaveSanction():
                return "drop out of a sanction"
            case cmd.LiftSanction():
                return "lift the sanction"
            case cmd.CloseReckoning():
                return "close the day"
            case cmd.ChooseAftermath(choice=choice):
                return {
                    "comply": "keep the treaty",
                    "verify": "keep the treaty and pay for inspections",
                    "cheat": "cheat behind its back",
                }.get(choice, choice)
            case cmd.AnswerSummons(accept=accept):
                return "come to the caucus" if accept else "stay away from the caucus"
            case cmd.TableDraft(draft=draft):
                return f"table a draft: {self.clauses(draft)}"
            case cmd.AmendDraft(issue=issue, option=option):
                if option < 0:
                    return f"move to strike {self.quoted(issue)} from the draft"
                return f"move that the draft say {self.on(issue, option)}"
            case cmd.StandForLeader(coalition=coalition):
                return f"stand for the lead of {self.coalition(coalition)}"
            case cmd.PassCaucus():
                return "pass"
            case cmd.CastCaucusBallot(ballot=ballot):
                return f"vote in the caucus: {words.BALLOTS[ballot]}"
            case cmd.DeclareCommon(coalition=coalition):
                return f"declare the common position of {self.coalition(coalition)}"
            case cmd.LeaveCoalition(coalition=coalition):
                return f"leave {self.coalition(coalition)}"
            case cmd.AnswerDeclaration(sign=sign):
                return "sign the declaration" if sign else "not sign the declaration"
            case cmd.JoinClub(coalition=coalition):
                return f"accede to {self.coalition(coalition)}"
            case cmd.AnswerMediation(accept=accept):
                return "come to the mediation" if accept else "decline the mediation"
            case cmd.Confide(frankness=frankness):
                return {
                    Frankness.FRANK: "tell the mediator frankly how you stand",
                    Frankness.GUARDED: "tell the mediator some of how you stand",
                    Frankness.CLOSED: "tell the mediator nothing of how you stand",
                }[frankness]
            case cmd.Mediate(style=style, proposal=proposal):
                verb = words.STYLES[style]
                return f"{verb}: {self.clauses(proposal)}" if proposal else verb
            case cmd.AnswerBlind(yes=yes):
                return "say yes in secret" if yes else "say no in secret"
            case _:
                assert_never(command)

    def answer(self, answer: str, patron: SeatId = "") -> str:
        """An answer to a threat, in the infinitive."""
        return {
            "comply": "give way to the threat",
            "partly": "give way in part",
            "stall": "play for time",
            "counter": "threaten back",
            "patron": f"seek the shelter of {self.name(patron)}" if patron else "seek a patron",
        }.get(answer, answer)

    def night(self, choice: NightChoice, issue: int = -1) -> str:
        """A leader's choice for an hour, in the infinitive."""
        about = f" on {self.quoted(issue)}" if issue >= 0 else ""
        return {
            NightChoice.FIRM: "stand firm",
            NightChoice.GIVE: f"give{about}",
            NightChoice.FUDGE: f"offer an ambiguous formula{about}",
            NightChoice.WALK: "walk out",
        }[choice]
