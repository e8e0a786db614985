"""What only shows when several tables or files of a pack are looked at together.

Ids that are there twice are sought in the raw data, so a fault elsewhere in a table does not hide
them; everything else is sought in the models that are sound. Guarantee: nothing here raises for
whatever the files contain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from diplogame.packs import delegation as d
from diplogame.packs import happenings as h
from diplogame.packs import schema as s
from diplogame.packs.diagnostics import Diagnostic, Pointer, severity_of
from diplogame.packs.findings import at
from diplogame.packs.index import DELEGATIONS, Index, listed, table
from diplogame.packs.locate import TomlFile
from diplogame.packs.positions import Path
from diplogame.packs.values import Flaw
from diplogame.rules.conditions import Expression, reads
from diplogame.rules.conference import Kind
from diplogame.rules.decisions import Member, faults

if TYPE_CHECKING:
    from diplogame.packs.check import Checked

_RESERVED = frozenset({"all", "common"})
_WORDS = 250


def check(sheets: Mapping[str, TomlFile], index: Index, found: Checked) -> list[Diagnostic]:
    """Every finding about the pack as a whole, lines apart."""
    result: list[Diagnostic] = []
    result += _repeated(sheets)
    result += _forum(sheets, index, found)
    sound = {each.delegation.id: each for each in found.delegations}
    for name, sheet in sheets.items():
        if not name.startswith(DELEGATIONS):
            continue
        seat = str(table(sheet.data, "delegation").get("id", ""))
        stem = name.removeprefix(DELEGATIONS).removesuffix(".toml")
        if seat in _RESERVED:
            flaw = Flaw("bad-id", f"'{seat}' has a meaning of its own", "choose another id")
            result.append(at(sheet, ("delegation", "id"), flaw))
        if seat and seat != stem:
            help_ = f"call the file {DELEGATIONS}{seat}.toml"
            flaw = Flaw("file-name", f"the delegation '{seat}' has the file {name}", help_)
            result.append(at(sheet, ("delegation", "id"), flaw))
        result += _uninterested(sheet, seat, index)
        file = sound.get(seat)
        if file is not None:
            result += [at(sheet, path, flaw) for path, flaw in _delegation(file, index)]
    events = sheets.get("events.toml")
    if events is not None:
        result += [at(events, path, flaw) for path, flaw in _twists(found.events)]
    result += _flags(sheets, index, found)
    return result


# --- what is there twice -------------------------------------------------------------------------


class _Seen:
    """Remembers where each name was first defined."""

    def __init__(self) -> None:
        self.first: dict[str, tuple[TomlFile, Path]] = {}

    def add(
        self, word: Any, sheet: TomlFile, path: Path, code: str, message: str
    ) -> Iterator[Diagnostic]:
        if not isinstance(word, str):
            return
        known = self.first.setdefault(word, (sheet, path))
        if known == (sheet, path):
            return
        there, where = known
        span = there.positions.value(where) or there.positions.nearest(where)
        also = Pointer("first defined here", there.name, *there.positions.spot(span.start))
        yield sheet.at_value(path, code, message.format(word), "give one another name", also)


def _repeated(sheets: Mapping[str, TomlFile]) -> Iterator[Diagnostic]:
    names, letters = _Seen(), _Seen()
    for name, sheet in sheets.items():
        data = sheet.data
        if name == "pack.toml":
            for key in ("issue", "incentive", "instrument", "coaching", "bloc"):
                yield from _ids(sheet, (), data, key)
            for place, issue in enumerate(_tables(data, "issue")):
                yield from _ids(sheet, ("issue", place), issue, "option")
            yield from _words(sheet, ("flags",), data.get("flags"), "flag")
            slots = table(data, "calendar").get("slots")
            yield from _words(sheet, ("calendar", "slots"), slots, "slot")
        elif name == "events.toml":
            yield from _ids(sheet, (), data, "twist")
            for place, twist in enumerate(_tables(data, "twist")):
                yield from _ids(sheet, ("twist", place), twist, "choice")
        elif name.startswith(DELEGATIONS):
            me = table(data, "delegation")
            path: Path = ("delegation", "id")
            message = "there are two delegations '{}'"
            yield from names.add(me.get("id"), sheet, path, "duplicate-id", message)
            path = ("delegation", "letter")
            message = "two delegations have the letter '{}'"
            yield from letters.add(me.get("letter"), sheet, path, "duplicate-letter", message)
            for key in ("red_line", "agenda", "rule"):
                yield from _ids(sheet, (), data, key)
            yield from _ids(sheet, (), data, "interest", "issue")
            yield from _ids(sheet, ("home",), table(data, "home"), "veto_player")


def _tables(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Like `listed`, but places stay right when something else stands between the tables."""
    found = data.get(key)
    if not isinstance(found, list):
        return []
    return [each if isinstance(each, dict) else {} for each in found]


