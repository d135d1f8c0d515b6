"""Commands as forks of one process that has everything loaded: real processes, without the second that loading takes.

``python -m tests.surface.forking FD`` serves the requests that come over a socket, until its other end is closed. What
counts only when Python starts (PYTHONHASHSEED, the language) is that of the server; the client starts a process of its
own where that differs, or a server with that environment. The tests of the tutorial, of the how-to pages and of the
README start fresh ones, too.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import itertools
import json
import os
import pkgutil
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout, suppress
from functools import cache
from io import StringIO
from pathlib import Path
from typing import NoReturn

import geleit
from geleit.cli import main
from geleit.cli.exit_codes import command_line
from geleit.report.html.template import TEMPLATES, template
from tests.kernels import compile_all

ROOT = Path(__file__).parents[2]
AT_THE_START = ("PYTHON", "LC_", "LANG", "NUMBA", "OMP", "MKL", "OPENBLAS", "MALLOC", "PATH")
"""How the names of those environment variables begin that are heeded only when a process starts."""

Into = dict[int, int | None]
"""Where a command prints to, by the number of its stream: another descriptor, or ``None`` to have none."""

HEAVY = (
    "bagit",
    "jinja2",
    "openpyxl",
    "ortools.graph.python.max_flow",
    "osmium",
    "pandas",
    "pyarrow.parquet",
    "pyogrio",
    "pypdf",
    "pyproj",
    "pyvrp",
    "rasterio.warp",
    "rich.progress",
    "scipy.optimize",
    "scipy.stats",
    "shapely.geometry",
    "statsmodels.genmod.generalized_linear_model",
    "statsmodels.tsa.stattools",
)


class Forks:
    """A server, as its client sees it; one for each process that runs tests, and for each environment at the start."""

    def __init__(self, environment: dict[str, str], start: Sequence[str] = ("-m", "tests.surface.forking")) -> None:
        self.environment = fixed(environment)
        self.line, theirs = socket.socketpair()
        command = [sys.executable, *start, str(theirs.fileno())]
        # its own streams are pipes, as those of the forks will be
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self.server = subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=[theirs.fileno()], **streams)
        theirs.close()

    def close(self) -> None:
        """End the server."""
        self.line.close()
        self.server.communicate()

    def run(
        self,
        arguments: list[str],
        cwd: Path,
        environment: dict[str, str],
        *,
        into: Into | None = None,
        signals: Sequence[int] = (),
        memory: int = 0,
        typed: str = "",
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end; what it prints goes through pipes, as with ``subprocess.run``.

        Or ``into`` other descriptors. The ``signals`` come one after the other, each when a file is opened, from the
        second on. With ``memory`` it, and each process of its own, has so many bytes beyond what is loaded. What is
        ``typed`` comes to it through a pipe, which holds a page or two. The result also has the ``seconds`` that they
        computed.
        """
        pipes, into = (os.pipe(), os.pipe()), into or {}
        closed = [stream for stream, descriptor in into.items() if descriptor is None]
        asked = json.dumps(
            {"arguments": arguments, "cwd": str(cwd), "environment": environment, "closed": closed,
             "signals": list(signals), "memory": memory}
        ).encode()  # fmt: skip
        with open(pipes[0][0], "rb") as out, open(pipes[1][0], "rb") as err:  # noqa: PTH123 - these are descriptors
            theirs = [into.get(stream) or pipe[1] for stream, pipe in enumerate(pipes, 1)]
            keys, keyboard = os.pipe()
            os.write(keyboard, typed.encode())
            os.close(keyboard)
            socket.send_fds(self.line, [len(asked).to_bytes(8, "big")], [keys, *theirs])
            self.line.sendall(asked)
            for descriptor in (keys, *(pipe[1] for pipe in pipes)):
                os.close(descriptor)
            printed, errors = _read_both(out, err)
        answer = self.line.recv(12, socket.MSG_WAITALL)
        assert len(answer) == 12, f"the server of commands has ended: {self.server.stderr.read().decode()}"
        code = int.from_bytes(answer[:4], "big", signed=True)
        done = subprocess.CompletedProcess(arguments, code, printed.decode(), errors.decode())
        done.seconds = int.from_bytes(answer[4:], "big") / 1000
        return done


def fixed(environment: dict[str, str] | os._Environ[str]) -> dict[str, str]:
    """What of an environment is heeded only when a process starts."""
    return {name: value for name, value in environment.items() if name.startswith(AT_THE_START)}


@cache
def forks() -> Forks:
    """The server of this process."""
    return Forks(dict(os.environ))


def _read_both(out, err) -> tuple[bytes, bytes]:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as reader:
        errors = reader.submit(err.read)
        return out.read(), errors.result()


def _serve(line: socket.socket) -> None:
    """Fork for each request, until there are no more; returns in the fork only, which then is to run the command."""
    while True:
        length, passed, *_ = socket.recv_fds(line, 8, 3)
        if not length:
            sys.exit()
        asked = json.loads(line.recv(int.from_bytes(length, "big"), socket.MSG_WAITALL))
        child = os.fork()
        if not child:
            line.close()
            return _become(asked, passed)
        for descriptor in passed:
            os.close(descriptor)
        _, status, used = os.wait4(child, 0)
        milliseconds = round(1000 * (used.ru_utime + used.ru_stime))
        code = os.waitstatus_to_exitcode(status)
        line.sendall(code.to_bytes(4, "big", signed=True) + milliseconds.to_bytes(8, "big"))


def _become(asked: dict, passed: list[int]) -> None:
    for target, descriptor in enumerate(passed):
        os.dup2(descriptor, target)
        os.close(descriptor)
    for stream in asked["closed"]:
        os.close(stream)
    if asked["signals"]:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.addaudithook(_sending(iter(asked["signals"])))
    os.environ.clear()
    os.environ.update(asked["environment"])
    time.tzset()
    os.chdir(asked["cwd"])
    if asked["memory"]:
        loaded = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (loaded + asked["memory"],) * 2)
    sys.argv = ["-c", *asked["arguments"]]
    sys.path[0] = ""


def _sending(signals: Iterator[int]) -> Callable[[str, tuple], None]:
    opened = itertools.count()

    def heard(event: str, _: tuple) -> None:
        if event == "open" and next(opened) and (number := next(signals, None)):
            os.kill(os.getpid(), number)

    return heard


def _end(command: Callable[[], NoReturn]) -> NoReturn:
    """Run a command and end with its exit code as Python does, but for taking apart all that the server had loaded.

    What is printed last, or cannot be, and whoever waits for the end of the process have had their turn by then; if
    anything of that fails, Python ends the process itself.
    """
    try:
        command()
    except SystemExit as end:
        threading._shutdown()
        atexit._run_exitfuncs()
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
        if type(end.code) is int:
            os._exit(end.code)
        raise


def _load() -> None:
    """Load all of Geleit with the packages that its commands import when they are needed, kernels and templates."""
    for module in pkgutil.walk_packages(geleit.__path__, "geleit."):
        if module.name != "geleit.__main__":
            importlib.import_module(module.name)
    for package in HEAVY:
        with suppress(ImportError):  # of an extra that is not installed here
            importlib.import_module(package)
    compile_all()
    with redirect_stdout(StringIO()):  # typer imports more when it first parses something
        command_line()(["--version"], standalone_mode=False)
    for name in TEMPLATES:
        template(name)
    gc.freeze()


if __name__ == "__main__":
    _load()
    with socket.socket(fileno=int(sys.argv[1])) as line:
        _serve(line)
    _end(main)
