"""Pictures of the running interface: SVG as exported, and PNG where a converter is installed."""

from __future__ import annotations

import asyncio
import html
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
    svg = re.sub(r'(<text [^>]*?x=")([\d.]+)("[^>]*>)([^<]*)(</text>)', _apart, svg)
    path.parent.mkdir(parents=True, exist_ok=True)
    source = path.with_suffix(".svg")
    source.write_text(svg, encoding="utf-8")
    converter = shutil.which("rsvg-convert")
    if converter is None:
        return source
    subprocess.run([converter, "-w", str(width), "-o", str(path), str(source)], check=True)
    source.unlink()
    return path


def _apart(found: re.Match[str]) -> str:
    """Return a text element with braille in it as one element per character.

    The replacement font's braille comes from a fallback of another width, which would add up.
    """
    before, start, middle, text, end = found.groups()
    plain = html.unescape(text)
    if not any("\u2800" <= char <= "\u28ff" for char in plain):
        return found.group(0)
    middle = re.sub(r' textLength="[^"]*"', "", middle)
    return "".join(
        f"{before}{float(start) + 12.2 * index:.1f}{middle}{html.escape(char)}{end}"
        for index, char in enumerate(plain)
        if not char.isspace()
    )


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
