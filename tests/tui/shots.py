"""Pictures of the running interface: SVG as exported, and PNG where a converter is installed."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot


def png(svg: str, path: Path, width: int = 1200) -> Path:
    """Write `svg` as a picture `width` pixels wide; without a converter, write the SVG beside it.

    The exported SVG names a font few machines have. With another one of exactly the same advance
    (12.2 at 20.264 px) and with leading blanks kept, the character grid survives.
    """
    svg = svg.replace("Fira Code", "DejaVu Sans Mono")
    svg = re.sub(r"font-size: 20px", "font-size: 20.264px", svg)
    svg = svg.replace("<text ", '<text xml:space="preserve" ')
    path.parent.mkdir(parents=True, exist_ok=True)
    source = path.with_suffix(".svg")
    source.write_text(svg, encoding="utf-8")
    converter = shutil.which("rsvg-convert")
    if converter is None:
        return source
    subprocess.run([converter, "-w", str(width), "-o", str(path), str(source)], check=True)
    source.unlink()
    return path


async def until(pilot: Pilot[Any], condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait until `condition` holds; fail when it does not within `seconds`."""
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "the condition never became true"
        await pilot.pause(0.01)


async def shoot(
    app: App[Any], size: tuple[int, int], path: Path, press: tuple[str, ...] = ()
) -> Path:
    """Run `app` at `size` (columns, rows), press keys, and write a picture to `path`."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.1)
        if press:
            await pilot.press(*press)
            await pilot.pause(0.1)
        svg = app.export_screenshot()
    return png(svg, path)


def shot(
    app: App[Any], size: tuple[int, int], path: str | Path, press: tuple[str, ...] = ()
) -> Path:
    """Run `app` at `size` (columns, rows), press keys, and write a picture to `path`."""
    return asyncio.run(shoot(app, size, Path(path), press))
