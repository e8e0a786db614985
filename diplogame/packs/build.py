"""From the validated files of a pack to the `Conference` that the rules play.

Guarantees: pure and total for files that passed the checks of `diplogame.packs.crosscheck`; ids of
options become indices; delegations come seats first, then voices, then the chair, each group in
order of id; what a pack leaves open for a voice or the chair (interests) is filled in as
indifference, so that every delegation has one interest per issue in issue order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from diplogame.packs import delegation as d
from diplogame.packs import happenings as h
from diplogame.packs import schema as s
from diplogame.rules import conference as c

_KINDS = (c.Kind.SEAT, c.Kind.VOICE, c.Kind.CHAIR)


class _Options:
    """Indices of options by issue and id."""

    def __init__(self, pack: s.PackFile) -> None:
        self.by_issue: dict[str, dict[str, int]] = {
            issue.id: {option.id: place for place, option in enumerate(issue.option)}
            for issue in pack.issue
        }

    def index(self, issue: str, option: str) -> int:
        return self.by_issue[issue][option]

    def indices(self, issue: str, options: Sequence[str]) -> tuple[int, ...]:
        return tuple(sorted({self.by_issue[issue][each] for each in options}))

    def combination(
        self, given: Mapping[str, tuple[str, ...]]
    ) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Issue by issue in the pack's order."""
        return tuple(
            (issue, self.indices(issue, given[issue])) for issue in self.by_issue if issue in given
        )


def in_order(delegations: Sequence[d.DelegationFile]) -> list[d.DelegationFile]:
    """Seats, voices, chair; by id within each."""
    return sorted(
        delegations, key=lambda each: (_KINDS.index(each.delegation.kind), each.delegation.id)
    )


def build(
    pack: s.PackFile, delegations: Sequence[d.DelegationFile], events: h.EventsFile
) -> c.Conference:
    """The conference of a pack whose files have no errors."""
    options = _Options(pack)
    ordered = in_order(delegations)
    ids = [each.delegation.id for each in ordered]
    calendar = pack.calendar
    return c.Conference(
        id=pack.pack.id,
        version=pack.pack.version,
        issues=tuple(_issue(each, options) for each in pack.issue),
        delegations=tuple(_delegation(each, pack, options) for each in ordered),
        institution=c.Institution(
            adoption=pack.institution.adoption,
            amendment=pack.institution.amendment,
            silence=pack.institution.silence,
            partial_minimum=pack.institution.partial_minimum,
            single_undertaking=pack.institution.single_undertaking,
            accreditation=pack.institution.accreditation,
            entry_into_force=pack.institution.entry_into_force,
        ),
        calendar=c.Calendar(
            rounds=calendar.rounds,
            slots=calendar.slots,
            phases=tuple(
                (phase, calendar.phases[phase]) for phase in c.Phase if phase in calendar.phases
            ),
            summit_rounds=tuple(sorted(set(calendar.summit_rounds))),
            overtime=calendar.overtime,
        ),
        crisis=c.Crisis(pack.crisis.start, pack.crisis.per_round, pack.crisis.limit),
        incentives=tuple(
            c.Incentive(
                each.id,
                each.kind,
                each.giver,
                each.price,
                tuple(sorted(each.worth.items())),
                tuple(sorted(each.minded_by.items())),
            )
            for each in pack.incentive
        ),
        instruments=tuple(
            c.Instrument(
                each.id,
                each.kind,
                each.sender,
                tuple(sorted(each.cost.items())),
                each.own_cost,
                each.economic,
            )
            for each in pack.instrument
        ),
        twists=tuple(_twist(each, ids) for each in events.twist),
        flags=pack.flags,
        coaching=tuple(c.Coaching(each.id, each.when) for each in pack.coaching),
        coached_seat=pack.pack.tutorial_seat or "",
        blocs=tuple(
            c.Bloc(
                each.id,
                tuple(name for name in ids if name in each.members),
                each.leader,
                each.rule,
                each.mandate,
                each.clauses,
            )
            for each in pack.bloc
        ),
        mediators=tuple(
            c.Mediator(
                each.delegation,
                each.styles,
                each.leverage,
                tuple(sorted(each.tilt.items())),
                each.clauses,
            )
            for each in pack.mediator
        ),
        clubs=None
        if pack.clubs is None
        else c.Clubs(pack.clubs.least, pack.clubs.clauses, pack.clubs.share),
    )


def _issue(issue: s.Issue, options: _Options) -> c.Issue:
    quo = issue.status_quo or issue.option[0].id
    opening = tuple(dict.fromkeys(issue.opening or (quo,)))
    return c.Issue(
        id=issue.id,
        options=tuple(each.id for each in issue.option),
        ordered=issue.ordered,
        status_quo=options.index(issue.id, quo),
        technical=issue.technical,
        # The first one leads, so the author's order is kept.
        opening=tuple(options.index(issue.id, each) for each in opening),
        salience=issue.salience,
    )


