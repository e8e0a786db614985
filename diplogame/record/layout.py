"""What a header and a record of the current version must contain, checked all faults at once.

The chain proves that bytes are what somebody wrote, not that it makes sense: a save may be forged
or come from a faulty program. Whoever reads a game through this package may rely on the shape
promised here and on nothing else; deeper checks belong to those who know what commands and events
are.

Header: `format`, `version`; `engine` string, `rules_version` integer or string, `seed` integer or
string, `seats` list or object, `pack` object with the strings `id`, `version`, `rules_hash`,
`text_hash` and `embedded`, an object from relative path to file text. Record: `n` integer,
`command` object, `events` list of objects, `state` string; `at`, a string or an integer, is
information only and may be missing; `summary`, an object of short public facts for the list of
saves (round, phase), may be missing. Further keys are allowed and kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

__all__ = ["header_faults", "is_safe_name", "record_faults"]

_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$")


def header_faults(header: Mapping[str, Any]) -> list[str]:
    """Everything that is wrong with a header of the current version; empty if it is in order."""
    faults = [
        f"the header's {key!r} is not {wanted}"
        for key, kinds, wanted in (
            ("engine", (str,), "a string"),
            ("rules_version", (int, str), "an integer or a string"),
            ("seed", (int, str), "an integer or a string"),
            ("seats", (list, tuple, dict), "a list or an object"),
            ("pack", (dict,), "an object"),
        )
        if not _is(header.get(key), kinds)
    ]
    pack = header.get("pack")
    if isinstance(pack, dict):
        faults += [
            f"the pack's {key!r} is not a string"
            for key in ("id", "version", "rules_hash", "text_hash")
            if not isinstance(pack.get(key), str)
        ]
        embedded = pack.get("embedded")
        if not isinstance(embedded, dict):
            return [*faults, "the pack's 'embedded' is not an object"]
        for name, text in embedded.items():
            if not isinstance(name, str) or not is_safe_name(name):
                faults.append(
                    f"the embedded file name {name!r} leaves its folder or is not portable"
                )
            if not isinstance(text, str):
                faults.append(f"the embedded file {name!r} is not text")
    return faults


def record_faults(record: Mapping[str, Any]) -> list[str]:
    """Everything that is wrong with a record of the current version; empty if it is in order."""
    faults = [
        f"the record's {key!r} is not {wanted}"
        for key, kinds, wanted, needed in (
            ("command", (dict,), "an object", True),
            ("events", (list, tuple), "a list", True),
            ("state", (str,), "a string", True),
            ("at", (str, int), "a string or an integer", False),
            ("summary", (dict,), "an object", False),
        )
        if (needed or record.get(key) is not None) and not _is(record.get(key), kinds)
    ]
    events = record.get("events")
    if isinstance(events, list | tuple) and not all(isinstance(event, dict) for event in events):
        faults.append("an event is not an object")
    return faults


def is_safe_name(name: str) -> bool:
    """Whether a relative path stays inside its folder and means the same on every system."""
    if len(name) > 240 or not name.isprintable() or re.search(r'[\\:*?"<>|]', name):
        return False
    return all(
        part not in ("", ".", "..") and part[-1] not in " ." and not _RESERVED.match(part)
        for part in name.split("/")
    )


def _is(value: object, kinds: tuple[type, ...]) -> bool:
    # A bool is an int to Python, and to nobody else.
    return isinstance(value, kinds) and not isinstance(value, bool)
