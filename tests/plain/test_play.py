"""Plain mode: the whole game as lines, in process."""

import io
import itertools

import pytest

from diplogame.app import library
from diplogame.app.session import Session
from diplogame.plain.manual import ALWAYS, ORDERS
from diplogame.plain.orders import VERBS
from diplogame.plain.play import _EVERYWHERE, play
from diplogame.rules.terms import Difficulty


def game(orders, pack="first-steps", seats=("harrow",), seed=3, folder=None):
    """Play with some orders; what was written."""
    session = Session.new(library.open_pack(pack), seats, seed, Difficulty.ENVOY, folder=folder)
    out = io.StringIO()
    text = orders if isinstance(orders, str) else "\n".join(orders) + "\n"
    assert play(session, io.StringIO(text), out) == 0
    return session, out.getvalue()


def test_auto_all_plays_to_the_debrief():
    session, text = game("auto all\n")
    assert session.over
    assert "Five questions" in text
    assert "The years after" in text


@pytest.mark.parametrize("seat", ["norden", "helix"])
def test_every_kind_of_chair_can_be_played_to_the_end(seat):
    session, text = game("auto all\n", "port-meridian", (seat,), 6)
    assert session.over
    assert "The conference is over" in text


def test_the_end_of_orders_saves_the_game_and_says_how_to_go_on(tmp_path):
    session, text = game("rest\n", folder=tmp_path)
    assert not session.over
    assert "The game is saved as" in text
    name = session.save_path.stem
    assert f"diplogame play --plain --resume {name}" in text
    resumed = Session.resume(tmp_path / f"{name}.diplogame")
    out = io.StringIO()
    play(resumed, io.StringIO("auto all\n"), out)
    assert resumed.over


def test_a_game_without_a_save_says_so():
    _session, text = game("quit\n")
    assert "memory only" in text


NONSENSE = [
    "",
    "xyzzy",
    "99",
    "-1",
    "0",
    "probe",
    "offer",
    "meet",
    "accept 99",
    "amend a b c d e",
    "yes please do",
    "!",
    "done!",
    "take back",
    "back",
    "=",
    "package x=y",
    "1 2 3",
    "ultimatum",
    "press",
    "give",
    "pay 7",
    "decline because",
    "speech",
    "summit never",
    "dossier nobody",
    "board zzz=yyy",
    "glossary qqq",
    "help qqq",
    "auto sideways",
    "\u202eevil",
    "#comment",
    "offer for for for",
    "counter nothing for nothing",
    "a" * 5000,
]


def test_bad_input_at_every_prompt_is_answered_and_costs_nothing():
    session = Session.new(library.open_pack("first-steps"), ("harrow",), 3)
    plain = Session.new(library.open_pack("first-steps"), ("harrow",), 3)
    seen = set()
    for _ in range(400):
        session.run_minds()
        plain.run_minds()
        if session.over:
            break
        duty = session.duty("harrow")
        order = session.advise("harrow")
        if duty not in seen:
            # Everything silly, then out again: nothing of it may have been taken as an order.
            seen.add(duty)
            before = session.digest()
            out = io.StringIO()
            lines = "\n".join(line for line in NONSENSE if line not in legal_here(duty)) + "\n"
            probe = _still(session)
            play(probe, io.StringIO(lines), out)
            assert probe.digest() == before, duty
            assert "Nothing is lost" in out.getvalue() or "Say" in out.getvalue()
            assert "Traceback" not in out.getvalue()
        session.submit(order)
        plain.submit(order)
    assert {"plan", "meeting", "plenary", "ballot"} <= seen


def legal_here(duty):
    """Lines of nonsense that are good orders for some duty."""
    return {
        "offer": {"accept 99"},
        "reckoning": {"done!"},
        "plan": {"done!"},
    }.get(duty, set())


def _still(session):
    """The same game again, without a save, so that an order could be seen."""
    again = Session.new(session.pack, session.humans, session.seed, session.difficulty)
    for entry in session.history[1:]:
        again.submit(entry.command)
    return again


