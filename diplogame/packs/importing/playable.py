"""A problem from elsewhere as a pack that can be played.

What a pack cannot hold is said, not hidden: points are rounded to whole per cent of weight and worth
(`Playable.deviation` is the most that any package's worth is off by), an issue with one value is no
issue, and one with more than nine is refused or thinned. Time does not press, nobody can pay or
threaten, and all minds have the same middling temperament: the file says nothing of these.

Guarantees: what is written passes `pack check`; texts are cleaned; nothing is overwritten.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Final

from diplogame.packs.clean import clean
from diplogame.packs.importing.fitting import Worth, fitted, worth_of
from diplogame.packs.importing.problem import ImportFault, Problem, ProblemParty
from diplogame.packs.loader import check_pack

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789*#+&@"
_FORUM: Final = (
    "Delegations change the text clause by clause or as a package; then the text as a whole is put to "
    "the decision. Nothing is agreed until everything is agreed."
)
_RESERVED: Final = frozenset(
    # Names with a meaning in packs, and those of devices on some systems: seats are files.
    {"all", "common", "chair", "con", "prn", "aux", "nul"}
    | {f"{device}{number}" for device in ("com", "lpt") for number in range(10)}
)


@dataclass(frozen=True, slots=True)
class Playable:
    """The files of a pack, and what was changed to make one.

    Attributes:
        id: The pack's id.
        files: Name -> text.
        deviation: The most that any package's worth to anybody is off by, points of 10 000.
        notes: What else is not as in the source, in sentences.
    """

    id: str
    files: dict[str, str]
    deviation: int
    notes: tuple[str, ...]


# --- names ---------------------------------------------------------------------------------------


class _Names:
    """Ids that are unlike one another."""

    def __init__(self, taken: frozenset[str] = frozenset()) -> None:
        self.taken = set(taken)

    def of(self, text: str, otherwise: str, digits: bool = False) -> str:
        """An id for a text; a number is put behind it if it is taken."""
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
        word = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:34].strip("-")
        if not word or (not digits and not word[0].isalpha()):
            word = f"{otherwise}-{word}".strip("-")
        found, number = word, 2
        while found in self.taken:
            found, number = f"{word}-{number}", number + 1
        self.taken.add(found)
        return found


def _short(text: str, most: int, otherwise: str) -> str:
    """A line of limited length, cut between words where that loses little."""
    line = " ".join(clean(text, 1000, line=True).split()) or otherwise
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space >= most // 2 else cut).rstrip(" ,;:-") + "…"


def _letter(name: str, taken: set[str]) -> str:
    """One capital for a chair, if possible one of its name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    wanted = "".join(letter for letter in plain if letter in _LETTERS[:36])
    for letter in wanted + _LETTERS:
        if letter not in taken:
            taken.add(letter)
            return letter
    raise ImportFault(name, f"there are more than {len(_LETTERS)} parties; a table seats no more")


def _listed(parties: Sequence[ProblemParty]) -> str:
    """Their names, as many as are worth reading."""
    names = [_short(party.name, 40, "somebody") for party in parties[:5]]
    more = f" and {len(parties) - 5} more" if len(parties) > 5 else ""
    return ", ".join(names) + more


def _quoted(text: str) -> str:
    """A TOML string."""
    return json.dumps(text, ensure_ascii=False)


# --- the files -----------------------------------------------------------------------------------


