"""What the package board shows beside the board: own result, votes, the staff's swaps, drafts.

Guarantees: one's own result is exact, all else is a band from one's own beliefs; nothing is changed, and
nothing is drawn wider than it is told.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from diplogame.app.outlook import (
    Advice,
    adoption_band,
    chance_figures,
    chance_text,
    motion_band,
    objections,
    percent,
    ratification_band,
    surplus_band,
    vote_forecast,
)
from diplogame.rules.ids import Package
from diplogame.tui.game import Game
from diplogame.tui.meaning import constraint_lines
from diplogame.tui.parts import Item, bullet, prose, table, title
from diplogame.tui.strings import t
from diplogame.tui.widgets.bands import band_bar
from diplogame.tui.widgets.canvas import fit
from diplogame.tui.widgets.marks import value_tone
from diplogame.tui.wording import change, describe, difference, points


def own(game: Game, package: Package, width: int) -> Sequence[Content]:
    """What a package does to us, exactly, and how it may fare."""
    view = game.view
    lines: list[Content] = []
    if view.interests.points:
        worth = view.interests.utility(package)
        margin = worth - view.walk_away
        most = sum(max(row) for row in view.interests.points)
        bar = max(10, min(44, width - 62))
        moved = worth - view.interests.utility(view.text)
        lines.append(
            Content.assemble(
                (t("package.you") + "  ", "$muted"),
                (points(worth), "bold $ink"),
                ("  ", ""),
                band_bar(
                    min(view.walk_away, worth),
                    max(view.walk_away, worth),
                    bar,
                    (0, most),
                    worth,
                    "$good" if margin >= 0 else "$bad",
                ),
                ("  " + change(margin), "bold $good" if margin >= 0 else "bold $bad"),
                (" " + t("package.margin"), "$muted"),
                ("   " + change(moved), value_tone(moved)),
                (" " + t("package.moved"), "$muted"),
            ).truncate(width)
        )
    adopted = percent(adoption_band(view, package))
    home = percent(ratification_band(view, package))
    chances = Content.assemble(
        (t("package.adopted") + " ", "$muted"),
        band_bar(adopted.low, adopted.high, 16),
        (f" {chance_text(adoption_band(view, package))}", "bold $ink"),
        ("    " + t("package.home") + " ", "$muted"),
        band_bar(home.low, home.high, 12),
        (f" {chance_text(ratification_band(view, package))}", "bold $ink"),
    )
    lines.append(chances.truncate(width))
    lines += constraint_lines(game, package, width, 10)[:2]
    return lines[:4]


def clause(game: Game, package: Package, issue: int, width: int) -> Sequence[Content]:
    """The wording that a package has for one issue."""
    words = game.words
    issue = min(issue, len(package) - 1)
    option = package[issue]
    head = Content.assemble(
        (words.issue(issue) + ": ", "$muted"), (words.option(issue, option), "bold $ink")
    ).truncate(width, ellipsis=True)
    return [
        Content.styled("─" * width, "$hairline"),
        head,
        *prose(words.clause(issue, option), width, "italic $ink")[:3],
    ]


def votes(game: Game, package: Package, width: int) -> Sequence[Content]:
    """Who would take a package, with what each gains and would object to."""
    view, words = game.view, game.words
    said = describe(game.session).rule(view.table.institution.adoption)
    head = t("package.votes")
    beside = cell_len(head) + cell_len(said) + 2 <= width
    lines = title(head, width, said if beside else "")
    if not beside:
        lines += prose(said, width, "$muted")
    forecast = vote_forecast(view, package)
    doubtful = {o.seat: o for o in objections(view, package)}
    bar = max(8, min(22, width - 30))
    for seat in view.table.seats:
        band = percent(forecast[seat])
        mine = seat == view.seat
        style = "$good" if band.low >= 50 else "$bad" if band.high < 50 else "$brass"
        lines.append(
            Content.assemble(
                (fit(words.short(seat), 11), "bold $brass" if mine else "$ink"),
                band_bar(band.low, band.high, bar, (0, 100), None, style),
                (" " + chance_text(forecast[seat]), "bold $ink"),
            ).truncate(width)
        )
        if not mine:
            surplus = surplus_band(view, seat, package)
            lines.append(
                Content.styled(
                    " " * 11
                    + t("package.surplus", low=change(surplus.low), high=change(surplus.high)),
                    "$muted",
                ).truncate(width)
            )
        objection = doubtful.get(seat)
        if objection is not None and objection.issue >= 0:
            said = t(
                "package.objects",
                issue=words.issue_short(objection.issue),
                option=words.option_short(objection.issue, objection.option),
            )
            lines.append(
                Content.assemble((" " * 11, ""), ("▽ " + said, "$poor")).truncate(
                    width, ellipsis=True
                )
            )
    if package != view.text:
        motion = motion_band(view, package, view.table.institution.amendment)
        lines += [
            Content(""),
            Content.assemble(
                (t("package.tabled") + " ", "$muted"), (chance_text(motion), "bold $ink")
            ).truncate(width),
        ]
        for line in difference(words, view.text, package):
            lines += bullet(line, width)
    return lines


def swaps_head(width: int) -> Sequence[Content]:
    """What the list of swaps is."""
    return [
        *title(t("package.staff"), width),
        *prose(t("package.staff.about"), width, "$muted"),
    ]


def swap_items(game: Game, package: Package, found: Sequence[Advice]) -> list[Item]:
    """The staff's swaps, to be chosen by number."""
    words = game.words
    items: list[Item] = []
    for number, swap in enumerate(found):
        text = "; ".join(difference(words, package, swap.package))
        theirs = ", ".join(
            f"{words.short(s)} {change(g)}" for s, g in zip(swap.seats, swap.theirs, strict=True)
        )
        names = ", ".join(words.short(s) for s in swap.seats)
        items.append(
            Item(
                str(number),
                text,
                note=change(swap.own),
                about=f"{t(f'package.{swap.why}', names=names)} {text}. "
                + t("package.believed", theirs=theirs),
                sign="▲" if swap.why == "wins" else "◆",
                tone="$good",
            )
        )
    return items or [Item("", t("package.no-swap"), heading=True)]


