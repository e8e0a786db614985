"""`python -m bench.odds PACK ...`: what weighs how much in the staff's forecasts, measured.

Plays conferences with minds in every chair (or another line-up), notes for every vote, threat and hour
of a summit the signs that the one who faces it can see (`diplogame.app.outlook.signs`), and what came of
it; fits log-odds to them, one table for all packs, and prints it as the module
``diplogame/app/outlook/weights.py``. ``--write`` puts it there.

Every pack has the same say, whatever its games hold. A sign that would speak against its own sense is left
out (`SIGNS` says which way each may speak). With ``--across`` each pack is fitted alone and tried on the
others: what is not the same everywhere shows as skill that does not travel.

The same packs, seeds and minds give the same table on any machine but for the last digit: fitting is done in
floating point, games are not.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp
from pathlib import Path
from typing import Any, Final, TypeAlias

from diplogame.app.outlook import signs
from diplogame.app.outlook.motions import after, rule_of
from diplogame.app.outlook.pressure import threat_signs
from diplogame.app.session import Session
from diplogame.lab.bots import BOTS
from diplogame.lab.lineup import seating
from diplogame.packs.loader import LoadedPack, load_pack
from diplogame.rules import commands as cmd
from diplogame.rules import events as ev
from diplogame.rules.decide import Accepted
from diplogame.rules.decisions import Ballot, Consensus, SilenceProcedure
from diplogame.rules.estimates import package_band
from diplogame.rules.summit import HOURS
from diplogame.rules.terms import MotionKind
from diplogame.rules.view import SeatView

WEIGHTS: Final = (
    Path(__file__).resolve().parents[1] / "diplogame" / "app" / "outlook" / "weights.py"
)

FAMILIES: Final = tuple(signs.SIGNS)
THREAT: Final = {"rules": 1, "stake": -1, "best": -1, "bound": -1, "free": 1, "cold": -1}
"""Signs of a threat and which way each may speak."""

GIVEN: Final = {"threat": {"rules": 600}}
"""Weights that are not fitted. How much of R10.2 is left when the target's own figures are guessed cannot be
told from minds: they hardly ever threaten vaguely or by a hint. More than this tells threats of either pack
worse."""

RIDGE: Final = 1.0
"""How strongly weights are drawn to nought: as one forecast that came true half of the time."""

ROUND: Final = 10
"""Weights are rounded to steps of ten thousandths; what is smaller says nothing."""

Sample: TypeAlias = dict[str, Any]
"""What was seen and what came of it: ``of``, ``pack``, ``signs`` and ``true``."""

_AGAINST = (Ballot.NO, Ballot.OBJECTION)
_FOR = (Ballot.YES, Ballot.SILENT)


class Watch:
    """The samples of one game."""

    def __init__(self, session: Session, pack: str) -> None:
        self.samples: list[Sample] = []
        self._session = session
        self._pack = pack
        self._moved: list[Sample] | None = None
        self._motions: dict[str, list[Sample]] = {}
        self._threat: dict[str, int] | None = None
        self._threats: dict[str, dict[str, int]] = {}
        self._nights: list[Sample] = []

    def _note(self, of: str, signs_: Mapping[str, int], true: bool, **more: Any) -> None:
        self.samples.append(
            {"of": of, "pack": self._pack, "signs": dict(signs_), "true": true, **more}
        )

    def before(self, view: SeatView, command: cmd.Command) -> None:
        """Note what the one who gives an order can see."""
        match command:
            case cmd.MakeMotion(motion=kind):
                self._moved = list(_votes(view, kind))
            case (
                cmd.Press(target=target, terms=terms)
                | cmd.IssueUltimatum(target=target, terms=terms)
            ):
                self._threat = threat_signs(view, target, terms)
            case cmd.ChooseNight():
                self._nights += _leaders(view)
            case _:
                pass

    def after(self, events: Iterable[ev.Event]) -> None:
        """Note what came of it."""
        for event in events:
            match event:
                case ev.MotionMade(motion=motion):
                    if self._moved is not None:
                        self._motions[motion.id] = self._moved
                    elif isinstance(motion.kind, signs.WHOLE):
                        # The chair asks, and everybody wonders.
                        self._motions[motion.id] = [
                            sample
                            for seat in self._session.pack.conference.seats
                            for sample in _votes(self._session.view(seat), motion.kind)
                        ]
                    self._moved = None
                case ev.MotionDecided(record=record):
                    ballots = {seat: ballot for seat, ballot, _reason, _issue in record.ballots}
                    for sample in self._motions.pop(record.motion.id, ()):
                        ballot = ballots.get(sample["seat"], Ballot.ABSENT)
                        if ballot is not Ballot.ABSENT:
                            true = ballot not in _AGAINST if sample["open"] else ballot in _FOR
                            self._note(
                                sample["of"],
                                sample["signs"],
                                true,
                                abstains=ballot in (Ballot.ABSTAIN, Ballot.CONCERN),
                            )
                case ev.ThreatIssued(id=key):
                    if self._threat is not None:
                        self._threats[key] = self._threat
                    self._threat = None
                case ev.ThreatAnswered(id=key, answer=answer):
                    found = self._threats.pop(key, None)
                    if found is not None:
                        self._note("threat", found, answer in ("comply", "partly"))
                case ev.NightRevealed(choices=choices):
                    chosen = {seat: choice.value for seat, choice, _issue in choices}
                    for sample in self._nights:
                        choice = chosen[sample["seat"]]
                        self._note("night", sample["signs"], choice == "give", choice=choice)
                    self._nights = []
                case _:
                    pass


def _votes(view: SeatView, kind: MotionKind) -> Iterator[Sample]:
    """The signs for each other voter."""
    text = after(view, kind)
    of = signs.family(view, kind)
    open_ = isinstance(rule_of(view.table, kind), Consensus | SilenceProcedure)
    for seat in view.table.seats:
        if seat != view.seat:
            values = signs.signs(view, seat, kind, text)
            named = dict(zip(signs.SIGNS[of], values, strict=True))
            yield {"of": of, "seat": seat, "signs": named, "open": open_}


def _leaders(view: SeatView) -> Iterator[Sample]:
    """The signs for each other leader in an hour of the summit."""
    summit = view.public.summit
    if summit is None:
        return
    for seat in view.table.seats:
        if seat == view.seat or seat in summit.left or not view.beliefs[seat].weights:
            continue
        surplus = package_band(view, seat, view.text).middle - view.beliefs[seat].reserve.middle
        named = {f"hour{h}": 1000 * (summit.hour == h) for h in range(HOURS)}
        yield {"seat": seat, "signs": {**named, "ease": max(-2500, min(2500, surplus))}}


def gather(pack: LoadedPack, games: int, seed: int, lineup: str) -> Iterator[list[Sample]]:
    """The samples of many games, game by game."""
    seats = seating(lineup, pack.conference)
    for number in range(seed, seed + games):
        session = Session.new(pack, (), number)
        watch = Watch(session, pack.manifest.id)
        while not session.over:
            seat = session.state.awaiting[0]
            view = session.view(seat)
            bot = BOTS.get(seats.get(seat, ""))
            command = session.advise(seat) if bot is None else bot(view, session.seed)
            watch.before(view, command)
            decision = session.submit(command)
            assert isinstance(decision, Accepted), decision
            watch.after(decision.events)
        yield watch.samples


# --- fitting ---------------------------------------------------------------------------------------


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss's elimination with pivots."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for k in range(size):
        best = max(range(k, size), key=lambda r: abs(rows[r][k]))
        rows[k], rows[best] = rows[best], rows[k]
        for r in range(size):
            if r != k and rows[r][k]:
                factor = rows[r][k] / rows[k][k]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[k], strict=True)]
    return [rows[k][size] / rows[k][k] for k in range(size)]


def _chance(weights: Sequence[float], row: Sequence[float]) -> float:
    odds = sum(w * x for w, x in zip(weights, row, strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


def _regression(
    rows: list[list[float]], true: list[bool], say: list[float], head: list[float]
) -> list[float]:
    """Logistic regression by Newton's steps, drawn to nought by `RIDGE`; the last column is free.

    ``head`` is what each row's log-odds are before anything is weighed.
    """
    size = len(rows[0])
    weights = [0.0] * size
    for _ in range(25):
        hessian = [[0.0] * size for _ in range(size)]
        gradient = [0.0] * size
        for row, happened, worth, start in zip(rows, true, say, head, strict=True):
            chance = _chance((*weights, start), (*row, 1.0))
            error, bend = worth * (happened - chance), worth * chance * (1 - chance)
            for i, x in enumerate(row):
                if x:
                    gradient[i] += error * x
                    line, scaled = hessian[i], bend * x
                    for j in range(i, size):
                        line[j] += scaled * row[j]
        for i in range(size):
            for j in range(i):
                hessian[i][j] = hessian[j][i]
            ridge = RIDGE if i < size - 1 else 1e-6
            hessian[i][i] += ridge
            gradient[i] -= ridge * weights[i]
        step = _solve(hessian, gradient)
        weights = [w + s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-4:
            break
    return weights


def fit(
    samples: Sequence[Sample],
    ways: Mapping[str, int],
    base: bool = True,
    given: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """Weights in thousandths by sign, and ``base``; signs that speak against their sense are left out.

    Args:
        samples: What was seen.
        ways: Signs, and which way each may speak.
        base: Whether there is a base; otherwise it is nought.
        given: Weights that are known.
    """
    known = dict(given or {})
    names = [name for name in ways if name not in known]
    head = [sum(w * s["signs"].get(n, 0) for n, w in known.items()) / 1e6 for s in samples]
    counts: dict[str, int] = {}
    for sample in samples:
        counts[sample["pack"]] = counts.get(sample["pack"], 0) + 1
    # Every pack has the same say; together they weigh as many as there are.
    say = [len(samples) / len(counts) / counts[s["pack"]] for s in samples]
    true = [bool(s["true"]) for s in samples]
    while True:
        rows = [[*(s["signs"].get(n, 0) / 1000 for n in names), float(base)] for s in samples]
        found = _regression(rows, true, say, head)
        wrong = [(w * ways[n], n) for n, w in zip(names, found, strict=False) if w * ways[n] < 0]
        if not wrong:
            break
        names.remove(min(wrong)[1])
    weights = dict(zip((*names, "base"), found, strict=True))
    fitted = {name: round(w * 1000 / ROUND) * ROUND for name, w in weights.items()}
    return {**known, **fitted}


def skill(weights: Mapping[str, int], samples: Sequence[Sample]) -> tuple[float, float]:
    """(Brier skill, mean forecast less what came true) of a table on samples."""
    errors = bias = 0.0
    for sample in samples:
        odds = [weights["base"] / 1000]
        odds += [weights.get(n, 0) * x / 1_000_000 for n, x in sample["signs"].items()]
        chance = _chance(odds, [1.0] * len(odds))
        errors += (chance - sample["true"]) ** 2
        bias += chance - sample["true"]
    share = sum(bool(s["true"]) for s in samples) / len(samples)
    constant = share * (1 - share)
    return (
        1 - errors / len(samples) / constant if constant else 0.0,
        bias / len(samples),
    )


def _fitted(of: str, samples: Sequence[Sample]) -> dict[str, int]:
    return fit(samples, _ways(of), of != "night", GIVEN.get(of))


def _ways(of: str) -> Mapping[str, int]:
    if of == "threat":
        return THREAT
    if of == "night":
        return {**{f"hour{h}": 0 for h in range(HOURS)}, "ease": 1}
    return signs.SIGNS[of]


def _share(samples: Iterable[Sample], key: str, values: tuple[Any, ...]) -> int:
    """Per mille of the samples that did not come true which have one of some values."""
    rest = [s for s in samples if not s["true"]]
    return round(1000 * sum(s.get(key) in values for s in rest) / max(1, len(rest)))


def table(samples: Sequence[Sample]) -> str:
    """The module of weights, as text."""
    by = {of: [s for s in samples if s["of"] == of] for of in (*FAMILIES, "threat", "night")}
    found = {of: _fitted(of, rows) for of, rows in by.items() if rows}
    lines = [_HEAD, "WEIGHTS: Final[dict[str, dict[str, int]]] = {"]
    for of in FAMILIES:
        lines.append(f'    "{of}": {{')
        weights = found.get(of, {})
        lines += [f'        "{n}": {w},' for n, w in weights.items() if n != "base" and w]
        lines.append("    },")
    lines += ["}", '"""By family of questions and sign."""', ""]
    base = {of: found.get(of, {}).get("base", 0) for of in FAMILIES}
    lines.append(f"BASE: Final = {json.dumps(base)}")
    lines += ['"""Log-odds of a yes where no sign speaks."""', ""]
    shy = {of: _share(by[of], "abstains", (True,)) for of in ("change", "package", "close")}
    lines.append(f"ABSTAINS: Final = {json.dumps(shy)}")
    lines += ['"""Per mille of those who do not vote for it that abstain."""', ""]
    threat = found.get("threat", {})
    lines.append(f"THREAT: Final = {json.dumps({n: w for n, w in threat.items() if n != 'base'})}")
    lines += ['"""By sign of a threat."""', ""]
    lines.append(f"THREAT_BASE: Final = {threat.get('base', 0)}")
    lines += ['"""Log-odds that a target gives way where no sign speaks."""', ""]
    night = found.get("night", {})
    lines.append(f"GIVES: Final = {tuple(night.get(f'hour{h}', 0) for h in range(HOURS))}")
    lines += [
        '"""By hour of a night: log-odds that a leader gives whom the text just contents."""',
        "",
    ]
    lines.append(f"EASE: Final = {night.get('ease', 0)}")
    lines += ['"""What a thousand points above its walk-away add to that."""', ""]
    lines.append(f"FUDGES: Final = {_share(by['night'], 'choice', ('fudge',))}")
    lines += ['"""Per mille of those who do not give that fudge."""', ""]
    last = [s for s in by["night"] if s["signs"]["hour2"] and s["signs"]["ease"] < 0]
    lines.append(f"WALKS: Final = {_share(last, 'choice', ('walk',))}")
    lines += [
        '"""Of those whom the text does not content, per mille that walk in the last hour."""',
        "",
    ]
    return "\n".join(lines)


_HEAD = '''"""How much each sign weighs: thousandths of log-odds for a whole (1000) of it.

