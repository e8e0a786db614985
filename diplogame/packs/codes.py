"""Every code a pack finding can have: what it means, a sample that has it and one that has not.

Codes are stable: they may be named in documents, scripts and baselines. A test runs each sample, so
no code can outlive the check it stands for. What a sample is depends on its kind:

* `condition`, `text`: the string itself.
* `line`: a string where one displayable line is needed, in TOML quotes.
* `toml`: a file, checked against a model with `title` (line), `size` (0-9), `mood` (calm or tense)
  and `moves` (tables with `op`: `offer` with `amount`, or `leave`).
* `zip`: entries of an archive: name -> content.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from diplogame.packs.diagnostics import Severity
from diplogame.rules.values import dataclass

Kind = Literal["condition", "text", "line", "toml", "zip", "pack"]


@dataclass(frozen=True, slots=True)
class Code:
    """One code.

    Attributes:
        meaning: One sentence for the reference.
        kind: What the samples are.
        bad: A sample that must give this code.
        good: The same put right, which must give no finding.
        severity: How bad it is.
    """

    meaning: str
    kind: Kind
    bad: str | Mapping[str, str]
    good: str | Mapping[str, str]
    severity: Severity = "error"


_FINE: Final = 'title = "Straits"\nsize = 3\n'

CODES: Final[dict[str, Code]] = {
    # files
    "source-missing": Code(
        "The pack's folder or archive is not there, cannot be read, or holds no files.",
        "zip",
        {},
        {"pack.toml": ""},
    ),
    "source-name": Code(
        "A file's name is not portable: letters, digits, _ - . in plain ASCII, no .. and no /.",
        "zip",
        {"../pack.toml": ""},
        {"pack.toml": ""},
    ),
    "source-link": Code(
        "Packs hold plain files only: no links, devices or pipes.",
        "zip",
        {"link->pack.toml": ""},
        {"pack.toml": ""},
    ),
    "source-limit": Code(
        "The pack has too many files, or a file or the whole is too large.",
        "zip",
        {f"{number}.md": "" for number in range(2001)},  # a large file would stay in memory
        {"small.toml": "#"},
    ),
    "source-encrypted": Code(
        "An archive must not be encrypted.",
        "zip",
        {"encrypted!pack.toml": ""},
        {"pack.toml": ""},
    ),
    "source-duplicate": Code(
        "Two files have the same name but for capital letters.",
        "zip",
        {"Pack.toml": "", "pack.toml": ""},
        {"pack.toml": "", "press.toml": ""},
    ),
    "source-encoding": Code(
        "A file is not UTF-8.",
        "zip",
        {"pack.toml": "latin1!é"},
        {"pack.toml": "# é"},
    ),
    "source-damaged": Code(
        "An archive is damaged, or packed by a method that is not supported.",
        "zip",
        {"damaged!pack.toml": ""},
        {"pack.toml": ""},
    ),
    "source-ignored": Code(
        "A file of another kind than .toml, .md and .txt is not read.",
        "zip",
        {"pack.toml": "", "flag.png": ""},
        {"pack.toml": ""},
        severity="note",
    ),
    # TOML
    "toml-syntax": Code("The file is no TOML 1.1.", "toml", "title = Straits\n", _FINE),
    "toml-duplicate": Code("A key or table is defined twice.", "toml", _FINE + "size = 4\n", _FINE),
    # schema
    "unknown-key": Code(
        "The key means nothing here, so it would have no effect.",
        "toml",
        'titel = "Straits"\nsize = 3\n',
        _FINE,
    ),
    "missing-key": Code("A key that is needed is not there.", "toml", "size = 3\n", _FINE),
    "wrong-type": Code(
        "The value is of another type than needed.",
        "toml",
        'title = "Straits"\nsize = "3"\n',
        _FINE,
    ),
    "unknown-value": Code(
        "The value is none of those that are known here.",
        "toml",
        _FINE + 'mood = "tens"\n',
        _FINE + 'mood = "tense"\n',
    ),
    "out-of-range": Code(
        "The number is too small or too large.", "toml", 'title = "Straits"\nsize = 10\n', _FINE
    ),
    "wrong-length": Code(
        "The text or list is too short or too long.", "toml", 'title = ""\nsize = 3\n', _FINE
    ),
    "bad-value": Code(
        "The value breaks a rule that the message states.",
        "toml",
        'title = "straits"\nsize = 3\n',
        _FINE,
    ),
    "hostile-text": Code(
        "A control, bidirectional, invisible or private character may not be in a text.",
        "line",
        '"Straits \\u001b]0;title"',
        '"Straits"',
    ),
    # conditions
    "condition-syntax": Code(
        "The condition is not of the language.", "condition", "round = 4", "round == 4"
    ),
    "condition-limit": Code(
        "The condition is too long, too deep or too large.",
        "condition",
        "(" * 50 + "tense" + ")" * 50,
        "(tense)",
    ),
    "condition-unknown-name": Code(
        "The condition reads a name that is not declared.",
        "condition",
        "rond == 4",
        "round == 4",
    ),
    "condition-unknown-function": Code(
        "The condition calls a function that is not declared.",
        "condition",
        "trusst('norland') < 30",
        "trust('norland') < 30",
    ),
    "condition-unknown-id": Code(
        "The condition speaks of a delegation, issue, option or flag that does not exist.",
        "condition",
        "trust('norlad') < 30",
        "trust('norland') < 30",
    ),
    "condition-arguments": Code(
        "A function is called with the wrong number or kind of arguments.",
        "condition",
        "trust() < 30",
        "trust('norland') < 30",
    ),
    "condition-type": Code(
        "A part of the condition has another type than needed.",
        "condition",
        "round > 'four'",
        "round > 4",
    ),
    # texts
    "text-syntax": Code(
        "The text's braces or placeholders are written wrongly.",
        "text",
        "The {speaker rose.",
        "The {speaker} rose.",
    ),
    "text-limit": Code(
        "The text is too long or its arms are nested too deeply.",
        "text",
        "{n, plural, other {" * 5 + "#" + "}}" * 5,
        "{n, plural, other {#}}",
    ),
    "text-unknown-placeholder": Code(
        "The text uses a placeholder that it is not given.",
        "text",
        "{spaker} rose.",
        "{speaker} rose.",
    ),
    "text-quoted": Code(
        "A placeholder stands in apostrophes, so it is shown as it is and not replaced.",
        "text",
        "'{speaker}' rose.",
        "''{speaker}'' rose.",
        severity="warning",
    ),
    "text-type": Code(
        "A plural needs a number, a select needs a text or a choice.",
        "text",
        "{speaker, plural, other {#}}",
        "{n, plural, one {# ship} other {# ships}}",
    ),
    "text-arm": Code(
        "An arm of a plural or select is unknown, there twice, or 'other' is missing.",
        "text",
        "{mood, select, clam {quietly} other {loudly}}",
        "{mood, select, calm {quietly} other {loudly}}",
    ),
}
