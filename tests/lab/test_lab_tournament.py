"""The tournament: tables that hold what they promise, agents of all kinds, figures that are right."""

from __future__ import annotations

import json
import os
import sys
from itertools import product, takewhile
from textwrap import dedent

import pytest

from diplogame.cli import main
from diplogame.cli.common import UseError
from diplogame.cli.tournament import numbers
from diplogame.lab import plenaries, tournament
from diplogame.lab.agents import (
    Agent,
    AgentError,
    Fault,
    Outside,
    agents_of,
    character_of,
    factory_of,
)
from diplogame.lab.runner import RunnerError
from diplogame.lab.tables import Table, generated, most_welfare, of_problem
from diplogame.negotiator import Honest, Negotiator, Strategic, TimeBased, convene, sit
from diplogame.packs.importing import read_problem
from diplogame.rules.conference import Temperament
from diplogame.rules.conference.kinds import Range
from tests.lab.lab_support import FIRST_STEPS

CAKE = Table(
    name="a cake",
    issues=(("share", tuple(str(n) for n in range(11))),),
    points=((tuple(range(11)),), (tuple(range(10, -1, -1)),)),
    reserves=(2, 0),
    biases=(0, 0),
)

HELD_OUT = """
class Stubborn:
    '''Written against the documented interface; imports nothing of the game.'''

    def start(self, issues, utility, reserved, rounds, me, parties):
        outcomes = [()]
        for _, values in issues:
            outcomes = [(*head, value) for head in outcomes for value in values]
        self.best = max(outcomes, key=utility)
        self.utility, self.reserved, self.rounds = utility, reserved, rounds

    def propose(self, history, t):
        return self.best

    def respond(self, offer, proposer, history, t):
        late = t >= 1 - 1 / self.rounds
        return "accept" if late and self.utility(offer) > self.reserved else "reject"


class Broken(Stubborn):
    def propose(self, history, t):
        return 1 / 0


class Vague(Stubborn):
    def respond(self, offer, proposer, history, t):
        return "perhaps"


class Elsewhere(Stubborn):
    def propose(self, history, t):
        return ("the moon",)


class Quits(Stubborn):
    def propose(self, history, t):
        raise SystemExit("goodbye")


class Dies(Stubborn):
    def propose(self, history, t):
        import os

        os._exit(3)


class Meddler(Stubborn):
    def propose(self, history, t):
        try:
            history[:] = []
        except TypeError:
            pass
        return self.best


nothing = 3
"""


@pytest.fixture
def module(tmp_path, monkeypatch):
    """A module of somebody else's, in the current folder."""
    (tmp_path / "held_out_agents.py").write_text(HELD_OUT)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    yield "held_out_agents"
    sys.modules.pop("held_out_agents", None)


# --- tables --------------------------------------------------------------------------------------


@pytest.mark.parametrize("parties", [2, 3, 5, 9])
def test_a_generated_table_has_best_and_worst_for_everybody_and_something_that_suits_all(parties):
    for number in range(12):
        table = generated(5, number, parties)
        assert table == generated(5, number, parties)
        assert 3 <= len(table.issues) <= 6
        assert table.outcomes <= 8_000
        for rows, top, reserve in zip(table.points, table.tops(), table.reserves, strict=True):
            assert sum(min(row) for row in rows) == 0
            assert top == pytest.approx(10_000)
            assert reserve < top
        everything = product(*(range(len(values)) for _, values in table.issues))
        suits = [
            outcome
            for outcome in everything
            if all(
                sum(row[n] for row, n in zip(rows, outcome, strict=True)) > least
                for rows, least in zip(table.points, table.reserves, strict=True)
            )
        ]
        assert suits
        best = max(
            sum(row[n] for rows in table.points for row, n in zip(rows, outcome, strict=True))
            for outcome in suits
        )
        assert most_welfare(table) == pytest.approx(best)


