"""Texts of packs: a subset of ICU MessageFormat, and the choice among variants.

`{name}` puts in a value; `{n, plural, =0 {no ships} one {# ship} other {# ships}}` and
`{g, select, f {her} other {their}}` choose an arm; `#` inside a plural is its number. An apostrophe
before a brace (or before `#` in a plural) quotes up to the next apostrophe; two apostrophes are one;
any other apostrophe is itself, so ordinary prose needs no care.

Guarantees: `check` never raises and reports every fault with its place; `format_message` is total,
also for parameters that are missing or of another type; a value is inserted as it is and never read
as a message; `pick` depends on its arguments only, so adding a variant or a language changes no
course of play.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Final, NoReturn, TypeAlias

from diplogame.packs import plurals
from diplogame.packs.fault import Fault, did_you_mean, listing
from diplogame.rules.values import dataclass

MAX_LENGTH: Final = 8000
"""Most characters in a message."""
MAX_DEPTH: Final = 4
"""Deepest nesting of plural and select arms."""

Parameter: TypeAlias = int | str
"""A value for a placeholder: whole numbers for plurals, texts elsewhere."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What a placeholder may stand for.

    Attributes:
        kind: `text`, `number` or `choice`.
        choices: For choices, every value there is.
    """

    kind: str = "text"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A value to be put in; `start` and `end` mark its name in the source."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hash:
    """The `#` of the plural around it, whose placeholder is `name`."""

    name: str


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm of a plural or select; `start` and `end` mark its selector in the source."""

    selector: str
    message: Message
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Selection:
    """A plural or select. `plural` tells which."""

    name: str
    plural: bool
    arms: tuple[Arm, ...]
    start: int
    end: int


Part: TypeAlias = str | Placeholder | Hash | Selection
Message: TypeAlias = tuple[Part, ...]
"""A parsed message."""


