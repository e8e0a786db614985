"""What reaches a real terminal when packs, saves, names and arguments are hostile.

A pack or a save may come from anybody, and terminals obey what is written to them: the clipboard,
the title, colours that stay, text that runs backwards. Here the real programs run in a real
pseudo-terminal, and every byte they write is read: each control sequence must be one that Textual
itself writes, and none of the planted ones may be there - nor their remains.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.terminal import Terminal

GAME = (sys.executable, "-c", "import sys; from diplogame.cli import main; sys.exit(main())")

_IN_ONE = """
import json, sys
from diplogame.cli import main
for command in json.loads(sys.argv[1]):
    print("== begin", flush=True)
    main(command)
"""
SEVERAL = (sys.executable, "-c", _IN_ONE)
"""The game as `GAME`, for several commands one after another in one process."""

PLANTED = {
    "the clipboard": "\x1b]52;c;UFdORUQ=\x07",
    "the title": "\x1b]0;PWNED\x07",
    "a link": "\x1b]8;;http://pwned.invalid\x1b\\x\x1b]8;;\x1b\\",
    "a colour": "\x1b[38;2;1;2;3m",
    "clearing the screen": "\x1b[2J\x1b[1;1H",
    "a C1 control": "\x9b31m",
    "a C1 string": "\x9d0;PWNED\x9c",
    "a device string": "\x1bP+q544e\x1b\\",
    "a carriage return": "safe\rPWNED",
    "a backspace": "PWNED\b\b\b\b\b",
    "a bell": "\x07",
    "text backwards": "\u202egnitsop\u202c",
    "isolated text": "\u2066x\u2069",
    "an invisible character": "a\u200bb\u2060c",
    "a tag": "\U000e0041\U000e0042",
    "a line separator": "one\u2028two",
}

MARKUP = "[@click=app.quit]Z[/]"
"""Shown as markup this ends the game when it is clicked; shown as text it is four words."""

# --- reading what was written --------------------------------------------------------------------

_SEQUENCE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[P_^X][^\x1b]*\x1b\\|[ -/]*[0-~])"
)
# What Textual's Linux driver writes: modes, colours, the cursor, frames, the keyboard protocol, the
# size of the window; and the game's own neutral title and cleared scroll-back.
_OWN = re.compile(
    r"\x1b(?:"
    r"\[[0-9;:]*m"
    r"|\[[0-9;]*[HJK]"
    r"|\[\?[0-9;]*[hl]"
    r"|\[\?[0-9]+\$p"
    r"|\[[<>=?]?[0-9;]*u"
    r"|\[[0-9;]*t"
    r"|\[6n"
    r"|\]22;[a-z-]+\x07"  # the shape of the mouse pointer
    r"|\]2;diplogame\x07"
    r"|[=>78]"
    r")"
)
_SHOWN_CONTROLS = "\n\r\t"


def strange(raw: bytes, *, full_screen: bool) -> list[str]:
    """Everything in what a program wrote that only a planted text could have put there."""
    text = raw.decode("utf-8", errors="backslashreplace")
    found = []
    for each in _SEQUENCE.findall(text):
        if not full_screen or _OWN.fullmatch(each) is None:
            found.append(repr(each))
    if "\x1b[38;2;1;2;3m" in text:
        found.append("the planted colour")
    for character in sorted(set(_SEQUENCE.sub("", text))):
        kind = unicodedata.category(character)
        if kind in ("Cc", "Cf", "Zl", "Zp", "Cs", "Co") and character not in _SHOWN_CONTROLS:
            found.append(f"{character!r} ({kind})")
    if re.search(r"[^\n]\r(?![\n\x1b])", text) and not full_screen:
        found.append("a carriage return within a line")
    return found


def test_the_reader_notices_every_planted_sequence() -> None:
    for what, planted in PLANTED.items():
        raw = f"\x1b[1mNorden{planted}\x1b[0m".encode()
        assert strange(raw, full_screen=False), what
        if what not in ("clearing the screen", "a carriage return"):
            assert strange(raw, full_screen=True), what


def test_the_reader_allows_what_textual_writes() -> None:
    raw = b"\x1b[?1049h\x1b[?2026h\x1b[1;1H\x1b[38;2;9;9;9mNorden\x1b[0m\x1b[?2026l\x1b]2;diplogame\x07"
    assert not strange(raw, full_screen=True)


# --- hostile packs -------------------------------------------------------------------------------


def toml_escaped(text: str) -> str:
    """The text as TOML writes it: the file is harmless to look at, its value is not."""
    return "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text)


@pytest.fixture(scope="module")
def home(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A player's folder with one refused pack for every planted sequence, and hostile names."""
    folder = tmp_path_factory.mktemp("hostile")
    source = root / "content" / "first-steps"
    original = (source / "pack.toml").read_text(encoding="utf-8")
    for number, planted in enumerate(PLANTED.values()):
        for how, value in (("raw", planted), ("escaped", toml_escaped(planted))):
            pack = folder / "packs" / f"evil-{how}-{number}"
            shutil.copytree(source, pack)
            changed = re.sub(
                r'^title = "',
                f'title = "{value}'.replace("\\", "\\\\"),
                original,
                count=1,
                flags=re.M,
            )
            assert changed != original
            (pack / "pack.toml").write_text(changed, encoding="utf-8", newline="")
    for number, planted in enumerate(PLANTED.values()):
        if "/" in planted or "\0" in planted:
            continue
        with contextlib.suppress(OSError):
            (folder / "packs" / f"name-{number}-{planted}").mkdir()
    with zipfile.ZipFile(folder / "packs" / "evil.zip", "w") as archive:
        archive.writestr(f"pack{PLANTED['the clipboard']}.toml", original)
        archive.writestr(f"../{PLANTED['text backwards']}", "x")
    return folder


