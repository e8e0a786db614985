"""The plenary, the votes, the summit and the end, told."""

from __future__ import annotations

from diplogame.app.narrate import words
from diplogame.app.narrate.cable import Cable
from diplogame.app.narrate.occasion import Occasion
from diplogame.app.narrate.words import join, sentence
from diplogame.packs.texts import pick
from diplogame.rules import events as ev
from diplogame.rules.decisions import Ballot
from diplogame.rules.terms import (
    AccreditObserver,
    AdoptPartial,
    Amend,
    BallotRecord,
    Clarity,
    CloseClause,
    ConveneSummit,
    DivideTheQuestion,
    MotionKind,
    MoveToVote,
    NightChoice,
    Outcome,
    ReferToExperts,
    Reopen,
    Speech,
    Stage,
    StartSilence,
    StopClock,
    Suspend,
    TablePackage,
)

_FOR = (Ballot.YES, Ballot.CONCERN, Ballot.SILENT)
_AGAINST = (Ballot.NO, Ballot.OBJECTION)


def speech_made(o: Occasion, e: ev.SpeechMade) -> Cable | None:
    """A speech in plenary."""
    s = e.speech
    key = f"speech.{s.tone.replace('-', '_')}"
    text = o.say(e.seat, key, e.seat, issue=s.issue, other=s.target)
    tone = {
        "appeal": "appeals to the hall" if not s.target else f"appeals to {o.name(s.target)}",
        "shame": f"shames {o.name(s.target)} in public",
        "red-line": _line(o, s) if s.issue else "draws a line",
        "rally": "rallies those who can support the text",
    }.get(s.tone, "speaks")
    detail = sentence(f"{o.name(e.seat)} {tone}")
    return o.cable("plenary", e.seat, text or detail, detail, (e.seat, s.target))


def _line(o: Occasion, s: Speech) -> str:
    """What a red line is drawn on: the clause, and the option for which it stands where one is named."""
    drawn = f"draws a red line on {o.words.quoted(s.issue)}"
    if s.option < 0:
        return drawn
    return f"{drawn}: {o.words.option(o.conference.issue_index(s.issue), s.option)}, or nothing"


def walked_out(o: Occasion, e: ev.WalkedOut) -> Cable | None:
    """An empty chair."""
    text = o.say("", "news.walk_out", e.seat, delegation=e.seat)
    detail = f"{o.name(e.seat)} has left the hall for the rest of the round; it will not vote."
    return o.cable("news", "", text or detail, detail, (e.seat,))


def motion_made(o: Occasion, e: ev.MotionMade) -> Cable | None:
    """A motion, in the mover's voice."""
    m, kind = e.motion, e.motion.kind
    by_chair = m.by == o.chair
    key, params = "", {}
    match kind:
        case Amend(issue=issue, option=option):
            key, params = "motion.amend", {"issue": issue, "option": option}
        case CloseClause(issue=issue):
            leading = o.memory.text[o.conference.issue_index(issue)]
            key, params = "motion.close", {"issue": issue, "option": leading}
        case Reopen(issue=issue):
            key, params = "motion.reopen", {"issue": issue}
        case TablePackage():
            key = "motion.package"
        case MoveToVote():
            key = "chair.vote" if by_chair else "motion.vote"
        case StartSilence():
            key = "chair.silence"
        case ConveneSummit():
            key = "motion.summit"
        case _:
            pass
    speaker = "" if key.startswith("chair.") else m.by
    text = o.say(speaker, key, m.id, **params) if key else ""
    detail = sentence(f"{o.name(m.by)} moves {o.words.motion(kind)}{_changes(o, kind)}")
    voice = o.chair if key.startswith("chair.") or by_chair else m.by
    return o.cable("plenary", voice, text or detail, detail if text else "", (m.by,))


def _changes(o: Occasion, kind: MotionKind) -> str:
    """What a package or an amendment would change in the text as it reads."""
    text = o.memory.text
    if isinstance(kind, TablePackage) or (isinstance(kind, DivideTheQuestion) and kind.package):
        changed = [
            f"{o.words.quoted(k)} to {o.words.option(k, new)}"
            for k, (old, new) in enumerate(zip(text, kind.package, strict=True))
            if old != new
        ]
        return f": {join(changed)}" if changed else ""
    if isinstance(kind, Amend):
        index = o.conference.issue_index(kind.issue)
        return f", which reads {o.words.option(index, text[index])}"
    if isinstance(kind, CloseClause):
        index = o.conference.issue_index(kind.issue)
        return f" at {o.words.option(index, text[index])}"
    return ""


