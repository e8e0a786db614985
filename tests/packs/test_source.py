"""Reading packs from folders, archives and saved games that are out to do harm."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from diplogame.packs import source
from diplogame.packs.source import (
    PackSource,
    SourceError,
    canonical_hash,
    from_mapping,
    read_folder,
    read_pack,
    read_zip,
)


def codes(error: SourceError) -> list[str]:
    return sorted({each.code for each in error.diagnostics})


def zipped(entries: dict[str, bytes], **flags: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name)
            info.filename = name  # keep separators and controls as they are
            info.compress_type = flags.get("method", zipfile.ZIP_DEFLATED)
            info.external_attr = flags.get("mode", 0o100644) << 16
            out.writestr(info, data)
    return buffer.getvalue()


def lay(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


FILES = {
    "pack.toml": b"id = 'x'\r\n",
    "text/fr.toml": "\ufeff# é\n".encode(),
    "README.md": b"read\n",
}


def test_folder_archive_and_saved_game_give_the_same_pack(tmp_path: Path) -> None:
    folder = read_pack(lay(tmp_path / "p", FILES))
    archive = tmp_path / "p.zip"
    archive.write_bytes(zipped(FILES))
    packed = read_pack(archive)
    saved = from_mapping(folder.files)
    assert dict(folder.files) == {
        "README.md": "read\n",
        "pack.toml": "id = 'x'\n",
        "text/fr.toml": "# é\n",
    }
    assert list(folder.files) == sorted(folder.files)
    assert folder.files == packed.files == saved.files
    assert folder.digest == packed.digest == saved.digest


def test_one_folder_around_everything_is_taken_off() -> None:
    wrapped = {f"my pack/{name}": data for name, data in FILES.items()}
    wrapped["__MACOSX/._pack.toml"] = b"\x00"
    wrapped["my pack/.DS_Store"] = b"\x00"
    assert set(read_zip(zipped(wrapped)).files) == set(FILES)


def test_clutter_is_skipped_and_other_files_are_noted(tmp_path: Path) -> None:
    lay(tmp_path, {**FILES, ".git/config": b"x", "flag.png": b"\x89PNG", "LICENSE": b"MIT"})
    found = read_folder(tmp_path)
    assert set(found.files) == set(FILES)
    assert [(each.code, each.file) for each in found.notes] == [
        ("source-ignored", "LICENSE"),
        ("source-ignored", "flag.png"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "../evil.toml",
        "/etc/evil.toml",
        "a/../../evil.toml",
        "C:/evil.toml",
        "a\\evil.toml",
        "evil\x1b[2J.toml",
        "nul.toml",
        "a/COM1.toml",
        "trailing./evil.toml",
        "é.toml",
        "a//evil.toml",
        "a/b/c/d/e/f/g/evil.toml",
        "x" * 160 + ".toml",
        "-rf.toml",
    ],
)
def test_names_that_could_escape_or_deceive_are_refused(name: str) -> None:
    for attempt in (
        lambda: read_zip(zipped({"pack.toml": b"", name: b""})),
        lambda: from_mapping({"pack.toml": "", name: ""}),
    ):
        with pytest.raises(SourceError) as caught:
            attempt()
        assert codes(caught.value) == ["source-name"]
        assert "\x1b" not in str(caught.value)


def test_a_name_cut_at_a_nul_is_refused() -> None:
    data = zipped({"pack.toml": b"", "evilXtoml": b""}).replace(b"evilXtoml", b"evil\x00toml")
    with pytest.raises(SourceError) as caught:
        read_zip(data)
    assert codes(caught.value) == ["source-name"]


def test_links_and_pipes_in_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    pack = lay(tmp_path / "pack", FILES)
    (pack / "link.txt").symlink_to(tmp_path / "secret.txt")
    (pack / "up").symlink_to(tmp_path)
    os.mkfifo(pack / "pipe.txt")
    with pytest.raises(SourceError) as caught:
        read_folder(pack)
    assert [(each.file, each.code) for each in caught.value.diagnostics] == [
        ("link.txt", "source-link"),
        ("pipe.txt", "source-link"),
        ("up", "source-link"),
    ]


def test_a_file_swapped_for_a_link_after_listing_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "link.txt").symlink_to(tmp_path / "secret.txt")
    collector = source._Collector("x")
    source._read_file(collector, str(tmp_path / "link.txt"), "link.txt")
    assert collector.files == {}
    assert [each.code for each in collector.faults] == ["source-missing"]


def test_a_file_swapped_for_a_pipe_after_listing_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    collector = source._Collector("x")
    source._read_file(collector, str(tmp_path / "pipe.txt"), "pipe.txt")
    assert collector.files == {}
    assert [each.code for each in collector.faults] == ["source-link"]


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_in_an_archive_are_refused(mode: int) -> None:
    with pytest.raises(SourceError) as caught:
        read_zip(zipped({"pack.toml": b"/etc/passwd"}, mode=mode | 0o777))
    assert codes(caught.value) == ["source-link"]


def test_a_bomb_is_refused_whatever_it_claims() -> None:
    bomb = zipped({"pack.toml": b"#" * (64 * 1024 * 1024)})
    assert len(bomb) < 100_000
    # The claimed size, in the central directory, is made small.
    claimed = bytearray(bomb)
    at = claimed.index(b"PK\x01\x02") + 24
    claimed[at : at + 4] = (10).to_bytes(4, "little")
    for data in (bomb, bytes(claimed)):
        with pytest.raises(SourceError) as caught:
            read_zip(data)
        assert set(codes(caught.value)) <= {"source-limit", "source-damaged"}


def test_no_more_of_an_entry_is_unpacked_than_is_needed_to_refuse_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unpacked: list[int] = []
    take = source._Collector.take

    def watched(self: source._Collector, name: str, data: bytes) -> None:
        unpacked.append(len(data))
        take(self, name, data)

    monkeypatch.setattr(source._Collector, "take", watched)
    with pytest.raises(SourceError):
        read_zip(zipped({"pack.toml": b"#" * (3 * source.MAX_FILE)}))
    assert unpacked == [source.MAX_FILE + 1]


def test_many_large_files_are_refused_before_all_are_read() -> None:
    size = 2 * 1024 * 1024
    with pytest.raises(SourceError) as caught:
        read_zip(zipped({f"f{n}.toml": b"#" * size for n in range(12)}))
    assert codes(caught.value) == ["source-limit"]


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    names = {f"f{n}.txt": b"" for n in range(source.MAX_FILES + 1)}
    for attempt in (
        lambda: read_zip(zipped(names)),
        lambda: read_folder(lay(tmp_path, names)),
        lambda: from_mapping(dict.fromkeys(names, "")),
    ):
        with pytest.raises(SourceError) as caught:
            attempt()
        assert codes(caught.value) == ["source-limit"]


def test_names_that_differ_in_capitals_only_are_refused() -> None:
    with pytest.raises(SourceError) as caught:
        from_mapping({"Pack.toml": "", "pack.toml": ""})
    assert codes(caught.value) == ["source-duplicate"]


def test_an_encoding_error_has_a_line_and_a_column(tmp_path: Path) -> None:
    lay(tmp_path, {"pack.toml": "a = 1\nb = 'é".encode() + b"\xff'\n"})
    with pytest.raises(SourceError) as caught:
        read_folder(tmp_path)
    (found,) = caught.value.diagnostics
    assert (found.code, found.line, found.column) == ("source-encoding", 2, 7)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(SourceError) as caught:
        read_zip(zipped({"../a.toml": b"", "b.toml": b"\xff", "ok.toml": b""}))
    assert codes(caught.value) == ["source-encoding", "source-name"]


@pytest.mark.parametrize("data", [b"", b"no zip", zipped(FILES)[:-40], b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        read_zip(data)
    assert set(codes(caught.value)) <= {"source-damaged", "source-missing"}


def test_damaged_archives_never_raise_anything_else() -> None:
    whole = zipped(FILES)
    for index in range(len(whole)):
        for value in (0, 0xFF, whole[index] ^ 0x10):
            data = whole[:index] + bytes([value]) + whole[index + 1 :]
            with contextlib.suppress(SourceError):
                assert isinstance(read_zip(data), PackSource)


def test_other_compression_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        read_zip(zipped({"pack.toml": b""}, method=zipfile.ZIP_LZMA))
    assert codes(caught.value) == ["source-damaged"]


def test_a_place_without_a_pack_says_so(tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text("x")
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "none", tmp_path / "file.txt", tmp_path / "empty"):
        with pytest.raises(SourceError) as caught:
            read_pack(path)
        assert codes(caught.value) == ["source-missing"]


def test_saved_text_that_is_no_unicode_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        from_mapping({"pack.toml": "\ud800"})
    assert codes(caught.value) == ["source-encoding"]
    with pytest.raises(SourceError) as caught:
        from_mapping({"pack.toml": 3})
    assert codes(caught.value) == ["source-damaged"]


def test_the_canonical_hash_ignores_order_and_nothing_else() -> None:
    assert canonical_hash({"a": 1, "b": [True, None, "é"]}) == canonical_hash(
        {"b": (True, None, "é"), "a": 1}
    )
    values = [1, "1", True, None, [], {}, [1, 2], [2, 1], [[1], 2], {"a": 1}, {"a": "1"}]
    assert len({canonical_hash(value) for value in values}) == len(values)
    assert canonical_hash({"b": 2, "a": [1]}) == hashlib.sha256(b'{"a":[1],"b":2}').hexdigest()
    for refused in (1.5, {1: 2}, {"a": {1, 2}}, b"x"):
        with pytest.raises(TypeError):
            canonical_hash(refused)