def drafts(game: Game, package: Package, width: int) -> Sequence[Content]:
    """The package, the text and the drafts side by side."""
    view, words = game.view, game.words
    shown = [(t("package.this"), package), (t("package.text"), view.text)]
    shown += sorted(game.notes.packages.items())
    shown = shown[: max(2, (width - 12) // 11)]
    rows: list[list[tuple[str, str]]] = []
    for k in range(len(view.table.issues)):
        row = [(words.issue_short(k), "$muted")]
        for _name, package in shown:
            same = package[k] == view.text[k]
            row.append((words.option_short(k, package[k]), "$ink" if same else "bold $brass"))
        rows.append(row)
    if view.interests.points:
        worth = [(t("package.worth"), "$muted")]
        for _name, package in shown:
            gap = view.interests.utility(package) - view.walk_away
            worth.append((change(gap), "bold " + value_tone(gap)))
        rows.append(worth)
    odds = [(t("package.odds"), "$muted")]
    odds += [(chance_figures(adoption_band(view, p)), "bold $ink") for _n, p in shown]
    rows.append(odds)
    head = [t("package.draft"), *(name for name, _ in shown)]
    return [
        *title(t("package.drafts"), width),
        *table(rows, width, "l" + "l" * len(shown), head, 1),
    ]


def draft_items(game: Game) -> list[Item]:
    """What can be done with drafts."""
    items = [
        Item(f"load|{name}", name, note=t("package.load")) for name in sorted(game.notes.packages)
    ]
    items.append(Item("save", t("package.save"), sign="+"))
    items += [
        Item(f"drop|{name}", t("package.drop", name=name), sign="✗", tone="$faint")
        for name in sorted(game.notes.packages)
    ]
    return items
