"""Pages of a plain game: text, room, dossier, ledger, board, instructions.

Guarantees: read a view and the pack's words, nothing else; bands are shown as bands, with the staff's
confidence; every line makes sense when it is read aloud.
"""

from __future__ import annotations

from collections.abc import Sequence

from diplogame.app.narrate import Describe, words
from diplogame.app.narrate.provisos import standing
from diplogame.app.narrate.words import join
from diplogame.app.outlook import adoption_band, chance_text, ratification_band, vote_forecast
from diplogame.app.outlook.blocs import coalition_lines, shown
from diplogame.app.outlook.mediation import card_lines, history_lines
from diplogame.packs.phrasebook import Phrasebook
from diplogame.plain.lines import heading, wrapped
from diplogame.rules.aspirations import aspiration
from diplogame.rules.conference import Conference, Kind
from diplogame.rules.estimates import package_band
from diplogame.rules.forecasts import believed_stance
from diplogame.rules.ids import Package, SeatId
from diplogame.rules.legal import payments
from diplogame.rules.pledges import pledged_stance
from diplogame.rules.records import Sanction
from diplogame.rules.terms import (
    Band,
    ClauseStatus,
    Stance,
    TermState,
)
from diplogame.rules.view import SeatView


class Pages:
    """Pages for one delegation's eyes."""

    def __init__(self, view: SeatView, book: Phrasebook, conference: Conference) -> None:
        self.view = view
        self.book = book
        self.tell = Describe(book, conference)

    # --- blocs and clubs -------------------------------------------------------------------------

    def coalitions(self) -> list[str]:
        """Blocs and clubs: members, leader, what binds them, and what leaving costs."""
        lines = heading("Blocs and clubs")
        found = shown(self.view)
        if not found:
            known = bool(self.view.table.blocs) or self.view.table.clubs is not None
            return lines + wrapped("None stands." if known else "This conference knows none.")
        for coalition in found:
            lines += wrapped(f"{self.tell.coalition_cap(coalition.id)}.")
            for line in coalition_lines(self.view, self.tell, coalition):
                lines += wrapped(line, "  ", "  ")
        return lines

    def mediators(self) -> list[str]:
        """Who mediates, with what, and what mediations came to."""
        lines = heading("Mediators")
        if not self.view.table.mediators:
            return lines + wrapped("Nobody mediates here.")
        for card in self.view.table.mediators:
            name = self.tell.name(card.id)
            lines += wrapped(f"{name[0].upper()}{name[1:]}.")
            for line in card_lines(self.view, self.tell, card):
                lines += wrapped(line, "  ", "  ")
        told = history_lines(self.view, self.tell)
        return lines + [line for text in told for line in wrapped(text)]

    # --- the text --------------------------------------------------------------------------------

    def text(self) -> list[str]:
        """Every clause, its options, and what each is worth to us."""
        lines = heading("The chair's text")
        view = self.view
        for k, clause in enumerate(view.public.clauses):
            issue = view.table.issues[k]
            status = words.STATUSES[clause.status]
            if clause.annexed:
                status += ", put off to an annex"
            lines += wrapped(
                f"{k + 1}. {self.book.issue(k)} ({issue.id}), {status}: "
                f"reads {self.tell.option(k, clause.leading)}.",
                "",
                "   ",
            )
            if clause.status is not ClauseStatus.CLOSED:
                for option in range(len(issue.options)):
                    lines += wrapped(self._option(k, option), "   ", "     ")
        return lines + self.worth_lines(view.text)

    def _option(self, issue: int, option: int) -> str:
        view = self.view
        name = view.table.issues[issue].options[option]
        parts = [f"{name}: {self.book.option(issue, option)}"]
        if view.interests.points:
            row = view.interests.points[issue]
            best = ", our best" if row[option] == max(row) else ""
            parts.append(f"worth {row[option]} to us{best}")
        if view.mandate and not view.mandate[issue][option]:
            parts.append("outside our mandate")
        for stance, word in ((Stance.SUPPORT, "for"), (Stance.OPPOSE, "against")):
            seats = [
                s
                for s in view.table.seats
                if s != view.seat and believed_stance(view, s, issue, option) is stance
            ]
            if seats:
                parts.append(f"{word}: {join(map(self.book.short, seats))}")
        bound = [
            s
            for s in view.table.seats
            if s != view.seat and pledged_stance(view, s, issue, option) is not None
        ]
        if bound:
            parts.append(f"promised by {join(map(self.book.short, bound))}")
        return "; ".join(parts)

    def worth_lines(self, package: Package) -> list[str]:
        """What a whole text is worth to us, beside what no deal is."""
        view = self.view
        if not view.interests.points:
            return []
        worth = view.interests.utility(package)
        text = (
            f"This text is worth {worth} to us; no deal is worth {view.walk_away}; "
            f"we hold out for {aspiration(view)} today."
        )
        lines = wrapped(text)
        for line in view.interests.crossed(package):
            lines += wrapped(f"It crosses a red line: {self.book.red_line(view.seat, line)}")
        return lines

    # --- the room --------------------------------------------------------------------------------

    def room(self) -> list[str]:
        """Who is here, how we stand with them, and how they may vote on the text as it is."""
        view = self.view
        lines = heading("The room")
        votes = vote_forecast(view, view.text)
        for card in view.table.cards.values():
            kind = {Kind.SEAT: "votes", Kind.VOICE: "no vote", Kind.CHAIR: "the chair"}[card.kind]
            parts = [f"{self.book.name(card.id)} ({card.id}), {kind}"]
            if card.id == view.seat:
                parts.append("our own delegation")
            elif card.kind is not Kind.CHAIR:
                parts.append(f"our trust in it {view.trust.get(card.id, 50)}")
                parts.append(f"its trust in us about {view.regard.get(card.id, 50)}")
            if card.kind is not Kind.CHAIR:
                public = view.public
                parts.append(f"standing {public.standing[card.id]}")
                parts.append(f"credibility {public.credibility[card.id]}")
            if card.id in votes and card.id != view.seat:
                parts.append(f"a yes to the text as it is: {chance_text(votes[card.id])}")
            if card.id in view.public.walked_out:
                parts.append("has left the hall")
            lines += wrapped("; ".join(parts) + ".", "", "   ")
        return lines

    def status(self) -> str:
        """One line on where we stand."""
        view = self.view
        calendar = view.table.calendar
        over = view.public.round > calendar.rounds
        parts = [
            f"Round {view.public.round}{', on a stopped clock' if over else f' of {calendar.rounds}'}",
            words.PHASES[view.public.phase],
            f"home support {view.gauge}",
        ]
        if view.budget or any(i.giver == view.seat for i in view.table.incentives.values()):
            parts.append(f"budget {view.budget}")
        parts.append(f"credibility {view.public.credibility[view.seat]}")
        parts.append(f"{self.book.crisis_name or 'crisis'} {view.public.crisis}")
        summit = view.public.summit
        if summit is not None and not summit.result:
            parts.append(f"summit in round {summit.round}, preparation {summit.preparation}")
        return ", ".join(parts) + "."

    # --- dossiers --------------------------------------------------------------------------------

    def dossier(self, seat: SeatId) -> list[str]:
        """What we know of another delegation, and how well."""
        view, book = self.view, self.book
        name, title = book.envoy(seat)
        lines = heading(f"Dossier: {book.name(seat)}")
        lines += wrapped(f"Envoy: {name}, {title}." if title else f"Envoy: {name}.")
        for part in (book.public_brief(seat), book.dossier(seat)):
            if part:
                lines += wrapped(part)
        belief = view.beliefs.get(seat)
        if belief is not None and belief.weights:
            lines.append("What we believe it wants:")
            for k, weight in enumerate(belief.weights):
                values = belief.values[k]
                best = max(range(len(values)), key=lambda o: (values[o].middle, -o))
                lines += wrapped(
                    f"{self.book.issue(k)}: {weight.low // 100}-{(weight.high + 99) // 100} % of its "
                    f"interest; seems to want {self.tell.option(k, best)}; "
                    f"{words.sure(belief.certainty[k])}.",
                    "   ",
                    "     ",
                )
            reserve = belief.reserve
            lines += wrapped(
                f"The least it would sign is worth {reserve.low} to {reserve.high} to it, we think."
            )
        lines += self._between(seat)
        for rumour in book.rumours(view.seat):
            if rumour.about == seat:
                lines += wrapped(f"Rumour: {rumour.text}")
        return lines

    def _between(self, seat: SeatId) -> list[str]:
        view = self.view
        contact = view.contacts.get(seat)
        lines: list[str] = []
        if contact is not None:
            met = "never met" if contact.met < 0 else f"met last in round {contact.met}"
            lines += wrapped(
                f"Between us: {met}; our trust {view.trust.get(seat, 50)}, theirs about "
                f"{view.regard.get(seat, 50)}."
            )
        found = [e for e in view.evidence if e.about == seat][-5:]
        if found:
            lines.append("Evidence, latest last:")
            for e in found:
                what = self.book.issue(e.issue) if e.issue >= 0 else "its reserve"
                source = words.SOURCES.get(e.source, e.source)
                lines += wrapped(
                    f"round {e.round}, {what}: {source}, {e.reliability} % reliable.", "   "
                )
        return lines

    # --- the ledger ------------------------------------------------------------------------------

    def ledger(self) -> list[str]:
        """Understandings, threats and sanctions we know of, and what is due."""
        view = self.view
        lines = heading("The ledger")
        for key in sorted(view.understandings, key=lambda k: (view.understandings[k].round, k)):
            entry = view.understandings[key]
            lines += wrapped(f"Round {entry.round}, {join(map(self.book.name, entry.parties))}:")
            for term, state in zip(entry.bargain.terms, entry.states, strict=True):
                due = f", due by round {entry.bargain.due}" if state is TermState.PENDING else ""
                how = standing(view.public, entry, term, state)
                lines += wrapped(f"{self.tell.term(term)} - {how}{due}.", "   ", "     ")
        for key in sorted(view.threats):
            threat = view.threats[key]
            text = self.tell.threat(threat.sender, threat.target, threat.terms)
            lines += wrapped(f"Threat: {text} - {words.THREAT_STATES[threat.state]}.", "", "   ")
        for key in sorted(view.sanctions):
            sanction = view.sanctions[key]
            lines += wrapped(
                f"Sanction: {self.book.name(sanction.sender)} against "
                f"{self.book.name(sanction.target)}, {self.book.instrument(sanction.instrument)}, "
                f"since round {sanction.since}, {sanction.cost} points a round"
                f"{self._behind(sanction)}.",
                "",
                "   ",
            )
        for _entry, _index, term in payments(view):
            lines += wrapped(f"Due today: {self.tell.term(term)}.")
        if len(lines) == 3:
            lines.append("Nothing is written in it yet.")
        return lines

    def _behind(self, sanction: Sanction) -> str:
        """Who stands behind a sanction (R10.4)."""
        names = [self.book.name(p) for p in sanction.partners]
        if (sanction.target, sanction.instrument) in self.view.public.endorsed:
            names.append("the house")
        return f", backed by {join(names)}" if names else ""

    # --- the board -------------------------------------------------------------------------------

    def board(self, package: Package) -> list[str]:
        """A package: what it is worth to us, and how the others may vote on it."""
        view = self.view
        lines = heading("Package board")
        for k, option in enumerate(package):
            was = view.text[k]
            changed = f" instead of {self.tell.option(k, was)}" if was != option else ""
            mark = "* " if was != option else "  "
            lines += wrapped(
                f"{mark}{self.book.issue_short(k)}: {self.tell.option(k, option)}{changed}",
                "",
                "    ",
            )
        lines += self.worth_lines(package)
        lines += self.votes(package)
        home = self.ratification(package)
        if home is not None:
            lines += wrapped(f"That home ratifies it: {chance_text(home)}.")
        return lines

    def votes(self, package: Package) -> list[str]:
        """How the voters may vote on a package, by our beliefs, and whether it would pass."""
        view = self.view
        lines = []
        for seat, chance in vote_forecast(view, package).items():
            if seat == view.seat:
                continue
            worth = package_band(view, seat, package)
            lines += wrapped(
                f"{self.book.name(seat)}: a yes: {chance_text(chance)}; worth {worth.low} to "
                f"{worth.high} to it, we think.",
                "  ",
                "    ",
            )
        rule = self.tell.rule(view.table.institution.adoption)
        adopted = adoption_band(view, package)
        lines += wrapped(f"Adopted under {rule}: {chance_text(adopted)}.")
        return lines

    def ratification(self, package: Package) -> Band | None:
        """The chance per mille that our own home ratifies a package; None where it is not asked."""
        if self.view.table.cards[self.view.seat].kind is not Kind.SEAT:
            return None
        return ratification_band(self.view, package)

    # --- instructions ----------------------------------------------------------------------------

    def instructions(self) -> list[str]:
        """The confidential instructions: goals, red lines, mandate, home, people, rumours."""
        view, book = self.view, self.book
        seat = view.seat
        lines = heading(f"Instructions of {book.name(seat)} (confidential)")
        lines += wrapped(book.instructions(seat))
        for number, goal in enumerate(book.goals(seat), 1):
            lines += wrapped(f"Goal {number}: {goal}", "", "   ")
        if view.interests.weights:
            ranked = sorted(
                range(len(view.interests.weights)), key=lambda k: (-view.interests.weights[k], k)
            )
            parts = words.shares(view.interests.weights)
            lines += wrapped(
                "What matters, in per cent: "
                + ", ".join(f"{book.issue_short(k)} {parts[k]}" for k in ranked)
                + "."
            )
        for line in view.interests.red_lines:
            lines += wrapped(f"Red line: {book.red_line(seat, line.id)}", "", "   ")
        lines += wrapped(f"No deal is worth {view.walk_away} of 10000 points today.")
        body = book.home_body(seat) or view.me.home.ratification
        if view.table.cards[seat].kind is Kind.SEAT:
            lines += wrapped(f"Home: support {view.gauge}; {body} must ratify.")
        for person in book.people(seat):
            lines += wrapped(f"{person.name}, {person.role}: {person.note}", "", "   ")
        for rumour in book.rumours(seat):
            about = f" (about {book.name(rumour.about)})" if rumour.about else ""
            lines += wrapped(f"Rumour{about}: {rumour.text}", "", "   ")
        return lines


def numbered(choices: Sequence[str]) -> list[str]:
    """Choices with their numbers, one to a line."""
    lines = []
    for number, choice in enumerate(choices, 1):
        lines += wrapped(f"{number}. {choice}", "  ", "     ")
    return lines
