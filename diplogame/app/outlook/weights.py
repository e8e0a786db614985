"""How much each sign weighs: thousandths of log-odds for a whole (1000) of it.

Fitted to the play of minds by `python -m bench.odds` over the packs that ship, each with the same say;
docs/lab.md ("How forecasts are made") tells how. Not to be tuned by hand.
"""

from typing import Final

WEIGHTS: Final[dict[str, dict[str, int]]] = {
    "adopt": {
        "sure": 2720,
        "below": 160,
        "opposed": -4910,
        "brackets": -1120,
        "since": 310,
        "waited": 640,
        "word": 220,
        "habit": 1940,
        "warm": 1060,
    },
    "final": {
        "sure": 800,
        "opposed": -4260,
        "refused": -2210,
        "since": 800,
        "waited": 2120,
        "word": 1700,
        "habit": 530,
    },
    "change": {
        "floor": 1280,
        "help": 1610,
        "care": 140,
        "stance": 1610,
        "word": 6220,
        "warm": 510,
        "time": 180,
    },
    "package": {
        "known": 250,
        "floor": 720,
        "help": 470,
        "stance": 750,
        "many": -1030,
        "word": 2170,
        "warm": 470,
        "time": 1400,
    },
    "close": {
        "late": 310,
        "missing": -430,
        "supports": 1900,
        "bears": 170,
        "opposes": -920,
        "objected": -970,
        "minded": -120,
        "vague": 1240,
        "word": 6070,
        "again": 720,
        "time": 1340,
    },
    "other": {
        "reopen": -1960,
        "refer": 430,
        "summit": 1600,
        "clock": 4760,
        "suspend": 560,
        "divide": -330,
        "observer": -2400,
        "endorse": -2660,
        "kindred": 3850,
        "missing": 300,
        "warm": 1540,
        "again": 250,
        "time": -640,
    },
}
"""By family of questions and sign."""

BASE: Final = {
    "adopt": 3130,
    "final": 4060,
    "change": -670,
    "package": -1170,
    "close": -1360,
    "other": 1340,
}
"""Log-odds of a yes where no sign speaks."""

ABSTAINS: Final = {"change": 130, "package": 337, "close": 530}
"""Per mille of those who do not vote for it that abstain."""

THREAT: Final = {
    "rules": 600,
    "stake": -840,
    "best": -90,
    "bound": -2650,
    "free": 290,
    "cold": -590,
}
"""By sign of a threat."""

THREAT_BASE: Final = -1200
"""Log-odds that a target gives way where no sign speaks."""

GIVES: Final = (-60, 80, 510)
"""By hour of a night: log-odds that a leader gives whom the text just contents."""

EASE: Final = 310
"""What a thousand points above its walk-away add to that."""

FUDGES: Final = 65
"""Per mille of those who do not give that fudge."""

WALKS: Final = 128
"""Of those whom the text does not content, per mille that walk in the last hour."""
