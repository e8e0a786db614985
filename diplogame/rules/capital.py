"""The capital: mandate, gauge and ratification (R12).

Guarantees: a mandate only widens by an answered cable; the gauge is 0-100; ratification odds depend on
the signed package, the gauge and the veto players, and on nothing the capital could not know.
"""

from __future__ import annotations

from diplogame.rules import events as ev
from diplogame.rules import tables
from diplogame.rules.coalitions import feel_excluded
from diplogame.rules.conference import Delegation
from diplogame.rules.desk import Desk, clamp
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.terms import Interests

STRICTNESS = {"none": 9000, "cabinet": 2600, "parliament": 2000, "referendum": 1500}
"""Head start of a ratification in thousandths of log-odds, by the pack's rule (R12.3)."""

RED_LINE_COST = 18
"""Gauge points that each red line signed away costs at ratification (R2.3, R12.3)."""

AD_REFERENDUM_COST = 12
"""Gauge points that each clause signed outside the mandate costs at ratification (R12.1)."""


def campaign(desk: Desk, seat: SeatId) -> None:
    """Work on opinion at home: less each time (R12.2)."""
    times = desk.private(seat).acts.get("campaigned", 0)
    desk.meter("gauge", seat, max(2, 6 - times), "campaign")


def grant_chance(gauge: int, mandate: tuple[bool, ...], option: int, rejected: bool) -> int:
    """Chance per mille that the capital grants room on an option (R12.1)."""
    allowed = [index for index, yes in enumerate(mandate) if yes]
    distance = min((abs(option - index) for index in allowed), default=1)
    chance = 420 + (gauge - 50) * 8 - 220 * (distance - 1) - (250 if rejected else 0)
    return clamp(chance, 50, 950)


def answer_cables(desk: Desk) -> None:
    """The capital answers what was asked last round (R12.1)."""
    for seat in desk.active:
        private = desk.private(seat)
        delegation = desk.conference.delegation(seat)
        for issue, option in private.cables:
            rejected = any(
                name == desk.conference.issues[issue].id and option in options
                for player in delegation.home.veto_players
                for name, options in player.rejects
            )
            chance = grant_chance(private.gauge, private.mandate[issue], option, rejected)
            granted = desk.chance(
                "cable", desk.state.public.round, seat, issue, option, per_mille=chance
            )
            desk.emit(ev.CableAnswered(seat, issue, option, granted, (seat,)))


def ratification_log_odds(
    delegation: Delegation,
    issues: tuple[str, ...],
    interests: Interests,
    walk_away: int,
    gauge: int,
    mandate: tuple[tuple[bool, ...], ...],
    veto_weights: tuple[int, ...],
    package: Package,
) -> int:
    """Log-odds in thousandths that home ratifies a package (R12.3); table: `tables.logistic`.

    Head start by rule, plus 60 per gauge point above the threshold - after veto players, clauses
    outside the mandate and red lines have taken theirs - plus half a thousandth per point above the
    walk-away.
    """
    effective = gauge
    for player, weight in zip(delegation.home.veto_players, veto_weights, strict=True):
        violated = any(
            package[issues.index(name)] in options
            for name, options in player.rejects
            if name in issues
        )
        effective -= weight if violated else 0
    outside = sum(not row[option] for row, option in zip(mandate, package, strict=False))
    effective -= AD_REFERENDUM_COST * outside
    effective -= RED_LINE_COST * len(interests.crossed(package))
    margin = clamp(interests.utility(package) - walk_away, -3000, 3000)
    head = STRICTNESS[delegation.home.ratification]
    return head + 60 * (effective - delegation.home.threshold) + margin // 2


def ratify(desk: Desk) -> None:
    """Each capital decides on the signed package, in roll-call order (R12.3)."""
    issues = tuple(i.id for i in desk.conference.issues)
    for seat in desk.voters:
        private = desk.private(seat)
        odds = ratification_log_odds(
            desk.conference.delegation(seat),
            issues,
            private.interests,
            private.walk_away,
            private.gauge,
            private.mandate,
            private.veto_weights,
            desk.state.public.package,
        )
        yes = desk.chance("ratify", seat, per_mille=tables.logistic(odds))
        desk.emit(ev.RatificationDecided(seat, yes))


def feel_closing(desk: Desk, issue: int, option: int) -> None:
    """Publics judge a closed clause by what it is worth to them, if they watch it (R12.2)."""
    if desk.state.coalitions:
        feel_excluded(desk, issue, option)
    salience = desk.conference.issues[issue].salience
    if not salience:
        return
    for seat in desk.voters:
        values = desk.private(seat).interests.values
        delta = clamp((values[issue][option] - 45) * salience // 25, -4, 4)
        if desk.state.public.clauses[issue].drafted and delta < 0:
            # Careful wording is what a minister can read out at home (R4.3).
            delta = -(-delta // 2)
        desk.meter("gauge", seat, delta, "clause")
        for pledged, wanted in desk.private(seat).committed:
            if pledged == issue and wanted != option:
                # Tied hands: a public red line that was crossed costs what it had bought (R8.3).
                desk.meter("gauge", seat, -8, "red-line-crossed")
                desk.meter("credibility", seat, -5, "red-line-crossed")
                break
