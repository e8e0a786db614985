"""Every sentence the interface says, in one catalogue that a translation replaces.

Guarantees: screens hold no sentence of their own, they ask `t` for it by key; an unknown key shows
the key and never raises; values filled in are never read as templates or as markup. Parts of the
catalogue may live in modules of their own, read at once (`extend`) or when they are first asked for
(`shelve`); `catalogue()` gives all of it to translators.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

_TEXTS: dict[str, str] = {}
_TRANSLATED: dict[str, str] = {}
_SHELF: dict[str, frozenset[str]] = {}


def extend(texts: Mapping[str, str]) -> None:
    """Add a part of the English catalogue; keys begin with the screen's name and a dot."""
    _TEXTS.update(texts)


def shelve(module: str, words: Iterable[str]) -> None:
    """Name a module that extends the catalogue when it is imported, and the first words of its keys."""
    _SHELF.setdefault(module, frozenset(words))


def _fetch(key: str) -> str | None:
    """The English sentence of a key, read from the shelf if need be; None where there is none."""
    text = _TEXTS.get(key)
    if text is None and _SHELF:
        word = key.partition(".")[0]
        for module in [module for module, words in _SHELF.items() if word in words]:
            import_module(module)
            _SHELF[module] = frozenset()
        text = _TEXTS.get(key)
    return text


def translate(texts: Mapping[str, str]) -> None:
    """Use a translation: its sentences replace the English ones, the rest stays English."""
    _TRANSLATED.clear()
    _TRANSLATED.update(texts)


def catalogue() -> dict[str, str]:
    """Return the whole English catalogue, by key."""
    for module in _SHELF:
        import_module(module)
    return dict(sorted(_TEXTS.items()))


def has(key: str) -> bool:
    """Whether the catalogue knows the key."""
    return _fetch(key) is not None


def t(key: str, /, **values: Any) -> str:
    """Return the sentence of `key` with its `{placeholders}` filled.

    A placeholder without a value stays as it is written: a gap in a translation is no crash.
    """
    text = _TRANSLATED.get(key)
    if text is None:
        text = _fetch(key)
    if text is None:
        text = key
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
