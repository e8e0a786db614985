"""Orders typed in words, as commands.

Guarantees: understands only what its duty allows; whatever it does not understand is an `OrderError` that
says what is possible; nothing is decided here - the rules accept or refuse.
"""

from __future__ import annotations

from contextlib import suppress

from diplogame.plain import orders_blocs as blocs
from diplogame.plain import orders_hall as hall
from diplogame.plain import orders_mediation as mediation
from diplogame.plain.desk import Desk, Parser, bare
from diplogame.plain.names import OrderError, Thing, find
from diplogame.plain.terms import parse_counter, parse_offer, threat_terms
from diplogame.rules import commands as cmd
from diplogame.rules.appraisal import own_worth
from diplogame.rules.conference import Priority
from diplogame.rules.decisions import Ballot
from diplogame.rules.information import priority_of
from diplogame.rules.terms import (
    DeferToAnnex,
    Frankness,
    MoveToVote,
    NightChoice,
    Reason,
    ReferToExperts,
    Reopen,
    Size,
    StartSilence,
    StopClock,
    Style,
    Suspend,
)
from diplogame.rules.view import SeatView


def parse(desk: Desk, text: str) -> cmd.Command:
    """The command that a line orders under the present duty.

    Raises:
        OrderError: The line is no order of this duty.
    """
    tokens = text.split()
    if not tokens:
        raise OrderError("Nothing was ordered.")
    table = VERBS.get(desk.now.duty, {})
    verb, rest = tokens[0].casefold().replace("_", "-"), tokens[1:]
    if rest and f"{verb} {rest[0].casefold()}" in table:
        verb, rest = f"{verb} {rest[0].casefold()}", rest[1:]
    parser = table.get(verb)
    if parser is None:
        if not table:
            raise OrderError("Nothing can be ordered now.")
        things = tuple(Thing(name, (), name) for name in table)
        parser = table[find(verb, things, "order")]
    if verb not in _LISTS:
        rest = " ".join(rest).replace(",", " ").split()
    return parser(desk, rest)


_LISTS = ("offer", "ask", "counter")
"""Orders in which a comma parts undertakings; elsewhere it is only punctuation."""


# --- news, invitations, talks --------------------------------------------------------------------


def choose_twist(desk: Desk, text: str) -> cmd.Command:
    """The answer to a twist, by number, label or id."""
    twist = desk.view.twist
    assert twist is not None
    texts = desk.names.book.twist(twist.id).choices
    things = tuple(Thing(c, (texts[c].label,), c) for c in desk.now.choices)
    return cmd.ChooseTwist(desk.seat, twist.id, find(text, things, "answer"))


def _invited(desk: Desk, accept: bool, reason: Reason = Reason.AGREED) -> cmd.Command:
    return cmd.AnswerInvitation(desk.seat, desk.now.invitations[0], accept, reason)


def _decline_invitation(desk: Desk, rest: list[str]) -> cmd.Command:
    reasons = {"busy": Reason.BUSY, "distrust": Reason.DISTRUST, "nothing": Reason.NOTHING_NEW}
    reasons["resentment"] = Reason.RESENTMENT
    if not rest:
        return _invited(desk, False, Reason.BUSY)
    key = find(rest[0], tuple(Thing(r, (), r) for r in reasons), "reason")
    return _invited(desk, False, reasons[key])


def _probe(desk: Desk, rest: list[str]) -> cmd.Command:
    """``probe [DELEGATION] CLAUSE``: of several at the table the one named is asked."""
    to = ""
    if len(rest) > 1 and len(desk.others) > 1:
        with suppress(OrderError):
            to, rest = desk.names.delegation(rest[0], desk.others), rest[1:]
    return cmd.Probe(desk.seat, desk.meeting, desk.issue_id(rest), to)


def _priority(text: str) -> Priority:
    return Priority(find(text, tuple(Thing(p.value, (), p.value) for p in Priority), "priority"))