@pytest.fixture(scope="module")
def marked_up(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack that is accepted: nothing but brackets in it, on every text there is."""
    pack = tmp_path_factory.mktemp("marked") / "marked-up"
    shutil.copytree(root / "content" / "first-steps", pack)
    for file in pack.rglob("*.toml"):
        text = file.read_text(encoding="utf-8")
        text = text.replace('id = "first-steps"', 'id = "marked-up"')
        text = re.sub(r'(?m)^(\s*title = )".*"$', rf'\1"{MARKUP} [/b] [red"', text)
        text = re.sub(r'(?m)^(name = )".*"$', rf'\1"{MARKUP}{file.stem}"', text)
        text = re.sub(r'(?m)^(\s*short = )".*"$', r'\1"[b]x[/"', text)
        text = re.sub(r'(envoy = \{ name = )"[^"]*"', rf'\1"{MARKUP} [/]"', text)
        long = f"{MARKUP} [/nonsense] [$accent on red] [link='http://pwned.invalid']l[/link] "
        keys = (
            "summary|question|description|text|body|label|consequence|headline|style|doctrine|note"
        )
        text = re.sub(rf'(?m)(\b(?:{keys}) = )"(?!"")', rf'\1"{MARKUP} [/', text)
        text = re.sub(r'(?m)(\b(?:brief|instructions|dossier|text) = """)\n?', rf"\1{long}", text)
        if file.parent.name == "lines":
            text = re.sub(r'(= \[|", )"', rf'\1"{MARKUP} [/] ', text)
        file.write_text(text, encoding="utf-8")
    return pack


def environment(home: Path) -> dict[str, str]:
    return {"DIPLOGAME_HOME": str(home), "HOME": str(home), "LANG": "C.UTF-8"}


def said_each(home: Path, *commands: tuple[str, ...]) -> list[bytes]:
    """What each command writes to the terminal; the program is started once for all of them."""
    with Terminal(
        (*SEVERAL, json.dumps(commands)), env=environment(home), columns=200, rows=60
    ) as terminal:
        code = terminal.wait_exit(120)
        assert code == 0, terminal.text()
        assert b"Traceback" not in terminal.raw, terminal.text()
        _, *found = bytes(terminal.raw).split(b"== begin\r\n")
    assert len(found) == len(commands)
    return found


def said(home: Path, *arguments: str, typed: str = "", limit: float = 60) -> bytes:
    """Everything that a command writes to its terminal until it ends."""
    with Terminal((*GAME, *arguments), env=environment(home), columns=200, rows=60) as terminal:
        if typed:
            terminal.press(typed)
        code = terminal.wait_exit(limit)
        assert code is not None, terminal.text()
        assert b"Traceback" not in terminal.raw, terminal.text()
        return bytes(terminal.raw)


