"""How much each sign weighs: thousandths of log-odds for a whole (1000) of it.

Fitted to the play of minds by `python -m bench.odds` over the packs that ship, each with the same say;
docs/lab.md ("How forecasts are made") tells how. Not to be tuned by hand.
"""

from typing import Final

WEIGHTS: Final[dict[str, dict[str, int]]] = {
    "adopt": {
        "sure": 4230,
        "below": 890,
        "held": -400,
        "opposed": -6620,
        "waited": 940,
        "word": 1370,
        "habit": 2600,
        "warm": 430,
    },
    "final": {
        "sure": 2240,
        "below": 70,
        "opposed": -6120,
        "refused": -1870,
        "since": 640,
        "waited": 2310,
        "word": 2640,
        "habit": 540,
    },
    "change": {
        "floor": 1620,
        "help": 1680,
        "stance": 1370,
        "word": 3940,
        "again": 250,
        "warm": 270,
        "time": -150,
    },
    "package": {
        "floor": 680,
        "stance": 980,
        "many": -2850,
        "word": 2220,
        "again": 340,
        "warm": 500,
        "time": -630,
    },
    "close": {
        "late": 1300,
        "missing": -920,
        "supports": 2800,
        "bears": 960,
        "opposes": -540,
        "rival": -500,
        "objected": -860,
        "vague": 1730,
        "word": 6800,
        "again": 900,
        "warm": 1010,
        "time": -2360,
    },
    "other": {
        "reopen": -1430,
        "refer": 960,
        "summit": 1310,
        "clock": 6700,
        "suspend": -300,
        "divide": -2350,
        "observer": -1730,
        "endorse": -3170,
        "warm": 2980,
        "time": -1560,
    },
}
"""By family of questions and sign."""

BASE: Final = {
    "adopt": 2890,
    "final": 4170,
    "change": -530,
    "package": 1580,
    "close": 400,
    "other": 1470,
}
"""Log-odds of a yes where no sign speaks."""

ABSTAINS: Final = {"change": 33, "package": 224, "close": 490}
"""Per mille of those who do not vote for it that abstain."""

THREAT: Final = {"rules": 520, "stake": -260, "bound": -3620, "free": 960, "cold": -860}
"""By sign of a threat."""

THREAT_BASE: Final = -920
"""Log-odds that a target gives way where no sign speaks."""

GIVES: Final = (-380, -190, 0)
"""By hour of a night: log-odds that a leader gives whom the text just contents."""

EASE: Final = 780
"""What a thousand points above its walk-away add to that."""

FUDGES: Final = 73
"""Per mille of those who do not give that fudge."""

WALKS: Final = 266
"""Of those whom the text does not content, per mille that walk in the last hour."""