def _ids(
    sheet: TomlFile, path: Path, data: Mapping[str, Any], key: str, name: str = "id"
) -> Iterator[Diagnostic]:
    seen = _Seen()
    what = key.replace("_", " ")
    message = f"there are two {what}s '{{}}'" if name == "id" else f"two {what}s in '{{}}'"
    for place, each in enumerate(_tables(data, key)):
        where = (*path, key, place, name)
        yield from seen.add(each.get(name), sheet, where, "duplicate-id", message)


def _words(sheet: TomlFile, path: Path, words: Any, what: str) -> Iterator[Diagnostic]:
    seen = _Seen()
    for place, word in enumerate(words if isinstance(words, list) else ()):
        message = f"the {what} '{{}}' is there twice"
        yield from seen.add(word, sheet, (*path, place), "duplicate-id", message)


# --- the forum -----------------------------------------------------------------------------------


def _forum(sheets: Mapping[str, TomlFile], index: Index, found: Checked) -> Iterator[Diagnostic]:
    tables = [
        (sheet, table(sheet.data, "delegation"))
        for name, sheet in sheets.items()
        if name.startswith(DELEGATIONS)
    ]
    unread = any(not sheet.data for sheet, _ in tables)
    if len(index.seats) < 2 and not unread:
        yield Diagnostic(
            "no-seats",
            severity_of("no-seats"),
            f"at least two delegations of kind 'seat' are needed, there are {len(index.seats)}",
            "pack.toml",
            help="a delegation stands in delegations/ID.toml",
        )
    chairs = [sheet for sheet, me in tables if me.get("kind") == "chair"]
    for sheet in chairs[1:]:
        flaw = Flaw("two-chairs", f"{chairs[0].name} has the chair already")
        yield at(sheet, ("delegation", "kind"), flaw)
    pack, sheet_ = found.pack, sheets.get("pack.toml")
    if pack is None or sheet_ is None:
        return
    for path, flaw in (*_pack(pack), *_coalitions(pack, index), *_mediators(pack, index)):
        yield at(sheet_, path, flaw)
    if len(found.delegations) == len(tables):
        yield from _rules(sheet_, pack, found.delegations)


def _pack(pack: s.PackFile) -> Iterator[tuple[Path, Flaw]]:
    if not pack.pack.place:
        help_ = 'write place = "NAME" under [pack]'
        yield ("pack", "id"), Flaw("no-place", "the pack names no place", help_)
    minimum, number = pack.institution.partial_minimum, len(pack.issue)
    if minimum > number:
        message = f"{minimum} closed clauses are needed, but there are {number} issues"
        yield ("institution", "partial_minimum"), Flaw("out-of-range", message)
    if pack.crisis.start > pack.crisis.limit:
        message = f"the crisis starts at {pack.crisis.start}, above its limit"
        yield ("crisis", "start"), Flaw("out-of-range", message)
    for place, incentive in enumerate(pack.incentive):
        for key in ("worth", "minded_by"):
            if incentive.giver in getattr(incentive, key):
                message = f"{incentive.giver} is the giver"
                path: Path = ("incentive", place, key, incentive.giver)
                yield path, Flaw("self-reference", message, key=True)
    for place, instrument in enumerate(pack.instrument):
        if instrument.sender in instrument.cost:
            message = f"{instrument.sender} is the sender"
            path = ("instrument", place, "cost", instrument.sender)
            yield path, Flaw("self-reference", message, "its own cost is own_cost", key=True)
    if pack.coaching and not pack.pack.tutorial_seat:
        help_ = 'write tutorial_seat = "ID" under [pack]'
        yield ("coaching", 0), Flaw("no-tutorial-seat", "nobody is coached", help_, key=True)


