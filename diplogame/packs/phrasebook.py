"""Everything a pack says in words, looked up by id or index, and the lines that are spoken.

Guarantees: no look-up raises for a delegation, issue, option, twist or line of the pack; every
string has passed the gate of `diplogame.packs.clean` when the pack was loaded, and what is filled
into a line is cleaned once more; the choice among variants is a keyed hash, so texts never touch
the course of a game.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, Final

from diplogame.packs import delegation as d
from diplogame.packs import happenings as h
from diplogame.packs import schema as s
from diplogame.packs.clean import clean
from diplogame.packs.lines import typeset
from diplogame.packs.texts import Message, Placeholder, TextError, format_message, parse, pick
from diplogame.rules.conditions import Expression, Facts, evaluate
from diplogame.rules.values import dataclass

_PARAMETER: Final = 120
"""Longest value filled into a line."""


NOWHERE: Final = "the conference"
"""What lines call the place of a pack that names none."""


@dataclass(frozen=True, slots=True)
class Rumour:
    """Something said about others: the text, whether it is true, and whom it concerns ("" nobody)."""

    text: str
    true: bool
    about: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a delegation."""

    name: str
    role: str
    note: str


@dataclass(frozen=True, slots=True)
class ChoiceText:
    """One answer to a twist: as offered, what is said of it before, and the news after."""

    label: str
    consequence: str
    headline: str


@dataclass(frozen=True, slots=True)
class TwistText:
    """The news of a twist, its story, and its answers by id."""

    headline: str
    body: str
    choices: Mapping[str, ChoiceText]


@dataclass(frozen=True, slots=True)
class EpilogueText:
    """A story of the time after the conference, `years` (1, 5 or 10) later."""

    years: int
    text: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The words of a delegation's file; the numbers beside them are let go of."""

    delegation: d.Basics
    text: d.Texts
    red_lines: Mapping[str, str]
    linkages: tuple[str, ...]
    veto_players: Mapping[str, str]
    home_body: str


