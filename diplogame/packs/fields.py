"""Types of single values in packs: ids, references, ranges, conditions, decision rules.

Each type knows its JSON Schema and refuses what does not fit with a finding of its own: a
`PydanticCustomError` whose type is a code of `diplogame.packs.codes` and whose context holds
`flaws`, one or more `Flaw`. References and conditions are checked against the `Index` of the pack,
given as validation context under ``index``; so all mistakes of a file are found in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields as dataclass_fields
from typing import Annotated, Any, Final, TypeAlias, get_args

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    StrictInt,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)

from diplogame.packs.conditions import check
from diplogame.packs.fault import did_you_mean
from diplogame.packs.index import Index
from diplogame.packs.values import Count, Flaw, Number, Percent, Points, refuse
from diplogame.rules.conditions import Const, Expression
from diplogame.rules.decisions import (
    PRESETS,
    Base,
    DecisionRule,
    EntryIntoForce,
    RuleDataError,
    Share,
    rule_from_data,
)

ID: Final = r"^[a-z][a-z0-9_-]{0,39}$"
OPTION_ID: Final = r"^[a-z0-9][a-z0-9_-]{0,39}$"


def index_of(info: ValidationInfo) -> Index:
    """The pack's index, from the validation context."""
    found = info.context["index"] if info.context else None
    if not isinstance(found, Index):  # a programming mistake, not an author's
        raise TypeError("packs are validated with an Index as context")
    return found


# --- ids and references --------------------------------------------------------------------------


def _id(pattern: str) -> AfterValidator:
    def fits(text: str) -> str:
        if re.fullmatch(pattern[1:-1], text) is None:
            help_ = "small letters, digits, - and _; a letter first; at most 40 characters"
            if pattern is OPTION_ID:
                help_ = "small letters, digits, - and _; at most 40 characters"
            raise refuse(Flaw("bad-id", f"'{text:.60}' is no id", help_))
        return text

    return AfterValidator(fits)


Id: TypeAlias = Annotated[
    str, StringConstraints(strict=True), _id(ID), WithJsonSchema({"type": "string", "pattern": ID})
]
"""An id: ``[a-z][a-z0-9_-]{0,39}``."""

OptionId: TypeAlias = Annotated[
    str,
    StringConstraints(strict=True),
    _id(OPTION_ID),
    WithJsonSchema({"type": "string", "pattern": OPTION_ID}),
]
"""An option's id, which may begin with a digit ("50m"): it never stands alone."""


def unknown(kind: str, word: str, known: Iterable[str], owner: str = "") -> Flaw:
    """The flaw of a reference to something that is not there."""
    words = list(known)
    of = f" of '{owner}'" if owner else ""
    return Flaw(
        f"unknown-{kind}",
        f"there is no {kind} '{word:.60}'{of}",
        did_you_mean(word, words, "" if words else f"the pack declares no {kind}"),
    )


def _reference(kind: str, also: tuple[str, ...] = ()) -> AfterValidator:
    def exists(word: str, info: ValidationInfo) -> str:
        index = index_of(info)
        known = index.known(kind)
        if word not in known and word not in also and kind not in index.blind:
            raise refuse(unknown(kind, word, (*known, *(each for each in also if each))))
        return word

    return AfterValidator(exists)


_WORD = StringConstraints(strict=True, max_length=200)
DelegationRef: TypeAlias = Annotated[str, _WORD, _reference("delegation")]
IssueRef: TypeAlias = Annotated[str, _WORD, _reference("issue")]
IncentiveRef: TypeAlias = Annotated[str, _WORD, _reference("incentive")]
InstrumentRef: TypeAlias = Annotated[str, _WORD, _reference("instrument")]
FlagRef: TypeAlias = Annotated[str, _WORD, _reference("flag")]
AnyoneRef: TypeAlias = Annotated[str, _WORD, _reference("delegation", ("all",))]
NobodyOrDelegation: TypeAlias = Annotated[str, _WORD, _reference("delegation", ("",))]
NobodyOrIssue: TypeAlias = Annotated[str, _WORD, _reference("issue", ("",))]


def _option(word: str, info: ValidationInfo) -> str:
    """An option of the issue named just before in the same table."""
    issue = info.data.get("issue")
    options = index_of(info).options.get(issue) if isinstance(issue, str) else None
    if options is not None and word not in options:
        raise refuse(unknown("option", word, options, str(issue)))
    return word


OptionRef: TypeAlias = Annotated[str, _WORD, AfterValidator(_option)]
"""An option of the table's own ``issue``, which must stand before it in the model."""


