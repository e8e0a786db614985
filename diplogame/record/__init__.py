"""The journal of a game: canonical bytes, hash chain, sync, lock, repair, migration, list of saves.

Payload-agnostic: a record is a JSON object whose commands and events mean nothing here. Sibling of
`packs` and `ai`; imports nothing above or beside itself. What may go wrong is drawn as a tree in
`errors`; the format is written down in `scan` and `layout`; what is promised stands in `journal`.
`scan.scan` is not repeated here, where it would hide its module.
"""

from diplogame.record.canonical import JsonObject, NotCanonical, encode
from diplogame.record.errors import (
    Notice,
    RecordRefused,
    SaveBroken,
    SaveError,
    SaveExists,
    SaveInUse,
    SaveMissing,
    SaveNewer,
    SaveNotWritten,
    SaveOlder,
    SaveReadOnly,
    SaveUnreadable,
)
from diplogame.record.journal import Journal, upgrade_copy
from diplogame.record.library import (
    SUFFIX,
    PackChange,
    SaveEntry,
    Use,
    compare_pack,
    create_save,
    find_save,
    list_saves,
    new_path,
    slug,
)
from diplogame.record.reading import Reading, read_journal
from diplogame.record.scan import Scan, Verdict, find_seal

__all__ = [
    "SUFFIX",
    "Journal",
    "JsonObject",
    "NotCanonical",
    "Notice",
    "PackChange",
    "Reading",
    "RecordRefused",
    "SaveBroken",
    "SaveEntry",
    "SaveError",
    "SaveExists",
    "SaveInUse",
    "SaveMissing",
    "SaveNewer",
    "SaveNotWritten",
    "SaveOlder",
    "SaveReadOnly",
    "SaveUnreadable",
    "Scan",
    "Use",
    "Verdict",
    "compare_pack",
    "create_save",
    "encode",
    "find_save",
    "find_seal",
    "list_saves",
    "new_path",
    "read_journal",
    "slug",
    "upgrade_copy",
]
