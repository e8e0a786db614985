"""Screens start without OpenSSL, and whoever needs it afterwards finds it."""

import subprocess
import sys

PROGRAM = """
import sys
from diplogame.cli.untls import leave_out_tls
leave_out_tls()
assert "_ssl" not in sys.modules and "_hashlib" not in sys.modules
from diplogame.tui.app import DiplogameApp
from diplogame.app.pins import Pins
assert "_ssl" not in sys.modules and "_hashlib" not in sys.modules
import hashlib
assert hashlib.sha256(b"abc").hexdigest().startswith("ba7816bf")
pins = Pins({"norden": "1234"})
assert pins.fits("norden", "1234") and not pins.fits("norden", "4321")
import ssl
assert ssl.OPENSSL_VERSION
leave_out_tls()
assert sys.modules["_ssl"] is not None
print("done")
"""


def test_the_screens_start_without_openssl_and_pins_and_others_still_find_it():
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=60
    )
    assert found.stdout == "done\n", found.stderr
