"""Bargaining problems from elsewhere, and the packs that are made of them.

* `read_problem`: a Genius folder, a negmas folder or a neutral JSON file as a `Problem`.
* `playable`: a `Problem` as the files of a pack; `write_pack` puts them into a folder.
* `to_neutral`: a `Problem` as neutral JSON.

Guarantees: files are taken to be hostile (sizes limited, no entities, no constructed objects, texts
cleaned); whatever is wrong is an `ImportFault` with file, line and column where the format has
them; numbers are exact until they are rounded on purpose.
"""

from diplogame.packs.importing.detect import read_problem
from diplogame.packs.importing.neutral import write as to_neutral
from diplogame.packs.importing.playable import Playable, playable, write_pack
from diplogame.packs.importing.problem import (
    SCALE,
    STEP,
    ImportFault,
    Problem,
    ProblemIssue,
    ProblemParty,
)

__all__ = [
    "SCALE",
    "STEP",
    "ImportFault",
    "Playable",
    "Problem",
    "ProblemIssue",
    "ProblemParty",
    "playable",
    "read_problem",
    "to_neutral",
    "write_pack",
]
