"""A row of tabs that has less room than its names."""

from __future__ import annotations

from diplogame.tui.widgets.tabs import TAB_KEYS, Tabs
from tests.tui.widgets.bench import Bench

NAMES = ("Paper", "Result", "Frontier", "Curves", "Trust", "Threats", "Beliefs", "Votes")
NAMES += ("What if", "Years after", "Questions")


def row() -> Bench:
    """Return nothing but the tabs of a debrief."""
    return Bench(Tabs([(name.lower(), name) for name in NAMES]))


async def shown(width: int, current: str) -> tuple[str, Tabs]:
    """Return the line at a width when a tab is open."""
    app = row()
    async with app.run_test(size=(width, 3)) as pilot:
        tabs = app.query_one(Tabs)
        tabs.go(current)
        await pilot.pause()
        return str(tabs.render()), tabs


async def test_names_are_whole_or_absent_and_every_tab_keeps_its_key() -> None:
    for width in (48, 60, 80, 100):
        for name in NAMES:
            line, _ = await shown(width, name.lower())
            said = line
            for each in NAMES:
                said = said.replace(each, "")
            assert not any(sign.isalpha() for sign in said), (width, line)
            assert [sign for sign in said if not sign.isspace()] == list(TAB_KEYS), (width, line)
            assert name in line, (width, line)
            assert len(line.rstrip()) <= width, (width, line)


async def test_where_there_is_room_all_have_their_names() -> None:
    line, _ = await shown(160, "paper")
    assert all(name in line for name in NAMES)


async def test_a_click_on_a_lone_key_opens_its_tab() -> None:
    app = row()
    async with app.run_test(size=(60, 3)) as pilot:
        tabs = app.query_one(Tabs)
        line = str(tabs.render())
        assert "Questions" not in line
        await pilot.click(tabs, offset=(line.index("-"), 0))
        assert tabs.current == "questions"
        await pilot.pause()
        assert "Questions" in str(tabs.render())
