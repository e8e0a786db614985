"""What a mind asks of several at one table."""

from __future__ import annotations

from diplogame.ai.candidates import asked_of_all
from diplogame.rules.terms import Term, TermKind


def test_of_several_at_a_table_only_voters_are_asked_for_a_ballot() -> None:
    asked = (Term("north", TermKind.ADOPT), Term("us", TermKind.SUPPORT, 0, 1))

    found = asked_of_all(asked, ("north", "press", "south"), ("south", "north", "east"))

    assert found == (
        Term("north", TermKind.ADOPT),
        Term("south", TermKind.ADOPT),
        Term("us", TermKind.SUPPORT, 0, 1),
    )


def test_support_is_asked_of_voices_too() -> None:
    asked = (Term("north", TermKind.SUPPORT, 0, 1),)

    found = asked_of_all(asked, ("north", "press"), ("north",))

    assert [term.by for term in found] == ["north", "press"]
