"""How findings look, and that they stand where the mistake is."""

from __future__ import annotations

import json
from typing import Annotated, Literal

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, StrictInt, ValidationError

from diplogame.packs.clean import CleanLine, faults
from diplogame.packs.diagnostics import Diagnostic, Pointer, Report
from diplogame.packs.fault import Fault, did_you_mean, suggest
from diplogame.packs.locate import TomlFile
from diplogame.packs.translate import from_validation


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Offer(Strict):
    op: Literal["offer"]
    issue: CleanLine
    amount: Annotated[StrictInt, Field(ge=0, le=9)] = 0


class Flag(Strict):
    op: Literal["set_flag"]
    # Called like a tag of the union, which must not confuse the locations.
    offer: CleanLine


class Rule(Strict):
    id: CleanLine
    do: Annotated[Offer | Flag, Field(discriminator="op")]
    mood: Literal["calm", "tense"] = "calm"


class Seat(Strict):
    name: CleanLine
    weight: StrictInt = 1
    notes: dict[str, CleanLine] = {}
    voice: CleanLine | None = None


class Sheet(Strict):
    title: CleanLine
    rule: tuple[Rule, ...] = ()
    seat: dict[str, Seat] = {}
    tags: tuple[CleanLine, ...] = Field(default=(), max_length=2)


def report(text: str) -> Report:
    file = TomlFile("sheet.toml", text)
    found = Report({"sheet.toml": text})
    found.extend(file.read())
    if found.ok:
        try:
            Sheet.model_validate(file.data)
        except ValidationError as error:
            found.extend(from_validation(error, file, Sheet))
    return found


def lines(text: str) -> list[str]:
    """Place, code, message, what is marked, help of each finding."""
    source = text.split("\n")
    return [
        f"{each.line} {each.code}: {each.message} "
        f"[{source[each.line - 1][each.column - 1 : each.end - 1]}] {each.help}".rstrip()
        for each in report(text).diagnostics
    ]


def test_a_finding_shows_line_caret_and_help() -> None:
    text = 'title = "x"\n[[rule]]\nid = "r"\ndo = { op = "ofer", issue = "tariff" }\n'
    assert report(text).render() == (
        "sheet.toml:4:13: error[unknown-value]: unknown 'op' 'ofer'; known: offer, set_flag\n"
        "  |\n"
        '4 | do = { op = "ofer", issue = "tariff" }\n'
        "  |             ^^^^^^\n"
        "  = help: did you mean 'offer'?\n"
    )


def test_every_mistake_is_found_at_its_own_place() -> None:
    text = """\
titel = "x"
tags = ["a", "b", "c"]
[[rule]]
id = 7
do = { op = "offer", issue = "a\\u001bb", amount = 12, amonut = 3 }
mood = "tens"
[[rule]]
id = "r"
do = { op = "set_flag", offer = 3 }
[[rule]]
id = "s"
do = { issue = "x" }
[[rule]]
do = { op = "offer" }
[seat.norland]
nmae = "Norland"
wieght = 2
voice = 1
notes = { a = "fine", b = true }
[seat.sudland]
"""
    assert lines(text) == [
        "1 unknown-key: unknown key 'titel', and 'title' is missing [titel] did you mean 'title'?",
        '2 wrong-length: this needs at most 2 entries, has 3 [["a", "b", "c"]]',
        "4 wrong-type: a text in quotes is needed, this is a whole number [7]",
        "5 hostile-text: control character U+001B at character 2 may not be in a text [\\u001b]",
        "5 out-of-range: 12 must be at most 9 [12]",
        "5 unknown-key: unknown key 'amonut' [amonut] known: amount, issue, op",
        (
            "6 unknown-value: unknown value 'tens'; known: calm, tense [\"tens\"] "
            "did you mean 'tense'?"
        ),
        "9 wrong-type: a text in quotes is needed, this is a whole number [3]",
        "12 missing-key: the key 'op' is missing in [rule.2.do] [do]",
        "13 missing-key: the key 'id' is missing in [rule.3] [rule]",
        "14 missing-key: the key 'issue' is missing in [rule.3.do] [do]",
        "16 unknown-key: unknown key 'nmae', and 'name' is missing [nmae] did you mean 'name'?",
        "17 unknown-key: unknown key 'wieght' [wieght] did you mean 'weight'?",
        "18 wrong-type: a text in quotes is needed, this is a whole number [1]",
        "19 wrong-type: a text in quotes is needed, this is true or false [true]",
        "20 missing-key: the key 'name' is missing in [seat.sudland] [sudland]",
    ]


