"""How much each sign weighs: thousandths of log-odds for a whole (1000) of it.

Fitted to the play of minds by `python -m bench.odds` over the packs that ship, each with the same say;
docs/lab.md ("How forecasts are made") tells how. Not to be tuned by hand.
"""

from typing import Final

WEIGHTS: Final[dict[str, dict[str, int]]] = {
    "adopt": {
        "sure": 3650,
        "below": 700,
        "opposed": -7950,
        "brackets": -1610,
        "refused": -30,
        "since": 300,
        "waited": 530,
        "word": 400,
        "habit": 1430,
        "warm": 270,
    },
    "final": {
        "sure": 1650,
        "below": 180,
        "opposed": -5760,
        "refused": -1100,
        "since": 580,
        "waited": 690,
        "word": 2540,
        "habit": 790,
    },
    "change": {
        "floor": 1390,
        "help": 1380,
        "stance": 1400,
        "word": 6230,
        "warm": 230,
        "time": -390,
    },
    "package": {
        "floor": 650,
        "help": 450,
        "stance": 800,
        "many": -2580,
        "word": 1920,
        "again": 260,
        "warm": 350,
        "time": -1390,
    },
    "close": {
        "late": 780,
        "missing": -690,
        "supports": 2470,
        "bears": 1020,
        "rival": -740,
        "objected": -180,
        "vague": 1000,
        "word": 7070,
        "again": 510,
        "warm": 180,
        "time": 110,
    },
    "other": {
        "reopen": -1890,
        "refer": 300,
        "summit": 820,
        "clock": 5330,
        "suspend": 540,
        "divide": -150,
        "observer": -1630,
        "endorse": -3320,
        "warm": 1730,
        "time": -1250,
    },
}
"""By family of questions and sign."""

BASE: Final = {
    "adopt": 3980,
    "final": 3230,
    "change": -440,
    "package": 1500,
    "close": -1120,
    "other": 1590,
}
"""Log-odds of a yes where no sign speaks."""

ABSTAINS: Final = {"change": 133, "package": 324, "close": 524}
"""Per mille of those who do not vote for it that abstain."""

THREAT: Final = {"rules": 600, "stake": -1090, "bound": -2830, "free": 480, "cold": -970}
"""By sign of a threat."""

THREAT_BASE: Final = -1230
"""Log-odds that a target gives way where no sign speaks."""

GIVES: Final = (-140, -50, 150)
"""By hour of a night: log-odds that a leader gives whom the text just contents."""

EASE: Final = 480
"""What a thousand points above its walk-away add to that."""

FUDGES: Final = 94
"""Per mille of those who do not give that fudge."""

WALKS: Final = 143
"""Of those whom the text does not content, per mille that walk in the last hour."""
