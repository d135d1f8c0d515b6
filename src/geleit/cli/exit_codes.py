"""How the command line ends: one message to standard error, and a code that says what it means."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, current_thread, main_thread
from types import FrameType

from geleit.errors import GeleitError

BAD_INPUT, FAULT, STOPPED = 2, 3, 130
"""Exit codes besides 0 and 1: what came in cannot be used; Geleit itself failed; Ctrl-C, as shells have it."""
DEBUG = "GELEIT_DEBUG"
"""Environment variable that has a fault of Geleit shown with its traceback."""


@contextmanager
def ending() -> Iterator[None]:
    """Turn whatever goes wrong inside into one message and an exit code; never 1, which is an answer."""
    try:
        yield
    except GeleitError as problem:
        _end(str(problem), problem.exit_code)
    except BrokenPipeError:
        # the reader of a pipe went away; keep the interpreter from complaining when it flushes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(BAD_INPUT)
    except OSError as problem:
        _end(f"{problem.filename or 'a file'}: {problem.strerror or problem}", BAD_INPUT)
    except MemoryError:
        _end("not enough memory: ask about an earlier deadline, or import the streets of a smaller area", BAD_INPUT)
    except KeyboardInterrupt:
        _end("stopped before it was done", STOPPED)
    except SystemExit as end:
        if end.code == STOPPED:  # typer has already turned Ctrl-C into it
            complain("stopped before it was done")
        raise
    except Exception as fault:
        if os.environ.get(DEBUG):
            traceback.print_exc()
        _end(_report(fault), FAULT)


@contextmanager
def wound_up() -> Iterator[Event]:
    """An event that Ctrl-C sets, for work that then comes to its end; Ctrl-C once more stops it at once."""
    stopped = Event()
    before = signal.getsignal(signal.SIGINT)

    def heed(number: int, _: FrameType | None) -> None:
        stopped.set()
        complain("ending with the best so far (Ctrl-C once more: at once, with nothing)")
        signal.signal(number, before)

    if before is signal.SIG_IGN or current_thread() is not main_thread():
        yield stopped
        return
    signal.signal(signal.SIGINT, heed)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)


def complain(message: str) -> None:
    """Print a message to standard error, on one line whatever a file is called."""
    import typer

    from geleit.model.proof import one_line

    shown = "".join(c if one_line(c) == c else repr(c)[1:-1] for c in message)
    typer.echo(f"geleit: {shown}", err=True)


def _report(fault: Exception) -> str:
    package = Path(__file__).parents[1]
    ours = [frame for frame in traceback.extract_tb(fault.__traceback__) if package in Path(frame.filename).parents]
    place = f" in {Path(ours[-1].filename).relative_to(package)}, line {ours[-1].lineno}" if ours else ""
    more = "" if os.environ.get(DEBUG) else f" and what {DEBUG}=1 shows"
    return (
        f"a fault of Geleit itself{place}: {type(fault).__name__}: {fault} (there is no answer, and no file was "
        f"written by halves; please report the command, this line{more}; meanwhile, try another deadline)"
    )


def _end(message: str, code: int) -> None:
    complain(message)
    sys.exit(code)
