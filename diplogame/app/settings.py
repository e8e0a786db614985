"""Settings: a small TOML file that may be edited by hand.

Guarantees: loading never fails - a broken file gives the defaults and one sentence saying what is
wrong; what the game does not know is kept out of its way; saving replaces the file whole or not at all.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Literal

import tomli
from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationError

from diplogame.app import paths

_LARGEST = 64 * 1024


class Settings(BaseModel):
    """What a player has chosen.

    Attributes:
        theme: Name of the colour theme.
        animation: How much moves: everything, little, or nothing.
        hints: Whether a tutorial's coach speaks.
        difficulty: What a new game proposes.
        confirm: Whether grave orders ask once more.
        roll_call: Whether votes are revealed one by one.
        forecasts: Whether bands are shown beside choices.
        last_pack: The pack played last.
        last_seat: The chair taken last.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    theme: str = Field(default="chancery", min_length=1, max_length=40, pattern=r"^[\w-]+$")
    animation: Literal["full", "little", "none"] = "full"
    hints: StrictBool = True
    difficulty: Literal["novice", "envoy", "ambassador"] = "envoy"
    confirm: StrictBool = True
    roll_call: StrictBool = True
    forecasts: StrictBool = True
    last_pack: str = Field(default="", max_length=60, pattern=r"^[\w-]*$")
    last_seat: str = Field(default="", max_length=60, pattern=r"^[\w-]*$")


def load(path: Path | None = None) -> tuple[Settings, str]:
    """The settings, and a sentence about what is wrong with the file ("" when all is well)."""
    file = paths.settings_file() if path is None else path
    try:
        if not file.is_file():
            return Settings(), ""
        if file.stat().st_size > _LARGEST:
            return Settings(), f"{file.name} is too large to be settings; the defaults are used."
        data = tomli.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        return Settings(), f"{file.name} could not be read ({error}); the defaults are used."
    except tomli.TOMLDecodeError as error:
        return Settings(), f"{file.name} is not valid TOML ({error}); the defaults are used."
    try:
        return Settings.model_validate(data), ""
    except ValidationError as error:
        wrong = {str(each["loc"][0]) for each in error.errors() if each["loc"]}
        kept = {name: value for name, value in data.items() if name not in wrong}
        with contextlib.suppress(ValidationError):
            return Settings.model_validate(kept), (
                f"{file.name}: {', '.join(sorted(wrong))} cannot be so; the default is used."
            )
        return Settings(), f"{file.name} does not hold settings; the defaults are used."


def save(settings: Settings, path: Path | None = None) -> str:
    """Write the settings; "" when done, else a sentence saying why not."""
    file = paths.settings_file() if path is None else path
    lines = ["# Settings of diplogame.\n"]
    for name, value in settings.model_dump().items():
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
