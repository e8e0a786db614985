"""What a debrief holds: plain frozen data, a page for each tab.

Guarantees: nothing here computes; delegations are ids (the front end names them), texts are ready to be
shown. Units: points of interest 0-10 000, chances and shares per mille, meters 0-100.
"""

from __future__ import annotations

from diplogame.rules.ids import Package, SeatId
from diplogame.rules.terms import Band
from diplogame.rules.values import dataclass


@dataclass(frozen=True, slots=True)
class SeatResult:
    """One delegation's result.

    Attributes:
        seat: Who.
        voter: Whether it has a vote.
        human: Whether a person played it.
        worth: What the agreed text is worth to it, points (the last text if nothing was agreed).
        walk_away: What no deal was worth to it in the end; ``walk_away_first`` at the beginning.
        dream: The most any text could give it.
        gain: Worth above the walk-away; 0 or less without a text.
        share: Its share of all voters' gains, per mille (value claimed).
        score: Final score; par: what this chair gets on average, 0 if unknown.
        ratified: Whether home ratified; None if it was not asked.
        gauge, standing, credibility: At the end.
        side: Points gained or lost beside the treaty.
        crossed: Its red lines that the text crosses, in words.
        verdict: One sentence.
    """

    seat: SeatId
    voter: bool
    human: bool
    worth: int
    walk_away: int
    walk_away_first: int
    dream: int
    gain: int
    share: int
    score: int
    par: int
    ratified: bool | None
    gauge: int
    standing: int
    credibility: int
    side: int
    crossed: tuple[str, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """One clause as it ended: titles, treaty language, what remained of it."""

    issue: str
    option: str
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Result:
    """The front page, the verdict, and what everybody got.

    ``created`` is the joint value of the agreed text per mille of the best possible one.
    """

    outcome: str
    headline: str
    lede: str
    verdict: str
    round: int
    rounds: int
    agreed: bool
    created: int
    seats: tuple[SeatResult, ...]
    clauses: tuple[ClauseResult, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A text in the space of values.

    ``kind``: frontier, nash, kalai-smorodinsky, egalitarian, utilitarian, agreed, text, offer.
    ``values`` runs parallel to the page's seats; ``by`` is who offered, ``round`` when (0: never).
    """

    kind: str
    label: str
    package: Package
    values: tuple[int, ...]
    by: SeatId = ""
    round: int = 0


@dataclass(frozen=True, slots=True)
class SwapNote:
    """A change that was left on the table, in words, with what each party would have gained by it.

    For talks that failed, a gain is what the changed text is worth above no deal.
    """

    text: str
    parties: tuple[SeatId, ...]
    gains: tuple[tuple[SeatId, int], ...]
    common: bool


@dataclass(frozen=True, slots=True)
class FrontierPage:
    """Texts by what they are worth: the efficient ones, the fair ones, and those that were talked about.

    Attributes:
        seats: Voters, the order of all values.
        walk_aways: At the end.
        points: All points; the frontier's first.
        swaps: What could have been bettered in the final text.
        zone: Whether any text suited all voters at the end.
        note: A sentence on where the result lies.
    """

    seats: tuple[SeatId, ...]
    walk_aways: tuple[int, ...]
    points: tuple[Point, ...]
    swaps: tuple[SwapNote, ...]
    zone: bool
    note: str

    def of_kind(self, kind: str) -> tuple[Point, ...]:
        """Points of one kind."""
        return tuple(point for point in self.points if point.kind == kind)


@dataclass(frozen=True, slots=True)
class Curve:
    """One delegation's game over the rounds; all tuples run over ``rounds`` of the page.

    ``offers`` is what its own best offer of the round was worth to it, or None without one.
    """

    seat: SeatId
    text: tuple[int, ...]
    offers: tuple[int | None, ...]
    aspiration: tuple[int, ...]
    reserve: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CurvesPage:
    """Values over time."""

    rounds: tuple[int, ...]
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True)
class TrustEvent:
    """Trust of ``seat`` in ``toward`` moved, and why."""

    round: int
    seat: SeatId
    toward: SeatId
    delta: int
    why: str


@dataclass(frozen=True, slots=True)
class TrustPage:
    """Trust over time: ``lines`` maps (who, in whom) to its level at the end of each round."""

    rounds: tuple[int, ...]
    lines: tuple[tuple[SeatId, SeatId, tuple[int, ...]], ...]
    events: tuple[TrustEvent, ...]


@dataclass(frozen=True, slots=True)
class ThreatRow:
    """One threat: what was said, what it would have cost, and what came of it.

    ``worked`` whether the target gave way; ``bluff`` whether the sender backed down.
    """

    round: int
    sender: SeatId
    target: SeatId
    demand: str
    instrument: str
    commitment: str
    cost: int
    own_cost: int
    answer: str
    end: str
    worked: bool
    bluff: bool


@dataclass(frozen=True, slots=True)
class ThreatsPage:
    """All threats, and the sum of them."""

    rows: tuple[ThreatRow, ...]
    note: str


@dataclass(frozen=True, slots=True)
class BeliefRow:
    """What one delegation believed of another on one issue, beside the truth.

    ``weight`` is the believed band of the issue's weight, points of 10 000; ``truth`` the weight;
    ``wanted`` the option it was believed to want most, ``best`` the one it did.
    """

    holder: SeatId
    about: SeatId
    issue: int
    title: str
    weight: Band
    truth: int
    certainty: int
    hit: bool
    wanted: str
    best: str
    right: bool


@dataclass(frozen=True, slots=True)
class InformationPage:
    """Beliefs against the truth; the share per mille of bands that held it, by holder."""

    rows: tuple[BeliefRow, ...]
    hits: tuple[tuple[SeatId, int], ...]
    note: str


@dataclass(frozen=True, slots=True)
class VoteRow:
    """One vote: what was moved, who voted how and why, and what came of it."""

    round: int
    by: SeatId
    motion: str
    ballots: tuple[tuple[SeatId, str, str], ...]
    carried: bool
    blockers: tuple[SeatId, ...]


@dataclass(frozen=True, slots=True)
class RecountRow:
    """The decisive ballots under another rule."""

    rule: str
    passed: bool
    actual: bool


@dataclass(frozen=True, slots=True)
class VotesPage:
    """All votes, and the decisive one counted under other rules; ``about`` says which that is."""

    rows: tuple[VoteRow, ...]
    recounts: tuple[RecountRow, ...]
    about: str


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round one could branch from: what happened in it, and what the text was worth afterwards."""

    round: int
    events: tuple[str, ...]
    values: tuple[tuple[SeatId, int], ...]
    turning: bool


@dataclass(frozen=True, slots=True)
class YearRow:
    """The treaty after so many years: its chance to stand, per mille, and what is told of it."""

    years: int
    survival: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """Everything a debrief shows."""

    pack: str
    title: str
    seed: int
    difficulty: str
    seal: str
    seats: tuple[SeatId, ...]
    humans: tuple[SeatId, ...]
    names: tuple[tuple[SeatId, str], ...]
    result: Result
    frontier: FrontierPage
    curves: CurvesPage
    trust: TrustPage
    threats: ThreatsPage
    information: InformationPage
    votes: VotesPage
    rounds: tuple[RoundRow, ...]
    years: tuple[YearRow, ...]
    questions: tuple[str, ...]

    def name(self, seat: SeatId) -> str:
        """A delegation's name."""
        return dict(self.names).get(seat, seat) if seat else "the chair"
