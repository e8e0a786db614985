"""Every refusal says what is wrong and what to do."""

import re
from pathlib import Path

import pytest

import diplogame.rules
from diplogame.app import library
from diplogame.app.narrate.refusal import REFUSALS, refusal

RULES = Path(diplogame.rules.__file__).parent
PREFIXES = {code.split(".")[0] for code in REFUSALS}


def codes_in_the_rules() -> set[str]:
    found = set()
    for path in sorted(RULES.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'Fault\(\s*"([a-z.-]+)"', text))
        # legal.py names the codes of greyed verbs outside of a Fault.
        quoted = re.findall(r'"([a-z]+\.[a-z-]+)"', text)
        found |= {code for code in quoted if code.split(".")[0] in PREFIXES}
    return found


def test_every_code_of_the_rules_has_a_sentence():
    assert codes_in_the_rules() - set(REFUSALS) == set()


def test_no_sentence_is_kept_for_a_code_that_nothing_gives():
    assert set(REFUSALS) - codes_in_the_rules() == set()


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_a_sentence_reads_well_without_parameters(code):
    text = refusal(code, {})
    assert text[0].isupper()
    assert text.endswith(".")
    assert "{" not in text
    assert "  " not in text


def test_things_are_called_by_their_names():
    book = library.open_pack("first-steps").phrasebook
    assert "Lantern Point" in refusal("plan.unknown-delegation", {"name": "lantern"}, book)
    assert "The herring is closed" in refusal("motion.closed", {"issue": "herring"}, book)


def test_a_hostile_name_is_shown_inert():
    text = refusal("plan.unknown-delegation", {"name": "\x1b]52;c;aGk=\x07[@click=app.quit]x"})
    assert "\x1b" not in text
    assert "\x07" not in text


def test_an_unknown_code_still_gets_a_sentence():
    assert refusal("some.thing", {}).startswith("That cannot be done now")
