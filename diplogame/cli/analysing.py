"""`diplogame analyse`: the mathematics of a pack, or of a problem from elsewhere."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from diplogame.cli.analysed import Case, Found
from diplogame.cli.common import DONE, UseError, utf8

if TYPE_CHECKING:
    from diplogame.packs.importing import ImportFault
    from diplogame.rules.decisions import DecisionRule


def analyse_command(arguments: argparse.Namespace) -> int:
    """Print the figures of a pack or a problem."""
    utf8()
    from diplogame.packs.importing import ImportFault

    try:
        case = _case(arguments)
    except ImportFault as fault:
        raise UseError(fault_sentence(fault)) from None
    found = Found(case)
    if arguments.json:
        import json

        print(json.dumps(found.data(), ensure_ascii=True, indent=2))
    else:
        for line in found.lines():
            print(line)
    return DONE


def fault_sentence(fault: ImportFault) -> str:
    """A fault as it is told: place, what, and what to do about it."""
    told = f"{fault.place}: {fault.message}."
    return f"{told}\n  help: {fault.help}." if fault.help else told


def decision_rule(name: str) -> DecisionRule:
    """A decision rule by its name.

    Raises:
        UseError: There is none of this name, or it needs more than a name.
    """
    from diplogame.rules.decisions import PRESETS, RuleDataError, rule_from_data

    try:
        return rule_from_data(name)
    except RuleDataError:
        known = ", ".join(sorted({*PRESETS, "consensus", "unanimity", "silence"}))
        raise UseError(f"There is no decision rule '{name[:40]}'. Known: {known}.") from None


# --- what is analysed ----------------------------------------------------------------------------


def _case(arguments: argparse.Namespace) -> Case:
    path = Path(arguments.path).expanduser()
    packed = path.suffix.lower() == ".zip" or (path / "pack.toml").is_file()
    if path.exists() and not packed:
        return _problem(path, arguments)
    return _pack(arguments)


def _problem(path: Path, arguments: argparse.Namespace) -> Case:
    from diplogame.packs.clean import clean
    from diplogame.packs.importing import SCALE, STEP, ImportFault, read_problem
    from diplogame.rules.decisions import Member, faults

    problem = read_problem(path)
    name = arguments.rule or "unanimity"
    rule = decision_rule(name)
    members = tuple(Member(f"p{n}") for n in range(len(problem.parties)))
    if wrong := faults(rule, members):
        raise UseError(f"The rule '{name}' does not fit: {wrong[0]}.")
    try:
        domain = problem.domain()
    except ValueError as error:
        raise ImportFault(problem.title, str(error)) from None
    return Case(
        kind=problem.origin,
        title=problem.title,
        parties=tuple(party.name for party in problem.parties),
        issues=tuple(issue.name for issue in problem.issues),
        values=tuple(
            tuple(clean(value, 200, line=True) for value in issue.values)
            for issue in problem.issues
        ),
        domain=domain,
        rule=rule,
        rule_name=name,
        members=members,
        step=STEP,
        unit=SCALE // STEP,
        scale="the file's own units",
        notes=problem.notes,
    )


def _pack(arguments: argparse.Namespace) -> Case:
    from diplogame.analysis import domain_of
    from diplogame.app import library
    from diplogame.rules.conference import Kind
    from diplogame.rules.decisions import Member, faults
    from diplogame.rules.setup import open_conference

    pack = library.open_pack(arguments.path)
    conference, book = pack.conference, pack.phrasebook
    state = open_conference(conference, arguments.seed)
    rule = decision_rule(arguments.rule) if arguments.rule else conference.institution.adoption
    seats = conference.seats
    members = tuple(
        Member(d.id, d.votes, d.population) for d in conference.delegations if d.kind is Kind.SEAT
    )
    if wrong := faults(rule, members):
        raise UseError(f"The rule '{arguments.rule}' does not fit: {wrong[0]}.")
    return Case(
        kind="pack",
        title=pack.manifest.title,
        parties=tuple(book.name(seat) for seat in seats),
        issues=tuple(book.issue(k) for k in range(len(conference.issues))),
        values=tuple(
            tuple(book.option(k, option) for option in range(len(issue.options)))
            for k, issue in enumerate(conference.issues)
        ),
        domain=domain_of(
            [len(issue.options) for issue in conference.issues],
            [state.private[seat].interests for seat in seats],
            [state.private[seat].walk_away for seat in seats],
        ),
        rule=rule,
        rule_name=arguments.rule or rule.kind,
        members=members,
        step=1,
        unit=10_000,
        scale="interest, 1 being 10 000 points",
        notes=(f"Interests and walk-aways are those of seed {arguments.seed}, round 1.",),
    )
