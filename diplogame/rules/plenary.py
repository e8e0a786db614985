"""The plenary: speeches, motions, roll-calls and what they do to the text (R8, R9).

Guarantees: one speech and one motion a delegation in each plenary; every motion is put to the vote and
decided under the rule the institution has for it; the mover's own ballot is a yes.
"""

from __future__ import annotations

from diplogame.rules import events as ev
from diplogame.rules.capital import feel_closing
from diplogame.rules.coalitions import discipline, ranks
from diplogame.rules.conference import Kind
from diplogame.rules.decisions import (
    Ballot,
    Consensus,
    DecisionRule,
    SilenceProcedure,
    ballots_for,
    decided,
)
from diplogame.rules.desk import Desk, Fault, clamp
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.information import expert_reading
from diplogame.rules.ledger import AGAINST, judge_closing, judge_vote, motion_issue, payers
from diplogame.rules.phases import is_open, last_round, opens_in
from diplogame.rules.planning import closed_clauses
from diplogame.rules.state import State
from diplogame.rules.summit import HASTE
from diplogame.rules.terms import (
    AccreditObserver,
    AdoptPartial,
    Amend,
    BallotRecord,
    Band,
    ClauseStatus,
    CloseClause,
    ConveneSummit,
    DeferToAnnex,
    DivideTheQuestion,
    Endorse,
    Motion,
    MotionKind,
    MoveToVote,
    Outcome,
    Reason,
    ReferToExperts,
    Reopen,
    Speech,
    StartSilence,
    StopClock,
    Suspend,
    TablePackage,
)

TONES = ("appeal", "shame", "red-line", "rally")
"""Tones of a speech (R8.3)."""

LEAST_PARTS = 2
"""Clauses that a question must have to be divided."""

ACCREDITED_TRUST = 6
"""Trust of a voice in the delegation that moved its accreditation (R8.1)."""

REOPEN_TRUST = -9
"""Trust lost with those who paid for a closed clause (R8.1)."""


def rule_for(state: State, kind: MotionKind) -> DecisionRule:
    """The decision rule under which a motion is put (R9)."""
    institution = state.conference.institution
    match kind:
        case MoveToVote() | AdoptPartial():
            return institution.adoption
        case StartSilence():
            return SilenceProcedure()
        case StopClock():
            return Consensus()
        case AccreditObserver() if institution.accreditation == "no-objection":
            return Consensus()
        case _:
            return institution.amendment


def package_of(state: State, kind: MotionKind) -> Package:
    """The text that a motion would leave on the table."""
    text = [clause.leading for clause in state.public.clauses]
    match kind:
        case Amend(issue=issue, option=option):
            text[state.conference.issue_index(issue)] = option
        case TablePackage(package=package):
            return package
        case DivideTheQuestion(package=package) if package:
            return package
        case DeferToAnnex(issue=issue):
            index = state.conference.issue_index(issue)
            text[index] = state.conference.issues[index].status_quo
        case AdoptPartial():
            return partial_package(state)
        case _:
            pass
    return tuple(text)


def partial_package(state: State) -> Package:
    """Closed clauses as agreed, the status quo elsewhere (R19.1)."""
    return tuple(
        clause.leading if clause.status is ClauseStatus.CLOSED else issue.status_quo
        for clause, issue in zip(state.public.clauses, state.conference.issues, strict=True)
    )


def motion_faults(state: State, seat: SeatId, kind: MotionKind) -> list[Fault]:
    """Everything wrong with a motion (R8.1)."""
    public = state.public
    conference = state.conference
    if conference.delegation(seat).kind is not Kind.SEAT:
        return [Fault("motion.no-vote")]
    if public.motions_by.get(seat, 0) >= 1:
        return [Fault("motion.one-each")]
    if isinstance(kind, AdoptPartial):
        return [Fault("motion.chair-only")]
    if not is_open(public.phase, type(kind)):
        return [Fault("motion.phase", {"opens": opens_in(conference.calendar, type(kind))})]
    if isinstance(kind, Endorse) and kind.target == seat:
        return [Fault("motion.instrument", {"name": kind.instrument})]
    name = getattr(kind, "issue", None)
    if name is not None and name not in [i.id for i in conference.issues]:
        return [Fault("motion.unknown-issue", {"name": name})]
    return _kind_faults(state, kind)


