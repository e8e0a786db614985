"""Codes of findings about a pack as a whole: references, sums, scripts, lines.

They join `diplogame.packs.codes.CODES` when this module is imported. A sample of kind `pack` is a
set of edits of a sound pack: file -> ``old ⇒ new`` (only ``⇒ new`` appends, ``⇒`` alone removes
the file); the good sample is no edit at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from diplogame.packs.codes import CODES, Code
from diplogame.packs.diagnostics import Severity

__all__ = ["CODES", "PACK_CODES"]


def _pack(meaning: str, bad: Mapping[str, str], severity: Severity = "error") -> Code:
    return Code(meaning, "pack", bad, {}, severity)


PACK_CODES: Final[dict[str, Code]] = {
    # files
    "missing-file": _pack("A file that every pack needs is not there.", {"pack.toml": "⇒"}),
    "unknown-file": _pack(
        "The file has a name that means nothing in a pack, so it is not used.",
        {"event.toml": "⇒ # nothing\n"},
        "warning",
    ),
    "file-name": _pack(
        "A delegation's file is not called after the delegation.",
        {"delegations/tarn.toml": "⇒", "delegations/tern.toml": "⇒ @delegations/tarn.toml"},
        "warning",
    ),
    "game-version": _pack(
        "The pack is made for another version of the game.",
        {"pack.toml": 'game = ">=0.1" ⇒ game = ">=99"'},
    ),
    # ids and references
    "bad-id": _pack(
        "An id has characters that ids cannot have, or is a reserved word.",
        {"pack.toml": 'id = "tiny" ⇒ id = "Tiny Pack"'},
    ),
    "duplicate-id": _pack(
        "Two things of the same kind have the same id.",
        {"pack.toml": 'flags = ["storm"] ⇒ flags = ["storm", "storm"]'},
    ),
    "duplicate-letter": _pack(
        "Two delegations have the same letter on the seating plan.",
        {"delegations/tarn.toml": 'letter = "T" ⇒ letter = "*"'},
    ),
    "unknown-delegation": _pack(
        "There is no delegation of that id.",
        {"pack.toml": 'giver = "tarn" ⇒ giver = "tern"'},
    ),
    "unknown-issue": _pack(
        "There is no issue of that id.",
        {"delegations/tarn.toml": '{ water = ["half"] } ⇒ { wter = ["half"] }'},
    ),
    "unknown-option": _pack(
        "The issue has no option of that id.",
        {"delegations/tarn.toml": '{ water = ["half"] } ⇒ { water = ["halv"] }'},
    ),
    "unknown-incentive": _pack(
        "There is no incentive of that id.",
        {"delegations/tarn.toml": 'incentive = "seed" ⇒ incentive = "sead"'},
    ),
    "unknown-instrument": _pack(
        "There is no instrument of that id.",
        {"delegations/reed.toml": 'instrument = "toll" ⇒ instrument = "tol"'},
    ),
    "unknown-flag": _pack(
        "The pack declares no flag of that name.",
        {"events.toml": 'flag = "storm" ⇒ flag = "strom"'},
    ),
    "self-reference": _pack(
        "A delegation cannot be its own rival, receiver, target or partner.",
        {"delegations/tarn.toml": 'rivals = ["reed"] ⇒ rivals = ["tarn"]'},
    ),
    # the forum
    "no-seats": _pack(
        "A conference needs at least two delegations that vote.",
        {"delegations/tarn.toml": 'kind = "seat" ⇒ kind = "voice"'},
    ),
    "two-chairs": _pack(
        "A conference has one chair at most.",
        {"delegations/tarn.toml": 'kind = "seat" ⇒ kind = "chair"'},
    ),
    "bad-rule": _pack(
        "The decision rule is none, or cannot work with these delegations.",
        {"pack.toml": 'kind = "consensus" ⇒ kind = "concensus"'},
    ),
    "calendar": _pack(
        "A round lies outside the calendar, or phases are out of order.",
        {"delegations/tarn.toml": "by_round = 2 ⇒ by_round = 9"},
    ),
    # interests
    "missing-interest": _pack(
        "A delegation that votes has no interest in an issue.",
        {"delegations/tarn.toml": '[[interest]]\nissue = "weir" ⇒ [[interest]]\nissue = "water"'},
    ),
    "values": _pack(
        "An interest has the worth of each option, or an ideal: one of the two, and complete.",
        {"delegations/tarn.toml": "values = { open = 100, half = 60, shut = 0 } ⇒ # none"},
    ),
    "unordered-ideal": _pack(
        "An ideal is a place on a line, but the options of this issue are in no order.",
        {"pack.toml": 'opening = ["keep", "lower"] ⇒ ordered = false'},
        "warning",
    ),
    "no-weight": _pack(
        "All weights of a delegation that votes are 0, so nothing matters to it.",
        {"delegations/tarn.toml": "weight = [ ⇒ weight = [0, 0] # ["},
    ),
    "weight-sum": _pack(
        "The weights of a delegation's issues are far from 100 per cent in all.",
        {"delegations/tarn.toml": "weight = [55, 65] ⇒ weight = [5, 10]"},
        "warning",
    ),
    "mandate": _pack(
        "A delegation declares an option that it may not accept without asking home.",
        {"delegations/tarn.toml": 'mandate = ["open", "half"] ⇒ mandate = ["half"]'},
        "warning",
    ),
    "declared-red-line": _pack(
        "A delegation declares an option that one of its red lines forbids.",
        {"delegations/tarn.toml": '{ water = ["shut"] } ⇒ { water = ["open", "shut"] }'},
        "warning",
    ),
    # events and scripts
    "twist-choices": _pack(
        "A twist with choices needs a chooser, and a chooser needs choices.",
        {"events.toml": 'chooser = "tarn" ⇒ # nobody'},
    ),
    "not-its-own": _pack(
        "A delegation can only use its own incentives and instruments, on those they work on.",
        {"delegations/tarn.toml": 'incentive = "seed" ⇒ incentive = "barge"'},
    ),
    "no-place": _pack(
        "The pack does not say where the conference meets, so lines call it 'the conference'.",
        {"pack.toml": 'place = "the mill" ⇒ # nowhere'},
        "warning",
    ),
    "no-tutorial-seat": _pack(
        "Coaching speaks to the tutorial seat, but the pack names none.",
        {"pack.toml": 'tutorial_seat = "tarn" ⇒ # none'},
    ),
    "flag-never-set": _pack(
        "A condition reads a flag that no twist sets, so it never holds.",
        {"events.toml": 'what = "flag", flag = "storm" ⇒ what = "crisis", amount = 1'},
        "warning",
    ),
    "flag-never-read": _pack(
        "A flag is declared or set, but no condition reads it.",
        {"pack.toml": 'flags = ["storm"] ⇒ flags = ["storm", "calm"]'},
        "warning",
    ),
    # texts and lines
    "instructions-long": _pack(
        "Instructions should fit one screen: 250 words.",
        {"delegations/tarn.toml": 'instructions = """ ⇒ instructions = """' + "word " * 260},
        "warning",
    ),
    "instructions-missing": _pack(
        "A delegation that votes has no instructions, so its player starts blind.",
        {"delegations/reed.toml": 'instructions = """ ⇒ doctrine = """'},
        "warning",
    ),
    "line-missing": _pack(
        "A line that the game asks for is neither the delegation's own nor a common one.",
        {"lines/common.toml": '"decline.home" = ⇒ "own.decline" ='},
    ),
    "line-unknown": _pack(
        "The game asks for no line of that key, and no rule says it.",
        {"lines/tarn.toml": '"greeting" ⇒ "greting"'},
        "warning",
    ),
    "line-misplaced": _pack(
        "The chair, the press and the staff speak from lines/common.toml only.",
        {"lines/tarn.toml": '⇒ "chair.vote" = ["Vote."]\n'},
        "warning",
    ),
    "line-variants": _pack(
        "A line that is heard often has few variants, so it will be stale soon.",
        {"lines/tarn.toml": '⇒ "farewell" = ["Go well."]\n'},
        "warning",
    ),
    "line-repeated": _pack(
        "Two variants of a line are the same.",
        {"lines/tarn.toml": '⇒ "farewell" = ["a", "b", "c", "d", "a"]\n'},
        "warning",
    ),
    "line-not-there": _pack(
        "A rule says a line that nobody has written, so it acts in silence.",
        {"delegations/tarn.toml": 'say = "say.tarn.seed" ⇒ say = "say.tarn.sead"'},
        "warning",
    ),
    "line-placeholder": _pack(
        "A rule says a line that speaks of more than the rule's act gives.",
        {"delegations/tarn.toml": 'say = "say.tarn.seed" ⇒ say = "offer.trade"'},
    ),
}
"""Codes of findings about whole packs."""

CODES.update(PACK_CODES)
