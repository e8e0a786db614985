"""The balance report: who scores what from which chair, how conferences end, and which verbs win (R21).

Guarantees: a function of pack and records; plain JSON values; figures that cannot be had from the games at
hand are None, never invented.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from diplogame.lab.felt import levels, steps
from diplogame.lab.lineup import engine_hash, pack_hash
from diplogame.lab.play import Record
from diplogame.lab.stats import Mean, mean, of_mean, of_share, quantile, share
from diplogame.lab.store import SHORT
from diplogame.lab.study import SIGNED, Study
from diplogame.lab.verbs import chosen
from diplogame.rules.conference import Kind
from diplogame.rules.decisions.data import rule_to_data
from diplogame.rules.ids import SeatId

FORMAT: Final = "diplogame-lab-balance"
VERSION: Final = 1


def balance(study: Study) -> dict[str, Any]:
    """The whole report but its targets; docs/lab.md describes every key."""
    conference = study.pack.conference
    return {
        "format": FORMAT,
        "version": VERSION,
        "pack": study.pack.manifest.id,
        "title": study.pack.phrasebook.title,
        "rules": pack_hash(conference)[:SHORT],
        "engine": engine_hash()[:SHORT],
        "games": len(study.records),
        "difficulty": study.level,
        "adoption": rule_to_data(conference.institution.adoption)["kind"],
        "unanimous": study.unanimous,
        "range": score_range(study),
        "bots": [_bot(study, bot) for bot in study.bots],
        "seats": [_seat(study, d.id) for d in conference.delegations if d.kind is not Kind.CHAIR],
        "minds": _minds(study),
        "random": _random(study),
        "middle": _middle(study),
        "feasible": _feasible(study),
        "verbs": _verbs(study),
        "levels": levels(study),
        "steps": steps(study),
        "defects": [{"game": r["key"], "what": r["defect"]} for r in study.defects],
    }


# --- figures as JSON --------------------------------------------------------------------------------


def of_counts(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts as JSON, the most frequent first, ties by name."""
    return {k: counts[k] for k in sorted(counts, key=lambda k: (-counts[k], k))}


# --- bots and chairs --------------------------------------------------------------------------------


def _scores(study: Study) -> list[int]:
    """Every score that minds and bots got in the voting chairs."""
    found = [r["scores"][s] for r in study.minds for s in study.seats if s in r["scores"]]
    for bot in study.bots:
        found += [r["scores"][seat] for seat, r in study.alone(bot)]
    return found


def score_range(study: Study) -> dict[str, float] | None:
    """The range that scores span in this pack: from the 1st to the 99th percentile, points."""
    scores = _scores(study)
    if not scores:
        return None
    low, high = quantile(scores, 1), quantile(scores, 99)
    return {"low": round(low, 1), "high": round(high, 1), "width": round(high - low, 1)}


def _bot(study: Study, bot: str) -> dict[str, Any]:
    games = study.alone(bot)
    margins = [r["scores"][seat] - study.pars[seat] for seat, r in games]
    return {
        "bot": bot,
        "score": of_mean(mean([r["scores"][seat] for seat, r in games])),
        "margin": of_mean(mean(margins)),
        "beats_par": of_share(share(sum(m > 0 for m in margins), len(margins))),
        "adopted": of_share(share(sum(r["outcome"] == "adopted" for _, r in games), len(games))),
        "seats": {
            seat: of_mean(mean([r["scores"][s] for s, r in games if s == seat]))
            for seat in study.seats
        },
        "broker_lead": None if bot == "broker" else of_mean(lead(study, "broker", bot)),
        "mind_lead": of_mean(_mind_lead(study, bot)),
    }


def lead(study: Study, one: str, other: str, level: str = "") -> Mean | None:
    """By how much one bot outscores another, game by game on the same seeds and chairs, points."""
    theirs = {(seat, r["seed"]): r["scores"][seat] for seat, r in study.alone(other, level)}
    pairs = [
        r["scores"][seat] - theirs[seat, r["seed"]]
        for seat, r in study.alone(one, level)
        if (seat, r["seed"]) in theirs
    ]
    return mean(pairs)


def _mind_lead(study: Study, bot: str) -> Mean | None:
    """By how much the mind of a chair outscores a bot in it, game by game, points."""
    theirs = {r["seed"]: r["scores"] for r in study.minds}
    pairs = [
        theirs[r["seed"]][seat] - r["scores"][seat]
        for seat, r in study.alone(bot)
        if seat in theirs.get(r["seed"], {})
    ]
    return mean(pairs)


def _seat(study: Study, seat: SeatId) -> dict[str, Any]:
    card = study.pack.conference.delegation(seat)
    scores = [r["scores"][seat] for r in study.minds if seat in r["scores"]]
    ways = []
    for bot in study.bots:
        margins = [r["scores"][s] - study.pars[s] for s, r in study.alone(bot) if s == seat]
        if margins:
            ways.append((mean(margins), bot, sum(m > 0 for m in margins)))
    # Par is a median: a way to beat it is one that does so in half of its games or more.
    best = max(ways, key=_way, default=None)
    return {
        "seat": seat,
        "name": study.pack.phrasebook.name(seat),
        "votes": seat in study.seats,
        "par": study.pars[seat],
        "par_of_pack": card.par,
        "minds": of_mean(mean(scores)),
        "quartiles": [round(quantile(scores, q), 1) for q in (5, 25, 50, 75, 95)] if scores else [],
        "best": None
        if best is None
        else {
            "bot": best[1],
            "margin": of_mean(best[0]),
            "beats_par": of_share(share(best[2], best[0].count if best[0] is not None else 0)),
        },
    }


