# ruff: noqa: E501 - an order and its explanation belong on one line
"""Help and glossary of plain mode.

Guarantees: `help` names every order of every duty (tested against the table of verbs).
"""

from __future__ import annotations

ALWAYS = (
    ("help [ORDER]", "what can be done now, or how an order is written"),
    ("text", "the clauses, their options, and what each is worth to you"),
    ("room", "who is here and how you stand with them"),
    ("dossier DELEGATION", "what you know of one delegation, and how well"),
    ("ledger", "understandings, threats and sanctions, and what is due"),
    ("board [CLAUSE=OPTION ...]", "what a package is worth, and how it may be voted on"),
    ("instructions", "your confidential instructions"),
    ("cables [NUMBER]", "the latest cables again"),
    ("status", "one line on where you stand"),
    ("glossary [WORD]", "what a term means"),
    ("auto", "let your staff decide what is asked now; auto round, auto all for longer"),
    ("take back", "drop what is not confirmed yet"),
    ("save", "make sure the game is saved"),
    ("quit", "save and stop"),
)
"""Orders that may be given at any prompt."""

ORDERS: dict[str, tuple[tuple[str, str], ...]] = {
    "plan": (
        (
            "meet DELEGATION [ROOM] [about CLAUSE] [with expert|minister]",
            "ask for a side-meeting; rooms: corridor, green-room, back-channel, virtual",
        ),
        ("study CLAUSE", "have experts find out what it is worth to the others"),
        ("draft CLAUSE", "work on its wording: closing it costs half at home, and it lasts longer"),
        ("cable CLAUSE OPTION", "ask home for room to accept an option outside the mandate"),
        ("campaign", "work on opinion at home"),
        ("prepare", "send ministers to prepare the summit, once one is called"),
        ("rest", "keep the slot free for visitors"),
        (
            "declare [CLAUSE OPTION support|live|reserve|oppose]",
            "state your positions in public, as they are or as you please",
        ),
        ("done", "confirm the day's plan"),
    ),
    "twist": (("NUMBER", "choose an answer to the news"),),
    "invitation": (
        ("accept", "go to the meeting"),
        ("decline [busy|distrust|resentment|nothing]", "do not go, and say why"),
    ),
    "meeting": (
        ("probe [DELEGATION] CLAUSE", "ask what it is worth to them; of several, to the one named"),
        (
            "disclose CLAUSE [PRIORITY OPTION]",
            "say what it is worth to you; without more it is the truth",
        ),
        (
            "offer GIVE for ASK",
            "put a bargain on the table, as in: offer support a=b as long as c=d for c=d",
        ),
        ("ask ASK for GIVE", "the same, the other way round"),
        ("press INSTRUMENT CLAUSE=OPTION [hint|warning|ultimatum] [by ROUND]", "threaten"),
        ("reassure", "spend the exchange on the relationship"),
        ("yield", "let the other side speak"),
        ("adjourn", "end the meeting"),
    ),
    "offer": (
        ("accept [NUMBER]", "agree; with the number of a variant if there are several"),
        (
            "decline [REASON] [CLAUSE]",
            "say no; reasons: holding-out, worst-clause, red-line, distrust, mandate, home, rival, bound, resentment, authority, nothing-new, overreach",
        ),
        ("counter GIVE for ASK", "say no, and what would turn it"),
    ),
    "probe": (
        ("truth", "say what it is truly worth to you"),
        (
            "disclose PRIORITY OPTION",
            "say something else: none, low, medium or high, and an option",
        ),
        ("evade", "do not answer"),
    ),
    "threat": (
        ("comply", "do what they demand"),
        ("partly", "no longer object to it"),
        ("stall", "play for time"),
        ("counter", "threaten back"),
        ("patron DELEGATION", "seek shelter"),
    ),
    "plenary": (
        (
            "speech appeal [DELEGATION]",
            "speak, once a plenary; also: shame DELEGATION, red-line CLAUSE=OPTION, rally",
        ),
        ("amend CLAUSE OPTION", "move another option into the text"),
        ("close CLAUSE [ambiguous]", "move to take the brackets off"),
        ("reopen CLAUSE", "move to open a closed clause"),
        ("package CLAUSE=OPTION ...", "move a whole package"),
        ("refer CLAUSE", "move to refer a technical clause to experts"),
        ("annex CLAUSE", "move to put a clause off to an annex"),
        ("vote", "move to vote on the text"),
        ("silence", "move the silence procedure"),
        ("summit modest|solid|bold", "move to summon the leaders"),
        ("stop clock", "move to add a round, in the last one"),
        ("suspend", "move to suspend the conference"),
        ("divide [CLAUSE=OPTION ...]", "move to put the text, or a package, clause by clause"),
        ("accredit DELEGATION", "move to let an observer speak in the hall"),
        ("endorse INSTRUMENT DELEGATION", "move that the house stand behind a means of pressure"),
        ("ultimatum DELEGATION INSTRUMENT CLAUSE=OPTION [by ROUND]", "threaten from the floor"),
        ("leave", "walk out for the rest of the round"),
        ("pass", "say nothing more"),
    ),
    "ballot": (
        ("yes", "vote for it"),
        ("no [CLAUSE]", "vote against it, because of a clause"),
        ("abstain", "neither"),
        ("concern [CLAUSE]", "let it pass with a concern minuted"),
        ("object [CLAUSE]", "object"),
        ("silent", "do not break the silence"),
    ),
    "night": (
        ("firm", "hold your ground"),
        ("give CLAUSE", "cross one line by one step"),
        ("fudge CLAUSE", "offer a formula that each may read as it likes"),
        ("walk", "leave"),
    ),
    "reckoning": (
        ("pay [NUMBER]", "deliver what was promised"),
        ("withhold [NUMBER]", "do not"),
        ("impose [NUMBER]", "carry a threat out"),
        ("extend [NUMBER]", "put its deadline off"),
        ("back down [NUMBER] [pretext]", "do not carry it out"),
        ("lift [NUMBER]", "lift a sanction"),
        ("drop out [NUMBER]", "stop backing somebody's sanction"),
        ("close", "nothing more today"),
    ),
    "aftermath": (
        ("comply", "keep the treaty at its word"),
        ("verify", "keep it and pay for inspections"),
        ("cheat", "break it behind its back"),
    ),
}
"""Orders by duty: how they are written, and what they do."""

