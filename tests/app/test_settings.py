"""Settings: a file edited by hand never stops the game."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from diplogame.app.settings import Settings, impossible, load, save


def test_without_a_file_the_defaults_hold_and_nothing_is_said(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.toml") == (Settings(), "")


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.toml"
    chosen = replace(Settings(), theme="high-contrast", hints=False, last_pack="port-meridian")
    assert save(chosen, file) == ""
    assert load(file) == (chosen, "")
    assert [each.name for each in file.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", '"a b"'),
        ("theme", '"\\u001b[31m"'),
        ("theme", "1"),
        ("hints", '"yes"'),
        ("hints", "1"),
        ("animation", '"wild"'),
        ("difficulty", "[]"),
        ("last_pack", '"../../etc"'),
    ],
)
def test_a_value_that_cannot_be_is_named_and_the_others_hold(
    tmp_path: Path, name: str, value: str
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f"{name} = {value}\nconfirm = false\nnobody_knows = 3\n", encoding="utf-8")
    chosen, note = load(file)
    assert name in note
    assert "\x1b" not in note
    assert chosen == replace(Settings(), confirm=False)


@pytest.mark.parametrize("data", [b"theme = ", b"\xff\xfe", b"[[[[[[", b"x" * 100_000])
def test_a_broken_file_gives_the_defaults_and_a_sentence(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(data)
    chosen, note = load(file)
    assert chosen == Settings()
    assert note.startswith("settings.toml")


def test_a_folder_that_cannot_be_written_is_said_not_raised(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, no folder", encoding="utf-8")
    assert "could not be saved" in save(Settings(), tmp_path / "taken" / "settings.toml")


def test_settings_that_cannot_be_are_never_made() -> None:
    values: dict[str, Any] = {**asdict(Settings()), "difficulty": "god"}
    assert impossible(values) == ["difficulty"]
    with pytest.raises(ValueError, match="difficulty"):
        Settings(**values)
