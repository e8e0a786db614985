"""Lines about bargains and beliefs, for the table and the dossier.

Guarantees: what a bargain is worth to us is one exact number, to others a band with the staff's
confidence in a word beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from rich.cells import cell_len
from textual.content import Content

from diplogame.app.narrate import words
from diplogame.app.outlook import lines_crossed
from diplogame.rules import appraisal
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import Band, Bargain, Term, TermKind
from diplogame.rules.view import SeatView
from diplogame.tui.game import Game
from diplogame.tui.parts import bullet, title
from diplogame.tui.strings import t
from diplogame.tui.widgets.bands import band_bar
from diplogame.tui.widgets.canvas import clip, fit
from diplogame.tui.widgets.marks import value_tone
from diplogame.tui.wording import capital, change, change_band

_STANDS = (TermKind.SUPPORT, TermKind.ACQUIESCE)


def belief_lines(game: Game, who: SeatId, width: int, *, wants: bool = True) -> list[Content]:
    """Return what matters to a delegation as bands, with the option it most likely wants."""
    view, book = game.view, game.words
    belief = view.beliefs[who]
    if not belief.weights:
        return []
    lines = title(t("dossier.weights"), width, t("dossier.weights.unit"))
    # A short name is told whole wherever the bar leaves room for it.
    longest = max(cell_len(book.issue_short(k)) for k in range(len(view.table.issues)))
    name = min(14 if width >= 50 else 12, longest)
    bar = max(8, min(24, width - name - 28))
    most = max(5000, *(band.high for band in belief.weights)) // 100
    for k in range(len(view.table.issues)):
        band = belief.weights[k]
        low, high = band.low // 100, -(-band.high // 100)
        certainty = belief.certainty[k]
        tone = "$brass" if certainty >= 50 else "$poor"
        lines.append(
            Content.assemble(
                (fit(book.issue_short(k), name) + " ", "$ink"),
                band_bar(low, high, bar, (0, most), style=tone),
                (fit(f"{low}–{high} %", 9, "right") + "  ", "bold $ink"),
                (clip(words.sure(certainty), max(0, width - name - bar - 12)), "$muted"),
            )
        )
        if wants:
            values = belief.values[k]
            best = max(range(len(values)), key=lambda o: (values[o].middle, -o))
            said = t("dossier.wants", option=book.option(k, best))
            if cell_len(said) + 3 > width:
                said = t("dossier.wants", option=book.option_short(k, best))
            lines.append(Content.styled(clip(f"   {said}", width), "$muted"))
    return lines


def confidence(view: SeatView, who: SeatId, bargain: Bargain) -> str:
    """Return how sure the staff are of what a bargain is worth to another, in words."""
    sure = view.beliefs[who].certainty
    touched = sorted({term.issue for term in bargain.terms if term.kind in _STANDS})
    if not sure or not touched:
        return t("between.catalogue")
    return words.sure(min(sure[k] for k in touched))


def verdict(band: Band) -> tuple[str, str]:
    """Return what a believed gain means for their answer: a word and its style."""
    if band.low > 60:
        return t("between.likely"), "$good"
    if band.high < 0:
        return t("between.unlikely"), "$bad"
    return (t("between.hopeful"), "$fair") if band.middle > 40 else (t("between.doubtful"), "$poor")


def worth_lines(
    game: Game, bargain: Bargain, parties: Sequence[SeatId], width: int, by: SeatId = ""
) -> list[Content]:
    """Return what a bargain is worth: to us exactly, to every other party as a band.

    Args:
        game: The game.
        bargain: What is weighed.
        parties: Everybody it is between.
        width: Cells to fill.
        by: Who put it on the table: whether they would take it is no question.
    """
    view = game.view
    ours = appraisal.own_worth(view, bargain)
    name = max(8, min(14, width // 4))
    lines = [
        Content.assemble(
            (fit(t("between.for-us"), name) + " ", "$muted"),
            (fit(change(ours), 8, "right"), f"bold {value_tone(ours)}"),
            (f"   {t('between.exact')}", "$muted"),
        )
    ]
    bar = max(8, min(24, width - name - 24))
    for who in parties:
        if who == view.seat:
            continue
        band = appraisal.their_worth(view, who, bargain)
        word, style = (t("between.theirs"), "$good") if who == by else verdict(band)
        scale = max(600, abs(band.low), abs(band.high))
        figures = change_band(band)
        lines.append(
            Content.assemble(
                (fit(game.short(who), name) + " ", "$muted"),
                band_bar(band.low, band.high, bar, (-scale, scale), 0, style=style),
                (f" {figures}", "bold $ink"),
            )
        )
        lines.append(
            Content.assemble(
                " " * (name + 1),
                (word, style),
                (f" · {confidence(view, who, bargain)}", "$muted"),
            )
        )
    return lines


def variant_lines(
    game: Game, variants: Sequence[Bargain], parties: Sequence[SeatId], width: int
) -> list[Content]:
    """Return equal offers side by side: what each is worth to us, and what it shows of the other."""
    view = game.view
    others = [who for who in parties if who != view.seat]
    lines = title(t("between.equals"), width)
    for number, bargain in enumerate(variants, 1):
        ours = appraisal.own_worth(view, bargain)
        parts: list[tuple[str, str]] = [
            (f"{number}  ", "bold $brass"),
            (t("between.for-us") + " ", "$muted"),
            (f"{change(ours):>6}", f"bold {value_tone(ours)}"),
        ]
        for who in others:
            band = change_band(appraisal.their_worth(view, who, bargain))
            parts += [(f"   {game.short(who)} ", "$muted"), (band, "$ink")]
        lines.append(Content.assemble(*parts).truncate(width, ellipsis=True))
    return lines


def term_effect(view: SeatView, term: Term) -> int | None:
    """Return what one undertaking alone is worth to us; None for what has no number of its own."""
    if term.kind is TermKind.ADOPT:
        return None
    return appraisal.own_worth(view, Bargain((term,), view.public.round))


def bargain_lines(
    game: Game,
    bargain: Bargain,
    parties: Sequence[SeatId],
    width: int,
    said: Collection[Term] = (),
) -> list[Content]:
    """Return a bargain side by side: who undertakes what, and what each is worth to us.

    What was `said` above already is not said again.
    """
    view = game.view
    lines = term_lines(game, [term for term in bargain.terms if term not in said], parties, width)
    seen = t("between.public") if bargain.public else t("between.private")
    lines.append(
        Content.styled(
            t("between.until", until=capital(game.tell.until(bargain.due)), seen=seen), "$muted"
        )
    )
    outside = [
        term
        for term in bargain.terms
        if term.by == view.seat
        and term.kind in _STANDS
        and view.mandate
        and not view.mandate[term.issue][term.option]
    ]
    for line in lines_crossed(view, bargain):
        text = t("between.red-line", line=game.words.red_line(view.seat, line))
        lines += bullet(text, width, "▼", "bold $bad")
    for term in outside:
        text = t("between.outside", option=game.words.option(term.issue, term.option))
        lines += bullet(text, width, "▽", "$poor")
    return lines


def term_lines(
    game: Game, terms: Collection[Term], parties: Sequence[SeatId], width: int
) -> list[Content]:
    """Return undertakings by who gives them, with what each alone is worth to us."""
    view = game.view
    lines: list[Content] = []
    # A leader may give the word of members that are not at the table (R13.4).
    absent = dict.fromkeys(term.by for term in terms if term.by not in parties)
    for who in (*parties, *absent):
        given = [term for term in terms if term.by == who]
        if not given:
            continue
        head = t("between.we") if who == view.seat else game.name(who)
        lines.append(Content.styled(head, "bold $brass" if who == view.seat else "bold $ink"))
        for term in given:
            effect = term_effect(view, term)
            note = "" if effect is None else change(effect)
            text = promise(game, term)
            room = max(10, width - 9)
            for index, line in enumerate(bullet(text, room)):
                tail = note if index == 0 else ""
                gap = max(1, width - line.cell_length - len(tail))
                lines.append(Content.assemble(line, " " * gap, (tail, value_tone(effect or 0))))
    return lines


def promise(game: Game, term: Term) -> str:
    """Return an undertaking without its subject, short: `support ‘x’ on Y, as long as Z reads ‘w’`."""
    book = game.words
    if term.given is not None:
        return t(
            "term.given",
            term=promise(game, replace(term, given=None)),
            issue=book.issue_short(term.given.issue),
            option=book.option(term.given.issue, term.given.option),
        )
    match term.kind:
        case TermKind.SUPPORT | TermKind.ACQUIESCE:
            return t(
                f"term.{term.kind.value}",
                option=book.option(term.issue, term.option),
                issue=book.issue_short(term.issue),
            )
        case TermKind.PAY:
            return t(
                "term.pay",
                what=book.incentive(term.incentive),
                to=game.short(term.to),
                when=words.TRIGGERS[term.trigger],
            )
        case TermKind.ADOPT:
            return t("term.adopt")
        case TermKind.BACK:
            return t("term.back", name=game.short(term.to))
        case TermKind.LEAVE | TermKind.STAY:
            return t(f"term.{term.kind.value}", name=game.tell.coalition(term.to))
        case TermKind.LIFT:
            return t("term.lift", what=lifted(game, term.threat))


def lifted(game: Game, key: str) -> str:
    """Return what a threat or sanction of that id threatens or imposes."""
    view = game.view
    threat = view.threats.get(key)
    if threat is not None:
        return t("term.lift.threat", what=game.words.instrument(threat.terms.instrument))
    sanction = view.sanctions.get(key)
    return game.words.instrument(sanction.instrument) if sanction is not None else key
