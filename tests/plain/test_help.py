"""Help in plain mode names what this conference has, and nothing else."""

from __future__ import annotations

import io

import pytest
from support import play as packs

from diplogame.app.session import Session
from diplogame.plain.play import play

BLOCS = ("caucus [", "circulate ", "announce [", "accede [", "quit-bloc [", "coalitions:")
MEDIATION = ("mediation by", "mediators:")


def helped(folder: object) -> list[str]:
    """The lines of help while a day is planned."""
    out = io.StringIO()
    session = Session.new(packs.pack(folder), ("alder",), 3)  # type: ignore[arg-type]
    play(session, io.StringIO("help\nquit\n"), out)
    return [line.strip() for line in out.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("folder", "there", "missing"),
    [(packs.UPLANDS, BLOCS, MEDIATION), (packs.FORD, MEDIATION, BLOCS)],
)
def test_help_names_blocs_and_mediators_only_where_there_are_some(
    folder: object, there: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    lines = helped(folder)
    for order in there:
        assert any(line.startswith(order) for line in lines), order

    for order in missing:
        assert not any(line.startswith(order) for line in lines), order
