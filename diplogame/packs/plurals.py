"""Plural categories of whole numbers, after Unicode CLDR's cardinal rules.

Guarantee: `category` is total; it returns one of `categories(language)`, which always ends in
`other`. Regional forms (`pt-BR`) fall back to the language; unknown languages have only `other`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final


def _one(n: int) -> str:
    return "one" if n == 1 else "other"


def _romance(n: int) -> str:
    if n == 1:
        return "one"
    return "many" if n and n % 1_000_000 == 0 else "other"


def _zero_is_one(n: int) -> str:
    return "one" if n in {0, 1} else _romance(n)


def _east_slavic(n: int) -> str:
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    return "few" if n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14} else "many"


def _south_slavic(n: int) -> str:
    found = _east_slavic(n)
    return "other" if found == "many" else found


def _polish(n: int) -> str:
    if n == 1:
        return "one"
    return "few" if n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14} else "many"


def _czech(n: int) -> str:
    if n == 1:
        return "one"
    return "few" if n in {2, 3, 4} else "other"


def _arabic(n: int) -> str:
    if n < 3:
        return ("zero", "one", "two")[n]
    if 3 <= n % 100 <= 10:
        return "few"
    return "many" if n % 100 >= 11 else "other"


def _other(n: int) -> str:
    return "other"


_Rule = tuple[Callable[[int], str], tuple[str, ...]]
_TWO: Final[_Rule] = (_one, ("one", "other"))
_MANY: Final[_Rule] = (_romance, ("one", "many", "other"))
_SLAVIC: Final[_Rule] = (_east_slavic, ("one", "few", "many", "other"))
_SOUTH: Final[_Rule] = (_south_slavic, ("one", "few", "other"))
_CZECH: Final[_Rule] = (_czech, ("one", "few", "many", "other"))
_NONE: Final[_Rule] = (_other, ("other",))

_RULES: Final[dict[str, _Rule]] = {
    **dict.fromkeys(("en", "de", "nl", "sv", "da", "nb", "nn", "no", "fi", "et"), _TWO),
    **dict.fromkeys(("el", "hu", "tr", "bg", "eo", "eu", "sq", "sw"), _TWO),
    **dict.fromkeys(("es", "it", "ca"), _MANY),
    "fr": (_zero_is_one, ("one", "many", "other")),
    "pt": (_zero_is_one, ("one", "many", "other")),
    **dict.fromkeys(("ru", "uk", "be"), _SLAVIC),
    **dict.fromkeys(("hr", "sr", "bs"), _SOUTH),
    "pl": (_polish, ("one", "few", "many", "other")),
    **dict.fromkeys(("cs", "sk"), _CZECH),
    "ar": (_arabic, ("zero", "one", "two", "few", "many", "other")),
    **dict.fromkeys(("ja", "zh", "ko", "vi", "th", "id", "ms"), _NONE),
}


def _rule(language: str) -> _Rule:
    return _RULES.get(language.replace("_", "-").split("-")[0].lower(), _NONE)


def known(language: str) -> bool:
    """Whether the plural rules of a language are known."""
    return language.replace("_", "-").split("-")[0].lower() in _RULES


def categories(language: str) -> tuple[str, ...]:
    """The plural categories a language distinguishes, `other` last."""
    return _RULES[language][1] if language in _RULES else _rule(language)[1]


def category(language: str, number: int) -> str:
    """The plural category of a whole number; the sign does not count."""
    return _rule(language)[0](abs(number))
