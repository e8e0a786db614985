"""`python -m bench.soak`: many whole games, each played twice on two unlike machines, and compared.

A seed is one game on any machine. Each conference is played by `diplogame watch --json` in two fresh
processes, one after the other: once in plain surroundings, once under another hash seed, locale, time
zone and without UTF-8 mode. What they print must be the same to the byte. Each game is written down as
soon as it was played twice, so that a run that was stopped goes on where it was; games played by other
code or another pack do not count, and the run stops when either changes under it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MAIN = "import sys; from diplogame.cli import main; sys.exit(main())"
HERE = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "TZ": "UTC"}
LOCALES = ("C", "tr_TR.UTF-8", "de_DE.UTF-8", "ja_JP.UTF-8")
"""Those that a machine lacks fall back to C, which is another surrounding too."""

WIDTH = 30


def elsewhere(seed: int) -> dict[str, str]:
    """The surroundings of the second process."""
    name = LOCALES[seed % len(LOCALES)]
    return {
        "PYTHONHASHSEED": str(1 + seed),
        "LC_ALL": name,
        "LANG": name,
        "TZ": "Pacific/Kiritimati",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }


def fingerprint(pack: str) -> str:
    """SHA-256 of the code and of the pack: what a game depends on besides its seed."""
    folder = Path(pack) if Path(pack).is_dir() else ROOT / "content" / pack
    files = [*(ROOT / "diplogame").rglob("*.py"), *folder.rglob("*.toml")]
    whole = hashlib.sha256()
    for path in sorted(files):
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()[:16]


def watch(pack: str, seed: int, surroundings: dict[str, str]) -> bytes:
    """What `diplogame watch --json` prints in a fresh process.

    Raises:
        RuntimeError: It failed; with the last line of what it said.
    """
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "watch", "--pack", pack, "--seed", str(seed), "--json"],
        env={**os.environ, **surroundings},
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["it said nothing"]
        raise RuntimeError(said[-1])
    return done.stdout


def twice(pack: str, seed: int) -> dict[str, Any]:
    """One conference played twice: a row of the record."""
    row: dict[str, Any] = {"pack": pack, "seed": seed, "same": False}
    try:
        first, second = watch(pack, seed, HERE), watch(pack, seed, elsewhere(seed))
    except RuntimeError as error:
        return row | {"outcome": "failed", "rounds": 0, "error": str(error)}
    game = json.loads(first)
    kept = {key: game[key] for key in ("outcome", "rounds", "scores", "ratified", "digest")}
    return row | kept | {"same": first == second}


def known(record: Path, code: str) -> dict[tuple[str, int], dict[str, Any]]:
    """Rows of earlier runs of the same code; a torn last line is passed over."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    if record.exists():
        for line in record.read_text(encoding="utf-8").splitlines():
            try:
                row = json.loads(line)
            except ValueError:
                continue
            if row.get("code") == code:
                found[row["pack"], row["seed"]] = row
    return found


def summary(rows: list[dict[str, Any]]) -> list[str]:
    """Outcomes, rounds, shares, and every game that was not the same."""
    games = [row for row in rows if row["outcome"] != "failed"]
    lines = [f"{len(rows)} conferences, each played twice"]
    for outcome, count in Counter(row["outcome"] for row in rows).most_common():
        lines.append(f"  {outcome:<12} {count:>4}  {100 * count // max(1, len(rows)):>3} %")
    for round_, count in sorted(Counter(row["rounds"] for row in games).items()):
        lines.append(f"  ended in round {round_:<3} {count:>4}  {'#' * count}")
    adopted = [row for row in games if row["outcome"] == "adopted"]
    whole = sum(all(row["ratified"].values()) for row in adopted)
    if adopted:
        lines.append(f"  adopted {len(adopted)} of {len(games)}; ratified by all {whole} of them")
    seats = sorted({seat for row in games for seat in row["scores"]})
    for seat in seats:
        scores = sorted(row["scores"][seat] for row in games if seat in row["scores"])
        lines.append(
            f"  {seat:<16} median {scores[len(scores) // 2]:>5}, {scores[0]} to {scores[-1]}"
        )
    wrong = [row for row in rows if not row["same"]]
    for row in wrong:
        lines.append(f"  NOT THE SAME: seed {row['seed']} {row.get('error', '')}".rstrip())
    lines.append("every game was the same game" if not wrong else f"{len(wrong)} games differ")
    return lines


def bar(done: int, of: int, began: float, played: int) -> str:
    """A line of progress, with the time that is left."""
    full = WIDTH * done // max(1, of)
    left = (time.monotonic() - began) / played * (of - done) if played else 0.0
    return f"[{'#' * full}{'.' * (WIDTH - full)}] {done} of {of}, {left / 60:.1f} min left"


def main() -> int:
    """Play, compare, record, and sum up; 1 when a game was not the same twice."""
    parser = argparse.ArgumentParser(prog="bench.soak", description=__doc__)
    parser.add_argument("--pack", default="port-meridian", help="a pack's id (port-meridian)")
    parser.add_argument("--seeds", type=int, default=100, help="how many conferences (100)")
    parser.add_argument("--first", type=int, default=0, help="the first seed (0)")
    parser.add_argument("--record", type=Path, default=ROOT / "soak.jsonl", help="where rows go")
    asked = parser.parse_args()
    if hasattr(os, "nice"):
        os.nice(10)
    code = fingerprint(asked.pack)
    done = known(asked.record, code)
    seeds = range(asked.first, asked.first + asked.seeds)
    todo = [seed for seed in seeds if (asked.pack, seed) not in done]
    if len(todo) < asked.seeds:
        print(f"{asked.seeds - len(todo)} conferences are on record; going on.")
    began, shown = time.monotonic(), sys.stderr.isatty()
    try:
        with asked.record.open("a", encoding="utf-8") as record:
            for played, seed in enumerate(todo):
                if shown:
                    line = bar(asked.seeds - len(todo) + played, asked.seeds, began, played)
                    print(f"\r{line}", end="", file=sys.stderr, flush=True)
                row = twice(asked.pack, seed) | {"code": code}
                if fingerprint(asked.pack) != code:
                    print("\nThe code or the pack changed meanwhile; begin again.", file=sys.stderr)
                    return 2
                record.write(json.dumps(row, sort_keys=True) + "\n")
                record.flush()
                os.fsync(record.fileno())
                done[asked.pack, seed] = row
                if not shown:
                    verdict = "same" if row["same"] else "NOT THE SAME"
                    print(f"seed {seed}: {row['outcome']}, {verdict}", flush=True)
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on where it was.", file=sys.stderr)
        return 130
    if shown:
        print(file=sys.stderr)
    rows = [done[asked.pack, seed] for seed in seeds]
    print("\n".join(summary(rows)))
    return 0 if all(row["same"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