QUESTIONS = {
    "plan": "Plan the day",
    "twist": "Answer the news",
    "invitation": "Answer the invitation",
    "meeting": "Your move at the table",
    "offer": "Answer the offer",
    "probe": "Answer the question",
    "threat": "Answer the threat",
    "plenary": "You have the floor",
    "ballot": "Vote",
    "night": "The summit night",
    "reckoning": "Settle what is due",
    "aftermath": "The years after",
}

GLOSSARY = {
    "ad referendum": "Agreed by the envoy, subject to the capital's approval.",
    "amendment": "A motion that puts another option of a clause into the chair's text.",
    "aspiration": "What a delegation holds out for today; it falls as time runs out.",
    "back channel": "A meeting that nobody sees. If it leaks, it costs at home.",
    "brackets": "Words in square brackets are not agreed. To close a clause is to take them off.",
    "bargain": "Undertakings of two or more delegations, each in return for the others.",
    "concern": "A ballot that lets a text pass and has a worry minuted.",
    "consensus": "Adoption without a stated objection. Silence and concerns do not stop it.",
    "constructive ambiguity": "Words that each side may read as it likes: easy to sign, hard to keep.",
    "corridor": "A meeting that everybody sees.",
    "credibility": "How far the others believe what a delegation promises and threatens, 0-100.",
    "gauge": "Support at home, 0-100. The capital ratifies, or does not, by it.",
    "green room": "A meeting of three or more behind a door. Those left out mind.",
    "incentive": "Something a delegation can give in return: money, technology, a post.",
    "instrument": "Something a delegation can threaten with, and then impose.",
    "linkage": "Options of different clauses that are worth more, or less, together.",
    "mandate": "The options an envoy may accept without asking home.",
    "non-paper": "A draft without letterhead, circulated to see what others make of it.",
    "objection": "A ballot that stops a consensus.",
    "package": "One option for every clause, offered as a whole.",
    "par": "What minds get from a chair on average: the measure of a result.",
    "plenary": "The whole conference in the hall: speeches, motions, votes.",
    "probe": "The question what a clause is worth to the other side.",
    "proviso": "A condition on the text: what was undertaken binds only as long as a clause reads so.",
    "ratification": "The consent of a capital to what its envoy signed.",
    "red line": "A combination of options that a delegation does not sign.",
    "reserve": "See walk-away.",
    "reckoning": "The end of a round, when payments and threats fall due.",
    "sanction": "A threat carried out. Both sides pay every round until it is lifted.",
    "silence procedure": "Adopted unless somebody breaks the silence.",
    "standing": "How much a delegation counts in the hall, 0-100.",
    "summit": "The leaders' night. It can break a deadlock if it is prepared, and costs all if it fails.",
    "trust": "How far one delegation relies on another, 0-100: slow to earn, quick to lose.",
    "ultimatum": "A threat in public, with a deadline: strong, and costly to back down from.",
    "walk-away": "What no deal is worth to a delegation. It does not sign for less.",
}
