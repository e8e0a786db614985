"""Every code about whole packs: its sample has it, and the sound pack has nothing at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplogame.packs.codes import CODES
from diplogame.packs.loader import check_pack
from diplogame.packs.pack_codes import PACK_CODES
from diplogame.packs.source import read_folder

TINY = Path(__file__).parent.parent / "data" / "packs" / "tiny"


def tiny() -> dict[str, str]:
    return dict(read_folder(TINY).files)


def edited(files: dict[str, str], edits: dict[str, str]) -> dict[str, str]:
    """The files after edits written `old ⇒ new`; see `diplogame.packs.pack_codes`."""
    result = dict(files)
    for name, edit in edits.items():
        old, _, new = edit.partition("⇒")
        old, new = old.removesuffix(" "), new.removeprefix(" ")
        if not old and not new:
            del result[name]
        elif not old:
            source = new.removeprefix("@").strip()
            result[name] = files[source] if new.startswith("@") else result.get(name, "") + new
        else:
            assert old in result[name], f"{name} has no {old!r}"
            result[name] = result[name].replace(old, new)
    return result


@pytest.mark.parametrize("name", list(PACK_CODES))
def test_the_bad_sample_has_its_code(name: str) -> None:
    code = PACK_CODES[name]
    assert isinstance(code.bad, dict)
    found = [each for each in check_pack(edited(tiny(), code.bad)).diagnostics if each.code == name]
    assert found
    assert {each.severity for each in found} == {code.severity}


@pytest.mark.parametrize("name", list(PACK_CODES))
def test_a_sample_that_is_only_warned_about_can_still_be_played(name: str) -> None:
    code = PACK_CODES[name]
    assert isinstance(code.bad, dict)
    report = check_pack(edited(tiny(), code.bad))
    assert report.ok == (code.severity != "error")


def test_the_sound_pack_has_no_finding() -> None:
    assert check_pack(tiny()).diagnostics == ()


def test_codes_of_packs_stand_among_all_codes() -> None:
    assert {name for name, code in CODES.items() if code.kind == "pack"} == set(PACK_CODES)


def test_meanings_are_sentences() -> None:
    for name, code in PACK_CODES.items():
        assert name == name.lower()
        assert code.meaning.endswith(".")
