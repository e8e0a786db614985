"""The mathematics of negotiation, in whole numbers.

What a pack's lint, the lab, the debrief and the minds ask about a bargaining problem:

* `Domain`: the problem as plain data (points per party, issue and option; linkages; red lines).
* `feasible_share`, `feasible_packages`: what passes under a decision rule (R21's 1-5 %, 10-20 %).
* `carries`: any decision rule of R9 as the predicate that the others take.
* `pareto_frontier`: the packages nobody can better without somebody losing; exact with linkages.
* `solution_points`: Nash, Kalai-Smorodinsky, egalitarian and utilitarian points; `opposition`.
* `cheapest_swap`, `worst_clause`, `missed_swaps`: what would turn an answer; what was left on the
  table (R6.3, debrief).
* `all_middle`, `logrolling_pairs`, `compatible_issues`: what makes a pack a puzzle (R21).
* `power_of_rule`, `power_indices`: Banzhaf and Shapley-Shubik power under any decision rule.
* `winning_coalitions`, `blocking_coalitions`, `core`, `objection`: who can carry, stop or better it.
* `value_of_information`, `value_of_probing`: what it is worth to know before one acts.
* `brier_score`, `calibration`, `band_calibration`: how good forecasts were.
* `analyse`: all figures of one problem, each with its definition.

Guarantees: pure functions, integers only, exact results (no sampling, no tolerance), and one
result whatever the order of evaluation: ties always go to the lexicographically smallest package.
Every definition stands in the docstring of its function, because engines disagree about names
(field notes: what one calls "Kalai" another calls the maximum sum).
"""

from .coalitions import CoreTooLargeError, Objection, core, objection
from .conference import domain_of
from .domain import Condition, Domain, Linkage, Package, RedLine
from .feasible import feasible_packages, feasible_share, unanimity
from .figures import DEFINITIONS, Figures, analyse
from .forecasts import (
    BandCalibration,
    CalibrationBin,
    band_calibration,
    brier_score,
    brier_skill,
    calibration,
)
from .information import InformationValue, ProposalValue, value_of_information, value_of_probing
from .pareto import FrontierTooLargeError, Outcome, coarser_frontier, pareto_frontier
from .points import (
    SolutionPoints,
    egalitarian_point,
    kalai_smorodinsky_point,
    nash_point,
    opposition,
    solution_points,
    utilitarian_point,
)
from .power import PowerIndex, PowerTooLargeError, power_indices, power_of_rule
from .puzzle import (
    CompatibleIssue,
    LogrollingPair,
    all_middle,
    compatible_issues,
    logrolling_pairs,
)
from .swaps import (
    MissedSwaps,
    PairwiseSwap,
    Swap,
    cheapest_swap,
    missed_swaps,
    worst_clause,
)
from .voting import blocking_coalitions, carries, winning_coalitions

__all__ = [
    "DEFINITIONS",
    "BandCalibration",
    "CalibrationBin",
    "CompatibleIssue",
    "Condition",
    "CoreTooLargeError",
    "Domain",
    "Figures",
    "FrontierTooLargeError",
    "InformationValue",
    "Linkage",
    "LogrollingPair",
    "MissedSwaps",
    "Objection",
    "Outcome",
    "Package",
    "PairwiseSwap",
    "PowerIndex",
    "PowerTooLargeError",
    "ProposalValue",
    "RedLine",
    "SolutionPoints",
    "Swap",
    "all_middle",
    "analyse",
    "band_calibration",
    "blocking_coalitions",
    "brier_score",
    "brier_skill",
    "calibration",
    "carries",
    "cheapest_swap",
    "coarser_frontier",
    "compatible_issues",
    "core",
    "domain_of",
    "egalitarian_point",
    "feasible_packages",
    "feasible_share",
    "kalai_smorodinsky_point",
    "logrolling_pairs",
    "missed_swaps",
    "nash_point",
    "objection",
    "opposition",
    "pareto_frontier",
    "power_indices",
    "power_of_rule",
    "solution_points",
    "unanimity",
    "utilitarian_point",
    "value_of_information",
    "value_of_probing",
    "winning_coalitions",
    "worst_clause",
]
