"""Votes taken, read out one by one, before the game goes on.

Guarantees: each vote is read out once to each seat on this terminal; nothing is shown of a vote before
it is decided; with the roll-call switched off in the settings the result stands there at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual import events
from textual.message import Message

from diplogame.app.outlook import rule_of
from diplogame.app.outlook.motions import members_of
from diplogame.rules.decisions import (
    Ballot,
    DecisionRule,
    DoubleMajority,
    EntryIntoForce,
    Member,
    tally,
    translate,
)
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import (
    BallotRecord,
)
from diplogame.tui.game import Game
from diplogame.tui.strings import t
from diplogame.tui.widgets.rollcall import Ballot as Said
from diplogame.tui.widgets.rollcall import Call, Count, RollCall, Vote
from diplogame.tui.wording import capital, describe, explanation

_SEEN = "votes-read"

_SIGNS: Mapping[Ballot, Vote] = {
    Ballot.YES: Vote.FOR,
    Ballot.SILENT: Vote.FOR,
    Ballot.NO: Vote.AGAINST,
    Ballot.OBJECTION: Vote.AGAINST,
    Ballot.ABSTAIN: Vote.ABSTAIN,
    Ballot.CONCERN: Vote.ABSTAIN,
    Ballot.ABSENT: Vote.ABSENT,
}


def unread(game: Game) -> tuple[BallotRecord, ...]:
    """Return the votes that this seat has not been read; those before it sat down count as read."""
    votes = game.view.public.votes
    seen = game.notes.kept.setdefault(_SEEN, len(votes))
    assert isinstance(seen, int)
    return votes[seen:]


def mark_read(game: Game, count: int = 1) -> None:
    """Count the next `count` votes as read."""
    seen = game.notes.kept.setdefault(_SEEN, len(game.view.public.votes))
    assert isinstance(seen, int)
    game.notes.kept[_SEEN] = min(len(game.view.public.votes), seen + count)


def needed(rule: DecisionRule, members: Iterable[Member]) -> int | None:
    """Return the states needed in favour if nobody abstains, or None where objections decide."""
    everybody = tuple(members)
    result = tally(rule, everybody, {m.id: _best(rule) for m in everybody})
    tests = [test for test in result.requirements if not test.at_most and not test.per_mille]
    return max((test.need for test in tests), default=None)


def _best(rule: DecisionRule) -> Ballot:
    return translate(Ballot.YES, rule)


def call_of(game: Game, record: BallotRecord) -> Call:
    """Return a vote taken as a roll-call to be read out."""
    view, words = game.view, game.words
    rule = rule_of(view.table, record.motion.kind)
    members = members_of(view)
    weights = {m.id: m for m in members}
    asked = describe(game.session).motion(record.motion.kind)
    by = game.name(record.motion.by) if record.motion.by else t("vote.chair")
    ballots = tuple(
        Said(words.short(seat), _SIGNS[cast], explanation(game.session, record, seat))
        for seat, cast, _reason, _issue in record.ballots
    )
    order: tuple[SeatId, ...] = tuple(row[0] for row in record.ballots)
    heads = tuple(weights[s].weight for s in order)
    counts = [Count(t("vote.count.states"), heads, _threshold(rule, members, record))]
    if isinstance(rule, DoubleMajority | EntryIntoForce):
        measures = tuple(weights[s].measure(rule.measure) for s in order)
        share = rule.weight_per_mille if isinstance(rule, DoubleMajority) else rule.share_per_mille
        counts.append(Count(t("vote.count.weight"), measures, -(-sum(measures) * share // 1000)))
    return Call(
        t("vote.question", who=by, what=asked),
        ballots,
        tuple(counts),
        result_text(game, record),
        record.carried,
    )


def _threshold(rule: DecisionRule, members: tuple[Member, ...], record: BallotRecord) -> int | None:
    result = tally(rule, members, {s: b for s, b, _r, _i in record.ballots})
    tests = [test for test in result.requirements if not test.at_most and not test.per_mille]
    return max((test.need for test in tests), default=None)


def result_text(game: Game, record: BallotRecord) -> str:
    """Return the result in words, with those who stood in the way."""
    if record.carried:
        return t("vote.carried")
    if record.blockers:
        names = ", ".join(game.short(s) for s in record.blockers)
        return t("vote.lost.by", names=names)
    return t("vote.lost")


def summary(game: Game, record: BallotRecord) -> str:
    """Return a vote taken in one line."""
    asked = capital(describe(game.session).motion(record.motion.kind))
    return f"{asked}: {result_text(game, record)}"


class Reading(RollCall):
    """A roll-call that lets go: Enter or a click reads on, and after the last ballot it is done."""

    class Done(Message):
        """The result was read."""

    def read_out(self, call: Call, *, at_once: bool = False) -> None:
        """Read out another vote, all of it at once if asked."""
        self.show(call)
        if at_once:
            self.action_skip()

    @property
    def finished(self) -> bool:
        """Whether the last ballot was read out."""
        return self.read >= len(self._call.ballots)

    def action_next(self) -> None:
        """Read out the next ballot; after the last one, let go."""
        if self.finished:
            self.post_message(self.Done())
        else:
            super().action_next()

    def on_click(self, event: events.Click) -> None:
        """A click reads on."""
        event.stop()
        self.action_next()
