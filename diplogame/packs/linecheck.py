"""The lines of a pack against the list of what the game asks for, and what rules say.

Guarantee: a pack without errors here has a line for everything that a seat, a voice, the chair, the
press or the staff may be asked to say, and each line's placeholders are filled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from diplogame.packs.diagnostics import Diagnostic, severity_of
from diplogame.packs.fault import did_you_mean
from diplogame.packs.findings import at
from diplogame.packs.index import COMMON, DELEGATIONS, LINES, Index, listed, table
from diplogame.packs.lines import ALWAYS, BY_ACT, KNOWN, SPOKEN, slots, typeset
from diplogame.packs.lines import COMMON as COMMON_KEYS
from diplogame.packs.locate import TomlFile
from diplogame.packs.positions import Path
from diplogame.packs.texts import check as check_text
from diplogame.packs.values import Flaw

if TYPE_CHECKING:
    from diplogame.packs.check import Checked


def check(sheets: Mapping[str, TomlFile], index: Index, found: Checked) -> list[Diagnostic]:
    """Every finding about lines."""
    said = _said(sheets)
    result: list[Diagnostic] = []
    for name, sheet in sheets.items():
        if name.startswith(LINES):
            speaker = name.removeprefix(LINES).removesuffix(".toml")
            if speaker != "common" and speaker not in index.delegations:
                result.append(_nobody(name, speaker, index))
            result += _file(sheet, speaker, said)
    result += _missing(sheets)
    result += _says(sheets, found)
    return result


def _raw(sheets: Mapping[str, TomlFile], speaker: str) -> Mapping[str, Any]:
    """The lines of a speaker as the file has them: a faulty line is not a missing one."""
    sheet = sheets.get(f"{LINES}{speaker}.toml")
    return table(sheet.data, "lines") if sheet is not None else {}


def _unread(sheets: Mapping[str, TomlFile], speaker: str) -> bool:
    sheet = sheets.get(f"{LINES}{speaker}.toml")
    return sheet is not None and not sheet.data and bool(sheet.text.strip())


def _whole(name: str, code: str, message: str, help_: str = "") -> Diagnostic:
    return Diagnostic(code, severity_of(code), message, name, help=help_)


def _nobody(name: str, speaker: str, index: Index) -> Diagnostic:
    help_ = did_you_mean(speaker, [*index.delegations, "common"])
    return _whole(name, "unknown-file", f"there is no delegation '{speaker}'", help_)


def _said(sheets: Mapping[str, TomlFile]) -> dict[str, tuple[str, ...]]:
    """Own keys that rules say, with the placeholders that every rule saying them gives.

    From the raw data: a delegation with a fault still says what it says.
    """
    given: dict[str, tuple[str, ...]] = {}
    for name, sheet in sheets.items():
        if name.startswith(DELEGATIONS):
            for rule in listed(sheet.data, "rule"):
                key, act = rule.get("say"), table(rule, "do")
                if isinstance(key, str) and key:
                    here = _given(act.get("act"), bool(act.get("issue")))
                    known = given.get(key, here)
                    given[key] = tuple(each for each in known if each in here)
    return given


def _given(act: object, about_issue: bool) -> tuple[str, ...]:
    """Placeholders that an act gives to its line."""
    found = BY_ACT.get(act, ()) if isinstance(act, str) else ()
    return found if about_issue or act != "speak" else ()


def _file(
    sheet: TomlFile, speaker: str, said: Mapping[str, tuple[str, ...]]
) -> Iterator[Diagnostic]:
    for key, variants in table(sheet.data, "lines").items():
        path: Path = ("lines", key)
        known = KNOWN.get(key)
        if known is None and key not in said:
            help_ = did_you_mean(key, [*KNOWN, *said], "own keys are those that a rule says")
            flaw = Flaw("line-unknown", f"nothing asks for a line '{key:.60}'", help_, key=True)
            yield at(sheet, path, flaw)
        elif key in COMMON_KEYS and speaker != "common":
            flaw = Flaw("line-misplaced", f"'{key}' is not said by delegations", key=True)
            yield at(sheet, path, flaw._replace(help=f"move it to {COMMON}"))
        if not isinstance(variants, list):
            continue
        texts = [each for each in variants if isinstance(each, str)]
        if known is not None and len(texts) < known.variants:
            message = f"'{key}' has {len(texts)} of the {known.variants} variants it should have"
            yield at(sheet, path, Flaw("line-variants", message, key=True))
        # A key that nothing asks for is reported once; its placeholders are anybody's guess.
        given = known.placeholders if known is not None else said.get(key)
        seen: set[str] = set()
        for place, text in enumerate(variants):
            if not isinstance(text, str):
                continue
            if text in seen:
                message = f"'{key}' has this variant twice"
                yield at(sheet, (*path, place), Flaw("line-repeated", message))
            seen.add(text)
            if given is not None:
                faults = check_text(typeset(text), slots(given))
                yield from sheet.all_within((*path, place), faults)


def _missing(sheets: Mapping[str, TomlFile]) -> Iterator[Diagnostic]:
    if _unread(sheets, "common"):
        return
    common = _raw(sheets, "common")
    for key in COMMON_KEYS:
        if key not in common:
            yield _lacks(sheets, key, "nobody")
    speakers = [
        (str(table(sheet.data, "delegation").get("id")), table(sheet.data, "delegation"))
        for name, sheet in sheets.items()
        if name.startswith(DELEGATIONS)
    ]
    for key, line in SPOKEN.items():
        if key in common:
            continue
        lacking = [
            seat
            for seat, me in speakers
            if str(me.get("kind")) in ({"seat"} if line.voters else {"seat", "voice", "chair"})
            and key not in _raw(sheets, seat)
            and not _unread(sheets, seat)
        ]
        if lacking:
            yield _lacks(sheets, key, ", ".join(lacking))


def _lacks(sheets: Mapping[str, TomlFile], key: str, who: str) -> Diagnostic:
    message = f"the line '{key}' is missing"
    if who != "nobody":
        message += f" for {who}"
    given = [f"{{{each}}}" for each in (*KNOWN[key].placeholders, *ALWAYS)]
    help_ = f'add "{key}" = [...]; it is given {" ".join(given)}'
    sheet = sheets.get(COMMON)
    if sheet is None or "lines" not in sheet.data:
        return _whole(COMMON, "line-missing", message, help_)
    return at(sheet, ("lines",), Flaw("line-missing", message, help_, key=True))


def _says(sheets: Mapping[str, TomlFile], found: Checked) -> Iterator[Diagnostic]:
    """Each rule's line is there and needs no more than the rule's act gives."""
    for name, sheet in sheets.items():
        if not name.startswith(DELEGATIONS):
            continue
        seat = str(table(sheet.data, "delegation").get("id"))
        file = next((each for each in found.delegations if each.delegation.id == seat), None)
        if file is None or _unread(sheets, seat) or _unread(sheets, "common"):
            continue
        lines = {*_raw(sheets, seat), *_raw(sheets, "common")}
        for place, rule in enumerate(file.rule):
            path: Path = ("rule", place, "say")
            if not rule.say:
                continue
            if rule.say not in lines:
                help_ = did_you_mean(rule.say, lines, f"add it to {LINES}{seat}.toml")
                message = f"there is no line '{rule.say}'"
                yield at(sheet, path, Flaw("line-not-there", message, help_))
            elif rule.say in KNOWN:
                given = _given(rule.do.act, bool(getattr(rule.do, "issue", "")))
                lacking = [p for p in KNOWN[rule.say].placeholders if p not in given]
                if lacking:
                    words = ", ".join(f"{{{each}}}" for each in lacking)
                    message = f"'{rule.say}' speaks of {words}, which {rule.do.act} does not give"
                    help_ = "write a line of its own for this rule"
                    yield at(sheet, path, Flaw("line-placeholder", message, help_))