def _disclose(desk: Desk, rest: list[str]) -> cmd.Command:
    """``disclose ISSUE PRIORITY OPTION``; ``disclose ISSUE`` tells the truth."""
    if not rest:
        raise OrderError("Say: disclose CLAUSE PRIORITY OPTION, or disclose CLAUSE for the truth.")
    for cut in range(1, len(rest)):
        if rest[cut].casefold() in [p.value for p in Priority]:
            issue = desk.names.issue(" ".join(rest[:cut]))
            return _told(desk, issue, rest[cut:])
    issue = desk.names.issue(" ".join(rest))
    return truth(desk, issue)


def _told(desk: Desk, issue: int, rest: list[str]) -> cmd.Command:
    if len(rest) < 2:
        raise OrderError("Say the priority (none, low, medium, high) and the option you want.")
    option = desk.names.option(issue, " ".join(rest[1:]))
    name = desk.view.table.issues[issue].id
    return cmd.Disclose(desk.seat, desk.meeting, name, _priority(rest[0]), option)


def truth(desk: Desk, issue: int) -> cmd.Command:
    """Say what an issue is truly worth to us."""
    interests = desk.view.interests
    name = desk.view.table.issues[issue].id
    if not interests.weights:
        return cmd.Disclose(desk.seat, desk.meeting, name, Priority.NONE, 0)
    values = interests.values[issue]
    best = max(range(len(values)), key=lambda o: (values[o], -o))
    priority = priority_of(interests.weights[issue], len(interests.weights))
    return cmd.Disclose(desk.seat, desk.meeting, name, priority, best)


def _asked(desk: Desk) -> int:
    meeting = desk.view.meeting
    assert meeting is not None
    return desk.view.table.issue_index(meeting.probed)


def _answer_probe(desk: Desk, rest: list[str]) -> cmd.Command:
    return _told(desk, _asked(desk), rest) if rest else truth(desk, _asked(desk))


def _press(desk: Desk, rest: list[str]) -> cmd.Command:
    target = desk.others[0]
    if len(desk.others) > 1 and rest:
        target, rest = desk.names.delegation(rest[0], desk.others), rest[1:]
    terms = threat_terms(desk.view, desk.names, target, rest, public=False)
    return cmd.Press(desk.seat, desk.meeting, terms, target)


def _offer(desk: Desk, rest: list[str], asking: bool) -> cmd.Command:
    variants = parse_offer(desk.view, desk.names, desk.others, " ".join(rest), asking)
    return cmd.MakeOffer(desk.seat, desk.meeting, variants)


# --- answers -------------------------------------------------------------------------------------

_REASONS = {
    "holding-out": Reason.HOLDING_OUT,
    "worst-clause": Reason.WORST_CLAUSE,
    "red-line": Reason.RED_LINE,
    "distrust": Reason.DISTRUST,
    "mandate": Reason.OUTSIDE_MANDATE,
    "home": Reason.HOME,
    "rival": Reason.RIVAL_GAINS,
    "bound": Reason.BOUND,
    "resentment": Reason.RESENTMENT,
    "authority": Reason.NO_AUTHORITY,
    "nothing-new": Reason.NOTHING_NEW,
    "overreach": Reason.OVERREACH,
}


def _accept(desk: Desk, rest: list[str]) -> cmd.Command:
    variant = 0
    if rest:
        if len(rest) > 1 or not rest[0].isdigit() or len(rest[0]) > 2:
            raise OrderError("Say accept, or accept and the number of the variant.")
        variant = int(rest[0]) - 1
    return cmd.AcceptOffer(desk.seat, desk.meeting, variant)


def _decline(desk: Desk, rest: list[str]) -> cmd.Command:
    reason = Reason.HOLDING_OUT
    issue, option, rival = -1, -1, ""
    if rest:
        key = find(rest[0], tuple(Thing(r, (), r) for r in _REASONS), "reason")
        reason = _REASONS[key]
        if key == "rival" and rest[1:]:
            rival = desk.names.delegation(" ".join(rest[1:]))
        elif rest[1:]:
            issue, option = _about(desk, rest[1:])
    return cmd.DeclineOffer(desk.seat, desk.meeting, reason, gap(desk.view), issue, option, rival)


