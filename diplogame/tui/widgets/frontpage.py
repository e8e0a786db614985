"""The front page of the morning after.

Guarantees: set in as many columns as the width carries (one below 64 cells, two below 110, three
above), columns of even length, nothing cut; on paper of its own colour in every theme.
"""

# `id` is what the framework calls it in every widget
from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from diplogame.rules.values import dataclass
from diplogame.tui.widgets.canvas import clip, fit, wrap


@dataclass(frozen=True, slots=True)
class Article:
    """One story: a headline and its text."""

    headline: str
    text: str
    byline: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A front page.

    Attributes:
        name: The newspaper's name.
        date: Date line, left.
        edition: Edition line, right.
        headline: The banner.
        deck: The sentence under it.
        articles: Stories in the order of their weight.
        box: Figures in a box at the end: (label, value).
        box_title: Its title.
    """

    name: str
    date: str
    edition: str
    headline: str
    deck: str = ""
    articles: tuple[Article, ...] = ()
    box: tuple[tuple[str, str], ...] = ()
    box_title: str = ""


_Line = tuple[str, str]


def _story(article: Article, width: int) -> list[_Line]:
    lines = [(line, "bold $paper-ink") for line in wrap(article.headline, width)]
    if article.byline:
        lines += [(line, "italic $paper-muted") for line in wrap(article.byline, width, 2)]
    for number, paragraph in enumerate(article.text.split("\n")):
        # A no-break space keeps the indent of later paragraphs through the wrapping.
        indent = "\u00a0\u00a0" if number else ""
        lines += [(line, "$paper-ink") for line in wrap(indent + paragraph, width)]
    return lines


def _box(paper: Paper, width: int) -> list[_Line]:
    if not paper.box:
        return []
    lines: list[_Line] = [
        ("━" * width, "$paper-ink"),
        (clip(paper.box_title.upper(), width), "bold $paper-ink"),
    ]
    for label, value in paper.box:
        shown = clip(value, width // 2)
        name = clip(label, width - cell_len(shown) - 2)
        dots = "·" * max(1, width - cell_len(name) - cell_len(shown) - 2)
        lines.append((f"{name} {dots} {shown}", "$paper-ink"))
    return lines


def _columns(blocks: list[list[_Line]], count: int) -> list[list[_Line]]:
    """Return the blocks in `count` columns, in order, the highest column as low as possible."""
    flow: list[_Line] = []
    starts: set[int] = set()
    for block in blocks:
        if flow:
            flow.append(("", ""))
        starts.add(len(flow))
        flow += block
    best = [flow]
    goal = -(-len(flow) // count)
    while count > 1:
        columns: list[list[_Line]] = []
        at = 0
        while at < len(flow):
            end = min(len(flow), at + goal)
            if end < len(flow):
                # A headline alone at the foot of a column goes to the next one with its text.
                head = end
                while head > at and flow[head - 1][1] in {
                    "bold $paper-ink",
                    "italic $paper-muted",
                    "",
                }:
                    head -= 1
                end = head if head > at else end
            columns.append(flow[at:end])
            at = end
            while at < len(flow) and flow[at] == ("", ""):
                at += 1
        if len(columns) <= count:
            best = columns
            break
        goal += 1
    return best + [[] for _ in range(count - len(best))]


def lines_of(paper: Paper, width: int) -> list[Content]:
    """Return the page as lines of exactly `width` cells."""
    margin = 2 if width < 64 else 3
    room = max(16, width - 2 * margin)
    side = " " * margin
    count = 1 if width < 64 else 2 if width < 110 else 3
    out: list[Content] = []

    def put(text: str, style: str) -> None:
        out.append(Content.assemble(side, (fit(text, room), style), side))

    name = " ".join(clip(paper.name, room // 2).upper())
    put("", "")
    put(fit(name, room, "center"), "bold $paper-ink")
    put("━" * room, "$paper-ink")
    edition = clip(paper.edition, room // 2)
    date = clip(paper.date, room - cell_len(edition) - 1)
    put(fit(date, room - cell_len(edition)) + edition, "$paper-muted")
    put("─" * room, "$paper-muted")
    put("", "")
    banner = clip(paper.headline, room * 3).upper()
    spaced = "   ".join(" ".join(word) for word in banner.split())
    for line in [spaced] if cell_len(spaced) <= room else wrap(banner, room):
        put(fit(line, room, "center"), "bold $paper-ink")
    if paper.deck:
        put("", "")
        for line in wrap(paper.deck, max(16, room * 4 // 5)):
            put(fit(line, room, "center"), "italic $paper-ink")
    put("", "")
    gutter = 3
    column = (room - gutter * (count - 1)) // count
    blocks = [_story(article, column) for article in paper.articles]
    box = _box(paper, column)
    columns = _columns([*blocks, box] if box else blocks, count)
    for index in range(max((len(c) for c in columns), default=0)):
        parts: list[tuple[str, str]] = [(side, "")]
        for number, lines in enumerate(columns):
            text, style = lines[index] if index < len(lines) else ("", "")
            last = number == count - 1
            parts.append((fit(text, room - (column + gutter) * number if last else column), style))
            if not last:
                parts.append((" │ ", "$paper-muted"))
        out.append(Content.assemble(*parts, side))
    put("", "")
    return out


class FrontPage(Widget):
    """A newspaper's front page, as high as it needs to be; put it into something that scrolls."""

    DEFAULT_CSS = """
    FrontPage { height: auto; width: 1fr; background: $paper; color: $paper-ink; }
    """

    def __init__(self, paper: Paper, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._paper = paper

    def show(self, paper: Paper) -> None:
        """Show another front page."""
        self._paper = paper
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height of the page at this width."""
        return len(lines_of(self._paper, width))

    def render(self) -> Content:
        """Set the page to the present width."""
        return Content("\n").join(lines_of(self._paper, max(20, self.size.width)))
