"""Forecasts as players would have been shown them, and what came of each.

For every order that a screen shows a forecast for, the band is worked out from the view of the one who
gives it, with the functions that the screens use, and kept until the game tells.

| kind | forecast by | came true when |
|---|---|---|
| ``amendment``, ``package``, ``closing``, ``procedure`` | who moves it | it is carried |
| ``adoption`` | who moves the vote on the whole text | it is carried |
| ``consent`` | who moves that vote, of every other voter | its ballot is favourable |
| ``threat`` | who threatens | the target answers by complying, wholly or in part |
| ``hour`` | every leader in an hour of the summit, after its own choice | the hour brings success |
| ``summit`` | every leader before the first hour | the night brings success |
| ``ratification`` | every voter when it votes on a text that is adopted | its home ratifies |
| ``grant`` | who cables home | the capital grants |

Guarantees: reads views and events, changes nothing; whole numbers (bands in per mille).
"""

from __future__ import annotations

from typing import Final, TypeAlias

from diplogame.app.outlook import (
    around,
    forecast,
    night_forecast,
    ratification_band,
    rule_of,
    threat_forecast,
    vote_forecast,
)
from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.capital import grant_chance
from diplogame.rules.conference import Conference
from diplogame.rules.decisions import Ballot
from diplogame.rules.ids import SeatId
from diplogame.rules.summit import HOURS
from diplogame.rules.terms import (
    AdoptPartial,
    Amend,
    Band,
    CableHome,
    CloseClause,
    DivideTheQuestion,
    MotionKind,
    MoveToVote,
    StartSilence,
    TablePackage,
    ThreatTerms,
)
from diplogame.rules.view import SeatView

KINDS: Final = (
    "amendment",
    "package",
    "closing",
    "procedure",
    "adoption",
    "consent",
    "threat",
    "hour",
    "summit",
    "ratification",
    "grant",
)
"""Kinds of forecasts, in the order of reports."""

Told: TypeAlias = list[str | int]
"""[kind, low, high, came true]: a band per mille, and 0 or 1."""

_FAVOURABLE = (Ballot.YES, Ballot.SILENT, Ballot.CONCERN)
_SUCCESS = ("breakthrough", "ambiguous")
_ADOPTIONS = (MoveToVote, StartSilence, AdoptPartial)


