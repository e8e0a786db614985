"""How much each sign weighs: thousandths of log-odds for a whole (1000) of it.

Fitted to the play of minds by `python -m bench.odds` over the packs that ship, each with the same say;
docs/lab.md ("How forecasts are made") tells how. Not to be tuned by hand.
"""

from typing import Final

WEIGHTS: Final[dict[str, dict[str, int]]] = {
    "adopt": {
        "sure": 3470,
        "below": 860,
        "opposed": -7820,
        "brackets": -2190,
        "refused": -150,
        "since": 410,
        "waited": 300,
        "word": 890,
        "habit": 1480,
    },
    "final": {
        "sure": 1110,
        "below": 650,
        "opposed": -5900,
        "refused": -1640,
        "since": 680,
        "waited": 1650,
        "word": 2710,
        "habit": 550,
    },
    "change": {
        "floor": 1350,
        "help": 1370,
        "stance": 1420,
        "word": 6590,
        "warm": 110,
        "time": -450,
    },
    "package": {
        "floor": 670,
        "help": 600,
        "stance": 780,
        "many": -2830,
        "word": 1870,
        "warm": 310,
        "time": -1470,
    },
    "close": {
        "late": 1050,
        "missing": -1030,
        "supports": 2150,
        "bears": 760,
        "rival": -810,
        "objected": -170,
        "minded": -30,
        "vague": 960,
        "word": 6860,
        "again": 800,
        "time": -450,
    },
    "other": {
        "reopen": -1940,
        "refer": 260,
        "summit": 890,
        "clock": 5580,
        "suspend": 630,
        "divide": 430,
        "observer": -2800,
        "endorse": -3060,
        "kindred": 3890,
        "warm": 1500,
        "time": -1380,
    },
}
"""By family of questions and sign."""

BASE: Final = {
    "adopt": 4560,
    "final": 3720,
    "change": -400,
    "package": 1620,
    "close": -430,
    "other": 1830,
}
"""Log-odds of a yes where no sign speaks."""

ABSTAINS: Final = {"change": 130, "package": 319, "close": 513}
"""Per mille of those who do not vote for it that abstain."""

THREAT: Final = {
    "rules": 600,
    "stake": -990,
    "best": -20,
    "bound": -3270,
    "free": 450,
    "cold": -1540,
}
"""By sign of a threat."""

THREAT_BASE: Final = -1240
"""Log-odds that a target gives way where no sign speaks."""

GIVES: Final = (-240, -200, 50)
"""By hour of a night: log-odds that a leader gives whom the text just contents."""

EASE: Final = 580
"""What a thousand points above its walk-away add to that."""

FUDGES: Final = 73
"""Per mille of those who do not give that fudge."""

WALKS: Final = 19
"""Of those whom the text does not content, per mille that walk in the last hour."""
