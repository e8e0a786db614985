"""Decision rules: one engine, all of them data (R9).

    Unanimity; consensus (no stated objection; concerns can be minuted); consensus minus k; simple,
    two-thirds and other majorities with quorum; double majority by states and weight with a
    blocking minority (abstention counts as no where the rule says so); council with vetoes
    (abstention is no veto); silence procedure; tacit acceptance; entry into force by number and
    share (the pivotal ratifier can sell). [...] After the game the same votes can be recounted
    under any other rule. -- R9

The constants are those of field guide 4.5 (see `PRESETS`).

Guarantees:
    * `tally` is total: every ballot has a meaning under every rule (`translate` says which).
    * Every rule is monotone: turning any ballot into the most favourable one never undoes an
      adoption. Searches (`could_still_pass`, the analysis package) rely on it.
    * Shares are compared by cross-multiplication, never rounded.

Words:
    *count* - a count of states: a delegation that speaks for several counts for all of them
    (`Member.weight`, R1.4); *measure* - any other quantity members are weighed by, such as
    population or emissions.
"""

from .counting import Counts, Reason, Requirement, Tally, adopted_by, decided, passes, tally
from .data import PRESETS, RuleDataError, rule_from_data, rule_to_data
from .foresight import (
    Pivot,
    Pivotal,
    Recount,
    Translation,
    could_still_fail,
    could_still_pass,
    pivotal,
    pivots,
    recount,
)
from .kinds import (
    Ballot,
    Base,
    Consensus,
    ConsensusMinus,
    CoreAndOthers,
    CouncilVeto,
    DecisionRule,
    DoubleMajority,
    EntryIntoForce,
    Majority,
    Member,
    Share,
    SilenceProcedure,
    TacitAcceptance,
    Unanimity,
    Vocabulary,
    ballots_for,
    faults,
    translate,
    vocabulary,
)

__all__ = [
    "PRESETS",
    "Ballot",
    "Base",
    "Consensus",
    "ConsensusMinus",
    "CoreAndOthers",
    "CouncilVeto",
    "Counts",
    "DecisionRule",
    "DoubleMajority",
    "EntryIntoForce",
    "Majority",
    "Member",
    "Pivot",
    "Pivotal",
    "Reason",
    "Recount",
    "Requirement",
    "RuleDataError",
    "Share",
    "SilenceProcedure",
    "TacitAcceptance",
    "Tally",
    "Translation",
    "Unanimity",
    "Vocabulary",
    "adopted_by",
    "ballots_for",
    "could_still_fail",
    "could_still_pass",
    "decided",
    "faults",
    "passes",
    "pivotal",
    "pivots",
    "recount",
    "rule_from_data",
    "rule_to_data",
    "tally",
    "translate",
    "vocabulary",
]
