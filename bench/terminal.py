"""A program in a pseudo-terminal, watched as a person would watch it.

Guarantees: a thread does nothing but read and stamp what the program writes; the terminal is emulated
afterwards, in the quiet, so the emulator's slowness is in no figure. All bytes are kept. Only the
process that was started here is ever signalled.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyte

_now = time.perf_counter

# The reading thread must not wait five milliseconds for the interpreter.
sys.setswitchinterval(0.0005)

KEYS = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}

# What the emulator would print as text, or trip over: sequences with < = > or an intermediate byte.
_STRANGE = re.compile(
    rb"\x1b\[[<=>][0-9;]*[a-zA-Z]|\x1b\[[0-9;?]*[ -/]+[@-~]|\x1b[P_^X][^\x1b]*\x1b\\"
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*|[P_^X][^\x1b]*)?\x1b?$")
_SYNC_ON, _SYNC_OFF = b"\x1b[?2026h", b"\x1b[?2026l"
# Questions that terminals answer; a program that gets no answer may draw in another way.
_ANSWERS = (
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
)


class Gone(RuntimeError):  # noqa: N818 - what happened, not whose error it is
    """The program ended, or did not come so far in time; ``str()`` shows its last screen."""


class Terminal:
    """One program and its terminal.

    Attributes:
        raw: Every byte the program has written.
        started: When it was started (`time.perf_counter`).
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 40,
        env: Mapping[str, str] | None = None,
        cwd: Path | str | None = None,
    ) -> None:
        self.columns, self.rows = columns, rows
        self.raw = bytearray()
        self.exit_code: int | None = None
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._chunks: list[tuple[float, bytes]] = []
        self._lock = threading.Lock()
        self._tail = b""
        self._held = False
        self._closed = threading.Event()
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._fd = master
        whole = {
            **{k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "LC_ALL")},
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            **(env or {}),
        }
        self.started = _now()
        self._process = subprocess.Popen(
            list(command),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=cwd,
            env=whole,
            start_new_session=True,
        )
        os.close(slave)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    # --- reading ---------------------------------------------------------------------------------

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self._fd, 65536)
            except OSError:
                data = b""
            if not data:
                self._closed.set()
                return
            stamp = _now()
            for question, answer in _ANSWERS:
                if question in data:
                    with contextlib.suppress(OSError):
                        os.write(self._fd, answer)
            with self._lock:
                self.raw += data
                self._chunks.append((stamp, data))

    def _taken(self) -> list[tuple[float, bytes]]:
        with self._lock:
            taken, self._chunks = self._chunks, []
        return taken

    def _feed(self, data: bytes) -> None:
        data = self._tail + data
        self._tail = b""
        cut = _UNFINISHED.search(data)
        if cut is not None and len(cut[0]) < 4096:
            data, self._tail = data[: cut.start()], data[cut.start() :]
        last_on, last_off = data.rfind(_SYNC_ON), data.rfind(_SYNC_OFF)
        if last_on != last_off:
            self._held = last_on > last_off
        self._stream.feed(_STRANGE.sub(b"", data))

    def _picture(self) -> int:
        """A number that changes whenever a cell does: its character, colours or weight."""
        buffer, width = self._screen.buffer, range(self.columns)
        return hash(tuple(tuple(buffer[y][x] for x in width) for y in range(self.rows)))

    def wait_quiet(self, quiet: float = 0.15, limit: float = 10.0) -> None:
        """Wait until nothing has come for so many seconds."""
        end = _now() + limit
        while _now() < end:
            with self._lock:
                last = self._chunks[-1][0] if self._chunks else 0.0
            since = _now() - last
            if since >= quiet or self._closed.is_set():
                return
            time.sleep(min(quiet - since + 0.001, 0.05))

    def settle(self, quiet: float = 0.15, limit: float = 10.0) -> list[float]:
        """Take in what has come until it is quiet; when the picture changed, in order."""
        time.sleep(quiet)
        self.wait_quiet(quiet, limit)
        changes = []
        before = self._picture()
        for stamp, data in self._taken():
            self._feed(data)
            if self._held:
                continue  # the terminal shows nothing until the frame is whole
            now = self._picture()
            if now != before:
                changes.append(stamp)
                before = now
        return changes

    def wait_for(self, pattern: str, limit: float = 30.0) -> float:
        """Wait until the screen shows something; seconds from the start of the program until then.

        Raises:
            Gone: It does not come in time, or the program ends before.
        """
        wanted = re.compile(pattern)
        end = _now() + limit
        while True:
            ended = self._closed.is_set()
            for stamp, data in self._taken():
                self._feed(data)
                if not self._held and wanted.search(self.text()):
                    self._drain()
                    return stamp - self.started
            if wanted.search(self.text()):
                return _now() - self.started
            if ended or _now() > end:
                state = "ended" if ended else "did not show it in time"
                raise Gone(f"waiting for {pattern!r}: the program {state}\n{self.text()}")
            select.select([], [], [], 0.02)

    def _drain(self) -> None:
        for _stamp, data in self._taken():
            self._feed(data)

    def text(self) -> str:
        """What the screen shows, line by line."""
        return "\n".join(self._screen.display)

    # --- typing ----------------------------------------------------------------------------------

    def press(self, *keys: str) -> float:
        """Press keys at once; when they were written. Names of `KEYS`, or literal text."""
        data = "".join(KEYS.get(key, key) for key in keys).encode()
        stamp = _now()
        os.write(self._fd, data)
        return stamp

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self.columns, self.rows = columns, rows
        self._screen.resize(rows, columns)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.killpg(self._process.pid, signal.SIGWINCH)

    # --- looking after it ------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        """Whether the program still runs."""
        return self._process.poll() is None

    def memory_mb(self) -> float:
        """Resident memory of the program, megabytes."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0

    def wait_exit(self, limit: float = 10.0) -> int | None:
        """Wait for the program to end; its exit code, or None."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.exit_code = self._process.wait(limit)
            self._reader.join(1.0)
            self._drain()
        return self.exit_code

    def close(self) -> None:
        """End the program if it still runs, politely first."""
        for how in (signal.SIGTERM, signal.SIGKILL):
            if self._process.poll() is not None:
                break
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, how)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(2.0)
        self.exit_code = self._process.poll()
        self._reader.join(0.5)
        with contextlib.suppress(OSError):
            os.close(self._fd)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