def playable(
    problem: Problem, *, title: str = "", rule: str = "consensus", thin: bool = False
) -> Playable:
    """A pack for a problem.

    Args:
        problem: What was read.
        title: The pack's title; default: the problem's.
        rule: How a text is adopted: the name of a decision rule.
        thin: Whether issues with more than nine values are thinned; refused otherwise.

    Raises:
        ImportFault: No pack can be made of it.
    """
    if len(problem.parties) < 2:
        raise ImportFault(problem.title, "one party alone has nothing to negotiate")
    table, notes = fitted(problem, thin)
    named = _short(title or table.title, 60, "Imported talks")
    pack_id = _Names().of(title or table.title, "talks")
    issue_names = _Names()
    issues = [issue_names.of(issue.name, "issue") for issue in table.issues]
    options = []
    for issue in table.issues:
        names = _Names()
        options.append([names.of(value, "option", digits=True) for value in issue.values])
    seat_names = _Names(_RESERVED)
    seats = [seat_names.of(party.name, "party") for party in table.parties]
    worths = [worth_of(party) for party in table.parties]
    files = {"pack.toml": _pack(table, pack_id, named, rule, issues, options, worths)}
    letters: set[str] = set()
    for seat, party, worth in zip(seats, table.parties, worths, strict=True):
        letter = _letter(party.name, letters)
        text = _delegation(table, seat, party, letter, worth, issues, options)
        files[f"delegations/{seat}.toml"] = text
    files["lines/common.toml"] = Path(__file__).with_name("common.toml").read_text(encoding="utf-8")
    notes = [*problem.notes, *notes, *(worth.note for worth in worths if worth.note)]
    easy = [p for p in table.parties if p.walk_away <= p.worst]
    if easy:
        who = "everybody" if len(easy) == len(table.parties) else _listed(easy)
        notes.append(f"Any package beats no deal for {who}: raise walk_away for a contest.")
    deviation = max(worth.deviation for worth in worths)
    files["README.md"] = _readme(named, table, deviation, notes)
    report = check_pack(files)
    if not report.ok:
        first = next(each for each in report.diagnostics if each.severity == "error")
        raise ImportFault(problem.title, f"no sound pack can be made of it: {first.headline}")
    return Playable(pack_id, files, deviation, tuple(notes))


def _pack(
    problem: Problem,
    pack_id: str,
    title: str,
    rule: str,
    issues: Sequence[str],
    options: Sequence[Sequence[str]],
    worths: Sequence[Worth],
) -> str:
    parties = [_short(party.name, 40, "Party") for party in problem.parties]
    count = len(issues)
    rounds = max(5, min(10, 3 + ceil(count / 2)))
    clauses = "one clause is" if count == 1 else f"{count} clauses are"
    who = " and ".join((", ".join(parties[:-1]), parties[-1]))
    if len(parties) > 6:
        who = f"{len(parties)} parties"
    told = _short(who, 120, "Several parties")
    summary = f"{told}: {clauses} open. {len(parties)} chairs, {rounds} rounds."
    brief = (
        f"{_short(who, 400, 'Several parties')} meet to settle {count} "
        f"{'question' if count == 1 else 'questions'}: "
        f"{_short(', '.join(issue.name for issue in problem.issues), 2000, 'what is open')}. "
        "Each knows what every answer is worth to it, and what it can have without an agreement; "
        "neither is known to the others."
    )
    phases = (
        ("information-sharing", 1),
        ("proposal-making", 2),
        ("consensus-building", rounds - 1),
        ("adoption", rounds),
    )
    lines = [
        f"# Made by `diplogame pack import` from {problem.origin}. Yours to rewrite.",
        "",
        "[pack]",
        f"id = {_quoted(pack_id)}",
        'version = "1.0.0"',
        "format = 1",
        'game = ">=0.1"',
        f"title = {_quoted(title)}",
        f"summary = {_quoted(_short(summary, 240, title))}",
        f"brief = {_quoted(brief)}",
        'difficulty = "standard"',
        'place = "the conference hall"',
        'licence = "as the source it was imported from"',
        "",
        "[institution]",
        f"adoption = {_quoted(rule)}",
        'amendment = { kind = "majority", of = "members" }',
        "silence = true",
        f"partial_minimum = {max(1, ceil(count / 2))}",
        "single_undertaking = true",
        f"description = {_quoted(_FORUM)}",
        "",
        "[calendar]",
        f"rounds = {rounds}",
        'slots = ["morning", "afternoon"]',
        f"phases = {{ {', '.join(f'{name} = {start}' for name, start in phases)} }}",
        "overtime = 1",
        "",
        "[crisis]",
        "start = 0",
        "per_round = 0",
        'name = "Outside"',
        'description = "Nothing presses on these talks but their calendar."',
    ]
    for k, (issue, name) in enumerate(zip(problem.issues, issues, strict=True)):
        told = _short(issue.name, 200, f"Issue {k + 1}")
        favourites = dict.fromkeys(worth.values[k].index(max(worth.values[k])) for worth in worths)
        opening = list(favourites)[:5]
        if len(opening) == 1:
            opening.append(0 if opening[0] else 1)
        lines += [
            "",
            "[[issue]]",
            f"id = {_quoted(name)}",
            f"title = {_quoted(_short(told, 40, name))}",
            f"short = {_quoted(_short(told, 14, name))}",
            f"question = {_quoted(f'What is agreed on {told}?')}",
            f"ordered = {'true' if issue.ordered else 'false'}",
            f"status_quo = {_quoted(options[k][0])}",
            f"opening = [{', '.join(_quoted(options[k][place]) for place in opening)}]",
        ]
        for option, value in zip(options[k], issue.values, strict=True):
            lines += [
                "  [[issue.option]]",
                f"  id = {_quoted(option)}",
                f"  title = {_quoted(_short(value, 40, option))}",
                f"  short = {_quoted(_short(value, 12, option))}",
                f"  text = {_quoted(f'On {told}, the parties agree: {_short(value, 300, option)}.')}",
            ]
    return "\n".join(lines) + "\n"


