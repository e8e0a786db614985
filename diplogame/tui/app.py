"""The application: themes, taking a game up, who has the terminal, and letting the others act.

Guarantees: every screen that belongs to a game is thrown away when the terminal changes hands; minds act
in a thread and are asked one at a time, so that a key is answered meanwhile; the window's title and
the terminal's scroll-back never say anything of a game.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from diplogame.rules.ids import SeatId
from diplogame.tui import palette, route, strings_more, themes
from diplogame.tui.backdrop import Backdrop, counted
from diplogame.tui.places import PlacesApp
from diplogame.tui.strings import t
from diplogame.tui.widgets.curtain import Curtain, Notice

if TYPE_CHECKING:
    # The title must paint before rules, minds and packs are loaded: they come with the first game.
    from diplogame.app.session import Session
    from diplogame.tui.game import Game

    Opener = Callable[[Callable[[int, int], None]], Session]
    """Takes a game up; called with what it tells its steps to."""

_CLEAR_SCROLLBACK = "\x1b[3J"
_NEUTRAL_TITLE = "\x1b]2;diplogame\x07"


class DiplogameApp(PlacesApp):
    """The full-screen game."""

    TITLE = "diplogame"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = {palette.GameCommands}  # noqa: RUF012 - as the framework declares it
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - as the framework declares it
        (0, "-narrow"),
        (100, "-normal"),
        (140, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]  # noqa: RUF012 - likewise
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
        # To the shell and back with fg, where the terminal can; nothing of the game stays in sight.
        Binding("ctrl+z", "suspend_process", "To the shell", show=False, priority=True),
    ]
    CSS = (
        """
    ToastRack { align: right bottom; margin-bottom: 2; }
    /* Nothing lies over a question; what was said meanwhile is there when it is answered. */
    ModalScreen ToastHolder, InvitationScreen ToastHolder { display: none; }
    Toast { background: $panel; color: $ink; border-left: thick $brass; padding: 0 2; }
    Toast .toast--title { color: $brass; }
    """
        + palette.STYLE
    )

    def __init__(
        self,
        *,
        theme: str | None = None,
        hints: bool = True,
        animation: bool = True,
        start: str = "title",
        about: Mapping[str, Any] | None = None,
    ) -> None:
        """Take the look; `start` is the first place when no game is given, and `about` what it is about."""
        super().__init__()
        themes.register(self)
        strings_more.load()
        self.theme = themes.choose(theme, self.no_color)
        if not animation:
            self.animation_level = "none"
        self.hints = hints
        self.game: Game | None = None
        self.waiting_note = ""
        self.unsaved = ""
        self._start = (start, dict(about or {}))
        self._given: tuple[Session, dict[SeatId, str], bool] | None = None
        self._opener: Opener | None = None
        self.failure: Exception | None = None
        self._moving = asyncio.Lock()
        self._stopping = False

    @classmethod
    def for_session(
        cls,
        session: Session,
        *,
        pins: Mapping[SeatId, str] | None = None,
        theme: str | None = None,
        hints: bool = True,
        animation: bool = True,
        fresh: bool = False,
    ) -> DiplogameApp:
        """Return an application that starts in a game; `pins` by seat, for seats that have one.

        A `fresh` game opens with everybody's instructions.
        """
        app = cls(theme=theme, hints=hints, animation=animation)
        app._given = (session, dict(pins or {}), fresh)
        return app

    @classmethod
    def for_opening(
        cls,
        opener: Opener,
        *,
        theme: str | None = None,
        hints: bool = True,
        animation: bool = True,
    ) -> DiplogameApp:
        """Return an application that first takes a game up, in a thread, and says how far it is.

        What `opener` raises ends the application, and is its `failure` afterwards.
        """
        app = cls(theme=theme, hints=hints, animation=animation)
        app._opener = opener
        return app

    # Starting --------------------------------------------------------------------------------

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give every theme the game's own variables."""
        return themes.variable_defaults()

    def get_key_display(self, binding: Binding) -> str:
        """Show a letter as itself: no list of the names of all characters is read for it."""
        if not binding.key_display and len(binding.key) == 1:
            return binding.key
        return super().get_key_display(binding)

    async def on_mount(self) -> None:
        """Go to the first place."""
        self.write_terminal(_NEUTRAL_TITLE)
        if self._opener is not None:
            self._take_up(self._opener)
            return
        if self._given is None:
            start, about = self._start
            if start != "title":
                await self.open("title")
            await self.open(start, **about)
            return
        session, pins, fresh = self._given
        await self.play(session, pins=pins, fresh=fresh)

    @work(group="play")
    async def _take_up(self, opener: Opener) -> None:
        """Take a game up and begin to play it; the terminal says how far it is."""

        def say(done: int, of: int) -> None:
            self._wait_for(t("saves.opening.orders", done=done, of=of))

        self._wait_for(t("saves.opening"))
        try:
            session = await asyncio.to_thread(opener, counted(say))
        except Exception as error:
            # Whoever gave the opener knows what it may raise, and has the words for it.
            self.failure = error
            self.exit()
            return
        await self.play(session)

    async def play(
        self,
        session: Session,
        *,
        pins: Mapping[SeatId, str] | None = None,
        fresh: bool = False,
    ) -> None:
        """Begin or go on with a game on this terminal; the screens of the last one are thrown away.

        A `fresh` game opens with everybody's instructions.
        """
        from diplogame.tui.game import Game

        await self.clear_screens()
        self._wait_for(t("saves.opening"))
        self.game = Game(session, hints=self.hints, pins=pins, fresh=fresh)
        self.advance()

    async def leave_game(self) -> None:
        """Close the game (it is saved as it stands) and go to the title."""
        self._stopping = True  # the minds stop after the order they are at
        async with self._moving:
            # Screens draw from the game until the last moment: they go first.
            await self.clear_screens()
            self._wait_for("")
            game, self.game = self.game, None
            self._stopping = False
            if game is not None:
                game.session.close()
            await self.open("title")

    def write_terminal(self, text: str) -> None:
        """Write control codes to the terminal, where there is one."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(text)

    def catch_up_notes(self) -> None:
        """Show what was said while a question lay over the screen, if its time is not over."""
        if self._notifications:
            self._refresh_notifications()

    def _fatal_error(self) -> None:
        """Stop with a paragraph of our own: the framework's would print what every seat holds."""
        from rich.text import Text

        from diplogame.app.crash import last_words

        error = self._exception
        if error is not None and not self._exit_renderables:
            session = None if self.game is None else self.game.session
            self._exit_renderables.append(Text(last_words(error, session)))
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """Stop in the same way where an error would draw itself."""
        self._fatal_error()

    # Leaving ---------------------------------------------------------------------------------

    def back(self) -> None:
        """Leave the screen on top; from the floor, ask whether to leave the game."""
        if len(self.screen_stack) > 2:
            self.pop_screen()
        elif self.game is not None:
            self.ask_leave()

    @work
    async def ask_leave(self) -> None:
        """Ask before the game is left."""
        from diplogame.tui.help import Question

        if await self.push_screen_wait(Question(t("leave.title"), t("leave.text"), t("leave.yes"))):
            await self.leave_game()

    # The others act --------------------------------------------------------------------------

    @work(group="minds")
    async def advance(self) -> None:
        """Let the minds act until a person is awaited, then go where the next duty is."""
        async with self._moving:
            game = self.game
            if game is None:
                return
            if isinstance(self.screen, Backdrop):
                await self.screen.painted()
            session = game.session
            if not session.over and not session.awaited():
                await self._let_minds_act(game)
            await self._settle()

    async def _let_minds_act(self, game: Game) -> None:
        game.busy = True
        game.session.forgiving = True
        known = len(game.session.defects)
        steps = 0
        try:
            while not self._stopping and await asyncio.to_thread(game.session.step):
                steps += 1
                if steps % 4 == 1:
                    self._wait_for(t("saves.opening.minds", count=steps))
                    self._note(t("wait.minds", count=steps))
        finally:
            # A defect is never the player's fault: it is told, and the game goes on.
            for what in game.session.defects[known:]:
                self.notify(t("wait.defect", what=what), timeout=12, markup=False)
            game.busy = False
            game.changed()
            self._note("")

    def _note(self, text: str) -> None:
        self.waiting_note = text
        screen = self._inside()
        if screen is not None and screen.is_mounted and self.game is not None:
            if self.game.seat and text:
                screen.remind()

    async def settle(self) -> None:
        """Go where the next duty is, as soon as the caller is done.

        The work is the application's own: a screen that waited for its own removal would wait for
        ever.
        """
        self._move(self._settle())

    def _move(self, going: Coroutine[Any, Any, None]) -> None:
        """Do something that changes screens in the application's own time, one after another."""

        async def in_turn() -> None:
            async with self._moving:
                await going

        self.run_worker(in_turn(), group="land")

    async def _settle(self) -> None:
        """Stay, change the screen, or hand the terminal over."""
        game = self.game
        if game is None or game.busy:
            return
        screen = self._inside()
        if game.seat and screen is not None and screen.holds():
            screen._resumed()
            return
        awaited = game.session.awaited()
        if awaited and self._declined(game, game.seat if game.seat in awaited else awaited[0]):
            self.advance()
            return
        if game.session.over:
            if not game.seat:
                game.sit(game.session.humans[0])
            await self.land()
        elif not awaited or game.seat in awaited:
            await self.land()
        elif not game.shared:
            game.sit(awaited[0])
            await self.land()
        else:
            await self._hand_over(awaited[0])

    def _declined(self, game: Game, seat: SeatId) -> bool:
        """Whether an invitation was declined that a seat wants declined unread: it is told, and no more."""
        from diplogame.rules.decide import Refused

        answer = game.courteous_no(seat)
        if answer is None or isinstance(game.session.submit(answer), Refused):
            return False
        game.changed()
        if seat == game.seat:
            host = game.view.meetings[answer.meeting].parties[0]
            self.notify(t("invitation.declined", name=game.name(host)), markup=False)
        return True

    async def land(self) -> None:
        """Show the seat that has the terminal what falls to it now."""
        assert self.game is not None
        duty = self.game.legal.duty
        place = route.landing(duty, in_meeting=self.game.view.meeting is not None)
        if self.game.hours_unread():
            # Whoever was there hears how the night ended before anything else happens.
            place = route.NIGHT
        await self.go(place)
        if self.game.seat in self.game.unbriefed:
            # Once for each chair, behind the curtain: what one is here for comes before the floor.
            self.game.unbriefed.discard(self.game.seat)
            await self.open("instructions", first=True)
        screen = self._inside()
        if screen is not None:
            screen._resumed()
        # A plan that fell through must not vanish: the cables keep it, and it is said once.
        said = [told.cable.detail or told.cable.text for told in self.game.news()]
        if said and screen is not None and screen.place == "invitation":
            screen.say("  ".join(said), "$muted", "·")  # a note would lie over the answers there
            said = []
        for text in said:
            self.notify(text, timeout=10, markup=False)

    async def do_duty(self) -> None:
        """Open the screen of the present duty."""
        assert self.game is not None
        duty = self.game.legal.duty
        await self.go(route.place_of(duty, in_meeting=self.game.view.meeting is not None))

    def hand_over(self, seat: SeatId) -> None:
        """Give the terminal to another seat's player, whoever is awaited."""
        self._move(self._hand_over(seat))

    async def _hand_over(self, seat: SeatId) -> None:
        """Draw the curtain, forget everything of the last seat, and wait for the next person."""
        game = self.game
        assert game is not None
        await self.clear_screens()
        self._wait_for("")
        game.rise()
        self.clear_notifications()
        self._clipboard = ""
        self.write_terminal(_CLEAR_SCROLLBACK)
        name = game.name(seat)
        player = game.session.players.get(seat, "")
        lines = [t("curtain.next", name=name), t("curtain.away", name=name)]
        if player:
            lines.insert(1, t("curtain.player", player=player))
        notice = Notice(name, tuple(lines))
        check = (lambda typed: game.pins.fits(seat, typed)) if seat in game.pins else None

        def lifted(up: bool | None) -> None:
            if up and self.game is game:
                game.sit(seat)
                self._move(self.land())

        await self.push_screen(Curtain(notice, pin=check), lifted)