class Forecasts:
    """The forecasts of one game.

    Args:
        conference: The pack's conference.
    """

    def __init__(self, conference: Conference) -> None:
        self._conference = conference
        self._told: list[Told] = []
        self._moved: tuple[str, Band] | None = None
        self._motions: dict[str, tuple[str, Band]] = {}
        self._expected: dict[SeatId, Band] = {}
        self._threatened: Band | None = None
        self._threats: dict[str, Band] = {}
        self._hours: list[Band] = []
        self._nights: dict[SeatId, Band] = {}
        self._homes: dict[SeatId, Band] = {}
        self._asked: dict[tuple[SeatId, int, int], Band] = {}

    def result(self) -> list[Told]:
        """All forecasts that came to an end, in the order in which they did."""
        return self._told

    def before(self, view: SeatView, command: cmd.Command) -> None:
        """Note what the one who gives an order was shown before giving it."""
        match command:
            case cmd.MakeMotion(motion=kind):
                self._motion(view, kind)
            case (
                cmd.Press(target=target, terms=terms)
                | cmd.IssueUltimatum(target=target, terms=terms)
            ):
                self._threat(view, target, terms)
            case cmd.CastBallot():
                motion = view.public.motion
                if motion is not None and isinstance(motion.kind, _ADOPTIONS):
                    self._home(view, motion.kind)
            case cmd.ChooseNight(choice=choice):
                self._night(view, choice.value)
            case cmd.MakePlan(plan=plan):
                for activity in plan.activities:
                    if isinstance(activity, CableHome):
                        self._cable(view, activity)
            case _:
                pass

    def _motion(self, view: SeatView, kind: MotionKind) -> None:
        whole = isinstance(kind, _ADOPTIONS)
        band = forecast(view, kind, rule_of(view.table, kind))
        self._moved = (_kind_of(kind), band)
        if whole:
            others = vote_forecast(view, view.text).items()
            self._expected = {seat: band for seat, band in others if seat != view.seat}
            self._home(view, kind)

    def _threat(self, view: SeatView, target: SeatId, terms: ThreatTerms) -> None:
        self._threatened = threat_forecast(view, target, terms).odds

    def _home(self, view: SeatView, kind: MotionKind) -> None:
        if isinstance(kind, AdoptPartial):
            closed = [c.status.value in ("closed", "agreed") for c in view.public.clauses]
            text = tuple(
                option if shut else issue.status_quo
                for option, shut, issue in zip(view.text, closed, view.table.issues, strict=True)
            )
        else:
            text = view.text
        self._homes[view.seat] = ratification_band(view, text)

    def _night(self, view: SeatView, own: str) -> None:
        summit = view.public.summit
        if summit is None:
            return
        given = (view, summit.goal, summit.preparation, summit.fatigue)
        if summit.hour == 0:
            self._nights[view.seat] = night_forecast(*given, HOURS).night
        self._hours.append(night_forecast(*given, HOURS - summit.hour, own).odds)

    def _cable(self, view: SeatView, asked: CableHome) -> None:
        k = view.table.issue_index(asked.issue)
        rejected = any(
            name == asked.issue and asked.option in options
            for player in view.me.home.veto_players
            for name, options in player.rejects
        )
        chance = grant_chance(view.gauge, view.mandate[k], asked.option, rejected)
        self._asked[view.seat, k, asked.option] = around(chance)

    def after(self, events: tuple[ev.Event, ...]) -> None:
        """Note what came of forecasts: the events of one order, all of them."""
        for event in events:
            self._settle(event)
        if any(isinstance(event, ev.NightRevealed) for event in events):
            success = any(isinstance(e, ev.SummitEnded) and e.result in _SUCCESS for e in events)
            for band in self._hours:
                self._tell("hour", band, success)
            self._hours = []

    def _settle(self, event: ev.Event) -> None:
        match event:
            case ev.MotionMade(motion=motion):
                if self._moved is not None:
                    self._motions[motion.id] = self._moved
                else:
                    self._expected = {}
                self._moved = None
            case ev.MotionDecided(record=record):
                told = self._motions.pop(record.motion.id, None)
                if told is not None:
                    self._tell(*told, record.carried)
                    if told[0] == "adoption":
                        for seat, ballot, _reason, _issue in record.ballots:
                            band = self._expected.get(seat)
                            if band is not None and ballot is not Ballot.ABSENT:
                                self._tell("consent", band, ballot in _FAVOURABLE)
            case ev.ThreatIssued(id=key):
                if self._threatened is not None:
                    self._threats[key] = self._threatened
                self._threatened = None
            case ev.ThreatAnswered(id=key, answer=answer):
                band = self._threats.pop(key, None)
                if band is not None:
                    self._tell("threat", band, answer in ("comply", "partly"))
            case ev.SummitEnded(result=result):
                for band in self._nights.values():
                    self._tell("summit", band, result in _SUCCESS)
                self._nights = {}
            case ev.RatificationDecided(seat=seat, ratified=ratified):
                band = self._homes.pop(seat, None)
                if band is not None:
                    self._tell("ratification", band, ratified)
            case ev.CableAnswered(seat=seat, issue=issue, option=option, granted=granted):
                band = self._asked.pop((seat, issue, option), None)
                if band is not None:
                    self._tell("grant", band, granted)
            case _:
                pass

    def _tell(self, kind: str, band: Band, came_true: bool) -> None:
        self._told.append([kind, band.low, band.high, int(came_true)])


def _kind_of(kind: MotionKind) -> str:
    """The kind of forecast that is made for a motion."""
    match kind:
        case MoveToVote() | StartSilence() | AdoptPartial():
            return "adoption"
        case Amend():
            return "amendment"
        case TablePackage() | DivideTheQuestion():
            return "package"
        case CloseClause():
            return "closing"
        case _:
            return "procedure"
