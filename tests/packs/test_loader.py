"""Packs from folders, archives and saves; broken ones are told, listed, and never in the way."""

from __future__ import annotations

import io
import json
import zipfile
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest
import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.condition_text import to_text

from diplogame.packs.hashes import rules_hash
from diplogame.packs.loader import (
    LoadedPack,
    PackFaults,
    check_pack,
    discover,
    load_pack,
)
from diplogame.packs.source import read_folder, read_zip
from diplogame.rules import conference as c
from diplogame.rules.decisions import Base, Consensus, Majority

TINY = Path(__file__).parent.parent / "data" / "packs" / "tiny"


def tiny() -> dict[str, str]:
    return dict(read_folder(TINY).files)


def changed(name: str, old: str, new: str) -> dict[str, str]:
    files = tiny()
    assert old in files[name]
    files[name] = files[name].replace(old, new, 1)
    return files


def zipped(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def lay(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


# --- the conference ------------------------------------------------------------------------------


def test_the_conference_has_what_the_files_say() -> None:
    conference = load_pack(TINY).conference
    assert conference.everybody == ("reed", "tarn", "chair")
    assert conference.seats == ("reed", "tarn")
    assert [issue.options for issue in conference.issues] == [
        ("open", "half", "shut"),
        ("keep", "lower"),
    ]
    water = conference.issues[0]
    assert (water.status_quo, water.opening, water.technical) == (2, (1, 0, 2), True)
    assert conference.institution.adoption == Consensus()
    assert conference.institution.amendment == Majority(of=Base.MEMBERS)
    assert conference.calendar.phases == (
        (c.Phase.AGENDA, 1),
        (c.Phase.PROPOSAL, 1),
        (c.Phase.CONSENSUS, 2),
        (c.Phase.ADOPTION, 3),
    )
    assert conference.flags == ("storm",)
    assert conference.coached_seat == "tarn"


def test_a_delegation_has_what_its_file_says() -> None:
    tarn = load_pack(TINY).conference.delegation("tarn")
    assert tarn.walk_away == c.Range(3800, 4200)
    assert tarn.temperament.beta == c.Range(30, 36)
    assert tarn.temperament.generosity == 50
    assert tarn.interests == (
        c.IssueInterest(
            "water",
            c.Range(55, 65),
            c.ValueList((100, 60, 0), 5),
            0,
            c.Priority.HIGH,
            (0, 1),
        ),
        c.IssueInterest(
            "weir", c.Range(35, 45), c.ValueCurve(c.Range(0, 200), 20), 0, c.Priority.LOW
        ),
    )
    assert tarn.linkages == (c.Linkage((("water", (1,)), ("weir", (1,))), -200),)
    assert tarn.red_lines == (c.RedLine("never-shut", (("water", (2,)),)),)
    assert tarn.home.veto_players == (c.VetoPlayer("meadows", c.Range(6, 10), (("water", (1,)),)),)
    assert tarn.agenda == (c.AgendaItem("reed-on-water", "reed", "water", 1, 2, 60),)
    assert tarn.trust == (("chair", 60), ("reed", 45))
    seed = tarn.rules[0]
    assert seed.do == c.Promise("reed", "seed", "water", 1)
    assert to_text(seed.when).startswith("round >= 2 and trust('reed') >= 30")
    assert (seed.say, seed.priority, seed.once) == ("say.tarn.seed", 60, True)


def test_the_chair_without_interests_is_indifferent_to_every_issue() -> None:
    chair = load_pack(TINY).conference.delegation("chair")
    assert [each.issue for each in chair.interests] == ["water", "weir"]
    assert all(each.weight == c.Range(0, 0) for each in chair.interests)
    assert [each.declared_option for each in chair.interests] == [2, 0]


def test_twists_carry_their_effects_and_choices() -> None:
    (rain,) = load_pack(TINY).conference.twists
    assert rain.rounds == c.Range(2, 3)
    assert rain.effects == (c.Effect("flag", 1, flag="storm"), c.Effect("crisis", -5))
    assert rain.choices[0].effects == (c.Effect("trust", 10, "reed", "tarn"),)


def test_trust_toward_all_means_each_other_delegation() -> None:
    files = changed(
        "events.toml",
        'who = "reed", toward = "tarn", amount = 10',
        'who = "reed", toward = "all", amount = 10',
    )
    (rain,) = load_pack(files).conference.twists
    assert rain.choices[0].effects == (
        c.Effect("trust", 10, "reed", "tarn"),
        c.Effect("trust", 10, "reed", "chair"),
    )


def test_one_number_is_a_range_of_one() -> None:
    files = changed("delegations/tarn.toml", "walk_away = [3800, 4200]", "walk_away = 4000")
    assert load_pack(files).conference.delegation("tarn").walk_away == c.Range(4000, 4000)


def test_one_option_may_stand_without_brackets() -> None:
    files = changed("delegations/tarn.toml", '{ water = ["shut"] }', '{ water = "shut" }')
    assert load_pack(files).conference == load_pack(TINY).conference


# --- hashes --------------------------------------------------------------------------------------

TEXT_CHANGES = (
    ("pack.toml", "Hours of the sluice", "Hours at the sluice"),
    ("pack.toml", 'version = "1.0.0"', 'version = "1.0.1"'),
    ("pack.toml", "from dawn to noon", "from dawn till noon"),
    ("events.toml", "Rain in the hills", "Rain on the hills"),
    ("delegations/tarn.toml", "Never shut in summer", "Not shut in summer"),
    ("delegations/reed.toml", 'name = "Ben Carr"', 'name = "Ben Carter"'),
    ("lines/tarn.toml", "The kettle is on.", "The kettle is still on."),
    ("epilogues.toml", "set their clocks", "set the clocks"),
)
RULES_CHANGES = (
    ("pack.toml", "per_round = 10", "per_round = 11"),
    ("events.toml", "crisis >= 20", "crisis >= 21"),
    ("delegations/tarn.toml", "walk_away = [3800, 4200]", "walk_away = [3800, 4201]"),
    ("delegations/tarn.toml", "patience = 4", "patience = 5"),
    ("delegations/reed.toml", 'mandate = ["lower"]', ""),
)


@pytest.mark.parametrize(("name", "old", "new"), TEXT_CHANGES)
def test_a_change_of_texts_leaves_the_rules_hash(name: str, old: str, new: str) -> None:
    before, after = load_pack(TINY), load_pack(changed(name, old, new))
    assert after.rules_hash == before.rules_hash
    if "version" not in old:
        assert after.text_hash != before.text_hash


@pytest.mark.parametrize(("name", "old", "new"), RULES_CHANGES)
def test_a_change_of_rules_changes_the_rules_hash_alone(name: str, old: str, new: str) -> None:
    before, after = load_pack(TINY), load_pack(changed(name, old, new))
    assert after.rules_hash != before.rules_hash
    assert after.text_hash == before.text_hash


def test_the_rules_hash_tells_acts_of_different_kinds_apart() -> None:
    conference = load_pack(TINY).conference
    tarn = conference.delegation("tarn")
    others = tuple(each for each in conference.delegations if each.id != "tarn")

    def with_act(act: c.ScriptAct) -> str:
        rules = (replace(tarn.rules[0], do=act),)
        return rules_hash(replace(conference, delegations=(*others, replace(tarn, rules=rules))))

    assert with_act(c.CallVote()) != with_act(c.WalkOut())


# --- where packs come from -----------------------------------------------------------------------


def test_a_zip_gives_the_same_pack_as_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "tiny.zip"
    path.write_bytes(zipped({f"tiny/{name}": text for name, text in tiny().items()}))
    assert load_pack(path).conference == load_pack(TINY).conference


def test_a_pack_embedded_in_a_save_loads_again() -> None:
    first = load_pack(TINY)
    again = LoadedPack.from_files(first.files)
    assert again.conference == first.conference
    assert (again.rules_hash, again.text_hash) == (first.rules_hash, first.text_hash)


def test_files_of_a_save_are_checked_like_any_other() -> None:
    with pytest.raises(PackFaults, match="source-name"):
        LoadedPack.from_files({"../pack.toml": ""})
    with pytest.raises(PackFaults, match="missing-file"):
        LoadedPack.from_files({"README.md": "hello"})


def test_an_archive_cannot_leave_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "packs" / "evil.zip"
    path.parent.mkdir()
    path.write_bytes(zipped({**tiny(), "../../evil.toml": "x = 1"}))
    report = check_pack(path)
    assert "source-name" in {each.code for each in report.diagnostics}
    assert sorted(each.name for each in tmp_path.iterdir()) == ["packs"]


def test_a_missing_pack_is_a_finding(tmp_path: Path) -> None:
    report = check_pack(tmp_path / "nowhere")
    assert [each.code for each in report.diagnostics] == ["source-missing"]


def test_the_first_fault_and_the_number_of_others_are_in_the_message() -> None:
    files = changed("delegations/tarn.toml", "slots = 2", "slots = 9\nnonsense = 1")
    with pytest.raises(PackFaults, match=r"tarn\.toml:\d+:\d+: error\[.*\(and 1 more\)"):
        load_pack(files)


# --- discovery -----------------------------------------------------------------------------------


def test_packs_are_found_in_order_and_broken_ones_are_listed(tmp_path: Path) -> None:
    mine, shipped = tmp_path / "mine", tmp_path / "shipped"
    lay(mine / "better", changed("pack.toml", 'title = "The Weir"', 'title = "My Weir"'))
    broken = changed("pack.toml", 'id = "tiny"', 'id = "torn"')
    broken["events.toml"] = "[[twist"
    lay(shipped / "a-broken", broken)
    lay(shipped / "tiny", tiny())
    lay(shipped / "no-pack", {"notes.txt": "nothing"})
    (shipped / "unreadable.zip").write_bytes(b"PK\x03\x04 no zip")
    hopeless = lay(shipped / "z-hopeless", {"pack.toml": "= ="})
    entries = discover([mine, shipped, tmp_path / "absent"])
    assert [(each.id, each.title, each.shadowed) for each in entries] == [
        ("tiny", "My Weir", False),
        ("torn", "The Weir", False),
        ("tiny", "The Weir", True),
        ("z-hopeless", "z-hopeless", False),
    ]
    assert [each.first_fault is None for each in entries] == [True, False, True, False]
    assert entries[1].manifest is not None
    assert "events.toml:1" in str(entries[1].first_fault)
    assert entries[3].manifest is None
    assert entries[3].path == hopeless


def test_a_folder_that_is_a_pack_is_found_itself() -> None:
    assert [each.id for each in discover([TINY])] == ["tiny"]


def test_what_a_list_shows_of_a_hostile_pack_is_clean(tmp_path: Path) -> None:
    hostile = changed("pack.toml", 'title = "The Weir"', r'title = "The \u001b]0;Weir"')
    lay(tmp_path / "tiny", hostile)
    (entry,) = discover([tmp_path])
    assert entry.first_fault is not None
    shown = entry.id + entry.title + entry.summary + entry.first_fault
    assert all(char.isprintable() for char in shown)


# --- hostile texts -------------------------------------------------------------------------------

HOSTILE = (
    r"\u001b]52;c;UFdO\u0007",
    r"\u009b2J",
    r"\u202eyes",
    r"a\u2066b",
    r"zero\u200bwidth",
    r"\U000e0041",
    "n" + r"\u0301" * 12,
    r"\u2028",
    r"\ufeff",
)
PLACES = (
    ("pack.toml", 'title = "The Weir"', 'title = "{}"'),
    ("pack.toml", "Two villages, one weir", "{} weir"),
    ("pack.toml", 'title = "Open all day"', 'title = "{}"'),
    ("pack.toml", "Barley, mostly.", "{}"),
    ("events.toml", "The river rises by a hand", "{}"),
    ("events.toml", "Warn Reed", "{}"),
    ("epilogues.toml", "The weir is still there.", "{}"),
    ("delegations/tarn.toml", 'name = "Ada Fell"', 'name = "{}"'),
    ("delegations/tarn.toml", "Reed has bought a second barge.", "{}"),
    ("delegations/tarn.toml", "Moot of Tarn", "{}"),
    ("lines/tarn.toml", "The kettle is on.", "{}"),
)


@pytest.mark.parametrize("evil", HOSTILE)
@pytest.mark.parametrize(("name", "old", "new"), PLACES)
def test_hostile_text_is_refused_wherever_it_stands(
    name: str, old: str, new: str, evil: str
) -> None:
    files = changed(name, old, new.replace("{}", evil))
    report = check_pack(files)
    errors = [each for each in report.diagnostics if each.severity == "error"]
    assert [each.code for each in errors] == ["hostile-text"]
    line = files[name].split("\n")[errors[0].line - 1]
    assert errors[0].column - 1 >= line.index(new.replace("{}", evil)[:8])
    assert all(char.isprintable() or char == "\n" for char in report.render())


def test_markup_in_a_text_is_just_text() -> None:
    files = changed("lines/tarn.toml", "The kettle is on.", "[@click=app.quit]The kettle[/]")
    assert check_pack(files).ok


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_a_pack_contains_checking_does_not_raise(data: st.DataObject) -> None:
    files = tiny()
    name = data.draw(st.sampled_from(sorted(files)))
    text = files[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 60)))
    junk = data.draw(st.text("\"'[]{}=,.\n#ab1 ", max_size=12))
    files[name] = text[:start] + junk + text[end:]
    report = check_pack(files)
    if report.ok:
        load_pack(files)
    else:
        report.render()


