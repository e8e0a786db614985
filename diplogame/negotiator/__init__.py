"""Bargaining by alternating offers, with plain data at its edges.

What an outside tournament needs to seat our negotiator, what an outside negotiator needs to sit at our
table, and the well-known strategies both are measured against (`docs/lab.md`):

* `Bargainer`: the four calls anybody at a table answers - `start`, `propose`, `respond`; no class of
  ours needs to be inherited or imported.
* `Negotiator` of a `Character`: our own.
* `TimeBased`, `MiCRO`, `TitForTat`: the field.
* `sit`: a table of two or more; `Session` is its record. `Worth` ranks a utility once for many tables,
  `additive` makes one from points by issue and value.
* `convene`: a plenary in small for many - one text, amendments, roll-calls, signatures - of `Honest` and
  `Strategic` delegates or anybody's (`Delegate`); `Proceedings` is its record.

Guarantees: nothing is drawn, so the same table gives the same session; outcomes, names and utilities of
the outside are only compared and called, never evaluated or printed.
"""

from diplogame.negotiator.field import MiCRO, TimeBased, TitForTat
from diplogame.negotiator.negotiator import FIRM, Answer, Bargainer, Character, History, Negotiator
from diplogame.negotiator.space import Issues, Outcome, Worth
from diplogame.negotiator.table import Session, additive, sit
from diplogame.negotiator.text import (
    Delegate,
    Honest,
    Motion,
    Proceedings,
    Say,
    Strategic,
    convene,
)

__all__ = [
    "FIRM",
    "Answer",
    "Bargainer",
    "Character",
    "Delegate",
    "History",
    "Honest",
    "Issues",
    "MiCRO",
    "Motion",
    "Negotiator",
    "Outcome",
    "Proceedings",
    "Say",
    "Session",
    "Strategic",
    "TimeBased",
    "TitForTat",
    "Worth",
    "additive",
    "convene",
    "sit",
]