def test_generated_tables_differ_in_how_much_tastes_are_opposed():
    found = []
    for number in range(30):
        table = generated(1, number, 2)
        welfare = most_welfare(table)
        assert welfare is not None
        found.append(welfare / sum(table.tops()))
    assert min(found) < 0.75
    assert max(found) > 0.9


def test_a_problem_from_a_file_is_a_table_whose_values_can_be_told_apart(tmp_path):
    path = tmp_path / "two.json"
    path.write_text(
        json.dumps(
            {
                "issues": [{"name": "Price", "values": ["low", "low", "high"]}],
                "parties": [
                    {"party": "A", "reserved": 0.1, "bias": 0.5, "points": [[0, 0.2, 0.4]]},
                    {"party": "B", "points": [[0.4, 0.2, 0]]},
                ],
            }
        )
    )
    table = of_problem(read_problem(path))
    ((_, values),) = table.issues
    assert len(set(values)) == 3
    assert table.tops() == pytest.approx((0.9, 0.4))
    worths = table.worths()
    assert worths[0]((values[1],)) == pytest.approx(0.7)
    assert table.reserves == pytest.approx((0.1, 0))


def test_nothing_that_suits_everybody_has_no_welfare_and_too_much_is_not_compared():
    hopeless = Table(CAKE.name, CAKE.issues, CAKE.points, (6, 6), (0, 0))
    assert most_welfare(hopeless) is None
    assert plenaries.hold(hopeless, [5]) is None
    wide = tuple((f"i{k}", tuple("abcdefgh")) for k in range(6))
    flat = tuple(tuple(range(8)) for _ in range(6))
    with pytest.raises(ValueError, match="too many"):
        most_welfare(Table("wide", wide, (flat, flat), (0, 0), (0, 0)))


# --- agents --------------------------------------------------------------------------------------


def test_a_conceder_of_a_pack_still_concedes_and_the_firmest_hold_like_ours():
    hard = character_of(Temperament(beta=Range(10, 20)))
    usual = character_of(Temperament(beta=Range(40, 50)))
    soft = character_of(Temperament(beta=Range(140, 160)))
    assert hard.hold == -1
    assert 0 < usual.hold < 500
    assert soft.hold == 0
    table = generated(3, 1, 2)
    worths = table.worths()
    ends = []
    for character in (hard, usual, soft):
        session = sit(
            table.issues,
            worths,
            table.reserves,
            [Negotiator(character), TimeBased(20)],
            40,
        )
        assert session.agreement is not None
        ends.append(worths[0](session.agreement))
    assert ends[0] >= ends[1] >= ends[2]
    assert ends[0] > ends[2]


def test_waiting_is_answered_by_those_who_answer_in_kind():
    assert character_of(Temperament(reciprocity=80)).answering
    assert not character_of(Temperament(reciprocity=20)).answering


def test_agents_have_names_and_none_is_there_twice():
    found = agents_of(["firm", "hard=boulware", "m:f", "odd=my.module:make"])
    assert found[1:] == (
        Agent("hard", "boulware"),
        Agent("m:f", "m:f"),
        Agent("odd", "my.module:make"),
    )
    with pytest.raises(AgentError, match="twice"):
        agents_of(["firm", "firm"])
    with pytest.raises(AgentError, match="no name"):
        agents_of(["=firm"])


@pytest.mark.parametrize(
    "spec",
    ["nobody", "no_such_module:x", "held_out_agents:missing", "held_out_agents:nothing", ":x"],
)
def test_an_agent_that_does_not_exist_is_refused(spec, module):
    sys.path.append(os.getcwd())
    with pytest.raises(AgentError):
        factory_of(Agent("x", spec))


def test_a_delegation_that_does_not_exist_is_refused():
    with pytest.raises(AgentError, match="pack:"):
        factory_of(Agent("x", f"pack:{FIRST_STEPS}/nobody"))
    made = factory_of(Agent("x", f"pack:{FIRST_STEPS}/harrow"))()
    assert isinstance(made, Negotiator)
    assert made.character.beta == 40


