"""Result, frontier and curves: what was created, what was claimed, and what was left."""

from __future__ import annotations

from diplogame.analysis import (
    FrontierTooLargeError,
    missed_swaps,
    pareto_frontier,
    solution_points,
)
from diplogame.analysis.pareto import Outcome as Worth
from diplogame.analysis.swaps import Swap
from diplogame.app.debrief.case import Case
from diplogame.app.debrief.pages import (
    ClauseResult,
    Curve,
    CurvesPage,
    FrontierPage,
    Point,
    Result,
    SeatResult,
    SwapNote,
)
from diplogame.app.narrate import words
from diplogame.app.narrate.words import join, signed
from diplogame.rules.aftermath import joint_value
from diplogame.rules.aspirations import aspiration
from diplogame.rules.facts import ViewFacts
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import Clarity, Outcome
from diplogame.rules.view import view_of

LIMIT = 120_000
"""Partial packages that a frontier may take: what can be mapped without waiting for it."""

MOST_SHOWN = 400
"""Points of the frontier that are kept for a picture."""

MOST_SWAPS = 6


def result(case: Case) -> Result:
    """The first page."""
    public = case.final.public
    seats = tuple(seat_result(case, seat) for seat in case.parties)
    outcome = words.OUTCOMES[public.outcome] if public.outcome else "not over"
    stories = stories_at(case, 1)
    people = [row for row in seats if row.human]
    verdict = " ".join(f"{case.book.name(row.seat)}: {row.verdict}" for row in people)
    return Result(
        outcome=outcome,
        headline=_headline(case),
        lede=stories[0] if stories else "",
        verdict=verdict or _joint(case),
        round=public.round,
        rounds=case.conference.calendar.rounds,
        agreed=case.agreed,
        created=joint_value(case.final) if case.agreed else 0,
        seats=seats,
        clauses=_clauses(case) if case.agreed else (),
    )


def stories_at(case: Case, years: int) -> tuple[str, ...]:
    """What the pack tells of the time after."""
    facts = ViewFacts(view_of(case.final, case.seats[0]))
    return tuple(e.text for e in case.book.epilogues(facts) if e.years == years)


def _headline(case: Case) -> str:
    public = case.final.public
    title = case.book.title
    match public.outcome:
        case Outcome.ADOPTED:
            refused = sum(not yes for yes in public.ratified.values())
            if refused:
                return f"{title}: adopted, and refused in {refused} of {len(case.seats)} capitals"
            return f"{title}: adopted and ratified"
        case Outcome.PARTIAL:
            return f"{title}: half an agreement"
        case Outcome.SUSPENDED:
            return f"{title}: suspended"
        case Outcome.COLLAPSED:
            return f"{title}: no agreement"
        case _:
            return f"{title}: still open in round {public.round}"


def _joint(case: Case) -> str:
    if not case.agreed:
        return "Nobody took home more than the time it had cost."
    share = joint_value(case.final) // 10
    return f"The text holds {share} % of the value that all clauses together could have given."


def seat_result(case: Case, seat: SeatId) -> SeatResult:
    """One delegation's row."""
    state, public = case.final, case.final.public
    private = state.private[seat]
    interests = private.interests
    worth = interests.utility(case.package)
    gain = worth - private.walk_away if case.agreed else 0
    gains = {
        s: max(0, case.interests(s).utility(case.package) - state.private[s].walk_away)
        for s in case.seats
    }
    total = sum(gains.values()) if case.agreed else 0
    crossed = tuple(
        case.book.red_line(seat, line) for line in interests.crossed(case.package) if case.agreed
    )
    score = public.scores.get(seat, 0)
    par = case.conference.delegation(seat).par
    row = SeatResult(
        seat=seat,
        voter=case.is_voter(seat),
        human=seat in case.session.humans,
        worth=worth,
        walk_away=private.walk_away,
        walk_away_first=case.session.opening.private[seat].walk_away,
        dream=sum(max(points) for points in interests.points),
        gain=gain,
        share=gains.get(seat, 0) * 1000 // total if total else 0,
        score=score,
        par=par,
        ratified=public.ratified.get(seat),
        gauge=private.gauge,
        standing=public.standing[seat],
        credibility=public.credibility[seat],
        side=private.side,
        crossed=crossed,
        verdict="",
    )
    return _judged(row, case)


