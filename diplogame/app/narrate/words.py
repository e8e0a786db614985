"""Small words of the interface: rooms, envoys, priorities, sizes, reasons, outcomes, causes.

Guarantees: every member of the enumerations named here has its words (tested); nothing here comes
from a pack. One table each, so that a translation has one place to look.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diplogame.rules.conference import Envoy, Phase, Priority, Room
from diplogame.rules.decisions import Ballot
from diplogame.rules.terms import (
    Clarity,
    ClauseStatus,
    Goal,
    NightChoice,
    Outcome,
    Reason,
    Size,
    Stage,
    Stance,
    Style,
    TermState,
    ThreatState,
    Trigger,
)

ROOMS = {
    Room.CORRIDOR: "in the corridor",
    Room.GREEN_ROOM: "in the green room",
    Room.BACK_CHANNEL: "through the back channel",
    Room.VIRTUAL: "on the line",
}

ROOM_ABOUT = {
    Room.CORRIDOR: "seen by everybody; easy, little leaks",
    Room.GREEN_ROOM: "for three or more; those left out mind",
    Room.BACK_CHANNEL: "unseen and warmer; if it leaks, it costs at home",
    Room.VIRTUAL: "takes no slot, but builds half the trust; one a day",
}

ENVOYS = {
    Envoy.DIPLOMAT: "the diplomat",
    Envoy.EXPERT: "an expert",
    Envoy.MINISTER: "the minister",
}

ENVOY_ABOUT = {
    Envoy.DIPLOMAT: "can do everything; what is outside the mandate costs at home",
    Envoy.EXPERT: "hears more in an answer, but cannot commit",
    Envoy.MINISTER: "commits at once and warms more; few times in a game",
}

PHASES = {
    Phase.AGENDA: "agenda-setting",
    Phase.INFORMATION: "information-sharing",
    Phase.PROPOSAL: "proposal-making",
    Phase.CONSENSUS: "consensus-building",
    Phase.ADOPTION: "adoption",
}

PHASE_ABOUT = {
    Phase.AGENDA: "delegations meet and listen; only studies by experts may be moved",
    Phase.INFORMATION: "delegations sound each other out; a summit may be called",
    Phase.PROPOSAL: "amendments, packages and the closing of clauses are open",
    Phase.CONSENSUS: "the text may be put to the vote",
    Phase.ADOPTION: "the clock runs out; it may be stopped by consensus",
}


def stoppable(overtime: int) -> str:
    """How often the clock may be stopped, where a calendar has that many rounds of overtime (R8.1)."""
    if overtime < 1:
        return "it may not be stopped"
    often = {1: "once", 2: "twice"}.get(overtime, f"{overtime} times")
    return f"it may be stopped {often} by consensus"


PRIORITIES = {
    Priority.NONE: "does not matter to them",
    Priority.LOW: "matters little to them",
    Priority.MEDIUM: "matters to them",
    Priority.HIGH: "matters greatly to them",
}

CLAIMED = {
    Priority.NONE: "says that it does not matter",
    Priority.LOW: "says that it matters little",
    Priority.MEDIUM: "says that it matters",
    Priority.HIGH: "says that it matters greatly",
}

SIZES = {
    Size.NARROW: "a narrow gap",
    Size.MODERATE: "a moderate gap",
    Size.WIDE: "a wide gap",
    Size.GULF: "a gulf",
}

STANCES = {
    Stance.SUPPORT: "supports",
    Stance.LIVE_WITH: "can live with it",
    Stance.RESERVE: "has reservations",
    Stance.OPPOSE: "opposes",
}

BALLOTS = {
    Ballot.YES: "yes",
    Ballot.NO: "no",
    Ballot.ABSTAIN: "abstains",
    Ballot.ABSENT: "absent",
    Ballot.CONCERN: "yes, with a concern minuted",
    Ballot.OBJECTION: "objects",
    Ballot.SILENT: "silent",
}

STATUSES = {
    ClauseStatus.OPEN: "open",
    ClauseStatus.BRACKETED: "in brackets",
    ClauseStatus.CLOSED: "closed",
    ClauseStatus.AGREED: "agreed",
}

CLARITIES = {Clarity.CLEAR: "clear", Clarity.AMBIGUOUS: "constructively ambiguous"}

GOALS = {
    Goal.MODEST: "modest (one clause)",
    Goal.SOLID: "solid (two clauses)",
    Goal.BOLD: "bold (four clauses)",
}

NIGHTS = {
    NightChoice.FIRM: "stands firm",
    NightChoice.GIVE: "gives",
    NightChoice.FUDGE: "offers an ambiguous formula",
    NightChoice.WALK: "walks out",
}

NIGHTS_MANY = {
    NightChoice.FIRM: "stand firm",
    NightChoice.GIVE: "give",
    NightChoice.FUDGE: "offer an ambiguous formula",
    NightChoice.WALK: "walk out",
}

OUTCOMES = {
    Outcome.ADOPTED: "adopted",
    Outcome.PARTIAL: "adopted in part",
    Outcome.SUSPENDED: "suspended",
    Outcome.COLLAPSED: "collapsed",
}

TERM_STATES = {
    TermState.PENDING: "pending",
    TermState.KEPT: "kept",
    TermState.BROKEN: "broken",
    TermState.LAPSED: "lapsed",
}

THREAT_STATES = {
    ThreatState.STANDING: "standing",
    ThreatState.COMPLIED: "complied with",
    ThreatState.IMPOSED: "carried out",
    ThreatState.BACKED_DOWN: "backed down from",
    ThreatState.WITHDRAWN: "withdrawn",
}

STAGES = {
    Stage.TWIST: "the news of the morning",
    Stage.PLANNING: "planning",
    Stage.INVITATIONS: "invitations",
    Stage.CAUCUS: "the caucus",
    Stage.MEDIATION: "mediation",
    Stage.MEETINGS: "side-meetings",
    Stage.PLENARY: "the plenary",
    Stage.VOTE: "the vote",
    Stage.SUMMIT: "the summit night",
    Stage.RECKONING: "the reckoning",
    Stage.AFTERMATH: "the aftermath",
    Stage.ENDED: "the end",
}

TRIGGERS = {
    Trigger.SIGNATURE: "at the end of this round",
    Trigger.CLAUSE: "once the clause is closed",
    Trigger.ADOPTION: "once the text is adopted",
}

STYLES = {
    Style.FACILITATE: "show the parties what they have in common",
    Style.FORMULATE: "put a proposal to the parties",
    Style.PRESS: "press the parties to take a proposal",
}

COMMITMENTS = {1: "a private hint", 2: "a plain warning", 3: "a public ultimatum"}

REASONS = {
    Reason.AGREED: "agreed",
    Reason.WORST_CLAUSE: "one clause is too bad for them",
    Reason.RED_LINE: "it crosses a red line",
    Reason.HOLDING_OUT: "they hold out for more",
    Reason.DISTRUST: "they do not trust the one who asks",
    Reason.OUTSIDE_MANDATE: "it is outside their mandate",
    Reason.HOME: "home would not have it",
    Reason.RIVAL_GAINS: "a rival would gain by it",
    Reason.BOUND: "they have given their word elsewhere",
    Reason.RESENTMENT: "they have not forgotten what was done to them",
    Reason.NO_AUTHORITY: "whoever sits there cannot commit",
    Reason.NOTHING_NEW: "nothing in it is new",
    Reason.OVERREACH: "it asks more than it gives",
    Reason.BUSY: "no time left today",
    Reason.PROMISED: "they had promised it",
}

FOR_IT = {
    Reason.WORST_CLAUSE: "as it stands, the clause is too bad for them",
    Reason.RED_LINE: "as it stands, the clause crosses a red line of theirs",
    Reason.OUTSIDE_MANDATE: "as it stands, the clause is outside their mandate",
    Reason.HOLDING_OUT: "they hope for more by it",
    Reason.HOME: "home asks for it",
    Reason.RIVAL_GAINS: "a rival gains by the text as it stands",
    Reason.BOUND: "they have given their word on it",
    Reason.PROMISED: "they had promised it",
}
"""Reasons as they are given for a vote in favour, where they read otherwise than for a refusal."""

ADVICE = {
    Reason.WORST_CLAUSE: "Another option on that clause, or something in return, might turn it.",
    Reason.RED_LINE: "No price will turn that; take the clause out or choose another option.",
    Reason.HOLDING_OUT: "Time, or a better offer, will turn it.",
    Reason.DISTRUST: "Reassure them or keep a promise first, then come back.",
    Reason.OUTSIDE_MANDATE: "Their capital must widen the mandate, or a minister must come.",
    Reason.HOME: "Their public must see a gain in it.",
    Reason.RIVAL_GAINS: "Give them something their rival does not get.",
    Reason.BOUND: "Ask for something their word leaves free.",
    Reason.RESENTMENT: "Mend the relationship before the next offer.",
    Reason.NO_AUTHORITY: "Meet when somebody who can commit sits there.",
    Reason.NOTHING_NEW: "Bring a different offer.",
    Reason.OVERREACH: "Ask for less, or add to your side.",
}
"""What would turn a refusal when no counter-offer says so (R6.3)."""

CAUSES = {
    "brokered": "an agreement brokered",
    "common-ground": "common ground found",
    "tone": "the tone in the room",
    "pressed": "being leaned on",
    "accredited": "a seat in the hall",
    "ad-referendum": "undertaken outside the mandate",
    "agreed": "an agreement",
    "answered": "an honest-sounding answer",
    "annexed": "a clause put off",
    "appealed": "an appeal",
    "backed-down": "a threat not carried out",
    "backed-threat": "standing behind a threat",
    "blocked": "blocking the text",
    "broken": "a broken promise",
    "broken-seen": "a promise seen broken",
    "campaign": "campaigning at home",
    "carried-out": "a threat carried out",
    "caught-lie": "a false answer",
    "clause": "a clause closed",
    "clock": "the clock",
    "closed": "clauses closed beforehand",
    "club": "what a club brings at once",
    "contest": "a contest for the lead",
    "countered": "a counter-threat",
    "disowned": "the capital disowning an undertaking",
    "double-promise": "one thing promised twice",
    "drafted": "work on the wording",
    "evaded": "an evasion",
    "excluded": "being left out of the green room",
    "extended": "a deadline put off",
    "gave-way": "giving way to a threat",
    "haste": "haste",
    "isolated": "standing alone against the text",
    "kept": "a promise kept",
    "leak": "a leak",
    "left-bloc": "leaving the others",
    "left-club": "giving up what a club brought",
    "left-out": "a club formed without it",
    "lifted": "a sanction lifted",
    "ministers": "ministers at work",
    "motion-lost": "a motion lost",
    "night": "the night",
    "package": "a package carried",
    "paid": "a payment made",
    "patron": "a patron's shelter",
    "pretext": "a pretext bought",
    "rally": "rallying round the flag",
    "reassured": "reassurance",
    "received": "a payment received",
    "red-line-crossed": "a public red line crossed",
    "reopened": "a clause reopened",
    "reopened-position": "a common position opened again",
    "resolve": "a show of resolve",
    "rival-paid": "a rival being paid",
    "sanction": "the sanction",
    "sanction-bites": "the sanction biting",
    "sanction-fatigue": "weariness of the sanction",
    "sanctioned": "a sanction imposed",
    "sent": "a minister sent",
    "settled-elsewhere": "a clause settled in a club",
    "shamed": "being shamed in public",
    "shielded": "sheltering the target",
    "speech": "the speech",
    "spoke-for-bloc": "speaking for others",
    "stood-up": "standing up to a threat",
    "summit-failed": "the failed summit",
    "summit-staged": "an empty summit",
    "summit-succeeded": "the summit's success",
    "talked": "a talk",
    "threat-backed": "a threat that has partners",
    "threat-over": "the threat being over",
    "threat-worked": "a threat that worked",
    "threatened": "the threat",
    "volunteered": "a confidence",
    "unilateral": "acting without partners",
    "vote-lost": "a vote lost",
    "wavered": "not voting with the others",
    "walked-from-summit": "walking out of the summit",
    "walked-out": "the walk-out",
}
"""Why a number moved; what is not here is the title of a twist."""

SOURCES = {
    "word": "their own word",
    "mediator": "what was told a mediator",
    "staff": "your staff",
    "experts": "your experts",
    "expert-group": "the experts of the house",
    "leak": "a leaked paper",
    "answer": "the way they refused",
    "bargain": "what they signed",
}


def join(parts: Iterable[str], last: str = "and") -> str:
    """``a, b and c``."""
    items = [part for part in parts if part]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def signed(number: int) -> str:
    """A change with its sign; the minus is a plain hyphen, which every terminal and reader knows."""
    return f"+{number}" if number > 0 else str(number)


def sentence(text: str) -> str:
    """The text with a capital first and a full stop last."""
    text = text.strip()
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    ended = text[-1] in ".!?…" or (text[-1] in "’”\"'" and text[-2:-1] in ".!?…")
    return text if ended else text + "."


def shares(parts: Sequence[int]) -> tuple[int, ...]:
    """Parts of a whole in per cent that add up to 100, by largest remainder; zeros for nothing."""
    whole = sum(parts)
    if whole <= 0:
        return tuple(0 for _ in parts)
    found = [100 * part // whole for part in parts]
    order = sorted(range(len(parts)), key=lambda k: (-(100 * parts[k] % whole), k))
    for k in order[: 100 - sum(found)]:
        found[k] += 1
    return tuple(found)


def sure(certainty: int) -> str:
    """How sure a belief is, in words, from a certainty of 0-100."""
    if certainty >= 75:
        return "well founded"
    if certainty >= 50:
        return "fairly sure"
    return "a first impression" if certainty >= 25 else "a guess"


def vote_reason(reason: Reason, favourable: bool) -> str:
    """The reason in an explanation of vote; empty where the vote needs none."""
    if reason is Reason.AGREED:
        return ""
    return FOR_IT.get(reason, "") if favourable else REASONS[reason]
