"""Numbered menus: picking what an order needs, one choice at a time.

Guarantees: every pick ends in an order in words, read by the same parser as typed ones; ``back`` leaves a
menu without anything being lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from diplogame.app.narrate import words
from diplogame.plain.desk import Desk
from diplogame.plain.names import OrderError
from diplogame.plain.pages import numbered
from diplogame.plain.terms import OFFER_HELP
from diplogame.rules.coalitions import memberships
from diplogame.rules.conference import Envoy, Kind, Priority, Room
from diplogame.rules.legal import envoys, joinable
from diplogame.rules.levers import pressing_tools
from diplogame.rules.terms import ClauseStatus, Coalition, Goal

Ask = Callable[[str], str]
Say = Callable[..., None]
Choice = tuple[str, str]
"""(label shown, word put into the order)."""


class BackError(Exception):
    """The menu was left."""


_AS_LONG = " as long as "
"""Leads the condition of an undertaking (R6.6)."""

MOST_A_SIDE = 4
"""Undertakings of one side that the menu asks for: a bargain holds eight."""


class Menu:
    """Asks for what is missing.

    Args:
        desk: Whose order it is.
        ask: Reads an answer after a prompt.
        say: Writes lines.
    """

    def __init__(self, desk: Desk, ask: Ask, say: Say) -> None:
        self.desk = desk
        self.ask = ask
        self.say = say

    def pick(self, question: str, choices: Sequence[Choice]) -> str:
        """The word of the choice picked by its number or its own word.

        Raises:
            BackError: The menu was left.
            OrderError: There is nothing to choose from.
        """
        if not choices:
            raise OrderError("There is nothing to choose from.")
        self.say(f"{question} (a number, or back)", *numbered([label for label, _ in choices]))
        while True:
            answer = self.ask(question).strip()
            folded = answer.casefold()
            if folded in ("back", "take back", "cancel"):
                raise BackError
            if folded.isdigit() and 1 <= int(folded[:4]) <= len(choices):
                return choices[int(folded) - 1][1]
            found = [word for _label, word in choices if word.casefold() == folded]
            if found:
                return found[0]
            self.say(f"Say a number from 1 to {len(choices)}, or back.")

    # --- what can be picked ----------------------------------------------------------------------

    def issue(self, question: str = "Which clause?", open_only: bool = False) -> str:
        """A clause's id."""
        view, book = self.desk.view, self.desk.names.book
        choices = [
            (f"{book.issue(k)} ({issue.id})", issue.id)
            for k, issue in enumerate(view.table.issues)
            if not open_only or view.public.clauses[k].status is not ClauseStatus.CLOSED
        ]
        return self.pick(question, choices)

    def option(self, issue: str, question: str = "Which option?") -> str:
        """An option's id."""
        view, book = self.desk.view, self.desk.names.book
        k = view.table.issue_index(issue)
        row = view.interests.points[k] if view.interests.points else ()
        choices = []
        for o, name in enumerate(view.table.issues[k].options):
            worth = f", worth {row[o]} to us" if row else ""
            reads = ", the text today" if view.text[k] == o else ""
            choices.append((f"{book.option(k, o)}{worth}{reads}", name))
        return self.pick(question, choices)

    def clause(self, question: str = "Which clause?", open_only: bool = False) -> str:
        """``issue=option``."""
        issue = self.issue(question, open_only)
        return f"{issue}={self.option(issue)}"

    def coalition(self, known: Sequence[Coalition]) -> str:
        """A bloc's or a club's id."""
        book = self.desk.names.book
        rows = [
            (book.bloc(c.id) if not c.club else f"the club of {book.name(c.leader)}", c.id)
            for c in known
        ]
        return rows[0][1] if len(rows) == 1 else self.pick("Which?", rows)

    def small_text(self) -> str:
        """``issue=option ...``: some clauses."""
        parts: list[str] = []
        while True:
            parts.append(self.clause(open_only=True))
            more = self.pick("Another clause?", [("no, that is all", "no"), ("yes", "yes")])
            if more == "no":
                return " ".join(parts)

    def delegation(self, question: str, seats: Sequence[str]) -> str:
        """A delegation's id."""
        book = self.desk.names.book
        return self.pick(question, [(book.name(s), s) for s in seats])

    def terms(self) -> str:
        """Both sides of a bargain, undertaking by undertaking."""
        give = self._side("What do we give?", self.desk.seat)
        ask = self._side("What do we ask?", self.desk.others[0])
        if give == "nothing" and ask == "nothing":
            raise OrderError(OFFER_HELP.format(give="support A=B", ask="C=D"))
        return f"{give} for {ask}"

    def _side(self, question: str, by: str) -> str:
        view, book = self.desk.view, self.desk.names.book
        parts: list[str] = []
        while True:
            gifts = [i for i in view.table.incentives.values() if i.giver == by]
            choices = [("support an option", "support"), ("not object to an option", "acquiesce")]
            if gifts:
                choices.append(("give an incentive", "pay"))
            if by in view.table.seats:
                choices.append(("vote for the whole text", "adopt"))
            if len(parts) >= MOST_A_SIDE:
                choices.clear()
            if parts and _AS_LONG not in parts[-1]:
                choices.append(("put the last one under a condition", "given"))
            choices.append(("nothing more" if parts else "nothing", "nothing"))
            kind = self.pick(question, choices)
            if kind == "given":
                parts[-1] += _AS_LONG + self.clause("As long as which clause reads what?", False)
                continue
            if kind == "nothing":
                return " and ".join(parts) if parts else "nothing"
            if kind == "adopt":
                parts.append("adopt")
            elif kind == "pay":
                rows = [(f"{book.incentive(i.id)}, price {i.price}", i.id) for i in gifts]
                gift = self.pick("Which incentive?", rows)
                when = [(text, trigger.value) for trigger, text in words.TRIGGERS.items()]
                parts.append(f"pay {gift} {self.pick('When?', when)}")
            else:
                parts.append(f"{kind} {self.clause(open_only=False)}")

    def threat(self, target: str) -> str:
        """``INSTRUMENT issue=option commitment``."""
        book = self.desk.names.book
        tools = pressing_tools(self.desk.view, target)
        tool = self.pick("With what?", [(book.instrument(t), t) for t in tools])
        clause = self.clause("What must they support?")
        how = self.pick(
            "How firmly?",
            [
                ("a private hint", "hint"),
                ("a plain warning", "warning"),
                ("an ultimatum", "ultimatum"),
            ],
        )
        return f"{tool} {clause} {how}"

    # --- whole orders ----------------------------------------------------------------------------

    def complete(self, verb: str) -> str:
        """The order in words for a verb picked from the menu.

        Raises:
            BackError: The menu was left on the way.
            OrderError: It cannot be completed.
        """
        filler = _FILLERS.get((self.desk.now.duty, verb))
        return verb if filler is None else f"{verb} {filler(self)}".strip()


