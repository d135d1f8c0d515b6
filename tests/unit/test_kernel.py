"""Kernels are kept where it is safe, and nothing that happens to what is kept changes what they come to."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

SOURCE = """
from geleit.kernel import kernel

RATE = {rate}


@kernel
def people(hours):
    return RATE * hours
"""
posix = pytest.mark.skipif(os.name != "posix", reason="folders have no owner here that could be looked at")
root = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give a file to somebody else")


@pytest.fixture
def source(tmp_path, monkeypatch):
    """A module with a kernel, where nobody has said where to keep it; home and the temporary folder are our own."""
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    for name in ("home", "temporary", "package"):
        (tmp_path / name).mkdir(mode=0o755)
    module = tmp_path / "package" / "rates.py"
    module.write_text(SOURCE.format(rate=300), encoding="utf-8")
    return module


def run(source, expected=1200):
    """Import the module anew and run its kernel; whether it was compiled."""
    spec = importlib.util.spec_from_file_location("rates", source)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.people(4) == expected
    return bool(module.people.stats.cache_misses)


def kept(folder, ending="kernel"):
    return sorted(folder.rglob(f"*.{ending}"))


def closed(source):
    """Have the folder of the source take nothing: a file stands where the kernels would be."""
    (source.parent / "__pycache__").write_text("", encoding="utf-8")
    return source


def test_kernels_are_kept_beside_the_source(source, tmp_path):
    assert run(source)
    assert not run(source)
    [file] = kept(tmp_path)
    assert file.parent == source.parent / "__pycache__"
    assert kept(tmp_path, "damaged") == []


@posix
def test_also_where_new_files_are_for_a_group(source, tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "named"))
    before = os.umask(0o002)
    try:
        assert [run(source), run(source)] == [True, False]
    finally:
        os.umask(before)
    assert kept(tmp_path, "damaged") == []


@pytest.mark.parametrize("relative", [False, True])
def test_or_in_the_folder_that_is_named(relative, source, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NUMBA_CACHE_DIR", "named" if relative else str(tmp_path / "named"))
    assert run(source)
    monkeypatch.chdir(source.parent)
    assert run(source) == relative
    monkeypatch.chdir(tmp_path)
    assert not run(source)
    assert len(kept(tmp_path / "named")) == 1


@pytest.mark.parametrize(("said", "place"), [("/cache", "cache"), ("", "home/.cache"), ("cache", "home/.cache")])
def test_or_among_what_the_user_has_cached(said, place, source, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", f"{tmp_path}{said}" if said.startswith("/") else said)
    assert run(closed(source))
    assert not run(source)
    [file] = kept(tmp_path)
    assert file.parents[1] == tmp_path / place / "geleit"


@posix
def test_or_in_a_temporary_folder_of_ones_own(source, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(source))  # no folder
    assert run(closed(source))
    assert not run(source)
    [file] = kept(tmp_path)
    assert file.parents[1] == tmp_path / "temporary" / f"geleit-{os.geteuid()}"
    assert [oct(folder.stat().st_mode & 0o777) for folder in file.parents[:2]] == ["0o700", "0o700"]


def test_or_nowhere(source, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(source))
    monkeypatch.setattr(tempfile, "tempdir", str(source))
    assert run(closed(source))
    assert run(source)
    assert kept(tmp_path) == []


def test_the_folder_in_which_one_works_is_no_temporary_one(source, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(source))
    monkeypatch.chdir(tmp_path / "temporary")
    assert run(closed(source))
    assert list((tmp_path / "temporary").iterdir()) == []


def with_sum(content, packed):
    """A file whose sum is right, with something else in it."""
    return content[:32] + hashlib.sha256(packed).digest() + packed


DAMAGE = {
    "emptied": lambda content: content[:0],
    "cut in its head": lambda content: content[:40],
    "cut short": lambda content: content[:-1],
    "a bit turned": lambda content: content[:-9] + bytes([content[-9] ^ 1]) + content[-8:],
    "a wrong sum": lambda content: content[:32] + bytes(32) + content[64:],
    "no pickle": lambda content: with_sum(content, b"nonsense"),
    "a pickle of something else": lambda content: with_sum(content, pickle.dumps((1, 2))),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_set_aside_and_made_anew(damage, source, tmp_path, capfd):
    run(source)
    [file] = kept(tmp_path)
    damaged = damage(file.read_bytes())
    file.write_bytes(damaged)
    assert run(source)
    [aside] = kept(tmp_path, "damaged")
    assert aside.read_bytes() == damaged
    assert not run(source)
    assert capfd.readouterr() == ("", "")


def test_so_is_what_cannot_be_read(source, tmp_path):
    run(source)
    [file] = kept(tmp_path)
    file.unlink()
    file.mkdir()
    assert run(source)
    assert kept(tmp_path, "damaged")[0].is_dir()
    assert not run(source)


def test_a_folder_that_was_emptied_or_taken_away_is_no_matter(source, tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "named"))
    run(source)
    shutil.rmtree(tmp_path / "named")
    assert run(source)
    assert not run(source)


@pytest.mark.parametrize("by", ["source", "constant from elsewhere"])
def test_a_change_of_the_source_compiles_anew(by, source, tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere" / "kernel_rates.py"
    elsewhere.parent.mkdir()
    monkeypatch.syspath_prepend(str(elsewhere.parent))
    if by == "constant from elsewhere":
        text = SOURCE.replace("RATE = {rate}", "from kernel_rates import RATE")
        source.write_text(text, encoding="utf-8")
    for rate in (300, 7):
        elsewhere.write_text(f"RATE = {rate}  # {'!' * rate}", encoding="utf-8")
        monkeypatch.delitem(sys.modules, "kernel_rates", raising=False)
        if by == "source":
            source.write_text(SOURCE.format(rate=rate), encoding="utf-8")
        assert run(source, 4 * rate)
        assert not run(source, 4 * rate)
    assert len(kept(tmp_path)) == 1
    assert kept(tmp_path, "damaged") == []


class Trap:
    """What leaves a trace when it is unpickled."""

    def __init__(self, trace):
        self.trace = trace

    def __reduce__(self):
        return Path.touch, (self.trace,)


@posix
@pytest.mark.parametrize("whose", ["others may write", pytest.param("another's", marks=root), "ours"])
def test_what_others_can_have_written_is_not_unpickled(whose, source, tmp_path):
    run(source)
    [file] = kept(tmp_path)
    file.write_bytes(with_sum(file.read_bytes(), pickle.dumps(Trap(tmp_path / "trace"))))
    if whose == "another's":
        os.chown(file, 65534, 65534)
    elif whose == "others may write":
        file.chmod(0o646)
    assert run(source)
    assert (tmp_path / "trace").exists() == (whose == "ours")  # the trap works
    assert not run(source)


def write_for_all(folder):
    folder.chmod(0o777)


def write_for_a_group(folder):
    folder.chmod(0o775)


def give_away(folder):
    os.chown(folder, 65534, 65534)


def link_elsewhere(folder):
    folder.symlink_to(folder.rename(folder.with_name("elsewhere")))


@posix
@pytest.mark.parametrize(
    "change", [write_for_all, write_for_a_group, pytest.param(give_away, marks=root), link_elsewhere]
)
@pytest.mark.parametrize("at", ["package/__pycache__", "home/.cache/geleit", "temporary/geleit-{}"])
def test_a_folder_that_is_not_ours_alone_is_not_used(change, at, source, tmp_path, monkeypatch):
    folder = tmp_path / at.format(os.geteuid())
    folder.mkdir(parents=True)
    if not at.startswith("package"):
        closed(source)
    if at.startswith("temporary"):
        monkeypatch.setenv("HOME", str(source))
    change(folder)
    assert run(source)
    assert kept(folder.resolve()) == []
    assert len(kept(tmp_path)) == (not at.startswith("temporary"))  # in the next place, if there is one


IN_A_PROCESS = """
import sys
sys.path.insert(0, sys.argv[1])
from rates import people
print(people(4), sum(people.stats.cache_misses.values()) if hasattr(people, "stats") else "plain")
"""


def process(source, before="", **environment):
    """Run the kernel in a process of its own."""
    command = [sys.executable, "-B", "-c", before + IN_A_PROCESS, str(source.parent)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env={**os.environ, **environment})


@posix
def test_a_disk_that_takes_no_more_is_no_matter(source):
    full = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
    for _ in range(2):
        assert process(source, full).communicate() == ("1200 1\n", "")
    assert list((source.parent / "__pycache__").iterdir()) == []


def test_two_at_once_do_no_harm(source):
    for running in [process(source) for _ in range(2)]:
        out, errors = running.communicate()
        assert (out.split()[0], errors) == ("1200", "")
    assert process(source).communicate() == ("1200 0\n", "")
    assert len(list((source.parent / "__pycache__").iterdir())) == 1


def test_a_numba_that_works_otherwise_compiles_and_keeps_nothing(source, tmp_path):
    for otherwise in (
        "import numba.core.compiler as c\ndel c.CompileResult._reduce\n",
        "import numba.core.codegen as c\ndel c.CPUCodegen.magic_tuple\n",
    ):
        assert process(source, otherwise).communicate() == ("1200 1\n", "")
    assert process(source, NUMBA_DISABLE_JIT="1").communicate() == ("1200 plain\n", "")
    assert kept(tmp_path) == []