def motion_decided(o: Occasion, e: ev.MotionDecided) -> Cable | None:
    """The chair's announcement, with the count."""
    r = e.record
    against = [s for s, ballot, _r, _i in r.ballots if ballot in _AGAINST]
    who = next(iter([*against, *r.blockers]), r.motion.by)
    key, params = _ruling(o, r)
    text = (
        o.say("", key, r.motion.id, delegation=r.motion.by if r.carried else who, **params)
        if key
        else ""
    )
    if key in ("chair.amendment_fails", "chair.no_package"):
        text = o.say("", key, r.motion.id, delegation=r.motion.by, **params)
    verdict = "Carried" if r.carried else "Not carried"
    count = _count(o, r)
    about = (r.motion.by, *against)
    if not text:
        plain = f"The motion {o.words.motion(r.motion.kind)} is {verdict.lower()}, {count}"
        return o.cable("vote", o.chair, sentence(plain), "", about)
    return o.cable("vote", o.chair, text, sentence(f"{verdict}, {count}"), about)


def _ruling(o: Occasion, r: BallotRecord) -> tuple[str, dict[str, int | str]]:
    match r.motion.kind:
        case Amend(issue=issue, option=option):
            key = "chair.amended" if r.carried else "chair.amendment_fails"
            return key, {"issue": issue, "option": option}
        case CloseClause(issue=issue):
            option = r.package[o.conference.issue_index(issue)]
            return ("chair.closed" if r.carried else "chair.not_closed"), {
                "issue": issue,
                "option": option,
            }
        case TablePackage():
            return ("chair.package" if r.carried else "chair.no_package"), {}
        case ReferToExperts(issue=issue) if r.carried:
            return "chair.experts", {"issue": issue}
        case Reopen(issue=issue) if r.carried:
            return "chair.reopened", {"issue": issue}
        case MoveToVote():
            return ("chair.adopted" if r.carried else "chair.rejected"), {}
        case StartSilence():
            return ("chair.silence_held" if r.carried else "chair.silence_broken"), {}
        case ConveneSummit() if r.carried:
            return "chair.summit_called", {}
        case StopClock() if r.carried:
            return "chair.clock_stopped", {}
        case Suspend() if r.carried:
            return "chair.suspended", {}
        case AdoptPartial() if r.carried:
            return "chair.partial", {}
        case AccreditObserver(delegation=name):
            return ("chair.accredited" if r.carried else "chair.not_accredited"), {"other": name}
        case _:
            return "", {}


def _count(o: Occasion, r: BallotRecord) -> str:
    """The count in votes, since a delegation may cast several (R1.4); whose they are, in names."""
    cast = {seat: o.conference.delegation(seat).votes for seat in o.conference.seats}
    several = any(votes > 1 for votes in cast.values())
    groups: list[str] = []
    for ballots, word in (
        (_FOR, "for"),
        (_AGAINST, "against"),
        ((Ballot.ABSTAIN,), "abstaining"),
        ((Ballot.ABSENT,), "absent"),
    ):
        seats = [s for s, ballot, _r, _i in r.ballots if ballot in ballots]
        if seats:
            named = "" if word == "for" else f" ({o.names(seats)})"
            votes = sum(cast.get(seat, 1) for seat in seats)
            unit = f" vote{'' if votes == 1 else 's'}" if several and not groups else ""
            groups.append(f"{votes}{unit} {word}{named}")
    return ", ".join(groups)


# --- the text, when no motion spoke of it --------------------------------------------------------


def clause_closed(o: Occasion, e: ev.ClauseClosed) -> Cable | None:
    """Only the summit's work is told here; ambiguity and those who paid are always told."""
    vague = e.clarity is Clarity.AMBIGUOUS
    option = o.memory.text[e.issue]
    if o.memory.stage is Stage.SUMMIT:
        how = ", in words that each may read as it likes" if vague else ""
        old = o.memory.overnight.get(e.issue, option)
        read = "" if old == option else f" It read {o.words.option(e.issue, old)} at nightfall."
        text = f"The leaders close {o.words.quoted(e.issue)} at {o.words.option(e.issue, option)}{how}."
        return o.cable("summit", o.chair, text, read.strip(), (e.by,))
    if not vague:
        return None
    text = f"{o.words.quoted(e.issue)} is closed in constructively ambiguous words."
    return o.cable("plenary", o.chair, text, "It is easier to sign, and harder to keep.", (e.by,))


def summit_called(o: Occasion, e: ev.SummitCalled) -> Cable | None:
    """When and for what."""
    text = f"The leaders will meet at the end of round {e.round}."
    detail = f"Called by {o.name(e.by)}; the announced goal is {words.GOALS[e.goal]}."
    return o.cable("summit", "", text, detail, (e.by,))


def night_chosen(o: Occasion, e: ev.NightChosen) -> Cable | None:
    """One's own leader's choice; with all cards open the revelation says it."""
    if e.seat != o.seat:
        return None
    text = f"Our leader will {o.words.night(e.choice, e.issue)} in the coming hour."
    return o.cable("summit", "", text, "", (e.seat,))


