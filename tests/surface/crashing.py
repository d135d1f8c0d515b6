"""A process that adds to a case, stopped before one of its steps and killed there; forked, so that it is quick.

A step is a line of the modules that write, or of what they call elsewhere, and whatever the interpreter reports that it
does to files. No clock decides
where a process is killed: it says that it stands before its step, and is killed while it waits there.
"""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import random
import resource
import signal
import sys
import traceback
from contextlib import suppress
from pathlib import Path

from filelock import FileLock  # noqa: F401 - once, here: else each fork loads it, and is killed at steps of that

from geleit import files
from geleit.errors import InputError
from geleit.io import locking
from geleit.io.evidence import objects
from geleit.io.evidence import store as evidence_store
from geleit.io.evidence.capture import About, capture
from geleit.io.evidence.verify import check_case
from geleit.io.ledger import entries as ledger_entries

ABOUT = About("Radio Sampleton", "2024-05-01")
WRITERS = {module.__file__ for module in (files, locking, objects, evidence_store, ledger_entries)}
PACKAGE = str(Path(files.__file__).parent)
RECKONING = {dataclasses.__file__}
NAMING = {"__new__", "__truediv__", "__fspath__", "parent", "name", "_handle_fromlist"}
"""Functions of pathlib and of imports that do nothing to files."""
TO_FILES = ("open", "os.", "tempfile.", "fcntl.")
"""What the audit events of things done to files begin with."""
NEVER = 10**9
"""A step that no process comes to."""
STANDS = "stands"
"""What a process says when it stands before its step."""
FEW = 10
"""Steps."""
LINE = 700
"""More bytes than a line of the log or an entry of the ledger has."""


class Captures:
    """Captured sources; what is confirmed is a hash."""

    @staticmethod
    def adding(case, text):
        """What adds a text; the file that is handed in is there already."""
        file = case.parent / "page.html"
        file.write_text(text * 50)
        return lambda: capture(case, file, ABOUT).entry.sha256

    @staticmethod
    def kept(case):
        return [entry.sha256 for entry in evidence_store.load(evidence_store.store_of(case)).entries]

    @staticmethod
    def wrong(case):
        """What is wrong; a row of the table is written after the log, and whoever adds the file again gets it."""
        found = check_case(case).problems if evidence_store.store_of(case).log.exists() else []
        return [problem for problem in found if "no row has the id" not in problem]

    @staticmethod
    def written(case):
        """Files as large as those that are written."""
        return [evidence_store.store_of(case).log, case.parent / "page.html"]


class Statements:
    """Entries of the ledger; what is confirmed is an id."""

    @staticmethod
    def adding(case, text):
        """What adds a text."""
        words = f'{text}, "quoted"\nand on a second line'
        # the first of most attempts needs a column more, so that both ways to write are killed
        more = {f"_{text[:2]}": text} if text.endswith("0") else {}
        row = {"id": text, "speaker": "Radio", "text": words, "source": "survey", **more}

        def add():
            ledger_entries.append_statements(case, [row])
            return text

        return add

    @staticmethod
    def kept(case):
        return [statement.id for statement in ledger_entries.read_ledger(case).statements]

    @staticmethod
    def wrong(case):
        try:
            found = ledger_entries.read_ledger(case).statements
        except InputError as problem:
            return [str(problem)]
        first = {statement.id for statement in found[:4]} == {"count-1", "count-2", "enough", "ultimatum"}
        halves = [
            statement.id
            for statement in found[4:]
            if statement.text != f'{statement.id}, "quoted"\nand on a second line'
        ]
        return [*halves, *([] if first else ["the first entries are gone"])]

    @staticmethod
    def written(case):
        """Files as large as those that are written."""
        return [case / "statements.csv", evidence_store.store_of(case).log]


KINDS = {"captures": Captures, "statements": Statements}


