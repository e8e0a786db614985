"""Signs and words the widgets share: what a stance, a status or a quality looks like.

Guarantees: every sign is one cell wide, every meaning has a sign of its own shape and a letter or a
word, and a theme variable for its colour. The words are one frozen value, so a translation is
another value of the same class.
"""

from __future__ import annotations

from enum import Enum

from diplogame.rules.values import dataclass


class Stance(Enum):
    """Where a delegation stands on an option or a package (R8.2)."""

    SUPPORT = "support"
    LIVE = "live"
    RESERVE = "reserve"
    OPPOSE = "oppose"
    UNKNOWN = "unknown"

    @property
    def sign(self) -> str:
        """One-cell sign, told apart by shape."""
        return _STANCE_SIGNS[self]

    @property
    def tone(self) -> str:
        """Style naming the theme variable."""
        return f"$stance-{self.value}"


_STANCE_SIGNS = {
    Stance.SUPPORT: "▲",
    Stance.LIVE: "◆",
    Stance.RESERVE: "▽",
    Stance.OPPOSE: "▼",
    Stance.UNKNOWN: "·",
}


class Status(Enum):
    """How far an issue of the text is (R3.1)."""

    OPEN = "open"
    BRACKETED = "bracketed"
    AD_REFERENDUM = "ad referendum"
    AGREED = "agreed"

    @property
    def sign(self) -> str:
        """One-cell sign, told apart by shape."""
        return {"open": "○", "bracketed": "◔", "ad referendum": "◑", "agreed": "●"}[self.value]


class Tone(Enum):
    """A quality: good, fair, poor, bad; or plain."""

    PLAIN = "ink"
    MUTED = "muted"
    ACCENT = "brass"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    BAD = "bad"

    @property
    def style(self) -> str:
        """Style naming the theme variable."""
        return f"${self.value}"


IDEAL = "★"
"""Your own ideal option."""

MANDATE = "✓"
"""An option your capital lets you accept."""

LEADING = "●"
"""The option that leads at present."""

SERIES_MARKS = "●▲■◆○△□◇"
"""Marks that tell curves apart without colour."""

MINUS = "−"


def signed(value: int) -> str:
    """Return `value` with its sign, a true minus, a narrow gap at the thousands; 0 without a sign."""
    if value == 0:
        return "0"
    figures = f"{abs(value):,}".replace(",", "\u202f")
    return f"+{figures}" if value > 0 else f"{MINUS}{figures}"


def value_tone(value: int) -> str:
    """Return the style of a gain, a loss or nothing."""
    if value == 0:
        return "$muted"
    return "$good" if value > 0 else "$bad"


@dataclass(frozen=True, slots=True)
class Words:
    """Every word the widgets say by themselves; English by default."""

    support: str = "support"
    live: str = "can live with"
    reserve: str = "reservation"
    oppose: str = "oppose"
    unknown: str = "unknown"
    letters: str = "SLRO?"
    open: str = "open"
    bracketed: str = "bracketed"
    ad_referendum: str = "ad referendum"
    agreed: str = "agreed"
    option: str = "Options in the text"
    sponsors: str = "Sponsors"
    for_you: str = "For you"
    stances: str = "Support"
    your_ideal: str = "ideal"
    in_mandate: str = "mandate"
    leads: str = "leads"
    in_favour: str = "in favour"
    against: str = "against"
    abstains: str = "abstains"
    absent: str = "absent"
    needed: str = "needed"
    adopted: str = "adopted"
    not_adopted: str = "not adopted"
    next: str = "Enter: next"
    to_the_end: str = "s: to the end"
    reason: str = "Reason"
    would_turn: str = "Would turn it"
    learnt: str = "Learnt"
    all: str = "All"
    nothing: str = "Nothing here yet."
    you: str = "you"
    no_data: str = "Nothing to draw yet."
    press_enter: str = "Press Enter when only you can see the screen."
    enter_pin: str = "PIN"
    wrong_pin: str = "That is not the PIN of this chair."

    def stance(self, stance: Stance) -> str:
        """Return the word for `stance`."""
        return str(getattr(self, stance.value))

    def letter(self, stance: Stance) -> str:
        """Return the letter for `stance`."""
        return self.letters[list(Stance).index(stance)]

    def status(self, status: Status) -> str:
        """Return the word for `status`."""
        return str(getattr(self, status.value.replace(" ", "_")))


ENGLISH = Words()
"""The words as the game ships them."""
