"""The game's four looks: a chancery at night, daylight, high contrast, and sixteen colours.

Guarantees: every theme defines every variable of `VARIABLES`, so a widget may use any of them;
text variables keep a contrast of at least 4.5 : 1 against the screen, the panel and the cursor
line (3 : 1 for `faint`, which never carries a meaning of its own); colour is never the only sign,
each has a mark or a letter beside it in `diplogame.tui.widgets.marks`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from textual.app import App
from textual.theme import Theme

DEFAULT = "chancery"
"""The theme used when nothing else is asked for."""

ANSI = "ansi"
"""The theme that uses the terminal's own sixteen colours."""

VARIABLES: dict[str, str] = {
    "ink": "ordinary text",
    "muted": "secondary text: labels, units, sources",
    "faint": "tracks, grid dots, brackets that are not the point",
    "hairline": "thin rules",
    "brass": "the one accent: the cursor, your own marks, titles",
    "cursor": "background of the line the cursor is on",
    "cursor-idle": "the same while another widget has the focus",
    "stance-support": "would vote for it",
    "stance-live": "can live with it",
    "stance-reserve": "has a reservation",
    "stance-oppose": "would vote against it",
    "stance-unknown": "nothing believed yet",
    "good": "a gain, a healthy gauge",
    "fair": "neither good nor bad",
    "poor": "a warning",
    "bad": "a loss, a dangerous gauge",
    "wax": "sealing wax",
    "wax-light": "sealing wax where the candle falls on it",
    "wax-dark": "sealing wax in the shade",
    "drape": "the curtain between two players",
    "drape-shade": "its folds",
    "paper": "newsprint and printed instructions",
    "paper-ink": "text on paper",
    "paper-muted": "secondary text on paper",
    "series-1": "first curve",
    "series-2": "second curve",
    "series-3": "third curve",
    "series-4": "fourth curve",
    "series-5": "fifth curve",
    "series-6": "sixth curve",
}
"""Every theme variable of the game and what it stands for."""

_CHANCERY = {
    "ink": "#ece5d3",
    "muted": "#9aa5b8",
    "faint": "#667389",
    "hairline": "#2b3950",
    "brass": "#d3ae62",
    "cursor": "#22324f",
    "cursor-idle": "#182338",
    "stance-support": "#86c29a",
    "stance-live": "#9cc0de",
    "stance-reserve": "#e3ac6b",
    "stance-oppose": "#e58a7c",
    "stance-unknown": "#9aa5b8",
    "good": "#86c29a",
    "fair": "#9cc0de",
    "poor": "#e3ac6b",
    "bad": "#e58a7c",
    "wax": "#8e2f2b",
    "wax-light": "#cf6a55",
    "wax-dark": "#561a1d",
    "drape": "#5a1c1f",
    "drape-shade": "#35101a",
    "paper": "#e9e1cc",
    "paper-ink": "#1f2430",
    "paper-muted": "#5e594b",
    "series-1": "#d3ae62",
    "series-2": "#9cc0de",
    "series-3": "#86c29a",
    "series-4": "#e58a7c",
    "series-5": "#c3a6dd",
    "series-6": "#c9c7b8",
}

_DAYLIGHT = {
    "ink": "#1c2840",
    "muted": "#565e6e",
    "faint": "#837d6c",
    "hairline": "#d3cab4",
    "brass": "#79540f",
    "cursor": "#e6d9b8",
    "cursor-idle": "#ece3cd",
    "stance-support": "#1e6240",
    "stance-live": "#24598c",
    "stance-reserve": "#8a4b08",
    "stance-oppose": "#9e2a22",
    "stance-unknown": "#565e6e",
    "good": "#1e6240",
    "fair": "#24598c",
    "poor": "#8a4b08",
    "bad": "#9e2a22",
    "wax": "#9c332d",
    "wax-light": "#d4705c",
    "wax-dark": "#651f20",
    "drape": "#8e2f2b",
    "drape-shade": "#651f20",
    "paper": "#fffaf0",
    "paper-ink": "#1f2430",
    "paper-muted": "#635e51",
    "series-1": "#79540f",
    "series-2": "#24598c",
    "series-3": "#1e6240",
    "series-4": "#9e2a22",
    "series-5": "#6a3d92",
    "series-6": "#4b4f57",
}

_HIGH_CONTRAST = {
    "ink": "#ffffff",
    "muted": "#e0e0e0",
    "faint": "#a8a8a8",
    "hairline": "#8c8c8c",
    "brass": "#ffe14d",
    "cursor": "#003c8f",
    "cursor-idle": "#1c1c1c",
    "stance-support": "#5cff8f",
    "stance-live": "#7fd4ff",
    "stance-reserve": "#ffc14d",
    "stance-oppose": "#ffa199",
    "stance-unknown": "#e0e0e0",
    "good": "#5cff8f",
    "fair": "#7fd4ff",
    "poor": "#ffc14d",
    "bad": "#ffa199",
    "wax": "#c0281f",
    "wax-light": "#ff8a70",
    "wax-dark": "#6e0f0f",
    "drape": "#7a1212",
    "drape-shade": "#3a0606",
    "paper": "#ffffff",
    "paper-ink": "#000000",
    "paper-muted": "#303030",
    "series-1": "#ffe14d",
    "series-2": "#7fd4ff",
    "series-3": "#5cff8f",
    "series-4": "#ffa199",
    "series-5": "#e0b3ff",
    "series-6": "#ffffff",
}