def _delegation(file: d.DelegationFile, pack: s.PackFile, options: _Options) -> c.Delegation:
    me = file.delegation
    t = file.temperament
    interests = {each.issue: each for each in file.interest}
    return c.Delegation(
        id=me.id,
        kind=me.kind,
        interests=tuple(_interest(issue, interests.get(issue.id), options) for issue in pack.issue),
        votes=me.votes,
        population=me.population,
        slots=me.slots,
        accredited=me.accredited,
        ministers=me.ministers,
        initiative=me.initiative,
        linkages=tuple(
            c.Linkage(options.combination(each.combination), each.points) for each in file.linkage
        ),
        red_lines=tuple(
            c.RedLine(each.id, options.combination(each.combination)) for each in file.red_line
        ),
        walk_away=me.walk_away,
        drift=me.drift,
        crisis_sensitivity=me.crisis_sensitivity,
        impatience=me.impatience,
        home=c.Home(
            gauge=file.home.gauge,
            ratification=file.home.ratification,
            threshold=file.home.threshold,
            veto_players=tuple(
                c.VetoPlayer(each.id, each.weight, options.combination(each.rejects))
                for each in file.home.veto_player
            ),
        ),
        budget=me.budget,
        temperament=c.Temperament(
            beta=t.beta,
            candour=t.candour,
            bluff=t.bluff,
            aggression=t.aggression,
            reciprocity=t.reciprocity,
            grudge=t.grudge,
            patience=t.patience,
            generosity=t.generosity,
            brokerage=t.brokerage,
            pride=t.pride,
        ),
        agenda=tuple(
            c.AgendaItem(
                each.id,
                each.delegation,
                each.issue,
                options.index(each.issue, each.option),
                each.by_round,
                each.weight,
            )
            for each in file.agenda
        ),
        rules=tuple(
            c.ScriptRule(
                each.id,
                each.when,
                _act(each.do, options),
                each.say,
                each.priority,
                each.once,
                each.cooldown,
            )
            for each in file.rule
        ),
        trust=tuple(sorted(me.trust.items())),
        standing=me.standing,
        credibility=me.credibility,
        rivals=me.rivals,
        par=me.par,
    )


def _interest(issue: s.Issue, given: d.Interest | None, options: _Options) -> c.IssueInterest:
    if given is None:
        nothing = c.ValueList(tuple(0 for _ in issue.option))
        quo = options.index(issue.id, issue.status_quo or issue.option[0].id)
        return c.IssueInterest(issue.id, c.Range(0, 0), nothing, quo, c.Priority.NONE)
    worth: c.ValueCurve | c.ValueList
    if given.values is not None:
        values = given.values
        worth = c.ValueList(tuple(values[each.id] for each in issue.option), given.jitter)
    else:
        worth = c.ValueCurve(given.ideal or c.Range(0, 0), given.gamma)
    return c.IssueInterest(
        issue=issue.id,
        weight=given.weight,
        worth=worth,
        declared_option=options.index(issue.id, given.declared),
        declared_priority=given.priority,
        mandate=options.indices(issue.id, given.mandate),
    )


def _act(act: d.Act, options: _Options) -> c.ScriptAct:
    match act:
        case d.SeekMeeting():
            return c.SeekMeeting(act.delegation, act.room)
        case d.Threaten():
            option = options.index(act.issue, act.option)
            return c.Threaten(act.delegation, act.instrument, act.issue, option, act.public)
        case d.Promise():
            option = options.index(act.issue, act.option)
            return c.Promise(act.delegation, act.incentive, act.issue, option)
        case d.Adjust():
            return c.Adjust(act.points)
        case d.HoldOut():
            return c.HoldOut(act.issue)
        case d.Speak():
            return c.Speak(act.tone, act.target, act.issue)
        case d.CallSummit():
            return c.CallSummit(act.goal)
        case d.CallVote():
            return c.CallVote()
        case d.WalkOut():
            return c.WalkOut()
        case _ as never:
            assert_never(never)


def _twist(twist: h.Twist, ids: Sequence[str]) -> c.Twist:
    return c.Twist(
        id=twist.id,
        rounds=twist.rounds,
        when=twist.when,
        chance=twist.chance,
        effects=_effects(twist.effects, ids),
        chooser=twist.chooser,
        choices=tuple(
            c.TwistChoice(each.id, _effects(each.effects, ids), each.ai_weight)
            for each in twist.choice
        ),
    )


def _effects(effects: Sequence[h.Effect], ids: Sequence[str]) -> tuple[c.Effect, ...]:
    return tuple(found for each in effects for found in _effect(each, ids))


def _effect(effect: h.Effect, ids: Sequence[str]) -> tuple[c.Effect, ...]:
    match effect:
        case h.ChangeAll():
            return (c.Effect(effect.what, effect.amount),)
        case h.ChangeOne():
            return (c.Effect(effect.what, effect.amount, effect.who),)
        case h.ChangeTrust(toward="all"):
            # The rules know one second delegation only.
            others = [each for each in ids if each != effect.who]
            return tuple(c.Effect("trust", effect.amount, effect.who, each) for each in others)
        case h.ChangeTrust():
            return (c.Effect("trust", effect.amount, effect.who, effect.toward),)
        case h.ChangeWeight():
            return (c.Effect("weight", effect.amount, effect.who, issue=effect.issue),)
        case h.SetFlag():
            return (c.Effect("flag", effect.amount, flag=effect.flag),)
        case h.Reveal():
            return (c.Effect("reveal", effect.amount, effect.who, effect.toward, effect.issue),)
        case _ as never:
            assert_never(never)
