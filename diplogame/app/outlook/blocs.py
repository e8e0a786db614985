"""Blocs and clubs as a delegation may weigh them: what binds it, what that is worth, what it costs (R13).

Guarantees: reads a view only; one's own worth is exact, another's is said as far as it is believed; every
price is that of the rules, so screens, plain mode and minds reckon alike.
"""

from __future__ import annotations

from diplogame.app.narrate import Describe
from diplogame.app.narrate.words import join, sentence, signed
from diplogame.rules import commands as cmd
from diplogame.rules.appraisal import own_worth, their_worth
from diplogame.rules.belonging import leaving_price, share
from diplogame.rules.caucus import (
    CONTEST_STANDING,
    CONTEST_TRUST,
    REOPENED_STANDING,
    REOPENED_TRUST,
    amended,
)
from diplogame.rules.coalitions import (
    DECLARED_STANDING,
    EXCLUDED_GAUGE,
    EXCLUDED_TRUST,
    LATE_SHARE,
    LEFT_STANDING,
    LEFT_TRUST,
    PARTED_STANDING,
    PARTED_TRUST,
    WAVERED_TRUST,
    at_once,
    fellows,
    in_force,
    mandate_terms,
)
from diplogame.rules.duties import Legal
from diplogame.rules.ids import SeatId
from diplogame.rules.prospects import position_gains
from diplogame.rules.terms import (
    Bargain,
    CaucusQuestion,
    Clauses,
    Coalition,
    Question,
    Rest,
)
from diplogame.rules.view import SeatView


def together(view: SeatView, members: tuple[SeatId, ...], clauses: Clauses) -> Bargain:
    """A small text as the bargain among its members that it is."""
    return Bargain(mandate_terms(members, clauses), view.public.round)


def _part(view: SeatView, principles: Clauses) -> int:
    """What a club's principles bring us at once, points (R13.7)."""
    return at_once(view.table.clubs, view.table.issues, view.interests.points, principles)


def shown(view: SeatView) -> tuple[Coalition, ...]:
    """Coalitions that a delegation can see, its own first."""
    return tuple(
        sorted(
            (c for c in view.coalitions.values() if c.standing),
            key=lambda c: (view.seat not in c.members, c.club, c.id),
        )
    )


def coalition_lines(view: SeatView, tell: Describe, coalition: Coalition) -> list[str]:
    """A coalition in sentences: who is in it, what binds it, and what it would cost to leave."""
    bloc = view.table.blocs.get(coalition.id)
    names = join(tell.name(m) for m in coalition.members)
    led = "convened" if coalition.club else "led"
    lines = [f"{names}; {led} by {tell.name(coalition.leader)}."]
    if coalition.left:
        lines.append(f"Left it: {join(tell.name(m) for m in coalition.left)}.")
    if bloc is not None:
        several = "one clause" if bloc.clauses == 1 else f"at most {bloc.clauses} clauses"
        long = "the round" if bloc.mandate == 1 else f"{bloc.mandate} rounds"
        lines.append(
            sentence(
                f"It decides inside by {tell.rule(bloc.rule)}; a position of {several} binds for {long}"
            )
        )
    position = in_force(coalition, view.public.round)
    inside = view.seat in coalition.members
    if position:
        known = "declared to all" if coalition.declared else "known to its members only"
        lines.append(
            f"Its position, {known}, binds through round {coalition.expires}: "
            f"{tell.clauses(position)}."
        )
    elif inside or coalition.club:
        lines.append("No common position is in force.")
    else:
        lines.append("It has declared no position.")
    if inside:
        lines += _belonging(view, coalition)
    return lines