class Child:
    """A forked process that does a job, and stands still before one of its steps.

    Parameters
    ----------
    job
        Is given the function to confirm with.
    step
        The number of the step before which it stands still.
    change
        Or it stands still before that step, by number, which finds the files of ``folder`` otherwise than the last did.
    largest
        It dies of the first write that would make a file larger than so many bytes, when it has written so many.
    """

    def __init__(self, job, *, step=NEVER, change=NEVER, folder=None, largest=None):
        self.confirmed, self._stands = [], False
        self._said, say = os.pipe()
        hold, self._let_go = os.pipe()  # an end of it closes with this process, so that none is left standing
        self._id = os.fork()
        if self._id:
            os.close(say)
            os.close(hold)
            return
        os.close(self._said)
        os.close(self._let_go)
        try:
            self._do(job, lambda word: os.write(say, f"{word}\n".encode()), hold, step, (change, folder), largest)
        except BaseException:  # a copy of the process: nothing of what called may go on in it
            traceback.print_exc()
        finally:
            os._exit(1)

    @staticmethod
    def _do(job, say, hold, step, changing, largest):
        left, (changes, folder) = step, changing
        before, looking = looks(folder) if folder else (), False

        def before_a_step():
            nonlocal left, changes, before, looking
            if looking:  # is no step of what is watched
                return
            left -= 1
            looking = bool(folder)
            if looking and (now := looks(folder)) != before:
                changes, before = changes - 1, now
            looking = False
            if left == 0 or changes == 0:
                say(STANDS)
                os.read(hold, 1)
                os._exit(1)

        if largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
        heed(before_a_step)
        job(say)
        os._exit(0)

    def stands(self):
        """Listen to what it confirms until it stands still or has ended; whether it stands."""
        with os.fdopen(self._said, "rb", closefd=False) as pipe:
            for line in pipe:
                word = line.decode().strip()
                if word == STANDS:
                    self._stands = True
                    break
                self.confirmed.append(word)
        return self._stands

    def killed(self):
        """Kill it if it stands, else wait for its end; whether it was killed, by this or by itself."""
        if self._stands:
            os.kill(self._id, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(self._id, 0)[1])
        os.close(self._said)
        os.close(self._let_go)
        assert status in (0, -signal.SIGKILL), "it failed: see what it wrote"
        return status != 0


def looks(folder):
    """What a folder has, as far as what is added to it or taken out of it, and whatever is replaced, tells.

    Asked so often that files are not read.
    """
    found, inside = [], []
    with os.scandir(folder) as listed:
        for each in listed:
            status = each.stat(follow_symlinks=False)
            found.append((each.path, status.st_ino, status.st_size, status.st_mtime_ns, status.st_mode))
            if each.is_dir(follow_symlinks=False):
                inside.append(each.path)
    for each in inside:
        with suppress(FileNotFoundError):
            found += looks(each)
    return found


def called_to_write(code, by):
    """Whether it is a function of another package that a module that writes has called, and may write itself."""
    if by.co_filename not in WRITERS or code.co_filename.startswith(PACKAGE):
        return False
    return code.co_filename not in RECKONING and code.co_name not in NAMING


def heed(before_a_step):
    """From now on call a function before each step; and die of a file that may not grow, before anything is cleared."""

    def of_frame(frame, event, what):
        code, by = frame.f_code, frame.f_back.f_code
        if code.co_filename not in WRITERS and by.co_filename not in WRITERS:
            return None  # nearly every call, so that it is asked first
        if code.co_name.startswith("<") or not (code.co_filename in WRITERS or called_to_write(code, by)):
            return None
        if event == "line":
            before_a_step()
        elif event == "exception" and isinstance(what[1], OSError) and what[1].errno == errno.EFBIG:
            os.kill(os.getpid(), signal.SIGKILL)
        return of_frame

    sys.addaudithook(lambda event, _: before_a_step() if event.startswith(TO_FILES) else None)
    sys.settrace(of_frame)


def holds(kind, case, told):
    """What is wrong: alterations and halves, and what was confirmed and is gone."""
    wrong = list(kind.wrong(case))
    return wrong or lost(kind, case, told)


def lost(kind, case, told):
    kept = set(kind.kept(case)) if told else told
    return [f"lost {name}" for name in told if name not in kept]


