"""What the broker works for: texts by what they bring and by the chance that all sign them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from lab_support import FIRST_STEPS, pack_at

from diplogame.app.session import Session
from diplogame.lab.bots import BOTS
from diplogame.lab.bots.aims import Aims, aims_of
from diplogame.lab.bots.eyes import Eyes
from diplogame.rules.terms import MoveToVote, StopClock, Term, TermKind

CHAIR = "harrow"


def halls(seed: int) -> Iterator[tuple[Session, Eyes]]:
    """Every view that the broker is asked about in a game with it in one chair among minds."""
    session = Session.new(pack_at(FIRST_STEPS), (), seed)
    while not session.over:
        seat = session.state.awaiting[0]
        view = session.view(seat)
        order = session.advise(seat)
        if seat == CHAIR:
            yield session, Eyes(view)
            order = BOTS["broker"](view, seed)
        session.submit(order)


def test_the_text_worked_for_is_the_best_of_all_that_are_open_to_us() -> None:
    seen = 0
    for _, eyes in halls(1):
        aims = Aims(eyes)
        free = [
            (eyes.text[k],)
            if k not in eyes.open
            else (eyes.promised[k],)
            if k in eyes.promised
            else range(len(row))
            for k, row in enumerate(eyes.points)
        ]
        assert aims.value(aims.best) == max(aims.value(text) for text in product(*free))
        assert all(aims.best[k] == o for k, o in eyes.promised.items() if k in eyes.open)
        seen += 1
    assert seen > 10


def test_a_climb_ends_no_lower_than_where_it_began() -> None:
    for _, eyes in halls(2):
        aims = Aims(eyes)
        rows = [tuple(range(len(row))) for row in eyes.points]
        top = aims._climb(eyes.text, rows)
        assert aims.value(top) >= aims.value(eyes.text)


def test_a_promise_costs_what_it_takes_from_the_best_text_left() -> None:
    dear = 0
    for _, eyes in halls(0):
        aims = aims_of(eyes)
        for k in eyes.open:
            for option in range(len(eyes.points[k])):
                cost = aims.tied((Term(CHAIR, TermKind.SUPPORT, k, option),))
                assert cost >= 0
                if option == aims.best[k]:
                    assert cost == 0
                dear += cost > 0
        theirs = Term("lantern", TermKind.SUPPORT, 0, 0)
        assert aims.tied((theirs,)) == 0
    assert dear > 0


def test_whoever_refused_a_text_is_believed_to_refuse_it_again() -> None:
    told = 0
    for seed in range(6):
        for _, eyes in halls(seed):
            for reader in Aims(eyes).readers:
                if reader.refused is None:
                    continue
                again = reader.odds(reader.refused)
                reader_before = reader.refused
                reader.refused = None
                assert reader.odds(reader_before) > again
                told += 1
    assert told > 0


def test_whoever_signed_a_text_is_believed_to_be_content_with_it() -> None:
    told = 0
    for seed in range(6):
        for _, eyes in halls(seed):
            for reader in Aims(eyes).readers:
                if reader.signed is not None:
                    assert reader.worth(reader.signed) >= reader.reserve
                    told += 1
    assert told > 0


def test_chances_count_for_more_as_time_runs_out() -> None:
    patience = [Aims(eyes).patience for _, eyes in halls(3)]
    assert patience == sorted(patience)
    assert patience[0] < patience[-1] == 1000


def test_the_broker_stops_the_clock_and_puts_texts_to_the_vote() -> None:
    moved: set[type] = set()
    for seed in range(8):
        for session, _ in halls(seed):
            moved |= {
                type(record.motion.kind)
                for record in session.state.public.votes
                if record.motion.by == CHAIR
            }
    assert {StopClock, MoveToVote} <= moved
