"""A process that captures small files until it is killed; forked for each attempt, so that hundreds take seconds."""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
from pathlib import Path

from geleit.sources.captured.capture import About, capture
from geleit.sources.captured.check import check_case
from geleit.sources.captured.store import load, store_of

ABOUT = About("Radio Sampleton", "2024-05-01")


def forked(job):
    """Run a job in a child; the end of a pipe that it writes to, and its id."""
    out, into = os.pipe()
    child = os.fork()
    if child:
        os.close(into)
        return child, out
    os.close(out)
    try:
        job(lambda digest: os.write(into, f"{digest}\n".encode()))
    finally:
        os._exit(0)


def said(out):
    with os.fdopen(out, "rb") as pipe:
        return pipe.read().decode().split()


def holds(case, told):
    """What is wrong: alterations, captures that were confirmed and are gone, an original no line names."""
    if not told and not store_of(case).log.exists():
        return []
    wrong = list(check_case(case).problems)
    log = load(store_of(case))
    lost = [digest for digest in told if digest not in log.listed]
    return [*wrong, *(f"lost {digest}" for digest in lost)]


def killed_anywhere(case, file, attempts, seed):
    """Kill a child that adds file after file, so often, each time after another while."""
    draw, told, wrong, killed = random.Random(seed), set(), [], 0

    def add_many(attempt):
        def job(tell):
            for number in range(100_000):
                file.write_text(f"{attempt}-{number}" * 50)
                tell(capture(case, file, ABOUT).entry.sha256)

        return job

    for attempt in range(attempts):
        child, out = forked(add_many(attempt))
        select.select([], [], [], draw.uniform(0, 0.05))
        os.kill(child, signal.SIGKILL)
        killed += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        told.update(said(out))
        wrong += holds(case, told)
    return {"killed": killed, "told": len(told), "wrong": wrong, "lines": len(load(store_of(case)).entries)}


def killed_at_each_step(case, file):
    """Kill a child before the first, second, ... thing it does to the disk, until it comes through."""
    wrong, steps, told = [], 0, set()
    while True:
        steps += 1

        def job(tell, steps=steps):
            left = steps

            def heed(event, _):
                nonlocal left
                left -= event.startswith(("open", "os.", "tempfile."))
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

            file.write_text(f"step {steps}")
            sys.addaudithook(heed)
            tell(capture(case, file, ABOUT).entry.sha256)

        child, out = forked(job)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        told.update(said(out))
        wrong += [f"step {steps}: {problem}" for problem in holds(case, told)]
        if status == 0:
            return {"steps": steps, "wrong": wrong, "told": len(told), "lines": len(load(store_of(case)).entries)}


if __name__ == "__main__":
    kind, folder, path, *rest = sys.argv[1:]
    if kind == "anywhere":
        sys.stdout.write(json.dumps(killed_anywhere(Path(folder), Path(path), *map(int, rest))))
    else:
        sys.stdout.write(json.dumps(killed_at_each_step(Path(folder), Path(path))))
