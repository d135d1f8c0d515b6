"""How the command line ends: with an answer that was delivered, or with one message and a code that says why not.

0 and 1 are answers, and are given only once all that was printed has been taken by whoever reads standard output.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from io import StringIO
from pathlib import Path
from threading import Event, current_thread, main_thread
from types import FrameType
from typing import NoReturn

from geleit.errors import ContradictionError, GeleitError, InputError

BAD_INPUT, FAULT, STOPPED, NO_READER = 2, 3, 130, 141
"""Exit codes besides 0 and 1: what came in cannot be used, or what was found cannot be printed; Geleit itself failed;
Ctrl-C or the end of what is typed at a question; the reader of a pipe went away. The last two as shells have them."""
MOST_NAMED = 20
"""Problems of what came in that are told one by one."""
DEBUG = "GELEIT_DEBUG"
"""Environment variable that has a fault of Geleit shown with its traceback."""


def run() -> NoReturn:
    """Run the command line, and end the process with the exit code of what came of it.

    Raises
    ------
    SystemExit
        Always.
    """
    try:
        from geleit.cli.streams import guard_streams

        guard_streams()
        _heed_interrupts()
        code = _code_of_command()
        sys.stdout.flush()  # not before all of it was taken is the answer given
    except BaseException as problem:
        _end_at_interrupts()
        code = explain(problem)
    _end_at_interrupts()
    sys.exit(code)


def _code_of_command() -> int:
    code: int | None = command_line()(standalone_mode=False)  # else typer ends with 1 what is no answer
    if code == STOPPED:
        raise KeyboardInterrupt  # which typer has taken for its own
    return code or 0


@cache
def command_line() -> Callable[..., int | None]:
    """All commands with their options, which typer takes a while to make of our functions."""
    from typer.main import get_command

    from geleit.cli.commands import app

    return get_command(app)


def explain(problem: BaseException) -> int:
    """Print one message about what kept an answer from being given; the exit code is 1 for a proof that is none."""
    import typer

    from geleit.cli.streams import UNSEEN, UndeliveredError

    if show := getattr(problem, "show", None):  # arguments that typer refuses; its class differs between its versions
        show(refused := StringIO())
        typer.echo(refused.getvalue().translate(UNSEEN), err=True, nl=False)
        return BAD_INPUT
    cause = problem.__cause__ if isinstance(problem, typer.Abort) else None
    if isinstance(cause, EOFError):
        problem = cause  # typer takes the end of any file for that of what is typed
    match problem:
        case GeleitError():
            message, code = str(problem), problem.exit_code
        case UndeliveredError():
            message, code = f"what was found could not be printed: {problem}", BAD_INPUT
            if problem.by_reader:
                return NO_READER
        case OSError():
            message, code = f"{problem.filename or 'a file'}: {problem.strerror or problem}", BAD_INPUT
        case MemoryError():
            remedy = "ask about an earlier deadline, or import the streets of a smaller area"
            message, code = f"not enough memory: {remedy}", BAD_INPUT
        case KeyboardInterrupt() | typer.Abort():
            message, code = "stopped before it was done", STOPPED
        case _:
            if os.environ.get(DEBUG):
                traceback.print_exception(problem)
            message, code = _report(problem), FAULT
    complain(message)
    _complain_of(getattr(problem, "others", ()))
    return code


def _complain_of(others: Sequence[InputError]) -> None:
    """Print what else is wrong, as far as it is not too much to read."""
    for other in others[: MOST_NAMED - 1]:
        complain(str(other))
    if more := len(others[MOST_NAMED - 1 :]):
        complain(f"and {more:,} more: mend these first")


def _heed_interrupts() -> None:
    """Have Ctrl-C stop the command, and once more end the process at once, whatever it is busy with."""

    def stop(*_: object) -> NoReturn:
        _end_at_interrupts()
        raise KeyboardInterrupt

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else somebody wants it ignored
        signal.signal(signal.SIGINT, stop)


def _end_at_interrupts() -> None:
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


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

    from geleit.cli.streams import UNSEEN
    from geleit.model.entries import one_line

    shown = "".join(c if one_line(c) == c else repr(c)[1:-1] for c in message)
    typer.echo(f"geleit: {shown.translate(UNSEEN)}", err=True)


def _report(fault: BaseException) -> str:
    package = Path(__file__).parents[1]
    ours = [frame for frame in traceback.extract_tb(fault.__traceback__) if package in Path(frame.filename).parents]
    place = f" in {Path(ours[-1].filename).relative_to(package)}, line {ours[-1].lineno}" if ours else ""
    more = "" if os.environ.get(DEBUG) else f" and what {DEBUG}=1 shows"
    return (
        f"a fault of Geleit itself{place}: {type(fault).__name__}: {fault} (there is no answer, and no file was "
        f"written by halves; please report the command and this line{more}{_kept(fault)})"
    )


def _kept(fault: BaseException) -> str:
    """Keeps the proofs that contradict each other, and says where."""
    if not isinstance(fault, ContradictionError) or not fault.proofs:
        return ""
    from tempfile import mkdtemp

    from geleit.io.proofs import proof_names, write_proof
    from geleit.model.stamp import INTERNAL

    folder = Path(mkdtemp(prefix="geleit-fault-"))
    for name, proof in zip(proof_names(), fault.proofs, strict=True):
        write_proof(folder / name, proof, INTERNAL)
    return f", with the two proofs, which are not for publication, in {folder}"
