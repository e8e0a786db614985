"""How much each sign weighs: thousandths of log-odds for a whole (1000) of it.

Fitted to the play of minds by `python -m bench.odds` over the packs that ship, each with the same say;
docs/lab.md ("How forecasts are made") tells how. Not to be tuned by hand.
"""

from typing import Final

WEIGHTS: Final[dict[str, dict[str, int]]] = {
    "adopt": {
        "sure": 2750,
        "opposed": -3080,
        "worst": -6820,
        "brackets": -700,
        "since": 330,
        "waited": 540,
        "word": 220,
        "habit": 2050,
        "warm": 1100,
    },
    "final": {
        "sure": 840,
        "below": 10,
        "opposed": -4170,
        "refused": -2170,
        "since": 790,
        "waited": 1750,
        "word": 1680,
        "habit": 730,
    },
    "change": {
        "floor": 1300,
        "help": 1620,
        "care": 120,
        "stance": 1600,
        "word": 6220,
        "again": 10,
        "warm": 480,
        "time": 220,
    },
    "package": {
        "known": 250,
        "floor": 700,
        "help": 520,
        "stance": 750,
        "many": -910,
        "word": 2490,
        "warm": 530,
        "time": 1480,
    },
    "close": {
        "late": 310,
        "missing": -440,
        "supports": 1920,
        "bears": 250,
        "opposes": -890,
        "objected": -940,
        "minded": -90,
        "vague": 1270,
        "word": 6270,
        "again": 750,
        "time": 1300,
    },
    "other": {
        "reopen": -2050,
        "refer": 320,
        "summit": 1570,
        "clock": 5270,
        "suspend": 590,
        "divide": -290,
        "observer": -2630,
        "endorse": -2770,
        "kindred": 4180,
        "missing": 380,
        "warm": 1590,
        "again": 210,
        "time": -760,
    },
}
"""By family of questions and sign."""

BASE: Final = {
    "adopt": 3270,
    "final": 4010,
    "change": -700,
    "package": -1290,
    "close": -1420,
    "other": 1500,
}
"""Log-odds of a yes where no sign speaks."""

ABSTAINS: Final = {"change": 129, "package": 332, "close": 534}
"""Per mille of those who do not vote for it that abstain."""

THREAT: Final = {
    "rules": 600,
    "stake": -1020,
    "best": -40,
    "bound": -3150,
    "free": 310,
    "cold": -730,
}
"""By sign of a threat."""

THREAT_BASE: Final = -1190
"""Log-odds that a target gives way where no sign speaks."""

GIVES: Final = (-20, 120, 550)
"""By hour of a night: log-odds that a leader gives whom the text just contents."""

EASE: Final = 290
"""What a thousand points above its walk-away add to that."""

FUDGES: Final = 63
"""Per mille of those who do not give that fudge."""

WALKS: Final = 114
"""Of those whom the text does not content, per mille that walk in the last hour."""
