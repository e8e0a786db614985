"""The lexical layer of the condition language: what may be written at all.

`scan` reads an expression into tokens and checks that values and operators alternate and that
brackets close. Afterwards the text is a plain subset of Python, so `ast.parse` can neither warn nor
meet anything surprising, and messages do not change with the Python version. Guarantee: `scan`
raises `SyntaxFault` and nothing else.
"""

from __future__ import annotations

import keyword
import re
from typing import Final, NamedTuple, NoReturn

from diplogame.packs.fault import Fault
from diplogame.rules.conditions import LIMIT, MAX_DEPTH

MAX_LENGTH: Final = 2000
"""Most characters in an expression."""


class SyntaxFault(Exception):  # noqa: N818 - it carries a Fault, the word used for all packs
    """Raised for text that is not of the language; `fault` says where and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Token(NamedTuple):
    """One token; `kind` is number, string, name, operator (also and, or, not, in) or end."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """One past the last character."""
        return self.start + len(self.text)


_TOKEN: Final = re.compile(
    r"(?P<space>[ \t\n]+)"
    r"|(?P<number>[0-9]+(?:_[0-9]+)*)"
    r"|(?P<word>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<string>'(?:(?!['\\])[^\x00-\x1f\x7f-\x9f\ud800-\udfff])*'"
    r'|"(?:(?!["\\])[^\x00-\x1f\x7f-\x9f\ud800-\udfff])*")'
    r"|(?P<operator>==|!=|<=|>=|//|[-+*%<>()\[\],])(?![=])"
)
_WORDS: Final = frozenset({"and", "or", "not", "in"})
_BINARY: Final = frozenset(
    ["==", "!=", "<", "<=", ">", ">=", "//", "+", "-", "*", "%", "and", "or", "in"]
)
# Longest first: the first that fits is what the author meant.
_FOREIGN: Final = (
    ("===", "compare with =="),
    ("=<", "write <="),
    ("=>", "write >="),
    (":=", "compare with =="),
    ("+=", "a condition changes nothing"),
    ("-=", "a condition changes nothing"),
    ("&&", "write 'and'"),
    ("||", "write 'or'"),
    ("<>", "write !="),
    ("**", "there are no powers here"),
    ("=", "compare with =="),
    ("&", "write 'and'"),
    ("|", "write 'or'"),
    ("!", "write 'not'"),
    ("/", "whole numbers are divided with //"),
    ("≠", "write !="),
    ("≤", "write <="),
    ("≥", "write >="),
    ("“", "use straight quotes: \" or '"),
    ("”", "use straight quotes: \" or '"),
    ("‘", "use straight quotes: \" or '"),
    ("’", "use straight quotes: \" or '"),
    ("\\", "there are no escapes in a condition"),
    (".", "names have no parts; numbers have no fraction"),
    ("#", "a condition has no comments; put one behind the TOML value"),
    ("{", "there are no braces in a condition"),
    (";", "join conditions with 'and'"),
)
_REFUSED_WORDS: Final = {
    "is": "compare with ==",
    "None": "there is no empty value; ask a function that says whether it is there",
    "if": "use and / or",
    "else": "use and / or",
}


def _fail(code: str, message: str, start: int, end: int, help_: str = "") -> NoReturn:
    raise SyntaxFault(Fault(code, message, start, end, help_))


def _unreadable(text: str, at: int) -> NoReturn:
    if text[at] in "'\"":
        closing = text.find(text[at], at + 1)
        if closing < 0 or "\n" in text[at:closing]:
            _fail("condition-syntax", "this text has no closing quote", at, at + 1)
        message = "a text in a condition holds no backslashes and no control characters"
        _fail("condition-syntax", message, at, closing + 1)
    for written, help_ in _FOREIGN:
        if text.startswith(written, at):
            _fail("condition-syntax", f"unexpected '{written}'", at, at + len(written), help_)
    shown = text[at] if text[at].isprintable() else f"U+{ord(text[at]):04X}"
    _fail("condition-syntax", f"unexpected '{shown}'", at, at + 1)


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        # `<>` and `**` are made of operators, but are none.
        if match is None or text.startswith(("<>", "**"), at):
            _unreadable(text, at)
        kind, word = match.lastgroup or "", match.group()
        if kind == "number":
            _check_number(text, word, at, match.end())
        elif kind == "word":
            if keyword.iskeyword(word) and word not in _WORDS | {"True", "False"}:
                help_ = _REFUSED_WORDS.get(word, "")
                _fail("condition-syntax", f"'{word}' may not be used here", at, match.end(), help_)
            kind = "operator" if word in _WORDS else "name"
        if kind != "space":
            found.append(Token(kind, word, at))
        at = match.end()
    return found


def _check_number(text: str, word: str, start: int, end: int) -> None:
    stop = end
    while stop < len(text) and (text[stop].isalnum() or text[stop] in "._"):
        stop += 1
    if stop > end:
        _fail(
            "condition-syntax",
            f"'{text[start:stop]:.40}' is no whole number",
            start,
            stop,
            "numbers are whole; shares are per mille or out of 10 000",
        )
    if len(word) > 1 and word.startswith("0"):
        _fail("condition-syntax", "a number may not start with 0", start, end)
    if int(word) > LIMIT:
        _fail("condition-limit", f"a number may not exceed {LIMIT}", start, end)


def scan(text: str) -> list[Token]:
    """The tokens of an expression whose values, operators and brackets fit together.

    Raises:
        SyntaxFault: The text is too long, or not of the language.
    """
    if len(text) > MAX_LENGTH:
        message = f"a condition may have at most {MAX_LENGTH} characters, this has {len(text)}"
        _fail("condition-limit", message, MAX_LENGTH, len(text), "split it into several rules")
    tokens = _tokens(text)
    if not tokens:
        _fail("condition-syntax", "the condition is empty", 0, len(text))
    _Grammar(text).check(tokens)
    return tokens


class _Grammar:
    """Walks the tokens once, remembering only open brackets and whether a value must follow."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open: list[tuple[Token, bool]] = []  # bracket, whether it belongs to a call
        self.prefixes = 0
        self.joining = False  # between the two words of 'not in'
        self.previous = Token("end", "", 0)

    def check(self, tokens: list[Token]) -> None:
        value_expected = True
        for index, token in enumerate(tokens):
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            if value_expected:
                value_expected = self._value(token)
            else:
                value_expected = self._operator(token, following)
            self.previous = token
            if len(self.open) + self.prefixes > MAX_DEPTH:
                _fail(
                    "condition-limit",
                    f"a condition may be nested at most {MAX_DEPTH} deep",
                    token.start,
                    token.end,
                    "split it into several rules",
                )
        if value_expected:
            last = self.previous
            message = f"a value is missing after '{last.text}'"
            _fail("condition-syntax", message, last.start, last.end)
        if self.open:
            bracket = self.open[-1][0]
            message = f"this '{bracket.text}' is never closed"
            _fail("condition-syntax", message, bracket.start, bracket.end)

    def _value(self, token: Token) -> bool:
        if token.kind in {"name", "number", "string"}:
            self.prefixes = 0
            return False
        if token.text in {"not", "-"}:
            self.prefixes += 1
            return True
        if token.text == "(" or (token.text == "[" and self.previous.text == "in"):
            self.open.append((token, False))
            return True
        if token.text == ")" and self.previous.text == "(" and self.open[-1][1]:
            self.open.pop()
            return False
        if token.text == "in" and self.joining:
            self.joining = False
            return True
        if token.text == "[":
            message = "a list may only follow 'in'"
        elif self.previous.text and token.text != "in":
            message = f"a value is missing between '{self.previous.text}' and '{token.text}'"
        else:
            message = f"a value is missing before '{token.text}'"
        _fail("condition-syntax", message, token.start, token.end)

    def _operator(self, token: Token, following: Token | None) -> bool:
        self.prefixes = 0
        if token.text in _BINARY:
            return True
        if token.text == "not" and following is not None and following.text == "in":
            self.joining = True
            return True
        if token.text == "(" and self.previous.kind == "name":
            self.open.append((token, True))
            return True
        if token.text in {")", "]"} and self.open:
            bracket, _ = self.open[-1]
            if bracket.text + token.text in {"()", "[]"}:
                self.open.pop()
                return False
        if token.text in {")", "]"}:
            message = f"this '{token.text}' closes nothing"
            _fail("condition-syntax", message, token.start, token.end)
        if token.text == "," and self.open and (self.open[-1][1] or self.open[-1][0].text == "["):
            return True
        if token.text == ",":
            _fail(
                "condition-syntax",
                "unexpected ','",
                token.start,
                token.end,
                "join conditions with 'and'",
            )
        help_ = ""
        if token.kind == "name" and token.text.lower() in _WORDS:
            help_ = f"write '{token.text.lower()}' in small letters"
        message = f"an operator is missing before '{token.text:.40}'"
        _fail("condition-syntax", message, token.start, token.end, help_)