def _coalitions(pack: s.PackFile, index: Index) -> Iterator[tuple[Path, Flaw]]:
    """Blocs and clubs: who may be in them, and who leads (R13)."""
    where: dict[str, str] = {}
    for place, bloc in enumerate(pack.bloc):
        path: Path = ("bloc", place)
        if bloc.id in (*index.delegations, *_RESERVED) or bloc.id.startswith("club-"):
            message = f"'{bloc.id}' has a meaning of its own"
            yield (*path, "id"), Flaw("bad-id", message, "choose another id")
        for at_, name in enumerate(bloc.members):
            if index.seats and name not in index.seats and name in index.delegations:
                message = f"{name} does not vote, so it is in no bloc"
                yield (
                    (*path, "members", at_),
                    Flaw("bad-value", message, "name delegations of kind 'seat'"),
                )
            elif name in where:
                twice = where[name] == bloc.id
                message = (
                    f"{name} is in {'it twice' if twice else f'the bloc {where[name]} already'}"
                )
                yield (
                    (*path, "members", at_),
                    Flaw("duplicate-id", message, "a delegation is in one bloc"),
                )
            where.setdefault(name, bloc.id)
        if bloc.leader not in bloc.members:
            message = f"{bloc.leader} leads the bloc, but is no member"
            yield (*path, "leader"), Flaw("bad-value", message, "name one of the members")
    if pack.clubs is not None and index.seats and pack.clubs.least > len(index.seats):
        message = f"a club of {pack.clubs.least} cannot be: {len(index.seats)} delegations vote"
        yield ("clubs", "least"), Flaw("out-of-range", message)


def _mediators(pack: s.PackFile, index: Index) -> Iterator[tuple[Path, Flaw]]:
    """Who mediates, and with what (R14.2)."""
    seen: set[str] = set()
    for place, mediator in enumerate(pack.mediator):
        path: Path = ("mediator", place)
        if mediator.delegation in seen:
            message = f"{mediator.delegation} is a mediator already"
            yield (*path, "delegation"), Flaw("duplicate-id", message, "name each once")
        seen.add(mediator.delegation)
        if len(set(mediator.styles)) != len(mediator.styles):
            yield (*path, "styles"), Flaw("duplicate-id", "a style stands twice", "name each once")
        acting = mediator.delegation in index.acting
        if "press" in mediator.styles and (not mediator.leverage or not acting):
            message = "who presses needs leverage, and the chair has none"
            help_ = "give it leverage, or leave 'press' out"
            yield (*path, "styles"), Flaw("bad-value", message, help_)
        if mediator.leverage and "press" not in mediator.styles:
            message = "leverage is for those who press"
            yield (*path, "leverage"), Flaw("bad-value", message, "add 'press' to its styles")
        if mediator.delegation in mediator.tilt:
            message = f"{mediator.delegation} mediates between others"
            yield (*path, "tilt", mediator.delegation), Flaw("self-reference", message, key=True)


def _rules(
    sheet: TomlFile, pack: s.PackFile, delegations: Iterable[d.DelegationFile]
) -> Iterator[Diagnostic]:
    """Decision rules against the delegations that vote."""
    members = [
        Member(each.delegation.id, max(1, each.delegation.votes), each.delegation.population)
        for each in delegations
        if each.delegation.kind is Kind.SEAT
    ]
    if not members:
        return
    for key in ("adoption", "amendment", "entry_into_force"):
        rule = getattr(pack.institution, key)
        for problem in faults(rule, members) if rule is not None else ():
            yield at(sheet, ("institution", key), Flaw("bad-rule", problem))
    for place, bloc in enumerate(pack.bloc):
        inside = [member for member in members if member.id in bloc.members]
        for problem in faults(bloc.rule, inside) if inside else ():
            yield at(sheet, ("bloc", place, "rule"), Flaw("bad-rule", problem))


