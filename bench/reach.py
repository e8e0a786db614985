"""`python -m bench.reach PACK`: what of a pack is reached when minds play it, and what never is.

Plays conferences with minds in every chair and counts every twist and its answers, every rule that a
delegation is scripted with, every line key of every speaker, and every epilogue. What is listed as
never reached is dead weight or a defect: a condition that cannot hold, an act that cannot be given, a
line that nothing says. Lines are counted as they are told with all cards open and to each delegation.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from diplogame.app.narrate import Narrator, Wire
from diplogame.app.session import Session
from diplogame.packs.lines import COMMON, EXTRA, SPOKEN
from diplogame.packs.loader import LoadedPack, load_pack
from diplogame.rules import events as ev
from diplogame.rules.conditions import evaluate
from diplogame.rules.conference import HoldOut, Kind
from diplogame.rules.facts import ViewFacts
from diplogame.rules.ids import SeatId
from diplogame.rules.view import view_of


@dataclass(slots=True)
class Reached:
    """In how many games each thing of a pack was reached."""

    games: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    twists: Counter[str] = field(default_factory=Counter)
    choices: Counter[tuple[str, str]] = field(default_factory=Counter)
    rules: Counter[tuple[SeatId, str]] = field(default_factory=Counter)
    lines: Counter[tuple[str, str]] = field(default_factory=Counter)
    epilogues: Counter[str] = field(default_factory=Counter)
    held: set[tuple[SeatId, str]] = field(default_factory=set)
    round: int = 0

    def watch(self, session: Session) -> None:
        """Look, once a round, which rules that only hold out or adjust a mind hold; they give no order."""
        if session.round == self.round:
            return
        self.round = session.round
        for d in session.pack.conference.delegations:
            quiet = [r for r in d.rules if isinstance(r.do, HoldOut)]
            facts = ViewFacts(view_of(session.state, d.id)) if quiet else None
            self.held |= {
                (d.id, r.id)
                for r in quiet
                if facts is not None and (r.when is None or evaluate(r.when, facts) is True)
            }

    def take(self, session: Session) -> None:
        """Count one finished game."""
        self.games += 1
        public = session.state.public
        self.ends[public.outcome.value if public.outcome is not None else "unfinished"] += 1
        narrator = Narrator(session.pack, session.seed)
        parties = [d.id for d in session.pack.conference.delegations if d.kind is not Kind.CHAIR]
        for seat in ("", *parties):
            wire = Wire(narrator, seat)
            for entry in session.history:
                wire.extend([(entry.round, event) for event in entry.events])
        said = set(narrator.book.said())
        said |= {(COMMON_VOICE, key) for who, key in said if not narrator.book.own(who, key)}
        self.lines.update(said)
        twists, choices, rules = set(), set(), set(self.held)
        self.held.clear()
        self.round = 0
        for event in session.events:
            match event:
                case ev.TwistHappened(twist=twist):
                    twists.add(twist)
                case ev.TwistChosen(twist=twist, choice=choice):
                    choices.add((twist, choice))
                case ev.ScriptFired(seat=seat, rule=rule):
                    rules.add((seat, rule))
                case _:
                    pass
        self.twists.update(twists)
        self.choices.update(choices)
        self.rules.update(rules)
        facts = ViewFacts(view_of(session.state, session.pack.conference.seats[0]))
        self.epilogues.update({each.text for each in session.pack.phrasebook.epilogues(facts)})


def expected_lines(pack: LoadedPack) -> list[tuple[str, str]]:
    """Every (speaker, key) that a pack has in a speaker's own file or that falls to the common one."""
    book, found = pack.phrasebook, []
    for key in COMMON:
        found.append(("", key))
    for d in pack.conference.delegations:
        if d.kind is Kind.CHAIR:
            continue
        armed = any(tool.sender == d.id for tool in pack.conference.instruments)
        for key, line in {**SPOKEN, **EXTRA}.items():
            speaks = d.kind is Kind.SEAT or not line.voters
            if speaks and (armed or key not in _ARMED) and book.own(d.id, key):
                found.append((d.id, key))
        own = {rule.say for rule in d.rules if rule.say}
        found += [(d.id, key) for key in sorted(own)]
    # What falls to the common voice is reached when anybody without a voice for it speaks.
    parties = [d for d in pack.conference.delegations if d.kind is not Kind.CHAIR]
    for key, line in {**SPOKEN, **EXTRA}.items():
        speakers = [d.id for d in parties if d.kind is Kind.SEAT or not line.voters]
        if book.own(COMMON_VOICE, key) and not all(book.own(s, key) for s in speakers):
            found.append((COMMON_VOICE, key))
    return found


COMMON_VOICE = "common"
_ARMED = frozenset(
    f"threat.{name}" for name in ("issue", "ultimatum", "extend", "back_down", "impose")
)
"""Lines of delegations that have an instrument of pressure."""


def main() -> int:
    """Play, count, and print what was never reached; 1 when something was not."""
    parser = argparse.ArgumentParser(prog="bench.reach", description=__doc__)
    parser.add_argument("pack", type=Path, metavar="PACK", help="a pack's folder")
    parser.add_argument("--games", type=int, default=30, help="conferences to play (30)")
    parser.add_argument("--first", type=int, default=0, help="the first seed (0)")
    parser.add_argument(
        "--all", action="store_true", help="print the counts of what was reached too"
    )
    asked = parser.parse_args()
    pack = load_pack(asked.pack)
    reached = Reached()
    for seed in range(asked.first, asked.first + asked.games):
        session = Session.new(pack, (), seed)
        session.run_minds(limit=20_000, on_step=reached.watch)
        reached.take(session)
        if sys.stderr.isatty():
            print(f"\r{reached.games} of {asked.games}", end="", file=sys.stderr, flush=True)
    print(f"{asked.pack.name}: {asked.games} conferences, {dict(sorted(reached.ends.items()))}")
    missing = report(pack, reached, asked.all)
    return 1 if missing else 0


def report(pack: LoadedPack, reached: Reached, everything: bool = False) -> int:
    """Print what was never reached; the number of such things."""
    c, missing = pack.conference, 0
    twists = [t.id for t in c.twists]
    groups: list[tuple[str, list[tuple[str, int]]]] = [
        ("twist", [(t, reached.twists[t]) for t in twists]),
        (
            "answer to a twist",
            [(f"{t.id}: {x.id}", reached.choices[t.id, x.id]) for t in c.twists for x in t.choices],
        ),
        (
            "rule",
            [
                (f"{d.id}: {r.id}", reached.rules[d.id, r.id])
                for d in c.delegations
                for r in d.rules
            ],
        ),
        ("line", [(f"{s or 'common'}: {k}", reached.lines[s, k]) for s, k in expected_lines(pack)]),
        (
            "epilogue",
            [(t.text[:60], reached.epilogues[t.text]) for t in pack.phrasebook.all_epilogues()],
        ),
    ]
    for title, rows in groups:
        never = [name for name, count in rows if not count]
        missing += len(never)
        print(f"{title}: {len(rows) - len(never)} of {len(rows)} reached")
        for name in never:
            print(f"  never  {name}")
        if everything:
            for name, count in rows:
                if count:
                    print(f"  {count:>5}  {name}")
    return missing


if __name__ == "__main__":
    sys.exit(main())
