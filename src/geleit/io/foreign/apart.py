"""Reading in a process of its own, which has so much memory and computing and no more, and which may fall over.

What libraries in C do with a hostile file cannot be bounded from within: they take what they want, or crash. On Linux
such a file is read by a fork of this process, and what it finds comes back through a pipe; elsewhere by this process,
without those bounds.
"""

from __future__ import annotations

import faulthandler
import math
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from geleit.errors import InputError
from geleit.io.foreign.guard import reason_of
from geleit.io.foreign.kinds import MB, Kind

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")

_LONGER = 5
"""Seconds after which a process is ended that heeds no signal."""

_ENDED_BY = {signal.SIGINT.value: "stopped", 24: "seconds"}
"""What a signal that ended a fork means; 24 is SIGXCPU, which other systems lack."""

_STILL = 10
"""Seconds for which a fork may sleep without computing anything. It has nothing to wait for but a lock that a thread
held when it was forked, which nobody opens any more."""

_FORKS = 3
"""Forks that are tried, where one stands still."""

_A_THREAD = 16 * MB
"""Bytes that a thread of a library takes for its stack."""


def apart(
    label: str, kind: Kind, size: int, work: Callable[[], Iterable[T]], error: type[InputError] = InputError
) -> Iterator[T]:
    """What some work over a file yields, in a process of its own.

    Parameters
    ----------
    label
        The file as messages name it.
    size
        Its bytes, by which the bounds grow.
    work
        What is to be done, perhaps more than once; what it yields has to be picklable.

    Raises
    ------
    InputError
        As the work does; also where it takes too much memory or computing, or its library falls over.
    """
    if sys.platform != "linux":
        yield from work()
        return
    for _ in range(_FORKS):
        receiver, child = _fork(kind, size, work)
        begun = False
        try:
            while True:
                what, found = _received(receiver, child)
                if what == "done":
                    return
                if what == "still" and not begun:
                    break
                if what != "item":
                    raise _told(what, found, label, kind, size, error)
                begun = True
                yield found
        finally:
            receiver.close()
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    raise _told("still", None, label, kind, size, error)


def _fork(kind: Kind, size: int, work: Callable[[], Iterable[Any]]) -> tuple[Connection, int]:
    """Where what the fork finds arrives, and the fork."""
    from multiprocessing import Pipe

    receiver, sender = Pipe(duplex=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forks beside threads: none of theirs is needed
        child = os.fork()
    if not child:
        receiver.close()
        _serve(sender, kind, size, work)
    sender.close()
    return receiver, child


def _received(receiver: Connection, child: int) -> tuple[str, Any]:
    """What comes next, or why nothing does: a library that gets no memory often falls over."""
    try:
        computed = _computed(child)
        while not receiver.poll(_STILL):
            before, computed = computed, _computed(child)
            if computed is not None and computed == before:
                return "still", None
        what, found = receiver.recv()
    except (EOFError, OSError):
        ended = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        number = ended.si_status if ended and ended.si_code != os.CLD_EXITED else 0
        return _ENDED_BY.get(number, "memory"), None
    return what, found


def _computed(process: int) -> int | None:
    """What a process has computed until now, in the system's units; ``None`` unless all of its threads sleep."""
    computed = 0
    try:
        for thread in Path(f"/proc/{process}/task").iterdir():
            told = (thread / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            if told[0] != "S":
                return None
            computed += int(told[11]) + int(told[12])
    except OSError:
        return None
    return computed


def _told(
    what: str, found: Any, label: str, kind: Kind, size: int, error: type[InputError]
) -> BaseException:  # fmt: skip
    """What is raised of what a fork could not do."""
    match what:
        case "fault":
            told, parts = found
            return told(*parts)  # type: ignore[no-any-return]
        case "raised":
            return found  # type: ignore[no-any-return]
        case "stopped":
            return KeyboardInterrupt()
        case "still":
            problem = "the process that reads it stands still, as may happen beside threads of other libraries"
            return error(label, problem, "try again, or read it by the command line")
        case "seconds":
            problem = f"reading it takes more than {kind.most_seconds(size):,} s of computing"
        case _:
            problem = f"reading it takes more than {kind.most_memory(size) // MB:,} MB of memory, or it is damaged"
    return error(label, problem, f"take a smaller part of it, or {kind.remedy}")


def _serve(sender: Connection, kind: Kind, size: int, work: Callable[[], Iterable[Any]]) -> NoReturn:
    """Do the work in the fork, and end it whatever happens, without what Python does at its end."""
    try:
        _confine(kind, size)
        for item in work():
            sender.send(("item", item))
        sender.send(("done", None))
    except InputError as fault:
        sender.send(("fault", (type(fault), (fault.where, fault.problem, fault.remedy))))
    except MemoryError:
        sender.send(("memory", None))
    except BaseException as fault:
        _send_fault(sender, fault)
    finally:
        os._exit(0)


def _send_fault(sender: Connection, fault: BaseException) -> None:
    """Pass on what is no fault of the file; what cannot be passed on is told."""
    try:
        sender.send(("raised", fault))
    except Exception:
        sender.send(("raised", RuntimeError(f"{type(fault).__name__}: {reason_of(fault)}")))


def _confine(kind: Kind, size: int) -> None:
    """Bound this process, and keep what libraries print from the terminal."""
    import resource

    faulthandler.disable()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGXCPU):
        signal.signal(number, signal.SIG_DFL)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _limit(resource.RLIMIT_CPU, kind.most_seconds(size), _LONGER)
    _limit(resource.RLIMIT_DATA, _taken() + kind.most_memory(size) + (os.cpu_count() or 1) * _A_THREAD, 0)


def _limit(what: int, most: int, more: int) -> None:
    """Lower a limit; one that is lower already stays."""
    import resource

    _, hard = resource.getrlimit(what)
    highest = math.inf if hard == resource.RLIM_INFINITY else hard
    resource.setrlimit(what, (int(min(most, highest)), int(min(most + more, highest))))


def _taken() -> int:
    """Bytes of data that this process has now."""
    told = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return next(int(line.split()[1]) * 1024 for line in told.splitlines() if line.startswith("VmData:"))