# --- delegations ---------------------------------------------------------------------------------


def _delegation(file: d.DelegationFile, index: Index) -> Iterator[tuple[Path, Flaw]]:
    me = file.delegation
    if not me.accredited and me.kind is not Kind.VOICE:
        message = "only a voice waits for accreditation"
        yield ("delegation", "accredited"), Flaw("bad-value", message, "leave it out")
    for key in ("rivals", "trust"):
        named: Iterable[str] = getattr(me, key)
        if me.id in named:
            path: Path = ("delegation", key) + ((me.id,) if key == "trust" else ())
            message = f"{me.id} is the delegation itself"
            yield path, Flaw("self-reference", message, key=key == "trust")
    if me.kind is Kind.SEAT:
        yield from _seat(file, index)
    words = len(file.text.instructions.split())
    if words > _WORDS:
        message = f"{words} words; {_WORDS} fit one screen"
        yield ("text", "instructions"), Flaw("instructions-long", message)
    for place, interest in enumerate(file.interest):
        yield from _interest(place, interest, file, index)
    for place, goal in enumerate(file.agenda):
        if goal.delegation == me.id:
            flaw = Flaw("self-reference", f"{me.id} is the delegation itself")
            yield ("agenda", place, "delegation"), flaw
    for place, rule in enumerate(file.rule):
        yield from _act(("rule", place, "do"), rule.do, me.id, index)


def _seat(file: d.DelegationFile, index: Index) -> Iterator[tuple[Path, Flaw]]:
    me = file.delegation
    if me.votes < 1:
        message = "a delegation that votes speaks for one state at least"
        yield ("delegation", "votes"), Flaw("out-of-range", message)
    if not file.text.instructions:
        message = f"{me.id} votes, but has no instructions"
        yield ("text",), Flaw("instructions-missing", message, key=True)
    if not file.interest:
        return
    middle = sum(each.weight.low + each.weight.high for each in file.interest) // 2
    if all(each.weight.high == 0 for each in file.interest):
        yield ("interest", 0, "weight"), Flaw("no-weight", "all weights are 0")
    elif not 75 <= middle <= 125 and {each.issue for each in file.interest} >= set(index.issues):
        message = f"the weights add up to about {middle} per cent"
        flaw = Flaw("weight-sum", message, "they are scaled to 100")
        yield ("interest", 0, "weight"), flaw


def _uninterested(sheet: TomlFile, seat: str, index: Index) -> Iterator[Diagnostic]:
    """Issues that a delegation that votes forgot; from the raw data, so faults hide none."""
    if table(sheet.data, "delegation").get("kind") != "seat":
        return
    given = {str(each.get("issue")) for each in listed(sheet.data, "interest")}
    for issue in index.issues:
        if issue not in given:
            message = f"{seat} has no interest in the issue '{issue}'"
            help_ = f'add [[interest]] issue = "{issue}"'
            yield at(sheet, ("delegation", "id"), Flaw("missing-interest", message, help_))


def _interest(
    place: int, interest: d.Interest, file: d.DelegationFile, index: Index
) -> Iterator[tuple[Path, Flaw]]:
    path: Path = ("interest", place)
    if interest.ideal is None and interest.values is None:
        message = f"the worth of '{interest.issue}' is missing"
        help_ = "give ideal = [a, b] or values = { option = 0..100, ... }"
        yield (*path, "issue"), Flaw("values", message, help_)
    elif interest.ideal is not None and interest.values is not None:
        message = f"'{interest.issue}' has an ideal and values"
        yield (*path, "values"), Flaw("values", message, "keep one of the two", key=True)
    elif interest.ideal is not None and interest.issue in index.unordered:
        message = f"the options of '{interest.issue}' are in no order"
        help_ = "give values = { option = 0..100, ... }"
        yield (*path, "ideal"), Flaw("unordered-ideal", message, help_, key=True)
    if interest.mandate and interest.declared not in interest.mandate:
        message = f"'{interest.declared}' is declared, but outside the mandate"
        yield (*path, "declared"), Flaw("mandate", message, "add it to the mandate")
    for line in file.red_line:
        if interest.declared in _forbidden(line, interest.issue):
            message = f"'{interest.declared}' is declared, but '{line.id}' forbids it"
            yield (*path, "declared"), Flaw("declared-red-line", message)


