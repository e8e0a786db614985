"""What conditions in packs may ask about the game: one list for the checker and the evaluator.

A condition is evaluated for somebody (a script rule or a tutorial hint: the delegation it belongs
to) or for nobody in particular (a twist, an epilogue). Facts marked ``public`` may be asked in both
cases and never depend on anything a delegation keeps to itself; the others need somebody whose view
answers them (R16.3).

Guarantees: names and signatures are data; types are ``int``, ``bool`` or ``id:KIND`` where KIND is
delegation, issue, option, twist, flag, bloc or slot (declared by the pack), or one of `VALUES`. Ids are
texts. An evaluator that answers every entry with a value
of the declared type can never meet a checked condition that it does not understand.

Units are those of :mod:`diplogame.rules.conference`: interest 0-10 000, trust, gauge, standing and
credibility 0-100, rounds from 1.
"""

from __future__ import annotations

from typing import Final

from diplogame.rules.values import dataclass

NEVER: Final = 99
"""What ``met`` gives when there has been no meeting yet."""

SCOPES: Final = ("own", "public", "epilogue")
"""Where a condition may stand: with a delegation's own view, in a twist, in an epilogue."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A name that a condition may read.

    Attributes:
        type: ``int``, ``bool`` or ``id:KIND``.
        doc: One line for the reference.
        public: Whether everybody may know it.
        ending: Whether it has a meaning only after the last round (epilogues).
    """

    type: str
    doc: str
    public: bool = False
    ending: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a question.

    Attributes:
        name: As shown in signatures.
        type: ``id:KIND``.
        within: The earlier argument that owns this id (the issue of an option), or "".
    """

    name: str
    type: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A function that a condition may call.

    Attributes:
        arguments: In order.
        result: ``int``, ``bool`` or ``id:KIND``.
        doc: One line for the reference.
        public: Whether everybody may know the answer.
        within: The argument that owns a resulting id, or "".
        ending: Whether it has a meaning only after the last round (epilogues).
    """

    arguments: tuple[Argument, ...]
    result: str
    doc: str
    public: bool = False
    within: str = ""
    ending: bool = False


_OTHER: Final = Argument("delegation", "id:delegation")
_ISSUE: Final = Argument("issue", "id:issue")
_BLOC: Final = Argument("bloc", "id:bloc")
_OPTION: Final = Argument("option", "id:option", "issue")

VALUES: Final[dict[str, tuple[str, ...]]] = {
    "phase": (
        "agenda-setting",
        "information-sharing",
        "proposal-making",
        "consensus-building",
        "adoption",
    ),
    "outcome": ("", "adopted", "partial", "suspended", "collapsed"),
    "status": ("open", "bracketed", "closed", "agreed"),
}
"""Kinds of ids that the rules themselves declare, and every one there is."""

FACTS: Final[dict[str, Fact]] = {
    "round": Fact("int", "the round that is played, from 1", public=True),
    "rounds": Fact("int", "how many rounds the calendar has", public=True),
    "rounds_left": Fact("int", "rounds after this one; 0 in the last", public=True),
    "phase": Fact("id:phase", "the phase of the calendar", public=True),
    "slot": Fact("id:slot", "the slot of the day, or '' outside of meetings", public=True),
    "crisis": Fact("int", "the crisis beside the talks, 0-100", public=True),
    "closed": Fact("int", "how many clauses are closed", public=True),
    "brackets": Fact("int", "how many clauses are still open", public=True),
    "summit_called": Fact("bool", "whether leaders have been summoned", public=True),
    "preparation": Fact("int", "how well the summit is prepared, 0-100", public=True),
    "outcome": Fact("id:outcome", "how the conference ended, '' until then", public=True),
    "survival": Fact(
        "int", "per mille chance that the treaty holds; 0 without one", public=True, ending=True
    ),
    "gauge": Fact("int", "our gauge at home, 0-100"),
    "budget": Fact("int", "what we can still spend on incentives"),
    "my_utility": Fact("int", "what the text as it stands is worth to us, 0-10 000"),
    "my_walk_away": Fact("int", "what no deal is worth to us, 0-10 000"),
    "my_aspiration": Fact("int", "what we hold out for now, 0-10 000"),
    "standing": Fact("int", "our standing, 0-100"),
    "credibility": Fact("int", "our credibility, 0-100"),
    "probed": Fact("int", "how many probes we have put"),
    "offered": Fact("int", "how many offers we have made"),
    "threatened": Fact("int", "how many threats we have issued"),
    "voted": Fact("int", "how many ballots we have cast"),
}
"""Names, by name."""

