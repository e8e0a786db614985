"""The player's settings as the running program knows them: read once, changed by the settings screen."""

from __future__ import annotations

from typing import Any

from diplogame.app import settings

_NAME = "kept_settings"


def kept(app: Any) -> settings.Settings:
    """Return the settings that count for this application; they are read when first asked for."""
    found = getattr(app, _NAME, None)
    if not isinstance(found, settings.Settings):
        found = settings.load()[0]
        setattr(app, _NAME, found)
    return found


def keep(app: Any, chosen: settings.Settings) -> None:
    """Let other settings count from now on."""
    setattr(app, _NAME, chosen)
