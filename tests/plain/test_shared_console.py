"""Several people at one console: hand-overs, and PINs that nobody sees."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

from bench.terminal import Terminal
from diplogame.app import library
from diplogame.app.pins import Pins
from diplogame.app.session import Session
from diplogame.plain.play import play

_ENV = {"PYTHONPATH": str(Path(__file__).parents[2])}


def test_a_pin_opens_its_own_chair_and_is_kept_as_a_hash():
    pins = Pins({"harrow": "2480", "lantern": ""})
    assert "harrow" in pins
    assert "lantern" not in pins
    assert pins.fits("harrow", "2480")
    assert not pins.fits("harrow", "2481")
    assert not pins.fits("harrow", "")
    assert pins.fits("lantern", "anything")
    assert "2480" not in repr(vars(pins))
    pins.choose("harrow", "")
    assert "harrow" not in pins


class Typed(io.StringIO):
    """Orders as somebody types them."""

    def isatty(self) -> bool:
        return True


def test_who_comes_back_says_the_pin():
    session = Session.new(library.open_pack("first-steps"), ("harrow", "lantern"), 3)
    out = io.StringIO()
    harrow = ["ready", "2480", "done", "done"]  # an empty day, confirmed
    lantern = ["ready", "", "auto all"]
    back = ["1111", "2480", "quit"]
    assert play(session, Typed("\n".join([*harrow, *lantern, *back]) + "\n"), out) == 0
    said = out.getvalue()
    assert said.count("Choose a PIN") == 2
    assert said.count("PIN (or quit)") == 2
    assert said.count("That is not the PIN of this chair.") == 1
    assert "2480" not in said
    assert "Stopped." in said
    wrong, right = said.split("That is not the PIN of this chair.")
    assert "Harrow" in right
    assert wrong.rstrip().endswith("PIN (or quit)>")


def test_a_person_without_a_pin_is_let_in_and_a_forgotten_one_can_stop():
    session = Session.new(library.open_pack("first-steps"), ("harrow", "lantern"), 3)
    out = io.StringIO()
    typed = ["ready", "7", "done", "done", "ready", "", "auto all", "quit"]
    assert play(session, Typed("\n".join(typed) + "\n"), out) == 0
    assert out.getvalue().rstrip().endswith("memory only.")
    assert not session.over


def test_a_pin_is_not_echoed_by_the_terminal(tmp_path):
    terminal = Terminal(
        [
            *(sys.executable, "-m", "diplogame", "play", "--plain", "--pack", "first-steps"),
            *("--human", "harrow", "lantern", "--seed", "3"),
        ],
        env={**_ENV, "DIPLOGAME_HOME": str(tmp_path)},
    )
    try:
        terminal.wait_for("Say ready> ")
        terminal.press("ready\r")
        terminal.wait_for("Choose a PIN, or Enter for none> ")
        terminal.press("2480\r")
        terminal.wait_for("Plan the forenoon> ")
        terminal.press("quit\r")
        assert terminal.wait_exit() == 0
    finally:
        terminal.close()
    said = terminal.raw.decode()
    assert "ready" in said.split("Say ready> ")[1][:8]  # what is no secret is seen
    assert "2480" not in said


def test_orders_from_a_pipe_are_not_asked_for_pins():
    session = Session.new(library.open_pack("first-steps"), ("harrow", "lantern"), 3)
    out = io.StringIO()
    assert play(session, io.StringIO("auto all\nauto all\n"), out) == 0
    assert session.over
    assert "PIN" not in out.getvalue()


def test_a_chair_is_asked_for_and_enter_takes_the_one_proposed():
    from diplogame.plain.begin import ask_seat

    pack = library.open_pack("port-meridian")
    out = io.StringIO()
    assert ask_seat(pack, Typed("\n"), out) == library.first_seat(pack)
    assert ask_seat(pack, Typed("nobody\n2\n"), out) == library.playable(pack)[1]
    assert f"Enter: {pack.phrasebook.name(library.first_seat(pack))}" in out.getvalue()


def test_a_pipe_that_names_no_chair_is_told_which_one_it_has():
    shown = subprocess.run(
        [
            sys.executable,
            "-m",
            "diplogame",
            "play",
            "--plain",
            "--pack",
            "first-steps",
            "--no-save",
        ],
        input="quit\n",
        capture_output=True,
        text=True,
        env={**os.environ, **_ENV},
        timeout=60,
    )
    assert shown.returncode == 0
    assert "Harrow Quay is taken" in shown.stderr
    assert "--seat" in shown.stderr
