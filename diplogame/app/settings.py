"""Settings: a small TOML file that may be edited by hand.

Guarantees: loading never fails - a broken file gives the defaults and one sentence saying what is
wrong; what the game does not know is kept out of its way; saving replaces the file whole or not at all.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Final

from diplogame.app import paths
from diplogame.rules.values import dataclass

_LARGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """What a player has chosen.

    A plain dataclass, not a pydantic model: this is read before the title paints, and importing
    pydantic for nine values took longer than everything else that the title needs of our own.

    Attributes:
        theme: Name of the colour theme.
        animation: How much moves: full, little or none.
        hints: Whether a tutorial's coach speaks.
        difficulty: What a new game proposes: novice, envoy or ambassador.
        confirm: Whether grave orders ask once more.
        roll_call: Whether votes are revealed one by one.
        forecasts: Whether bands are shown beside choices.
        last_pack: The pack played last.
        last_seat: The chair taken last.

    Raises:
        ValueError: A value cannot be so; names the settings concerned.
    """

    theme: str = "chancery"
    animation: str = "full"
    hints: bool = True
    difficulty: str = "envoy"
    confirm: bool = True
    roll_call: bool = True
    forecasts: bool = True
    last_pack: str = ""
    last_seat: str = ""

    def __post_init__(self) -> None:
        wrong = impossible({each.name: getattr(self, each.name) for each in fields(self)})
        if wrong:
            raise ValueError(f"settings that cannot be so: {', '.join(wrong)}")


def _word(shortest: int, longest: int) -> Callable[[Any], bool]:
    pattern = re.compile(rf"[\w-]{{{shortest},{longest}}}")
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _one_of(*words: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in words


def _switch(value: Any) -> bool:
    return isinstance(value, bool)


_CHECKS: Final[dict[str, Callable[[Any], bool]]] = {
    "theme": _word(1, 40),
    "animation": _one_of("full", "little", "none"),
    "hints": _switch,
    "difficulty": _one_of("novice", "envoy", "ambassador"),
    "confirm": _switch,
    "roll_call": _switch,
    "forecasts": _switch,
    "last_pack": _word(0, 60),
    "last_seat": _word(0, 60),
}


def impossible(values: Mapping[str, Any]) -> list[str]:
    """Names of the settings among these whose value cannot be so, sorted."""
    return sorted(
        name for name, fits in _CHECKS.items() if name in values and not fits(values[name])
    )


def load(path: Path | None = None) -> tuple[Settings, str]:
    """The settings, and a sentence about what is wrong with the file ("" when all is well)."""
    file = paths.settings_file() if path is None else path
    try:
        if not file.is_file():
            return Settings(), ""
        if file.stat().st_size > _LARGEST:
            return Settings(), f"{file.name} is too large to be settings; the defaults are used."
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return Settings(), f"{file.name} could not be read ({error}); the defaults are used."
    import tomli

    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        return Settings(), f"{file.name} is not valid TOML ({error}); the defaults are used."
    except RecursionError:
        return Settings(), f"{file.name} does not hold settings; the defaults are used."
    wrong = impossible(data)
    kept = {name: data[name] for name in _CHECKS if name in data and name not in wrong}
    note = f"{file.name}: {', '.join(wrong)} cannot be so; the default is used." if wrong else ""
    return Settings(**kept), note


def save(settings: Settings, path: Path | None = None) -> str:
    """Write the settings; "" when done, else a sentence saying why not."""
    file = paths.settings_file() if path is None else path
    lines = ["# Settings of diplogame.\n"]
    for name, value in asdict(settings).items():
        shown = str(value).lower() if isinstance(value, bool) else f'"{value}"'
        lines.append(f"{name} = {shown}\n")
    temporary = ""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".settings-")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.writelines(lines)
        Path(temporary).replace(file)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        return f"The settings could not be saved: {error.strerror or type(error).__name__}."
    return ""
