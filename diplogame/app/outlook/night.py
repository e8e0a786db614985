"""What an hour of a summit may bring, and the whole night."""

from __future__ import annotations

from diplogame.app.outlook.pressure import Part
from diplogame.rules import tables
from diplogame.rules.summit import BOLDNESS, REACH, breakthrough_log_odds
from diplogame.rules.terms import Band, Goal
from diplogame.rules.values import dataclass
from diplogame.rules.view import SeatView


@dataclass(frozen=True, slots=True)
class NightForecast:
    """What an hour of a summit may bring.

    Attributes:
        goal: The announced goal.
        odds: Chance per mille of a breakthrough in one hour.
        night: Chance per mille of a breakthrough in any of the hours that are left.
        reach: Clauses that a breakthrough would close.
        failure: Gauge points that a failure costs every delegation.
        parts: What raises and lowers the odds.
    """

    goal: Goal
    odds: Band
    night: Band
    reach: int
    failure: int
    parts: tuple[Part, ...]


def night_forecast(
    view: SeatView, goal: Goal, preparation: int, fatigue: int, hours: int, own: str = ""
) -> NightForecast:
    """What a night would bring; `own` is our own choice for the hour, or empty when still open.

    The others are unknown: at worst one in four walks and the rest stand firm, at best half of
    them give or fudge.
    """
    others = len(view.table.seats) - 1
    own_give, own_fudge = int(own == "give"), int(own == "fudge")
    own_firm, own_walk = int(own == "firm"), int(own == "walk")

    def z(helpers: int, walkers: int, tired: int) -> int:
        firms = max(0, others - helpers - walkers)
        gives = (helpers + 1) // 2
        return breakthrough_log_odds(
            preparation,
            goal,
            tired,
            gives + own_give,
            helpers - gives + own_fudge,
            firms + own_firm,
            walkers + own_walk,
        )

    worst = [tables.logistic(z(others // 4, others // 5, fatigue + 15 * h)) for h in range(hours)]
    best = [tables.logistic(z(-(-others * 3 // 5), 0, fatigue + 15 * h)) for h in range(hours)]
    parts = (
        Part("base", -2600, -2600),
        Part("preparation", preparation * 45, preparation * 45),
        Part("goal", -BOLDNESS[goal], -BOLDNESS[goal]),
        Part("fatigue", -(fatigue + 15 * (hours - 1)) * 10, -fatigue * 10),
        Part(
            "choices",
            z(others // 4, others // 5, 0) - z(0, 0, 0) - 300 * others,
            z(-(-others * 3 // 5), 0, 0) - z(0, 0, 0) - 300 * others,
        ),
    )
    weight = {Goal.MODEST: 1, Goal.SOLID: 2, Goal.BOLD: 3}[goal]
    return NightForecast(
        goal,
        Band(worst[0] if worst else 0, best[0] if best else 0),
        Band(_any(worst), _any(best)),
        REACH[goal],
        max(1, weight * (100 - preparation) // 20),
        parts,
    )


def _any(chances: list[int]) -> int:
    left = 1000
    for chance in chances:
        left = left * (1000 - chance) // 1000
    return 1000 - left