def _meet(menu: Menu) -> str:
    view, desk = menu.desk.view, menu.desk
    guest = menu.delegation("Whom?", desk.now.guests)
    rooms = [(f"{words.ROOMS[r]}: {words.ROOM_ABOUT[r]}", r.value) for r in Room]
    room = menu.pick("Where?", [row for row in rooms if row[1] != Room.GREEN_ROOM.value])
    sent = [(f"{words.ENVOYS[e]}: {words.ENVOY_ABOUT[e]}", e.value) for e in envoys(view)]
    envoy = menu.pick("Who goes?", sent)
    with_ = "" if envoy == Envoy.DIPLOMAT.value else f" with {envoy}"
    return f"{guest} {room} about {menu.issue('About what?')}{with_}"


def _circulate(menu: Menu) -> str:
    text = menu.small_text()
    others = [s for s in menu.desk.view.table.seats if s != menu.desk.seat]
    asked: list[str] = []
    while True:
        left = [s for s in others if s not in asked]
        asked.append(menu.delegation("To whom?", left))
        if len(asked) == len(others):
            break
        more = menu.pick("To somebody else as well?", [("no", "no"), ("yes", "yes")])
        if more == "no":
            break
    return f"{text} to {' '.join(asked)}"


def _mediation(menu: Menu) -> str:
    view = menu.desk.view
    mediators = [m.id for m in view.table.mediators if m.id != menu.desk.seat]
    by = menu.delegation("By whom?", mediators)
    known = [
        c.id
        for c in view.table.cards.values()
        if c.kind is not Kind.CHAIR and c.id not in (by, menu.desk.seat)
    ]
    other = menu.delegation("With whom?", known)
    issue = menu.issue("On what?", open_only=True)
    rooms = [("in one room", ""), ("from room to room", " shuttle")]
    return f"by {by} with {other} on {issue}{menu.pick('How?', rooms)}"


def _speech(menu: Menu) -> str:
    tone = menu.pick(
        "How?",
        [
            ("appeal: warms a little", "appeal"),
            ("shame a delegation: costs it standing, and its trust", "shame"),
            ("red line: home likes it, and it ties your hands", "red-line"),
            ("rally those who can support the text", "rally"),
        ],
    )
    if tone == "red-line":
        return f"{tone} {menu.clause(open_only=True)}"
    if tone == "shame":
        others = [s for s in menu.desk.view.table.everybody if s != menu.desk.seat]
        return f"{tone} {menu.delegation('Whom?', others)}"
    return tone


