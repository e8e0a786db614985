"""Every sentence the interface says, in one catalogue that a translation replaces.

Guarantees: screens hold no sentence of their own, they ask `t` for it by key; an unknown key shows
the key and never raises; values filled in are never read as templates or as markup. Parts of the
catalogue may live in modules of their own (`extend`); `catalogue()` gives all of it to translators.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_TEXTS: dict[str, str] = {}
_TRANSLATED: dict[str, str] = {}


def extend(texts: Mapping[str, str]) -> None:
    """Add a part of the English catalogue; keys begin with the screen's name and a dot."""
    _TEXTS.update(texts)


def translate(texts: Mapping[str, str]) -> None:
    """Use a translation: its sentences replace the English ones, the rest stays English."""
    _TRANSLATED.clear()
    _TRANSLATED.update(texts)


def catalogue() -> dict[str, str]:
    """Return the whole English catalogue that is loaded, by key."""
    return dict(sorted(_TEXTS.items()))


def has(key: str) -> bool:
    """Whether the catalogue knows the key."""
    return key in _TEXTS


def t(key: str, /, **values: Any) -> str:
    """Return the sentence of `key` with its `{placeholders}` filled.

    A placeholder without a value stays as it is written: a gap in a translation is no crash.
    """
    text = _TRANSLATED.get(key, _TEXTS.get(key, key))
    if not values:
        return text
    try:
        return text.format_map(_Kept(values))
    except (ValueError, IndexError, AttributeError):
        return text


class _Kept(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def many(key: str, count: int, /, **values: Any) -> str:
    """Return the sentence for a number: `key.one` for one, `key.other` for the rest."""
    return t(f"{key}.{'one' if count == 1 else 'other'}", count=count, **values)
