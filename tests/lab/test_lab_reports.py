"""Reports of the lab: figures that are right, shapes that others can rely on, texts that do no harm."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from lab_support import TINY, tiny, tiny_study

from diplogame.cli import main
from diplogame.lab import pages, pages_reach
from diplogame.lab.as_html import as_html
from diplogame.lab.as_text import as_text, cells
from diplogame.lab.balance import balance
from diplogame.lab.calibrate import calibrate
from diplogame.lab.coverage import coverage
from diplogame.lab.document import Bars, Document, Prose, Section, Spans, Table
from diplogame.lab.features import impossible
from diplogame.lab.lineup import balance_jobs
from diplogame.lab.stats import mean, quantile, share, student
from diplogame.lab.study import Study
from diplogame.lab.targets import Target, as_json, targets
from diplogame.packs.loader import LoadedPack
from diplogame.rules.conditions import Call, Compare, Const, Name
from diplogame.rules.conference import Clubs, Effect, HoldOut, ScriptRule, Twist, WalkOut
from diplogame.rules.conference.kinds import Range


@pytest.fixture(scope="module")
def study() -> Study:
    return Study(tiny(), tiny_study())


def whole_report(study: Study) -> dict[str, Any]:
    data = balance(study)
    data["targets"] = as_json(targets(data, coverage(study)))
    return data


def by_id(rows: list[Target]) -> dict[str, Target]:
    return {row.id: row for row in rows}


# --- statistics -------------------------------------------------------------------------------------


def test_a_mean_has_students_interval() -> None:
    found = mean([1, 2, 3, 4, 5])
    assert found is not None
    assert found.mean == 3
    # s = sqrt(2.5), t(4) = 2.776: 3 +/- 2.776 * sqrt(2.5 / 5).
    assert (round(found.low, 3), round(found.high, 3)) == (1.037, 4.963)
    assert mean([]) is None
    one = mean([7])
    assert one is not None
    assert not one.certain


@pytest.mark.parametrize(
    ("freedom", "expected"), [(1, 12.706), (30, 2.042), (31, 2.0395), (60, 2.0003), (500, 1.9647)]
)
def test_students_t_is_that_of_the_tables(freedom: int, expected: float) -> None:
    assert student(freedom) == pytest.approx(expected, abs=0.0006)


def test_a_share_has_wilsons_interval() -> None:
    found = share(8, 10)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (0.4902, 0.9433)
    none = share(0, 10)
    assert none is not None
    assert none.low == 0
    assert 0.27 < none.high < 0.28
    assert share(0, 0) is None


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    dice = random.Random(5)
    held = 0
    for _ in range(400):
        found = share(sum(dice.random() < 0.3 for _ in range(40)), 40)
        assert found is not None
        held += found.low <= 0.3 <= found.high
    assert 360 <= held <= 396


def test_quantiles_are_interpolated() -> None:
    assert quantile([1, 2, 3, 4], 50) == 2.5
    assert (quantile([5], 99), quantile([3, 1, 2], 0), quantile([3, 1, 2], 100)) == (5, 1, 3)


# --- shapes -----------------------------------------------------------------------------------------

BALANCE = (
    "format version pack title rules engine games difficulty adoption unanimous range bots seats "
    "minds random middle feasible verbs levels steps defects targets"
)
COVERAGE = (
    "format version pack title rules texts engine games enough complete reached conditions flags "
    "options event_kinds_never"
)
CALIBRATION = "format version pack title rules engine of games kinds all honest"


def test_the_json_of_reports_has_the_keys_that_are_documented(root: Path, study: Study) -> None:
    reports = [whole_report(study), coverage(study), calibrate(study, "all")]
    assert [" ".join(report) for report in reports] == [BALANCE, COVERAGE, CALIBRATION]
    documented = (root / "docs" / "lab.md").read_text(encoding="utf-8")
    for report in reports:
        assert json.loads(json.dumps(report)) == report
        for key in report:
            assert f"`{key}`" in documented, key
    for key in tiny_study()[0]:
        assert f"`{key}`" in documented, key


def test_a_report_does_not_depend_on_the_order_of_games(study: Study) -> None:
    records = list(tiny_study())
    random.Random(1).shuffle(records)
    other = Study(tiny(), records)
    assert whole_report(other) == whole_report(study)
    assert coverage(other) == coverage(study)
    assert calibrate(other) == calibrate(study)


def test_reports_of_no_games_say_that_nothing_is_known() -> None:
    empty = Study(tiny(), [])
    data = whole_report(empty)
    assert {row["status"] for row in data["targets"]} == {"open"}
    for page in (
        pages.balance_page(data),
        pages_reach.coverage_page(coverage(empty)),
        pages_reach.calibration_page(calibrate(empty)),
    ):
        assert as_text(page)
        assert as_html(page)


def test_every_bot_and_level_is_in_the_balance_report(study: Study) -> None:
    data = balance(study)
    jobs = list(balance_jobs(tiny().conference, 4, difficulties=("envoy", "novice")))
    assert data["games"] == len(jobs) == len(tiny_study())
    assert len(data["bots"]) == 7
    assert all(bot["score"]["games"] == 4 for bot in data["bots"])
    assert [level["difficulty"] for level in data["levels"]] == ["novice", "envoy"]
    assert data["defects"] == []
    winning = data["verbs"]["winning"]
    assert not winning or sum(winning.values()) == pytest.approx(1, abs=0.01)
    assert not {"ballot", "rest", "pass", "yield", "come"} & set(data["verbs"]["all"])


# --- targets ----------------------------------------------------------------------------------------


def good() -> tuple[dict[str, Any], dict[str, Any]]:
    """Figures of a pack that meets every target."""

    def portion(value: float) -> dict[str, Any]:
        return {"share": value, "low": value, "high": value, "part": 0, "games": 50}

    lead = {"mean": 500.0, "low": 400.0, "high": 600.0, "games": 50}
    seat = {
        "seat": "x",
        "name": "X",
        "votes": True,
        "best": {"bot": "broker", "margin": lead, "beats_par": {**portion(0.6), "part": 30}},
    }
    figures = {
        "games": 450,
        "range": {"low": 2000, "high": 6000, "width": 4000},
        "bots": [{"bot": "hawk", "broker_lead": lead}, {"bot": "broker", "broker_lead": None}],
        "random": {"no_consensus": portion(0.7)},
        "middle": {"rejected": portion(0.95), "rejected_at_end": portion(0.9)},
        "verbs": {"winning": {"meet": 0.2, "offer": 0.1}, "orders": 900, "winners": 50},
        "unanimous": True,
        "feasible": {
            "games": 50,
            "median": 0.03,
            "low": 0.02,
            "high": 0.04,
            "empty": portion(0.0),
        },
        "minds": {"late": portion(0.5)},
        "seats": [seat],
        "steps": [
            {"easier": one, "harder": two, "field": lead, "bots": {"broker": lead}}
            for one, two in (("novice", "envoy"), ("envoy", "ambassador"))
        ],
        "defects": [],
    }
    return figures, {"games": 450, "enough": False, "reached": {"events": {"all": 3, "never": []}}}


def test_a_good_pack_meets_every_target() -> None:
    assert {row.status for row in targets(*good())} == {"met"}


@pytest.mark.parametrize(
    ("target", "path", "value"),
    [
        ("broker-leads", ("bots", 0, "broker_lead", "mean"), 399.0),
        ("random-fails", ("random", "no_consensus", "share"), 0.59),
        ("middle-rejected", ("middle", "rejected", "share"), 0.89),
        ("verb-share", ("verbs", "winning", "meet"), 0.36),
        ("feasible", ("feasible", "median"), 0.07),
        ("feasible", ("feasible", "median"), 0.001),
        ("feasible", ("unanimous",), False),
        ("late-deals", ("minds", "late", "share"), 0.3),
        ("beats-par", ("seats", 0, "best", "beats_par", "part"), 24),
        ("difficulty-felt", ("steps", 1, "field", "mean"), 0.0),
        ("difficulty-felt", ("steps", 0, "bots", "broker", "mean"), -1.0),
        ("no-defects", ("defects",), [{"game": "g", "what": "w"}]),
    ],
)
def test_a_target_is_missed_by_the_figure_that_misses_it(
    target: str, path: tuple[str | int, ...], value: object
) -> None:
    figures, reached = good()
    figures = json.loads(json.dumps(figures))
    place: Any = figures
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    rows = by_id(targets(figures, reached))
    assert {row.id for row in rows.values() if row.status == "missed"} == {target}


def test_what_was_not_reached_is_open_until_a_thousand_games() -> None:
    figures, reached = good()
    reached["reached"]["events"]["never"] = ["flood"]
    assert by_id(targets(figures, reached))["all-reached"].status == "open"
    assert by_id(targets(figures, {**reached, "enough": True}))["all-reached"].status == "missed"


def test_few_games_decide_nothing() -> None:
    figures, reached = good()
    figures["random"]["no_consensus"] = {
        "share": 0.1,
        "low": 0.0,
        "high": 0.4,
        "part": 1,
        "games": 10,
    }
    assert by_id(targets(figures, reached))["random-fails"].status == "open"


def test_difficulty_is_open_while_a_step_may_be_chance_or_a_level_was_not_played() -> None:
    figures, reached = good()
    figures = json.loads(json.dumps(figures))
    figures["steps"][1]["bots"]["broker"]["low"] = -5.0
    assert by_id(targets(figures, reached))["difficulty-felt"].status == "open"
    figures["steps"] = figures["steps"][:1]
    assert by_id(targets(figures, reached))["difficulty-felt"].status == "open"


def test_levels_are_compared_on_the_same_seeds_and_chairs(study: Study) -> None:
    (step,) = balance(study)["steps"]
    assert (step["easier"], step["harder"]) == ("novice", "envoy")
    scores = {
        (r["difficulty"], r["lineup"], r["seed"]): r["scores"][r["lineup"].partition("@")[2]]
        for r in tiny_study()
        if r["lineup"].startswith("broker@")
    }
    pairs = [
        score - scores["envoy", lineup, seed]
        for (level, lineup, seed), score in scores.items()
        if level == "novice"
    ]
    assert len(pairs) == 4
    assert step["bots"]["broker"]["mean"] == pytest.approx(sum(pairs) / len(pairs), abs=0.1)
    # Seven bots on one seed are one observation of the field.
    assert step["field"]["games"] == 4


# --- coverage ---------------------------------------------------------------------------------------


def test_coverage_finds_what_was_planted() -> None:
    pack = tiny()
    conference = pack.conference
    never = Compare(">", Name("round"), Const(90))
    first = conference.delegations[0]
    rule = ScriptRule("sleeps", never, WalkOut())
    silent = Twist("comet", Range(90, 90), effects=(Effect("flag", flag="seen"),))
    reader = ScriptRule("reads", Call("flag", (Const("unset"),)), WalkOut())
    first = replace(first, rules=(*first.rules, rule, reader))
    planted: LoadedPack = replace(
        pack,
        conference=replace(
            conference,
            delegations=(first, *conference.delegations[1:]),
            twists=(*conference.twists, silent),
        ),
    )
    found = coverage(Study(planted, tiny_study()))
    assert "comet" in found["reached"]["events"]["never"]
    assert f"{first.id}/sleeps" in found["reached"]["rules"]["never"]
    assert f"rule:{first.id}/sleeps" in found["conditions"]["dead"]
    assert found["flags"]["read_never_set"] == ["unset"]
    assert "seen" in found["flags"]["set_never_read"]
    assert "seen" in found["flags"]["never_set_in_play"]
    assert not found["complete"]


def test_lines_that_were_spoken_are_counted_line_by_line(study: Study) -> None:
    lines = coverage(study)["reached"]["lines"]
    assert 0 < len(lines["never"]) < lines["all"] <= lines["variants"]
    one = coverage(Study(tiny(), tiny_study()[:1]))["reached"]["lines"]
    assert set(lines["never"]) < set(one["never"])


def test_lines_without_an_occasion_are_not_held_against_a_pack() -> None:
    conference, book = tiny().conference, tiny().phrasebook
    assert not impossible(conference, book, "common", "chair.open")
    assert conference.institution.silence != (
        impossible(conference, book, "common", "chair.silence_held")
    )
    quiet = replace(conference, instruments=(), incentives=())
    seat = conference.seats[0]
    for key in ("threat.impose", "threat.stall", "offer.incentive", "counter.price"):
        assert impossible(quiet, book, seat, key)
        assert impossible(conference, book, seat, key) is False
    poor = replace(
        conference,
        instruments=tuple(t for t in conference.instruments if t.sender != seat),
    )
    assert impossible(poor, book, seat, "threat.impose")
    assert not impossible(poor, book, seat, "threat.stall")


def test_a_common_line_is_possible_as_long_as_somebody_has_no_words_of_its_own() -> None:
    conference, book = tiny().conference, tiny().phrasebook
    seats = conference.seats
    for key in ("greeting", "offer.trade", "vote.yes", "accept"):
        everybody = all(book.own(seat, key) for seat in seats)
        assert impossible(conference, book, "common", key) == everybody


def test_a_rule_that_holds_out_is_reached_when_it_holds() -> None:
    pack = tiny()
    first = pack.conference.delegations[0]
    issue = pack.conference.issues[0].id
    holds = ScriptRule("holds", Compare(">", Name("round"), Const(0)), HoldOut(issue))
    first = replace(first, rules=(holds,))
    others = pack.conference.delegations[1:]
    planted = replace(pack, conference=replace(pack.conference, delegations=(first, *others)))
    record = {**tiny_study()[0], "held": [f"rule:{first.id}/holds"], "rules": {}}
    found = coverage(Study(planted, [record]))
    assert f"{first.id}/holds" not in found["reached"]["rules"]["never"]
    assert f"{first.id}/holds" not in found["conditions"]["held_never_fired"]
    never = coverage(Study(planted, [{**record, "held": []}]))
    assert f"{first.id}/holds" in never["reached"]["rules"]["never"]


def test_an_option_that_nobody_can_want_is_named() -> None:
    record = dict(tiny_study()[0])
    issue = next(i for i in tiny().conference.issues if len(i.options) > 2)
    number = tiny().conference.issues.index(issue)
    record["dominated"] = [[number, 1]]
    found = coverage(Study(tiny(), [record]))["options"]
    assert found["dominated"] == [f"{issue.id}: {issue.options[1]}"]
    assert found["compatible"] == []


def test_what_coalitions_do_is_missed_only_where_there_can_be_some() -> None:
    pack, record = tiny(), tiny_study()[0]
    without = coverage(Study(pack, [record]))["event_kinds_never"]
    with_clubs = replace(pack.conference, clubs=Clubs())
    allied = coverage(Study(replace(pack, conference=with_clubs), [record]))["event_kinds_never"]
    assert "ClubFounded" in allied
    assert "ClubFounded" not in without
    assert set(without) < set(allied)


def test_a_clause_on_which_all_want_the_same_is_named_for_that_option_alone() -> None:
    first, second = dict(tiny_study()[0]), dict(tiny_study()[0])
    issue = tiny().conference.issues[0]
    others = range(1, len(issue.options))
    first["dominated"] = second["dominated"] = [[0, o] for o in others]
    found = coverage(Study(tiny(), [first, second]))["options"]
    assert found["compatible"] == [f"{issue.id}: {issue.options[0]}"]
    assert found["dominated"] == found["mostly_dominated"] == []

    second["dominated"] = []
    divided = coverage(Study(tiny(), [first, second]))["options"]
    assert divided["compatible"] == []
    assert divided["mostly_dominated"] == [f"{issue.id}: {issue.options[o]}" for o in others]


# --- calibration ------------------------------------------------------------------------------------


def told(pairs: list[tuple[int, int, bool]]) -> Study:
    record = dict(tiny_study()[0])
    record["forecasts"] = [["amendment", low, high, int(true)] for low, high, true in pairs]
    return Study(tiny(), [record])


def test_honest_forecasts_are_called_honest_and_a_liar_is_not() -> None:
    dice = random.Random(3)
    honest = []
    for _ in range(3000):
        chance = dice.randrange(50, 950)
        band = (max(0, chance - 60), min(1000, chance + 60))
        honest.append((*band, dice.random() * 1000 < chance))
    found = calibrate(told(honest))["kinds"][0]
    assert found["honest"] is True
    assert found["skill"] > 0.2
    assert found["error"] < 0.02
    lies = [(low, high, not true) for low, high, true in honest]
    caught = calibrate(told(lies))["kinds"][0]
    assert caught["honest"] is False
    assert caught["skill"] < 0
    assert caught["brier"] > caught["constant"]


def test_a_constant_forecast_of_the_base_rate_has_no_skill() -> None:
    found = calibrate(told([(250, 250, n % 4 == 0) for n in range(200)]))["kinds"][0]
    assert found["skill"] == 0
    assert found["brier"] == found["constant"]
    assert [row["count"] for row in found["bins"]] == [200]


def test_a_certain_forecast_belongs_to_the_last_row() -> None:
    rows = calibrate(told([(1000, 1000, True), (0, 0, False)]))["kinds"][0]["bins"]
    assert [(row["from"], row["count"]) for row in rows] == [(0.0, 1), (0.9, 1)]


def test_too_few_forecasts_are_not_judged() -> None:
    assert calibrate(told([(900, 950, False)] * 5))["kinds"][0]["honest"] is None


def test_bands_are_counted_as_they_were_shown_and_bad_luck_is_no_lie() -> None:
    kept = [(612, 788, n % 10 < 7) for n in range(100)]
    broken = [(212, 288, n % 10 < 7) for n in range(100)]
    unlucky = [(412, 488, n < 12) for n in range(20)]
    seldom = [(12, 88, True)] * 19
    shown = calibrate(told(kept + broken + unlucky + seldom))["kinds"][0]["shown"]
    assert [(row["low"], row["high"], row["count"]) for row in shown] == [
        (20, 30, 100),
        (40, 50, 20),
        (60, 80, 100),
    ]
    assert [row["came_true"] for row in shown] == [0.7, 0.6, 0.7]
    assert [row["honest"] for row in shown] == [False, True, True]


def test_forecasts_of_whole_games_come_to_an_end(study: Study) -> None:
    found = {kind["kind"]: kind["count"] for kind in calibrate(study, "all")["kinds"]}
    assert found["amendment"] > 0
    assert found["adoption"] > 0
    assert found["ratification"] > 0


# --- showing ----------------------------------------------------------------------------------------

HOSTILE = "<script>alert(1)</script>\"&'\x1b[31m\u202etxt\x00"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]


def hostile() -> Document:
    return Document(
        HOSTILE,
        HOSTILE,
        (
            Section(
                HOSTILE,
                (
                    Prose(HOSTILE),
                    Table((HOSTILE,), ((HOSTILE,), ("1",))),
                    Bars(((HOSTILE, 1.0, HOSTILE),)),
                    Spans(((HOSTILE, 0.0, 1.0, 2.0, HOSTILE),), 0.5),
                ),
            ),
        ),
    )


def test_hostile_names_are_escaped_in_html_and_cleaned_in_text() -> None:
    page = as_html(hostile())
    parser = Tags()
    parser.feed(page)
    assert "script" not in parser.tags
    assert not [name for name in parser.attributes if name.startswith("on")]
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in page
    for text in (page, as_text(hostile())):
        assert not set(text) & {"\x1b", "\x00", "\u202e"}


def test_a_hostile_record_does_no_harm(study: Study) -> None:
    record = dict(tiny_study()[0])
    record.update(key=HOSTILE, defect=HOSTILE)
    data = whole_report(Study(tiny(), [*tiny_study(), record]))
    assert data["defects"][0]["what"] == HOSTILE
    page = as_html(pages.balance_page(data))
    assert "<script" not in page
    assert "\x1b" not in as_text(pages.balance_page(data))


@pytest.mark.parametrize("width", [60, 80, 140])
def test_tables_and_plots_fit_the_terminal(study: Study, width: int) -> None:
    for page in (
        pages.balance_page(whole_report(study)),
        pages_reach.coverage_page(coverage(study)),
        pages_reach.calibration_page(calibrate(study, "all")),
    ):
        lines = as_text(page, width).splitlines()
        body = [line for line in lines if line]
        # Tables of many columns keep a least width for each: a narrow terminal scrolls for those.
        assert max(cells(line) for line in body) <= max(width, 80)


def test_text_and_html_tell_the_same_figures(study: Study) -> None:
    page = pages.balance_page(whole_report(study))
    text, html = as_text(page, 140), as_html(page)
    for row in whole_report(study)["targets"]:
        assert row["found"].split()[0] in text
        assert row["found"].split()[0] in html


# --- the command line -------------------------------------------------------------------------------


@pytest.fixture
def games(tmp_path: Path) -> Path:
    path = tmp_path / "games.jsonl"
    given = ["lab", "balance", "--pack", str(TINY), "--games", "2", "--jobs", "1", "--quiet"]
    assert main([*given, "--results", str(path)]) == 0
    return path


def lab(path: Path, *arguments: str) -> int:
    return main(["lab", *arguments, "--pack", str(TINY), "--results", str(path), "--no-play"])


def test_reports_come_from_what_is_stored(
    games: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    size = games.stat().st_size
    assert lab(games, "balance", "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["games"] == 18
    assert data["pack"] == "tiny"
    for command in ("coverage", "calibrate"):
        page = tmp_path / f"{command}.html"
        assert lab(games, command, "--html", str(page)) == 0
        shown = capsys.readouterr()
        assert shown.out.splitlines()[1].startswith("===")
        assert re.match(r"<!doctype html>", page.read_text())
        assert str(page) in shown.err
    assert games.stat().st_size == size
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "calibrate.html",
        "coverage.html",
        "games.jsonl",
    ]


def test_strict_tells_by_the_exit_code(games: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lab(games, "coverage", "--json") == 0
    complete = json.loads(capsys.readouterr().out)["complete"]
    assert lab(games, "coverage", "--strict", "--json") == (0 if complete else 1)
    assert not complete


def test_speed_is_told_for_one_process_and_for_several(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    given = ["lab", "bench", "--pack", str(TINY), "--games", "6", "--turns", "1", "--jobs", "2"]
    assert main([*given, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [data["one"]["processes"], data["many"]["processes"]] == [1, 2]
    assert data["ratio"] > 0
    documented = (root / "docs" / "lab.md").read_text(encoding="utf-8")
    assert all(f"`{key}`" in documented for key in data)
    assert "times as many games" in as_text(pages.bench_page(data))


@pytest.mark.parametrize(
    "wrong",
    [
        ["lab"],
        ["lab", "bench", "--pack", str(TINY), "--jobs", "1"],
        ["lab", "run", "--pack", "no-such-pack"],
        ["lab", "run", "--pack", str(TINY), "--lineup", "hawk@nowhere", "--games", "1"],
        ["lab", "run", "--pack", str(TINY), "--games", "9999999"],
        ["lab", "run", "--pack", str(TINY), "--games", "-1"],
        ["lab", "balance", "--pack", str(TINY), "--difficulty", "divine"],
        ["lab", "sing"],
    ],
)
def test_wrong_use_is_said_and_exits_with_two(
    wrong: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    stores = len(wrong) > 2 and wrong[1] != "bench"
    results = ["--results", str(tmp_path / "x.jsonl")] if stores else []
    assert main([*wrong, *results]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Traceback" not in shown.err
    assert shown.err.strip()
    assert not (tmp_path / "x.jsonl").exists()


def test_a_file_that_is_not_the_labs_is_not_written_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "diary.txt"
    path.write_text("dear diary\n")
    assert main(["lab", "run", "--pack", str(TINY), "--games", "1", "--results", str(path)]) == 2
    assert "no file of the lab" in capsys.readouterr().err
    assert path.read_text() == "dear diary\n"