def _kind_faults(state: State, kind: MotionKind) -> list[Fault]:
    public, conference = state.public, state.conference
    name = getattr(kind, "issue", "")
    clause = public.clauses[conference.issue_index(name)] if name else None
    closed = clause is not None and clause.status is ClauseStatus.CLOSED
    match kind:
        case Amend(option=option):
            assert clause is not None
            if not 0 <= option < len(conference.issues[conference.issue_index(name)].options):
                return [Fault("motion.unknown-option", {"name": option})]
            if closed:
                return [Fault("motion.closed", {"issue": name})]
            return [Fault("motion.reads-so", {"issue": name})] if clause.leading == option else []
        case CloseClause() | DeferToAnnex():
            return [Fault("motion.closed", {"issue": name})] if closed else []
        case Reopen():
            return [] if closed else [Fault("motion.not-closed", {"issue": name})]
        case AccreditObserver(delegation=name):
            known = name in public.unaccredited
            return [] if known else [Fault("motion.accredited", {"name": name})]
        case DivideTheQuestion(package=package):
            if package:
                faults = _kind_faults(state, TablePackage(package))
                if faults:
                    return faults
            few = len(parts(state, package)) < LEAST_PARTS
            return [Fault("motion.nothing-to-divide")] if few else []
        case TablePackage(package=package):
            if len(package) != len(conference.issues) or not all(
                0 <= o < len(i.options) for o, i in zip(package, conference.issues, strict=False)
            ):
                return [Fault("motion.package")]
            now = tuple(c.leading for c in public.clauses)
            for k, item in enumerate(public.clauses):
                if item.status is ClauseStatus.CLOSED and package[k] != item.leading:
                    return [Fault("motion.closed", {"issue": conference.issues[k].id})]
            return [Fault("motion.no-change")] if package == now else []
        case ReferToExperts():
            index = conference.issue_index(name)
            if not conference.issues[index].technical:
                return [Fault("motion.not-technical", {"issue": name})]
            return [Fault("motion.referred", {"issue": name})] if index in public.referred else []
        case StartSilence() if not conference.institution.silence:
            return [Fault("motion.no-silence")]
        case MoveToVote() | StartSilence():
            text = tuple(c.leading for c in public.clauses)
            if text in public.failed_votes[-3:]:
                return [Fault("motion.same-text")]
            return []
        case ConveneSummit():
            if public.summit is not None:
                return [Fault("motion.summit-called")]
            if not summit_round(state):
                return [Fault("motion.no-summit-date")]
            return []
        case Endorse(target=target, instrument=instrument):
            tool = next((t for t in conference.instruments if t.id == instrument), None)
            if tool is None or target not in dict(tool.cost):
                return [Fault("motion.instrument", {"name": instrument})]
            if (target, instrument) in public.endorsed:
                return [Fault("motion.endorsed", {"name": target})]
            return []
        case StopClock():
            if public.clock_stopped >= conference.calendar.overtime:
                return [Fault("motion.clock-stopped")]
            end = last_round(conference.calendar, public.clock_stopped)
            return [] if public.round >= end else [Fault("motion.too-early", {"round": end})]
        case _:
            return []


def parts(state: State, package: Package) -> tuple[tuple[int, int], ...]:
    """What a divided question is put as: (issue index, option), in the order of the text (R8.1)."""
    return tuple(
        (k, package[k] if package else clause.leading)
        for k, clause in enumerate(state.public.clauses)
        if clause.status is not ClauseStatus.CLOSED
        and (not package or package[k] != clause.leading)
    )


def put_next_part(desk: Desk, chair: SeatId) -> None:
    """The chair puts the next clause of a divided question: to close it, or to amend it (R8.1)."""
    (k, option), *rest = desk.state.public.divided
    desk.emit(ev.QuestionDivided(tuple(rest)))
    name = desk.conference.issues[k].id
    reads_so = desk.state.public.clauses[k].leading == option
    move(desk, chair, CloseClause(name) if reads_so else Amend(name, option))


def summit_round(state: State) -> int:
    """The next round in which leaders could meet, or 0."""
    later = [r for r in state.conference.calendar.summit_rounds if r > state.public.round]
    return min(later, default=0)


def move(desk: Desk, seat: SeatId, kind: MotionKind) -> None:
    """Put a motion before the house."""
    public = desk.state.public
    motion = Motion(f"m{public.round}-{public.motions}", seat, kind, public.round)
    desk.emit(ev.MotionMade(motion))
    if isinstance(kind, Amend):
        desk.emit(ev.BracketAdded(motion_issue(desk, kind), kind.option, seat))
    if seat in desk.voters:
        yes = ballots_for(rule_for(desk.state, kind))[0]
        desk.emit(ev.BallotCast(motion.id, seat, yes, Reason.AGREED, -1))


