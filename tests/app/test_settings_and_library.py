"""Settings and library: nothing a file holds can stop the game."""

import pytest

from diplogame.app import library, paths, settings


def test_no_file_gives_the_defaults(tmp_path):
    found, note = settings.load(tmp_path / "settings.toml")
    assert found == settings.Settings()
    assert note == ""


def test_what_is_saved_is_loaded(tmp_path):
    path = tmp_path / "deep" / "settings.toml"
    chosen = settings.Settings(theme="daylight", hints=False, difficulty="ambassador")
    assert settings.save(chosen, path) == ""
    assert settings.load(path) == (chosen, "")


@pytest.mark.parametrize("text", ["theme = ", "\x00", "theme = 3", "[" * 5000, 'hints = "maybe"'])
def test_a_broken_file_gives_defaults_and_a_sentence(tmp_path, text):
    path = tmp_path / "settings.toml"
    path.write_text(text)
    found, note = settings.load(path)
    assert found.theme == "chancery"
    assert note


def test_one_wrong_value_spoils_no_other(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text('theme = "ansi"\nhints = 7\n')
    found, note = settings.load(path)
    assert found.theme == "ansi"
    assert "hints" in note


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    assert settings.save(settings.Settings(), tmp_path / "file" / "settings.toml")


def test_packs_are_found_by_id_and_by_path():
    by_id = library.locate_pack("first-steps")
    assert library.locate_pack(str(by_id)) == by_id


def test_a_misspelt_pack_is_answered_with_a_likely_one():
    with pytest.raises(library.NotFound, match="Did you mean first-steps"):
        library.locate_pack("first-step")


def test_a_chair_goes_by_id_name_or_letter():
    pack = library.open_pack("port-meridian")
    assert {library.seat_of(pack, name) for name in ("norden", "NORDEN", "n")} == {"norden"}


def test_the_chair_of_the_conference_cannot_be_taken():
    pack = library.open_pack("port-meridian")
    with pytest.raises(library.NotFound):
        library.seat_of(pack, "chair")


def test_a_hostile_name_is_shown_inert():
    with pytest.raises(library.NotFound) as caught:
        library.locate_pack("\x1b[2Jevil\u202e")
    assert "\x1b" not in str(caught.value)
    assert "\u202e" not in str(caught.value)


def test_one_folder_holds_everything_of_the_player(monkeypatch, tmp_path):
    monkeypatch.setenv("DIPLOGAME_HOME", str(tmp_path))
    assert paths.saves_folder() == tmp_path / "saves"
    assert paths.settings_file() == tmp_path / "settings.toml"
    assert paths.pack_folders()[0] == tmp_path / "packs"