def _judged(row: SeatResult, case: Case) -> SeatResult:
    """The row with its verdict."""
    from dataclasses import replace

    if not case.agreed:
        text = f"no text; what no deal is worth, {row.walk_away} points, is all there is."
    elif row.crossed:
        text = "signed across its own red line."
    elif row.gain < 0:
        text = f"signed a text worth {-row.gain} points less to it than none."
    else:
        room = max(1, row.dream - row.walk_away)
        part = row.gain * 100 // room
        how = "a triumph" if part >= 75 else "a good deal" if part >= 50 else "a deal"
        if part < 20:
            how = "barely better than no deal"
        text = f"{how}: {row.gain} points above no deal, {part} % of what it could have dreamt of."
    if row.ratified is False:
        text += " Its home refused to ratify."
    if row.par:
        gap = row.score - row.par
        above = "on par" if abs(gap) < 100 else f"{abs(gap)} {'above' if gap > 0 else 'below'} par"
        text += f" Score {row.score}, {above} ({row.par})."
    elif row.score:
        text += f" Score {row.score}."
    return replace(row, verdict=text[0].upper() + text[1:])


def _clauses(case: Case) -> tuple[ClauseResult, ...]:
    rows = []
    for k, option in enumerate(case.package):
        clause = case.final.public.clauses[k]
        notes = []
        if clause.clarity is Clarity.AMBIGUOUS:
            notes.append("ambiguous")
        if clause.annexed:
            notes.append("put off to an annex")
        if option == case.conference.issues[k].status_quo:
            notes.append("as before")
        rows.append(
            ClauseResult(
                case.book.issue(k),
                case.book.option(k, option),
                case.book.clause(k, option),
                ", ".join(notes),
            )
        )
    return tuple(rows)


# --- frontier ------------------------------------------------------------------------------------


def frontier(case: Case) -> FrontierPage:
    """Efficient and fair texts beside those that were talked about."""
    domain = case.domain
    points: list[Point] = []
    named: list[Point] = []
    zone = False
    suited: tuple[Worth, ...] = ()
    try:
        solved = solution_points(
            domain, pareto_frontier(domain, floor=domain.walk_aways, limit=LIMIT)
        )
        if solved is not None:
            zone, suited = True, solved.frontier
            points = [_point("frontier", "", found) for found in _thinned(solved.frontier)]
            named = [
                _point("nash", "Nash point", solved.nash),
                _point("kalai-smorodinsky", "Kalai-Smorodinsky point", solved.kalai_smorodinsky),
                _point("egalitarian", "Egalitarian point", solved.egalitarian),
                _point("utilitarian", "Utilitarian point", solved.utilitarian),
            ]
    except FrontierTooLargeError:
        zone = True
    points += named
    final = domain.utilities(case.package)
    kind, label = ("agreed", "Agreed text") if case.agreed else ("text", "Last text on the table")
    points.append(Point(kind, label, case.package, final))
    for round_, by, package in case.offers:
        label = f"{case.book.short(by)}, round {round_}"
        points.append(Point("offer", label, package, domain.utilities(package), by, round_))
    swaps = _way_out(case, suited) + _swaps(case)
    return FrontierPage(
        seats=case.seats,
        walk_aways=domain.walk_aways,
        points=tuple(points),
        swaps=swaps,
        zone=zone,
        note=_where(case, zone, swaps, final),
    )


def _point(kind: str, label: str, found: Worth) -> Point:
    return Point(kind, label, found.package, found.utilities)