def _about(desk: Desk, rest: list[str]) -> tuple[int, int]:
    try:
        return desk.names.clause(rest)
    except OrderError:
        return desk.names.issue(" ".join(rest)), -1


def gap(view: SeatView) -> Size:
    """How far the offer on the table is from suiting us, in words (R6.3)."""
    meeting = view.meeting
    if meeting is None or meeting.offer is None:
        return Size.MODERATE
    short = -max(own_worth(view, variant) for variant in meeting.offer.variants)
    if short <= 100:
        return Size.NARROW
    return Size.MODERATE if short <= 300 else Size.WIDE if short <= 700 else Size.GULF


def _counter(desk: Desk, rest: list[str]) -> cmd.Command:
    bargain = parse_counter(desk.view, desk.names, desk.others, " ".join(rest))
    return cmd.DeclineOffer(
        desk.seat, desk.meeting, Reason.WORST_CLAUSE, gap(desk.view), counter=bargain
    )


def _answer_threat(desk: Desk, answer: str, rest: list[str]) -> cmd.Command:
    patron = ""
    if answer == "patron":
        patron = desk.names.delegation(" ".join(rest))
    return cmd.AnswerThreat(desk.seat, desk.now.threat, answer, patron=patron)


VERBS: dict[str, dict[str, Parser]] = {
    "invitation": {
        "accept": bare(lambda d: _invited(d, True)),
        "decline": _decline_invitation,
    },
    "meeting": {
        "probe": _probe,
        "disclose": _disclose,
        "offer": lambda d, r: _offer(d, r, False),
        "ask": lambda d, r: _offer(d, r, True),
        "press": _press,
        "reassure": bare(lambda d: cmd.Reassure(d.seat, d.meeting)),
        "yield": bare(lambda d: cmd.YieldFloor(d.seat, d.meeting)),
        "adjourn": bare(lambda d: cmd.Adjourn(d.seat, d.meeting)),
    },
    "probe": {
        "truth": bare(lambda d: truth(d, _asked(d))),
        "disclose": _answer_probe,
        "evade": bare(lambda d: cmd.Evade(d.seat, d.meeting)),
    },
    "offer": {"accept": _accept, "decline": _decline, "counter": _counter},
    "threat": {
        "comply": bare(lambda d: _answer_threat(d, "comply", [])),
        "partly": bare(lambda d: _answer_threat(d, "partly", [])),
        "stall": bare(lambda d: _answer_threat(d, "stall", [])),
        "counter": bare(lambda d: _answer_threat(d, "counter", [])),
        "patron": lambda d, r: _answer_threat(d, "patron", r),
    },
    "plenary": {
        "speech": hall.speech,
        "amend": hall.amend,
        "close": hall.close,
        "reopen": lambda d, r: hall.move(d, Reopen(d.issue_id(r))),
        "package": hall.package,
        "refer": lambda d, r: hall.move(d, ReferToExperts(d.issue_id(r))),
        "annex": lambda d, r: hall.move(d, DeferToAnnex(d.issue_id(r))),
        "vote": bare(lambda d: hall.move(d, MoveToVote())),
        "silence": bare(lambda d: hall.move(d, StartSilence())),
        "summit": hall.summit,
        "stop clock": bare(lambda d: hall.move(d, StopClock())),
        "divide": hall.divide,
        "accredit": hall.accredit,
        "endorse": hall.endorse,
        "suspend": bare(lambda d: hall.move(d, Suspend())),
        "ultimatum": hall.ultimatum,
        "leave": bare(lambda d: cmd.LeaveHall(d.seat)),
        "pass": bare(lambda d: cmd.PassFloor(d.seat)),
    },
    "ballot": {
        "yes": lambda d, r: hall.ballot(d, Ballot.YES, r),
        "no": lambda d, r: hall.ballot(d, Ballot.NO, r),
        "abstain": lambda d, r: hall.ballot(d, Ballot.ABSTAIN, r),
        "concern": lambda d, r: hall.ballot(d, Ballot.CONCERN, r),
        "object": lambda d, r: hall.ballot(d, Ballot.OBJECTION, r),
        "silent": lambda d, r: hall.ballot(d, Ballot.SILENT, r),
    },
    "night": {
        "firm": lambda d, r: hall.night(d, NightChoice.FIRM, r),
        "give": lambda d, r: hall.night(d, NightChoice.GIVE, r),
        "fudge": lambda d, r: hall.night(d, NightChoice.FUDGE, r),
        "walk": lambda d, r: hall.night(d, NightChoice.WALK, r),
    },
    "reckoning": {
        "pay": lambda d, r: hall.pay(d, True, r),
        "withhold": lambda d, r: hall.pay(d, False, r),
        "impose": lambda d, r: hall.settle(d, "impose", r),
        "extend": lambda d, r: hall.settle(d, "extend", r),
        "back down": lambda d, r: hall.settle(d, "back_down", r),
        "lift": hall.lift,
        "drop out": hall.drop_out,
        "close": bare(lambda d: cmd.CloseReckoning(d.seat)),
    },
    "summons": {
        "come": lambda d, r: blocs.come(d, True, r),
        "stay away": lambda d, r: blocs.come(d, False, r),
    },
    "caucus": {
        "table": blocs.table,
        "amend": blocs.amend,
        "strike": blocs.strike,
        "stand": bare(lambda d: cmd.StandForLeader(d.seat, d.now.coalition)),
        "pass": bare(lambda d: cmd.PassCaucus(d.seat, d.now.coalition)),
    },
    "caucus-ballot": {
        "yes": lambda d, r: blocs.ballot(d, Ballot.YES, r),
        "no": lambda d, r: blocs.ballot(d, Ballot.NO, r),
        "abstain": lambda d, r: blocs.ballot(d, Ballot.ABSTAIN, r),
        "concern": lambda d, r: blocs.ballot(d, Ballot.CONCERN, r),
        "object": lambda d, r: blocs.ballot(d, Ballot.OBJECTION, r),
        "silent": lambda d, r: blocs.ballot(d, Ballot.SILENT, r),
    },
    "declaration": {
        "sign": lambda d, r: blocs.sign(d, True, r),
        "decline": lambda d, r: blocs.sign(d, False, r),
    },
    "mediation-request": {
        "come": lambda d, r: mediation.come(d, True, r),
        "stay away": lambda d, r: mediation.come(d, False, r),
    },
    "confide": {
        "frank": bare(lambda d: mediation.confide(d, Frankness.FRANK)),
        "guarded": bare(lambda d: mediation.confide(d, Frankness.GUARDED)),
        "closed": bare(lambda d: mediation.confide(d, Frankness.CLOSED)),
    },
    "mediate": {
        "facilitate": lambda d, r: mediation.mediate(d, Style.FACILITATE, r),
        "formulate": lambda d, r: mediation.mediate(d, Style.FORMULATE, r),
        "press": lambda d, r: mediation.mediate(d, Style.PRESS, r),
    },
    "blind": {
        "yes": bare(lambda d: mediation.answer(d, True)),
        "no": bare(lambda d: mediation.answer(d, False)),
    },
    "aftermath": {
        "comply": bare(lambda d: cmd.ChooseAftermath(d.seat, "comply")),
        "verify": bare(lambda d: cmd.ChooseAftermath(d.seat, "verify")),
        "cheat": bare(lambda d: cmd.ChooseAftermath(d.seat, "cheat")),
    },
}
"""Orders by duty; planning and twists have their own ways."""