def _forbidden(line: d.RedLine, issue: str) -> tuple[str, ...]:
    """Options that a red line forbids whatever else the text says."""
    return line.combination[issue] if set(line.combination) == {issue} else ()


def _act(path: Path, act: d.Act, me: str, index: Index) -> Iterator[tuple[Path, Flaw]]:
    target = getattr(act, "delegation", "") or getattr(act, "target", "")
    if target == me:
        key = "target" if isinstance(act, d.Speak) else "delegation"
        yield (*path, key), Flaw("self-reference", f"{me} is the delegation itself")
    elif isinstance(act, d.Threaten):
        means = index.senders
        yield from _means((*path, "instrument"), act.instrument, target, me, means)
    elif isinstance(act, d.Promise):
        means = index.givers
        yield from _means((*path, "incentive"), act.incentive, target, me, means)


def _means(
    path: Path,
    word: str,
    target: str,
    me: str,
    means: Mapping[str, tuple[str, tuple[str, ...]]],
) -> Iterator[tuple[Path, Flaw]]:
    """Whether an incentive or instrument is the delegation's own and works on the target."""
    owner, targets = means.get(word, (me, (target,)))
    if owner != me:
        own = [each for each, (whose, _) in means.items() if whose == me]
        help_ = f"its own: {', '.join(own)}" if own else "it has none of its own"
        yield path, Flaw("not-its-own", f"'{word}' belongs to {owner}", help_)
    elif target not in targets:
        help_ = f"it works on: {', '.join(targets)}" if targets else "it works on nobody"
        message = f"'{word}' does nothing to {target}"
        yield (*path[:-1], "delegation"), Flaw("not-its-own", message, help_)


# --- twists and flags ----------------------------------------------------------------------------


def _twists(events: h.EventsFile) -> Iterator[tuple[Path, Flaw]]:
    for place, twist in enumerate(events.twist):
        if twist.choice and not twist.chooser:
            message = f"'{twist.id}' has choices, but nobody to choose"
            flaw = Flaw("twist-choices", message, 'add chooser = "DELEGATION"', key=True)
            yield ("twist", place, "choice", 0), flaw
        if twist.chooser and not twist.choice:
            message = f"{twist.chooser} has nothing to choose from"
            flaw = Flaw("twist-choices", message, "add [[twist.choice]]")
            yield ("twist", place, "chooser"), flaw


def _conditions(found: Checked) -> Iterator[Expression]:
    if found.pack is not None:
        yield from (each.when for each in found.pack.coaching)
    for file in found.delegations:
        yield from (each.when for each in file.rule)
    yield from (each.when for each in found.events.twist if each.when is not None)
    yield from (each.when for each in found.epilogues.epilogue if each.when is not None)


def _flags(sheets: Mapping[str, TomlFile], index: Index, found: Checked) -> Iterator[Diagnostic]:
    """Flags that are read and never set, or the other way round; only for sound files."""
    pack = sheets.get("pack.toml")
    if pack is None or any(each.severity == "error" for each in found.diagnostics):
        return
    read = {
        argument
        for when in _conditions(found)
        for function, arguments in reads(when).calls
        if function == "flag"
        for argument in arguments
    }
    effects = [effect for twist in found.events.twist for effect in twist.effects]
    for twist in found.events.twist:
        effects += [effect for choice in twist.choice for effect in choice.effects]
    made = {each.flag for each in effects if isinstance(each, h.SetFlag) and each.amount}
    for place, flag in enumerate(index.flags):
        path: Path = ("flags", place)
        if flag in read and flag not in made:
            message = f"'{flag}' is read, but no twist sets it"
            yield at(pack, path, Flaw("flag-never-set", message))
        if flag not in read:
            message = f"no condition reads '{flag}'"
            yield at(pack, path, Flaw("flag-never-read", message))
