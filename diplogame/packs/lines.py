"""The lines that delegations, the chair, the press and the staff must be able to say.

One list for the checker, the writers' reference and the phrasebook. Guarantee: `SPOKEN`,
`EXTRA` and `COMMON` name every key that the game asks for, each with all placeholders it is given.
"""

from __future__ import annotations

import re
from typing import Final

from diplogame.packs.texts import Slot
from diplogame.rules.values import dataclass

ALWAYS: Final = ("speaker", "other", "place")
"""Placeholders that every line is given."""

FEW: Final = 4
MANY: Final = 8


@dataclass(frozen=True, slots=True)
class LineKey:
    """One line the game asks for.

    Attributes:
        placeholders: What it is given besides `ALWAYS`.
        variants: How many ways to say it a good pack has.
        voters: Whether only delegations with a vote say it.
    """

    placeholders: tuple[str, ...] = ()
    variants: int = FEW
    voters: bool = False


def _keys(prefix: str, *entries: str, voters: bool = False) -> dict[str, LineKey]:
    """Keys written `name*(a, b)`: a star asks for many variants."""
    found: dict[str, LineKey] = {}
    for entry in entries:
        name, _, inside = entry.partition("(")
        inside = inside.rstrip(")")
        given = tuple(each.strip() for each in inside.split(",")) if inside else ()
        many = MANY if name.endswith("*") else FEW
        found[prefix + name.rstrip("*")] = LineKey(given, many, voters)
    return found


SPOKEN: Final[dict[str, LineKey]] = {
    **_keys("", "greeting*", "farewell", "reassure", "reassured", "kept(issue)", "broken(issue)"),
    **_keys("invite.", "ask(issue)", "accept"),
    **_keys("invite.decline.", "busy", "trust", "nothing_new"),
    **_keys(
        "probe.",
        "answer.high*(issue, option)",
        "answer.medium*(issue, option)",
        "answer.low*(issue, option)",
        "evade*(issue)",
        "ask*(issue)",
    ),
    **_keys("", "offer*(issue, option)"),
    **_keys(
        "offer.",
        "trade*(issue, option, issue2, option2)",
        "incentive(incentive, issue, option)",
        "menu",
    ),
    **_keys("", "accept*", "accept.reluctant", "counter*(issue, option)"),
    **_keys(
        "decline.",
        "worst_clause*(issue, option)",
        "red_line*(issue, option)",
        "holding_out*",
        "distrust*",
        "outside_mandate(issue, option)",
        "home(issue)",
        "rival_gains(rival)",
        "bound(issue)",
        "resentment",
        "no_authority",
        "nothing_new*",
        "overreach",
    ),
    **_keys(
        "threat.",
        "issue(instrument, issue, option)",
        "ultimatum(instrument, issue, option, round)",
        "comply(issue)",
        "partly(issue)",
        "stall",
        "counter(instrument)",
        "patron(rival)",
        "extend",
        "back_down",
        "impose(instrument)",
    ),
    **_keys(
        "vote.",
        "yes*",
        "no*(issue)",
        "abstain",
        "concern(issue)",
        "object(issue)",
        "as_promised",
        voters=True,
    ),
    **_keys(
        "motion.",
        "amend(issue, option)",
        "close(issue, option)",
        "package",
        "vote",
        "reopen(issue)",
        "summit",
        voters=True,
    ),
    **_keys("speech.", "appeal", "shame", "red_line(issue)", "rally"),
    **_keys("summit.", "firm", "give(issue, option)", "fudge(issue)", "walk", voters=True),
}
"""What delegations say, in their own voice or in the common one."""