class Phrasebook:
    """The words of one pack.

    Attributes:
        title, summary, brief, place, length, difficulty: Of the pack.
        institution_about: How the forum decides.
        crisis_name, crisis_about: What the crisis is called, and what it is.
    """

    def __init__(
        self,
        pack: s.PackFile,
        delegations: Sequence[d.DelegationFile],
        events: h.EventsFile,
        epilogues: h.EpiloguesFile,
        lines: Mapping[str, h.LinesFile],
    ) -> None:
        self.title: str = pack.pack.title
        self.summary: str = pack.pack.summary
        self.brief: str = pack.pack.brief.strip()
        self.place: str = pack.pack.place or NOWHERE
        self.length: str = pack.pack.length
        self.difficulty: str = pack.pack.difficulty
        self.institution_about: str = pack.institution.description.strip()
        self.crisis_name: str = pack.crisis.name
        self.crisis_about: str = pack.crisis.description.strip()
        self._stages = sorted((int(key), text) for key, text in pack.crisis.stages.items())
        self._issues = pack.issue
        self._issue_at = {issue.id: place for place, issue in enumerate(pack.issue)}
        self._incentives = {each.id: each for each in pack.incentive}
        self._instruments = {each.id: each for each in pack.instrument}
        self._blocs = {each.id: each for each in pack.bloc}
        self._files = {each.delegation.id: _sheet(each) for each in delegations}
        self._twists = {each.id: _twist(each) for each in events.twist}
        self._coaching = {each.id: (each.title, each.text.strip()) for each in pack.coaching}
        self._epilogues: tuple[tuple[Expression | None, EpilogueText], ...] = tuple(
            (each.when, EpilogueText(each.years, each.text.strip())) for each in epilogues.epilogue
        )
        self._lines = {name: dict(file.lines) for name, file in lines.items()}
        self._parsed: dict[str, Message] = {}
        self._said: dict[tuple[str, str], dict[tuple[int | str, ...], int]] = {}
        self._heard: dict[tuple[str, str, str], set[int]] = {}

    def fresh(self) -> Phrasebook:
        """The same words without a memory of what was said: one for each game."""
        other = object.__new__(Phrasebook)
        other.__dict__.update(self.__dict__)
        other._said = {}
        other._heard = {}
        return other

    # --- delegations ---------------------------------------------------------------------------

    def name(self, seat: str) -> str:
        """Full name; an unknown id is given back as it is."""
        file = self._files.get(seat)
        return seat if file is None else file.delegation.name

    def short(self, seat: str) -> str:
        """Name of at most 10 characters."""
        file = self._files.get(seat)
        return seat[:10] if file is None else file.delegation.short

    def letter(self, seat: str) -> str:
        """One capital for the seating plan."""
        return self._files[seat].delegation.letter

    def envoy(self, seat: str) -> tuple[str, str]:
        """Name and title of the person in the chair."""
        envoy = self._files[seat].delegation.envoy
        return envoy.name, envoy.title

    def strength(self, seat: str) -> int:
        """How strong the chair is to play, 1-5."""
        return self._files[seat].delegation.strength

    def style(self, seat: str) -> str:
        """One line on playing it, or ""."""
        return self._files[seat].delegation.style

    def public_brief(self, seat: str) -> str:
        """What everybody may read about it."""
        return self._files[seat].text.brief.strip()

    def instructions(self, seat: str) -> str:
        """Its confidential instructions, or ""."""
        return self._files[seat].text.instructions.strip()

    def dossier(self, seat: str) -> str:
        """What the others know of it, or ""."""
        return self._files[seat].text.dossier.strip()

    def goals(self, seat: str) -> tuple[str, ...]:
        """Its goals, the most important first."""
        return self._files[seat].text.goals

    def doctrine(self, seat: str) -> str:
        """What it says it stands for, or ""."""
        return self._files[seat].text.doctrine.strip()

    def rumours(self, seat: str) -> tuple[Rumour, ...]:
        """What it has heard."""
        return tuple(
            Rumour(each.text, each.true, each.about) for each in self._files[seat].text.rumours
        )

    def people(self, seat: str) -> tuple[Person, ...]:
        """Who is who in it."""
        return tuple(
            Person(each.name, each.role, each.note) for each in self._files[seat].text.people
        )

    def red_line(self, seat: str, red_line: str) -> str:
        """The words of a red line; the id when there are none."""
        return self._files[seat].red_lines.get(red_line, red_line)

    def linkage(self, seat: str, number: int) -> str:
        """The title of a delegation's linkage by its place from 0, or ""."""
        linkages = self._files[seat].linkages
        return linkages[number] if 0 <= number < len(linkages) else ""

    def veto_player(self, seat: str, player: str) -> str:
        """The name of a force at home."""
        return self._files[seat].veto_players.get(player, player)

    def home_body(self, seat: str) -> str:
        """The body at home that consents, or ""."""
        return self._files[seat].home_body

    # --- the text and its issues ---------------------------------------------------------------

    def issue(self, issue: int) -> str:
        """Title of an issue by its place."""
        return self._issues[issue].title

    def issue_short(self, issue: int) -> str:
        """Title of at most 14 characters."""
        return self._issues[issue].short

    def question(self, issue: int) -> str:
        """What is contested."""
        return self._issues[issue].question

    def option(self, issue: int, option: int) -> str:
        """Title of an option."""
        return self._issues[issue].option[option].title

    def option_short(self, issue: int, option: int) -> str:
        """Title of at most 12 characters."""
        return self._issues[issue].option[option].short

    def clause(self, issue: int, option: int) -> str:
        """The option in treaty language."""
        return self._issues[issue].option[option].text

    def bloc(self, bloc: str) -> str:
        """What a standing bloc is called; an unknown id (a club's) is given back as it is."""
        known = self._blocs.get(bloc)
        return bloc if known is None else known.title

    def bloc_about(self, bloc: str) -> str:
        """What a standing bloc is, in prose, or empty."""
        known = self._blocs.get(bloc)
        return "" if known is None else known.description.strip()

    def incentive(self, incentive: str) -> str:
        """Title of an incentive; an unknown id is given back as it is."""
        found = self._incentives.get(incentive)
        return incentive if found is None else found.title

    def incentive_about(self, incentive: str) -> str:
        """What the incentive is, in prose."""
        return self._incentives[incentive].description

    def instrument(self, instrument: str) -> str:
        """Title of an instrument; an unknown id is given back as it is."""
        found = self._instruments.get(instrument)
        return instrument if found is None else found.title

    def instrument_about(self, instrument: str) -> str:
        """What the instrument is, in prose."""
        return self._instruments[instrument].description

    # --- events --------------------------------------------------------------------------------

    def twist(self, twist: str) -> TwistText:
        """The words of a twist."""
        return self._twists[twist]

    def coaching(self, hint: str) -> tuple[str, str]:
        """Title (may be "") and text of a hint."""
        return self._coaching[hint]

    def crisis_stage(self, height: int) -> str:
        """What is reported of a crisis of that height (0-100), or ""."""
        reached = [text for start, text in self._stages if start <= height]
        return reached[-1] if reached else ""

    def epilogues(self, facts: Facts) -> tuple[EpilogueText, ...]:
        """The stories that hold, in the pack's order."""
        return tuple(
            text for when, text in self._epilogues if when is None or evaluate(when, facts) is True
        )

    # --- lines ---------------------------------------------------------------------------------

    def keys(self, speaker: str) -> frozenset[str]:
        """The line keys that a speaker has, the common ones included."""
        return frozenset(self._lines.get(speaker, ())) | frozenset(self._lines.get("common", ()))

    def own(self, speaker: str, key: str) -> tuple[str, ...]:
        """A speaker's own ways to say a line; the common ones do not count."""
        return self._lines.get(speaker, {}).get(key, ())

    def variants(self, speaker: str, key: str) -> tuple[str, ...]:
        """All ways to say a line, before anything is filled in; () when there is none."""
        return self.own(speaker, key) or self._lines.get("common", {}).get(key, ())

    def line(self, speaker: str, key: str, *, turn: tuple[int | str, ...], **params: Any) -> str:
        """One line as it is said; "" when the pack has none of that key.

        The same speaker, key and turn always give the same variant while this phrasebook lives,
        every variant is used before one comes back, and of those that are free one that `other` has
        not heard is taken. A new phrasebook (`fresh`) that is asked in the same order gives the same
        texts.

        Args:
            speaker: The delegation that speaks; "" for the chair, the press or the staff.
            key: The line's key.
            turn: What names the occasion: seed, round, the number of the event.
            params: Values for placeholders. Delegations (`other`, `rival`, `delegation`), issues
                (`issue`, `issue2`), options (`option` of `issue`, `option2` of `issue2`),
                incentives and instruments may be given by id, or issues and options by index;
                names are put in. Other values go in as they are.
        """
        variants = self.variants(speaker, key)
        if not variants:
            return ""
        said = self._said.setdefault((speaker, key), {})
        choice = said.get(turn)
        if choice is None:
            # A deck: all are said once before any comes back, and half of them rest over the shuffle.
            rest = max(len(said) % len(variants), len(variants) // 2)
            resting = set(islice(reversed(said.values()), rest))
            free = [each for each in range(len(variants)) if each not in resting]
            heard = self._heard.setdefault((speaker, key, str(params.get("other", ""))), set())
            # Nobody is told twice what somebody else has not heard yet.
            free = [each for each in free if each not in heard] or free
            choice = free[pick(0, speaker, key, *turn, n=len(free))]
            said[turn] = choice
            heard.add(choice)
        return _flowing(self._message(variants[choice]), self._values(speaker, params))

    def fill(self, text: str, speaker: str = "", **params: Any) -> str:
        """A text of one's own with the placeholders of lines."""
        return _flowing(self._message(text), self._values(speaker, params))

    def _message(self, text: str) -> Message:
        found = self._parsed.get(text)
        if found is None:
            try:
                found = parse(typeset(text))
            except TextError:
                found = (text,)
            self._parsed[text] = found
        return found

    def _values(self, speaker: str, params: Mapping[str, Any]) -> dict[str, int | str]:
        values: dict[str, int | str] = {"place": self.place, "speaker": self.name(speaker)}
        for name, value in params.items():
            match name:
                case "other" | "rival" | "delegation" | "speaker":
                    shown: Any = self.name(str(value))
                case "issue" | "issue2":
                    shown = self._issue_title(value)
                case "option" | "option2":
                    shown = self._option_title(params.get(name.replace("option", "issue")), value)
                case "incentive":
                    shown = self.incentive(str(value))
                case "instrument":
                    shown = self.instrument(str(value))
                case _:
                    shown = value
            if isinstance(shown, int) and not isinstance(shown, bool):
                values[name] = shown
            else:
                values[name] = clean(str(shown), _PARAMETER, line=True)
        return values

    def _place(self, issue: Any) -> int | None:
        if isinstance(issue, int):
            return issue if 0 <= issue < len(self._issues) else None
        return self._issue_at.get(str(issue))

    def _issue_title(self, issue: Any) -> str:
        place = self._place(issue)
        return str(issue) if place is None else self._issues[place].title

    def _option_title(self, issue: Any, option: Any) -> str:
        place = self._place(issue)
        if place is None:
            return str(option)
        options = self._issues[place].option
        if isinstance(option, int):
            return options[option].title if 0 <= option < len(options) else str(option)
        return next((each.title for each in options if each.id == option), str(option))


_COMMON_NOUNS = frozenset({"issue", "issue2", "incentive", "instrument"})
"""Placeholders filled with titles that are noun phrases: inside a sentence they begin small."""

_OPENERS = ("\u2018", "\u201c", "(", "[")


def _flowing(message: Message, values: Mapping[str, int | str]) -> str:
    """The message with its values; titles inside a sentence lose their capital, names never do."""
    text = ""
    for part in message:
        said = format_message((part,), values)
        if isinstance(part, Placeholder) and part.name in _COMMON_NOUNS and not _opens(text):
            said = _begin_small(said)
        text += said
    return text


def _opens(text: str) -> bool:
    """Whether what follows begins a sentence or a quotation."""
    before = text.rstrip()
    return not before or before.endswith((".", "!", "?", "\u2026")) or text.endswith(_OPENERS)


def _begin_small(title: str) -> str:
    """A title with a small first letter, unless it begins with an abbreviation ("EU accession")."""
    if len(title) > 1 and title[1].isupper():
        return title
    return title[:1].lower() + title[1:]


def _sheet(file: d.DelegationFile) -> _Sheet:
    return _Sheet(
        file.delegation,
        file.text,
        {each.id: each.text for each in file.red_line},
        tuple(each.title for each in file.linkage),
        {each.id: each.name for each in file.home.veto_player},
        file.home.body,
    )


def _twist(twist: h.Twist) -> TwistText:
    return TwistText(
        twist.headline,
        twist.body.strip(),
        {each.id: ChoiceText(each.label, each.consequence, each.headline) for each in twist.choice},
    )