def _belonging(view: SeatView, coalition: Coalition) -> list[str]:
    bound = bool(in_force(coalition, view.public.round))
    gains = position_gains(view, coalition, view.interests.points)
    trust, standing = (LEFT_TRUST, LEFT_STANDING) if bound else (PARTED_TRUST, PARTED_STANDING)
    lines = []
    if bound:
        lines.append(
            f"What the others' support is worth to us: {signed(share(coalition, gains))} points."
        )
        lines.append(
            f"To vote against it breaks our word to every member; to abstain costs {-WAVERED_TRUST} "
            "points of the trust of each."
        )
    price = leaving_price(coalition, view.seat, view.public.round)
    lines.append(
        f"To leave costs {-trust} points of the trust of each, {-standing} of standing - we reckon "
        f"{price} points of interest - and there is no way back."
    )
    return lines


# --- what is asked now --------------------------------------------------------------------------------


def duty_lines(view: SeatView, tell: Describe, now: Legal) -> list[str]:
    """What a call, a caucus or a declaration that waits for us is about."""
    coalition = view.coalitions.get(now.coalition)
    if coalition is None:
        return []
    match now.duty:
        case "summons":
            return _summons(view, tell, coalition)
        case "declaration":
            return _declaration(view, tell, coalition)
        case "caucus" | "caucus-ballot":
            return _sitting(view, tell, coalition)
        case _:
            return []


def _summons(view: SeatView, tell: Describe, coalition: Coalition) -> list[str]:
    caucus = coalition.caucus
    if caucus is None:
        return []
    lines = [f"{tell.name(caucus.by)} calls {tell.coalition(coalition.id)} to a caucus."]
    plan = view.plan
    mine = plan.activities[caucus.slot] if plan is not None else Rest()
    if not isinstance(mine, Rest):
        lines.append(f"To come means not to {tell.activity(mine)}.")
    lines.append(
        "Whoever stays away has no vote there, and is bound by what is decided all the same."
    )
    return lines


def _declaration(view: SeatView, tell: Describe, club: Coalition) -> list[str]:
    signed_ = join(tell.name(m) for m in club.members)
    lines = [
        f"{tell.name(club.leader)} asks us to sign principles of their own: {tell.clauses(club.position)}.",
        f"Signed so far: {signed_}. Asked: {join(tell.name(s) for s in club.asked)}.",
    ]
    return lines + principles_lines(view, tell, (*club.members, view.seat), club.position)


def principles_lines(
    view: SeatView, tell: Describe, members: tuple[SeatId, ...], principles: Clauses
) -> list[str]:
    """What principles would bring us, and what they cost with those who are left out (R13.7)."""
    net = own_worth(view, together(view, members, principles))
    outside = [s for s in view.table.seats if s not in members]
    lines = [
        (
            f"At once it brings us {signed(_part(view, principles))} points beside the treaty; that we "
            f"all stand for it is worth {signed(net)} points."
        ),
        "We would be bound to support every clause of it to the end.",
    ]
    if outside:
        lines.append(
            f"{join(tell.name(s) for s in outside)}: whoever is not asked loses {-EXCLUDED_TRUST} points of "
            f"trust in each of us, and each clause closed so costs {-EXCLUDED_GAUGE} points at home."
        )
    return lines + _limits(view, tell, principles)


def _sitting(view: SeatView, tell: Describe, coalition: Coalition) -> list[str]:
    caucus = coalition.caucus
    if caucus is None:
        return []
    bloc = view.table.blocs[coalition.id]
    lines = [
        f"Caucus of {tell.coalition(coalition.id)}: {join(tell.name(s) for s in caucus.present)}. "
        + sentence(f"It decides by {tell.rule(bloc.rule)}")
    ]
    if caucus.draft:
        lines += position_lines(view, tell, coalition, caucus.draft)
    else:
        lines.append("There is no draft on the table yet.")
    if caucus.question is not None:
        lines.append(sentence(question_text(tell, caucus.question)))
        if caucus.question.kind is Question.AMEND:
            lines += _amended(view, tell, coalition, caucus.question)
    return lines


def question_text(tell: Describe, asked: CaucusQuestion) -> str:
    """A question before a caucus, as one clause."""
    match asked.kind:
        case Question.AMEND if asked.option < 0:
            return (
                f"{tell.name(asked.by)} moves to strike {tell.quoted(asked.issue)} from the draft"
            )
        case Question.AMEND:
            return f"{tell.name(asked.by)} moves that the draft say {tell.on(asked.issue, asked.option)}"
        case Question.LEAD:
            return f"{tell.name(asked.by)} stands for the lead"
        case Question.ADOPT:
            return "The question is whether the draft becomes the common position"