COMMON: Final[dict[str, LineKey]] = {
    **_keys(
        "chair.",
        "open(round)",
        "close(round)",
        "amended(issue, option, delegation)",
        "amendment_fails(issue, option, delegation)",
        "closed(issue, option)",
        "not_closed(issue, delegation)",
        "reopened(issue, delegation)",
        "vote",
        "adopted",
        "rejected(delegation)",
        "silence",
        "silence_held",
        "silence_broken(delegation)",
        "summit_called(delegation)",
        "clock_stopped",
        "suspended",
        "partial",
    ),
    **_keys(
        "news.",
        "leak(delegation, issue)",
        "meeting(delegation)",
        "threat(delegation, instrument)",
        "sanction(delegation, instrument)",
        "lifted(delegation, instrument)",
        "back_down(delegation)",
        "broken(delegation)",
        "breakthrough",
        "summit_failure",
        "staged",
        "ambiguous",
        "crisis",
        "walk_out(delegation)",
        "ratified(delegation)",
        "rejected_at_home(delegation)",
    ),
    **_keys(
        "staff.",
        "gauge_up",
        "gauge_down",
        "mandate_granted(issue, option)",
        "mandate_refused(issue, option)",
        "due",
        "expert(issue)",
    ),
}
"""What the chair, the press and the staff say; in `lines/common.toml` only."""

EXTRA: Final[dict[str, LineKey]] = {
    **_keys(
        "",
        "greeting.first",
        "greeting.line",
        "farewell.agreed",
        "reassure.bound",
        "offer.common(issue, option)",
        "offer.vote",
        "offer.lift",
        "decline.bound_here(issue)",
        "counter.price(incentive)",
        "counter.sooner(incentive)",
        "counter.less(issue, option)",
    ),
    **_keys("vote.", "break_silence(issue)", voters=True),
    **_keys("bloc.", "draft", "stand", "declare", "ranks(issue)", "leave", voters=True),
    **_keys("club.", "circulate", "found", voters=True),
    **_keys("mediation.", "ask", "agreed", voters=True),
    **_keys(
        "chair.",
        "package(delegation)",
        "no_package(delegation)",
        "experts(issue)",
        "accredited",
        "not_accredited",
    ),
}
"""What delegations say if they can; a pack without these lines loses only colour.

``greeting.first`` is for two who have not met in this game, ``greeting.line`` for a meeting that is not
face to face, ``farewell.agreed`` ends a meeting in which something was agreed, and ``reassure.bound`` is
said by one that owes the other something; these four count only in a delegation's own voice.
``offer.common`` asks for support of what the speaker supports too, ``offer.vote`` for a vote for the
whole text, ``offer.lift`` is about threats and sanctions alone, ``decline.bound_here`` reminds the
other of a word it holds itself, ``counter.price`` asks for a payment, ``counter.sooner`` for an earlier
one, and ``counter.less`` takes back what was asked of the speaker. ``vote.break_silence`` objects under
the silence procedure. ``chair.package``, ``chair.no_package``, ``chair.experts``, ``chair.accredited``
and ``chair.not_accredited`` are the chair's, of motions decided. ``bloc`` lines are said with a draft, a bid
for the lead, a declaration, a breach of ranks and a parting, ``club`` lines with a declaration of principles,
``mediation`` lines by who asks for mediation, and by the mediator of a proposal to which all said yes.
"""

KNOWN: Final[dict[str, LineKey]] = {**SPOKEN, **EXTRA, **COMMON}

BY_ACT: Final[dict[str, tuple[str, ...]]] = {
    "seek_meeting": (),
    "threaten": ("instrument", "issue", "option"),
    "promise": ("incentive", "issue", "option"),
    "adjust": (),
    "hold_out": ("issue",),
    "speak": ("issue",),
    "call_summit": (),
    "call_vote": (),
    "walk_out": (),
}
"""Placeholders that the act of a script rule gives to the line it says."""


_QUOTED: Final = re.compile(r"'(?=\{[A-Za-z_]\w*\})((?:[^']|(?<=[\w}])'(?=\w))*)('?)")


def typeset(text: str) -> str:
    """The text with curly quotes where straight ones stand around a placeholder.

    In a message an apostrophe before a brace would make the brace an ordinary character; in a line
    ``'{option}'`` always means the option's name in quotes. The length stays the same, so places in
    the text stay right.
    """
    return _QUOTED.sub(lambda found: f"‘{found[1]}{'’' if found[2] else ''}", text)


def slots(placeholders: tuple[str, ...]) -> dict[str, Slot]:
    """What each placeholder of a line may stand for."""
    return {
        name: Slot("number" if name == "round" else "text") for name in (*ALWAYS, *placeholders)
    }
