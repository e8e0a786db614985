"""Trust, threats, information, votes, rounds and years: how it went, with all cards open."""

from __future__ import annotations

from diplogame.app.debrief.case import Case
from diplogame.app.debrief.pages import (
    BeliefRow,
    InformationPage,
    RecountRow,
    RoundRow,
    ThreatRow,
    ThreatsPage,
    TrustEvent,
    TrustPage,
    VoteRow,
    VotesPage,
    YearRow,
)
from diplogame.app.debrief.value import stories_at
from diplogame.app.narrate import words
from diplogame.app.narrate.effects import cause
from diplogame.app.narrate.narrator import Narrator
from diplogame.rules import events as ev
from diplogame.rules import tables
from diplogame.rules.aftermath import in_force, survival_log_odds
from diplogame.rules.decisions import (
    Ballot,
    Consensus,
    ConsensusMinus,
    DecisionRule,
    DoubleMajority,
    Majority,
    Share,
    Unanimity,
    recount,
)
from diplogame.rules.desk import members
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import (
    AdoptPartial,
    BallotRecord,
    MoveToVote,
    StartSilence,
    Style,
    TermState,
    ThreatState,
)

NOTABLE = 4
"""Least change of trust that the time-line names."""

_WHOLE = (MoveToVote, StartSilence, AdoptPartial)


def trust(case: Case) -> TrustPage:
    """Who trusted whom, and what moved it."""
    rounds = tuple(sorted(case.by_round))
    lines = tuple(
        (
            one,
            other,
            tuple(case.by_round[r].private[one].trust.get(other, 50) for r in rounds),
        )
        for one in case.parties
        for other in case.parties
        if one != other
    )
    teller = Narrator(case.session.pack, case.session.seed).occasion("", 0)
    events = tuple(
        TrustEvent(round_, e.seat, e.toward, e.delta, cause(teller, e.cause))
        for round_, e in case.told
        if isinstance(e, ev.MeterMoved) and e.meter == "trust" and abs(e.delta) >= NOTABLE
    )
    return TrustPage(rounds, lines, events)


def threats(case: Case) -> ThreatsPage:
    """Every threat and its end."""
    rows = []
    tools = {tool.id: tool for tool in case.conference.instruments}
    for key in sorted(case.final.threats, key=lambda k: (case.final.threats[k].round, k)):
        threat = case.final.threats[key]
        t = threat.terms
        tool = tools.get(t.instrument)
        worked = threat.state is ThreatState.COMPLIED
        rows.append(
            ThreatRow(
                round=threat.round,
                sender=threat.sender,
                target=threat.target,
                demand=case.words.on(t.issue, t.option),
                instrument=case.book.instrument(t.instrument),
                commitment=words.COMMITMENTS[t.commitment],
                cost=case.final.private[threat.target].exposure.get(t.instrument, 0),
                own_cost=tool.own_cost if tool is not None else 0,
                answer=case.words.answer(threat.answer) if threat.answer else "no answer",
                end=words.THREAT_STATES[threat.state],
                worked=worked,
                bluff=threat.state is ThreatState.BACKED_DOWN,
            )
        )
    if not rows:
        return ThreatsPage((), "Nobody threatened anybody.")
    imposed = sum(t.state is ThreatState.IMPOSED for t in case.final.threats.values())
    note = (
        f"{len(rows)} made, {sum(r.worked for r in rows)} believed and complied with, "
        f"{imposed} carried out, {sum(r.bluff for r in rows)} backed down from."
    )
    return ThreatsPage(tuple(rows), note)


