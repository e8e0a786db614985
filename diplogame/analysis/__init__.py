"""The mathematics of negotiation, in whole numbers.

What a pack's lint, the lab, the debrief and the minds ask about a bargaining problem:

* `Domain`: the problem as plain data (points per party, issue and option; linkages; red lines).
* `feasible_share`, `feasible_packages`: what passes under a decision rule (R21's 1-5 %, 10-20 %).
* `pareto_frontier`: the packages nobody can better without somebody losing; exact with linkages.
* `solution_points`: Nash, Kalai-Smorodinsky, egalitarian and utilitarian points; `opposition`.
* `cheapest_swap`, `worst_clause`, `missed_swaps`: what would turn an answer; what was left on the
  table (R6.3, debrief).
* `all_middle`, `logrolling_pairs`, `compatible_issues`: what makes a pack a puzzle (R21).
* `power_indices`: Banzhaf and Shapley-Shubik power under any decision rule.
* `brier_score`, `calibration`: how good forecasts were.

Guarantees: pure functions, integers only, exact results (no sampling, no tolerance), and one
result whatever the order of evaluation: ties always go to the lexicographically smallest package.
Every definition stands in the docstring of its function, because engines disagree about names
(field notes: what one calls "Kalai" another calls the maximum sum).
"""

from .domain import Condition, Domain, Linkage, Package, RedLine
from .feasible import feasible_packages, feasible_share, unanimity
from .forecasts import CalibrationBin, brier_score, brier_skill, calibration
from .pareto import FrontierTooLargeError, Outcome, pareto_frontier
from .points import (
    SolutionPoints,
    egalitarian_point,
    kalai_smorodinsky_point,
    nash_point,
    opposition,
    solution_points,
    utilitarian_point,
)
from .power import PowerIndex, power_indices
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

__all__ = [
    "CalibrationBin",
    "CompatibleIssue",
    "Condition",
    "Domain",
    "FrontierTooLargeError",
    "Linkage",
    "LogrollingPair",
    "MissedSwaps",
    "Outcome",
    "Package",
    "PairwiseSwap",
    "PowerIndex",
    "RedLine",
    "SolutionPoints",
    "Swap",
    "all_middle",
    "brier_score",
    "brier_skill",
    "calibration",
    "cheapest_swap",
    "compatible_issues",
    "egalitarian_point",
    "feasible_packages",
    "feasible_share",
    "kalai_smorodinsky_point",
    "logrolling_pairs",
    "missed_swaps",
    "nash_point",
    "opposition",
    "pareto_frontier",
    "power_indices",
    "solution_points",
    "unanimity",
    "utilitarian_point",
    "worst_clause",
]