def _way(way: tuple[Mean | None, str, int]) -> tuple[float, float, str]:
    """How good a way to play a chair is: games above par, then the mean."""
    margin, bot, above = way
    return (above / margin.count, margin.mean, bot) if margin is not None else (0.0, 0.0, bot)


# --- how conferences go -----------------------------------------------------------------------------


def _total(records: Iterable[Record], key: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for record in records:
        found.update(record[key])
    return found


def _minds(study: Study) -> dict[str, Any]:
    games, conference = study.minds, study.pack.conference
    outcomes = Counter(r["outcome"] for r in games)
    rounds = conference.calendar.rounds
    closes = [r["round"] for r in games if r["outcome"] in SIGNED]
    closings: Counter[int] = Counter(round_ for r in games for round_, _issue in r["closings"])
    late = sum(close * 5 > rounds * 4 for close in closes)
    first = Counter(r["questions"][0][0] for r in games if r["questions"])
    ratified = [yes for r in games for yes in r["ratified"].values()]
    survival = [r["survival"] for r in games if r["outcome"] in SIGNED]
    return {
        "games": len(games),
        "outcomes": of_counts(outcomes),
        "adopted": of_share(share(outcomes["adopted"], len(games))),
        "signed": of_share(share(len(closes), len(games))),
        "ratified": of_share(share(sum(ratified), len(ratified))),
        "survival": of_mean(mean(survival)),
        "joint": of_mean(mean([r["joint"] for r in games if r["outcome"] in SIGNED])),
        "rounds": rounds,
        "closes": {str(k): v for k, v in sorted(Counter(closes).items())},
        "late": of_share(share(late, len(closes))),
        "clause_closings": {str(k): v for k, v in sorted(closings.items())},
        "first_votes": {str(k): v for k, v in sorted(first.items())},
        "blockers": of_counts(_total(games, "blockers")),
        "contested": of_counts(_total(games, "contested")),
        "motions": of_counts(_total(games, "motions")),
        "carried": of_counts(_total(games, "carried")),
        "offers": of_counts(_total(games, "offers")),
        "reasons": of_counts(_total(games, "reasons")),
        "promises": of_counts(_total(games, "promises")),
        "threats": of_counts(_total(games, "threats")),
        "summits": of_counts(Counter(r["summit"] for r in games if r["summit"])),
        "treaties": len({tuple(r["package"]) for r in games if r["package"]}),
    }


def _random(study: Study) -> dict[str, Any]:
    games = study.random
    failed = sum(r["outcome"] != "adopted" for r in games)
    return {
        "games": len(games),
        "outcomes": of_counts(Counter(r["outcome"] for r in games)),
        "no_consensus": of_share(share(failed, len(games))),
    }


def _middle(study: Study) -> dict[str, Any]:
    games = [r for r in study.minds if "middle" in r]
    return {
        "rejected": of_share(share(sum(not r["middle"][0] for r in games), len(games))),
        "rejected_at_end": of_share(share(sum(not r["middle"][1] for r in games), len(games))),
    }


def _feasible(study: Study) -> dict[str, Any]:
    shares = [f[0] / f[1] for r in study.minds if (f := r.get("feasible"))]
    none = sum(not value for value in shares)
    if not shares:
        return {"games": 0, "median": None, "low": None, "high": None, "empty": None}
    return {
        "games": len(shares),
        "median": round(quantile(shares, 50), 5),
        "low": round(quantile(shares, 10), 5),
        "high": round(quantile(shares, 90), 5),
        "empty": of_share(share(none, len(shares))),
    }


# --- verbs ------------------------------------------------------------------------------------------


def _verbs(study: Study) -> dict[str, Any]:
    """Shares of verbs in the orders of winners: chairs that beat their par with a treaty."""
    winners: Counter[str] = Counter()
    everybody: Counter[str] = Counter()
    by: dict[str, Counter[str]] = {}
    wins: Counter[str] = Counter()
    for name, seat, record in _players(study):
        used = Counter({v: n for v, n in record["verbs"].get(seat, {}).items() if chosen(v)})
        everybody.update(used)
        if study.won(seat, record):
            winners.update(used)
            by.setdefault(name, Counter()).update(used)
            wins[name] += 1
    return {
        "winners": sum(wins.values()),
        "orders": sum(winners.values()),
        "winning": _shares(winners),
        "all": _shares(everybody),
        "by": {name: {"wins": wins[name], "shares": _shares(by[name])} for name in sorted(by)},
    }


def _players(study: Study) -> Iterable[tuple[str, SeatId, Record]]:
    """(player, chair, game) of every mind in games of minds, and of every bot alone among minds."""
    for record in study.minds:
        for seat in study.seats:
            yield "mind", seat, record
    for bot in study.bots:
        for seat, record in study.alone(bot):
            yield bot, seat, record


def _shares(counts: Counter[str]) -> dict[str, float]:
    total = sum(counts.values())
    return {k: round(v / total, 4) for k, v in of_counts(counts).items()} if total else {}
