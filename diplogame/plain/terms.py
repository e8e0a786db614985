"""Bargains, threats and plans typed in words.

``offer GIVE for ASK`` and ``ask ASK for GIVE`` put a bargain on the table; both lists hold undertakings
joined by ``and``: ``support CLAUSE=OPTION`` (or just ``CLAUSE=OPTION``), ``acquiesce CLAUSE=OPTION``,
``pay INCENTIVE [signature|clause|adoption]``, ``adopt``, ``lift NUMBER``; in a larger meeting
``DELEGATION: ...`` says whose, and ``... as long as CLAUSE=OPTION`` (or ``if``, ``while``) that it binds
only while that clause reads so. ``or`` joins variants; ``until ROUND`` and ``public`` close the line.
Where there are blocs, ``leave BLOC`` and ``stay BLOC`` are undertakings too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from diplogame.plain import orders_blocs as blocs
from diplogame.plain import orders_mediation as mediation
from diplogame.plain.names import Names, OrderError, Thing, find
from diplogame.rules.conference import Envoy, Room
from diplogame.rules.ids import SeatId
from diplogame.rules.levers import partners, pressing_tools
from diplogame.rules.terms import (
    Activity,
    Bargain,
    CableHome,
    Campaign,
    Draft,
    Meet,
    PrepareSummit,
    Proviso,
    Rest,
    Study,
    Term,
    TermKind,
    ThreatState,
    ThreatTerms,
    Trigger,
)
from diplogame.rules.view import SeatView

OFFER_HELP = (
    "Say: offer WHAT-WE-GIVE for WHAT-WE-ASK, for instance "
    "offer {give} for {ask}. Join several by 'and', variants by 'or'."
)


def parse_offer(
    view: SeatView, names: Names, others: Sequence[SeatId], text: str, asking: bool
) -> tuple[Bargain, ...]:
    """The variants of an offer; ``asking`` when the line says first what we ask."""
    if not text.strip():
        raise OrderError(_example(view))
    text, due, public = _tail(view, text)
    variants = []
    for part in re.split(r"\s+or\s+", text, flags=re.IGNORECASE):
        variants.append(Bargain(_sides(view, names, others, part, asking), due, public))
    return tuple(variants)


def parse_counter(view: SeatView, names: Names, others: Sequence[SeatId], text: str) -> Bargain:
    """The one bargain of a counter-offer: ``counter GIVE for ASK``."""
    found = parse_offer(view, names, others, text, False)
    if len(found) > 1:
        raise OrderError("A counter-offer is one bargain. Leave the variants out.")
    return found[0]


def _example(view: SeatView) -> str:
    issues = view.table.issues
    first, last = issues[0], issues[-1]
    return OFFER_HELP.format(
        give=f"support {first.id}={first.options[-1]}", ask=f"{last.id}={last.options[0]}"
    )


def _tail(view: SeatView, text: str) -> tuple[str, int, bool]:
    """The line without ``until N`` and ``public``, and what they said."""
    public = False
    due = min(view.public.round + 3, view.table.calendar.rounds + 1)
    while True:
        last = re.search(r"\s+(public|until\s+(?:round\s+)?(\d{1,3}))\s*$", text, re.IGNORECASE)
        if last is None:
            return text, due, public
        if last[2]:
            due = int(last[2])
        else:
            public = True
        text = text[: last.start()]


def _sides(
    view: SeatView, names: Names, others: Sequence[SeatId], text: str, asking: bool
) -> tuple[Term, ...]:
    first, _, second = _parted(text)
    ours, theirs = (second, first) if asking else (first, second)
    default = others[0] if others else ""
    return (
        *_list(view, names, ours, view.seat, (view.seat, *others)),
        *_list(view, names, theirs, default, (view.seat, *others)),
    )


def _parted(text: str) -> tuple[str, str, str]:
    found = re.search(r"(^|\s)for(\s|$)", text, re.IGNORECASE)
    if found is None:
        return text, "", ""
    return text[: found.start()], "for", text[found.end() :]


def _list(
    view: SeatView, names: Names, text: str, by: SeatId, present: Sequence[SeatId]
) -> list[Term]:
    terms = []
    for part in re.split(r"\s+and\s+|\s*[;,]\s*", text.strip(), flags=re.IGNORECASE):
        if not part.strip() or part.strip().casefold() in ("nothing", "and"):
            continue
        whose = by
        if ":" in part:
            name, _, part = part.partition(":")
            whose = names.delegation(name, (*present, *blocs.spoken_for(view, present)))
        terms.append(_conditional(view, names, part.strip(), whose, present))
    return terms


_PROVISO = re.compile(r"\s+(?:as\s+long\s+as|provided(?:\s+that)?|if|while)\s+", re.IGNORECASE)
"""Words that lead a condition on the text (R6.6)."""


def _conditional(
    view: SeatView, names: Names, text: str, by: SeatId, present: Sequence[SeatId]
) -> Term:
    """One undertaking, with its condition if it has one.

    Each way of parting the line is tried, the last first: an option's own title may hold such a word.
    """
    fault: OrderError | None = None
    for mark in reversed(list(_PROVISO.finditer(text))):
        try:
            term = _term(view, names, text[: mark.start()].split(), by, present)
            return replace(term, given=Proviso(*names.clause(text[mark.end() :].split())))
        except OrderError as error:
            fault = fault or error
    try:
        return _term(view, names, text.split(), by, present)
    except OrderError as error:
        raise fault or error from None


_KINDS = ("support", "acquiesce", "pay", "give", "adopt", "lift", "back", "leave", "stay")


def _term(
    view: SeatView, names: Names, tokens: list[str], by: SeatId, present: Sequence[SeatId]
) -> Term:
    if not tokens:
        raise OrderError(_example(view))
    verb = tokens[0].casefold()
    rest = tokens[1:]
    if verb == "adopt":
        return Term(by, TermKind.ADOPT)
    if verb == "lift":
        return Term(by, TermKind.LIFT, threat=_liftable(view, by, present, rest))
    if verb == "back":
        third = [s for s in view.table.everybody if s not in present]
        words = rest[1:] if rest and rest[0].casefold() == "against" else rest
        return Term(by, TermKind.BACK, to=names.delegation(" ".join(words), third))
    if verb in ("leave", "stay"):
        words = [w for w in rest if w.casefold() != "in"]
        inside = [c for c in view.coalitions.values() if c.standing and by in c.members]
        kind = TermKind.LEAVE if verb == "leave" else TermKind.STAY
        return Term(by, kind, to=blocs.coalition(view, names, " ".join(words), inside))
    if verb in ("pay", "give"):
        return _payment(view, names, rest, by, present)
    kind = TermKind.ACQUIESCE if verb == "acquiesce" else TermKind.SUPPORT
    issue, option = names.clause(rest if verb in ("support", "acquiesce") else tokens)
    return Term(by, kind, issue, option)


def _payment(
    view: SeatView, names: Names, rest: list[str], by: SeatId, present: Sequence[SeatId]
) -> Term:
    trigger = Trigger.CLAUSE
    if rest and rest[-1].casefold() in [t.value for t in Trigger]:
        trigger, rest = Trigger(rest[-1].casefold()), rest[:-1]
    to = ""
    if len(rest) > 2 and rest[-2].casefold() == "to":
        to, rest = names.delegation(rest[-1], present), rest[:-2]
    incentive = names.incentive(" ".join(rest), by)
    if not to:
        worth = view.table.incentives[incentive].worth
        receivers = [p for p in present if p != by and p in worth]
        to = receivers[0] if receivers else next((p for p in present if p != by), "")
    return Term(by, TermKind.PAY, to=to, incentive=incentive, trigger=trigger)


def _liftable(view: SeatView, by: SeatId, present: Sequence[SeatId], rest: list[str]) -> str:
    """The id of a standing threat or sanction of ``by`` against somebody present."""
    found = [
        key
        for key, t in sorted(view.threats.items())
        if t.sender == by and t.target in present and t.state is ThreatState.STANDING
    ]
    found += [
        key for key, s in sorted(view.sanctions.items()) if s.sender == by and s.target in present
    ]
    if not found:
        raise OrderError("There is no threat or sanction between you to take back.")
    number = int(rest[0]) if rest and rest[0].isdigit() and len(rest[0]) < 4 else 1
    return found[min(len(found), max(1, number)) - 1]


# --- threats -------------------------------------------------------------------------------------

_COMMITMENTS = {"hint": 1, "warning": 2, "ultimatum": 3}


def threat_terms(
    view: SeatView, names: Names, target: SeatId, tokens: list[str], public: bool
) -> ThreatTerms:
    """``INSTRUMENT CLAUSE=OPTION [hint|warning|ultimatum] [vague] [alone] [by ROUND]``."""
    tools = pressing_tools(view, target)
    deadline = min(view.public.round + 2, view.table.calendar.rounds)
    commitment = 3 if public else 2
    clear = True
    backed = partners(view, target)
    kept: list[str] = []
    skip = False
    for place, token in enumerate(tokens):
        word = token.casefold()
        if skip:
            skip = False
        elif word == "by" and place + 1 < len(tokens) and tokens[place + 1].isdigit():
            deadline, skip = int(tokens[place + 1][:3]), True
        elif word in _COMMITMENTS:
            commitment = _COMMITMENTS[word]
        elif word == "vague":
            clear = False
        elif word == "alone":
            backed = ()
        else:
            kept.append(token)
    if not tools:
        raise OrderError("There is no instrument left that reaches them.")
    if len(kept) < 2:
        raise OrderError(
            f"Say: INSTRUMENT CLAUSE=OPTION [hint|warning|ultimatum] [by ROUND]. "
            f"Instruments: {', '.join(tools)}."
        )
    instrument = names.instrument(kept[0], tools)
    issue, option = names.clause(kept[1:])
    return ThreatTerms(issue, option, instrument, clear, commitment, deadline, backed)


# --- plans ---------------------------------------------------------------------------------------

_ROOMS = {
    "corridor": Room.CORRIDOR,
    "green": Room.GREEN_ROOM,
    "green-room": Room.GREEN_ROOM,
    "back": Room.BACK_CHANNEL,
    "back-channel": Room.BACK_CHANNEL,
    "virtual": Room.VIRTUAL,
    "call": Room.VIRTUAL,
}

ACTIVITIES = (
    "meet",
    "study",
    "draft",
    "cable",
    "campaign",
    "prepare",
    "rest",
    *blocs.ACTIVITIES,
    *mediation.ACTIVITIES,
)
"""Orders of the planning of a day, besides declare, done and take back."""


def parse_activity(view: SeatView, names: Names, text: str) -> Activity:
    """One slot's activity; OrderError when it is none."""
    tokens = text.replace(",", " ").split()
    verb = find(tokens[0] if tokens else "", tuple(Thing(a, (), a) for a in ACTIVITIES), "activity")
    rest = tokens[1:]
    match verb:
        case "meet":
            return _meet(view, names, rest)
        case "study":
            return Study(view.table.issues[names.issue(" ".join(rest))].id)
        case "draft":
            return Draft(view.table.issues[names.issue(" ".join(rest))].id)
        case "cable":
            issue, option = names.clause(rest)
            return CableHome(view.table.issues[issue].id, option)
        case "campaign":
            return Campaign()
        case "prepare":
            return PrepareSummit()
        case "caucus" | "circulate":
            return blocs.activity(view, names, verb, rest)
        case "mediation":
            return mediation.activity(view, names, rest)
        case _:
            return Rest()


def _meet(view: SeatView, names: Names, rest: list[str]) -> Meet:
    room, envoy, issue = Room.CORRIDOR, Envoy.DIPLOMAT, ""
    guests: list[SeatId] = []
    words = [w for w in rest if w.casefold() not in ("in", "the", "with", "and", "through")]
    place = 0
    while place < len(words):
        word = words[place].casefold()
        if word in _ROOMS:
            room = _ROOMS[word]
            if place + 1 < len(words) and words[place + 1].casefold() in ("room", "channel"):
                place += 1
        elif word in [e.value for e in Envoy]:
            envoy = Envoy(word)
        elif word in ("about", "on"):
            issue = view.table.issues[names.issue(" ".join(words[place + 1 : place + 2]))].id
            place += 1
        else:
            guests.append(names.delegation(words[place]))
        place += 1
    if not guests:
        raise OrderError("Say whom to meet, for instance: meet DELEGATION corridor about CLAUSE.")
    if (
        len(guests) > 1
        and room is Room.CORRIDOR
        and "corridor" not in [w.casefold() for w in words]
    ):
        room = Room.GREEN_ROOM
    return Meet(tuple(guests), room, envoy, issue)
