"""`python -m bench.pictures`: the pictures of README, taken from the game itself.

A game is played by minds up to a moment worth seeing, then the real screens are opened on it.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from diplogame.app.library import locate_pack
from diplogame.app.session import Session
from diplogame.packs.loader import load_pack
from diplogame.rules.terms import Difficulty

SEAT, SEED = "norden", 12
SIZE = (120, 40)
FOLDER = Path(__file__).resolve().parent.parent / "docs" / "images"

Moment = Callable[[Session], bool]


def until(moment: Moment, seed: int = SEED) -> Session:
    """A game played by minds, in every chair, up to a moment."""
    session = Session.new(load_pack(locate_pack("port-meridian")), (SEAT,), seed, Difficulty.ENVOY)
    while not session.over:
        session.run_minds()
        if session.over or moment(session):
            break
        for seat in session.awaited():
            session.submit(session.advise(seat))
    return session


def duty(name: str, round_: int) -> Moment:
    """The first time that a duty falls to the seat, in a round or later."""

    def reached(session: Session) -> bool:
        return session.round >= round_ and SEAT in session.awaited() and session.duty(SEAT) == name

    return reached


async def picture(name: str, session: Session | None, place: str = "", *keys: str) -> None:
    """Open the screens on a game, press keys, and write what is seen."""
    from diplogame.tui.app import DiplogameApp

    app = (
        DiplogameApp(animation=False)
        if session is None
        else DiplogameApp.for_session(session, animation=False)
    )
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.5)
        if place:
            await app.open(place)
            await pilot.pause(0.3)
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.2)
        await pilot.pause(0.3)
        svg = app.export_screenshot(title="diplogame")
    # Ids are random in each export; a picture changes only when what it shows does.
    svg = re.sub(r"terminal-\d+", f"terminal-{name}", svg)
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")
    print(f"{name}.svg: {len(svg) // 1024} kB")


async def main(wanted: list[str]) -> None:
    """Take those that are wanted, or all."""

    def is_wanted(name: str) -> bool:
        return not wanted or name in wanted

    if is_wanted("floor"):
        await picture("floor", until(duty("plan", 5)), "", "down", "down")
    if is_wanted("board"):
        await picture("board", until(duty("plan", 6)), "package")
    if is_wanted("frontier"):
        await picture("frontier", until(lambda session: session.over), "", "3")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["DIPLOGAME_HOME"] = home
        os.environ.pop("NO_COLOR", None)
        asyncio.run(main(sys.argv[1:]))
