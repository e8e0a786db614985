"""The glossary: the terms that diplomats use and the game with them, searchable.

Guarantees: opens over any screen with F1 and closes with Escape; typing narrows the list at once; every
term used by the interface has an entry in words a newcomer understands.
"""

# ruff: noqa: E501 - an explanation is easier to translate on one line
from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from diplogame.tui.parts import Page, prose
from diplogame.tui.strings import extend, t

TERMS: dict[str, tuple[str, str]] = {
    "ad-referendum": (
        "Ad referendum",
        "Agreed at the table, subject to the capital's consent. A clause that is closed ad referendum can still be disowned or reopened until the whole is adopted.",
    ),
    "adoption": (
        "Adoption",
        "The decision that the text is final. How many must agree is set by the forum's rule; adoption is not yet ratification.",
    ),
    "annex": (
        "Annex",
        "A place to put what cannot be settled now. In a deferred clause the status quo stands for now, and the treaty lasts less.",
    ),
    "aspiration": (
        "Aspiration",
        "What a delegation still hopes for. It falls from near its dream towards its walk-away as time runs out: fast for some, only at the very end for others.",
    ),
    "back-channel": (
        "Back channel",
        "A meeting nobody is to know of: warmer and more candid, and costly at home when it comes out.",
    ),
    "backing-down": (
        "Backing down",
        "Not carrying out a threat at its deadline. It costs credibility and support at home, less with a pretext.",
    ),
    "band": (
        "Band",
        "An honest range. Your staff never know what a thing is worth to others; they know between what and what it probably lies. Evidence narrows it.",
    ),
    "bargain": (
        "Bargain",
        "Undertakings of both sides that stand or fall together: support for a clause, not objecting, an incentive, a vote, taking a threat back.",
    ),
    "batna": (
        "BATNA",
        "The best alternative to a negotiated agreement: what you are left with if there is none. Your walk-away is its worth in points.",
    ),
    "bloc": (
        "Bloc",
        "Delegations that settle a common position among themselves before they speak, and are bound by it. The pack says who is in one.",
    ),
    "brackets": (
        "Square brackets",
        "Words in the text that somebody wants and somebody does not. A clause is open while it has brackets; negotiating is taking them away.",
    ),
    "cable": (
        "Cable",
        "A message from or to the capital. Here also every piece of news that reaches your delegation.",
    ),
    "chair": (
        "Chair",
        "Presides, keeps the text and its versions, and puts the whole to the vote at the end. Has no vote.",
    ),
    "closing": (
        "Closing a clause",
        "Removing its brackets: the option that leads is taken, ad referendum, by a motion that the house carries.",
    ),
    "caucus": (
        "Caucus",
        "The meeting in which a bloc settles its common position, by a rule of its own. Outsiders see who goes in, and hear nothing.",
    ),
    "club": (
        "Club of the willing",
        "Some who sign principles of their own inside a conference: quick, deep and binding for them, and harder to sell to all.",
    ),
    "common-position": (
        "Common position",
        "What a bloc has decided to stand for. Every member is bound to it until it expires, and its leader speaks for all of them.",
    ),
    "coalition": (
        "Coalition",
        "Delegations that hold together on a clause or a text: a winning one can carry it, a blocking one can stop it.",
    ),
    "commitment": (
        "Commitment",
        "How firmly a threat is made: a private hint, a plain warning, a public ultimatum. The firmer, the more believed, and the dearer to take back.",
    ),
    "consensus": (
        "Consensus",
        "Adoption without a stated objection. It does not mean that all are glad; one may have a concern minuted and still not stand in the way.",
    ),
    "constructive-ambiguity": (
        "Constructive ambiguity",
        "Wording that each side may read its own way. Easier to close, and weaker when the treaty is put to the test.",
    ),
    "credibility": (
        "Credibility",
        "How far your word is taken, for promises and for threats. It rises when you do what you said, and falls faster when you do not.",
    ),
    "crisis": (
        "Crisis",
        "What the conference is about does not wait for it. The clock beside the talks rises every round and moves publics and walk-aways.",
    ),
    "declared-position": (
        "Declared position",
        "What a delegation says in public that it wants. It need not be what it needs.",
    ),
    "disclosure": (
        "Disclosure",
        "Telling the other side what a clause is worth to you, truly or not. Truth builds trust and lets them help you; an untruth may be caught.",
    ),
    "double-blind": (
        "Double-blind proposal",
        "A mediator's proposal that each party answers in secret. If all say yes it is announced and binds; if not, nobody learns who refused.",
    ),
    "equivalent-offers": (
        "Equivalent offers",
        "Two or three offers that are worth the same to you, put together. Which one they prefer tells you what they value.",
    ),
    "facilitation": (
        "Facilitation",
        "A mediator shows the parties what they have in common and leaves the deal to them. What is found so lasts longest.",
    ),
    "fixed-pie": (
        "Fixed pie",
        "The mistake of thinking that what they gain you lose. Clauses weigh differently for each delegation: that is what trades live on.",
    ),
    "gauge": (
        "Home support",
        "How the public and the forces at home see your work, 0 to 100. Ratification needs it above a threshold.",
    ),
    "good-offices": (
        "Good offices",
        "Mediation by the chair: it has no leverage and no price, and sits only if all who are asked come.",
    ),
    "green-room": (
        "Green room",
        "A meeting of a few that prepares what all decide. Effective, and resented by those left outside.",
    ),
    "impasse": (
        "Impasse",
        "No movement, and everybody knows it. Time, a mediator, a summit or a new trade may end it.",
    ),
    "incentive": (
        "Incentive",
        "Something beside the text that one delegation can give another: trade, aid, a guarantee, a post. It costs budget, and rivals mind.",
    ),
    "initiative": (
        "Initiative",
        "The order in which delegations act: who asks for a meeting first, who speaks first.",
    ),
    "instructions": (
        "Instructions",
        "What the capital has told its delegation in confidence: goals, red lines, mandate, walk-away.",
    ),
    "leak": (
        "Leak",
        "What was said in confidence becomes known. More likely the more people know it and the more is at stake.",
    ),
    "leading-option": (
        "Leading option",
        "The option that the chair's text reads today. The others stand beside it in brackets.",
    ),
    "ledger": (
        "Ledger",
        "The list of understandings, promises, threats and sanctions: what falls due, what was kept, what was broken.",
    ),
    "linkage": (
        "Linkage",
        "Tying two clauses together: one is worth more, or only acceptable, with the other.",
    ),
    "logrolling": (
        "Logrolling",
        "Trading what matters little to you for what matters much to them, and the other way round. Both gain.",
    ),
    "mandate": (
        "Mandate",
        "What your capital lets you accept. Outside it you may sign ad referendum, at a price at home, or cable for more room.",
    ),
    "mediator": (
        "Mediator",
        "A third party that helps others to agree: by listening, by drafting, or by leaning on them. Most lean to somebody themselves.",
    ),
    "motion": (
        "Motion",
        "A proposal put to the house: amend, close, reopen, refer to experts, vote, suspend. One a round for each delegation.",
    ),
    "nothing-agreed": (
        "Nothing is agreed until everything is agreed",
        "The single undertaking: a closed clause binds nobody until the whole text is adopted.",
    ),
    "package": (
        "Package",
        "One option for every clause: a whole text. Tabled, it replaces the chair's text if the house agrees.",
    ),
    "par": (
        "Par",
        "What this chair usually gets. A strong chair has a high par; your result is judged against your own.",
    ),
    "pareto": (
        "Pareto frontier",
        "The texts that cannot be improved for one delegation without loss to another. Below it something was left on the table.",
    ),
    "patience": ("Patience", "How many exchanges the other side bears in one meeting."),
    "patron": (
        "Patron",
        "A stronger friend who shelters you from a threat, and has a say afterwards.",
    ),
    "plenary": (
        "Plenary",
        "All delegations in one hall: speeches, motions, votes. What is said there is said in public.",
    ),
    "probe": (
        "Probe",
        "A question about what a clause is worth to the other side. They may answer, bluff or evade.",
    ),
    "proviso": (
        "Proviso",
        'A condition on the text: "we support this as long as that clause reads so". While the clause reads otherwise nobody is bound - except the one who moved it away.',
    ),
    "ratification": (
        "Ratification",
        "The consent of the capital after signature: a cabinet, a parliament or a referendum. Without it the signature was ink.",
    ),
    "reckoning": (
        "Reckoning",
        "The end of a round: deadlines of threats, promised payments, leaks.",
    ),
    "red-line": (
        "Red line",
        "A combination you will not sign at any price. Drawn in public it buys support at home, and ties your hands.",
    ),
    "regard": ("Regard", "Your estimate of how far the others trust you."),
    "reservation": (
        "Reservation",
        "“We do not like it, and we do not block it.” Between living with an option and opposing it.",
    ),
    "roll-call": (
        "Roll-call",
        "The vote by name, delegation by delegation, each with an explanation of vote.",
    ),
    "sanction": (
        "Sanction",
        "A threat carried out: both sides pay, every round, until it is lifted.",
    ),
    "shuttle": (
        "Shuttle diplomacy",
        "A mediator goes from room to room: only it hears each party, less clearly than in one room, and there is time for little.",
    ),
    "side-meeting": (
        "Side-meeting",
        "Where most of it is done: two to four delegations, a few exchanges, no minutes.",
    ),
    "silence": (
        "Silence procedure",
        "The text is adopted unless somebody breaks the silence before the deadline.",
    ),
    "slot": ("Slot", "A part of the day. Larger delegations can use more of them."),
    "sponsor": ("Sponsor", "A delegation that put an option into the text, or stands behind it."),
    "standing": (
        "Standing",
        "How the room sees you. It makes speeches weigh more and invitations harder to refuse.",
    ),
    "status-quo": ("Status quo", "What holds where nothing is agreed."),
    "stopping-the-clock": (
        "Stopping the clock",
        "Adding a round at the end, by consensus. The calendar says midnight; the clocks do not.",
    ),
    "summit": (
        "Summit",
        "The leaders meet for a night. Prepared, it can break a deadlock; unprepared, it fails in public.",
    ),
    "tied-hands": (
        "Tied hands",
        "A public commitment that makes giving way costly, and your refusal believable.",
    ),
    "threat": (
        "Threat",
        "What you will do if they do not move: a demand, an instrument, a deadline. It must end: obeyed, carried out, or backed down from.",
    ),
    "trust": (
        "Trust",
        "How far a delegation believes what you say and promise. Slow to win, quick to lose.",
    ),
    "ultimatum": ("Ultimatum", "A threat in public with a deadline. Both publics watch."),
    "understanding": (
        "Understanding",
        "A bargain that was accepted. It stands in the ledger until it is kept, broken, or lapses.",
    ),
    "veto-player": ("Veto player", "A force at home without whose consent ratification suffers."),
    "walk-away": (
        "Walk-away",
        "The least the whole text must be worth to you. Below it, no treaty is better than this one.",
    ),
    "zopa": (
        "Zone of possible agreement",
        "All texts that every delegation needed prefers to its walk-away. It may be small; it may move.",
    ),
}
"""Every term by id: what it is called, and what it means."""

