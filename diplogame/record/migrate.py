"""From the version a save was written in to the version this program speaks.

Guarantees:
    * A file is never rewritten: what is upgraded is the value read from it. To play on in an older
      save, its game is copied into a new one (`journal.upgrade_copy`).
    * There is exactly one step from each version to the next, steps are never edited after their
      release, and a save of any version passes through all steps that follow it.
    * A step maps one record to one record, so record numbers, and what was written about them, keep
      their meaning.
    * A newer version is refused by `scan` before anything here is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from diplogame.record.canonical import JsonObject
from diplogame.record.errors import SaveUnreadable
from diplogame.record.layout import header_faults, record_faults
from diplogame.record.scan import VERSION
from diplogame.rules.values import dataclass

__all__ = ["STEPS", "Step", "Steps", "upcast"]


@dataclass(frozen=True, slots=True)
class Step:
    """How one version's header and records become those of the next.

    Attributes:
        header: From a header to a header; `version` is raised afterwards and need not be touched.
        record: From the *old* header and a record to a record.
    """

    header: Callable[[JsonObject], JsonObject]
    record: Callable[[JsonObject, JsonObject], JsonObject]


Steps: TypeAlias = Mapping[int, Step]
"""Steps by the version they start from."""

STEPS: Steps = {}
"""The steps of all released versions. Version 1 is the first, so there is none yet."""


def upcast(
    header: JsonObject,
    records: Iterable[JsonObject],
    *,
    steps: Steps = STEPS,
    current: int = VERSION,
) -> tuple[JsonObject, tuple[JsonObject, ...]]:
    """Bring a header and its records to the current version and check their shape.

    Args:
        header: A header found sound by `scan`, of version 1 to `current`.
        records: Its sound records in order.
        steps: Steps by starting version; other than the default only in tests.
        current: The version to reach.

    Raises:
        SaveUnreadable: `save.malformed`: the bytes are undamaged but do not say what a save must
            say.
    """
    done = list(records)
    while (version := header["version"]) < current:
        step = steps[version]
        try:
            # Records first: a step's record half is told the header as that version wrote it.
            done = [step.record(dict(header), record) for record in done]
            header = {**step.header(dict(header)), "version": version + 1}
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            what = f"version {version} does not have {error}"
            raise _malformed([what]) from error
    faults = header_faults(header)
    for number, record in enumerate(done, 1):
        faults += [f"record {number}: {fault}" for fault in record_faults(record)]
    if faults:
        raise _malformed(faults)
    return header, tuple(done)


def _malformed(faults: list[str]) -> SaveUnreadable:
    more = f" (and {len(faults) - 3} more)" if len(faults) > 3 else ""
    return SaveUnreadable(
        "save.malformed",
        f"The save is undamaged but not in order: {'; '.join(faults[:3])}{more}.",
        "It was written by a faulty or foreign program and is left as it is.",
    )
