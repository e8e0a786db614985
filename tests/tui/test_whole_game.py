"""Whole conferences, from the title to the debrief and back, by real keys."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from diplogame.app.paths import saves_folder
from diplogame.app.session import Session, verify
from diplogame.rules.commands import CastBallot, MakeMotion, MakeOffer, Press
from diplogame.rules.terms import Amend
from diplogame.tui import themes
from diplogame.tui.app import DiplogameApp
from diplogame.tui.screens.debrief import TABS
from diplogame.tui.strings import t
from diplogame.tui.widgets.curtain import Curtain
from diplogame.tui.wording import points
from tests.tui.playing import pack, text_of, where
from tests.tui.seated import Hand, quietly

SIZES = ((80, 24), (160, 50))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each game has settings and saves of its own."""
    monkeypatch.setenv("DIPLOGAME_HOME", str(tmp_path))
    quietly()
    return tmp_path


def faults(app: DiplogameApp) -> list[str]:
    """Return the messages of warnings and errors that were shown."""
    return [n.message for n in app._notifications if n.severity != "information"]


async def begin(hand: Hand, pack: str, seat: str, seed: int) -> None:
    """From the title through the shelf and the chairs to the floor."""
    app = hand.app
    await hand.to("TitleScreen")
    await hand.choose("new")
    await hand.to("ConferencesScreen")
    screen = app.screen
    await hand.wait(lambda: bool(hand.menu().key()))
    key = next(i.key for i in hand.menu()._items if Path(i.key).name == pack)
    await hand.on(key)
    await hand.wait(lambda: key in screen._packs)  # type: ignore[attr-defined]
    await hand.key("enter")
    await hand.to("SeatsScreen")
    await hand.choose(f"seat|{seat}")
    await hand.choose("seed")
    await hand.to("Entry")
    await hand.key("ctrl+u", *str(seed), "enter")
    await hand.to("SeatsScreen")
    await hand.wait(lambda: hand.menu().key() == "seed")
    await hand.key("o")
    await hand.to("InstructionsScreen")
    await hand.key("enter")
    await hand.to("FloorScreen")
    assert hand.game.session.seed == seed
    assert hand.game.seat == seat


@pytest.mark.parametrize(
    ("size", "theme"),
    # Every theme once, in the smallest size and a large one by turns; with the long runs, each in both.
    [
        pytest.param(
            size,
            theme,
            id=f"{size[0]}x{size[1]}-{theme}",
            marks=() if size == SIZES[n % 2] else pytest.mark.slow,
        )
        for n, theme in enumerate(themes.NAMES)
        for size in SIZES
    ],
)
async def test_a_whole_conference_from_the_title_to_the_debrief_and_back(
    size: tuple[int, int], theme: str, home: Path
) -> None:
    app = DiplogameApp(theme=theme, animation=False)
    async with app.run_test(size=size) as pilot:
        # Each paints every screen; the long talks at the table are had in one of them.
        hand = Hand(pilot, app, brisk=(size, theme) != (SIZES[0], themes.DEFAULT))
        await begin(hand, "first-steps", "harrow", 11)
        await hand.key("i")
        await hand.to("InstructionsScreen")
        assert "To the delegation of Harrow Quay" in text_of(app)
        await hand.key("escape")
        await hand.to("FloorScreen")
        await hand.play()
        session = hand.game.session
        assert session.over
        assert session.save_path is not None
        found = await hand.turn_every_page()
        assert len(set(found)) == len(TABS)
        assert not faults(app)
        assert {"PlanScreen", "MeetingScreen", "PlenaryScreen"} <= set(hand.seen)
        path = session.save_path
        await hand.home()
        assert app.game is None
        assert not faults(app)
    report = verify(path)
    assert report.ok, report
    assert report.records > 10


