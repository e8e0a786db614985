"""Blocs and clubs, told: caucuses, common positions, ranks held and broken, declarations (R13)."""

from __future__ import annotations

from typing import Any

from diplogame.app.narrate import words
from diplogame.app.narrate.cable import Cable
from diplogame.app.narrate.occasion import Occasion
from diplogame.app.narrate.words import join, sentence
from diplogame.rules import events as ev
from diplogame.rules.decisions import Ballot
from diplogame.rules.ids import SeatId
from diplogame.rules.terms import CaucusQuestion, Clauses, Question, Reason


def _tell(
    o: Occasion,
    kind: str,
    key: str,
    plain: str,
    detail: str,
    about: tuple[SeatId, ...],
    **more: Any,
) -> Cable:
    """A cable in the pack's words where it has a line of that key, else in plain ones."""
    speaker = about[0] if about else ""
    text = o.say(speaker, key, *about, **more)
    if not text:
        return o.cable(kind, "", plain, detail, about)
    return o.cable(kind, speaker, text, f"{plain} {detail}".strip(), about)


def _clauses(o: Occasion, clauses: Clauses) -> str:
    return join(o.words.on(issue, option) for issue, option in clauses)


def _why(reason: Reason) -> str:
    return "" if reason is Reason.AGREED else sentence(f"Why: {words.REASONS[reason]}")


def caucus_called(o: Occasion, e: ev.CaucusCalled) -> Cable | None:
    """The members are called."""
    text = f"{o.name(e.by)} calls {o.words.coalition(e.coalition)} to a caucus."
    return o.cable("meeting", "", text, "", (e.by,))


def summons_answered(o: Occasion, e: ev.SummonsAnswered) -> Cable | None:
    """Only who stays away is news."""
    if e.accepted:
        return None
    text = f"{o.name(e.seat)} does not come to the caucus of {o.words.coalition(e.coalition)}."
    return o.cable("meeting", "", text, _why(e.reason), (e.seat,))


def caucus_opened(o: Occasion, e: ev.CaucusOpened) -> Cable | None:
    """Everybody sees who goes in."""
    text = f"{o.words.coalition_cap(e.coalition)} caucuses: {o.names(e.present)}."
    return o.cable("news", "", text, "", e.present)


def draft_tabled(o: Occasion, e: ev.DraftTabled) -> Cable | None:
    """A draft is on the table."""
    plain = (
        f"{o.name(e.by)} puts a draft of a common position on the table: {_clauses(o, e.draft)}."
    )
    return _tell(o, "meeting", "bloc.draft", plain, "", (e.by,))


def question(o: Occasion, asked: CaucusQuestion) -> str:
    """A question before a caucus, after the name of who puts it."""
    match asked.kind:
        case Question.AMEND if asked.option < 0:
            return f"moves to strike {o.words.quoted(asked.issue)} from the draft"
        case Question.AMEND:
            return f"moves that the draft say {o.words.on(asked.issue, asked.option)}"
        case Question.LEAD:
            return "stands for the lead"
        case Question.ADOPT:
            return "puts the draft to the vote"


def caucus_asked(o: Occasion, e: ev.CaucusAsked) -> Cable | None:
    """A question is put."""
    by = e.question.by
    plain = f"{o.name(by)} {question(o, e.question)}."
    if e.question.kind is Question.LEAD:
        return _tell(o, "meeting", "bloc.stand", plain, "", (by,))
    return o.cable("meeting", "", plain, "", (by,))


def caucus_decided(o: Occasion, e: ev.CaucusDecided) -> Cable | None:
    """What the members decided, ballot by ballot."""
    asked, carried = e.record.question, e.record.carried
    what = {
        Question.AMEND: "The amendment of the draft",
        Question.LEAD: f"The bid of {o.name(asked.by)} for the lead",
        Question.ADOPT: "The common position",
    }[asked.kind]
    rows = "; ".join(
        f"{o.name(seat)}: {words.BALLOTS[ballot]}"
        for seat, ballot in e.record.ballots
        if ballot is not Ballot.ABSENT
    )
    text = f"{what} {'carries' if carried else 'fails'} in {o.words.coalition(e.coalition)}."
    return o.cable("vote", "", text, sentence(rows), tuple(s for s, _ in e.record.ballots))


