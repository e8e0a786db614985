"""`python -m bench`: measure, print, write `bench-results.json`."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench import engine, screens
from bench.figures import Report


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, rougher figures")
    parser.add_argument("--only", choices=("engine", "screens"), help="one half of it")
    parser.add_argument("--json", type=Path, default=Path("bench-results.json"))
    asked = parser.parse_args()
    report = Report()
    if asked.only != "screens":
        print("Engine")
        engine.measure(report, asked.quick)
    if asked.only != "engine":
        print("Screens, in a real terminal of 120 x 40")
        screens.measure(report, asked.quick)
    report.write(asked.json)
    missed = [each.name for each in report.figures if each.met is False]
    print(f"Written to {asked.json}.", f"Goals missed: {', '.join(missed)}." if missed else "")


if __name__ == "__main__":
    main()
