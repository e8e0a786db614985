"""Curves as integers: logistic, power fall-off and concession curves without floats.

Guarantees:
    * Integers in, integers out; every value is correctly rounded (a tie goes up), so all machines
      agree. Floats and the C library's ``pow`` gave different games from one seed.
    * Everything is built on first use and kept; importing this module costs nothing.

Units: ``z`` in thousandths (``1690`` is 1.69), shares and chances per mille (0-1000).
"""

from bisect import bisect_right
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Context, Decimal
from functools import cache, lru_cache

ONE = 1000
"""The whole, per mille."""

LOGIT_LIMIT = 8000
"""What stands for "certain" in `logit`, which has no finite value there (thousandths)."""

# Forty digits: far beyond what rounding to thousandths can notice. A context of our own, since the
# thread's default context may have been changed by somebody else.
_EXACT = Context(prec=40, rounding=ROUND_HALF_EVEN)


def _log_odds(part: int, rest: int) -> Decimal:
    """1000 times the natural logarithm of ``part / rest``."""
    return _EXACT.multiply(_EXACT.ln(_EXACT.divide(Decimal(part), Decimal(rest))), Decimal(1000))


@cache
def _thresholds() -> tuple[int, ...]:
    """For each n of 1..1000 the smallest z (thousandths) whose logistic rounds to n or more.

    Solving for z costs five hundred logarithms; tabulating the curve would cost eight thousand
    exponentials. The lower half is the upper one mirrored.
    """
    upper = [
        int(_log_odds(2 * n + 1, 1999 - 2 * n).to_integral_value(ROUND_CEILING))
        for n in range(500, 1000)
    ]
    # Below one half: 1 - logistic(-z), hence "first z at or above" becomes "one past the mirror".
    # No value but z = 0 (which sits in the middle of its step) is a tie: logarithms of rationals
    # other than 1 are irrational.
    lower = [1 - z for z in reversed(upper)]
    return (*lower, *upper)


def logistic(z_milli: int) -> int:
    """The logistic function ``1 / (1 + e**-z)`` per mille.

    Args:
        z_milli: Log-odds in thousandths, any size. The logits of field guide 4.1 are sums of such
            terms.

    Returns:
        0 to 1000. Monotone, and ``logistic(-z) == 1000 - logistic(z)``.
    """
    return bisect_right(_thresholds(), z_milli)


@cache
def logit(per_mille: int) -> int:
    """The inverse of `logistic`: log-odds in thousandths of a chance per mille.

    ``logistic(logit(p)) == p`` for every p. Certainties have no finite log-odds; 0 and 1000 give
    minus and plus `LOGIT_LIMIT`.

    Raises:
        ValueError: The chance is not within 0 to 1000.
    """
    if not 0 <= per_mille <= ONE:
        raise ValueError(f"a chance is 0 to 1000 per mille, not {per_mille}")
    if per_mille in (0, ONE):
        return LOGIT_LIMIT if per_mille else -LOGIT_LIMIT
    return int(_log_odds(per_mille, ONE - per_mille).to_integral_value(ROUND_HALF_EVEN))


def _root_of_power(base: int, power: int, root: int) -> int:
    """``1000 * (base / 1000) ** (power / root)``, exactly rounded (a tie goes up).

    Found by bisection with whole numbers alone: the result n is the largest with
    ``(n - 1/2) / 1000 <= (base / 1000) ** (power / root)``.
    """
    goal = base**power * 2000**root
    scale = ONE**power
    low, high = 0, ONE
    while low < high:
        middle = (low + high + 1) // 2
        if (2 * middle - 1) ** root * scale <= goal:
            low = middle
        else:
            high = middle - 1
    return low


@lru_cache(maxsize=1 << 15)
def power(distance: int, gamma_tenths: int) -> int:
    """Value that is left at some distance from the ideal: ``(1 - d) ** gamma`` (R2.2).

    Args:
        distance: How far an option is from the ideal one, per mille of the longest distance.
        gamma_tenths: The exponent in tenths, 10 (straight line) to 40. Packs use 20 to 30: with
            straight lines "the middle of everything" suits everybody (field guide 4.3).

    Returns:
        1000 at the ideal, 0 at the far end.

    Raises:
        ValueError: An argument is out of range.
    """
    if not 0 <= distance <= ONE:
        raise ValueError(f"a distance is 0 to 1000 per mille, not {distance}")
    if not 10 <= gamma_tenths <= 40:
        raise ValueError(f"gamma is 10 to 40 tenths, not {gamma_tenths}")
    return _root_of_power(ONE - distance, gamma_tenths, 10)


@lru_cache(maxsize=1 << 16)
def concession(t_per_mille: int, beta_percent: int) -> int:
    """How much of the way to its reserve a delegation still holds back: ``1 - t ** (1 / beta)``.

    Faratin's concession curve (R20.2, field guide 4.3); the aspiration is
    ``reserve + (top - reserve) * concession // 1000``. Beta below 100 is a Boulware (holds out,
    then yields late), above 100 a Conceder. Realistic lateness needs 20 (four delegations) to 30
    (six).

    Args:
        t_per_mille: Time used, per mille of the calendar. Past the deadline nothing more is held
            back, before the start everything is.
        beta_percent: Beta in hundredths, 5 to 1000.

    Returns:
        1000 at the start, 0 at the deadline.

    Raises:
        ValueError: Beta is out of range.
    """
    if not 5 <= beta_percent <= 1000:
        raise ValueError(f"beta is 5 to 1000 percent, not {beta_percent}")
    if t_per_mille <= 0:
        return ONE
    if t_per_mille >= ONE:
        return 0
    return ONE - _root_of_power(t_per_mille, 100, beta_percent)