def still_to_vote(desk: Desk) -> list[SeatId]:
    """Who has not voted yet, in roll-call order; those who walked out are absent."""
    public = desk.state.public
    return [s for s in desk.voters if s not in public.ballots and s not in public.walked_out]


def decide_motion(desk: Desk) -> None:
    """Count the ballots, apply the result, and settle what the votes kept or broke."""
    public = desk.state.public
    motion = public.motion
    assert motion is not None
    before = public
    rule = rule_for(desk.state, motion.kind)
    ballots = dict(public.ballots)
    for absent in desk.voters:
        ballots.setdefault(absent, Ballot.ABSENT)
    carried, blockers = decided(rule, desk.members(), ballots)
    rows = tuple(
        (seat, ballots[seat], *public.explained.get(seat, (Reason.AGREED, -1)))
        for seat in desk.voters
    )
    package = package_of(desk.state, motion.kind)
    record = BallotRecord(motion, package, rows, carried, blockers)
    desk.emit(ev.MotionDecided(record))
    broken = ranks(desk, record, before)
    judge_vote(desk, record, before)
    discipline(desk, broken)
    if carried:
        _carry(desk, motion, package)
    else:
        _lose(desk, motion, record)


def _carry(desk: Desk, motion: Motion, package: Package) -> None:
    kind, by = motion.kind, motion.by
    issue = motion_issue(desk, kind)
    match kind:
        case Amend(option=option):
            desk.emit(ev.ClauseAmended(issue, option, by))
        case CloseClause(clarity=clarity):
            option = desk.state.public.clauses[issue].leading
            all_ = desk.conference.everybody
            desk.emit(ev.ClauseClosed(issue, clarity, by, payers(desk.state, issue, option, all_)))
            judge_closing(desk, issue)
            feel_closing(desk, issue, option)
            if desk.state.public.summit is not None:
                desk.meter("preparation", by, 4, "closed")
        case Reopen():
            option = desk.state.public.clauses[issue].leading
            known = payers(desk.state, issue, option, (by,))
            for payer in payers(desk.state, issue, option):
                # Those who paid in secret do not show why they are angry.
                desk.trust(payer, by, REOPEN_TRUST, "reopened", told=payer in known)
            desk.meter("standing", by, -3, "reopened")
            desk.emit(ev.ClauseReopened(issue, by))
        case TablePackage():
            desk.emit(ev.TextReplaced(package, by))
            desk.meter("standing", by, 2, "package")
        case ReferToExperts():
            for holder in desk.active:
                for other in desk.voters:
                    if other != holder:
                        expert_reading(desk, holder, other, issue, "expert-group")
        case DeferToAnnex():
            option = desk.conference.issues[issue].status_quo
            if desk.state.public.clauses[issue].leading != option:
                desk.emit(ev.ClauseAmended(issue, option, by))
            desk.emit(ev.ClauseAnnexed(issue, by))
            desk.meter("standing", by, -1, "annexed")
        case ConveneSummit(goal=goal):
            desk.emit(ev.SummitCalled(by, summit_round(desk.state), goal))
            desk.meter("preparation", by, closed_clauses(desk.state) * 4, "closed")
            if summit_round(desk.state) == desk.state.public.round + 1:
                desk.meter("fatigue", "", HASTE, "haste")
        case DivideTheQuestion(package=divided):
            desk.emit(ev.QuestionDivided(parts(desk.state, divided)))
        case AccreditObserver(delegation=name):
            desk.emit(ev.ObserverAccredited(name, by))
            desk.trust(name, by, ACCREDITED_TRUST, "accredited")
        case Endorse(target=target, instrument=instrument):
            desk.emit(ev.PressureEndorsed(target, instrument, by))
        case StopClock():
            desk.emit(ev.ClockStopped())
        case MoveToVote() | StartSilence():
            for k, clause in enumerate(desk.state.public.clauses):
                # Clauses that were never closed one by one are felt at home all at once.
                if clause.status is not ClauseStatus.CLOSED:
                    feel_closing(desk, k, package[k])
            desk.emit(ev.ConferenceEnded(Outcome.ADOPTED, package))
        case AdoptPartial():
            desk.emit(ev.ConferenceEnded(Outcome.PARTIAL, package))
        case Suspend():
            desk.emit(ev.ConferenceEnded(Outcome.SUSPENDED, ()))


