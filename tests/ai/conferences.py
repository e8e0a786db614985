"""Conferences made up by a seed: a few seats, six issues, every instrument and script there is."""

from __future__ import annotations

from diplogame.rules import conference as c
from diplogame.rules import dice
from diplogame.rules.conditions import Compare, Const, Name
from diplogame.rules.decisions import (
    Consensus,
    ConsensusMinus,
    DecisionRule,
    Majority,
    Share,
    Unanimity,
)
from diplogame.rules.decisions.kinds import Base

NAMES = ("alder", "birch", "cedar", "douglas", "elm")
RULES: tuple[DecisionRule, ...] = (
    Consensus(),
    Unanimity(),
    ConsensusMinus(k=1),
    Majority(share=Share(2, 3)),
)


def made_up(seed: int, seats: int = 0, rounds: int = 6) -> c.Conference:
    """A conference of 4 or 5 seats, a voice and a chair; the same for the same seed."""

    def roll(*key: str | int, low: int, high: int) -> int:
        return low + dice.draw(seed, "conference", *key, sides=high - low + 1)

    count = seats or roll("seats", low=4, high=5)
    names = NAMES[:count]
    issues = tuple(_issue(k, roll) for k in range(6))
    delegations = tuple(_seat(name, names, issues, roll) for name in names)
    voice = c.Delegation(
        "willow",
        c.Kind.VOICE,
        _interests("willow", issues, roll),
        slots=2,
        initiative=20,
        budget=2,
    )
    chair = c.Delegation("chair", c.Kind.CHAIR, ())
    everybody = (*names, "willow")
    return c.Conference(
        id=f"made-up-{seed}",
        version="1",
        issues=issues,
        delegations=(*delegations, voice, chair),
        institution=c.Institution(
            adoption=RULES[seed % len(RULES)],
            amendment=Majority(share=Share(1, 2), of=Base.MEMBERS),
            partial_minimum=3,
        ),
        calendar=c.Calendar(
            rounds=rounds,
            slots=("morning", "afternoon", "evening"),
            phases=(
                (c.Phase.AGENDA, 1),
                (c.Phase.INFORMATION, 2),
                (c.Phase.PROPOSAL, 2),
                (c.Phase.CONSENSUS, 3),
                (c.Phase.ADOPTION, rounds - 1),
            ),
            summit_rounds=(rounds - 2, rounds - 1),
        ),
        incentives=tuple(
            c.Incentive(
                f"gift-{giver}",
                "aid",
                giver,
                roll("price", giver, low=1, high=3),
                tuple(
                    (other, roll("gift", giver, other, low=100, high=500))
                    for other in everybody
                    if other != giver
                ),
                ((names[0], 4),) if giver != names[0] else (),
            )
            for giver in everybody
        ),
        instruments=tuple(
            c.Instrument(
                f"tool-{sender}",
                "trade",
                sender,
                tuple(
                    (other, roll("tool", sender, other, low=60, high=260))
                    for other in names
                    if other != sender
                ),
                roll("own", sender, low=10, high=120),
            )
            for sender in names[1:]
        ),
        twists=(
            c.Twist(
                "storm",
                c.Range(2, 3),
                effects=(c.Effect("crisis", 5),),
                chooser=names[0],
                choices=(
                    c.TwistChoice("help", (c.Effect("gauge", -3, names[0]),)),
                    c.TwistChoice("hide", (c.Effect("standing", -3, names[0]),), 20),
                ),
            ),
        ),
    )


def _issue(k: int, roll: object) -> c.Issue:
    count = roll("options", k, low=3, high=5)  # type: ignore[operator]
    return c.Issue(
        f"issue-{k}",
        tuple(f"o{o}" for o in range(count)),
        ordered=k != 5,
        technical=k % 2 == 0,
        opening=(k % count,),
    )


