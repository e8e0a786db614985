"""How much each sign weighs: thousandths of log-odds for a whole (1000) of it.

Fitted to the play of minds by `python -m bench.odds` over the packs that ship, each with the same say;
docs/lab.md ("How forecasts are made") tells how. Not to be tuned by hand.
"""

from typing import Final

WEIGHTS: Final[dict[str, dict[str, int]]] = {
    "adopt": {
        "sure": 2940,
        "held": -90,
        "opposed": -3000,
        "worst": -8090,
        "brackets": -1080,
        "since": 390,
        "waited": 430,
        "word": 630,
        "habit": 2000,
        "warm": 1000,
    },
    "final": {
        "sure": 60,
        "opposed": -5540,
        "refused": -2620,
        "since": 770,
        "waited": 2720,
        "word": 1760,
    },
    "change": {
        "floor": 1220,
        "help": 1600,
        "care": 120,
        "stance": 1610,
        "word": 6100,
        "again": 100,
        "warm": 440,
        "time": 350,
    },
    "package": {
        "known": 220,
        "floor": 550,
        "help": 550,
        "stance": 820,
        "many": -630,
        "word": 2180,
        "warm": 440,
        "time": 1730,
    },
    "close": {
        "late": 870,
        "missing": -890,
        "supports": 1960,
        "bears": 140,
        "opposes": -860,
        "rival": -70,
        "objected": -840,
        "vague": 1110,
        "word": 5960,
        "again": 1050,
        "time": 930,
    },
    "other": {
        "reopen": -1890,
        "refer": 430,
        "summit": 1730,
        "clock": 4810,
        "suspend": 460,
        "divide": -240,
        "observer": -2450,
        "endorse": -2850,
        "kindred": 3910,
        "missing": 360,
        "warm": 1630,
        "time": -690,
    },
}
"""By family of questions and sign."""

BASE: Final = {
    "adopt": 4120,
    "final": 4720,
    "change": -740,
    "package": -1470,
    "close": -1240,
    "other": 1350,
}
"""Log-odds of a yes where no sign speaks."""

ABSTAINS: Final = {"change": 128, "package": 320, "close": 538}
"""Per mille of those who do not vote for it that abstain."""

THREAT: Final = {"rules": 600, "stake": -1130, "bound": -2750, "free": 650, "cold": -840}
"""By sign of a threat."""

THREAT_BASE: Final = -1210
"""Log-odds that a target gives way where no sign speaks."""

GIVES: Final = (-30, 50, 460)
"""By hour of a night: log-odds that a leader gives whom the text just contents."""

EASE: Final = 360
"""What a thousand points above its walk-away add to that."""

FUDGES: Final = 74
"""Per mille of those who do not give that fudge."""

WALKS: Final = 103
"""Of those whom the text does not content, per mille that walk in the last hour."""
