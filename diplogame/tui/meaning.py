"""What a text, a motion or a threat would mean for one's own delegation: lines for the pages.

Guarantees: one's own numbers are exact, everybody else's are bands; red lines, the mandate and promises
are named, never only coloured.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from diplogame.app.outlook import (
    after,
    believed_gain,
    chance_text,
    forecast,
    percent,
    ratification_band,
    vote_forecast,
)
from diplogame.rules import ledger
from diplogame.rules.decisions import Ballot, DecisionRule
from diplogame.rules.forecasts import believed_stance, own_stance
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.pledges import pledge, pledged_stance
from diplogame.rules.records import Understanding
from diplogame.rules.terms import (
    AdoptPartial,
    Amend,
    Band,
    DeferToAnnex,
    MotionKind,
    MoveToVote,
    Stance,
    StartSilence,
    TablePackage,
    Term,
    TermKind,
    TermState,
)
from diplogame.rules.undertakings import binding
from diplogame.rules.view import SeatView
from diplogame.tui.game import Game
from diplogame.tui.parts import bullet, fact, title
from diplogame.tui.strings import t
from diplogame.tui.widgets import marks
from diplogame.tui.widgets.bands import band_bar
from diplogame.tui.widgets.canvas import fit
from diplogame.tui.wording import change, describe, points

SIGNS: dict[Stance, marks.Stance] = {
    Stance.SUPPORT: marks.Stance.SUPPORT,
    Stance.LIVE_WITH: marks.Stance.LIVE,
    Stance.RESERVE: marks.Stance.RESERVE,
    Stance.OPPOSE: marks.Stance.OPPOSE,
}


def own_lines(
    game: Game, package: Package, width: int, *, against: Package | None = None
) -> list[Content]:
    """Return what a text is worth to us: points against the walk-away, red lines, mandate."""
    view = game.view
    if not view.interests.points:
        return [Content.styled(t("meaning.no-interests"), "$muted")]
    worth = view.interests.utility(package)
    margin = worth - view.walk_away
    label = 12
    lines: list[Content] = []
    style = "bold $good" if margin >= 0 else "bold $bad"
    lines.append(
        Content.assemble(
            (fit(t("meaning.worth"), label) + "  ", "$muted"),
            (points(worth), "bold $ink"),
            ("   ", ""),
            (change(margin), style),
            (" " + t("meaning.against-walk-away"), "$muted"),
        )
    )
    if against is not None and against != package:
        moved = worth - view.interests.utility(against)
        lines.append(
            Content.assemble(
                (fit(t("meaning.change"), label) + "  ", "$muted"),
                (change(moved), "bold " + marks.value_tone(moved)),
                (" " + t("meaning.against-text"), "$muted"),
            )
        )
    lines += constraint_lines(game, package, width, label)
    return lines


def constraint_lines(game: Game, package: Package, width: int, label: int = 12) -> list[Content]:
    """Return which red lines a text crosses and which clauses lie outside the mandate."""
    view, words = game.view, game.words
    lines: list[Content] = []
    crossed = view.interests.crossed(package)
    if crossed:
        for name in crossed:
            said = f"▼ {words.red_line(view.seat, name)}"
            lines += fact(t("meaning.red-line"), said, width, label, "bold $bad")
    outside = outside_mandate(view, package)
    if outside:
        names = ", ".join(words.issue_short(issue) for issue in outside)
        lines += fact(
            t("meaning.mandate"), f"▽ {t('meaning.outside', names=names)}", width, label, "$poor"
        )
    if not crossed and not outside:
        lines += fact(t("meaning.limits"), f"✓ {t('meaning.within')}", width, label, "$good")
    return lines


def outside_mandate(view: SeatView, package: Package) -> tuple[int, ...]:
    """Return the issues on which a text goes beyond the mandate."""
    return tuple(
        issue
        for issue, (row, option) in enumerate(zip(view.mandate, package, strict=False))
        if not row[option]
    )


def chance_line(label: str, band: Band, width: int, label_width: int = 12) -> Content:
    """Return a chance as a bar and in figures."""
    whole = percent(band)
    bar = max(8, min(28, width - label_width - 18))
    return Content.assemble(
        (fit(label, label_width) + "  ", "$muted"),
        band_bar(whole.low, whole.high, bar),
        (" " + chance_text(band), "bold $ink"),
    )


def home_line(game: Game, package: Package, width: int) -> Content:
    """Return how likely our own home is to ratify a text."""
    return chance_line(t("meaning.home"), ratification_band(game.view, package), width)


def option_lines(game: Game, issue: int, option: int, width: int) -> list[Content]:
    """Return what an option of a clause is: its wording, our gain, everybody's believed stance."""
    view, words = game.view, game.words
    lines = title(words.issue(issue), width, words.option_short(issue, option))
    lines += [
        Content.styled(line.plain, "italic $ink")
        for line in bullet(words.clause(issue, option), width, "§")
    ]
    lines.append(Content(""))
    package = tuple(option if k == issue else o for k, o in enumerate(view.text))
    lines += own_lines(game, package, width, against=view.text)
    lines.append(Content(""))
    lines += stance_lines(game, issue, option, width)
    return lines


