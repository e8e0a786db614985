"""Safe text that fits, and pictures that stay inside their frame."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from diplogame.tui.widgets import curves, scatter
from diplogame.tui.widgets.axes import Axis
from diplogame.tui.widgets.bands import band_bar, range_text
from diplogame.tui.widgets.canvas import Braille, Cells, clean, clip, fit, wrap
from diplogame.tui.widgets.gauge import Meter, meter_bar
from diplogame.tui.widgets.samples import CURVES, PICTURE

ANY = st.text(max_size=60)


@given(ANY)
def test_clean_text_holds_no_control_direction_or_invisible_character(text):
    bad = {"Cc", "Cf", "Cs", "Co"}
    assert [c for c in clean(text) if unicodedata.category(c) in bad] == []


@given(ANY, st.integers(0, 40), st.sampled_from(["left", "right", "center"]))
def test_fitted_text_has_exactly_the_asked_width(text, width, align):
    assert cell_len(fit(text, width, align)) == width


@given(ANY, st.integers(1, 30), st.integers(1, 4))
def test_wrapped_text_keeps_to_its_width_and_number_of_lines(text, width, most):
    lines = wrap(text, width, most)
    assert len(lines) <= most
    # A wide character cannot be halved: in one column it is all there is.
    assert all(cell_len(line) <= max(width, 2) for line in lines)


def test_an_ellipsis_shows_that_something_was_cut():
    assert clip("adequacy council", 9) == "adequacy…"
    assert clip("consent", 7) == "consent"


def test_ten_thousand_characters_of_a_name_cost_no_more_than_what_is_shown():
    assert clip("x" * 10_000_000, 5) == "xxxx…"


@given(st.integers(-5, 25), st.integers(-5, 8), ANY)
def test_what_is_written_beside_a_picture_leaves_its_size_alone(x, y, text):
    cells = Cells(20, 5)
    cells.put(x, y, text, "$brass")
    assert [cell_len(row.plain) for row in cells.rows()] == [20] * 5


def test_a_braille_dot_lands_where_it_was_put():
    picture = Braille(2, 1)
    picture.dot(0, 0)
    picture.dot(3, 3)
    picture.dot(99, 0)
    assert picture.masks == [[0x01, 0x80]]


@given(st.integers(-50, 150), st.integers(-50, 150), st.integers(4, 50))
def test_a_band_is_as_wide_as_asked_and_never_empty(low, high, width):
    bar = band_bar(low, high, width).plain
    assert cell_len(bar) == width
    assert set(bar) & set("━╾╼")


def test_a_band_is_drawn_to_half_a_cell_on_its_scale():
    assert band_bar(40, 65, 12).plain == "▕────━━╾───▏"
    assert band_bar(0, 100, 12).plain == "▕━━━━━━━━━━▏"
    assert band_bar(25, 50, 12, mark=80).plain == "▕──╼━━───◆─▏"


def test_a_range_is_written_with_a_dash_and_a_certainty_as_one_number():
    assert range_text(40, 65, "%") == "40–65 %"
    assert range_text(7, 7) == "7"


@given(st.integers(-10, 200), st.integers(0, 100), st.integers(1, 40))
def test_a_meter_fills_its_bar_exactly(value, most, width):
    assert meter_bar(Meter("x", value, most), width).cell_length == width


def test_pips_count_what_is_left():
    assert meter_bar(Meter("Slots", 2, 3, pips=True), 10).plain == "●●○"


@given(st.integers(0, 90), st.integers(0, 40))
def test_plots_fit_any_size(width, height):
    for content in (
        scatter.draw(PICTURE, width, height),
        curves.draw(CURVES, width, height),
    ):
        lines = content.plain.split("\n")
        assert len(lines) <= max(1, height)
        assert max(cell_len(line) for line in lines) <= max(0, width)


def test_the_scale_of_curves_is_the_one_given_not_that_of_the_data():
    flat = curves.Series("a", (50, 50, 50))
    chart = curves.Chart((flat,), first=1, last=3, y=Axis(0, 100, "trust", 50))
    lines = curves.draw(chart, 60, 23).plain.split("\n")
    marked = next(i for i, line in enumerate(lines) if "●" in line and "┤" in line)
    assert lines[marked].lstrip().startswith("50 ┤")


def test_a_missing_value_is_a_gap_and_not_a_line():
    whole = curves.Chart((curves.Series("a", (50, 50, 50, 50)),), first=1, last=4)
    torn = curves.Chart((curves.Series("a", (50, None, None, 50)),), first=1, last=4)

    def dots(chart):
        return sum("\u2801" <= c <= "\u28ff" for c in curves.draw(chart, 60, 20).plain)

    assert dots(whole) > 20
    assert dots(torn) == 0


def test_every_point_is_drawn_and_labels_never_cover_each_other():
    points = tuple(scatter.Point(50, 50 + i, f"offer {i}", "◆") for i in range(6))
    text = scatter.draw(scatter.Picture(points=points), 70, 30).plain
    # Points less than a cell apart share one; their names still do not overwrite each other.
    for i in range(6):
        assert text.count(f"offer {i}") <= 1
    assert sum(text.count(f"offer {i}") for i in range(6)) >= 4


def test_ticks_are_round_numbers_of_the_scale():
    assert Axis(0, 100).ticks(5) == [0, 20, 40, 60, 80, 100]
    assert Axis(0, 10_000).ticks(4) == [0, 5000, 10000] or Axis(0, 10_000).ticks(4)[1] in {2500}
    assert Axis(1, 10).ticks(12) == list(range(1, 11))
