"""A player in a process of its own, for tests that kill it, fill its disk or take its rights away.

`python record_child.py TASK SAVE`: each line of standard output is a fact the parent may rely on.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from record_support import HEADER, record

from diplogame.record import Journal, SaveError, SaveNotWritten, list_saves, read_journal


def say(*words: object) -> None:
    """One fact, through the pipe at once."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def play(path: Path) -> None:
    """Play until killed, confirming every record after it is saved; sizes vary over four pages."""
    with Journal.open(path) as journal:
        say("opened", journal.count, *(notice.code for notice in journal.notices))
        while True:
            number = journal.count + 1
            say("saved", journal.append(record(number, size=number * 977 % 9000)))


def hold(path: Path) -> None:
    """Keep a save open until killed."""
    with Journal.open(path) as journal:
        say("opened", journal.append(record(journal.count + 1)))
        time.sleep(600)


def full(path: Path) -> None:
    """Play on a disk that ends 1000 bytes behind the save."""
    import resource

    limit = path.stat().st_size + 1000
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    with Journal.open(path) as journal:
        try:
            journal.append(record(1, size=2000))
        except SaveNotWritten as error:
            say(error.code, path.stat().st_size == limit - 1000)
        say("saved", journal.append(record(1)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
    try:
        Journal.create(path.with_name("second.diplogame"), HEADER)
    except SaveNotWritten as error:
        say(error.code, *sorted(os.listdir(path.parent)))


def stranger(path: Path) -> None:
    """Look at a save that may be read and not written, as an ordinary user."""
    if os.getuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    say("read", len(read_journal(path).records))
    say("listed", len(list_saves(path.parent)))
    for action in (Journal.open, lambda path: Journal.create(path.with_name("new"), HEADER)):
        try:
            action(path).close()
        except SaveError as error:
            say(error.code)


if __name__ == "__main__":
    {"play": play, "hold": hold, "full": full, "stranger": stranger}[sys.argv[1]](Path(sys.argv[2]))
