"""Choosing a conference and a chair by lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from diplogame.app import library
from diplogame.plain.console import Console, EndOfOrders
from diplogame.plain.lines import heading, wrapped

if TYPE_CHECKING:
    from diplogame.packs.loader import LoadedPack
    from diplogame.rules.ids import SeatId


def ask_pack(source: TextIO, out: TextIO) -> str:
    """The id of the conference chosen; "" when orders end first."""
    console = Console(source, out)
    entries = [e for e in library.packs() if e.first_fault is None and not e.shadowed]
    console.lines(heading("Conferences"))
    for number, entry in enumerate(entries, 1):
        console.lines(wrapped(f"{number}. {entry.title} ({entry.id}). {entry.summary}", "", "   "))
    while True:
        try:
            answer = console.read("Which conference").casefold()
        except EndOfOrders:
            return ""
        if answer.isdigit() and 1 <= int(answer[:4]) <= len(entries):
            return entries[int(answer) - 1].id
        if answer in [e.id for e in entries]:
            return answer
        if answer in ("quit", "q"):
            return ""
        console.say(f"Say a number from 1 to {len(entries)}, or quit.")


def ask_seat(pack: LoadedPack, source: TextIO, out: TextIO) -> SeatId:
    """The chair chosen; the proposed one at Enter, or when orders end first."""
    console = Console(source, out)
    seats = library.playable(pack)
    book = pack.phrasebook
    console.lines(heading(f"{book.title}: the chairs"))
    for said in (book.brief, book.institution_about, book.crisis_about):
        if said:
            console.lines(wrapped(said))
    for number, seat in enumerate(seats, 1):
        vote = "" if seat in pack.conference.seats else " (no vote)"
        console.lines(
            wrapped(
                f"{number}. {book.name(seat)} ({seat}){vote}. {book.public_brief(seat)}", "", "   "
            )
        )
        if book.style(seat):
            console.lines(wrapped(book.style(seat), "   "))
    while True:
        try:
            answer = console.read(f"Which chair (Enter: {book.name(library.first_seat(pack))})")
        except EndOfOrders:
            return library.first_seat(pack)
        if not answer:
            return library.first_seat(pack)
        if answer.isdigit() and 1 <= int(answer[:4]) <= len(seats):
            return seats[int(answer) - 1]
        try:
            return library.seat_of(pack, answer)
        except library.NotFound as error:
            console.lines(wrapped(str(error)))
