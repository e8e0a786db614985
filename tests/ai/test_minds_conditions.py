"""Minds and conditions on the text (R6.6.7): when they ask for one, and what it binds them to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from mind_games import made_up_game

from diplogame.ai.ballots import bound_on
from diplogame.ai.chance import Dice
from diplogame.ai.counters import changes
from diplogame.ai.outlook import Outlook
from diplogame.ai.plenary import _may
from diplogame.ai.verdict import judge
from diplogame.ai.word import LIKELY, fears, looseness, secured, text_after, undercuts
from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.appraisal import own_worth, their_worth
from diplogame.rules.prospects import likelihood
from diplogame.rules.records import Understanding
from diplogame.rules.state import State
from diplogame.rules.terms import (
    Amend,
    Bargain,
    ClauseStatus,
    Motion,
    Proviso,
    Reason,
    TablePackage,
    Term,
    TermKind,
    TermState,
)
from diplogame.rules.undertakings import STANDS, binds, proviso_fault
from diplogame.rules.view import SeatView, view_of

SEEDS = range(8)


def offers() -> Iterator[tuple[SeatView, cmd.MakeOffer]]:
    """Every offer with a condition that minds made in some whole games."""
    for seed in SEEDS:
        for state, command, _result in made_up_game(seed)[1]:
            if isinstance(command, cmd.MakeOffer):
                if any(t.given for b in command.variants for t in b.terms):
                    yield view_of(state, command.seat), command


def test_minds_do_ask_for_conditions_now_and_then() -> None:
    made = sum(1 for _ in offers())
    all_ = sum(isinstance(c, cmd.MakeOffer) for s in SEEDS for c in made_up_game(s)[0].commands)
    assert 0 < made < all_ // 3


def test_a_condition_is_what_the_other_side_promises_in_the_same_bargain() -> None:
    """Log-rolling over two open clauses: ours as long as theirs comes true."""
    for view, command in offers():
        outlook = Outlook(view, Dice(1, view.seat))
        for bargain in command.variants:
            asked = {Proviso(t.issue, t.option) for t in bargain.terms if t.by != view.seat}
            for term in bargain.terms:
                if term.given is None:
                    continue
                assert term.by == view.seat
                assert term.given in asked
                assert view.public.clauses[term.given.issue].status is not ClauseStatus.CLOSED
                assert any(fears(outlook, t) for t in bargain.terms if t.by != view.seat)


def test_it_is_likely_enough_to_be_worth_something_to_the_other_side() -> None:
    for view, command in offers():
        for bargain in command.variants:
            for given in {t.given for t in bargain.terms if t.given is not None}:
                assert likelihood(view, bargain, given) >= LIKELY
            other = next(t.by for t in bargain.terms if t.by != view.seat)
            assert their_worth(view, other, bargain).middle > 0


def test_what_a_mind_asks_for_under_a_condition_it_would_accept_itself() -> None:
    for view, command in offers():
        outlook = Outlook(view, Dice(1, view.seat))
        meeting = view.meeting
        assert meeting is not None
        others = tuple(p for p in meeting.parties if p != view.seat)
        assert all(judge(outlook, bargain, others).ok for bargain in command.variants)


def test_a_condition_costs_the_one_who_gives_less_and_the_one_who_gets_more() -> None:
    for view, command in offers():
        for bargain in command.variants:
            free = replace(bargain, terms=tuple(replace(t, given=None) for t in bargain.terms))
            assert own_worth(view, bargain) >= own_worth(view, free) or any(
                own_worth(view, Bargain((t,), 0)) > 0 for t in free.terms if t.by == view.seat
            )


def test_no_counter_asks_against_a_condition_of_the_same_bargain() -> None:
    """A vote for the whole text is answered with what must stay as it reads, unless a condition forbids."""
    tried = 0
    for view, _command in offers():
        outlook = Outlook(view, Dice(1, view.seat))
        meeting = view.meeting
        assert meeting is not None
        others = tuple(p for p in meeting.parties if p != view.seat)
        counts = tuple(len(issue.options) for issue in view.table.issues)
        for k, _options in enumerate(counts):
            if view.public.clauses[k].status is ClauseStatus.CLOSED:
                continue
            for option in range(counts[k]):
                promise = Term(view.seat, TermKind.SUPPORT, (k + 1) % len(counts), 0)
                under = replace(promise, given=Proviso(k, option))
                asked = Bargain((Term(view.seat, TermKind.ADOPT), under), view.public.round + 1)
                for changed in changes(outlook, others, asked):
                    tried += 1
                    faults = [
                        proviso_fault(view.public, counts, changed.terms, t) for t in changed.terms
                    ]
                    assert not any(faults)
    assert tried


@pytest.mark.parametrize("seed", SEEDS)
def test_no_mind_moves_away_the_text_on_which_its_own_understanding_depends(seed: int) -> None:
    """What a mind makes a condition it does not then violate (R6.6.3)."""
    for state, command, _result in made_up_game(seed)[1]:
        if not isinstance(command, cmd.MakeMotion):
            continue
        view = view_of(state, command.seat)
        then = text_after(Outlook(view, Dice(1, view.seat)), command.motion)
        for _entry, term in conditional(view, view.seat):
            assert term.given is not None
            assert term.given.holds(then) or not term.given.holds(view.text)


def conditional(view: SeatView, party: str) -> Iterator[tuple[Understanding, Term]]:
    """Pending undertakings with conditions, in the understandings of a party."""
    for entry in view.understandings.values():
        if party in entry.parties:
            for term, state in zip(entry.bargain.terms, entry.states, strict=True):
                if term.given is not None and state is TermState.PENDING:
                    yield entry, term


@pytest.mark.parametrize("seed", SEEDS)
def test_promised_and_bound_are_said_only_of_what_binds(seed: int) -> None:
    for state, command, _result in made_up_game(seed)[1]:
        if not isinstance(command, cmd.CastBallot):
            continue
        if command.reason not in (Reason.PROMISED, Reason.BOUND) or command.issue < 0:
            continue
        view = view_of(state, command.seat)
        motion = view.public.motion
        assert motion is not None
        outlook = Outlook(view, Dice(seed, command.seat))
        then = text_after(outlook, motion.kind)
        assert any(
            term.issue == command.issue
            and binds(view.public, view.understandings[key], term, then, motion)
            for key, term in outlook.duties
        )


def test_the_reliable_break_no_promise_with_a_condition() -> None:
    ends = set()
    for seed in SEEDS:
        game, _moves = made_up_game(seed)
        for event in game.events:
            if isinstance(event, ev.TermSettled):
                term = game.state.understandings[event.understanding].bargain.terms[event.term]
                view = view_of(game.state, term.by)
                if term.given and not looseness(Outlook(view, Dice(seed, term.by)).temper):
                    ends.add(event.state)
    assert TermState.KEPT in ends
    assert TermState.BROKEN not in ends


# --- one mind, one moment -------------------------------------------------------------------------------


def with_word(given: Proviso | None) -> tuple[SeatView, Term, Understanding]:
    """A voter's view in a plenary, and a promise of its own put into its ledger."""
    state, command = next(
        (s, c)
        for seed in SEEDS
        for s, c, _r in made_up_game(seed)[1]
        if isinstance(c, cmd.MakeMotion)
        and isinstance(c.motion, Amend)
        and sum(x.status is not ClauseStatus.CLOSED for x in s.public.clauses) > 2
    )
    return put(state, command.seat, given)


