"""What `diplogame analyse` prints: the figures of a case as data and as lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diplogame.analysis import Domain, Figures, Outcome, PowerIndex
    from diplogame.rules.decisions import DecisionRule, Member

_POINTS = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")
_NAMES = {
    "outcomes": "Packages",
    "feasible": "Feasible",
    "pareto_size": "Pareto frontier",
    "pareto_in_zone": "Pareto frontier that suits everybody",
    "opposition": "Opposition",
    "opposition_share": "Opposition, as a share",
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "Egalitarian",
    "utilitarian": "Utilitarian",
}
_POWER = {
    "banzhaf": "a party's share of all changes from failure to adoption that one more yes makes",
    "shapley_shubik": "in what share of all orders of saying yes it is the one that carries the text",
}
_CORE = (
    "feasible packages to which no coalition that can carry a text prefers another, all its members"
)
_MOST_CORE = 20_000
_MOST_CORE_PARTIES = 10
_MOST_NAMED = 8
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Case:
    """What is analysed.

    Attributes:
        kind: "pack", or the format in words.
        title: What it is called.
        parties: Their names.
        issues: Their names.
        values: By issue, the names of its values.
        domain: The problem.
        rule: How a text is adopted.
        rule_name: The rule in a word.
        members: Who votes.
        step: Units of the domain that count as a difference.
        unit: Steps in what is shown as 1.
        scale: What utilities are shown in, in words.
        notes: What is to be said of it.
    """

    kind: str
    title: str
    parties: tuple[str, ...]
    issues: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    domain: Domain
    rule: DecisionRule
    rule_name: str
    members: tuple[Member, ...]
    step: int
    unit: int
    scale: str
    notes: tuple[str, ...]


class Found:
    """The figures of a case, ready to be shown."""

    def __init__(self, case: Case) -> None:
        from diplogame.analysis import PowerTooLargeError, analyse, carries, power_of_rule

        self.case = case
        self.accepts = carries(case.rule, case.members)
        self.figures: Figures = analyse(case.domain, self.accepts, step=case.step)
        self.notes = [*case.notes, *self.figures.notes, *self._warnings()]
        self.power: tuple[PowerIndex, ...] = ()
        try:
            self.power = power_of_rule(case.rule, case.members)
        except PowerTooLargeError as error:
            self.notes.append(f"No power indices: {error}.")
        self.core = self._core()
        self.blocking = self._blocking()

    def _core(self) -> int | None:
        """How many packages are in the core; None if it was not looked for."""
        from diplogame.analysis import CoreTooLargeError, FrontierTooLargeError, core

        found = self.figures.feasible
        parties = len(self.case.parties)
        if found is None or found > _MOST_CORE or parties > _MOST_CORE_PARTIES:
            return None
        try:
            return len(core(self.case.domain, self.accepts, least_gain=self.case.step))
        except (CoreTooLargeError, FrontierTooLargeError):
            return None

    def _blocking(self) -> tuple[frozenset[int], ...] | None:
        """The minimal blocking coalitions; None among too many parties."""
        from diplogame.analysis import blocking_coalitions

        parties = len(self.case.parties)
        if parties > _MOST_CORE_PARTIES:
            return None
        return blocking_coalitions(parties, self.accepts)

    def _warnings(self) -> list[str]:
        """What makes it a poor puzzle."""
        from diplogame.analysis import all_middle, logrolling_pairs

        figures, domain = self.figures, self.case.domain
        found = []
        if figures.zone is False:
            found.append("No package suits everybody: there is no agreement zone.")
        if figures.opposition_share == 0:
            found.append("One package is everybody's best: there is nothing to negotiate.")
        tops = [
            sum(max(row) for row in domain.contributions[p])
            + sum(max(0, points) for _, points in domain.links_of(p))
            for p in domain.parties
        ]
        for party in domain.parties:
            if domain.walk_aways[party] > tops[party]:
                name = self.case.parties[party]
                found.append(f"No package is worth its walk-away to {name}.")
        if self.accepts(domain.content(all_middle(domain))) and figures.zone:
            found.append(
                "The middle of everything is feasible: nobody need learn what others want."
            )
        pairs = len(logrolling_pairs(domain))
        found.append(
            "There is no pair of issues that two parties could trade."
            if not pairs
            else f"Pairs of issues that two parties could trade: {pairs}."
        )
        return found

    def _utilities(self, outcome: Outcome | None) -> list[float] | None:
        if outcome is None:
            return None
        return [round(have / self.case.unit, 6) for have in outcome.utilities]

    def _package(self, outcome: Outcome | None) -> dict[str, str] | None:
        if outcome is None:
            return None
        case = self.case
        return {
            name if case.issues.count(name) == 1 else f"{name} ({k + 1})": case.values[k][option]
            for k, (name, option) in enumerate(zip(case.issues, outcome.package, strict=True))
        }

    def point(self, name: str) -> Outcome | None:
        """One of the four points."""
        points = self.figures.points
        found: Outcome | None = getattr(points, name) if points is not None else None
        return found

    @property
    def pareto_size(self) -> int | None:
        """How large the frontier is, if that is known."""
        return None if self.figures.frontier is None else len(self.figures.frontier)

    @property
    def pareto_in_zone(self) -> int | None:
        """How much of it suits everybody, if that is known."""
        if self.figures.points is not None:
            return len(self.figures.points.frontier)
        return 0 if self.figures.zone is False else None

    def data(self) -> dict[str, Any]:
        """What `--json` prints."""
        from diplogame.analysis import DEFINITIONS

        case, figures = self.case, self.figures
        return {
            "kind": case.kind,
            "title": case.title,
            "parties": list(case.parties),
            "issues": list(case.issues),
            "rule": case.rule_name,
            "scale": case.scale,
            "walk_aways": [
                round(least / (case.unit * case.step), 6) for least in case.domain.walk_aways
            ],
            "outcomes": figures.outcomes,
            "feasible": figures.feasible,
            "pareto_size": self.pareto_size,
            "pareto_in_zone": self.pareto_in_zone,
            **{name: self._utilities(self.point(name)) for name in _POINTS},
            "opposition": _millionths(figures.opposition),
            "opposition_share": _millionths(figures.opposition_share),
            "packages": {name: self._package(self.point(name)) for name in _POINTS},
            "power": {
                "banzhaf": [round(each.banzhaf / 1000, 3) for each in self.power],
                "shapley_shubik": [round(each.shapley / 1000, 3) for each in self.power],
            },
            "core": self.core,
            "blocking_coalitions": None
            if self.blocking is None
            else [sorted(group) for group in self.blocking],
            "definitions": {**DEFINITIONS, **_POWER, "core": _CORE},
            "notes": self.notes,
        }

    # --- as lines --------------------------------------------------------------------------------

    def lines(self) -> list[str]:
        """What is printed for people."""
        from diplogame.analysis import DEFINITIONS

        case, figures = self.case, self.figures
        what = "a pack" if case.kind == "pack" else case.kind
        about = (
            f"{len(case.parties)} parties, {len(case.issues)} issues, decided by "
            f"{case.rule_name.replace('_', ' ')}. Utilities in {case.scale}."
        )
        found = [f"{case.title} ({what})", about, ""]
        share = ""
        if figures.feasible is not None:
            share = f" ({100 * figures.feasible / figures.outcomes:.2f} %)"
        shown = {
            "outcomes": _count(figures.outcomes),
            "feasible": _count(figures.feasible) + share,
            "pareto_size": _count(self.pareto_size),
            "pareto_in_zone": _count(self.pareto_in_zone),
            "opposition": _fraction(figures.opposition),
            "opposition_share": _fraction(figures.opposition_share),
        }
        for key, number in shown.items():
            found += [f"{_NAMES[key]}: {number}", *_small(DEFINITIONS[key])]
        found += [
            f"Core: {_count(self.core)}" + (" packages" if self.core is not None else ""),
            *_small(_CORE),
            "",
            *self._point_lines(DEFINITIONS),
            "",
            *self._power_lines(),
        ]
        found += ["", *(line for note in self.notes for line in _wrapped(note, "- ", "  "))]
        return found

    def _point_lines(self, definitions: Mapping[str, str]) -> list[str]:
        """The four points with their definitions, and what each party gets."""
        found = []
        for name in _POINTS:
            point = self.point(name)
            worth = self._utilities(point)
            told = "none" if worth is None else "  ".join(f"{each:.3f}" for each in worth)
            found += [f"{_NAMES[name]}: {told}", *_small(definitions[name])]
            package = self._package(point)
            if package is not None:
                text = "; ".join(f"{issue}: {value}" for issue, value in package.items())
                found += _wrapped(text, "    = ", "      ")
        names = ", ".join(_few(self.case.parties, 40))
        return [*_wrapped(f"Utilities in the order {names}.", "", ""), *found]

    def _power_lines(self) -> list[str]:
        """Power, and who can stop a text."""
        case = self.case
        found = []
        if self.power:
            found.append("Power: Banzhaf and Shapley-Shubik, per mille")
            found += _small(f"Banzhaf: {_POWER['banzhaf']}")
            found += _small(f"Shapley-Shubik: {_POWER['shapley_shubik']}")
            rows = [(each.banzhaf, each.shapley) for each in self.power]
            if len(set(rows)) == 1:
                found.append(f"    everybody: {rows[0][0]}, {rows[0][1]}")
            else:
                order = sorted(range(len(rows)), key=lambda k: (-rows[k][1], -rows[k][0], k))
                found += [f"    {case.parties[k][:40]}: {rows[k][0]}, {rows[k][1]}" for k in order]
        if self.blocking:
            groups = [" + ".join(case.parties[k] for k in sorted(g)) for g in self.blocking]
            text = "; ".join(_few(groups, _MOST_NAMED))
            found += [
                f"Minimal blocking coalitions: {len(groups)}",
                *_wrapped(text, "    ", "    "),
            ]
        return found


def _few(words: Sequence[str], most: int) -> list[str]:
    """The first words, and how many more there are."""
    if len(words) <= most:
        return list(words)
    return [*words[:most], f"and {len(words) - most} more"]


def _count(number: int | None) -> str:
    return "not counted" if number is None else f"{number:,}".replace(",", " ")


def _millionths(number: int | None) -> float | None:
    return None if number is None else number / 1_000_000


def _fraction(number: int | None) -> str:
    return "none" if number is None else f"{number / 1_000_000:.3f}"


def _small(text: str) -> list[str]:
    """A definition under its number."""
    return _wrapped(text, "    ", "    ")


def _wrapped(text: str, first: str, other: str) -> list[str]:
    import textwrap

    return textwrap.wrap(text, _WIDTH, initial_indent=first, subsequent_indent=other)
