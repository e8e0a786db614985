"""A pack with many mistakes is told all of them, each at its place."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from diplogame.packs.diagnostics import Diagnostic
from diplogame.packs.loader import check_pack
from diplogame.packs.source import read_folder

TINY = Path(__file__).parent.parent / "data" / "packs" / "tiny"


class Mistake(NamedTuple):
    """An edit; in `new`, `«...»` marks what the caret must stand under."""

    file: str
    old: str
    new: str
    code: str
    help: str = ""


PACK, EVENTS = "pack.toml", "events.toml"
TARN, REED = "delegations/tarn.toml", "delegations/reed.toml"
MISTAKES = (
    Mistake(PACK, 'version = "1.0.0"', 'version = «"1.0"»', "bad-value", "1.0.0"),
    Mistake(PACK, 'theme = "river"', '«theem» = "river"', "unknown-key", "'theme'"),
    Mistake(PACK, "rounds = 3\n", 'rounds = «"three"»\n', "wrong-type"),
    Mistake(PACK, 'kind = "majority"', 'kind = «"majorty"»', "bad-rule", "'majority'"),
    Mistake(PACK, "salience = 2", "salience = «20»", "out-of-range"),
    Mistake(PACK, 'short = "Weir"', 'short = «"The weir, by height"»', "wrong-length"),
    Mistake(PACK, 'kind = "aid"', 'kind = «"aidd"»', "unknown-value", "'aid'"),
    Mistake(PACK, "worth = { reed = 600 }", "worth = { «read» = 600 }", "unknown-delegation"),
    Mistake(PACK, "round == 1 and", "«rund» == 1 and", "condition-unknown-name", "'round'"),
    Mistake(PACK, "flag('storm')", "flag(«'strom'»)", "condition-unknown-id", "'storm'"),
    Mistake(PACK, 'opening = ["half",', 'opening = [«"halv"»,', "unknown-option", "'half'"),
    Mistake(EVENTS, "crisis >= 20 and", "crisis «=» 20 and", "condition-syntax", "=="),
    Mistake(EVENTS, "rounds = [2, 3]", "rounds = «[3, 2]»", "bad-value", "[2, 3]"),
    Mistake(EVENTS, 'what = "gauge", who', 'what = «"gage"», who', "unknown-value", "'gauge'"),
    Mistake(EVENTS, 'headline = "Rain', 'headline = "«\\u001b»[2JRain', "hostile-text"),
    Mistake(TARN, "weight = [55, 65]", "weight = [55, «650»]", "out-of-range"),
    Mistake(TARN, "rejects = { water = [", "rejects = { «wather» = [", "unknown-issue", "'water'"),
    Mistake(TARN, "trust('reed') >= 30", "trust('reed') >= «'low'»", "condition-type"),
    Mistake(TARN, 'act = "hold_out"', 'act = «"holdout"»', "unknown-value", "'hold_out'"),
    Mistake(TARN, 'rivals = ["reed"]', 'rivals = [«"reef"»]', "unknown-delegation", "'reed'"),
    Mistake(TARN, 'letter = "T"', 'letter = «"R"»', "duplicate-letter"),
    Mistake(REED, 'instrument = "toll"', 'instrument = «"mill-strike"»', "not-its-own", "toll"),
    Mistake(
        "lines/tarn.toml",
        "Welcome to {place}.",
        "Welcome to {«plaice»}.",
        "text-unknown-placeholder",
        "'place'",
    ),
    Mistake(
        "epilogues.toml",
        "option('water', 'half')",
        "option('water', «'lower'»)",
        "condition-unknown-id",
    ),
)


def broken() -> tuple[dict[str, str], list[tuple[Mistake, int, int, int]]]:
    """The pack with all mistakes, and line, column and end of each."""
    files = dict(read_folder(TINY).files)
    for mistake in MISTAKES:
        assert files[mistake.file].count(mistake.old) >= 1, mistake.old
        files[mistake.file] = files[mistake.file].replace(mistake.old, mistake.new, 1)
    places = []
    for name in files:
        left = [each for each in MISTAKES if each.file == name]
        lines = files[name].split("\n")
        for number, line in enumerate(lines, 1):
            while "«" in line:
                start = line.index("«")
                end = line.index("»") - 1
                mistake = next(each for each in left if each.new.split("\n")[0] in line)
                left.remove(mistake)
                line = line.replace("«", "", 1).replace("»", "", 1)
                places.append((mistake, number, start + 1, end + 1))
            lines[number - 1] = line
        assert not left
        files[name] = "\n".join(lines)
    return files, places


FILES, PLACES = broken()


def found() -> list[Diagnostic]:
    return [each for each in check_pack(FILES).diagnostics if each.severity == "error"]


def test_there_are_as_many_errors_as_mistakes() -> None:
    assert len(MISTAKES) >= 20
    wanted = sorted((m.file, m.code, line) for m, line, _, _ in PLACES)
    assert sorted((each.file, each.code, each.line) for each in found()) == wanted


@pytest.mark.parametrize("place", PLACES, ids=lambda each: f"{each[0].file}:{each[0].code}")
def test_each_mistake_is_marked_and_helped(place: tuple[Mistake, int, int, int]) -> None:
    mistake, line, start, end = place
    hits = [each for each in found() if (each.file, each.line) == (mistake.file, line)]
    assert [(each.code, each.column, each.end) for each in hits] == [(mistake.code, start, end)]
    assert mistake.help in hits[0].help


def test_the_report_shows_line_and_caret() -> None:
    text = check_pack(FILES).render()
    assert "delegations/tarn.toml" in text
    assert "\x1b" not in text
    lines = text.split("\n")
    at = next(i for i, each in enumerate(lines) if "'holdout'" in each)
    assert lines[at + 2].index('"holdout"') == lines[at + 3].index("^")


def test_a_file_that_is_no_toml_hides_nothing_in_the_others() -> None:
    files = dict(read_folder(TINY).files)
    files["events.toml"] = files["events.toml"].replace("rounds = [2, 3]", "rounds = [2, 3")
    files["delegations/reed.toml"] = files["delegations/reed.toml"].replace(
        'letter = "R"', 'letter = "Reed"'
    )
    codes = {each.code for each in check_pack(files).diagnostics if each.severity == "error"}
    assert codes == {"toml-syntax", "wrong-length"}


def test_an_unreadable_pack_file_makes_no_flood() -> None:
    files = dict(read_folder(TINY).files)
    files["pack.toml"] = "id ="
    errors = [each for each in check_pack(files).diagnostics if each.severity == "error"]
    assert [each.code for each in errors] == ["toml-syntax"]


def test_an_issue_with_a_fault_still_counts_as_there() -> None:
    files = dict(read_folder(TINY).files)
    files["pack.toml"] = files["pack.toml"].replace('short = "Water"', "short = 3")
    errors = [each for each in check_pack(files).diagnostics if each.severity == "error"]
    assert [each.code for each in errors] == ["wrong-type"]