def _delegation(
    problem: Problem,
    seat: str,
    party: ProblemParty,
    letter: str,
    worth: Worth,
    issues: Sequence[str],
    options: Sequence[Sequence[str]],
) -> str:
    name = _short(party.name, 40, seat)
    order = sorted(range(len(issues)), key=lambda k: (-worth.weights[k], k))
    best = [row.index(max(row)) for row in worth.values]

    def told(k: int) -> str:
        return _short(problem.issues[k].name, 60, issues[k])

    def favourite(k: int) -> str:
        return _short(problem.issues[k].values[best[k]], 60, options[k][best[k]])

    goals = [
        _short(f"{told(k)}: {favourite(k)} ({worth.weights[k]} % of the whole)", 200, issues[k])
        for k in order[:6]
    ]
    first = order[0]
    instructions = (
        f"What matters most to us is {told(first)}: we want {favourite(first)}. "
        f"Without an agreement we have what is worth {worth.walk_away} points of 10 000: "
        "sign nothing below that. Find out what the others care about, and give there what costs "
        "us little."
    )
    lines = [
        "[delegation]",
        f"id = {_quoted(seat)}",
        'kind = "seat"',
        f"name = {_quoted(name)}",
        f"short = {_quoted(_short(party.name, 10, seat))}",
        f"letter = {_quoted(letter)}",
        f"envoy = {{ name = {_quoted(_short('Envoy of ' + name, 40, 'Envoy'))} }}",
        "slots = 2",
        "ministers = 0",
        "crisis_sensitivity = 0",
        f"walk_away = {worth.walk_away}",
        "",
        "[text]",
        f"brief = {_quoted(f'{name} is one of {len(problem.parties)} parties to the talks.')}",
        f"instructions = {_quoted(instructions)}",
        f"goals = [{', '.join(map(_quoted, goals))}]",
        "",
        "[home]",
        'ratification = "none"',
    ]
    even = 100 / len(issues)
    for k, issue in enumerate(issues):
        weight = worth.weights[k]
        priority = "high" if weight >= 1.4 * even else "low" if weight <= 0.6 * even else "medium"
        values = ", ".join(
            f"{_quoted(option)} = {value}"
            for option, value in zip(options[k], worth.values[k], strict=True)
        )
        lines += [
            "",
            "[[interest]]",
            f"issue = {_quoted(issue)}",
            f"weight = {weight}",
            f"declared = {_quoted(options[k][best[k]])}",
            f'priority = "{priority}"',
            f"values = {{ {values} }}",
        ]
    return "\n".join(lines) + "\n"


def _readme(title: str, problem: Problem, deviation: int, notes: Sequence[str]) -> str:
    made = (
        f"Made by `diplogame pack import` from {problem.origin}: {len(problem.parties)} parties, "
        f"{len(problem.issues)} issues. Weights and worths are rounded to whole per cent; no "
        f"package's worth is off by more than {deviation} points of 10 000."
    )
    told = [f"# {title}", "", made]
    if notes:
        told += ["", *(f"- {clean(note, 400, line=True)}" for note in notes)]
    return "\n".join(told) + "\n"


def write_pack(made: Playable, folder: Path) -> list[Path]:
    """Write a pack's files into a folder, which must be empty or not there yet.

    Returns:
        The files written, in order.

    Raises:
        ImportFault: The folder holds something, or is a file.
        OSError: The machine refused.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        name = clean(str(folder), 200, line=True)
        raise ImportFault(name, "there is something there already", help_="name a new folder")
    written = []
    for name, text in made.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written
