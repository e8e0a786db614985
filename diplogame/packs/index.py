"""The names a pack declares, collected before anything is checked against them.

Guarantee: the ids are read from the raw data of the files, so a definition that is itself faulty
still counts as there, and one mistake does not make a hundred others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Any

from diplogame.packs.conditions import Function, Parameter, Vocabulary
from diplogame.rules.vocabulary import VALUES, facts_in, questions_in

DELEGATIONS = "delegations/"
"""Folder of the delegations' files."""
LINES = "lines/"
"""Folder of the lines."""
COMMON = "lines/common.toml"
"""Lines of the chair, the press and the staff, and of whoever has no line of its own."""


class Index:
    """Ids by kind, and the vocabularies made of them.

    Attributes:
        delegations, issues, incentives, instruments, blocs, twists, flags, slots: Ids in order of
            appearance, without repeats.
        options: Issue -> its options' ids in order.
        seats: The delegations that vote, as far as the files say so.
        acting: The delegations that act: all but the chair.
        givers, senders: Whose an incentive or instrument is, and on whom it works.
        unordered: Issues whose options are in no order.
        rounds: How many rounds the calendar has; 0 when it does not say.
        blind: Kinds of ids that are not known, since their file cannot be read: references to
            them are not checked.
    """

    def __init__(
        self, data: Mapping[str, Mapping[str, Any]], unread: frozenset[str] = frozenset()
    ) -> None:
        """Collects the ids.

        Args:
            data: The data of each file.
            unread: Names of files that are missing or cannot be read.
        """
        pack = data.get("pack.toml", {})
        events = data.get("events.toml", {})
        tables = {
            name: table(file, "delegation")
            for name, file in sorted(data.items())
            if name.startswith(DELEGATIONS)
        }
        # A file without a readable id counts under its name.
        self.delegations = _unique(
            each.get("id") or name.removeprefix(DELEGATIONS).removesuffix(".toml")
            for name, each in tables.items()
        )
        self.seats = _unique(
            each.get("id") for each in tables.values() if each.get("kind") == "seat"
        )
        self.acting = _unique(
            each.get("id") or name.removeprefix(DELEGATIONS).removesuffix(".toml")
            for name, each in tables.items()
            if each.get("kind") != "chair"
        )
        self.issues = _unique(each.get("id") for each in listed(pack, "issue"))
        self.options: dict[str, tuple[str, ...]] = {}
        for issue in listed(pack, "issue"):
            known = self.options.get(str(issue.get("id")), ())
            found = _unique(each.get("id") for each in listed(issue, "option"))
            self.options[str(issue.get("id"))] = known or found
        self.incentives = _unique(each.get("id") for each in listed(pack, "incentive"))
        self.instruments = _unique(each.get("id") for each in listed(pack, "instrument"))
        self.blocs = _unique(each.get("id") for each in listed(pack, "bloc"))
        self.givers = _owners(pack, "incentive", "giver", "worth")
        self.senders = _owners(pack, "instrument", "sender", "cost")
        self.unordered = frozenset(
            str(each.get("id")) for each in listed(pack, "issue") if each.get("ordered") is False
        )
        self.twists = _unique(each.get("id") for each in listed(events, "twist"))
        flags = pack.get("flags")
        self.flags = _unique(flags if isinstance(flags, list) else ())
        slots = table(pack, "calendar").get("slots")
        self.slots = _unique(slots if isinstance(slots, list) else ())
        rounds = table(pack, "calendar").get("rounds")
        self.rounds = rounds if isinstance(rounds, int) else 0
        self.blind: frozenset[str] = frozenset()
        if "pack.toml" in unread:
            self.blind |= {"issue", "option", "incentive", "instrument", "flag", "bloc"}
        if "events.toml" in unread:
            self.blind |= {"twist"}

    def known(self, kind: str) -> tuple[str, ...]:
        """The ids of a kind: delegation, issue, incentive, instrument, twist, flag or bloc."""
        found: dict[str, tuple[str, ...]] = {
            "delegation": self.delegations,
            "issue": self.issues,
            "incentive": self.incentives,
            "instrument": self.instruments,
            "twist": self.twists,
            "flag": self.flags,
            "bloc": self.blocs,
        }
        return found[kind]

    @cached_property
    def vocabularies(self) -> dict[str, Vocabulary]:
        """What conditions may speak of, by scope."""
        ids: dict[str, Collection[str]] = {
            **VALUES,
            "delegation": self.delegations,
            "issue": self.issues,
            "option": _unique(each for options in self.options.values() for each in options),
            "twist": self.twists,
            "flag": self.flags,
            "bloc": self.blocs,
            "slot": ("", *self.slots),
        }
        members = {("option", issue): options for issue, options in self.options.items()}
        return {
            scope: Vocabulary(
                names={name: fact.type for name, fact in facts_in(scope).items()},
                functions={
                    name: Function(
                        tuple(Parameter(a.name, a.type, a.within) for a in question.arguments),
                        question.result,
                        question.within,
                        question.doc,
                    )
                    for name, question in questions_in(scope).items()
                },
                ids=ids,
                members=members,
            )
            for scope in ("own", "public", "epilogue")
        }


def table(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """The table under a key, or an empty one."""
    found = data.get(key)
    return found if isinstance(found, dict) else {}


def listed(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The tables of an array of tables; whatever else stands there is left out."""
    found = data.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _owners(
    pack: Mapping[str, Any], kind: str, owner: str, targets: str
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Id -> owner and targets, of the first of each id that says both."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for each in listed(pack, kind):
        if isinstance(each.get(owner), str) and isinstance(each.get(targets), dict):
            found.setdefault(str(each.get("id")), (each[owner], tuple(each[targets])))
    return found


def _unique(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in values if isinstance(each, str)))