class Ambassador(Hand):
    """A hand that draws up a bargain, threatens and moves an amendment of its own, once each."""

    def __init__(self, pilot: Pilot[None], app: DiplogameApp) -> None:
        super().__init__(pilot, app)
        self.done: dict[str, object] = {}

    async def _talk(self, meeting: str) -> None:
        open_ = {verb.name for verb in self.game.legal.verbs if verb.allowed}
        if "offer" in open_ and "offer" not in self.done:
            await self._draw_up()
        elif "press" in open_ and "threat" not in self.done:
            await self._threaten()
        else:
            await super()._talk(meeting)

    async def _cell(self, number: str) -> None:
        """Pick the undertaking with that number for the cell under the cursor."""
        await self.key("enter")
        await self.to("Picker")
        await self.key(number)
        await self.to("BargainScreen")

    async def _draw_up(self) -> None:
        await self.key("o")
        await self.to("BargainScreen")
        await self._cell("2")
        await self.key("down", "right")
        await self._cell("3")
        await self.key("plus", "v", "d")
        assert "is kept" in text_of(self.app) or self.game.notes.bargains
        terms = self.game.notes.bargains[0].terms
        assert {term.by == self.game.seat for term in terms} == {True, False}
        await self.order("o")
        self.done["offer"] = terms

    async def _threaten(self) -> None:
        await self.key("t")
        await self.to("PressScreen")
        await self.key("down", "space", "up")
        shown = text_of(self.app)
        await self.key("o")
        await self.to("Question")
        await self.order("y")
        self.done["threat"] = shown

    async def _plenary(self) -> None:
        if await self._read():
            return
        motions = {verb.name for verb in self.game.legal.motions if verb.allowed}
        if "Amend" not in motions or "motion" in self.done:
            await super()._plenary()
            return
        await self.choose("move:Amend")
        await self.choose(*(issue.id for issue in self.game.view.table.issues))
        options = [item.key for item in self.menu()._items if item.key]
        self.done["motion"] = await self.choose(*options)
        await self.to("Question")
        await self.order("y")

    async def _vote(self) -> None:
        if await self._read():
            return
        if "vote" not in self.done:
            ballot = await self.choose("no", "objection")
            await self.order_by("holding_out")
            self.done["vote"] = ballot
        else:
            await super()._vote()


async def look_around(hand: Hand) -> None:
    """Open everything that can be read from the floor: papers, dossiers, board, ledger, threats."""
    app = hand.app
    await hand.key("2", "right", "enter")
    await hand.to("DossierScreen")
    for _ in hand.game.view.table.everybody[1:]:
        shown = text_of(app)
        await hand.key("right")
        await hand.wait(lambda shown=shown: text_of(app) != shown)  # type: ignore[misc]
    await hand.key("escape")
    await hand.to("FloorScreen")
    await hand.key("b")
    await hand.to("PackageScreen")
    before = text_of(app)
    await hand.key("right", "down", "right")
    await hand.wait(lambda: text_of(app) != before)
    await hand.key("s")
    await hand.to("Entry")
    await hand.key("ctrl+u", *"fallback", "enter")
    await hand.to("PackageScreen")
    assert "fallback" in hand.game.notes.packages
    for pane in "2341":
        await hand.key(pane)
    await hand.key("r", "escape")
    await hand.to("FloorScreen")
    await hand.key("l")
    await hand.to("LedgerScreen")
    await hand.key(*"234", "escape")
    await hand.to("FloorScreen")
    for place, key in (("ThreatsScreen", "t"), ("InstructionsScreen", "i")):
        await hand.key(key)
        await hand.to(place)
        await hand.key("escape")
        await hand.to("FloorScreen")


async def test_an_ambassador_bargains_threatens_moves_and_votes_by_hand() -> None:
    session = Session.new(pack("port-meridian"), ("norden",), 3, folder=saves_folder())
    app = DiplogameApp.for_session(session, animation=False)
    async with app.run_test(size=(120, 40)) as pilot:
        hand = Ambassador(pilot, app)
        await hand.to("FloorScreen")
        await look_around(hand)
        wanted = {"offer", "threat", "motion", "vote"}
        await hand.play(lambda: session.round > 3 and wanted <= set(hand.done))
        assert wanted <= set(hand.done)
        orders = [e.command for e in session.history if getattr(e.command, "seat", "") == "norden"]
        offers = [o for o in orders if isinstance(o, MakeOffer)]
        assert any(o.variants[0].terms == hand.done["offer"] for o in offers)
        assert any(isinstance(o, Press) for o in orders)
        assert any(isinstance(o, MakeMotion) and isinstance(o.motion, Amend) for o in orders)
        assert any(
            isinstance(o, CastBallot) and o.ballot.value == hand.done["vote"] for o in orders
        )
        await hand.wait(lambda: where(app) == "FloorScreen" or bool(hand.seen))
        assert not faults(app)
        path = session.save_path
    session.close()
    assert path is not None
    assert verify(path).ok


# Two people at one terminal -------------------------------------------------------------------


def shingles(text: str, size: int = 5) -> set[tuple[str, ...]]:
    """Return every run of `size` words in each line of a text."""
    found: set[tuple[str, ...]] = set()
    for line in text.lower().splitlines():
        words = re.findall(r"[\w'’-]+", line)
        found |= {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}
    return found


def secrets(session: Session, seat: str) -> set[tuple[str, ...]]:
    """Return the runs of words that only this seat's papers have."""
    book, conference = session.pack.phrasebook, session.pack.conference

    def papers(who: str) -> str:
        rumours = [rumour.text for rumour in book.rumours(who)]
        notes = [person.note for person in book.people(who)]
        lines = [book.red_line(who, line.id) for line in session.view(who).interests.red_lines]
        return "\n".join([book.instructions(who), *book.goals(who), *rumours, *notes, *lines])

    clauses = [
        text
        for k, issue in enumerate(conference.issues)
        for o in range(len(issue.options))
        for text in (book.question(k), book.option(k, o), book.clause(k, o))
    ]
    public = "\n".join(
        [book.brief, *(book.public_brief(d.id) for d in conference.delegations), *clauses]
        + [
            f"{book.twist(twist.id).headline}\n{book.twist(twist.id).body}"
            for twist in conference.twists
        ]
        + [papers(who) for who in session.humans if who != seat]
    )
    return shingles(papers(seat)) - shingles(public)


