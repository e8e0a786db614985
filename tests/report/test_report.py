"""Reports: every text escaped for its format, nothing loaded from anywhere."""

import csv
import dataclasses
import io
from html.parser import HTMLParser

import pytest

from diplogame.app import library
from diplogame.app.debrief import debrief
from diplogame.app.session import Session
from diplogame.report import csv_tables, export, html, markdown

HOSTILE = "<script>alert(1)</script>[@click=app.quit]x|y\"'`*_\x1b[31m\u202e=cmd|calc\n# head"


@pytest.fixture(scope="module")
def found():
    session = Session.new(library.open_pack("first-steps"), (), 3)
    session.run_minds()
    return debrief(session)


@pytest.fixture(scope="module")
def hostile(found):
    result = dataclasses.replace(found.result, headline=HOSTILE, lede=HOSTILE, verdict=HOSTILE)
    names = tuple((seat, HOSTILE) for seat, _name in found.names)
    return dataclasses.replace(
        found, result=result, names=names, title=HOSTILE, questions=(HOSTILE,) * 5
    )


class Page(HTMLParser):
    """Collects tags, and whether they are closed in order."""

    VOID = ("meta", "br", "rect", "circle", "line", "path", "polyline", "polygon")

    def __init__(self):
        super().__init__()
        self.tags, self.open = [], []
        self.attributes = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_is_well_formed_and_loads_nothing(found):
    page = Page()
    page.feed(html(found))
    assert page.open == []
    assert not {"script", "link", "img", "iframe", "object", "a"} & set(page.tags)
    assert not [a for a in page.attributes if a[1].startswith("on") or a[1] in ("src", "href")]
    assert page.tags.count("svg") == 2


def test_hostile_texts_are_only_text_in_html(hostile):
    text = html(hostile)
    page = Page()
    page.feed(text)
    assert page.open == []
    assert "script" not in page.tags
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_hostile_texts_are_only_text_in_markdown(hostile):
    text = markdown(hostile)
    assert "<script>" not in text.replace("\\<", "")
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert not [line for line in text.splitlines() if line.startswith("# head")]
    for line in text.splitlines():
        if line.startswith("| "):
            bare = line.replace("\\|", "")
            assert bare.count("|") > 2


def test_rows_of_a_table_have_as_many_cells_as_its_head(hostile):
    lines = markdown(hostile).splitlines()
    for number, line in enumerate(lines):
        if line.startswith("| ---") and number:
            width = lines[number - 1].replace("\\|", "").count("|")
            row = number + 1
            while row < len(lines) and lines[row].startswith("|"):
                assert lines[row].replace("\\|", "").count("|") == width
                row += 1


def test_no_cell_of_a_csv_is_a_formula(hostile):
    for text in csv_tables(hostile).values():
        rows = list(csv.reader(io.StringIO(text)))
        assert len({len(row) for row in rows}) == 1
        for row in rows:
            for cell in row:
                assert not cell.startswith(("=", "@"))
                assert "\x1b" not in cell


def test_numbers_stay_numbers_in_csv(found):
    rows = list(csv.DictReader(io.StringIO(csv_tables(found)["result"])))
    scores = {row["Delegation"]: int(row["Score"]) for row in rows}
    assert scores == {found.name(s.seat): s.score for s in found.result.seats}


def test_an_export_writes_every_format(found, tmp_path):
    written = export(found, tmp_path / "deep", "game")
    kinds = {path.suffix for path in written}
    assert kinds == {".html", ".md", ".csv"}
    assert all(path.stat().st_size for path in written)