def test_orders_that_work_everywhere_work_at_any_prompt():
    pages = ["help", "text", "room", "dossier lantern", "ledger", "board", "instructions"]
    pages += ["cables", "status", "glossary mandate", "save"]
    _session, text = game([*pages, "auto", "auto", "auto", *pages, "quit"])
    for title in ("The chair's text", "The room", "Dossier: Lantern Point", "The ledger"):
        assert text.count(title) == 2
    assert "mandate:" in text


def test_a_plan_can_be_taken_back_until_it_is_confirmed():
    session, text = game(["rest", "take back", "rest", "rest", "take back", "quit"])
    assert text.count("Taken back") == 2
    assert session.view("harrow").plan is None


def test_a_plan_is_read_back_and_confirmed():
    session, text = game(["meet lantern about herring", "rest", "done", "quit"])
    assert "To be confirmed: plan the day" in text
    assert session.view("harrow").plan is not None


def test_menus_are_picked_by_numbers():
    session, text = game(["1", "1", "1", "1", "1", "rest", "done", "quit"])
    assert "Whom? (a number, or back)" in text
    assert session.view("harrow").plan is not None


def test_an_offer_shows_both_sides_before_it_is_confirmed():
    offer = "offer support herring=quota for lamp=market"
    _session, text = game(["meet bellwether", "rest", "done", offer, "take back", "quit"])
    assert "To be confirmed: offer: Harrow Quay supports" in text
    assert "Worth to us:" in text
    assert "Worth to Bellwether, we think:" in text
    assert "Taken back." in text


def test_hot_seat_draws_a_curtain_and_uses_names():
    session, text = game("auto all\n" * 200, seats=("harrow", "lantern"))
    assert session.over
    assert "Hand over to" in text
    assert "takes the chair." in text
    curtain = "\n" * 40
    assert curtain in text


def test_in_a_hot_seat_game_nothing_of_the_next_seat_is_written_before_its_curtain():
    _session, text = game(["rest", "rest", "done", "quit"], seats=("harrow", "lantern"))
    before = text.split("takes the chair.")[1]
    mine, other = ("Harrow Quay", "Lantern Point")
    if before.count(f"Instructions of {mine}"):
        assert f"Instructions of {other}" not in before


def test_one_persons_staff_decides_for_nobody_else():
    _session, text = game(["auto all", "quit"], seats=("harrow", "lantern"))
    asked = [line for line in text.splitlines() if line.endswith(("> auto all", "> quit"))]
    assert len(asked) == 2
    assert asked[0].split(":")[0] != asked[1].split(":")[0]


def test_the_manual_names_every_order():
    for duty, verbs in VERBS.items():
        named = " ".join(order for order, _about in ORDERS[duty])
        for verb in verbs:
            assert verb in named, (duty, verb)
    always = " ".join(order for order, _about in ALWAYS)
    for word in _EVERYWHERE:
        assert word == "?" or word in always


def test_what_is_written_is_harmless_whatever_comes_in():
    _session, text = game(["\x1b[2J\x07dossier \x9b31m", "probe \u202e\u2066", "quit"])
    assert not any(c in text for c in "\x1b\x07\x9b\u202e\u2066")


def test_no_line_is_wider_than_the_page():
    _session, text = game("auto all\n", "port-meridian", ("zafir",), 2)
    prose = [line for line in text.splitlines() if "  " not in line.strip() and ">" not in line]
    assert max(map(len, prose)) <= 100


def test_two_people_hear_the_same_words_of_the_same_talk():
    from diplogame.app.narrate import Narrator, Wire

    session = Session.new(library.open_pack("first-steps"), (), 3)
    session.run_minds()
    narrator = Narrator(session.pack, session.seed)
    told = {
        seat: {
            (c.round, c.slot, c.speaker, c.detail): c.text
            for c in Wire(narrator, seat).extend(session.heard(seat))
            if c.kind == "vote" and c.detail  # without one it is no line in a voice
        }
        for seat in ("harrow", "lantern")
    }
    both = set(told["harrow"]) & set(told["lantern"])
    assert both
    assert all(told["harrow"][key] == told["lantern"][key] for key in both)


def test_comments_in_a_file_of_orders_are_passed_over():
    _session, text = game(itertools.chain(["# a plan"], ["quit"]))
    assert "Not understood" not in text
