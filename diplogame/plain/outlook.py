"""What an order would do, said before it is confirmed: own worth exact, theirs as a band.

Guarantees: reads a view only.
"""

from __future__ import annotations

from diplogame.app.narrate import words
from diplogame.app.narrate.words import join, signed
from diplogame.app.outlook import (
    NightForecast,
    after,
    chance_text,
    lines_crossed,
    night_forecast,
    threat_forecast,
)
from diplogame.app.summits import Hour, breakdown
from diplogame.packs.phrasebook import Phrasebook
from diplogame.rules import commands as cmd
from diplogame.rules.appraisal import own_worth, their_worth
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.records import Summit
from diplogame.rules.summit import HOURS
from diplogame.rules.terms import (
    Bargain,
    ThreatTerms,
)
from diplogame.rules.view import SeatView


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
    return lines + limit_lines(view, bargain, book)


def limit_lines(view: SeatView, bargain: Bargain, book: Phrasebook) -> list[str]:
    """Which of our own limits a bargain goes beyond: red lines by name, and the mandate."""
    lines: list[str] = []
    outside = [
        term
        for term in bargain.terms
        if term.by == view.seat and term.issue >= 0 and not view.mandate[term.issue][term.option]
    ]
    for line in lines_crossed(view, bargain):
        lines.append(f"It crosses our red line: {book.red_line(view.seat, line)}")
    if outside:
        lines.append("It goes beyond our mandate: home will mind, and may disown it.")
    return lines


def change_line(view: SeatView, package: Package) -> str:
    """What a change of the text does to us."""
    if not view.interests.points:
        return ""
    now, then = view.interests.utility(view.text), view.interests.utility(package)
    moved = f" ({signed(then - now)})" if then != now else ""
    return f"The text would be worth {then}{moved} to us; no deal is worth {view.walk_away}."


def _behind(terms: ThreatTerms, endorsed: bool, book: Phrasebook) -> str:
    """Who stands behind a threat, in brackets."""
    names = [book.name(p) for p in terms.partners] + (["the house"] if endorsed else [])
    return f" ({join(names)} behind us)" if names else ""


def threat_lines(view: SeatView, target: SeatId, terms: ThreatTerms, book: Phrasebook) -> list[str]:
    """What a threat costs, and how likely it is to work."""
    found = threat_forecast(view, target, terms)
    endorsed = (target, terms.instrument) in view.public.endorsed
    cost = f"{found.cost.low} to {found.cost.high}" if found.cost.width else f"{found.cost.low}"
    return [
        (
            f"Imposed, it costs us {found.own} points a round, and {book.name(target)} about {cost}"
            f"{_behind(terms, endorsed, book)}."
        ),
        f"That it gives way: {chance_text(found.odds)}. Backing down costs credibility and home support.",
    ]


def night_lines(view: SeatView) -> list[str]:
    """What the coming hour and the rest of the night may bring, and what failure costs."""
    summit = view.public.summit
    if summit is None:
        return []
    left = HOURS - summit.hour

    def night(own: str = "") -> NightForecast:
        return night_forecast(
            view, summit.goal, summit.preparation, summit.fatigue, max(1, left), own
        )

    found = night()
    by_choice = [f"{own} {chance_text(night(own).odds)}" for own in ("firm", "give", "fudge")]
    return [
        (
            f"Hour {summit.hour + 1} of {HOURS}. Preparation {summit.preparation}, goal "
            f"{words.GOALS[summit.goal]}, fatigue {summit.fatigue}."
        ),
        (
            f"A breakthrough this hour, by what we choose: {', '.join(by_choice)}. In the rest of the "
            f"night: {chance_text(found.night)}. Failure costs every delegation {found.failure} of "
            "home support."
        ),
    ]


_PARTS = {
    "base": "leaders rarely agree",
    "preparation": "preparation",
    "goal": "the goal",
    "fatigue": "fatigue",
    "chosen": "what the leaders did",
}


def night_over(summit: Summit, hour: Hour) -> str:
    """What decided the last hour of a night that is over."""
    said = [
        f"{_PARTS[part.key]} {_weight(part.low)}"
        for part in breakdown(summit, hour)
        if abs(part.low) >= 100
    ]
    chance = (hour.revealed.chance + 5) // 10
    return f"What made the chance of the last hour {chance} %: {join(said)}."


def _weight(value: int) -> str:
    """How much a part of the log-odds, thousandths, did."""
    size = "a little" if abs(value) < 500 else "somewhat" if abs(value) < 1200 else "much"
    return f"({size} {'for' if value > 0 else 'against'} it)"


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
