"""Where things lie: packs, saves, settings.

Guarantees: nothing is created by asking; a checkout keeps its saves in its own ``saves/`` folder, an
installed game in the platform's data folder; ``DIPLOGAME_HOME`` moves everything of the player's to
one folder (tests, classrooms, memory sticks).
"""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def checkout() -> Path | None:
    """The root of the source checkout we run from, or None when installed."""
    root = _PACKAGE.parent
    if (root / "pyproject.toml").is_file() and (root / "content").is_dir():
        return root
    return None


def _home() -> Path | None:
    given = os.environ.get("DIPLOGAME_HOME", "")
    return Path(given).expanduser() if given else None


def data_folder() -> Path:
    """The player's own folder: packs of their own, saves of an installed game."""
    home = _home()
    if home is not None:
        return home
    # Only asked for when it is needed: a checkout starts without it.
    from platformdirs import user_data_path

    return user_data_path("diplogame", appauthor=False)


def saves_folder() -> Path:
    """Where games are saved."""
    root = checkout()
    if _home() is None and root is not None:
        return root / "saves"
    return data_folder() / "saves"


def shipped_packs() -> Path:
    """The folder of the packs that come with the game."""
    root = checkout()
    return root / "content" if root is not None else _PACKAGE / "_content"


def pack_folders() -> tuple[Path, ...]:
    """Folders in which packs are looked for; the player's own win over shipped ones."""
    return (data_folder() / "packs", shipped_packs())


def settings_file() -> Path:
    """The file of the settings; it need not exist."""
    home = _home()
    if home is not None:
        return home / "settings.toml"
    from platformdirs import user_config_path

    return user_config_path("diplogame", appauthor=False) / "settings.toml"


def log_folder() -> Path:
    """Where it is written down that the game was at fault; it need not exist."""
    home = _home()
    if home is not None:
        return home / "logs"
    from platformdirs import user_state_path

    return user_state_path("diplogame", appauthor=False) / "logs"
