"""How the lines of scripts stand among the cables of a day."""

from __future__ import annotations

from diplogame.app import library
from diplogame.app.narrate import Narrator, Wire
from diplogame.rules import events as ev
from diplogame.rules.ids import SeatId


def asked(by: SeatId, guest: SeatId) -> ev.MeetingAsked:
    return ev.MeetingAsked(
        f"r4s0-{by}", 0, (by, guest), "corridor", ("diplomat",) * 2, 0, 3, (by, guest)
    )


def heard_by(seat: SeatId, *events: ev.Event) -> list[str]:
    wire = Wire(Narrator(library.open_pack("port-meridian"), 1), seat)
    return [cable.text for cable in wire.extend([(4, event) for event in events])]


def test_a_change_of_heart_does_not_stand_for_the_request_to_meet_that_follows() -> None:
    """Norden announces that it will move, and then asks for ten minutes: two different lines."""
    news = ev.Said("norden", "say.norden.verified", "", ev.EVERYBODY)
    both = heard_by("zafir", news, asked("norden", "zafir"))
    assert len(both) == 2
    assert both == [*heard_by("zafir", news), *heard_by("zafir", asked("norden", "zafir"))]


def test_a_scripted_request_stands_for_the_ordinary_one() -> None:
    line = ev.Said("norden", "say.norden.zafir", "zafir", ("norden", "zafir"))
    assert heard_by("zafir", line, asked("norden", "zafir")) == heard_by("zafir", line)