class TextError(ValueError):
    """Raised by `parse` for a text that is no message; `fault` says where."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.start + 1}: {fault.message}")
        self.fault = fault


_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SELECTOR: Final = re.compile(r"=[0-9]{1,9}|[A-Za-z_][A-Za-z0-9_-]*")
_BLANK: Final = re.compile(r"[ \t\n]*")
_QUOTED: Final = re.compile(r"(?<!')'\{([A-Za-z_][A-Za-z0-9_]*)\}'(?!')")
_PLAIN: Final = re.compile(r"[^{}'#]+")


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def fail(self, message: str, start: int, end: int, help_: str = "") -> NoReturn:
        # A mark past the end of the text would point at nothing.
        end = min(end, len(self.text))
        raise TextError(Fault("text-syntax", message, min(start, end), end, help_))

    def blank(self) -> None:
        match = _BLANK.match(self.text, self.at)
        assert match is not None  # the pattern matches nothing as well
        self.at = match.end()

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def message(self, depth: int, number: str | None, opened: int) -> Message:
        """Up to the end of the text, or to the brace that closes an arm opened at `opened`."""
        parts: list[Part] = []
        plain: list[str] = []

        def flush() -> None:
            if plain:
                parts.append("".join(plain))
                plain.clear()

        while self.at < len(self.text):
            match = _PLAIN.match(self.text, self.at)
            if match is not None:
                plain.append(match.group())
                self.at = match.end()
                continue
            char = self.peek()
            if char == "'":
                plain.append(self.apostrophe(number is not None))
            elif char == "#":
                self.at += 1
                if number is None:
                    plain.append("#")
                else:
                    flush()
                    parts.append(Hash(number))
            elif char == "{":
                flush()
                parts.append(self.argument(depth, number))
            elif depth == 0:
                self.fail("this '}' closes nothing", self.at, self.at + 1, "write '}' in quotes")
            else:
                flush()
                return tuple(parts)
        if depth:
            self.fail("this '{' is never closed", opened, opened + 1)
        flush()
        return tuple(parts)

    def apostrophe(self, in_plural: bool) -> str:
        start = self.at
        following = self.text[start + 1 : start + 2]
        if following == "'":
            self.at += 2
            return "'"
        if following not in {"{", "}"} and not (following == "#" and in_plural):
            self.at += 1
            return "'"
        found: list[str] = []
        self.at += 1
        while self.at < len(self.text):
            char = self.text[self.at]
            self.at += 1
            if char != "'":
                found.append(char)
            elif self.peek() == "'":
                found.append("'")
                self.at += 1
            else:
                return "".join(found)
        help_ = "an apostrophe before a brace quotes it; write two apostrophes for one"
        message = "this quoting apostrophe is never closed"
        raise TextError(Fault("text-syntax", message, start, start + 1, help_))

    def argument(self, depth: int, number: str | None) -> Part:
        opened = self.at
        self.at += 1
        self.blank()
        match = _NAME.match(self.text, self.at)
        if match is None:
            help_ = "write {name}; a brace that is meant as such stands in apostrophes: '{'"
            self.fail("a placeholder's name is missing after '{'", opened, opened + 1, help_)
        name, start, end = match.group(), match.start(), match.end()
        self.at = end
        self.blank()
        if self.peek() == "}":
            self.at += 1
            return Placeholder(name, start, end)
        if self.peek() != ",":
            if self.at >= len(self.text):
                self.fail("this '{' is never closed", opened, opened + 1)
            self.fail(
                "a placeholder is {name}, {name, plural, ...} or {name, select, ...}",
                self.at,
                self.at + 1,
            )
        self.at += 1
        self.blank()
        match = _NAME.match(self.text, self.at)
        word = match.group() if match else ""
        if word not in {"plural", "select"}:
            help_ = did_you_mean(word, ["plural", "select"]) if word else ""
            message = "only 'plural' and 'select' are known here"
            self.fail(message, self.at, self.at + max(1, len(word)), help_)
        self.at += len(word)
        self.blank()
        if self.peek() != ",":
            self.fail(f"a ',' is missing after '{word}'", self.at, self.at + 1)
        self.at += 1
        if depth >= MAX_DEPTH:
            message = f"arms may be nested at most {MAX_DEPTH} deep"
            raise TextError(Fault("text-limit", message, opened, opened + 1))
        inner = name if word == "plural" else number
        return Selection(name, word == "plural", self.arms(depth, inner, opened), start, end)

    def arms(self, depth: int, number: str | None, opened: int) -> tuple[Arm, ...]:
        arms: list[Arm] = []
        while True:
            self.blank()
            if self.at >= len(self.text):
                self.fail("this '{' is never closed", opened, opened + 1)
            if self.peek() == "}":
                self.at += 1
                return tuple(arms)
            match = _SELECTOR.match(self.text, self.at)
            if match is None:
                help_ = "arms are written: one {...} other {...}"
                self.fail("the name of an arm is missing", self.at, self.at + 1, help_)
            self.at = match.end()
            self.blank()
            if self.peek() != "{":
                message = f"'{{' is missing after the arm '{match.group()}'"
                self.fail(message, match.start(), match.end())
            brace = self.at
            self.at += 1
            message_ = self.message(depth + 1, number, brace)
            self.at += 1
            arms.append(Arm(match.group(), message_, match.start(), match.end()))


def parse(text: str) -> Message:
    """Reads a message.

    Raises:
        TextError: The text is too long or no message.
    """
    if len(text) > MAX_LENGTH:
        message = f"a text may have at most {MAX_LENGTH} characters, this has {len(text)}"
        raise TextError(Fault("text-limit", message, MAX_LENGTH, len(text)))
    return _Parser(text).message(0, None, 0)


def check(text: str, slots: Mapping[str, Slot], language: str = "en") -> list[Fault]:
    """Everything wrong with a message, in order of place.

    Args:
        text: As written by the author, escapes decoded.
        slots: The placeholders there are for this text.
        language: Decides which plural arms make sense.
    """
    try:
        message = parse(text)
    except TextError as error:
        return [error.fault]
    faults: list[Fault] = []
    _check(message, slots, language, faults)
    for match in _QUOTED.finditer(text):
        if match[1] in slots:
            shown = f"in apostrophes, {{{match[1]}}} is shown as it is and not replaced"
            help_ = "use other quotation marks, or two apostrophes on each side"
            faults.append(Fault("text-quoted", shown, match.start(), match.end(), help_))
    return sorted(faults, key=lambda fault: fault.start)


def _check(message: Message, slots: Mapping[str, Slot], language: str, faults: list[Fault]) -> None:
    for part in message:
        if isinstance(part, (str, Hash)):
            continue
        slot = slots.get(part.name)
        if slot is None:
            help_ = did_you_mean(part.name, slots, "this text has no placeholders")
            if slots and help_ == "this text has no placeholders":
                help_ = listing(sorted(slots))
            text = f"unknown placeholder '{part.name}'"
            faults.append(Fault("text-unknown-placeholder", text, part.start, part.end, help_))
        if isinstance(part, Selection):
            _check_selection(part, slot, language, faults)
            for arm in part.arms:
                _check(arm.message, slots, language, faults)


def _check_selection(
    part: Selection, slot: Slot | None, language: str, faults: list[Fault]
) -> None:
    span = (part.start, part.end)
    if slot is not None and part.plural and slot.kind != "number":
        text = f"'{part.name}' is no number, so it has no plural"
        faults.append(Fault("text-type", text, *span, "use select"))
    elif slot is not None and not part.plural and slot.kind == "number":
        faults.append(Fault("text-type", f"'{part.name}' is a number", *span, "use plural"))
    seen: set[str] = set()
    for arm in part.arms:
        place = (arm.start, arm.end)
        if arm.selector in seen:
            faults.append(Fault("text-arm", f"the arm '{arm.selector}' is there twice", *place))
        seen.add(arm.selector)
        if part.plural:
            known: Sequence[str] = plurals.categories(language)
            if not arm.selector.startswith("=") and arm.selector not in known:
                text = f"the language '{language}' has no plural form '{arm.selector}'"
                faults.append(Fault("text-arm", text, *place, did_you_mean(arm.selector, known)))
        elif arm.selector.startswith("="):
            text = "arms like '=1' belong to plurals"
            faults.append(Fault("text-arm", text, *place))
        elif (
            slot is not None
            and slot.kind == "choice"
            and arm.selector not in {*slot.choices, "other"}
        ):
            text = f"'{part.name}' is never '{arm.selector}'"
            help_ = did_you_mean(arm.selector, slot.choices)
            faults.append(Fault("text-arm", text, *place, help_))
    if "other" not in seen:
        text = "the arm 'other' is missing"
        faults.append(Fault("text-arm", text, *span, "every plural and select needs other {...}"))


def placeholders(message: Message) -> frozenset[str]:
    """The names a message uses; a translation must use the same ones."""
    found: set[str] = set()
    for part in message:
        if isinstance(part, (Placeholder, Hash)):
            found.add(part.name)
        elif isinstance(part, Selection):
            found.add(part.name)
            for arm in part.arms:
                found |= placeholders(arm.message)
    return frozenset(found)


def format_message(message: Message, params: Mapping[str, Parameter], language: str = "en") -> str:
    """The message with its values. Total: a missing value shows as `{name}`."""
    return "".join(_text(part, params, language) for part in message)


def _text(part: Part, params: Mapping[str, Parameter], language: str) -> str:
    match part:
        case str():
            return part
        case Placeholder(name=name) | Hash(name):
            return str(params[name]) if name in params else f"{{{name}}}"
        case Selection(name=name, plural=plural, arms=arms):
            value = params.get(name, "")
            wanted = [str(value)]
            if plural and isinstance(value, int):
                wanted = [f"={value}", plurals.category(language, value)]
            by_name = {arm.selector: arm for arm in arms}
            chosen = next((by_name[each] for each in wanted if each in by_name), None)
            chosen = chosen or by_name.get("other")
            return "" if chosen is None else format_message(chosen.message, params, language)


def pick(seed: int, *key: int | str, n: int, last: int | None = None) -> int:
    """Which of `n` variants is used: a keyed SHA-256 hash, no generator and no state.

    Args:
        seed: The game's seed.
        key: What the text is for: round, seat, text id and the like.
        n: Number of variants, at least 1.
        last: The variant used last, which is avoided when there are others; None if unknown.

    Returns:
        An index from 0 to n - 1.
    """
    if n <= 1:
        return 0
    # Length before content: ("a", "bc") and ("ab", "c") must differ, 1 and "1" too.
    data = b"".join(
        b"%c%d:%s" % (b"i" if isinstance(each, int) else b"s", len(raw), raw)
        for each in (seed, *key)
        for raw in (str(each).encode("utf-8", "surrogatepass"),)
    )
    number = int.from_bytes(hashlib.sha256(b"variant:" + data).digest(), "big")
    if last is None or not 0 <= last < n:
        return number % n
    index = number % (n - 1)
    return index + 1 if index >= last else index