def stance_lines(game: Game, issue: int, option: int, width: int) -> list[Content]:
    """Return where every voter is believed to stand on an option."""
    view, words = game.view, game.words
    lines = [Content.styled(t("meaning.stances"), "$muted")]
    name = 12
    for seat in view.table.seats:
        stance = (
            own_stance(view, issue, option)
            if seat == view.seat
            else believed_stance(view, seat, issue, option)
        )
        sign = SIGNS[stance]
        said = marks.ENGLISH.stance(sign)
        parts: list[tuple[str, str]] = [
            (fit(words.short(seat), name) + " ", "bold $brass" if seat == view.seat else "$ink"),
            (f"{sign.sign} ", f"bold {sign.tone}"),
            (fit(said, 14), sign.tone),
        ]
        if seat != view.seat and pledged_stance(view, seat, issue, option) is not None:
            parts.append((t("meaning.promised"), "$brass"))
        elif seat != view.seat and view.beliefs[seat].certainty:
            certain = view.beliefs[seat].certainty[issue]
            parts.append((t("meaning.certainty", word=sure(certain)), "$muted"))
        lines.append(Content.assemble(*parts).truncate(width))
    return lines


def sure(certainty: int) -> str:
    """Return how sure the staff are, in a word."""
    if certainty >= 75:
        return t("sure.high")
    if certainty >= 45:
        return t("sure.fair")
    return t("sure.low") if certainty >= 20 else t("sure.none")


def motion_lines(
    game: Game, kind: MotionKind, rule: DecisionRule, width: int, *, own: bool = True
) -> list[Content]:
    """Return what carrying a motion would do, and how the house may decide.

    `own` leaves our own numbers out where they already stand above.
    """
    view = game.view
    package = after(view, kind)
    lines: list[Content] = []
    if not own:
        pass
    elif isinstance(kind, Amend | TablePackage | DeferToAnnex | AdoptPartial):
        lines += own_lines(game, package, width, against=view.text)
    elif isinstance(kind, MoveToVote | StartSilence):
        lines += own_lines(game, package, width)
        lines.append(home_line(game, package, width))
    if lines:
        lines.append(Content(""))
    said = describe(game.session).rule(rule)
    lines += fact(t("meaning.rule"), said, width, 12)
    band = forecast(view, kind, rule)
    lines.append(chance_line(t("meaning.carried"), band, width))
    lines.append(Content(""))
    lines += member_lines(game, kind, package, width)
    return lines


