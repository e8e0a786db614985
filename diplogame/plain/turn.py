"""One duty of one delegation: what is asked, shown and confirmed.

Guarantees: returns a command or nothing (another look at the situation); nothing is confirmed by mistake -
heavy orders are read back with their consequences first, unless the line ends with ``!``.
"""

from __future__ import annotations

from itertools import takewhile

from diplogame.app.narrate import Describe, words
from diplogame.app.narrate.words import signed
from diplogame.app.outlook import after, mediation
from diplogame.app.outlook.blocs import duty_lines, order_lines
from diplogame.app.outlook.days import still_planned
from diplogame.plain import orders_blocs as blocs
from diplogame.plain import orders_mediation, outlook
from diplogame.plain.console import Console
from diplogame.plain.desk import Desk
from diplogame.plain.lines import wrapped
from diplogame.plain.manual import ORDERS, QUESTIONS
from diplogame.plain.menus import Ask, BackError, Menu
from diplogame.plain.names import Names, OrderError, Thing, find
from diplogame.plain.orders import VERBS, choose_twist, parse
from diplogame.plain.pages import Pages, numbered
from diplogame.plain.terms import ACTIVITIES, parse_activity
from diplogame.rules import commands as cmd
from diplogame.rules.appraisal import own_worth, their_worth
from diplogame.rules.conference import Conference
from diplogame.rules.duties import Legal
from diplogame.rules.forecasts import own_stance
from diplogame.rules.legal import legal
from diplogame.rules.terms import Activity, Plan, Rest, Stance
from diplogame.rules.view import SeatView

_HEAVY = (
    cmd.MakeOffer,
    cmd.Press,
    cmd.IssueUltimatum,
    cmd.MakeMotion,
    cmd.MakeSpeech,
    cmd.LeaveHall,
    cmd.TableDraft,
    cmd.StandForLeader,
    cmd.Mediate,
)

_SPECIAL = (*blocs.ACTIVITIES, *orders_mediation.ACTIVITIES)
"""Orders of planning that not every conference knows."""

_MOTIONS = {
    "Amend": "amend",
    "CloseClause": "close",
    "Reopen": "reopen",
    "TablePackage": "package",
    "ReferToExperts": "refer",
    "DeferToAnnex": "annex",
    "MoveToVote": "vote",
    "StartSilence": "silence",
    "ConveneSummit": "summit",
    "StopClock": "stop clock",
    "Suspend": "suspend",
    "DivideTheQuestion": "divide",
    "AccreditObserver": "accredit",
    "Endorse": "endorse",
}

_BALLOTS = {
    "yes": "yes",
    "no": "no",
    "abstain": "abstain",
    "concern": "concern",
    "objection": "object",
    "silent": "silent",
}

_YES = ("done", "yes", "y", "ok", "confirm")
_NO = ("take back", "back", "no", "n", "cancel")

_STANCES = {
    "support": Stance.SUPPORT,
    "live": Stance.LIVE_WITH,
    "reserve": Stance.RESERVE,
    "oppose": Stance.OPPOSE,
}


