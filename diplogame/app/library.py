"""The library: packs that can be played and saves that can be gone on with.

Guarantees: listing never fails; whatever is missing is answered with what there is, and a likely
spelling.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

from diplogame.app import paths

if TYPE_CHECKING:
    from diplogame.packs.loader import LoadedPack, PackEntry
    from diplogame.record import SaveEntry
    from diplogame.rules.ids import SeatId


class NotFound(ValueError):  # noqa: N818 - it is a thing not found, said to a person
    """Something was asked for by a name that nothing has; ``str()`` is one or two sentences."""


def packs() -> list[PackEntry]:
    """All packs, the player's own first; broken ones with their first fault."""
    from diplogame.packs.loader import discover

    return discover(paths.pack_folders())


def open_pack(name: str) -> LoadedPack:
    """The pack of an id, or at a path.

    Raises:
        NotFound: There is no such pack.
        PackFaults: It cannot be played; the report says why.
    """
    from diplogame.packs.loader import load_pack

    return load_pack(locate_pack(name))


def installed(name: str) -> LoadedPack | None:
    """The installed pack of an id, or None where there is none that can be played."""
    from diplogame.packs.loader import PackFaults

    try:
        return open_pack(name)
    except (NotFound, PackFaults, OSError):
        return None


def locate_pack(name: str) -> Path:
    """Where the pack of an id, or at a path, lies.

    Raises:
        NotFound: There is no such pack.
    """
    if looks_like_path(name):
        path = Path(name).expanduser()
        if path.exists():
            return path
        raise NotFound(f"There is no pack at {_shown(name)}.")
    # The plain case first: a folder of that name holds the pack, and nothing else need be read.
    for folder in paths.pack_folders():
        for path in (folder / name, folder / f"{name}.zip"):
            if (path / "pack.toml").is_file() or (path.suffix == ".zip" and path.is_file()):
                return path
    entries = packs()
    for entry in entries:
        if entry.id == name and not entry.shadowed:
            return entry.path
    if Path(name).is_dir():
        return Path(name)
    raise NotFound(_missing("pack", name, [e.id for e in entries], "diplogame packs"))


def looks_like_path(name: str) -> bool:
    """Whether a name is meant as a path."""
    return name in (".", "..") or any(sign in name for sign in "/\\~") or name.endswith(".zip")


def seat_of(pack: LoadedPack, name: str) -> SeatId:
    """The chair a person means: an id, a name, a short name or a letter, in any case.

    Raises:
        NotFound: No chair that can be taken is called so.
    """
    wanted = name.strip().casefold()
    seats = playable(pack)
    words = pack.phrasebook
    for seat in seats:
        known = (seat, words.name(seat), words.short(seat), words.letter(seat))
        if wanted in [each.casefold() for each in known]:
            return seat
    raise NotFound(_missing("chair", name, list(seats), ""))


def playable(pack: LoadedPack) -> tuple[SeatId, ...]:
    """Chairs that people can take: seats and voices, not the chair of the conference."""
    from diplogame.rules.conference import Kind

    return tuple(d.id for d in pack.conference.delegations if d.kind is not Kind.CHAIR)


def first_seat(pack: LoadedPack) -> SeatId:
    """The chair proposed to somebody who names none: the tutorial's, else the first that votes."""
    coached = pack.conference.coached_seat or pack.manifest.tutorial_seat
    return coached if coached in playable(pack) else pack.conference.seats[0]


def saves() -> tuple[SaveEntry, ...]:
    """All saved games, the latest first."""
    from diplogame.record import list_saves

    return list_saves(paths.saves_folder())


def locate_save(name: str) -> Path:
    """The save a person means, by path or name.

    Raises:
        SaveMissing: There is none.
    """
    from diplogame.record import find_save

    return find_save(paths.saves_folder(), name)


def _missing(kind: str, name: str, known: list[str], command: str) -> str:
    near = difflib.get_close_matches(name.casefold(), known, n=1, cutoff=0.5)
    text = f"There is no {kind} called {_shown(name)}."
    if near:
        text += f" Did you mean {near[0]}?"
    elif known:
        text += f" There are: {', '.join(sorted(set(known))[:12])}."
    if command:
        text += f" See `{command}`."
    return text


def _shown(name: str) -> str:
    from diplogame.packs.clean import clean

    return f"'{clean(name, 80, line=True)}'"