def killed_at(kind, case, job, told, **where):
    """Kill a process before a step; whether it came so far, and what is wrong while it stands there and afterwards."""
    child = Child(job, **where)
    stood = child.stands()
    told.update(child.confirmed)
    wrong = lost(kind, case, told) if stood else []  # others can read meanwhile
    assert child.killed() == stood
    return stood, [f"{where}: {problem}" for problem in (*wrong, *holds(kind, case, told))]


def killed_again_and_again(kind, case, attempts, furthest, seed):
    """Kill a process that adds one after the other, so often, each time at another of so many first steps."""
    draw, told, wrong, killed = random.Random(seed), set(), [], 0
    for attempt in range(attempts):

        def job(tell, attempt=attempt):
            for number in range(NEVER):
                tell(kind.adding(case, f"{attempt}-{number}")())

        stood, problems = killed_at(kind, case, job, told, step=draw.randint(1, furthest))
        killed += stood
        wrong += problems
    return {"killed": killed, "told": len(told), "wrong": wrong, "kept": len(kind.kept(case))}


def killed_at_each_change(kind, case, every):
    """Kill a process whenever the files have just changed, and before every so manyeth step, until it comes through.

    What a killed process leaves behind is what its files are, so that of the steps at which they are the same, one
    tells as much as all.
    """
    wrong, told, reached = [], set(), {"change": 0, "step": 0}
    for way, by in (("change", 1), ("step", every)):
        stood = True
        while stood:
            number = reached[way] = reached[way] + by
            add = kind.adding(case, f"{way}-{number}")
            where = {way: number} | ({"folder": case} if way == "change" else {})
            stood, problems = killed_at(kind, case, lambda tell, add=add: tell(add()), told, **where)
            wrong += problems
    return {**reached, "wrong": wrong, "told": len(told), "kept": len(kind.kept(case))}


def killed_while_another_waits(kind, case):
    """Kill a process before every few steps, when another has begun to add that may have to wait; that one goes on."""
    wrong, told, steps, rounds, stood = [], set(), 0, 0, True
    while stood:
        steps, rounds = steps + FEW, rounds + 1
        add = kind.adding(case, f"one-{steps}")
        one = Child(lambda tell, add=add: tell(add()), step=steps)
        stood = one.stands()
        add = kind.adding(case, f"other-{steps}")
        other = Child(lambda tell, add=add: tell(add()))
        assert one.killed() == stood
        other.stands()
        assert not other.killed()
        assert len(other.confirmed) == 1
        told.update((*one.confirmed, *other.confirmed))
        wrong += [f"step {steps}: {problem}" for problem in holds(kind, case, told)]
    return {"rounds": rounds, "wrong": wrong, "told": len(told), "kept": len(kind.kept(case))}


def killed_in_the_middle_of_a_write(kind, case, attempts, seed):
    """Kill a process that has written a file to the n-th byte and no further; every other time near its old end."""
    draw, told, wrong, killed = random.Random(seed), set(), [], 0
    told.update(kind.adding(case, f"before-{number}")() for number in range(3))
    for attempt in range(attempts):
        add = kind.adding(case, f"torn-{attempt}")
        size = draw.choice(kind.written(case)).stat().st_size
        largest = size + draw.randrange(LINE) if attempt % 2 else draw.randrange(size)
        child = Child(lambda tell, add=add: tell(add()), largest=largest)
        child.stands()
        killed += child.killed()
        told.update(child.confirmed)
        wrong += [f"{largest} bytes: {problem}" for problem in holds(kind, case, told)]
    return {"killed": killed, "told": len(told), "wrong": wrong, "kept": len(kind.kept(case))}


def added(kind, case, name, number):
    """Add so many, one after the other."""
    return [kind.adding(case, f"{name}-{each}")() for each in range(number)]


HOW = {
    "again-and-again": killed_again_and_again,
    "each-change": killed_at_each_change,
    "another-waits": killed_while_another_waits,
    "in-a-write": killed_in_the_middle_of_a_write,
}

if __name__ == "__main__":
    how, kind, folder, *rest = sys.argv[1:]
    if how in HOW:
        result = HOW[how](KINDS[kind], Path(folder), *map(int, rest))
    else:
        result = added(KINDS[kind], Path(folder), how, *map(int, rest))
    sys.stdout.write(json.dumps(result))
