"""Mediators in packs: what is wrong with them is said with its place (R14.2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplogame.packs.check import check_files
from diplogame.packs.loader import load_pack

FORD = Path(__file__).resolve().parents[1] / "data" / "packs" / "ford"


def findings(old: str, new: str) -> list[tuple[str, str]]:
    """Code and message of everything wrong with the pack after one change of `pack.toml`."""
    given = {
        str(path.relative_to(FORD)): path.read_text(encoding="utf-8")
        for path in sorted(FORD.rglob("*.toml"))
    }
    assert old in given["pack.toml"]
    given["pack.toml"] = given["pack.toml"].replace(old, new, 1)
    return [(d.code, d.message) for d in check_files(given).diagnostics if d.severity == "error"]


def test_a_sound_pack_gives_its_mediators_to_the_rules() -> None:
    broker, chair = load_pack(FORD).conference.mediators
    assert (broker.id, broker.leverage, broker.clauses) == ("estuary", 80, 3)
    assert broker.styles == ("facilitate", "formulate", "press")
    assert (broker.toward("delta"), broker.toward("alder"), broker.toward("birch")) == (60, -20, 0)
    assert (chair.id, chair.leverage, chair.tilt) == ("chair", 0, ())


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ('delegation = "estuary"', 'delegation = "nobody"', "unknown-delegation", "nobody"),
        ('delegation = "estuary"', 'delegation = "chair"', "duplicate-id", "already"),
        ("leverage = 80", "leverage = 0", "bad-value", "needs leverage"),
        ('"facilitate", "formulate", "press"', '"facilitate"', "bad-value", "for those who press"),
        ('"formulate", "press"]', '"formulate", "formulate"]', "duplicate-id", "twice"),
        ("delta = 60", "estuary = 60", "self-reference", "between others"),
        ("leverage = 80", "leverage = 101", "", ""),
        ("delta = 60", "delta = 160", "", ""),
        ('"facilitate", "formulate", "press"', '"shout"', "", ""),
    ],
)
def test_what_is_wrong_with_a_mediator_is_said(old: str, new: str, code: str, says: str) -> None:
    found = findings(old, new)
    assert found
    if code:
        assert any(c == code and says in m for c, m in found), found
