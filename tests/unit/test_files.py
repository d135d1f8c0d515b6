"""A reader never meets half a file."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from geleit.errors import InputError
from geleit.files import expect_writable, private_folder, temporary_file, whole_or_not, write_atomically

posix = pytest.mark.skipif(os.name != "posix", reason="modes and signals of POSIX")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_text_and_bytes_are_written_and_nothing_is_left_behind(tmp_path):
    write_atomically(tmp_path / "a" / "b.txt", "Äpfel")
    write_atomically(tmp_path / "a" / "b.txt", b"\x00")
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"\x00"
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["b.txt"]


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "folder" / "inner").mkdir(parents=True)
    for target in (tmp_path / "file" / "b.txt", tmp_path / "folder"):
        with pytest.raises(InputError, match="cannot be written") as caught:
            write_atomically(target, "x")
        assert caught.value.where == str(target)
        assert caught.value.remedy == "choose another folder"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder"]


def test_a_folder_is_tried_and_left_as_it_was(tmp_path):
    (tmp_path / "there").mkdir()
    expect_writable(tmp_path / "there", "report.html")
    expect_writable(tmp_path / "a" / "b" / "c", "report.html")
    assert [p.name for p in tmp_path.rglob("*")] == ["there"]


def test_a_folder_that_cannot_be_written_is_named_before_the_work(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "out" / "report.html").mkdir(parents=True)
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone" / "gone")
    before = sorted(tmp_path.rglob("*"))
    out = tmp_path / "out"
    for folder, named in (
        (tmp_path / "file", tmp_path / "file"),
        (tmp_path / "file" / "out", tmp_path / "file" / "out"),
        (tmp_path / "new" / ("x" * 300), tmp_path / "new" / ("x" * 300)),
        (tmp_path / "nowhere", tmp_path / "nowhere"),
        (out, out / "report.html"),
    ):
        with pytest.raises(InputError, match="cannot be written") as caught:
            expect_writable(folder, "report.html")
        assert caught.value.where == str(named)
    assert sorted(tmp_path.rglob("*")) == before


@posix
@pytest.mark.parametrize("kept", [0o600, 0o640, 0o664, 0o444])
def test_a_file_keeps_its_mode(tmp_path, kept):
    path = tmp_path / "statements.csv"
    path.write_bytes(b"old")
    path.chmod(kept)
    with whole_or_not(path) as temporary:
        assert mode(temporary) & ~kept == 0  # nobody else reads it meanwhile
        temporary.write_bytes(b"new")
    assert (path.read_bytes(), mode(path)) == (b"new", kept)


@posix
@pytest.mark.parametrize(("umask", "gets"), [(0o077, 0o600), (0o027, 0o640), (0o022, 0o644), (0o002, 0o664)])
def test_a_new_file_heeds_the_umask(tmp_path, umask, gets):
    program = f"import os; from pathlib import Path; from geleit.files import write_atomically; os.umask({umask}); "
    subprocess.run([sys.executable, "-c", program + "write_atomically(Path('a'), 'x')"], cwd=tmp_path, check=True)
    assert mode(tmp_path / "a") == gets


@posix
def test_a_private_folder_is_nobody_elses(tmp_path):
    (tmp_path / "open").mkdir(mode=0o755)
    for name in ("open", "new"):
        private_folder(tmp_path / name)
        assert mode(tmp_path / name) == 0o700
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be written"):
        private_folder(tmp_path / "file" / "below")


@posix
def test_what_a_killed_process_left_is_swept(tmp_path):
    program = (
        "import os, signal; from pathlib import Path; from geleit.files import whole_or_not\n"
        "with whole_or_not(Path('report.html')): os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=tmp_path).returncode == -9
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".report.html.")
    write_atomically(tmp_path / "other.txt", "x")
    assert [path.name for path in tmp_path.iterdir()] == ["other.txt"]


@posix
def test_what_others_write_is_not_swept(tmp_path):
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True)
    elsewhere = f".a.another0comp.{gone.stdout.strip()}.0123abcd.part"
    for name in (elsewhere, ".part", ".a.part", ".a.x.0123abcd.part"):
        (tmp_path / name).write_bytes(b"half")
    before = sorted(tmp_path.iterdir())
    with temporary_file(tmp_path, "a") as ours:
        write_atomically(tmp_path / "b", "x")
        assert sorted(tmp_path.iterdir()) == sorted([*before, ours, tmp_path / "b"])
    assert sorted(tmp_path.iterdir()) == sorted([*before, tmp_path / "b"])


@pytest.mark.parametrize("name", ["x" * 255, "ä" * 127, "😀" * 63])
def test_the_longest_name_of_a_file_can_be_written(tmp_path, name):
    write_atomically(tmp_path / name, "y")
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="becomes another user")
def test_a_group_that_cannot_be_kept_gives_its_rights_to_no_other():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        path = Path(folder) / "statements.csv"
        path.write_bytes(b"old")
        os.chown(path, 1001, 2001)
        path.chmod(0o644)
        child = os.fork()
        if not child:
            os.setgroups([])
            os.setegid(3000)
            os.seteuid(1002)
            write_atomically(path, "new")
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        assert (path.read_bytes(), path.stat().st_gid, mode(path)) == (b"new", 3000, 0o604)
