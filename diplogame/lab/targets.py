"""The targets of R21, and that difficulty is felt (R20.5), held against the figures of a pack.

Guarantees: every target is `met`, `missed` or `open` (too few games to say); a row gives the figure, what
is asked, and what it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final

FEW: Final = 20
"""Games below which a figure decides nothing."""

MET, MISSED, OPEN = "met", "missed", "open"

LEAD, FAILS, REJECTED, VERB, LATE = 0.10, 0.60, 0.90, 0.35, 1 / 3
"""Broker's lead as a share of the score range; random play without consensus; all-middle texts rejected;
the largest share of a verb in winning orders; deals in the last fifth."""

STEPS: Final = 2
"""Steps between the three levels of difficulty."""

ZONES: Final = {True: (0.01, 0.05), False: (0.10, 0.20)}
"""Shares of feasible packages: under unanimity or consensus, and under a majority."""


@dataclass(frozen=True, slots=True)
class Target:
    """One row: what is asked, and what was found.

    Attributes:
        id: Stable name.
        title: In words.
        asked: The bound, in words.
        found: The figure, in words; "-" without games.
        status: met, missed or open.
        detail: What the figure rests on.
    """

    id: str
    title: str
    asked: str
    found: str
    status: str
    detail: str


def targets(balance: dict[str, Any], coverage: dict[str, Any]) -> list[Target]:
    """All targets, in the order of R21."""
    return [
        _leads(balance),
        _random(balance),
        _middle(balance),
        _verb(balance),
        _feasible(balance),
        _late(balance),
        _reached(coverage),
        _par(balance),
        _felt(balance),
        _defects(balance),
    ]


def as_json(rows: Iterable[Target]) -> list[dict[str, str]]:
    """Targets as JSON values."""
    return [asdict(row) for row in rows]


def _status(games: int, met: bool) -> str:
    return OPEN if games < FEW else MET if met else MISSED


def per_cent(value: float) -> str:
    """A share in per cent, with one decimal below ten."""
    figure = value * 100
    return f"{figure:.1f} %" if abs(figure) < 9.95 else f"{figure:.0f} %"


def interval(found: dict[str, Any]) -> str:
    """A share with its interval."""
    return f"{per_cent(found['share'])} ({per_cent(found['low'])} to {per_cent(found['high'])})"


def _leads(balance: dict[str, Any]) -> Target:
    title, asked = "the broker leads every other bot", f"by {per_cent(LEAD)} of the score range"
    rows = [(b["broker_lead"], b["bot"]) for b in balance["bots"] if b["broker_lead"] is not None]
    span = (balance["range"] or {}).get("width") or 0
    if not rows or not span:
        return Target("broker-leads", title, asked, "-", OPEN, "no games of the broker")
    worst, bot = min(rows, key=lambda row: (row[0]["mean"], row[1]))
    low, high = worst["low"] / span, worst["high"] / span
    return Target(
        "broker-leads",
        title,
        asked,
        per_cent(worst["mean"] / span),
        _status(worst["games"], worst["mean"] >= LEAD * span),
        f"ahead of {bot} by {worst['mean']:.0f} of {span:.0f} points "
        f"({per_cent(low)} to {per_cent(high)}), {worst['games']} pairs of games",
    )


def _random(balance: dict[str, Any]) -> Target:
    title, asked = "random play ends without consensus", f"{per_cent(FAILS)} or more"
    found = balance["random"]["no_consensus"]
    if found is None:
        return Target("random-fails", title, asked, "-", OPEN, "no games of random play")
    status = _status(found["games"], found["share"] >= FAILS)
    detail = f"{interval(found)}, {found['games']} games with random play in all chairs"
    return Target("random-fails", title, asked, per_cent(found["share"]), status, detail)


def _middle(balance: dict[str, Any]) -> Target:
    title, asked = "the all-middle text is rejected", f"{per_cent(REJECTED)} or more"
    found, end = balance["middle"]["rejected"], balance["middle"]["rejected_at_end"]
    if found is None:
        return Target("middle-rejected", title, asked, "-", OPEN, "no games of minds")
    status = _status(found["games"], found["share"] >= REJECTED)
    detail = (
        f"by interests at the opening {interval(found)}, by walk-aways at the end "
        f"{per_cent(end['share'])}; {found['games']} draws"
    )
    return Target("middle-rejected", title, asked, per_cent(found["share"]), status, detail)


def _verb(balance: dict[str, Any]) -> Target:
    title, asked = "no verb carries the winners", f"none above {per_cent(VERB)}"
    verbs = balance["verbs"]
    if not verbs["winning"]:
        return Target("verb-share", title, asked, "-", OPEN, "nobody beat par")
    name, share = max(verbs["winning"].items(), key=lambda item: (item[1], item[0]))
    status = _status(verbs["winners"], share <= VERB)
    detail = f"{name}; {verbs['orders']} orders of {verbs['winners']} winners"
    return Target("verb-share", title, asked, per_cent(share), status, detail)


def _feasible(balance: dict[str, Any]) -> Target:
    low, high = ZONES[balance["unanimous"]]
    title, asked = "the agreement zone", f"{per_cent(low)} to {per_cent(high)} of all packages"
    zone = balance["feasible"]
    if zone["median"] is None:
        return Target(
            "feasible", title, asked, "-", OPEN, "no games of minds, or too many packages"
        )
    detail = (
        f"median of {zone['games']} draws, most between {per_cent(zone['low'])} and "
        f"{per_cent(zone['high'])}; empty in {per_cent(zone['empty']['share'])}"
    )
    status = _status(zone["games"], low <= zone["median"] <= high)
    return Target("feasible", title, asked, per_cent(zone["median"]), status, detail)


def _late(balance: dict[str, Any]) -> Target:
    title, asked = "deals of minds close late", "a third or more in the last fifth of the calendar"
    late = balance["minds"]["late"]
    if late is None:
        return Target("late-deals", title, asked, "-", OPEN, "no deals of minds")
    status = _status(late["games"], late["share"] >= LATE)
    detail = f"{interval(late)}, {late['games']} deals"
    return Target("late-deals", title, asked, per_cent(late["share"]), status, detail)


def _reached(coverage: dict[str, Any]) -> Target:
    title, asked = "every event, rule and line fires", "somewhere in 1000 games"
    parts = coverage["reached"]
    never = {name: len(part["never"]) for name, part in parts.items() if part["never"]}
    every = sum(part["all"] for part in parts.values())
    found = f"{every - sum(never.values())} of {every}"
    missing = ", ".join(f"{count} {name}" for name, count in never.items())
    detail = f"{coverage['games']} games" + (f"; never: {missing}" if missing else "")
    status = MET if not never else MISSED if coverage["enough"] else OPEN
    return Target("all-reached", title, asked, found, status, detail)


def _par(balance: dict[str, Any]) -> Target:
    title, asked = "each chair has a way to beat its par", "some bot does in half of its games"
    seats = [s for s in balance["seats"] if s["votes"]]
    rows = [(s["best"]["beats_par"], s) for s in seats if s["best"] is not None]
    if len(rows) < len(seats) or not rows:
        return Target("beats-par", title, asked, "-", OPEN, "not every chair was played by bots")
    above = sum(found["part"] * 2 >= found["games"] for found, _ in rows)
    least, seat = min(rows, key=lambda row: (row[0]["share"], row[1]["seat"]))
    games = sum(found["games"] for found, _ in rows)
    detail = (
        f"least: {seat['name']} by {seat['best']['bot']}, in {interval(least)} of "
        f"{least['games']} games, {seat['best']['margin']['mean']:+.0f} points on average"
    )
    status = _status(games, above == len(rows))
    return Target("beats-par", title, asked, f"{above} of {len(rows)} chairs", status, detail)


def _felt(balance: dict[str, Any]) -> Target:
    """Whether every level is harder than the one before, beyond doubt, for the field and the broker."""
    title, asked = "difficulty is felt", "less at every level, field and broker"
    rows = [
        (f"{who} {step['easier']} to {step['harder']}", found)
        for step in balance["steps"]
        for who, found in (("field", step["field"]), ("broker", step["bots"].get("broker")))
    ]
    if len(balance["steps"]) < STEPS or any(found is None for _, found in rows):
        return Target("difficulty-felt", title, asked, "-", OPEN, "not all levels were played")
    sure = sum(found["low"] > 0 for _, found in rows)
    games = min(found["games"] for _, found in rows)
    # A mean on the right side whose interval reaches nought is a matter of more games.
    wrong = any(found["mean"] <= 0 for _, found in rows)
    detail = "; ".join(
        f"{name} {-found['mean']:+.0f} ({-found['high']:+.0f} to {-found['low']:+.0f})"
        for name, found in rows
    )
    status = OPEN if games < FEW else MISSED if wrong else MET if sure == len(rows) else OPEN
    text = f"{sure} of {len(rows)} steps sure"
    return Target("difficulty-felt", title, asked, text, status, f"{detail}; {games} pairs")


def _defects(balance: dict[str, Any]) -> Target:
    title, asked = "minds and bots play lawfully to the end", "no game breaks off"
    count = len(balance["defects"])
    detail = balance["defects"][0]["game"] if count else f"{balance['games']} games"
    status = MISSED if count else MET if balance["games"] else OPEN
    return Target("no-defects", title, asked, f"{count} broke off", status, detail)
