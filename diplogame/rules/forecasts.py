"""How delegations will stand and vote, as one of them can know it (R6.5, R8.2).

Guarantees: reads a view and nothing else; of ourselves the answer is exact, of others a stance by our
beliefs or a chance that is a band, between 10 and 990 per mille before anybody's word is weighed.
"""

from __future__ import annotations

from diplogame.rules import tables
from diplogame.rules.aspirations import time_used
from diplogame.rules.estimates import package_band
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.pledges import BELIEVED, keeping, pledge, pledged_stance, with_pledge
from diplogame.rules.terms import Band, MoveToVote, Stance
from diplogame.rules.view import SeatView


def believed_stance(view: SeatView, other: SeatId, issue: int, option: int) -> Stance:
    """The stance we expect: what is declared, unless we know more than what is said in public.

    A promise that we know of counts for more than what one believes they would like, as far as their
    word is good (R6.5).
    """
    if other == view.seat:
        return own_stance(view, issue, option)
    pledged = pledged_stance(view, other, issue, option)
    if pledged is not None and keeping(view, other).middle >= BELIEVED:
        return pledged
    declared = view.public.stances.get(other)
    belief = view.beliefs[other]
    if not belief.weights:
        return Stance.LIVE_WITH
    if declared is not None and belief.certainty[issue] < 45:
        return declared[issue][option]
    return stance_for(belief.values[issue][option].middle, belief.weights[issue].middle)


def stance_for(value: int, weight: int) -> Stance:
    """The stance that a value (0-100) of an option and the weight of its issue amount to (R8.2)."""
    if value >= 75:
        return Stance.SUPPORT
    light = weight < 700
    if value >= 45 or (light and value >= 25):
        return Stance.LIVE_WITH
    return Stance.RESERVE if value >= 20 or light else Stance.OPPOSE


def own_stance(view: SeatView, issue: int, option: int) -> Stance:
    """Our own honest stance on an option (R8.2)."""
    if not view.interests.values:
        return Stance.LIVE_WITH
    return stance_for(view.interests.values[issue][option], view.interests.weights[issue])


def vote_forecast(view: SeatView, package: Package) -> dict[SeatId, Band]:
    """Chance per mille that each voter lets a package pass, as a band from our beliefs.

    Ourselves: whether the package is worth our walk-away and crosses no red line. Who promised to vote
    for a text that reads so is likelier to, as far as its word is good (R6.5).
    """
    found: dict[SeatId, Band] = {}
    for seat in view.table.seats:
        if seat == view.seat:
            ok = view.interests.utility(package) >= view.walk_away
            ok = ok and not view.interests.crossed(package)
            found[seat] = Band(1000, 1000) if ok else Band(0, 0)
            continue
        worth = package_band(view, seat, package)
        reserve = view.beliefs[seat].reserve
        late = time_used(view) * 500 // 1000
        low = tables.logistic((worth.low - reserve.high) - 400 + late)
        high = tables.logistic((worth.high - reserve.low) - 400 + late)
        middle = tables.logistic((worth.middle - reserve.middle) * 3 // 2 - 300 + late)
        chance = Band(
            max(10, min(middle, (low + middle) // 2)), min(990, max(middle, (high + middle) // 2))
        )
        way = pledge(view, seat, MoveToVote(), package)
        found[seat] = with_pledge(chance, way, keeping(view, seat)) if way else chance
    return found


def adoption_forecast(view: SeatView, package: Package) -> Band:
    """Chance per mille that everybody whose no would stop it lets a package pass: band product."""
    low, high = 1000, 1000
    for band in vote_forecast(view, package).values():
        low = low * band.low // 1000
        high = high * band.high // 1000
    return Band(low, high)
