"""The rolling text: issues, bracketed options, and what each would mean to you.

Guarantees: fits 80 columns and uses more when there are; every mark is explained in the legend; the
full wording of the line under the cursor is shown below the table whenever the height allows, so
nothing is lost to an ellipsis; the cursor survives new data as long as its option exists.
"""

# `id` is what the framework calls it in every widget
from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from diplogame.rules.values import dataclass
from diplogame.tui.widgets.canvas import clip, fit, wrap
from diplogame.tui.widgets.listing import Listing
from diplogame.tui.widgets.marks import (
    ENGLISH,
    IDEAL,
    LEADING,
    MANDATE,
    Stance,
    Status,
    Words,
    signed,
    value_tone,
)


@dataclass(frozen=True, slots=True)
class Option:
    """One option of an issue.

    Attributes:
        key: Identity, unique within its issue.
        text: The wording.
        sponsors: Short names of those who put it into the text.
        effect: What it does to you against the leading option, in points; None when unknown.
        ideal: Your own ideal.
        mandate: Your capital lets you accept it.
        leading: It leads at present, or is the agreed one.
        support: Believed stance of each delegation, in the order of `TextTable.show`'s chairs.
        bracketed: It stands in the text, between brackets; otherwise nobody has put it there yet.
    """

    key: str
    text: str
    sponsors: tuple[str, ...] = ()
    effect: int | None = None
    ideal: bool = False
    mandate: bool = False
    leading: bool = False
    support: tuple[Stance, ...] = ()
    bracketed: bool = True


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of the text and its options."""

    key: str
    title: str
    status: Status = Status.OPEN
    options: tuple[Option, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """A visible line: an issue (option -1), an option, its second line, or a blank (issue -1)."""

    issue: int
    option: int = -1
    second: bool = False


def _names(names: Sequence[str], width: int) -> str:
    """Return as many names as fit, and the number of those left out."""
    shown = [clip(name, width) for name in names]
    for count in range(len(shown), 0, -1):
        rest = f" +{len(shown) - count}" if count < len(shown) else ""
        text = ", ".join(shown[:count]) + rest
        if cell_len(text) <= width:
            return text
    return clip(", ".join(shown), width)


class TextTable(Listing):
    """The treaty text with a cursor over issues and options."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "issue(-1)", "Previous issue", show=False),
        Binding("right", "issue(1)", "Next issue", show=False),
        Binding("space", "fold", "Fold", show=False),
    ]

    class OptionHighlighted(Message):
        """The cursor is on an option."""

        def __init__(self, table: TextTable, issue: str, option: str) -> None:
            super().__init__()
            self.table, self.issue, self.option = table, issue, option

        @property
        def control(self) -> TextTable:
            """The table it happened in."""
            return self.table

    class OptionChosen(OptionHighlighted):
        """An option was chosen with Enter or a click on the line under the cursor."""

    class IssueHighlighted(Message):
        """The cursor is on an issue's heading."""

        def __init__(self, table: TextTable, issue: str) -> None:
            super().__init__()
            self.table, self.issue = table, issue

        @property
        def control(self) -> TextTable:
            """The table it happened in."""
            return self.table

    def __init__(
        self,
        issues: Sequence[Issue] = (),
        chairs: Sequence[str] = (),
        *,
        words: Words = ENGLISH,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._words = words
        self._issues: tuple[Issue, ...] = tuple(issues)
        self._chairs: tuple[str, ...] = tuple(chairs)
        self._folded: set[str] = {i.key for i in self._issues if i.status is Status.AGREED}
        self._lines: list[_Line] = []
        self._build()

    # Data ------------------------------------------------------------------------------------

    def show(self, issues: Sequence[Issue], chairs: Sequence[str] | None = None) -> None:
        """Show another state of the text.

        Args:
            issues: The issues in the order of the text.
            chairs: One or two letters for each delegation, the heads of the support columns; None
                keeps the present ones.
        """
        spot = self.position()
        known = {issue.key: issue.status for issue in self._issues}
        self._issues = tuple(issues)
        if chairs is not None:
            self._chairs = tuple(chairs)
        for issue in self._issues:
            if issue.status is Status.AGREED and known.get(issue.key) is not Status.AGREED:
                self._folded.add(issue.key)
        self._build()
        self.changed(self._find(*spot))

    def position(self) -> tuple[str, str | None]:
        """Return the keys of the issue and the option under the cursor (None on a heading)."""
        if not self._lines:
            return ("", None)
        line = self._lines[min(self.cursor, len(self._lines) - 1)]
        if line.issue < 0:
            return ("", None)
        issue = self._issues[line.issue]
        return (issue.key, issue.options[line.option].key if line.option >= 0 else None)

    def go(self, issue: str, option: str | None = None) -> bool:
        """Put the cursor on an issue or one of its options; return whether it exists."""
        if issue in self._folded and option is not None:
            self._folded.discard(issue)
            self._build()
            self.refresh()
        index = self._find(issue, option)
        if index is None:
            return False
        self.move_to(index)
        return True

    def _find(self, issue: str, option: str | None) -> int | None:
        heading = None
        for index, line in enumerate(self._lines):
            if line.issue < 0 or self._issues[line.issue].key != issue:
                continue
            if line.option < 0:
                heading = index
            elif self._issues[line.issue].options[line.option].key == option:
                return self.owner(index)
        return heading

    def _build(self) -> None:
        tight: list[_Line] = []
        roomy: list[_Line] = []
        for index, issue in enumerate(self._issues):
            block = [_Line(index)]
            if issue.key not in self._folded:
                block += [_Line(index, option) for option in range(len(issue.options))]
            tight += block
            roomy += ([_Line(-1)] if roomy else []) + block
        # Room to breathe first, then room for long wordings, as far as the height allows.
        self._lines = tight
        if self.is_attached and self.size.width:
            window = self.window()
            for lines in (self._wrapped(roomy), roomy, self._wrapped(tight)):
                if len(lines) <= window:
                    self._lines = lines
                    return

    def _wrapped(self, lines: Sequence[_Line]) -> list[_Line]:
        room = self._columns(self.size.width - 1)[0] - 2
        out: list[_Line] = []
        for line in lines:
            out.append(line)
            if line.option >= 0:
                text = self._issues[line.issue].options[line.option].text
                if cell_len(clip(text, room)) == room and len(wrap(text, room, 2)) > 1:
                    out.append(_Line(line.issue, line.option, second=True))
        return out

    def on_resize(self) -> None:
        """Give the issues room between them when the height allows it."""
        spot = self.position()
        self._build()
        self.changed(self._find(*spot))

    # Lines -----------------------------------------------------------------------------------

    def rows(self) -> int:
        """Return the number of lines."""
        return len(self._lines)

    def selectable(self, index: int) -> bool:
        """Blank lines and second lines are passed over."""
        return self._lines[index].issue >= 0 and not self._lines[index].second

    def owner(self, index: int) -> int:
        """Return the first line of a wording that takes two."""
        return index - 1 if self._lines[index].second else index

    def _columns(self, width: int) -> tuple[int, int, int, int]:
        """Return the widths of wording, sponsors, effect and support."""
        cell = max((min(2, cell_len(c)) for c in self._chairs), default=0)
        support = len(self._chairs) * cell if width >= 44 else 0
        effect = 7
        sponsors = 0 if width < 66 else min(28, max(11, (width - 60) // 3))
        gaps = (2 if support else 0) + (2 if sponsors else 0)
        text = width - 6 - sponsors - effect - support - gaps
        return max(8, text), sponsors, effect, support

    def head(self, width: int) -> Sequence[Content]:
        """Return the column heads."""
        text, sponsors, effect, support = self._columns(width - 1)
        words = self._words
        line = " " * 6 + fit(words.option, text)
        if sponsors:
            line += "  " + fit(words.sponsors, sponsors)
        line += fit(words.for_you, effect, "right")
        if support:
            cell = support // max(1, len(self._chairs))
            line += "  " + "".join(fit(chair, cell) for chair in self._chairs)
        return (Content.styled(line, "$muted"), Content.styled("─" * width, "$hairline"))

    def row(self, index: int, width: int, cursor: bool) -> Content:
        """Return an issue's heading or an option."""
        line = self._lines[index]
        if line.issue < 0:
            return Content("")
        pointer = ("▸ ", "bold $brass") if cursor else ("  ", "")
        if line.option < 0:
            return self._heading(line.issue, width, pointer)
        if line.second:
            return self._continued(line, width)
        pair = self._lines[index + 1 : index + 2]
        two = bool(pair) and pair[0].second
        return self._option(line, width, pointer, two)

    def _heading(self, number: int, width: int, pointer: tuple[str, str]) -> Content:
        issue = self._issues[number]
        words = self._words
        state = f"{issue.status.sign} {words.status(issue.status)}"
        style = "$good" if issue.status is Status.AGREED else "$muted"
        if issue.status is Status.AD_REFERENDUM:
            style = "$poor"
        room = width - 7 - cell_len(state)
        title = clip(issue.title, room)
        rest = room - cell_len(title) - 3
        folded = ""
        if issue.key in self._folded and rest > 8:
            leading = next((o for o in issue.options if o.leading), None)
            folded = clip(leading.text, rest) if leading else "…"
        gap = room - cell_len(title) - (3 + cell_len(folded) if folded else 0)
        return Content.assemble(
            pointer,
            (fit(str(number + 1), 2, "right") + "  ", "$brass"),
            (title, "bold $ink"),
            (f"   {folded}" if folded else "", "$muted"),
            " " * max(1, gap + 1),
            (state, style),
        )

    def _body_style(self, line: _Line) -> str:
        issue = self._issues[line.issue]
        leading = issue.options[line.option].leading
        if issue.status in {Status.AGREED, Status.AD_REFERENDUM} and not leading:
            return "$faint"
        if not issue.options[line.option].bracketed:
            return "$muted"
        return "bold $ink" if leading else "$ink"

    def _continued(self, line: _Line, width: int) -> Content:
        issue = self._issues[line.issue]
        option = issue.options[line.option]
        room = self._columns(width)[0] - 2
        settled = issue.status in {Status.AGREED, Status.AD_REFERENDUM} and option.leading
        rest = (*wrap(option.text, room, 2), "", "")[1]
        return Content.assemble(
            " " * (6 if settled else 7),
            (rest, self._body_style(line)),
            ("" if settled or not option.bracketed else "]", "$faint"),
        )

    def _option(self, line: _Line, width: int, pointer: tuple[str, str], two: bool) -> Content:
        issue = self._issues[line.issue]
        option = issue.options[line.option]
        text, sponsors, effect, support = self._columns(width)
        settled = issue.status in {Status.AGREED, Status.AD_REFERENDUM}
        body_style = self._body_style(line)
        wording = wrap(option.text, max(1, text - 2), 2)[0] if two else option.text
        parts: list[tuple[str, str] | Content | str] = [
            pointer,
            (LEADING if option.leading else " ", "$ink"),
            (IDEAL if option.ideal else " ", "bold $brass"),
            (MANDATE if option.mandate else " ", "$good"),
            " ",
        ]
        if option.leading and settled:
            parts.append((fit(wording, text), body_style))
        else:
            words = clip(wording, text - 2)
            opening = "[" if option.bracketed else " "
            close = "" if two or not option.bracketed else "]"
            parts += [(opening, "$faint"), (words, body_style), (close, "$faint")]
            parts.append(" " * (text - cell_len(words) - 1 - len(close)))
        if sponsors:
            parts.append(("  " + fit(_names(option.sponsors, sponsors), sponsors), "$muted"))
        if option.effect is None:
            parts.append((fit("?", effect, "right"), "$muted"))
        else:
            parts.append((fit(signed(option.effect), effect, "right"), value_tone(option.effect)))
        if support:
            cell = support // len(self._chairs)
            parts.append("  ")
            stances = (*option.support, *([Stance.UNKNOWN] * len(self._chairs)))
            for stance in stances[: len(self._chairs)]:
                parts.append((fit(stance.sign, cell), stance.tone))
        return Content.assemble(*parts)

    def foot(self, width: int) -> Sequence[Content]:
        """Return the full wording of the line under the cursor, and the legend."""
        words = self._words
        pairs = [
            (LEADING, words.leads, "$ink"),
            (IDEAL, words.your_ideal, "bold $brass"),
            (MANDATE, words.in_mandate, "$good"),
            *((s.sign, words.stance(s), s.tone) for s in Stance if s is not Stance.UNKNOWN),
        ]
        legend: list[Content] = []
        parts: list[tuple[str, str]] = [(" ", "")]
        used = 1
        whole = sum(4 + cell_len(word) for _, word, _ in pairs)
        gap = 2 if whole <= width else 1
        for sign, word, style in pairs:
            size = 2 + cell_len(word) + gap
            if used + size > width + gap:
                legend.append(Content.assemble(*parts))
                parts, used = [(" ", "")], 1
            parts += [(f"{sign} ", style), (word + " " * gap, "$muted")]
            used += size
        legend.append(Content.assemble(*parts))
        del legend[1 if self.size.height < 20 else 2 :]
        if self.size.height < 14:
            return legend
        rule = Content.styled("─" * width, "$hairline")
        detail = self._detail(width)
        return (rule, *detail, *legend)

    def _detail(self, width: int) -> list[Content]:
        lines: list[str] = []
        if self._lines:
            line = self._lines[min(self.cursor, len(self._lines) - 1)]
            if line.issue >= 0:
                issue = self._issues[line.issue]
                if line.option >= 0:
                    option = issue.options[line.option]
                    names = ", ".join(option.sponsors)
                    text = option.text + (f" ({names})" if names else "")
                else:
                    text = issue.note or issue.title
                lines = wrap(text, max(1, width - 2), 2)
        lines += [""] * (2 - len(lines))
        return [Content.styled(f" {line}", "italic $ink") for line in lines]

    # Doing -----------------------------------------------------------------------------------

    def highlighted(self, index: int) -> None:
        """Tell the screen what the cursor is on."""
        issue, option = self.position()
        if option is not None:
            self.post_message(self.OptionHighlighted(self, issue, option))
        elif issue:
            self.post_message(self.IssueHighlighted(self, issue))

    def chosen(self, index: int) -> None:
        """Choose an option; on a heading, fold or unfold the issue."""
        issue, option = self.position()
        if option is None:
            self.action_fold()
        else:
            self.post_message(self.OptionChosen(self, issue, option))

    def action_fold(self) -> None:
        """Fold or unfold the issue under the cursor."""
        issue, _ = self.position()
        if issue:
            self._folded ^= {issue}
            self._build()
            self.changed(self._find(issue, None))
            self.post_message(self.IssueHighlighted(self, issue))

    def action_issue(self, step: int) -> None:
        """Move to the heading of the next or the previous issue."""
        index = self.cursor + step
        while 0 <= index < len(self._lines):
            if self._lines[index].issue >= 0 and self._lines[index].option < 0:
                self.move_to(index)
                return
            index += step