def _interests(name: str, issues: tuple[c.Issue, ...], roll: object) -> tuple[c.IssueInterest, ...]:
    found = []
    for k, issue in enumerate(issues):
        weight = roll("weight", name, k, low=4, high=40)  # type: ignore[operator]
        ideal = roll("ideal", name, k, low=0, high=1000)  # type: ignore[operator]
        count = len(issue.options)
        wanted = (ideal * (count - 1) + 500) // 1000
        worth: c.ValueCurve | c.ValueList = c.ValueCurve(c.Range(ideal, ideal), 22)
        if not issue.ordered:
            worth = c.ValueList(tuple(100 if o == wanted else 20 + 15 * o for o in range(count)), 5)
        priority = c.Priority.HIGH if weight > 26 else c.Priority.LOW
        mandate = tuple(o for o in range(count) if abs(o - wanted) <= 2)
        found.append(
            c.IssueInterest(issue.id, c.Range(weight, weight + 4), worth, wanted, priority, mandate)
        )
    return tuple(found)


def _seat(
    name: str, names: tuple[str, ...], issues: tuple[c.Issue, ...], roll: object
) -> c.Delegation:
    def r(*key: str | int, low: int, high: int) -> int:
        return int(roll(*key, name, low=low, high=high))  # type: ignore[operator]

    interests = _interests(name, issues, roll)
    heavy = max(range(len(issues)), key=lambda k: interests[k].weight.low)
    count = len(issues[heavy].options)
    far = 0 if interests[heavy].declared_option * 2 >= count else count - 1
    other = names[(names.index(name) + 1) % len(names)]
    return c.Delegation(
        id=name,
        kind=c.Kind.SEAT,
        interests=interests,
        votes=r("votes", low=1, high=3),
        slots=r("slots", low=2, high=3),
        initiative=r("initiative", low=30, high=80),
        red_lines=(c.RedLine(f"line-{name}", ((issues[heavy].id, (far,)),)),),
        walk_away=c.Range(3600, 5200),
        drift=-30,
        impatience=r("impatience", low=0, high=12),
        home=c.Home(
            gauge=r("gauge", low=45, high=70),
            veto_players=(
                c.VetoPlayer("lobby", c.Range(5, 12), ((issues[(heavy + 1) % 6].id, (far % 3,)),)),
            ),
        ),
        budget=r("budget", low=0, high=6),
        temperament=c.Temperament(
            beta=c.Range(25, 70),
            candour=r("candour", low=20, high=90),
            bluff=r("bluff", low=0, high=60),
            aggression=r("aggression", low=5, high=90),
            grudge=r("grudge", low=10, high=80),
            patience=r("patience", low=3, high=5),
            generosity=r("generosity", low=10, high=90),
            brokerage=r("brokerage", low=10, high=90),
            pride=r("pride", low=5, high=80),
        ),
        agenda=(
            c.AgendaItem(
                f"agenda-{name}", other, issues[heavy].id, interests[heavy].declared_option, 3
            ),
        ),
        rules=_rules(name, other, issues[heavy].id, interests[heavy].declared_option),
        trust=tuple((o, r("trust", o, low=25, high=80)) for o in names if o != name),
        rivals=(other,) if r("rival", low=0, high=1) else (),
    )


def _rules(name: str, other: str, issue: str, option: int) -> tuple[c.ScriptRule, ...]:
    """One rule for every act that there is, spread over the rounds."""

    def when(round_: int) -> Compare:
        return Compare(">=", Name("round"), Const(round_))

    acts: tuple[tuple[str, int, c.ScriptAct], ...] = (
        ("seek", 1, c.SeekMeeting(other)),
        ("speak", 2, c.Speak("appeal", other)),
        ("promise", 2, c.Promise(other, f"gift-{name}", issue, option)),
        ("press", 3, c.Threaten(other, f"tool-{name}", issue, option)),
        ("ultimatum", 4, c.Threaten(other, f"tool-{name}", issue, option, True)),
        ("soften", 4, c.Adjust(-300)),
        ("hold", 5, c.HoldOut(issue)),
        ("summit", 3, c.CallSummit(1)),
        ("vote", 5, c.CallVote()),
    )
    kept = acts if name in NAMES[:3] else acts[:6]
    rules = [c.ScriptRule(f"{name}-{what}", when(at), act) for what, at, act in kept]
    if name == NAMES[1]:
        rules.append(c.ScriptRule(f"{name}-walk", when(5), c.WalkOut(), once=False, cooldown=3))
    return tuple(rules)
