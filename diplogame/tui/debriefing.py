"""The debrief's pages as lines.

Guarantees: pure functions of a `Debrief` and the pack's names; nothing is computed here that
`app.debrief` has not already found.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from diplogame.app.debrief import Debrief
from diplogame.app.debrief.pages import SeatResult
from diplogame.packs.phrasebook import Phrasebook
from diplogame.rules.ids import SeatId
from diplogame.tui.parts import Item, bullet, prose, table, title
from diplogame.tui.strings import many, t
from diplogame.tui.widgets.bands import band_bar
from diplogame.tui.widgets.canvas import fit
from diplogame.tui.widgets.frontpage import Article, Paper
from diplogame.tui.widgets.marks import value_tone
from diplogame.tui.wording import change, points


def per_cent(per_mille: int) -> str:
    """Return a share per mille in whole per cent."""
    return f"{round(per_mille / 10)} %"


# --- the front page ---------------------------------------------------------------------------


def paper(found: Debrief, words: Phrasebook) -> Paper:
    """Return the morning after."""
    result = found.result
    articles = [Article(t("debrief.result"), result.verdict)]
    for year in found.years:
        if year.texts:
            articles.append(Article(many("debrief.years.after", year.years), "\n".join(year.texts)))
    articles += [
        Article(found.name(row.seat), row.verdict) for row in result.seats if row.human or row.voter
    ]
    edition = t("debrief.edition", seal=found.seal) if found.seal else t("debrief.edition.plain")
    return Paper(
        t(
            "debrief.paper",
            title=(words.place if words.place != "the conference" else found.title)
            .removeprefix("the ")
            .removeprefix("The "),
        ),
        t("debrief.date", round=result.round, rounds=result.rounds),
        edition,
        result.headline,
        result.lede,
        tuple(articles),
        tuple((found.name(row.seat), points(row.score)) for row in result.seats if row.voter),
        t("debrief.table"),
    )


# --- lists ------------------------------------------------------------------------------------


def choices(found: Debrief, tab: str, words: Phrasebook) -> list[Item]:
    """Return what can be picked on a page: pairs, delegations or rounds."""
    seats = found.frontier.seats
    if tab == "frontier":
        pairs = [(a, b) for k, a in enumerate(seats) for b in seats[k + 1 :]]
        mine = set(found.humans)
        pairs.sort(key=lambda pair: not (mine & set(pair)))
        return [Item(f"{a}|{b}", f"{words.short(a)} – {words.short(b)}") for a, b in pairs]
    if tab == "whatif":
        return [
            Item(
                str(row.round),
                t("ledger.round", round=row.round).capitalize(),
                sign="★" if row.turning else " ",
            )
            for row in found.rounds
        ]
    order = sorted(seats, key=lambda s: s not in found.humans)
    if tab == "information":
        holders = {row.holder for row in found.information.rows}
        order = sorted(holders, key=lambda s: (s not in found.humans, s))
    return [
        Item(seat, words.name(seat), sign="●" if seat in found.humans else " ") for seat in order
    ]


# --- text pages -------------------------------------------------------------------------------


def text(found: Debrief, words: Phrasebook, tab: str, picked: str, width: int) -> list[Content]:
    """Return a page of text."""
    match tab:
        case "result":
            return result(found, words, width)
        case "threats":
            return threats(found, words, width)
        case "information":
            return information(found, words, picked, width)
        case "votes":
            return votes(found, words, width)
        case "whatif":
            return what_if(found, words, picked, width)
        case "years":
            return years(found, width)
        case "questions":
            return questions(found, width)
        case _:
            return []


def result(found: Debrief, words: Phrasebook, width: int) -> list[Content]:
    """Return value created and claimed, and each chair against its walk-away and par."""
    page = found.result
    lines = title(page.headline, width, t("debrief.date", round=page.round, rounds=page.rounds))
    lines += prose(page.verdict, width)
    if page.agreed:
        lines += prose(t("debrief.created", share=per_cent(page.created)), width, "bold $ink")
        lines.append(band_bar(0, page.created // 10, min(width, 44)))
    else:
        lines += prose(t("debrief.created.none"), width, "$muted")
    lines.append(Content(""))
    head = [
        t("debrief.delegation"),
        t("debrief.worth"),
        t("debrief.walk-away"),
        t("debrief.gain"),
        t("debrief.share"),
        t("debrief.score"),
        t("debrief.par"),
        t("debrief.home"),
    ]
    lines += table([_row(found, row) for row in page.seats], width, "lrrrrrrl", head)
    lines.append(Content(""))
    for row in page.seats:
        if row.verdict and (row.voter or row.human):
            lines += bullet(
                f"{found.name(row.seat)}: {row.verdict}", width, "●" if row.human else "·"
            )
        for line in row.crossed:
            lines += bullet(t("debrief.crossed", line=line), width, "▼", "$bad")
    lines += [Content(""), *title(t("debrief.clauses"), width)]
    for clause in page.clauses:
        lines += bullet(f"{clause.issue}: {clause.option}", width, "§", "bold $ink")
        if clause.note:
            lines += prose(clause.note, width, "$muted", 2)
    return lines


def _row(found: Debrief, row: SeatResult) -> list[tuple[str, str]]:
    name = found.name(row.seat)
    home = (
        "" if row.ratified is None else t("debrief.ratified" if row.ratified else "debrief.refused")
    )
    if not row.voter:
        return [
            ("  " + name, "$muted"),
            *[("", "")] * 4,
            (points(row.score), "bold $ink"),
            (points(row.par) if row.par else "–", "$muted"),
            ("", ""),
        ]
    score = "bold $ink"
    if row.par:
        score = "bold $good" if row.score >= row.par else "bold $poor"
    return [
        (("● " if row.human else "  ") + name, "bold $brass" if row.human else "$ink"),
        (points(row.worth), "$ink"),
        (points(row.walk_away), "$muted"),
        (change(row.gain), value_tone(row.gain)),
        (per_cent(row.share), "$ink"),
        (points(row.score), score),
        (points(row.par) if row.par else "–", "$muted"),
        (home, "$good" if row.ratified else "$bad"),
    ]


def threats(found: Debrief, words: Phrasebook, width: int) -> list[Content]:
    """Return every threat and what came of it."""
    lines = [*title(t("debrief.threats"), width), *prose(found.threats.note, width)]
    if not found.threats.rows:
        return [*lines, *prose(t("debrief.threats.none"), width, "$muted")]
    for row in found.threats.rows:
        sign, tone = (
            ("▲", "$good") if row.worked else ("▽", "$poor") if row.bluff else ("·", "$muted")
        )
        word = (
            t("debrief.threat.worked")
            if row.worked
            else t("debrief.threat.bluff")
            if row.bluff
            else ""
        )
        lines += [
            Content(""),
            Content.assemble(
                (f"{sign} ", f"bold {tone}"),
                (f"R{row.round}  ", "$muted"),
                (f"{words.short(row.sender)} → {words.short(row.target)}", "bold $ink"),
                (f"  {row.commitment}", "$muted"),
                (f"  {word}", tone),
            ).truncate(width, ellipsis=True),
            *prose(f"{row.instrument}: {row.demand}", width, "$ink", 2),
            *prose(
                t("debrief.threat.answered", answer=row.answer, end=row.end), width, "$muted", 2
            ),
            *prose(t("debrief.threat.cost", cost=row.cost, own=row.own_cost), width, "$muted", 2),
        ]
    return lines


def information(found: Debrief, words: Phrasebook, holder: str, width: int) -> list[Content]:
    """Return what a delegation believed, beside the truth."""
    page = found.information
    hits = dict(page.hits).get(holder, 0)
    lines = title(
        t("debrief.information.of", name=found.name(holder)),
        width,
        t("debrief.information.hits", share=per_cent(hits)),
    )
    lines += prose(page.note, width, "$muted")
    about: SeatId = ""
    bar = max(10, min(30, width - 52))
    for row in page.rows:
        if row.holder != holder:
            continue
        if row.about != about:
            about = row.about
            lines += [Content(""), Content.styled(found.name(about), "bold $brass")]
        said = t(
            "debrief.wanted.right" if row.right else "debrief.wanted.wrong",
            best=row.best,
            wanted=row.wanted,
        )
        lines.append(
            Content.assemble(
                ("✓ " if row.hit else "✗ ", "$good" if row.hit else "$bad"),
                (fit(words.issue_short(row.issue), 14), "$ink"),
                band_bar(row.weight.low, row.weight.high, bar, (0, 4000), row.truth),
                (fit(points(row.truth), 7, "right") + "  ", "bold $ink"),
                (said, "$muted" if row.right else "$poor"),
            ).truncate(width, ellipsis=True)
        )
    return lines


def votes(found: Debrief, words: Phrasebook, width: int) -> list[Content]:
    """Return every vote, and the decisive one counted again under other rules."""
    page = found.votes
    lines = title(t("debrief.recounts"), width)
    lines += prose(page.about, width, "$muted")
    for row in page.recounts:
        word = t("debrief.passes") if row.passed else t("debrief.fails")
        sign, tone = ("▲", "$good") if row.passed else ("▼", "$bad")
        note = f"  ({t('debrief.actual')})" if row.actual else ""
        lines.append(
            Content.assemble(
                (f"{sign} ", f"bold {tone}"),
                (fit(word, 8), tone),
                (row.rule, "bold $ink" if row.actual else "$ink"),
                (note, "$brass"),
            ).truncate(width, ellipsis=True)
        )
    lines += [Content(""), *title(t("debrief.votes"), width)]
    if not page.rows:
        lines += prose(t("debrief.votes.none"), width, "$muted")
    for vote in page.rows:
        sign, tone = ("▲", "$good") if vote.carried else ("▼", "$bad")
        by = words.short(vote.by) if vote.by else t("vote.chair")
        lines.append(
            Content.assemble(
                (f"{sign} ", f"bold {tone}"),
                (f"R{vote.round}  ", "$muted"),
                (f"{by} ", "bold $ink"),
                (vote.motion, "$ink"),
            ).truncate(width, ellipsis=True)
        )
        cast = [f"{words.short(s)}: {b}" for s, b, _why in vote.ballots]
        for line in _rows(cast, width - 6):
            lines += prose(line, width, "$muted", 6)
    return lines


def _rows(cells: Sequence[str], width: int) -> list[str]:
    """Return cells in lines of at most `width`, none torn from its own beginning."""
    lines: list[str] = []
    for cell in cells:
        if lines and cell_len(lines[-1]) + 3 + cell_len(cell) <= width:
            lines[-1] += f"   {cell}"
        else:
            lines.append(cell)
    return lines


def what_if(found: Debrief, words: Phrasebook, picked: str, width: int) -> list[Content]:
    """Return what happened in a round, from which one may branch."""
    row = next((r for r in found.rounds if str(r.round) == picked), None)
    if row is None:
        return []
    note = t("debrief.turning") if row.turning else ""
    lines = title(t("ledger.round", round=row.round).capitalize(), width, note)
    for said in row.events:
        lines += bullet(said, width)
    lines += [Content(""), Content.styled(t("replay.values"), "$muted")]
    reserves = dict(zip(found.frontier.seats, found.frontier.walk_aways, strict=True))
    bar = max(10, min(40, width - 26))
    for seat, value in row.values:
        lines.append(
            Content.assemble(
                (fit(words.short(seat), 12), "$ink"),
                band_bar(
                    min(value, reserves.get(seat, value)),
                    max(value, reserves.get(seat, value)),
                    bar,
                    (0, 10_000),
                    value,
                    "$good" if value >= reserves.get(seat, 0) else "$bad",
                ),
                (" " + points(value), "bold $ink"),
            ).truncate(width)
        )
    lines += [
        Content(""),
        Content.styled("▶ " + t("debrief.branch", round=row.round), "bold $brass"),
        *prose(t("debrief.branch.text"), width, "$muted"),
    ]
    return lines


def years(found: Debrief, width: int) -> list[Content]:
    """Return what became of the treaty."""
    lines: list[Content] = []
    for row in found.years:
        lines += title(many("debrief.years.after", row.years), width)
        if found.result.agreed:
            share = row.survival // 10
            lines.append(
                Content.assemble(
                    (t("debrief.years.stands") + "  ", "$muted"),
                    band_bar(0, share, max(6, min(30, width - 28))),
                    (f" {per_cent(row.survival)}", "bold $ink"),
                ).truncate(width)
            )
        for said in row.texts:
            lines += [Content(""), *prose(said, width)]
        lines.append(Content(""))
    return lines


def questions(found: Debrief, width: int) -> list[Content]:
    """Return the questions to discuss."""
    lines = title(t("debrief.questions"), width)
    for number, said in enumerate(found.questions, 1):
        lines += [Content(""), *bullet(said, min(width, 96), f"{number}.", "$ink")]
    return lines