extend({f"term.{key}.name": name for key, (name, _) in TERMS.items()})
extend({f"term.{key}.text": text for key, (_, text) in TERMS.items()})


class GlossaryScreen(ModalScreen[Any]):
    """The terms, narrowed by what is typed."""

    DEFAULT_CSS = """
    GlossaryScreen { align: center middle; background: $background 60%; }
    GlossaryScreen:ansi { background: ansi_default; }
    GlossaryScreen > Vertical {
        width: 84; max-width: 94%; height: 84%; background: $panel; padding: 1 2;
        border-left: thick $brass;
    }
    GlossaryScreen .sheet-title { height: 1; text-style: bold; color: $brass; margin-bottom: 1; }
    GlossaryScreen Input {
        height: 1; border: none; padding: 0 1; background: $cursor-idle; color: $ink;
        margin-bottom: 1;
    }
    GlossaryScreen Input:focus { border: none; }
    GlossaryScreen Page { height: 1fr; background: $panel; }
    GlossaryScreen .sheet-keys { height: 1; color: $muted; margin-top: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", key_display="Esc"),
        Binding("down", "scroll_page(2)", "Down", show=False),
        Binding("up", "scroll_page(-2)", "Up", show=False),
        Binding("pagedown", "scroll_page(12)", "Page down", show=False),
        Binding("pageup", "scroll_page(-12)", "Page up", show=False),
    ]

    def __init__(self, term: str = "") -> None:
        """Take a term's id or name to begin with; empty shows all."""
        super().__init__()
        known = f"term.{term}.name"
        self._query = t(known) if term in TERMS else term

    def compose(self) -> ComposeResult:
        """Lay the sheet."""
        with Vertical():
            yield Static(Content(t("glossary.title")), classes="sheet-title")
            field = Input(self._query, placeholder=t("glossary.find"), select_on_focus=False)
            field.cursor_blink = False
            yield field
            yield Page(self._lines)
            yield Static(Content(t("glossary.keys")), classes="sheet-keys")

    def on_mount(self) -> None:
        """Let the player type at once."""
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self._query = event.value
        self.query_one(Page).show(self._lines)

    def found(self) -> list[str]:
        """Return the ids of the terms that fit, those whose name fits first."""
        query = self._query.casefold().strip()
        named = [key for key in TERMS if query in t(f"term.{key}.name").casefold()]
        inside = [
            key for key in TERMS if key not in named and query in t(f"term.{key}.text").casefold()
        ]
        return named + inside

    def _lines(self, width: int) -> Sequence[Content]:
        lines: list[Content] = []
        for key in self.found():
            lines.append(Content.styled(t(f"term.{key}.name"), "bold $brass"))
            lines += prose(t(f"term.{key}.text"), width, "$ink", 2)
            lines.append(Content(""))
        return lines or [Content.styled(t("glossary.none"), "$muted")]

    def action_scroll_page(self, lines: int) -> None:
        """Scroll the page while the field has the focus."""
        page = self.query_one(Page)
        for _ in range(abs(lines)):
            page.action_move(1 if lines > 0 else -1)

    def on_click(self, event: Any) -> None:
        """A click on the last line, or beside the sheet, puts it away."""
        under = self.get_widget_at(event.screen_x, event.screen_y)[0]
        if under is self or under.has_class("sheet-keys"):
            self.dismiss(None)

    def action_close(self) -> None:
        """Put the glossary away."""
        self.dismiss(None)
