"""What an order would do, said before it is confirmed: own worth exact, theirs as a band.

Guarantees: reads a view only.
"""

from __future__ import annotations

from diplogame.app.narrate import words
from diplogame.app.narrate.words import join, signed
from diplogame.packs.phrasebook import Phrasebook
from diplogame.rules import commands as cmd
from diplogame.rules import tables
from diplogame.rules.appraisal import own_worth, their_worth
from diplogame.rules.backing import backed_cost, backed_credibility
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.summit import breakthrough_log_odds, failure_cost
from diplogame.rules.terms import (
    Amend,
    Band,
    Bargain,
    DeferToAnnex,
    DivideTheQuestion,
    MotionKind,
    TablePackage,
    ThreatTerms,
)
from diplogame.rules.threats import threat_log_odds
from diplogame.rules.view import SeatView

DOUBT = 30
"""Per cent by which a published cost may miss what the target truly feels."""


def bargain_lines(
    view: SeatView, bargain: Bargain, others: tuple[SeatId, ...], book: Phrasebook
) -> list[str]:
    """What a bargain is worth to us, and is believed to be worth to them."""
    lines = [f"Worth to us: {signed(own_worth(view, bargain))} points."]
    for other in others:
        band = their_worth(view, other, bargain)
        lines.append(
            f"Worth to {book.name(other)}, we think: {signed(band.low)} to {signed(band.high)} points."
        )
    outside = [
        term
        for term in bargain.terms
        if term.by == view.seat and term.issue >= 0 and not view.mandate[term.issue][term.option]
    ]
    if outside:
        lines.append("It goes beyond our mandate: home will mind, and may disown it.")
    return lines


def after(view: SeatView, kind: MotionKind) -> Package:
    """The text a motion would leave."""
    text = list(view.text)
    match kind:
        case Amend(issue=issue, option=option):
            text[view.table.issue_index(issue)] = option
        case TablePackage(package=package):
            return package
        case DivideTheQuestion(package=package) if package:
            return package
        case DeferToAnnex(issue=issue):
            index = view.table.issue_index(issue)
            text[index] = view.table.issues[index].status_quo
        case _:
            pass
    return tuple(text)


def change_line(view: SeatView, package: Package) -> str:
    """What a change of the text does to us."""
    if not view.interests.points:
        return ""
    now, then = view.interests.utility(view.text), view.interests.utility(package)
    moved = f" ({signed(then - now)})" if then != now else ""
    return f"The text would be worth {then}{moved} to us; no deal is worth {view.walk_away}."


def threat_band(view: SeatView, target: SeatId, terms: ThreatTerms) -> Band:
    """Chance per mille that a target gives way to a threat, from what we know (R10.2)."""
    tool = view.table.instruments[terms.instrument]
    cost = backed_cost(tool.cost.get(target, 0), len(terms.partners))
    credibility = backed_credibility(view.public.credibility[view.seat], len(terms.partners))
    belief = view.beliefs[target]
    stakes = (0, 600)
    if belief.weights:
        row, weight = belief.values[terms.issue], belief.weights[terms.issue]
        now = row[view.text[terms.issue]]
        want = row[terms.option]
        stakes = (
            max(0, (now.low - want.high) * weight.low // 100),
            max(0, (now.high - want.low) * weight.high // 100),
        )
    odds = [
        tables.logistic(
            threat_log_odds(terms.clear, felt, terms.commitment, tool.economic, credibility, stake)
        )
        for felt in (cost * (100 - DOUBT) // 100, cost * (100 + DOUBT) // 100)
        for stake in stakes
    ]
    return Band(min(odds), max(odds))


def _behind(terms: ThreatTerms, endorsed: bool, book: Phrasebook) -> str:
    """Who stands behind a threat, in brackets."""
    names = [book.name(p) for p in terms.partners] + (["the house"] if endorsed else [])
    return f" ({join(names)} behind us)" if names else ""


def threat_lines(view: SeatView, target: SeatId, terms: ThreatTerms, book: Phrasebook) -> list[str]:
    """What a threat costs, and how likely it is to work."""
    tool = view.table.instruments[terms.instrument]
    endorsed = (target, terms.instrument) in view.public.endorsed
    band = threat_band(view, target, terms)
    return [
        (
            f"Imposed, it costs us {tool.own_cost} points a round, and {book.name(target)} about "
            f"{backed_cost(tool.cost.get(target, 0), len(terms.partners), endorsed)}"
            f"{_behind(terms, endorsed, book)}."
        ),
        f"That it gives way: {words.per_cent(band)}. Backing down costs credibility and home support.",
    ]


def night_lines(view: SeatView) -> list[str]:
    """The odds of the coming hour, whatever the others choose, and what failure costs."""
    summit = view.public.summit
    if summit is None:
        return []
    count = len(view.table.seats)
    odds = [
        tables.logistic(
            breakthrough_log_odds(
                summit.preparation, summit.goal, summit.fatigue, gives, 0, count - gives, 0
            )
        )
        for gives in (0, count)
    ]
    return [
        (
            f"Hour {summit.hour + 1} of 3. Preparation {summit.preparation}, goal "
            f"{words.GOALS[summit.goal]}, fatigue {summit.fatigue}."
        ),
        (
            f"Breakthrough this hour: {words.per_cent(Band(odds[0], odds[1]))}, from all firm to all "
            f"giving. Failure costs every delegation {failure_cost(summit)} of home support."
        ),
    ]


def preview(view: SeatView, command: cmd.Command, book: Phrasebook) -> list[str]:
    """What is said before an order is confirmed."""
    match command:
        case cmd.MakeOffer(variants=variants):
            lines: list[str] = []
            for number, variant in enumerate(variants, 1):
                head = [f"Variant {number}:"] if len(variants) > 1 else []
                parties = {t.by for t in variant.terms} | {t.to for t in variant.terms if t.to}
                lines += head + bargain_lines(view, variant, _there(view, parties), book)
            return lines
        case cmd.DeclineOffer(counter=counter) if counter is not None:
            return bargain_lines(view, counter, _there(view, set()), book)
        case cmd.Press(target=target, terms=terms) | cmd.IssueUltimatum(target=target, terms=terms):
            return threat_lines(view, target, terms, book)
        case cmd.MakeMotion(motion=motion):
            line = change_line(view, after(view, motion))
            return [line] if line else []
        case cmd.LeaveHall():
            return ["You will not vote in this plenary; standing falls, home likes it a little."]
        case _:
            return []


def _there(view: SeatView, parties: set[SeatId]) -> tuple[SeatId, ...]:
    meeting = view.meeting
    seated = meeting.parties if meeting is not None else tuple(sorted(parties))
    return tuple(s for s in seated if s != view.seat)
