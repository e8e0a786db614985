"""`diplogame analyse` and `diplogame pack import`, as others script against them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diplogame.analysis import DEFINITIONS
from diplogame.cli import main

PROBLEM = {
    "title": "Two of a trade",
    "issues": [
        {"name": "Price", "values": ["low", "middle", "high"]},
        {"name": "Delivery", "values": ["now", "later"]},
    ],
    "parties": [
        {"party": "Buyer", "reserved": 0.35, "points": [[0.6, 0.3, 0], [0.4, 0.1]]},
        {"party": "Seller", "reserved": 0.35, "points": [[0, 0.3, 0.6], [0.1, 0.4]]},
    ],
}


@pytest.fixture
def problem(tmp_path: Path) -> Path:
    path = tmp_path / "trade.json"
    path.write_text(json.dumps(PROBLEM), encoding="utf-8")
    return path


def test_the_figures_of_a_file(problem: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", str(problem), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    # By hand: (1, .1) (.7, .4) (.4, .7) (.7, .4) (.4, .7) (.1, 1).
    assert found["parties"] == ["Buyer", "Seller"]
    assert (found["outcomes"], found["feasible"], found["pareto_size"]) == (6, 4, 4)
    assert (found["walk_aways"], found["pareto_in_zone"]) == ([0.35, 0.35], 2)
    for point in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian"):
        assert sorted(found[point]) == [0.4, 0.7]
    assert found["nash"] == [0.7, 0.4]
    assert found["packages"]["nash"] == {"Price": "low", "Delivery": "later"}
    assert found["opposition"] == pytest.approx((0.3**2 + 0.6**2) ** 0.5, abs=1e-5)
    assert found["opposition_share"] == pytest.approx(1 - 0.3 / 0.9, abs=1e-5)
    assert found["core"] == 4
    assert set(DEFINITIONS) <= set(found["definitions"])


def test_another_rule_feels_another_zone(problem: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", str(problem), "--json", "--rule", "consensus_minus_one"]) == 0
    assert json.loads(capsys.readouterr().out)["feasible"] == 6
    assert main(["analyse", str(problem), "--rule", "whoever"]) == 2
    assert "There is no decision rule 'whoever'" in capsys.readouterr().err


def test_every_number_for_people_has_its_definition(
    problem: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["analyse", str(problem)]) == 0
    shown = capsys.readouterr().out
    flat = " ".join(shown.split())
    for text in DEFINITIONS.values():
        assert text in flat
    assert "Nash: 0.700 0.400" in flat
    assert max(map(len, shown.splitlines())) <= 100


@pytest.mark.parametrize("pack", ["first-steps", "port-meridian"])
def test_the_figures_of_a_pack(pack: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for seed in ("1", "1", "2"):
        assert main(["analyse", pack, "--json", "--seed", seed]) == 0
        found.append(json.loads(capsys.readouterr().out))
    assert found[0] == found[1]
    assert found[0]["walk_aways"] != found[2]["walk_aways"]
    seats = len(found[0]["parties"])
    assert 0 < found[0]["feasible"] <= found[0]["outcomes"]
    for point in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian"):
        assert len(found[0][point]) == seats
        have = zip(found[0][point], found[0]["walk_aways"], strict=True)
        assert all(worth >= least for worth, least in have)


def test_a_problem_becomes_a_pack_that_is_sound_and_plays(
    problem: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "made"
    assert main(["pack", "import", str(problem), "-o", str(folder)]) == 0
    assert "2 parties, 2 issues" in capsys.readouterr().out
    assert main(["pack", "check", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["findings"] == []
    assert main(["watch", "--pack", str(folder), "--seed", "3", "--json"]) == 0
    played = json.loads(capsys.readouterr().out)
    assert played["outcome"]
    assert played["rounds"] >= 3
    # The figures of the pack are those of the problem, to a per cent.
    assert main(["analyse", str(folder), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["outcomes"], found["feasible"], found["pareto_size"]) == (6, 4, 4)
    assert main(["pack", "import", str(problem), "-o", str(folder)]) == 2
    assert "there is something there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"issues": [}', "trade.json:1:13: this is no JSON"),
        ('{"issues": []}', "there are no parties"),
    ],
)
@pytest.mark.parametrize("command", [["analyse"], ["pack", "import", "-o", "made"]])
def test_a_bad_file_is_told_with_its_place(
    command: list[str],
    text: str,
    message: str,
    problem: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    problem.write_text(text, encoding="utf-8")
    assert main([*command, str(problem)]) == 2
    shown = capsys.readouterr()
    assert message in shown.err
    assert not shown.out


HOSTILE = "\u202ehi\u009b31m\ttab\u200b"


@pytest.mark.parametrize("json_too", [[], ["--json"]])
def test_names_from_files_never_speak_to_the_terminal(
    json_too: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    item = f'<item value="{HOSTILE}{{}}" evaluation="{{}}"/>'
    for name, first, second in (("a", 1, 2), ("b", 2, 1)):
        (folder / f"{name}.xml").write_text(
            f'<utility_space><objective><issue index="1" name="{HOSTILE}">'
            + item.format(1, first)
            + item.format(2, second)
            + '</issue><weight index="1" value="1"/></objective></utility_space>',
            encoding="utf-8",
        )
    assert main(["analyse", str(folder), *json_too]) == 0
    assert main(["pack", "import", str(folder), "-o", str(tmp_path / "made")]) == 0
    bad = folder / "a.xml"
    text = bad.read_text(encoding="utf-8").replace('index="1"', f'index="{HOSTILE}"', 1)
    bad.write_text(text, encoding="utf-8")
    assert main(["analyse", str(folder)]) == 2
    shown = capsys.readouterr()
    assert "a.xml:1:" in shown.err
    for out in (shown.out, shown.err):
        assert not {each for each in out if each != "\n" and not each.isprintable()}


def test_nothing_of_that_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", "no-such-pack"]) == 2
    assert "no-such-pack" in capsys.readouterr().err
