"""A process that adds to a case until it is killed; forked for each attempt, so that hundreds take seconds."""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
from pathlib import Path

from geleit.errors import InputError
from geleit.io.evidence.capture import About, capture
from geleit.io.evidence.store import load, store_of
from geleit.io.evidence.verify import check_case
from geleit.io.ledger.store import append_statements, read_ledger

ABOUT = About("Radio Sampleton", "2024-05-01")


class Captures:
    """Captured sources; what is confirmed is a hash."""

    @staticmethod
    def add(case, text):
        file = case.parent / "page.html"
        file.write_text(text * 50)
        return capture(case, file, ABOUT).entry.sha256

    @staticmethod
    def kept(case):
        return [entry.sha256 for entry in load(store_of(case)).entries]

    @staticmethod
    def wrong(case):
        return check_case(case).problems if store_of(case).log.exists() else []


class Statements:
    """Entries of the ledger; what is confirmed is an id."""

    @staticmethod
    def add(case, text):
        words = f'{text}, "quoted"\nand on a second line'
        # the first of most attempts needs a column more, so that both ways to write are killed
        more = {f"_{text[:2]}": text} if text.endswith("0") else {}
        append_statements(case, [{"id": text, "speaker": "Radio", "text": words, "source": "survey", **more}])
        return text

    @staticmethod
    def kept(case):
        return [statement.id for statement in read_ledger(case).statements]

    @staticmethod
    def wrong(case):
        try:
            found = read_ledger(case).statements
        except InputError as problem:
            return [str(problem)]
        first = {statement.id for statement in found[:4]} == {"count-1", "count-2", "enough", "ultimatum"}
        halves = [
            statement.id
            for statement in found[4:]
            if statement.text != f'{statement.id}, "quoted"\nand on a second line'
        ]
        return [*halves, *([] if first else ["the first entries are gone"])]


KINDS = {"captures": Captures, "statements": Statements}


def forked(job):
    """Run a job in a child; the end of a pipe that it writes to, and its id."""
    out, into = os.pipe()
    child = os.fork()
    if child:
        os.close(into)
        return child, out
    os.close(out)
    try:
        job(lambda name: os.write(into, f"{name}\n".encode()))
    finally:
        os._exit(0)


def said(out):
    with os.fdopen(out, "rb") as pipe:
        return pipe.read().decode().split()


def holds(kind, case, told):
    """What is wrong: alterations and halves, and what was confirmed and is gone."""
    wrong = list(kind.wrong(case))
    kept = set(kind.kept(case)) if told and not wrong else told
    return [*wrong, *(f"lost {name}" for name in told if name not in kept)]


def killed_anywhere(kind, case, attempts, longest, seed):
    """Kill a child that adds one after the other, so often, each time after another while, of so many ms at most."""
    draw, told, wrong, killed = random.Random(seed), set(), [], 0

    def add_many(attempt):
        def job(tell):
            for number in range(100_000):
                tell(kind.add(case, f"{attempt}-{number}"))

        return job

    for attempt in range(attempts):
        child, out = forked(add_many(attempt))
        select.select([], [], [], draw.uniform(0, longest / 1000))
        os.kill(child, signal.SIGKILL)
        killed += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        told.update(said(out))
        wrong += holds(kind, case, told)
    return {"killed": killed, "told": len(told), "wrong": wrong, "kept": len(kind.kept(case))}


def killed_at_each_step(kind, case):
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

            sys.addaudithook(heed)
            tell(kind.add(case, f"step-{steps}"))

        child, out = forked(job)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        told.update(said(out))
        wrong += [f"step {steps}: {problem}" for problem in holds(kind, case, told)]
        if status == 0:
            return {"steps": steps, "wrong": wrong, "told": len(told), "kept": len(kind.kept(case))}


def added(kind, case, name, number):
    """Add so many, one after the other."""
    return [kind.add(case, f"{name}-{each}") for each in range(number)]


if __name__ == "__main__":
    how, kind, folder, *rest = sys.argv[1:]
    if how == "anywhere":
        result = killed_anywhere(KINDS[kind], Path(folder), *map(int, rest))
    elif how == "steps":
        result = killed_at_each_step(KINDS[kind], Path(folder))
    else:
        result = added(KINDS[kind], Path(folder), how, *map(int, rest))
    sys.stdout.write(json.dumps(result))