def _amended(
    view: SeatView, tell: Describe, coalition: Coalition, asked: CaucusQuestion
) -> list[str]:
    assert coalition.caucus is not None
    then = amended(coalition.caucus.draft, asked.issue, asked.option)
    return ["With it:", *position_lines(view, tell, coalition, then)] if then else []


def position_lines(
    view: SeatView, tell: Describe, coalition: Coalition, draft: Clauses
) -> list[str]:
    """What a draft would be worth to us, and to the others as we believe (R13.3)."""
    bargain = together(view, coalition.members, draft)
    lines = [
        f"Draft: {tell.clauses(draft)}. Worth to us: {signed(own_worth(view, bargain))} points."
    ]
    for other in fellows(coalition, view.seat):
        band = their_worth(view, other, bargain)
        lines.append(
            f"Worth to {tell.name(other)}, we think: {signed(band.low)} to {signed(band.high)} points."
        )
    return lines + _limits(view, tell, draft)


def _limits(view: SeatView, tell: Describe, clauses: Clauses) -> list[str]:
    """Which of our limits a small text goes beyond: the mandate, red lines, and our word elsewhere."""
    lines: list[str] = []
    if view.mandate and any(not view.mandate[k][o] for k, o in clauses):
        lines.append("It goes beyond our mandate: home will mind.")
    text = list(view.text)
    for issue, option in clauses:
        text[issue] = option
    for line in view.interests.crossed(tuple(text)):
        lines.append(f"It crosses our red line: {tell.book.red_line(view.seat, line)}")
    return lines


# --- before it is confirmed ---------------------------------------------------------------------------


def order_lines(view: SeatView, tell: Describe, command: cmd.Command) -> list[str]:
    """What an order about a coalition costs and brings, said before it is confirmed."""
    key = getattr(command, "coalition", "")
    coalition = view.coalitions.get(key)
    if coalition is None:
        return []
    match command:
        case cmd.TableDraft(draft=draft):
            return position_lines(view, tell, coalition, draft) + _reopening(view, coalition)
        case cmd.AmendDraft(issue=issue, option=option):
            return _amended(
                view, tell, coalition, CaucusQuestion(Question.AMEND, view.seat, issue, option)
            )
        case cmd.StandForLeader():
            return [
                (
                    f"Won or lost, it costs {-CONTEST_TRUST} points of the trust of "
                    f"{tell.name(coalition.leader)}; won, it moves {CONTEST_STANDING} of standing to us."
                )
            ]
        case cmd.DeclareCommon():
            return [
                (
                    f"All will know it, and every member stands for it in public; it brings us "
                    f"{DECLARED_STANDING} of standing, and the first word in the plenary."
                )
            ]
        case cmd.LeaveCoalition():
            return _belonging(view, coalition)[-1:]
        case cmd.JoinClub():
            late = _part(view, coalition.position) * LATE_SHARE // 100
            return [
                (
                    f"It brings us {signed(late)} points beside the treaty, and binds us to support "
                    f"{tell.clauses(coalition.position)} to the end."
                )
            ]
        case _:
            return []


def _reopening(view: SeatView, coalition: Coalition) -> list[str]:
    """The price of opening a position before its time, if there is one."""
    if not in_force(coalition, view.public.round) or coalition.expires <= view.public.round:
        return []
    more = f" and {-REOPENED_STANDING} of its standing" if coalition.declared else ""
    return [
        (
            f"A position binds still: to open it again costs the leader {-REOPENED_TRUST} points of each "
            f"member's trust{more}."
        )
    ]


__all__ = [
    "coalition_lines",
    "duty_lines",
    "order_lines",
    "position_lines",
    "principles_lines",
    "question_text",
    "shown",
    "together",
]