def _package(menu: Menu) -> str:
    parts: list[str] = []
    while True:
        parts.append(menu.clause(open_only=True))
        more = menu.pick("Another change?", [("no, that is the package", "no"), ("yes", "yes")])
        if more == "no":
            return " ".join(parts)


def _press(menu: Menu) -> str:
    target = menu.desk.others[0]
    if len(menu.desk.others) > 1:
        target = menu.delegation("Whom?", menu.desk.others)
        return f"{target} {menu.threat(target)}"
    return menu.threat(target)


def _ultimatum(menu: Menu) -> str:
    view = menu.desk.view
    reached = [s for s in view.table.everybody if s != menu.desk.seat and pressing_tools(view, s)]
    target = menu.delegation("Whom?", reached)
    return f"{target} {menu.threat(target)}"


def _disclose(menu: Menu) -> str:
    issue = menu.issue()
    honest = menu.pick("What do you say?", [("the truth", "truth"), ("something else", "other")])
    return issue if honest == "truth" else f"{issue} {_claim(menu, issue)}"


def _claim(menu: Menu, issue: str) -> str:
    rows = [(f"it {words.PRIORITIES[p].replace(' to them', '')}", p.value) for p in Priority]
    priority = menu.pick("How much does it matter?", rows)
    return f"{priority} {menu.option(issue, 'Which option do you name?')}"


def _probed(menu: Menu) -> str:
    meeting = menu.desk.view.meeting
    return _claim(menu, meeting.probed) if meeting is not None else ""


def _patron(menu: Menu) -> str:
    others = [s for s in menu.desk.view.table.everybody if s != menu.desk.seat]
    return menu.delegation("Whose shelter?", others)


def _variant(menu: Menu) -> str:
    meeting = menu.desk.view.meeting
    if meeting is None or meeting.offer is None or len(meeting.offer.variants) == 1:
        return ""
    rows = [(f"variant {n + 1}", str(n + 1)) for n in range(len(meeting.offer.variants))]
    return menu.pick("Which variant?", rows)


def _goal(menu: Menu) -> str:
    return menu.pick("With what goal?", [(words.GOALS[g], g.value) for g in Goal])


_FILLERS: dict[tuple[str, str], Callable[[Menu], str]] = {
    ("plan", "meet"): _meet,
    ("plan", "study"): lambda m: m.issue(),
    ("plan", "draft"): lambda m: m.issue(open_only=True),
    ("plan", "cable"): lambda m: m.clause(),
    ("plan", "circulate"): _circulate,
    ("plan", "accede"): lambda m: m.coalition(
        [m.desk.view.coalitions[k] for k in joinable(m.desk.view)]
    ),
    ("plan", "quit-bloc"): lambda m: m.coalition(memberships(m.desk.view.coalitions, m.desk.seat)),
    ("plan", "mediation"): _mediation,
    ("mediate", "formulate"): lambda m: "",
    ("mediate", "press"): lambda m: "",
    ("caucus", "table"): lambda m: m.small_text(),
    ("caucus", "amend"): lambda m: m.clause(open_only=True),
    ("caucus", "strike"): lambda m: m.issue(),
    ("meeting", "probe"): lambda m: m.issue(),
    ("meeting", "disclose"): _disclose,
    ("meeting", "offer"): lambda m: m.terms(),
    ("meeting", "ask"): lambda m: m.terms(),
    ("meeting", "press"): _press,
    ("probe", "disclose"): _probed,
    ("offer", "accept"): _variant,
    ("offer", "counter"): lambda m: m.terms(),
    ("threat", "patron"): _patron,
    ("plenary", "speech"): _speech,
    ("plenary", "amend"): lambda m: m.clause(open_only=True),
    ("plenary", "close"): lambda m: m.issue(open_only=True),
    ("plenary", "reopen"): lambda m: m.issue(),
    ("plenary", "package"): _package,
    ("plenary", "refer"): lambda m: m.issue(),
    ("plenary", "annex"): lambda m: m.issue(open_only=True),
    ("plenary", "summit"): _goal,
    ("plenary", "ultimatum"): _ultimatum,
    ("night", "give"): lambda m: m.issue(open_only=True),
    ("night", "fudge"): lambda m: m.issue(open_only=True),
}
"""How the rest of an order is asked for."""