def test_the_list_of_packs_names_the_broken_ones_harmlessly(home: Path) -> None:
    raw = said(home, "packs")
    assert raw.count(b"evil-") >= len(PLANTED), "every refused pack is listed"
    assert b"first-steps" in raw, "and the good ones are too"
    assert not strange(raw, full_screen=False)


@pytest.mark.parametrize("how", ["raw", "escaped"])
def test_findings_show_the_line_without_what_is_in_it(home: Path, how: str) -> None:
    paths = [home / "packs" / f"evil-{how}-{number}" for number in range(len(PLANTED))]
    found = said_each(home, *(("pack", "check", str(path)) for path in paths))
    for what, raw in zip(PLANTED, found, strict=True):
        assert b"error[" in raw, what
        assert not strange(raw, full_screen=False), what


def test_findings_as_json_are_plain_ascii_controls(home: Path) -> None:
    raw = said(home, "pack", "check", str(home / "packs" / "evil-raw-0"), "--json")
    assert not strange(raw, full_screen=False)


def test_hostile_archives_are_refused_harmlessly(home: Path) -> None:
    raw = said(home, "pack", "check", str(home / "packs" / "evil.zip"))
    assert b"error[" in raw
    assert not strange(raw, full_screen=False)


ARGUMENTS = {
    "a pack": ("play", "--plain", "--pack", "{}"),
    "a pack to watch": ("watch", "--pack", "{}"),
    "a seat": ("play", "--plain", "--pack", "first-steps", "--seat", "{}"),
    "a person's chair": ("play", "--plain", "--pack", "first-steps", "--human", "{}"),
    "a save to resume": ("play", "--plain", "--resume", "{}"),
    "a save to verify": ("verify", "{}"),
    "a save to replay": ("replay", "{}", "--plain"),
    "a path to check": ("pack", "check", "{}"),
    "a seed": ("watch", "--pack", "first-steps", "--seed", "{}"),
    "a command": ("{}",),
}


@pytest.mark.parametrize("place", ARGUMENTS)
def test_hostile_arguments_are_answered_harmlessly(home: Path, place: str) -> None:
    hostile = "".join(PLANTED.values()) + "A" * 10_000
    raw = said(home, *(hostile if each == "{}" else each for each in ARGUMENTS[place]))
    assert raw, "something is said"
    assert not strange(raw, full_screen=False)
    assert len(raw) < 20_000, "and not at any length"