def _thinned(frontier_: tuple[Worth, ...]) -> tuple[Worth, ...]:
    """At most `MOST_SHOWN` points, evenly taken from the frontier's order."""
    step = max(1, -(-len(frontier_) // MOST_SHOWN))
    return frontier_[::step]


def _where(case: Case, zone: bool, swaps: tuple[SwapNote, ...], final: tuple[int, ...]) -> str:
    common = [swap for swap in swaps if swap.common]
    if not zone:
        return (
            "In the end no text suited every voter; somebody's need would have had to change first."
        )
    if not case.agreed:
        short = [
            case.book.name(seat)
            for seat, have, least in zip(case.seats, final, case.domain.walk_aways, strict=True)
            if have < least
        ]
        if short:
            return f"There were texts that suited all; the last one did not suit {join(short)}."
        return "The last text suited every voter and was not adopted all the same."
    if common:
        return "The text could have been bettered without hurting any voter."
    return "No change of one or two clauses would have helped a voter without hurting another."


def _swaps(case: Case) -> tuple[SwapNote, ...]:
    missed = missed_swaps(case.domain, case.package)
    found = [_swap(case, swap, True, ()) for swap in missed.common[:MOST_SWAPS]]
    # An exchange that costs the others more than it gives is no deal that anybody missed.
    worthwhile = sorted(
        (pair for pair in missed.pairwise if sum(pair.swap.gains) > 0),
        key=lambda pair: (-sum(pair.swap.gains), pair.parties, pair.swap.changes),
    )
    taken: set[tuple[SeatId, ...]] = set()
    changed: set[tuple[tuple[int, int, int], ...]] = set()
    for pair in worthwhile:
        parties = tuple(case.seats[k] for k in pair.parties)
        if parties in taken or pair.swap.changes in changed:
            continue  # the best for each pair is enough
        taken.add(parties)
        changed.add(pair.swap.changes)
        found.append(_swap(case, pair.swap, False, parties))
        if len(found) >= MOST_SWAPS:
            break
    return tuple(found)


def _way_out(case: Case, zone: tuple[Worth, ...]) -> tuple[SwapNote, ...]:
    """For talks that failed: the text that suited everybody and lay nearest to the last one."""
    if case.agreed or not zone:
        return ()
    domain, last = case.domain, case.package

    def far(found: Worth) -> tuple[int, int, tuple[int, ...]]:
        moved = sum(old != new for old, new in zip(last, found.package, strict=True))
        least = min(
            have - need for have, need in zip(found.utilities, domain.walk_aways, strict=True)
        )
        return moved, -least, found.package

    nearest = min(zone, key=far)
    changes = tuple(
        (issue, old, new)
        for issue, (old, new) in enumerate(zip(last, nearest.package, strict=True))
        if old != new
    )
    if not changes:
        return ()
    # Whom it suits is told by the distance to no deal: against the last text some would have lost.
    margins = tuple(
        (seat, have - need)
        for seat, have, need in zip(case.seats, nearest.utilities, domain.walk_aways, strict=True)
    )
    swap = Swap(changes, nearest.package, tuple(margin for _seat, margin in margins))
    told = join(f"{case.book.short(seat)} {signed(margin)}" for seat, margin in margins)
    text = (
        f"{_changes(case, swap)} would have made a text that suited every voter "
        f"(above no deal: {told})."
    )
    return (SwapNote(text, case.seats, margins, False),)


def _changes(case: Case, swap: Swap) -> str:
    return join(
        f"{case.words.option(issue, new)} instead of {case.words.option(issue, old)} "
        f"({case.book.issue_short(issue)})"
        for issue, old, new in swap.changes
    )


def _swap(case: Case, swap: Swap, common: bool, parties: tuple[SeatId, ...]) -> SwapNote:
    changes = _changes(case, swap)
    gains = tuple((s, g) for s, g in zip(case.seats, swap.gains, strict=True) if g)
    if common:
        parties = tuple(seat for seat, gain in gains if gain > 0)
        whose = f"{join(map(case.book.name, parties))} gain, nobody loses"
        if len(parties) == 1:
            whose = f"{case.book.name(parties[0])} gains, nobody loses"
    else:
        whose = f"{join(map(case.book.name, parties))} both gain, at others' cost"
    told = join(f"{case.book.short(seat)} {signed(gain)}" for seat, gain in gains)
    return SwapNote(f"{changes}: {whose} ({told}).", parties, gains, common)


# --- curves --------------------------------------------------------------------------------------


def curves(case: Case) -> CurvesPage:
    """Text, offers, aspiration and reserve over the rounds."""
    rounds = tuple(sorted(case.by_round))
    found = []
    for seat in case.parties:
        text, offers, wished, reserve = [], [], [], []
        interests = case.interests(seat)
        for number in rounds:
            state = case.by_round[number]
            view = view_of(state, seat)
            text.append(state.private[seat].interests.utility(view.text))
            wished.append(aspiration(view))
            reserve.append(state.private[seat].walk_away)
            own = [interests.utility(p) for r, by, p in case.offers if r == number and by == seat]
            offers.append(max(own) if own else None)
        found.append(Curve(seat, tuple(text), tuple(offers), tuple(wished), tuple(reserve)))
    return CurvesPage(rounds, tuple(found))
