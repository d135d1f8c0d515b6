"""A page of the docs, followed to the letter: files written, lines changed, commands run, what they print compared.

A block of code is taken by its language: ``sh`` is run line by line, ``text`` is what that prints (``...`` leaves
something out), anything else is the content of a file. Which file, and what happens to it, stands in the sentence
before the block: *Write `file`:*, *In `file`, before `line`:*, *after* or *in place of* it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
WRITE = re.compile(r"[Ww]rite\s+`([\w./-]+)`[^`\n]*:\s*$")
CHANGE = re.compile(r"[Ii]n\s+`([\w./-]+)`,\s+(before|after|in\s+place\s+of)\s+`([^`]+)`:\s*$")


@dataclass
class Followed:
    """What was done by a page.

    Parameters
    ----------
    ran, compared, changed
        How many lines were run, how many pieces of what they printed were compared, how many files changed.
    """

    ran: int = 0
    compared: int = 0
    changed: int = 0
    printed: str = field(default="", repr=False)


def follow(page: str, desk: Path, python_path: Path | None = None) -> Followed:
    """Follow a page from its first block to its last, in a folder.

    Parameters
    ----------
    python_path
        Where another copy of the package lies, if not the one that is tested is meant.
    """
    done, environment = Followed(), _environment(desk.with_name("bin"), python_path)
    for block in BLOCK.finditer(page):
        kind, text = block.groups()
        if kind == "sh":
            lines = text.replace("\\\n", " ").splitlines()
            done.printed = "".join(_run(line, desk, environment) for line in lines)
            done.ran += len(lines)
        elif kind == "text":
            done.compared += _compare(text, done.printed)
        else:
            _change(page[: block.start()], text, desk)
            done.changed += 1
    return done


def _environment(folder: Path, python_path: Path | None) -> dict[str, str]:
    folder.mkdir(exist_ok=True)
    for name, code in (("geleit", '-c "from geleit.cli import main; main()"'), ("python", "")):
        (folder / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {code} "$@"\n')
        (folder / name).chmod(0o755)
    found = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    return found | ({"PYTHONPATH": str(python_path)} if python_path else {})


def _run(line: str, desk: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(["bash", "-c", line], cwd=desk, capture_output=True, text=True, env=environment)
    told = re.search(r"# exit code (\d+)", line)
    assert done.returncode == int(told[1] if told else 0), f"{line}: {done.stdout}{done.stderr}"
    assert done.stderr == "", f"{line}: {done.stderr}"
    return done.stdout


def _compare(text: str, printed: str) -> int:
    place, pieces = 0, re.split(r"^\.\.\.\n", text, flags=re.MULTILINE)
    for piece in pieces:
        place = printed.find(piece.rstrip("\n"), place)
        assert place >= 0, f"not printed, or not in this order: {piece}\n--- but:\n{printed}"
    return len(pieces)


def _change(before: str, text: str, desk: Path) -> None:
    if told := WRITE.search(before):
        path = desk / told[1]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    told = CHANGE.search(before)
    assert told, f"nothing says into which file this goes: {text}"
    path, how, anchor = desk / told[1], told[2], told[3]
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    places = [number for number, line in enumerate(lines) if line.strip() == anchor]
    assert len(places) == 1, f"{told[1]}: {len(places)} lines are {anchor!r}"
    start, end = places[0] + (how == "after"), places[0] + (how != "before")
    path.write_text("".join([*lines[:start], text, *lines[end:]]), encoding="utf-8")
