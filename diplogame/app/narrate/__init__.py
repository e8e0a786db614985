"""The game in words: cables, descriptions, refusals.

`Narrator` turns one event into one `Cable`; `Wire` gives a delegation its cables as they come in, with
numbers and findings gathered; `Describe` says what a term, bargain, threat, motion, plan or command
is; `refusal` says what is wrong with an order and what to do.
"""

from diplogame.app.narrate.cable import KINDS, Cable
from diplogame.app.narrate.describe import Describe
from diplogame.app.narrate.narrator import Narrator
from diplogame.app.narrate.refusal import REFUSALS, refusal
from diplogame.app.narrate.wire import Wire

__all__ = ["KINDS", "REFUSALS", "Cable", "Describe", "Narrator", "Wire", "refusal"]