@pytest.mark.parametrize("name", ["Broken", "Vague", "Elsewhere", "Quits"])
def test_what_outside_code_does_wrong_is_its_own_no_deal_and_nobody_else_s(name, module):
    sys.path.append(os.getcwd())
    agents = (Agent("odd", f"{module}:{name}"), Agent("linear", "linear"))
    (found,) = tournament.play([CAKE], agents, [6])
    (section,) = tournament.standings([found], ["odd", "linear"])
    odd, linear = section["agents"]
    assert odd["faults"] > 0
    assert odd["advantage"]["mean"] == 0
    assert linear["faults"] == 0
    assert linear["sessions"] < odd["sessions"]
    assert tournament.faults([found])[0].startswith("odd: ")


def test_outside_code_cannot_change_the_record_of_what_was_offered(module):
    sys.path.append(os.getcwd())
    agents = (Agent("odd", f"{module}:Meddler"), Agent("micro", "micro"))
    honest = (Agent("odd", f"{module}:Stubborn"), Agent("micro", "micro"))
    (one,) = tournament.play([CAKE], agents, [6])
    (other,) = tournament.play([CAKE], honest, [6])
    assert [s.advantages for s in one.sittings] == [s.advantages for s in other.sittings]
    assert [s.offers for s in one.sittings] == [s.offers for s in other.sittings]


def test_an_outsider_without_the_interface_is_at_fault():
    odd = Outside("odd", object)
    with pytest.raises(Fault, match="has no start"):
        odd.start([("x", (0, 1))], lambda o: 0.0, 0.0, 3, "odd", ("odd", "b"))


# --- who meets whom, and what it gives -----------------------------------------------------------


def test_two_meet_in_both_seats_and_everybody_meets_itself():
    found = list(tournament.line_ups(["a", "b", "c"], 2, 0, 0))
    assert sorted(line for line, counts in found if counts) == sorted(
        (x, y) for x in "abc" for y in "abc" if x != y
    )
    assert sorted(line for line, counts in found if not counts) == [(x, x) for x in "abc"]


def test_at_larger_tables_everybody_sits_once_in_every_seat_among_others():
    found = [each for each in tournament.line_ups(["a", "b", "c"], 5, 3, 1) if each[1]]
    sat = [(line[seat], seat) for line, (seat,) in found]
    assert sorted(sat) == [(x, seat) for x in "abc" for seat in range(5)]
    assert all(line.count(line[seat]) == 1 for line, (seat,) in found)
    assert found != [each for each in tournament.line_ups(["a", "b", "c"], 5, 4, 1) if each[1]]


def test_advantage_is_counted_from_the_reserve_and_no_deal_is_nought(module):
    sys.path.append(os.getcwd())
    agents = (Agent("stubborn", f"{module}:Stubborn"), Agent("conceder", "conceder"))
    (found,) = tournament.play([CAKE], agents, [10])
    by_line = {sitting.line_up: sitting for sitting in found.sittings}
    # Against a conceder whoever never moves gets the last slice that is worth more than no deal.
    first = by_line["stubborn", "conceder"]
    assert first.deal
    assert first.advantages[0] == (10 - 2) / (10 - 2) or first.advantages[0] > 0.8
    assert first.advantages[1] == pytest.approx((10 - 2 - 8 * first.advantages[0]) / 10)
    # Two who only want everything end without a deal, or by the last word.
    assert set(by_line["stubborn", "stubborn"].advantages) <= {0.0, 1.0}
    (section,) = tournament.standings([found], ["stubborn", "conceder"])
    row = section["agents"][0]
    mine = [first.advantages[0], by_line["conceder", "stubborn"].advantages[1]]
    theirs = [first.advantages[1], by_line["conceder", "stubborn"].advantages[0]]
    assert row["advantage"]["mean"] == pytest.approx(sum(mine) / 2)
    assert row["partner"] == pytest.approx(sum(theirs) / 2)
    assert section["against"]["stubborn"]["conceder"] == pytest.approx(sum(mine) / 2)
    assert row["sessions"] == 2


