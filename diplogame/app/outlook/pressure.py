"""What a threat would do, before it is made."""

from __future__ import annotations

from collections.abc import Mapping

from diplogame.app.outlook.ballots import certainty_of, doubted
from diplogame.app.outlook.weights import THREAT, THREAT_BASE
from diplogame.rules import tables
from diplogame.rules.backing import HOUSE_SHARE, backed_cost, backed_credibility
from diplogame.rules.estimates import middle_points
from diplogame.rules.ids import SeatId
from diplogame.rules.pledges import pledged_stance
from diplogame.rules.prospects import expected_points
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


def threat_signs(view: SeatView, target: SeatId, terms: ThreatTerms) -> dict[str, int]:
    """What tells whether a target gives way, in thousandths, nought where nothing speaks for either.

    ``rules`` is what R10.2 gives without the stake, with a published cost that may be off either way;
    ``stake`` what giving way would cost the target as the talks stand, ``best`` what it would cost
    against its best option, points; ``bound`` and ``free`` whether its word binds it against what is
    demanded, or to it; ``cold`` how far it is from trusting us.
    """
    cost = _cost(view, target, terms)
    credibility = backed_credibility(view.public.credibility[view.seat], len(terms.partners))
    tool = view.table.instruments.get(terms.instrument)
    economic = tool is not None and tool.economic
    repeats = _repeats(view, target)
    ends = [
        threat_log_odds(
            terms.clear, points // (1 + repeats), terms.commitment, economic, credibility, 0
        )
        for points in (cost.low, cost.high)
    ]
    found = {"rules": sum(ends) // 2, "stake": 0, "bound": 0, "free": 0}
    belief = view.beliefs.get(target)
    if belief is not None and belief.weights and 0 <= terms.issue < len(belief.weights):
        row = middle_points(view, target)[terms.issue]
        found["stake"] = max(0, expected_points(view, terms.issue, row) - row[terms.option])
    found["best"] = stake_band(view, target, terms.issue, terms.option).middle
    for option in range(len(view.table.issues[terms.issue].options)):
        if pledged_stance(view, target, terms.issue, option) is not None:
            found["free" if option == terms.option else "bound"] = 1000
    if found["free"]:
        found["bound"] = 0
    found["cold"] = (50 - view.regard.get(target, 50)) * 20
    return found


def _cost(view: SeatView, target: SeatId, terms: ThreatTerms) -> Band:
    """Points per round that an instrument costs its target with those behind it, give or take."""
    tool = view.table.instruments.get(terms.instrument)
    published = 0 if tool is None else tool.cost.get(target, 0)
    doubt = published * COST_DOUBT // 100
    behind = len(terms.partners)
    return Band(
        backed_cost(max(0, published - doubt), behind), backed_cost(published + doubt, behind)
    )


def _repeats(view: SeatView, target: SeatId) -> int:
    return sum(t.sender == view.seat and t.target == target for t in view.threats.values())


def threat_forecast(view: SeatView, target: SeatId, terms: ThreatTerms) -> ThreatForecast:
    """What a threat would do, from our knowledge: R10.2, as far as it holds for what we can know."""
    signs = threat_signs(view, target, terms)
    odds = THREAT_BASE + sum(THREAT.get(name, 0) * sign // 1000 for name, sign in signs.items())
    cost = _cost(view, target, terms)
    force = 1 + _repeats(view, target)
    major = Band(
        1510 if cost.low // force >= MAJOR else 0, 1510 if cost.high // force >= MAJOR else 0
    )
    unsure = major.width * THREAT["rules"] // 2000
    low, high = tables.logistic(odds - unsure), tables.logistic(odds + unsure)
    known = certainty_of(view, target, (terms.issue,)) if target in view.beliefs else 0
    band = doubted((low + high) // 2, known)
    band = Band(min(band.low, low), max(band.high, high))
    tool = view.table.instruments.get(terms.instrument)
    own = 0 if tool is None else tool.own_cost
    stake = stake_band(view, target, terms.issue, terms.option)
    parts = _parts(view, terms, signs, major, tool is not None and tool.economic)
    if tool is not None and (target, terms.instrument) in view.public.endorsed:
        # The house weighs when one acts, not when one threatens (field guide 4.1).
        more = tool.cost.get(target, 0) * HOUSE_SHARE // 100
        cost = Band(cost.low + more, cost.high + more)
    return ThreatForecast(band, cost, own, stake, parts)


def _parts(
    view: SeatView, terms: ThreatTerms, signs: Mapping[str, int], major: Band, economic: bool
) -> tuple[Part, ...]:
    """What raises and lowers the odds of a threat, in thousandths, as weighed in the forecast."""

    def weighed(key: str, name: str, low: int, high: int | None = None) -> Part:
        weight = THREAT.get(name, 0)
        ends = sorted((low * weight // 1000, (low if high is None else high) * weight // 1000))
        return Part(key, ends[0], ends[1])

    alone = view.public.credibility[view.seat]
    lent = backed_credibility(alone, len(terms.partners)) - alone
    strength = 500 if terms.commitment >= 3 else -1110 if terms.commitment <= 1 else 0
    parts = [
        weighed("clear" if terms.clear else "vague", "rules", 1690 if terms.clear else 0),
        weighed("cost", "rules", major.low, major.high),
        weighed(f"commitment{terms.commitment}", "rules", strength),
    ]
    if economic:
        parts.append(weighed("economic", "rules", 1120))
    parts.append(weighed("credibility", "rules", (alone - 50) * 25))
    if terms.partners:
        parts.append(weighed("partners", "rules", lent * 25))
    lost = sum(THREAT.get(name, 0) * signs[name] // 1000 for name in ("stake", "best"))
    parts.append(Part("stake", lost, lost))
    if signs["bound"] or signs["free"]:
        name = "bound" if signs["bound"] else "free"
        parts.append(weighed("promised", name, signs[name]))
    if signs["cold"]:
        parts.append(weighed("regard", "cold", signs["cold"]))
    return tuple(parts)


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