class Turn:
    """Asks one delegation for one order.

    Args:
        view: The delegation's view.
        names: Names of things.
        console: Where lines go.
        ask: Reads an answer; orders that work everywhere are answered before it returns.
        conference: For descriptions.
        draft: The plan begun at an earlier look, kept between refusals.
        listed: Menus this delegation has read already, by duty; a known one is only recalled.
    """

    def __init__(
        self,
        view: SeatView,
        names: Names,
        console: Console,
        ask: Ask,
        conference: Conference,
        draft: list[Activity],
        listed: dict[str, list[str]],
    ) -> None:
        self.view = view
        self.names = names
        self.console = console
        self.ask = ask
        self.now: Legal = legal(view)
        self.desk = Desk(view, self.now, names)
        self.book = names.book
        self.tell = Describe(names.book, conference)
        self.pages = Pages(view, names.book, conference)
        self.draft = draft
        self.listed = listed
        self.menu = Menu(self.desk, ask, console.say)

    def order(self) -> cmd.Command | None:
        """The next command, or None to look again."""
        if self.now.duty == "plan":
            return self._plan()
        self.console.lines(self.situation())
        choices = self.choices()
        self._list(self.now.duty, choices)
        text = self.ask(QUESTIONS[self.now.duty])
        return self._ordered(text, [verb for verb, _about in choices])

    def _list(self, duty: str, choices: list[tuple[str, str]]) -> None:
        """The menu in full when it is new to the reader, else in one line."""
        verbs = [verb for verb, _about in choices]
        if self.listed.get(duty) == verbs:
            short = [f"{n} {_lower(verb)}" for n, verb in enumerate(verbs, 1)]
            self.console.lines(wrapped(f"Orders: {', '.join(short)}."))
            return
        self.listed[duty] = verbs
        self.console.lines(numbered([f"{verb}: {about}" for verb, about in choices]))

    def _ordered(self, text: str, verbs: list[str]) -> cmd.Command | None:
        sure = text.endswith("!")
        text = text.rstrip("! ")
        try:
            if self.now.duty == "twist":
                return choose_twist(self.desk, text)
            if text.isdigit():
                if not 1 <= int(text[:4]) <= len(verbs):
                    raise OrderError(f"Say a number from 1 to {len(verbs)}, or an order.")
                text = self.menu.complete(verbs[int(text) - 1])
            if text.casefold() in ("take back", "back"):
                raise OrderError("Nothing waits to be confirmed; what was confirmed stands.")
            if text.casefold() == "done" and self.now.duty == "reckoning":
                text = "close"
            command = parse(self.desk, text)
        except BackError:
            return None
        except OrderError as error:
            self.complain(error)
            return None
        heavy = isinstance(command, _HEAVY) or (
            isinstance(command, cmd.DeclineOffer) and command.counter is not None
        )
        if heavy and not sure and not self.confirm(command):
            return None
        return command

    def complain(self, error: OrderError) -> None:
        """Say what was not understood, and what can be done."""
        self.console.lines(wrapped(f"Not understood: {error}"))
        self.console.lines(wrapped("Nothing is lost. Say help for what can be done now."))

    def confirm(self, command: cmd.Command) -> bool:
        """Read an order back with its consequences; True when it is confirmed."""
        self.console.lines(wrapped(f"To be confirmed: {self.tell.command(command)}."))
        try:
            told = outlook.preview(self.view, command, self.book)
            told = told or order_lines(self.view, self.tell, command)
            told = told or mediation.order_lines(self.view, self.tell, command)
        except (KeyError, IndexError):
            told = []  # an order the rules will refuse, and say why
        for line in told:
            self.console.lines(wrapped(line, "  "))
        while True:
            answer = self.ask("Say done, or take back").casefold().rstrip("!. ")
            if answer in _YES:
                return True
            if answer in _NO:
                if not isinstance(command, cmd.MakePlan):
                    self.console.say("Taken back.")
                return False
            self.console.say("This waits to be confirmed: say done, or take back.")

    # --- planning --------------------------------------------------------------------------------

    def _plan(self) -> cmd.Command | None:
        day = self.view.table.calendar.slots
        if not self.draft:
            self.console.say(self.pages.status())
            some = "" if self.now.slots >= len(day) else " and one virtual meeting"
            self.console.say(
                f"The day has {len(day)} slots; you can use {self.now.slots}{some}. "
                f"Free: {', '.join(day)}."
            )
        while len(self.draft) < len(day):
            slot = day[len(self.draft)]
            choices = [v for v in ORDERS["plan"] if self._offered(v[0].split()[0])]
            if not self.draft:
                self._list("plan", choices)
            text = self.ask(f"Plan the {slot}").rstrip("! ")
            folded = text.casefold()
            try:
                if folded in ("take back", "back"):
                    self._take_back()
                    continue
                if folded == "done":
                    self.draft += [Rest()] * (len(day) - len(self.draft))
                    break
                if text.isdigit():
                    if not 1 <= int(text[:4]) <= len(choices):
                        raise OrderError(f"Say a number from 1 to {len(choices)}, or an order.")
                    verb = choices[int(text) - 1][0].split()[0]
                    if verb == "done":
                        self.draft += [Rest()] * (len(day) - len(self.draft))
                        break
                    text = self.menu.complete(verb)
                if text.casefold().startswith("declare"):
                    return self._declare(text.split()[1:])
                if text.casefold() == "plan":
                    continue
                words_ = text.split()
                if words_ and words_[0].casefold() in blocs.MORNING:
                    found = blocs.morning(self.view, self.names, words_[0].casefold(), words_[1:])
                    if self.confirm(found):
                        return found
                    continue
                self.draft.append(self._activity(text))
            except BackError:
                continue
            except OrderError as error:
                self.complain(error)
                continue
            self.console.lines(wrapped(f"{slot}: {self.tell.activity(self.draft[-1])}.", "  "))
        command = cmd.MakePlan(self.view.seat, Plan(tuple(self.draft)))
        spent = sum(not isinstance(activity, Rest) for activity in self.draft)
        if (unspent := min(self.now.slots, len(day)) - spent) > 0:
            count = "One slot stays" if unspent == 1 else f"{unspent} slots stay"
            self.console.lines(wrapped(f"{count} unspent; what is not used today is lost."))
        if not self.confirm(command):
            self._take_back()
            return None
        return command

    def _activity(self, text: str) -> Activity:
        first = text.split()[0].casefold() if text.split() else ""
        known = (*(a for a in ACTIVITIES if self._offered(a)), "declare", "done")
        if first in _SPECIAL and not self._offered(first):
            known = (*known, first)  # the rules say why not
        find(first, tuple(Thing(a, (), a) for a in known), "order")
        return parse_activity(self.view, self.names, text)

    def _offered(self, verb: str) -> bool:
        if verb in ("declare", "done"):
            return True
        if verb in ACTIVITIES and verb not in _SPECIAL:
            return self.now.may(verb)
        return self.now.may(blocs.MORNING.get(verb, verb))

    def _take_back(self) -> None:
        if not self.draft:
            self.console.say("Nothing is planned yet.")
            return
        what = self.draft.pop()
        self.console.say(f"Taken back: {self.tell.activity(what)}.")

    def _declare(self, rest: list[str]) -> cmd.Command:
        view = self.view
        public = view.public.stances.get(view.seat)
        rows = [
            [own_stance(view, k, o) for o in range(len(issue.options))]
            for k, issue in enumerate(view.table.issues)
        ]
        if rest:
            if public is not None:
                rows = [list(row) for row in public]
            key = find(rest[-1], tuple(Thing(s, (), s) for s in _STANCES), "stance")
            issue, option = self.names.clause(rest[:-1])
            rows[issue][option] = _STANCES[key]
        return cmd.DeclarePositions(view.seat, tuple(tuple(row) for row in rows))

    # --- situations ------------------------------------------------------------------------------

    def choices(self) -> list[tuple[str, str]]:
        """What can be ordered now: (verb, what it does); what is closed says why elsewhere."""
        duty = self.now.duty
        about = dict(ORDERS.get(duty, ()))
        plain = {_word(verb, duty): text for verb, text in about.items()}
        if duty == "twist":
            assert self.view.twist is not None
            texts = self.book.twist(self.view.twist.id).choices
            return [(texts[c].label, texts[c].consequence) for c in self.now.choices]
        if duty in ("ballot", "caucus-ballot"):
            words_ = [_BALLOTS[b.value] for b in self.now.ballots if b.value in _BALLOTS]
            return [(w, plain[w]) for w in words_]
        if duty == "plenary":
            open_ = [_MOTIONS[m.name] for m in self.now.motions if m.allowed]
            verbs = (["speech"] if self.now.may("speech") else []) + open_
            verbs += ["ultimatum"] if self.now.may("ultimatum") else []
            return [(v, plain[v]) for v in [*verbs, "leave", "pass"]]
        if duty == "reckoning":
            kinds = {d.kind for d in self.now.dues}
            verbs = ["pay", "withhold"] if "payment" in kinds else []
            verbs += ["impose", "extend", "back down"] if "threat" in kinds else []
            verbs += ["lift"] if "sanction" in kinds else []
            verbs += ["drop out"] if "backing" in kinds else []
            return [(v, plain[v]) for v in [*verbs, "close"]]
        closed = {v.name for v in self.now.verbs if not v.allowed}
        if duty == "caucus" and "amend-draft" in closed:
            closed |= {"amend", "strike"}
        if duty == "mediate":
            return [(v, plain[v]) for v in self.now.choices if v in plain]
        return [(v, plain[v]) for v in VERBS[duty] if v in plain and v not in closed]

    def situation(self) -> list[str]:
        """What the order is about: the offer on the table, the motion, the threat, what is due."""
        match self.now.duty:
            case "meeting" | "probe" | "offer":
                return self._table()
            case "threat":
                threat = self.view.threats[self.now.threat]
                cost = self.view.exposure.get(threat.terms.instrument, 0)
                text = self.tell.threat(threat.sender, threat.target, threat.terms)
                return wrapped(f"Threat: {text}. It would cost us {cost} points a round.")
            case "invitation":
                return self._invitation()
            case "plenary":
                return wrapped(self.pages.status()) + self.pages.worth_lines(self.view.text)
            case "ballot":
                return self._motion()
            case "night":
                return [line for text in outlook.night_lines(self.view) for line in wrapped(text)]
            case "reckoning":
                return self._dues()
            case "mediation-request" | "confide" | "mediate" | "blind":
                told = mediation.duty_lines(self.view, self.tell, self.now)
                return [line for text in told for line in wrapped(text)]
            case "summons" | "caucus" | "caucus-ballot" | "declaration":
                told = duty_lines(self.view, self.tell, self.now)
                return [line for text in told for line in wrapped(text)]
            case _:
                return []

    def _invitation(self) -> list[str]:
        meeting = self.view.meetings[self.now.invitations[0]]
        host = meeting.parties[0]
        about = f" about “{self.tell.issue(meeting.issue)}”" if meeting.issue else ""
        room = words.ROOMS[meeting.room]
        mine = still_planned(self.view, meeting.slot)
        lines = wrapped(f"{self.book.name(host)} asks to meet {room}{about}.")
        if not isinstance(mine, Rest):
            lines += wrapped(f"To accept means not to {self.tell.activity(mine)}.")
        return lines

    def _table(self) -> list[str]:
        meeting = self.view.meeting
        if meeting is None:
            return []
        others = [p for p in meeting.parties if p != self.view.seat]
        left = max(0, meeting.patience - meeting.exchanges)
        names = words.join(map(self.book.name, others))
        lines = wrapped(
            f"With {names}; {left} exchange{'' if left == 1 else 's'} of patience left."
        )
        if self.now.duty == "probe":
            lines += wrapped(f"They ask what “{self.tell.issue(meeting.probed)}” is worth to you.")
        if meeting.offer is not None and self.now.duty == "offer":
            many = len(meeting.offer.variants) > 1
            for number, variant in enumerate(meeting.offer.variants, 1):
                head = f"Variant {number}" if many else "On the table"
                lines += wrapped(f"{head}: {self.tell.bargain(variant, meeting.offer.by)}.")
                theirs = their_worth(self.view, meeting.offer.by, variant)
                lines += wrapped(
                    f"Worth {signed(own_worth(self.view, variant))} points to us; to "
                    f"{self.book.name(meeting.offer.by)}, we think, {signed(theirs.low)} to "
                    f"{signed(theirs.high)}.",
                    "  ",
                )
                for line in outlook.limit_lines(self.view, variant, self.book):
                    lines += wrapped(line, "  ")
        return lines

    def _motion(self) -> list[str]:
        motion = self.view.public.motion
        if motion is None:
            return []
        mover = self.book.name(motion.by)
        lines = wrapped(f"{mover} moves {self.tell.motion(motion.kind)}.")
        package = after(self.view, motion.kind)
        line = outlook.change_line(self.view, package)
        lines += wrapped(line) if line else []
        for crossed in self.view.interests.crossed(package):
            lines += wrapped(
                f"It crosses a red line: {self.book.red_line(self.view.seat, crossed)}"
            )
        return lines

    def _dues(self) -> list[str]:
        lines: list[str] = []
        counts: dict[str, int] = {}
        for due in self.now.dues:
            counts[due.kind] = number = counts.get(due.kind, 0) + 1
            if due.kind == "payment":
                term = self.view.understandings[due.id].bargain.terms[due.term]
                price = self.view.table.incentives[term.incentive].price
                text = f"{self.tell.term(term)}; it costs {price} of {self.view.budget}"
            elif due.kind == "threat":
                threat = self.view.threats[due.id]
                text = self.tell.threat(threat.sender, threat.target, threat.terms)
            else:
                s = self.view.sanctions[due.id]
                text = f"{self.book.instrument(s.instrument)} against {self.book.name(s.target)}"
            lines += wrapped(f"{due.kind} {number}: {text}.", "  ", "    ")
        return lines


def _lower(order: str) -> str:
    """An order without the names of what it takes: ``meet DELEGATION [ROOM]`` is ``meet``."""
    bare = takewhile(lambda word: not word.isupper() and word[0] not in "[(", order.split())
    return " ".join(bare)


def _word(order: str, duty: str) -> str:
    """The verb of an order as the manual writes it."""
    found = [verb for verb in VERBS.get(duty, {}) if order == verb or order.startswith(f"{verb} ")]
    return max(found, key=len) if found else order.split()[0]
