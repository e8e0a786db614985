"""A whole game in a process of its own, for tests that kill it, fill its disk or take its rights.

`python session_child.py TASK PATH [SEED]`: each line of standard output is a fact the parent may
rely on; nothing is said before it is true.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from session_support import move, play, tiny

from diplogame.app.playback import Replay
from diplogame.app.session import Session
from diplogame.record import SaveError


def say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def confirm(session: Session) -> None:
    assert session.save_note == "", session.save_note
    say("confirmed", len(session.history) - 1, session.digest())


def go_on(path: Path, seed: int) -> None:
    """Play until killed or over, confirming every order; begin if there is no game yet."""
    if path.is_dir():
        session = Session.new(tiny(), ["tarn"], seed, folder=path)
    else:
        session = Session.resume(path)
    with session:
        confirm(session)
        while move(session):
            confirm(session)
        say("over", session.seal)


def hold(path: Path, _seed: int) -> None:
    """Keep a game open until killed."""
    with Session.resume(path) as session:
        confirm(session)
        time.sleep(600)


def full(path: Path, seed: int) -> None:
    """Play on a disk that ends a little behind the header, then with room again."""
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    session = Session.new(tiny(), ["tarn"], seed, folder=path)
    assert session.save_path is not None
    limit = session.save_path.stat().st_size + 3000
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    play(session, 12)
    say("note", session.save_note)
    say("unsaved", session.unsaved, "of", len(session.history) - 1)
    say("file", session.save_path.stat().st_size <= limit)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    play(session, 1)
    say("caught-up", session.save_note == "", session.unsaved)
    say("digest", session.digest())
    session.close()


def stranger(path: Path, seed: int) -> None:
    """An ordinary user with a save in a folder where nothing may be written."""
    tiny()  # what reading a pack needs is imported while the interpreter's own files can be read
    if os.getuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    say("rounds", len(Replay.open(path).rounds))
    with Session.resume(path) as session:
        say("note", session.save_note)
        play(session, 3)
        say("history", len(session.history) - 1)
    with Session.new(tiny(), ["tarn"], seed, folder=path.parent) as session:
        play(session, 3)
        say("unsaved", session.unsaved, session.save_note)
    try:
        Session.branch(path, 1, path.parent).close()
    except SaveError as error:
        say("branch", error.code)


if __name__ == "__main__":
    task = {"go_on": go_on, "hold": hold, "full": full, "stranger": stranger}[sys.argv[1]]
    task(Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 7)
