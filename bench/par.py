"""`python -m bench.par PACK ...`: what each chair is worth, measured, and written into the pack.

Plays conferences with minds in every chair, takes each delegation's median score, and writes it as
``par`` into ``delegations/*.toml``; nothing else in the files is touched. The same pack, seeds and
minds give the same figures on any machine. Run it again whenever a pack's numbers or the minds change:
par is what a result is judged beside (product.md, "Unequal chairs, fair judgement").
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path
from statistics import median

from diplogame.app.session import Session
from diplogame.packs.loader import LoadedPack, load_pack
from diplogame.rules.ids import SeatId

_PAR = re.compile(r"^par\s*=\s*\d+", re.MULTILINE)


def scores(pack: LoadedPack, games: int) -> tuple[dict[SeatId, list[int]], Counter[str]]:
    """The final scores of every delegation over seeds 0 to ``games`` - 1, and how the games ended.

    Scores are points of 10 000. A game that does not come to an end counts for nobody.
    """
    found: dict[SeatId, list[int]] = {}
    ends: Counter[str] = Counter()
    for seed in range(games):
        session = Session.new(pack, (), seed)
        session.run_minds(limit=20_000)
        public = session.state.public
        if public.outcome is None:
            ends["unfinished"] += 1
            continue
        ends[f"{public.outcome.value} in round {public.round}"] += 1
        for seat, score in public.scores.items():
            found.setdefault(seat, []).append(score)
    return found, ends


def write(folder: Path, pars: dict[SeatId, int]) -> list[Path]:
    """Put the figures into the delegations' files; the files changed."""
    changed = []
    for seat, par in sorted(pars.items()):
        path = folder / "delegations" / f"{seat}.toml"
        old = path.read_text(encoding="utf-8")
        new, places = _PAR.subn(f"par = {par}", old, count=1)
        if not places:
            raise SystemExit(f"{path}: there is no line 'par = ...' to write to")
        if new != old:
            path.write_text(new, encoding="utf-8")
            changed.append(path)
    return changed


def main() -> None:
    """Measure the packs named, print a table, and write unless told not to."""
    parser = argparse.ArgumentParser(prog="bench.par", description=__doc__)
    parser.add_argument("packs", nargs="+", type=Path, metavar="PACK", help="a pack's folder")
    parser.add_argument("--games", type=int, default=60, help="conferences to play (60)")
    parser.add_argument("--dry", action="store_true", help="print, write nothing")
    asked = parser.parse_args()
    for folder in asked.packs:
        found, ends = scores(load_pack(folder), asked.games)
        print(f"{folder.name}: {asked.games} conferences")
        for end, count in sorted(ends.items()):
            print(f"  {end:<24} {count:>4}")
        pars = {seat: int(median(values)) for seat, values in found.items()}
        for seat, par in sorted(pars.items()):
            low, high = min(found[seat]), max(found[seat])
            print(f"  {seat:<24} par {par:>5}   {low:>5} to {high:>5}")
        if not asked.dry:
            print(f"  written to {len(write(folder, pars))} files")


if __name__ == "__main__":
    main()
