"""What a delegation may expect, from its own knowledge: bands for every front end, never single odds.

Guarantees: reads a view and nothing else; two games that differ only in what others keep secret give the
same bands; what is said of a band is rounded outward to steps of five per cent and is never certain,
because the staff know no more than that.
"""

from diplogame.app.outlook.ballots import vote_forecast
from diplogame.app.outlook.chances import around, chance_figures, chance_text, percent
from diplogame.app.outlook.limits import lines_crossed
from diplogame.app.outlook.motions import adoption_band, after, forecast, motion_band, rule_of
from diplogame.app.outlook.night import NightForecast, night_forecast
from diplogame.app.outlook.pressure import Part, ThreatForecast, stake_band, threat_forecast
from diplogame.app.outlook.swaps import Advice, Objection, advice, objections
from diplogame.app.outlook.worth import believed_gain, ratification_band, surplus_band

__all__ = [
    "Advice",
    "NightForecast",
    "Objection",
    "Part",
    "ThreatForecast",
    "adoption_band",
    "advice",
    "after",
    "around",
    "believed_gain",
    "chance_figures",
    "chance_text",
    "forecast",
    "lines_crossed",
    "motion_band",
    "night_forecast",
    "objections",
    "percent",
    "ratification_band",
    "rule_of",
    "stake_band",
    "surplus_band",
    "threat_forecast",
    "vote_forecast",
]