def test_the_interval_is_of_tables_and_of_sessions_where_there_is_one_table():
    agents = (Agent("firm", "firm"), Agent("linear", "linear"))
    tables = [generated(0, n, 2) for n in range(4)]
    found = list(tournament.play(tables, agents, [10]))
    (section,) = tournament.standings(found, ["firm", "linear"])
    assert section["agents"][0]["advantage"]["count"] == 4
    assert section["agents"][0]["sessions"] == 8
    (alone,) = tournament.standings(found[:1], ["firm", "linear"])
    assert alone["agents"][0]["advantage"]["count"] == 2


def _without_cpu(found):
    return [
        [(s.line_up, s.counts, s.advantages, s.deal, s.offers) for s in each.sittings]
        for each in found
    ]


def test_two_processes_play_what_one_plays(module):
    sys.path.append(os.getcwd())
    agents = (Agent("firm", "firm"), Agent("micro", "micro"), Agent("o", f"{module}:Stubborn"))
    tables = [generated(2, n, parties) for parties in (2, 3) for n in range(2)]
    one = list(tournament.play(tables, agents, [5, 15], 9, jobs=1))
    two = list(tournament.play(tables, agents, [5, 15], 9, jobs=2))
    assert _without_cpu(one) == _without_cpu(two)


def test_a_process_that_dies_is_told_and_ends_the_tournament(module):
    sys.path.append(os.getcwd())
    agents = (Agent("firm", "firm"), Agent("o", f"{module}:Dies"))
    tables = [generated(2, n, 2) for n in range(2)]
    with pytest.raises(RunnerError, match="died"):
        list(tournament.play(tables, agents, [5], jobs=2))


def test_a_conference_is_worth_what_its_treaty_is_worth_to_all():
    table = generated(0, 3, 3)
    held = plenaries.hold(table, [10])
    assert held is not None
    assert len(held) == len(plenaries.ROOMS) * len(plenaries.QUOTAS)
    for each in held:
        assert 0 <= each.gain <= 1
        assert each.gain <= each.welfare <= 1
        assert each.treaty is (each.gain > 0)
        assert (each.worst > 0) is each.treaty
    rows = plenaries.outcomes(held)
    assert [row["tables"] for row in rows] == [1] * len(held)


@pytest.mark.parametrize("kind", [Honest, Strategic])
@pytest.mark.parametrize("parties", [3, 5, 9])
def test_a_small_plenary_reaches_nine_tenths_of_the_largest_welfare(parties, kind):
    shares = []
    for number in range(8):
        table = generated(11, number, parties)
        worths, most = table.worths(), most_welfare(table)
        found = convene(table.issues, worths, table.reserves, [kind() for _ in worths], 20)
        ends = table.reserves
        if found.treaty is not None:
            ends = tuple(worth(found.treaty) for worth in worths)
        assert most is not None
        shares.append(sum(ends) / most)
    assert sum(shares) / len(shares) >= 0.9


def test_ours_gets_more_than_the_well_known_strategies_do_in_the_same_company():
    names = ["firm", "boulware", "linear", "conceder", "micro", "titfortat"]
    tables = [generated(21, n, 2) for n in range(12)]
    found = list(tournament.play(tables, agents_of(names), [20]))
    (section,) = tournament.standings(found, names)
    rows = {row["agent"]: row["advantage"]["mean"] for row in section["agents"]}
    assert max(rows, key=lambda name: rows[name]) == "firm"


# --- the command ---------------------------------------------------------------------------------

SMALL = ["lab", "tournament", "--domains", "2", "--rounds", "6", "--jobs", "1", "--quiet"]


