"""Problems from elsewhere: read as their makers mean them, refused in words, made into packs."""

from __future__ import annotations

import importlib
import json
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplogame.analysis import analyse
from diplogame.app.session import Session
from diplogame.packs.importing import (
    SCALE,
    STEP,
    ImportFault,
    Problem,
    ProblemIssue,
    ProblemParty,
    playable,
    read_problem,
    to_neutral,
    write_pack,
)
from diplogame.packs.importing.problem import number
from diplogame.packs.lines import COMMON, KNOWN, SPOKEN
from diplogame.packs.loader import check_pack, load_pack
from diplogame.rules.setup import open_conference
from diplogame.rules.terms import Difficulty

# --- a small domain of our own, in three formats -------------------------------------------------

DOMAIN = """<?xml version="1.0"?>
<negotiation_template>
 <utility_space number_of_issues="3">
  <objective index="0" name="harbour" type="objective" etype="objective">
   <issue index="1" name="Berths" type="discrete" etype="discrete" vtype="discrete">
    <item index="1" value="two"/>
    <item index="2" value="four"/>
    <item index="3" value="six"/>
   </issue>
   <issue index="2" name="Years" type="integer" etype="integer" vtype="integer">
    <range lowerbound="1" upperbound="4"/>
   </issue>
   <issue index="3" name="Flag" vtype="discrete">
    <item index="1" value="ours"/>
    <item index="2" value="theirs"/>
   </issue>
  </objective>
 </utility_space>
</negotiation_template>
"""

PROFILE = """<utility_space>
 <objective index="0" name="harbour">
  <issue index="1" type="discrete">
   <item index="1" value="two" evaluation="{}"/>
   <item index="2" value="four" evaluation="{}"/>
   <item index="3" value="six" evaluation="{}"/>
  </issue>
  <issue index="2" type="integer" lowerbound="1" upperbound="4">
   <evaluator ftype="linear" slope="{}" offset="{}"/>
  </issue>
  <issue index="3" type="discrete">
   <item index="1" value="ours" evaluation="{}"/>
   <item index="2" value="theirs" evaluation="{}"/>
  </issue>
  <weight index="1" value="0.5"/>
  <weight index="2" value="0.3"/>
  <weight index="3" value="0.2"/>
 </objective>
 <reservation value="{}"/>
 <discount_factor value="{}"/>
</utility_space>
"""
PORT = PROFILE.format(20, 30, 40, "0.25", "0.25", 0, 0, "0.4", "1.0")
CITY = PROFILE.format(8, 4, 2, "-0.5", "1", 3, 1, "0.3", "0.9")

SPACE = """
name: Harbour
issues:
- {name: Berths, type: CategoricalIssue, values: [two, four, six]}
- {name: Years, type: ContiguousIssue, values: [1, 4]}
- {name: Flag, type: negmas.outcomes.DiscreteOrdinalIssue, values: [ours, theirs]}
type: DiscreteCartesianOutcomeSpace
"""
PORT_YAML = """
name: port
type: LinearAdditiveUtilityFunction
reserved_value: 0.4
weights: [0.5, 0.3, 0.2]
values:
- type: TableFun
  mapping: {two: 0.5, four: 0.75, six: 1}
- {type: AffineFun, slope: 0.25, bias: 0}
- {type: ConstFun, bias: 0}
"""
CITY_YAML = """
name: city
type: negmas.preferences.crisp.linear.LinearAdditiveUtilityFunction
reserved_value: 0.3
weights: {Berths: 0.5, Years: 0.3, Flag: 0.2}
values:
  Berths: {type: TableFun, mapping: {two: 1, four: 0.5, six: 0.25}}
  Years: {type: TableFun, mapping: {1: 1, 2: 0.5, 3: 0, 4: 0}}
  Flag: {type: TableFun, mapping: {ours: 1, theirs: 0.3333333333333333}}
"""