def _lose(desk: Desk, motion: Motion, record: BallotRecord) -> None:
    kind = motion.kind
    if isinstance(kind, MoveToVote | StartSilence):
        if motion.by in desk.voters:
            desk.meter("standing", motion.by, -4, "vote-lost")
        against = [s for s, b, _r, _i in record.ballots if b in AGAINST]
        if len(against) * 4 <= len(desk.voters):
            # A lone objector pays in isolation (R9, field guide 4.5).
            for blocker in against:
                desk.meter("standing", blocker, -4, "isolated")
                for other in desk.voters:
                    if other not in against:
                        desk.trust(other, blocker, -2, "blocked")
        desk.meter("crisis", "", 2, "vote-lost")
    elif isinstance(kind, StopClock | ConveneSummit | Suspend) and motion.by in desk.voters:
        desk.meter("standing", motion.by, -1, "motion-lost")


def speech_faults(state: State, seat: SeatId, speech: Speech) -> list[Fault]:
    """Everything wrong with a speech (R8.3)."""
    faults: list[Fault] = []
    if speech.tone not in TONES:
        faults.append(Fault("speech.tone", {"name": speech.tone}))
    if seat in state.public.spoken:
        faults.append(Fault("speech.one-each"))
    if speech.target and (speech.target == seat or speech.target not in state.conference.everybody):
        faults.append(Fault("speech.target", {"name": speech.target}))
    if speech.tone == "shame" and not speech.target:
        faults.append(Fault("speech.needs-target"))
    names = [i.id for i in state.conference.issues]
    if speech.tone == "red-line" and speech.issue not in names:
        faults.append(Fault("speech.needs-issue"))
    elif speech.issue and speech.issue not in names:
        faults.append(Fault("speech.unknown-issue", {"name": speech.issue}))
    elif speech.option != -1:
        options = [len(i.options) for i in state.conference.issues if i.id == speech.issue]
        if speech.tone != "red-line" or not 0 <= speech.option < max(options, default=0):
            faults.append(Fault("speech.unknown-option", {"option": speech.option}))
    return faults


def speak(desk: Desk, seat: SeatId, speech: Speech) -> None:
    """Oratory: it raises the own gauge and ties the hands (R8.3); each tone wears off."""
    times = desk.private(seat).acts.get(f"spoke-{speech.tone}", 0)
    desk.emit(ev.SpeechMade(seat, speech))
    fade = 1 + times
    match speech.tone:
        case "appeal":
            desk.meter("gauge", seat, max(1, 2 // fade), "speech")
            for other in desk.voters:
                if not speech.target or other == speech.target:
                    desk.trust(other, seat, max(0, (3 if speech.target else 1) // fade), "appealed")
        case "shame":
            stung = max(1, 4 // fade) * desk.state.public.standing[seat] // 60
            desk.meter("standing", speech.target, -clamp(stung, 1, 6), "shamed")
            desk.meter("gauge", speech.target, -1, "shamed")
            desk.meter("gauge", seat, 1, "speech")
            desk.trust(speech.target, seat, -4, "shamed")
            desk.meter("resentment", speech.target, 6, "shamed", seat, (speech.target,))
        case "red-line":
            desk.meter("gauge", seat, max(1, 4 // fade), "speech")
            index = desk.conference.issue_index(speech.issue)
            for holder in desk.active:
                if holder != seat:
                    _believe_red_line(desk, holder, seat, index)
        case "rally":
            desk.meter("standing", seat, max(1, 2 // fade), "speech")
            desk.meter("gauge", seat, 1, "speech")


def _believe_red_line(desk: Desk, holder: SeatId, seat: SeatId, issue: int) -> None:
    """A public red line is believed in proportion to the credibility behind it (R8.3)."""
    belief = desk.private(holder).beliefs.get(seat)
    if belief is None or not belief.weights:
        return
    credibility = desk.state.public.credibility[seat]
    band = belief.weights[issue]
    high = min(10_000, band.high + 4 * credibility)
    low = min(band.low + 8 * credibility, high)
    certainty = clamp(belief.certainty[issue] + credibility // 10, 0, 90)
    desk.emit(ev.BeliefMoved(holder, seat, issue, -1, Band(low, high), certainty, (holder,)))
