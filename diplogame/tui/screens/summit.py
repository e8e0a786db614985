"""The summit: how well it is prepared, what is expected, and its night in three hours.

Guarantees: odds are bands with what raises and lowers them, shown before anything is chosen; the
leaders' choices of an hour are shown only when all have chosen; the end of the night is read before
the game goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from diplogame.app import summits
from diplogame.app.narrate import words as plain
from diplogame.app.outlook import NightForecast, Part, night_forecast
from diplogame.app.summits import SUCCESSES, Hour
from diplogame.rules.commands import ChooseNight
from diplogame.rules.summit import HOURS, LINE_CROSSING, expectation_pressure
from diplogame.rules.terms import ClauseStatus, Goal, NightChoice
from diplogame.rules.view import SeatView
from diplogame.tui.frames import Deciding, Step
from diplogame.tui.meaning import chance_line
from diplogame.tui.parts import Item, bullet, fact, prose, title
from diplogame.tui.strings import many, t
from diplogame.tui.widgets.canvas import fit
from diplogame.tui.widgets.gauge import Meter, meter_bar, quality
from diplogame.tui.widgets.marks import Tone
from diplogame.tui.wording import capital, change

_SIGNS = {"firm": "■", "give": "▲", "fudge": "◇", "walk": "✗"}
_TONES = {
    "firm": "$ink",
    "give": "$stance-support",
    "fudge": "$stance-reserve",
    "walk": "$stance-oppose",
}


def forecast_lines(view: SeatView, goal: Goal, preparation: int, width: int) -> list[Content]:
    """Return what a summit with that goal would bring, as bands with their breakdown."""
    summit = view.public.summit
    fatigue = 0 if summit is None else summit.fatigue
    hours = HOURS if summit is None else HOURS - summit.hour
    found = night_forecast(view, goal, preparation, fatigue, max(1, hours))
    lines = [
        chance_line(t("summit.night"), found.night, width, 16),
        chance_line(t("summit.hour"), found.odds, width, 16),
        *fact(t("summit.reach"), many("summit.reach.text", found.reach), width, 16),
        *fact(
            t("summit.failure"), t("summit.failure.text", points=found.failure), width, 16, "$bad"
        ),
        Content(""),
    ]
    return lines + breakdown(found.parts, width)


def breakdown(parts: Sequence[Part], width: int) -> list[Content]:
    """Return the contributions to a forecast as bars to both sides of nothing."""
    lines = [Content.styled(t("odds.breakdown"), "$muted")]
    half = max(3, min(10, (width - 42) // 2))
    most = max((abs(v) for p in parts for v in (p.low, p.high)), default=1) or 1
    for part in parts:
        middle = (part.low + part.high) // 2
        size = min(half, round(abs(middle) * half / most))
        left = "━" * size if middle < 0 else ""
        right = "━" * size if middle > 0 else ""
        word = _strength(part.low, part.high)
        lines.append(
            Content.assemble(
                (fit(t(f"odds.{part.key}"), 21) + " ", "$ink"),
                (" " * (half - len(left)), ""),
                (left, "$bad"),
                ("│", "$faint"),
                (right, "$good"),
                (" " * (half - len(right)), ""),
                ("  " + word, "$muted"),
            ).truncate(width)
        )
    return lines


def _strength(low: int, high: int) -> str:
    def word(value: int) -> str:
        size = abs(value)
        if size < 100:
            return t("odds.none")
        key = "little" if size < 500 else "some" if size < 1200 else "much"
        return t(f"odds.{key}.{'for' if value > 0 else 'against'}")

    return word((low + high) // 2)


class NightScreen(Deciding):
    """The summit night."""

    place: ClassVar[str] = "night"

    # What happened in the hours ----------------------------------------------------------------

    def holds(self) -> bool:
        """The hour's choices and the end of the night are read first."""
        return bool(self.game.hours_unread())

    def _go_on(self) -> None:
        self.game.hours_read()
        self._seen = None
        self.host.advance()
        self.refresh_view()

    # Dials -----------------------------------------------------------------------------------

    def lead(self, width: int) -> Sequence[Content]:
        """Preparation, expectations, fatigue."""
        summit = self.game.view.public.summit
        if summit is None:
            return prose(t("summit.none"), width, "$muted")
        meters = (
            Meter(
                t("summit.preparation"),
                summit.preparation,
                100,
                quality(summit.preparation),
                threshold=LINE_CROSSING,
            ),
            Meter(
                t("summit.expectations"),
                min(100, summit.expectations),
                100,
                Tone.FAIR,
                more_is_better=False,
            ),
            Meter(
                t("summit.fatigue"),
                min(100, summit.fatigue),
                100,
                Tone.POOR if summit.fatigue >= 30 else Tone.FAIR,
            ),
        )
        by = self.game.name(summit.called_by)
        head = t(
            "summit.head",
            who=by,
            goal=capital(plain.GOALS[summit.goal]),
            round=summit.round,
            hour=min(HOURS, summit.hour + 1),
            hours=HOURS,
        )
        lines = [Content.styled(head, "bold $ink").truncate(width, ellipsis=True)]
        label = 16
        bar = max(10, min(40, width - label - 40))
        for meter in meters:
            key = {0: "preparation", 1: "expectations", 2: "fatigue"}[meters.index(meter)]
            lines.append(
                Content.assemble(
                    (fit(meter.label, label), "$muted"),
                    (fit(str(meter.value), 4, "right") + " ", f"bold {meter.tone.style}"),
                    meter_bar(meter, bar),
                    (
                        "  " + t(f"summit.{key}.about", pressure=expectation_pressure(summit)),
                        "$muted",
                    ),
                ).truncate(width, ellipsis=True)
            )
        return lines

    # Choices ---------------------------------------------------------------------------------

    def first(self) -> Step:
        """What happened, or the choices of the hour."""
        unread = self.game.hours_unread()
        if unread:
            over = bool(unread[-1].result)
            return Step(
                "",
                [Item("on", t("summit.go-on"))],
                lambda key: self._go_on(),
                lambda key, width: self._happened(unread, width),
                t("summit.over" if over else "summit.read"),
            )
        legal = self.game.legal
        if legal.duty != "night":
            return Step(
                "",
                [Item("back", t("summit.waiting"))],
                lambda key: self.action_back(),
                lambda key, width: self._happened(self.game.hours(), width),
            )
        items = [
            Item(verb.name, t(f"night.{verb.name}"), sign=_SIGNS[verb.name], tone=_TONES[verb.name])
            for verb in legal.verbs
        ]
        return Step(t("night.title"), items, self._choose, self._explain_choice)

    def _happened(self, hours: Sequence[Hour], width: int) -> Sequence[Content]:
        lines: list[Content] = []
        if hours and hours[-1].result:
            lines += self._result(hours[-1], width)
        for hour in reversed(hours):
            lines += [*title(t("summit.hour.title", hour=hour.revealed.hour), width)]
            lines += prose(t("summit.hour.chance", chance=(hour.revealed.chance + 5) // 10), width)
            for seat, choice, issue in hour.revealed.choices:
                about = f" — {self.game.words.issue_short(issue)}" if issue >= 0 else ""
                lines.append(
                    Content.assemble(
                        (f"{_SIGNS[choice.value]} ", f"bold {_TONES[choice.value]}"),
                        (fit(self.game.short(seat), 12) + "  ", "bold $ink"),
                        (plain.NIGHTS[choice] + about, _TONES[choice.value]),
                    ).truncate(width, ellipsis=True)
                )
            lines.append(Content(""))
        return lines

    def _result(self, hour: Hour, width: int) -> list[Content]:
        """Return how the night ended, what was settled, what it cost, and why."""
        game, summit = self.game, self.game.view.public.summit
        good = hour.result in SUCCESSES
        style = "bold $good" if good else "bold $bad"
        lines = bullet(t(f"summit.result.{hour.result}"), width, "▲" if good else "▼", style)
        lines.append(Content(""))
        for one in hour.settled:
            option = one.option if one.option >= 0 else game.view.text[one.issue]
            text = f"{game.words.issue(one.issue)}: {game.words.option(one.issue, option)}"
            if one.ambiguous:
                text += f" ({t('summit.settled.ambiguous')})"
            lines += bullet(text, width, "✓", "$ink")
        if good and not hour.settled:
            lines += prose(t("summit.settled.none"), width, "$muted")
        for moved in hour.moved:
            who = game.name(moved.seat) if moved.seat else ""
            said = t(f"summit.moved.{moved.meter}", who=who)
            sign, tone = ("▲", "$good") if moved.delta > 0 else ("▼", "$bad")
            if moved.meter == "crisis":
                tone = "$bad" if moved.delta > 0 else "$good"
            lines += bullet(f"{said} {change(moved.delta)}", width, sign, tone)
        if summit is not None:
            lines += [Content(""), *breakdown(summits.breakdown(summit, hour), width)]
        return [*lines, Content("")]

    def _forecast(self, own: str) -> NightForecast | None:
        summit = self.game.view.public.summit
        if summit is None:
            return None
        return night_forecast(
            self.game.view,
            summit.goal,
            summit.preparation,
            summit.fatigue,
            HOURS - summit.hour,
            own,
        )

    def _explain_choice(self, key: str, width: int) -> Sequence[Content]:
        lines = [*title(t(f"night.{key}"), width), *prose(t(f"night.{key}.about"), width)]
        found = self._forecast(key)
        if found is not None:
            lines += [
                Content(""),
                chance_line(t("summit.hour"), found.odds, width, 16),
                *fact(t("summit.reach"), many("summit.reach.text", found.reach), width, 16),
                *fact(
                    t("summit.failure"),
                    t("summit.failure.text", points=found.failure),
                    width,
                    16,
                    "$bad",
                ),
                Content(""),
                *breakdown(found.parts, width),
            ]
        before = self.game.hours()
        if before:
            lines += [Content(""), *self._happened(before[-1:], width)]
        return lines

    async def _choose(self, key: str) -> None:
        choice = NightChoice(key)
        if choice is NightChoice.WALK:
            self.grave(
                ChooseNight(self.game.seat, choice),
                t("night.walk"),
                t("night.walk.about"),
                t("night.walk.yes"),
            )
            return
        if choice is NightChoice.FIRM:
            await self.order(ChooseNight(self.game.seat, choice))
            return
        view, words = self.game.view, self.game.words
        items = []
        for k, clause in enumerate(view.public.clauses):
            closed = clause.status in (ClauseStatus.CLOSED, ClauseStatus.AGREED)
            items.append(
                Item(
                    str(k),
                    words.issue(k),
                    note=words.option_short(k, clause.leading),
                    why=t("night.closed") if closed else "",
                )
            )
        self.take(
            Step(
                t(f"night.{key}"),
                items,
                lambda issue: self._give(choice, int(issue)),
                lambda issue, width: self._explain_issue(choice, int(issue), width),
                t("night.which"),
            )
        )

    async def _give(self, choice: NightChoice, issue: int) -> None:
        await self.order(ChooseNight(self.game.seat, choice, issue))

    def _explain_issue(self, choice: NightChoice, issue: int, width: int) -> Sequence[Content]:
        view, words = self.game.view, self.game.words
        lines = [*title(words.issue(issue), width), *prose(words.question(issue), width)]
        lines += [
            Content(""),
            *prose(t(f"night.{choice.value}.issue"), width, "$muted"),
            Content(""),
        ]
        if view.interests.points:
            row = view.interests.points[issue]
            now = row[view.text[issue]]
            for option in range(len(row)):
                lines.append(
                    Content.assemble(
                        ("● " if option == view.text[issue] else "  ", "$brass"),
                        (fit(words.option(issue, option), max(8, width - 12)), "$ink"),
                        (fit(change(row[option] - now), 8, "right"), "$ink"),
                    ).truncate(width)
                )
        return lines
