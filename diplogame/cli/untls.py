"""Screens without a library for secure connections.

Python's event loop loads OpenSSL in case somebody opens a secure connection: four megabytes of a game
that opens none (and whose floor is to fit into 60). The modules that ask for it are written to do without;
so they are imported once while it cannot be found. Afterwards whoever asks for it gets it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, cast

_DOORS = ("_ssl", "_hashlib")
"""The modules through which Python reaches OpenSSL; digests have makers of their own beside them."""

_CALLERS = ("hashlib", "hmac", "asyncio")
"""Those who knock while they are imported."""


def leave_out_tls() -> None:
    """Import the callers with the doors shut, unless OpenSSL is here already."""
    modules = cast("dict[str, Any]", sys.modules)
    shut = [name for name in _DOORS if name not in modules]
    modules.update(dict.fromkeys(shut))
    try:
        for caller in _CALLERS:
            import_module(caller)
    finally:
        for name in shut:
            del modules[name]
