"""What a threat would do, before it is made."""

from __future__ import annotations

from diplogame.rules import tables
from diplogame.rules.backing import HOUSE_SHARE, backed_cost, backed_credibility
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import Band, ThreatTerms
from diplogame.rules.threats import MAJOR, threat_log_odds
from diplogame.rules.values import dataclass
from diplogame.rules.view import SeatView

COST_DOUBT = 30
"""Per cent by which a published cost may miss what a target truly feels."""


@dataclass(frozen=True, slots=True)
class Part:
    """One contribution to a forecast: what it is (a text key), and its weight in thousandths."""

    key: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class ThreatForecast:
    """What a threat would do, before it is made.

    Attributes:
        odds: Chance per mille that the target gives way.
        cost: Points per round that it costs the target, as believed.
        own: Points per round that it costs us once imposed.
        stake: Points at issue for the target, as believed.
        parts: What raises and lowers the odds.
    """

    odds: Band
    cost: Band
    own: int
    stake: Band
    parts: tuple[Part, ...]


def threat_forecast(view: SeatView, target: SeatId, terms: ThreatTerms) -> ThreatForecast:
    """What a threat would do, from our knowledge; calibrated as in R10.2."""
    tool = view.table.instruments.get(terms.instrument)
    published = 0 if tool is None else tool.cost.get(target, 0)
    doubt = published * COST_DOUBT // 100
    behind = len(terms.partners)
    cost = Band(
        backed_cost(max(0, published - doubt), behind), backed_cost(published + doubt, behind)
    )
    stake = stake_band(view, target, terms.issue, terms.option)
    alone = view.public.credibility[view.seat]
    credibility = backed_credibility(alone, behind)
    economic = tool is not None and tool.economic
    repeats = sum(t.sender == view.seat and t.target == target for t in view.threats.values())

    def z(cost_: int, stake_: int) -> int:
        force = cost_ // (1 + repeats)
        return threat_log_odds(terms.clear, force, terms.commitment, economic, credibility, stake_)

    odds = Band(tables.logistic(z(cost.low, stake.high)), tables.logistic(z(cost.high, stake.low)))
    parts = [Part("clear" if terms.clear else "vague", *((1690,) * 2 if terms.clear else (0, 0)))]
    major = 1510 if cost.low // (1 + repeats) >= MAJOR else 0
    parts.append(Part("cost", major, 1510 if cost.high // (1 + repeats) >= MAJOR else 0))
    strength = 500 if terms.commitment >= 3 else -1110 if terms.commitment <= 1 else 0
    parts.append(Part(f"commitment{terms.commitment}", strength, strength))
    if economic:
        parts.append(Part("economic", 1120, 1120))
    belief = (alone - 50) * 25
    parts.append(Part("credibility", belief, belief))
    if behind:
        lent = (credibility - alone) * 25
        parts.append(Part("partners", lent, lent))
    parts.append(Part("stake", -stake.high * 3 // 2, -stake.low * 3 // 2))
    if (target, terms.instrument) in view.public.endorsed:
        # The house weighs when one acts, not when one threatens (field guide 4.1).
        imposed = Band(
            cost.low + published * HOUSE_SHARE // 100, cost.high + published * HOUSE_SHARE // 100
        )
        return ThreatForecast(odds, imposed, tool.own_cost if tool else 0, stake, tuple(parts))
    return ThreatForecast(odds, cost, 0 if tool is None else tool.own_cost, stake, tuple(parts))


def stake_band(view: SeatView, target: SeatId, issue: int, option: int) -> Band:
    """What giving way on an option would cost a delegation, points, from our beliefs."""
    belief = view.beliefs.get(target)
    if belief is None or not belief.weights or not 0 <= issue < len(belief.weights):
        return Band(0, 0)
    values, weight = belief.values[issue], belief.weights[issue]
    if not 0 <= option < len(values):
        return Band(0, 0)
    best = max(range(len(values)), key=lambda o: (values[o].middle, -o))
    high = max(0, values[best].high - values[option].low) * weight.high // 100
    low = max(0, values[best].low - values[option].high) * weight.low // 100
    middle = max(0, values[best].middle - values[option].middle) * weight.middle // 100
    # Both ends at once are as unlikely as all the staff being wrong together.
    return Band((low + middle) // 2, (high + middle) // 2)
