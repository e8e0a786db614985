"""Where one goes: duties and places by name, and the screens that stand for them.

Guarantees: a screen's module is imported when it is first opened, so the title paints before the
debrief is read from disk; every duty of `legal.duty` has a screen.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from textual.screen import Screen

from diplogame.rules.values import dataclass

FLOOR: Final = "floor"
"""The place every game screen goes back to."""

NIGHT: Final = "night"
"""The place where a summit night is chosen and read."""


@dataclass(frozen=True, slots=True)
class Place:
    """A screen by module and class name below `diplogame.tui.screens`.

    Attributes:
        module: Module name.
        cls: Class name; takes no arguments, `prepare(**about)` tells it what it is about.
        inside: Whether it belongs to a game; it is thrown away at every change of seat.
    """

    module: str
    cls: str
    inside: bool = True


PLACES: Final[dict[str, Place]] = {
    "title": Place("title", "TitleScreen", inside=False),
    "conferences": Place("conferences", "ConferencesScreen", inside=False),
    "seats": Place("seats", "SeatsScreen", inside=False),
    "saves": Place("saves", "SavesScreen", inside=False),
    "replay": Place("replay", "ReplayScreen", inside=False),
    "settings": Place("settings", "SettingsScreen", inside=False),
    "floor": Place("floor", "FloorScreen"),
    "dossier": Place("dossier", "DossierScreen"),
    "clause": Place("clause", "ClauseScreen"),
    "positions": Place("positions", "PositionsScreen"),
    "bargain": Place("bargain", "BargainScreen"),
    "press": Place("press", "PressScreen"),
    "instructions": Place("instructions", "InstructionsScreen"),
    "package": Place("board", "PackageScreen"),
    "ledger": Place("ledger", "LedgerScreen"),
    "threats": Place("threat", "ThreatsScreen"),
    "coalitions": Place("coalitions", "CoalitionsScreen"),
    "mediation": Place("mediation", "MediationScreen"),
    "plan": Place("plan", "PlanScreen"),
    "invitation": Place("invitation", "InvitationScreen"),
    "meeting": Place("meeting", "MeetingScreen"),
    "threat": Place("threat", "ThreatAnswerScreen"),
    "twist": Place("twist", "TwistScreen"),
    "plenary": Place("plenary", "PlenaryScreen"),
    "vote": Place("vote", "VoteScreen"),
    "night": Place("summit", "NightScreen"),
    "reckoning": Place("reckoning", "ReckoningScreen"),
    "aftermath": Place("aftermath", "AftermathScreen"),
    "debrief": Place("debrief", "DebriefScreen"),
}
"""Every place by name."""

DUTIES: Final[dict[str, str]] = {
    "twist": "twist",
    "plan": "plan",
    "invitation": "invitation",
    "meeting": "meeting",
    "offer": "meeting",
    "probe": "meeting",
    "threat": "meeting",  # pressed from the floor of the plenary: see `place_of`
    "plenary": "plenary",
    "ballot": "vote",
    "night": "night",
    "reckoning": "reckoning",
    "aftermath": "aftermath",
    "summons": "coalitions",
    "declaration": "coalitions",
    "caucus": "coalitions",
    "caucus-ballot": "coalitions",
    "mediation-request": "mediation",
    "confide": "mediation",
    "mediate": "mediation",
    "blind": "mediation",
    "ended": "debrief",
    "wait": FLOOR,
}
"""The place where a duty is done."""

ARRIVE_ON_FLOOR: Final = frozenset({"plan", "wait"})
"""Duties that begin with the news: the player lands on the floor and goes on from there."""


def place_of(duty: str, *, in_meeting: bool = False) -> str:
    """Return the place where `duty` is done; a threat `in_meeting` is answered at the table."""
    if duty == "threat" and not in_meeting:
        return "threat"
    return DUTIES.get(duty, FLOOR)


def landing(duty: str, *, in_meeting: bool = False) -> str:
    """Return the place where a player lands when `duty` falls to them."""
    return FLOOR if duty in ARRIVE_ON_FLOOR else place_of(duty, in_meeting=in_meeting)


def build(name: str) -> Screen[Any]:
    """Return a new screen for a place; KeyError for an unknown one."""
    place = PLACES[name]
    module = import_module(f"diplogame.tui.screens.{place.module}")
    screen = getattr(module, place.cls)()
    assert isinstance(screen, Screen)
    return screen