# Only names every sixteen-colour terminal knows. Dark grey ("bright black") is invisible on some
# palettes, so it is kept for tracks and rules that carry no meaning.
_ANSI = {
    "ink": "ansi_default",
    "muted": "ansi_white",
    "faint": "ansi_bright_black",
    "hairline": "ansi_bright_black",
    "brass": "ansi_bright_yellow",
    "cursor": "ansi_blue",
    "cursor-idle": "ansi_black",
    "stance-support": "ansi_bright_green",
    "stance-live": "ansi_bright_cyan",
    "stance-reserve": "ansi_yellow",
    "stance-oppose": "ansi_bright_red",
    "stance-unknown": "ansi_white",
    "good": "ansi_bright_green",
    "fair": "ansi_bright_cyan",
    "poor": "ansi_yellow",
    "bad": "ansi_bright_red",
    "wax": "ansi_red",
    "wax-light": "ansi_bright_red",
    "wax-dark": "ansi_black",
    "drape": "ansi_red",
    "drape-shade": "ansi_black",
    "paper": "ansi_white",
    "paper-ink": "ansi_black",
    "paper-muted": "ansi_black",
    "series-1": "ansi_bright_yellow",
    "series-2": "ansi_bright_cyan",
    "series-3": "ansi_bright_green",
    "series-4": "ansi_bright_red",
    "series-5": "ansi_bright_magenta",
    "series-6": "ansi_white",
}


def _textual_names(own: Mapping[str, str], cursor_text: str) -> dict[str, str]:
    """Return `own` plus the framework's variables that stock widgets read."""
    return {
        **own,
        "footer-background": own["cursor-idle"],
        "footer-foreground": own["muted"],
        "footer-key-foreground": own["brass"],
        "block-cursor-background": own["cursor"],
        "block-cursor-foreground": cursor_text,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": own["cursor-idle"],
        "block-cursor-blurred-foreground": own["ink"],
        "input-cursor-text-style": "none",
        "border": own["brass"],
        "border-blurred": own["hairline"],
    }


def _quiet_scrollbars(own: Mapping[str, str], ground: str) -> dict[str, str]:
    """Return scrollbar variables: a hairline that turns brass while it is dragged."""
    return {
        "scrollbar": own["hairline"],
        "scrollbar-hover": own["faint"],
        "scrollbar-active": own["brass"],
        "scrollbar-background": ground,
        "scrollbar-background-hover": ground,
        "scrollbar-background-active": ground,
        "scrollbar-corner-color": ground,
    }


THEMES: tuple[Theme, ...] = (
    Theme(
        name="chancery",
        primary="#d3ae62",
        secondary="#9cc0de",
        accent="#d3ae62",
        warning="#e3ac6b",
        error="#e58a7c",
        success="#86c29a",
        foreground="#ece5d3",
        background="#0d1523",
        surface="#0d1523",
        panel="#131d2f",
        dark=True,
        variables={
            **_textual_names(_CHANCERY, "#fff8e6"),
            **_quiet_scrollbars(_CHANCERY, "#0d1523"),
        },
    ),
    Theme(
        name="daylight",
        primary="#79540f",
        secondary="#24598c",
        accent="#79540f",
        warning="#8a4b08",
        error="#9e2a22",
        success="#1e6240",
        foreground="#1c2840",
        background="#f7f2e6",
        surface="#f7f2e6",
        panel="#f0e9d8",
        dark=False,
        variables={
            **_textual_names(_DAYLIGHT, "#1c2840"),
            **_quiet_scrollbars(_DAYLIGHT, "#f7f2e6"),
        },
    ),
    Theme(
        name="high-contrast",
        primary="#ffe14d",
        secondary="#7fd4ff",
        accent="#ffe14d",
        warning="#ffc14d",
        error="#ffa199",
        success="#5cff8f",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#0c0c0c",
        dark=True,
        text_alpha=1.0,
        variables={
            **_textual_names(_HIGH_CONTRAST, "#ffffff"),
            **_quiet_scrollbars(_HIGH_CONTRAST, "#000000"),
        },
    ),
    Theme(
        name="ansi",
        primary="ansi_bright_yellow",
        secondary="ansi_bright_cyan",
        accent="ansi_bright_yellow",
        warning="ansi_yellow",
        error="ansi_bright_red",
        success="ansi_bright_green",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        dark=True,
        ansi=True,
        variables={
            **_textual_names(_ANSI, "ansi_bright_white"),
            "ansi-background": "ansi_black",
            "ansi-foreground": "ansi_white",
            "footer-background": "ansi_black",
        },
    ),
)
"""The themes in the order in which the settings list them."""

NAMES: tuple[str, ...] = tuple(theme.name for theme in THEMES)
"""Names of the game's themes, the default first."""


def register(app: App[Any]) -> None:
    """Make the game's themes known to `app`.

    Call it in the application's `__init__`: a theme registered later is silently ignored by the
    `TEXTUAL_THEME` environment variable.
    """
    for theme in THEMES:
        app.register_theme(theme)


def variable_defaults() -> dict[str, str]:
    """Return a value for every variable of the game.

    The application returns it from `get_theme_variable_defaults`, so that the widgets' styles
    still resolve when somebody picks one of the framework's own themes.
    """
    return dict(_CHANCERY)


def choose(wanted: str | None, no_color: bool | None = None) -> str:
    """Return the name of the theme to use.

    Args:
        wanted: The name in the settings or on the command line; unknown names give the default.
        no_color: Whether colours are unwanted; None asks the `NO_COLOR` environment variable. Pass
            `app.no_color` when an application already exists: it takes the variable away.

    Returns:
        A name of `NAMES`. Without colours never the ANSI theme, for its cursor line is told apart
        by colour alone and would vanish; the others become clean greys.
    """
    name = wanted if wanted in NAMES else DEFAULT
    without = bool(os.environ.get("NO_COLOR")) if no_color is None else no_color
    return DEFAULT if without and name == ANSI else name