QUESTIONS: Final[dict[str, Question]] = {
    "leading": Question(
        (_ISSUE,), "id:option", "the option the chair's text reads", public=True, within="issue"
    ),
    "is_leading": Question(
        (_ISSUE, _OPTION), "bool", "whether the chair's text reads this option", public=True
    ),
    "option": Question(
        (_ISSUE, _OPTION),
        "bool",
        "whether this option is in the text that was agreed",
        public=True,
        ending=True,
    ),
    "is_closed": Question((_ISSUE,), "bool", "whether the clause is closed", public=True),
    "status": Question((_ISSUE,), "id:status", "status of the clause's text", public=True),
    "supports": Question(
        (_OTHER, _ISSUE, _OPTION), "bool", "whether it supports the option in public", public=True
    ),
    "opposes": Question(
        (_OTHER, _ISSUE, _OPTION), "bool", "whether it opposes the option in public", public=True
    ),
    "supporters": Question(
        (_ISSUE, _OPTION), "int", "how many delegations support the option in public", public=True
    ),
    "standing_of": Question((_OTHER,), "int", "its standing, 0-100", public=True),
    "credibility_of": Question((_OTHER,), "int", "its credibility, 0-100", public=True),
    "flag": Question(
        (Argument("name", "id:flag"),), "bool", "whether a flag of the pack is set", public=True
    ),
    "happened": Question(
        (Argument("twist", "id:twist"),), "bool", "whether a twist has happened", public=True
    ),
    "trust": Question((_OTHER,), "int", "our trust in it, 0-100"),
    "regard": Question((_OTHER,), "int", "our estimate of its trust in us, 0-100"),
    "value": Question((_ISSUE, _OPTION), "int", "what the option is worth to us, 0-100"),
    "threatened_by": Question((_OTHER,), "bool", "whether a threat of its stands against us"),
    "sanctioned_by": Question((_OTHER,), "bool", "whether a sanction of its hurts us"),
    "met": Question((_OTHER,), "int", "rounds since we last met it; 99 when never"),
    "promised": Question(
        (_OTHER, _ISSUE, _OPTION), "bool", "whether an understanding binds it to the option"
    ),
    "broken_by": Question((_OTHER,), "bool", "whether it broke an understanding with us"),
    "in_bloc": Question((_OTHER, _BLOC), "bool", "whether it is a member of the bloc", public=True),
    "leads_bloc": Question((_OTHER, _BLOC), "bool", "whether it leads the bloc", public=True),
    "bloc_declared": Question(
        (_BLOC, _ISSUE, _OPTION),
        "bool",
        "whether the bloc has declared this for its common position",
        public=True,
    ),
    "bloc_position": Question(
        (_BLOC, _ISSUE, _OPTION),
        "bool",
        "whether the common position says this, as far as we know it",
    ),
    "in_club": Question((_OTHER,), "bool", "whether it is in a club of the willing", public=True),
    "mediated": Question(
        (_ISSUE,), "bool", "whether all agreed to a mediator's proposal on the clause", public=True
    ),
    "mediated_by": Question(
        (_OTHER,), "bool", "whether a proposal that it put was agreed to", public=True
    ),
    "mediating": Question((_OTHER,), "bool", "whether it has mediated between us and others"),
    "is_seat": Question((_OTHER,), "bool", "whether we are that delegation"),
}
"""Functions, by name."""


def facts_in(scope: str) -> dict[str, Fact]:
    """The names that may be read in a scope (see `SCOPES`)."""
    return {name: fact for name, fact in FACTS.items() if _fits(fact.public, fact.ending, scope)}


def questions_in(scope: str) -> dict[str, Question]:
    """The functions that may be called in a scope (see `SCOPES`)."""
    return {
        name: question
        for name, question in QUESTIONS.items()
        if _fits(question.public, question.ending, scope)
    }


def _fits(public: bool, ending: bool, scope: str) -> bool:
    if scope == "own":
        return not ending
    return public and (scope == "epilogue" or not ending)