def _options(words: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    issue = info.data.get("issue")
    options = index_of(info).options.get(issue) if isinstance(issue, str) else None
    if options is not None:
        flaws = [
            unknown("option", word, options, str(issue))._replace(path=(place,))
            for place, word in enumerate(words)
            if word not in options
        ]
        if flaws:
            raise refuse(*flaws)
    return words


OptionRefs: TypeAlias = Annotated[tuple[Annotated[str, _WORD], ...], AfterValidator(_options)]
"""Options of the table's own ``issue``."""


def _combination(
    value: dict[str, tuple[str, ...]], info: ValidationInfo
) -> dict[str, tuple[str, ...]]:
    index = index_of(info)
    flaws: list[Flaw] = []
    if "issue" in index.blind:
        return value
    for issue, words in value.items():
        options = index.options.get(issue)
        if options is None:
            flaws.append(unknown("issue", issue, index.issues)._replace(path=(issue,), key=True))
            continue
        flaws += [
            unknown("option", word, options, issue)._replace(path=(issue, place))
            for place, word in enumerate(words)
            if word not in options
        ]
    if flaws:
        raise refuse(*flaws)
    return value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Combination: TypeAlias = Annotated[
    dict[
        str,
        Annotated[
            tuple[Annotated[str, _WORD], ...],
            Count(1),
            BeforeValidator(_as_list),
        ],
    ],
    AfterValidator(_combination),
    Count(1),
]
"""Issues and, for each, the options that count: ``{ fund = ["zero", "50m"] }``."""


def _keys(kind: str) -> AfterValidator:
    def exist(value: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
        index = index_of(info)
        known = index.known(kind)
        flaws = [
            unknown(kind, each, known)._replace(path=(each,), key=True)
            for each in value
            if each not in known and kind not in index.blind
        ]
        if flaws:
            raise refuse(*flaws)
        return value

    return AfterValidator(exist)


PointsBySeat: TypeAlias = Annotated[dict[str, Points], _keys("delegation")]
TrustBySeat: TypeAlias = Annotated[dict[str, Percent], _keys("delegation")]
TiltBySeat: TypeAlias = Annotated[dict[str, Annotated[int, Number(-100, 100)]], _keys("delegation")]


def round_fault(number: int, info: ValidationInfo) -> int:
    """A round of the calendar."""
    rounds = index_of(info).rounds
    if rounds and number > rounds:
        message = f"round {number} lies after the last, which is {rounds}"
        raise refuse(Flaw("calendar", message))
    return number


Round: TypeAlias = Annotated[StrictInt, Field(ge=1, le=99), AfterValidator(round_fault)]
"""A round of the pack's calendar, from 1."""


# --- conditions and decision rules ---------------------------------------------------------------


def _condition(scope: str) -> Callable[[Any, ValidationInfo], Expression]:
    def read(value: Any, info: ValidationInfo) -> Expression:
        if not isinstance(value, str):
            message = "a condition is a text in quotes"
            raise refuse(Flaw("wrong-type", message, 'write "round >= 3"'))
        index = index_of(info)
        checked = check(value, index.vocabularies[scope])
        faults = [
            each
            for each in checked.faults
            if not (index.blind and each.code == "condition-unknown-id")
        ]
        if checked.expression is None and not faults:
            return Const(True)
        if checked.expression is None:
            raise refuse(
                *(
                    Flaw(
                        each.code,
                        f"in condition: {each.message}",
                        each.help,
                        (),
                        False,
                        each.start,
                        max(each.end, each.start + 1),
                    )
                    for each in faults
                )
            )
        return checked.expression

    return read


_CONDITION_SCHEMA: Final[Mapping[str, Any]] = {"type": "string", "maxLength": 2000}
OwnCondition: TypeAlias = Annotated[
    Expression, PlainValidator(_condition("own")), WithJsonSchema(dict(_CONDITION_SCHEMA))
]
PublicCondition: TypeAlias = Annotated[
    Expression, PlainValidator(_condition("public")), WithJsonSchema(dict(_CONDITION_SCHEMA))
]
EndingCondition: TypeAlias = Annotated[
    Expression, PlainValidator(_condition("epilogue")), WithJsonSchema(dict(_CONDITION_SCHEMA))
]


def _rule(value: Any) -> DecisionRule:
    try:
        return rule_from_data(value)
    except RuleDataError as error:
        path = error.path
        given = value
        for key in path:
            given = given.get(key) if isinstance(given, dict) else None
        help_ = ""
        if path and path[-1] == "kind" and isinstance(given, str):
            help_ = did_you_mean(given, RULE_KINDS)
        message = f"no decision rule: {error.problem}"
        raise refuse(Flaw("bad-rule", message, help_, path)) from None


def _field_schema(default: object) -> dict[str, Any]:
    """The JSON Schema of a rule's attribute, told by its default as `rule_from_data` does."""
    match default:
        case bool():
            return {"type": "boolean", "default": default}
        case int():
            return {"type": "integer", "default": default}
        case Base():
            return {"type": "string", "enum": [str(each) for each in Base], "default": str(default)}
        case Share():
            return {"type": "string", "pattern": "^[0-9]{1,6}/[0-9]{1,6}$", "default": str(default)}
        case str():
            return {"type": "string", "default": default}
        case tuple():
            return {"type": "array", "items": {"type": "string"}}
        case _:
            return {"type": ["string", "object"]}  # a rule within a rule


def _kind_schema(kind: type[DecisionRule]) -> dict[str, Any]:
    properties: dict[str, Any] = {"kind": {"const": kind.kind}}
    for each in dataclass_fields(kind):
        properties[each.name] = _field_schema(each.default)
    return {
        "type": "object",
        "title": kind.kind,
        "description": (kind.__doc__ or "").split("\n", 1)[0],
        "properties": properties,
        "required": ["kind"],
        "additionalProperties": False,
    }


RULE_KINDS: Final = tuple(each.kind for each in get_args(DecisionRule))
_RULE_SCHEMA: Final[Mapping[str, Any]] = {
    "anyOf": [
        {"type": "string", "enum": [*RULE_KINDS, *PRESETS]},
        *(_kind_schema(each) for each in get_args(DecisionRule)),
    ]
}
_ENTRY_SCHEMA: Final = _kind_schema(EntryIntoForce)


def _entry(value: Any) -> EntryIntoForce:
    found = _rule(value)
    if not isinstance(found, EntryIntoForce):
        raise refuse(Flaw("bad-rule", 'the kind must be "entry_into_force"'))
    return found


EntryRule: TypeAlias = Annotated[
    EntryIntoForce, PlainValidator(_entry), WithJsonSchema(dict(_ENTRY_SCHEMA))
]
"""A rule of entry into force (R9)."""

Rule: TypeAlias = Annotated[DecisionRule, PlainValidator(_rule), WithJsonSchema(dict(_RULE_SCHEMA))]
"""A decision rule: a name, or a table with ``kind`` (see `diplogame.rules.decisions`)."""