Fitted to the play of minds by `python -m bench.odds` over the packs that ship, each with the same say;
docs/lab.md ("How forecasts are made") tells how. Not to be tuned by hand.
"""

from typing import Final
'''


def across(samples: Sequence[Sample]) -> None:
    """Print how each pack's own fit fares with the others, and the common one everywhere."""
    packs = sorted({s["pack"] for s in samples})
    for of in (*FAMILIES, "threat", "night"):
        by = {p: [s for s in samples if s["of"] == of and s["pack"] == p] for p in packs}
        by = {p: rows for p, rows in by.items() if len(rows) > 50}
        if not by:
            continue
        print(f"{of}: " + ", ".join(f"{p} {len(rows)}" for p, rows in by.items()))
        fits = {p: _fitted(of, rows) for p, rows in by.items()}
        if len(by) > 1:
            fits["all"] = _fitted(of, [s for rows in by.values() for s in rows])
        for name, weights in fits.items():
            told = [f"{p} {s:+.3f} (bias {b:+.3f})" for p in by for s, b in [skill(weights, by[p])]]
            print(f"  fitted on {name:<16} skill " + ", ".join(told))


def main() -> None:
    """Play, fit and print."""
    parser = argparse.ArgumentParser(prog="bench.odds", description=__doc__)
    parser.add_argument("packs", nargs="*", type=Path, metavar="PACK", help="a pack's folder")
    parser.add_argument("--games", type=int, nargs="+", default=[200], help="for each pack (200)")
    parser.add_argument("--seed", type=int, default=100_000, help="the first seed (100000)")
    parser.add_argument("--lineup", default="minds", help="who plays (minds)")
    parser.add_argument("--samples", type=Path, help="a file to add samples to, and to fit")
    parser.add_argument("--across", action="store_true", help="try each pack's fit on the others")
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name}")
    asked = parser.parse_args()
    samples: list[Sample] = []
    if asked.samples is not None and asked.samples.exists():
        lines = asked.samples.read_text(encoding="utf-8").splitlines()
        samples = [json.loads(line) for line in lines]
    for number, folder in enumerate(asked.packs):
        games = asked.games[min(number, len(asked.games) - 1)]
        for new in gather(load_pack(folder), games, asked.seed, asked.lineup):
            samples += new
            if asked.samples is not None:
                with asked.samples.open("a", encoding="utf-8") as file:
                    file.writelines(json.dumps(sample) + "\n" for sample in new)
    if asked.across:
        across(samples)
        return
    text = table(samples)
    print(text)
    if asked.write:
        WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
