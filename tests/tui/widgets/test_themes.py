"""The four looks: complete, readable, and safe without colours."""

from __future__ import annotations

import pytest
from textual.color import Color

from diplogame.tui import themes

TRUE_COLOUR = [theme for theme in themes.THEMES if not theme.ansi]
READ = [
    "ink",
    "muted",
    "brass",
    "good",
    "fair",
    "poor",
    "bad",
    *(name for name in themes.VARIABLES if name.startswith(("stance-", "series-"))),
]


def ratio(one: Color, other: Color) -> float:
    def light(colour: Color) -> float:
        parts = [c / 255 for c in colour.rgb]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", themes.THEMES, ids=lambda theme: theme.name)
def test_every_theme_defines_every_variable(theme):
    assert themes.VARIABLES.keys() <= theme.variables.keys()


@pytest.mark.parametrize("theme", TRUE_COLOUR, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", ["background", "panel", "cursor", "cursor-idle"])
def test_text_stands_out_from_every_ground(theme, ground):
    values = {**theme.variables, "background": theme.background, "panel": theme.panel}
    weak = {
        name: round(found, 2)
        for name in READ
        if (found := ratio(Color.parse(values[name]), Color.parse(values[ground]))) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("theme", TRUE_COLOUR, ids=lambda theme: theme.name)
def test_faint_marks_can_still_be_seen_and_print_reads_on_paper(theme):
    faint = ratio(Color.parse(theme.variables["faint"]), Color.parse(theme.background))
    assert faint >= 3
    paper = Color.parse(theme.variables["paper"])
    for name in ("paper-ink", "paper-muted"):
        assert ratio(Color.parse(theme.variables[name]), paper) >= 4.5


def test_the_sixteen_colour_theme_uses_only_the_terminals_own_colours():
    own = {name: themes.THEMES[3].variables[name] for name in themes.VARIABLES}
    assert {value for value in own.values() if not value.startswith("ansi_")} == set()


def test_without_colours_the_ansi_theme_is_replaced_by_one_that_keeps_the_cursor():
    assert themes.choose("ansi", no_color=True) == "chancery"
    assert themes.choose("daylight", no_color=True) == "daylight"
    assert themes.choose("ansi", no_color=False) == "ansi"


def test_no_color_is_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert themes.choose("ansi") == "chancery"
    monkeypatch.delenv("NO_COLOR")
    assert themes.choose("ansi") == "ansi"


def test_an_unknown_theme_gives_the_default():
    assert themes.choose("[bold]../etc") == "chancery"
    assert themes.choose(None) == "chancery"
