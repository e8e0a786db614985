"""Five questions to discuss, made from what happened in this game and no other."""

from __future__ import annotations

from diplogame.app.debrief.case import Case
from diplogame.app.debrief.pages import (
    FrontierPage,
    InformationPage,
    Result,
    ThreatsPage,
    TrustPage,
    VotesPage,
)
from diplogame.app.narrate.words import join, signed
from diplogame.rules import events as ev
from diplogame.rules.terms import TermState

COUNT = 5


def questions(
    case: Case,
    result: Result,
    frontier: FrontierPage,
    trust: TrustPage,
    threats: ThreatsPage,
    information: InformationPage,
    votes: VotesPage,
) -> tuple[str, ...]:
    """The five that this game's facts ask most urgently."""
    found = [
        _swap(frontier),
        _vote(case, votes),
        _broken(case),
        _league(case),
        _threat(case, threats),
        _belief(case, information),
        _share(case, result),
        _trust(case, trust),
        _fair(case, frontier),
        _walk_away(case, result),
        _rule(votes),
        _home(case, result),
        *_always(case),
    ]
    return tuple(dict.fromkeys(text for text in found if text))[:COUNT]


def _swap(page: FrontierPage) -> str:
    if not page.swaps:
        return ""
    swap = page.swaps[0]
    return f"This was left on the table: {swap.text} Why did nobody propose it, and who could have?"


def _vote(case: Case, page: VotesPage) -> str:
    whole = [
        row for row in page.rows if "vote on the text" in row.motion or "silence" in row.motion
    ]
    lost = [row for row in whole if not row.carried]
    if not lost:
        return ""
    row = lost[-1]
    who = row.blockers or tuple(s for s, said, _w in row.ballots if said in ("no", "objects"))
    if not who:
        return ""
    names = join(map(case.book.name, who))
    reasons = [why for seat, _said, why in row.ballots if seat in who and why]
    because = f" ({reasons[0]})" if reasons else ""
    return (
        f"In round {row.round} the text fell to {names}{because}. What would have been the cheapest "
        "way to a yes, and was it ever put on the table?"
    )


def _broken(case: Case) -> str:
    for key in sorted(case.final.understandings):
        entry = case.final.understandings[key]
        for term, state in zip(entry.bargain.terms, entry.states, strict=True):
            if state is TermState.BROKEN:
                what = case.words.promise(term)
                return (
                    f"{case.book.name(term.by)} broke its word ({what}). Did it pay, counted to the "
                    "end of the conference? Would it have paid in the next one?"
                )
    return ""


def _league(case: Case) -> str:
    """Who left its bloc, or a club that others were left out of (R13)."""
    for round_, event in case.told:
        if isinstance(event, ev.MemberLeft):
            bloc = case.words.coalition(event.coalition)
            return (
                f"In round {round_} {case.book.name(event.seat)} left {bloc}. What did the others offer it "
                "to stay, and what would have been enough?"
            )
        if isinstance(event, ev.ClubFounded):
            members = join(map(case.book.name, event.members))
            return (
                f"In round {round_} {members} settled principles among themselves. Whom did they need "
                "later, and what did it cost to have left them out?"
            )
    return ""


def _threat(case: Case, page: ThreatsPage) -> str:
    rows = (
        [r for r in page.rows if r.bluff] or [r for r in page.rows if r.worked] or list(page.rows)
    )
    if not rows:
        return (
            ""
            if len(case.conference.instruments) == 0
            else (
                "Nobody threatened anybody. Whose threat would have been believed, and why was it not made?"
            )
        )
    r = rows[0]
    return (
        f"In round {r.round} {case.book.name(r.sender)} threatened {case.book.name(r.target)} with "
        f"{r.instrument} over {r.demand}; it was {r.end}. What made the threat credible, or not?"
    )


def _belief(case: Case, page: InformationPage) -> str:
    lost = [r for r in page.rows if not r.right and r.certainty >= 40]
    own = [r for r in lost if r.holder in case.session.humans] or lost
    if not own:
        return ""
    r = max(own, key=lambda row: (row.truth, row.certainty, row.holder, row.about))
    return (
        f"{case.book.name(r.holder)} believed that {case.book.name(r.about)} wanted ‘{r.wanted}’ on "
        f"“{r.title}”; it wanted ‘{r.best}’. Which question, to whom, would have shown it?"
    )


def _share(case: Case, result: Result) -> str:
    voters = [row for row in result.seats if row.voter]
    if not result.agreed or len(voters) < 2:
        return ""
    most = max(voters, key=lambda row: (row.share, row.seat))
    least = min(voters, key=lambda row: (row.share, row.seat))
    if most.share - least.share < 100:
        return ""
    return (
        f"{case.book.name(most.seat)} took {most.share // 10} % of the gains, "
        f"{case.book.name(least.seat)} {least.share // 10} %. Was that strength, skill or patience? "
        "Is it fair, and by which of the four points?"
    )


def _trust(case: Case, page: TrustPage) -> str:
    if not page.events:
        return ""
    e = min(page.events, key=lambda each: (each.delta, each.round, each.seat, each.toward))
    if e.delta >= 0:
        return ""
    return (
        f"The sharpest loss of trust was that of {case.book.name(e.seat)} in "
        f"{case.book.name(e.toward)} in round {e.round} ({signed(e.delta)}: {e.why}). What did it cost later?"
    )


def _fair(case: Case, page: FrontierPage) -> str:
    nash = page.of_kind("nash")
    agreed = page.of_kind("agreed")
    if not nash or not agreed:
        return ""
    gaps = {seat: agreed[0].values[k] - nash[0].values[k] for k, seat in enumerate(page.seats)}
    worst = min(gaps, key=lambda seat: (gaps[seat], seat))
    if gaps[worst] >= 0:
        return ""
    return (
        f"At the Nash point {case.book.name(worst)} would have had {-gaps[worst]} points more. "
        "At which moment did it lose them?"
    )


def _walk_away(case: Case, result: Result) -> str:
    moved = [(row.walk_away - row.walk_away_first, row.seat) for row in result.seats if row.voter]
    if not moved:
        return ""
    change, seat = min(moved)
    if change > -100:
        return ""
    return (
        f"What no deal is worth fell by {-change} points for {case.book.name(seat)} during the talks. "
        "Who saw that its alternative was getting worse, and who made use of it?"
    )


def _rule(page: VotesPage) -> str:
    actual = next((r for r in page.recounts if r.actual), None)
    other = [r for r in page.recounts if actual and r.passed != actual.passed]
    if not other:
        return ""
    verb = "passed" if other[0].passed else "failed"
    return (
        f"Under another rule ({other[0].rule}) the same ballots would have {verb}. Would the talks "
        "have been the same under that rule?"
    )


def _home(case: Case, result: Result) -> str:
    refused = [row.seat for row in result.seats if row.ratified is False]
    if not refused:
        return ""
    return (
        f"{join(map(case.book.name, refused))} signed what home would not ratify. What would have "
        "warned the others, and what could they have done about it?"
    )


def _always(case: Case) -> tuple[str, ...]:
    return (
        "Which single answer in a corridor changed the most, and how would you ask for it next time?",
        "Which clause was traded for which, and did both sides value what they got more than what they gave?",
        "Where did the clock help, and whom?",
        "Who spoke for those who had no vote, and what did it change?",
        "If you sat in another chair next time, what would you ask first?",
    )