def walk_away(session: Session, seat: str) -> str:
    """Return the walk-away of a seat as its papers say it."""
    said = t("instructions.walk-away.text", points=points(session.view(seat).walk_away))
    return " ".join(said.split()[:3])


async def test_two_people_share_a_terminal_and_neither_sees_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # That a held key does not lift the curtain is tested elsewhere; here nobody holds one.
    monkeypatch.setitem(Curtain.__init__.__kwdefaults__, "quiet", 0.0)
    app = DiplogameApp(animation=False)
    async with app.run_test(size=(120, 40)) as pilot:
        hand = Hand(pilot, app, brisk=True)
        hand.quiet = 0.0
        hand.pins = {"lantern": "2480"}
        await open_classroom(hand)
        session = hand.game.session
        assert set(session.humans) == {"harrow", "lantern"}
        assert hand.game.pins.fits("lantern", "2480")
        assert "harrow" not in hand.game.pins
        papers = {seat: secrets(session, seat) for seat in session.humans}
        words = session.pack.phrasebook
        last, handed, read = "", 0, set()

        def look() -> None:
            nonlocal last, handed
            shown = text_of(app)
            seat = hand.game.seat
            for other in session.humans:
                if other != seat:
                    leaked = shingles(shown) & papers[other]
                    assert not leaked, (where(app), leaked)
                    assert f"draft of {other}" not in shown
            if where(app) != "Curtain":
                # The head line may name whom one meets; its end names who sits here.
                assert shown.splitlines()[0].rstrip().endswith(words.name(seat))
                return
            handed += 1
            assert seat == ""
            svg = html.unescape(app.export_screenshot()).replace("\xa0", " ")
            assert not shingles(re.sub(r"<[^>]*>", " ", svg)) & (
                papers["harrow"] | papers["lantern"]
            )
            assert not re.search(r"\d", shown.replace("F1", ""))
            assert [type(s).__name__ for s in app.screen_stack] == ["Backdrop", "Curtain"]
            assert not app._notifications
            assert not app.clipboard
            assert (app.title, app.sub_title) == ("diplogame", "")
            last = hand.called()

        hand.look = look
        while handed < 6 or len(read) < 2:
            await hand.play(lambda: where(app) == "FloorScreen")
            assert where(app) == "FloorScreen", "over before both had read their papers"
            seat = hand.game.seat
            if seat not in read:
                read.add(seat)
                other = next(s for s in session.humans if s != seat)
                await hand.key("i")
                await hand.to("InstructionsScreen")
                # What is looked for can be found: it stands here, and only here.
                assert len(shingles(text_of(app)) & papers[seat]) > 20
                assert walk_away(session, seat) in text_of(app)
                look()
                await hand.key("escape", "b")
                await hand.to("PackageScreen")
                await hand.key("s")
                await hand.to("Entry")
                await hand.key("ctrl+u", *f"draft of {seat}", "enter")
                await hand.to("PackageScreen")
                await hand.key("4")
                await hand.wait(lambda seat=seat: f"draft of {seat}" in text_of(app))  # type: ignore[misc]
                assert f"draft of {other}" not in text_of(app)
                look()
                await hand.key("escape")
                await hand.to("FloorScreen")
            await hand.move()
        await hand.play()
        assert last
        assert not faults(app)


async def open_classroom(hand: Hand) -> None:
    """From the title, seat two people at the first conference, one with a PIN and a name."""
    app = hand.app
    await hand.to("TitleScreen")
    await hand.choose("classroom")
    await hand.to("ConferencesScreen")
    await hand.wait(lambda: bool(hand.menu().key()))
    shelf = app.screen
    key = next(i.key for i in hand.menu()._items if Path(i.key).name == "first-steps")
    await hand.on(key)
    await hand.wait(lambda: key in shelf._packs)  # type: ignore[attr-defined]
    await hand.key("enter")
    await hand.to("SeatsScreen")
    await hand.choose("seat|harrow")
    await hand.choose("seat|lantern")
    await hand.key("p")
    await hand.to("Entry")
    await hand.key(*"2480")
    assert "2480" not in text_of(app)
    await hand.key("enter")
    await hand.to("SeatsScreen")
    await hand.key("n")
    await hand.to("Entry")
    await hand.key(*"Ines", "enter")
    await hand.to("SeatsScreen")
    await hand.key("o")
    await hand.to("Curtain")
