"""Opening a conference: everything that is drawn once per seed is drawn here (R2.4, R16.1).

Guarantees: pure; the same conference, seed and difficulty give the same state on every machine. Each
draw is keyed by what it is about, so adding an issue or a delegation to a pack moves no other draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from diplogame.rules import dice, tables
from diplogame.rules.beliefs import Beliefs
from diplogame.rules.conference import (
    Conference,
    Delegation,
    Issue,
    IssueInterest,
    Kind,
    Phase,
    Priority,
    Range,
    ValueList,
)
from diplogame.rules.ids import IssueId, SeatId
from diplogame.rules.records import Belief, Clause, Contact, Public, TextVersion
from diplogame.rules.state import Private, State
from diplogame.rules.terms import (
    Band,
    ClauseStatus,
    Coalition,
    Combination,
    Difficulty,
    Interests,
    Stage,
    Stance,
)

PRIORITY_BANDS = {
    Priority.NONE: Band(0, 1400),
    Priority.LOW: Band(200, 1800),
    Priority.MEDIUM: Band(600, 2400),
    Priority.HIGH: Band(1000, 3600),
}
"""Weight (points of 10 000) that a declared priority suggests in a text of eight issues; wide, because
words are cheap (R2.5). Use :func:`priority_band`, which knows how many issues share the weight."""


STRANGER = Contact()
"""What is remembered of somebody one has not dealt with yet."""


def priority_band(priority: Priority, issues: int) -> Band:
    """The weight band that a declared priority suggests in a text of so many issues."""
    band = PRIORITY_BANDS[priority]
    return Band(min(8000, band.low * 8 // issues), min(9500, band.high * 8 // issues))


def open_conference(
    conference: Conference, seed: int, difficulty: Difficulty = Difficulty.ENVOY
) -> State:
    """Draw a game: interests, walk-aways, exposures, and the beliefs that declarations suggest.

    The state stands before its first round; `decide` opens it with the first command awaited, and
    :func:`diplogame.rules.flow.begin` gives the opening events.
    """
    # What is believed at the start is the same for all: one belief about each, shared.
    priors = {d.id: prior(conference, d) for d in conference.delegations}
    exposed, wanted = _touched(conference)
    private = {
        d.id: _private(conference, d, seed, priors, exposed[d.id], wanted[d.id])
        for d in conference.delegations
    }
    stances = {
        d.id: declared_stances(conference.issues, d)
        for d in conference.delegations
        if d.kind is not Kind.CHAIR
    }
    clauses = tuple(_clause(conference, k, issue) for k, issue in enumerate(conference.issues))
    public = Public(
        round=0,
        phase=Phase.AGENDA,
        stage=Stage.PLANNING,
        slot=0,
        clauses=clauses,
        stances=stances,
        standing={d.id: d.standing for d in conference.delegations},
        credibility={d.id: d.credibility for d in conference.delegations},
        crisis=conference.crisis.start,
        flags=(),
        twists=(),
        versions=(TextVersion(0, 0, tuple(c.leading for c in clauses), "", "", "opening"),),
        votes=(),
        unaccredited=tuple(d.id for d in conference.delegations if not d.accredited),
    )
    coalitions = {b.id: Coalition(b.id, False, b.members, b.leader) for b in conference.blocs}
    return State(conference, seed, difficulty, public, private, coalitions=coalitions)


def _draw(seed: int, spread: Range, *key: str | int) -> int:
    return spread.low + dice.draw(
        seed, "world", "setup", *key, sides=max(1, spread.high - spread.low + 1)
    )


def combinations(
    conference: Conference,
    parts: tuple[tuple[IssueId, tuple[int, ...]], ...],
    points: int = 0,
    name: str = "",
) -> Combination:
    """A pack's combination with issues resolved to indices."""
    return Combination(tuple((conference.issue_index(i), o) for i, o in parts), points, name)


