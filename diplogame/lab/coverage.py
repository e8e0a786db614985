"""What of a pack is reached in play, and what never is: events, rules, conditions, flags, lines, options.

Guarantees: a function of pack and records; plain JSON values. "Never" means never in the games at hand, and
the report says how many they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, get_args

from diplogame.lab.features import impossible
from diplogame.lab.lineup import engine_hash, pack_hash
from diplogame.lab.listener import Listener, unpack_bits
from diplogame.lab.store import SHORT
from diplogame.lab.study import Study
from diplogame.lab.watch import condition_names
from diplogame.rules.conditions import Expression, reads
from diplogame.rules.conference import Conference, HoldOut
from diplogame.rules.events import Event, coalitions

FORMAT: Final = "diplogame-lab-coverage"
VERSION: Final = 1

ENOUGH: Final = 1000
"""Games in which everything ought to have been reached (R21)."""


def coverage(study: Study) -> dict[str, Any]:
    """The whole report; docs/lab.md describes every key."""
    pack, records = study.pack, study.whole(study.records)
    conference = pack.conference
    book = Listener.on(pack.phrasebook)
    twists = Counter(t for r in records for t in r["twists"])
    choices = Counter(f"{t}: {c}" for r in records for t, c in r["choices"].items())
    rules = Counter(f"{s}/{rule}" for r in records for s, row in r["rules"].items() for rule in row)
    held = Counter(c for r in records for c in r["held"])
    failed = Counter(c for r in records for c in r["failed"])
    stories = Counter(n for r in records for n in r.get("stories", ()))
    kinds = Counter(k for r in records for k in r["events"])
    flags = Counter(f for r in records for f in r["flags"])
    conditions = condition_names(conference)
    every_rule = [f"{d.id}/{rule.id}" for d in conference.delegations for rule in d.rules]
    for each in conference.delegations:
        for rule in each.rules:
            if isinstance(rule.do, HoldOut):
                # It orders nothing: it is in force while its condition holds.
                rules[f"{each.id}/{rule.id}"] = held[f"rule:{each.id}/{rule.id}"]
    story_names = [
        f"{n + 1}: {years} y, {text}" for n, (_, years, text) in enumerate(book.story_list())
    ]
    never_held = [c for c in conditions if not held[c]]
    parts = {
        "events": _part([t.id for t in conference.twists], twists),
        "answers": _part(
            [f"{t.id}: {c.id}" for t in conference.twists for c in t.choices], choices
        ),
        "rules": _part(every_rule, rules),
        "hints": _part(
            [f"hint:{h.id}" for h in conference.coaching] if conference.coached_seat else [], held
        ),
        "stories": _part(story_names, Counter({story_names[n]: c for n, c in stories.items()})),
        "lines": _lines(conference, book, [r["lines"] for r in records if "lines" in r]),
    }
    return {
        "format": FORMAT,
        "version": VERSION,
        "pack": pack.manifest.id,
        "title": pack.phrasebook.title,
        "rules": pack_hash(conference)[:SHORT],
        "texts": pack.text_hash[:SHORT],
        "engine": engine_hash()[:SHORT],
        "games": len(records),
        "enough": len(records) >= ENOUGH,
        "complete": all(not part["never"] for part in parts.values()),
        "reached": parts,
        "conditions": {
            "watched": len(conditions),
            "dead": never_held,
            "always": [c for c in conditions if held[c] and not failed[c]],
            "held_never_fired": [
                rule for rule in every_rule if held[f"rule:{rule}"] and not rules[rule]
            ],
        },
        "flags": _flags(conference, book, flags),
        "options": _options(study),
        "event_kinds_never": sorted(
            kind.__name__
            for kind in get_args(Event)
            if not kinds[kind.__name__] and _may_happen(conference, kind)
        ),
    }


def _part(names: Iterable[str], counts: Counter[str]) -> dict[str, Any]:
    every = list(names)
    return {
        "all": len(every),
        "never": [name for name in every if not counts[name]],
        "games": {name: counts[name] for name in every if counts[name]},
    }


def _lines(conference: Conference, book: Listener, spoken: list[str]) -> dict[str, Any]:
    """Line keys by sheet; a key is reached when one of its variants is said."""
    whole = book.catalogue()
    bits = 0
    for text in spoken:
        bits |= unpack_bits(text)
    keys: dict[tuple[str, str], bool] = {}
    unheard = 0
    idle: dict[str, None] = {}
    every = 0
    for place, (sheet, key, _variant) in enumerate(whole):
        said = bool(bits >> place & 1)
        if not said and impossible(conference, book, sheet, key):
            idle[f"{sheet}: {key}"] = None
            continue
        every += 1
        unheard += not said
        keys[sheet, key] = keys.get((sheet, key), False) or said
    sheets = Counter(sheet for (sheet, _), said in keys.items() if said)
    return {
        "all": len(keys),
        "never": [f"{sheet}: {key}" for (sheet, key), said in keys.items() if not said],
        "games": dict(sorted(sheets.items())),
        "variants": every,
        "variants_never": unheard,
        "impossible": list(idle),
    }


def _may_happen(conference: Conference, kind: type[object]) -> bool:
    """Whether a pack has any occasion for a kind of event: without blocs and clubs none for theirs (R13)."""
    allied = bool(conference.blocs) or conference.clubs is not None
    return allied or kind.__module__ != coalitions.__name__


def _flags(conference: Conference, book: Listener, seen: Counter[str]) -> dict[str, list[str]]:
    """Flags by what sets and what reads them."""
    set_ = {
        effect.flag
        for twist in conference.twists
        for effects in (twist.effects, *(choice.effects for choice in twist.choices))
        for effect in effects
        if effect.what == "flag"
    }
    expressions: list[Expression | None] = [t.when for t in conference.twists]
    expressions += [rule.when for d in conference.delegations for rule in d.rules]
    expressions += [hint.when for hint in conference.coaching]
    expressions += [when for when, _, _ in book.story_list()]
    read = {
        str(arguments[0])
        for expression in expressions
        if expression is not None
        for function, arguments in reads(expression).calls
        if function == "flag" and arguments and arguments[0] is not None
    }
    return {
        "read_never_set": sorted(read - set_),
        "set_never_read": sorted(set_ - read),
        "declared_never_used": sorted(set(conference.flags) - set_ - read),
        "never_set_in_play": sorted(flag for flag in set_ if not seen[flag]),
    }


def _options(study: Study) -> dict[str, Any]:
    """Options that nobody can want, and options that never got into a treaty.

    A clause on which all want the same in every draw - contested by what is declared, not by what is
    wanted - has one option that is best for all; it is named as such, and not for its other options.
    """
    issues = study.pack.conference.issues
    games = [r for r in study.minds if "dominated" in r]
    worse = Counter((k, o) for r in games for k, o in r["dominated"])
    compatible = {
        k
        for k, issue in enumerate(issues)
        if games and all(_best_for_all(r["dominated"], k, len(issue.options)) for r in games)
    }
    signed = [r["package"] for r in study.whole(study.records) if r["package"]]
    agreed = {(k, o) for package in signed for k, o in enumerate(package)}

    def name(k: int, o: int) -> str:
        return f"{issues[k].id}: {issues[k].options[o]}"

    return {
        "games": len(games),
        "treaties": len(signed),
        "compatible": [
            name(k, o)
            for k in sorted(compatible)
            for o in range(len(issues[k].options))
            if worse[k, o] < len(games)
        ],
        "dominated": [
            name(k, o)
            for (k, o), n in sorted(worse.items())
            if n == len(games) and k not in compatible
        ],
        "mostly_dominated": [
            name(k, o)
            for (k, o), n in sorted(worse.items())
            if n < len(games) <= n * 2 and k not in compatible
        ],
        "never_agreed": [
            name(k, o)
            for k, issue in enumerate(issues)
            for o in range(len(issue.options))
            if signed and (k, o) not in agreed
        ],
    }


def _best_for_all(dominated: list[list[int]], issue: int, options: int) -> bool:
    """Whether one option of an issue is as good as any other for every voter, and better for some."""
    return sum(k == issue for k, _ in dominated) == options - 1