def test_syntax_errors_have_a_place_and_help() -> None:
    assert lines("title = Straits\n") == [
        (
            "1 toml-syntax: invalid value [S] texts stand in quotes; True and False are written "
            "true and false"
        )
    ]
    assert report("title = 'x\n").diagnostics[0].line in {1, 2}
    assert report("a = " + "[" * 3000 + "]" * 3000).diagnostics[0].code == "toml-syntax"
    assert report("a = " + "[" * 40 + "]" * 40).diagnostics[0].code == "toml-syntax"


def test_what_is_defined_twice_points_at_the_first() -> None:
    text = 'title = "x"\n[seat.a]\nname = "a"\n[seat.a]\n'
    (found,) = report(text).diagnostics
    assert (found.code, found.line, found.column) == ("toml-duplicate", 4, 7)
    assert found.message == "'seat.a' is defined twice"
    assert found.also == Pointer("first defined here", "sheet.toml", 2, 7)
    assert "  = note: first defined here: sheet.toml:2:7\n" in report(text).render()
    (found,) = report('title = "x"\ntitle = "y"\n').diagnostics
    assert found.also == Pointer("first defined here", "sheet.toml", 1, 1)


def test_faults_inside_strings_are_marked_inside() -> None:
    text = 'when = """\n  tense and \\u0074rn > 3"""\n'
    file = TomlFile("a.toml", text)
    assert file.read() == []
    meant = file.data["when"]
    start = meant.index("trn")
    found = file.within(("when",), Fault("condition-unknown-name", "unknown", start, start + 3))
    assert (found.line, found.column, found.end) == (2, 13, 21)
    found = file.within(("nowhere",), Fault("condition-unknown-name", "unknown", 0, 1))
    assert (found.line, found.column) == (1, 1)


def plain(number: int, message: str = "bad", line: int = 1, **more: object) -> list[Diagnostic]:
    return [
        Diagnostic("bad-value", "error", message, "a.toml", line, column + 1, column + 2, **more)  # type: ignore[arg-type]
        for column in range(number)
    ]


def test_a_flood_is_folded_and_capped() -> None:
    folded = Report({"a.toml": "abcdefghijkl"})
    folded.extend(plain(10))
    assert folded.render().count("a.toml:1:") == 3
    assert "  = note: and 7 more of the same, lines 1, 1, 1, 1, 1, 1, 1\n" in folded.render()
    many = Report()
    for number in range(80):
        many.add(Diagnostic("bad-value", "warning", f"w{number:02}", "a.toml", number + 1, 1, 2))
    many.add(Diagnostic("bad-value", "error", "the error", "z.toml", 1, 1, 2))
    shown = many.render()
    assert shown.endswith("... and 31 more\n")
    assert "the error" in shown
    assert many.summary(12) == "checked 12 files: 1 error, 80 warnings"


def test_findings_are_ordered_by_place_and_counted_once() -> None:
    found = plain(3)
    one, two = Report(), Report()
    one.extend([*found, *found])
    two.extend(reversed(found))
    assert one.diagnostics == two.diagnostics == tuple(found)
    assert one.count("error") == 3
    assert Report().ok
    assert Report().render() == ""