def test_the_command_prints_tables_and_json(capsys, tmp_path):
    assert main([*SMALL, "--agents", "firm,linear", "--html", str(tmp_path / "r.html")]) == 0
    shown = capsys.readouterr().out
    assert "2 parties, 6 rounds" in shown
    assert "firm" in shown
    assert "<table" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert main([*SMALL, "--agents", "firm,linear", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["format"] == "diplogame-lab-tournament"
    assert [row["agent"] for row in data["sections"][0]["agents"]] == ["firm", "linear"]


def test_the_command_seats_somebody_s_code_from_the_current_folder(capsys, module):
    given = [*SMALL, "--agents", "linear", "--agent", f"theirs={module}:Stubborn", "--json"]
    assert main(given) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["agents"] == {"linear": "linear", "theirs": f"{module}:Stubborn"}
    assert main([*SMALL, "--agents", "linear", "--agent", f"odd={module}:Broken", "--json"]) == 1
    assert "ZeroDivisionError" in json.loads(capsys.readouterr().out)["faults"][0]


def test_the_example_of_the_documentation_plays(capsys, tmp_path, monkeypatch):
    text = (FIRST_STEPS.parents[1] / "docs" / "lab.md").read_text(encoding="utf-8")
    lines = text[text.index("    class Patient:") :].splitlines()
    code = list(takewhile(lambda line: not line or line.startswith("    "), lines))
    (tmp_path / "documented_example.py").write_text(dedent("\n".join(code)))
    assert len([line for line in code if line]) <= 16
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    given = ["--agents", "firm", "--agent", "patient=documented_example:Patient", "--json"]
    assert main([*SMALL, *given]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["faults"] == []
    assert data["sections"][0]["agents"][1]["deals"] > 0


def test_the_command_takes_problems_from_files_and_conferences_on_a_text(capsys, tmp_path):
    path = tmp_path / "cake.json"
    path.write_text(
        json.dumps(
            {
                "issues": [{"name": "share", "values": [str(n) for n in range(11)]}],
                "parties": [
                    {"party": "A", "points": [list(range(11))]},
                    {"party": "B", "points": [list(range(10, -1, -1))]},
                ],
            }
        )
    )
    given = ["lab", "tournament", "--file", str(path), "--rounds", "8", "--quiet", "--jobs", "1"]
    assert main([*given, "--agents", "firm,conceder", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["tables"] == 1
    assert data["source"] == "Cake"
    assert main([*given, "--text", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["plenaries"]
    assert {row["room"] for row in rows} == {"honest", "strategic", "mixed"}


def test_interrupted_the_command_reports_on_what_was_finished(capsys, monkeypatch):
    real = tournament.play_table

    def stopped(table, number, rounds, seats, seed):
        if number == 1:
            raise KeyboardInterrupt
        return real(table, number, rounds, seats, seed)

    monkeypatch.setattr(tournament, "play_table", stopped)
    assert main([*SMALL, "--agents", "firm,linear", "--json"]) == 130
    shown = capsys.readouterr()
    data = json.loads(shown.out)
    assert data["interrupted"] is True
    assert data["sections"][0]["tables"] == 1
    assert "Stopped at 1 of 2 tables" in shown.err


@pytest.mark.parametrize(
    "wrong",
    [
        ["--rounds", "0"],
        ["--rounds", "ten"],
        ["--rounds", "20,,5"],
        ["--parties", "1"],
        ["--agents", "nobody"],
        ["--agents", "firm,firm"],
        ["--file", "not-there.json"],
        ["--text", "--agents", "firm"],
        ["--domains", "10000", "--parties", "2,3"],
    ],
)
def test_wrong_use_is_said_and_ends_with_two(wrong, capsys):
    assert main(["lab", "tournament", "--quiet", "--jobs", "1", *wrong]) == 2
    assert capsys.readouterr().err


def test_numbers_are_read_once_each():
    assert numbers("20, 200,20", 1_000, 1) == [20, 200]
    with pytest.raises(UseError, match="whole number"):
        numbers("-3", 10, 1)