def genius(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    given_ = {"harbour": DOMAIN, "port": PORT, "city": CITY, **files}
    for name, text in given_.items():
        if text:
            (folder / f"{name}.xml").write_text(text, encoding="utf-8")
    return folder


def negmas(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"space": SPACE, "port": PORT_YAML, "city": CITY_YAML, **files}.items():
        if text:
            (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    (folder / "_info.yaml").write_text("title: not a part of it\n", encoding="utf-8")
    return folder


def neutral(path: Path, data: object) -> Path:
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


HALF, THIRD = Fraction(1, 2), Fraction(1, 3)


def test_a_genius_folder_means_what_genius_makes_of_it(tmp_path: Path) -> None:
    problem = read_problem(genius(tmp_path / "Harbour"))
    assert [(i.name, i.values, i.ordered) for i in problem.issues] == [
        ("Berths", ("two", "four", "six"), False),
        ("Years", ("1", "2", "3", "4"), True),
        ("Flag", ("ours", "theirs"), False),
    ]
    city, port = problem.parties
    assert (city.name, port.name) == ("city", "port")
    # Evaluations are divided by the largest of their issue, then weighed; 0 if all are 0.
    assert port.points[0] == tuple(HALF * Fraction(part, 4) for part in (2, 3, 4))
    assert port.points[2] == (0, 0)
    assert city.points[2] == (Fraction(1, 5), Fraction(1, 15))
    # Integers: offset + slope * (value - lowerbound), kept within 0 and 1.
    assert port.points[1] == tuple(Fraction(3, 10) * Fraction(n, 4) for n in (1, 2, 3, 4))
    assert city.points[1] == (Fraction(3, 10), Fraction(3, 20), 0, 0)
    # The reservation value is on the scale of 0 to 1 whatever the weights add up to.
    assert (port.reserved, city.reserved) == (Fraction(2, 5), Fraction(3, 10))
    assert problem.notes == ("city.xml: the discount factor is left out.",)


def test_a_folder_without_a_domain_takes_the_issues_of_its_first_profile(tmp_path: Path) -> None:
    bare = PORT.replace('<issue index="1" type="discrete">', '<issue index="1" name="Berths">')
    problem = read_problem(genius(tmp_path / "h", harbour="", city="", port=bare))
    assert [issue.name for issue in problem.issues] == ["Berths", "Issue 2", "Issue 3"]
    assert len(problem.parties) == 1


def test_the_three_formats_give_the_same_figures(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    first = read_problem(genius(tmp_path / "genius"))
    second = read_problem(negmas(tmp_path / "negmas"))
    third = read_problem(neutral(tmp_path / "harbour.json", to_neutral(first)))
    found = [analyse(each.domain(), step=STEP) for each in (first, second, third)]
    assert found[0] == found[1] == found[2]
    assert found[0].points is not None
    assert found[0].outcomes == 24


def test_a_domain_is_exact_where_its_figures_are_decimal(tmp_path: Path) -> None:
    problem = read_problem(genius(tmp_path / "h"))
    domain = problem.domain()
    unit = SCALE // 1000
    assert domain.utilities((2, 3, 0)) == (325 * unit, 800 * unit)
    assert domain.walk_aways == (300 * unit, 400 * unit)
    figures = analyse(domain, step=STEP)
    # By hand, of the 24: the city gains .5, .25 or .125 with berths, .3, .15 or 0 with years.
    assert figures.feasible == sum(
        b + y + f >= Fraction(3, 10) and p + q >= Fraction(2, 5)
        for b, p in ((HALF, HALF * HALF), (HALF / 2, HALF * 3 / 4), (HALF / 4, HALF))
        for y, q in zip(
            (Fraction(3, 10), Fraction(3, 20), 0, 0),
            (Fraction(3 * n, 40) for n in (1, 2, 3, 4)),
            strict=True,
        )
        for f in (Fraction(1, 5), Fraction(1, 15))
    )


YAML_FUNCTIONS = {
    "{type: IdentityFun}": (1, 2, 3, 4),
    "{type: LinearFun, slope: -0.5}": (-0.5, -1, -1.5, -2),
    "{type: AffineFun, slope: 2, bias: 1}": (3, 5, 7, 9),
    "{type: ConstFun, bias: 7}": (7, 7, 7, 7),
    "{type: QuadraticFun, a2: 1, a1: -1, bias: 2}": (2, 4, 8, 14),
    "{type: PolynomialFun, coefficients: [1, 0, 1], bias: 1}": (3, 11, 31, 69),
    "{type: TriangularFun, start: 0, middle: 2, end: 4, bias: 1, scale: 3}": (2.5, 4, 2.5, 1),
    "{1: 4, 2: 3, 3: 2, 4: 1, type: TableFun}": (4, 3, 2, 1),
    "{mapping: {1: 0.5, 2: 1e-1, 3: 2_0, 4: 0}}": (0.5, 0.1, 20, 0),
}


@pytest.mark.parametrize("function", YAML_FUNCTIONS)
def test_value_functions_are_worked_out(function: str, tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    space = "issues:\n- {name: Years, type: ContiguousIssue, values: [1, 4]}\n"
    mine = f"type: LinearAdditiveUtilityFunction\nvalues: [{function}]\nbias: 1\n"
    problem = read_problem(negmas(tmp_path / "n", space=space, port=mine, city=""))
    assert [float(value) for value in problem.parties[0].points[0]] == pytest.approx(
        YAML_FUNCTIONS[function]
    )
    assert problem.parties[0].bias == 1
    # No reserved value is worse than everything.
    assert problem.parties[0].reserved is None
    assert problem.parties[0].walk_away == problem.parties[0].worst


def test_an_affine_function_weighs_the_values_themselves(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    space = "issues:\n- {name: a, values: 3}\n- {name: b, values: [10, 20, 30]}\n"
    mine = "type: LinearUtilityFunction\nweights: [2, -1]\nreserved_value: .inf\n"
    problem = read_problem(negmas(tmp_path / "n", space=space, port=mine, city=""))
    assert problem.parties[0].points == ((0, 2, 4), (-10, -20, -30))
    assert [issue.ordered for issue in problem.issues] == [True, True]


# --- refused in words ----------------------------------------------------------------------------

BAD_XML = {
    "a bomb": (
        '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]>\n<utility_space>&d;</utility_space>',
        r"port\.xml:1:\d+: a document type",
    ),
    "a file from outside": (
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">\n<utility_space/>',
        r"port\.xml:1:\d+: a document type",
    ),
    "no XML": ("<utility_space>\n <objective>\n</utility_space>", r"port\.xml:3:\d+: this is no X"),
    "nothing": ("", r"port\.xml:1:1: this is no XML"),
    "another encoding": ('<?xml version="1.0" encoding="x-none"?><a/>', r"port\.xml.*(enc|no XML)"),
    "too deep": ("<utility_space>" * 70, r"port\.xml:1:\d+: elements more than 64 deep"),
    "an attribute without end": (f'<a b="{"x" * 3000}"/>', "an attribute of more than 2000"),
    "no weight": (PORT.replace('<weight index="2" value="0.3"/>', ""), r":8:\d+: no <weight> for"),
    "no number": (PORT.replace('value="0.3"', 'value="lots"'), r"xml:\d+:\d+: value is no num"),
    "not a number": (PORT.replace('value="0.3"', 'value="nan"'), "value is no number: 'nan'"),
    "too much": (PORT.replace('value="0.3"', 'value="1e99"'), "value is no number: '1e99'"),
    "no evaluation": (
        PORT.replace('value="six" evaluation="40"', 'value="6" evaluation="40"'),
        r"port\.xml:3:\d+: no evaluation of the value 'six'",
    ),
    "an issue missing": (PORT.replace('issue index="3"', 'issue index="9"'), "the issue Flag"),
    "an issue twice": (PORT.replace('issue index="3"', 'issue index="1"'), "have the index 1"),
    "no line": (PORT.replace("evaluator", "evil"), r"no <evaluator> for the issue Years"),
    "constraints": (PORT.replace("<objective", "<hyperRectangle/><objective", 1), "constraints"),
}


@pytest.mark.parametrize("case", BAD_XML)
def test_bad_xml_is_refused_at_its_place(case: str, tmp_path: Path) -> None:
    text, message = BAD_XML[case]
    folder = genius(tmp_path / "h")
    (folder / "port.xml").write_text(text, encoding="utf-8")
    with pytest.raises(ImportFault, match=message):
        read_problem(folder)


BAD_DOMAINS = {
    "a continuous issue": (DOMAIN.replace('"integer"', '"real"'), r"harbour\.xml:10:\d+: .*real"),
    "a range without end": (
        DOMAIN.replace('upperbound="4"', 'upperbound="9999999"'),
        "at most 5000",
    ),
    "half a bound": (DOMAIN.replace('upperbound="4"', 'upperbound="4.5"'), "not whole numbers"),
    "a value twice": (DOMAIN.replace('value="six"', 'value="two"'), "the same value twice"),
    "no issues": ("<negotiation_template/>", "no <issue> in it"),
    "two domains": (DOMAIN, "is a domain already"),
}


@pytest.mark.parametrize("case", BAD_DOMAINS)
def test_bad_domains_are_refused(case: str, tmp_path: Path) -> None:
    text, message = BAD_DOMAINS[case]
    more = {"second": text} if case == "two domains" else {"harbour": text}
    with pytest.raises(ImportFault, match=message):
        read_problem(genius(tmp_path / "h", **more))


BAD_YAML = {
    "no YAML": ("type: [", r"port\.yml:\d+:\d+: this is no YAML"),
    "another function": (
        "type: HyperRectangleUtilityFunction\nvalues: []\n",
        r"port\.yml:1:1: a HyperRectangleUtilityFunction; only additive",
    ),
    "too few weights": (PORT_YAML.replace("0.3, 0.2]", "0.5]"), r"port\.yml:5:10: 3 entries"),
    "a value without worth": (
        PORT_YAML.replace("six: 1", "seven: 1"),
        r":8:12: no worth of.*'six'",
    ),
    "a word for a number": (PORT_YAML.replace("0.25", "steep"), "number is needed, not 'steep'"),
    "a function of words": (
        PORT_YAML.replace("{type: ConstFun, bias: 0}", "{type: IdentityFun}"),
        "the value 'ours' is no number",
    ),
    "an unknown function": (PORT_YAML.replace("ConstFun", "LambdaFun"), "a LambdaFun is not read"),
    "a list for a function": (PORT_YAML.replace("{type: ConstFun, bias: 0}", "[]"), "a table of k"),
    "growth": (PORT_YAML.replace("slope: 0.25", "slope: 1e9"), "grows beyond"),
    "nesting": ("[" * 5000, "nested|no YAML"),
}


@pytest.mark.parametrize("case", BAD_YAML)
def test_bad_yaml_is_refused_at_its_place(case: str, tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    text, message = BAD_YAML[case]
    folder = negmas(tmp_path / "n", port=text, city=CITY_YAML)
    with pytest.raises(ImportFault, match=message):
        read_problem(folder)


def test_a_tag_makes_no_object(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    tagged = SPACE.replace("name: Harbour", "name: !!python/object/apply:os.getcwd []")
    with pytest.raises(ImportFault, match=r"space\.yml:2:\d+: a word or a number is needed"):
        read_problem(negmas(tmp_path / "n", space=tagged))


def test_an_alias_is_no_bomb(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    bomb = "a0: &a0 [x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40)
    )
    problem = read_problem(negmas(tmp_path / "n", port=bomb + PORT_YAML))
    assert len(problem.parties) == 2


def test_without_pyyaml_the_way_to_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.import_module

    def missing(name: str, *more: str) -> object:
        if name == "yaml":
            raise ModuleNotFoundError(name)
        return real(name, *more)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(ImportFault, match=r"needs PyYAML.*diplogame\[import\]"):
        read_problem(negmas(tmp_path / "n"))


GOOD = {
    "issues": [{"name": "Price", "values": ["low", "high"]}, {"name": "Day", "values": [1, 2, 3]}],
    "parties": [
        {"party": "Buyer", "reserved": 0.25, "bias": 0.1, "points": [[0.6, 0], [0.1, 0.2, 0.3]]},
        {"party": "Seller", "points": [[0, 0.5], [0.5, 0, 0.25]]},
    ],
}


def but(path: str, value: object) -> object:
    """The good file with one thing changed."""
    data = json.loads(json.dumps(GOOD))
    *way, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    place = data
    for part in way:
        place = place[part]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return data


BAD_JSON = {
    "no JSON": ('{\n "issues": [,', r"file\.json:2:13: this is no JSON"),
    "nesting": ("[" * 100_000, "nested too deeply"),
    "a list": ([], "a table"),
    "no issues": (but("issues", ...), "there are no issues"),
    "no parties": (but("parties", []), "there are no parties"),
    "no values": (but("issues/0/values", ...), r"issues\[0\]: there are no values"),
    "empty values": (but("issues/0/values", []), r"issues\[0\]\.values: 0 values"),
    "a table for a value": (but("issues/0/values/1", {}), r"issues\[0\]\.values\[1\]: a text"),
    "no points": (but("parties/1/points", ...), r"parties\[1\]: there are no points"),
    "too few rows": (but("parties/1/points/1", ...), r"parties\[1\]\.points: 2 entries"),
    "too few points": (but("parties/0/points/1", [1]), r"parties\[0\]\.points\[1\]: 3 entries"),
    "a word": (but("parties/0/points/1/2", "x"), r"parties\[0\]\.points\[1\]\[2\]: a number"),
    "true": (but("parties/0/reserved", True), r"parties\[0\]\.reserved: a number"),
    "not a number": (json.dumps(but("parties/0/bias", float("nan"))), r"\.bias: a number"),
    "beyond all bounds": (
        json.dumps(GOOD).replace("0.25,", "1e999999999,"),
        r"reserved: a number",
    ),
    "a crowd": (but("parties", [{}] * 300), "300 parties; at most 200"),
}


@pytest.mark.parametrize("case", BAD_JSON)
def test_bad_json_is_refused_by_its_path(case: str, tmp_path: Path) -> None:
    data, message = BAD_JSON[case]
    with pytest.raises(ImportFault, match=message):
        read_problem(neutral(tmp_path / "file.json", data))


def test_neutral_json_is_read_as_it_says(tmp_path: Path) -> None:
    problem = read_problem(neutral(tmp_path / "file.json", GOOD))
    assert (problem.title, [issue.values for issue in problem.issues]) == (
        "File",
        [("low", "high"), ("1", "2", "3")],
    )
    buyer, seller = problem.parties
    assert (buyer.bias, buyer.reserved, seller.reserved) == (Fraction(1, 10), Fraction(1, 4), 0)
    assert problem.domain().utilities((0, 2)) == (SCALE, SCALE // 4)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda f: f / "nowhere", "nothing of this name"),
        (lambda f: neutral(f / "note.txt", "hello"), r"note\.txt: this is in no format"),
        (lambda f: f, "no problem in this folder"),
        (lambda f: neutral(f / "a.json", "\ufeff[]"), "a table"),
        (lambda f: genius(f / "g", port="", city=""), "no utility profile"),
    ],
)
def test_what_is_no_problem_is_told(make: object, message: str, tmp_path: Path) -> None:
    with pytest.raises(ImportFault, match=message):
        read_problem(make(tmp_path))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("name", "title"), [("england-zimbabwe", "England zimbabwe"), ("_", "Imported talks")]
)
def test_a_folder_gives_its_name(name: str, title: str, tmp_path: Path) -> None:
    assert read_problem(genius(tmp_path / name)).title == title


def test_a_file_of_a_folder_stands_for_its_folder(tmp_path: Path) -> None:
    folder = genius(tmp_path / "h")
    assert read_problem(folder / "port.xml") == read_problem(folder)


def test_a_file_that_is_not_utf8_or_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(b'{"issues":\n [\xff]}')
    with pytest.raises(ImportFault, match=r"file\.json:2:3: this is not UTF-8"):
        read_problem(path)
    path.write_bytes(b" " * (4 * 1024 * 1024 + 1))
    with pytest.raises(ImportFault, match="larger than 4096 KiB"):
        read_problem(path)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_no_file_whatever_raises_anything_else(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    sources = {".xml": PORT, ".yml": PORT_YAML, ".json": json.dumps(GOOD)}
    suffix = data.draw(st.sampled_from(sorted(sources)))
    text = sources[suffix]
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(text)))
        size = data.draw(st.integers(0, 12))
        text = text[:at] + data.draw(st.text(max_size=6)) + text[at + size :]
    folder = tmp_path_factory.mktemp("fuzz")
    if suffix == ".yml":
        negmas(folder)
    elif suffix == ".xml":
        genius(folder)
    raw = text.encode("utf-8", "surrogatepass")
    (folder / f"port{suffix}").write_bytes(raw)
    try:
        problem = read_problem(folder)
        playable(problem, thin=True)
    except ImportFault:
        pass


@given(st.text(max_size=140))
def test_a_number_is_exact_or_none(text: str) -> None:
    found = number(text)
    assert found is None or abs(found) <= 10**9


def test_numbers_too_long_to_be_meant_make_no_giant() -> None:
    assert number("1e-999999999") == 0
    assert number("1e999999999") is None
    assert number("0." + "3" * 50) == Fraction(int("3" * 50), 10**50)
    assert number("9" * 200) is None


# --- packs ---------------------------------------------------------------------------------------

NAMES = st.text(max_size=60)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Any problem a file might hold, odd names and all."""
    issues = tuple(
        ProblemIssue(draw(NAMES), tuple(draw(st.lists(NAMES, min_size=1, max_size=11))))
        for _ in range(draw(st.integers(1, 4)))
    )
    amount = st.fractions(-3, 3, max_denominator=40)
    return Problem(
        draw(NAMES),
        "a test",
        issues,
        tuple(
            ProblemParty(
                draw(NAMES),
                tuple(tuple(draw(amount) for _ in issue.values) for issue in issues),
                draw(st.none() | amount),
                draw(amount),
            )
            for _ in range(draw(st.integers(2, 4)))
        ),
    )


@settings(max_examples=60, deadline=None)
@given(problems())
def test_any_problem_makes_a_sound_pack_or_is_refused(problem: Problem) -> None:
    if all(len(issue.values) < 2 for issue in problem.issues):
        with pytest.raises(ImportFault, match="nothing to negotiate"):
            playable(problem, thin=True)
        return
    if any(len(issue.values) > 9 for issue in problem.issues):
        with pytest.raises(ImportFault, match="--thin"):
            playable(problem)
    made = playable(problem, thin=True)
    report = check_pack(made.files)
    assert report.ok
    assert not report.count("warning"), report.render()


@settings(max_examples=60, deadline=None)
@given(problems())
def test_the_worth_of_packages_is_off_by_no_more_than_is_said(problem: Problem) -> None:
    if all(len(issue.values) < 2 for issue in problem.issues):
        return
    if any(len(issue.values) > 9 for issue in problem.issues):
        return
    made = playable(problem)
    pack = load_pack(made.files)
    state = open_conference(pack.conference, 1)
    # Seats are sorted by id; parties are told apart by their letters' order in the files.
    order = [name.removeprefix("delegations/").removesuffix(".toml") for name in made.files]
    open_ = [k for k, issue in enumerate(problem.issues) if len(issue.values) > 1]
    for seat, party in zip(order[1 : 1 + len(problem.parties)], problem.parties, strict=True):
        total = sum(max(party.points[k]) - min(0, *party.points[k]) for k in open_)
        if not total:
            continue
        points = state.private[seat].interests.points
        exact = [
            [10_000 * (value - min(0, *party.points[k])) / total for value in party.points[k]]
            for k in open_
        ]
        off = [
            [p - e for p, e in zip(*rows, strict=True)] for rows in zip(points, exact, strict=True)
        ]
        assert sum(max(row) for row in off) <= made.deviation
        assert sum(min(row) for row in off) >= -made.deviation


def test_an_imported_pack_is_played_to_its_end(tmp_path: Path) -> None:
    made = playable(read_problem(genius(tmp_path / "Harbour")))
    folder = tmp_path / "pack"
    written = write_pack(made, folder)
    assert {path.relative_to(folder).as_posix() for path in written} == set(made.files)
    pack = load_pack(folder)
    assert pack.conference.calendar.rounds >= 3
    for seed in range(4):
        session = Session.new(pack, (), seed, Difficulty.ENVOY)
        session.run_minds()
        assert session.state.public.outcome is not None
    with pytest.raises(ImportFault, match="something there already"):
        write_pack(made, folder)


def test_thinning_keeps_the_ends_and_what_somebody_likes_best() -> None:
    values = tuple(str(n) for n in range(101))
    rows = tuple(Fraction(-abs(n - 37)) for n in range(101))
    other = tuple(Fraction(n) for n in range(101))
    parties = (ProblemParty("a", (rows,)), ProblemParty("b", (other,)))
    made = playable(
        Problem("t", "a test", (ProblemIssue("Tons", values, True),), parties), thin=True
    )
    issue = load_pack(made.files).conference.issues[0]
    kept = [int(option) for option in issue.options]
    assert {0, 37, 100} <= set(kept)
    assert len(kept) == 9
    assert max(b - a for a, b in pairwise(kept)) <= 20
    assert made.notes[0] == "'Tons' keeps 9 of its 101 values."


def test_a_walk_away_is_moved_with_the_points() -> None:
    # Worths of -1 to 2, reserve 0.5: half of the way.
    party = ProblemParty("a", ((Fraction(-1), Fraction(2)),), HALF)
    made = playable(Problem("t", "a test", (ProblemIssue("x", ("n", "y")),), (party, party)))
    state = open_conference(load_pack(made.files).conference, 1)
    assert [each.walk_away for each in state.private.values()] == [5000, 5000]


def test_seats_are_not_called_after_devices_or_words_of_the_game() -> None:
    rows = ((Fraction(0), Fraction(1)),)
    parties = tuple(ProblemParty(name, rows) for name in ("COM1", "nul", "All", "chair", "ALL"))
    made = playable(Problem("t", "a test", (ProblemIssue("x", ("n", "y")),), parties))
    seats = [name for name in made.files if name.startswith("delegations/")]
    assert seats == [
        f"delegations/{n}.toml" for n in ("com1-2", "nul-2", "all-2", "chair-2", "all-3")
    ]


def test_one_party_or_too_many_make_no_table() -> None:
    party = ProblemParty("a", ((Fraction(0), Fraction(1)),))
    issues = (ProblemIssue("x", ("n", "y")),)
    with pytest.raises(ImportFault, match="one party alone"):
        playable(Problem("t", "a test", issues, (party,)))
    with pytest.raises(ImportFault, match="a table seats no more"):
        playable(Problem("t", "a test", issues, (party,) * 42))
    assert check_pack(playable(Problem("t", "a test", issues, (party,) * 41)).files).ok


def test_the_plain_words_know_every_line_that_the_game_asks_for() -> None:
    party = ProblemParty("a", ((Fraction(0), Fraction(1)),))
    made = playable(Problem("t", "a test", (ProblemIssue("x", ("n", "y")),), (party, party)))
    import tomllib

    lines = tomllib.loads(made.files["lines/common.toml"])["lines"]
    assert {*SPOKEN, *COMMON} <= set(lines) <= set(KNOWN)
    for key, variants in lines.items():
        assert len(variants) >= KNOWN[key].variants, key
        assert len(set(variants)) == len(variants), key