def test_carets_stand_under_wide_marked_and_tabbed_text() -> None:
    text = "\t'日本' = e\u0301x"
    found = Report({"a.toml": text})
    start = text.index("x") + 1
    found.add(Diagnostic("bad-value", "error", "m", "a.toml", 1, start, start + 1))
    excerpt, carets = found.render().split("\n")[2:4]
    # 4 for the tab, 1 + 4 + 1 for the quoted word, 3 for ' = ', 1 for the accented letter.
    assert carets == "  | " + " " * (4 + 6 + 3 + 1) + "^"
    assert excerpt == "1 |     '日本' = e\u0301x"


def test_long_lines_are_cut_around_the_caret() -> None:
    text = "a" * 300 + "X" + "b" * 300
    found = Report({"a.toml": text})
    found.add(Diagnostic("bad-value", "error", "m", "a.toml", 1, 301, 302))
    excerpt, carets = found.render().split("\n")[2:4]
    assert len(excerpt) < 120
    assert excerpt[carets.index("^")] == "X"


def test_hostile_text_never_reaches_the_terminal() -> None:
    evil = "\x1b]0;x\x07\u202e[red]\n\x9b"
    found = Report({evil: evil * 3, "a.toml": evil})
    found.add(
        Diagnostic("bad-value", "error", evil, evil, 1, 2, 3, evil, Pointer(evil, evil, 1, 1))
    )
    found.add(Diagnostic("bad-value", "error", evil, "a.toml", 1, 2, 3))
    assert faults(found.render()) == []
    assert faults(found.to_annotations()) == []
    assert "\\u001b" in json.dumps(found.to_json())


def test_machines_get_json_and_annotations() -> None:
    found = Report()
    found.extend(plain(1, "a, 100%\nbad", help="do: it", also=Pointer("see", "b.toml", 3, 4)))
    assert found.to_json() == {
        "errors": 1,
        "warnings": 0,
        "notes": 0,
        "findings": [
            {
                "code": "bad-value",
                "severity": "error",
                "message": "a, 100%\nbad",
                "file": "a.toml",
                "line": 1,
                "column": 1,
                "end": 2,
                "help": "do: it",
                "also": {"message": "see", "file": "b.toml", "line": 3, "column": 4},
            }
        ],
    }
    assert found.to_annotations() == (
        "::error file=a.toml,line=1,col=1::[bad-value] a, 100%25%0Abad (do: it)\n"
    )


def test_suggestions_are_close_or_absent() -> None:
    words = ["norland", "sudland", "tariff", "Quota"]
    assert suggest("norlad", words) == "norland"
    assert suggest("quota", words) == "Quota"
    assert suggest("x", words) is None
    assert suggest("", words) is None
    assert did_you_mean("zzz", ["b", "a"]) == "known: a, b"
    assert did_you_mean("zzz", [str(n) for n in range(10, 22)]).endswith("and 4 more")


pieces = st.sampled_from(
    [
        *("title", "rule", "seat", "tags", "id", "do", "op", "offer", "issue", "name", "nmae"),
        *("=", "=", "=", "[", "]", "[[rule]]", "[seat.a]", "{", "}", ",", "\n", "\n", '"x"'),
        *('"offer"', "3", "true", "1.5", "1979-05-27", "'''", '"\\u001b"', "é", "#"),
    ]
)


@settings(max_examples=600, deadline=None)
@given(st.lists(pieces, max_size=30).map(" ".join))
def test_any_text_gives_findings_that_can_be_shown(text: str) -> None:
    found = report(text)
    shown = found.render()
    assert bool(shown) == bool(found.diagnostics)
    for each in found.diagnostics:
        assert 1 <= each.line <= text.count("\n") + 1
        assert 1 <= each.column <= each.end


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.characters(), max_size=30),
    st.integers(-3, 40),
    st.integers(-3, 40),
    st.integers(-3, 40),
)
def test_rendering_never_fails(text: str, line: int, column: int, end: int) -> None:
    found = Report({"a": text})
    found.add(Diagnostic("bad-value", "error", text, "a", line, column, end, text))
    assert faults(found.render()) == []