def night_revealed(o: Occasion, e: ev.NightRevealed) -> Cable | None:
    """An hour of the night: who did what, and how near the breakthrough was."""
    # Whoever leaves is heard first, then whoever fudges; else the others take turns through the night.
    order = (NightChoice.WALK, NightChoice.FUDGE)
    loud = [c for kind in order for c in e.choices if c[1] is kind][:1] or list(e.choices)
    seat, choice, issue = loud[pick(o.seed, "night", o.round, e.hour, n=len(loud))]
    params: dict[str, int | str] = {}
    if issue >= 0:
        params = {"issue": issue, "option": o.memory.text[issue]}
    text = o.say(seat, f"summit.{choice.value}", e.hour, seat, **params)
    said = []
    for c, i in dict.fromkeys((c, i) for _s, c, i in e.choices):
        who = [s for s, cc, ii in e.choices if (cc, ii) == (c, i)]
        about = f" on {o.words.quoted(i)}" if i >= 0 else ""
        said.append(
            f"{o.names(who)} {words.NIGHTS[c] if len(who) == 1 else words.NIGHTS_MANY[c]}{about}"
        )
    detail = (
        f"Hour {e.hour}: {'; '.join(said)}. "
        f"The chance of a breakthrough in this hour was {(e.chance + 5) // 10} %."
    )
    about_all = tuple(s for s, _c, _i in e.choices)
    return o.cable("summit", seat if text else "", text or detail, detail, about_all)


def summit_ended(o: Occasion, e: ev.SummitEnded) -> Cable | None:
    """breakthrough, staged, ambiguous or failure."""
    key = "summit_failure" if e.result == "failure" else e.result
    text = o.say("", f"news.{key}", e.result)
    plain = {
        "breakthrough": "The summit has broken the deadlock.",
        "staged": "The summit was staged; nothing was settled.",
        "ambiguous": "The summit settled on an ambiguous formula.",
        "failure": "The summit has failed.",
    }.get(e.result, "The summit is over.")
    return o.cable("summit", "", text or plain, plain)


# --- the end -------------------------------------------------------------------------------------


def conference_ended(o: Occasion, e: ev.ConferenceEnded) -> Cable | None:
    """The outcome in one sentence; the chair has spoken already."""
    text = {
        Outcome.ADOPTED: "The text is adopted. It now goes home, to be ratified.",
        Outcome.PARTIAL: "The closed clauses are adopted; the rest stays as it was.",
        Outcome.SUSPENDED: "The conference is suspended without an agreement.",
        Outcome.COLLAPSED: "The conference ends without an agreement.",
    }[e.outcome]
    detail = sentence(o.words.package(e.package)) if e.package else ""
    return o.cable("news", o.chair, text, detail)


def ratification_decided(o: Occasion, e: ev.RatificationDecided) -> Cable | None:
    """A capital ratifies, or does not."""
    key = "news.ratified" if e.ratified else "news.rejected_at_home"
    text = o.say("", key, e.seat, delegation=e.seat)
    body = o.book.home_body(e.seat)
    where = f" ({body})" if body else ""
    verb = "ratifies" if e.ratified else "refuses to ratify"
    detail = f"{o.name(e.seat)}{where} {verb}."
    return o.cable("home", "", text or detail, detail, (e.seat,))


def observer_accredited(o: Occasion, e: ev.ObserverAccredited) -> Cable | None:
    """A voice may speak from now on."""
    text = f"{o.name(e.seat)} is accredited and takes a seat in the hall."
    return o.cable("plenary", o.chair, text, "It may speak there from now on.", (e.seat, e.by))


def entry_decided(o: Occasion, e: ev.EntryDecided) -> Cable | None:
    """Whether the treaty enters into force, and whose ratification decided it."""
    rule = o.conference.institution.entry_into_force
    asked = f" It takes {o.words.rule(rule)}." if rule is not None else ""
    names = o.names(e.pivotal)
    if e.in_force:
        text = "The treaty enters into force."
        last = f" {_pivots(o, e)}" if e.pivotal else ""
    else:
        text = "The treaty does not enter into force: too few have ratified it."
        last = f" One more would have done: {names}." if e.pivotal else ""
    return o.cable("news", "", text, (asked + last).strip(), e.pivotal)


def _pivots(o: Occasion, e: ev.EntryDecided) -> str:
    if len(e.pivotal) == 1:
        return f"Without {o.names(e.pivotal)} it would not have."
    return f"Had {words.join(map(o.name, e.pivotal), 'or')} refused, it would not have."


def aftermath_chosen(o: Occasion, e: ev.AftermathChosen) -> Cable | None:
    """How a party lives with the treaty."""
    text = {
        "comply": f"{o.name(e.seat)} keeps the treaty at its word.",
        "verify": f"{o.name(e.seat)} keeps the treaty, and pays for inspections.",
        "cheat": f"{o.name(e.seat)} is found, years later, to have cheated.",
    }.get(e.choice, f"{o.name(e.seat)} has chosen how to live with the treaty.")
    return o.cable("news", "", text, "", (e.seat,))


def game_scored(o: Occasion, e: ev.GameScored) -> Cable | None:
    """The books are closed."""
    if not e.survival:
        return o.cable("news", "", "The books are closed: there is no treaty to last.")
    text = f"The treaty has {(e.survival + 5) // 10} chances in 100 to stand after ten years."
    detail = (
        f"It holds {(e.joint_value + 5) // 10} % of the value that all clauses together could give."
    )
    return o.cable("news", "", text, detail)
