"""Work over a file in a process apart: what it finds comes back, and whatever becomes of it is told."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading

import numpy as np
import pytest

from geleit.errors import CaseError, InputError, MissingExtraError, StreetsError
from geleit.io.foreign.apart import apart
from geleit.io.foreign.kinds import Kind

KIND = Kind("a list", "write it again", 1000, memory=1, seconds=1)
linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere files are read by the same process")


def doing(work, error=InputError):
    return list(apart("a.txt", KIND, 1, work, error))


def children():
    """Processes of this one that have not been waited for."""
    try:
        return os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None or True
    except ChildProcessError:
        return False


def test_what_is_found_comes_back_in_order():
    def work():
        yield from ({"a": np.arange(3)}, "text", None)

    first, *others = doing(work)
    assert first["a"].tolist() == [0, 1, 2]
    assert others == ["text", None]


def test_elsewhere_the_same_process_works(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert doing(lambda: iter([os.getpid()])) == [os.getpid()]


@linux
def test_it_is_another_process_that_works_and_none_is_left():
    before = children()
    assert doing(lambda: iter([os.getpid()])) != [os.getpid()]
    begun = apart("a.txt", KIND, 1, lambda: iter(range(10**9)))
    assert next(begun) == 0
    begun.close()
    assert children() == before


def test_faults_of_the_file_stay_what_they_are():
    def work():
        yield 1
        raise StreetsError("a.txt: row 3", "no street", "draw one")

    with pytest.raises(StreetsError, match=r"^a\.txt: row 3: no street \(draw one\)$"):
        doing(work)


def test_faults_of_geleit_stay_what_they_are():
    def work():
        yield 1 // 0

    with pytest.raises(ZeroDivisionError, match="by zero"):
        doing(work)


@linux
def test_a_fault_that_cannot_be_passed_on_is_told():
    class OwnError(Exception):
        pass

    def work():
        yield 1
        raise OwnError("odd")

    with pytest.raises(RuntimeError, match="OwnError: odd"):
        doing(work)


FALLS = {
    "a crash": lambda: ctypes.string_at(0),
    "giving up": os.abort,
    "an array": lambda: [np.ones(10**9)],
    "bytes": lambda: [b"x" * 2 * 10**9],
    "the end": lambda: os._exit(1),
}


@linux
@pytest.mark.parametrize("kind", FALLS)
def test_a_library_that_falls_over_or_takes_too_much(kind):
    with pytest.raises(CaseError, match=r"^a\.txt: reading it takes more than 800 MB of memory, or it is damaged \("):
        doing(FALLS[kind], CaseError)


@linux
def test_stopped_in_there_is_stopped_out_here():
    with pytest.raises(KeyboardInterrupt):
        doing(lambda: [os.kill(os.getpid(), signal.SIGINT)])


@linux
@pytest.mark.slow
@pytest.mark.parametrize("begun", [False, True], ids=["at once", "later"])
def test_a_process_that_stands_still_does_not_wait_for_ever(begun, tmp_path, monkeypatch):
    """A lock that a thread held when the process was forked is never opened in it: another fork may be luckier."""
    monkeypatch.setattr("geleit.io.foreign.apart._STILL", 1)  # second: one that is to compute does not sleep so long
    before = children()

    def work():
        first = not any(tmp_path.iterdir())
        (tmp_path / str(os.getpid())).touch()
        if begun:
            yield 0
        if first:
            lock = threading.Lock()
            lock.acquire()
            lock.acquire()
        yield 1

    if begun:  # what was found cannot be found again
        with pytest.raises(InputError, match=r"^a\.txt: the process that reads it stands still"):
            doing(work)
    else:
        assert doing(work) == [1]
    assert children() == before


@linux
def test_an_extra_that_is_missing_in_there_is_missing_out_here():
    def work():
        raise MissingExtraError("reading stones", "stones")
        yield

    with pytest.raises(MissingExtraError, match=r"^reading stones needs packages .*\[stones\]"):
        doing(work)