def leader_chosen(o: Occasion, e: ev.LeaderChosen) -> Cable | None:
    """Another leader."""
    plain = (
        f"{o.name(e.leader)} now leads {o.words.coalition(e.coalition)}; {o.name(e.before)} led it."
    )
    return o.cable("news", "", plain, "", (e.leader, e.before))


def position_adopted(o: Occasion, e: ev.PositionAdopted) -> Cable | None:
    """A common position, with how long it binds."""
    again = " It opens the last one before its time." if e.reopened else ""
    plain = (
        f"{o.words.coalition_cap(e.coalition)} has a common position: {_clauses(o, e.position)}."
    )
    detail = f"It binds every member through round {e.expires}.{again}"
    return o.cable("ledger", "", plain, detail, e.audience if "all" not in e.audience else ())


def position_declared(o: Occasion, e: ev.PositionDeclared) -> Cable | None:
    """The bloc speaks as one."""
    plain = (
        f"{o.name(e.by)} speaks for {o.words.coalition(e.coalition)}: all of it stand for "
        f"{_clauses(o, e.position)}."
    )
    about = (e.by, *(m for m in e.members if m != e.by))
    return _tell(o, "news", "bloc.declare", plain, "", about)


def position_lapsed(o: Occasion, e: ev.PositionLapsed) -> Cable | None:
    """The mandate is over."""
    text = f"The common position of {o.words.coalition(e.coalition)} binds no longer."
    return o.cable("ledger", "", text, "Its rounds are over; a new one needs a caucus.")


def ranks_broken(o: Occasion, e: ev.RanksBroken) -> Cable | None:
    """A member out of line."""
    did = "does not vote with" if e.half else "breaks ranks with"
    plain = f"{o.name(e.seat)} {did} {o.words.coalition(e.coalition)} on {o.words.quoted(e.issue)}."
    if e.half:  # the packs' words are those of a vote against
        return o.cable("news", "", plain, "", (e.seat,))
    return _tell(o, "news", "bloc.ranks", plain, "", (e.seat,), issue=e.issue)


def member_left(o: Occasion, e: ev.MemberLeft) -> Cable | None:
    """A member goes its own way."""
    plain = f"{o.name(e.seat)} leaves {o.words.coalition(e.coalition)}."
    return _tell(o, "news", "bloc.leave", plain, "", (e.seat,))


def declaration_circulated(o: Occasion, e: ev.DeclarationCirculated) -> Cable | None:
    """A declaration goes round among a few."""
    plain = f"{o.name(e.by)} sends {o.names(e.invited)} a declaration of principles."
    detail = (
        f"Who signs stands for {_clauses(o, e.principles)} to the end, and has part of it at once."
    )
    return _tell(o, "meeting", "club.circulate", plain, detail, (e.by, *e.invited))


def declaration_answered(o: Occasion, e: ev.DeclarationAnswered) -> Cable | None:
    """Signed, or not."""
    did = "signs" if e.signed else "does not sign"
    text = f"{o.name(e.seat)} {did} the declaration of {o.name(o.words.convener(e.coalition))}."
    return o.cable("answer", "", text, _why(e.reason), (e.seat,))


def club_founded(o: Occasion, e: ev.ClubFounded) -> Cable | None:
    """A club of the willing stands."""
    by = o.words.convener(e.coalition)
    plain = f"{o.names(e.members)} declare principles of their own: {_clauses(o, e.principles)}."
    detail = "They hold to them to the end; what is closed so costs the others at home."
    about = (by, *(m for m in e.members if m != by))
    return _tell(o, "news", "club.found", plain, detail, about)


def declaration_failed(o: Occasion, e: ev.DeclarationFailed) -> Cable | None:
    """Too few signed."""
    text = f"Too few signed the declaration of {o.name(o.words.convener(e.coalition))}."
    return o.cable("news", "", text, "There is no club, and nothing of it binds.")


def club_joined(o: Occasion, e: ev.ClubJoined) -> Cable | None:
    """One more signs."""
    plain = f"{o.name(e.seat)} accedes to {o.words.coalition(e.coalition)}."
    return o.cable("news", "", plain, "", (e.seat,))