VALUES = (
    *(0, -1, 10**18, True, 1.5, "", "tarn", "all", "round == 1", "\\u001b"),
    *([], {}, [1], ["a"], [[]], [{}], [{"id": "a"}, 3]),
    *({"a": 1}, {"what": "trust"}, {"act": "threaten"}, {"kind": "majority"}, {"id": ["x"]}),
)


def written(value: object) -> str:
    """A value as TOML writes it within a line."""
    match value:
        case bool():
            return str(value).lower()
        case dict():
            inside = ", ".join(f"{json.dumps(k)} = {written(each)}" for k, each in value.items())
            return f"{{{inside}}}"
        case list():
            return f"[{', '.join(map(written, value))}]"
        case str():
            return json.dumps(value)
    return repr(value)


def paths(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    found = [path] if path else []
    for key, each in inner:
        found += paths(each, (*path, key))
    return found


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_values_of_any_kind_in_any_place_are_told_or_played(data: st.DataObject) -> None:
    files = tiny()
    name = data.draw(st.sampled_from([each for each in files if not each.startswith("lines/c")]))
    document = tomli.loads(files[name])
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(paths(document)))
        here = document
        for key in path[:-1]:
            here = here[key]  # type: ignore[index]
        here[path[-1]] = deepcopy(data.draw(st.sampled_from(VALUES)))  # type: ignore[index]
    files[name] = "\n".join(f"{json.dumps(key)} = {written(document[key])}" for key in document)
    report = check_pack(files)
    if report.ok:
        load_pack(files)
    else:
        assert report.render()


def test_a_read_zip_is_a_source_too() -> None:
    assert load_pack(read_zip(zipped(tiny()))).manifest.id == "tiny"


def test_an_old_save_plays_on_when_the_game_has_learnt_new_lines() -> None:
    """What a pack embedded in a save never said is not said; a pack on the shelf must say it."""
    folder = Path(__file__).parents[1] / "data" / "packs" / "tiny"
    files = dict(load_pack(folder).files)
    name = "lines/common.toml"
    start = files[name].index('"chair.adopted" = [')
    end = files[name].index("]\n", start) + 2
    files[name] = files[name][:start] + files[name][end:]
    with pytest.raises(PackFaults, match="line-missing"):
        load_pack(files)
    book = LoadedPack.from_files(files).phrasebook
    assert book.line("", "chair.adopted", turn=(1,)) == ""