def test_a_hostile_save_is_named_harmlessly(home: Path, tmp_path: Path) -> None:
    mine = tmp_path / "home"
    played = subprocess.run(
        [*GAME, "play", "--plain", "--pack", "first-steps", "--seat", "harrow", "--seed", "1"],
        input=b"",
        env={**environment(mine), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert b"Traceback" not in played.stderr
    (save,) = (mine / "saves").glob("*")
    data = save.read_bytes()
    for number, planted in enumerate(PLANTED.values()):
        with contextlib.suppress(OSError):
            (save.parent / f"evil-{number}-{planted}{save.suffix}").write_bytes(data)
        hostile = data.replace(b"Harrow", f"Harrow{planted}".encode())
        (save.parent / f"text-{number}{save.suffix}").write_bytes(hostile)
    assert not strange(said(mine, "saves"), full_screen=False)
    names = [str(save.parent / f"text-{number}{save.suffix}") for number in range(len(PLANTED))]
    commands = [c for name in names for c in (("verify", name), ("replay", name, "--plain"))]
    for command, raw in zip(commands, said_each(mine, *commands), strict=True):
        assert raw, command
        assert not strange(raw, full_screen=False), command


# --- the whole game, full screen and line by line ------------------------------------------------


@contextlib.contextmanager
def playing(home: Path, *arguments: str, columns: int = 120, rows: int = 40) -> Iterator[Terminal]:
    with Terminal(
        (*GAME, *arguments), env=environment(home), columns=columns, rows=rows
    ) as terminal:
        yield terminal


def click(terminal: Terminal, column: int, row: int) -> None:
    """Press and release the mouse on a cell, counted from 1."""
    terminal.press(f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m")


def alive(terminal: Terminal) -> None:
    """The program still runs, and has not fallen over."""
    assert terminal.running, terminal.text()
    assert b"Traceback" not in terminal.raw, terminal.text()
    assert b"MarkupError" not in terminal.raw, terminal.text()


def test_the_screens_list_hostile_packs_harmlessly(home: Path) -> None:
    with playing(home, columns=160, rows=50) as terminal:
        terminal.wait_for("(?i)new game")
        terminal.press("enter")
        terminal.wait_for("evil-", 60)
        shown = ""
        for key in ("down", "end", *(("up",) * 40), "home", "enter", "escape", "escape"):
            terminal.press(key)
            terminal.settle(0.1)
            alive(terminal)
            shown += terminal.text()
        names = set(re.findall(r"evil-(?:raw|escaped)-\d+", shown))
        assert len(names) > len(PLANTED), "broken packs are listed by their folders"
        assert not strange(bytes(terminal.raw), full_screen=True)


WALK = (
    *("enter", "tab", "down", "enter", "down", "enter", "escape", "tab", "down", "enter"),
    *("?", "escape", "d", "escape", "l", "escape", "b", "escape", "t", "escape", "i", "escape"),
    *(
        "m",
        "down",
        "enter",
        "escape",
        "tab",
        "tab",
        "right",
        "left",
        "enter",
        "escape",
        "p",
        "enter",
    ),
)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50)])
def test_markup_in_a_pack_is_text_on_every_screen(
    marked_up: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    start = ("play", "--pack", str(marked_up), "--seat", "harrow", "--seed", "1")
    seen = False
    with playing(tmp_path, *start, columns=size[0], rows=size[1]) as terminal:
        terminal.wait_for(r"(?i)click|harrow")
        for key in WALK:
            terminal.press(key)
            terminal.settle(0.15)
            alive(terminal)
            if "Settings" in terminal.text():
                break  # the walk has led out of the game: another escape would end the program
            lines = terminal.text().splitlines()
            for row, line in enumerate(lines, start=1):
                at = line.find("]Z[")
                if at >= 0:
                    seen = True
                    click(terminal, at + 2, row)
                    terminal.settle(0.15)
                    alive(terminal)
                    break
        assert seen, "the markup is shown as it stands"
        assert not strange(bytes(terminal.raw), full_screen=True)
        assert b"pwned.invalid\x1b" not in terminal.raw


def test_markup_in_a_pack_is_text_line_by_line(marked_up: Path, tmp_path: Path) -> None:
    raw = said(tmp_path, "watch", "--pack", str(marked_up), "--seed", "1")
    assert MARKUP.encode() in raw
    assert not strange(raw, full_screen=False)


def test_hostile_orders_are_answered_harmlessly_line_by_line(home: Path) -> None:
    """What is typed is shown again in refusals; it comes through a pipe, as it was written."""
    orders = "".join(
        f"{verb} {planted.replace(chr(10), ' ')}\n"
        for planted in PLANTED.values()
        for verb in ("", "help", "dossier", "glossary", "meet", "draft", "study")
    )
    orders += "meet " + "A" * 10_000 + "\n" + "text\nroom\nquit\n"
    done = subprocess.run(
        [
            *(*GAME, "play", "--plain", "--no-save", "--pack", "first-steps"),
            *("--seat", "harrow", "--seed", "1"),
        ],
        input=orders.encode("utf-8", "surrogatepass"),
        env={**environment(home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert b"Traceback" not in done.stderr
    assert not strange(done.stdout, full_screen=False)
    assert not strange(done.stderr, full_screen=False)
    assert b"A" * 2_500 not in done.stdout, "and not at any length"


def test_a_whole_game_of_a_marked_up_pack_stays_text(marked_up: Path, home: Path) -> None:
    done = subprocess.run(
        [
            *(*GAME, "play", "--plain", "--no-save", "--pack", str(marked_up)),
            *("--seat", "harrow", "--seed", "1"),
        ],
        input=b"instructions\nauto all\n",
        env={**environment(home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(MARKUP.encode()) > 20
    assert not strange(done.stdout, full_screen=False)