def information(case: Case) -> InformationPage:
    """What was believed against what was true."""
    rows: list[BeliefRow] = []
    for holder in case.parties:
        for about in case.parties:
            belief = case.final.private[holder].beliefs.get(about)
            if belief is None or not belief.weights:
                continue
            truth = case.interests(about)
            for issue, band in enumerate(belief.weights):
                values = belief.values[issue]
                wanted = max(range(len(values)), key=lambda o: (values[o].middle, -o))
                real = truth.values[issue]
                best = max(range(len(real)), key=lambda o: (real[o], -o))
                rows.append(
                    BeliefRow(
                        holder=holder,
                        about=about,
                        issue=issue,
                        title=case.book.issue(issue),
                        weight=band,
                        truth=truth.weights[issue],
                        certainty=belief.certainty[issue],
                        hit=band.low <= truth.weights[issue] <= band.high,
                        wanted=case.book.option(issue, wanted),
                        best=case.book.option(issue, best),
                        right=real[wanted] == real[best],
                    )
                )
    hits = []
    for holder in case.parties:
        own = [row for row in rows if row.holder == holder]
        if own:
            hits.append((holder, sum(row.hit for row in own) * 1000 // len(own)))
    lost = [r for r in rows if r.holder in case.session.humans and not r.hit]
    note = ""
    if lost:
        worst = max(lost, key=lambda r: (abs(r.truth - r.weight.middle), r.holder, r.about))
        more = "more" if worst.truth > worst.weight.high else "less"
        note = (
            f"{case.book.name(worst.holder)} was furthest off on {case.book.name(worst.about)}: "
            f"“{worst.title}” mattered {more} to it than was believed."
        )
    return InformationPage(tuple(rows), tuple(hits), note)


# --- votes ---------------------------------------------------------------------------------------


def votes(case: Case) -> VotesPage:
    """Every vote, and the decisive one under other rules."""
    records = case.final.public.votes
    rows = tuple(
        VoteRow(
            round=r.motion.round,
            by=r.motion.by,
            motion=case.words.motion(r.motion.kind),
            ballots=tuple((s, words.BALLOTS[b], _why(case, b, r, s)) for s, b, _r, _i in r.ballots),
            carried=r.carried,
            blockers=r.blockers,
        )
        for r in records
    )
    whole = [r for r in records if isinstance(r.motion.kind, _WHOLE)]
    if whole:
        last = whole[-1]
        ballots = {s: b for s, b, _r, _i in last.ballots}
        about = f"the ballots of round {last.motion.round}, {case.words.motion(last.motion.kind)}"
    else:
        ballots = {s: Ballot.YES if _content(case, s) else Ballot.NO for s in case.seats}
        about = "ballots as each interest would have cast them on the last text"
    return VotesPage(rows, _recounts(case, ballots), about)


def _content(case: Case, seat: SeatId) -> bool:
    interests = case.interests(seat)
    enough = interests.utility(case.package) >= case.final.private[seat].walk_away
    return enough and not interests.crossed(case.package)


def _why(case: Case, ballot: Ballot, record: BallotRecord, seat: SeatId) -> str:
    _s, _b, reason, issue = next(row for row in record.ballots if row[0] == seat)
    if ballot in (Ballot.YES, Ballot.SILENT, Ballot.ABSENT) and reason.value == "agreed":
        return ""
    about = f" ({case.book.issue_short(issue)})" if issue >= 0 else ""
    return "" if reason.value == "agreed" else f"{words.REASONS[reason]}{about}"


def _recounts(case: Case, ballots: dict[SeatId, Ballot]) -> tuple[RecountRow, ...]:
    actual = case.conference.institution.adoption
    rules: list[DecisionRule] = [actual]
    for rule in (
        Unanimity(),
        Consensus(),
        ConsensusMinus(k=1),
        Majority(share=Share(2, 3)),
        Majority(),
        DoubleMajority(blocking_states=0, blocking_weight_per_mille=0),
    ):
        if rule not in rules:
            rules.append(rule)
    found = recount(members(case.conference), ballots, rules)
    return tuple(
        RecountRow(case.words.rule(each.rule), each.tally.adopted, each.rule == actual)
        for each in found
    )


# --- rounds and years ----------------------------------------------------------------------------


def rounds(case: Case) -> tuple[RoundRow, ...]:
    """Rounds to branch from, with what turned in them."""
    told: dict[int, list[str]] = {number: [] for number in sorted(case.by_round)}
    turned: set[int] = set()
    for round_, event in case.told:
        text = _line(case, event)
        if text and round_ in told and text not in told[round_]:
            told[round_].append(text)
        if isinstance(event, ev.SummitEnded | ev.SanctionImposed | ev.ClauseReopened):
            turned.add(round_)
        if isinstance(event, ev.MotionDecided) and isinstance(event.record.motion.kind, _WHOLE):
            turned.add(round_)
        if isinstance(event, ev.TermSettled) and event.state is TermState.BROKEN:
            turned.add(round_)
        if isinstance(event, ev.MemberLeft | ev.ClubFounded | ev.LeaderChosen):
            turned.add(round_)
    rows = []
    for number, lines in told.items():
        package = tuple(c.leading for c in case.by_round[number].public.clauses)
        values = tuple((s, case.interests(s).utility(package)) for s in case.parties)
        rows.append(RoundRow(number, tuple(lines[:8]), values, number in turned))
    return tuple(rows)


def _line(case: Case, event: ev.Event) -> str:
    name, w = case.book.name, case.words
    match event:
        case ev.TwistHappened():
            return case.book.twist(event.twist).headline
        case ev.ClauseClosed():
            return f"“{case.book.issue(event.issue)}” is closed."
        case ev.ClauseReopened():
            return f"{name(event.by)} reopens “{case.book.issue(event.issue)}”."
        case ev.TextReplaced():
            return f"A package of {name(event.by)} becomes the text."
        case ev.SummitCalled():
            return f"{name(event.by)} has the leaders summoned."
        case ev.SummitEnded():
            return f"The summit ends: {event.result}."
        case ev.SanctionImposed():
            tool = case.book.instrument(event.instrument)
            return f"{name(event.sender)} imposes {tool} on {name(event.target)}."
        case ev.TermSettled() if event.state is TermState.BROKEN:
            entry = case.final.understandings.get(event.understanding)
            if entry is None:
                return ""
            term = entry.bargain.terms[event.term]
            return f"{name(term.by)} breaks its word: {w.promise(term)}."
        case ev.MotionDecided() if isinstance(event.record.motion.kind, _WHOLE):
            verdict = "adopted" if event.record.carried else "voted down"
            return f"The text is put to the vote and {verdict}."
        case ev.WalkedOut():
            return f"{name(event.seat)} walks out."
        case _:
            return _league(case, event)


def _league(case: Case, event: ev.Event) -> str:
    """What turned in blocs and clubs (R13)."""
    name, w = case.book.name, case.words
    match event:
        case ev.PositionAdopted():
            return f"{w.coalition_cap(event.coalition)} settles a position: {w.clauses(event.position)}."
        case ev.RanksBroken(half=False):
            return f"{name(event.seat)} breaks ranks with {w.coalition(event.coalition)}."
        case ev.MemberLeft():
            return f"{name(event.seat)} leaves {w.coalition(event.coalition)}."
        case ev.LeaderChosen():
            return f"{name(event.leader)} now leads {w.coalition(event.coalition)}."
        case ev.ClubFounded():
            members = words.join(map(name, event.members))
            return f"{members} found a club: {w.clauses(event.principles)}."
        case ev.ProposalAgreed():
            parties = words.join(map(name, event.parties))
            how = "pressed by" if event.style is Style.PRESS else "on a proposal of"
            return f"{parties} agree, {how} {name(event.mediator)}: {w.clauses(event.proposal)}."
        case _:
            return ""


def years(case: Case) -> tuple[YearRow, ...]:
    """One, five and ten years on."""
    found = []
    for horizon in (1, 5, 10):
        chance = 0
        if case.agreed and case.final.public.in_force is not False:
            odds = survival_log_odds(case.final, horizon) - (1000 - in_force(case.final)) * 2
            chance = tables.logistic(odds)
        found.append(YearRow(horizon, chance, stories_at(case, horizon)))
    return tuple(found)
