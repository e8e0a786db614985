"""Keyed dice: chance as a pure function of a seed, a stream and a key.

There is no generator and no state. A draw is named by what it is about, for instance
``draw(seed, "world", "leak", round_number, meeting_id, sides=1000)``, so that adding, removing or
reordering other draws never changes it, and no draw tells anything about another one.

Guarantees:
    * SHA-256 over an unambiguous encoding: two different keys never share their bytes
      (``("ab", "c")`` is not ``("a", "bc")``, and ``1`` is not ``"1"``).
    * Uniform: rejection sampling, hence no modulo bias.
    * The same values on every machine, Python version and hash seed. The values are part of the
      save format: a change here is a change of rules and breaks `verify` for old games.

Streams keep apart who may know what: ``world``, ``ai/<seat>``, ``flavour``.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import TypeVar, overload

_T = TypeVar("_T")
_K = TypeVar("_K", bound=str | int)

_SPACE = 1 << 256


@lru_cache(maxsize=4096, typed=True)
def _encode(part: str | int) -> bytes:
    """One part of a key as a typed netstring: kind, length, colon, bytes.

    Lone surrogates (possible in text that came from a damaged file) are encoded too: a key must
    never be the reason for a crash.
    """
    if isinstance(part, str):
        data = part.encode("utf-8", "surrogatepass")
        return b"s%d:%b" % (len(data), data)
    data = b"%d" % part
    return b"i%d:%b" % (len(data), data)


def _digest(seed: int, stream: str, key: tuple[str | int, ...], attempt: int) -> int:
    """The 256-bit number which belongs to a key; ``attempt`` counts rejected numbers."""
    data = b"".join([_encode(seed), _encode(stream), *map(_encode, key)])
    # The attempt goes in front with its own mark, so it cannot be taken for a part of the key.
    return int.from_bytes(sha256(b"a%d:" % attempt + data).digest(), "big")


def draw(seed: int, stream: str, *key: str | int, sides: int) -> int:
    """Throw one fair die.

    Args:
        seed: The seed of the game; any integer.
        stream: Who owns this chance (``world``, ``ai/<seat>``, ``flavour``).
        *key: What the draw is about. The same key always gives the same number; ``True`` is the
            integer 1.
        sides: How many outcomes there are, 1 to 2**256.

    Returns:
        An integer from 0 to ``sides - 1``, each equally likely.

    Raises:
        ValueError: ``sides`` is out of range.
    """
    if not 1 <= sides <= _SPACE:
        raise ValueError(f"a die needs 1 to 2**256 sides, not {sides}")
    fair = _SPACE - _SPACE % sides
    attempt = 0
    while (number := _digest(seed, stream, key, attempt)) >= fair:
        attempt += 1
    return number % sides


def draws(seed: int, stream: str, *key: str | int) -> Callable[[str | int, int], int]:
    """Draws whose keys begin alike, for those who need many of them.

    Returns:
        A function of the last part of the key and the sides of the die; it gives what
        `draw(seed, stream, *key, last, sides=sides)` gives.
    """
    head = b"".join([_encode(seed), _encode(stream), *map(_encode, key)])
    begun = sha256(b"a0:" + head)

    def one(last: str | int, sides: int) -> int:
        digest = begun.copy()
        digest.update(_encode(last))
        number = int.from_bytes(digest.digest(), "big")
        if 1 <= sides <= _SPACE and number < _SPACE - _SPACE % sides:
            return number % sides
        return draw(seed, stream, *key, last, sides=sides)

    return one


def chance(seed: int, stream: str, *key: str | int, per_mille: int) -> bool:
    """Whether something with a chance of ``per_mille`` in a thousand happens.

    A chance of 0 or less never happens and one of 1000 or more always does, so a caller who adds up
    modifiers need not clamp. For one key the result is monotone: what happens at 300 also happens
    at 400.
    """
    return draw(seed, stream, *key, sides=1000) < per_mille


def pick(seed: int, stream: str, *key: str | int, options: Sequence[_T]) -> _T:
    """Choose one of the options, each equally likely.

    The result depends on the order of ``options``: sort before choosing.

    Raises:
        ValueError: There is nothing to choose from.
    """
    if not options:
        raise ValueError("nothing to pick from")
    return options[draw(seed, stream, *key, sides=len(options))]


@overload
def order(
    seed: int, stream: str, *key: str | int, items: Sequence[_K], identity: None = None
) -> tuple[_K, ...]: ...


@overload
def order(
    seed: int,
    stream: str,
    *key: str | int,
    items: Sequence[_T],
    identity: Callable[[_T], str | int],
) -> tuple[_T, ...]: ...


def order(
    seed: int,
    stream: str,
    *key: str | int,
    items: Sequence[_T],
    identity: Callable[[_T], str | int] | None = None,
) -> tuple[_T, ...]:
    """Shuffle, stably: every order equally likely, and an item's place depends only on itself.

    Each item is ranked by a number drawn for its identity. So the result does not depend on the
    order in which the items came, and when one leaves or joins the others keep their order among
    themselves (the initiative of R4.2 does not jump because somebody walked out).

    Args:
        seed: The seed of the game.
        stream: Who owns this chance.
        *key: What the order is about.
        items: What to order. Equal items are ranked one by one.
        identity: What an item is known by. Needed unless the items are strings or integers.

    Raises:
        TypeError: An item is neither string nor integer and no ``identity`` was given.
    """
    seen: dict[str | int, int] = {}
    ranked: list[tuple[int, int, _T]] = []
    for position, item in enumerate(items):
        name = identity(item) if identity is not None else item
        if not isinstance(name, str | int):
            raise TypeError("items other than strings and integers need an identity")
        copy = seen[name] = seen.get(name, -1) + 1
        ranked.append((_digest(seed, stream, (*key, name, copy), 0), position, item))
    # Position breaks the (never seen) tie of two equal digests, so items need not be comparable.
    ranked.sort(key=lambda entry: entry[:2])
    return tuple(entry[2] for entry in ranked)
