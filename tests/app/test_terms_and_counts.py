"""How long a bargain runs, how often a clock is stopped, and how votes are counted, in words."""

import pytest

from diplogame.app import library
from diplogame.app.narrate import Narrator
from diplogame.app.narrate.words import stoppable
from diplogame.rules import events as ev
from diplogame.rules.conference import Phase
from diplogame.rules.decisions import Ballot
from diplogame.rules.terms import Amend, BallotRecord, Motion, Reason


@pytest.fixture(scope="module")
def tideline():
    return library.open_pack("tideline")


@pytest.fixture(scope="module")
def tell(tideline):
    return Narrator(tideline).words


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (3, "until the end of round 3"),
        (12, "until the end of round 12"),
        (13, "until the end of round 13, on a stopped clock"),
        (14, "to the end"),
    ],
)
def test_a_round_past_the_last_is_there_only_on_a_stopped_clock(tell, due, said):
    assert tell.until(due) == said


@pytest.mark.parametrize(
    ("overtime", "said"),
    [
        (0, "it may not be stopped"),
        (1, "it may be stopped once by consensus"),
        (2, "it may be stopped twice by consensus"),
        (4, "it may be stopped 4 times by consensus"),
    ],
)
def test_the_calendar_says_how_often_the_clock_is_stopped(overtime, said):
    assert stoppable(overtime) == said


def decided(name: str, cast: dict[str, Ballot], carried: bool) -> str:
    """What the chair announces of a vote on an amendment."""
    pack = library.open_pack(name)
    first = pack.conference.issues[0].id
    mover = next(iter(cast))
    motion = Motion("m5-0", mover, Amend(first, 2), 5)
    rows = tuple((seat, ballot, Reason.AGREED, -1) for seat, ballot in cast.items())
    text = (0,) * len(pack.conference.issues)
    record = BallotRecord(motion, text, rows, carried, ())
    cable = Narrator(pack).cable(ev.MotionDecided(record), mover, 5)
    assert cable is not None
    return cable.detail


def test_a_delegation_of_three_states_is_counted_with_three_votes():
    yes, no = Ballot.YES, Ballot.NO
    cast = {"atolls": yes, "verdant": yes, "sundar": yes, "brandt": no, "petrolia": no}
    told = decided("tideline", {**cast, "northern-league": Ballot.ABSTAIN}, True)
    assert told == (
        "Carried, 5 votes for, 2 against (Brandt and Petrolia), 1 abstaining (Northern League)."
    )


def test_where_each_has_one_vote_the_count_says_no_more_than_it_must():
    told = decided("port-meridian", {"norden": Ballot.YES, "zafir": Ballot.NO}, False)
    assert told.startswith("Not carried, 1 for, 1 against (")


def test_the_last_phase_of_a_long_calendar_says_that_the_clock_stops_twice():
    narrator = Narrator(library.open_pack("tideline"))
    cable = narrator.cable(ev.RoundOpened(11, Phase.ADOPTION), "atolls", 11)
    assert cable is not None
    assert "it may be stopped twice by consensus" in f"{cable.text} {cable.detail}"
