"""The command line as others script against it: names, exit codes, no tracebacks."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from diplogame import __version__
from diplogame.cli import main, parser

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DIPLOGAME_HOME", str(tmp_path))
    return tmp_path


def run(*arguments, stdin="", env=None, **more):
    """The real program, with its two outputs in pipes."""
    return subprocess.run(
        [sys.executable, "-m", "diplogame", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        timeout=120,
        check=False,
        **more,
    )


def test_version_and_help_say_what_they_are():
    shown = run("--version")
    assert (shown.returncode, shown.stdout) == (0, f"diplogame {__version__}\n")
    assert run("--help").returncode == 0


@pytest.mark.parametrize(
    "command",
    [
        ["play"],
        ["watch"],
        ["saves"],
        ["replay"],
        ["verify"],
        ["branch"],
        ["debrief"],
        ["packs"],
        ["pack"],
        ["pack", "check"],
        ["pack", "schema"],
        ["completion"],
    ],
)
def test_every_command_has_help(command, capsys):
    assert main([*command, "--help"]) == 0
    assert "usage: diplogame" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["watch"],
        ["watch", "--pack", "no-such-pack"],
        ["watch", "--pack", "first-steps", "--seed", "minus"],
        ["watch", "--pack", "first-steps", "--seed", "-3"],
        ["watch", "--pack", "first-steps", "--seat", "nobody"],
        ["play", "--plain", "--pack", "first-steps", "--seat", "chair-of-all"],
        ["play", "--plain", "--resume", "no-such-save"],
        ["play", "--plain", "--resume", "x", "--seat", "harrow"],
        ["replay", "no-such-save"],
        ["verify", "no-such-save"],
        ["branch", "no-such-save", "--round", "2"],
        ["debrief", "no-such-save"],
        ["pack"],
        ["pack", "check", "no-such-pack"],
        ["pack", "schema", "nothing"],
        ["completion", "powershell"],
    ],
)
def test_wrong_use_is_2_and_a_sentence(arguments, home, capsys):
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert said.strip()
    assert "Traceback" not in said


def test_play_without_a_terminal_points_to_plain_and_watch():
    for arguments in (["play"], []):
        shown = run(*arguments)
        assert shown.returncode == 2
        assert shown.stdout == ""
        assert "--plain" in shown.stderr
        assert "watch" in shown.stderr


def test_a_whole_game_is_played_by_piped_orders_to_the_debrief(home):
    orders = "declare\nmeet lantern about herring\nrest\ndone\nauto all\n"
    shown = run("play", "--plain", "--pack", "first-steps", "--seed", "3", stdin=orders)
    assert shown.returncode == 0, shown.stderr
    assert "Five questions" in shown.stdout
    assert "Traceback" not in shown.stderr


def test_watch_json_is_one_object_with_the_keys_that_scripts_read(home):
    shown = run("watch", "--pack", "first-steps", "--seed", "5", "--json")
    assert shown.returncode == 0
    found = json.loads(shown.stdout)
    assert {"outcome", "package", "votes", "scores", "rounds", "digest"} <= set(found)
    assert found["outcome"] in ("adopted", "partial", "suspended", "collapsed")


def test_the_same_seed_gives_the_same_digest_under_any_hash_seed_and_locale():
    digests = set()
    for env in (
        {"PYTHONHASHSEED": "1", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"},
    ):
        shown = run("watch", "--pack", "first-steps", "--seed", "9", "--json", env=env)
        digests.add(json.loads(shown.stdout)["digest"])
    assert len(digests) == 1


def test_a_transcript_survives_a_pipe_that_knows_only_ascii(home):
    shown = run("watch", "--pack", "first-steps", "--seed", "5", env={"PYTHONIOENCODING": "ascii"})
    assert shown.returncode == 0
    assert "Outcome:" in shown.stdout


def test_a_reader_who_leaves_is_no_error():
    shown = subprocess.run(
        f"{sys.executable} -m diplogame watch --pack port-meridian --seed 2 | head -2",
        shell=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in shown.stderr
    assert "BrokenPipe" not in shown.stderr


def test_ctrl_c_says_what_was_saved(home):
    child = subprocess.Popen(
        [sys.executable, "-m", "diplogame", "play", "--plain", "--pack", "first-steps"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    for line in child.stdout:
        if "slots; you can use" in line:
            break
    time.sleep(0.2)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert "saved as" in out
    assert "Traceback" not in err


def save_of(home, orders="auto all\n", seed="3"):
    shown = run("play", "--plain", "--pack", "first-steps", "--seed", seed, stdin=orders)
    assert shown.returncode == 0, shown.stderr
    names = sorted((home / "saves").glob("*.diplogame"))
    return names[-1].stem


def test_a_save_is_listed_verified_replayed_and_branched(home, capsys):
    name = save_of(home)
    assert main(["saves"]) == 0
    assert name in capsys.readouterr().out
    assert main(["verify", name]) == 0
    assert "In order" in capsys.readouterr().out
    assert main(["replay", name, "--plain", "--seat", "harrow", "--to", "1"]) == 0
    shown = capsys.readouterr().out
    assert "Round 1" in shown
    assert "Round 2\n=" not in shown
    assert main(["replay", name, "--open"]) == 0
    assert "Outcome:" in capsys.readouterr().out
    assert main(["branch", name, "--round", "2"]) == 0
    made = re.search(r"--resume (\S+)", capsys.readouterr().out)
    assert made is not None
    assert main(["verify", made[1]]) == 0
    assert main(["branch", name, "--round", "77"]) == 2


def test_a_forged_save_is_not_in_order(home, capsys):
    name = save_of(home)
    path = home / "saves" / f"{name}.diplogame"
    data = bytearray(path.read_bytes())
    data[-200] ^= 1
    path.write_bytes(bytes(data))
    assert main(["verify", name]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_another_seat_of_a_running_game_is_not_replayed_unasked(home, capsys):
    name = save_of(home, "rest\nrest\ndone\n")
    assert main(["replay", name]) == 0
    shown = capsys.readouterr().out
    assert "Outcome" not in shown
    assert main(["debrief", name]) == 2


def test_a_debrief_is_exported(home, tmp_path, capsys):
    name = save_of(home)
    assert main(["debrief", name]) == 0
    assert "Five questions" in capsys.readouterr().out
    assert main(["debrief", name, "--out", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / f"{name}.html").is_file()


def test_packs_are_listed_and_broken_ones_do_not_stop_it(home, capsys):
    broken = home / "packs" / "broken"
    broken.mkdir(parents=True)
    (broken / "pack.toml").write_text("[pack\nid = ")
    assert main(["packs"]) == 0
    shown = capsys.readouterr().out
    assert "first-steps" in shown
    assert "cannot be played" in shown
    assert main(["play", "--plain", "--pack", "broken"]) == 2


def test_pack_check_answers_0_and_1(home, tmp_path, capsys):
    assert main(["pack", "check", "first-steps"]) == 0
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "pack.toml").write_text("[pack]\nid = 3\n")
    assert main(["pack", "check", str(tmp_path / "bad")]) == 1
    assert "error[" in capsys.readouterr().out
    assert main(["pack", "check", str(tmp_path / "bad"), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["errors"] >= 1


def test_pack_schema_is_json(capsys):
    assert main(["pack", "schema"]) == 0
    assert "$defs" in json.loads(capsys.readouterr().out)
    assert main(["pack", "schema", "delegation"]) == 0
    assert "properties" in json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_is_made_for_three_shells(shell, capsys):
    assert main(["completion", shell]) == 0
    assert "diplogame" in capsys.readouterr().out


def test_a_defect_is_said_by_its_place_and_tells_no_value_of_the_game(monkeypatch, capsys):
    def broken(_arguments):
        raise ZeroDivisionError("\x1b[31mboom")

    monkeypatch.setattr("diplogame.cli.packing.packs_command", broken)
    assert main(["packs"]) == 2
    said = capsys.readouterr().err
    assert "a defect of its own" in said
    assert "(ZeroDivisionError in " in said
    assert "boom" not in said
    assert "\x1b" not in said
    assert "Traceback" not in said


def test_version_imports_nothing_heavy():
    code = (
        "import sys, contextlib, io\n"
        "from diplogame.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()): main(['--version'])\n"
        "print([m for m in ('textual', 'pydantic', 'tomli', 'rich', 'diplogame.packs') "
        "if m in sys.modules])\n"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert shown.stdout.strip() == "[]", shown


def test_the_parser_knows_every_command_of_the_manual():
    text = parser().format_help()
    for command in ("play", "watch", "saves", "replay", "verify", "branch", "packs", "pack"):
        assert command in text