def draw_interests(conference: Conference, delegation: Delegation, seed: int) -> Interests:
    """Interests of one delegation for this seed (R2.1-R2.4): weights sum to exactly 10 000."""
    if not delegation.interests:  # the chair has none of its own
        return Interests((), (), ())
    raw = [_draw(seed, i.weight, delegation.id, i.issue, "weight") for i in delegation.interests]
    weights = normalise(raw)
    values = tuple(
        _values(seed, delegation.id, conference.issues[k], interest)
        for k, interest in enumerate(delegation.interests)
    )
    return with_weights(
        Interests(
            weights=weights,
            values=values,
            points=(),
            linkages=tuple(
                combinations(conference, link.combination, link.points)
                for link in delegation.linkages
            ),
            red_lines=tuple(
                combinations(conference, line.combination, 0, line.id)
                for line in delegation.red_lines
            ),
            impatience=delegation.impatience,
        ),
        weights,
    )


def with_weights(interests: Interests, weights: tuple[int, ...]) -> Interests:
    """The same interests with other weights, points worked out anew."""
    points = tuple(
        tuple(w * v // 100 for v in row) for w, row in zip(weights, interests.values, strict=True)
    )
    return Interests(
        weights,
        interests.values,
        points,
        interests.linkages,
        interests.red_lines,
        interests.impatience,
    )


def normalise(raw: list[int]) -> tuple[int, ...]:
    """Scale non-negative numbers to sum to 10 000; the remainder goes to the largest, first on ties."""
    total = sum(raw)
    if total <= 0:
        raw, total = [1] * len(raw), len(raw)
    scaled = [value * 10_000 // total for value in raw]
    best = max(range(len(raw)), key=lambda k: (scaled[k], -k))
    scaled[best] += 10_000 - sum(scaled)
    return tuple(scaled)


def _values(seed: int, seat: SeatId, issue: Issue, interest: IssueInterest) -> tuple[int, ...]:
    worth = interest.worth
    count = len(issue.options)
    if isinstance(worth, ValueList):
        found = []
        for option, value in enumerate(worth.values):
            spread = Range(-worth.jitter, worth.jitter)
            shift = _draw(seed, spread, seat, issue.id, "value", option) if worth.jitter else 0
            # The best and the worst stay what they are: jitter moves the middle of a list.
            found.append(value if value in (0, 100) else max(0, min(100, value + shift)))
        return tuple(found)
    ideal = _draw(seed, worth.ideal, seat, issue.id, "ideal")
    return curve_values(count, ideal, worth.gamma)


def curve_values(count: int, ideal: int, gamma: int) -> tuple[int, ...]:
    """Values 0-100 of ``count`` ordered options for an ideal given per mille of the way (R2.2)."""
    if count == 1:
        return (100,)
    found = []
    for option in range(count):
        place = option * 1000 // (count - 1)
        distance = min(1000, abs(place - ideal))
        found.append((tables.power(distance, gamma) + 5) // 10)
    return tuple(found)


_Touched: TypeAlias = dict[SeatId, list[tuple[str, int]]]


def _touched(conference: Conference) -> tuple[_Touched, _Touched]:
    """What each could be pressed with and given, at the published figures: (id, points)."""
    exposed: _Touched = {name: [] for name in conference.everybody}
    wanted: _Touched = {name: [] for name in conference.everybody}
    for tool in conference.instruments:
        for target, cost in tool.cost:
            exposed.setdefault(target, []).append((tool.id, cost))
    for gift in conference.incentives:
        for receiver, worth in gift.worth:
            wanted.setdefault(receiver, []).append((gift.id, worth))
    return exposed, wanted


def _private(
    conference: Conference,
    delegation: Delegation,
    seed: int,
    priors: Mapping[SeatId, Belief],
    exposed: list[tuple[str, int]],
    wanted: list[tuple[str, int]],
) -> Private:
    others = tuple(s for s in conference.everybody if s != delegation.id)
    mandate = tuple(
        tuple(not i.mandate or option in i.mandate for option in range(len(issue.options)))
        for issue, i in zip(conference.issues, delegation.interests, strict=False)
    )
    exposure = {
        tool: cost
        * (75 + dice.draw(seed, "world", "exposure", delegation.id, tool, sides=51))
        // 100
        for tool, cost in exposed
    }
    appetite = {
        gift: worth
        * (75 + dice.draw(seed, "world", "appetite", delegation.id, gift, sides=51))
        // 100
        for gift, worth in wanted
    }
    return Private(
        interests=draw_interests(conference, delegation, seed),
        walk_away=_draw(seed, delegation.walk_away, delegation.id, "walk_away"),
        beta=_draw(seed, delegation.temperament.beta, delegation.id, "beta"),
        gauge=delegation.home.gauge,
        budget=delegation.budget,
        mandate=mandate,
        ministers=delegation.ministers,
        veto_weights=tuple(
            _draw(seed, v.weight, delegation.id, "veto", v.id) for v in delegation.home.veto_players
        ),
        trust=conference.roster.trust[delegation.id],
        regard=conference.roster.regard[delegation.id],
        beliefs=Beliefs({other: priors[other] for other in others}),
        contacts=dict.fromkeys(others, STRANGER),
        exposure=exposure,
        appetite=appetite,
    )


def prior(conference: Conference, other: Delegation) -> Belief:
    """What anybody would believe of a delegation from its declared positions alone (R2.5, R16.1)."""
    if not other.interests:
        return Belief((), (), Band(0, 0), ())
    weights, values = [], []
    for issue, interest in zip(conference.issues, other.interests, strict=True):
        weights.append(priority_band(interest.declared_priority, len(conference.issues)))
        values.append(value_prior(issue, interest.declared_option))
    return Belief(
        weights=tuple(weights),
        values=tuple(values),
        reserve=Band(3000, 6000),
        certainty=tuple(10 for _ in conference.issues),
    )


def value_prior(issue: Issue, declared: int) -> tuple[Band, ...]:
    """Value bands of an issue's options when all one knows is the option somebody says it wants."""
    count = len(issue.options)
    bands = []
    for option in range(count):
        if issue.ordered and count > 1:
            distance = abs(option - declared) * 1000 // (count - 1)
            middle = (tables.power(distance, 20) + 5) // 10
        else:
            middle = 90 if option == declared else 35
        half = 15 if option == declared else 25
        bands.append(Band(max(0, middle - half), min(100, middle + half)))
    return tuple(bands)


def declared_stances(
    issues: tuple[Issue, ...], delegation: Delegation
) -> tuple[tuple[Stance, ...], ...]:
    """Stances that follow from the declared positions when the conference opens (R8.2)."""
    rows = []
    for issue, interest in zip(issues, delegation.interests, strict=True):
        row = []
        for option in range(len(issue.options)):
            away = abs(option - interest.declared_option) if issue.ordered else 2
            if option == interest.declared_option:
                row.append(Stance.SUPPORT)
            elif interest.declared_priority in (Priority.NONE, Priority.LOW):
                row.append(Stance.LIVE_WITH if away <= 1 else Stance.RESERVE)
            elif away <= 1 and interest.declared_priority is Priority.MEDIUM:
                row.append(Stance.LIVE_WITH)
            elif away <= 1:
                row.append(Stance.RESERVE)
            else:
                row.append(Stance.OPPOSE)
        rows.append(tuple(row))
    return tuple(rows)


def _clause(conference: Conference, k: int, issue: Issue) -> Clause:
    wanted: dict[int, list[SeatId]] = {option: [] for option in issue.opening}
    for delegation in conference.delegations:
        if delegation.kind is Kind.CHAIR:
            continue
        wanted.setdefault(delegation.interests[k].declared_option, [])
        if delegation.kind is Kind.SEAT:
            wanted[delegation.interests[k].declared_option].append(delegation.id)
    options = tuple(
        sorted(option for option in wanted if wanted[option] or option in issue.opening)
    )
    return Clause(
        leading=issue.opening[0],
        options=options,
        sponsors=tuple(tuple(wanted[option]) for option in options),
        status=ClauseStatus.BRACKETED if len(options) > 1 else ClauseStatus.OPEN,
    )