def put(state: State, seat: str, given: Proviso | None) -> tuple[SeatView, Term, Understanding]:
    view = view_of(state, seat)
    issue = next(
        k
        for k, c in enumerate(view.public.clauses)
        if c.status is not ClauseStatus.CLOSED and (given is None or k != given.issue)
    )
    term = Term(seat, TermKind.SUPPORT, issue, other_option(view, issue), given=given)
    partner = next(s for s in view.table.seats if s != seat)
    parties = (seat, partner)
    due = view.public.round + 2
    entry = Understanding(
        "u", view.public.round, parties, Bargain((term,), due), (TermState.PENDING,), parties
    )
    return replace(view, understandings={"u": entry}), term, entry


def other_option(view: SeatView, issue: int) -> int:
    return (view.text[issue] + 1) % len(view.table.issues[issue].options)


def last_open(view: SeatView) -> int:
    return max(k for k, c in enumerate(view.public.clauses) if c.status is not ClauseStatus.CLOSED)


def test_a_mind_is_bound_on_a_ballot_only_while_its_condition_holds() -> None:
    view, _term, _entry = with_word(None)
    issue = last_open(view)
    for option, bound in ((view.text[issue], True), (other_option(view, issue), False)):
        view, term, _entry = with_word(Proviso(issue, option))
        name = view.table.issues[term.issue].id
        partner = next(s for s in view.table.seats if s != view.seat)
        motion = Motion("m", partner, Amend(name, term.option), view.public.round)
        found = bound_on(Outlook(view, Dice(1, view.seat)), view.public, motion)
        assert (found is not None) is bound
        # Of a package it is the text voted on that counts.
        package = list(view.text)
        package[term.issue], package[issue] = term.option, option
        both = Motion("m", partner, TablePackage(tuple(package)), view.public.round)
        only = sum(a != b for a, b in zip(package, view.text, strict=True)) == 1
        found = bound_on(Outlook(view, Dice(1, view.seat)), view.public, both)
        assert (found is not None) is only


def test_its_hands_are_tied_only_by_what_binds() -> None:
    view, _term, _entry = with_word(None)
    issue = last_open(view)
    for option, tied in ((view.text[issue], True), (other_option(view, issue), False)):
        view, term, _entry = with_word(Proviso(issue, option))
        outlook = Outlook(view, Dice(1, view.seat))
        assert (term.issue in outlook.promised) is tied
        assert [t for _key, t in outlook.duties] == [term]


def test_it_does_not_cut_the_ground_from_under_its_own_word() -> None:
    view, _term, _entry = with_word(None)
    issue = last_open(view)
    away = Amend(view.table.issues[issue].id, other_option(view, issue))
    for given, cuts in ((Proviso(issue, view.text[issue]), True), (None, False)):
        view, _term, _entry = with_word(given)
        outlook = Outlook(view, Dice(1, view.seat))
        assert undercuts(outlook, away) is cuts
        if cuts:
            assert not _may(outlook, away)


def test_who_trusts_and_tempts_nobody_asks_for_no_condition() -> None:
    seen = {True: 0, False: 0}
    for seed in SEEDS:
        for state, command, _result in made_up_game(seed)[1]:
            if not isinstance(command, cmd.MakeOffer):
                continue
            view = view_of(state, command.seat)
            for bargain in command.variants:
                trusting = replace(view, trust=dict.fromkeys(view.trust, 100))
                outlook = Outlook(trusting, Dice(1, view.seat))
                asks = [t for t in bargain.terms if t.by != view.seat and t.kind in STANDS]
                afraid = any(fears(outlook, t) for t in asks)
                seen[afraid] += 1
                if not afraid:
                    assert secured(outlook, bargain) is None
    assert all(seen.values())