def member_lines(game: Game, kind: MotionKind, package: Package, width: int) -> list[Content]:
    """Return each voter's chance of letting a motion pass, or what it would gain."""
    view, words = game.view, game.words
    whole = isinstance(kind, MoveToVote | StartSilence | AdoptPartial)
    if not whole and package == view.text:
        return []
    lines = [Content.styled(t("meaning.votes" if whole else "meaning.gains"), "$muted")]
    votes = vote_forecast(view, package) if whole else {}
    bar = max(8, min(24, width - 50))
    for seat in view.table.seats:
        if seat == view.seat:
            continue
        name = (fit(words.short(seat), 12) + "  ", "$ink")
        cast = view.public.ballots.get(seat)
        if whole:
            band = votes[seat]
            wholeband = percent(band)
            parts: list[tuple[str, str] | Content] = [
                name,
                band_bar(wholeband.low, wholeband.high, bar),
                (" " + chance_text(band), "$ink"),
            ]
        else:
            gain = believed_gain(view, seat, view.text, package)
            scale = max(600, abs(gain.low), abs(gain.high))
            parts = [
                name,
                band_bar(gain.low, gain.high, bar, (-scale, scale), 0, _tone(gain)),
                (f" {change(gain.low)} … {change(gain.high)}", "$ink"),
            ]
        if pledge(view, seat, kind, package) > 0:
            parts.append((f"  {t('meaning.promised')}", "$brass"))
        elif pledge(view, seat, kind, package) < 0:
            parts.append((f"  {t('meaning.promised-against')}", "$poor"))
        if cast is not None:
            parts.append((f"  {t(f'ballot.{cast.value}')}", "bold $brass"))
        lines.append(Content.assemble(*parts).truncate(width))
    return lines


def _tone(gain: Band) -> str:
    if gain.low >= 0:
        return "$good"
    return "$bad" if gain.high <= 0 else "$fair"


def promises_touched(game: Game, kind: MotionKind, ballot: Ballot) -> list[str]:
    """Return which of our promises a ballot would break, each as a sentence."""
    view = game.view
    name = getattr(kind, "issue", "")
    issue = view.table.issue_index(name) if name else -1
    said: list[str] = []
    package = after(view, kind)
    for key in sorted(view.understandings):
        entry = view.understandings[key]
        for term, state in zip(entry.bargain.terms, entry.states, strict=True):
            if term.by != view.seat or state is not TermState.PENDING:
                continue
            broken = ledger.breaks(view.public, term, kind, issue, ballot) or (
                term.kind is TermKind.ADOPT
                and isinstance(kind, MoveToVote | StartSilence)
                and ballot in ledger.AGAINST
                and ledger.owes_adoption(entry, package)
            )
            if broken:
                said.append(_breaking(game, entry, term))
    return said


def _breaking(game: Game, entry: Understanding, term: Term) -> str:
    """Return which promise would break, and to whom it was made."""
    others = [p for p in entry.parties if p != game.seat]
    return t(
        "meaning.breaks",
        to=", ".join(game.name(p) for p in others),
        who=game.short(game.seat),
        what=describe(game.session).promise(term),
    )


def stance_breaks(game: Game, issue: int, option: int, stance: Stance) -> list[str]:
    """Return which of our promises a declared stance would break (R6.5, R8.2), each as a sentence."""
    view = game.view
    if stance is not Stance.OPPOSE:
        return []
    said: list[str] = []
    for key in sorted(view.understandings):
        entry = view.understandings[key]
        for term, state in zip(entry.bargain.terms, entry.states, strict=True):
            ours = term.by == view.seat and state is TermState.PENDING
            here = term.kind in (TermKind.SUPPORT, TermKind.ACQUIESCE) and (
                (term.issue, term.option) == (issue, option)
            )
            if ours and here and binding(view.public, entry, term):
                said.append(_breaking(game, entry, term))
    return said


def names(game: Game, seats: Sequence[SeatId]) -> str:
    """Return the names of delegations in a row."""
    return ", ".join(game.name(seat) for seat in seats)
